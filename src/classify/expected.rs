//! How good a choice of blocks can be expected to be, from their probabilities
//! alone.

use crate::features::Page;

/// The highest word F1, 0 to 1, that any choice of blocks can be expected to
/// reach: that of the likeliest ones, as many as serve it best. A choice by
/// threshold reaches it at half that figure (Lipton, Elkan and Narayanaswamy,
/// "Optimal thresholding of classifiers to maximize F1 measure", 2014).
pub(crate) fn expected_f1(page: &Page<'_>, body: &[f32]) -> f32 {
    let words = |block: usize| f64::from(page.shapes[block].words.max(1.0));
    let mut likeliest: Vec<(f32, f64)> = body.iter().enumerate().map(|(block, body)| (*body, words(block))).collect();
    likeliest.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let wanted: f64 = likeliest.iter().map(|(body, words)| f64::from(*body) * words).sum();
    let (mut chosen, mut right, mut best) = (0.0, 0.0, 0.0_f64);
    for (body, words) in likeliest {
        chosen += words;
        right += f64::from(body) * words;
        best = best.max(2.0 * right / (chosen + wanted).max(1.0));
    }
    best as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::text::segment;

    fn expected(text: &str, body: &[f32]) -> f32 {
        expected_f1(&Page::new(&segment(text)), body)
    }

    #[test]
    fn what_is_certain_is_expected_in_full_and_what_is_not_in_part() {
        assert!(expected("one two three four\n\nfive six", &[1.0, 0.0]) > 0.99);
        // Both kept: three of four words right, of three wanted.
        let half = expected("one two\n\nthree four", &[1.0, 0.5]);
        assert!((half - 6.0 / 7.0).abs() < 1e-3, "{half}");
        assert_eq!(expected("", &[]), 0.0);
    }
}
