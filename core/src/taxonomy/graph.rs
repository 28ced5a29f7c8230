//! The graph between topics: the only place that knows petgraph.
//!
//! Nodes are topics in the order of their ids; an edge leads from a topic to one that its `broader` or `related` names.
//! Walking an edge backwards is a step too: to a narrower topic, or to a neighbour. Memory is linear in what was listed.

use std::collections::{BTreeMap, VecDeque};

use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;

use super::resolve::Names;
use super::{Entry, Resolution, TopicIx};
use crate::error::ErrorCode;
use crate::model::Topic;
use crate::read::{Reader, excerpt};

/// What a step from a topic leads to. In this order where two steps between the same topics keep the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    /// A kind of it.
    Narrower,
    /// What it is a kind of.
    Broader,
    /// A neighbour.
    Related,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Broader,
    Related,
}

/// Topics and the links between them.
#[derive(Debug)]
pub(super) struct Graph(DiGraph<(), Link, u32>);

impl Graph {
    /// The graph of `topics` in the caller's order, each with its number. Problems come in that order too, then cycles.
    /// `lenient`: something was wrong before, so an empty reference may be one that could not be read.
    pub(super) fn build(
        numbered: &[(TopicIx, &Topic)],
        entries: &[Entry],
        names: &Names,
        reader: &mut Reader,
        lenient: bool,
    ) -> Self {
        let mut graph = with_nodes(entries.len());
        for (at, (ix, topic)) in numbered.iter().enumerate() {
            reader.index(at, |reader| {
                for (field, link, ids) in
                    [("broader", Link::Broader, &topic.broader), ("related", Link::Related, &topic.related)]
                {
                    reader.field(field, |reader| {
                        for (k, id) in ids.iter().enumerate() {
                            let target = reader.index(k, |reader| target(reader, entries, names, id, lenient));
                            if let Some(target) = target {
                                graph.add_edge(NodeIndex::new(*ix as usize), NodeIndex::new(target as usize), link);
                            }
                        }
                    });
                }
            });
        }
        let graph = Graph(graph);
        graph.report_cycles(numbered, entries, reader);
        graph
    }

    /// Where one step leads, and along which link; in no particular order, with repetitions where links were repeated.
    pub(super) fn steps(&self, from: TopicIx) -> impl Iterator<Item = (Step, TopicIx)> {
        let node = NodeIndex::new(from as usize);
        let out = self.0.edges_directed(node, Direction::Outgoing).map(|edge| {
            let step = if *edge.weight() == Link::Broader { Step::Broader } else { Step::Related };
            (step, edge.target().index() as TopicIx)
        });
        let back = self.0.edges_directed(node, Direction::Incoming).map(|edge| {
            let step = if *edge.weight() == Link::Broader { Step::Narrower } else { Step::Related };
            (step, edge.source().index() as TopicIx)
        });
        out.chain(back)
    }

    /// Where the links to broader topics lead; in order, each once.
    pub(super) fn broader(&self, from: TopicIx) -> Vec<TopicIx> {
        let out = self.0.edges_directed(NodeIndex::new(from as usize), Direction::Outgoing);
        let broader = out.filter(|edge| *edge.weight() == Link::Broader);
        let mut found: Vec<TopicIx> = broader.map(|edge| edge.target().index() as TopicIx).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Gives every topic its new number and makes room for new ones: topic `old` becomes `now[old]`.
    pub(super) fn renumber(&mut self, now: &[TopicIx]) {
        let mut graph = with_nodes(now.len());
        let new = |old: NodeIndex| now.get(old.index()).map(|&ix| NodeIndex::new(ix as usize));
        for edge in (0..self.0.edge_count()).map(EdgeIndex::new) {
            if let (Some((from, to)), Some(link)) = (self.0.edge_endpoints(edge), self.0.edge_weight(edge))
                && let (Some(from), Some(to)) = (new(from), new(to))
            {
                graph.add_edge(from, to, *link);
            }
        }
        self.0 = graph;
    }

    /// Topics that are broader than themselves. One cycle of every strongly connected set of `broader` links is reported,
    /// the shortest through its smallest id, and besides every topic that names itself.
    ///
    /// Components are found by Kosaraju's algorithm, which petgraph runs without recursion: a chain of 100,000 topics
    /// must not exhaust the stack.
    fn report_cycles(&self, numbered: &[(TopicIx, &Topic)], entries: &[Entry], reader: &mut Reader) {
        let broader = self.0.filter_map(|_, ()| Some(()), |_, link| (*link == Link::Broader).then_some(()));
        let itself = |node: &NodeIndex| broader.find_edge(*node, *node).is_some();
        let mut cycles: Vec<Vec<usize>> =
            broader.node_indices().filter(itself).map(|node| vec![node.index()]).collect();
        for component in kosaraju_scc(&broader).into_iter().filter(|component| component.len() > 1) {
            let mut members: Vec<usize> = component.iter().map(|node| node.index()).collect();
            members.sort_unstable();
            cycles.extend(cycle_within(&broader, &members));
        }
        if cycles.is_empty() {
            return;
        }
        let places: BTreeMap<usize, usize> =
            numbered.iter().enumerate().map(|(at, (ix, _))| (*ix as usize, at)).collect();
        cycles.sort();
        for cycle in cycles {
            let Some(&first) = cycle.first() else { continue };
            let message = format!("broader topics form a cycle: {}", written(&cycle, entries));
            let at = places.get(&first).copied().unwrap_or_default();
            reader
                .index(at, |reader| reader.field("broader", |reader| reader.problem(ErrorCode::BroaderCycle, message)));
        }
    }
}

fn with_nodes(count: usize) -> DiGraph<(), Link, u32> {
    let mut graph = DiGraph::with_capacity(count, count);
    for _ in 0..count {
        graph.add_node(());
    }
    graph
}

/// "`a` → `b` → `a`"; of a long cycle, the first few and the last.
fn written(cycle: &[usize], entries: &[Entry]) -> String {
    const SHOWN: usize = 8;
    let name = |ix: &usize| format!("`{}`", excerpt(entries.get(*ix).map_or("", |entry| &entry.id)));
    let mut shown: Vec<String> = cycle.iter().take(SHOWN).map(name).collect();
    if cycle.len() > SHOWN {
        shown.push(format!("… ({} more)", cycle.len() - SHOWN));
    }
    shown.extend(cycle.first().map(name));
    shown.join(" → ")
}

/// The topic that `broader` or `related` refers to.
fn target(reader: &mut Reader, entries: &[Entry], names: &Names, id: &str, lenient: bool) -> Option<TopicIx> {
    if lenient && id.is_empty() {
        return None;
    }
    match names.resolve(entries, id) {
        Resolution::Known(topic) => Some(topic),
        Resolution::Ambiguous(candidates) => {
            let candidates = candidates.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            let message = format!("topic `{}` is ambiguous: it may be {candidates}", excerpt(id));
            reader.problem(ErrorCode::AmbiguousTopic, message);
            None
        }
        Resolution::Unknown(better) => {
            reader.problem_with(ErrorCode::UnknownTopic, format!("unknown topic `{}`", excerpt(id)), better);
            None
        }
    }
}

/// The shortest cycle through the first of `members`, a strongly connected set of two or more: breadth first, neighbours
/// in the order of ids.
fn cycle_within(broader: &DiGraph<(), (), u32>, members: &[usize]) -> Option<Vec<usize>> {
    let start = *members.first()?;
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        let mut next: Vec<usize> = broader.neighbors(NodeIndex::new(at)).map(NodeIndex::index).collect();
        next.sort_unstable();
        for to in next.into_iter().filter(|&to| to != at) {
            if to == start {
                let mut cycle = vec![at];
                while let Some(&before) = cycle.last().and_then(|last| came_from.get(last)) {
                    cycle.push(before);
                }
                cycle.reverse();
                return Some(cycle);
            }
            if members.binary_search(&to).is_ok() && !came_from.contains_key(&to) {
                came_from.insert(to, at);
                queue.push_back(to);
            }
        }
    }
    None
}
