//! From what people write to the topic they mean.

use std::collections::HashMap;

use super::{Entry, TopicIx, normalise};
use crate::nearest::nearest;

/// What a text refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution<'a> {
    /// This topic.
    Known(TopicIx),
    /// Any of these topics, by id, in order.
    Ambiguous(Vec<&'a str>),
    /// None; perhaps the topic of this id is meant.
    Unknown(Option<String>),
}

/// Comparisons made in search of suggestions, over all texts of a cohort; past them no more suggestions are made.
const BUDGET: usize = 3_000_000;

/// The names of all topics. The maps are only looked up, never walked.
#[derive(Debug)]
pub(super) struct Names {
    ids: HashMap<String, TopicIx>,
    /// Normalised ids and labels, then normalised aliases: each with the topics that carry it, in order.
    labels: HashMap<String, Vec<TopicIx>>,
    aliases: HashMap<String, Vec<TopicIx>>,
    /// Every normalised name of a defined topic, in the order of topics: what suggestions are looked for among.
    written: Vec<(String, TopicIx)>,
    budget: Budget,
}

/// Comparisons left. Atomic only so that a taxonomy may be shared: suggestions are asked for while it is being built.
#[derive(Debug)]
struct Budget(std::sync::atomic::AtomicUsize);

impl Budget {
    fn spend(&self, cost: usize) -> bool {
        use std::sync::atomic::Ordering::Relaxed;
        self.0.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(cost)).is_ok()
    }
}

impl Names {
    pub(super) fn new(topics: &[Entry]) -> Self {
        let mut names = Names {
            ids: HashMap::with_capacity(topics.len()),
            labels: HashMap::with_capacity(topics.len()),
            aliases: HashMap::new(),
            written: Vec::new(),
            budget: Budget(BUDGET.into()),
        };
        for (ix, topic) in (0..).zip(topics) {
            // Of two topics with the same id, which is an error, the first.
            names.ids.entry(topic.id.clone()).or_insert(ix);
            let mut name = |map: &mut HashMap<String, Vec<TopicIx>>, text: &str| {
                let normal = normalise(text);
                let carriers = map.entry(normal.clone()).or_default();
                if carriers.last() != Some(&ix) {
                    carriers.push(ix);
                    if topic.adopted.is_none() {
                        names.written.push((normal, ix));
                    }
                }
            };
            name(&mut names.labels, &topic.id);
            name(&mut names.labels, &topic.label);
            for alias in &topic.aliases {
                name(&mut names.aliases, alias);
            }
        }
        names
    }

    pub(super) fn resolve<'a>(&self, topics: &'a [Entry], text: &str) -> Resolution<'a> {
        if let Some(&exact) = self.ids.get(text) {
            return Resolution::Known(exact);
        }
        let normal = normalise(text);
        for map in [&self.labels, &self.aliases] {
            match map.get(&normal).map(Vec::as_slice) {
                None | Some([]) => {}
                Some(&[one]) => return Resolution::Known(one),
                Some(several) => {
                    let ids = several.iter().filter_map(|&ix| topics.get(ix as usize)).map(|topic| topic.id.as_str());
                    return Resolution::Ambiguous(ids.collect());
                }
            }
        }
        Resolution::Unknown(self.suggest(topics, &normal))
    }

    fn suggest(&self, topics: &[Entry], normal: &str) -> Option<String> {
        if !self.budget.spend(self.written.len()) {
            return None;
        }
        let word = nearest(normal, self.written.iter().map(|(word, _)| word.as_str()))?;
        let (_, ix) = self.written.iter().find(|(written, _)| written == word)?;
        topics.get(*ix as usize).map(|topic| topic.id.clone())
    }
}
