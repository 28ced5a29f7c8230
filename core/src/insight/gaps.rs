//! Topics that many ask for and few offer under that name, and what others may call them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::document::{NearTopic, VocabularyGap};
use super::round::Round;
use super::supply::{Counts, Supply};
use crate::control::Control;
use crate::error::Error;
use crate::nearest::nearest;
use crate::points::FULL;
use crate::taxonomy::{Taxonomy, TopicIx, normalise};

/// So many are listed, each with so many others.
const MOST: usize = 100;
const NEAREST: usize = 3;

/// Spelling is compared as long as these are no more: gaps times topics that are offered.
const MOST_COMPARED: usize = 1_000_000;

/// The gaps that lack the most seats, and how many more there are. O(topics + gaps · topics that share a word or are near).
pub(super) fn gaps(round: &Round<'_>, supply: &Supply, control: &Control) -> Result<(Vec<VocabularyGap>, u32), Error> {
    let taxonomy = &*round.cohort.roster().taxonomy;
    let is_gap = |counts: &Counts| {
        counts.asked >= round.options.min_group && counts.seats.saturating_mul(2) < u64::from(counts.asked)
    };
    let mut found: Vec<(TopicIx, Counts)> =
        (0..).zip(supply.counts.iter().copied()).filter(|(_, c)| is_gap(c)).collect();
    // In the order of ids already; a stable sort keeps that.
    found.sort_by_key(|(_, counts)| Reverse((u64::from(counts.asked) - counts.seats, counts.asked)));
    let more = found.len().saturating_sub(MOST) as u32;
    found.truncate(MOST);
    if found.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let names = Names::new(supply, taxonomy);
    let compared = names.offered.len().saturating_mul(found.len()) <= MOST_COMPARED;
    let gap = |(topic, counts): (TopicIx, Counts)| {
        control.check()?;
        Ok(VocabularyGap {
            topic: taxonomy.id(topic).to_owned(),
            label: taxonomy.label(topic).to_owned(),
            asked: counts.asked,
            offered: counts.offered(),
            seats: counts.seats,
            nearest: names.near(round, supply, topic, compared),
        })
    };
    Ok((found.into_iter().map(gap).collect::<Result<_, Error>>()?, more))
}

/// What topics that somebody offers are called.
struct Names<'a> {
    taxonomy: &'a Taxonomy,
    /// In order.
    offered: Vec<TopicIx>,
    /// By word: the offered topics that have it in their label, in order.
    with_word: BTreeMap<String, Vec<TopicIx>>,
}

impl<'a> Names<'a> {
    fn new(supply: &Supply, taxonomy: &'a Taxonomy) -> Self {
        let offered: Vec<TopicIx> =
            (0..).zip(&supply.counts).filter(|(_, counts)| counts.offered() > 0).map(|(topic, _)| topic).collect();
        let mut with_word: BTreeMap<String, Vec<TopicIx>> = BTreeMap::new();
        for &topic in &offered {
            for word in words(taxonomy.label(topic)) {
                with_word.entry(word).or_default().push(topic);
            }
        }
        Names { taxonomy, offered, with_word }
    }

    /// The nearest other topics that somebody offers.
    fn near(&self, round: &Round<'_>, supply: &Supply, topic: TopicIx, compared: bool) -> Vec<NearTopic> {
        let (own, mut common) = (words(self.taxonomy.label(topic)), BTreeMap::new());
        for &other in own.iter().filter_map(|word| self.with_word.get(word)).flatten() {
            *common.entry(other).or_insert(0_usize) += 1;
        }
        let overlap = |other: TopicIx| {
            let shared = common.get(&other).copied().unwrap_or(0);
            let all = own.len() + words(self.taxonomy.label(other)).len();
            (2 * shared as u64 * u64::from(FULL)).checked_div(all as u64).unwrap_or(0) as u32
        };
        let alike = if compared { self.alike(topic) } else { None };
        let near = round.cohort.scorer().near(topic);
        let named = common.keys().copied().filter(|&other| overlap(other) >= FULL / 2);
        let others = near.iter().map(|near| near.topic).chain(named).chain(alike);
        let others: BTreeSet<TopicIx> = others.filter(|&other| other != topic).collect();
        let told = |other: TopicIx| {
            let counts = supply.counts.get(other as usize).filter(|counts| counts.offered() > 0)?;
            Some(NearTopic {
                topic: self.taxonomy.id(other).to_owned(),
                label: self.taxonomy.label(other).to_owned(),
                offered: counts.offered(),
                seats: counts.seats,
                similarity: round.cohort.scorer().similarity(topic, other),
                words: overlap(other),
                spelling: alike == Some(other),
            })
        };
        let mut found: Vec<NearTopic> = others.into_iter().filter_map(told).collect();
        found.sort_by_key(|near| Reverse((near.similarity, near.words, near.offered)));
        found.truncate(NEAREST);
        found
    }

    /// The topic whose label is spelled most like that of this one; of equals, the first id.
    fn alike(&self, topic: TopicIx) -> Option<TopicIx> {
        let others = || self.offered.iter().copied().filter(|&other| other != topic);
        let label = nearest(self.taxonomy.label(topic), others().map(|other| self.taxonomy.label(other)))?;
        others().find(|&other| self.taxonomy.label(other) == label)
    }
}

/// The words of a label, each once: letters and digits between anything else, as [`normalise`] has them.
fn words(label: &str) -> BTreeSet<String> {
    let normal = normalise(label);
    normal.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
