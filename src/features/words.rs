//! The words of all blocks, numbered: what compares, counts or looks up words
//! does so by number, and each distinct word is looked up in the lexicon once.

use crate::document::fold::{fold, hash, hashed_words};
use crate::lexicon::{Entry, Openings, WordClass, look_up};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Bytes of a text that has one word, or one new word, more; a long text has fewer new
/// ones.
const BYTES_A_WORD: usize = 5;
const BYTES_A_DISTINCT_WORD: usize = 12;
const MAX_ROOM: usize = 1 << 11;

/// The words of all blocks in comparison form, as numbers from 0 on.
#[derive(Default)]
pub(crate) struct Words {
    numbers: Vec<u32>,
    ends: Vec<usize>,
    /// The number of each distinct word, by its hash.
    known: FxHashMap<u32, u32>,
    /// The hash of each distinct word, by its number.
    hashes: Vec<u32>,
    /// What the lexicon knows of each distinct word, by its number.
    entries: Vec<Entry>,
}

impl Words {
    /// Room for the words of a text of this many bytes.
    pub(super) fn with_room(bytes: usize) -> Words {
        let distinct = (bytes / BYTES_A_DISTINCT_WORD).min(MAX_ROOM);
        Words {
            numbers: Vec::with_capacity(bytes / BYTES_A_WORD),
            known: FxHashMap::with_capacity_and_hasher(distinct, Default::default()),
            hashes: Vec::with_capacity(distinct),
            entries: Vec::with_capacity(distinct),
            ..Words::default()
        }
    }

    /// The words of a block.
    pub(crate) fn of(&self, block: usize) -> &[u32] {
        &self.numbers[self.range(block)]
    }

    /// Where the words of a block stand among all words.
    pub(crate) fn range(&self, block: usize) -> Range<usize> {
        let start = if block == 0 { 0 } else { self.ends[block - 1] };
        start..self.ends[block]
    }

    /// How many blocks there are.
    pub(crate) fn block_count(&self) -> usize {
        self.ends.len()
    }

    /// How many distinct words there are.
    pub(crate) fn distinct_count(&self) -> usize {
        self.entries.len()
    }

    /// The hashes of the distinct words, by their numbers.
    pub(crate) fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The hash of a word.
    pub(crate) fn hash(&self, word: u32) -> u32 {
        self.hashes[word as usize]
    }

    /// What class a word is of.
    pub(crate) fn class(&self, word: u32) -> WordClass {
        self.entries[word as usize].class
    }

    /// The number of a word in comparison form, if any block has it.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.known.get(&hash(word.as_bytes())).copied()
    }

    /// The numbers of the words of a text that is no block.
    pub(super) fn number_text(&mut self, text: &str) -> Vec<u32> {
        let folded = fold(text);
        hashed_words(&folded).map(|word| self.add(&folded[word.span], word.hash)).collect()
    }

    /// Adds a block, and to `openings` its words and signs that begin phrases;
    /// `folded` is its comparison form.
    pub(super) fn push_block(&mut self, folded: &str, openings: &mut Openings) {
        let mut end = 0;
        for word in hashed_words(folded) {
            let span = word.span;
            openings.add_signs(folded, end..span.start);
            end = span.end;
            let number = self.add(&folded[span.clone()], word.hash);
            self.numbers.push(number);
            openings.add_word(folded, span, self.entries[number as usize].starts);
        }
        openings.add_signs(folded, end..folded.len());
        self.ends.push(self.numbers.len());
    }

    /// Those of some blocks, in order.
    pub(super) fn only(self, blocks: &[usize]) -> Words {
        let (mut numbers, mut ends) = (Vec::with_capacity(self.numbers.len()), Vec::with_capacity(blocks.len()));
        for block in blocks {
            numbers.extend_from_slice(self.of(*block));
            ends.push(numbers.len());
        }
        Words { numbers, ends, ..self }
    }

    fn add(&mut self, word: &str, hash: u32) -> u32 {
        *self.known.entry(hash).or_insert_with(|| {
            self.hashes.push(hash);
            self.entries.push(look_up(word, hash));
            self.entries.len() as u32 - 1
        })
    }
}
