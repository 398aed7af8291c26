//! Class and id names as hashed tokens.

use super::attributes::Attributes;
use crate::document::fold::{hash, hash_bytes};
use crate::document::{Tag, TokenLists};
use rustc_hash::FxHashMap;

/// Longest part of an attribute that is read; real class lists end far sooner.
const MAX_ATTRIBUTE: usize = 300;

/// Longest word that is read whole, in bytes.
const MAX_WORD: usize = 32;

/// Whole class names that are read.
const MAX_NAMES: usize = 8;

/// Words of a link's path that are read: the first ones name its kind.
const MAX_PATH_WORDS: usize = 3;

/// The tokens of all elements. Templates repeat their class lists, so each is
/// read once.
#[derive(Default)]
pub(super) struct Tokens<'a> {
    lists: TokenLists,
    classes: FxHashMap<&'a str, ClassList>,
}

/// What a class attribute says.
#[derive(Clone, Copy)]
struct ClassList {
    tokens: usize,
    /// The hash of the first name.
    first_name: u32,
}

impl<'a> Tokens<'a> {
    /// Adds an element; gives the list of its tokens, and its signature: equal for
    /// elements that a template repeats.
    pub(super) fn add(&mut self, tag: Tag, attributes: &Attributes<'a>) -> (usize, u32) {
        let classes = self.classes(attributes);
        let signature = classes.first_name.wrapping_add(tag as u32);
        let tokens = self.lists.add(classes.tokens, |out| {
            if !attributes.id.is_empty() {
                let id = attributes.meaning(attributes.id);
                push_words(&id, out);
                push_names(&id, out);
            }
            // The label of a link and the name of an anchor speak of their target.
            let roles = attributes.roles.iter().filter(|role| tag != Tag::A && !role.is_empty());
            roles.for_each(|role| push_words(&attributes.meaning(role), out));
            if !attributes.href.is_empty() {
                push_path(&attributes.meaning(attributes.href), out);
            }
        });
        (tokens, signature)
    }

    /// The lists whose numbers were given.
    pub(super) fn finish(self) -> TokenLists {
        self.lists
    }

    fn classes(&mut self, attributes: &Attributes<'a>) -> ClassList {
        *self.classes.entry(attributes.class).or_insert_with(|| {
            let value = attributes.meaning(attributes.class);
            let tokens = self.lists.add(TokenLists::EMPTY, |out| {
                push_words(&value, out);
                push_names(&value, out);
            });
            let first_name = value.split_ascii_whitespace().next().unwrap_or("");
            ClassList { tokens, first_name: name_hash(first_name.as_bytes()) }
        })
    }
}

/// Pushes the hash of every word in `value`: `post-bodyText_2` gives `post`,
/// `body`, `text`.
fn push_words(value: &str, out: &mut Vec<u32>) {
    let mut rest = &value.as_bytes()[..value.len().min(MAX_ATTRIBUTE)];
    while let Some(start) = rest.iter().position(u8::is_ascii_alphabetic) {
        let (word, more) = rest[start..].split_at(word_length(&rest[start..]));
        out.push(hash_bytes(letters(word, MAX_WORD)));
        rest = more;
    }
}

/// Pushes the hash of every whole class name in `value`, with a dot before it
/// and each run of digits as one `0`: `Card-12` gives `.card-0`.
fn push_names(value: &str, out: &mut Vec<u32>) {
    let value = &value.as_bytes()[..value.len().min(MAX_ATTRIBUTE)];
    let names = value.split(u8::is_ascii_whitespace).filter(|name| !name.is_empty());
    out.extend(names.take(MAX_NAMES).map(name_hash));
}

/// Pushes what the address of a link tells of its target: its scheme where that
/// is no web page's, and the words of its path, each with a slash before it:
/// `/author/ada-moreau` gives `/author`, `/ada`, `/moreau`.
fn push_path(address: &str, out: &mut Vec<u32>) {
    let address = address.trim_start().as_bytes();
    let address = &address[..address.len().min(MAX_ATTRIBUTE)];
    let path = match address.windows(2).position(|pair| pair == b"//") {
        Some(at) => {
            let host = &address[at + 2..];
            &host[memchr::memchr2(b'/', b'?', host).unwrap_or(host.len())..]
        }
        None if address.first() == Some(&b'#') => return out.push(hash(b"/#")),
        None => address,
    };
    let words = path.split(|byte| !byte.is_ascii_alphabetic()).filter(|word| word.len() >= 2);
    let hashes = words.map(|word| hash_bytes(std::iter::once(b'/').chain(letters(word, MAX_WORD - 1))));
    out.extend(hashes.take(MAX_PATH_WORDS));
}

/// Hash of one whole class name, as [`push_names`] makes it.
fn name_hash(name: &[u8]) -> u32 {
    let mut previous = b'.';
    let plain = name.iter().filter_map(|byte| {
        let plain = PLAIN[usize::from(*byte)];
        let repeats_digit = plain == b'0' && previous == b'0';
        previous = plain;
        (!repeats_digit).then_some(plain)
    });
    hash_bytes(std::iter::once(b'.').chain(plain))
}

/// The bytes of names in lower case, each digit as `0`.
static PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut byte = 0;
    while byte < plain.len() {
        let own = (byte as u8).to_ascii_lowercase();
        plain[byte] = if own.is_ascii_digit() { b'0' } else { own };
        byte += 1;
    }
    plain
};

/// Length of the word at the start of `bytes`: a capital and what follows in
/// lower case, or a run of capitals up to the last one before lower case.
fn word_length(bytes: &[u8]) -> usize {
    let upper = bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let lower = bytes[upper..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    match (upper, lower) {
        (0 | 1, _) => upper + lower,
        (_, 0) => upper,
        _ => upper - 1,
    }
}

/// The first letters of a word of ASCII letters, in lower case.
fn letters(word: &[u8], most: usize) -> impl Iterator<Item = u8> {
    // The one bit in which the cases differ.
    word[..word.len().min(most)].iter().map(|letter| letter | 0x20)
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
        let of = |class: &'static str, id: &'static str| Attributes { class, id, ..Attributes::NONE };
        let (plain, signature) = tokens.add(Tag::Div, &of("card wide", ""));
        let (named, _) = tokens.add(Tag::Div, &of("card wide", "top"));
        assert_eq!(tokens.add(Tag::Div, &of("card wide", "")), (plain, signature));
        assert_ne!(tokens.add(Tag::P, &of("card wide", "")).1, signature);
        let lists = tokens.finish();
        let [plain, named] = [plain, named].map(|list| lists.of(list).collect::<Vec<_>>());
        assert!(named.starts_with(&plain));
        assert!(named.contains(&hash(b"top")));
        assert_eq!(lists.fold(0, |count, _| count + 1), [0, plain.len(), named.len()]);
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
