//! Expanding: an inner blossom whose dual is used up falls apart, and one way through it stays in the tree.
#![expect(clippy::indexing_slicing, reason = "nodes and arcs come from the graph and from the nest")]

use super::graph::NONE;
use super::nest::Link;
use super::search::{Label, Search, Tag};

impl Search<'_> {
    /// Expands a blossom, if it is inner and without a dual.
    pub(super) fn expand(&mut self, blossom: u32) {
        let Tag { label, since, entry, root, within, .. } = self.tags[blossom as usize];
        let passed = self.now - since;
        if label != Label::Inner
            || self.spent[root as usize]
            || within != blossom
            || self.nest.dual[blossom as usize] != 2 * passed
        {
            return;
        }
        self.tags[blossom as usize].label = Label::None;
        let cycle = self.nest.pass_on(blossom);
        let mut people = std::mem::take(&mut self.people);
        for link in cycle.iter().filter(|link| link.node != blossom) {
            self.nest.set_top(link.node, &mut people);
            for &person in &people {
                self.dual[person as usize] += passed;
            }
        }
        self.people = people;
        let entered = self.nest.top[self.graph.head(entry) as usize];
        let at = cycle.iter().position(|link| link.node == entered).unwrap_or(0);
        let heir = cycle.iter().position(|link| link.node == blossom);
        // An heir that is inner like the blossom before goes on as if nothing had happened.
        let goes_on = heir.is_some_and(|heir| stays_inner(cycle.len(), at, heir));
        if heir.is_some() && !goes_on {
            let mut people = std::mem::take(&mut self.people);
            people.clear();
            self.nest.collect(blossom, &mut people);
            for &person in &people {
                self.dual[person as usize] += passed;
            }
            self.people = people;
        }
        self.relabel(&cycle, at, entry, root);
        if goes_on {
            self.tags[blossom as usize].since = since;
            self.nest.dual[blossom as usize] += 2 * passed;
        }
        for link in &cycle {
            if self.tags[link.node as usize].label == Label::None {
                self.release(link.node);
            }
        }
    }

    /// Labels the nodes on the even way from where the tree enters the cycle to its base.
    fn relabel(&mut self, cycle: &[Link], mut at: usize, entry: u32, root: u32) {
        let length = cycle.len();
        // The matched edge of an odd place leads forward, that of an even one backward; the base is at both ends.
        let forward = at % 2 == 1;
        self.become_inner(cycle[at].node, entry, root);
        while !at.is_multiple_of(length) {
            let (outer, inner, arc) =
                if forward { (at + 1, at + 2, cycle[at + 1].arc) } else { (at - 1, at - 2, cycle[at - 2].arc ^ 1) };
            self.become_inner(cycle[inner % length].node, arc, root);
            self.become_outer(cycle[outer].node, root);
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

/// Whether the node at `place` of a cycle that is entered at `at` is on the even way to the base, an even number of steps away.
fn stays_inner(length: usize, at: usize, place: usize) -> bool {
    if at % 2 == 1 {
        let place = if place == 0 { length } else { place };
        place >= at && (place - at).is_multiple_of(2)
    } else {
        place <= at && (at - place).is_multiple_of(2)
    }
}
