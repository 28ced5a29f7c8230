//! One search: trees of alternating paths grow from unmatched people until a better matching is found.
//!
//! **One tree or many.** From one person, a search ends with the first better matching (`run`). From all at once, whose duals
//! must be equal and nobody's less (`run_together`), it goes on as long as time stands still: a tree that has become a better
//! matching is *spent* and left alone, and from the people who remain the next search begins. Where duals take few
//! different values, many trees are spent at each, and all searches together look at each edge once or a few times.
//!
//! **Notation.** u of a person and z of a blossom are duals in half points; the *slack* of an edge between two outermost
//! nodes is u_a + u_b − 2w ≥ 0, and the edge is *tight* at 0. *Outer* nodes are an even number of tight edges away from the
//! root, *inner* ones an odd number, and matched with the outer node beyond them. Time Δ is the sum of all changes so far:
//! while it passes, u of outer people falls and z of outer blossoms rises twice as fast, inner ones the other way round.
//!
//! **Events,** each at a known time. u of an outer person reaches 0: they can stay alone, and the path to the root is
//! flipped. An edge from an outer person to a node without a label becomes tight: if the node is unmatched, the path is
//! flipped, else the node becomes inner and the one matched with it outer (`grow.rs`). An edge between two outer nodes becomes
//! tight: if they are in two trees, both paths are flipped; in one, the odd cycle it closes is shrunk to a blossom, outer too
//! (`shrink.rs`). z of an inner blossom reaches 0: it is expanded; one way through it stays in the tree, the rest loses its
//! label (`expand.rs`).
//!
//! **Looking late.** If nobody's dual is below f at the start, an edge of an outer person cannot be tight before
//! (u + Δ + f) / 2 − w. With rows in the order of weights, the rest of a row waits for that time as one event.
//!
//! **Lazy duals.** What is stored is such that time need not touch it: for an outer person u + Δ, from which u is at hand
//! at any time; for an inner node the time since when it is one. For everybody not outer, the best edge from an outer person
//! is kept also while they are inner, for the case that their blossom is expanded.
//!
//! **Complexity.** O(m log n) a search, and to expand a blossom O(its people), less those of the largest blossom in it; a search
//! from one person sees only what is near its root.
//!
//! **References.** J. Edmonds, "Maximum matching and a polyhedron with 0,1-vertices", J. Research National Bureau of
//! Standards 69B, 1965. Z. Galil, "Efficient algorithms for finding maximum matching in graphs", ACM Computing Surveys 18,
//! 1986 (events, priorities).
#![expect(clippy::indexing_slicing, reason = "nodes and arcs come from the graph and from the nest")]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::graph::{Graph, NONE};
use super::levels;
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
    /// The unmatched person whose tree the node is in.
    pub(super) root: u32,
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
    pub(super) edges: Times,
    /// Edges that are tight already, first come, first served.
    pub(super) ready: VecDeque<u32>,
    /// When the next edge of an outer person's row could become tight; `next` has its place in the row.
    pub(super) waiting: Times,
    pub(super) next: Vec<u32>,
    /// When inner blossoms have no dual left.
    pub(super) expansions: Times,
    /// Δ.
    pub(super) now: i64,
    /// When the first outer person's dual is 0, and who that is.
    pub(super) end: (i64, u32),
    /// f: nobody's dual was less when the search began; 0 if rows are not in the order of weights.
    pub(super) floor: i64,
    /// Whether the tree of a root has become a better matching.
    pub(super) spent: Vec<bool>,
    /// Outer people in the order in which they became so.
    pub(super) outer: Vec<u32>,
    /// Nodes with a label.
    pub(super) labelled: Vec<u32>,
    /// People with a best edge.
    pub(super) reached: Vec<u32>,
    pub(super) people: Vec<u32>,
    pub(super) round: u32,
    /// Edges looked at and nodes labelled, in all searches.
    pub(super) work: u64,
}

/// When something happens, and to what; the earliest first.
pub(super) type Times = BinaryHeap<Reverse<(i64, u32)>>;

/// How searches from all at once ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Done,
    /// The deadline came. The duals are feasible.
    Deadline,
    /// It would take long this way.
    Limit,
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
            edges: Times::new(),
            ready: VecDeque::new(),
            waiting: Times::new(),
            next: vec![0; n],
            expansions: Times::new(),
            now: 0,
            end: (i64::MAX, NONE),
            floor: 0,
            spent: vec![false; n],
            outer: Vec::new(),
            labelled: Vec::new(),
            reached: Vec::new(),
            people: Vec::new(),
            round: 0,
            work: 0,
        };
        search.grow_tags();
        search
    }

    /// Searches from one after another until nobody is unmatched who has a dual above 0. False if the deadline came first; the
    /// duals are feasible then, too.
    pub(super) fn run(&mut self, pace: &mut Pace<'_>) -> Result<bool, Error> {
        for root in 0..self.graph.people() as u32 {
            if self.is_open(root) && !self.from(&[root], 0, pace)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The same, from all at once, unless that takes too many steps. Rows are in the order of weights, and all duals are equal.
    pub(super) fn run_together(&mut self, pace: &mut Pace<'_>) -> Result<Ended, Error> {
        let mut roots: Vec<u32> = (0..self.graph.people() as u32).filter(|&root| self.is_open(root)).collect();
        let people = roots.len();
        while let Some(&first) = roots.first() {
            if levels::is_too_much(self.work, roots.len(), people, self.graph.edges()) {
                return Ok(Ended::Limit);
            }
            if !self.from(&roots, self.dual[first as usize], pace)? {
                return Ok(Ended::Deadline);
            }
            roots.retain(|&root| self.is_open(root));
        }
        Ok(Ended::Done)
    }

    fn is_open(&self, person: u32) -> bool {
        self.nest.mate[person as usize] == NONE && self.dual[person as usize] > 0
    }

    /// The matching, the blossoms and the duals.
    pub(super) fn into_parts(self) -> (Nest, Vec<i64>) {
        (self.nest, self.dual)
    }

    /// Grows trees from `roots` until one of them makes a better matching, and whatever others do at the same time. False if
    /// the deadline came first.
    fn from(&mut self, roots: &[u32], floor: i64, pace: &mut Pace<'_>) -> Result<bool, Error> {
        self.now = 0;
        self.end = (i64::MAX, NONE);
        self.floor = floor;
        for &root in roots {
            self.become_outer(self.nest.top[root as usize], root);
        }
        let mut left = roots.len();
        let mut in_time = true;
        while left > 0 {
            if pace.step()? {
                in_time = false;
                break;
            }
            if let Some(arc) = self.ready.pop_front() {
                left -= self.tight(arc)?;
                continue;
            }
            let time = |times: &Times| times.peek().map_or(i64::MAX, |&Reverse((time, _))| time);
            let (edge, wait, expansion) = (time(&self.edges), time(&self.waiting), time(&self.expansions));
            let first = edge.min(wait).min(expansion);
            let is_better = left < roots.len();
            if is_better && self.now < first.min(self.end.0) {
                break;
            }
            if self.end.0 <= first {
                self.now = self.end.0;
                // If a tree is spent, all duals of roots are 0 now, and nobody has to be matched for them.
                if !is_better {
                    self.flip(self.end.1, NONE);
                }
                break;
            }
            self.now = first;
            if expansion == first {
                if let Some(Reverse((_, blossom))) = self.expansions.pop() {
                    self.expand(blossom);
                }
            } else if edge == first {
                if let Some(Reverse((_, arc))) = self.edges.pop() {
                    left -= self.tight(arc)?;
                }
            } else if let Some(Reverse((_, person))) = self.waiting.pop() {
                self.look(person);
            }
        }
        self.finish(roots);
        Ok(in_time)
    }

    /// Stores all duals as they are, keeps the blossoms that have one, and forgets the rest of the search.
    fn finish(&mut self, roots: &[u32]) {
        self.work += self.labelled.len() as u64;
        for &root in roots {
            self.spent[root as usize] = false;
        }
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
        self.ready.clear();
        self.waiting.clear();
        self.expansions.clear();
    }

    /// One tag for each node there is.
    pub(super) fn grow_tags(&mut self) {
        for node in self.tags.len()..self.nest.nodes() {
            self.tags.push(Tag { label: Label::None, since: 0, entry: NONE, root: NONE, within: node as u32, met: 0 });
        }
    }
}
