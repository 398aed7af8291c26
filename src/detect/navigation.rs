//! Finds menus, share buttons, tag lines, player and form shells, site names.

use super::cue::{self, LINKED, MIN_TITLE_WORDS};
use super::{Detector, Evidence, Findings};
use crate::features::Page;
use crate::label::Label;
use crate::lexicon::{Family, Group};

/// Finds menus, share buttons, tag lines, player and form shells, site names.
#[derive(Debug)]
pub(super) struct Navigation;

impl Detector for Navigation {
    fn name(&self) -> &str {
        "navigation"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        cue::phrases(page, Family::Navigation, findings);
        cue::phrases(page, Family::Share, findings);
        cue::elements(page, &["nav"], Label::Navigation, 0.7, findings);
        cue::elements(page, &["footer", "form", "button"], Label::Navigation, 0.5, findings);
        cue::elements(page, &["header", "aside"], Label::Navigation, 0.2, findings);
        cue::class_names(page, Group::Chrome, Label::Navigation, 0.4, findings);
        cue::class_names(page, Group::Social, Label::Navigation, 0.5, findings);
        cue::class_names(page, Group::Meta, Label::Navigation, 0.25, findings);
        cue::class_names(page, Group::Side, Label::Navigation, 0.25, findings);
        outside_text(page, findings);
    }
}

/// Short lines before the first and after the last paragraph of the text.
fn outside_text(page: &Page<'_>, findings: &mut Findings) {
    for (block, shape) in page.shapes.iter().enumerate() {
        let is_outside = block < page.sections.first_prose || block > page.sections.last_prose;
        if is_outside && shape.linked >= LINKED {
            // The entries of menus are short; what is longer is a title.
            let is_entry = shape.words < MIN_TITLE_WORDS;
            let (label, strength) = if is_entry { (Label::Navigation, 0.3) } else { (Label::RelatedLinks, 0.35) };
            findings.add(block, label, strength, Evidence::LinkDensity { share: shape.linked });
        } else if is_outside && shape.is_line() {
            findings.add(block, Label::Navigation, 0.15, Evidence::OutsideText);
        }
        if page.document.element_of(block).hidden {
            findings.add(block, Label::Navigation, 0.3, Evidence::Hidden);
        }
    }
}
