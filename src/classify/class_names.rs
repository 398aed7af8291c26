//! What class and id names alone say of an element: a sparse linear model over
//! the names of the element, its parent, its grandparent and all above it.

use crate::document::fold::hash;
use crate::document::{Document, Element, Tag};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

/// Where a name stands, seen from an element.
const OWN: usize = 0;
const PARENT: usize = 1;
const GRANDPARENT: usize = 2;
const ABOVE: usize = 3;
const PLACES: usize = 4;

/// Weights are stored in units of this.
const UNIT: f32 = 1.0 / 1024.0;

/// Bytes of a stored token with its weights.
const ENTRY: usize = 12;

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
    /// What a token weighs in each place, 0 where it says nothing.
    weights: FxHashMap<u32, [f32; PLACES]>,
    /// What the tag of an element weighs, by [`Tag`].
    tags: Vec<Sums>,
}

/// A sum for each place.
type Sums = [Sum; PLACES];

/// A sum of weights and how many there were.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    weight: f32,
    known: f32,
}

impl Sum {
    fn plus(self, other: Sum) -> Sum {
        Sum { weight: self.weight + other.weight, known: self.known + other.known }
    }
}

/// The sums of both, place by place.
fn plus(left: &Sums, right: &Sums) -> Sums {
    std::array::from_fn(|place| left[place].plus(right[place]))
}

/// The tokens of an element: its tag, its class and id words and names.
#[cfg(feature = "internals")]
pub(crate) fn tokens<'a>(document: &'a Document<'_>, element: usize) -> impl Iterator<Item = u32> + use<'a> {
    let element = &document.elements[element];
    let tag = TAGS[element.tag as usize];
    std::iter::once(tag).chain(document.tokens.of(element.tokens))
}

impl ClassNames {
    /// Reads a stored model: the bias, then tokens with a weight for each place.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<ClassNames> {
        let (bias, entries) = bytes.split_first_chunk::<4>()?;
        let (entries, rest) = entries.as_chunks::<ENTRY>();
        if !rest.is_empty() {
            return None;
        }
        let weights = entries.iter().map(|entry| {
            let [a, b, c, d, weights @ ..] = *entry;
            let (weights, _) = weights.as_chunks::<2>();
            let weight = |place: usize| f32::from(i16::from_le_bytes(weights[place])) * UNIT;
            (u32::from_le_bytes([a, b, c, d]), std::array::from_fn(weight))
        });
        let mut model = ClassNames { bias: f32::from_le_bytes(*bias), weights: weights.collect(), tags: Vec::new() };
        model.tags = TAGS.iter().map(|tag| model.with_token(Sums::default(), *tag)).collect();
        Some(model)
    }

    /// The logit of each element for holding body text.
    pub(crate) fn logits(&self, document: &Document<'_>) -> Vec<f32> {
        if !document.from_html {
            return vec![0.0; document.elements.len()];
        }
        let sums = self.sums(document);
        let mut above: Vec<Sum> = Vec::with_capacity(document.elements.len());
        let mut logits = Vec::with_capacity(document.elements.len());
        for (index, element) in document.elements.iter().enumerate() {
            let grandparent = document.elements[element.parent].parent;
            let all = above.get(element.parent).copied().unwrap_or_default().plus(sums[index][ABOVE]);
            let near = sums[index][OWN].plus(sums[element.parent][PARENT]);
            let sum = all.plus(near).plus(sums[grandparent][GRANDPARENT]);
            above.push(all);
            logits.push((self.bias + sum.weight / sum.known.max(1.0).sqrt()).clamp(-8.0, 8.0));
        }
        logits
    }

    /// What tag and tokens of each element weigh, in each place.
    fn sums(&self, document: &Document<'_>) -> Vec<Sums> {
        let named = document.tokens.fold(Sums::default(), |sums, token| self.with_token(sums, token));
        let of_tag = |element: &Element| self.tags.get(element.tag as usize).copied().unwrap_or_default();
        document.elements.iter().map(|element| plus(&of_tag(element), &named[element.tokens])).collect()
    }

    /// The sums with what a token weighs.
    fn with_token(&self, sums: Sums, token: u32) -> Sums {
        let sum = |weight: f32| Sum { weight, known: f32::from(u8::from(weight != 0.0)) };
        self.weights.get(&token).map_or(sums, |weights| plus(&sums, &weights.map(sum)))
    }
}
