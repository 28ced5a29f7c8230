//! The best mentors for one mentee, exactly, without looking at most of them.
//!
//! **Question.** For a mentee i, which k pairs (i, j) that may be have the largest *value* `weight(points_ij) − price_j`, at
//! least `least`? Of equal values the first mentor comes first. With prices 0 and weights that are points these are the
//! mentors to suggest; with the prices of a matching, those that could improve it.
//!
//! **Method.** A pair's points are at most its interests plus all that availability and soft rules can add. The lists of the
//! mentee's wants bound the interests of a block of mentors by the sum of their largest entries; masks and the least price in
//! the block bound the rest. Blocks are looked at in the order of their bounds, until none can hold anything better than
//! what was found; in a block, a mentor is judged only if their own bound is good enough, which counts their real interests,
//! price and hash. Whoever either side prefers, the host has a signal for or has locked is judged ahead of all, so that bounds
//! need not count preference and affinity.
//!
//! **Cost.** O(blocks · wants) for the bounds, and for each block looked at the entries in it; a judgement for each mentor
//! who may be among the best.
#![expect(clippy::indexing_slicing, reason = "slots, blocks and lanes are numbered by the index itself")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Index;
use super::list::{Desk, List, unpack};
use super::slots::LANES;
use super::worth::Worth;
use crate::points::FULL;
use crate::roster::{MenteeIx, MenteeRow, MentorIx, Roster};
use crate::score::Scorer;
use crate::score::interests::Interests;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// For whom.
    pub mentee: MenteeIx,
    /// How many at most.
    pub most: usize,
    /// The least value of what is found.
    pub least: i64,
    /// Mentors who are known already, in order.
    pub known: &'a [MentorIx],
    /// Whether locked pairs count.
    pub locked: bool,
}

/// A pair that was found. Better ones compare greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its weight less the mentor's price.
    pub value: i64,
    /// Of equal values, the first.
    mentor: Reverse<MentorIx>,
    /// What the pair is worth.
    pub points: u32,
}

impl Found {
    /// The mentor.
    #[must_use]
    pub fn mentor(&self) -> MentorIx {
        self.mentor.0
    }
}

/// Space for questions, one after another.
#[derive(Debug, Default)]
pub struct Scratch {
    /// By block: the most that interests can sum to.
    sums: Vec<u64>,
    touched: Vec<u32>,
    /// Blocks by the most they can be worth.
    order: Vec<(i64, Reverse<u32>)>,
    best: BinaryHeap<Reverse<Found>>,
    special: Vec<MentorIx>,
    desk: Desk,
    /// What was found last, best first.
    found: Vec<Found>,
    /// Mentors judged so far, over all questions.
    pub judged: u64,
}

/// The best found so far.
struct Best<'s> {
    heap: &'s mut BinaryHeap<Reverse<Found>>,
    most: usize,
    least: i64,
}

impl Best<'_> {
    /// Whether a value as good as this would be kept.
    fn takes(&self, value: i64, mentor: MentorIx) -> bool {
        value >= self.least
            && (self.heap.len() < self.most
                || self.heap.peek().is_none_or(|worst| (value, Reverse(mentor)) > (worst.0.value, worst.0.mentor)))
    }

    /// Whether nothing of at most this value can be kept any more.
    fn refuses(&self, value: i64) -> bool {
        value < self.least
            || (self.heap.len() >= self.most && self.heap.peek().is_some_and(|worst| value < worst.0.value))
    }

    fn offer(&mut self, found: Found) {
        if self.takes(found.value, found.mentor.0) {
            self.heap.push(Reverse(found));
            if self.heap.len() > self.most {
                self.heap.pop();
            }
        }
    }
}

/// One question being answered.
struct Search<'a> {
    index: &'a Index,
    roster: &'a Roster,
    scorer: &'a Scorer,
    worth: &'a Worth<'a>,
    query: Query<'a>,
    row: &'a MenteeRow,
    /// The lists of the wants, with their importance, and the sum of those.
    lists: Vec<(&'a List, u64)>,
    whole: u64,
    broad: bool,
}

impl Index {
    /// Answers a question; best first.
    pub fn best<'s>(
        &self,
        roster: &Roster,
        scorer: &Scorer,
        worth: &Worth<'_>,
        query: Query<'_>,
        scratch: &'s mut Scratch,
    ) -> &'s [Found] {
        scratch.found.clear();
        let Some(row) = roster.mentees.get(query.mentee as usize).filter(|row| row.seats > 0 && query.most > 0) else {
            return &scratch.found;
        };
        let broad = row.wants.is_empty();
        // Lists that are too many to be held are made for this question.
        let made: Vec<Option<List>> = row
            .wants
            .iter()
            .map(|want| match self.lists.held(want.topic, want.level) {
                Some(_) => None,
                None => Some(self.lists.make(scorer, want.topic, want.level, &mut scratch.desk)),
            })
            .collect();
        let wants = row.wants.iter().zip(&made).filter_map(|(want, made)| {
            let list = made.as_ref().or_else(|| self.lists.held(want.topic, want.level))?;
            Some((list, u64::from(want.importance)))
        });
        let mut lists: Vec<(&List, u64)> = wants.collect();
        let mut whole: u64 = row.wants.iter().map(|want| u64::from(want.importance)).sum();
        if broad {
            // Empty unless the policy is open.
            lists.push((&self.lists.broad, 1));
            whole = 1;
        }
        let search = Search { index: self, roster, scorer, worth, query, row, lists, whole: whole.max(1), broad };
        search.run(scratch);
        while let Some(Reverse(found)) = scratch.best.pop() {
            scratch.found.push(found);
        }
        scratch.found.reverse();
        &scratch.found
    }
}

impl Search<'_> {
    fn run(&self, scratch: &mut Scratch) {
        let Scratch { sums, touched, order, best, special, judged, .. } = scratch;
        best.clear();
        let mut best = Best { heap: best, most: self.query.most, least: self.query.least };
        self.judge_special(special, &mut best, judged);

        sums.resize(self.index.slots.blocks(), 0);
        for (list, importance) in &self.lists {
            for head in list.heads() {
                let sum = &mut sums[head.block as usize];
                if *sum == 0 {
                    touched.push(head.block);
                }
                *sum += importance * u64::from(head.most);
            }
        }
        let outlook = self.index.masks.outlook(self.query.mentee, self.broad);
        let availability = self.points(1, FULL);
        for block in touched.drain(..) {
            let at = block as usize;
            let sum = std::mem::take(&mut sums[at]);
            if outlook.allowed(at) == 0 {
                continue;
            }
            let time = if self.row.spans.is_some() && self.index.slots.stated[at] != 0 { availability } else { 0 };
            let points = self.points(0, self.value(sum)) + time + outlook.most(at);
            let value = self.worth.most(points, at);
            if points >= self.least_points() && !best.refuses(value) {
                order.push((value, Reverse(block)));
            }
        }
        // A heap rather than a sort: most blocks are never asked for.
        let mut blocks = BinaryHeap::from(std::mem::take(order));
        while let Some((value, Reverse(block))) = blocks.pop() {
            if best.refuses(value) {
                break;
            }
            let most = (availability, outlook.most(block as usize));
            self.look_at(block, outlook.allowed(block as usize), most, special, &mut best, judged);
        }
        let mut left = blocks.into_vec();
        left.clear();
        *order = left;
    }

    /// Judges whom bounds do not count: those either side prefers, the host has a signal for, or has locked.
    fn judge_special(&self, special: &mut Vec<MentorIx>, best: &mut Best<'_>, judged: &mut u64) {
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
            *judged += 1;
            let judgement = self.scorer.judge(self.roster, mentor, mentee);
            if judgement.exclusion.is_none() {
                let value = self.worth.value(judgement.points, mentor, mentee);
                best.offer(Found { value, mentor: Reverse(mentor), points: judgement.points });
            }
        }
    }

    /// Judges the mentors of a block who may be among the best.
    fn look_at(
        &self,
        block: u32,
        allowed: u64,
        (time, rules): (u32, u32),
        special: &[MentorIx],
        best: &mut Best<'_>,
        judged: &mut u64,
    ) {
        let mut sums = [0_u64; LANES];
        let mut lanes = 0_u64;
        for (list, importance) in &self.lists {
            let Some(position) = list.position(block) else { continue };
            for &entry in list.entries(position) {
                let (lane, value) = unpack(entry);
                sums[lane] += importance * u64::from(value);
                lanes |= 1 << lane;
            }
        }
        lanes &= allowed;
        let stated = if self.row.spans.is_some() { self.index.slots.stated[block as usize] } else { 0 };
        while lanes != 0 {
            let lane = lanes.trailing_zeros() as usize;
            lanes &= lanes - 1;
            let slot = block as usize * LANES + lane;
            let value = self.value(sums[lane]);
            let time = if stated >> lane & 1 == 1 { time } else { 0 };
            let most = self.points(0, value) + time + rules;
            let mentor = self.index.slots.mentors[slot];
            if most < self.least_points()
                || !best.takes(self.worth.value_at(most, slot, self.query.mentee), mentor)
                || special.binary_search(&mentor).is_ok()
                || self.query.known.binary_search(&mentor).is_ok()
            {
                continue;
            }
            *judged += 1;
            let interests = Interests { value, shared: true, refused: false, broad: self.broad };
            let judgement = self.scorer.judge_interested(self.roster, mentor, self.query.mentee, &interests);
            if judgement.exclusion.is_none() {
                let value = self.worth.value_at(judgement.points, slot, self.query.mentee);
                best.offer(Found { value, mentor: Reverse(mentor), points: judgement.points });
            }
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

    fn points(&self, component: usize, value: u32) -> u32 {
        Scorer::component_points(self.scorer.share(component), value, self.broad)
    }

    fn least_points(&self) -> u32 {
        if self.broad { 1 } else { self.scorer.min_points }
    }
}
