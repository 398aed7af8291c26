//! What class and id names alone say of an element: a sparse linear model over
//! the names of the element, its parent, its grandparent and all above it.

use crate::document::fold::hash;
use crate::document::{Document, Tag};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Where a name stands, seen from an element.
const OWN: u32 = 0;
const PARENT: u32 = 1;
const GRANDPARENT: u32 = 2;
const ABOVE: u32 = 3;

/// Weights are stored in units of this.
const UNIT: f32 = 1.0 / 1024.0;

/// Bytes of a stored weight with its key.
const ENTRY: usize = 6;

/// Names of elements as tokens, beside class names.
static TAGS: Lazy<[u32; Tag::COUNT]> = Lazy::new(|| {
    let mut tokens = [0; Tag::COUNT];
    for tag in Tag::ALL {
        tokens[tag as usize] = hash(format!("<{}", tag.name()).as_bytes());
    }
    tokens
});

/// The linear model.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClassNames {
    bias: f32,
    weights: FxHashMap<u32, f32>,
}

/// A sum of weights and how many there were.
#[derive(Clone, Copy, Default)]
struct Sum {
    weight: f32,
    known: f32,
}

impl Sum {
    fn plus(self, other: Sum) -> Sum {
        Sum { weight: self.weight + other.weight, known: self.known + other.known }
    }
}

/// The key of a token in one place.
fn key(token: u32, place: u32) -> u32 {
    token.wrapping_add(place.wrapping_mul(0x9e37_79b1))
}

/// The tokens of an element: its tag, its class and id words and names.
pub(crate) fn tokens<'a>(document: &'a Document<'_>, element: usize) -> impl Iterator<Item = u32> + use<'a> {
    let element = &document.elements[element];
    let tag = TAGS[element.tag as usize];
    std::iter::once(tag).chain(document.tokens[element.tokens.clone()].iter().copied())
}

impl ClassNames {
    /// Reads a stored model: the bias, then pairs of key and weight.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<ClassNames> {
        let (bias, entries) = bytes.split_first_chunk::<4>()?;
        let (entries, rest) = entries.as_chunks::<ENTRY>();
        let weight = |entry: &[u8; ENTRY]| {
            let [a, b, c, d, low, high] = *entry;
            (u32::from_le_bytes([a, b, c, d]), f32::from(i16::from_le_bytes([low, high])) * UNIT)
        };
        rest.is_empty()
            .then(|| ClassNames { bias: f32::from_le_bytes(*bias), weights: entries.iter().map(weight).collect() })
    }

    /// The logit of each element for holding body text.
    pub(crate) fn logits(&self, document: &Document<'_>) -> Vec<f32> {
        if !document.from_html {
            return vec![0.0; document.elements.len()];
        }
        let mut above: Vec<Sum> = Vec::with_capacity(document.elements.len());
        let mut logits = Vec::with_capacity(document.elements.len());
        for index in 0..document.elements.len() {
            let parent = document.elements[index].parent;
            let grandparent = document.elements[parent].parent;
            let inherited = above.get(parent).copied().unwrap_or_default();
            let all = inherited.plus(self.sum(document, index, ABOVE));
            let near = self.sum(document, index, OWN).plus(self.sum(document, parent, PARENT));
            let sum = all.plus(near).plus(self.sum(document, grandparent, GRANDPARENT));
            above.push(all);
            logits.push((self.bias + sum.weight / sum.known.max(1.0).sqrt()).clamp(-8.0, 8.0));
        }
        logits
    }

    fn sum(&self, document: &Document<'_>, element: usize, place: u32) -> Sum {
        let known = tokens(document, element).filter_map(|token| self.weights.get(&key(token, place)));
        known.fold(Sum::default(), |sum, weight| sum.plus(Sum { weight: *weight, known: 1.0 }))
    }
}
