//! For each wanted topic and level: what every mentor's best offer is worth to it.
//!
//! Inverted lists, expanded through the taxonomy ahead of any question: a value is the most that a mentor's offers keep of
//! this want (similarity · willingness · fit, in millionths). The interests of a pair are then a sum over the mentee's lists.
//! Long lists are also laid out block by block in 16 bits, so that 64 mentors are summed at a time.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::slots::{LANES, Slots};
use crate::model::Willingness;
use crate::points::part;
use crate::roster::Roster;
use crate::score::Scorer;
use crate::score::interests::{broad_value, level_share, willingness_share};
use crate::taxonomy::TopicIx;

/// The most values held ready, at eight bytes each; lists beyond are made when asked for.
const HELD: usize = 64_000_000;

/// Levels are 1 to 5.
const LEVELS: usize = 5;

/// A list is laid out block by block if it has at least so many values a block.
const WIDE: usize = 2;

/// The most blocks laid out like that, at 140 bytes each.
const HELD_WIDE: usize = 4_000_000;

/// One number a lane, at its [`spot`].
pub(super) type Lanes = [u16; LANES];

/// Where the number of a lane is: lanes whose bits are in one place of a byte follow each other, so that the bits of
/// eight bytes can be found at once.
pub(super) fn spot(lane: u32) -> usize {
    (lane % 8 * 8 + lane / 8) as usize
}

/// Points and values fit 16 bits if this many are cut off.
pub(super) const CUT: u32 = 4;

fn worth(value: u16, share: u16) -> u16 {
    ((u32::from(value) * u32::from(share)) >> 16) as u16
}

/// A value in 16 bits, rounded up.
fn cut(value: u32) -> u16 {
    value.div_ceil(1 << CUT) as u16
}

/// The mentors who meet one want.
#[derive(Debug, Default)]
pub(super) struct List {
    /// In the order of slots.
    values: Vec<u32>,
    /// Whose they are, unless the list is wide.
    slots: Vec<u32>,
    wide: Option<Wide>,
}

/// What a list has of every block.
#[derive(Debug)]
struct Wide {
    /// The lanes that have a value.
    lanes: Vec<u64>,
    /// Where their values start.
    starts: Vec<u32>,
    /// The values cut, for adding 64 at a time; 0 where there is none.
    cut: Vec<Lanes>,
}

#[expect(clippy::indexing_slicing, reason = "slots and blocks are numbered by the index itself")]
impl List {
    /// From slots and values, in the order of slots.
    fn new(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let (slots, values) = pairs.unzip();
        List { slots, values, wide: None }
    }

    /// Lays out the values block by block.
    fn widen(&mut self, blocks: usize) {
        let mut wide = Wide { lanes: vec![0; blocks], starts: vec![0; blocks], cut: vec![[0; LANES]; blocks] };
        for (at, (&slot, &value)) in (0..).zip(self.slots.iter().zip(&self.values)) {
            let (block, lane) = (slot as usize / LANES, slot % LANES as u32);
            if wide.lanes[block] == 0 {
                wide.starts[block] = at;
            }
            wide.lanes[block] |= 1 << lane;
            wide.cut[block][spot(lane)] = cut(value);
        }
        (self.slots, self.wide) = (Vec::new(), Some(wide));
    }

    /// The value of a mentor; 0 without one.
    pub(super) fn value(&self, slot: usize) -> u64 {
        let at = match &self.wide {
            Some(Wide { lanes, starts, .. }) => {
                let (block, lane) = (slot / LANES, slot % LANES);
                let before = (lanes[block] & ((1 << lane) - 1)).count_ones();
                (lanes[block] >> lane & 1 == 1).then_some((starts[block] + before) as usize)
            }
            None => self.slots.binary_search(&(slot as u32)).ok(),
        };
        at.map_or(0, |at| u64::from(self.values[at]))
    }

    /// Adds what each value of the blocks from `first` on is worth, and notes whose they are. Sums are no smaller than the
    /// exact ones but for 1 a list: `share`, in units of 2^-16, of values that are cut to 16 bits.
    pub(super) fn add_to(&self, first: usize, share: u16, sums: &mut [Lanes], lanes: &mut [u64]) {
        let blocks = first..first + sums.len();
        if let Some(wide) = &self.wide {
            for (sums, values) in sums.iter_mut().zip(&wide.cut[blocks.clone()]) {
                for (sum, &value) in sums.iter_mut().zip(values) {
                    *sum = sum.saturating_add(worth(value, share));
                }
            }
            lanes.iter_mut().zip(&wide.lanes[blocks]).for_each(|(lanes, more)| *lanes |= more);
            return;
        }
        let start = self.slots.partition_point(|&slot| (slot as usize) < blocks.start * LANES);
        let values = self.slots[start..].iter().zip(&self.values[start..]);
        for (&slot, &value) in values.take_while(|&(&slot, _)| (slot as usize) < blocks.end * LANES) {
            let (block, lane) = (slot as usize / LANES - first, slot % LANES as u32);
            let sum = &mut sums[block][spot(lane)];
            *sum = sum.saturating_add(worth(cut(value), share));
            lanes[block] |= 1 << lane;
        }
    }
}

/// An offer in the list of its topic.
#[derive(Debug, Clone, Copy)]
struct Posting {
    slot: u32,
    level: u32,
    willingness: Willingness,
}

/// All lists of a cohort.
#[derive(Debug)]
pub(super) struct Lists {
    blocks: usize,
    /// By topic: the offers of it, in the order of slots.
    postings: Vec<Vec<Posting>>,
    /// By topic and level: the list, if it is held ready.
    held: Vec<Option<List>>,
    /// What mentors are eager about and know best, for mentees who state nothing.
    pub(super) broad: List,
}

/// Space for making a list: the best value by slot, and who has said no.
#[derive(Debug, Default)]
pub(super) struct Desk {
    best: Vec<u32>,
    refused: Vec<bool>,
    touched: Vec<u32>,
}

impl Lists {
    pub(super) fn new(roster: &Roster, scorer: &Scorer, slots: &Slots) -> Self {
        let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); roster.taxonomy.len()];
        for (slot, &mentor) in (0..).zip(&slots.mentors) {
            for offer in roster.mentors.get(mentor as usize).into_iter().flat_map(|row| &row.offers) {
                if let Some(list) = postings.get_mut(offer.topic as usize) {
                    list.push(Posting { slot, level: offer.level, willingness: offer.willingness });
                }
            }
        }
        let mut lists = Lists { blocks: slots.blocks(), postings, held: Vec::new(), broad: List::default() };
        lists.hold(roster, scorer);
        if scorer.open {
            let value = |mentor: u32| roster.mentors.get(mentor as usize).and_then(|row| broad_value(&row.offers));
            let eager = (0..).zip(&slots.mentors).filter_map(|(slot, &mentor)| Some((slot, value(mentor)?)));
            lists.broad = List::new(eager);
        }
        lists
    }

    /// Makes the lists that somebody wants, as many as may be held, in the order of topics.
    fn hold(&mut self, roster: &Roster, scorer: &Scorer) {
        let mut wanted = vec![false; roster.taxonomy.len() * LEVELS];
        for want in roster.mentees.iter().filter(|row| row.seats > 0).flat_map(|row| &row.wants) {
            if let Some(flag) = wanted.get_mut(place(want.topic, want.level)) {
                *flag = true;
            }
        }
        let mut left = HELD;
        let offers = |topic: TopicIx| self.postings.get(topic as usize).map_or(0, Vec::len);
        for (place, flag) in wanted.iter_mut().enumerate().filter(|(_, flag)| **flag) {
            let near = scorer.near((place / LEVELS) as TopicIx);
            let size: usize = near.iter().map(|similar| offers(similar.topic)).sum();
            match left.checked_sub(size) {
                Some(rest) => left = rest,
                None => *flag = false,
            }
        }
        let this = &*self;
        let make = |desk: &mut Desk, (place, &flag): (usize, &bool)| {
            let level = (place % LEVELS) as u32 + 1;
            flag.then(|| this.make(scorer, (place / LEVELS) as TopicIx, level, desk))
        };
        self.held = wanted.par_iter().enumerate().map_init(Desk::default, make).collect();
        // The longest first, while there is room.
        let mut long: Vec<&mut List> = self.held.iter_mut().flatten().collect();
        long.retain(|list| list.values.len() >= WIDE * self.blocks);
        long.sort_by_key(|list| Reverse(list.values.len()));
        let room = HELD_WIDE / self.blocks.max(1);
        long.into_par_iter().take(room).for_each(|list| list.widen(self.blocks));
    }

    /// The list of a wanted topic and level, if it is held ready.
    pub(super) fn held(&self, topic: TopicIx, level: u32) -> Option<&List> {
        self.held.get(place(topic, level))?.as_ref()
    }

    /// Makes a list. O(offers near the topic · log).
    pub(super) fn make(&self, scorer: &Scorer, topic: TopicIx, level: u32, desk: &mut Desk) -> List {
        for similar in scorer.near(topic) {
            for posting in self.postings.get(similar.topic as usize).into_iter().flatten() {
                let slot = posting.slot as usize;
                if slot >= desk.best.len() {
                    desk.best.resize(slot + 1, 0);
                    desk.refused.resize(slot + 1, false);
                }
                let (Some(best), Some(refused)) = (desk.best.get_mut(slot), desk.refused.get_mut(slot)) else {
                    continue;
                };
                if posting.willingness == Willingness::No {
                    // A no to a neighbour only takes that neighbour away.
                    if similar.topic == topic {
                        *refused = true;
                        desk.touched.push(posting.slot);
                    }
                    continue;
                }
                let kept = part(similar.similarity, willingness_share(posting.willingness));
                *best = (*best).max(part(kept, level_share(posting.level, level)));
                desk.touched.push(posting.slot);
            }
        }
        desk.touched.sort_unstable();
        desk.touched.dedup();
        let Desk { best, refused, touched } = desk;
        let pairs = touched.iter().filter_map(|&slot| {
            let (value, refused) = (best.get(slot as usize)?, refused.get(slot as usize)?);
            (*value > 0 && !refused).then_some((slot, *value))
        });
        let list = List::new(pairs);
        for slot in desk.touched.drain(..) {
            if let (Some(best), Some(refused)) = (desk.best.get_mut(slot as usize), desk.refused.get_mut(slot as usize))
            {
                (*best, *refused) = (0, false);
            }
        }
        list
    }
}

fn place(topic: TopicIx, level: u32) -> usize {
    topic as usize * LEVELS + (level.clamp(1, LEVELS as u32) - 1) as usize
}
