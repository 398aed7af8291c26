//! Finds editor's notes, corrections, sources.

use super::{Detector, Findings, cue};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group};

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
    }
}
