//! Finds lines that tell author, date, reading time or source.

use super::{Detector, Evidence, Findings, cue};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::Family;

/// Longest byline, in words.
const MAX_WORDS: f32 = 14.0;

/// Longest line that is but a date, in words.
const MAX_DATE_WORDS: f32 = 8.0;

/// Finds lines that tell author, date, reading time or source.
#[derive(Debug)]
pub(super) struct Byline;

impl Detector for Byline {
    fn name(&self) -> &str {
        "byline"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Byline, findings);
        for (block, shape) in page.shapes.iter().enumerate() {
            if shape.words > MAX_WORDS {
                continue;
            }
            if let Some(author) = page.similarity.author(block) {
                let name = page.metadata().authors()[author].clone();
                findings.add(block, Label::Byline, 0.7, Evidence::AuthorName { name });
            }
            if shape.has_date && shape.words <= MAX_DATE_WORDS && !shape.ends_sentence {
                findings.add(block, Label::Byline, 0.5, Evidence::Date);
            }
        }
    }
}
