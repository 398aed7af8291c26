//! Finds the headline, where the page says what it is.

use super::{Detector, Evidence, Findings};
use crate::document::BlockKind;
use crate::features::Page;
use crate::label::Label;

/// Least likeness to a title of the page.
const MIN_LIKENESS: f32 = 0.6;

/// Finds the headline, first time or repeated.
#[derive(Debug)]
pub(super) struct Title;

impl Detector for Title {
    fn name(&self) -> &str {
        "title"
    }

    fn detect(&self, page: &Page<'_>, findings: &mut Findings) {
        for (block, shape) in page.shapes.iter().enumerate() {
            let likeness = page.similarity.title(block);
            let is_top = page.document.blocks[block].kind == BlockKind::Heading(1);
            if likeness >= MIN_LIKENESS && !shape.is_long() {
                let strength = likeness * if is_top { 0.95 } else { 0.8 };
                findings.add(block, Label::Title, strength, Evidence::Title { likeness });
            } else if is_top && block <= page.sections.first_prose {
                findings.add(block, Label::Title, 0.5, Evidence::Element { name: "h1".into() });
            }
        }
    }
}
