//! HTML source to tags and text, each a slice of the source.
//!
//! This is the tokenization of the standard (WHATWG HTML, 13.2.5) as far as it
//! decides where tags and text stand; comments, doctypes and what else no reader
//! sees are passed over. Text, comments and attribute values are crossed with
//! byte searches, and nothing is copied: html5ever's tokenizer, which owns what it
//! reads, takes more than half the time that all stages of the cleaner do.
//! Character references are left in place; [`super::references`] resolves them.

use super::raw_text;
use crate::document::Tag;
use memchr::memchr;
use std::borrow::Cow;

/// What stands next in the source.
pub(super) enum Token<'a> {
    /// White space alone, up to the next tag.
    Space(&'a str),
    /// Text up to the next tag, its character references unresolved.
    Text(&'a str),
    /// A start tag; [`Scanner::attributes`] has what it says.
    Start {
        tag: Tag,
        is_self_closing: bool,
    },
    End(Tag),
}

/// Reads a page token by token.
pub(super) struct Scanner<'a> {
    source: &'a str,
    at: usize,
    attributes: Vec<(Cow<'a, str>, &'a str)>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(source: &'a str) -> Scanner<'a> {
        Scanner { source: source.strip_prefix('\u{feff}').unwrap_or(source), at: 0, attributes: Vec::new() }
    }

    /// The next token, until the source ends.
    #[inline]
    pub(super) fn next_token(&mut self) -> Option<Token<'a>> {
        while self.at < self.source.len() {
            let start = self.at;
            let first = skip_space(self.bytes(), start);
            self.at = self.next_markup(first);
            if self.at > start {
                let text = &self.source[start..self.at];
                return Some(if self.at == first { Token::Space(text) } else { Token::Text(text) });
            }
            let token = self.markup();
            if token.is_some() {
                return token;
            }
        }
        None
    }

    /// Where the next markup begins, from `from` on; the end of the source if
    /// nowhere.
    fn next_markup(&self, from: usize) -> usize {
        let mut open = from;
        while open < self.source.len() && !begins_markup(&self.bytes()[open..]) {
            open = self.place_of(b'<', open + 1);
        }
        open
    }

    /// Names, in lower case, and values, as the source has them, of the last tag's
    /// attributes.
    pub(super) fn attributes(&self) -> &[(Cow<'a, str>, &'a str)] {
        &self.attributes
    }

    /// The source that is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    /// Takes this many bytes of the source.
    pub(super) fn take(&mut self, bytes: usize) -> &'a str {
        let taken = &self.rest()[..bytes];
        self.at += bytes;
        taken
    }

    /// Takes the content of an element that holds text alone, up to its end tag;
    /// all that is left if there is none.
    pub(super) fn take_raw_text(&mut self, tag: Tag) -> &'a str {
        let rest = self.rest();
        self.take(raw_text::end(rest, tag, &mut false).unwrap_or(rest.len()))
    }

    fn bytes(&self) -> &'a [u8] {
        self.source.as_bytes()
    }

    /// Where a byte stands next, from `from` on; the end of the source if nowhere.
    fn place_of(&self, byte: u8, from: usize) -> usize {
        let rest = self.bytes().get(from..).unwrap_or_default();
        memchr(byte, rest).map_or(self.source.len(), |at| from + at)
    }

    /// Reads the markup at a `<`; `None` where it makes no token. A `<` that begins
    /// no markup is left in place.
    fn markup(&mut self) -> Option<Token<'a>> {
        let after = &self.bytes()[self.at + 1..];
        match after {
            [b'a'..=b'z' | b'A'..=b'Z', ..] => {
                let tag = self.tag_name(self.at + 1);
                let is_self_closing = self.read_attributes()?;
                Some(Token::Start { tag, is_self_closing })
            }
            [b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => {
                let tag = self.tag_name(self.at + 2);
                self.read_attributes()?;
                Some(Token::End(tag))
            }
            [b'!', b'-', b'-', ..] => {
                self.at = self.comment_end(self.at + 4);
                None
            }
            // A doctype, or a comment that is none.
            _ => {
                self.at = self.source.len().min(self.place_of(b'>', self.at + 1) + 1);
                None
            }
        }
    }

    /// Reads the name of a tag that starts at `start`.
    fn tag_name(&mut self, start: usize) -> Tag {
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
        let name = &self.bytes()[start..];
        let length = name.iter().position(ends).unwrap_or(name.len());
        self.at = start + length;
        Tag::from_name(&name[..length])
    }

    /// Reads the attributes of a tag and its closing `>`; says whether a `/` stood
    /// before it. `None` if the source ends inside the tag: then there is no tag,
    /// and nothing more to read.
    #[inline]
    fn read_attributes(&mut self) -> Option<bool> {
        self.attributes.clear();
        // Most tags end with their name.
        if self.bytes().get(self.at) == Some(&b'>') {
            self.at += 1;
            return Some(false);
        }
        let is_self_closing = self.read_to_tag_end();
        if is_self_closing.is_none() {
            self.at = self.source.len();
        }
        is_self_closing
    }

    fn read_to_tag_end(&mut self) -> Option<bool> {
        let bytes = self.bytes();
        let mut at = self.at;
        loop {
            match *bytes.get(at)? {
                b'>' => {
                    self.at = at + 1;
                    return Some(false);
                }
                b'/' if bytes.get(at + 1) == Some(&b'>') => {
                    self.at = at + 2;
                    return Some(true);
                }
                b'/' => at += 1,
                byte if byte.is_ascii_whitespace() => at += 1,
                _ => at = self.read_attribute(at)?,
            }
        }
    }

    /// Reads the attribute that begins at `start`; gives where it ends.
    fn read_attribute(&mut self, start: usize) -> Option<usize> {
        let (source, bytes) = (self.source, self.bytes());
        let (name_end, has_upper) = name_end(bytes, start)?;
        let name = &source[start..name_end];
        let name = if has_upper { name.to_ascii_lowercase().into() } else { name.into() };
        let equals = skip_space(bytes, name_end);
        if *bytes.get(equals)? != b'=' {
            self.attributes.push((name, ""));
            return Some(equals);
        }
        let start = skip_space(bytes, equals + 1);
        let (value, end) = match *bytes.get(start)? {
            quote @ (b'"' | b'\'') => {
                let close = start + 1 + memchr(quote, &bytes[start + 1..])?;
                (&source[start + 1..close], close + 1)
            }
            _ => {
                let ends = |b: &u8| b.is_ascii_whitespace() || *b == b'>';
                let end = start + bytes[start..].iter().position(ends)?;
                (&source[start..end], end)
            }
        };
        self.attributes.push((name, value));
        Some(end)
    }

    /// The end of a comment whose content starts at `start`: after `-->` or
    /// `--!>`; `<!-->` and `<!--->` are whole comments.
    fn comment_end(&self, start: usize) -> usize {
        let bytes = self.bytes();
        let mut close = self.place_of(b'>', start);
        while close < bytes.len() {
            let is_end = bytes[..close].ends_with(b"--") || bytes[start..close].ends_with(b"--!");
            if is_end {
                return close + 1;
            }
            close = self.place_of(b'>', close + 1);
        }
        bytes.len()
    }
}

/// Where what is no white space begins, from `from` on.
fn skip_space(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// Where the name of an attribute ends that begins at `start`, and whether it has
/// capitals.
fn name_end(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    // An equals sign in first place belongs to the name.
    let (mut at, mut kinds) = (start + 1, IN_NAME[usize::from(bytes[start])]);
    loop {
        let kind = IN_NAME[usize::from(*bytes.get(at)?)];
        if kind & ENDS_NAME != 0 {
            return Some((at, kinds & CAPITAL != 0));
        }
        kinds |= kind;
        at += 1;
    }
}

/// What bytes are in the name of an attribute.
static IN_NAME: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < kinds.len() {
        kinds[byte] = match byte as u8 {
            b'A'..=b'Z' => CAPITAL,
            b'=' | b'/' | b'>' | b' ' | b'\t' | b'\n' | b'\x0c' | b'\r' => ENDS_NAME,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

const CAPITAL: u8 = 1;
const ENDS_NAME: u8 = 2;

/// Whether `bytes` begins with a tag, comment or declaration.
fn begins_markup(bytes: &[u8]) -> bool {
    match bytes {
        [b'<', b'/', _, ..] => true,
        [b'<', next, ..] => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::references::{resolve_text, resolve_value};
    use super::*;
    use html5ever::buffer_queue::BufferQueue;
    use html5ever::tendril::StrTendril;
    use html5ever::tokenizer::{self, TagKind, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
    use proptest::prelude::*;
    use std::cell::RefCell;

    fn tokens(source: &str) -> Vec<String> {
        let mut scanner = Scanner::new(source);
        let mut all = Vec::new();
        while let Some(token) = scanner.next_token() {
            all.push(match token {
                Token::Space(text) | Token::Text(text) => text.to_owned(),
                Token::Start { tag, is_self_closing } => {
                    let slash = if is_self_closing { "/" } else { "" };
                    format!("<{}{slash} {:?}>", tag.name(), scanner.attributes())
                }
                Token::End(tag) => format!("</{}>", tag.name()),
            });
        }
        all
    }

    #[test]
    fn attributes_may_be_quoted_bare_or_empty() {
        let page = "<P Class=\"a b\" id='c>' hidden href = x/y =z=1 data-a=>t</p >";
        let attributes =
            r#"[("class", "a b"), ("id", "c>"), ("hidden", ""), ("href", "x/y"), ("=z", "1"), ("data-a", "")]"#;
        assert_eq!(tokens(page), [format!("<p {attributes}>"), "t".into(), "</p>".into()]);
        assert_eq!(tokens("<br/><br / ><a/b>"), ["<br/ []>", "<br []>", "<a [(\"b\", \"\")]>"]);
    }

    #[test]
    fn a_sign_that_begins_no_tag_is_text() {
        assert_eq!(tokens("1 < 2 <3 a<<b>"), ["1 < 2 <3 a<", "<b []>"]);
        assert_eq!(tokens("end <"), ["end <"]);
        assert_eq!(tokens("end </"), ["end </"]);
    }

    #[test]
    fn comments_and_declarations_are_passed_over() {
        assert_eq!(tokens("<!doctype html>a<!-- <b> -- > -->b<!-->c<!--->d<!--x--!>e"), ["a", "b", "c", "d", "e"]);
        assert_eq!(tokens("a<?xml version='1'?>b</>c</ d>e<![CDATA[x]]>f"), ["a", "b", "c", "e", "f"]);
        assert_eq!(tokens("a<!-- never closed <p>b"), ["a"]);
        assert_eq!(tokens("a<!--!>b-->c"), ["a", "c"]);
    }

    #[test]
    fn a_tag_cut_off_by_the_end_is_none() {
        for page in ["a<p", "a<p class", "a<p class=", "a<p class=\"x", "a<p class=x", "a</p", "a<p /"] {
            assert_eq!(tokens(page), ["a"], "{page}");
        }
    }

    /// What html5ever's tokenizer makes of a source, in the form of [`resolved`].
    #[derive(Default)]
    struct Reference(RefCell<Vec<String>>);

    impl TokenSink for Reference {
        type Handle = ();

        fn process_token(&self, token: tokenizer::Token, _line: u64) -> TokenSinkResult<()> {
            let mut all = self.0.borrow_mut();
            match token {
                tokenizer::Token::CharacterTokens(text) => push_text(&mut all, &text),
                tokenizer::Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                    let pairs = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string()));
                    let pairs = pairs.collect::<Vec<_>>();
                    all.push(format!("<{:?} {} {pairs:?}>", Tag::from_name(tag.name.as_bytes()), tag.self_closing));
                }
                tokenizer::Token::TagToken(tag) => all.push(format!("</{:?}>", Tag::from_name(tag.name.as_bytes()))),
                _ => {}
            }
            TokenSinkResult::Continue
        }
    }

    fn push_text(all: &mut Vec<String>, text: &str) {
        match all.last_mut() {
            Some(last) if !last.starts_with('<') => last.push_str(text),
            _ => all.push(format!("'{text}")),
        }
    }

    /// The scanner's tokens, texts joined and references resolved.
    fn resolved(source: &str) -> Vec<String> {
        let mut scanner = Scanner::new(source);
        let mut all = Vec::new();
        while let Some(token) = scanner.next_token() {
            match token {
                Token::Space(text) | Token::Text(text) => push_text(&mut all, &resolve_text(text)),
                Token::Start { tag, is_self_closing } => {
                    let mut pairs: Vec<(String, String)> = Vec::new();
                    for (name, value) in scanner.attributes() {
                        if pairs.iter().all(|(other, _)| other != name) {
                            pairs.push((name.to_string(), resolve_value(value).into_owned()));
                        }
                    }
                    all.push(format!("<{tag:?} {is_self_closing} {pairs:?}>"));
                }
                Token::End(tag) => all.push(format!("</{tag:?}>")),
            }
        }
        all
    }

    fn reference(source: &str) -> Vec<String> {
        let tokenizer = Tokenizer::new(Reference::default(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(source));
        let _ = tokenizer.feed(&input);
        tokenizer.end();
        tokenizer.sink.0.into_inner()
    }

    /// Pieces of which markup goes wrong in every way.
    const PIECES: [&str; 44] = [
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        " ",
        "\n",
        "\r\n",
        "a",
        "Z",
        "é",
        "1",
        "-",
        "--",
        "!",
        "<!--",
        "-->",
        "--!>",
        "<!",
        "?",
        "</",
        "<p",
        "<DIV ",
        "</p>",
        "<br/>",
        "<a href=",
        "class",
        "id=\"x\"",
        "<b x='y'>",
        "&",
        "&amp;",
        "&amp",
        "&notit;",
        "&#",
        "&#x",
        "41;",
        ";",
        "&hellip",
        "&NotEqualTilde;",
        "]]>",
        "<![CDATA[",
        "<!doctype html>",
        "\u{feff}",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_markup_is_read_as_html5ever_reads_it(picks in proptest::collection::vec(0..PIECES.len(), 0..24)) {
            let source: String = picks.into_iter().map(|pick| PIECES[pick]).collect();
            prop_assert_eq!(resolved(&source), reference(&source), "{:?}", source);
        }
    }
}
