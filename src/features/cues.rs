//! The cue phrases of each block.

use crate::lexicon::{CueHit, Family, Openings, find_cues};

/// Cue phrases by block.
#[derive(Default)]
pub(crate) struct Cues {
    hits: Vec<CueHit>,
    ends: Vec<usize>,
    sums: Vec<Sum>,
}

/// How often each family speaks in a block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    counts: [u8; Family::COUNT],
}

impl Sum {
    /// How many phrases of the family stand in the block.
    pub(crate) fn count(&self, family: Family) -> f32 {
        f32::from(self.counts[family as usize])
    }

    /// Phrases of all families that speak of boilerplate.
    pub(crate) fn total(&self) -> f32 {
        self.counts.iter().map(|count| f32::from(*count)).sum::<f32>()
            - self.count(Family::Role)
            - self.count(Family::Note)
    }
}

impl Cues {
    /// Finds the cues of the next block.
    pub(super) fn push_block(&mut self, folded: &str, openings: &Openings, word_count: usize) {
        let mut sum = Sum::default();
        let hits = &mut self.hits;
        find_cues(folded, openings, word_count, |hit| {
            let family = hit.cue.family as usize;
            sum.counts[family] = sum.counts[family].saturating_add(1);
            hits.push(hit);
        });
        self.ends.push(self.hits.len());
        self.sums.push(sum);
    }

    /// Those of some blocks, in order.
    pub(super) fn only(&self, blocks: &[usize]) -> Cues {
        let mut some = Cues::default();
        for block in blocks {
            some.hits.extend_from_slice(self.of(*block));
            some.ends.push(some.hits.len());
            some.sums.push(*self.sum(*block));
        }
        some
    }

    /// The phrases found in a block.
    pub(crate) fn of(&self, block: usize) -> &[CueHit] {
        let start = if block == 0 { 0 } else { self.ends[block - 1] };
        &self.hits[start..self.ends[block]]
    }

    /// How often each family speaks in a block.
    pub(crate) fn sum(&self, block: usize) -> &Sum {
        &self.sums[block]
    }

    /// The phrase that covers most of a block, of those of one family.
    pub(crate) fn strongest(&self, block: usize, family: Family) -> Option<&CueHit> {
        let of_family = self.of(block).iter().filter(|hit| hit.cue.family == family);
        of_family.max_by(|a, b| a.share.total_cmp(&b.share))
    }
}
