//! One search: a tree of alternating paths grows from an unmatched person until a better matching is found.
//!
//! **Notation.** u of a person and z of a blossom are duals in half points; the *slack* of an edge between two outermost
//! nodes is u_a + u_b − 2w ≥ 0, and the edge is *tight* at 0. *Outer* nodes are an even number of tight edges away from the
//! root, *inner* ones an odd number, and matched with the outer node beyond them. Time Δ is the sum of all changes so far:
//! while it passes, u of outer people falls and z of outer blossoms rises twice as fast, inner ones the other way round.
//!
//! **Events,** each at a known time. u of an outer person reaches 0: they can stay alone, and the path to the root is
//! flipped. An edge from an outer person to a node without a label becomes tight: if the node is unmatched, the path is
//! flipped, else the node becomes inner and the one matched with it outer. An edge between two outer nodes becomes tight: the
//! odd cycle it closes is shrunk to a blossom, outer too (`shrink.rs`). z of an inner blossom reaches 0: it is expanded; one
//! way through it stays in the tree, the rest loses its label (`expand.rs`).
//!
//! **Lazy duals.** What is stored is such that time need not touch it: for an outer person u + Δ, from which u is at hand
//! at any time; for an inner node the time since when it is one. For everybody not outer, the best edge from an outer person
//! is kept also while they are inner, for the case that their blossom is expanded.
//!
//! **Complexity.** O(m log n) a search, and O(n) for each blossom expanded; a search sees only what is near its root.
//!
//! **References.** J. Edmonds, "Maximum matching and a polyhedron with 0,1-vertices", J. Research National Bureau of
//! Standards 69B, 1965. Z. Galil, "Efficient algorithms for finding maximum matching in graphs", ACM Computing Surveys 18,
//! 1986 (events, priorities).
#![expect(clippy::indexing_slicing, reason = "nodes and arcs come from the graph and from the nest")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::graph::{Graph, NONE};
use super::nest::Nest;
use super::pace::Pace;
use crate::error::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    None,
    Outer,
    Inner,
}

/// What a search knows of a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag {
    pub(super) label: Label,
    /// Since when.
    pub(super) since: i64,
    /// For an inner node, the arc by which the tree came to it.
    pub(super) entry: u32,
    /// The node made of this one by shrinking; itself if it is outermost. Paths are shortened on the way.
    pub(super) within: u32,
    /// When it was last met on the way to the root.
    pub(super) met: u32,
}

/// The edge from an outer person that is tight first, apart from the other end's own dual: `key` is u + Δ − 2w.
#[derive(Debug, Clone, Copy)]
pub(super) struct Best {
    pub(super) key: i64,
    pub(super) arc: u32,
}

const FAR: Best = Best { key: i64::MAX, arc: NONE };

pub(super) struct Search<'g> {
    pub(super) graph: &'g Graph<'g>,
    pub(super) nest: Nest,
    /// u, or what is stored for it.
    pub(super) dual: Vec<i64>,
    pub(super) tags: Vec<Tag>,
    pub(super) best: Vec<Best>,
    /// When edges become tight.
    pub(super) edges: BinaryHeap<Reverse<(i64, u32)>>,
    /// When inner blossoms have no dual left.
    pub(super) expansions: BinaryHeap<Reverse<(i64, u32)>>,
    /// Δ.
    pub(super) now: i64,
    /// When the first outer person's dual is 0, and who that is.
    end: (i64, u32),
    /// Outer people in the order in which they became so.
    pub(super) outer: Vec<u32>,
    /// Nodes with a label.
    pub(super) labelled: Vec<u32>,
    /// People with a best edge.
    reached: Vec<u32>,
    pub(super) people: Vec<u32>,
    pub(super) round: u32,
}

impl<'g> Search<'g> {
    /// Starts from duals that leave no slack negative, and from a matching of tight edges.
    pub(super) fn new(graph: &'g Graph<'g>, dual: Vec<i64>, nest: Nest) -> Self {
        let n = graph.people();
        let mut search = Search {
            graph,
            nest,
            dual,
            tags: Vec::new(),
            best: vec![FAR; n],
            edges: BinaryHeap::new(),
            expansions: BinaryHeap::new(),
            now: 0,
            end: (i64::MAX, NONE),
            outer: Vec::new(),
            labelled: Vec::new(),
            reached: Vec::new(),
            people: Vec::new(),
            round: 0,
        };
        search.grow_tags();
        search
    }

    /// Searches until nobody is unmatched who has a dual above 0. False if the deadline came first; the duals are feasible
    /// then, too.
    pub(super) fn run(&mut self, pace: &mut Pace<'_>) -> Result<bool, Error> {
        for root in 0..self.graph.people() as u32 {
            if self.nest.mate[root as usize] == NONE && self.dual[root as usize] > 0 {
                let done = self.from(root, pace)?;
                self.finish();
                if !done {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// The matching, the blossoms and the duals.
    pub(super) fn into_parts(self) -> (Nest, Vec<i64>) {
        (self.nest, self.dual)
    }

    fn from(&mut self, root: u32, pace: &mut Pace<'_>) -> Result<bool, Error> {
        self.now = 0;
        self.end = (i64::MAX, NONE);
        self.become_outer(self.nest.top[root as usize]);
        loop {
            if pace.step()? {
                return Ok(false);
            }
            let edge = self.edges.peek().map_or(i64::MAX, |&Reverse((time, _))| time);
            let expansion = self.expansions.peek().map_or(i64::MAX, |&Reverse((time, _))| time);
            if self.end.0 <= edge.min(expansion) {
                self.now = self.end.0;
                self.flip(self.end.1, NONE);
                return Ok(true);
            }
            if expansion <= edge {
                if let Some(Reverse((time, blossom))) = self.expansions.pop() {
                    self.now = time;
                    self.expand(blossom);
                }
            } else if let Some(Reverse((time, arc))) = self.edges.pop() {
                self.now = time;
                if self.tight(arc)? {
                    return Ok(true);
                }
            }
        }
    }

    /// An edge from an outer person may have become tight. True if the matching is better for it.
    fn tight(&mut self, arc: u32) -> Result<bool, Error> {
        let (tail, head) = (self.graph.tail(arc), self.graph.head(arc));
        let (from, to) = (self.outermost(tail), self.outermost(head));
        let label = self.tags[to as usize].label;
        if from == to || label == Label::Inner {
            return Ok(false);
        }
        let outer = if label == Label::Outer { self.now } else { 0 };
        let slack = self.dual[tail as usize] - self.now + self.dual[head as usize] - outer - 2 * self.graph.weight(arc);
        if slack != 0 {
            // Noted before the other end changed its label, and noted again since.
            return Ok(false);
        }
        if label == Label::Outer {
            self.shrink(arc, from, to)?;
            return Ok(false);
        }
        let base = self.nest.base[to as usize];
        if self.nest.mate[base as usize] == NONE {
            self.nest.rotate(self.graph, to, head);
            self.nest.mate[head as usize] = arc ^ 1;
            self.flip(tail, arc);
            return Ok(true);
        }
        let beyond = self.graph.head(self.nest.mate[base as usize]);
        self.become_inner(to, arc);
        self.become_outer(self.nest.top[beyond as usize]);
        Ok(false)
    }

    /// Gives an outer person another mate, or none, and everybody on the way to the root the other one.
    fn flip(&mut self, mut person: u32, mut arc: u32) {
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

    pub(super) fn label(&mut self, node: u32, label: Label, entry: u32) {
        self.labelled.push(node);
        let tag = &mut self.tags[node as usize];
        (tag.label, tag.since, tag.entry) = (label, self.now, entry);
    }

    pub(super) fn become_inner(&mut self, node: u32, entry: u32) {
        self.label(node, Label::Inner, entry);
        if self.nest.is_blossom(node) {
            self.expansions.push(Reverse((self.now + self.nest.dual[node as usize] / 2, node)));
        }
    }

    pub(super) fn become_outer(&mut self, node: u32) {
        self.label(node, Label::Outer, NONE);
        let first = self.outer.len();
        self.nest.collect(node, &mut self.outer);
        self.welcome(first);
    }

    /// Outer people from `first` on are new: their duals are stored otherwise from now on, and their edges count.
    pub(super) fn welcome(&mut self, first: usize) {
        for &person in &self.outer[first..] {
            self.dual[person as usize] += self.now;
            self.end = self.end.min((self.dual[person as usize], person));
        }
        for k in first..self.outer.len() {
            self.look(self.outer[k]);
        }
    }

    /// Notes when the edges of an outer person become tight.
    fn look(&mut self, person: u32) {
        let graph = self.graph;
        let own = self.outermost(person);
        let dual = self.dual[person as usize];
        for arc in graph.arcs_of(person) {
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
        if time < self.end.0 {
            self.edges.push(Reverse((time, arc)));
        }
    }

    /// Stores all duals as they are, keeps the blossoms that have one, and forgets the rest of the search.
    fn finish(&mut self) {
        for &person in &self.outer {
            self.dual[person as usize] -= self.now;
        }
        let mut people = std::mem::take(&mut self.people);
        let mut outermost = Vec::new();
        for k in 0..self.labelled.len() {
            let node = self.labelled[k];
            let Tag { label, since, within, .. } = self.tags[node as usize];
            if within != node || label == Label::None {
                continue;
            }
            let passed = self.now - since;
            if label == Label::Inner {
                people.clear();
                self.nest.collect(node, &mut people);
                for &person in &people {
                    self.dual[person as usize] += passed;
                }
            }
            if self.nest.is_blossom(node) {
                self.nest.dual[node as usize] += if label == Label::Inner { -2 * passed } else { 2 * passed };
                outermost.push(node);
            }
            self.tags[node as usize].label = Label::None;
        }
        for &node in &self.labelled {
            let tag = &mut self.tags[node as usize];
            (tag.label, tag.within) = (Label::None, node);
        }
        while let Some(node) = outermost.pop() {
            if self.nest.is_blossom(node) && self.nest.dual[node as usize] == 0 {
                outermost.extend(self.nest.dissolve(node).iter().map(|link| link.node));
            } else {
                self.nest.set_top(node, &mut people);
            }
        }
        for &person in &self.reached {
            self.best[person as usize] = FAR;
        }
        self.people = people;
        self.labelled.clear();
        self.outer.clear();
        self.reached.clear();
        self.edges.clear();
        self.expansions.clear();
    }

    /// One tag for each node there is.
    pub(super) fn grow_tags(&mut self) {
        for node in self.tags.len()..self.nest.nodes() {
            self.tags.push(Tag { label: Label::None, since: 0, entry: NONE, within: node as u32, met: 0 });
        }
    }
}
