//! Boosted decision trees over a row of features.
//!
//! All trees are of one depth, as heaps: the questions below number `n` are `2n` and
//! `2n + 1`, and what stands below an early leaf leads to that leaf's value. So no walk
//! has to be told where to go or when to stop, and the processor, which has no branch
//! to guess, walks several trees at a time.

/// Set in a stored child's number when the child is a leaf.
const LEAF: u16 = 1 << 15;

/// Bytes of a stored node.
const NODE: usize = 10;

/// Questions from the root of a tree to a leaf.
const DEPTH: u32 = 6;

/// Leaves of a tree, and one more than it has questions.
const WIDTH: usize = 1 << DEPTH;

/// Features that a row has room for: as many as a byte can number.
pub(crate) const MAX_FEATURES: usize = 1 << u8::BITS;

/// Trees between two looks at whether the logit is settled.
const GROUP: usize = 8;

/// A logit that the trees still to come will not turn; the training script leaves
/// off there too.
const SETTLED: f32 = 2.5;

/// The features of a block, by number; the rest is 0.
pub(crate) type FeatureRow = [f32; MAX_FEATURES];

/// One tree. Question 1 is the first; there is no question 0.
#[derive(Clone, Debug)]
struct Tree {
    /// The feature that each question is about.
    features: [u8; WIDTH],
    /// A feature above this leads to the second of the two questions below.
    thresholds: [f32; WIDTH],
    leaves: [f32; WIDTH],
}

impl Tree {
    /// A tree of which nothing is known; it adds nothing.
    const EMPTY: Tree = Tree { features: [0; WIDTH], thresholds: [0.0; WIDTH], leaves: [0.0; WIDTH] };

    /// The value of the leaf that a row leads to.
    fn value(&self, row: &FeatureRow) -> f32 {
        // A place in 32 bits takes half of the instructions that one in 64 bits does,
        // which the compiler spreads over all addresses made of it.
        let below = |place: u32| {
            let at = place as usize % WIDTH;
            let is_above = row[usize::from(self.features[at])] > self.thresholds[at];
            2 * place + u32::from(is_above)
        };
        self.leaves[(0..DEPTH).fold(1, |place, _| below(place)) as usize % WIDTH]
    }

    /// Gives all leaves below a place, which is `depth` questions down, a value.
    fn fill(&mut self, place: usize, depth: u32, value: f32) {
        let spread = DEPTH - depth;
        let first = (place << spread) - WIDTH;
        self.leaves[first..first + (1 << spread)].fill(value);
    }

    /// Reads a stored tree off the start of `bytes`; `features` is how many there are.
    fn read(bytes: &mut &[u8], features: usize) -> Option<Tree> {
        let count = usize::from(u16::from_le_bytes(take(bytes)?));
        let stored: Vec<StoredNode> = (0..count).map(|_| StoredNode::read(bytes)).collect::<Option<_>>()?;
        let leaves: Vec<f32> = (0..=count).map(|_| Some(f32::from_le_bytes(take(bytes)?))).collect::<Option<_>>()?;
        let mut tree = Tree::EMPTY;
        if count == 0 {
            tree.fill(1, 0, leaves[0]);
        }
        // Where each node goes, once its parent has been read; it comes later, so no
        // walk goes round in circles.
        let mut places = vec![None; count];
        places.iter_mut().take(1).for_each(|place| *place = Some(1));
        for (index, node) in stored.iter().enumerate() {
            let place: usize = places[index].filter(|place| *place < WIDTH)?;
            tree.features[place] =
                u8::try_from(node.feature).ok().filter(|feature| usize::from(*feature) < features)?;
            tree.thresholds[place] = node.threshold;
            for (side, child) in node.children.into_iter().enumerate() {
                let below = 2 * place + side;
                let target = usize::from(child & !LEAF);
                if child & LEAF != 0 {
                    tree.fill(below, below.ilog2(), *leaves.get(target)?);
                } else {
                    let free = places.get_mut(target).filter(|place| target > index && place.is_none())?;
                    *free = Some(below);
                }
            }
        }
        Some(tree)
    }
}

/// Trees whose leaves add up to a logit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forest {
    groups: Vec<[Tree; GROUP]>,
}

impl Forest {
    /// The probability that a row stands for.
    pub(crate) fn probability(&self, row: &FeatureRow) -> f32 {
        let mut logit = 0.0_f32;
        for trees in &self.groups {
            if logit.abs() > SETTLED {
                break;
            }
            logit += trees.iter().map(|tree| tree.value(row)).sum::<f32>();
        }
        1.0 / (1.0 + (-logit).exp())
    }

    /// Reads a stored forest off the start of `bytes`. Every number in it is
    /// checked, so that judging a row of `features` values cannot fail.
    pub(crate) fn read(bytes: &mut &[u8], features: usize) -> Option<Forest> {
        let count = u16::from_le_bytes(take(bytes)?);
        let mut trees: Vec<Tree> = (0..count).map(|_| Tree::read(bytes, features)).collect::<Option<_>>()?;
        trees.resize(trees.len().next_multiple_of(GROUP), Tree::EMPTY);
        Some(Forest { groups: trees.as_chunks().0.to_vec() })
    }
}

/// A node as stored.
struct StoredNode {
    threshold: f32,
    feature: u16,
    children: [u16; 2],
}

impl StoredNode {
    fn read(bytes: &mut &[u8]) -> Option<StoredNode> {
        let raw: [u8; NODE] = take(bytes)?;
        let [a, b, c, d, f, g, l, m, r, s] = raw;
        Some(StoredNode {
            threshold: f32::from_le_bytes([a, b, c, d]),
            feature: u16::from_le_bytes([f, g]),
            children: [u16::from_le_bytes([l, m]), u16::from_le_bytes([r, s])],
        })
    }
}

/// Takes the first bytes off.
pub(super) fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A forest of one tree; of each question its feature and children, all ask
    /// whether the feature is above 0.5.
    fn tree(questions: &[(u16, u16, u16)], leaves: &[f32]) -> Vec<u8> {
        let mut bytes = vec![1, 0];
        bytes.extend((questions.len() as u16).to_le_bytes());
        for (feature, left, right) in questions {
            bytes.extend(0.5_f32.to_le_bytes());
            [feature, left, right].into_iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        }
        leaves.iter().for_each(|leaf| bytes.extend(leaf.to_le_bytes()));
        bytes
    }

    /// A row of the values given.
    fn row(values: &[f32]) -> FeatureRow {
        std::array::from_fn(|feature| values.get(feature).copied().unwrap_or(0.0))
    }

    fn stump(feature: u16, child: u16) -> Vec<u8> {
        tree(&[(feature, child, LEAF | 1)], &[-2.0, 2.0])
    }

    #[test]
    fn a_stump_splits_at_its_threshold() {
        let forest = Forest::read(&mut &stump(0, LEAF)[..], 1).unwrap();
        assert!(forest.probability(&row(&[0.5])) < 0.2 && forest.probability(&row(&[0.6])) > 0.8);
    }

    #[test]
    fn questions_follow_each_other() {
        let questions = [(0, LEAF, 1), (1, LEAF | 1, LEAF | 2)];
        let forest = Forest::read(&mut &tree(&questions, &[-2.0, 0.0, 2.0])[..], 2).unwrap();
        let logit = |values: [f32; 2]| {
            let probability = forest.probability(&row(&values));
            (probability / (1.0 - probability)).ln().round()
        };
        assert_eq!([logit([0.0, 0.0]), logit([0.0, 1.0])], [-2.0, -2.0]);
        assert_eq!([logit([1.0, 0.0]), logit([1.0, 1.0])], [0.0, 2.0]);
        let leaf_alone = Forest::read(&mut &tree(&[], &[2.0])[..], 1).unwrap();
        assert!(leaf_alone.probability(&row(&[])) > 0.8);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        let reads = |questions: &[(u16, u16, u16)]| {
            let leaves = vec![0.0; questions.len() + 1];
            Forest::read(&mut &tree(questions, &leaves)[..], 1).is_some()
        };
        assert!(reads(&[(0, LEAF, 1), (0, LEAF, LEAF)]));
        assert!(!reads(&[(0, LEAF, LEAF), (0, LEAF, LEAF)]), "a question that nobody leads to");
        assert!(!reads(&[(0, 1, 1), (0, LEAF, LEAF)]), "a question with two parents");
        let chain = |length: u16| -> Vec<_> {
            (1..=length).map(|next| (0, LEAF, if next < length { next } else { LEAF })).collect()
        };
        assert!(reads(&chain(DEPTH as u16)));
        assert!(!reads(&chain(DEPTH as u16 + 1)), "too deep");
    }

    #[test]
    fn what_could_read_out_of_bounds_or_loop_is_refused() {
        assert!(Forest::read(&mut &stump(1, LEAF)[..], 1).is_none(), "no such feature");
        assert!(Forest::read(&mut &stump(0, LEAF | 2)[..], 1).is_none(), "no such leaf");
        assert!(Forest::read(&mut &stump(0, 0)[..], 1).is_none(), "a loop");
        assert!(Forest::read(&mut &stump(0, LEAF)[..9], 1).is_none(), "cut short");
    }
}
