//! A trained model, as stored.

use super::class_names::ClassNames;
use super::feature_names;
use super::forest::{Forest, MAX_FEATURES, take};
use super::wording::{Said, Wording};
use crate::document::fold::hash;
use crate::error::{Error, ErrorKind};
use crate::features::Words;
use once_cell::sync::OnceCell;

/// First bytes of a stored model; the digit is the version of the format.
const MAGIC: [u8; 4] = *b"BCM6";

/// How many figures about a cleaned page its confidence is made of.
pub(crate) const SIGN_COUNT: usize = 9;

/// A trained model: probabilities of blocks from their features.
///
/// The crate brings one for HTML and one for plain text. Others, made by the
/// script beside them, can be given to
/// [`CleanerBuilder::html_model`](crate::CleanerBuilder::html_model).
///
/// ```
/// assert!(bodycopy::Model::from_bytes(b"not a model").is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) class_names: ClassNames,
    wording: Wording,
    /// Without trees for plain text: it lets all blocks pass.
    pub(super) gate: Forest,
    pub(super) first: Forest,
    pub(super) second: Forest,
    /// The weights of the figures that the confidence is made of, and a bias.
    sign_weights: [f32; SIGN_COUNT],
    sign_bias: f32,
    is_for_html: bool,
}

impl Model {
    /// Reads a stored model.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, or one made for other features than this
    /// version of the crate computes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, Error> {
        Model::read(bytes).ok_or_else(|| Error::new(ErrorKind::InvalidModel))
    }

    /// Whether it judges HTML; if not, plain text.
    ///
    /// ```
    /// # fn show(model: bodycopy::Model) {
    /// println!("for HTML: {}", model.is_for_html());
    /// # }
    /// ```
    #[must_use]
    pub fn is_for_html(&self) -> bool {
        self.is_for_html
    }

    fn read(mut bytes: &[u8]) -> Option<Model> {
        let bytes = &mut bytes;
        if take(bytes)? != MAGIC {
            return None;
        }
        let is_for_html = take::<1>(bytes)? == [1];
        let [plain, first, second] = feature_names(is_for_html);
        if first.len().max(second.len()) > MAX_FEATURES {
            return None;
        }
        let names = [plain.join("\n"), first.join("\n"), second.join("\n")].join("\n");
        if u32::from_le_bytes(take(bytes)?) != hash(names.as_bytes()) {
            return None;
        }
        Some(Model {
            class_names: ClassNames::from_bytes(section(bytes)?)?,
            wording: Wording::from_bytes(section(bytes)?)?,
            gate: Forest::read(bytes, plain.len())?,
            first: Forest::read(bytes, first.len())?,
            second: Forest::read(bytes, second.len())?,
            sign_bias: float(bytes)?,
            sign_weights: floats(bytes)?,
            is_for_html,
        })
    }

    /// What the words of each block say by themselves.
    pub(crate) fn wording(&self, words: &Words) -> Vec<Said> {
        self.wording.read(words)
    }

    /// The word F1 that a page with these signs has had on average, 0 to 1.
    pub(crate) fn confidence(&self, signs: [f32; SIGN_COUNT]) -> f32 {
        let weighed = signs.iter().zip(self.sign_weights).map(|(sign, weight)| sign * weight);
        (self.sign_bias + weighed.sum::<f32>()).clamp(0.0, 1.0)
    }

    /// The bundled model for HTML.
    pub(crate) fn html() -> Result<&'static Model, Error> {
        static MODEL: OnceCell<Model> = OnceCell::new();
        MODEL.get_or_try_init(|| Model::from_bytes(include_bytes!("data/html.bin")))
    }

    /// The bundled model for plain text.
    pub(crate) fn text() -> Result<&'static Model, Error> {
        static MODEL: OnceCell<Model> = OnceCell::new();
        MODEL.get_or_try_init(|| Model::from_bytes(include_bytes!("data/text.bin")))
    }
}

/// Bytes after their number.
fn section<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u32::from_le_bytes(take(bytes)?) as usize;
    let (section, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(section)
}

fn floats<const N: usize>(bytes: &mut &[u8]) -> Option<[f32; N]> {
    let mut floats = [0.0; N];
    for slot in &mut floats {
        *slot = float(bytes)?;
    }
    Some(floats)
}

fn float(bytes: &mut &[u8]) -> Option<f32> {
    take(bytes).map(f32::from_le_bytes).filter(|float| float.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_models_are_for_these_features() {
        assert!(Model::html().unwrap().is_for_html());
        assert!(!Model::text().unwrap().is_for_html());
    }
}
