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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::html::segment;

    /// Whether a line is found to name the author, and to be a date.
    fn found(line: &str) -> (bool, bool) {
        let page = format!("<meta name=author content='Ada Moreau'><p>{line}</p>");
        let document = segment(&page, 64);
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        Byline.detect(&page, &mut findings);
        let findings = findings.by_block();
        let has = |is: fn(&Evidence) -> bool| findings.of(0).any(|finding| is(&finding.evidence));
        (has(|e| matches!(e, Evidence::AuthorName { .. })), has(|e| matches!(e, Evidence::Date)))
    }

    #[test]
    fn a_short_line_with_the_author_or_a_date_is_a_byline() {
        assert_eq!(found("Ada Moreau"), (true, false));
        assert_eq!(found("one two three four five May 3, 2024"), (false, true));
        assert_eq!(found("one two three four five six May 3, 2024"), (false, false));
        assert_eq!(found("It was in May 2024."), (false, false));
        let words = |count: usize| "so ".repeat(count) + "Ada Moreau";
        assert_eq!(found(&words(12)), (true, false));
        assert_eq!(found(&words(13)), (false, false));
    }
}
