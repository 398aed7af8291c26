//! Bytes to text: byte-order mark, declared charset, `meta` prescan, then a guess.

use encoding_rs::Encoding;
use std::borrow::Cow;

/// How far into a page a `meta` charset is looked for: the HTML standard's 1024
/// bytes, and some more for pages that put comments first.
const PRESCAN: usize = 4096;

/// How much of a page the guess reads.
const GUESS: usize = 1 << 16;

/// Decodes a page; bytes that fit no character become U+FFFD.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Cow<'a, str> {
    let label = |label: &str| Encoding::for_label(label.trim().as_bytes());
    let encoding = declared.and_then(label).or_else(|| prescan(bytes)).unwrap_or_else(|| guess(bytes));
    // `Encoding::decode` lets a byte-order mark overrule the label.
    encoding.decode(bytes).0
}

/// The charset that a `meta` element near the start names.
fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let metas = memchr::memmem::find_iter(&head, b"<meta").map(|at| &head[at..]);
    let elements = metas.map(|meta| &meta[..memchr::memchr(b'>', meta).unwrap_or(meta.len())]);
    let encoding = elements.filter_map(charset_of).next()?;
    // The standard: a page that can be prescanned as ASCII is not UTF-16.
    let is_wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    Some(if is_wide { encoding_rs::UTF_8 } else { encoding })
}

fn charset_of(meta: &[u8]) -> Option<&'static Encoding> {
    let at = memchr::memmem::find(meta, b"charset")? + b"charset".len();
    let value = meta[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value).trim_ascii_start();
    let end = value.iter().position(|b| matches!(b, b'"' | b'\'' | b';' | b'/' | b'>') || b.is_ascii_whitespace());
    Encoding::for_label(&value[..end.unwrap_or(value.len())])
}

/// The likeliest encoding of bytes that name none.
fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return encoding_rs::UTF_8;
    }
    if let Some(wide) = wide_encoding(bytes) {
        return wide;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESS)], bytes.len() <= GUESS);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// UTF-16 without a mark: markup has a zero byte in every other place.
fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count() * 10;
    let half = head.len() / 2;
    if half >= 8 && zeros(1) >= half * 4 && zeros(0) < half {
        Some(encoding_rs::UTF_16LE)
    } else if half >= 8 && zeros(0) >= half * 4 && zeros(1) < half {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_beats_the_declaration_and_the_declaration_the_page() {
        assert_eq!(decode(b"\xef\xbb\xbf\xc3\xa9", Some("latin1")), "\u{e9}");
        assert_eq!(decode(b"<meta charset=utf-8>\xe9", Some("iso-8859-1")), "<meta charset=utf-8>\u{e9}");
        let page = b"<meta http-equiv=x content='text/html; charset=windows-1251'>\xcf\xf0";
        assert!(decode(page, None).ends_with("\u{41f}\u{440}"));
    }

    #[test]
    fn what_declares_nothing_is_guessed() {
        assert_eq!(decode("höflich".as_bytes(), None), "höflich");
        let wide: Vec<u8> = "<p>plain words here</p>é".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide, None), "<p>plain words here</p>é");
        let (legacy, _, _) = encoding_rs::SHIFT_JIS.encode("今日は天気がいいので散歩に行きましょう。");
        assert_eq!(decode(&legacy, None), "今日は天気がいいので散歩に行きましょう。");
    }

    #[test]
    fn an_unknown_label_falls_back() {
        assert_eq!(decode("ü".as_bytes(), Some("no-such-charset")), "ü");
    }
}
