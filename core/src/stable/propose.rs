//! Deferred acceptance, in which a pair in a tie may be proposed up to three times.
//!
//! A *tentative* proposal takes a free seat and gives way to any other proposal. A *firm* one counts as ranks say. A
//! *repeated* one, made by those who were refused everywhere and still have a seat, also wins ties. A proposer goes through
//! the list tie by tie, first tentatively through the tie, then firmly, and in the end once more, repeating. A receiver with
//! all seats taken keeps the better proposals: tentative ones are the worst, then rank decides, then repeated before firm,
//! then which pair was given first. Tentative proposals change nothing where the proposer has no tie, nor repeated ones
//! where the receiver has none; they are left out there, so that strict lists get deferred acceptance as it always was.
//!
//! **Order.** A receiver's choice depends on the set of proposals, not on when they arrive, and whoever is refused proposes
//! what they would have proposed anyway: any order of proposers comes to the same matching.
//!
//! **Complexity.** Each pair is proposed at most three times: O(E log c) for mentors of c seats.
#![expect(clippy::indexing_slicing, reason = "people and pairs come from the checked problem")]

use std::collections::BinaryHeap;

use super::Market;
use super::lists::Lists;
use crate::control::Control;
use crate::error::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Tentative,
    Firm,
    Repeated,
}

/// A proposal as its receiver ranks it; the greatest is the worst. From the highest bit: whether it is tentative, the rank,
/// whether it is firm, the pair. One number compares faster than four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Held(u128);

impl Held {
    fn new(kind: Kind, rank: i64, edge: u32) -> Self {
        // The least rank as 0, the greatest as 2^64 - 1.
        let rank = rank.cast_unsigned() ^ (1 << 63);
        let (tentative, firm) = (u128::from(kind == Kind::Tentative), u128::from(kind == Kind::Firm));
        Held(tentative << 97 | u128::from(rank) << 33 | firm << 32 | u128::from(edge))
    }

    fn edge(self) -> u32 {
        self.0 as u32
    }

    fn kind(self) -> Kind {
        match (self.0 >> 97, self.0 >> 32 & 1) {
            (1, _) => Kind::Tentative,
            (_, 1) => Kind::Firm,
            _ => Kind::Repeated,
        }
    }
}

/// How far a proposer has come: the next proposal is `kind` of the list's entry `at`, in the tie `from..to`.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    at: u32,
    from: u32,
    to: u32,
    kind: Kind,
}

struct Round<'p> {
    market: &'p Market<'p>,
    lists: &'p Lists,
    /// Pairs in a tie of the receiver's list; none said if no list has ties.
    tied: Option<&'p [bool]>,
    cursors: Vec<Cursor>,
    held: Vec<bool>,
    seats: Vec<BinaryHeap<Held>>,
}

/// The positions of the pairs that are matched, ascending. `lists` are the proposers', in order; `tied` tells pairs in a tie of
/// the receiver's list, and is absent if no list of either side has ties.
pub(super) fn propose(
    market: &Market<'_>,
    lists: &Lists,
    tied: Option<&[bool]>,
    control: &Control,
) -> Result<Vec<u32>, Error> {
    let start = Cursor { at: 0, from: 0, to: 0, kind: Kind::Firm };
    let mut round = Round {
        market,
        lists,
        tied,
        cursors: vec![start; lists.people()],
        held: vec![false; market.proposer.len()],
        seats: market.receiver_seats.iter().map(|_| BinaryHeap::new()).collect(),
    };
    let mut until_look = 0_u32;
    for proposer in 0..lists.people() {
        let wanted = (market.proposer_seats[proposer] as usize).min(lists.row(proposer).len());
        for _ in 0..wanted {
            let mut next = round.advance(proposer);
            while let Some((edge, kind)) = next {
                if until_look == 0 {
                    control.check()?;
                    until_look = 4_096;
                }
                until_look -= 1;
                next = match round.offer(edge, kind) {
                    Some((refused, kind)) => round.after(refused, kind),
                    None => None,
                };
            }
        }
    }
    let mut edges: Vec<u32> = round.seats.iter().flatten().map(|held| held.edge()).collect();
    edges.sort_unstable();
    Ok(edges)
}

impl Round<'_> {
    /// Proposes, and tells which proposal is refused, if one is.
    fn offer(&mut self, edge: u32, kind: Kind) -> Option<(u32, Kind)> {
        let at = edge as usize;
        let receiver = self.market.receiver[at] as usize;
        let rank = self.market.receiver_rank[at];
        let new = Held::new(kind, rank, edge);
        let seats = &mut self.seats[receiver];
        if seats.len() < self.market.receiver_seats[receiver] as usize {
            self.held[at] = true;
            seats.push(new);
            return None;
        }
        let mut worst = seats.peek_mut()?;
        if new >= *worst {
            return Some((edge, kind));
        }
        let refused = std::mem::replace(&mut *worst, new);
        self.held[at] = true;
        self.held[refused.edge() as usize] = false;
        Some((refused.edge(), refused.kind()))
    }

    /// What its proposer does after a refusal: the same pair again if that turn has passed already, while the refused
    /// proposal still held; else what comes next in the list.
    fn after(&mut self, edge: u32, kind: Kind) -> Option<(u32, Kind)> {
        let proposer = self.market.proposer[edge as usize] as usize;
        let again = match kind {
            Kind::Tentative => Some(Kind::Firm),
            Kind::Firm if self.is_tied(edge) => Some(Kind::Repeated),
            _ => None,
        };
        match again {
            Some(kind) if self.has_passed(proposer, edge, kind) => Some((edge, kind)),
            _ => self.advance(proposer),
        }
    }

    fn is_tied(&self, edge: u32) -> bool {
        self.tied.is_some_and(|tied| tied[edge as usize])
    }

    fn has_passed(&self, proposer: usize, edge: u32, kind: Kind) -> bool {
        let Cursor { at, from, kind: current, .. } = self.cursors[proposer];
        let row = self.lists.row(proposer);
        let key = |edge: u32| (self.market.proposer_rank[edge as usize], edge);
        let is_before = |place: u32| row.get(place as usize).is_none_or(|&other| key(edge) < key(other));
        match (kind, current) {
            (Kind::Repeated, Kind::Repeated) | (Kind::Firm, Kind::Firm) => is_before(at),
            (_, Kind::Repeated) => true,
            (Kind::Repeated, _) => false,
            (_, _) => is_before(from),
        }
    }

    /// The proposer's next proposal of a pair that is not held.
    fn advance(&mut self, proposer: usize) -> Option<(u32, Kind)> {
        let row = self.lists.row(proposer);
        let end = row.len() as u32;
        let cursor = &mut self.cursors[proposer];
        loop {
            if cursor.at < cursor.to {
                let edge = row[cursor.at as usize];
                cursor.at += 1;
                let in_vain = cursor.kind == Kind::Repeated && !self.tied.is_some_and(|tied| tied[edge as usize]);
                if !in_vain && !self.held[edge as usize] {
                    return Some((edge, cursor.kind));
                }
                continue;
            }
            *cursor = match cursor.kind {
                Kind::Tentative => Cursor { at: cursor.from, kind: Kind::Firm, ..*cursor },
                Kind::Firm if self.tied.is_none() => {
                    let from = cursor.to;
                    if from == end {
                        return None;
                    }
                    Cursor { at: from, from, to: from + 1, kind: Kind::Firm }
                }
                Kind::Firm if cursor.to < end => {
                    let from = cursor.to;
                    let rank = |place: u32| self.market.proposer_rank[row[place as usize] as usize];
                    let to = (from + 1..end).find(|&place| rank(place) != rank(from)).unwrap_or(end);
                    let kind = if to - from > 1 { Kind::Tentative } else { Kind::Firm };
                    Cursor { at: from, from, to, kind }
                }
                Kind::Firm => Cursor { at: 0, from: 0, to: end, kind: Kind::Repeated },
                Kind::Repeated => return None,
            };
        }
    }
}
