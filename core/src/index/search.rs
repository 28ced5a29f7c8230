//! The best mentors for one mentee, exactly, without looking at most of them.
//!
//! **Question.** For a mentee i, which k pairs (i, j) that may be have the largest *value* `weight(points_ij) − price_j`, at
//! least `least`? Of equal values the first mentor comes first. With prices 0 and weights that are points these are the
//! mentors to suggest; with the prices of a matching, those that could improve it.
//!
//! **Method.** A pair's points are at most its interests plus all that availability and soft rules can add. The lists of the
//! mentee's wants bound the interests of a block of mentors by the sum of their largest values; masks and the least price in
//! the block bound the rest. So a value that is to be reached becomes a sum that a block, and then a lane, has to reach: most
//! blocks fall to one comparison, most lanes of the others to being missing from a list without which the rest cannot sum to
//! enough, and most of those left to their own sum. Only who passes all that is judged. Where nothing is asked of the
//! value, the most promising blocks come first and set a bar. Whoever either side prefers, the host has a signal for or has
//! locked is judged ahead of all, so that bounds need not count preference and affinity.
//!
//! **Cost.** O(blocks · wants) for the bounds, O(lanes · wants) for each block looked at, and a judgement for each mentor who
//! may be among the best.
#![expect(clippy::indexing_slicing, reason = "slots, blocks and lanes are numbered by the index itself")]

use std::cmp::Reverse;

use super::Index;
use super::list::{Head, List};
use super::query::{Best, Found, Query, Scratch};
use super::slots::{Hours, LANES, hours};
use super::worth::Worth;
use crate::points::FULL;
use crate::roster::{MenteeRow, MentorIx, Roster};
use crate::score::interests::Interests;
use crate::score::{BROAD_CEILING, Scorer};

/// The blocks that are looked at first where there is no bar yet.
const PROBES: usize = 12;

const PER_POINT_BITS: u32 = 20;

/// One question being answered.
#[derive(Debug)]
pub(super) struct Search<'a> {
    index: &'a Index,
    roster: &'a Roster,
    scorer: &'a Scorer,
    worth: &'a Worth<'a>,
    query: Query<'a>,
    row: &'a MenteeRow,
    /// The lists of the wants, with their importance.
    lists: &'a [(&'a List, u64)],
    /// The sum of importances.
    whole: u64,
    /// No more than what the lists must sum to for one point of interests, in units of 2^-[`PER_POINT_BITS`].
    per_point: u128,
    /// The most points that availability adds.
    time: u32,
    hours: Hours,
    broad: bool,
}

/// A block that may hold a mentor good enough, and what is known of all of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    block: u32,
    /// The lanes that rules about attributes allow.
    allowed: u64,
    /// The most that interests can sum to.
    sum: u64,
    /// The most points of availability.
    time: u32,
    /// The most points of soft rules.
    rules: u32,
}

/// A list of the mentee's wants, and its part for the block that is looked at.
#[derive(Debug)]
struct Part<'a> {
    list: &'a List,
    head: &'a Head,
    importance: u64,
}

impl Part<'_> {
    /// The most that the list adds to the sum of a lane.
    fn most(&self) -> u64 {
        self.importance * u64::from(self.head.most)
    }

    /// What it adds.
    fn value(&self, lane: usize) -> u64 {
        if self.head.lanes >> lane & 1 == 1 { self.importance * u64::from(self.head.value(self.list, lane)) } else { 0 }
    }
}

impl<'a> Search<'a> {
    pub(super) fn new(
        index: &'a Index,
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
        let per_point = (u128::from(FULL) * u128::from(whole) * u128::from(scale)) << PER_POINT_BITS;
        // Without a share, no sum makes a point.
        let per_point = per_point.checked_div(u128::from(scorer.share(0))).unwrap_or(u128::from(u64::MAX));
        let time = if row.spans.is_some() { Scorer::component_points(scorer.share(1), FULL, broad) } else { 0 };
        let hours = row.spans.as_ref().map(hours).unwrap_or_default();
        Search { index, roster, scorer, worth, query, row, lists, whole, per_point, time, hours, broad }
    }

    pub(super) fn run(&self, scratch: &mut Scratch, best: &mut Best) {
        self.judge_special(&mut scratch.special, best);
        self.find_blocks(scratch, best);
        let Scratch { positions, blocks, special, .. } = scratch;
        // Without a high bar from the start, the most promising blocks set one.
        if self.query.least <= 1 && blocks.len() > PROBES {
            let promise = |left: &Block| Reverse((self.most(left), Reverse(left.block)));
            blocks.select_nth_unstable_by_key(PROBES, promise);
            if let Some(probes) = blocks.get_mut(..PROBES) {
                probes.sort_unstable_by_key(promise);
            }
        }
        let mut parts = Vec::with_capacity(self.lists.len());
        for block in blocks.drain(..) {
            if self.may_hold(&block, best) {
                self.look_at(&block, positions, &mut parts, special, best);
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
            if unwanted || self.query.known.binary_search(&mentor).is_ok() {
                continue;
            }
            let judgement = self.scorer.judge(self.roster, mentor, mentee);
            if judgement.exclusion.is_none() {
                best.offer(Found::new(self.worth.value(judgement.points, mentor, mentee), mentor, judgement.points));
            }
        }
    }

    /// The blocks that may hold a mentor good enough.
    fn find_blocks(&self, scratch: &mut Scratch, best: &Best) {
        let Scratch { sums, touched, positions, blocks, .. } = scratch;
        let count = self.index.slots.blocks();
        if count == 0 {
            return;
        }
        sums.resize(count, 0);
        if positions.len() < self.lists.len() * count {
            positions.resize(self.lists.len() * count, 0);
        }
        for ((list, importance), positions) in self.lists.iter().zip(positions.chunks_mut(count)) {
            for (position, head) in (0..).zip(list.heads()) {
                let sum = &mut sums[head.block as usize];
                if *sum == 0 {
                    touched.push(head.block);
                }
                *sum += importance * u64::from(head.most);
                positions[head.block as usize] = position;
            }
        }
        let outlook = self.index.masks.outlook(self.query.mentee, self.broad);
        for block in touched.drain(..) {
            let at = block as usize;
            let sum = std::mem::take(&mut sums[at]);
            let among = self.query.among.map_or(u64::MAX, |among| among.0[at]);
            let allowed = if among == 0 { 0 } else { among & outlook.allowed(at) };
            if allowed == 0 {
                continue;
            }
            let time = if self.index.slots.stated[at] == 0 { 0 } else { self.time };
            let left = Block { block, allowed, sum, time, rules: outlook.most(at) };
            if self.may_hold(&left, best) {
                blocks.push(left);
            }
        }
    }

    /// The most that a pair in the block can be worth.
    fn most(&self, left: &Block) -> i64 {
        let points = self.points(self.value(left.sum)) + left.time + left.rules;
        self.worth.most(points, left.block as usize)
    }

    /// Whether the block may hold a mentor good enough.
    fn may_hold(&self, left: &Block, best: &Best) -> bool {
        left.sum >= self.sum_for(self.points_for(left, best).saturating_sub(left.time))
    }

    /// The least points of interests and availability that are good enough in the block.
    fn points_for(&self, left: &Block, best: &Best) -> u32 {
        let least = if self.broad { 1 } else { self.scorer.min_points };
        self.worth.points_for(best.bar(), left.block as usize).max(least).saturating_sub(left.rules)
    }

    /// Judges the mentors of a block who may be among the best.
    fn look_at<'p>(
        &'p self,
        left: &Block,
        positions: &[u32],
        parts: &mut Vec<Part<'p>>,
        special: &[MentorIx],
        best: &mut Best,
    ) {
        let &Block { block, allowed, sum, time, rules } = left;
        parts.clear();
        let positions = positions.chunks(self.index.slots.blocks());
        parts.extend(self.lists.iter().zip(positions).filter_map(|(&(list, importance), positions)| {
            Some(Part { list, head: list.head(positions[block as usize], block)?, importance })
        }));
        let stated = if self.row.spans.is_some() { self.index.slots.stated[block as usize] } else { 0 };
        let points = self.points_for(left, best);
        let (least, least_stated) = (self.sum_for(points), self.sum_for(points.saturating_sub(time)));
        // Who is missing from a list without which the others cannot sum to enough need not be summed.
        let on_all_needed = |least: u64| {
            let needed = parts.iter().filter(|part| sum - part.most() < least);
            needed.fold(if sum < least { 0 } else { u64::MAX }, |lanes, part| lanes & part.head.lanes)
        };
        let on_any = parts.iter().fold(0, |lanes, part| lanes | part.head.lanes);
        let mut lanes = on_all_needed(least) & !stated;
        if stated != 0 {
            lanes |= on_all_needed(least_stated) & stated;
        }
        lanes &= on_any & allowed;
        while lanes != 0 {
            let lane = lanes.trailing_zeros() as usize;
            lanes &= lanes - 1;
            let states = stated >> lane & 1 == 1;
            let sum: u64 = parts.iter().map(|part| part.value(lane)).sum();
            if sum < if states { least_stated } else { least } {
                continue;
            }
            let slot = block as usize * LANES + lane;
            let value = self.value(sum);
            let points = self.points(value) + rules;
            // Who is free in no hour of the week in which the other is has no time in common.
            let apart = states && self.hours.are_apart(&self.index.slots.hours[slot]);
            if apart && self.scorer.min_overlap > 0 {
                continue;
            }
            let points = if states && !apart { points + time } else { points };
            let mentor = self.index.slots.mentors[slot];
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

    /// No smaller sum over the lists makes this many points of interests.
    fn sum_for(&self, points: u32) -> u64 {
        u64::try_from((u128::from(points) * self.per_point) >> PER_POINT_BITS).unwrap_or(u64::MAX)
    }

    /// The points of interests.
    fn points(&self, value: u32) -> u32 {
        Scorer::component_points(self.scorer.share(0), value, self.broad)
    }
}
