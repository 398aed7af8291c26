//! Features of a block from the first probabilities of all blocks: what the
//! blocks around it, in its element and of its kind are thought to be.

use super::table::Row;
use crate::document::BlockKind;
use crate::features::Page;
use std::ops::Range;

/// Distances at which neighbours' probabilities are features.
const OFFSETS: [(&str, isize); 10] =
    [("-5", -5), ("-4", -4), ("-3", -3), ("-2", -2), ("-1", -1), ("+1", 1), ("+2", 2), ("+3", 3), ("+4", 4), ("+5", 5)];

/// Widths of windows around a block.
const WINDOWS: [(&str, usize); 3] = [("4", 4), ("10", 10), ("25", 25)];

/// Shares of the probable text that a main element holds.
const MASSES: [(&str, f64); 3] = [("mass-50", 0.5), ("mass-80", 0.8), ("mass-95", 0.95)];

/// Size from which a probable block counts as a paragraph of the text.
const LONG: f32 = 100.0;

/// Probabilities of a page and sums over them.
pub(super) struct Context<'a> {
    page: &'a Page<'a>,
    first: &'a [f32],
    /// Running totals of probability, probable size and size.
    sums: Vec<[f64; 3]>,
    path_sums: Vec<(f32, f32)>,
    /// In plain text, the blocks in a row that are of the kind of each.
    alike: Vec<Range<usize>>,
    likely: Vec<usize>,
    likely_long: (Option<usize>, Option<usize>),
    mains: Vec<Range<usize>>,
    certainty: f32,
}

impl<'a> Context<'a> {
    pub(super) fn new(page: &'a Page<'a>, first: &'a [f32]) -> Context<'a> {
        let mut sums = vec![[0.0; 3]];
        let mut path_sums = vec![(0.0, 0.0); page.structure.path_count()];
        for (block, probability) in first.iter().enumerate() {
            let [p, mass, size] = sums[block];
            let own = f64::from(page.shapes[block].size);
            sums.push([p + f64::from(*probability), mass + own * f64::from(*probability), size + own]);
            let path = &mut path_sums[page.structure.path(block)];
            *path = (path.0 + probability, path.1 + 1.0);
        }
        let likely: Vec<usize> = (0..first.len()).filter(|block| first[*block] > 0.5).collect();
        let is_long = |block: &&usize| page.shapes[**block].size > LONG;
        let likely_long = (likely.iter().find(is_long).copied(), likely.iter().rev().find(is_long).copied());
        let certainty = first.iter().map(|p| (p - 0.5).abs()).sum::<f32>() / first.len().max(1) as f32;
        let mut context = Context {
            page,
            first,
            sums,
            path_sums,
            alike: Vec::new(),
            likely,
            likely_long,
            mains: Vec::new(),
            certainty,
        };
        if page.document.from_html {
            context.mains = MASSES.iter().map(|(_, share)| context.smallest_with(*share)).collect();
        } else {
            context.alike = page.runs.of_kinds();
        }
        context
    }

    /// Puts the context features of a block.
    pub(super) fn features(&self, block: usize, row: &mut impl Row) {
        self.neighbours(block, row);
        self.windows(block, row);
        self.landmarks(block, row);
        self.section(block, row);
        if self.page.document.from_html {
            self.elements(block, row);
        } else {
            self.list(block, row);
        }
    }

    fn mean(&self, blocks: Range<usize>) -> f32 {
        let count = blocks.len().max(1) as f64;
        ((self.sums[blocks.end][0] - self.sums[blocks.start][0]) / count) as f32
    }

    fn mass(&self, blocks: Range<usize>) -> f64 {
        self.sums[blocks.end][1] - self.sums[blocks.start][1]
    }

    /// Share of the text in a range that is probable.
    fn density(&self, blocks: Range<usize>) -> f32 {
        let size = self.sums[blocks.end][2] - self.sums[blocks.start][2];
        (self.mass(blocks) / size.max(1.0)) as f32
    }

    fn total_mass(&self) -> f64 {
        self.mass(0..self.first.len()).max(1.0)
    }

    /// The blocks of the smallest element with this share of the probable text.
    fn smallest_with(&self, share: f64) -> Range<usize> {
        let least = share * self.mass(0..self.first.len());
        let ranges = self.page.document.elements.iter().map(|element| element.blocks.clone());
        let holding = ranges.filter(|blocks| self.mass(blocks.clone()) >= least);
        holding.min_by_key(ExactSizeIterator::len).unwrap_or(0..self.first.len())
    }

    fn neighbours(&self, block: usize, row: &mut impl Row) {
        row.put(("first", "own"), self.first[block]);
        for (name, offset) in OFFSETS {
            let other = block.checked_add_signed(offset).and_then(|other| self.first.get(other));
            row.put(("first", name), other.copied().unwrap_or(-0.2));
        }
    }

    fn windows(&self, block: usize, row: &mut impl Row) {
        for (name, width) in WINDOWS {
            let (start, end) = (block.saturating_sub(width), (block + width + 1).min(self.first.len()));
            row.put(("first-around", name), self.density(start..end));
            row.put(("first-before", name), self.mean(start..block));
            row.put(("first-after", name), self.mean(block + 1..end));
        }
    }

    fn landmarks(&self, block: usize, row: &mut impl Row) {
        let (previous, next) = crate::features::distance(&self.likely, block);
        let from = |landmark: Option<usize>| landmark.map_or(-999.0, |at| block as f32 - at as f32);
        let mut put = |name, value| row.put(("likely", name), value);
        put("previous", previous.map_or(200.0, |steps| steps as f32));
        put("next", next.map_or(200.0, |steps| steps as f32));
        put("from-first", from(self.likely.first().copied()));
        put("from-last", from(self.likely.last().copied()));
        put("from-first-long", from(self.likely_long.0));
        put("from-last-long", from(self.likely_long.1));
        put("mass-before", (self.mass(0..block) / self.total_mass()) as f32);
        put("mass-after", (self.mass(block + 1..self.first.len()) / self.total_mass()) as f32);
        put("mass", self.total_mass() as f32);
        put("count", self.likely.len() as f32);
        put("share", self.density(0..self.first.len()));
        put("certainty", self.certainty);
    }

    fn section(&self, block: usize, row: &mut impl Row) {
        let sections = &self.page.sections;
        let heading = sections.heading(block);
        let end = sections.end(block);
        row.put(("section", "first-heading"), heading.map_or(-1.0, |heading| self.first[heading]));
        row.put(("section", "first"), self.density(heading.unwrap_or(0)..end));
        row.put(("section", "first-after"), self.density((block + 1).min(end)..end));
    }

    /// The list or table that a block is in: all of it is body, or nothing.
    fn list(&self, block: usize, row: &mut impl Row) {
        let is_part = self.page.kind(block) != BlockKind::Paragraph;
        let blocks = if is_part { self.alike[block].clone() } else { block..block };
        let mut put = |name, value| row.put(("first-list", name), value);
        put("mean", if blocks.is_empty() { -1.0 } else { self.mean(blocks.clone()) });
        put("density", if blocks.is_empty() { -1.0 } else { self.density(blocks) });
    }

    fn elements(&self, block: usize, row: &mut impl Row) {
        let structure = &self.page.structure;
        let elements = &self.page.document.elements;
        let own = structure.element(block);
        let mut element = if elements[own].blocks.len() > 1 { own } else { structure.of_element(own).wider };
        for name in ["first-wider-1", "first-wider-2", "first-wider-3", "first-wider-4"] {
            self.element(block, elements[element].blocks.clone(), name, row);
            element = structure.of_element(element).wider;
        }
        let (sum, count) = self.path_sums[structure.path(block)];
        row.put(("first-path", "mean"), sum / count);
        row.put(("first-path", "others"), if count > 1.0 { (sum - self.first[block]) / (count - 1.0) } else { -1.0 });
        for ((name, _), blocks) in MASSES.iter().zip(&self.mains) {
            let mut put = |feature, value| row.put((name, feature), value);
            put("inside", f32::from(u8::from(blocks.contains(&block))));
            put("at", (block as f32 - blocks.start as f32) / blocks.len().max(1) as f32);
            put("density", self.density(blocks.clone()));
        }
    }

    fn element(&self, block: usize, blocks: Range<usize>, name: &str, row: &mut impl Row) {
        let count = blocks.len() as f32;
        let mean = self.mean(blocks.clone());
        let mut put = |feature, value| row.put((name, feature), value);
        put("mean", mean);
        put("density", self.density(blocks.clone()));
        put("share", (self.mass(blocks.clone()) / self.total_mass()) as f32);
        put("others", if count > 1.0 { (mean * count - self.first[block]) / (count - 1.0) } else { -1.0 });
        let (before, after) = (blocks.start..block.max(blocks.start), (block + 1).min(blocks.end)..blocks.end);
        put("before", if before.is_empty() { -1.0 } else { self.mean(before) });
        put("after", if after.is_empty() { -1.0 } else { self.mean(after) });
    }
}
