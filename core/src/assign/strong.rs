//! Strongly connected components: which nodes of a directed graph lie on a common cycle.
//!
//! **Complexity.** O(nodes + arcs), without recursion, so that no graph is too deep.
//!
//! **Reference.** R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Computing 1, 1972.
#![expect(
    clippy::indexing_slicing,
    reason = "heads are nodes, which is the caller's promise; places from counts made here"
)]

/// Not yet seen.
const UNSEEN: u32 = u32::MAX;

/// Arcs by their tail, in the order in which they were given.
pub(super) struct Arcs {
    starts: Vec<usize>,
    heads: Vec<u32>,
}

impl Arcs {
    /// `each` gives all arcs as tail and head, and the same ones whenever it is called.
    pub(super) fn new(nodes: usize, each: impl Fn(&mut dyn FnMut(u32, u32))) -> Self {
        let mut starts = vec![0; nodes + 1];
        each(&mut |tail, _| starts[tail as usize + 1] += 1);
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut heads = vec![0; starts[nodes]];
        each(&mut |tail, head| {
            heads[next[tail as usize]] = head;
            next[tail as usize] += 1;
        });
        Arcs { starts, heads }
    }

    /// A number for each node; two have the same if and only if each can be reached from the other.
    pub(super) fn components(&self) -> Vec<u32> {
        let nodes = self.starts.len() - 1;
        let (mut order, mut component) = (vec![UNSEEN; nodes], vec![UNSEEN; nodes]);
        let mut lowest = vec![0; nodes];
        let mut next = self.starts.clone();
        let (mut path, mut open) = (Vec::new(), Vec::new());
        let (mut seen, mut found) = (0, 0);
        for root in 0..nodes as u32 {
            if order[root as usize] != UNSEEN {
                continue;
            }
            path.push(root);
            while let Some(&node) = path.last() {
                let at = node as usize;
                if order[at] == UNSEEN {
                    (order[at], lowest[at]) = (seen, seen);
                    seen += 1;
                    open.push(node);
                }
                if next[at] < self.starts[at + 1] {
                    let head = self.heads[next[at]];
                    next[at] += 1;
                    if order[head as usize] == UNSEEN {
                        path.push(head);
                    } else if component[head as usize] == UNSEEN {
                        lowest[at] = lowest[at].min(order[head as usize]);
                    }
                    continue;
                }
                path.pop();
                if let Some(&before) = path.last() {
                    lowest[before as usize] = lowest[before as usize].min(lowest[at]);
                }
                if lowest[at] == order[at] {
                    while let Some(member) = open.pop() {
                        component[member as usize] = found;
                        if member == node {
                            break;
                        }
                    }
                    found += 1;
                }
            }
        }
        component
    }
}

#[cfg(test)]
mod tests {
    use super::Arcs;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_same_component_is_both_ways_reachable(arcs in prop::collection::vec((0..9_u32, 0..9_u32), 0..25)) {
            let mut reach: [[bool; 9]; 9] = std::array::from_fn(|from| std::array::from_fn(|to| from == to));
            for &(tail, head) in &arcs {
                reach[tail as usize][head as usize] = true;
            }
            for by in 0..9 {
                for from in 0..9 {
                    for to in 0..9 {
                        reach[from][to] |= reach[from][by] && reach[by][to];
                    }
                }
            }
            let found = Arcs::new(9, |put| arcs.iter().for_each(|&(tail, head)| put(tail, head))).components();
            for from in 0..9 {
                for to in 0..9 {
                    prop_assert_eq!(found[from] == found[to], reach[from][to] && reach[to][from]);
                }
            }
        }
    }
}
