//! Finds further copies of what the text says: a lead printed above the text,
//! whole or cut, a pull quote, two sentences glued to a summary.
//!
//! Only real overlap counts, and the copy in the running text stays: the one
//! with most paragraphs after it.

use super::{Detector, Evidence, Findings, excerpt};
use crate::document::BlockKind;
use crate::features::{Copy, Page, Shape, Texts};
use crate::label::Label;

/// Fewest words of a copy; shorter lines repeat in honest texts.
const MIN_WORDS: f32 = 10.0;

/// Words from which a line without the end of a sentence counts as a sentence.
const MIN_LINE_WORDS: f32 = 18.0;

/// Share of a sentence that must stand in one longer block.
const MIN_HELD: f32 = 0.75;

/// Share of a cut text that must stand in other blocks, and of a glued one.
const MIN_CUT_ELSEWHERE: f32 = 0.7;
const MIN_GLUED_ELSEWHERE: f32 = 0.88;

/// How much longer the block must be that a sentence is part of.
const MIN_GROWTH: f32 = 1.04;

/// Longest name under a pull quote, in words.
const MAX_ATTRIBUTION: f32 = 7.0;

/// Finds further copies of what the text says.
#[derive(Debug)]
pub(super) struct RepeatedTeasers;

impl Detector for RepeatedTeasers {
    fn name(&self) -> &str {
        "repeated-teasers"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        find(page.texts(), findings);
    }
}

/// Finds further copies of what the text says, by the texts alone.
pub(crate) fn find(texts: Texts<'_>, findings: &mut Findings) {
    let mut found = vec![false; texts.len()];
    let mut add = |block: usize, label: Label, strength: f32, evidence: Evidence| {
        findings.add(block, label, strength, evidence);
        found[block] = true;
    };
    let repeats = |equals: &&Vec<usize>| is_sentence(texts, equals[0]) && !is_refrain(texts, equals);
    for equals in texts.copies.equals().iter().filter(repeats) {
        let best = best_copy(texts, equals);
        for block in equals.iter().copied().filter(|block| *block != best) {
            let label = label_of_copy(texts, block, best);
            add(block, label, 0.95, Evidence::Copy { of: excerpt(texts.text(best)), overlap: 1.0 });
        }
    }
    let start_of_text = texts.shapes.iter().position(Shape::is_long).unwrap_or(texts.len());
    for block in (0..texts.len()).filter(|block| is_sentence(texts, *block)) {
        if let Some((strength, evidence)) = part(texts, block, start_of_text) {
            add(block, Label::Teaser, strength, evidence);
        }
    }
    attributions(texts, &found, findings);
}

/// Whether a block is long enough for its repetition to be no accident.
fn is_sentence(texts: Texts<'_>, block: usize) -> bool {
    let shape = &texts.shapes[block];
    let is_text = shape.ends_sentence
        || shape.ends_in_ellipsis
        || shape.words >= MIN_LINE_WORDS
        || is_quotation(texts.text(block));
    let is_data = matches!(texts.document.blocks[block].kind, BlockKind::Code | BlockKind::TableRow);
    let is_item = matches!(texts.document.blocks[block].kind, BlockKind::ListItem { .. });
    shape.words >= MIN_WORDS && is_text && !is_data && (!is_item || shape.ends_in_ellipsis)
}

/// Whether a text stands in quotation marks, as a pull quote does, which ends in no stop.
fn is_quotation(text: &str) -> bool {
    const MARKS: [char; 8] = ['"', '“', '”', '„', '«', '»', '‘', '’'];
    text.starts_with(MARKS) && text.ends_with(MARKS)
}

/// A block that stands in others, but is not equal to one.
fn part(texts: Texts<'_>, block: usize, start_of_text: usize) -> Option<(f32, Evidence)> {
    let copy = texts.copies.of(block);
    let of = |other: usize, overlap: f32| Evidence::Copy { of: excerpt(texts.text(other)), overlap };
    let holder = copy.holder?;
    let shape = &texts.shapes[block];
    if shape.ends_in_ellipsis && copy.elsewhere >= MIN_CUT_ELSEWHERE {
        return Some((0.92, of(holder, copy.elsewhere)));
    }
    if is_glued(texts, block, copy) {
        return Some((0.9, of(holder, copy.elsewhere)));
    }
    let is_part = copy.held >= MIN_HELD && texts.shapes[holder].words >= shape.words * MIN_GROWTH;
    // The longer block may itself be the copy: cut, or glued from this and others.
    let is_whole_in_text = !texts.shapes[holder].ends_in_ellipsis && !is_glued(texts, holder, texts.copies.of(holder));
    // Another word in running text is about another thing: a row of a schedule, the next
    // product, a question that its answer repeats. Above the text it is a lead reworded.
    let is_own = copy.says_more && block > start_of_text;
    (is_part && is_whole_in_text && !is_own).then(|| (0.9, of(holder, copy.held)))
}

/// Whether all of a block is pieced together from several others, and it
/// stands apart from the text.
fn is_glued(texts: Texts<'_>, block: usize, copy: &Copy) -> bool {
    copy.elsewhere >= MIN_GLUED_ELSEWHERE
        && copy.held < 0.9
        && copy.earlier < copy.elsewhere * 0.5
        && text_around(texts, block) < 2
}

/// Long paragraphs among the three blocks after and the one before.
fn text_around(texts: Texts<'_>, block: usize) -> usize {
    let is_text = |other: usize| {
        texts.shapes.get(other).is_some_and(|shape| shape.is_long()) && texts.copies.of(other).twin != Some(block)
    };
    let after = (block + 1..block + 4).filter(|other| is_text(*other)).count();
    after + usize::from(block > 0 && is_text(block - 1))
}

/// Whether equal lines stand apart from each other and from running text, as
/// the refrain of a song does.
fn is_refrain(texts: Texts<'_>, equals: &[usize]) -> bool {
    let is_apart = equals.windows(2).all(|pair| pair[1] - pair[0] > 2);
    let is_short = texts.shapes[equals[0]].words < 2.0 * MIN_LINE_WORDS && !texts.shapes[equals[0]].ends_in_ellipsis;
    let has_no_text = |block: &usize| text_around(texts, *block) == 0 && !texts.shapes[*block].is_long();
    is_apart && is_short && equals.iter().all(has_no_text)
}

/// Twice in a row and with no text around: a picture's alternative text and its
/// caption, not a teaser.
fn label_of_copy(texts: Texts<'_>, block: usize, best: usize) -> Label {
    let is_beside = block.abs_diff(best) <= 2;
    if is_beside && text_around(texts, best).max(text_around(texts, block)) < 2 {
        Label::DuplicateCaption
    } else {
        Label::Teaser
    }
}

/// The one of equal blocks that stands in the running text. Where that does
/// not tell, it is the last at the top of a page, and the first further down.
fn best_copy(texts: Texts<'_>, equals: &[usize]) -> usize {
    let rank = |block: &usize| {
        let place = if block * 2 < texts.len() { *block as isize } else { -(*block as isize) };
        (text_around(texts, *block), place)
    };
    equals.iter().copied().max_by_key(rank).unwrap_or(equals[0])
}

/// The name under a pull quote that goes.
fn attributions(texts: Texts<'_>, found: &[bool], findings: &mut Findings) {
    for block in (0..texts.len()).filter(|block| found[*block]) {
        let Some(shape) = texts.shapes.get(block + 1) else { continue };
        let is_name = shape.words <= MAX_ATTRIBUTION
            && !shape.ends_sentence
            && texts.text(block + 1).starts_with(['—', '–', '-']);
        if is_name && !found[block + 1] {
            let evidence = Evidence::Section { heading: excerpt(texts.text(block)) };
            findings.add(block + 1, Label::Teaser, 0.9, evidence);
        }
    }
}
