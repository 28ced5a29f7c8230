//! The best mentors for one mentee, exactly, without looking at most of them.
//!
//! **Question.** For a mentee i, which k pairs (i, j) that may be have the largest *value* `weight(points_ij) − price_j`, at
//! least `least`? Of equal values the first mentor comes first. With prices 0 and weights that are points these are the
//! mentors to suggest; with the prices of a matching, those that could improve it.
//!
//! **Method.** A pair's points are at most its interests plus all that availability and soft rules can add. Sums over the
//! lists of the mentee's wants are made for 64 mentors at a time, in 16 bits, rounded so that they bound the exact ones from
//! above, and less the mentors' prices, rounded down. What is left bounds the value of each pair closely, at about half a
//! nanosecond a mentor, because the loops are plain enough for vector instructions. The blocks with the largest bounds come
//! first and set a bar; only mentors whose own bound reaches it are summed exactly, and only those whose exact sum does are
//! judged. Whoever either side prefers, the host has a signal for or has locked is judged ahead of all, so that bounds need
//! not count preference and affinity.
//!
//! **Cost.** O(mentors · wants / 64) steps of vectors where lists are long, O(entries of the lists) where they are short, and a
//! judgement for each mentor who may be among the best.
#![expect(clippy::indexing_slicing, reason = "slots, blocks and lanes are numbered by the index itself")]

use std::cmp::Reverse;

use super::Board;
use super::list::{CUT, Lanes, List, spot};
use super::mask::Outlook;
use super::query::{Best, Found, Query, Scratch};
use super::slots::{Hours, LANES, hours};
use super::worth::Worth;
use crate::points::FULL;
use crate::roster::{MenteeRow, MentorIx, Roster};
use crate::score::interests::Interests;
use crate::score::{BROAD_CEILING, Scorer};

/// The blocks that are looked at first, in their order.
const PROBES: usize = 32;

/// Blocks that are summed together, so that sums stay at hand.
const TILE: usize = 32;

/// One question being answered.
#[derive(Debug)]
pub(super) struct Search<'a> {
    board: &'a Board,
    roster: &'a Roster,
    scorer: &'a Scorer,
    worth: &'a Worth<'a>,
    query: Query<'a>,
    row: &'a MenteeRow,
    wants: Vec<Want<'a>>,
    /// The sum of importances.
    whole: u64,
    /// The most points that availability adds.
    time: u32,
    hours: Hours,
    outlook: Outlook<'a>,
    broad: bool,
}

/// One of the mentee's wants.
#[derive(Debug, Clone, Copy)]
struct Want<'a> {
    list: &'a List,
    importance: u64,
    /// No less than the part of all points that the want can make, in units of 2^-16.
    share: u16,
}

/// A block that may hold a mentor good enough, the most promising first: the most that a pair in it can be worth, cut.
pub(super) type Block = (Reverse<u16>, u32);

impl<'a> Search<'a> {
    pub(super) fn new(
        board: &'a Board,
        roster: &'a Roster,
        scorer: &'a Scorer,
        worth: &'a Worth<'a>,
        query: Query<'a>,
        row: &'a MenteeRow,
        lists: &'a [(&'a List, u64)],
    ) -> Self {
        let broad = row.wants.is_empty();
        let whole = if broad { 1 } else { row.wants.iter().map(|want| u64::from(want.importance)).sum::<u64>().max(1) };
        let scale = if broad { FULL / BROAD_CEILING } else { 1 };
        let share = |importance: u64| {
            let share = (u128::from(importance) * u128::from(scorer.share(0))) << u16::BITS;
            let share = share.div_ceil(u128::from(whole) * u128::from(FULL) * u128::from(scale));
            u16::try_from(share).unwrap_or(u16::MAX)
        };
        let wants = lists.iter().map(|&(list, importance)| Want { list, importance, share: share(importance) });
        let wants = wants.collect();
        let time = if row.spans.is_some() { Scorer::component_points(scorer.share(1), FULL, broad) } else { 0 };
        let hours = row.spans.as_ref().map(hours).unwrap_or_default();
        let outlook = board.masks.outlook(query.mentee, broad);
        Search { board, roster, scorer, worth, query, row, wants, whole, time, hours, outlook, broad }
    }

    pub(super) fn run(&self, scratch: &mut Scratch, best: &mut Best) {
        self.judge_special(&mut scratch.special, best);
        let Scratch { blocks, special, .. } = scratch;
        self.find_blocks(blocks, best);
        // The most promising blocks set the bar for the others.
        if blocks.len() > PROBES {
            blocks.select_nth_unstable(PROBES);
        }
        let probes = blocks.len().min(PROBES);
        blocks[..probes].sort_unstable();
        for (Reverse(most), block) in blocks.drain(..) {
            if most >= self.bar(best) {
                self.look_at(block, special, best);
            }
        }
    }

    /// Judges whom bounds do not count: those either side prefers, the host has a signal for, or has locked.
    fn judge_special(&self, special: &mut Vec<MentorIx>, best: &mut Best) {
        let mentee = self.query.mentee;
        special.clear();
        special.extend(self.roster.preferred.of(mentee).iter().map(|entry| entry.0));
        special.extend(self.roster.affinity.of(mentee).iter().map(|entry| entry.0));
        special.extend(self.roster.locked.of(mentee).iter().map(|entry| entry.0));
        special.sort_unstable();
        special.dedup();
        for &mentor in special.iter() {
            let unwanted = !self.query.locked && self.roster.locked.contains(mentor, mentee);
            if unwanted || !self.board.has(mentor) || self.query.known.binary_search(&mentor).is_ok() {
                continue;
            }
            let judgement = self.scorer.judge(self.roster, mentor, mentee);
            if judgement.exclusion.is_none() {
                best.offer(Found::new(self.worth.value(judgement.points, mentor, mentee), mentor, judgement.points));
            }
        }
    }

    /// The blocks that may hold a mentor good enough.
    fn find_blocks(&self, blocks: &mut Vec<Block>, best: &Best) {
        let (count, bar) = (self.board.slots.blocks(), self.bar(best));
        let (mut values, mut lanes) = ([[0; LANES]; TILE], [0; TILE]);
        for first in (0..count).step_by(TILE) {
            let size = TILE.min(count - first);
            self.values(first, &mut values[..size], &mut lanes[..size]);
            for (at, (values, &lanes)) in (first..).zip(values[..size].iter().zip(&lanes[..size])) {
                let most = values.iter().copied().max().unwrap_or(0);
                if most >= bar && lanes & self.allowed(at) != 0 {
                    blocks.push((Reverse(most), at as u32));
                }
            }
        }
    }

    /// The most that the pair with each mentor of the blocks from `first` on can be worth, cut, and the mentors who are on
    /// any of the lists.
    fn values(&self, first: usize, values: &mut [Lanes], lanes: &mut [u64]) {
        values.fill([0; LANES]);
        lanes.fill(0);
        for want in &self.wants {
            want.list.add_to(first, want.share, values, lanes);
        }
        for (at, values) in (first..).zip(values) {
            let more = self.more(at);
            for (value, &price) in values.iter_mut().zip(self.worth.cut_prices(at)) {
                *value = value.saturating_add(more).saturating_sub(price);
            }
        }
    }

    /// The lanes of a block that the question and rules about attributes allow.
    fn allowed(&self, block: usize) -> u64 {
        self.outlook.allowed(block)
    }

    /// What joins the sums of a block to make them no less than what a pair can be worth.
    fn more(&self, block: usize) -> u16 {
        let more = self.time_of(block) + self.outlook.most(block);
        // Each list may have lost a unit to rounding.
        u16::try_from((more >> CUT) as usize + 1 + self.wants.len()).unwrap_or(u16::MAX)
    }

    /// The most points that availability adds in a block.
    fn time_of(&self, block: usize) -> u32 {
        if self.board.slots.stated[block] == 0 { 0 } else { self.time }
    }

    /// The value that is good enough, cut.
    fn bar(&self, best: &Best) -> u16 {
        u16::try_from(self.worth.points_of(best.bar()) >> CUT).unwrap_or(u16::MAX)
    }

    /// Judges the mentors of a block who may be among the best.
    fn look_at(&self, block: u32, special: &[MentorIx], best: &mut Best) {
        let at = block as usize;
        let (mut values, mut lanes) = ([0; LANES], 0);
        self.values(at, std::slice::from_mut(&mut values), std::slice::from_mut(&mut lanes));
        lanes &= self.allowed(at) & at_least(&values, self.bar(best));
        let stated = if self.row.spans.is_some() { self.board.slots.stated[at] } else { 0 };
        let (rules, all_time) = (self.outlook.most(at), self.time_of(at));
        let least = if self.broad { 1 } else { self.scorer.min_points };
        while lanes != 0 {
            let lane = lanes.trailing_zeros();
            lanes &= lanes - 1;
            let slot = at * LANES + lane as usize;
            let states = stated >> lane & 1 == 1;
            // Who is free in no hour of the week in which the other is has no time in common.
            let apart = states && self.hours.are_apart(&self.board.slots.hours[slot]);
            let time = if states && !apart { self.time } else { 0 };
            let most = values[spot(lane)].saturating_sub(((all_time - time) >> CUT) as u16);
            if most < self.bar(best) || apart && self.scorer.min_overlap > 0 {
                continue;
            }
            let value = self.value(self.wants.iter().map(|want| want.importance * want.list.value(slot)).sum());
            let points = self.points(value) + rules + time;
            if points < least {
                continue;
            }
            let mentor = self.board.slots.mentors[slot];
            if best.takes(self.worth.value_at(points, slot, self.query.mentee), mentor)
                && special.binary_search(&mentor).is_err()
                && self.query.known.binary_search(&mentor).is_err()
            {
                self.judge(slot, mentor, value, best);
            }
        }
    }

    fn judge(&self, slot: usize, mentor: MentorIx, value: u32, best: &mut Best) {
        let interests = Interests { value, shared: true, refused: false, broad: self.broad };
        let judgement = self.scorer.judge_interested(self.roster, mentor, self.query.mentee, &interests);
        if judgement.exclusion.is_none() {
            let value = self.worth.value_at(judgement.points, slot, self.query.mentee);
            best.offer(Found::new(value, mentor, judgement.points));
        }
    }

    /// The interests of a sum over the lists, as `score::interests` has them.
    fn value(&self, sum: u64) -> u32 {
        match (u32::try_from(sum), u32::try_from(self.whole)) {
            // The same, several times as fast.
            (Ok(sum), Ok(whole)) => sum / whole,
            _ => (sum / self.whole) as u32,
        }
    }

    /// The points of interests.
    fn points(&self, value: u32) -> u32 {
        Scorer::component_points(self.scorer.share(0), value, self.broad)
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
