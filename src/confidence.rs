//! How good the result for a page is likely to be.

use crate::features::Page;
use crate::resolve::Verdict;

/// How many figures about a cleaned page its confidence is made of.
pub(crate) const SIGN_COUNT: usize = 3;

/// The figures that tell good results from bad ones: the word F1 that was to be
/// [expected](crate::classify::expected_f1), the classifier's certainty, and the
/// length of the longest block that stays. `None` where nothing stays.
pub(crate) fn signs(page: &Page<'_>, body: &[f32], verdicts: &[Verdict], expected: f32) -> Option<[f32; SIGN_COUNT]> {
    let kept = page.shapes.iter().zip(verdicts).filter(|(_, verdict)| verdict.is_kept);
    let longest = kept.map(|(shape, _)| shape.words).reduce(f32::max)?;
    Some([expected, certainty(page, body, verdicts), longest.ln_1p()])
}

/// The mean certainty of the classifier over the words of the page, those of
/// kept blocks counting in full and those of others by half.
fn certainty(page: &Page<'_>, body: &[f32], verdicts: &[Verdict]) -> f32 {
    let (mut certain, mut total) = (0.0_f64, 0.0_f64);
    for ((shape, body), verdict) in page.shapes.iter().zip(body).zip(verdicts) {
        let weight = f64::from(shape.words) * if verdict.is_kept { 1.0 } else { 0.5 };
        let certainty = if verdict.is_kept { *body } else { 1.0 - *body };
        certain += weight * f64::from(certainty);
        total += weight;
    }
    (certain / total.max(1.0)) as f32
}
