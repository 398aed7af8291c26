//! The article that must come through, in several languages; all of it invented.

/// Six paragraphs.
pub type Article = [&'static str; 6];

pub const ENGLISH: Article = [
    "The canal at Ostrel was dug by hand in nine summers, and the people who dug it were paid in bread, in beer and in \
     the promise of a house beside the water. Few of them ever lived in one, because the money ran out before the last \
     lock was closed.",
    "For a century after that the lamps along the bank were lit by one family. The Pennacooks walked the eleven miles \
     each evening with a ladder and a can of oil, and they walked it again before dawn, so that no barge had to feel \
     its way into the town.",
    "When the town bought electric lamps in the spring of 1931, nobody told the family. The old man set out as he always \
     had, and found the first lamp burning already. He is said to have stood under it for an hour, with the ladder on \
     his shoulder, before he turned back.",
    "His granddaughter still has the ladder. It hangs in the hall of her house, which is the only one of the promised \
     houses that was built, and visitors who ask about it are told that it is waiting for the current to fail.",
    "It did fail, in the winter of the great ice, for sixteen nights. She was eight years old, and she remembers that \
     her father took the ladder down without a word and that the whole street came out to see him go from post to post.",
    "The council has now voted to put the lamps out at midnight, to save what they cost. The first barge that comes in \
     after that will find the bank as dark as it was when the diggers left, and a woman of ninety on the towpath with \
     a can of oil.",
];

pub const GERMAN: Article = [
    "Der Kanal bei Östrel wurde in neun Sommern von Hand gegraben, und die Leute, die ihn gruben, wurden mit Brot, mit \
     Bier und mit dem Versprechen eines Hauses am Wasser bezahlt. Die wenigsten haben je in einem solchen gewohnt.",
    "Hundert Jahre lang zündete danach eine einzige Familie die Lampen am Ufer an. Die Müßigbrods gingen jeden Abend die \
     elf Meilen mit Leiter und Ölkanne ab, und vor der Dämmerung gingen sie den Weg noch einmal zurück.",
    "Als die Stadt im Frühjahr 1931 elektrische Lampen kaufte, sagte es der Familie niemand. Der Alte brach auf wie \
     immer und fand die erste Lampe schon brennend. Er soll eine Stunde lang darunter gestanden haben.",
    "Seine Enkelin hat die Leiter noch immer. Sie hängt im Flur ihres Hauses, des einzigen von den versprochenen, das \
     gebaut wurde, und wer danach fragt, dem wird gesagt, sie warte darauf, dass der Strom ausfällt.",
    "Er fiel auch aus, im Winter des großen Eises, sechzehn Nächte lang. Sie war acht Jahre alt und weiß noch, dass ihr \
     Vater die Leiter ohne ein Wort vom Haken nahm und dass die ganze Straße herauskam, um ihn gehen zu sehen.",
    "Der Rat hat nun beschlossen, die Lampen um Mitternacht zu löschen, um die Kosten zu sparen. Der erste Kahn, der \
     danach kommt, wird das Ufer so dunkel finden wie damals, als die Gräber es verließen.",
];

pub const RUSSIAN: Article = [
    "Канал у Острела копали вручную девять лет подряд, и тем, кто его копал, платили хлебом, пивом и обещанием дома у \
     воды. Немногие из них дождались этого дома, потому что деньги кончились раньше, чем закрыли последний шлюз.",
    "Потом целое столетие фонари на берегу зажигала одна семья. Каждый вечер они проходили одиннадцать вёрст с \
     лестницей и бидоном масла, а перед рассветом шли обратно, чтобы ни одной барже не пришлось входить в город на ощупь.",
    "Когда весной 1931 года город купил электрические фонари, семье об этом никто не сказал. Старик вышел, как всегда, и \
     увидел, что первый фонарь уже горит. Говорят, он простоял под ним целый час с лестницей на плече.",
    "Лестница до сих пор у его внучки. Она висит в прихожей её дома, единственного из обещанных, который был построен, и \
     тем, кто о ней спрашивает, отвечают, что она ждёт, когда погаснет свет.",
    "И он погас, в ту зиму, когда стал большой лёд, на шестнадцать ночей. Ей было восемь лет, и она помнит, как отец \
     молча снял лестницу с крюка и как вся улица вышла смотреть, как он идёт от столба к столбу.",
    "Теперь совет решил гасить фонари в полночь, чтобы не тратить на них деньги. Первая баржа, которая придёт после \
     этого, найдёт берег таким же тёмным, каким его оставили те, кто копал канал.",
];

pub const JAPANESE: Article = [
    "オストレルの運河は九年の夏をかけて手で掘られた。掘った人々にはパンとビールが与えられ、水辺の家が約束された。しかし最後の水門が閉じる前に金が尽きたので、その家に住んだ者はほとんどいなかった。",
    "それから百年の間、岸の灯りをともしたのは一つの家族だった。彼らは毎晩、はしごと油の缶を持って長い道を歩き、夜明けの前にもう一度同じ道を歩いた。船が手探りで町に入ることのないようにするためである。",
    "春に町が電灯を買ったとき、そのことを家族に知らせた者はいなかった。老人はいつものように家を出て、最初の灯りがもうついているのを見た。彼ははしごを肩にかけたまま、一時間もその下に立っていたという。",
    "そのはしごは今も孫娘の家にある。約束された家のうち、本当に建てられたのはその一軒だけだった。玄関にかかっているはしごについて尋ねる人は、電気が消えるのを待っているのだと教えられる。",
    "大きな氷の冬に、電気は本当に消えた。十六日の間、夜は暗かった。彼女は八歳だったが、父が何も言わずにはしごを下ろし、通りの人がみな外に出て、柱から柱へと歩く父を見送ったことを覚えている。",
    "町の議会は今度、費用を惜しんで、真夜中に灯りを消すことに決めた。その後で最初に着く船は、運河を掘った人々が去ったときと同じように暗い岸と、油の缶を持った九十歳の女性を見ることになるだろう。",
];

pub const CHINESE: Article = [
    "奥斯特雷尔的运河是人们用手挖成的，前后花了九个夏天。挖河的人得到的是面包、啤酒，还有水边一座房子的许诺。可是最后一道闸门还没有合上，钱就用完了，真正住进那些房子的人很少。",
    "在那以后的一百年里，岸边的灯都由一家人点亮。他们每天晚上带着梯子和一桶油走完十一里路，天亮以前再走一遍，这样就没有一条船需要摸黑进城。",
    "那年春天，城里买了电灯，却没有人告诉这家人。老人像往常一样出了门，看见第一盏灯已经亮了。据说他把梯子扛在肩上，在灯下站了整整一个小时才转身回家。",
    "那架梯子现在还在他孙女的家里，挂在门厅的墙上。许诺过的房子里只有这一座真的建成了。客人问起梯子的时候，她总是回答说，它在等着停电的那一天。",
    "后来真的停了电，那是结大冰的冬天，一连十六个晚上。她那时八岁，还记得父亲一句话也没有说就把梯子取了下来，整条街的人都走出来，看着他从一根灯柱走到另一根灯柱。",
    "为了节省开支，议会现在决定在半夜把灯关掉。从那以后开来的第一条船会发现，河岸就像挖河的人离开时一样黑，只有一位九十岁的老太太提着油桶站在路上。",
];

/// The article as a page has it.
pub fn html(article: &Article) -> String {
    format!("<article><h1>Ostrel</h1>\n<p>{}</p>\n</article>", article.join("</p>\n<p>"))
}

/// The article as extracted text has it.
pub fn text(article: &Article) -> String {
    article.join("\n\n")
}
