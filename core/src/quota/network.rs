//! A choice of edges as a flow: from the root down the tree of mentees, over edges, up the tree of mentors to the root.
//!
//! Every node but the root is a set with a flow, the number of its chosen edges, between `low` and `high`, and a *potential*:
//! the sum of the prices of the sets it is in (mentees), or less that sum (mentors). The choice is optimal for its limits if no
//! arc could carry more or less with a gain: `cost + potential(from) − potential(to) ≥ 0` for everything that can be changed.
//! Whoever breaks this is changed to the limit at once, which leaves a node with too much and one with too little, and
//! [`path`](super::path) puts that right. So the flow is always optimal for what it is, and becomes whole.
//!
//! The first edge of a mentee who wants several may have a bonus: then the first unit of their flow costs less than the next ones.
//! Such costs are convex, and all of this holds as before.
#![expect(clippy::indexing_slicing, reason = "nodes and edges are made here and in the model")]

use super::model::Model;
use super::nest::Nest;

/// What was so before, to be undone.
#[derive(Debug, Clone, Copy)]
enum Before {
    Flow(u32, i64),
    Edge(u32),
    Potential(u32, i64),
    Limits(u32, i64, i64),
}

/// The flow, its limits and its prices.
#[derive(Debug, Clone)]
pub(super) struct Network<'a> {
    pub(super) parent: &'a [u32],
    pub(super) of_mentees: &'a [bool],
    /// The nodes of both trees.
    order: &'a [u32],
    pub(super) child_starts: Vec<usize>,
    pub(super) children: Vec<u32>,
    /// By edge: its node on the side of mentees, of mentors.
    pub(super) leaf: [&'a [u32]; 2],
    /// By node of mentees: the edges that no smaller set has.
    pub(super) edge_starts: Vec<usize>,
    pub(super) edges: Vec<u32>,
    /// By node of mentors: the chosen of these.
    pub(super) held: Vec<Vec<u32>>,
    pub(super) weight: Vec<i64>,
    pub(super) chosen: Vec<bool>,
    /// Edges that may not be chosen.
    pub(super) banned: Vec<bool>,
    pub(super) low: Vec<i64>,
    pub(super) high: Vec<i64>,
    pub(super) flow: Vec<i64>,
    /// What the first unit of a node's flow is worth.
    bonus: Vec<i64>,
    pub(super) potential: Vec<i64>,
    /// What comes to a node less what leaves it.
    pub(super) over: Vec<i64>,
    /// Nodes that may have too much.
    pub(super) touched: Vec<u32>,
    /// The weight of the chosen edges, with every bonus.
    pub(super) total: i128,
    log: Option<Vec<Before>>,
}

impl<'a> Network<'a> {
    /// From a choice, prices of mentors and prices of groups, which may be anything; those of loose groups are taken off the
    /// weights.
    pub(super) fn new(model: &Model<'_>, nest: &'a Nest, chosen: &[u32], prices: &[i64], group_prices: &[i64]) -> Self {
        let nodes = nest.parent.len();
        let mut high = vec![i64::MAX; nodes];
        for (node, &seats) in (1..).zip(model.mentee_seats.iter().chain(model.mentor_seats)) {
            high[node] = seats.into();
        }
        let mut bonus = vec![0; nodes];
        bonus[1..=model.first.len()].copy_from_slice(&model.first);
        for (high, &max) in high[nest.groups as usize..].iter_mut().zip(&model.max) {
            *high = max.into();
        }
        let (child_starts, children) =
            rows(nodes, nest.order.iter().map(|&node| (nest.parent[node as usize], node)).collect());
        let of_edges = (0..).zip(&nest.leaf[0]).map(|(edge, &node)| (node, edge)).collect();
        let (edge_starts, edges) = rows(nodes, of_edges);
        let mut network = Network {
            parent: &nest.parent,
            of_mentees: &nest.of_mentees,
            order: &nest.order,
            child_starts,
            children,
            leaf: [&nest.leaf[0], &nest.leaf[1]],
            edge_starts,
            edges,
            held: vec![Vec::new(); nodes],
            weight: (0..model.edge.len() as u32).map(|edge| nest.weight(model, edge, group_prices)).collect(),
            chosen: vec![false; model.edge.len()],
            banned: vec![false; model.edge.len()],
            low: vec![0; nodes],
            high,
            flow: vec![0; nodes],
            bonus,
            potential: vec![0; nodes],
            over: vec![0; nodes],
            touched: Vec::new(),
            total: 0,
            log: None,
        };
        for &edge in chosen {
            network.chosen[edge as usize] = true;
            network.total += i128::from(network.weight[edge as usize]);
            network.held[nest.leaf[1][edge as usize] as usize].push(edge);
            nest.leaf.iter().for_each(|leaf| network.flow[leaf[edge as usize] as usize] += 1);
        }
        for &node in nest.order.iter().rev() {
            network.flow[nest.parent[node as usize] as usize] += network.flow[node as usize];
        }
        // What mentees would pay for one more seat with the best mentor whom they do not have; less than nothing if they have no
        // more than one, and it has a bonus.
        let own = |(node, &first): (usize, &i64)| if network.flow[node] > 1 { 0 } else { -first };
        let mut wish: Vec<i64> = (1..).zip(&model.first).map(own).collect();
        for (edge, (&i, &j)) in model.mentee.iter().zip(&model.mentor).enumerate() {
            if !network.chosen[edge] {
                let gain = model.left(edge as u32, group_prices) - prices[j as usize];
                wish[i as usize] = gain.max(wish[i as usize]);
            }
        }
        let has_one = |&(node, _): &(usize, &i64)| network.flow[node] > 0;
        network.total += (1..).zip(&model.first).filter(has_one).map(|(_, &first)| i128::from(first)).sum::<i128>();
        for &node in &nest.order {
            let own = match node {
                node if node < nest.mentors => wish[node as usize - 1],
                node if node < nest.groups => -prices[(node - nest.mentors) as usize],
                node => {
                    let price = group_prices[(node - nest.groups) as usize];
                    if nest.of_mentees[node as usize] { price } else { -price }
                }
            };
            network.potential[node as usize] = network.potential[nest.parent[node as usize] as usize] + own;
        }
        network
    }

    /// The children of a node.
    pub(super) fn children_of(&self, node: u32) -> &[u32] {
        &self.children[self.child_starts[node as usize]..self.child_starts[node as usize + 1]]
    }

    /// The edges of a node of mentees that no smaller set has.
    pub(super) fn edges_of(&self, node: u32) -> &[u32] {
        &self.edges[self.edge_starts[node as usize]..self.edge_starts[node as usize + 1]]
    }

    /// The chosen edges, ascending.
    pub(super) fn choice(&self) -> Vec<u32> {
        (0..).zip(&self.chosen).filter(|(_, chosen)| **chosen).map(|(edge, _)| edge).collect()
    }

    /// What an edge costs at the potentials; below 0 it should be chosen, above 0 it should not.
    pub(super) fn edge_cost(&self, edge: u32) -> i64 {
        let [from, to] = self.leaf.map(|leaf| self.potential[leaf[edge as usize] as usize]);
        from - to - self.weight[edge as usize]
    }

    /// What one more, or one less, on the arc between a node and its parent costs; nothing if that is beyond a limit.
    pub(super) fn step_cost(&self, node: u32, more: bool) -> Option<i64> {
        let (n, cost) = (node as usize, self.node_cost(node));
        let flow = self.flow[n];
        // The unit that comes or goes is the first.
        let bonus = if flow == i64::from(!more) { self.bonus[n] } else { 0 };
        match more {
            true => (flow < self.high[n]).then_some(cost - bonus),
            false => (flow > self.low[n]).then_some(bonus - cost),
        }
    }

    /// What one more on the arc between a node and its parent costs, a bonus aside.
    fn node_cost(&self, node: u32) -> i64 {
        let (own, parent) = (self.potential[node as usize], self.potential[self.parent[node as usize] as usize]);
        if self.of_mentees[node as usize] { parent - own } else { own - parent }
    }

    /// The price of a set.
    pub(super) fn price(&self, node: u32) -> i64 {
        (-self.node_cost(node)).max(0)
    }

    pub(super) fn set_edge(&mut self, edge: u32, chosen: bool) {
        if self.chosen[edge as usize] == chosen {
            return;
        }
        self.note(Before::Edge(edge));
        self.chosen[edge as usize] = chosen;
        let [from, to] = self.leaf.map(|leaf| leaf[edge as usize]);
        let held = &mut self.held[to as usize];
        if chosen {
            held.push(edge);
            self.total += i128::from(self.weight[edge as usize]);
        } else {
            if let Some(at) = held.iter().position(|&other| other == edge) {
                held.swap_remove(at);
            }
            self.total -= i128::from(self.weight[edge as usize]);
        }
        self.carry(from, to, if chosen { 1 } else { -1 });
    }

    pub(super) fn set_flow(&mut self, node: u32, flow: i64) {
        let more = flow - self.flow[node as usize];
        if more == 0 {
            return;
        }
        self.note(Before::Flow(node, self.flow[node as usize]));
        let first = flow.min(1) - self.flow[node as usize].min(1);
        self.total += i128::from(first * self.bonus[node as usize]);
        self.flow[node as usize] = flow;
        let parent = self.parent[node as usize];
        if self.of_mentees[node as usize] { self.carry(parent, node, more) } else { self.carry(node, parent, more) }
    }

    pub(super) fn set_potential(&mut self, node: u32, potential: i64) {
        self.note(Before::Potential(node, self.potential[node as usize]));
        self.potential[node as usize] = potential;
    }

    /// New limits of a set, kept at once.
    pub(super) fn limit(&mut self, node: u32, low: i64, high: i64) {
        self.note(Before::Limits(node, self.low[node as usize], self.high[node as usize]));
        (self.low[node as usize], self.high[node as usize]) = (low, high);
        self.settle_node(node);
    }

    fn carry(&mut self, from: u32, to: u32, more: i64) {
        self.over[from as usize] -= more;
        self.over[to as usize] += more;
        self.touched.push(if more > 0 { to } else { from });
    }

    /// Changes every arc to the limit at which its cost wants it.
    pub(super) fn settle(&mut self) {
        for edge in 0..self.weight.len() as u32 {
            self.settle_edge(edge);
        }
        for &node in self.order {
            self.settle_node(node);
        }
    }

    pub(super) fn settle_edge(&mut self, edge: u32) {
        let cost = self.edge_cost(edge);
        if self.banned[edge as usize] || cost > 0 {
            self.set_edge(edge, false);
        } else if cost < 0 {
            self.set_edge(edge, true);
        }
    }

    fn settle_node(&mut self, node: u32) {
        let (low, high) = (self.low[node as usize], self.high[node as usize]);
        let cost = self.node_cost(node);
        let bonus = self.bonus[node as usize];
        let wanted = |(cost, first): (bool, bool)| match (cost, first) {
            (true, _) => high,
            (false, true) => 1,
            (false, false) => low,
        };
        let (least, most) = (wanted((cost < 0, cost < bonus)), wanted((cost <= 0, cost <= bonus)));
        self.set_flow(node, self.flow[node as usize].clamp(least, most.max(least)).clamp(low, high));
    }

    /// An edge has another weight.
    pub(super) fn reweigh(&mut self, edge: u32, weight: i64) {
        if self.chosen[edge as usize] {
            self.total += i128::from(weight) - i128::from(self.weight[edge as usize]);
        }
        self.weight[edge as usize] = weight;
        self.settle_edge(edge);
    }

    /// An edge that may not be chosen from now on.
    pub(super) fn ban(&mut self, edge: u32) {
        self.banned[edge as usize] = true;
        self.set_edge(edge, false);
    }

    fn note(&mut self, before: Before) {
        if let Some(log) = &mut self.log {
            log.push(before);
        }
    }

    /// From here on everything can be undone.
    pub(super) fn remember(&mut self) {
        self.log = Some(Vec::new());
    }

    /// What was done since [`remember`](Self::remember) stays.
    pub(super) fn keep(&mut self) {
        self.log = None;
    }

    /// What was done since [`remember`](Self::remember) is undone.
    pub(super) fn undo(&mut self) {
        for before in self.log.take().unwrap_or_default().into_iter().rev() {
            match before {
                Before::Flow(node, flow) => self.set_flow(node, flow),
                Before::Edge(edge) => self.set_edge(edge, !self.chosen[edge as usize]),
                Before::Potential(node, potential) => self.potential[node as usize] = potential,
                Before::Limits(node, low, high) => {
                    (self.low[node as usize], self.high[node as usize]) = (low, high);
                }
            }
        }
    }
}

/// Rows by number, as starts and items in the order given.
fn rows(count: usize, items: Vec<(u32, u32)>) -> (Vec<usize>, Vec<u32>) {
    let mut starts = vec![0; count + 1];
    items.iter().for_each(|&(row, _)| starts[row as usize + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let (mut next, mut row_items) = (starts.clone(), vec![0; items.len()]);
    for (row, item) in items {
        row_items[next[row as usize]] = item;
        next[row as usize] += 1;
    }
    (starts, row_items)
}
