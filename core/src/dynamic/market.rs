//! The state: who is in the market, who holds whom, at what prices, and which pairs are known. Prices and profits are kept less the level
//! (`level.rs`).
//!
//! A mentee has a row of known pairs in the order of mentors. A mentor has the same pairs ranked by what decides whether a
//! search looks at them: in the `column`, pairs that are not chosen, by u_i − w; in `seated`, chosen ones, by w − u_i.
//! For u_i stands a *reference* that is nowhere further from it than `drift`, so that most changes of u_i move nothing.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors are the caller's promise")]

use super::Weight;
use super::log::Log;
use super::potentials::Potentials;
use super::queue::Queue;
use super::ranked::{Entry, Ranked};
use super::search::Node;

#[derive(Debug, Clone, Default)]
pub(super) struct Mentee {
    /// a_i.
    pub(super) seats: u32,
    /// Without a seat, or not asked about yet: no pair is known.
    pub(super) out: bool,
    /// Chosen pairs: mentor and weight, in the order of mentors.
    pub(super) held: Vec<(u32, Weight)>,
    /// The row, chosen pairs included.
    pub(super) mentors: Vec<u32>,
    pub(super) weights: Vec<Weight>,
}

impl Mentee {
    pub(super) fn is_open(&self) -> bool {
        self.held.len() < self.seats as usize
    }

    pub(super) fn holds(&self, mentor: u32) -> bool {
        self.held.binary_search_by_key(&mentor, |pair| pair.0).is_ok()
    }

    pub(super) fn weight(&self, mentor: u32) -> Option<Weight> {
        self.mentors.binary_search(&mentor).ok().map(|at| self.weights[at])
    }

    pub(super) fn row(&self) -> impl Iterator<Item = (u32, Weight)> {
        self.mentors.iter().copied().zip(self.weights.iter().copied())
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Mentor {
    /// c_j.
    pub(super) seats: u32,
    pub(super) out: bool,
    pub(super) seated: Ranked,
    pub(super) column: Ranked,
}

impl Mentor {
    pub(super) fn is_free(&self) -> bool {
        self.seated.len() < self.seats as usize
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Market {
    pub(super) mentees: Vec<Mentee>,
    pub(super) mentors: Vec<Mentor>,
    /// u_i + ℓ.
    pub(super) profit: Potentials,
    /// p_j − ℓ.
    pub(super) price: Potentials,
    /// ℓ.
    pub(super) level: Weight,
    /// By mentee: what stands for u_i in ranks, and how much more u_i is.
    pub(super) reference: Vec<Weight>,
    pub(super) ahead: Vec<Weight>,
    pub(super) drift: Weight,
    /// Mentees who may have an open seat that is worth something.
    pub(super) open: Queue,
    /// Mentors who may have a free seat that costs something.
    pub(super) free: Queue,
    pub(super) log: Log,
    pub(super) total: Weight,
    /// How many pairs are known.
    pub(super) known: usize,
    /// No known pair ever weighed more.
    pub(super) heaviest: Weight,
}

impl Market {
    pub(super) fn new(room: Weight, drift: Weight) -> Self {
        Market { profit: Potentials::new(room), price: Potentials::new(room), drift, ..Market::default() }
    }

    pub(super) fn add_mentee(&mut self, seats: u32) -> u32 {
        self.mentees.push(Mentee { seats, out: true, ..Mentee::default() });
        self.profit.add();
        self.reference.push(0);
        self.ahead.push(0);
        self.open.add();
        self.mentees.len() as u32 - 1
    }

    pub(super) fn add_mentor(&mut self, seats: u32) -> u32 {
        self.mentors.push(Mentor { seats, out: true, ..Mentor::default() });
        self.price.add();
        self.free.add();
        self.mentors.len() as u32 - 1
    }

    /// Whether both are in the market.
    pub(super) fn meet(&self, mentee: u32, mentor: u32) -> bool {
        !self.mentees[mentee as usize].out && !self.mentors[mentor as usize].out
    }

    /// How far somebody's potential may fall before a question about them is due.
    pub(super) fn headroom(&self, who: Node) -> Weight {
        match who {
            Node::Mentee(mentee) => self.profit.headroom(mentee),
            Node::Mentor(mentor) => self.price.headroom(mentor),
        }
    }

    /// A question about somebody was asked.
    pub(super) fn asked(&mut self, who: Node) {
        match who {
            Node::Mentee(mentee) => self.profit.asked(mentee),
            Node::Mentor(mentor) => self.price.asked(mentor),
        }
    }

    /// u_i + p_j − w of a pair of this weight.
    pub(super) fn slack(&self, mentee: u32, mentor: u32, weight: Weight) -> Weight {
        self.profit.of(mentee) + self.price.of(mentor) - weight
    }

    fn column_entry(&self, mentee: u32, weight: Weight) -> Entry {
        Entry::new(self.reference[mentee as usize] - weight, mentee)
    }

    fn seated_entry(&self, mentee: u32, weight: Weight) -> Entry {
        Entry::new(weight - self.reference[mentee as usize], mentee)
    }

    /// A pair becomes known, or its weight another one. Whoever has each other keeps each other.
    pub(super) fn know(&mut self, mentee: u32, mentor: u32, weight: Weight) {
        self.heaviest = self.heaviest.max(weight);
        let (new, new_seat) = (self.column_entry(mentee, weight), self.seated_entry(mentee, weight));
        let row = &mut self.mentees[mentee as usize];
        match row.mentors.binary_search(&mentor) {
            Ok(at) => {
                let before = std::mem::replace(&mut row.weights[at], weight);
                let (old, old_seat) = (self.column_entry(mentee, before), self.seated_entry(mentee, before));
                let ranks = &mut self.mentors[mentor as usize];
                let held = &mut self.mentees[mentee as usize].held;
                if let Ok(at) = held.binary_search_by_key(&mentor, |pair| pair.0) {
                    held[at].1 = weight;
                    self.total += weight - before;
                    ranks.seated.remove(old_seat);
                    ranks.seated.insert(new_seat);
                } else {
                    ranks.column.remove(old);
                    ranks.column.insert(new);
                }
            }
            Err(at) => {
                row.mentors.insert(at, mentor);
                row.weights.insert(at, weight);
                self.mentors[mentor as usize].column.insert(new);
                self.known += 1;
            }
        }
    }

    /// A pair that is not chosen is no longer known.
    pub(super) fn forget(&mut self, mentee: u32, mentor: u32) {
        let row = &mut self.mentees[mentee as usize];
        if let Ok(at) = row.mentors.binary_search(&mentor) {
            row.mentors.remove(at);
            let weight = row.weights.remove(at);
            let entry = self.column_entry(mentee, weight);
            self.mentors[mentor as usize].column.remove(entry);
            self.known -= 1;
        }
    }

    /// Chooses a known pair that is not chosen, of people with seats left.
    pub(super) fn seat(&mut self, mentee: u32, mentor: u32) {
        let Some(weight) = self.mentees[mentee as usize].weight(mentor) else { return };
        let (from, to) = (self.column_entry(mentee, weight), self.seated_entry(mentee, weight));
        let held = &mut self.mentees[mentee as usize].held;
        let at = held.partition_point(|pair| pair.0 < mentor);
        held.insert(at, (mentor, weight));
        let ranks = &mut self.mentors[mentor as usize];
        ranks.column.remove(from);
        ranks.seated.insert(to);
        self.total += weight;
        self.log.flip(mentee, mentor);
    }

    /// Lets go of a chosen pair.
    pub(super) fn unseat(&mut self, mentee: u32, mentor: u32) {
        let held = &mut self.mentees[mentee as usize].held;
        let Ok(at) = held.binary_search_by_key(&mentor, |pair| pair.0) else { return };
        let (_, weight) = held.remove(at);
        let (from, to) = (self.seated_entry(mentee, weight), self.column_entry(mentee, weight));
        let ranks = &mut self.mentors[mentor as usize];
        ranks.seated.remove(from);
        ranks.column.insert(to);
        self.total -= weight;
        self.log.flip(mentee, mentor);
    }

    /// The same, and both are to be looked at.
    pub(super) fn part(&mut self, mentee: u32, mentor: u32) {
        self.unseat(mentee, mentor);
        self.open.push(mentee);
        self.free.push(mentor);
    }

    /// A pair that is not chosen wants u_i to be `value`: raises it, and the mentee leaves whatever is worth less to them.
    pub(super) fn raise(&mut self, mentee: u32, value: Weight) {
        if value <= self.profit.of(mentee) {
            return;
        }
        let worse = self.mentees[mentee as usize].held.iter();
        let worse: Vec<u32> =
            worse.filter(|(mentor, weight)| weight - self.price.of(*mentor) < value).map(|pair| pair.0).collect();
        for mentor in worse {
            self.part(mentee, mentor);
        }
        self.set_profit(mentee, value);
        self.open.push(mentee);
    }

    /// A pair that is not chosen wants p_j to be `value`: the mirror image.
    pub(super) fn raise_price(&mut self, mentor: u32, value: Weight) {
        if value <= self.price.of(mentor) {
            return;
        }
        let seated = self.mentors[mentor as usize].seated.iter().map(|entry| (self.worth(entry), entry.who()));
        let worse: Vec<u32> = seated.filter(|(worth, _)| *worth < value).map(|pair| pair.1).collect();
        for mentee in worse {
            self.part(mentee, mentor);
        }
        self.price.set(mentor, value);
        self.free.push(mentor);
    }

    /// The highest price at which whoever has this seat would stay.
    pub(super) fn worth(&self, seat: Entry) -> Weight {
        seat.key() - self.ahead[seat.who() as usize]
    }

    /// A mentee leaves the market; nothing of theirs is known any more.
    pub(super) fn close_mentee(&mut self, mentee: u32) {
        for (mentor, _) in self.mentees[mentee as usize].held.clone() {
            self.part(mentee, mentor);
        }
        for mentor in self.mentees[mentee as usize].mentors.clone() {
            self.forget(mentee, mentor);
        }
        self.mentees[mentee as usize].out = true;
        self.set_profit(mentee, self.level);
        self.profit.asked(mentee);
        self.profit.moved(mentee);
    }

    /// A mentor leaves the market; nothing of theirs is known any more.
    pub(super) fn close_mentor(&mut self, mentor: u32) {
        let ranks = &self.mentors[mentor as usize];
        let seated: Vec<u32> = ranks.seated.iter().map(Entry::who).collect();
        let all: Vec<u32> = ranks.column.iter().map(Entry::who).chain(seated.iter().copied()).collect();
        for mentee in seated {
            self.part(mentee, mentor);
        }
        for mentee in all {
            self.forget(mentee, mentor);
        }
        self.mentors[mentor as usize].out = true;
        self.price.set(mentor, -self.level);
        self.price.asked(mentor);
        self.price.moved(mentor);
    }
}
