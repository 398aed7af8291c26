//! How good the result for a page is likely to be.

use crate::classify::{SIGN_COUNT, Said};
use crate::document::BlockKind;
use crate::features::{Page, Shape};
use crate::resolve::Verdict;

/// Most doubtful words a kept word that are told from more.
const MAX_DOUBT: f64 = 3.0;

/// The figures that tell good results from bad ones: the word F1 that was to be
/// [expected](crate::classify::expected_f1); the mean certainty of the classifier; how
/// many words it is likely to be wrong about for each that stays; the length of the
/// longest block that stays; and of the words that stay, what they say by
/// themselves, the shares that stand in blocks that end a sentence and in lists, and
/// how likely they are the text; and how scattered the blocks that stay are. `None`
/// where nothing stays.
pub(crate) fn signs(
    page: &Page<'_>,
    said: &[Said],
    body: &[f32],
    verdicts: &[Verdict],
    expected: f32,
) -> Option<[f32; SIGN_COUNT]> {
    let mut choice = Choice::default();
    let mut kept = Kept::default();
    let mut was_kept = false;
    let blocks = page.shapes.iter().zip(&page.document.blocks).zip(said);
    for (((shape, block), said), (body, verdict)) in blocks.zip(body.iter().zip(verdicts)) {
        let body = f64::from(*body);
        choice.add(f64::from(shape.words), body, verdict.is_kept);
        if verdict.is_kept {
            kept.add(shape, block.kind, f64::from(said.logit), body);
            kept.runs += if was_kept { 0.0 } else { 1.0 };
        }
        was_kept = verdict.is_kept;
    }
    let words = kept.words.max(1.0);
    let doubt = (choice.doubtful / words).min(MAX_DOUBT);
    let [said, sentences, listed, likely] =
        [kept.said, kept.in_sentences, kept.in_lists, kept.likely].map(|sum| sum / words);
    let runs = kept.runs / kept.blocks.max(1.0);
    let expected = f64::from(expected);
    let signs = [expected, choice.certainty(), doubt, kept.longest.ln_1p(), said, sentences, listed, likely, runs];
    (kept.words > 0.0).then_some(signs.map(|sign| sign as f32))
}

/// Sums over all words of a page.
#[derive(Default)]
struct Choice {
    /// Words times the probability of the less likely verdict on them.
    doubtful: f64,
    /// Words times the probability that the verdict is right, and all words; those
    /// that go count by half.
    certain: f64,
    all: f64,
}

impl Choice {
    fn add(&mut self, words: f64, body: f64, is_kept: bool) {
        self.doubtful += words * body.min(1.0 - body);
        let (weight, right) = if is_kept { (words, body) } else { (0.5 * words, 1.0 - body) };
        self.certain += weight * right;
        self.all += weight;
    }

    fn certainty(&self) -> f64 {
        self.certain / self.all.max(1.0)
    }
}

/// Sums over the blocks that stay, most by their words.
#[derive(Default)]
struct Kept {
    words: f64,
    /// Those of the longest block.
    longest: f64,
    said: f64,
    in_sentences: f64,
    in_lists: f64,
    likely: f64,
    /// How many blocks, and runs of blocks.
    blocks: f64,
    runs: f64,
}

impl Kept {
    fn add(&mut self, shape: &Shape, kind: BlockKind, said: f64, body: f64) {
        let words = f64::from(shape.words);
        let words_if = |is: bool| if is { words } else { 0.0 };
        self.words += words;
        self.longest = self.longest.max(words);
        self.said += words * said;
        self.in_sentences += words_if(shape.ends_sentence);
        self.in_lists += words_if(matches!(kind, BlockKind::ListItem { .. }));
        self.likely += words * body;
        self.blocks += 1.0;
    }
}
