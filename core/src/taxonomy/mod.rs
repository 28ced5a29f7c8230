//! Topics: what people call them, and how near one is to another.
//!
//! Topics are numbered in the order of their ids, so numbers do not depend on the order in which topics were listed.

mod graph;
mod normalise;
mod resolve;
mod similarity;

use std::collections::BTreeSet;

use crate::error::ErrorCode;
use crate::model::Topic;
use crate::read::{Reader, excerpt};
use graph::Graph;
use resolve::Names;

pub use normalise::normalise;
pub use resolve::Resolution;
pub use similarity::{Factors, Relation, Similar, TopicPath};

/// A topic's position in the order of ids.
pub type TopicIx = u32;

/// The topics of a cohort, with their names and the graph between them.
#[derive(Debug)]
pub struct Taxonomy {
    topics: Vec<Entry>,
    names: Names,
    graph: Graph,
}

#[derive(Debug, Clone)]
struct Entry {
    id: String,
    label: String,
    aliases: Vec<String>,
    /// For a topic that people named and the cohort does not define: the defined one it resembles.
    adopted: Option<Option<String>>,
}

impl Taxonomy {
    /// The taxonomy of `topics`, whose problems go to `reader`, which stands at the root of the document.
    ///
    /// O(n log n) in the size of the topics.
    pub fn build(topics: &[Topic], reader: &mut Reader) -> Self {
        let lenient = !reader.is_clean();
        let mut order: Vec<usize> = (0..topics.len()).collect();
        order.sort_by(|&a, &b| topics.get(a).map(|topic| &topic.id).cmp(&topics.get(b).map(|topic| &topic.id)));
        let sorted: Vec<(usize, &Topic)> = order.iter().filter_map(|&at| topics.get(at).map(|topic| (at, topic))).collect();
        let entry = |&(_, topic): &(usize, &Topic)| Entry {
            id: topic.id.clone(),
            label: topic.label.clone().unwrap_or_else(|| topic.id.clone()),
            aliases: topic.aliases.clone(),
            adopted: None,
        };
        let entries: Vec<Entry> = sorted.iter().map(entry).collect();
        reader.field("topics", |reader| {
            for (at, topic) in topics.iter().enumerate() {
                reader.index(at, |reader| check_texts(reader, topic, lenient));
            }
            for pair in sorted.windows(2) {
                if let [(first, one), (second, other)] = pair
                    && one.id == other.id
                    && !one.id.is_empty()
                {
                    let message = format!("`{}` is already the id of topics[{first}]", excerpt(&one.id));
                    reader.index(*second, |reader| reader.field("id", |reader| reader.problem(ErrorCode::DuplicateId, message)));
                }
            }
        });
        let names = Names::new(&entries);
        let graph = Graph::build(&sorted, &entries, &names, reader);
        Taxonomy { topics: entries, names, graph }
    }

    /// What a text that a person wrote refers to: an exact id; else one topic's id or label; else one topic's alias; the
    /// last two compared after [`normalise`].
    #[must_use]
    pub fn resolve(&self, text: &str) -> Resolution<'_> {
        self.names.resolve(&self.topics, text)
    }

    /// Adds the texts that do not resolve as topics of their own, without any neighbours. Texts that are equal after
    /// [`normalise`] are one topic. Numbers change: to be called before any is kept.
    pub fn adopt(&mut self, spellings: &BTreeSet<String>) {
        let mut adopted: Vec<Entry> = Vec::new();
        let mut sorted: Vec<(String, &String)> = spellings.iter().map(|text| (normalise(text), text)).collect();
        sorted.sort();
        for (id, label) in sorted {
            // A defined topic of this id would have been found by it.
            if adopted.last().is_some_and(|last| last.id == id) {
                continue;
            }
            let resembles = match self.resolve(label) {
                Resolution::Unknown(near) => near,
                _ => continue,
            };
            adopted.push(Entry { id, label: label.clone(), aliases: Vec::new(), adopted: Some(resembles) });
        }
        let before = self.topics.len() as u32;
        self.topics.extend(adopted);
        let mut order: Vec<u32> = (0..self.topics.len() as u32).collect();
        let id = |at: u32| self.topics.get(at as usize).map(|entry| entry.id.as_str());
        order.sort_by(|&a, &b| id(a).cmp(&id(b)));
        let mut now = vec![0; order.len()];
        for (new, &old) in (0..).zip(&order) {
            if let Some(slot) = now.get_mut(old as usize) {
                *slot = new;
            }
        }
        self.topics = order.iter().filter_map(|&old| self.topics.get(old as usize).cloned()).collect();
        self.graph.renumber(before, &now);
        self.names = Names::new(&self.topics);
    }

    /// How many topics there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.topics.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }

    /// A topic's id.
    #[must_use]
    pub fn id(&self, topic: TopicIx) -> &str {
        self.topics.get(topic as usize).map_or("", |entry| entry.id.as_str())
    }

    /// How to show a topic.
    #[must_use]
    pub fn label(&self, topic: TopicIx) -> &str {
        self.topics.get(topic as usize).map_or("", |entry| entry.label.as_str())
    }

    /// Whether people named the topic and the cohort does not define it.
    #[must_use]
    pub fn is_adopted(&self, topic: TopicIx) -> bool {
        self.topics.get(topic as usize).is_some_and(|entry| entry.adopted.is_some())
    }

    /// The id of the defined topic that an adopted one resembles.
    #[must_use]
    pub fn similar_to(&self, topic: TopicIx) -> Option<&str> {
        self.topics.get(topic as usize)?.adopted.as_ref()?.as_deref()
    }

    /// Every topic at least `min_similarity` near, `from` itself among them, in the order of topics.
    ///
    /// O(near · neighbours · log near).
    #[must_use]
    pub fn similar(&self, from: TopicIx, factors: &Factors) -> Vec<Similar> {
        similarity::similar(&self.graph, from, factors)
    }

    /// The best way from a wanted to an offered topic: most similarity, then fewest steps, then the first ids.
    #[must_use]
    pub fn path(&self, from: TopicIx, to: TopicIx, factors: &Factors) -> Option<TopicPath> {
        similarity::path(&self.graph, from, to, factors)
    }
}

fn check_texts(reader: &mut Reader, topic: &Topic, lenient: bool) {
    reader.field("id", |reader| crate::read::text(reader, &topic.id, lenient));
    if let Some(label) = &topic.label {
        reader.field("label", |reader| crate::read::text(reader, label, false));
    }
    reader.field("aliases", |reader| {
        for (k, alias) in topic.aliases.iter().enumerate() {
            reader.index(k, |reader| crate::read::text(reader, alias, lenient));
        }
    });
}
