//! Boosted decision trees over a row of features.
//!
//! Walking one tree is a chain of loads that wait for each other, so
//! [`LANES`] trees are walked side by side. A leaf leads to itself: a walk that
//! is done early waits for the others without a branch.

/// Set in a stored child's number when the child is a leaf.
const LEAF: u16 = 1 << 15;

/// Bytes of a stored node.
const NODE: usize = 10;

/// Trees walked side by side.
const LANES: usize = 8;

/// A logit that the trees still to come will not turn; the training script leaves
/// off there too.
const SETTLED: f32 = 3.0;

/// A question about one feature, or a leaf: a question that leads to itself.
/// Eight bytes, so that a whole forest stays in the cache.
#[derive(Clone, Copy, Debug)]
struct Node {
    threshold: f32,
    feature: u16,
    /// Where to go if the feature is at most the threshold; if not, one further.
    next: u16,
}

impl Node {
    fn leaf(at: u16) -> Node {
        Node { threshold: f32::INFINITY, feature: 0, next: at }
    }
}

/// Trees whose leaves add up to a logit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forest {
    /// All trees, one after the other.
    nodes: Vec<Node>,
    /// The value of each node: that of a leaf, or 0.
    values: Vec<f32>,
    /// Where each tree starts.
    roots: Vec<u16>,
    /// Most questions on the way to a leaf, for each group of trees.
    depths: Vec<u32>,
}

impl Forest {
    /// The probability that a row stands for.
    pub(crate) fn probability(&self, row: &[f32]) -> f32 {
        let mut logit = 0.0_f32;
        for (roots, depth) in self.roots.chunks(LANES).zip(&self.depths) {
            if logit.abs() > SETTLED {
                break;
            }
            let mut at = [0; LANES];
            at[..roots.len()].copy_from_slice(roots);
            for _ in 0..*depth {
                for node in &mut at {
                    let question = &self.nodes[usize::from(*node)];
                    let is_above = row[usize::from(question.feature)] > question.threshold;
                    *node = question.next + u16::from(is_above);
                }
            }
            logit += at[..roots.len()].iter().map(|node| self.values[usize::from(*node)]).sum::<f32>();
        }
        1.0 / (1.0 + (-logit).exp())
    }

    /// Reads a stored forest off the start of `bytes`. Every number in it is
    /// checked, so that judging a row of `features` values cannot fail.
    pub(crate) fn read(bytes: &mut &[u8], features: usize) -> Option<Forest> {
        let count = u16::from_le_bytes(take(bytes)?);
        let mut forest = Forest::default();
        let mut depths = Vec::new();
        for _ in 0..count {
            depths.push(forest.read_tree(bytes, features)?);
        }
        forest.depths = depths.chunks(LANES).map(|group| group.iter().copied().max().unwrap_or(0)).collect();
        Some(forest)
    }

    /// Adds a tree; gives its depth.
    fn read_tree(&mut self, bytes: &mut &[u8], features: usize) -> Option<u32> {
        let count = usize::from(u16::from_le_bytes(take(bytes)?));
        let stored: Vec<StoredNode> = (0..count).map(|_| StoredNode::read(bytes)).collect::<Option<_>>()?;
        let leaves: Vec<f32> = (0..=count).map(|_| Some(f32::from_le_bytes(take(bytes)?))).collect::<Option<_>>()?;
        let root = self.push(0.0)?;
        self.roots.push(root);
        // Where each node goes, and how deep it stands, once its parent has been
        // read; it comes later, so every walk ends.
        let mut places = vec![None; count];
        places.iter_mut().take(1).for_each(|place| *place = Some((root, 0)));
        let mut depth = 0;
        for (index, node) in stored.iter().enumerate() {
            let (place, above) = places[index]?;
            depth = depth.max(above + 1);
            let mut next = [0; 2];
            for (next, child) in next.iter_mut().zip(node.children) {
                let target = usize::from(child & !LEAF);
                if child & LEAF != 0 {
                    *next = self.push(*leaves.get(target)?)?;
                } else {
                    *next = self.push(0.0)?;
                    let place = places.get_mut(target).filter(|place| target > index && place.is_none())?;
                    *place = Some((*next, above + 1));
                }
            }
            if usize::from(node.feature) >= features {
                return None;
            }
            self.nodes[usize::from(place)] = Node { threshold: node.threshold, feature: node.feature, next: next[0] };
        }
        if count == 0 {
            self.values[usize::from(root)] = leaves[0];
        }
        Some(depth)
    }

    /// Adds a leaf; gives its place. None if there are too many.
    fn push(&mut self, value: f32) -> Option<u16> {
        let at = u16::try_from(self.nodes.len()).ok().filter(|at| *at < u16::MAX)?;
        self.nodes.push(Node::leaf(at));
        self.values.push(value);
        Some(at)
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

    fn stump(feature: u16, child: u16) -> Vec<u8> {
        tree(&[(feature, child, LEAF | 1)], &[-2.0, 2.0])
    }

    #[test]
    fn a_stump_splits_at_its_threshold() {
        let forest = Forest::read(&mut &stump(0, LEAF)[..], 1).unwrap();
        assert!(forest.probability(&[0.5]) < 0.2 && forest.probability(&[0.6]) > 0.8);
    }

    #[test]
    fn questions_follow_each_other() {
        let questions = [(0, LEAF, 1), (1, LEAF | 1, LEAF | 2)];
        let forest = Forest::read(&mut &tree(&questions, &[-2.0, 0.0, 2.0])[..], 2).unwrap();
        let logit = |row: [f32; 2]| {
            let probability = forest.probability(&row);
            (probability / (1.0 - probability)).ln().round()
        };
        assert_eq!([logit([0.0, 0.0]), logit([0.0, 1.0])], [-2.0, -2.0]);
        assert_eq!([logit([1.0, 0.0]), logit([1.0, 1.0])], [0.0, 2.0]);
        let leaf_alone = Forest::read(&mut &tree(&[], &[2.0])[..], 1).unwrap();
        assert!(leaf_alone.probability(&[0.0]) > 0.8);
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
    }

    #[test]
    fn what_could_read_out_of_bounds_or_loop_is_refused() {
        assert!(Forest::read(&mut &stump(1, LEAF)[..], 1).is_none(), "no such feature");
        assert!(Forest::read(&mut &stump(0, LEAF | 2)[..], 1).is_none(), "no such leaf");
        assert!(Forest::read(&mut &stump(0, 0)[..], 1).is_none(), "a loop");
        assert!(Forest::read(&mut &stump(0, LEAF)[..9], 1).is_none(), "cut short");
    }
}
