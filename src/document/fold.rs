//! The one form in which texts are compared.
//!
//! Copies of a sentence differ in quote marks, dashes, white space, case and
//! compatibility characters long before they differ in words. [`fold`] takes
//! those differences away: NFKC, lower case, typographic quotes and dashes to
//! their ASCII kin, runs of white space to one space, invisible characters out.

use super::characters::{
    ascii_length, is_alphanumeric, is_combining, is_invisible, is_lowercased, is_normal, is_unspaced,
};
use std::ops::Range;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Returns `text` in comparison form; leading and trailing white space is gone.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the comparison form of `text` to `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    let start = out.len();
    if is_plain(text) {
        out.push_str(text);
        out[start..].make_ascii_lowercase();
        return;
    }
    // ASCII is in normal form, and stands in the way of none.
    let seems_normal = || is_nfkc_quick(text.chars().filter(|c| !c.is_ascii())) == IsNormalized::Yes;
    // These two fold to what their normal forms fold to.
    let is_as_good = |c: char| is_normal(c) || matches!(c, '…' | '\u{2011}');
    if text.chars().all(is_as_good) || seems_normal() {
        fold_normal(text, start, out);
    } else {
        text.nfkc().for_each(|c| fold_char(c, start, out));
    }
    if out.len() > start && out.ends_with(' ') {
        out.pop();
    }
}

/// Folds a text in normal form: its stretches of ASCII at once where they are plain.
fn fold_normal(text: &str, start: usize, out: &mut String) {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii() {
            fold_char(first, start, out);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (ascii, more) = rest.split_at(ascii_length(rest));
        let follows_space = out.len() == start || out.ends_with(' ');
        if is_visible(ascii) && !(follows_space && first == ' ') {
            let from = out.len();
            out.push_str(ascii);
            out[from..].make_ascii_lowercase();
        } else {
            ascii.chars().for_each(|c| fold_char(c, start, out));
        }
        rest = more;
    }
}

/// Whether a text has but ASCII characters and single spaces inside.
fn is_plain(text: &str) -> bool {
    is_visible(text) && !text.starts_with(' ') && !text.ends_with(' ')
}

/// Whether a text has but visible ASCII characters and single spaces.
pub(super) fn is_visible(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_visible = |byte: u8| matches!(byte, b' '..=b'~');
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    // All bytes are looked at, whatever the first ones say: many at a time.
    bytes.last().is_none_or(|last| is_visible(*last))
        && pairs.fold(true, |all, (a, b)| all & is_visible(*a) & !((*a == b' ') & (*b == b' ')))
}

/// Whether two spaces stand side by side.
pub(super) fn has_spaces_in_a_row(text: &str) -> bool {
    let pairs = text.bytes().zip(text.bytes().skip(1));
    pairs.fold(false, |any, (a, b)| any | ((a == b' ') & (b == b' ')))
}

fn fold_char(c: char, start: usize, out: &mut String) {
    match c {
        '\0'..='\x7f' => push(c.to_ascii_lowercase(), start, out),
        '‘' | '’' | '‚' | '‛' | '′' | '´' => push('\'', start, out),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => push('"', start, out),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => push('-', start, out),
        '…' => (0..3).for_each(|_| push('.', start, out)),
        _ if is_invisible(c) => {}
        _ if is_lowercased(c) => push(c, start, out),
        _ => c.to_lowercase().for_each(|l| push(l, start, out)),
    }
}

fn push(c: char, start: usize, out: &mut String) {
    if !c.is_whitespace() {
        out.push(c);
    } else if out.len() > start && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The words of a folded text: runs of letters and digits, an apostrophe inside
/// a word included; in scripts written without spaces every character is a word.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    hashed_words(folded).map(|word| &folded[word.span])
}

/// The same, each with its place and hash.
pub(crate) fn hashed_words(folded: &str) -> HashedWords<'_> {
    HashedWords { text: folded, at: 0 }
}

/// A word of a folded text: where it stands, and its [`hash`].
pub(crate) struct HashedWord {
    pub(crate) span: Range<usize>,
    pub(crate) hash: u32,
}

/// Iterator of [`hashed_words`].
pub(crate) struct HashedWords<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for HashedWords<'_> {
    type Item = HashedWord;

    #[inline(always)]
    fn next(&mut self) -> Option<HashedWord> {
        let start = word_start(self.text, self.at)?;
        let word = word_at(self.text, start);
        self.at = word.span.end;
        Some(word)
    }
}

/// Where the first word at or after `from` begins.
#[inline(always)]
fn word_start(text: &str, mut from: usize) -> Option<usize> {
    loop {
        match text.as_bytes().get(from)? {
            byte if IS_WORD[usize::from(*byte)] => return Some(from),
            0x80.. => return any_word_start(text, from),
            _ => from += 1,
        }
    }
}

/// [`word_start`] in any script. It stands apart because most texts are ASCII.
#[inline(never)]
fn any_word_start(text: &str, from: usize) -> Option<usize> {
    text[from..].find(is_alphanumeric).map(|more| from + more)
}

/// The word that begins at `start`.
#[inline]
fn word_at(text: &str, start: usize) -> HashedWord {
    let bytes = text.as_bytes();
    let (mut end, mut state) = (start, HASH_START);
    while let Some(byte) = bytes.get(end).filter(|byte| IS_WORD[usize::from(**byte)]) {
        state = hash_step(state, *byte);
        end += 1;
    }
    if matches!(bytes.get(end), Some(b'\'' | 0x80..)) {
        let rest = end..end + rest_of_word(&text[end..], end == start);
        state = bytes[rest.clone()].iter().fold(state, |state, byte| hash_step(state, *byte));
        end = rest.end;
    }
    HashedWord { span: start..end, hash: hash_end(state) }
}

/// The letters and digits of ASCII.
static IS_WORD: [bool; 256] = {
    let mut is_word = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        is_word[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    is_word
};

/// Length of the letters and digits of ASCII that `text` begins with.
pub(crate) fn ascii_run(text: &str) -> usize {
    text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len())
}

/// How far a word goes on into `text`; `begins` where it has no letter before.
fn rest_of_word(text: &str, begins: bool) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_unspaced(c) {
            return if at == 0 && begins { c.len_utf8() } else { at };
        }
        let joins = c == '\'' && chars.peek().is_some_and(|(_, next)| is_alphanumeric(*next));
        if !is_alphanumeric(c) && !joins && !is_combining(c) {
            return at;
        }
    }
    text.len()
}

/// A 32-bit hash of a word or token (FNV-1a, then mixed): stable across
/// platforms and versions, because the model files hold such hashes.
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    hash_bytes(bytes.iter().copied())
}

/// [`hash`] of bytes that come one by one.
pub(crate) fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u32 {
    hash_end(bytes.fold(HASH_START, hash_step))
}

pub(super) const HASH_START: u32 = 0x811c_9dc5;

pub(super) const fn hash_step(state: u32, byte: u8) -> u32 {
    (state ^ byte as u32).wrapping_mul(0x0100_0193)
}

pub(super) fn hash_end(state: u32) -> u32 {
    let mixed = (state ^ (state >> 15)).wrapping_mul(0x85eb_ca6b);
    mixed ^ (mixed >> 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_case_space_and_dashes_fold_together() {
        assert_eq!(fold("  It’s “SO”\u{a0}— \n yes…"), fold("it's \"so\" - yes..."));
        assert_eq!(fold("ﬁne Ｔｅｘｔ"), "fine text");
        assert_eq!(fold("soft\u{ad}hyphen"), "softhyphen");
        assert_eq!(fold(" \n "), "");
    }

    #[test]
    fn words_keep_apostrophes_and_split_han() {
        let all = |s| words(s).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(all("it's a 'test' - no.1"), ["it's", "a", "test", "no", "1"]);
        assert_eq!(all("abc新聞x"), ["abc", "新", "聞", "x"]);
        assert!(all("... --").is_empty());
    }
}
