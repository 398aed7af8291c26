//! What characters are, where the standard library does not say or is slow to.

use once_cell::sync::OnceCell;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, is_nfkc_quick};

/// Bytes that are told to be ASCII at once.
const ASCII_PART: usize = 16;

/// Characters of a page of facts.
const PAGE: usize = 1 << 8;

/// What is known of the characters up to the kana: all alphabets but rare ones, the
/// punctuation and signs of all. The libraries search lists for it, which a text would
/// pay for at every letter, or at every quote. A page is filled when it is first asked for.
static KNOWN: [OnceCell<[Known; PAGE]>; 0x31] = [const { OnceCell::new() }; 0x31];

/// Facts about a character, as a bit set.
#[derive(Clone, Copy)]
struct Known(u8);

impl Known {
    const ALPHABETIC: u8 = 1 << 0;
    const NUMERIC: u8 = 1 << 1;
    const UPPERCASE: u8 = 1 << 2;
    const COMBINING: u8 = 1 << 3;
    const LOWERCASED: u8 = 1 << 4;
    const NORMAL: u8 = 1 << 5;

    /// Han and the syllables of Hangul are letters without case.
    const SYLLABLE: Known = Known(Known::ALPHABETIC | Known::LOWERCASED | Known::NORMAL);

    fn of(c: char) -> Known {
        let is_normal = is_nfkc_quick([c].into_iter()) == IsNormalized::Yes && canonical_combining_class(c) == 0;
        let facts = [
            (Known::ALPHABETIC, c.is_alphabetic()),
            (Known::NUMERIC, c.is_numeric()),
            (Known::UPPERCASE, c.is_uppercase()),
            (Known::COMBINING, is_combining_mark(c)),
            (Known::LOWERCASED, c.to_lowercase().eq([c])),
            (Known::NORMAL, is_normal),
        ];
        Known(facts.into_iter().filter(|(_, is_so)| *is_so).fold(0, |set, (fact, _)| set | fact))
    }

    fn page(number: usize) -> [Known; PAGE] {
        let character = |place: usize| char::from_u32((number * PAGE + place) as u32);
        std::array::from_fn(|place| character(place).map_or(Known(0), Known::of))
    }

    /// Those of a character of which they are kept.
    #[inline]
    fn find(c: char) -> Option<Known> {
        match c {
            '\u{80}'..='\u{30ff}' => {
                let (page, place) = (c as usize / PAGE, c as usize % PAGE);
                Some(KNOWN[page].get_or_init(|| Known::page(page))[place])
            }
            '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Some(Known::SYLLABLE),
            _ => None,
        }
    }

    /// Whether one of some facts is true of a character; `otherwise` tells it of those of
    /// which they are not kept.
    #[inline]
    fn has(c: char, facts: u8, otherwise: impl Fn(char) -> bool) -> bool {
        Known::find(c).map_or_else(|| otherwise(c), |Known(set)| set & facts != 0)
    }
}

/// How many characters of ASCII a text begins with.
#[inline]
pub(crate) fn ascii_length(text: &str) -> usize {
    // Told many bytes at a time: most texts have no other.
    let (parts, _) = text.as_bytes().as_chunks::<ASCII_PART>();
    let sure = parts.iter().take_while(|part| part.is_ascii()).count() * ASCII_PART;
    sure + text.as_bytes()[sure..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// [`char::is_alphabetic`].
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    Known::has(c, Known::ALPHABETIC, char::is_alphabetic)
}

/// [`char::is_numeric`].
#[inline]
pub(crate) fn is_numeric(c: char) -> bool {
    Known::has(c, Known::NUMERIC, char::is_numeric)
}

/// [`char::is_alphanumeric`].
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    Known::has(c, Known::ALPHABETIC | Known::NUMERIC, char::is_alphanumeric)
}

/// [`char::is_uppercase`].
#[inline]
pub(crate) fn is_uppercase(c: char) -> bool {
    Known::has(c, Known::UPPERCASE, char::is_uppercase)
}

/// Marks that belong to the letter before them (vowel signs, accents).
#[inline]
pub(crate) fn is_combining(c: char) -> bool {
    !c.is_ascii() && Known::has(c, Known::COMBINING, is_combining_mark)
}

/// Whether a character is known to be its own lower case.
#[inline]
pub(crate) fn is_lowercased(c: char) -> bool {
    Known::has(c, Known::LOWERCASED, |_| false)
}

/// Whether a character is known to be in normal form (NFKC), whatever stands around it.
#[inline]
pub(crate) fn is_normal(c: char) -> bool {
    c.is_ascii() || Known::has(c, Known::NORMAL, |_| false)
}

/// Characters that take no room on the page: soft hyphen, zero-width marks,
/// bidirectional controls, byte-order mark.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

/// Scripts that put no space between words (Han, kana, Thai, Lao, Khmer, Burmese).
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_what_the_libraries_say() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_numeric(c), c.is_numeric(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_uppercase(c), c.is_uppercase(), "{c:?}");
            assert_eq!(is_combining(c), is_combining_mark(c), "{c:?}");
            assert!(!is_lowercased(c) || c.to_lowercase().eq([c]), "{c:?}");
            let is_yes = is_nfkc_quick([c].into_iter()) == IsNormalized::Yes;
            assert!(!is_normal(c) || (is_yes && canonical_combining_class(c) == 0), "{c:?}");
        }
        assert!(is_normal('é') && is_normal('’') && is_normal('新') && !is_normal('ﬁ') && !is_normal('\u{301}'));
        assert!(is_lowercased('ж') && is_lowercased('ب') && !is_lowercased('Ж'));
    }
}
