//! Headings, the sections under them, and where blocks stand relative to them.

use super::containers::Containers;
use super::cues::Cues;
use super::shape::Shape;
use super::similarity::Similarity;
use crate::document::{BlockKind, Document};
use crate::lexicon::{Family, Place};

/// Likeness to a title from which a block counts as the headline.
const TITLE_LIKENESS: f32 = 0.6;

/// Landmarks of a page, as sorted lists of blocks, and each block's section.
pub(crate) struct Sections {
    /// Headings by markup, or by being short and bold.
    headings: Vec<usize>,
    /// `h1` elements.
    pub(crate) tops: Vec<usize>,
    /// Blocks that repeat the page's title.
    pub(crate) titles: Vec<usize>,
    /// Prose of some length.
    pub(crate) prose: Vec<usize>,
    /// First and last prose of the main element.
    pub(crate) first_prose: usize,
    pub(crate) last_prose: usize,
    /// The last heading at or before each block, as an index of `headings`.
    heading_of: Vec<Option<u32>>,
    /// The last line at or before each block that heads a section of
    /// boilerplate, and how far back it is.
    cue_heads: Vec<Option<CueHead>>,
    end: usize,
}

/// A line above a block that heads a section which is no body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueHead {
    pub(crate) block: usize,
    pub(crate) family: Family,
    /// Long paragraphs between it and the block.
    pub(crate) long_since: u32,
}

impl Sections {
    pub(super) fn new(
        document: &Document<'_>,
        shapes: &[Shape],
        cues: &Cues,
        containers: &Containers,
        similarity: &Similarity,
    ) -> Sections {
        let count = shapes.len();
        let select = |is: &dyn Fn(usize) -> bool| (0..count).filter(|block| is(*block)).collect::<Vec<_>>();
        let kind = |block: usize| document.blocks[block].kind;
        let headings = select(&|block| is_heading(kind(block), &shapes[block]));
        let prose = select(&|block| shapes[block].is_prose());
        let main = containers.main_range();
        let in_main = || prose.iter().copied().filter(|block| main.contains(block));
        Sections {
            heading_of: last_at_or_before(&headings, count),
            tops: select(&|block| kind(block) == BlockKind::Heading(1)),
            titles: select(&|block| similarity.title(block) >= TITLE_LIKENESS),
            first_prose: in_main().next().unwrap_or(0),
            last_prose: in_main().next_back().unwrap_or(count),
            cue_heads: cue_heads(shapes, cues),
            headings,
            prose,
            end: count,
        }
    }

    /// The heading that a block stands under, or is.
    pub(crate) fn heading(&self, block: usize) -> Option<usize> {
        self.heading_of[block].map(|at| self.headings[at as usize])
    }

    /// The line that puts a block in a section of boilerplate, if there is one.
    pub(crate) fn cue_head(&self, block: usize) -> Option<&CueHead> {
        self.cue_heads[block].as_ref()
    }

    /// Headings before a block.
    pub(crate) fn headings_before(&self, block: usize) -> usize {
        self.headings.partition_point(|heading| *heading < block)
    }

    /// Where the section of a block ends: the next heading, or the page's end.
    pub(crate) fn end(&self, block: usize) -> usize {
        let next = self.headings.partition_point(|heading| *heading <= block);
        self.headings.get(next).copied().unwrap_or(self.end)
    }

    /// Distance to the nearest heading at or before a block, and after it.
    pub(crate) fn heading_distance(&self, block: usize) -> (Option<usize>, Option<usize>) {
        distance(&self.headings, block)
    }
}

/// Distance to the nearest of some sorted blocks at or before a block, and at
/// or after it.
pub(crate) fn distance(landmarks: &[usize], block: usize) -> (Option<usize>, Option<usize>) {
    let after = landmarks.partition_point(|landmark| *landmark < block);
    let next = landmarks.get(after).map(|landmark| landmark - block);
    let at_or_before = landmarks.partition_point(|landmark| *landmark <= block);
    let previous = at_or_before.checked_sub(1).map(|at| block - landmarks[at]);
    (previous, next)
}

/// Whether a block is a heading by its markup, or looks like one.
fn is_heading(kind: BlockKind, shape: &Shape) -> bool {
    matches!(kind, BlockKind::Heading(_)) || (shape.bold > 0.9 && shape.words < 15.0)
}

fn last_at_or_before(headings: &[usize], count: usize) -> Vec<Option<u32>> {
    let mut last = None;
    let mut next = 0;
    let step = |block| {
        if headings.get(next) == Some(&block) {
            last = Some(next as u32);
            next += 1;
        }
        last
    };
    (0..count).map(step).collect()
}

fn cue_heads(shapes: &[Shape], cues: &Cues) -> Vec<Option<CueHead>> {
    let mut current: Option<CueHead> = None;
    let mut heads = Vec::with_capacity(shapes.len());
    for (block, shape) in shapes.iter().enumerate() {
        if let Some(family) = section_family(shape, cues, block) {
            current = Some(CueHead { block, family, long_since: 0 });
        }
        heads.push(current);
        if let Some(head) = &mut current {
            head.long_since += u32::from(shape.is_long());
        }
    }
    heads
}

/// The family whose section a line heads.
fn section_family(shape: &Shape, cues: &Cues, block: usize) -> Option<Family> {
    if !shape.is_line() {
        return None;
    }
    let is_head = |place| matches!(place, Place::Whole | Place::Start);
    let heads = cues.of(block).iter().filter(|hit| hit.cue.is_section && is_head(hit.cue.place));
    heads.max_by(|a, b| a.share.total_cmp(&b.share)).map(|hit| hit.cue.family)
}
