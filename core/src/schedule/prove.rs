//! What prices prove, as the solver computes it, and the answer made of it; the [certificate](super::certificate) has its own.

use super::Sessions;
use super::board::Board;
use super::problem::{ScheduleProblem, ScheduleSolution, SlotPrice};
use super::slots::{Rows, ones_of};
use crate::bipartite::Bipartite;
use crate::error::Error;
use crate::status::Status;

/// What everything costs.
#[derive(Debug, Clone, Default)]
pub(super) struct Prices {
    pub(super) mentors: Vec<i64>,
    pub(super) slots: Vec<SlotPrice>,
    pub(super) rooms: Vec<i64>,
}

impl Prices {
    pub(super) fn of_mentors(mentors: Vec<i64>) -> Self {
        Prices { mentors, ..Self::default() }
    }

    pub(super) fn of_board(board: &Board<'_>) -> Self {
        let mut slots = Vec::new();
        for mentor in 0..board.price.len() as u32 {
            for seat in board.seats_of(mentor) {
                let seat = board.seat(seat);
                if seat.extra > 0 {
                    slots.push(SlotPrice { mentor, slot: seat.slot, price: seat.extra });
                }
            }
        }
        slots.sort_unstable();
        Prices { mentors: board.price.clone(), slots, rooms: Vec::new() }
    }
}

/// Everything a proof speaks of: weights with the lift, seats as far as there is time for them, starts of sessions.
pub(super) struct Proof<'a> {
    pub(super) problem: &'a ScheduleProblem<'a>,
    pub(super) graph: &'a Bipartite<'a>,
    pub(super) mentee_free: &'a Rows<'a>,
    pub(super) mentor_free: &'a Rows<'a>,
    pub(super) lift: i64,
    /// The heaviest edges everybody has time for, together, without the lift.
    pub(super) heaviest: i128,
}

impl Proof<'_> {
    /// D.
    pub(super) fn dual(&self, prices: &Prices) -> i128 {
        let product = |(&price, &count): (&i64, &u32)| i128::from(price) * i128::from(count);
        let mut sum: i128 = prices.mentors.iter().zip(self.graph.mentor_seats()).map(product).sum();
        sum += prices.slots.iter().map(|slot| i128::from(slot.price)).sum::<i128>();
        sum += prices.rooms.iter().zip(self.problem.slot_rooms.unwrap_or_default()).map(product).sum::<i128>();
        let costs = Costs::of(prices, self.problem.slots_per_session);
        let mut gains: Vec<i64> = Vec::new();
        for mentee in 0..self.graph.mentees() as u32 {
            gains.clear();
            for (_, mentor, weight) in self.graph.edges_of(mentee).filter(|edge| edge.2 > 0) {
                let gain = weight - prices.mentors.get(mentor as usize).copied().unwrap_or(0);
                if gain > 0 {
                    let least = costs.least(self.mentee_free.row(mentee), self.mentor_free.row(mentor), mentor);
                    gains.push(gain.saturating_sub(least));
                }
            }
            gains.retain(|&gain| gain > 0);
            gains.sort_unstable_by(|a, b| b.cmp(a));
            let seats = self.graph.mentee_seats().get(mentee as usize).copied().unwrap_or(0);
            sum += gains.iter().take(seats as usize).map(|&gain| i128::from(gain)).sum::<i128>();
        }
        sum
    }

    /// What an edge is worth without the lift.
    pub(super) fn weight(&self, edge: u32) -> i64 {
        self.problem.edges.weight.get(edge as usize).copied().unwrap_or(0)
    }

    /// The answer; with `dual` absent, prices prove that it is the best.
    pub(super) fn answer(
        &self,
        mut sessions: Sessions,
        prices: Prices,
        dual: Option<i128>,
        ended: Status,
    ) -> Result<ScheduleSolution, Error> {
        sessions.sort_unstable();
        let total: i128 = sessions.iter().map(|&(edge, _)| i128::from(self.weight(edge))).sum();
        let lifted = i128::from(self.lift) * sessions.len() as i128;
        let dual = dual.unwrap_or(total + lifted);
        let most = (self.lift > 0).then(|| u64::try_from(dual / i128::from(self.lift))).transpose();
        let most = most.map_err(|_| Error::internal(format!("a bound of {dual}")))?;
        let exact = |sum: i128| i64::try_from(sum).map_err(|_| Error::internal(format!("a total or a bound of {sum}")));
        let (total, bound) = (exact(total)?, exact((dual - lifted).min(self.heaviest))?);
        let optimal = bound == total && most.is_none_or(|most| most == sessions.len() as u64);
        let (edges, slots) = sessions.into_iter().unzip();
        let Prices { mentors, slots: slot_prices, rooms } = prices;
        Ok(ScheduleSolution {
            edges,
            slots,
            total,
            most,
            bound,
            gap: bound - total,
            lift: self.lift,
            prices: mentors,
            slot_prices,
            room_prices: rooms,
            status: if optimal { Status::Optimal } else { ended },
        })
    }
}

/// What the slots of sessions cost.
struct Costs<'a> {
    slots: &'a [SlotPrice],
    /// The prices of all before each in `slots`.
    before: Vec<i128>,
    /// The prices of all slots before each; nothing if rooms have none.
    rooms: Vec<i128>,
    length: u32,
}

impl<'a> Costs<'a> {
    fn of(prices: &'a Prices, length: u32) -> Self {
        let sums = |prices: &mut dyn Iterator<Item = i64>| {
            let mut sums = vec![0];
            sums.extend(prices.scan(0, |sum, price| {
                *sum += i128::from(price);
                Some(*sum)
            }));
            sums
        };
        let before = sums(&mut prices.slots.iter().map(|slot| slot.price));
        let rooms = if prices.rooms.is_empty() { Vec::new() } else { sums(&mut prices.rooms.iter().copied()) };
        Costs { slots: &prices.slots, before, rooms, length }
    }

    /// The cheapest of the starts that two people have in common.
    fn least(&self, mentee: &[u64], mentor: &[u64], number: u32) -> i64 {
        let first = self.slots.partition_point(|slot| slot.mentor < number);
        let after =
            first + self.slots.get(first..).map_or(0, |from| from.partition_point(|slot| slot.mentor <= number));
        if first == after && self.rooms.is_empty() {
            return 0;
        }
        let own = self.slots.get(first..after).unwrap_or_default();
        let sum = |sums: &[i128], at: usize| sums.get(at).copied().unwrap_or(0);
        let upto = |slot: u32| {
            let priced = first + own.partition_point(|priced| priced.slot < slot);
            sum(&self.before, priced) + sum(&self.rooms, slot as usize)
        };
        let mut least = i128::MAX;
        for start in ones_of(mentee, mentor) {
            least = least.min(upto(start + self.length) - upto(start));
            if least == 0 {
                break;
            }
        }
        i64::try_from(least).unwrap_or(i64::MAX)
    }
}
