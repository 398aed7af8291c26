//! The tree of phrases, and the words and signs by which lines are followed
//! through it.

use crate::document::fold::{ascii_run, is_unspaced};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::ops::Range;

/// All phrases as a tree: a line is followed from each of its words and signs,
/// and most begin no phrase. Its first node is the root.
pub(super) struct Phrases<T> {
    /// The node after each [step](step_length) from a node, by [`edge`].
    edges: FxHashMap<u64, u32>,
    /// What stands for the phrases that end at each node.
    values: Vec<Vec<T>>,
    /// What begins a phrase.
    starts: Starts,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { edges: FxHashMap::default(), values: vec![Vec::new()], starts: Starts::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds what stands for a phrase.
    pub(super) fn add(&mut self, phrase: &str, value: T) {
        self.starts.add(phrase);
        let node = self.node(phrase);
        self.values[node].push(value);
    }

    /// What stands for all phrases.
    #[cfg(test)]
    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.values.iter().flatten()
    }

    /// The node at the end of a phrase.
    fn node(&mut self, phrase: &str) -> usize {
        let (mut node, mut at) = (0, 0);
        while at < phrase.len() {
            let end = at + step_length(&phrase[at..]);
            let count = self.values.len() as u32;
            node = *self.edges.entry(edge(node, &phrase[at..end])).or_insert(count);
            if node == count {
                self.values.push(Vec::new());
            }
            at = end;
        }
        node as usize
    }

    /// Calls `found` for each phrase that begins with the unit at `unit` of a line,
    /// with what stands for it and where it ends.
    pub(super) fn follow<'a>(&'a self, line: &str, unit: Range<usize>, mut found: impl FnMut(&'a T, usize)) {
        let first = &line[unit.clone()];
        if !self.starts.has(first) {
            return;
        }
        let mut end = unit.end;
        let mut node = self.edges.get(&edge(0, first));
        while let Some(at) = node {
            self.values[*at as usize].iter().for_each(|value| found(value, end));
            let next = end + step_length(&line[end..]);
            node = self.edges.get(&edge(*at, &line[end..next]));
            end = next;
        }
    }
}

/// What units begin a phrase, roughly: most words are told by a glance.
struct Starts([u64; Starts::BITS / 64]);

impl Default for Starts {
    fn default() -> Starts {
        Starts([0; Starts::BITS / 64])
    }
}

impl Starts {
    /// Some ten times the first units of all phrases.
    const BITS: usize = 1 << 15;

    fn add(&mut self, phrase: &str) {
        let bit = Starts::bit(&phrase[..unit_length(phrase)]);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn has(&self, unit: &str) -> bool {
        let bit = Starts::bit(unit);
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }

    /// From the length of a unit and its first and last bytes.
    fn bit(unit: &str) -> usize {
        let bytes = unit.as_bytes();
        let at = |index: usize| u32::from(bytes.get(index).copied().unwrap_or(0));
        let key = at(0) | at(1) << 8 | at(2) << 16 | at(bytes.len().saturating_sub(1)) << 24;
        let mixed = (key ^ (bytes.len() as u32) << 13).wrapping_mul(0x9e37_79b1);
        mixed as usize >> (32 - Starts::BITS.trailing_zeros())
    }
}

/// The key of a step from a node; 64 bits tell the thousands there are.
fn edge(node: u32, step: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(node);
    hasher.write(step.as_bytes());
    hasher.finish()
}

/// Length of the next step: a unit, with the space before it if there is one; no
/// phrase begins or ends with a space.
fn step_length(text: &str) -> usize {
    let space = usize::from(text.starts_with(' '));
    space + unit_length(&text[space..])
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
    let joins = |c: char| c.is_alphanumeric() && !is_unspaced(c);
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
