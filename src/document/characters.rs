//! What characters are, where the standard library does not say or is slow to.

use once_cell::sync::Lazy;
use std::ops::RangeInclusive;
use unicode_normalization::char::is_combining_mark;

/// The characters of two bytes in UTF-8: accented Latin, Greek, Cyrillic, Hebrew,
/// Arabic and others.
const TWO_BYTES: RangeInclusive<char> = '\u{80}'..='\u{7ff}';

/// Bytes that are told to be ASCII at once.
const ASCII_PART: usize = 16;

/// What is known of each of them. The standard library searches lists for it, which
/// texts in these scripts would pay for at every letter.
static KNOWN: Lazy<Vec<Known>> = Lazy::new(|| TWO_BYTES.map(Known::of).collect());

/// Facts about a character.
#[derive(Clone, Copy)]
struct Known {
    is_alphanumeric: bool,
    is_combining: bool,
    is_lowercased: bool,
}

impl Known {
    fn of(c: char) -> Known {
        Known {
            is_alphanumeric: c.is_alphanumeric(),
            is_combining: is_combining_mark(c),
            is_lowercased: c.to_lowercase().eq([c]),
        }
    }

    /// Those of a character of two bytes.
    #[inline]
    fn find(c: char) -> Option<Known> {
        TWO_BYTES.contains(&c).then(|| KNOWN[c as usize - *TWO_BYTES.start() as usize])
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

/// [`char::is_alphanumeric`].
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    match c {
        ..='\x7f' => c.is_ascii_alphanumeric(),
        _ => Known::find(c).map_or_else(|| c.is_alphanumeric(), |known| known.is_alphanumeric),
    }
}

/// Marks that belong to the letter before them (vowel signs, accents).
#[inline]
pub(crate) fn is_combining(c: char) -> bool {
    !c.is_ascii() && Known::find(c).map_or_else(|| is_combining_mark(c), |known| known.is_combining)
}

/// Whether a character is known to be its own lower case.
#[inline]
pub(crate) fn is_lowercased(c: char) -> bool {
    Known::find(c).is_some_and(|known| known.is_lowercased)
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
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_combining(c), is_combining_mark(c), "{c:?}");
            assert!(!is_lowercased(c) || c.to_lowercase().eq([c]), "{c:?}");
        }
        assert!(is_lowercased('ж') && is_lowercased('ب') && !is_lowercased('Ж'));
    }
}
