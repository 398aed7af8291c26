//! A map that is asked most of all for what it does not hold.

use rustc_hash::FxHashMap;

/// Hashes that the sieve tells apart, by their low bits: eight times what any map holds.
const SIEVE: usize = 1 << 16;

const WORD: usize = u64::BITS as usize;

/// Values by hashes. Most hashes that have none are told by a glance at a sieve, which
/// stays in the nearest cache.
#[derive(Clone, Debug)]
pub(crate) struct SievedMap<V> {
    values: FxHashMap<u32, V>,
    /// The low bits of the hashes that have a value, as a set of bits.
    sieve: Box<[u64; SIEVE / WORD]>,
}

impl<V: Copy> SievedMap<V> {
    /// The value of a hash.
    #[inline]
    pub(crate) fn get(&self, hash: u32) -> Option<V> {
        let (word, bit) = place(hash);
        if self.sieve[word] & bit == 0 { None } else { self.values.get(&hash).copied() }
    }
}

/// Where a hash stands in the sieve: in which word, and its bit there.
#[inline]
fn place(hash: u32) -> (usize, u64) {
    let low = hash as usize % SIEVE;
    (low / WORD, 1 << (low % WORD))
}

impl<V> From<FxHashMap<u32, V>> for SievedMap<V> {
    fn from(values: FxHashMap<u32, V>) -> SievedMap<V> {
        let mut sieve = Box::new([0; SIEVE / WORD]);
        for (word, bit) in values.keys().map(|hash| place(*hash)) {
            sieve[word] |= bit;
        }
        SievedMap { values, sieve }
    }
}

impl<V> FromIterator<(u32, V)> for SievedMap<V> {
    fn from_iter<I: IntoIterator<Item = (u32, V)>>(values: I) -> SievedMap<V> {
        values.into_iter().collect::<FxHashMap<u32, V>>().into()
    }
}

impl<V> Default for SievedMap<V> {
    fn default() -> SievedMap<V> {
        FxHashMap::default().into()
    }
}

#[cfg(test)]
mod tests {
    use super::{SIEVE, SievedMap};

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let map: SievedMap<char> = [(3, 'a'), (70, 'b')].into_iter().collect();
        assert_eq!([3, 70].map(|hash| map.get(hash)), [Some('a'), Some('b')]);
        assert_eq!([0, 4, 3 + SIEVE as u32].map(|hash| map.get(hash)), [None; 3]);
        assert_eq!(SievedMap::<char>::default().get(0), None);
    }
}
