//! How near topics are: the best product of factors along any way through the graph.
//!
//! A step to a narrower topic keeps `narrower` of the interest, one to a broader topic `broader`, one to a neighbour
//! `related`; all at most 1, in millionths, rounded down at every step. Products along a way never grow, and a greater one
//! stays greater (or equal) under the same further steps, so the best-first search of Dijkstra (1959) finds the best way.

use std::cmp::{Ordering, Reverse};
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
            min_similarity: millionths(policy.min_similarity),
        }
    }
}

impl Factors {
    /// What a step keeps; never more than all.
    fn of(&self, step: Step) -> u32 {
        let keeps = match step {
            Step::Narrower => self.narrower,
            Step::Broader => self.broader,
            Step::Related => self.related,
        };
        keeps.min(FULL)
    }

    /// Nothing is never near.
    fn least(&self) -> u32 {
        self.min_similarity.max(1)
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

/// Every topic near `from`, in order.
pub(super) fn similar(graph: &Graph, from: TopicIx, factors: &Factors) -> Vec<Similar> {
    let mut best: BTreeMap<TopicIx, u32> = BTreeMap::from([(from, FULL)]);
    let mut queue: Queue = BinaryHeap::from([(FULL, Reverse(0), Reverse(from))]);
    while let Some((kept, Reverse(steps), Reverse(topic))) = queue.pop() {
        if best.get(&topic).is_some_and(|&known| known > kept) {
            continue;
        }
        for (step, next) in graph.steps(topic) {
            let keeps = part(kept, factors.of(step));
            if keeps >= factors.least() && best.get(&next).is_none_or(|&known| keeps > known) {
                best.insert(next, keeps);
                queue.push((keeps, Reverse(steps + 1), Reverse(next)));
            }
        }
    }
    best.into_iter().map(|(topic, similarity)| Similar { topic, similarity }).collect()
}

/// The topics, in order, to which `to` may be near: whoever it is near to, and perhaps others that it falls just short of.
///
/// The same search the other way, in which every step is rounded up: so no way is worth less than it is forwards.
pub(super) fn may_be_near(graph: &Graph, to: TopicIx, factors: &Factors) -> Vec<TopicIx> {
    let mut best: BTreeMap<TopicIx, u32> = BTreeMap::from([(to, FULL)]);
    let mut queue: BinaryHeap<(u32, TopicIx)> = BinaryHeap::from([(FULL, to)]);
    while let Some((kept, topic)) = queue.pop() {
        if best.get(&topic).is_some_and(|&known| known > kept) {
            continue;
        }
        for (step, next) in graph.steps(topic) {
            let forwards = match step {
                Step::Narrower => Step::Broader,
                Step::Broader => Step::Narrower,
                Step::Related => Step::Related,
            };
            let keeps = (u64::from(kept) * u64::from(factors.of(forwards))).div_ceil(u64::from(FULL)) as u32;
            if keeps >= factors.least() && best.get(&next).is_none_or(|&known| keeps > known) {
                best.insert(next, keeps);
                queue.push((keeps, next));
            }
        }
    }
    best.into_keys().collect()
}

/// How a topic was reached best so far: what is kept, in how many steps, and the last of them.
#[derive(Clone, Copy)]
struct Reached {
    kept: u32,
    steps: u32,
    last: Option<(TopicIx, Step)>,
}

/// The best way from `from` to `to`.
///
/// Every part of it that starts at `from` is itself the best way to where it ends, so ways are kept as their last steps
/// only. Topics leave the queue in the order of (similarity, steps), both of which the way before had at least as good:
/// when two ways tie, all topics on both have left the queue, and the ways can be compared.
pub(super) fn path(graph: &Graph, from: TopicIx, to: TopicIx, factors: &Factors) -> Option<TopicPath> {
    let mut best: BTreeMap<TopicIx, Reached> = BTreeMap::from([(from, Reached { kept: FULL, steps: 0, last: None })]);
    let mut queue: Queue = BinaryHeap::from([(FULL, Reverse(0), Reverse(from))]);
    while let Some((kept, Reverse(steps), Reverse(topic))) = queue.pop() {
        if topic == to {
            return Some(way_back(&best, to, kept));
        }
        if best.get(&topic).is_some_and(|known| (known.kept, known.steps) != (kept, steps)) {
            continue;
        }
        for (step, next) in graph.steps(topic) {
            let kept = part(kept, factors.of(step));
            if kept < factors.least() {
                continue;
            }
            let further = Reached { kept, steps: steps + 1, last: Some((topic, step)) };
            let order = match best.get(&next) {
                None => Ordering::Greater,
                Some(known) => kept.cmp(&known.kept).then(known.steps.cmp(&further.steps)),
            };
            if order == Ordering::Greater {
                best.insert(next, further);
                queue.push((kept, Reverse(further.steps), Reverse(next)));
            } else if order == Ordering::Equal
                && best.get(&next).is_some_and(|known| comes_first(&best, &further, known))
            {
                best.insert(next, further);
            }
        }
    }
    None
}

/// Of two ways of equally many steps to the same topic, whether the first has the first ids where they part.
fn comes_first(best: &BTreeMap<TopicIx, Reached>, one: &Reached, other: &Reached) -> bool {
    let (mut one, mut other) = (one.last, other.last);
    let mut first = one.map(|(_, step)| step) < other.map(|(_, step)| step);
    while let (Some((a, _)), Some((b, _))) = (one, other)
        && a != b
    {
        first = a < b;
        let before = |topic| best.get(topic).and_then(|reached| reached.last);
        (one, other) = (before(&a), before(&b));
    }
    first
}

fn way_back(best: &BTreeMap<TopicIx, Reached>, to: TopicIx, similarity: u32) -> TopicPath {
    let mut topics = vec![to];
    let mut relation = Relation::Same;
    let mut at = to;
    while let Some((before, step)) = best.get(&at).and_then(|reached| reached.last) {
        let by = match step {
            Step::Narrower => Relation::Narrower,
            Step::Broader => Relation::Broader,
            Step::Related => Relation::Related,
        };
        relation = if relation == Relation::Same || relation == by { by } else { Relation::Mixed };
        topics.push(before);
        at = before;
    }
    topics.reverse();
    TopicPath { topics, similarity, relation }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::cohort_support::cohorts;
    use crate::read::Reader;
    use crate::taxonomy::{Factors, Taxonomy, TopicIx};

    proptest! {
        /// Backwards, nobody is missed.
        #[test]
        fn whoever_it_is_near_to_is_found(data in cohorts(1, 1), raised in 0..1_000_000_u32) {
            let taxonomy = Taxonomy::build(&data.topics, &mut Reader::default());
            let mut factors = Factors::from(&data.policy.taxonomy);
            // Factors that do not divide evenly.
            factors.broader = factors.broader.saturating_sub(raised / 7);
            let all = || 0..taxonomy.len() as TopicIx;
            for to in all() {
                let found = taxonomy.may_be_near(to, &factors);
                for from in all() {
                    let near = taxonomy.similar(from, &factors).iter().any(|similar| similar.topic == to);
                    prop_assert!(!near || found.binary_search(&from).is_ok(), "{} to {}", from, to);
                }
            }
        }
    }
}
