//! Where the content of a raw-text element ends, by byte search alone.

use crate::document::Tag;
use memchr::{memchr_iter, memchr2_iter, memmem};

/// Length of the content of a raw-text element at the start of `rest`: the
/// place of its end tag, if it has one. `heeds_escapes` turns false once a script
/// that opens a script in a comment is never closed as the standard says: then
/// none further down is, and the search is not made again.
pub(super) fn end(rest: &str, tag: Tag, heeds_escapes: &mut bool) -> Option<usize> {
    let bytes = rest.as_bytes();
    if tag == Tag::Svg {
        return graphic_end(bytes);
    }
    let first = end_tag(bytes, tag)?;
    if tag == Tag::Script && *heeds_escapes && memmem::find(&bytes[..first], b"<!--").is_some() {
        let escaped = escaped_script_end(bytes);
        *heeds_escapes = escaped.is_some();
        return Some(escaped.unwrap_or(first));
    }
    Some(first)
}

fn end_tag(bytes: &[u8], tag: Tag) -> Option<usize> {
    memmem::find_iter(bytes, "</").find(|at| is_tag_name(&bytes[at + 2..], tag.name().as_bytes()))
}

/// The end of a graphic: its end tag, or the first tag that only a page can have.
/// A graphic may say that it holds a piece of a page; then its end tag counts. Its
/// titles and descriptions may have tags of a page in them.
fn graphic_end(bytes: &[u8]) -> Option<usize> {
    let is_description = |name: &[u8]| [&b"title"[..], b"desc"].iter().any(|other| is_tag_name(name, other));
    let mut is_in_description = false;
    for at in memchr_iter(b'<', bytes) {
        let rest = &bytes[at + 1..];
        if rest.first() == Some(&b'/') && is_tag_name(&rest[1..], b"svg") {
            return Some(at);
        }
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if rest[..length].eq_ignore_ascii_case(b"foreignObject") {
            return end_tag(bytes, Tag::Svg);
        }
        if rest.first() == Some(&b'/') {
            is_in_description &= !is_description(&rest[1..]);
        } else {
            is_in_description |= is_description(rest);
        }
        if !is_in_description && Tag::from_name(&rest[..length]).ends_graphic() {
            return Some(at);
        }
    }
    None
}

/// Whether `bytes` begins with a tag name, in any case, that ends there.
fn is_tag_name(bytes: &[u8], name: &[u8]) -> bool {
    let is_end = |next: &u8| matches!(next, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>');
    bytes.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
        && bytes.get(name.len()).is_none_or(is_end)
}

/// The end of a script with comments in it: between `<!-- <script` and `-->`
/// an end tag ends only that inner script (the standard's "double escaped").
fn escaped_script_end(bytes: &[u8]) -> Option<usize> {
    let (mut is_escaped, mut is_double) = (false, false);
    for at in memchr2_iter(b'<', b'-', bytes) {
        let rest = &bytes[at..];
        if rest.starts_with(b"-->") {
            (is_escaped, is_double) = (false, false);
        } else if rest.starts_with(b"<!--") {
            is_escaped = true;
        } else if rest.starts_with(b"</") && is_tag_name(&rest[2..], b"script") {
            if !is_double {
                return Some(at);
            }
            is_double = false;
        } else if rest[0] == b'<' && is_escaped && is_tag_name(&rest[1..], b"script") {
            is_double = true;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(rest: &str, tag: Tag) -> Option<usize> {
        super::end(rest, tag, &mut true)
    }

    #[test]
    fn an_end_tag_ends_in_any_case_and_only_as_a_whole_name() {
        let ends_at = |text: &str, tag| end(text, tag).map(|at| &text[..at] == "x");
        assert_eq!(ends_at("x</SCRIPT >y", Tag::Script), Some(true));
        assert_eq!(ends_at("x</style/>y", Tag::Style), Some(true));
        assert_eq!(end("x</scripts>", Tag::Script), None);
        assert_eq!(end("\"</div>\"</script>", Tag::Script), Some(8));
    }

    #[test]
    fn a_graphic_ends_where_the_page_goes_on() {
        assert_eq!(end("<path d='M0'/><div>text</div> </svg>", Tag::Svg), Some(14));
        assert_eq!(end("<g><text>x</text></g></svg>", Tag::Svg), Some(21));
        assert_eq!(end("<foreignObject><div>x</div></foreignObject></svg>", Tag::Svg), Some(43));
        assert_eq!(end("<desc><p>x</p></desc></svg>", Tag::Svg), Some(21));
        assert_eq!(end("<title>x</title><p>y</svg>", Tag::Svg), Some(16));
        assert_eq!(end("<path d='M0'/>", Tag::Svg), None);
    }

    #[test]
    fn a_script_inside_a_comment_inside_a_script_has_its_own_end() {
        let text = "<!-- <script> a </script> --> b</script>";
        assert_eq!(end(text, Tag::Script), Some(text.len() - 9));
        let text = "<!-- a </script> b";
        assert_eq!(end(text, Tag::Script), Some(7));
        let unclosed = "<!-- <script> a </script> b";
        assert_eq!(end(unclosed, Tag::Script), Some(16));
    }
}
