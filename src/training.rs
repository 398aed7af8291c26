//! What the training script needs: features and class tokens of documents. Not
//! a part of the public API.

use crate::classify::{self, class_tokens};
use crate::cleaner::without_copies;
use crate::detect::{Findings, detect};
use crate::document::Document;
use crate::features::Page;
use crate::segment;

/// An element of a page: its parent and its class tokens.
pub type Element = (usize, Vec<u32>);

/// A document as the classifier sees it.
pub struct Sample {
    document: Document<'static>,
}

impl Sample {
    /// A page, in any encoding.
    #[must_use]
    pub fn from_html(html: &[u8]) -> Sample {
        let html = segment::decode(html, None);
        Sample { document: segment::html::segment(&html, crate::options::DEFAULT_MAX_DEPTH) }
    }

    /// A text, without the copies that are taken out before the classifier.
    #[must_use]
    pub fn from_text(text: &str) -> Sample {
        let document = segment::text::segment(text).into_owned();
        let rest = without_copies(&Page::new(&document)).map(|rest| rest.document.into_owned());
        Sample { document: rest.unwrap_or(document) }
    }

    /// The texts of its blocks.
    #[must_use]
    pub fn blocks(&self) -> Vec<&str> {
        (0..self.document.blocks.len()).map(|block| self.document.block_text(block)).collect()
    }

    /// For each block its element and the innermost one at its first word; for
    /// each element its parent and class tokens.
    #[must_use]
    pub fn elements(&self) -> (Vec<(usize, usize)>, Vec<Element>) {
        let of_blocks = self.document.blocks.iter().map(|block| (block.element, block.inner)).collect();
        let element =
            |index: usize| (self.document.elements[index].parent, class_tokens(&self.document, index).collect());
        (of_blocks, (0..self.document.elements.len()).map(element).collect())
    }

    /// The features of all blocks in a row: of the first stage, or of the second
    /// if the first probabilities are given.
    #[must_use]
    pub fn features(&self, class_weights: &[u8], first: Option<&[f32]>) -> Vec<f32> {
        let page = Page::new(&self.document);
        let findings: Findings = detect(&page, &[]);
        classify::feature_rows(&page, &findings, class_weights, first)
    }
}

/// The names of the features of both stages.
#[must_use]
pub fn feature_names(from_html: bool) -> [Vec<String>; 2] {
    classify::feature_names(from_html)
}
