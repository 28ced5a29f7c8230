//! Growing: tight edges make trees larger, or, between two trees or to an unmatched node, the matching better.
#![expect(clippy::indexing_slicing, reason = "nodes and arcs come from the graph and from the nest")]

use std::cmp::Reverse;

use super::graph::{Arc, NONE};
use super::search::{Best, Label, Search, Tag};
use crate::error::Error;

impl Search<'_> {
    /// An edge from an outer person may have become tight. How many trees have become a better matching by it.
    pub(super) fn tight(&mut self, arc: u32) -> Result<usize, Error> {
        let (tail, head) = (self.graph.tail(arc), self.graph.head(arc));
        let (from, to) = (self.outermost(tail), self.outermost(head));
        let Tag { label, root: other, .. } = self.tags[to as usize];
        let root = self.tags[from as usize].root;
        if from == to || label == Label::Inner || self.spent[root as usize] {
            return Ok(0);
        }
        let outer = if label == Label::Outer { self.now } else { 0 };
        let slack = self.dual[tail as usize] - self.now + self.dual[head as usize] - outer - 2 * self.graph.weight(arc);
        if slack != 0 {
            // Noted before the other end changed its label, and noted again since.
            return Ok(0);
        }
        if label == Label::Outer {
            if root == other {
                self.shrink(arc, from, to)?;
                return Ok(0);
            }
            if self.spent[other as usize] {
                return Ok(0);
            }
            self.flip(tail, arc);
            self.flip(head, arc ^ 1);
            (self.spent[root as usize], self.spent[other as usize]) = (true, true);
            return Ok(2);
        }
        let base = self.nest.base[to as usize];
        if self.nest.mate[base as usize] == NONE {
            self.nest.rotate(self.graph, to, head);
            self.nest.mate[head as usize] = arc ^ 1;
            self.flip(tail, arc);
            self.spent[root as usize] = true;
            return Ok(1);
        }
        let beyond = self.graph.head(self.nest.mate[base as usize]);
        self.become_inner(to, arc, root);
        self.become_outer(self.nest.top[beyond as usize], root);
        Ok(0)
    }

    /// Gives an outer person another mate, or none, and everybody on the way to the root the other one.
    pub(super) fn flip(&mut self, mut person: u32, mut arc: u32) {
        loop {
            let outer = self.outermost(person);
            let up = self.nest.mate[self.nest.base[outer as usize] as usize];
            self.nest.rotate(self.graph, outer, person);
            self.nest.mate[person as usize] = arc;
            if up == NONE {
                return;
            }
            let inner = self.outermost(self.graph.head(up));
            arc = self.tags[inner as usize].entry;
            let head = self.graph.head(arc);
            self.nest.rotate(self.graph, inner, head);
            self.nest.mate[head as usize] = arc ^ 1;
            person = self.graph.tail(arc);
        }
    }

    /// The outermost node that holds a person, blossoms made in this search included.
    pub(super) fn outermost(&mut self, person: u32) -> u32 {
        let mut node = self.nest.top[person as usize];
        loop {
            let within = self.tags[node as usize].within;
            if within == node {
                return node;
            }
            let further = self.tags[within as usize].within;
            self.tags[node as usize].within = further;
            node = further;
        }
    }

    pub(super) fn label(&mut self, node: u32, label: Label, entry: u32, root: u32) {
        self.labelled.push(node);
        let tag = &mut self.tags[node as usize];
        (tag.label, tag.since, tag.entry, tag.root) = (label, self.now, entry, root);
    }

    pub(super) fn become_inner(&mut self, node: u32, entry: u32, root: u32) {
        self.label(node, Label::Inner, entry, root);
        if self.nest.is_blossom(node) {
            self.expansions.push(Reverse((self.now + self.nest.dual[node as usize] / 2, node)));
        }
    }

    pub(super) fn become_outer(&mut self, node: u32, root: u32) {
        self.label(node, Label::Outer, NONE, root);
        let first = self.outer.len();
        self.nest.collect(node, &mut self.outer);
        self.welcome(first);
    }

    /// Outer people from `first` on are new: their duals are stored otherwise from now on, and their edges count.
    pub(super) fn welcome(&mut self, first: usize) {
        for &person in &self.outer[first..] {
            self.dual[person as usize] += self.now;
            self.next[person as usize] = 0;
            self.end = self.end.min((self.dual[person as usize], person));
        }
        for k in first..self.outer.len() {
            self.look(self.outer[k]);
        }
    }

    /// Notes when the edges of an outer person become tight: those that could be by now, if rows are in order; else all.
    pub(super) fn look(&mut self, person: u32) {
        let graph = self.graph;
        let own = self.outermost(person);
        if self.spent[self.tags[own as usize].root as usize] {
            return;
        }
        let dual = self.dual[person as usize];
        let row = graph.arcs_of(person);
        let from = self.next[person as usize] as usize;
        let mut to = row.len();
        if self.floor > 0 {
            let could = |arc: &Arc| (dual + self.floor) / 2 - arc.weight;
            to = from + row[from..].iter().take_while(|arc| could(arc) <= self.now).count();
            if let Some(time) = row.get(to).map(could).filter(|&time| time < self.end.0) {
                self.waiting.push(Reverse((time, person)));
            }
            self.next[person as usize] = to as u32;
        }
        self.work += (to - from) as u64;
        for arc in &row[from..to] {
            let head = arc.head as usize;
            let key = dual - 2 * arc.weight;
            let node = self.outermost(arc.head);
            let time = match self.tags[node as usize].label {
                _ if node == own => continue,
                Label::Outer => (key + self.dual[head]) / 2,
                label => {
                    let best = &mut self.best[head];
                    if key >= best.key {
                        continue;
                    }
                    if best.arc == NONE {
                        self.reached.push(arc.head);
                    }
                    *best = Best { key, arc: arc.id };
                    if label == Label::Inner {
                        continue;
                    }
                    key + self.dual[head]
                }
            };
            self.note(time, arc.id);
        }
    }

    /// An edge that becomes tight only after the end need not be noted.
    pub(super) fn note(&mut self, time: i64, arc: u32) {
        if time <= self.now {
            self.ready.push_back(arc);
        } else if time < self.end.0 {
            self.edges.push(Reverse((time, arc)));
        }
    }
}
