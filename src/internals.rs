//! The stages one by one, for the training script and the benchmarks. Not a part
//! of the public API.

use crate::classify::{self, Model, SIGN_COUNT, Wording, class_tokens, weighed_words};
use crate::cleaner::without_copies;
use crate::confidence;
use crate::detect::{Findings, detect};
use crate::document::Document;
use crate::error::Error;
use crate::features::{Page, Reading};
use crate::options::Options;
use crate::resolve::{Verdict, resolve};
use crate::segment;

/// An element of a page: its parent and its class tokens.
pub type Element = (usize, Vec<u32>);

/// A document as the classifier sees it.
pub struct Sample {
    document: Document<'static>,
}

/// Bytes of a page as text.
#[must_use]
pub fn decode(html: &[u8]) -> String {
    segment::decode(html, None).into_owned()
}

impl Sample {
    /// A decoded page.
    #[must_use]
    pub fn read_html(html: &str) -> Sample {
        Sample { document: segment::html::segment(html, crate::options::DEFAULT_MAX_DEPTH) }
    }

    /// A text, copies and all.
    #[must_use]
    pub fn read_text(text: &str) -> Sample {
        Sample { document: segment::text::segment(text).into_owned() }
    }

    /// The facts about its blocks.
    #[must_use]
    pub fn facts(&self) -> Facts<'_> {
        Facts(Page::new(&self.document))
    }

    /// A page, in any encoding.
    #[must_use]
    pub fn from_html(html: &[u8]) -> Sample {
        Sample::read_html(&segment::decode(html, None))
    }

    /// A text, without the copies that are taken out before the classifier.
    #[must_use]
    pub fn from_text(text: &str) -> Sample {
        let document = segment::text::segment(text).into_owned();
        let rest = without_copies(&document, &Reading::new(&document)).map(|rest| rest.document.into_owned());
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
        let elements = self.document.elements.iter().enumerate();
        let row = |(index, element): (usize, &crate::document::Element)| {
            (element.parent, class_tokens(&self.document, index).collect())
        };
        (of_blocks, elements.map(row).collect())
    }

    /// The hashes of the words of each block that are weighed.
    #[must_use]
    pub fn words(&self) -> Vec<Vec<u32>> {
        let page = Page::new(&self.document);
        let of_block = |block| weighed_words(&page.words, block).iter().map(|word| page.words.hash(*word)).collect();
        (0..page.len()).map(of_block).collect()
    }

    /// The features of all blocks in a row: of the first stage, or of the second
    /// if the first probabilities are given. Class names and words are weighed by
    /// the models given.
    #[must_use]
    pub fn features(&self, class_names: &[u8], wording: &[u8], first: Option<&[f32]>) -> Vec<f32> {
        let page = Page::new(&self.document);
        let findings: Findings = detect(&page, &[]);
        classify::feature_rows(&page, &findings, class_names, &stored_wording(wording), first)
    }

    /// What becomes of it if its blocks have these probabilities of being body;
    /// words are weighed by the model given.
    #[must_use]
    pub fn clean(&self, wording: &[u8], body: &[f32]) -> Cleaned {
        let page = Page::new(&self.document);
        let expected = classify::expected_f1(&page, body);
        let policy = Options::default().policy(self.document.from_html, expected);
        let verdicts = resolve(&page, detect(&page, &[]), body, &policy);
        Cleaned {
            kept: verdicts.iter().map(|verdict| verdict.is_kept).collect(),
            signs: confidence::signs(&page, &stored_wording(wording).read(&page.words), body, &verdicts, expected),
        }
    }
}

/// A linear model of words as the training script packs it, an empty one if it is
/// none.
fn stored_wording(bytes: &[u8]) -> Wording {
    Wording::from_bytes(bytes).unwrap_or_default()
}

/// The facts about a sample's blocks.
pub struct Facts<'a>(Page<'a>);

/// What the detectors found in a sample.
pub struct Found(Findings);

/// What became of each block of a sample.
pub struct Verdicts(#[expect(dead_code, reason = "made to be timed")] Vec<Verdict>);

impl Facts<'_> {
    /// Runs the detectors.
    #[must_use]
    pub fn detect(&self) -> Found {
        Found(detect(&self.0, &[]))
    }

    /// The probability of each block to be body, by the bundled model.
    ///
    /// # Errors
    ///
    /// If the bundled model is not for these features.
    pub fn classify(&self, found: &Found) -> Result<Vec<f32>, Error> {
        let model = if self.0.document.from_html { Model::html() } else { Model::text() };
        let model = model?;
        Ok(classify::classify(&self.0, &found.0, &model.wording(&self.0.words), model))
    }

    /// Decides, by the default options.
    #[must_use]
    pub fn resolve(&self, found: Found, body: &[f32]) -> Verdicts {
        let expected = classify::expected_f1(&self.0, body);
        Verdicts(resolve(&self.0, found.0, body, &Options::default().policy(self.0.document.from_html, expected)))
    }
}

/// What became of a sample with given probabilities, by the default options.
pub struct Cleaned {
    /// Whether each block stays.
    pub kept: Vec<bool>,
    /// The figures that the confidence is made of; `None` where nothing stays.
    pub signs: Option<[f32; SIGN_COUNT]>,
}

/// The names of the features of the gate and of both stages.
#[must_use]
pub fn feature_names(from_html: bool) -> [Vec<String>; 3] {
    classify::feature_names(from_html)
}
