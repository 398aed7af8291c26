//! The table of hostile inputs.

use crate::article::{self, Article, CHINESE, ENGLISH, GERMAN, JAPANESE, RUSSIAN};
use encoding_rs::Encoding;
use std::fmt::Write;

/// What is cleaned.
pub enum Input {
    Html(String),
    Bytes(Vec<u8>),
    /// With the charset that a header declares.
    Declared(Vec<u8>, &'static str),
    /// A page under a site rule, for which a tree is built.
    Ruled(String),
    Text(String),
}

impl Input {
    pub fn len(&self) -> usize {
        match self {
            Input::Html(input) | Input::Ruled(input) | Input::Text(input) => input.len(),
            Input::Bytes(input) | Input::Declared(input, _) => input.len(),
        }
    }
}

/// Where the article must be found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Nothing,
    /// In the source: no text is lost, but what is kept of it is left open.
    InSource,
    /// In the kept text too.
    InText,
}

use Holds::{InSource, InText, Nothing};

pub struct Row {
    pub name: String,
    pub input: Box<dyn Fn() -> Input>,
    pub holds: Holds,
    pub article: &'static Article,
    /// How many times as long as a plain page of its size it may take.
    pub factor: f64,
}

impl Row {
    fn article(self, article: &'static Article) -> Row {
        Row { article, ..self }
    }

    /// Allows more time, for the shortest of blocks: each block has its price.
    fn of_tiny_blocks(self) -> Row {
        Row { factor: 80.0, ..self }
    }
}

fn row(name: impl Into<String>, holds: Holds, input: impl Fn() -> Input + 'static) -> Row {
    Row { name: name.into(), input: Box::new(input), holds, article: &ENGLISH, factor: 20.0 }
}

fn html(name: impl Into<String>, holds: Holds, page: impl Fn() -> String + 'static) -> Row {
    row(name, holds, move || Input::Html(page()))
}

fn ruled(name: impl Into<String>, holds: Holds, page: impl Fn() -> String + 'static) -> Row {
    row(name, holds, move || Input::Ruled(page()))
}

fn text(name: impl Into<String>, holds: Holds, text: impl Fn() -> String + 'static) -> Row {
    row(name, holds, move || Input::Text(text()))
}

fn bytes(name: impl Into<String>, holds: Holds, page: impl Fn() -> Vec<u8> + 'static) -> Row {
    row(name, holds, move || Input::Bytes(page()))
}

/// A number of things, fewer where the tests are not optimised.
pub fn n(count: usize) -> usize {
    if cfg!(debug_assertions) { count / 20 } else { count }
}

const MB: usize = 1_000_000;

fn page() -> String {
    article::html(&ENGLISH)
}

fn story() -> String {
    article::text(&ENGLISH)
}

/// Pieces that are made from their number.
fn each(count: usize, mut write: impl FnMut(usize, &mut String)) -> String {
    let mut out = String::new();
    (0..n(count)).for_each(|at| write(at, &mut out));
    out
}

/// The article inside so many elements.
fn inside(start: &str, end: &str, count: usize) -> String {
    format!("{}{}{}", start.repeat(n(count)), page(), end.repeat(n(count)))
}

/// The article after so many elements.
fn after(start: &str, end: &str, count: usize) -> String {
    format!("{}x{}{}", start.repeat(n(count)), end.repeat(n(count)), page())
}

/// Elements whose start tag alone stands before the article.
const UNCLOSED: [&str; 102] = [
    "a",
    "abbr",
    "address",
    "applet",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "body",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "colgroup",
    "datalist",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h6",
    "head",
    "header",
    "hgroup",
    "html",
    "i",
    "iframe",
    "label",
    "legend",
    "li",
    "listing",
    "main",
    "map",
    "marquee",
    "math",
    "menu",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "u",
    "ul",
    "video",
    "xmp",
    "x-card",
];

/// Unclosed elements inside which the article need not be kept, by what they mean.
const NO_BODY: [&str; 12] =
    ["a", "button", "figcaption", "figure", "footer", "form", "h1", "h2", "h6", "nav", "plaintext", "xmp"];

pub fn table() -> Vec<Row> {
    let mut rows = nesting();
    rows.extend(unclosed());
    rows.extend(tokens());
    rows.extend(encodings());
    rows.extend(structured_data());
    rows.extend(repetition());
    rows.extend(inline());
    rows.extend(blocks());
    rows.extend(characters());
    rows.extend(texts());
    rows.extend(trees());
    // Last, because a stack that overflows ends the run.
    rows.extend(markup_in_markup());
    rows
}

fn nesting() -> Vec<Row> {
    vec![
        html("nested div", InText, || inside("<div>", "</div>", 200_000)),
        html("nested div, unclosed", InText, || inside("<div>", "", 200_000)),
        html("nested div with classes", InText, || inside("<div class='wrap post-body' id=a1>", "</div>", 50_000)),
        html("200,000 unclosed b", InText, || inside("<b>", "", 200_000)),
        html("unclosed b, one a paragraph", InSource, || {
            each(20_000, |at, out| {
                let _ = write!(out, "<p><b>Lamp {at} was lit.");
            }) + &page()
        }),
        html("nested table", InSource, || inside("<table><tr><td>", "</td></tr></table>", 100_000)),
        html("nested table, unclosed", InSource, || inside("<table><tr><td>", "", 100_000)),
        html("nested ul and li", InSource, || inside("<ul><li>", "</li></ul>", 50_000)),
        html("nested ul and li with text", InSource, || inside("<ul><li>Lock", "</li></ul>", 50_000)).of_tiny_blocks(),
        html("nested dl", InSource, || inside("<dl><dt>Lock<dd>", "</dd></dl>", 50_000)),
        html("nested blockquote", InSource, || inside("<blockquote>", "</blockquote>", 100_000)),
        html("nested span", InText, || inside("<span>", "</span>", 200_000)),
        html("nested a", InSource, || inside("<a href=/lamp>", "</a>", 100_000)),
        html("nested button", InText, || after("<button>", "</button>", 100_000)),
        html("nested form", InSource, || inside("<form>", "</form>", 100_000)),
        html("nested select", InText, || after("<select>", "</select>", 100_000)),
        html("nested svg", InText, || after("<svg>", "</svg>", 100_000)),
        html("nested template", InText, || after("<template>", "</template>", 100_000)),
        html("nested noscript", InText, || after("<noscript>", "</noscript>", 100_000)),
        html("nested object", InText, || after("<object>", "</object>", 100_000)),
        html("nested fieldset", InText, || inside("<fieldset>", "</fieldset>", 100_000)),
        html("nested details", InText, || inside("<details><summary>Lock</summary>", "</details>", 50_000)),
        html("nested heading", InSource, || inside("<h2>", "</h2>", 100_000)),
        html("nested ruby", InSource, || inside("<ruby><rb>", "</rb></ruby>", 50_000)),
        html("nested unknown element", InText, || inside("<x-card>", "</x-card>", 100_000)),
        html("1,000 divs around it", InText, || inside("<div>", "</div>", 1000 * (1_000_000 / n(1_000_000)))),
        html("a thousand levels, then shallow", InText, || {
            format!("{}deep{}{}", "<div><p>".repeat(1000), "</div>".repeat(1000), page())
        }),
        html("end tags only", InText, || "</div></p></b></td></table></ul>".repeat(n(30_000)) + &page()),
        html("start and end tags crossed", InText, || "<div><b></div></b><ul><p></ul></p>".repeat(n(30_000)) + &page()),
    ]
}

fn unclosed() -> Vec<Row> {
    let one = UNCLOSED.into_iter().map(|tag| {
        let holds = match tag {
            // The rest of the page is script, as in browsers.
            "script" => Nothing,
            _ if NO_BODY.contains(&tag) => InSource,
            _ => InText,
        };
        html(format!("unclosed {tag}"), holds, move || format!("<p>Lamps</p><{tag}>{}", page()))
    });
    let mut rows: Vec<Row> = one.collect();
    for tag in ["noscript", "style", "iframe", "svg", "noembed"] {
        rows.push(html(format!("100,000 unclosed {tag}"), InText, move || inside(&format!("<{tag}>"), "", 100_000)));
        rows.push(html(format!("30,000 unclosed {tag} among end tags"), InText, move || {
            inside(&format!("<{tag}></b>"), "", 30_000)
        }));
    }
    for tag in ["textarea", "title", "template", "select", "video"] {
        rows.push(html(format!("100,000 unclosed {tag}"), InSource, move || inside(&format!("<{tag}>"), "", 100_000)));
    }
    rows.extend([
        html("100,000 scripts", InText, || inside("<script>a</script>", "", 100_000)),
        html("100,000 scripts with comments", InText, || inside("<script><!-- a --></script>", "", 100_000)),
        html("100,000 unclosed xmp", InSource, || inside("<xmp>", "", 100_000)),
        html("20,000 scripts inside scripts", InText, || inside("<script><!--<script></script>", "", 20_000)),
        html("script cut off", Nothing, || page() + "<script>" + &"if (a < b) '</x>';".repeat(n(200_000))),
        html("unclosed script after it", InText, || page() + "<script>let a = '<p>'"),
        html("unclosed comment after it", InText, || page() + "<!-- a <p>"),
        html("unclosed attribute after it", InText, || page() + "<p title='a <p>"),
    ]);
    rows
}

fn tokens() -> Vec<Row> {
    vec![
        html("5 MB of <", Nothing, || "<".repeat(n(5 * MB))),
        html("5 MB of </", Nothing, || "</".repeat(n(5 * MB) / 2)),
        html("5 MB of &", Nothing, || "&".repeat(n(5 * MB))),
        html("5 MB of &#", Nothing, || "&#".repeat(n(5 * MB) / 2)),
        html("5 MB of >", Nothing, || ">".repeat(n(5 * MB))),
        html("5 MB of <!--", Nothing, || "<!--".repeat(n(5 * MB) / 4)),
        html("5 MB of <!", Nothing, || "<!".repeat(n(5 * MB) / 2)),
        html("5 MB of <?", Nothing, || "<?".repeat(n(5 * MB) / 2)),
        html("5 MB of <a", Nothing, || "<a".repeat(n(5 * MB) / 2)),
        html("5 MB of <a ", Nothing, || "<a ".repeat(n(5 * MB) / 3)),
        html("comment never closed", InText, || page() + "<!-- " + &"a - -- ".repeat(n(500_000))),
        html("CDATA never closed", InText, || page() + "<![CDATA[ " + &"a ]] ".repeat(n(500_000))),
        html("many comments", InText, || "<!-- a -->".repeat(n(200_000)) + &page()),
        html("many CDATA sections", InText, || "<![CDATA[ a ]]>".repeat(n(200_000)) + &page()),
        html("doctype of a megabyte", InText, || format!("<!DOCTYPE {}>{}", "a ".repeat(n(MB) / 2), page())),
        html("tag name of a megabyte", InText, || format!("<{}>{}", "a".repeat(n(MB)), page())),
        html("attribute of a megabyte", InText, || format!("<div title='{}'>{}", "a ".repeat(n(MB) / 2), page())),
        html("attribute name of a megabyte", InText, || format!("<div {}>{}", "a".repeat(n(MB)), page())),
        html("class of a megabyte", InText, || format!("<div class='{}'>{}", "a".repeat(n(MB)), page())),
        html("style of a megabyte", InText, || format!("<div style='{}'>{}", "a:b;".repeat(n(MB) / 4), page())),
        html("unclosed attribute of a megabyte", InText, || format!("{}<p title='{}", page(), "a ".repeat(n(MB) / 2))),
        html("100,000 attributes", InText, || {
            format!("<div {}>{}", each(100_000, |at, out| write!(out, "a{at}=1 ").unwrap()), page())
        }),
        html("100,000 equal attributes", InText, || format!("<div {}>{}", "a=1 ".repeat(n(100_000)), page())),
        html("100,000 class names", InText, || {
            format!("<div class='{}'>{}", each(100_000, |at, out| write!(out, "a{at} ").unwrap()), page())
        }),
        html("100,000 elements with their own class", InText, || {
            each(100_000, |at, out| write!(out, "<div class=a{at}x></div>").unwrap()) + &page()
        }),
        html("entity storm", InSource, || {
            "&amp;&lt;&#65;&#x41;&nbsp;&CounterClockwiseContourIntegral; ".repeat(n(50_000)) + &page()
        }),
        html("entities that are none", InSource, || {
            "&notin &CounterClockwiseContourIntegra &#xFFFFFFFFFF; &#0; &;".repeat(n(50_000)) + &page()
        }),
        html("entity of a megabyte", InText, || format!("<p>&{};</p>{}", "a".repeat(n(MB)), page())),
        html("number of a megabyte", InText, || format!("<p>&#{};</p>{}", "9".repeat(n(MB)), page())),
        html("NUL between all", InSource, || format!("{}{}", "<p>\0a\0</p\0>".repeat(n(100_000)), page()))
            .of_tiny_blocks(),
        html("megabytes of NUL", InText, || "\0".repeat(n(2 * MB)) + &page()),
        html("beyond a megabyte of blanks", InText, || " \n\t".repeat(n(500_000)) + &page()),
        html("beyond a megabyte of menu", InText, || {
            let menu = each(20_000, |at, out| writeln!(out, "<li><a href='/quay/{at}'>Quay {at}</a></li>").unwrap());
            format!("<nav><ul>{menu}</ul></nav>{}", page())
        }),
        html("beyond a megabyte of script", InText, || {
            format!("<script>{}</script>{}", "var a = \"<p>no</p>\";\n".repeat(n(60_000)), page())
        }),
        html("html class header-spacing", InText, || {
            format!("<html class=\"header-spacing\"><body class=\"footer-fixed has-sidebar\">{}", page())
        }),
        html("html class hidden", InText, || format!("<html class=\"js hidden comments nav-menu\"><body>{}", page())),
    ]
}

/// The page in some encoding, with a `meta` that says so or with nothing.
fn encoded(article: &Article, label: &'static str, says_so: bool) -> Vec<u8> {
    let meta = if says_so { format!("<meta charset={label}>") } else { String::new() };
    let page = format!("<html><head>{meta}<title>Ostrel</title></head><body>{}", article::html(article));
    let encoding = Encoding::for_label(label.as_bytes()).expect("a known label");
    let (bytes, _, has_failed) = encoding.encode(&page);
    assert!(!has_failed, "{label} cannot say it");
    bytes.into_owned()
}

fn utf16(mark: bool, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let page = format!("<html><head><title>Ostrel</title></head><body>{}", page());
    mark.then_some(0xfeff).into_iter().chain(page.encode_utf16()).flat_map(to_bytes).collect()
}

fn encodings() -> Vec<Row> {
    let mut rows = Vec::new();
    for (label, article) in [
        ("windows-1252", &GERMAN),
        ("shift_jis", &JAPANESE),
        ("euc-jp", &JAPANESE),
        ("gb18030", &CHINESE),
        ("koi8-r", &RUSSIAN),
        ("windows-1251", &RUSSIAN),
    ] {
        rows.push(bytes(format!("{label}, by meta"), InText, move || encoded(article, label, true)).article(article));
        rows.push(bytes(format!("{label}, by guess"), InText, move || encoded(article, label, false)).article(article));
        let declared = move || Input::Declared(encoded(article, label, false), label);
        rows.push(row(format!("{label}, by header"), InText, declared).article(article));
    }
    rows.extend([
        bytes("UTF-16 LE with mark", InText, || utf16(true, u16::to_le_bytes)),
        bytes("UTF-16 BE with mark", InText, || utf16(true, u16::to_be_bytes)),
        bytes("UTF-16 LE", InText, || utf16(false, u16::to_le_bytes)),
        bytes("UTF-16 BE", InText, || utf16(false, u16::to_be_bytes)),
        bytes("UTF-16 LE cut in a character", InText, || {
            [utf16(true, u16::to_le_bytes), vec![0x3d, 0xd8, 0x3d]].concat()
        }),
        bytes("UTF-8 with mark", InText, || [b"\xef\xbb\xbf".to_vec(), page().into_bytes()].concat()),
        bytes("UTF-8, said to be UTF-16", InText, || format!("<meta charset=utf-16>{}", page()).into_bytes()),
        row("UTF-8, header names no charset", InText, || Input::Declared(page().into_bytes(), "no-such-charset")),
        row("UTF-8, header says replacement", Nothing, || Input::Declared(page().into_bytes(), "iso-2022-kr")),
        row("invalid UTF-8 between all", InSource, || {
            let junk = b"<p>\xff\xc3(\xe2\x82\xed\xa0\x80\xf0\x9f\x80 lamp</p>".repeat(n(50_000));
            Input::Declared([junk, page().into_bytes()].concat(), "utf-8")
        }),
        bytes("all byte values", InSource, || {
            let all: Vec<u8> = (0..=255).cycle().take(n(MB)).filter(|byte| !b"<&".contains(byte)).collect();
            [format!("<meta charset=utf-8>{}<p>", page()).into_bytes(), all].concat()
        }),
        bytes("noise", Nothing, || noise(n(2 * MB))),
        row("noise as UTF-16", Nothing, || Input::Declared(noise(n(2 * MB)), "utf-16le")),
        row("noise as shift_jis", Nothing, || Input::Declared(noise(n(2 * MB)), "shift_jis")),
        row("noise as iso-2022-jp", Nothing, || Input::Declared(noise(n(2 * MB)), "iso-2022-jp")),
    ]);
    rows
}

/// Bytes without any pattern, the same in each run.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    std::iter::repeat_with(next).take(length).collect()
}

fn ld(json: &str) -> String {
    format!("<script type='application/ld+json'>{json}</script>{}", page())
}

fn structured_data() -> Vec<Row> {
    vec![
        html("JSON-LD 200,000 deep", InText, || ld(&"[".repeat(n(200_000)))),
        html("JSON-LD 200,000 deep, closed", InText, || {
            ld(&format!("{}{}", "{\"a\":[".repeat(n(200_000)), "]}".repeat(n(200_000))))
        }),
        html("JSON-LD 120 deep", InText, || {
            ld(&format!("{}\"headline\":\"Ostrel\"{}", "{\"a\":".repeat(119) + "{", "}".repeat(120)))
        }),
        html("JSON-LD string of 5 MB", InText, || ld(&format!("{{\"headline\":\"{}\"}}", "lamp ".repeat(n(MB))))),
        html("JSON-LD body of 5 MB", InText, || {
            ld(&format!(
                "{{\"headline\":\"Ostrel\",\"articleBody\":\"{}\"}}",
                "the lamp is lit ".repeat(n(5 * MB) / 16)
            ))
        }),
        html("JSON-LD body of markup", InText, || {
            ld(&format!("{{\"articleBody\":\"{}\"}}", "<div><b>&amp;lamp".repeat(n(100_000))))
        }),
        html("JSON-LD with 100,000 works", InText, || {
            let works = each(100_000, |at, out| write!(out, "{{\"headline\":\"Lamp {at}\"}},").unwrap());
            ld(&format!("[{works}1]"))
        }),
        html("JSON-LD with 100,000 authors", InText, || {
            let names = each(100_000, |at, out| write!(out, "\"Ada Moreau {at}\",").unwrap());
            ld(&format!("{{\"headline\":\"Ostrel\",\"author\":[{names}1]}}"))
        }),
        html("JSON-LD with bodies ever longer", InText, || {
            let works = each(2000, |at, out| write!(out, "{{\"articleBody\":\"{}\"}},", "<b>a".repeat(at)).unwrap());
            ld(&format!("[{works}1]"))
        }),
        html("100,000 scripts of JSON-LD", InText, || {
            "<script type=application/ld+json>{\"headline\":\"a\"}</script>".repeat(n(50_000)) + &page()
        }),
        html("100,000 meta elements", InText, || {
            each(100_000, |at, out| write!(out, "<meta name=author content='Ada Moreau {at}'>").unwrap()) + &page()
        }),
        html("title of a megabyte", InText, || format!("<title>{}</title>{}", "lamp | ".repeat(n(MB) / 7), page())),
        html("100,000 titles", InText, || "<title>The lamp</title>".repeat(n(100_000)) + &page()),
        html("description of a megabyte", InText, || {
            format!("<meta name=description content='{}'>{}", "lamp ".repeat(n(MB) / 5), page())
        }),
    ]
}

const LINE: &str = "The lamp by the lock was lit at dusk and put out before the dawn came up over the water.";

fn repetition() -> Vec<Row> {
    vec![
        html("100,000 equal paragraphs", InSource, || format!("<p>{LINE}</p>").repeat(n(100_000)) + &page()),
        html("100,000 paragraphs, one word differs", InSource, || {
            each(100_000, |at, out| {
                write!(out, "<p>The lamp by lock {at} was lit at dusk and put out before dawn.</p>").unwrap()
            }) + &page()
        }),
        html("prefix chain", InSource, || {
            each(2000, |at, out| write!(out, "<p>{}</p>", words(0, at + 1)).unwrap()) + &page()
        }),
        html("60,000 headings of link sections", InSource, || {
            page() + &"<h2>Related articles</h2><p>The lamp</p>".repeat(n(60_000))
        }),
        html("20,000 biographies", InSource, || {
            let bios = each(20_000, |at, out| {
                write!(out, "<h3>Ada Moreau{at}</h3><p>Ada Moreau{at} is a writer and the editor of the lamp desk. Reach her at ada{at}@lamp.example.</p>").unwrap();
            });
            format!("{}{bios}", page())
        }),
        html("article ten times over", InText, || page().repeat(10)),
        text("100,000 equal lines of text", InSource, || format!("{LINE}\n\n").repeat(n(100_000)) + &story()),
        text("100,000 lines, one word differs", InSource, || {
            each(100_000, |at, out| {
                writeln!(out, "The lamp by lock {at} was lit at dusk and put out before dawn.\n").unwrap()
            }) + &story()
        }),
        text("prefix chain of text", InSource, || {
            each(2000, |at, out| writeln!(out, "{}.\n", words(0, at + 1)).unwrap()) + &story()
        }),
        text("suffix chain of text", InSource, || {
            each(2000, |at, out| writeln!(out, "{}.\n", words(2000 - at, 2001)).unwrap()) + &story()
        }),
        text("one line that holds 4,000 others", InSource, || {
            let parts = (0..n(4000)).map(|at| words(at * 12, at * 12 + 12)).collect::<Vec<_>>();
            format!("{}.\n\n{}.\n\n{}", story(), parts.join(" "), parts.join(".\n\n"))
        }),
        text("60,000 headings of link sections in text", InSource, || {
            format!("{}\n\n{}", story(), "Related articles\n\nThe lamp\n\n".repeat(n(60_000)))
        }),
        text("300,000 lines, then 200 biographies", InSource, || {
            let bios = each(200, |at, out| {
                write!(out, "Ada Moreau{at} is a writer and the editor of the lamp desk. She lives in Ostrel.\n\n")
                    .unwrap();
            });
            format!("{}\n\n{}\n{bios}", story(), "a lamp\n".repeat(n(300_000)))
        })
        .of_tiny_blocks(),
        text("20,000 biographies in text", InSource, || {
            let bios = each(20_000, |at, out| {
                writeln!(out, "Ada Moreau{at}\n\nAda Moreau{at} is a writer and the editor of the lamp desk. Reach her at ada{at}@lamp.example.\n").unwrap();
            });
            format!("{}\n\n{bios}", story())
        }),
        text("heading with 300 KB of nothing over 10,000 lines", InSource, || {
            format!(
                "{}\n\nAbout {} the author\n\n{}",
                story(),
                "\u{200b}".repeat(n(100_000)),
                "The lamp\n\n".repeat(n(10_000))
            )
        }),
        text("article ten times over, as text", InSource, || format!("{}\n\n", story()).repeat(10)),
    ]
}

/// Made-up words by number, all different.
fn words(from: usize, to: usize) -> String {
    (from..to).map(|at| format!("lam{at}p")).collect::<Vec<_>>().join(" ")
}

fn inline() -> Vec<Row> {
    vec![
        html("100,000 links in one paragraph", InText, || {
            let links = each(100_000, |at, out| write!(out, "<a href=/lamp/{at}>lamp</a> ").unwrap());
            format!("{}<p>{links}</p>", page())
        }),
        html("b and i interleaved 50,000 times", InText, || {
            format!("{}<p>{}</p>", page(), "<b>a<i>b</b>c</i>".repeat(n(50_000)))
        }),
        html("a and b crossed 50,000 times", InText, || {
            format!("{}<p>{}</p>", page(), "<a href=/x><b>a</a></b>".repeat(n(50_000)))
        }),
        html("a and b crossed, without text", InText, || {
            format!("{}<p>{}</p>", page(), "<a href=/x><b></a>".repeat(n(50_000)))
        }),
        html("a and div crossed", InSource, || {
            format!("{}{}", page(), "<a href=/x><div>a</a></div>".repeat(n(50_000)))
        }),
        html("100,000 marks in one paragraph", InText, || {
            format!("{}<p>{}</p>", page(), "<b>a</b> <i>b</i> ".repeat(n(50_000)))
        }),
        html("100,000 empty images", InText, || "<img>".repeat(n(100_000)) + &page()),
        html("100,000 images", InText, || "<img src=/lamp.png alt=lamp>".repeat(n(100_000)) + &page()),
        html("100,000 images in paragraphs", InText, || {
            "<p><img src=/lamp.png alt=lamp></p>".repeat(n(100_000)) + &page()
        }),
        html("100,000 br", InText, || "<br>".repeat(n(100_000)) + &page()),
        html("100,000 br in a table cell", InText, || {
            format!("<table><tr><td>a{}</table>{}", "<br>".repeat(n(100_000)), page())
        }),
        html("100,000 br in pre", InText, || format!("<pre>a{}</pre>{}", "<br>".repeat(n(100_000)), page())),
        html("100,000 lines parted by br", InSource, || format!("{}<p>{}</p>", page(), "lamp<br>".repeat(n(100_000)))),
        html("200 open b around 20,000 paragraphs", InSource, || {
            format!("{}{}{}", page(), "<b>".repeat(200), "<p>The lamp by the lock was lit.</p>".repeat(n(20_000)))
        }),
        html("open link with an address of 64 KB around 2,000 paragraphs", InSource, || {
            format!("{}<a href='/{}'>{}", page(), "x".repeat(n(64_000)), "<p>lamp</p>".repeat(n(2000)))
        }),
        html("pre of 5 MB", InSource, || {
            format!("{}<pre>{}</pre>", page(), "let lamp = 1;\n    \n".repeat(n(5 * MB) / 18))
        }),
        html("100,000 b in pre", InSource, || format!("{}<pre>{}</pre>", page(), "<b>  a  </b>\n".repeat(n(100_000)))),
    ]
}

fn blocks() -> Vec<Row> {
    vec![
        html("table of 50,000 rows", InSource, || {
            let rows = each(50_000, |at, out| write!(out, "<tr><td>Lock {at}<td>{} feet", at % 17).unwrap());
            format!("{}<table>{rows}</table>", page())
        }),
        html("table row of 50,000 cells", InSource, || {
            format!("{}<table><tr>{}</table>", page(), "<td>lamp</td>".repeat(n(50_000)))
        }),
        html("table row of 100,000 bold cells", InSource, || {
            format!("{}<table><tr>{}</table>", page(), "<td><b>lamp</b></td>".repeat(n(100_000)))
        }),
        html("50,000 tables", InSource, || page() + &"<table><tr><td>a<td>b</table>".repeat(n(50_000))),
        html("row outside of a table in an open i", InText, || page() + "<i><tr><td>lamp<td>lock"),
        html("20,000 headings", InSource, || {
            page() + &each(20_000, |at, out| write!(out, "<h2>Lock {at}</h2>").unwrap())
        })
        .of_tiny_blocks(),
        html("20,000 h1", InSource, || page() + &each(20_000, |at, out| write!(out, "<h1>Lock {at}</h1>").unwrap()))
            .of_tiny_blocks(),
        html("20,000 articles", InSource, || {
            page() + &each(20_000, |at, out| write!(out, "<article><p>Lock {at} is shut.</p></article>").unwrap())
        }),
        html("50,000 headlines with a standfirst", InSource, || {
            page() + &"<h1>The lamp</h1><h2 class=dek>What became of the old lamp</h2>".repeat(n(50_000))
        }),
        html("20,000 boxes of promos in each other", InSource, || {
            page() + &"<div class=promo><p>Sign up for our free newsletter".repeat(n(20_000))
        }),
        html("100,000 list items", InSource, || page() + "<ul>" + &"<li>lamp".repeat(n(100_000))).of_tiny_blocks(),
        html("100,000 one-letter paragraphs", InSource, || "<p>a".repeat(n(100_000)) + &page()).of_tiny_blocks(),
        html("100,000 bars", InText, || "<p>|</p>".repeat(n(100_000)) + &page()),
        html("50,000 figures", InSource, || {
            page() + &"<figure><img src=/a.png><figcaption>The lamp, 1931</figcaption></figure>".repeat(n(50_000))
        }),
        html("50,000 bylines", InSource, || page() + &"<p>By Ada Moreau, 3 May 1931</p>".repeat(n(50_000))),
        html("deep and shallow by turns", InText, || {
            format!("{}a{}", "<div>".repeat(250), "</div>".repeat(250)).repeat(n(2000)) + &page()
        }),
    ]
}

fn characters() -> Vec<Row> {
    vec![
        html("one paragraph of 10 MB", InSource, || format!("{}<p>{}</p>", page(), plain_words(n(10 * MB)))),
        html("one word of 5 MB", InSource, || format!("{}<p>{}</p>", page(), "lamp".repeat(n(5 * MB) / 4))),
        html("bidi and zero width between all", InText, || {
            let mixed = |c: char| [c, '\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}'];
            let letters = page().chars().filter(|c| c.is_alphabetic()).flat_map(mixed).collect::<String>();
            format!("{}<p>{}</p>", page(), letters.repeat(n(100)))
        }),
        html("zero width only", InText, || "<p>\u{200b}\u{2060}</p>".repeat(n(100_000)) + &page()),
        html("100,000 marks on one letter", InText, || format!("{}<p>e{}</p>", page(), "\u{301}".repeat(n(100_000)))),
        html("100,000 mixed marks on one letter", InText, || {
            format!("{}<p>e{}</p>", page(), "\u{301}\u{323}\u{345}\u{327}".repeat(n(25_000)))
        }),
        html("a megabyte of one ligature", InText, || format!("{}<p>{}</p>", page(), "\u{fdfa}".repeat(n(MB) / 3))),
        html("a megabyte of Hangul jamo", InText, || {
            format!("{}<p>{}</p>", page(), "\u{1112}\u{1161}\u{11ab}".repeat(n(MB) / 9))
        }),
        html("a megabyte of Thai", InText, || {
            format!("{}<p>{}</p>", page(), "\u{e01}\u{e32}\u{e23}".repeat(n(MB) / 9))
        }),
        html("emoji joined", InText, || {
            format!("{}<p>{}</p>", page(), "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}".repeat(n(50_000)))
        }),
        html("a megabyte of @", InText, || format!("{}<p>{}</p>", page(), "@".repeat(n(MB)))),
        html("a megabyte of addresses", InText, || format!("{}<p>{}</p>", page(), "a@b.c@".repeat(n(MB) / 6))),
        html("a megabyte of dates", InText, || format!("{}<p>{}</p>", page(), "1.1.".repeat(n(MB) / 4))),
        html("private use and noncharacters", InText, || {
            format!("{}<p>{}</p>", page(), "\u{e000}\u{fffe}\u{10ffff}\u{fdd0}a ".repeat(n(50_000)))
        }),
    ]
}

/// Running text of so many bytes.
fn plain_words(length: usize) -> String {
    crate::plain::paragraphs(length, " ")
}

fn texts() -> Vec<Row> {
    vec![
        text("10 MB without a line end", InSource, || format!("{}\n\n{}", story(), plain_words(n(10 * MB)))),
        text("one word of 10 MB", InSource, || format!("{}\n\n{}", story(), "lamp".repeat(n(10 * MB) / 4))),
        text("a million short lines", InSource, || {
            format!(
                "{}\n\n{}",
                story(),
                each(1_000_000, |at, out| writeln!(out, "{}{at}", "lamp ".repeat(at % 4)).unwrap())
            )
        }),
        text("200,000 equal short lines", InSource, || format!("{}\n\n{}", story(), "a lamp\n".repeat(n(200_000))))
            .of_tiny_blocks(),
        text("a million empty lines", InText, || format!("{}{}", "\n".repeat(n(MB)), story())),
        text("a million lines of blanks", InText, || format!("{}{}", " \t\u{200b}\u{a0}\n".repeat(n(MB)), story())),
        text("only punctuation", InSource, || format!("{}\n\n{}", story(), "...!?;:,-()\n".repeat(n(100_000)))),
        text("5 MB of full stops", InSource, || format!("{}\n\n{}", story(), ".".repeat(n(5 * MB)))),
        text("a million bullet lines", InSource, || format!("{}\n\n{}", story(), "- lamp\n".repeat(n(MB))))
            .of_tiny_blocks(),
        text("a million bullets on one line", InSource, || format!("{}\n\n{}", story(), "- ".repeat(n(MB)))),
        text("fence never closed", InSource, || format!("{}\n\n```\n{}", story(), "let lamp;\n".repeat(n(100_000)))),
        text("100,000 fences", InSource, || format!("{}\n\n{}", story(), "```\nlamp\n".repeat(n(100_000) + 1))),
        text("backticks of a megabyte", InSource, || format!("{}\n\n{}", story(), "`".repeat(n(MB)))),
        text("CR only", InText, || story().replace('\n', "\r")),
        text("CR only, 100,000 lines", InSource, || {
            format!("{}\r\r{}", story().replace('\n', "\r"), "The lamp\r".repeat(n(100_000)))
        }),
        text("CR and LF the wrong way round", InText, || story().replace('\n', "\n\r")),
        text("form feeds and separators", InText, || story().replace("\n\n", "\n\u{c}\u{2028}\u{2029}\u{85}\n")),
        text("wrapped text of 5 MB", InSource, || {
            format!(
                "{}\n\n{}",
                story(),
                "The lamp by the lock was lit at dusk and put out\nbefore the dawn.\n".repeat(n(5 * MB) / 65)
            )
        }),
        text("marks on one letter, text", InSource, || format!("{}\n\ne{}", story(), "\u{301}".repeat(n(100_000)))),
        text("bidi text", InSource, || {
            format!("{}\n\n{}", story(), "\u{202e}lamp\u{202c} \u{2067}مصباح\u{2069}\n".repeat(n(50_000)))
        }),
        text("NUL between lines", InText, || story().replace("\n\n", "\n\0\n")),
        text("megabytes of NUL, text", InText, || format!("{}\n\n{}", story(), "\0".repeat(n(2 * MB)))),
        text("markup as text", InSource, || format!("{}\n\n{}", story(), "<div><p>lamp</p>\n".repeat(n(50_000)))),
        text("100,000 hashes", InSource, || format!("{}\n\n{}", story(), "#".repeat(n(100_000)))),
        text("100,000 digits", InSource, || format!("{}\n\n{}", story(), "1".repeat(n(100_000)))),
        text("100,000 table lines", InSource, || format!("{}\n\n{}", story(), "| a | b |\n".repeat(n(100_000)))),
        text("100,000 quote marks", InSource, || format!("{}\n\n{}", story(), "> ".repeat(n(100_000)))),
        text("a million signs that begin a phrase", InSource, || format!("{}\n\n{}", story(), ">".repeat(n(MB)))),
        text("cue phrases of a megabyte", InSource, || {
            format!("{}\n\n{}", story(), "related articles read more ".repeat(n(MB) / 27))
        }),
        text("20,000 lines of cue phrases after bars", InSource, || {
            format!("{}\n\n{}", story(), format!("{}{}\n", "|".repeat(900), "related ".repeat(20)).repeat(n(2000)))
        }),
        text("nothing", Nothing, String::new),
        text("one character", Nothing, || "a".to_owned()),
    ]
}

/// Pages for which a tree is built.
fn trees() -> Vec<Row> {
    vec![
        ruled("1,900 nested div under a rule", InText, || {
            format!("{}{}{}", "<div>".repeat(1900), page(), "</div>".repeat(1900))
        }),
        ruled("unclosed b under a rule", InSource, || "<p><b>a".repeat(n(20_000)) + &page()).of_tiny_blocks(),
        ruled("a and b crossed under a rule", InText, || "<a href=/x><b>a</a></b>".repeat(n(20_000)) + &page()),
        ruled("rows outside of tables under a rule", InSource, || "<table><p>a<tr><b>b".repeat(n(500)) + &page()),
        ruled("100,000 images under a rule", InText, || "<img src=/lamp.png>".repeat(n(100_000)) + &page()),
    ]
}

/// A page whose description is the markup of a page whose description is ...
fn descriptions(depth: usize) -> String {
    let start = "<meta/name=\"description\"content=".repeat(depth);
    let ends: String = (0..depth).rev().map(|level| format!("&{}gt;", "amp;".repeat(level))).collect();
    format!("{start}a{ends}>{}", page())
}

fn markup_in_markup() -> Vec<Row> {
    vec![
        html("descriptions inside descriptions, 4", InText, || descriptions(4)),
        html("descriptions inside descriptions, 30", InText, || descriptions(30)),
        html("descriptions inside descriptions, 100", InText, || descriptions(100)),
        html("descriptions inside descriptions, 1,000", InText, || descriptions(1000)),
    ]
}
