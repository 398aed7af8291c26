//! Finds what readers wrote, and the frame around it.

use super::{Detector, Findings, cue};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group};

/// Finds what readers wrote, and the frame around it.
#[derive(Debug)]
pub(super) struct Comments;

impl Detector for Comments {
    fn name(&self) -> &str {
        "comments"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Comment, findings);
        cue::section(page, Family::Comment, 0.6, findings);
        cue::class_names(page, Group::Comment, Label::Comment, 0.6, findings);
    }
}
