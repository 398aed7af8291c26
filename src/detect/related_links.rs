//! Finds links to other stories: headed sections to their end, runs of cards,
//! lines inserted between paragraphs, previous and next.

use super::{Detector, Evidence, Findings, cue, excerpt};
use crate::document::BlockKind;
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group, Place};
use std::ops::Range;

/// Longest pattern of lines that a card can be.
const MAX_PERIOD: usize = 6;

/// Fewest cards that make a run.
const MIN_CARDS: usize = 3;

/// Fewest lines that a run of cards has.
const MIN_RUN: usize = 6;

/// Longest inserted line, in words.
const MAX_INSERT_WORDS: f32 = 30.0;

/// Finds sections of links and runs of cards.
#[derive(Debug)]
pub(super) struct RelatedLinks;

impl Detector for RelatedLinks {
    fn name(&self) -> &str {
        "related-links"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::RelatedLinks, findings);
        cue::class_names(page, Group::Related, Label::RelatedLinks, 0.45, findings);
        cue::elements(page, &["aside"], Label::RelatedLinks, 0.2, findings);
        headed_sections(page, findings);
        card_runs(page, findings);
    }
}

/// Sections from their heading to where the text goes on, their element ends, or a
/// menu or footer begins.
fn headed_sections(page: &Page<'_>, findings: &mut Findings) {
    let heads: Vec<usize> = (0..page.len()).filter(|block| is_section_head(page, *block)).collect();
    if heads.is_empty() {
        return;
    }
    let mut ends = resumptions(page);
    ends.extend((0..page.len()).filter(|block| page.structure.is_chrome(*block)));
    ends.sort_unstable();
    let mut done = 0;
    for head in heads {
        let next = ends.partition_point(|block| *block <= head);
        let end = ends.get(next).copied().unwrap_or(page.len());
        let section = head + 1..end.min(page.structure.section_end(page.document, head));
        if section.start < done || section.is_empty() {
            continue;
        }
        done = section.end;
        let strength = section_strength(page, &section);
        let heading = excerpt(page.text(head));
        findings.add(head, Label::RelatedLinks, strength, Evidence::Section { heading: heading.clone() });
        for block in section {
            findings.add(block, Label::RelatedLinks, strength, Evidence::Section { heading: heading.clone() });
        }
    }
}

fn is_section_head(page: &Page<'_>, block: usize) -> bool {
    let is_head = |place| matches!(place, Place::Whole | Place::Start);
    page.shapes[block].is_line()
        && !page.structure.is_chrome(block)
        && page
            .cues
            .of(block)
            .iter()
            .any(|hit| hit.cue.family == Family::RelatedLinks && hit.cue.is_section && is_head(hit.cue.place))
}

/// The blocks at which running text goes on: two long paragraphs in a row that
/// are not one caption printed twice.
fn resumptions(page: &Page<'_>) -> Vec<usize> {
    let is_text = |block: usize| {
        let shape = &page.shapes[block];
        shape.is_long() && shape.linked < 0.5 && !has_twin_beside(page, block)
    };
    let goes_on = |block: &usize| is_text(*block) && block + 1 < page.len() && is_text(block + 1);
    (0..page.len()).filter(goes_on).collect()
}

fn has_twin_beside(page: &Page<'_>, block: usize) -> bool {
    page.copies.of(block).twin.is_some_and(|twin| twin.abs_diff(block) <= 2)
}

/// A heading is one witness; a section is cut on the word of two. The second:
/// its text is linked, its captions are doubled, it is cards, or no text comes
/// after it.
fn section_strength(page: &Page<'_>, section: &Range<usize>) -> f32 {
    let sum = page.containers.sum(section.clone());
    let is_linked = sum.linked > 0.5 * sum.size;
    let runs_to_end = section.end == page.len();
    let doubled = section.clone().filter(|block| has_twin_beside(page, *block)).count();
    let lines = section.clone().filter(|block| page.shapes[*block].is_line()).count();
    let is_cards = section.len() >= 3 && (doubled >= 2 || lines * 2 > section.len());
    let long = section.clone().filter(|block| page.shapes[*block].is_long() && !has_twin_beside(page, *block)).count();
    let is_text = long * 3 > section.len();
    let witnesses = u8::from(is_linked) + u8::from(runs_to_end) + u8::from(is_cards);
    match witnesses {
        0 => 0.3,
        _ if is_text => 0.5,
        1 => 0.85,
        _ => 0.95,
    }
}

/// Runs of lines whose shapes repeat with a period: title, summary, date, ...
fn card_runs(page: &Page<'_>, findings: &mut Findings) {
    let outlines: Vec<u8> = (0..page.len()).map(|block| outline(page, block)).collect();
    let mut start = 0;
    while start + MIN_RUN <= outlines.len() {
        let Some((period, length)) = longest_run(&outlines[start..]) else {
            start += 1;
            continue;
        };
        let count = length / period;
        for block in start..start + length {
            findings.add(block, Label::RelatedLinks, 0.35, Evidence::Cards { period, count });
        }
        start += length;
    }
}

/// The outline of a block as a few bits: two cards have the same ones.
fn outline(page: &Page<'_>, block: usize) -> u8 {
    let shape = &page.shapes[block];
    u8::from(shape.is_line())
        | u8::from(shape.ends_sentence) << 1
        | u8::from(shape.has_date) << 2
        | u8::from(shape.linked > 0.8) << 3
        | u8::from(shape.ends_in_ellipsis) << 4
        | u8::from(shape.is_long()) << 5
}

/// Period and length of the run at the start of some outlines, if there is one.
/// A run of equal outlines is a list or a text, not cards.
fn longest_run(outlines: &[u8]) -> Option<(usize, usize)> {
    const MAX_LENGTH: usize = 200;
    let outlines = &outlines[..outlines.len().min(MAX_LENGTH)];
    let run = |period: usize| {
        let is_varied = outlines[..period].iter().any(|outline| *outline != outlines[0]);
        if !is_varied {
            return None;
        }
        let repeats = outlines.iter().zip(&outlines[period..]).take_while(|(a, b)| a == b).count();
        let length = (repeats + period) / period * period;
        (length >= MIN_CARDS * period && length >= MIN_RUN).then_some((period, length))
    };
    (2..=MAX_PERIOD.min(outlines.len() / MIN_CARDS)).filter_map(run).max_by_key(|(_, length)| *length)
}

/// Finds single lines that link to another story from between paragraphs.
#[derive(Debug)]
pub(super) struct Inserts;

impl Detector for Inserts {
    fn name(&self) -> &str {
        "inserts"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        for block in 0..page.len() {
            let shape = &page.shapes[block];
            if shape.words > MAX_INSERT_WORDS || page.cues.sum(block).count(Family::Insert) == 0.0 {
                continue;
            }
            let Some(hit) = page.cues.strongest(block, Family::Insert) else { continue };
            let is_sentence = shape.ends_sentence && !shape.ends_in_ellipsis && shape.linked < 0.5;
            let strength = match page.document.blocks[block].kind {
                BlockKind::ListItem { .. } | BlockKind::TableRow => 0.5,
                _ if is_sentence => 0.6,
                _ => 0.9,
            };
            findings.add(block, Label::RelatedLinks, strength, cue::evidence(hit));
            if shape.linked > 0.5 {
                findings.add(block, Label::RelatedLinks, 0.5, Evidence::LinkDensity { share: shape.linked });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_a_period_and_is_not_uniform() {
        assert_eq!(longest_run(&[1, 2, 1, 2, 1, 2, 1]), Some((2, 6)));
        assert_eq!(longest_run(&[1, 2, 3, 1, 2, 3, 1, 2, 3]), Some((3, 9)));
        assert_eq!(longest_run(&[1; 12]), None);
        assert_eq!(longest_run(&[1, 2, 1, 3, 1, 4, 5]), None);
    }
}
