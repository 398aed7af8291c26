//! Finds newsletters, subscriptions, donations, advertisements.

use super::{Detector, Findings, cue};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group};

/// Finds newsletters, subscriptions, donations, advertisements.
#[derive(Debug)]
pub(super) struct Promo;

impl Detector for Promo {
    fn name(&self) -> &str {
        "promo"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Promo, findings);
        cue::class_names(page, Group::Promo, Label::Promo, 0.45, findings);
        cue::class_names(page, Group::Ad, Label::Promo, 0.4, findings);
    }
}
