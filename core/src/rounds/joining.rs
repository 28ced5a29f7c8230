//! Who is left over joins a pair: each pair takes one, as many as possible join, those who were left over most often first, then for
//! the most points.
//!
//! An assignment: people who are left over, pairs with one seat each, weights `lift · level + points` as in `pairing`. The sets of
//! people who can be seated are a matroid again, so levels do there what they do among pairs.

use std::collections::BTreeSet;

use super::edges::Edge;
use super::pairing::levels;
use super::people::{People, PersonIx};
use crate::assign;
use crate::assign::problem::MOST;
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::{Error, ErrorCode};

/// Who joins which pair, and why nobody joins a better one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Joined {
    /// Who joins, and which of the pairs, in the order of pairs.
    pub(crate) who: Vec<(PersonIx, usize)>,
    pub(crate) lift: i64,
    /// What joining each pair costs.
    pub(crate) prices: Vec<i64>,
    /// What the choice misses at most.
    pub(crate) gap: i64,
}

/// Somebody who joins a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guest {
    pub(crate) who: PersonIx,
    /// The pair.
    pub(crate) a: PersonIx,
    pub(crate) b: PersonIx,
    /// What the guest is worth to the two, and they to the guest.
    pub(crate) points: u32,
}

/// One way to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seat {
    /// In the order of hashes.
    place: u32,
    pair: u32,
    who: PersonIx,
    points: u32,
}

/// Everything `join` needs to know of a round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'a> {
    pub(super) people: &'a People<'a>,
    /// Who may meet, and has not met yet.
    pub(super) edges: &'a [Edge],
    /// Who has met in this call, whether they could have met alone or not.
    pub(super) met: &'a BTreeSet<(PersonIx, PersonIx)>,
    /// In order.
    pub(super) pairs: &'a [Edge],
    /// How often everybody was left over.
    pub(super) left: &'a [u32],
    /// Where everybody is in the order of hashes.
    pub(super) places: &'a [u32],
}

impl Table<'_> {
    /// The best way for those who are in no pair to join one.
    ///
    /// # Errors
    /// Cancelled; [`ErrorCode::TooLarge`] as in `pairing`.
    pub(super) fn join(&self, control: &Control) -> Result<Joined, Error> {
        let mut seats = self.seats();
        seats.sort_unstable();
        seats.dedup();
        let levels = levels(seats.iter().map(|seat| seat.who), self.left);
        let rows = || seats.chunk_by(|one, other| one.who == other.who);
        let best = rows().map(|row| row.iter().map(|seat| i64::from(seat.points)).max().unwrap_or(0));
        let lift = best.sum::<i64>() + 1;
        let highest = levels.iter().copied().max().unwrap_or(0);
        let heaviest = i128::from(lift) * i128::from(highest) + 4 * i128::from(crate::points::FULL);
        if heaviest > i128::from(MOST) || heaviest * rows().count() as i128 > i128::from(i64::MAX / 2) {
            let message = format!("{} people who are left over are too many for exact weights", rows().count());
            return Err(Error::new(ErrorCode::TooLarge, "passed_over", message));
        }
        let level = |who: PersonIx| levels.get(who as usize).copied().unwrap_or(0);
        let from: Vec<u32> =
            (0..).zip(rows()).flat_map(|(at, row)| std::iter::repeat_n(at, row.len())).collect::<Vec<u32>>();
        let to: Vec<u32> = seats.iter().map(|seat| seat.pair).collect();
        let weight: Vec<i64> = seats.iter().map(|seat| lift * level(seat.who) + i64::from(seat.points)).collect();
        let (one_each, one_a_pair) = (vec![1; rows().count()], vec![1; self.pairs.len()]);
        let graph = Bipartite::from_edges(&from, &to, &weight, &one_a_pair, &one_each);
        let found = assign::assign(&graph, control)?;
        let mut who: Vec<(PersonIx, usize)> = found
            .chosen
            .iter()
            .filter_map(|&at| seats.get(at as usize))
            .map(|seat| (seat.who, seat.pair as usize))
            .collect();
        who.sort_unstable_by_key(|&(_, pair)| pair);
        let gap = i64::try_from(found.bound - found.total).unwrap_or(i64::MAX).min(MOST);
        Ok(Joined { who, lift, prices: found.prices, gap })
    }

    /// Every way to join a pair: with one of the two there is something to talk about, and nothing against the other.
    fn seats(&self) -> Vec<Seat> {
        let mut pair_of: Vec<Option<u32>> = vec![None; self.people.len()];
        for (at, pair) in (0..).zip(self.pairs) {
            for person in [pair.a, pair.b] {
                if let Some(slot) = pair_of.get_mut(person as usize) {
                    *slot = Some(at);
                }
            }
        }
        let pair_of = |person: PersonIx| pair_of.get(person as usize).copied().flatten();
        let mut seats = Vec::new();
        for edge in self.edges {
            for (who, host) in [(edge.a, edge.b), (edge.b, edge.a)] {
                let (None, Some(at)) = (pair_of(who), pair_of(host)) else { continue };
                let Some(pair) = self.pairs.get(at as usize) else { continue };
                let other = if pair.a == host { pair.b } else { pair.a };
                let points = edge.points + self.people.worth(who, other);
                if !self.met.contains(&(who.min(other), who.max(other))) && self.people.may_sit(who, other) {
                    let place = self.places.get(who as usize).copied().unwrap_or(0);
                    seats.push(Seat { place, pair: at, who, points });
                }
            }
        }
        seats
    }
}
