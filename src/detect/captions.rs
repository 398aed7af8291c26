//! Finds captions and credits, and their copies.
//!
//! Extracted text often has a picture's alternative text and its visible
//! caption on adjacent lines, equal or the second with a credit; templates
//! print captions again under a gallery or at the end.

use super::{Detector, Evidence, Findings, cue, excerpt};
use crate::document::BlockKind;
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group, Place};

/// Longest caption, in words.
const MAX_WORDS: f32 = 60.0;

/// Shortest text whose repetition right after itself is no accident, in words.
const MIN_TWIN_WORDS: f32 = 5.0;

/// Lines that a page prints twice in a row before it does so by rule, whatever they are.
const MIN_DOUBLED: usize = 3;

/// Times that a line can stand in a text before it is a refrain, not a caption.
const MAX_COPIES: u32 = 2;

/// Longest credit, in words: pictures by one hand have the same.
const MAX_CREDIT_WORDS: f32 = 8.0;

/// Blocks between a caption and its copy.
const MAX_GAP: usize = 2;

/// Share of a caption that must stand in the line beside it.
const MIN_OVERLAP: f32 = 0.75;

/// Finds captions and credits, and their copies.
#[derive(Debug)]
pub(super) struct Captions;

impl Detector for Captions {
    fn name(&self) -> &str {
        "captions"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Caption, findings);
        cue::elements(page, &["figcaption"], Label::Caption, 0.9, findings);
        cue::elements(page, &["figure"], Label::Caption, 0.4, findings);
        cue::class_names(page, Group::Caption, Label::Caption, 0.35, findings);
        for block in (0..page.len()).filter(|block| may_be_caption(page, *block)) {
            twin(page, block, findings);
            part(page, block, findings);
        }
        doubled(page, findings);
    }
}

/// The second of lines that stand twice in a row and nowhere else, where a page has
/// several: a subheading, and the alternative text of the picture under it.
fn doubled(page: &Page<'_>, findings: &mut Findings) {
    let is_second = |block: &usize| {
        let copy = page.copies.of(*block);
        (copy.before, copy.after) == (1, 0) && copy.twin == block.checked_sub(1)
    };
    let seconds: Vec<usize> = (0..page.len()).filter(is_second).collect();
    if seconds.len() < MIN_DOUBLED {
        return;
    }
    for block in seconds {
        let evidence = Evidence::Copy { of: excerpt(page.text(block)), overlap: 1.0 };
        findings.add(block, Label::DuplicateCaption, 0.9, evidence);
    }
}

fn may_be_caption(page: &Page<'_>, block: usize) -> bool {
    let is_prose_form = matches!(page.document.blocks[block].kind, BlockKind::Paragraph | BlockKind::Caption);
    is_prose_form && page.shapes[block].words <= MAX_WORDS
}

/// A caption that stands right before, or that a figure holds elsewhere.
fn twin(page: &Page<'_>, block: usize, findings: &mut Findings) {
    let copy = page.copies.of(block);
    let Some(twin) = copy.twin else { return };
    let is_refrain = copy.before + copy.after >= MAX_COPIES;
    let is_near = block.abs_diff(twin) <= MAX_GAP && page.shapes[block].words >= MIN_TWIN_WORDS && !is_refrain;
    let evidence = || Evidence::Copy { of: excerpt(page.text(twin)), overlap: 1.0 };
    let is_caption = |block: usize| {
        page.document.blocks[block].kind == BlockKind::Caption || page.cues.sum(block).count(Family::Caption) > 0.0
    };
    let is_credit = is_refrain
        && page.shapes[block].words <= MAX_CREDIT_WORDS
        && (block.abs_diff(twin) > MAX_GAP || is_credit_alone(page, block));
    if copy.before > 0 && !is_credit && (is_near || is_caption(twin) || is_caption(block)) {
        findings.add(block, Label::DuplicateCaption, 0.9, evidence());
    } else if is_near {
        findings.add(block, Label::Caption, 0.5, evidence());
    }
}

/// Whether a line begins with the phrase of a credit: no caption comes before it.
fn is_credit_alone(page: &Page<'_>, block: usize) -> bool {
    page.cues.of(block).iter().any(|hit| hit.cue.family == Family::Caption && hit.cue.place == Place::Start)
}

/// A caption of which the line beside it has all and a credit more, or less.
fn part(page: &Page<'_>, block: usize, findings: &mut Findings) {
    let copy = page.copies.of(block);
    let Some(holder) = copy.holder.filter(|_| copy.held >= MIN_OVERLAP && copy.twin.is_none()) else { return };
    if block.abs_diff(holder) > MAX_GAP || !may_be_caption(page, holder) {
        return;
    }
    let both = |block: usize| Evidence::Copy { of: excerpt(page.text(block)), overlap: copy.held };
    let has_credit = page.cues.sum(holder).count(Family::Caption) > 0.0;
    let (of_part, of_whole) = if has_credit { (0.92, 0.9) } else { (0.7, 0.5) };
    findings.add(block, Label::DuplicateCaption, of_part, both(holder));
    findings.add(holder, Label::Caption, of_whole, both(block));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::text::segment;

    const LINE: &str = "Passengers board the night bus outside the hospital";
    const OTHER: &str = "Nothing of that is said in this line here";

    /// For each block of a text what copies make of it: label and strength.
    fn copies(text: &str) -> Vec<Option<(Label, f32)>> {
        let document = segment(text);
        let page = Page::new(&document);
        let mut findings = Findings::new(page.len());
        Captions.detect(&page, &mut findings);
        let findings = findings.by_block();
        let of = |block| {
            let mut copies = findings.of(block).filter(|f| matches!(f.evidence, Evidence::Copy { .. }));
            copies.next().map(|finding| (finding.label, finding.strength))
        };
        (0..page.len()).map(of).collect()
    }

    const FIRST: Option<(Label, f32)> = Some((Label::Caption, 0.5));
    const SECOND: Option<(Label, f32)> = Some((Label::DuplicateCaption, 0.9));

    #[test]
    fn the_second_of_two_near_equals_is_a_copy() {
        assert_eq!(copies(&format!("{LINE}\n\n{LINE}")), [FIRST, SECOND]);
        assert_eq!(copies(&format!("{LINE}\n\n{OTHER}\n\n{LINE}")), [FIRST, None, SECOND]);
        let far = format!("{LINE}\n\n{OTHER}\n\nAnd one more\n\n{LINE}");
        assert_eq!(copies(&far), [None; 4]);
        assert_eq!(copies("The night bus waits\n\nThe night bus waits"), [None; 2]);
        assert_eq!(copies("The night bus waits here\n\nThe night bus waits here"), [FIRST, SECOND]);
    }

    #[test]
    fn short_lines_are_copies_where_a_page_doubles_several() {
        let doubled = |lines: &[&str]| lines.iter().map(|line| format!("{line}\n\n{line}")).collect::<Vec<_>>();
        assert_eq!(copies(&doubled(&["1. Ports", "2. Ships"]).join("\n\n")), [None; 4]);
        let three = copies(&doubled(&["1. Ports", "2. Ships", "3. Boats"]).join("\n\n"));
        assert_eq!(three, [None, SECOND, None, SECOND, None, SECOND]);
        // A line that stands a third time is none of them.
        assert_eq!(copies(&(doubled(&["Ports", "Ships", "Boats"]).join("\n\n") + "\n\nBoats")), [None; 7]);
    }

    #[test]
    fn refrains_lists_and_long_texts_are_no_captions() {
        assert_eq!(copies(&[LINE; 3].join("\n\n")), [None; 3]);
        assert_eq!(copies(&format!("- {LINE}\n\n- {LINE}")), [None; 2]);
        let long = "the bus of the town ".repeat(12) + "waits";
        assert_eq!(copies(&format!("{long}\n\n{long}")), [None; 2]);
        let fits = "the bus of the town ".repeat(11) + "waits here for all";
        assert_eq!(copies(&format!("{fits}\n\n{fits}")), [FIRST, SECOND]);
    }

    #[test]
    fn a_caption_said_so_has_copies_anywhere() {
        let credited = format!("{LINE}. Photo: Ona Brill");
        let page = format!("{credited}\n\n{OTHER}\n\nAnd one more\n\n{credited}");
        assert_eq!(copies(&page), [None, None, None, SECOND]);
    }

    #[test]
    fn a_credit_under_many_pictures_is_no_copy() {
        let credit = "Photo: Ona Brill";
        let page = |times: usize| vec![credit; times].join(&format!("\n\n{OTHER} at all.\n\nNor here.\n\n"));
        assert_eq!(copies(&page(2))[3], SECOND);
        assert_eq!(copies(&page(3))[3], None);
        // Nor where one picture follows another.
        assert_eq!(copies(&[credit; 3].join("\n\n")), [None; 3]);
    }

    #[test]
    fn a_part_goes_and_the_whole_is_the_caption() {
        let whole = format!("{LINE} on a wet evening");
        assert_eq!(
            copies(&format!("{LINE}\n\n{whole}")),
            [Some((Label::DuplicateCaption, 0.7)), Some((Label::Caption, 0.5))]
        );
        let credited = format!("{LINE}. Photo: Ona Brill");
        assert_eq!(
            copies(&format!("{LINE}\n\n{credited}")),
            [Some((Label::DuplicateCaption, 0.92)), Some((Label::Caption, 0.9))]
        );
        let far = format!("{LINE}\n\n{OTHER}\n\nAnd one more\n\n{whole}");
        assert_eq!(copies(&far), [None; 4]);
        // Less than three quarters of it stand there.
        let half = "Passengers board the night bus near some other place tonight";
        assert_eq!(copies(&format!("{half}\n\n{whole}")), [None; 2]);
    }
}
