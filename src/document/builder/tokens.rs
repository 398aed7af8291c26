//! Class and id names as hashed tokens.

use super::attributes::Attributes;
use crate::document::Tag;
use crate::document::fold::{hash, hash_bytes};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Longest part of an attribute that is read; real class lists end far sooner.
const MAX_ATTRIBUTE: usize = 300;

/// Longest word that is read whole, in bytes.
const MAX_WORD: usize = 32;

/// Words of a link's path that are read: the first ones name its kind.
const MAX_PATH_WORDS: usize = 3;

/// The tokens of all elements. Templates repeat their class lists, so each is
/// read once, and elements that have nothing else share its tokens.
#[derive(Default)]
pub(super) struct Tokens {
    all: Vec<u32>,
    classes: FxHashMap<Box<str>, ClassList>,
}

/// What a class attribute says.
#[derive(Clone)]
struct ClassList {
    tokens: Range<usize>,
    /// The hash of the first name.
    first_name: u32,
}

impl Tokens {
    /// Adds an element; gives where its tokens stand, and its signature: equal
    /// for elements that a template repeats.
    pub(super) fn add(&mut self, tag: Tag, attributes: &Attributes<'_>) -> (Range<usize>, u32) {
        let classes = self.classes(&attributes.class);
        let signature = classes.first_name.wrapping_add(tag as u32);
        // The label of a link and the name of an anchor speak of their target.
        let roles = if tag == Tag::A { &[] } else { &attributes.roles[..] };
        if attributes.id.is_empty() && attributes.href.is_empty() && roles.iter().all(|role| role.is_empty()) {
            return (classes.tokens, signature);
        }
        let first = self.all.len();
        self.all.extend_from_within(classes.tokens);
        push_words(&attributes.id, &mut self.all);
        push_names(&attributes.id, &mut self.all);
        roles.iter().for_each(|value| push_words(value, &mut self.all));
        push_path(&attributes.href, &mut self.all);
        (first..self.all.len(), signature)
    }

    /// The tokens, to be indexed by the ranges given.
    pub(super) fn finish(self) -> Vec<u32> {
        self.all
    }

    fn classes(&mut self, value: &str) -> ClassList {
        if let Some(known) = self.classes.get(value) {
            return known.clone();
        }
        let first = self.all.len();
        push_words(value, &mut self.all);
        push_names(value, &mut self.all);
        let first_name = value.split_ascii_whitespace().next().unwrap_or("");
        let list = ClassList { tokens: first..self.all.len(), first_name: name_hash(first_name.as_bytes()) };
        self.classes.insert(value.into(), list.clone());
        list
    }
}

/// Pushes the hash of every word in `value`: `post-bodyText_2` gives `post`,
/// `body`, `text`.
fn push_words(value: &str, out: &mut Vec<u32>) {
    let bytes = &value.as_bytes()[..value.len().min(MAX_ATTRIBUTE)];
    let mut begin = 0;
    while begin < bytes.len() {
        let end = begin + word_length(&bytes[begin..]);
        if end == begin {
            begin += 1;
        } else {
            out.push(lower_hash(&bytes[begin..end]));
            begin = end;
        }
    }
}

/// Pushes the hash of every whole class name in `value`, with a dot before it
/// and each run of digits as one `0`: `Card-12` gives `.card-0`.
fn push_names(value: &str, out: &mut Vec<u32>) {
    let value = &value.as_bytes()[..value.len().min(MAX_ATTRIBUTE)];
    for name in value.split(u8::is_ascii_whitespace).filter(|name| !name.is_empty()).take(8) {
        out.push(name_hash(name));
    }
}

/// Pushes what the address of a link tells of its target: its scheme where that
/// is no web page's, and the words of its path, each with a slash before it:
/// `/author/ada-moreau` gives `/author`, `/ada`, `/moreau`.
fn push_path(address: &str, out: &mut Vec<u32>) {
    let address = address.trim_start().as_bytes();
    let address = &address[..address.len().min(MAX_ATTRIBUTE)];
    let path = match memchr::memmem::find(address, b"//") {
        Some(at) => {
            let host = &address[at + 2..];
            &host[memchr::memchr2(b'/', b'?', host).unwrap_or(host.len())..]
        }
        None if address.first() == Some(&b'#') => return out.push(hash(b"/#")),
        None => address,
    };
    let words = path.split(|byte| !byte.is_ascii_alphabetic()).filter(|word| word.len() >= 2);
    for word in words.take(MAX_PATH_WORDS) {
        out.push(lower_hash_after(b'/', word));
    }
}

/// Hash of one whole class name, as [`push_names`] makes it.
fn name_hash(name: &[u8]) -> u32 {
    let mut previous = b'.';
    let plain = name.iter().filter_map(|byte| {
        let plain = if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() };
        let repeats_digit = plain == b'0' && previous == b'0';
        previous = plain;
        (!repeats_digit).then_some(plain)
    });
    hash_bytes(std::iter::once(b'.').chain(plain))
}

/// Length of the word at the start of `bytes`: a capital and what follows in
/// lower case, or a run of capitals up to the last one before lower case.
fn word_length(bytes: &[u8]) -> usize {
    let run = |from: usize, is: fn(&u8) -> bool| bytes[from..].iter().take_while(|b| is(b)).count();
    let upper = run(0, u8::is_ascii_uppercase);
    let lower = run(upper, u8::is_ascii_lowercase);
    match (upper, lower) {
        (0 | 1, _) => upper + lower,
        (_, 0) => upper,
        _ => upper - 1,
    }
}

fn lower_hash(word: &[u8]) -> u32 {
    hash_bytes(word.iter().take(MAX_WORD).map(u8::to_ascii_lowercase))
}

fn lower_hash_after(sign: u8, word: &[u8]) -> u32 {
    hash_bytes(std::iter::once(sign).chain(word.iter().take(MAX_WORD - 1).map(u8::to_ascii_lowercase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(value: &str) -> Vec<u32> {
        let mut out = Vec::new();
        push_words(value, &mut out);
        out
    }

    #[test]
    fn names_split_at_case_digits_and_punctuation() {
        let expected = ["post", "body", "text", "html", "page"].map(|w| hash(w.as_bytes()));
        assert_eq!(words("post-bodyText_2 HTMLPage"), expected);
        assert!(words("123 _-").is_empty());
    }

    #[test]
    fn elements_of_one_class_list_share_its_tokens() {
        let mut tokens = Tokens::default();
        let of = |class: &'static str, id: &'static str| Attributes {
            class: class.into(),
            id: id.into(),
            ..Attributes::default()
        };
        let (plain, signature) = tokens.add(Tag::Div, &of("card wide", ""));
        let (named, _) = tokens.add(Tag::Div, &of("card wide", "top"));
        assert_eq!(tokens.add(Tag::Div, &of("card wide", "")), (plain.clone(), signature));
        assert_ne!(tokens.add(Tag::P, &of("card wide", "")).1, signature);
        let all = tokens.finish();
        assert_eq!(all[named.clone()][..plain.len()], all[plain]);
        assert!(all[named].contains(&hash(b"top")));
    }

    #[test]
    fn the_path_of_a_link_tells_its_kind() {
        let path = |address: &str| {
            let mut out = Vec::new();
            push_path(address, &mut out);
            out
        };
        let expected: Vec<u32> = ["/author", "/ada"].iter().map(|word| hash(word.as_bytes())).collect();
        assert_eq!(path("https://example.org/author/ada"), expected);
        assert_eq!(path("/Author/ada"), expected);
        assert_eq!(path("#top"), [hash(b"/#")]);
        assert!(path("https://example.org").is_empty());
    }

    #[test]
    fn whole_names_forget_their_numbers() {
        assert_eq!(name_hash(b"Card-12"), name_hash(b"card-7"));
        assert_ne!(name_hash(b"card-12"), name_hash(b"card"));
    }
}
