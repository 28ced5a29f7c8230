//! The matching, and the blossoms that stand on it.
//!
//! A *node* is a person (below n) or a blossom (from n on). A blossom is an odd cycle of nodes, linked by tight edges, of
//! which every second is matched: all but the node that comes first, which holds the blossom's *base*, are matched within
//! the blossom. Any of its people can become the base by matching the other edges of the cycle on one side.
#![expect(clippy::indexing_slicing, reason = "nodes and arcs come from the graph and from here")]

use super::graph::{Graph, NONE};

/// A node on the cycle of a blossom, and the arc from it to the next node on the cycle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) node: u32,
    pub(super) arc: u32,
}

pub(super) struct Nest {
    people: usize,
    /// The arc to the partner, one a person.
    pub(super) mate: Vec<u32>,
    /// The outermost node that holds a person. During a search, blossoms made in it are left out.
    pub(super) top: Vec<u32>,
    /// The blossom around each node.
    pub(super) parent: Vec<u32>,
    /// The person in each node who is not matched within it.
    pub(super) base: Vec<u32>,
    /// The dual of each blossom, z, in half points.
    pub(super) dual: Vec<i64>,
    /// How many people each node holds.
    pub(super) size: Vec<u32>,
    /// The cycle of each blossom, from the base on; empty for people.
    cycles: Vec<Vec<Link>>,
    spare: Vec<u32>,
}

impl Nest {
    pub(super) fn new(people: usize) -> Self {
        let all = || (0..people as u32).collect();
        Nest {
            people,
            mate: vec![NONE; people],
            top: all(),
            parent: vec![NONE; people],
            base: all(),
            dual: vec![0; people],
            size: vec![1; people],
            cycles: vec![Vec::new(); people],
            spare: Vec::new(),
        }
    }

    /// The matching alone.
    pub(super) fn without_blossoms(self) -> Self {
        Nest { mate: self.mate, ..Nest::new(self.people) }
    }

    pub(super) fn is_blossom(&self, node: u32) -> bool {
        node as usize >= self.people
    }

    /// How many nodes there have been.
    pub(super) fn nodes(&self) -> usize {
        self.parent.len()
    }

    pub(super) fn cycle(&self, blossom: u32) -> &[Link] {
        &self.cycles[blossom as usize]
    }

    /// A new blossom of outermost nodes. The first holds the base.
    pub(super) fn shrink(&mut self, cycle: Vec<Link>) -> u32 {
        let base = cycle.first().map_or(NONE, |first| self.base[first.node as usize]);
        let blossom = self.spare.pop().unwrap_or(self.parent.len() as u32);
        if blossom as usize == self.parent.len() {
            self.parent.push(NONE);
            self.base.push(NONE);
            self.dual.push(0);
            self.size.push(0);
            self.cycles.push(Vec::new());
        }
        for link in &cycle {
            self.parent[link.node as usize] = blossom;
        }
        self.parent[blossom as usize] = NONE;
        self.base[blossom as usize] = base;
        self.dual[blossom as usize] = 0;
        self.size[blossom as usize] = cycle.iter().map(|link| self.size[link.node as usize]).sum();
        self.cycles[blossom as usize] = cycle;
        blossom
    }

    /// Undoes an outermost blossom; its nodes are outermost then. Whose `top` that is, is the caller's to say.
    pub(super) fn dissolve(&mut self, blossom: u32) -> Vec<Link> {
        let cycle = std::mem::take(&mut self.cycles[blossom as usize]);
        for link in &cycle {
            self.parent[link.node as usize] = NONE;
        }
        self.spare.push(blossom);
        cycle
    }

    /// Undoes an outermost blossom, and gives its name to the largest blossom in it, if there is one: so whoever is in that
    /// one has the right `top`, and undoing a deep nest does not touch everybody at every depth.
    pub(super) fn pass_on(&mut self, blossom: u32) -> Vec<Link> {
        let mut cycle = self.dissolve(blossom);
        let largest = cycle.iter_mut().filter(|link| self.is_blossom(link.node));
        if let Some(link) = largest.max_by_key(|link| self.size[link.node as usize]) {
            let (heir, name) = (std::mem::replace(&mut link.node, blossom), blossom as usize);
            self.spare.pop();
            self.spare.push(heir);
            self.cycles[name] = std::mem::take(&mut self.cycles[heir as usize]);
            for link in &self.cycles[name] {
                self.parent[link.node as usize] = blossom;
            }
            self.base[name] = self.base[heir as usize];
            self.dual[name] = self.dual[heir as usize];
            self.size[name] = self.size[heir as usize];
        }
        cycle
    }

    /// Adds everybody in a node to `people`.
    pub(super) fn collect(&self, node: u32, people: &mut Vec<u32>) {
        if !self.is_blossom(node) {
            people.push(node);
            return;
        }
        let mut stack: Vec<u32> = vec![node];
        while let Some(node) = stack.pop() {
            if self.is_blossom(node) {
                stack.extend(self.cycles[node as usize].iter().rev().map(|link| link.node));
            } else {
                people.push(node);
            }
        }
    }

    /// Says that `node` is the outermost for everybody in it.
    pub(super) fn set_top(&mut self, node: u32, people: &mut Vec<u32>) {
        people.clear();
        self.collect(node, people);
        for &person in people.iter() {
            self.top[person as usize] = node;
        }
    }

    /// Makes a person the base of a node that holds them, by matching everybody else in it with each other.
    pub(super) fn rotate(&mut self, graph: &Graph<'_>, node: u32, person: u32) {
        let mut work = vec![(node, person)];
        let mut chain = Vec::new();
        while let Some((node, person)) = work.pop() {
            if self.base[node as usize] == person {
                continue;
            }
            // The nodes from the person up to just inside `node`, then level by level down again.
            let mut at = person;
            while at != node {
                chain.push(at);
                at = self.parent[at as usize];
            }
            let mut blossom = node;
            while let Some(inner) = chain.pop() {
                self.rotate_cycle(graph, blossom, inner, &mut work);
                self.base[blossom as usize] = person;
                blossom = inner;
            }
        }
    }

    /// Brings `inner` to the front of a cycle, matches the rest in pairs and notes which bases follow from that.
    fn rotate_cycle(&mut self, graph: &Graph<'_>, blossom: u32, inner: u32, work: &mut Vec<(u32, u32)>) {
        let mut cycle = std::mem::take(&mut self.cycles[blossom as usize]);
        let at = cycle.iter().position(|link| link.node == inner).unwrap_or(0);
        // Pairs on the way round that is of even length: those at `at` + 1, or those from the front.
        let first = if at % 2 == 1 { at + 1..cycle.len() } else { 0..at };
        for k in first.step_by(2) {
            let arc = cycle[k].arc;
            let (one, other) = (cycle[k].node, cycle[(k + 1) % cycle.len()].node);
            let (tail, head) = (graph.tail(arc), graph.head(arc));
            self.mate[tail as usize] = arc;
            self.mate[head as usize] = arc ^ 1;
            work.extend([(one, tail), (other, head)].into_iter().filter(|&(node, person)| node != person));
        }
        cycle.rotate_left(at);
        self.cycles[blossom as usize] = cycle;
    }
}
