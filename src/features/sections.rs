//! Headings, the sections under them, and where blocks stand relative to them.

use super::containers::Containers;
use super::cues::Cues;
use super::shape::Shape;
use super::similarity::Similarity;
use super::structure::Structure;
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
    /// boilerplate, to where its element ends or a menu or footer begins.
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
        structure: &Structure,
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
            cue_heads: cue_heads(document, structure, shapes, cues),
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
    let before = after.checked_sub(1).map(|at| block - landmarks[at]);
    (next.filter(|distance| *distance == 0).or(before), next)
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

fn cue_heads(document: &Document<'_>, structure: &Structure, shapes: &[Shape], cues: &Cues) -> Vec<Option<CueHead>> {
    let mut current: Option<CueHead> = None;
    let mut end = 0;
    let mut heads = Vec::with_capacity(shapes.len());
    for (block, shape) in shapes.iter().enumerate() {
        let leaves = |head: &CueHead| structure.is_chrome(block) && !structure.is_chrome(head.block);
        current = current.filter(|head| block < end && !leaves(head));
        if let Some(family) = section_family(shape, cues, block) {
            current = Some(CueHead { block, family, long_since: 0 });
            end = structure.section_end(document, block);
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

#[cfg(test)]
mod tests {
    use crate::features::Page;
    use crate::segment::html::segment;

    /// The blocks that stand under a line that heads a section of boilerplate.
    fn headed(page: &str) -> Vec<usize> {
        let document = segment(page, 64);
        let page = Page::new(&document);
        (0..page.len()).filter(|block| page.sections.cue_head(*block).is_some()).collect()
    }

    #[test]
    fn a_section_ends_with_the_element_that_holds_it() {
        let comments = "<h3>Comments</h3><p>Well said.</p><p>Not so.</p>";
        assert_eq!(headed(&format!("<p>Text.</p>{comments}<p>More.</p>")), [1, 2, 3, 4]);
        assert_eq!(headed(&format!("<p>Text.</p><div>{comments}</div><p>More.</p>")), [1, 2, 3]);
        // The element of the heading alone is not that of its section.
        let boxed = comments.replace("<h3>", "<div><h3>").replace("</h3>", "</h3></div>");
        assert_eq!(headed(&format!("<p>Text.</p><div>{boxed}</div><p>More.</p>")), [1, 2, 3]);
    }

    #[test]
    fn a_section_ends_where_a_menu_or_footer_begins() {
        let comments = "<h3>Comments</h3><p>Well said.</p>";
        assert_eq!(headed(&format!("{comments}<nav><p>Home</p></nav><p>More.</p>")), [0, 1]);
        assert_eq!(headed(&format!("{comments}<footer><p>Imprint</p></footer>")), [0, 1]);
        assert_eq!(headed(&format!("<footer>{comments}<p>Imprint</p></footer>")), [0, 1, 2]);
    }
}
