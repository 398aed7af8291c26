//! Finds the headline: where the page says what it is, or, in plain text, the
//! line above the running text that speaks most of what the text is about.
//!
//! In 158 labelled texts no line above the headline was ever body.

use super::{Detector, Evidence, Findings};
use crate::document::BlockKind;
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::Family;

/// Least likeness to a title of the page.
const MIN_LIKENESS: f32 = 0.6;

/// Long paragraphs it takes to tell what a text is about.
const MIN_PARAGRAPHS: usize = 3;

/// Lengths of a headline in plain text, in words.
const MIN_WORDS: f32 = 3.0;
const MAX_WORDS: f32 = 25.0;

/// Share of a headline's content words that the long paragraphs have.
const MIN_SHARED: f32 = 0.45;

/// Characters of prose that may stand above a headline: a site's line on itself.
const MAX_PROSE_ABOVE: f64 = 150.0;

/// By how much the headline may speak less of the text than a line below it.
const NEARLY: f32 = 0.25;

/// Blocks above the running text among which the headline is looked for.
const MAX_ABOVE: usize = 40;

/// Finds the headline, first time or repeated.
#[derive(Debug)]
pub(super) struct Title;

impl Detector for Title {
    fn name(&self) -> &str {
        "title"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        if !page.document.from_html {
            return headline(page, findings);
        }
        // Where little else is said, the name of a thing is what a reader came for.
        let heads_text = long_blocks(page).nth(MIN_PARAGRAPHS - 1).is_some();
        for (block, shape) in page.shapes.iter().enumerate() {
            let likeness = page.similarity.title(block);
            let is_top = page.document.blocks[block].kind == BlockKind::Heading(1);
            if likeness >= MIN_LIKENESS && !shape.is_long() {
                let strength = likeness * if is_top && heads_text { 0.95 } else { 0.8 };
                findings.add(block, Label::Title, strength, Evidence::Title { likeness });
            } else if is_top && block <= page.sections.first_prose {
                findings.add(block, Label::Title, 0.5, Evidence::Element { name: "h1".into() });
            }
        }
    }
}

/// The headline of a plain text, and what stands above it.
fn headline(page: &Page<'_>, findings: &mut Findings) {
    let Some(start) = start_of_text(page) else { return };
    let about = |block: &usize| page.similarity.topic(*block).shared;
    let candidates = (start.saturating_sub(MAX_ABOVE)..start).filter(|block| may_be_headline(page, *block));
    let is_above_text = |block: &usize| page.containers.sum(0..*block).prose <= MAX_PROSE_ABOVE;
    let likely = candidates.filter(|block| is_above_text(block) && about(block) >= MIN_SHARED);
    let top = likely.clone().map(|block| about(&block)).fold(0.0, f32::max);
    // Of lines that are about as near the first: key points follow a headline.
    let Some(title) = likely.clone().find(|block| about(block) >= top - NEARLY) else { return };
    findings.add(title, Label::Title, 0.9, Evidence::Headline { shared: about(&title) });
    for block in 0..title {
        findings.add(block, Label::Navigation, 0.97, Evidence::OutsideText);
    }
}

fn long_blocks(page: &Page<'_>) -> impl Iterator<Item = usize> {
    (0..page.len()).filter(|block| page.shapes[*block].is_long())
}

/// The first of two long paragraphs in a row, where there are enough of them.
fn start_of_text(page: &Page<'_>) -> Option<usize> {
    let starts = |block: &usize| page.shapes.get(block + 1).is_some_and(|next| next.is_long());
    long_blocks(page).nth(MIN_PARAGRAPHS - 1).and_then(|_| long_blocks(page).find(starts))
}

fn may_be_headline(page: &Page<'_>, block: usize) -> bool {
    let shape = &page.shapes[block];
    let is_sentence = shape.ends_sentence && !shape.ends_in_question && shape.exclamations == 0.0;
    let is_byline = page.cues.sum(block).count(Family::Byline) > 0.0;
    (MIN_WORDS..=MAX_WORDS).contains(&shape.words)
        && page.kind(block) != BlockKind::Code
        && !is_sentence
        && !shape.ends_in_colon
        && !shape.has_date
        && !is_byline
}
