//! Few of the pairs, chosen by points and time, and more of them until no pair outside can improve the choice.
//!
//! The same as [`pricing`](crate::pricing) does without times: with u_i what the last seat is worth to mentee i at prices of mentors, slots and
//! rooms, a pair outside matters only if its points less the mentor's price exceed u_i; whatever slots would cost is left out, and so
//! a few pairs more join than need to.

use rayon::prelude::*;

use super::prices::{Costs, Prices};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::Index;
use crate::listed::shuffled;
use crate::pricing::{self, Effort, Found};
use crate::roster::{MenteeIx, MentorIx};
use crate::schedule::pairs::{PairsChoice, PairsProblem, pairs};
use crate::sessions::Starts;
use crate::ties::Ties;

/// All rows together have no more pairs than this, or what they prove is given up.
pub(super) const MOST_PAIRS: usize = 16_000_000;

/// Who is to be matched.
pub(super) struct Market<'a> {
    pub(super) cohort: &'a Cohort,
    pub(super) index: &'a Index,
    pub(super) starts: &'a Starts,
    /// Seats that locked pairs leave, and there is time for; by mentor and by mentee.
    pub(super) mentor_seats: Vec<u32>,
    pub(super) mentee_seats: Vec<u32>,
    /// What the first mentor of each mentee is worth beyond points.
    pub(super) bonus: Vec<i64>,
    pub(super) rooms: Option<u32>,
    /// Everybody in the order of a hash of their ids, which breaks ties.
    pub(super) mentors: Vec<MentorIx>,
    pub(super) mentees: Vec<MenteeIx>,
    /// How many pairs a mentee starts with, how many join at a time, twice as many each time after, and by how many points those miss being
    /// good enough that join, too: they may be, at the next prices.
    pub(super) effort: Effort,
    pub(super) control: &'a Control,
}

/// The pairs that are looked at of one mentee.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Ascending.
    pub(super) mentors: Vec<MentorIx>,
    pub(super) points: Vec<u32>,
}

impl Row {
    pub(super) fn pairs(&self) -> impl Iterator<Item = (MentorIx, u32)> + '_ {
        self.mentors.iter().copied().zip(self.points.iter().copied())
    }

    fn add(&mut self, more: &[(MentorIx, u32)]) {
        let mut pairs: Vec<(MentorIx, u32)> = self.pairs().chain(more.iter().copied()).collect();
        pairs.sort_unstable();
        pairs.dedup_by_key(|pair| pair.0);
        (self.mentors, self.points) = pairs.into_iter().unzip();
    }
}

/// A choice, and what is known of it.
pub(super) struct Chosen {
    pub(super) rows: Vec<Row>,
    /// In no order.
    pub(super) pairs: Vec<(MenteeIx, MentorIx)>,
    pub(super) prices: Prices,
    /// No pair of the cohort changes the bound of these prices: what it is, without the bonus that pairs are chosen for; nothing if there
    /// was no time.
    pub(super) bound: Option<i128>,
    pub(super) complete: bool,
}

impl<'a> Market<'a> {
    /// The same market, for another hold on it.
    pub(super) fn again(&self) -> Self {
        Market {
            mentor_seats: self.mentor_seats.clone(),
            mentee_seats: self.mentee_seats.clone(),
            bonus: self.bonus.clone(),
            mentors: self.mentors.clone(),
            mentees: self.mentees.clone(),
            ..*self
        }
    }

    /// Everybody's places.
    pub(super) fn places(cohort: &Cohort, seed: u32) -> [Vec<u32>; 2] {
        let (data, ties) = (cohort.data(), Ties::new(1, seed));
        let mentors = shuffled(data.mentors.iter().map(|person| ties.person(&person.id, 0)));
        [mentors, shuffled(data.mentees.iter().map(|person| ties.person(&person.id, 1)))]
    }

    /// The best choice, from the pairs and the prices of one that knows no times.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn choose(&self, plain: (&[(MenteeIx, MentorIx)], &[i64])) -> Result<Chosen, Error> {
        let people = self.mentee_seats.len();
        // Half of the room is for those who join.
        let each = (MOST_PAIRS / 2 / people.max(1)).max(1);
        let mut rows: Vec<Row> = vec![Row::default(); people];
        // Whatever they are worth.
        let all: Vec<Option<i64>> = vec![Some(i64::MIN / 4); people];
        let (found, mut complete) = pricing::beyond(
            (self.cohort, &self.index.board),
            plain.1,
            &all,
            |_| &[],
            self.effort.first.min(each),
            self.control,
        )?;
        join(&mut rows, &found);
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        for &(mentee, mentor) in plain.0.iter().filter(|pair| !roster.locked.contains(pair.1, pair.0)) {
            if let Some(row) = rows.get_mut(mentee as usize) {
                row.add(&[(mentor, scorer.judge(roster, mentor, mentee).points)]);
            }
        }
        // Where somebody's first mentor counts more than all points, only first ones are chosen.
        let seats = self.mentee_seats.iter().zip(&self.bonus);
        let seats: Vec<u32> = seats.map(|(&seats, &bonus)| if bonus > 0 { seats.min(1) } else { seats }).collect();
        let mut more = self.effort.more.min(each);
        loop {
            self.control.check()?;
            let (choice, pairs) = self.best(&rows, (&self.mentor_seats, &seats), &self.bonus)?;
            complete &= choice.complete;
            let prices = self.named(&choice);
            let costs = Costs::new(&prices, self.starts);
            let known = |mentee: MenteeIx| rows.get(mentee as usize).map_or(&[][..], |row| &row.mentors);
            let (least, sums): (Vec<Option<i64>>, Vec<i64>) =
                (0..people as MenteeIx).into_par_iter().map(|mentee| self.worth(&costs, &rows, mentee)).unzip();
            let size: usize = rows.iter().map(|row| row.mentors.len()).sum();
            if !complete || size > MOST_PAIRS {
                // What these prices prove of some pairs they do not prove of all.
                return Ok(Chosen { rows, pairs, prices: Prices::default(), bound: None, complete });
            }
            let asked = (self.cohort, &*self.index.board);
            let nearly: Vec<Option<i64>> =
                least.iter().map(|least| least.map(|least| least - i64::from(self.effort.margin))).collect();
            let (found, all) = pricing::beyond(asked, &prices.mentors, &nearly, known, more, self.control)?;
            if !all {
                return Ok(Chosen { rows, pairs, prices: Prices::default(), bound: None, complete: false });
            }
            let matters = |mentee: MenteeIx, &(mentor, points): &(MentorIx, u32)| {
                let least = least.get(mentee as usize).copied().flatten();
                least.is_some_and(|least| i64::from(points) - prices.of(mentor) >= least)
            };
            if !found.iter().any(|(mentee, entries)| entries.iter().any(|entry| matters(*mentee, entry))) {
                let bound = Some(self.bound(&prices, &sums));
                return Ok(Chosen { rows, pairs, prices, bound, complete: true });
            }
            join(&mut rows, &found);
            more = more.saturating_mul(2).min(each);
        }
    }

    /// The best choice of some rows, within some seats.
    pub(super) fn best(
        &self,
        rows: &[Row],
        (mentor_seats, mentee_seats): (&[u32], &[u32]),
        bonus: &[i64],
    ) -> Result<(PairsChoice, Vec<(MenteeIx, MentorIx)>), Error> {
        let mut place = vec![0; self.mentors.len()];
        for (at, &mentor) in (0..).zip(&self.mentors) {
            if let Some(place) = place.get_mut(mentor as usize) {
                *place = at;
            }
        }
        let place = |mentor: MentorIx| place.get(mentor as usize).copied().unwrap_or(0);
        let (mut mentee, mut mentor, mut weight) = (Vec::new(), Vec::new(), Vec::new());
        let mut edges: Vec<(u32, u32)> = Vec::new();
        for (at, &who) in (0..).zip(&self.mentees) {
            let Some(row) = rows.get(who as usize) else { continue };
            let more = bonus.get(who as usize).copied().unwrap_or(0);
            edges.clear();
            let able = row.pairs().filter(|pair| self.starts.mentors.states(pair.0) || self.starts.mentees.states(who));
            edges.extend(able.map(|(other, points)| (place(other), points)));
            edges.sort_unstable();
            for &(other, points) in &edges {
                mentee.push(at);
                mentor.push(other);
                weight.push(i64::from(points) + more);
            }
        }
        let of = |people: &[u32], seats: &[u32]| {
            people.iter().map(|&who| seats.get(who as usize).copied().unwrap_or(0)).collect::<Vec<u32>>()
        };
        let clock = self.starts.clock;
        let length = clock.session.div_ceil(clock.grid);
        let starts = [self.starts.mentees.in_order(&self.mentees), self.starts.mentors.in_order(&self.mentors)];
        let (whole, [mentee_starts, mentor_starts]) = ((length, clock.slots), &starts);
        let blocks = (length > 1).then(|| {
            [self.starts.mentees.blocks(&self.mentees, whole), self.starts.mentors.blocks(&self.mentors, whole)]
        });
        let problem = PairsProblem {
            mentee: &mentee,
            mentor: &mentor,
            weight: &weight,
            mentee_seats: &of(&self.mentees, mentee_seats),
            mentor_seats: &of(&self.mentors, mentor_seats),
            starts: [mentee_starts, mentor_starts],
            slots: blocks.as_ref().map_or([mentee_starts, mentor_starts], |[mentees, mentors]| [mentees, mentors]),
            count: clock.slots.div_ceil(length),
            rooms: self.rooms,
        };
        let choice = pairs(&problem, self.control)?;
        let named = |list: &[u32], people: &[u32], edge: u32| {
            let at = list.get(edge as usize).copied().unwrap_or_default();
            people.get(at as usize).copied().unwrap_or_default()
        };
        let pair = |&edge: &u32| (named(&mentee, &self.mentees, edge), named(&mentor, &self.mentors, edge));
        let pairs = choice.edges.iter().map(pair).collect();
        Ok((choice, pairs))
    }

    /// Prices in the order of the cohort.
    fn named(&self, choice: &PairsChoice) -> Prices {
        let mut mentors = vec![0; self.mentors.len()];
        for (&mentor, &price) in self.mentors.iter().zip(&choice.prices) {
            if let Some(place) = mentors.get_mut(mentor as usize) {
                *place = price;
            }
        }
        let of = |place: u32| self.mentors.get(place as usize).copied().unwrap_or_default();
        // Blocks are paid for at their last slots.
        let clock = self.starts.clock;
        let length = clock.session.div_ceil(clock.grid);
        let last = |block: u32| block * length + length - 1;
        let mut slots: Vec<(MentorIx, u32, i64)> =
            choice.slot_prices.iter().map(|slot| (of(slot.mentor), last(slot.slot), slot.price)).collect();
        slots.sort_unstable();
        let mut rooms = vec![0; if choice.room_prices.is_empty() { 0 } else { clock.slots as usize }];
        for (block, &price) in (0..).zip(&choice.room_prices) {
            if let Some(room) = rooms.get_mut(last(block) as usize) {
                *room = price;
            }
        }
        Prices { mentors, slots, rooms }
    }

    /// What a pair outside their row must be worth to matter to a mentee, in points less the mentor's price; and what their seats are worth
    /// at these prices.
    fn worth(&self, costs: &Costs<'_>, rows: &[Row], mentee: MenteeIx) -> (Option<i64>, i64) {
        let seats = self.mentee_seats.get(mentee as usize).map_or(0, |&seats| seats as usize);
        let bonus = self.bonus.get(mentee as usize).copied().unwrap_or(0);
        if seats == 0 {
            return (None, 0);
        }
        let row = rows.get(mentee as usize).into_iter().flat_map(Row::pairs);
        let mut gains: Vec<i64> = row
            .filter_map(|(mentor, points)| costs.gain(mentor, mentee, points))
            .filter(|gain| gain + bonus > 0)
            .collect();
        gains.sort_unstable_by(|a, b| b.cmp(a));
        let first = gains.first().copied();
        let last = gains.get(seats - 1).copied().unwrap_or(0).max(0);
        let beaten = match first {
            // Only the first mentor is worth more than points.
            Some(first) if first < 0 => first,
            None => -bonus,
            Some(_) => last,
        };
        let sum = gains.iter().take(seats).skip(1).map(|&gain| gain.max(0)).sum::<i64>();
        (Some(beaten + 1 + costs.least_room(mentee)), sum + first.map_or(0, |first| first + bonus))
    }

    /// What no choice is worth more than, bonus and all, given what mentees gain at most.
    fn bound(&self, prices: &Prices, gains: &[i64]) -> i128 {
        let product = |(&price, &seats): (&i64, &u32)| i128::from(price) * i128::from(seats);
        let mentors: i128 = prices.mentors.iter().zip(&self.mentor_seats).map(product).sum();
        let slots: i128 = prices.slots.iter().map(|slot| i128::from(slot.2)).sum();
        let rooms =
            i128::from(self.rooms.unwrap_or(0)) * prices.rooms.iter().map(|&price| i128::from(price)).sum::<i128>();
        mentors + slots + rooms + gains.iter().map(|&gain| i128::from(gain)).sum::<i128>()
    }
}

pub(super) fn join(rows: &mut [Row], found: &Found) {
    for (mentee, entries) in found {
        if let Some(row) = rows.get_mut(*mentee as usize) {
            row.add(entries);
        }
    }
}
