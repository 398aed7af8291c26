//! Facts about the blocks of a document: what every detector and the classifier
//! look at. Each family of facts has its file; all are computed in a number of
//! passes that does not depend on the input.

mod containers;
mod counts;
mod cues;
mod repetition;
mod runs;
mod sections;
mod shape;
mod similarity;
mod structure;
mod words;

pub(crate) use containers::{Containers, MAIN_COUNT};
pub(crate) use cues::Cues;
pub(crate) use repetition::{Copies, Copy};
pub(crate) use runs::Runs;
pub(crate) use sections::{Sections, distance};
pub(crate) use shape::Shape;
pub(crate) use similarity::Similarity;
pub(crate) use structure::{ANCESTORS, FAR, Paths, Structure};
pub(crate) use words::Words;

use crate::document::fold::fold_into;
use crate::document::{BlockKind, Document, Metadata};
use crate::lexicon::Openings;

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
        Page::of(document, Reading::new(document))
    }

    /// Gathers all facts about a document that is read already.
    pub(crate) fn of(document: &'a Document<'a>, reading: Reading) -> Page<'a> {
        let Reading { mut words, shapes, cues, copies } = reading;
        let structure = Structure::new(document);
        let paths = Paths::new(&structure, &shapes);
        let containers = Containers::new(document, &structure, &shapes, &cues);
        let runs = Runs::new(document, &words, &shapes);
        let similarity = Similarity::new(document, &mut words, &shapes);
        let sections = Sections::new(document, &structure, &shapes, &cues, &containers, &similarity);
        Page { document, words, shapes, cues, structure, paths, containers, copies, runs, sections, similarity }
    }

    /// What its blocks say, wherever they stand.
    pub(crate) fn texts(&self) -> Texts<'_> {
        Texts { document: self.document, shapes: &self.shapes, copies: &self.copies }
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

/// The facts about what blocks say that copies are told by.
#[derive(Clone, Copy)]
pub(crate) struct Texts<'a> {
    pub(crate) document: &'a Document<'a>,
    pub(crate) shapes: &'a [Shape],
    pub(crate) copies: &'a Copies,
}

impl<'a> Texts<'a> {
    /// How many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.shapes.len()
    }

    /// The text of a block.
    pub(crate) fn text(&self, block: usize) -> &'a str {
        self.document.block_text(block)
    }
}

/// What one reading of all texts yields.
pub(crate) struct Reading {
    words: Words,
    shapes: Vec<Shape>,
    cues: Cues,
    copies: Copies,
}

impl Reading {
    /// Reads every block once: folds it, hashes its words, measures it, finds its
    /// cues. Then compares them all.
    pub(crate) fn new(document: &Document<'_>) -> Reading {
        let (mut words, mut cues) = (Words::with_room(document.text.len()), Cues::default());
        let mut shapes = Vec::with_capacity(document.blocks.len());
        let (mut folded, mut openings) = (String::new(), Openings::new());
        for (index, block) in document.blocks.iter().enumerate() {
            let text = document.block_text(index);
            folded.clear();
            openings.clear();
            fold_into(text, &mut folded);
            words.push_block(&folded, &mut openings);
            shapes.push(Shape::new(text, &words, index, block));
            cues.push_block(&folded, &openings, words.of(index).len());
        }
        Reading::compare(document, words, shapes, cues)
    }

    fn compare(document: &Document<'_>, words: Words, mut shapes: Vec<Shape>, cues: Cues) -> Reading {
        shape::mark_prose(document, &mut shapes);
        let copies = Copies::new(&words);
        Reading { words, shapes, cues, copies }
    }

    /// What was read of the blocks for which `is_kept` is true: those of `rest`.
    pub(crate) fn only(self, rest: &Document<'_>, is_kept: impl Fn(usize) -> bool) -> Reading {
        let kept: Vec<usize> = (0..self.shapes.len()).filter(|block| is_kept(*block)).collect();
        let shapes = kept.iter().map(|block| self.shapes[*block]).collect();
        Reading::compare(rest, self.words.only(&kept), shapes, self.cues.only(&kept))
    }

    /// What the blocks say.
    pub(crate) fn texts<'a>(&'a self, document: &'a Document<'a>) -> Texts<'a> {
        Texts { document, shapes: &self.shapes, copies: &self.copies }
    }
}
