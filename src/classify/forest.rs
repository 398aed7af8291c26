//! Boosted decision trees over a row of features.

/// Set in a child's number when the child is a leaf.
const LEAF: u16 = 1 << 15;

/// Bytes of a stored node.
const NODE: usize = 10;

/// A question about one feature.
#[derive(Clone, Copy, Debug)]
struct Node {
    threshold: f32,
    feature: u16,
    /// Where to go if the feature is at most the threshold, and where if not.
    children: [u16; 2],
}

#[derive(Clone, Debug)]
struct Tree {
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

/// Trees whose leaves add up to a logit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forest {
    trees: Vec<Tree>,
}

impl Forest {
    /// The probability that a row stands for.
    pub(crate) fn probability(&self, row: &[f32]) -> f32 {
        let logit: f32 = self.trees.iter().map(|tree| tree.value(row)).sum();
        1.0 / (1.0 + (-logit).exp())
    }

    /// Reads a stored forest off the start of `bytes`. Every number in it is
    /// checked, so that judging a row of `features` values cannot fail.
    pub(crate) fn read(bytes: &mut &[u8], features: usize) -> Option<Forest> {
        let count = u16::from_le_bytes(take(bytes)?);
        let trees = (0..count).map(|_| Tree::read(bytes, features)).collect::<Option<_>>()?;
        Some(Forest { trees })
    }
}

impl Tree {
    fn value(&self, row: &[f32]) -> f32 {
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            let child = node.children[usize::from(row[usize::from(node.feature)] > node.threshold)];
            if child & LEAF != 0 {
                return self.leaves[usize::from(child & !LEAF)];
            }
            at = usize::from(child);
        }
        self.leaves[0]
    }

    fn read(bytes: &mut &[u8], features: usize) -> Option<Tree> {
        let nodes = u16::from_le_bytes(take(bytes)?);
        let nodes: Vec<Node> = (0..nodes).map(|_| Node::read(bytes)).collect::<Option<_>>()?;
        let leaves = (0..=nodes.len()).map(|_| Some(f32::from_le_bytes(take(bytes)?))).collect::<Option<Vec<f32>>>()?;
        let is_sound = |(at, node): (usize, &Node)| {
            let reaches = |child: u16| match child & LEAF {
                // Children come after their parent, so every walk ends.
                0 => usize::from(child) > at && usize::from(child) < nodes.len(),
                _ => usize::from(child & !LEAF) < leaves.len(),
            };
            usize::from(node.feature) < features && node.children.into_iter().all(reaches)
        };
        nodes.iter().enumerate().all(is_sound).then_some(Tree { nodes, leaves })
    }
}

impl Node {
    fn read(bytes: &mut &[u8]) -> Option<Node> {
        let raw: [u8; NODE] = take(bytes)?;
        let [a, b, c, d, f, g, l, m, r, s] = raw;
        Some(Node {
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

    fn stump(feature: u16, child: u16) -> Vec<u8> {
        let mut bytes = vec![1, 0, 1, 0];
        bytes.extend(0.5_f32.to_le_bytes());
        bytes.extend(feature.to_le_bytes());
        bytes.extend(child.to_le_bytes());
        bytes.extend((LEAF | 1).to_le_bytes());
        bytes.extend((-2.0_f32).to_le_bytes());
        bytes.extend(2.0_f32.to_le_bytes());
        bytes
    }

    #[test]
    fn a_stump_splits_at_its_threshold() {
        let forest = Forest::read(&mut &stump(0, LEAF)[..], 1).unwrap();
        assert!(forest.probability(&[0.5]) < 0.2 && forest.probability(&[0.6]) > 0.8);
    }

    #[test]
    fn what_could_read_out_of_bounds_or_loop_is_refused() {
        assert!(Forest::read(&mut &stump(1, LEAF)[..], 1).is_none(), "no such feature");
        assert!(Forest::read(&mut &stump(0, LEAF | 2)[..], 1).is_none(), "no such leaf");
        assert!(Forest::read(&mut &stump(0, 0)[..], 1).is_none(), "a loop");
        assert!(Forest::read(&mut &stump(0, LEAF)[..9], 1).is_none(), "cut short");
    }
}
