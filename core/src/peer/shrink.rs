//! Shrinking: a tight edge between two outer nodes closes an odd cycle, which becomes a blossom.
#![expect(clippy::indexing_slicing, reason = "nodes and arcs come from the graph and from the nest")]

use super::graph::NONE;
use super::nest::Link;
use super::search::{Label, Search};
use crate::error::Error;

impl Search<'_> {
    /// Shrinks the cycle that `arc`, from the outer node `from` to the outer node `to`, closes.
    pub(super) fn shrink(&mut self, arc: u32, from: u32, to: u32) -> Result<(), Error> {
        let Some(meeting) = self.meeting(from, to) else {
            return Err(Error::internal("two outer nodes of one tree have no common ancestor"));
        };
        // From where both ways to the root meet down to `from`, over the arc, and up again.
        let mut cycle = vec![Link { node: meeting, arc }];
        let down = self.way_up(from, meeting);
        for link in down.into_iter().rev() {
            if let Some(last) = cycle.last_mut() {
                last.arc = link.arc ^ 1;
            }
            cycle.push(Link { node: link.node, arc });
        }
        cycle.extend(self.way_up(to, meeting));
        let nodes: Vec<u32> = cycle.iter().map(|link| link.node).collect();
        let blossom = self.nest.shrink(cycle);
        self.grow_tags();
        let root = self.tags[from as usize].root;
        self.label(blossom, Label::Outer, NONE, root);
        self.tags[blossom as usize].within = blossom;
        let first = self.outer.len();
        for node in nodes {
            let passed = self.now - self.tags[node as usize].since;
            let mut twice = 2 * passed;
            if self.tags[node as usize].label == Label::Inner {
                twice = -twice;
                let new = self.outer.len();
                self.nest.collect(node, &mut self.outer);
                for &person in &self.outer[new..] {
                    self.dual[person as usize] += passed;
                }
            }
            if self.nest.is_blossom(node) {
                self.nest.dual[node as usize] += twice;
            }
            let tag = &mut self.tags[node as usize];
            (tag.label, tag.within) = (Label::Outer, blossom);
        }
        self.welcome(first);
        Ok(())
    }

    /// The next outer node on the way from an outer node to the root, and the inner one between.
    fn up(&mut self, outer: u32) -> Option<(u32, u32)> {
        let mate = self.nest.mate[self.nest.base[outer as usize] as usize];
        if mate == NONE {
            return None;
        }
        let inner = self.outermost(self.graph.head(mate));
        let entry = self.tags[inner as usize].entry;
        Some((inner, self.outermost(self.graph.tail(entry))))
    }

    /// The first node on both ways to the root. Both are gone in turn, so that neither is gone much further than needed.
    fn meeting(&mut self, from: u32, to: u32) -> Option<u32> {
        self.round += 1;
        let (mut one, mut other) = (Some(from), Some(to));
        while let Some(node) = one.or(other) {
            if one.is_some() {
                if self.tags[node as usize].met == self.round {
                    return Some(node);
                }
                self.tags[node as usize].met = self.round;
                one = self.up(node).map(|(_, next)| next);
            }
            std::mem::swap(&mut one, &mut other);
        }
        None
    }

    /// The nodes on the way from an outer node up to another, without that one, each with the arc to the next.
    fn way_up(&mut self, from: u32, end: u32) -> Vec<Link> {
        let mut way = Vec::new();
        let mut outer = from;
        while outer != end {
            let Some((inner, next)) = self.up(outer) else { break };
            way.push(Link { node: outer, arc: self.nest.mate[self.nest.base[outer as usize] as usize] });
            way.push(Link { node: inner, arc: self.tags[inner as usize].entry ^ 1 });
            outer = next;
        }
        way
    }
}
