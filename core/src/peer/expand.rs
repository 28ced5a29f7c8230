//! Expanding: an inner blossom whose dual is used up falls apart, and one way through it stays in the tree.
#![expect(clippy::indexing_slicing, reason = "nodes and arcs come from the graph and from the nest")]

use super::graph::NONE;
use super::nest::Link;
use super::search::{Label, Search, Tag};

impl Search<'_> {
    /// Expands a blossom, if it is inner and without a dual.
    pub(super) fn expand(&mut self, blossom: u32) {
        let Tag { label, since, entry, within, .. } = self.tags[blossom as usize];
        let passed = self.now - since;
        if label != Label::Inner || within != blossom || self.nest.dual[blossom as usize] != 2 * passed {
            return;
        }
        self.tags[blossom as usize].label = Label::None;
        let mut people = std::mem::take(&mut self.people);
        let cycle = self.nest.dissolve(blossom);
        for link in &cycle {
            self.nest.set_top(link.node, &mut people);
            for &person in &people {
                self.dual[person as usize] += passed;
            }
        }
        self.people = people;
        let entered = self.nest.top[self.graph.head(entry) as usize];
        self.relabel(&cycle, entered, entry);
        for link in &cycle {
            if self.tags[link.node as usize].label == Label::None {
                self.release(link.node);
            }
        }
    }

    /// Labels the nodes on the even way from where the tree enters the cycle to its base.
    fn relabel(&mut self, cycle: &[Link], entered: u32, entry: u32) {
        let length = cycle.len();
        let mut at = cycle.iter().position(|link| link.node == entered).unwrap_or(0);
        // The matched edge of an odd place leads forward, that of an even one backward; the base is at both ends.
        let forward = at % 2 == 1;
        self.become_inner(cycle[at].node, entry);
        while at % length != 0 {
            let (outer, inner, arc) =
                if forward { (at + 1, at + 2, cycle[at + 1].arc) } else { (at - 1, at - 2, cycle[at - 2].arc ^ 1) };
            self.become_inner(cycle[inner % length].node, arc);
            self.become_outer(cycle[outer].node);
            at = inner;
        }
    }

    /// A node that is in the tree no more: its people's best edges count again.
    fn release(&mut self, node: u32) {
        let mut people = std::mem::take(&mut self.people);
        people.clear();
        self.nest.collect(node, &mut people);
        for &person in &people {
            let best = self.best[person as usize];
            if best.arc != NONE {
                self.note(best.key + self.dual[person as usize], best.arc);
            }
        }
        self.people = people;
    }
}
