//! Small sets of numbers, as bits.

/// The numbers in a set, from the lowest on.
pub(crate) fn numbers(set: u32) -> impl Iterator<Item = usize> {
    let without_lowest = |set: &u32| Some(set & (set - 1)).filter(|rest| *rest != 0);
    std::iter::successors(Some(set).filter(|set| *set != 0), without_lowest).map(|set| set.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn the_numbers_of_a_set_come_in_order() {
        assert_eq!(numbers(0).count(), 0);
        assert_eq!(numbers(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
        assert_eq!(numbers(1 << 31).collect::<Vec<_>>(), [31]);
    }
}
