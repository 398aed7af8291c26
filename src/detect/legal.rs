//! Finds copyright, terms, privacy and rights lines.

use super::{Detector, Findings, cue};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group};

/// Finds copyright, terms, privacy and rights lines.
#[derive(Debug)]
pub(super) struct Legal;

impl Detector for Legal {
    fn name(&self) -> &str {
        "legal"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Legal, findings);
        cue::elements(page, &["footer"], Label::Legal, 0.1, findings);
        cue::class_names(page, Group::Legal, Label::Legal, 0.55, findings);
    }
}
