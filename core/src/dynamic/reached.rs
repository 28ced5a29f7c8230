//! What a search knows of one side: how far away everybody is, and from whom they were reached.
#![expect(clippy::indexing_slicing, reason = "there is room for everybody in the market")]

use super::Weight;

pub(super) const FAR: Weight = Weight::MAX;

/// Instead of somebody, for the node where a search starts.
pub(super) const SOURCE: u32 = u32::MAX;

#[derive(Debug, Clone, Default)]
pub(super) struct Reached {
    distance: Vec<Weight>,
    from: Vec<u32>,
    touched: Vec<u32>,
}

impl Reached {
    pub(super) fn reset(&mut self, nodes: usize) {
        for node in self.touched.drain(..) {
            self.distance[node as usize] = FAR;
        }
        self.distance.resize(nodes, FAR);
        self.from.resize(nodes, SOURCE);
    }

    /// Notes a way to a node, and tells whether it is the shortest so far.
    pub(super) fn reach(&mut self, node: u32, distance: Weight, from: u32) -> bool {
        let known = self.distance[node as usize];
        if distance >= known {
            return false;
        }
        if known == FAR {
            self.touched.push(node);
        }
        self.distance[node as usize] = distance;
        self.from[node as usize] = from;
        true
    }

    /// How far a node is, or `FAR`.
    pub(super) fn distance(&self, node: u32) -> Weight {
        self.distance[node as usize]
    }

    pub(super) fn of(&self, node: u32) -> Option<Weight> {
        self.distance.get(node as usize).copied().filter(|distance| *distance < FAR)
    }

    pub(super) fn before(&self, node: u32) -> Option<u32> {
        Some(self.from[node as usize]).filter(|from| *from != SOURCE)
    }

    /// Nodes nearer than `end`, and how much nearer.
    pub(super) fn nearer(&self, end: Weight) -> impl Iterator<Item = (u32, Weight)> {
        let nearer = self.touched.iter().map(move |&node| (node, end - self.distance[node as usize]));
        nearer.filter(|(_, nearer)| *nearer > 0)
    }
}
