//! Character references: `&amp;`, `&eacute`, `&#x2019;`. The names and the
//! replacements for old Windows codes are html5ever's tables; the rules are the
//! standard's (WHATWG HTML, 13.2.5.72).

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr3;
use std::borrow::Cow;

/// Longest name of a character reference, in bytes.
const MAX_NAME: usize = 33;

/// Text as a reader sees it: references resolved, line ends as line feeds, NULs
/// out.
pub(super) fn resolve_text(text: &str) -> Cow<'_, str> {
    resolve(text, false)
}

/// The value of an attribute: references resolved, line ends as line feeds.
pub(super) fn resolve_value(value: &str) -> Cow<'_, str> {
    resolve(value, true)
}

fn resolve(text: &str, is_in_value: bool) -> Cow<'_, str> {
    let next_special = |text: &str| memchr3(b'&', b'\r', 0, text.as_bytes());
    let Some(mut at) = next_special(text) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[push_special(rest, is_in_value, &mut out)..];
        match next_special(rest) {
            Some(next) => at = next,
            None => break,
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Resolves what stands at the start of `text`, a `&`, carriage return or NUL;
/// returns how many bytes were read.
fn push_special(text: &str, is_in_value: bool, out: &mut String) -> usize {
    match text.as_bytes() {
        [b'&', ..] => return push_reference(text, is_in_value, out),
        [b'\r', b'\n', ..] => {}
        [b'\r', ..] => out.push('\n'),
        _ if is_in_value => out.push('\u{fffd}'),
        _ => {}
    }
    1
}

/// Resolves the reference at the start of `text`, a `&`; returns how many bytes
/// were read. What is no reference stands for itself.
fn push_reference(text: &str, is_in_value: bool, out: &mut String) -> usize {
    let read = if text[1..].starts_with('#') { push_number(text, out) } else { push_named(text, is_in_value, out) };
    read.unwrap_or_else(|| {
        out.push('&');
        1
    })
}

/// `&#8217;` or `&#x2019;`, with or without the semicolon.
fn push_number(text: &str, out: &mut String) -> Option<usize> {
    let (radix, start) = if text[2..].starts_with(['x', 'X']) { (16, 3) } else { (10, 2) };
    let digits = text[start..].bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if digits == 0 {
        return None;
    }
    let end = start + digits;
    // A number too long for 32 bits is no character either.
    out.push(character(u32::from_str_radix(&text[start..end], radix).unwrap_or(u32::MAX)));
    Some(end + usize::from(text[end..].starts_with(';')))
}

/// The character of a number; U+FFFD where there is none.
fn character(number: u32) -> char {
    let replacement = match number {
        0 => None,
        0x80..=0x9f => C1_REPLACEMENTS[number as usize - 0x80].or(char::from_u32(number)),
        _ => char::from_u32(number),
    };
    replacement.unwrap_or('\u{fffd}')
}

/// The longest name at the start of `text` that is one; some are names without a
/// semicolon too, but not in an attribute where `=` or a letter follows.
fn push_named(text: &str, is_in_value: bool, out: &mut String) -> Option<usize> {
    let name = &text[1..];
    let letters = name.bytes().take(MAX_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let longest = letters + usize::from(name[letters..].starts_with(';'));
    let named = |length: &usize| NAMED_ENTITIES.get(&name[..*length]).filter(|(first, _)| *first != 0);
    let length = (2..=longest).rev().find(|length| named(length).is_some())?;
    let follows = name.as_bytes().get(length);
    let is_cut = !name[..length].ends_with(';') && follows.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
    if is_in_value && is_cut {
        return None;
    }
    let (first, second) = *named(&length)?;
    out.extend([first, second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32));
    Some(length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_become_characters() {
        assert_eq!(resolve_text("a &amp; b &lt;&eacute;&hellip; &#8217;&#x2019;&#x2019"), "a & b <é… ’’’");
        assert_eq!(resolve_text("&NotEqualTilde;"), "\u{2242}\u{338}");
        assert_eq!(resolve_text("&CounterClockwiseContourIntegral;"), "∳");
        assert_eq!(resolve_text("&#146;&#0;&#xd800;&#x110000;&#99999999999;"), "’\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn what_is_no_reference_stands_for_itself() {
        assert_eq!(resolve_text("AT&T & Co &; &# &#; &#x; &nosuch; &"), "AT&T & Co &; &# &#; &#x; &nosuch; &");
        assert_eq!(resolve_text("&ampx &notit; &copy"), "&x ¬it; ©");
    }

    #[test]
    fn in_a_value_a_name_without_semicolon_counts_at_its_end_alone() {
        assert_eq!(resolve_value("?a=1&copy=2&amp;b&lt"), "?a=1&copy=2&b<");
        assert_eq!(resolve_value("plain"), "plain");
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(resolve_text("a\r\nb\rc\0d"), "a\nb\ncd");
    }
}
