//! Groups of words that class and id names are made of.

use crate::document::fold::hash;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

macro_rules! groups {
    ($($variant:ident = $name:literal,)*) => {
        /// What the words of a class or id name can tell of an element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Group { $($variant,)* }

        impl Group {
            /// All groups, in the order of their declaration.
            pub(crate) const ALL: [Group; GROUP_COUNT] = [$(Group::$variant,)*];

            /// The group's name in the data file.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Group::$variant => $name,)* }
            }
        }
    };
}

groups! {
    Content = "content",
    Wrap = "wrap",
    Related = "related",
    Social = "social",
    Promo = "promo",
    Comment = "comment",
    Chrome = "chrome",
    Side = "side",
    Bio = "bio",
    Caption = "caption",
    Meta = "meta",
    Ad = "ad",
    Title = "title",
    Lede = "lede",
    Contents = "contents",
    Hidden = "hidden",
    Note = "note",
    Box = "box",
    Legal = "legal",
}

/// How many groups there are.
pub(crate) const GROUP_COUNT: usize = 19;

struct Tokens {
    /// The groups of each word, as a bit set, by the word's hash.
    groups: FxHashMap<u32, u32>,
    /// The low bits of those hashes: most words are told by a glance.
    sieve: Vec<bool>,
}

/// How many hashes the sieve tells apart: a hundred times the words there are.
const SIEVE: usize = 1 << 16;

static TOKENS: Lazy<Tokens> = Lazy::new(|| {
    let table: FxHashMap<String, String> =
        toml::from_str(include_str!("data/tokens.toml")).expect("the bundled token file is valid");
    let mut tokens = Tokens { groups: FxHashMap::default(), sieve: vec![false; SIEVE] };
    for group in Group::ALL {
        for word in table.get(group.name()).into_iter().flat_map(|words| words.split_whitespace()) {
            let hash = hash(word.as_bytes());
            *tokens.groups.entry(hash).or_default() |= 1 << group as u32;
            tokens.sieve[hash as usize % SIEVE] = true;
        }
    }
    tokens
});

/// The groups of a class word, as a bit set; 0 for a word in none.
pub(crate) fn token_groups(token: u32) -> u32 {
    let Tokens { groups, sieve } = &*TOKENS;
    if !sieve[token as usize % SIEVE] {
        return 0;
    }
    groups.get(&token).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_the_file_is_known_and_filled() {
        let table: FxHashMap<String, String> = toml::from_str(include_str!("data/tokens.toml")).unwrap();
        assert_eq!(table.len(), GROUP_COUNT);
        assert!(Group::ALL.iter().all(|group| !table[group.name()].is_empty()));
        assert_eq!(token_groups(hash(b"sidebar")) & (1 << Group::Side as u32), 1 << Group::Side as u32);
        assert_eq!(token_groups(hash(b"zzz")), 0);
    }
}
