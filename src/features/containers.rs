//! The elements that hold the article: sums over any stretch of blocks in
//! constant time, and the few elements in which most of the prose stands.

use super::cues::Cues;
use super::shape::Shape;
use super::structure::Structure;
use crate::document::{Document, Tag};
use crate::lexicon::Group;
use std::ops::Range;

/// Running totals up to each block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) size: f64,
    pub(crate) linked: f64,
    pub(crate) prose: f64,
    pub(crate) stopwords: f64,
    pub(crate) words: f64,
    pub(crate) sentence_ends: f64,
    pub(crate) paragraphs: f64,
    pub(crate) cues: f64,
}

impl Sums {
    fn plus(&self, shape: &Shape, is_paragraph: bool, cues: f32) -> Sums {
        let size = f64::from(shape.size);
        Sums {
            size: self.size + size,
            linked: self.linked + size * f64::from(shape.linked),
            prose: self.prose + f64::from(shape.prose),
            stopwords: self.stopwords + f64::from(shape.stopwords * shape.words),
            words: self.words + f64::from(shape.words),
            sentence_ends: self.sentence_ends + f64::from(u8::from(shape.ends_sentence)),
            paragraphs: self.paragraphs + if is_paragraph { size } else { 0.0 },
            cues: self.cues + f64::from(cues),
        }
    }

    fn minus(&self, other: &Sums) -> Sums {
        Sums {
            size: self.size - other.size,
            linked: self.linked - other.linked,
            prose: self.prose - other.prose,
            stopwords: self.stopwords - other.stopwords,
            words: self.words - other.words,
            sentence_ends: self.sentence_ends - other.sentence_ends,
            paragraphs: self.paragraphs - other.paragraphs,
            cues: self.cues - other.cues,
        }
    }
}

/// An element that may be the article's own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Main {
    pub(crate) blocks: Range<usize>,
    pub(crate) depth: u16,
    /// Its share of the page's prose, and of all text.
    pub(crate) prose_share: f32,
    pub(crate) size_share: f32,
}

/// How many candidates for the article's own element there are.
pub(crate) const MAIN_COUNT: usize = 5;

/// Sums and main elements of a page.
pub(crate) struct Containers {
    sums: Vec<Sums>,
    /// The smallest elements with 50, 80 and 30 % of the prose, the top of a
    /// readability-style score, and the `article` element with most prose.
    mains: [Option<Main>; MAIN_COUNT],
}

impl Containers {
    pub(super) fn new(document: &Document<'_>, structure: &Structure, shapes: &[Shape], cues: &Cues) -> Containers {
        let mut sums = Vec::with_capacity(shapes.len() + 1);
        sums.push(Sums::default());
        for (block, shape) in shapes.iter().enumerate() {
            let is_paragraph = document.element_of(block).tag == Tag::P;
            let next = sums[block].plus(shape, is_paragraph, cues.sum(block).total());
            sums.push(next);
        }
        let mut containers = Containers { sums, mains: Default::default() };
        if document.from_html {
            containers.mains = containers.find_mains(document, structure, shapes);
        }
        containers
    }

    /// The sums over a range of blocks.
    pub(crate) fn sum(&self, blocks: Range<usize>) -> Sums {
        self.sums[blocks.end].minus(&self.sums[blocks.start])
    }

    /// The sums over all blocks.
    pub(crate) fn total(&self) -> &Sums {
        &self.sums[self.sums.len() - 1]
    }

    /// The candidates for the article's own element; see [`Containers::mains`].
    pub(crate) fn mains(&self) -> &[Option<Main>; MAIN_COUNT] {
        &self.mains
    }

    /// The blocks of the smallest element with 80 % of the prose; all blocks
    /// where there is no such element.
    pub(crate) fn main_range(&self) -> Range<usize> {
        self.mains[1].as_ref().map_or(0..self.sums.len() - 1, |main| main.blocks.clone())
    }

    fn find_mains(
        &self,
        document: &Document<'_>,
        structure: &Structure,
        shapes: &[Shape],
    ) -> [Option<Main>; MAIN_COUNT] {
        let smallest = |share| self.smallest_with(document, share);
        let candidate = self.readability_candidate(document, structure, shapes);
        let elements = [smallest(0.5), smallest(0.8), smallest(0.3), candidate, self.best_article(document)];
        elements.map(|element| element.map(|element| self.main(document, element)))
    }

    fn main(&self, document: &Document<'_>, element: usize) -> Main {
        let Range { start, end } = document.elements[element].blocks;
        let sum = self.sum(start..end);
        Main {
            blocks: start..end,
            depth: document.elements[element].depth,
            prose_share: (sum.prose / self.total().prose.max(1.0)) as f32,
            size_share: (sum.size / self.total().size.max(1.0)) as f32,
        }
    }

    /// The element with the fewest blocks, the deepest of those, that holds
    /// this share of the page's prose.
    fn smallest_with(&self, document: &Document<'_>, share: f64) -> Option<usize> {
        let least = share * self.total().prose.max(1.0);
        let holds = |element: &usize| self.sum(document.elements[*element].blocks.clone()).prose >= least;
        let rank = |element: &usize| {
            let element = &document.elements[*element];
            (element.blocks.len(), std::cmp::Reverse(element.depth))
        };
        Some((0..document.elements.len()).filter(holds).min_by_key(rank).unwrap_or(0))
    }

    /// Paragraphs score for the elements above them, less with each step up
    /// (Readability's idea), links and class words weigh in.
    fn readability_candidate(&self, document: &Document<'_>, structure: &Structure, shapes: &[Shape]) -> Option<usize> {
        let elements = &document.elements;
        let mut scores = vec![0.0_f64; elements.len()];
        for (block, shape) in shapes.iter().enumerate().filter(|(_, shape)| shape.is_prose()) {
            let score = f64::from(1.0 + shape.commas + (shape.size / 100.0).min(3.0));
            let own = structure.element(block);
            if matches!(elements[own].tag, Tag::Div | Tag::Section | Tag::Article) {
                scores[own] += score;
            }
            let mut above = elements[own].parent;
            for step in 1..=4 {
                scores[above] += score / f64::from(step);
                if above == 0 {
                    break;
                }
                above = elements[above].parent;
            }
        }
        let weigh = |element: usize| {
            let sum = self.sum(elements[element].blocks.clone());
            let groups = &structure.of_element(element).groups;
            let is = |group: Group| groups[group as usize] == 0;
            let negative = [Group::Related, Group::Comment, Group::Chrome, Group::Side, Group::Promo];
            let unlinked = 1.0 - sum.linked / sum.size.max(1.0);
            let bad = if negative.into_iter().any(is) { 0.5 } else { 1.0 };
            let good = if is(Group::Content) { 1.3 } else { 1.0 };
            scores[element] * unlinked * bad * good
        };
        (0..elements.len())
            .map(|element| (element, weigh(element)))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|top| top.0)
    }

    fn best_article(&self, document: &Document<'_>) -> Option<usize> {
        let is_article = |element: &usize| document.elements[*element].tag == Tag::Article;
        let prose = |element: usize| self.sum(document.elements[element].blocks.clone()).prose;
        let articles = (0..document.elements.len()).filter(is_article);
        articles.max_by(|a, b| prose(*a).total_cmp(&prose(*b)).then(b.cmp(a)))
    }
}
