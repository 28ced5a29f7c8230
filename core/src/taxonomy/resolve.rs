//! From what people write to the topic they mean.

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// The names of all topics. The maps are only looked up, never walked.
#[derive(Debug)]
pub(super) struct Names {
    ids: HashMap<String, TopicIx>,
    /// Normalised ids and labels: each with the topics that carry it, in order.
    labels: HashMap<String, Vec<TopicIx>>,
    /// Likewise the normalised aliases.
    aliases: HashMap<String, Vec<TopicIx>>,
    /// Made when the first text is unknown.
    written: OnceLock<Written>,
}

impl Names {
    pub(super) fn new(topics: &[Entry]) -> Self {
        let mut names = Names {
            ids: HashMap::with_capacity(topics.len()),
            labels: HashMap::with_capacity(topics.len()),
            aliases: HashMap::new(),
            written: OnceLock::new(),
        };
        for (ix, topic) in (0..).zip(topics) {
            // Of two topics with the same id, which is an error, the first.
            names.ids.entry(topic.id.clone()).or_insert(ix);
            let name = |map: &mut HashMap<String, Vec<TopicIx>>, text: &str| {
                let carriers = map.entry(normalise(text)).or_default();
                if carriers.last() != Some(&ix) {
                    carriers.push(ix);
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
        let normal = match self.carriers(text) {
            Ok([one]) => return Resolution::Known(*one),
            Ok(several) => {
                let ids = several.iter().filter_map(|&ix| topics.get(ix as usize)).map(|topic| topic.id.as_str());
                return Resolution::Ambiguous(ids.collect());
            }
            Err(normal) => normal,
        };
        let near = self.written.get_or_init(|| Written::new(topics)).nearest(&normal);
        Resolution::Unknown(near.and_then(|ix| topics.get(ix as usize)).map(|topic| topic.id.clone()))
    }

    /// Whether a text refers to any topic.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.carriers(text).is_ok()
    }

    /// The topics that a text may refer to, at least one; or the normalised text.
    fn carriers(&self, text: &str) -> Result<&[TopicIx], String> {
        if let Some(exact) = self.ids.get(text) {
            return Ok(std::slice::from_ref(exact));
        }
        let normal = normalise(text);
        match self.labels.get(&normal).or_else(|| self.aliases.get(&normal)) {
            Some(carriers) => Ok(carriers),
            None => Err(normal),
        }
    }
}

/// Every normalised name of a defined topic, to find the nearest to a misspelt one.
///
/// The edit distance of two words is at least the number of letters, with repetition, that one has and the other has not.
/// That bound is a few machine instructions, so all words of a fitting length are looked at, and only the
/// [`COMPARED`](Self::COMPARED) most alike are compared in full.
#[derive(Debug)]
struct Written {
    /// By length, then in order; topics with the same name in their order.
    words: Vec<(String, TopicIx)>,
    bags: Vec<Bag>,
    /// Where the words of each length, up to [`LENGTHS`](Self::LENGTHS), begin.
    starts: Vec<usize>,
    /// How many more words may be looked at. Atomic only so that a taxonomy may be shared: resolving is done by one
    /// thread, text after text.
    left: AtomicUsize,
}

impl Written {
    /// Words are looked at up to this length, as [`nearest`] does.
    const LENGTHS: usize = 64;
    const COMPARED: usize = 64;
    /// So that a whole column of nonsense costs seconds: 30,000 unknown texts among 10,000 names still get suggestions.
    const BUDGET: usize = 300_000_000;

    fn new(topics: &[Entry]) -> Self {
        let mut words: Vec<(usize, String, TopicIx)> = Vec::new();
        for (ix, topic) in (0..).zip(topics).filter(|(_, topic)| topic.adopted.is_none()) {
            let names = [&topic.id, &topic.label].into_iter().chain(&topic.aliases).map(|name| normalise(name));
            words.extend(names.map(|word| (length(&word), word, ix)));
        }
        words.sort_unstable();
        words.dedup();
        let starts = (0..=Self::LENGTHS + 1).map(|least| words.partition_point(|word| word.0 < least)).collect();
        let bags = words.iter().map(|(_, word, _)| bag(word)).collect();
        let words = words.into_iter().map(|(_, word, ix)| (word, ix)).collect();
        Written { words, bags, starts, left: AtomicUsize::new(Self::BUDGET) }
    }

    /// The topic whose name is nearest, if one is near enough; of equally near names the first in order. None to a single
    /// letter, to which every other is near.
    fn nearest(&self, word: &str) -> Option<TopicIx> {
        let (long, letters) = (length(word), bag(word));
        if long < 2 {
            return None;
        }
        let spent =
            self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(self.words.len()));
        spent.ok()?;
        let mut alike: Vec<(u8, usize)> = Vec::new();
        for (other, range) in self.starts.windows(2).enumerate() {
            let allowed = (long.max(other) / 3).max(1);
            let &[start, end] = range else { continue };
            if long.abs_diff(other) <= allowed {
                let bounds = self.bags.get(start..end).into_iter().flatten().map(|bag| at_least(&letters, bag));
                alike.extend(bounds.zip(start..end).filter(|&(bound, _)| usize::from(bound) <= allowed));
            }
        }
        if alike.len() > Self::COMPARED {
            alike.select_nth_unstable(Self::COMPARED);
            alike.truncate(Self::COMPARED);
        }
        let mut alike: Vec<&(String, TopicIx)> = alike.iter().filter_map(|&(_, at)| self.words.get(at)).collect();
        alike.sort_unstable();
        let best = nearest(word, alike.iter().map(|(other, _)| other.as_str()))?;
        alike.iter().find(|(other, _)| other == best).map(|&&(_, ix)| ix)
    }
}

/// How often each class of letters occurs in a word.
type Bag = [u8; CLASSES];
const CLASSES: usize = 32;

fn length(word: &str) -> usize {
    word.chars().take(Written::LENGTHS).count()
}

fn bag(word: &str) -> Bag {
    let mut bag = [0; CLASSES];
    for letter in word.chars().take(Written::LENGTHS) {
        if let Some(count) = bag.get_mut(letter as usize % CLASSES) {
            *count += 1;
        }
    }
    bag
}

/// A lower bound of the edit distance: letters that one word has and the other has not.
fn at_least(one: &Bag, other: &Bag) -> u8 {
    let (mut more, mut less) = (0_u8, 0_u8);
    for (&mine, &theirs) in one.iter().zip(other) {
        more += mine.saturating_sub(theirs);
        less += theirs.saturating_sub(mine);
    }
    more.max(less)
}
