//! How good the result for a page is likely to be.

use crate::classify::{SIGN_COUNT, Said};
use crate::features::Page;
use crate::resolve::Verdict;

/// Most doubtful words a kept word that are told from more.
const MAX_DOUBT: f64 = 3.0;

/// The figures that tell good results from bad ones: the word F1 that was to be
/// [expected](crate::classify::expected_f1), the mean certainty of the classifier,
/// how many words it is likely to be wrong about for each that stays, the length of
/// the longest block that stays, the number of blocks, what the words alone say of
/// those that stay. `None` where nothing stays.
pub(crate) fn signs(
    page: &Page<'_>,
    said: &[Said],
    body: &[f32],
    verdicts: &[Verdict],
    expected: f32,
) -> Option<[f32; SIGN_COUNT]> {
    let mut sums = Sums::default();
    for (((shape, said), body), verdict) in page.shapes.iter().zip(said).zip(body).zip(verdicts) {
        let words = f64::from(shape.words);
        sums.add(words, f64::from(*body), verdict.is_kept);
        sums.said += if verdict.is_kept { words * f64::from(said.logit) } else { 0.0 };
    }
    let kept = sums.kept.max(1.0);
    let doubt = (sums.doubtful / kept).min(MAX_DOUBT) as f32;
    let longest = (sums.longest as f32).ln_1p();
    let blocks = (page.len() as f32).ln_1p();
    let signs = [expected, sums.certainty() as f32, doubt, longest, blocks, (sums.said / kept) as f32];
    (sums.kept > 0.0).then_some(signs)
}

/// Sums over the words of a page.
#[derive(Default)]
struct Sums {
    /// Words that stay, and those of the longest block that does.
    kept: f64,
    longest: f64,
    /// Words that stay times what the words of their block say.
    said: f64,
    /// Words times the probability of the less likely verdict on them.
    doubtful: f64,
    /// Words times the probability that it is right, and all words; those that go
    /// count by half.
    certain: f64,
    all: f64,
}

impl Sums {
    fn add(&mut self, words: f64, body: f64, is_kept: bool) {
        self.doubtful += words * body.min(1.0 - body);
        let (weight, right) = if is_kept { (words, body) } else { (0.5 * words, 1.0 - body) };
        self.certain += weight * right;
        self.all += weight;
        if is_kept {
            self.kept += words;
            self.longest = self.longest.max(words);
        }
    }

    fn certainty(&self) -> f64 {
        self.certain / self.all.max(1.0)
    }
}
