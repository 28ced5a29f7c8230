//! The graph between topics: the only place that knows petgraph.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use petgraph::{Direction, graph::EdgeIndex};

use super::resolve::Names;
use super::{Entry, Resolution, TopicIx};
use crate::error::ErrorCode;
use crate::model::Topic;
use crate::read::{Reader, excerpt};

/// What a step from a topic leads to.
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

/// Topics and the links between them: an edge leads from a topic to a broader or a related one.
#[derive(Debug)]
pub(super) struct Graph(DiGraph<(), Link, u32>);

impl Graph {
    /// The graph of `sorted` topics, each with its place in the input, which `entries` repeat in the same order.
    pub(super) fn build(sorted: &[(usize, &Topic)], entries: &[Entry], names: &Names, reader: &mut Reader) -> Self {
        let lenient = !reader.is_clean();
        let mut graph = DiGraph::with_capacity(entries.len(), entries.len());
        for _ in entries {
            graph.add_node(());
        }
        reader.field("topics", |reader| {
            for (ix, (at, topic)) in (0..).zip(sorted) {
                reader.index(*at, |reader| {
                    for (field, link, ids) in [("broader", Link::Broader, &topic.broader), ("related", Link::Related, &topic.related)] {
                        reader.field(field, |reader| {
                            for (k, id) in ids.iter().enumerate() {
                                let target = reader.index(k, |reader| target(reader, entries, names, id, lenient));
                                if let Some(target) = target {
                                    graph.add_edge(NodeIndex::new(ix), NodeIndex::new(target as usize), link);
                                }
                            }
                        });
                    }
                });
            }
            report_cycles(&graph, sorted, reader);
        });
        Graph(graph)
    }

    /// Where one step leads, and along which link; in no particular order, with repetitions.
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

    /// Gives the first `before` topics and all new ones their new numbers.
    pub(super) fn renumber(&mut self, before: u32, now: &[u32]) {
        let mut graph = DiGraph::with_capacity(now.len(), self.0.edge_count());
        for _ in now {
            graph.add_node(());
        }
        let new = |old: NodeIndex| now.get(old.index()).filter(|_| old.index() < before as usize).map(|&ix| NodeIndex::new(ix as usize));
        for edge in (0..self.0.edge_count()).map(EdgeIndex::new) {
            if let (Some((from, to)), Some(link)) = (self.0.edge_endpoints(edge), self.0.edge_weight(edge))
                && let (Some(from), Some(to)) = (new(from), new(to))
            {
                graph.add_edge(from, to, *link);
            }
        }
        self.0 = graph;
    }
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

/// Each strongly connected set of `broader` links is reported once, as one of its cycles.
fn report_cycles(graph: &DiGraph<(), Link, u32>, sorted: &[(usize, &Topic)], reader: &mut Reader) {
    let broader = graph.filter_map(|_, ()| Some(()), |_, link| (*link == Link::Broader).then_some(()));
    let mut cycles: Vec<Vec<usize>> = Vec::new();
    for component in tarjan_scc(&broader) {
        let mut members: Vec<usize> = component.iter().map(|node| node.index()).collect();
        members.sort_unstable();
        let itself = members.first().is_some_and(|&only| broader.find_edge(NodeIndex::new(only), NodeIndex::new(only)).is_some());
        if members.len() > 1 || itself {
            cycles.extend(cycle_within(&broader, &members));
        }
    }
    cycles.sort();
    for cycle in cycles {
        let name = |ix: &usize| sorted.get(*ix).map_or("", |(_, topic)| topic.id.as_str());
        let Some(first) = cycle.first() else { continue };
        let shown: Vec<String> = cycle.iter().chain([first]).map(|ix| format!("`{}`", excerpt(name(ix)))).collect();
        let message = format!("broader topics form a cycle: {}", shown.join(" → "));
        let at = sorted.get(*first).map_or(0, |(at, _)| *at);
        reader.index(at, |reader| reader.field("broader", |reader| reader.problem(ErrorCode::BroaderCycle, message)));
    }
}

/// The shortest cycle through the first member: breadth first, neighbours in order.
fn cycle_within(broader: &DiGraph<(), (), u32>, members: &[usize]) -> Option<Vec<usize>> {
    let start = *members.first()?;
    let mut came_from: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        let mut next: Vec<usize> = broader.neighbors(NodeIndex::new(at)).map(NodeIndex::index).collect();
        next.sort_unstable();
        for to in next {
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
