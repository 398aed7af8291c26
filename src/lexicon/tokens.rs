//! Groups of words that class and id names are made of.

use crate::document::fold::hash;
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// A group of class words, by its place in [`GROUP_NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Group {
    Content,
    Wrap,
    Related,
    Social,
    Promo,
    Comment,
    Chrome,
    Side,
    Bio,
    Caption,
    Meta,
    Ad,
    Title,
    Lede,
    Contents,
    Hidden,
    Note,
    Box,
}

/// How many groups there are.
pub(crate) const GROUP_COUNT: usize = Group::Box as usize + 1;

/// The groups' names in the data file.
pub(crate) const GROUP_NAMES: [&str; GROUP_COUNT] = [
    "content", "wrap", "related", "social", "promo", "comment", "chrome", "side", "bio", "caption", "meta", "ad",
    "title", "lede", "contents", "hidden", "note", "box",
];

/// The groups of each word, as a bit set, by the word's hash.
static TOKENS: Lazy<FxHashMap<u32, u32>> = Lazy::new(|| {
    let table: FxHashMap<String, String> =
        toml::from_str(include_str!("data/tokens.toml")).expect("the bundled token file is valid");
    let mut groups: FxHashMap<u32, u32> = FxHashMap::default();
    for (bit, name) in GROUP_NAMES.iter().enumerate() {
        for word in table.get(*name).into_iter().flat_map(|words| words.split_whitespace()) {
            *groups.entry(hash(word.as_bytes())).or_default() |= 1 << bit;
        }
    }
    groups
});

/// The groups of a class word, as a bit set; 0 for a word in none.
pub(crate) fn token_groups(token: u32) -> u32 {
    TOKENS.get(&token).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_the_file_is_known_and_filled() {
        let table: FxHashMap<String, String> = toml::from_str(include_str!("data/tokens.toml")).unwrap();
        assert_eq!(table.len(), GROUP_COUNT);
        assert!(GROUP_NAMES.iter().all(|name| !table[*name].is_empty()));
        assert_eq!(token_groups(hash(b"sidebar")) & (1 << Group::Side as u32), 1 << Group::Side as u32);
        assert_eq!(token_groups(hash(b"zzz")), 0);
    }
}
