//! The tree of phrases, and the words and signs by which lines are followed
//! through it.

use crate::document::characters::{is_alphanumeric, is_unspaced};
use crate::document::fold::{ascii_run, hash_bytes};
use rustc_hash::FxHashMap;
use std::num::NonZeroU32;

/// Phrases as trees in one: a line is followed from those of its units that begin a
/// phrase. The first nodes are the roots, one a [`Root`].
pub(super) struct Phrases<T> {
    /// The node after each [step](Step) from a node.
    edges: FxHashMap<u64, u32>,
    nodes: Vec<Node>,
    endings: Vec<Ending<T>>,
}

/// The trees: of phrases that begin a line, and of the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    Head,
    Inner,
}

/// A node; small, because few of them are in the nearest cache.
#[derive(Clone, Copy, Default)]
struct Node {
    /// How the steps to longer phrases begin, roughly, as a set of [`beginning`]s: most
    /// lines are told by a glance.
    beginnings: u64,
    /// The first of the phrases that end here.
    ending: Link,
}

/// A phrase that ends at a node.
struct Ending<T> {
    value: T,
    /// The next phrase that ends there.
    next: Link,
}

/// A node that is no root, or an ending, whose places are counted from 1; `None` where
/// there is none.
type Link = Option<NonZeroU32>;

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        let nodes = [Root::Head, Root::Inner].map(|_| Node::default());
        Phrases { edges: FxHashMap::default(), nodes: nodes.into(), endings: Vec::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds what stands for a phrase.
    pub(super) fn add(&mut self, root: Root, phrase: &str, value: T) {
        let (mut node, mut at) = (root as u32, 0);
        while at < phrase.len() {
            let step = Step::first_of(&phrase[at..]);
            let count = self.nodes.len() as u32;
            self.nodes[node as usize].beginnings |= beginning(&phrase[at..]);
            node = *self.edges.entry(step.edge(node)).or_insert(count);
            if node == count {
                self.nodes.push(Node::default());
            }
            at += step.length;
        }
        self.endings.push(Ending { value, next: None });
        let added = NonZeroU32::new(self.endings.len() as u32);
        match self.endings_from(self.nodes[node as usize].ending).last() {
            Some(last) => self.endings[last].next = added,
            None => self.nodes[node as usize].ending = added,
        }
    }

    /// What follows the first unit of a phrase, by the unit's [hash](Step::hash).
    pub(super) fn start(&self, root: Root, unit: u32) -> Option<Start> {
        let node = *self.edges.get(&edge(root as u32, false, unit))?;
        let Node { beginnings, ending } = self.nodes[node as usize];
        Some(Start { node: NonZeroU32::new(node)?, ends: ending.is_some(), beginnings })
    }

    /// What stands for all phrases.
    #[cfg(test)]
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.endings.iter().map(|ending| &ending.value)
    }

    /// The places of the endings from one on.
    fn endings_from(&self, first: Link) -> impl Iterator<Item = usize> {
        let place = |link: Link| link.map(|number| number.get() as usize - 1);
        std::iter::successors(place(first), move |last| place(self.endings[*last].next))
    }

    /// Calls `found` for each phrase that goes on in a line from a node at `end`, with
    /// what stands for it and where it ends.
    pub(super) fn follow<'a>(
        &'a self,
        node: NonZeroU32,
        line: &str,
        mut end: usize,
        mut found: impl FnMut(&'a T, usize),
    ) {
        let mut node = node.get();
        loop {
            let Node { beginnings, ending } = self.nodes[node as usize];
            self.endings_from(ending).for_each(|ending| found(&self.endings[ending].value, end));
            if beginnings & beginning(&line[end..]) == 0 {
                return;
            }
            let step = Step::first_of(&line[end..]);
            let Some(next) = self.edges.get(&step.edge(node)) else { return };
            node = *next;
            end += step.length;
        }
    }
}

/// The node after the first unit of phrases, and what of it tells most lines.
#[derive(Clone, Copy)]
pub(super) struct Start {
    pub(super) node: NonZeroU32,
    /// Whether some end with that unit.
    ends: bool,
    beginnings: u64,
}

impl Start {
    /// Whether a phrase may be there, by a glance at what follows the unit.
    #[inline]
    pub(super) fn may_go_on(&self, rest: &str) -> bool {
        self.ends || self.beginnings & beginning(rest) != 0
    }
}

/// A step from node to node: a unit, with the space before it if there is one; no
/// phrase begins or ends with a space.
struct Step {
    is_spaced: bool,
    hash: u32,
    length: usize,
}

impl Step {
    fn first_of(text: &str) -> Step {
        let space = usize::from(text.starts_with(' '));
        let unit = unit_length(&text[space..]);
        Step { is_spaced: space > 0, hash: unit_hash(&text[space..space + unit]), length: space + unit }
    }

    fn edge(&self, node: u32) -> u64 {
        edge(node, self.is_spaced, self.hash)
    }
}

/// How a step begins, as a bit: from its first byte, and whether a space is before it;
/// no bit at the end of a line.
fn beginning(text: &str) -> u64 {
    let bit = |byte: &u8| if byte.is_ascii_digit() { b'0' % 32 } else { byte % 32 };
    match text.as_bytes() {
        [b' ', first, ..] => 1 << (32 + bit(first)),
        [first, ..] => 1 << bit(first),
        [] => 0,
    }
}

/// The key of a step from a node.
fn edge(node: u32, is_spaced: bool, unit: u32) -> u64 {
    u64::from(node) << 33 | u64::from(is_spaced) << 32 | u64::from(unit)
}

/// The hash of a unit in which each run of digits is one `0`, as phrases are written.
pub(super) fn unit_hash(unit: &str) -> u32 {
    hash_bytes(merge_digits(unit.as_bytes()))
}

/// Bytes with each run of digits as one `0`.
pub(super) fn merge_digits(bytes: &[u8]) -> impl Iterator<Item = u8> {
    let mut is_in_number = false;
    bytes.iter().filter_map(move |byte| {
        let was_in_number = std::mem::replace(&mut is_in_number, byte.is_ascii_digit());
        match is_in_number {
            false => Some(*byte),
            true => (!was_in_number).then_some(b'0'),
        }
    })
}

/// Length of the first unit of a text: a run of letters and digits that no phrase
/// may begin or end inside of, or any other character by itself.
pub(super) fn unit_length(text: &str) -> usize {
    let ascii = ascii_run(text);
    match text.as_bytes().get(ascii) {
        None => ascii,
        Some(byte) if byte.is_ascii() => ascii.max(1),
        Some(_) => mixed_unit_length(text, ascii),
    }
}

/// [`unit_length`] of a text that goes on with another character after `ascii`
/// letters and digits.
fn mixed_unit_length(text: &str, ascii: usize) -> usize {
    let joins = |c: char| !is_unspaced(c) && is_alphanumeric(c);
    let rest = &text[ascii..];
    match rest.chars().next() {
        Some(c) if joins(c) => ascii + rest.find(|c| !joins(c)).unwrap_or(rest.len()),
        Some(c) if ascii == 0 => c.len_utf8(),
        _ => ascii,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_words_and_single_signs() {
        let mut rest = "l'été: 新聞x2";
        for unit in ["l", "'", "été", ":", " ", "新", "聞", "x2"] {
            assert_eq!(&rest[..unit_length(rest)], unit);
            rest = &rest[unit.len()..];
        }
    }
}
