//! The cheapest ways from where there is too much to where there is too little.
//!
//! **Method.** From a node with too much, Dijkstra's search over what can be changed, at costs reduced by the potentials, to the
//! nearest node with too little; one more along the way; and every node nearer than that takes its distance into its
//! potential, so that reduced costs stay at 0 or above. Most ways are short, and so are the searches: a mentee over a quota
//! finds another mentor next door.
//!
//! **Complexity.** One search for each unit over a limit; a search looks at the edges of whoever is nearer than its end.
//!
//! **References.** J. Edmonds, R. M. Karp, "Theoretical improvements in algorithmic efficiency for network flow problems",
//! Journal of the ACM 19 (2), 1972; R. K. Ahuja, T. L. Magnanti, J. B. Orlin, "Network Flows", 1993, section 9.7.
#![expect(clippy::indexing_slicing, reason = "nodes and edges are the network's")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::nest::ROOT;
use super::network::Network;
use crate::control::Control;
use crate::error::Error;

/// How the mending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mended {
    Whole,
    /// The limits cannot be kept.
    Impossible,
    Expired,
}

/// How a node was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Via {
    Start,
    /// From its parent or child.
    Tree(u32),
    Edge(u32),
}

/// The search, whose memory is used again.
#[derive(Debug, Clone)]
pub(super) struct Search {
    distance: Vec<i64>,
    via: Vec<Via>,
    /// The search that last came to a node.
    seen: Vec<u32>,
    settled: Vec<bool>,
    now: u32,
    reached: Vec<u32>,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    work: u64,
    /// Everything looked at so far.
    pub(super) spent: u64,
}

/// Steps between two looks at the clock.
const STRIDE: u64 = 1 << 14;

/// The root's potential is brought back to 0 beyond this.
const MOST_DRIFT: i64 = 1 << 60;

impl Search {
    pub(super) fn new(nodes: usize) -> Self {
        Search {
            distance: vec![0; nodes],
            via: vec![Via::Start; nodes],
            seen: vec![0; nodes],
            settled: vec![false; nodes],
            now: 0,
            reached: Vec::new(),
            heap: BinaryHeap::new(),
            work: STRIDE,
            spent: 0,
        }
    }

    /// Until nobody has too much.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn mend(&mut self, network: &mut Network<'_>, control: &Control) -> Result<Mended, Error> {
        let mut touched = std::mem::take(&mut network.touched);
        touched.sort_unstable();
        touched.dedup();
        for node in touched {
            while network.over[node as usize] > 0 {
                if self.work >= STRIDE {
                    self.work = 0;
                    control.check()?;
                    if control.is_expired() {
                        return Ok(Mended::Expired);
                    }
                }
                let Some(end) = self.nearest(network, node) else { return Ok(Mended::Impossible) };
                self.raise(network, end);
                self.shift(network, end);
            }
        }
        network.touched.clear();
        Ok(Mended::Whole)
    }

    /// The nearest node with too little.
    fn nearest(&mut self, network: &Network<'_>, start: u32) -> Option<u32> {
        if self.now == u32::MAX {
            self.seen.fill(0);
            self.now = 0;
        }
        self.now += 1;
        self.heap.clear();
        self.reached.clear();
        self.meet(start, 0, Via::Start);
        while let Some(Reverse((distance, node))) = self.heap.pop() {
            if self.settled[node as usize] || distance > self.distance[node as usize] {
                continue;
            }
            self.settled[node as usize] = true;
            self.reached.push(node);
            if network.over[node as usize] < 0 {
                return Some(node);
            }
            self.leave(network, node, distance);
        }
        None
    }

    /// Everything that can be changed at a node.
    fn leave(&mut self, network: &Network<'_>, node: u32, distance: i64) {
        let n = node as usize;
        if node != ROOT
            && let Some(cost) = network.step_cost(node, !network.of_mentees[n])
        {
            self.meet(network.parent[n], distance + cost, Via::Tree(node));
        }
        for &child in network.children_of(node) {
            if let Some(cost) = network.step_cost(child, network.of_mentees[child as usize]) {
                self.meet(child, distance + cost, Via::Tree(node));
            }
        }
        let (more, less) = (network.edges_of(node), &network.held[n]);
        for &edge in more {
            if !network.chosen[edge as usize] && !network.banned[edge as usize] {
                let to = network.leaf[1][edge as usize];
                self.meet(to, distance + network.edge_cost(edge), Via::Edge(edge));
            }
        }
        for &edge in less {
            let to = network.leaf[0][edge as usize];
            self.meet(to, distance - network.edge_cost(edge), Via::Edge(edge));
        }
        let looked_at = 1 + (network.children_of(node).len() + more.len() + less.len()) as u64;
        self.work += looked_at;
        self.spent += looked_at;
    }

    fn meet(&mut self, node: u32, distance: i64, via: Via) {
        let n = node as usize;
        let new = self.seen[n] != self.now;
        if new {
            self.seen[n] = self.now;
            self.settled[n] = false;
        }
        if new || (distance < self.distance[n] && !self.settled[n]) {
            self.distance[n] = distance;
            self.via[n] = via;
            self.heap.push(Reverse((distance, node)));
        }
    }

    /// Distances become potentials.
    fn raise(&self, network: &mut Network<'_>, end: u32) {
        let far = self.distance[end as usize];
        for &node in &self.reached {
            let less = far - self.distance[node as usize];
            if less > 0 {
                network.set_potential(node, network.potential[node as usize] - less);
            }
        }
        // Only differences matter, and those stay near weights.
        let root = network.potential[ROOT as usize];
        if root < -MOST_DRIFT {
            for node in 0..network.potential.len() as u32 {
                network.set_potential(node, network.potential[node as usize] - root);
            }
        }
    }

    /// One more along the way that was found.
    fn shift(&self, network: &mut Network<'_>, end: u32) {
        let mut at = end;
        loop {
            match self.via[at as usize] {
                Via::Start => return,
                Via::Tree(from) => {
                    // Down the tree of mentees or up that of mentors is more, the other way is less.
                    let down = at != ROOT && network.parent[at as usize] == from;
                    let node = if down { at } else { from };
                    let more = if network.of_mentees[node as usize] == down { 1 } else { -1 };
                    network.set_flow(node, network.flow[node as usize] + more);
                    at = from;
                }
                Via::Edge(edge) => {
                    let chosen = network.chosen[edge as usize];
                    network.set_edge(edge, !chosen);
                    at = network.leaf[usize::from(chosen)][edge as usize];
                }
            }
        }
    }
}
