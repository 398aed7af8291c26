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

/// A logit that the trees still to come will not turn, once half are walked.
const SETTLED: f32 = 3.5;

/// A question about one feature, or a leaf: a question that leads to itself.
#[derive(Clone, Copy, Debug)]
struct Node {
    threshold: f32,
    feature: u32,
    /// Where to go if the feature is at most the threshold, and where if not.
    children: [u32; 2],
}

/// Trees whose leaves add up to a logit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Forest {
    /// All trees, one after the other.
    nodes: Vec<Node>,
    /// The value of each node: that of a leaf, or 0.
    values: Vec<f32>,
    /// Where each tree starts.
    roots: Vec<u32>,
    /// Most questions on the way to a leaf, for each group of trees.
    depths: Vec<u32>,
}

impl Forest {
    /// The probability that a row stands for.
    pub(crate) fn probability(&self, row: &[f32]) -> f32 {
        let mut logit = 0.0_f32;
        let half = self.depths.len() / 2;
        for (group, (roots, depth)) in self.roots.chunks(LANES).zip(&self.depths).enumerate() {
            if group > half && logit.abs() > SETTLED {
                break;
            }
            let mut at = [0; LANES];
            at[..roots.len()].copy_from_slice(roots);
            for _ in 0..*depth {
                for node in &mut at {
                    let question = &self.nodes[*node as usize];
                    let is_above = row[question.feature as usize] > question.threshold;
                    *node = question.children[usize::from(is_above)];
                }
            }
            logit += at[..roots.len()].iter().map(|node| self.values[*node as usize]).sum::<f32>();
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
        let base = self.nodes.len();
        let mut depths = vec![0; count];
        self.roots.push(base as u32);
        for (index, node) in stored.iter().enumerate() {
            let mut children = [0; 2];
            for (child, stored) in children.iter_mut().zip(node.children) {
                let target = usize::from(stored & !LEAF);
                let is_leaf = stored & LEAF != 0;
                // Children come after their parent, so every walk ends.
                let is_sound = if is_leaf { target < leaves.len() } else { target > index && target < count };
                if !is_sound || usize::from(node.feature) >= features {
                    return None;
                }
                if !is_leaf {
                    depths[target] = depths[target].max(depths[index] + 1);
                }
                *child = (base + if is_leaf { count + target } else { target }) as u32;
            }
            self.nodes.push(Node { threshold: node.threshold, feature: u32::from(node.feature), children });
        }
        self.values.resize(self.nodes.len(), 0.0);
        for value in leaves {
            let own = self.nodes.len() as u32;
            self.nodes.push(Node { threshold: 0.0, feature: 0, children: [own; 2] });
            self.values.push(value);
        }
        Some(depths.iter().max().map_or(0, |depth: &u32| depth + 1))
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
