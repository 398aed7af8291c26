//! Which blocks say what others say: equal, contained in one, or pieced
//! together from several. Work grows with the number of words alone: only
//! four-word runs that occur twice are looked at, and of each but a few places.

use super::Words;

/// Length of the word runs that are compared.
const SHINGLE: usize = 4;

/// Places of one word run that are remembered: the first ones and the last.
const MAX_PLACES: usize = 6;

/// Fewest words of a block that can be said to stand in another.
const MIN_WORDS: usize = SHINGLE;

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
        let runs = repeated_runs(words);
        for (block, copy) in copies.iter_mut().enumerate() {
            measure_overlap(words, &runs, block, copy);
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
    hashes.sort_unstable();
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

/// The word runs of a block; none for a block of fewer words than a run.
fn runs<'a>(words: &'a Words, block: usize) -> impl Iterator<Item = u64> + use<'a> {
    words.of(block).windows(SHINGLE).map(run_hash)
}

/// Word runs that occur twice or more, sorted, each with the block it is in.
struct Runs {
    places: Vec<(u64, u32)>,
    /// The bits of [`Seen`] for runs that occur twice.
    seen: Seen,
}

impl Runs {
    /// Blocks with this run, in order, each once, at most [`MAX_PLACES`].
    fn blocks(&self, run: u64) -> &[(u64, u32)] {
        if !self.seen.is_repeated(run) {
            return &[];
        }
        let start = self.places.partition_point(|place| place.0 < run);
        let same = self.places[start..].iter().take(MAX_PLACES).take_while(|place| place.0 == run).count();
        &self.places[start..start + same]
    }
}

/// A sieve that tells runs which occur once, by two bits a slot.
struct Seen {
    once: Vec<u64>,
    twice: Vec<u64>,
    mask: usize,
}

impl Seen {
    fn new(runs: usize) -> Seen {
        let bits = (runs * 8).next_power_of_two().max(64);
        Seen { once: vec![0; bits / 64], twice: vec![0; bits / 64], mask: bits - 1 }
    }

    fn add(&mut self, run: u64) {
        let slot = run as usize & self.mask;
        let bit = 1 << (slot % 64);
        self.twice[slot / 64] |= self.once[slot / 64] & bit;
        self.once[slot / 64] |= bit;
    }

    fn is_repeated(&self, run: u64) -> bool {
        let slot = run as usize & self.mask;
        self.twice[slot / 64] & (1 << (slot % 64)) != 0
    }
}

fn repeated_runs(words: &Words) -> Runs {
    let blocks = words.block_count();
    let total = (0..blocks).map(|block| words.of(block).len()).sum();
    let mut seen = Seen::new(total);
    (0..blocks).flat_map(|block| runs(words, block)).for_each(|run| seen.add(run));
    let mut places: Vec<(u64, u32)> = Vec::new();
    for block in 0..blocks {
        places.extend(runs(words, block).filter(|run| seen.is_repeated(*run)).map(|run| (run, block as u32)));
    }
    places.sort_unstable();
    places.dedup();
    Runs { places: thin(places), seen }
}

/// Keeps of each run its first places and its last one.
fn thin(places: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    let mut kept = Vec::with_capacity(places.len());
    for same in places.chunk_by(|a, b| a.0 == b.0) {
        if same.len() <= MAX_PLACES {
            kept.extend_from_slice(same);
        } else {
            kept.extend_from_slice(&same[..MAX_PLACES - 1]);
            kept.push(same[same.len() - 1]);
        }
    }
    kept
}

fn measure_overlap(words: &Words, repeated: &Runs, block: usize, copy: &mut Copy) {
    let count = words.of(block).len();
    if count < MIN_WORDS {
        return;
    }
    let (mut elsewhere, mut earlier) = (0, 0);
    let mut holders: Vec<u32> = Vec::new();
    for run in runs(words, block) {
        let others = repeated.blocks(run).iter().map(|place| place.1).filter(|other| *other as usize != block);
        let before = holders.len();
        holders.extend(others);
        let found = &holders[before..];
        elsewhere += usize::from(!found.is_empty());
        earlier += usize::from(found.iter().any(|other| (*other as usize) < block));
    }
    let total = (count + 1 - SHINGLE) as f32;
    copy.elsewhere = elsewhere as f32 / total;
    copy.earlier = earlier as f32 / total;
    holders.sort_unstable();
    let best = holders.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
    if let Some(same) = best {
        copy.holder = Some(same[0] as usize);
        copy.held = same.len() as f32 / total;
    }
}

#[cfg(test)]
mod tests {
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
    fn many_equal_blocks_are_all_copies() {
        let text = "the same line of words again\n".repeat(500);
        let document = segment(&text);
        let facts = Page::new(&document);
        assert_eq!(facts.copies.of(499).before, 499);
        assert!(facts.copies.of(250).elsewhere > 0.99);
    }
}
