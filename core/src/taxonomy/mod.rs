//! Topics: what people call them, and how near one is to another.
//!
//! Topics are numbered in the order of their ids, so numbers do not depend on the order in which topics were listed.
//!
//! `normalise` says when two spellings are one name, `resolve` what a name refers to, `graph` what links topics have, and
//! `similarity` how near one is to another along them.

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
        let sorted: Vec<(usize, &Topic)> =
            order.iter().filter_map(|&at| topics.get(at).map(|topic| (at, topic))).collect();
        let entry = |&(_, topic): &(usize, &Topic)| Entry {
            id: topic.id.clone(),
            label: topic.label.clone().unwrap_or_else(|| topic.id.clone()),
            aliases: topic.aliases.clone(),
            adopted: None,
        };
        let entries: Vec<Entry> = sorted.iter().map(entry).collect();
        let mut numbered: Vec<(usize, TopicIx)> = sorted.iter().map(|&(at, _)| at).zip(0..).collect();
        numbered.sort_unstable();
        let numbered: Vec<(TopicIx, &Topic)> = numbered.iter().map(|&(_, ix)| ix).zip(topics).collect();
        let names = Names::new(&entries);
        let graph = reader.field("topics", |reader| {
            for (at, topic) in topics.iter().enumerate() {
                reader.index(at, |reader| check_texts(reader, topic, lenient));
            }
            report_duplicates(&sorted, reader);
            Graph::build(&numbered, &entries, &names, reader, lenient)
        });
        Taxonomy { topics: entries, names, graph }
    }

    /// What a text that a person wrote refers to: an exact id; else one topic's id or label; else one topic's alias; the
    /// last two compared after [`normalise`].
    #[must_use]
    pub fn resolve(&self, text: &str) -> Resolution<'_> {
        self.names.resolve(&self.topics, text)
    }

    /// Whether [`resolve`](Self::resolve) would find a topic, or several, without the search for a suggestion.
    #[must_use]
    pub fn knows(&self, text: &str) -> bool {
        self.names.knows(text)
    }

    /// Adds the texts that do not resolve as topics of their own, without any neighbours. Texts that are equal after
    /// [`normalise`] are one topic: that is its id, and its label is the first of its spellings in the order of text.
    ///
    /// All topics are numbered anew, in the order of ids: to be called before any number is kept.
    pub fn adopt(&mut self, spellings: &BTreeSet<String>) {
        let spelled = spellings.iter().map(|text| (normalise(text), text.trim())).filter(|(id, _)| !id.is_empty());
        let mut sorted: Vec<(String, &str)> = spelled.collect();
        sorted.sort();
        sorted.dedup_by(|later, first| later.0 == first.0);
        let mut adopted: Vec<Entry> = Vec::new();
        for (id, label) in sorted {
            // Normal texts stay as they are under `normalise`, so a topic of this id would have been found by it.
            if let Resolution::Unknown(resembles) = self.resolve(&id) {
                adopted.push(Entry { id, label: label.to_owned(), aliases: Vec::new(), adopted: Some(resembles) });
            }
        }
        let mut topics: Vec<(TopicIx, Entry)> =
            (0..).zip(std::mem::take(&mut self.topics).into_iter().chain(adopted)).collect();
        topics.sort_by(|(_, one), (_, other)| one.id.cmp(&other.id));
        let mut now: Vec<(TopicIx, TopicIx)> = topics.iter().map(|&(old, _)| old).zip(0..).collect();
        now.sort_unstable();
        let now: Vec<TopicIx> = now.into_iter().map(|(_, new)| new).collect();
        self.topics = topics.into_iter().map(|(_, entry)| entry).collect();
        self.graph.renumber(&now);
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

    /// The topics that a topic is a kind of, as its `broader` has them; in order, each once.
    #[must_use]
    pub fn broader(&self, topic: TopicIx) -> Vec<TopicIx> {
        self.graph.broader(topic)
    }

    /// A topic and all that are broader, by any number of steps; nothing if these are more than `most`. O(links between them).
    #[must_use]
    pub(crate) fn all_broader(&self, topic: TopicIx, most: usize) -> Option<Vec<TopicIx>> {
        let mut found = BTreeSet::from([topic]);
        let mut next = vec![topic];
        while let Some(one) = next.pop() {
            next.extend(self.graph.broader(one).into_iter().filter(|&broader| found.insert(broader)));
            if found.len() > most {
                return None;
            }
        }
        Some(found.into_iter().collect())
    }

    /// Every topic at least `min_similarity` near, `from` itself among them, in the order of topics.
    ///
    /// O(near · neighbours · log near): how many are near is for the factors to say, and where all are 1, everything that
    /// is connected is.
    #[must_use]
    pub fn similar(&self, from: TopicIx, factors: &Factors) -> Vec<Similar> {
        similarity::similar(&self.graph, from, factors)
    }

    /// The topics, in order, that `to` may be near: all of those to which it is [`similar`](Self::similar), and perhaps others.
    #[must_use]
    pub(crate) fn may_be_near(&self, to: TopicIx, factors: &Factors) -> Vec<TopicIx> {
        similarity::may_be_near(&self.graph, to, factors)
    }

    /// The best way from a wanted to an offered topic: most similarity, then fewest steps, then the first ids from the
    /// wanted topic on; every part of it from there is the best way by the same rule. `None` if they are not near.
    #[must_use]
    pub fn path(&self, from: TopicIx, to: TopicIx, factors: &Factors) -> Option<TopicPath> {
        similarity::path(&self.graph, from, to, factors)
    }
}

/// Every topic but the first with an id, in the order of the input.
fn report_duplicates(sorted: &[(usize, &Topic)], reader: &mut Reader) {
    let mut duplicates: Vec<(usize, usize, &str)> = Vec::new();
    for same in sorted.chunk_by(|(_, one), (_, other)| one.id == other.id) {
        if let [(first, topic), later @ ..] = same
            && !topic.id.is_empty()
        {
            duplicates.extend(later.iter().map(|&(at, _)| (at, *first, topic.id.as_str())));
        }
    }
    duplicates.sort_unstable();
    for (at, first, id) in duplicates {
        let message = format!("`{}` is already the id of topics[{first}]", excerpt(id));
        reader.index(at, |reader| reader.field("id", |reader| reader.problem(ErrorCode::DuplicateId, message)));
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
