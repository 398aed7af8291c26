//! How likely the kept text of a page is the article and all of it.

use crate::features::Page;
use crate::resolve::Verdict;

/// The mean certainty of the classifier over the words of the page, those of
/// kept blocks counting in full and those of others by half; 0 where nothing
/// is kept.
pub(crate) fn of(page: &Page<'_>, body: &[f32], verdicts: &[Verdict]) -> f32 {
    let (mut certain, mut total) = (0.0_f64, 0.0_f64);
    let mut kept = 0.0_f64;
    for ((shape, body), verdict) in page.shapes.iter().zip(body).zip(verdicts) {
        let weight = f64::from(shape.words) * if verdict.is_kept { 1.0 } else { 0.5 };
        let certainty = if verdict.is_kept { *body } else { 1.0 - *body };
        certain += weight * f64::from(certainty);
        total += weight;
        kept += if verdict.is_kept { weight } else { 0.0 };
    }
    if kept > 0.0 { (certain / total.max(1.0)) as f32 } else { 0.0 }
}
