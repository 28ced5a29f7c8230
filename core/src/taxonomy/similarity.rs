//! How near topics are: the best product of factors along any way through the graph.
//!
//! A step to a narrower topic keeps `narrower` of the interest, one to a broader topic `broader`, one to a neighbour
//! `related`; all at most 1, in millionths, rounded down at every step. Products along a way never grow, and a greater one
//! stays greater (or equal) under the same further steps, so the best-first search of Dijkstra (1959) finds the best way.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::TopicIx;
use super::graph::{Graph, Step};
use crate::model::TaxonomyPolicy;
use crate::points::{FULL, millionths, part};

/// What steps keep, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Factors {
    /// The offered topic is narrower.
    pub narrower: u32,
    /// The offered topic is broader.
    pub broader: u32,
    /// The offered topic is related.
    pub related: u32,
    /// Ways that keep less count for nothing.
    pub min_similarity: u32,
}

impl From<&TaxonomyPolicy> for Factors {
    fn from(policy: &TaxonomyPolicy) -> Self {
        Factors {
            narrower: millionths(policy.narrower),
            broader: millionths(policy.broader),
            related: millionths(policy.related),
            min_similarity: millionths(policy.min_similarity).max(1),
        }
    }
}

impl Factors {
    fn of(&self, step: Step) -> u32 {
        match step {
            Step::Narrower => self.narrower,
            Step::Broader => self.broader,
            Step::Related => self.related,
        }
    }
}

/// A topic near a wanted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Similar {
    /// The near topic.
    pub topic: TopicIx,
    /// In millionths.
    pub similarity: u32,
}

/// What an offered topic is to a wanted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The same topic.
    Same,
    /// Narrower, by any number of steps.
    Narrower,
    /// Broader, by any number of steps.
    Broader,
    /// Related, by any number of steps.
    Related,
    /// Near by steps of several kinds.
    Mixed,
}

impl Relation {
    /// As documents spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Relation::Same => "same",
            Relation::Narrower => "narrower",
            Relation::Broader => "broader",
            Relation::Related => "related",
            Relation::Mixed => "mixed",
        }
    }
}

/// A way through the taxonomy, from a wanted to an offered topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicPath {
    /// Every topic on the way, both ends included.
    pub topics: Vec<TopicIx>,
    /// What the way keeps, in millionths.
    pub similarity: u32,
    /// What the steps were.
    pub relation: Relation,
}

/// Best first: most similarity, then fewest steps, then the first topic.
type Queue = BinaryHeap<(u32, Reverse<u32>, Reverse<TopicIx>)>;

pub(super) fn similar(graph: &Graph, from: TopicIx, factors: &Factors) -> Vec<Similar> {
    let mut best: BTreeMap<TopicIx, u32> = BTreeMap::from([(from, FULL)]);
    let mut queue: Queue = BinaryHeap::from([(FULL, Reverse(0), Reverse(from))]);
    while let Some((kept, Reverse(steps), Reverse(topic))) = queue.pop() {
        if best.get(&topic).is_some_and(|&known| known > kept) {
            continue;
        }
        for (step, next) in graph.steps(topic) {
            let keeps = part(kept, factors.of(step));
            let known = best.entry(next).or_insert(0);
            if keeps >= factors.min_similarity && keeps > *known {
                *known = keeps;
                queue.push((keeps, Reverse(steps + 1), Reverse(next)));
            }
        }
    }
    let near = best.into_iter().filter(|&(_, similarity)| similarity > 0);
    near.map(|(topic, similarity)| Similar { topic, similarity }).collect()
}

/// How a topic was reached best so far.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Reached {
    kept: u32,
    steps: Reverse<u32>,
    /// The topics on the way; of equally good ways, the one with the first ids.
    way: Reverse<Vec<TopicIx>>,
    kinds: Vec<Step>,
}

pub(super) fn path(graph: &Graph, from: TopicIx, to: TopicIx, factors: &Factors) -> Option<TopicPath> {
    let start = Reached { kept: FULL, steps: Reverse(0), way: Reverse(vec![from]), kinds: Vec::new() };
    let mut best: BTreeMap<TopicIx, Reached> = BTreeMap::from([(from, start.clone())]);
    let mut queue = BinaryHeap::from([(start, from)]);
    while let Some((reached, topic)) = queue.pop() {
        if topic == to {
            let relation = match reached.kinds.as_slice() {
                [] => Relation::Same,
                kinds if kinds.iter().all(|&kind| kind == Step::Narrower) => Relation::Narrower,
                kinds if kinds.iter().all(|&kind| kind == Step::Broader) => Relation::Broader,
                kinds if kinds.iter().all(|&kind| kind == Step::Related) => Relation::Related,
                _ => Relation::Mixed,
            };
            return Some(TopicPath { topics: reached.way.0, similarity: reached.kept, relation });
        }
        if best.get(&topic).is_some_and(|known| *known > reached) {
            continue;
        }
        for (step, next) in graph.steps(topic) {
            let kept = part(reached.kept, factors.of(step));
            if kept < factors.min_similarity || best.get(&next).is_some_and(|known| (known.kept, known.steps) > (kept, Reverse(reached.steps.0 + 1))) {
                continue;
            }
            let mut further = reached.clone();
            further.kept = kept;
            further.steps.0 += 1;
            further.way.0.push(next);
            further.kinds.push(step);
            if best.get(&next).is_none_or(|known| further > *known) {
                best.insert(next, further.clone());
                queue.push((further, next));
            }
        }
    }
    None
}
