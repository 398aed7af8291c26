//! Tells a person's name at the start of a text, by capital letters.

/// Words that a name has at most, with initials and the like.
const MAX_WORDS: usize = 5;

/// The two to four capitalised words that a text starts with.
pub(super) fn leading_name(text: &str) -> Option<String> {
    const TITLES: [&str; 4] = ["Dr.", "Dr", "Prof.", "Prof"];
    let particle =
        |word: &str| matches!(word, "de" | "van" | "von" | "del" | "la" | "da" | "di" | "der" | "den" | "bin" | "al");
    let is_name =
        |word: &str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase);
    let (mut name, mut length, mut capitalized) = ([""; MAX_WORDS], 0, 0);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    for word in text.split_whitespace().skip_while(|word| TITLES.contains(word)).take(MAX_WORDS) {
        let bare = word.trim_end_matches([',', ':']);
        let continues = is_name(bare) || ((particle(bare) || is_initial(bare)) && capitalized > 0);
        if !continues {
            break;
        }
        capitalized += usize::from(is_name(bare));
        name[length] = bare;
        length += 1;
        if bare.len() < word.len() {
            break;
        }
    }
    while name[..length].last().is_some_and(|word| particle(word) || is_initial(word)) {
        length -= 1;
    }
    (2..=4).contains(&capitalized).then(|| name[..length].join(" "))
}

/// Whether a word is a letter and a full stop, or some of them.
fn is_initial(word: &str) -> bool {
    let letters = word.split_terminator('.');
    word.ends_with('.')
        && letters.clone().count() <= 3
        && letters.clone().all(|letter| {
            let mut chars = letter.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_two_to_four_capitalised_words_at_the_start() {
        assert_eq!(leading_name("Ada Moreau covers ports.").as_deref(), Some("Ada Moreau"));
        assert_eq!(leading_name("Dr. Ada van der Berg, a fellow").as_deref(), Some("Ada van der Berg"));
        assert_eq!(leading_name("Ada J. Moreau, a fellow").as_deref(), Some("Ada J. Moreau"));
        assert_eq!(leading_name("Ada M.A. Moreau covers ports.").as_deref(), Some("Ada M.A. Moreau"));
        assert_eq!(leading_name("U.S. Army engineers built it."), None);
        assert_eq!(leading_name("The town was old."), None);
        assert_eq!(leading_name("Harbours are old."), None);
    }
}
