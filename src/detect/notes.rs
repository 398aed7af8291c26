//! Finds editor's notes, corrections, sources.

use super::{Detector, Evidence, Findings, cue, excerpt};
use crate::document::BlockKind;
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group};

/// How sure a heading of notes makes that the entries under it are some.
const UNDER_HEADING: f32 = 0.95;

/// Years that a source may be from.
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2100;

/// Finds editor's notes, corrections, sources.
#[derive(Debug)]
pub(super) struct Notes;

impl Detector for Notes {
    fn name(&self) -> &str {
        "notes"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Note, findings);
        cue::class_names(page, Group::Note, Label::Note, 0.4, findings);
        entries(page, findings);
    }
}

/// Adds headings of notes or sources with the entries right under them.
fn entries(page: &Page<'_>, findings: &mut Findings) {
    let heads_notes = |block: &usize| {
        let head = page.sections.cue_head(*block);
        head.is_some_and(|head| head.block == *block && head.family == Family::Note)
    };
    for head in (0..page.len()).filter(heads_notes) {
        let end = (head + 1..page.len()).find(|block| !is_entry(page, *block)).unwrap_or(page.len());
        if end > head + 1 {
            let evidence = || Evidence::Section { heading: excerpt(page.text(head)) };
            (head..end).for_each(|block| findings.add(block, Label::Note, UNDER_HEADING, evidence()));
        }
    }
}

/// Whether a block can be an entry of a list of sources: an item of a list, or a line
/// with an address or a year.
fn is_entry(page: &Page<'_>, block: usize) -> bool {
    let text = page.text(block);
    let is_year = |digits: &str| digits.len() == 4 && digits.parse().is_ok_and(|year| YEARS.contains(&year));
    matches!(page.kind(block), BlockKind::ListItem { .. })
        || text.contains("://")
        || text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}
