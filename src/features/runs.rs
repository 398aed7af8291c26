//! Runs of blocks of one form, and blocks that begin alike: what lists, menus and
//! templates make.

use super::Words;
use super::shape::Shape;
use crate::document::{BlockKind, Document};
use std::ops::Range;

/// Longest block (words) whose beginning is compared with others'.
const MAX_START: usize = 16;

/// Longest run that is told from longer ones.
const MAX_RUN: u16 = 60;

/// The runs that a block is in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Run {
    /// Blocks in a row that are lines, not sentences, and those before this one.
    pub(crate) lines: u16,
    pub(crate) lines_before: u16,
    /// Blocks in a row of the same kind, and those before this one.
    pub(crate) kind: u16,
    pub(crate) kind_before: u16,
    /// Other short blocks with the same first two words.
    pub(crate) same_start: u16,
}

/// The runs of all blocks.
pub(crate) struct Runs {
    runs: Vec<Run>,
    /// Stretches of blocks of the same kind.
    kinds: Vec<(usize, usize)>,
}

impl Runs {
    pub(super) fn new(document: &Document<'_>, words: &Words, shapes: &[Shape]) -> Runs {
        let mut runs = vec![Run::default(); shapes.len()];
        let is_line = |block: usize| shapes[block].is_line();
        for (range_start, range_end) in stretches(shapes.len(), |a, b| is_line(a) == is_line(b)) {
            for block in (range_start..range_end).filter(|block| is_line(*block)) {
                runs[block].lines = count(range_end - range_start);
                runs[block].lines_before = count(block - range_start);
            }
        }
        let kind = |block: usize| std::mem::discriminant::<BlockKind>(&document.blocks[block].kind);
        let kinds = stretches(shapes.len(), |a, b| kind(a) == kind(b));
        for (range_start, range_end) in kinds.iter().copied() {
            for (block, run) in runs.iter_mut().enumerate().take(range_end).skip(range_start) {
                run.kind = count(range_end - range_start);
                run.kind_before = count(block - range_start);
            }
        }
        mark_same_starts(words, &mut runs);
        Runs { runs, kinds }
    }

    /// For each block those in a row with it that are of its kind.
    pub(crate) fn of_kinds(&self) -> Vec<Range<usize>> {
        self.kinds.iter().flat_map(|(start, end)| std::iter::repeat_n(*start..*end, end - start)).collect()
    }

    /// The runs that a block is in.
    pub(crate) fn of(&self, block: usize) -> &Run {
        &self.runs[block]
    }
}

fn count(blocks: usize) -> u16 {
    blocks.min(usize::from(MAX_RUN)) as u16
}

/// The maximal stretches of blocks of which neighbours are alike.
fn stretches(blocks: usize, is_alike: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut stretches = Vec::new();
    let mut start = 0;
    for block in 1..=blocks {
        if block == blocks || !is_alike(block - 1, block) {
            stretches.push((start, block));
            start = block;
        }
    }
    stretches
}

fn mark_same_starts(words: &Words, runs: &mut [Run]) {
    let start = |block: usize| match words.of(block) {
        [first, second, rest @ ..] if rest.len() + 2 <= MAX_START => Some((*first, *second)),
        _ => None,
    };
    let mut starts: Vec<((u32, u32), usize)> =
        (0..runs.len()).filter_map(|block| start(block).map(|start| (start, block))).collect();
    starts.sort_unstable();
    for same in starts.chunk_by(|a, b| a.0 == b.0) {
        for (_, block) in same {
            runs[*block].same_start = count(same.len() - 1);
        }
    }
}
