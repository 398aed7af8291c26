//! The class and id tokens of elements, each list kept once.

use std::ops::Range;

/// Tokens that a list has about.
const LIST_TOKENS: usize = 8;

/// Lists of tokens: hashes of class and id words, [`super::fold::hash`] of each in
/// lower case. A list may go on from another, as that of an element with an id does
/// from that of its classes.
#[derive(Clone, Debug)]
pub(crate) struct TokenLists {
    tokens: Vec<u32>,
    lists: Vec<List>,
}

#[derive(Clone, Debug)]
struct List {
    /// The list that it goes on from; that list goes on from none.
    before: usize,
    own: Range<usize>,
}

impl TokenLists {
    /// The number of the list without tokens.
    pub(crate) const EMPTY: usize = 0;

    /// The empty list alone, with room for more.
    pub(super) fn with_capacity(lists: usize) -> TokenLists {
        let mut all =
            TokenLists { tokens: Vec::with_capacity(lists * LIST_TOKENS), lists: Vec::with_capacity(lists + 1) };
        all.lists.push(List { before: TokenLists::EMPTY, own: 0..0 });
        all
    }

    /// Adds the list that goes on from `before` with what `push` pushes; returns its
    /// number.
    pub(super) fn add(&mut self, before: usize, push: impl FnOnce(&mut Vec<u32>)) -> usize {
        let start = self.tokens.len();
        push(&mut self.tokens);
        if self.tokens.len() == start {
            return before;
        }
        self.lists.push(List { before, own: start..self.tokens.len() });
        self.lists.len() - 1
    }

    /// What `add` makes of the tokens of each list, one after another, from `nothing`
    /// on.
    pub(crate) fn fold<T: Copy>(&self, nothing: T, add: impl Fn(T, u32) -> T) -> Vec<T> {
        let mut made: Vec<T> = Vec::with_capacity(self.lists.len());
        for list in &self.lists {
            let before = made.get(list.before).copied().unwrap_or(nothing);
            made.push(self.tokens[list.own.clone()].iter().fold(before, |made, token| add(made, *token)));
        }
        made
    }

    /// The tokens of a list.
    #[cfg(any(test, feature = "internals"))]
    pub(crate) fn of(&self, list: usize) -> impl Iterator<Item = u32> {
        let List { before, own } = &self.lists[list];
        [&self.lists[*before].own, own].into_iter().flat_map(|range| &self.tokens[range.clone()]).copied()
    }
}

impl Default for TokenLists {
    fn default() -> TokenLists {
        TokenLists::with_capacity(0)
    }
}
