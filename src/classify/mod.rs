//! The classifier: how likely each block is the author's own text.
//!
//! All trained (`data/train.py`, figures in `data/MODEL_CARD.md`): linear models
//! over class names and over words give each element and each block a number; a
//! few trees over its plainest features settle most blocks, the gate; trees over
//! all of its features give the others a first probability; trees over that and
//! over the probabilities around it give those still unsure a second, and the mean
//! of both counts.

mod class_names;
mod context;
mod expected;
mod forest;
mod model;
mod table;
mod wording;

#[cfg(feature = "internals")]
pub(crate) use class_names::tokens as class_tokens;
pub(crate) use expected::expected_f1;
pub use model::Model;
pub(crate) use model::SIGN_COUNT;
#[cfg(feature = "internals")]
use table::Appended;
use table::{Names, Source, Values, other_features, own_features, plain_features};
pub(crate) use wording::Said;
#[cfg(feature = "internals")]
pub(crate) use wording::{Wording, weighed as weighed_words};

use crate::detect::Findings;
use crate::features::Page;
use context::Context;
use forest::MAX_FEATURES;
use std::ops::RangeInclusive;

/// Probabilities from which the gate lets a block pass to the first stage. What it
/// settles beyond them, that stage would judge otherwise for one in ten thousand
/// letters of what it takes for body.
const OPEN: RangeInclusive<f32> = 0.05..=0.95;

/// First probabilities that a second look may change: most blocks of a page are
/// plainly a menu's or a paragraph, and what is around them changes nothing.
const UNSURE: RangeInclusive<f32> = 0.1..=0.9;

/// The probability of each block to be body, 0 to 1; `said` is what
/// [`Model::wording`] says of the blocks.
pub(crate) fn classify(page: &Page<'_>, findings: &Findings, said: &[Said], model: &Model) -> Vec<f32> {
    let class_logits = model.class_names.logits(page.document);
    let source = Source { page, findings, class_logits: &class_logits, said };
    let mut row = [0.0; MAX_FEATURES];
    let first_of = |block: usize| {
        let mut values = Values::new(&mut row);
        plain_features(&source, block, &mut values);
        let plain = model.gate.probability(values.row());
        if !OPEN.contains(&plain) {
            return plain;
        }
        other_features(&source, block, &mut values);
        model.first.probability(&row)
    };
    let first: Vec<f32> = (0..page.len()).map(first_of).collect();
    let context = Context::new(page, &first);
    let mut row = [0.0; MAX_FEATURES];
    let both_of = |block: usize| {
        let first = first[block];
        if !UNSURE.contains(&first) {
            return first;
        }
        let mut values = Values::new(&mut row);
        own_features(&source, block, &mut values);
        context.features(block, &mut values);
        (first + model.second.probability(&row)) / 2.0
    };
    (0..page.len()).map(both_of).collect()
}

/// The names of the features that the gate, the first and the second stage look at;
/// the first ones of each are the same.
pub(crate) fn feature_names(from_html: bool) -> [Vec<String>; 3] {
    let document =
        if from_html { crate::segment::html::segment("<p>a", 8) } else { crate::segment::text::segment("a") };
    let page = Page::new(&document);
    let findings = Findings::new(page.len());
    let (class_logits, said) = (vec![0.0; document.elements.len()], vec![Said::default(); page.len()]);
    let source = Source { page: &page, findings: &findings, class_logits: &class_logits, said: &said };
    let (mut plain, mut second) = (Vec::new(), Vec::new());
    plain_features(&source, 0, &mut Names(&mut plain));
    let mut first = plain.clone();
    other_features(&source, 0, &mut Names(&mut first));
    own_features(&source, 0, &mut Names(&mut second));
    Context::new(&page, &[0.5]).features(0, &mut Names(&mut second));
    [plain, first, second]
}

/// The features of one document, row by row: what the training script reads.
#[cfg(feature = "internals")]
pub(crate) fn feature_rows(
    page: &Page<'_>,
    findings: &Findings,
    class_names: &[u8],
    wording: &Wording,
    first: Option<&[f32]>,
) -> Vec<f32> {
    let class_names = class_names::ClassNames::from_bytes(class_names).unwrap_or_default();
    let (class_logits, said) = (class_names.logits(page.document), wording.read(&page.words));
    let source = Source { page, findings, class_logits: &class_logits, said: &said };
    let context = first.map(|first| Context::new(page, first));
    let mut rows = Vec::new();
    for block in 0..page.len() {
        match &context {
            Some(context) => {
                own_features(&source, block, &mut Appended(&mut rows));
                context.features(block, &mut Appended(&mut rows));
            }
            None => {
                plain_features(&source, block, &mut Appended(&mut rows));
                other_features(&source, block, &mut Appended(&mut rows));
            }
        }
    }
    rows
}
