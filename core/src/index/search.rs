//! The best partners for one person, exactly, without looking at most of them.
//!
//! **Question.** For a mentee i, which k pairs (i, j) that may be have the largest *value* `weight(points_ij) − price_j`, at
//! least `least`? Of equal values the first mentor comes first. With prices 0 and weights that are points these are the
//! mentors to suggest; with the prices of a matching, those that could improve it. And likewise for a mentor j, less the
//! profits of mentees.
//!
//! **Method.** A pair's points are at most its interests plus all that availability and soft rules can add. Sums over lists
//! (of what the mentee wants, or of who wants what is near the mentor's offers) are made for 64 people at a time, in 16 bits,
//! rounded so that they bound the exact ones from above, and less the prices, rounded down. What is left bounds the value of
//! each pair closely, at about half a nanosecond a person, because the loops are plain enough for vector instructions. The
//! blocks with the largest bounds come first and set a bar; only people whose own bound reaches it are summed exactly, and
//! only those whose exact sum does are judged. Whoever either side prefers, the host has a signal for or has locked, or whom
//! the other has already, is judged ahead of all, so that bounds need not count preference, affinity and what keeps pairs; and so is
//! whoever came later or changed since people were laid out.
//!
//! **Cost.** O(people · lists / 64) steps of vectors where lists are long, O(entries of the lists) where they are short, and a
//! judgement for each person who may be among the best.
#![expect(clippy::indexing_slicing, reason = "slots, blocks and lanes are numbered by the index itself")]

use std::cmp::Reverse;

use super::list::{CUT, Lanes, List, spot};
use super::mask::Outlook;
use super::query::{Best, Found, Query, Scratch};
use super::slots::{Hours, LANES, NOBODY, Slots, hours};
use super::worth::Worth;
use crate::calendar::Spans;
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::score::interests::Interests;
use crate::score::{BROAD_CEILING, Scorer};

/// The blocks that are looked at first, in their order.
const PROBES: usize = 32;

/// One who asks, and what a search must know of their side and of those they ask about.
pub(super) trait Asker {
    /// The most blocks that are summed together. Few stay at hand where lists are long; where lists are many and short, one
    /// walk over each is better.
    const TILE: usize;
    /// Those who are asked about.
    fn slots(&self) -> &Slots;
    /// The asker's free time.
    fn spans(&self) -> Option<&Spans>;
    /// The pair with one of them.
    fn pair(&self, person: u32) -> (MentorIx, MenteeIx);
    /// Whether one of them may be found, as far as the judge does not ask for it.
    fn takes_part(&self, roster: &Roster, person: u32) -> bool;
    /// Those whom bounds do not count, in order.
    fn special(&self, roster: &Roster, special: &mut Vec<u32>);
    /// Whether the pairs of a block are broad: all of them are, or none is.
    fn broad(&self, block: usize) -> bool;
    /// The most lists that anybody in a block is on.
    fn most_lists(&self, block: usize) -> usize;
    /// The interests of the pair with whoever is at a slot, who is on one of the lists.
    fn interests(&self, roster: &Roster, slot: usize) -> u32;
}

/// What a question is about, whoever asks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Talk<'a> {
    pub(super) roster: &'a Roster,
    pub(super) scorer: &'a Scorer,
    pub(super) worth: &'a Worth,
    pub(super) query: Query<'a>,
}

/// One question being answered.
#[derive(Debug)]
pub(super) struct Search<'a, A> {
    asker: A,
    roster: &'a Roster,
    scorer: &'a Scorer,
    worth: &'a Worth,
    pub(super) query: Query<'a>,
    parts: Vec<Part<'a>>,
    /// The most points that availability adds: to a stated pair, and to a broad one.
    time: [u32; 2],
    states: bool,
    hours: Hours,
    outlook: Outlook<'a>,
}

/// One of the lists that are summed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    list: &'a List,
    /// No less than the part of all points that the list can make, in units of 2^-16.
    share: u16,
}

impl<'a> Part<'a> {
    /// A list that counts for so much of a whole.
    pub(super) fn new(list: &'a List, scorer: &Scorer, (count, whole): (u64, u64), broad: bool) -> Self {
        let scale = if broad { FULL / BROAD_CEILING } else { 1 };
        let share = (u128::from(count) * u128::from(scorer.share(0))) << u16::BITS;
        let share = share.div_ceil(u128::from(whole) * u128::from(FULL) * u128::from(scale));
        Part { list, share: u16::try_from(share).unwrap_or(u16::MAX) }
    }
}

/// A block that may hold somebody good enough, the most promising first: the most that a pair in it can be worth, cut.
pub(super) type Block = (Reverse<u16>, u32);

/// Of blocks that are summed together: the most that each pair can be worth, cut, and the lanes of those who are on any list.
#[derive(Debug, Default)]
pub(super) struct Sums {
    values: Vec<Lanes>,
    lanes: Vec<u64>,
}

impl<'a, A: Asker> Search<'a, A> {
    pub(super) fn new(asker: A, talk: Talk<'a>, parts: Vec<Part<'a>>, outlook: Outlook<'a>) -> Self {
        let Talk { roster, scorer, worth, query } = talk;
        let states = asker.spans().is_some();
        let most = |broad| if states { Scorer::component_points(scorer.share(1), FULL, broad) } else { 0 };
        let time = [most(false), most(true)];
        let hours = asker.spans().map(hours).unwrap_or_default();
        Search { asker, roster, scorer, worth, query, parts, time, states, hours, outlook }
    }

    pub(super) fn run(&self, scratch: &mut Scratch, best: &mut Best) {
        self.judge_special(&mut scratch.special, best);
        let Scratch { blocks, sums, special, .. } = scratch;
        self.find_blocks(sums, blocks, best);
        // The most promising blocks set the bar for the others.
        if blocks.len() > PROBES {
            blocks.select_nth_unstable(PROBES);
        }
        let probes = blocks.len().min(PROBES);
        blocks[..probes].sort_unstable();
        for (Reverse(most), block) in blocks.drain(..) {
            if most >= self.bar(best) {
                self.look_at(block as usize, sums, special, best);
            }
        }
    }

    /// Judges whom bounds do not count.
    fn judge_special(&self, special: &mut Vec<u32>, best: &mut Best) {
        special.clear();
        self.asker.special(self.roster, special);
        let loose = &self.asker.slots().loose;
        if !loose.is_empty() {
            special.extend(loose);
            special.sort_unstable();
            special.dedup();
        }
        for &person in special.iter() {
            let (mentor, mentee) = self.asker.pair(person);
            let unwanted = !self.query.locked && self.roster.locked.contains(mentor, mentee);
            let absent = !self.asker.slots().has(person) || !self.asker.takes_part(self.roster, person);
            if unwanted || absent || self.query.known.binary_search(&person).is_ok() {
                continue;
            }
            let judgement = self.scorer.judge(self.roster, mentor, mentee);
            if judgement.exclusion.is_none() {
                best.offer(Found::new(self.worth.value(judgement.points, mentor, mentee), person, judgement.points));
            }
        }
    }

    /// The blocks that may hold somebody good enough.
    fn find_blocks(&self, sums: &mut Sums, blocks: &mut Vec<Block>, best: &Best) {
        let (count, bar) = (self.asker.slots().blocks(), self.bar(best));
        let tile = A::TILE.min(count);
        sums.values.resize(tile, [0; LANES]);
        sums.lanes.resize(tile, 0);
        for first in (0..count).step_by(A::TILE) {
            let size = tile.min(count - first);
            let (values, lanes) = (&mut sums.values[..size], &mut sums.lanes[..size]);
            self.values(first, values, lanes);
            for (at, (values, &lanes)) in (first..).zip(values.iter().zip(&*lanes)) {
                // As a loop, for `max` becomes a call a person where a build has many codegen units.
                let most = values.iter().fold(0, |most: u16, &value| most.max(value));
                if most >= bar && lanes & self.outlook.allowed(at) != 0 {
                    blocks.push((Reverse(most), at as u32));
                }
            }
        }
    }

    /// What [`values`](Self::values) says of one block, which may be at hand still.
    fn values_at(&self, block: usize, sums: &Sums) -> (Lanes, u64) {
        if self.asker.slots().blocks() <= A::TILE {
            return (sums.values[block], sums.lanes[block]);
        }
        let (mut values, mut lanes) = ([0; LANES], 0);
        self.values(block, std::slice::from_mut(&mut values), std::slice::from_mut(&mut lanes));
        (values, lanes)
    }

    /// The most that the pair with each person of the blocks from `first` on can be worth, cut, and those who are on any of
    /// the lists.
    fn values(&self, first: usize, values: &mut [Lanes], lanes: &mut [u64]) {
        values.fill([0; LANES]);
        lanes.fill(0);
        for part in &self.parts {
            part.list.add_to(first, part.share, values, lanes);
        }
        for (block, values) in (first..).zip(values) {
            let more = self.more(block);
            for (value, &price) in values.iter_mut().zip(self.worth.cut_prices(block)) {
                *value = value.saturating_add(more).saturating_sub(price);
            }
        }
    }

    /// What joins the sums of a block to make them no less than what a pair can be worth.
    fn more(&self, block: usize) -> u16 {
        let more = self.time_of(block) + self.rules_of(block);
        // Each list may have lost a unit to rounding.
        u16::try_from((more >> CUT) as usize + 1 + self.asker.most_lists(block)).unwrap_or(u16::MAX)
    }

    /// The most points that availability adds in a block.
    fn time_of(&self, block: usize) -> u32 {
        if self.asker.slots().stated[block] == 0 { 0 } else { self.time[usize::from(self.asker.broad(block))] }
    }

    /// The most points that soft rules add in a block.
    fn rules_of(&self, block: usize) -> u32 {
        self.outlook.most(block, self.asker.broad(block))
    }

    /// The value that is good enough, cut.
    fn bar(&self, best: &Best) -> u16 {
        u16::try_from(self.worth.points_of(best.bar()) >> CUT).unwrap_or(u16::MAX)
    }

    /// Judges the people of a block who may be among the best.
    fn look_at(&self, block: usize, sums: &Sums, special: &[u32], best: &mut Best) {
        let (values, mut lanes) = self.values_at(block, sums);
        let (slots, broad) = (self.asker.slots(), self.asker.broad(block));
        lanes &= self.outlook.allowed(block) & at_least(&values, self.bar(best));
        let stated = if self.states { slots.stated[block] } else { 0 };
        let (rules, all_time) = (self.rules_of(block), self.time_of(block));
        while lanes != 0 {
            let lane = lanes.trailing_zeros();
            lanes &= lanes - 1;
            let slot = block * LANES + lane as usize;
            let states = stated >> lane & 1 == 1;
            // Who is free in no hour of the week in which the other is has no time in common.
            let apart = states && self.hours.are_apart(&slots.hours[slot]);
            let time = if states && !apart { all_time } else { 0 };
            let most = values[spot(lane)].saturating_sub(((all_time - time) >> CUT) as u16);
            if most < self.bar(best) || apart && self.scorer.min_overlap > 0 {
                continue;
            }
            let value = self.asker.interests(self.roster, slot);
            let points = Scorer::component_points(self.scorer.share(0), value, broad) + rules + time;
            if points < self.scorer.least_points(broad) {
                continue;
            }
            let person = slots.people[slot];
            if person != NOBODY
                && best.takes(self.worth.value_at(points, slot, self.query.asker), person)
                && special.binary_search(&person).is_err()
                && self.query.known.binary_search(&person).is_err()
                && self.asker.takes_part(self.roster, person)
            {
                self.judge(slot, person, &Interests { value, shared: true, refused: false, broad }, best);
            }
        }
    }

    fn judge(&self, slot: usize, person: u32, interests: &Interests, best: &mut Best) {
        let (mentor, mentee) = self.asker.pair(person);
        let judgement = self.scorer.judge_interested(self.roster, mentor, mentee, interests);
        if judgement.exclusion.is_none() {
            let value = self.worth.value_at(judgement.points, slot, self.query.asker);
            best.offer(Found::new(value, person, judgement.points));
        }
    }
}

/// The lanes whose number is no less than this.
fn at_least(numbers: &Lanes, least: u16) -> u64 {
    let mut bytes = [0; LANES / 8];
    for (bit, numbers) in numbers.chunks_exact(bytes.len()).enumerate() {
        for (byte, &number) in bytes.iter_mut().zip(numbers) {
            *byte |= u16::from(number >= least) << bit;
        }
    }
    u64::from_le_bytes(bytes.map(|byte| byte as u8))
}
