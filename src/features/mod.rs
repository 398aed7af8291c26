//! Page about the blocks of a document: what every detector and the classifier
//! look at. Each family of facts has its file; all are computed in a number of
//! passes that does not depend on the input.

mod containers;
mod cues;
mod repetition;
mod runs;
mod sections;
mod shape;
mod similarity;
mod structure;

pub(crate) use containers::{Containers, MAIN_COUNT};
pub(crate) use cues::Cues;
pub(crate) use repetition::{Copies, Copy};
pub(crate) use runs::Runs;
pub(crate) use sections::{Sections, distance};
pub(crate) use shape::Shape;
pub(crate) use similarity::Similarity;
pub(crate) use structure::{ANCESTORS, FAR, Paths, Structure};

use crate::document::fold::{fold_into, hash, words};
use crate::document::{BlockKind, Document, Metadata};
use std::ops::Range;

/// A page or text cut into blocks, with the facts about them that
/// [detectors](crate::Detector) look at.
///
/// Blocks are numbered from 0 in reading order. See [`Detector`](crate::Detector)
/// for an example.
pub struct Page<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) words: Words,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) cues: Cues,
    pub(crate) structure: Structure,
    pub(crate) paths: Paths,
    pub(crate) containers: Containers,
    pub(crate) copies: Copies,
    pub(crate) runs: Runs,
    pub(crate) sections: Sections,
    pub(crate) similarity: Similarity,
}

impl<'a> Page<'a> {
    /// Gathers all facts about a document.
    pub(crate) fn new(document: &'a Document<'a>) -> Page<'a> {
        let Reading { words, mut shapes, cues } = read(document);
        shape::mark_prose(document, &mut shapes);
        let structure = Structure::new(document);
        let paths = Paths::new(&structure, &shapes);
        let containers = Containers::new(document, &structure, &shapes, &cues);
        let copies = Copies::new(&words);
        let runs = Runs::new(document, &words, &shapes);
        let similarity = Similarity::new(document, &words, &shapes);
        let sections = Sections::new(document, &shapes, &cues, &containers, &similarity);
        Page { document, words, shapes, cues, structure, paths, containers, copies, runs, sections, similarity }
    }

    /// How many blocks there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shapes.len()
    }

    /// Whether there is no block at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shapes.is_empty()
    }

    /// The text of a block.
    ///
    /// # Panics
    ///
    /// If there is no such block.
    #[must_use]
    pub fn text(&self, block: usize) -> &str {
        self.document.block_text(block)
    }

    /// What a block is by its markup or shape.
    ///
    /// # Panics
    ///
    /// If there is no such block.
    #[must_use]
    pub fn kind(&self, block: usize) -> BlockKind {
        self.document.blocks[block].kind
    }

    /// Share of a block's text that is linked, 0 to 1.
    ///
    /// # Panics
    ///
    /// If there is no such block.
    #[must_use]
    pub fn link_density(&self, block: usize) -> f32 {
        self.shapes[block].linked
    }

    /// What the page says of itself.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.document.metadata
    }
}

/// The words of all blocks in comparison form, as hashes.
#[derive(Default)]
pub(crate) struct Words {
    hashes: Vec<u32>,
    ends: Vec<usize>,
}

impl Words {
    /// The words of a block.
    pub(crate) fn of(&self, block: usize) -> &[u32] {
        &self.hashes[self.range(block)]
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

    /// Cuts a text into hashed words.
    pub(crate) fn hash_text(text: &str) -> Vec<u32> {
        words(&crate::document::fold::fold(text)).map(|word| hash(word.as_bytes())).collect()
    }

    fn push_block(&mut self, folded: &str) {
        self.hashes.extend(words(folded).map(|word| hash(word.as_bytes())));
        self.ends.push(self.hashes.len());
    }
}

/// What one reading of all texts yields.
struct Reading {
    words: Words,
    shapes: Vec<Shape>,
    cues: Cues,
}

/// Reads every block once: folds it, hashes its words, measures it, finds its cues.
fn read(document: &Document<'_>) -> Reading {
    let mut reading =
        Reading { words: Words::default(), shapes: Vec::with_capacity(document.blocks.len()), cues: Cues::default() };
    let mut folded = String::new();
    for (index, block) in document.blocks.iter().enumerate() {
        let text = document.block_text(index);
        folded.clear();
        fold_into(text, &mut folded);
        reading.words.push_block(&folded);
        let words = reading.words.of(index);
        reading.shapes.push(Shape::new(text, words, block));
        reading.cues.push_block(&folded, words.len());
    }
    reading
}
