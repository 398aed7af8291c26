//! How good a choice of blocks can be expected to be, from their probabilities
//! alone.

use crate::features::Page;

/// The highest word F1, 0 to 1, that any choice of blocks can be expected to
/// reach. It is that of all blocks whose probability is above half that figure (Lipton,
/// Elkan and Narayanaswamy, "Optimal thresholding of classifiers to maximize F1
/// measure", 2014), so each figure gives a better choice, until none is better
/// (Dinkelbach, "On nonlinear fractional programming", 1967: a few rounds suffice).
pub(crate) fn expected_f1(page: &Page<'_>, body: &[f32]) -> f32 {
    let words = |block: usize| f64::from(page.shapes[block].words.max(1.0));
    let blocks = || body.iter().enumerate().map(|(block, body)| (f64::from(*body), words(block)));
    let wanted: f64 = blocks().map(|(body, words)| body * words).sum();
    let f1_above = |threshold: f64| {
        let (mut chosen, mut right) = (0.0, 0.0);
        for (body, words) in blocks().filter(|(body, _)| *body > threshold) {
            chosen += words;
            right += body * words;
        }
        2.0 * right / (chosen + wanted).max(1.0)
    };
    let mut best = 0.0;
    loop {
        let better = f1_above(best / 2.0);
        if better > best {
            best = better;
        } else {
            return best as f32;
        }
    }
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
