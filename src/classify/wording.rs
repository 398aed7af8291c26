//! What the words of a block alone say of it: a sparse linear model over its
//! words and pairs of words.

use super::forest::take;
use crate::features::Words;
use rustc_hash::FxHashMap;

/// Weights are stored in units of this.
const UNIT: f32 = 1.0 / 1024.0;

/// Bytes of a stored key with its weight.
const ENTRY: usize = 6;

/// Tells the two words of a pair apart.
const FIRST_OF_PAIR: u32 = 0x9e37_79b1;

/// Words of a block that are weighed, the first ones: a whole article on one line
/// would else outweigh all that was learnt from.
const MAX_WORDS: usize = 200;

/// The words of a block that are weighed.
pub(crate) fn weighed(words: &Words, block: usize) -> &[u32] {
    let all = words.of(block);
    &all[..all.len().min(MAX_WORDS)]
}

/// What the words of a block say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Said {
    /// The logit of the block for being body text.
    pub(crate) logit: f32,
    /// Share of its words that have a weight: in a language that the model has
    /// hardly seen, the logit means little.
    pub(crate) known: f32,
}

/// The linear model.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wording {
    bias: f32,
    /// What a word weighs, by its hash, and a pair, by [`pair_key`].
    weights: FxHashMap<u32, f32>,
}

impl Wording {
    /// Reads a stored model: the bias, then keys with their weights.
    pub(crate) fn from_bytes(mut bytes: &[u8]) -> Option<Wording> {
        let bias = f32::from_le_bytes(take(&mut bytes)?);
        let (entries, rest) = bytes.as_chunks::<ENTRY>();
        let weight = |[a, b, c, d, low, high]: &[u8; ENTRY]| {
            (u32::from_le_bytes([*a, *b, *c, *d]), f32::from(i16::from_le_bytes([*low, *high])) * UNIT)
        };
        rest.is_empty().then(|| Wording { bias, weights: entries.iter().map(weight).collect() })
    }

    /// What the words of each block say.
    pub(crate) fn read(&self, words: &Words) -> Vec<Said> {
        let weight = |key: u32| self.weights.get(&key).copied().unwrap_or(0.0);
        let singly: Vec<f32> = words.hashes().iter().map(|hash| weight(*hash)).collect();
        let of_pair = |pair: &[u32]| weight(pair_key(words.hash(pair[0]), words.hash(pair[1])));
        let said_by = |block: usize| {
            let own = weighed(words, block);
            let singly = own.iter().map(|word| singly[*word as usize]);
            let known = singly.clone().filter(|weight| *weight != 0.0).count() as f32;
            let sum = singly.sum::<f32>() + own.windows(2).map(of_pair).sum::<f32>();
            let count = (2 * own.len()).saturating_sub(1).max(1) as f32;
            let logit = (self.bias + sum / count.sqrt()).clamp(-8.0, 8.0);
            Said { logit, known: known / own.len().max(1) as f32 }
        };
        (0..words.block_count()).map(said_by).collect()
    }
}

/// The key of two words that follow each other.
fn pair_key(first: u32, second: u32) -> u32 {
    first.wrapping_mul(FIRST_OF_PAIR) ^ second
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::fold::hash;
    use crate::features::Page;
    use crate::segment::text::segment;

    /// A stored model with these weights and a bias of 1.
    fn stored(weights: &[(u32, f32)]) -> Vec<u8> {
        let mut bytes = 1.0_f32.to_le_bytes().to_vec();
        for (key, weight) in weights {
            bytes.extend(key.to_le_bytes());
            bytes.extend(((weight / UNIT) as i16).to_le_bytes());
        }
        bytes
    }

    #[test]
    fn words_and_pairs_add_up_over_the_root_of_their_number() {
        let [sign, up] = ["sign", "up"].map(|word| hash(word.as_bytes()));
        let model = Wording::from_bytes(&stored(&[(up, 0.5), (pair_key(sign, up), -4.0)])).unwrap();
        let document = segment("Sign up\n\nUp, sign!\n\nOther words.\n\n...");
        let root = 3.0_f32.sqrt();
        let said = model.read(&Page::new(&document).words);
        let expected = [(1.0 - 3.5 / root, 0.5), (1.0 + 0.5 / root, 0.5), (1.0, 0.0), (1.0, 0.0)];
        assert_eq!(said, expected.map(|(logit, known)| Said { logit, known }));
    }

    #[test]
    fn of_a_long_block_the_first_words_are_weighed() {
        let model = Wording::from_bytes(&stored(&[(hash(b"up"), 0.25)])).unwrap();
        let logit = |text: &str| model.read(&Page::new(&segment(text)).words)[0].logit;
        let weighed = "up ".repeat(MAX_WORDS);
        let longer = format!("{weighed} {}", "down ".repeat(5000));
        assert_eq!(logit(&weighed), logit(&longer));
        assert!(logit(&weighed) > 2.0);
    }

    #[test]
    fn what_is_cut_short_is_no_model() {
        let bytes = stored(&[(1, 0.5)]);
        assert!(Wording::from_bytes(&bytes).is_some());
        assert!(Wording::from_bytes(&bytes[..9]).is_none() && Wording::from_bytes(&bytes[..3]).is_none());
    }
}
