//! Class and id names as hashed tokens.

use super::attributes::Attributes;
use crate::document::fold::{HASH_START, hash, hash_bytes, hash_end, hash_step};
use crate::document::{Tag, TokenLists};
use rustc_hash::{FxBuildHasher, FxHashMap};

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
    /// Room for the tokens of this many elements.
    pub(super) fn for_elements(count: usize) -> Tokens<'a> {
        // Every other element or so says something that none before has said.
        let lists = count / 2;
        let classes = FxHashMap::with_capacity_and_hasher(lists / 2, FxBuildHasher);
        Tokens { lists: TokenLists::with_capacity(lists), classes }
    }

    /// Adds an element; gives the list of its tokens, and its signature: equal for
    /// elements that a template repeats.
    pub(super) fn add(&mut self, tag: Tag, attributes: &Attributes<'a>) -> (usize, u32) {
        let classes = self.classes(attributes);
        let signature = classes.first_name.wrapping_add(tag as u32);
        let tokens = self.lists.add(classes.tokens, |out| {
            if !attributes.id.is_empty() {
                let names = push_words(head(&attributes.meaning(attributes.id)), out);
                out.extend(names.hashes());
            }
            // The label of a link and the name of an anchor speak of their target.
            let roles = attributes.roles.iter().filter(|role| tag != Tag::A && !role.is_empty());
            for role in roles {
                push_words(head(&attributes.meaning(role)), out);
            }
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
        if attributes.class.is_empty() {
            return ClassList { tokens: TokenLists::EMPTY, first_name: Names::default().first() };
        }
        *self.classes.entry(attributes.class).or_insert_with(|| {
            let value = attributes.meaning(attributes.class);
            let mut names = Names::default();
            let tokens = self.lists.add(TokenLists::EMPTY, |out| {
                names = push_words(head(&value), out);
                out.extend(names.hashes());
            });
            if value.len() > MAX_ATTRIBUTE {
                // The first name may be cut, or not be reached.
                let first = value.split_ascii_whitespace().next().unwrap_or("");
                names = push_words(first.as_bytes(), &mut Vec::new());
            }
            ClassList { tokens, first_name: names.first() }
        })
    }
}

/// The part of a value that is read.
fn head(value: &str) -> &[u8] {
    &value.as_bytes()[..value.len().min(MAX_ATTRIBUTE)]
}

/// The hashes of the first whole class names in a value, each with a dot before it and
/// each run of digits as one `0`: `Card-12` gives `.card-0`.
#[derive(Default)]
struct Names {
    hashes: [u32; MAX_NAMES],
    count: usize,
}

impl Names {
    /// The state of the hash of a name before its first byte.
    const START: u32 = hash_step(HASH_START, b'.');

    fn push(&mut self, state: u32) {
        if let Some(hash) = self.hashes.get_mut(self.count) {
            *hash = hash_end(state);
            self.count += 1;
        }
    }

    fn hashes(&self) -> &[u32] {
        &self.hashes[..self.count]
    }

    /// That of the first name; of an empty name if there is none.
    fn first(&self) -> u32 {
        self.hashes().first().copied().unwrap_or(hash_end(Names::START))
    }
}

/// Pushes the hash of every word, `post-bodyText_2` gives `post`, `body`, `text`; gives
/// the names that the words are part of.
fn push_words(bytes: &[u8], out: &mut Vec<u32>) -> Names {
    let (mut names, mut name, mut previous) = (Names::default(), Names::START, b' ');
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let plain = PLAIN[usize::from(*byte)];
        if plain.is_ascii_lowercase() {
            let (end, word) = word_at(bytes, at, &mut name);
            out.push(word);
            at = end;
        } else {
            if plain != b' ' {
                name = if (plain, previous) == (b'0', b'0') { name } else { hash_step(name, plain) };
            } else if previous != b' ' {
                names.push(name);
                name = Names::START;
            }
            at += 1;
        }
        previous = plain;
    }
    if previous != b' ' {
        names.push(name);
    }
    names
}

/// Pushes what the address of a link tells of its target: its scheme where that
/// is no web page's, and the words of its path, each with a slash before it:
/// `/author/ada-moreau` gives `/author`, `/ada`, `/moreau`.
fn push_path(address: &str, out: &mut Vec<u32>) {
    let address = address.trim_start().as_bytes();
    let address = &address[..address.len().min(MAX_ATTRIBUTE)];
    let begins_host = |at: &usize| address.get(at + 1) == Some(&b'/');
    let path = match memchr::memchr_iter(b'/', address).find(begins_host) {
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

/// The bytes of names in lower case, each digit as `0`, white space as a space.
static PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut at = 0;
    while at < plain.len() {
        let byte = at as u8;
        plain[at] = match byte {
            b'0'..=b'9' => b'0',
            _ if byte.is_ascii_whitespace() => b' ',
            _ => byte.to_ascii_lowercase(),
        };
        at += 1;
    }
    plain
};

/// End and hash of the word that begins with a letter at `start`; `name` is the hash of
/// the name so far and takes the word in.
fn word_at(bytes: &[u8], start: usize, name: &mut u32) -> (usize, u32) {
    let first = lower(&bytes[start]);
    let (mut at, mut word, mut longer_name) = (start + 1, hash_step(HASH_START, first), hash_step(*name, first));
    while let Some(letter) = bytes.get(at).filter(|byte| byte.is_ascii_lowercase()) {
        word = hash_step(word, *letter);
        longer_name = hash_step(longer_name, *letter);
        at += 1;
    }
    let begins_with_capitals = || bytes[start..at + 1].iter().all(u8::is_ascii_uppercase);
    if at - start > MAX_WORD || (at == start + 1 && at < bytes.len() && begins_with_capitals()) {
        at = start + word_length(&bytes[start..]);
        *name = letters(&bytes[start..at], at - start).fold(*name, hash_step);
        return (at, hash_bytes(letters(&bytes[start..at], MAX_WORD)));
    }
    *name = longer_name;
    (at, hash_end(word))
}

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
    word[..word.len().min(most)].iter().map(lower)
}

/// A letter of ASCII in lower case.
fn lower(letter: &u8) -> u8 {
    // The one bit in which the cases differ.
    letter | 0x20
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(value: &str) -> Vec<u32> {
        let mut out = Vec::new();
        push_words(value.as_bytes(), &mut out);
        out
    }

    fn names(value: &str) -> Vec<u32> {
        push_words(value.as_bytes(), &mut Vec::new()).hashes().to_vec()
    }

    #[test]
    fn names_split_at_case_digits_and_punctuation() {
        let expected = ["post", "body", "text", "html", "page", "a", "nav"].map(|w| hash(w.as_bytes()));
        assert_eq!(words("post-bodyText_2 HTMLPage ANav"), expected);
        assert_eq!(words("NAV"), [hash(b"nav")]);
        assert_eq!(words(&"a".repeat(40)), [hash(&[b'a'; MAX_WORD])]);
        assert!(words("123 _-").is_empty());
    }

    #[test]
    fn elements_of_one_class_list_share_its_tokens() {
        let mut tokens = Tokens::for_elements(2);
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
        let expected = [".card-0", ".navbar", ".x"].map(|name| hash(name.as_bytes()));
        assert_eq!(names(" Card-12\nNAVBar x"), expected);
        assert_eq!(names("card-7"), names("Card-12"));
        let long = format!("{}-1", "a".repeat(40));
        assert_eq!(names(&long), [hash(format!(".{}-0", "a".repeat(40)).as_bytes())]);
        assert_eq!(names("a b c d e f g h i j").len(), MAX_NAMES);
    }
}
