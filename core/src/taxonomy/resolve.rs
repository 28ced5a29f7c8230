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
/// The edit distance of two words is at least the number of letters that one has and the other has not. Most words fall
/// out by that bound on sets of letters (one comparison of two machine words), most of the rest by the bound on letters
/// with repetition, and only the [`COMPARED`](Self::COMPARED) most alike are compared in full.
#[derive(Debug)]
struct Written {
    /// By length, then in order; topics with the same name in their order.
    words: Vec<(String, TopicIx)>,
    /// The letters of each word, as a set of 64 classes.
    letters: Vec<u64>,
    /// Where the words of each length, up to [`LENGTHS`](Self::LENGTHS), begin.
    starts: Vec<usize>,
    /// Comparisons of sets that are left, so that a column of nonsense costs seconds, not hours. Atomic only so that a
    /// taxonomy may be shared: resolving is done by one thread, text after text.
    left: AtomicUsize,
}

impl Written {
    /// Words are looked at up to this length, as [`nearest`] does.
    const LENGTHS: usize = 64;
    const COMPARED: usize = 64;
    const BUDGET: usize = 2_000_000_000;

    fn new(topics: &[Entry]) -> Self {
        let mut words: Vec<(usize, String, TopicIx)> = Vec::new();
        for (ix, topic) in (0..).zip(topics).filter(|(_, topic)| topic.adopted.is_none()) {
            let names = [&topic.id, &topic.label].into_iter().chain(&topic.aliases).map(|name| normalise(name));
            words.extend(names.map(|word| (length(&word), word, ix)));
        }
        words.sort_unstable();
        words.dedup();
        let starts = (0..=Self::LENGTHS + 1).map(|least| words.partition_point(|word| word.0 < least)).collect();
        let letters = words.iter().map(|(_, word, _)| letters(word)).collect();
        let words = words.into_iter().map(|(_, word, ix)| (word, ix)).collect();
        Written { words, letters, starts, left: AtomicUsize::new(Self::BUDGET) }
    }

    /// The topic whose name is nearest, if one is near enough; of equally near names the first in order.
    fn nearest(&self, word: &str) -> Option<TopicIx> {
        let spent = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(self.words.len()));
        spent.ok()?;
        let (long, set) = (length(word), letters(word));
        let mut alike: Vec<(u32, &str, TopicIx)> = Vec::new();
        for (other, range) in self.starts.windows(2).enumerate() {
            let allowed = (long.max(other) / 3).max(1) as u32;
            let &[start, end] = range else { continue };
            if long.abs_diff(other) as u32 > allowed {
                continue;
            }
            let words = self.words.get(start..end).into_iter().flatten();
            for (&others, (other, ix)) in self.letters.get(start..end).into_iter().flatten().zip(words) {
                if (set & !others).count_ones().max((others & !set).count_ones()) <= allowed {
                    let bound = bag_distance(word, other);
                    if bound <= allowed {
                        alike.push((bound, other, *ix));
                    }
                }
            }
        }
        if alike.len() > Self::COMPARED {
            alike.select_nth_unstable(Self::COMPARED);
            alike.truncate(Self::COMPARED);
        }
        alike.sort_unstable_by_key(|&(_, other, ix)| (other, ix));
        let best = nearest(word, alike.iter().map(|&(_, other, _)| other))?;
        alike.iter().find(|&&(_, other, _)| other == best).map(|&(_, _, ix)| ix)
    }
}

fn length(word: &str) -> usize {
    word.chars().take(Written::LENGTHS).count()
}

fn letters(word: &str) -> u64 {
    word.chars().take(Written::LENGTHS).fold(0, |set, letter| set | 1 << (letter as u32 % 64))
}

/// A lower bound of the edit distance: letters, with repetition, that one word has and the other has not.
fn bag_distance(one: &str, other: &str) -> u32 {
    let mut surplus = [0_i32; 64];
    for (word, count) in [(one, 1), (other, -1)] {
        for letter in word.chars().take(Written::LENGTHS) {
            if let Some(class) = surplus.get_mut(letter as usize % 64) {
                *class += count;
            }
        }
    }
    let more: i32 = surplus.iter().filter(|&&surplus| surplus > 0).sum();
    let less: i32 = surplus.iter().filter(|&&surplus| surplus < 0).sum();
    more.max(-less).unsigned_abs()
}
