//! Which blocks say what others say: equal, contained in one, or pieced
//! together from several. Work grows with the number of words alone: only
//! four-word runs that occur twice are looked at, and of each but a few places.

use super::Words;

/// Length of the word runs that are compared.
const SHINGLE: usize = 4;

/// Share of its word runs from which a block is nearly in another.
const MOST: f32 = 0.5;

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
    /// Whether `holder` has most of the block's word runs, but not all of its words.
    pub(crate) says_more: bool,
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
        let (mut rest, mut holders) = (&repeats.runs[..], Holders::new(copies.len()));
        for (block, copy) in copies.iter_mut().enumerate() {
            let (runs, more) = rest.split_at(words.of(block).windows(SHINGLE).len());
            repeats.measure(block as u32, runs, &mut holders, copy);
            rest = more;
        }
        mark_saying_more(words, &mut copies);
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
    let with_words = (0..copies.len() as u32).filter(|block| !words.of(*block as usize).is_empty());
    let whole = |block: u32| Run { hash: run_hash(words.of(block as usize)), number: block, block };
    let mut blocks: Vec<Run> = with_words.map(whole).collect();
    let mut equals = Vec::new();
    for same in repeats(&mut blocks) {
        let same: Vec<usize> = same.iter().map(|run| run.block as usize).collect();
        for (rank, block) in same.iter().enumerate() {
            let neighbours = [rank.checked_sub(1), Some(rank + 1)];
            let twins = neighbours.into_iter().flatten().filter_map(|at| same.get(at)).copied();
            copies[*block].twin = twins.min_by_key(|twin| twin.abs_diff(*block));
            copies[*block].before = rank as u32;
            copies[*block].after = (same.len() - 1 - rank) as u32;
        }
        equals.push(same);
    }
    equals
}

/// Marks the blocks that another has most of and that have a word which it has not.
fn mark_saying_more(words: &Words, copies: &mut [Copy]) {
    let near = |copy: &Copy| copy.holder.filter(|_| (MOST..1.0).contains(&copy.held));
    let with_holder = copies.iter().enumerate().filter_map(|(block, copy)| near(copy).map(|holder| (holder, block)));
    let mut near_copies: Vec<(usize, usize)> = with_holder.collect();
    if near_copies.is_empty() {
        return;
    }
    // One holder after the other, so that the words of each are read once.
    near_copies.sort_unstable();
    let mut last_said_by = vec![None; words.distinct_count()];
    for same in near_copies.chunk_by(|a, b| a.0 == b.0) {
        let holder = Some(same[0].0);
        words.of(same[0].0).iter().for_each(|word| last_said_by[*word as usize] = holder);
        for (_, block) in same {
            copies[*block].says_more = words.of(*block).iter().any(|word| last_said_by[*word as usize] != holder);
        }
    }
}

/// A word run of a block, or all of its words.
struct Run {
    hash: u64,
    /// Its number among all runs of the text.
    number: u32,
    block: u32,
}

/// The word runs that several blocks have.
struct Repeats {
    /// For each run of the text the number of its places; 0 for a run of one block alone.
    runs: Vec<u32>,
    /// Of each run that is in several blocks the first ones and the last, in order, at
    /// most [`MAX_PLACES`].
    places: Vec<u32>,
    /// Where the places of each number end; there are none of number 0.
    ends: Vec<u32>,
}

impl Repeats {
    fn of(words: &Words) -> Repeats {
        let runs_of = |block: usize| words.of(block).windows(SHINGLE);
        let count = (0..words.block_count()).map(|block| runs_of(block).len()).sum();
        let mut parts = Parts::new(count);
        for block in 0..words.block_count() {
            runs_of(block).for_each(|run| parts.push(run_hash(run), block as u32));
        }
        let mut repeats = Repeats { runs: vec![0; count], places: Vec::new(), ends: vec![0] };
        parts.lists.into_iter().for_each(|part| repeats.add(part));
        repeats
    }

    /// Adds those of some runs, which have all runs that are equal to one of them.
    fn add(&mut self, mut runs: Vec<Run>) {
        let mut blocks = Vec::new();
        for same in repeats(&mut runs) {
            blocks.clear();
            blocks.extend(same.iter().map(|run| run.block));
            blocks.dedup();
            if blocks.len() > 1 {
                let number = self.ends.len() as u32;
                same.iter().for_each(|run| self.runs[run.number as usize] = number);
                push_thinned(&blocks, &mut self.places);
                self.ends.push(self.places.len() as u32);
            }
        }
    }

    /// The places of a number above 0: blocks in order, each once.
    fn blocks(&self, number: u32) -> &[u32] {
        let end = |number: u32| self.ends[number as usize] as usize;
        &self.places[end(number - 1)..end(number)]
    }

    /// Measures what of a block stands elsewhere by its runs.
    fn measure(&self, block: u32, runs: &[u32], holders: &mut Holders, copy: &mut Copy) {
        let (mut elsewhere, mut earlier) = (0, 0);
        for run in runs.iter().filter(|run| **run > 0) {
            let others = self.blocks(*run).iter().copied().filter(|other| *other != block);
            elsewhere += 1;
            earlier += usize::from(others.clone().next().is_some_and(|first| first < block));
            others.for_each(|other| holders.add(other));
        }
        if elsewhere == 0 {
            return;
        }
        let total = runs.len() as f32;
        copy.elsewhere = elsewhere as f32 / total;
        copy.earlier = earlier as f32 / total;
        let (held, holder) = holders.take_best();
        copy.holder = Some(holder as usize);
        copy.held = held as f32 / total;
    }
}

/// Counts how many runs of one block each other block has.
struct Holders {
    /// By block; 0 between two blocks that are measured.
    counts: Vec<u32>,
    /// Blocks with a count.
    counted: Vec<u32>,
}

impl Holders {
    fn new(blocks: usize) -> Holders {
        Holders { counts: vec![0; blocks], counted: Vec::new() }
    }

    fn add(&mut self, block: u32) {
        let count = &mut self.counts[block as usize];
        if *count == 0 {
            self.counted.push(block);
        }
        *count += 1;
    }

    /// The highest count and its block, the last one of several; all counts are 0 again.
    fn take_best(&mut self) -> (u32, u32) {
        let counts = &mut self.counts;
        let taken = self.counted.drain(..).map(|block| (std::mem::take(&mut counts[block as usize]), block));
        taken.max().unwrap_or_default()
    }
}

/// The runs of a text, in parts that each fit a cache of the processor; equal runs are
/// in the same part.
struct Parts {
    lists: Vec<Vec<Run>>,
    count: u32,
}

impl Parts {
    /// Runs of a part, about.
    const RUNS: usize = 1 << 16;

    fn new(runs: usize) -> Parts {
        let parts = runs.div_ceil(Parts::RUNS).next_power_of_two();
        // Hashes fill the parts evenly, but for a few.
        let room = if parts == 1 { runs } else { runs / parts * 17 / 16 };
        Parts { lists: (0..parts).map(|_| Vec::with_capacity(room)).collect(), count: 0 }
    }

    fn push(&mut self, hash: u64, block: u32) {
        let part = (hash >> 32) as usize & (self.lists.len() - 1);
        self.lists[part].push(Run { hash, number: self.count, block });
        self.count += 1;
    }
}

/// Those of some runs that are equal to others, all equal ones together and in order.
fn repeats(runs: &mut Vec<Run>) -> impl Iterator<Item = &[Run]> {
    retain_likely_repeats(runs);
    // This keeps the order of equal ones.
    runs.sort_by_key(|run| run.hash);
    runs.chunk_by(|a, b| a.hash == b.hash).filter(|same| same.len() > 1)
}

/// Slots of the sieve for each run: the more, the fewer runs share one by chance.
const SLOTS: usize = 16;

/// Removes most runs that occur once. A sieve tells them, by two bits a slot: whether a
/// run has come, and whether another has.
fn retain_likely_repeats(runs: &mut Vec<Run>) {
    let mut bits = vec![0_u64; (runs.len() * SLOTS).next_power_of_two().max(32) / 32];
    let mask = bits.len() - 1;
    let place = |run: &Run| ((run.hash / 32) as usize & mask, 2 * (run.hash % 32));
    for run in runs.iter() {
        let (word, at) = place(run);
        bits[word] |= (1 | (bits[word] >> at & 1) << 1) << at;
    }
    runs.retain(|run| {
        let (word, at) = place(run);
        bits[word] >> at & 2 != 0
    });
}

/// Pushes the blocks of a run: the first ones and the last.
fn push_thinned(blocks: &[u32], places: &mut Vec<u32>) {
    match blocks {
        [.., last] if blocks.len() > MAX_PLACES => {
            places.extend_from_slice(&blocks[..MAX_PLACES - 1]);
            places.push(*last);
        }
        _ => places.extend_from_slice(blocks),
    }
}

#[cfg(test)]
mod tests {
    use super::{Parts, retain_likely_repeats, run_hash};
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
    fn equal_runs_share_a_part_and_pass_its_sieve() {
        let mut parts = Parts::new(3 * Parts::RUNS);
        assert_eq!(parts.lists.len(), 4);
        // Every third run comes twice.
        let runs: Vec<u64> = (0..1000).chain((0..1000).step_by(3)).map(|word| run_hash(&[word, 7])).collect();
        runs.iter().for_each(|run| parts.push(*run, 0));
        let retained: Vec<u32> = parts
            .lists
            .iter_mut()
            .flat_map(|part| {
                retain_likely_repeats(part);
                part.iter().map(|run| run.number)
            })
            .collect();
        let repeated = (0..1000).step_by(3).chain(1000..1334);
        assert!(repeated.clone().all(|run| retained.contains(&run)));
        assert!(retained.len() < repeated.count() + 350);
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
