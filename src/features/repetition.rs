//! Which blocks say what others say: equal, contained in one, or pieced
//! together from several. Work grows with the number of words alone: only
//! four-word runs that occur twice are looked at, and of each but a few places.

use super::Words;
use std::ops::Range;

/// Length of the word runs that are compared.
const SHINGLE: usize = 4;

/// Places of one word run that are remembered: the first ones and the last.
const MAX_PLACES: usize = 6;

/// What of a block stands elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Copy {
    /// Blocks with just the same words, before and after this one.
    pub(crate) before: u32,
    pub(crate) after: u32,
    /// The nearest block with the same words.
    pub(crate) twin: Option<usize>,
    /// The other block that holds most of this one's word runs.
    pub(crate) holder: Option<usize>,
    /// Share of this block's word runs that stand in `holder`, in any other
    /// block, and in any earlier block; 0 to 1.
    pub(crate) held: f32,
    pub(crate) elsewhere: f32,
    pub(crate) earlier: f32,
}

/// The copies of all blocks.
pub(crate) struct Copies {
    copies: Vec<Copy>,
    /// Sets of blocks with the same words, each in order.
    equals: Vec<Vec<usize>>,
}

impl Copies {
    pub(crate) fn new(words: &Words) -> Copies {
        let mut copies = vec![Copy::default(); words.block_count()];
        let equals = mark_equals(words, &mut copies);
        let repeats = Repeats::of(words);
        let mut holders = Vec::new();
        for runs in repeats.runs.chunk_by(|a, b| a.block == b.block) {
            let block = runs[0].block;
            let total = words.of(block as usize).len() + 1 - SHINGLE;
            repeats.measure(runs, total as f32, &mut holders, &mut copies[block as usize]);
        }
        Copies { copies, equals }
    }

    /// The sets of blocks that have the same words, two blocks or more each.
    pub(crate) fn equals(&self) -> &[Vec<usize>] {
        &self.equals
    }

    /// What of a block stands elsewhere.
    pub(crate) fn of(&self, block: usize) -> &Copy {
        &self.copies[block]
    }
}

/// A 64-bit hash of a run of words.
fn run_hash(words: &[u32]) -> u64 {
    let mix = |hash: u64, word: &u32| (hash.rotate_left(23) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = words.iter().fold(0x51_7cc1, mix);
    hash ^ (hash >> 29)
}

/// Finds the sets of equal blocks and tells each block its place in its set.
fn mark_equals(words: &Words, copies: &mut [Copy]) -> Vec<Vec<usize>> {
    let with_words = (0..copies.len()).filter(|block| !words.of(*block).is_empty());
    let mut hashes: Vec<(u64, usize)> = with_words.map(|block| (run_hash(words.of(block)), block)).collect();
    // Blocks of one set stay in order.
    hashes.sort_by_key(|(hash, _)| *hash);
    let mut equals = Vec::new();
    for same in hashes.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
        for (rank, (_, block)) in same.iter().enumerate() {
            let neighbours = [rank.checked_sub(1), Some(rank + 1)];
            let twins = neighbours.into_iter().flatten().filter_map(|at| same.get(at)).map(|(_, twin)| *twin);
            copies[*block].twin = twins.min_by_key(|twin| twin.abs_diff(*block));
            copies[*block].before = rank as u32;
            copies[*block].after = (same.len() - 1 - rank) as u32;
        }
        equals.push(same.iter().map(|(_, block)| *block).collect());
    }
    equals
}

/// A word run of a block that may occur twice or more.
struct Run {
    hash: u64,
    block: u32,
    /// Which of [`Repeats::places`] are its own.
    places: Range<u32>,
}

/// The word runs that may occur twice or more.
struct Repeats {
    /// In order of the text.
    runs: Vec<Run>,
    /// Of each run that is in several blocks the first ones and the last, in order, at
    /// most [`MAX_PLACES`].
    places: Vec<u32>,
}

impl Repeats {
    fn of(words: &Words) -> Repeats {
        let mut runs = repeated_runs(words);
        let mut sorted: Vec<(u64, u32)> = runs.iter().map(|run| run.hash).zip(0..).collect();
        // Blocks of one run stay in order.
        sorted.sort_by_key(|(hash, _)| *hash);
        let (mut places, mut blocks) = (Vec::new(), Vec::new());
        for same in sorted.chunk_by(|a, b| a.0 == b.0) {
            blocks.clear();
            blocks.extend(same.iter().map(|(_, run)| runs[*run as usize].block));
            blocks.dedup();
            let start = places.len() as u32;
            push_thinned(&blocks, &mut places);
            for (_, run) in same {
                runs[*run as usize].places = start..places.len() as u32;
            }
        }
        Repeats { runs, places }
    }

    /// Blocks with this run, in order, each once.
    fn blocks(&self, run: &Run) -> impl Iterator<Item = u32> {
        self.places[run.places.start as usize..run.places.end as usize].iter().copied()
    }

    /// Measures what of a block stands elsewhere by its repeated runs, of `total` runs;
    /// `holders` is room for the blocks that have them.
    fn measure(&self, runs: &[Run], total: f32, holders: &mut Vec<u32>, copy: &mut Copy) {
        let (mut elsewhere, mut earlier) = (0, 0);
        holders.clear();
        for run in runs {
            let before = holders.len();
            holders.extend(self.blocks(run).filter(|other| *other != run.block));
            let found = &holders[before..];
            elsewhere += usize::from(!found.is_empty());
            earlier += usize::from(found.iter().any(|other| *other < run.block));
        }
        copy.elsewhere = elsewhere as f32 / total;
        copy.earlier = earlier as f32 / total;
        holders.sort_unstable();
        let best = holders.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
        if let Some(same) = best {
            copy.holder = Some(same[0] as usize);
            copy.held = same.len() as f32 / total;
        }
    }
}

/// The word runs that may occur twice or more, in order of the text.
fn repeated_runs(words: &Words) -> Vec<Run> {
    let runs_of = |block: usize| words.of(block).windows(SHINGLE);
    let mut sieve = Sieve::new((0..words.block_count()).map(|block| runs_of(block).len()).sum());
    (0..words.block_count()).for_each(|block| runs_of(block).for_each(|run| sieve.push(run_hash(run))));
    let sifted = sieve.repeated();
    let mut rest = &sifted[..];
    let mut repeated = Vec::new();
    for block in 0..words.block_count() {
        let (own, more) = rest.split_at(runs_of(block).len());
        let runs = runs_of(block).zip(own).filter(|(_, is_repeated)| **is_repeated);
        repeated.extend(runs.map(|(run, _)| Run { hash: run_hash(run), block: block as u32, places: 0..0 }));
        rest = more;
    }
    repeated
}

/// A sieve that tells runs which occur once, by two bits a slot: whether one has come,
/// and whether another has. The slots of a long text would fit no cache of the
/// processor: they come in parts, each for the runs whose hashes say so.
struct Sieve {
    /// The slot and the number of each run.
    parts: Vec<Vec<(u32, u32)>>,
    /// Slots of a part, a power of two.
    slots: usize,
    count: usize,
}

impl Sieve {
    /// Slots for each run: the more, the fewer runs share one by chance.
    const SLOTS: usize = 16;
    /// Most slots of a part: 2 MB of them.
    const MAX_SLOTS: usize = 1 << 23;

    fn new(runs: usize) -> Sieve {
        let all = (runs * Sieve::SLOTS).next_power_of_two().max(32);
        let slots = all.min(Sieve::MAX_SLOTS);
        let parts = all / slots;
        // Hashes fill the parts evenly, but for a few.
        let room = if parts == 1 { runs } else { runs / parts * 17 / 16 };
        Sieve { parts: (0..parts).map(|_| Vec::with_capacity(room)).collect(), slots, count: 0 }
    }

    fn push(&mut self, run: u64) {
        let part = (run >> 32) as usize & (self.parts.len() - 1);
        self.parts[part].push((run as u32 & (self.slots - 1) as u32, self.count as u32));
        self.count += 1;
    }

    /// Which runs may have occurred twice or more, in the order in which they came.
    fn repeated(&self) -> Vec<bool> {
        let mut repeated = vec![false; self.count];
        let place = |slot: u32| (slot as usize / 32, 2 * (slot % 32));
        for part in &self.parts {
            let mut bits = vec![0_u64; self.slots / 32];
            for (slot, _) in part {
                let (word, at) = place(*slot);
                bits[word] |= (1 | (bits[word] >> at & 1) << 1) << at;
            }
            for (slot, run) in part {
                let (word, at) = place(*slot);
                repeated[*run as usize] = bits[word] >> at & 2 != 0;
            }
        }
        repeated
    }
}

/// Pushes the blocks of a run, if they are several: the first ones and the last.
fn push_thinned(blocks: &[u32], places: &mut Vec<u32>) {
    match blocks {
        [] | [_] => {}
        [.., last] if blocks.len() > MAX_PLACES => {
            places.extend_from_slice(&blocks[..MAX_PLACES - 1]);
            places.push(*last);
        }
        _ => places.extend_from_slice(blocks),
    }
}

#[cfg(test)]
mod tests {
    use super::{Sieve, run_hash};
    use crate::features::Page;
    use crate::segment::text::segment;

    #[test]
    fn a_twin_is_found_across_quote_marks_and_case() {
        let document = segment("It’s a “fine” day today\nother words here now\nIT'S A \"FINE\" DAY TODAY");
        let facts = Page::new(&document);
        assert_eq!(facts.copies.of(0).twin, Some(2));
        assert_eq!((facts.copies.of(2).before, facts.copies.of(2).after), (1, 0));
        assert_eq!(facts.copies.of(1).twin, None);
    }

    #[test]
    fn a_part_is_held_by_the_whole_and_not_the_other_way() {
        let document = segment("one two three four five\nzero one two three four five six seven eight nine ten eleven");
        let facts = Page::new(&document);
        assert_eq!(facts.copies.of(0).holder, Some(1));
        assert!((facts.copies.of(0).held - 1.0).abs() < 1e-6);
        assert!(facts.copies.of(1).held < 0.3);
    }

    #[test]
    fn a_sieve_in_parts_misses_no_run() {
        let mut sieve = Sieve::new(Sieve::MAX_SLOTS / 4);
        assert_eq!(sieve.parts.len(), 4);
        // Every third run comes twice.
        let runs: Vec<u64> = (0..1000).chain((0..1000).step_by(3)).map(|word| run_hash(&[word, 7])).collect();
        runs.iter().for_each(|run| sieve.push(*run));
        let repeated = sieve.repeated();
        assert!(repeated.iter().enumerate().all(|(run, is_repeated)| *is_repeated || (run < 1000 && run % 3 > 0)));
        assert!(repeated.iter().filter(|is_repeated| !**is_repeated).count() > 650);
    }

    #[test]
    fn many_equal_blocks_are_all_copies() {
        let text = "the same line of words again\n".repeat(500);
        let document = segment(&text);
        let facts = Page::new(&document);
        assert_eq!(facts.copies.of(499).before, 499);
        assert!(facts.copies.of(250).elsewhere > 0.99);
    }
}
