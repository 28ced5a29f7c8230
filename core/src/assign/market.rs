//! The state that auction and repair share: who sits where, and at what prices.
//!
//! Seats are clamped to degrees, so that memory follows the edges and not the numbers somebody wrote. A mentor's
//! occupants are kept as a binary min-heap of *levels*: the highest price at which each would stay.
#![expect(
    clippy::indexing_slicing,
    reason = "mentees, mentors and positions come from the graph; slots from the counts made here"
)]

use super::columns::Columns;
use super::rows::Rows;
use super::share;

/// A mentee on one of a mentor's seats.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Occupant {
    /// The highest price at which the mentee would stay; meaningful during forward bids only.
    pub(super) level: i64,
    pub(super) mentee: u32,
    pub(super) position: u32,
}

/// A mentee's seats. Most want one mentor, whose edge is kept inline: one cache line instead of four.
#[derive(Debug, Clone, Copy)]
struct Wish {
    start: u32,
    /// a_i, at most the degree.
    wanted: u32,
    has: u32,
    /// The chosen edge of a mentee who wants one, and what is known of it.
    only: u32,
    mentor: u32,
    weight: i64,
}

/// A mentor's seats.
#[derive(Debug, Clone, Copy)]
struct Offer {
    start: u32,
    /// c_j, at most the degree.
    seats: u32,
    filled: u32,
}

pub(super) struct Market<'r, R: Rows> {
    pub(super) rows: &'r R,
    /// p_j.
    pub(super) price: Vec<i64>,
    /// The largest weight.
    pub(super) largest: i64,
    /// The most that a price may have fallen, all reverse bids together: what bounds on values have to allow for.
    pub(super) fallen: i64,
    wishes: Vec<Wish>,
    offers: Vec<Offer>,
    /// How many edges of each mentor weigh something.
    degrees: Vec<u32>,
    columns: Option<Columns<R::Weight>>,
    /// The chosen edges of mentees who want several.
    held: Vec<u32>,
    /// Whether such an edge is chosen, a bit a position.
    taken: Vec<u64>,
    occupants: Vec<Occupant>,
}

impl<'r, R: Rows> Market<'r, R> {
    /// Empty seats. A mentor costs nothing; one without any seats, more than anybody would pay.
    pub(super) fn new(rows: &'r R, largest: i64) -> Self {
        let graph = rows.graph();
        let degrees = degrees(rows);
        let clamp = |seats: u32, degree: usize| seats.min(u32::try_from(degree).unwrap_or(u32::MAX));
        let (mut held, mut occupants) = (0, 0);
        let wishes = (0..).zip(graph.mentee_seats()).map(|(i, &wanted)| {
            let wish =
                Wish { start: held, wanted: clamp(wanted, graph.row(i).len()), has: 0, only: 0, mentor: 0, weight: 0 };
            held += if wish.wanted > 1 { wish.wanted } else { 0 };
            wish
        });
        let wishes = wishes.collect();
        let offers = degrees.iter().zip(graph.mentor_seats()).map(|(&degree, &seats)| {
            let offer = Offer { start: occupants, seats: seats.min(degree), filled: 0 };
            occupants += offer.seats;
            offer
        });
        let offers: Vec<Offer> = offers.collect();
        let several = if held > 0 { graph.edges().div_ceil(64) } else { 0 };
        Market {
            rows,
            price: offers.iter().map(|offer| if offer.seats == 0 { largest } else { 0 }).collect(),
            largest,
            fallen: 0,
            wishes,
            offers,
            degrees,
            columns: None,
            held: vec![0; held as usize],
            taken: vec![0; several],
            occupants: vec![Occupant::default(); occupants as usize],
        }
    }

    /// Takes over prices of mentors with seats, and edges as far as there are seats for them.
    pub(super) fn resume(&mut self, prices: impl Iterator<Item = i64>, held: impl Iterator<Item = (u32, u32)>) {
        for ((price, known), offer) in self.price.iter_mut().zip(prices).zip(&self.offers) {
            if offer.seats > 0 {
                *price = known;
            }
        }
        for (mentee, position) in held {
            let (mentor, weight) = self.rows.edge(position);
            if weight.into() > 0 && self.is_open(mentee) && self.is_free(mentor) && !self.is_taken(mentee, position) {
                self.seat(mentor, weight.into(), Occupant { level: 0, mentee, position });
            }
        }
    }

    /// Lowers all prices by as much, those of mentors without seats excepted.
    pub(super) fn discount(&mut self, by: i64) {
        for (price, offer) in self.price.iter_mut().zip(&self.offers) {
            if offer.seats > 0 {
                *price = (*price - by).max(0);
            }
        }
        self.fallen = self.fallen.saturating_add(by);
    }

    /// All chosen edges with their mentees.
    pub(super) fn chosen(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..self.mentees()).flat_map(|mentee| self.held(mentee).iter().map(move |&position| (mentee, position)))
    }

    /// The edges by mentor, from now on.
    pub(super) fn make_columns(&mut self) {
        if self.columns.is_none() {
            self.columns = Some(Columns::of(self.rows, self.degrees.iter().copied()));
        }
    }

    /// Mentee and weight of a mentor's edges; none before [`make_columns`](Self::make_columns).
    pub(super) fn column(&self, mentor: u32) -> impl Iterator<Item = (u32, i64)> {
        self.columns.iter().flat_map(move |columns| columns.column(mentor))
    }

    /// The first unchosen edge of this weight between the two.
    pub(super) fn find_untaken(&self, mentee: u32, mentor: u32, weight: i64) -> Option<u32> {
        let mut row = self.rows.row(mentee);
        row.find(|&(position, other, at)| other == mentor && at.into() == weight && !self.is_taken(mentee, position))
            .map(|(position, ..)| position)
    }

    /// How many edges a mentor has that weigh something.
    pub(super) fn degree(&self, mentor: u32) -> u32 {
        self.degrees[mentor as usize]
    }

    pub(super) fn mentees(&self) -> u32 {
        self.wishes.len() as u32
    }

    pub(super) fn mentors(&self) -> u32 {
        self.offers.len() as u32
    }

    /// Whether an edge of a mentee is chosen.
    pub(super) fn is_taken(&self, mentee: u32, position: u32) -> bool {
        let wish = self.wishes[mentee as usize];
        if wish.wanted > 1 {
            self.taken[position as usize / 64] >> (position % 64) & 1 == 1
        } else {
            wish.has == 1 && wish.only == position
        }
    }

    /// Reads a little of what a mentee's bid will ask for; any number.
    pub(super) fn touch_mentee(&self, mentee: u32) -> u32 {
        self.wishes[mentee as usize].has
    }

    /// Reads a little of what a bid for a mentor will change; any number.
    pub(super) fn touch_mentor(&self, mentor: u32) -> u32 {
        let first = self.offers[mentor as usize].start as usize;
        self.occupants.get(first).map_or(0, |occupant| self.wishes[occupant.mentee as usize].has)
    }

    /// Whether a chosen edge joins the two.
    pub(super) fn sits_with(&self, mentee: u32, mentor: u32) -> bool {
        let wish = &self.wishes[mentee as usize];
        if wish.wanted > 1 {
            self.held(mentee).iter().any(|&position| self.rows.edge(position).0 == mentor)
        } else {
            wish.has == 1 && wish.mentor == mentor
        }
    }

    /// Whether a mentee wants more mentors than they have.
    pub(super) fn is_open(&self, mentee: u32) -> bool {
        let wish = self.wishes[mentee as usize];
        wish.has < wish.wanted
    }

    /// How many seats a mentor has.
    pub(super) fn seats(&self, mentor: u32) -> u32 {
        self.offers[mentor as usize].seats
    }

    /// How many seats of a mentor are free.
    pub(super) fn free(&self, mentor: u32) -> u32 {
        let offer = self.offers[mentor as usize];
        offer.seats - offer.filled
    }

    /// Whether a mentor has a free seat.
    pub(super) fn is_free(&self, mentor: u32) -> bool {
        self.free(mentor) > 0
    }

    /// Whether there is a seat for everybody who has an edge to the mentor.
    pub(super) fn is_ample(&self, mentor: u32) -> bool {
        self.offers[mentor as usize].seats == self.degrees[mentor as usize]
    }

    /// The chosen edges of a mentee.
    pub(super) fn held(&self, mentee: u32) -> &[u32] {
        let wish = &self.wishes[mentee as usize];
        if wish.wanted > 1 {
            &self.held[wish.start as usize..(wish.start + wish.has) as usize]
        } else {
            &std::slice::from_ref(&wish.only)[..wish.has as usize]
        }
    }

    /// Those who sit with a mentor.
    pub(super) fn occupants(&self, mentor: u32) -> &[Occupant] {
        let offer = self.offers[mentor as usize];
        &self.occupants[offer.start as usize..(offer.start + offer.filled) as usize]
    }

    /// w − p: what an edge is worth to its mentee.
    pub(super) fn value(&self, position: u32) -> i64 {
        let (mentor, weight) = self.rows.edge(position);
        weight.into() - self.price[mentor as usize]
    }

    /// What a seat with a mentor is worth to one who has it.
    pub(super) fn value_of_seat(&self, mentor: u32, occupant: &Occupant) -> i64 {
        let wish = &self.wishes[occupant.mentee as usize];
        let weight = if wish.wanted > 1 { self.rows.edge(occupant.position).1.into() } else { wish.weight };
        weight - self.price[mentor as usize]
    }

    /// The best value among a mentee's edges that are not chosen, and at least 0, the outside option.
    pub(super) fn best_untaken(&self, mentee: u32) -> i64 {
        let values = self.rows.row(mentee).map(|(position, mentor, weight)| {
            if self.is_taken(mentee, position) { 0 } else { weight.into() - self.price[mentor as usize] }
        });
        values.fold(0, i64::max)
    }

    /// The least value among a mentee's chosen edges.
    pub(super) fn worst_held(&self, mentee: u32) -> Option<(i64, u32)> {
        let wish = &self.wishes[mentee as usize];
        if wish.wanted > 1 {
            return self.held(mentee).iter().map(|&position| (self.value(position), position)).min();
        }
        (wish.has == 1).then(|| (wish.weight - self.price[wish.mentor as usize], wish.only))
    }

    fn hold(&mut self, mentor: u32, weight: i64, occupant: Occupant) {
        let Occupant { mentee, position, .. } = occupant;
        let wish = &mut self.wishes[mentee as usize];
        if wish.wanted > 1 {
            self.held[(wish.start + wish.has) as usize] = position;
            self.taken[position as usize / 64] |= 1 << (position % 64);
        } else {
            (wish.only, wish.mentor, wish.weight) = (position, mentor, weight);
        }
        wish.has += 1;
    }

    /// Takes a chosen edge off its mentee, and leaves its mentor alone: the seat keeps a stale entry until
    /// [`sweep`](Self::sweep).
    pub(super) fn let_go(&mut self, mentee: u32, position: u32) {
        let wish = &mut self.wishes[mentee as usize];
        wish.has -= 1;
        if wish.wanted > 1 {
            let last = (wish.start + wish.has) as usize;
            if let Some(at) = (wish.start as usize..last).find(|&at| self.held[at] == position) {
                self.held.swap(at, last);
            }
            self.taken[position as usize / 64] &= !(1 << (position % 64));
        }
    }

    /// Gives a free seat to a mentee who wants one.
    pub(super) fn seat(&mut self, mentor: u32, weight: i64, occupant: Occupant) {
        self.hold(mentor, weight, occupant);
        self.sit(mentor as usize, occupant);
    }

    /// Adds to the heap of levels.
    fn sit(&mut self, mentor: usize, occupant: Occupant) {
        let offer = &mut self.offers[mentor];
        let mut at = offer.filled as usize;
        offer.filled += 1;
        let heap = &mut self.occupants[offer.start as usize..];
        while at > 0 && heap[(at - 1) / 2].level > occupant.level {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = occupant;
    }

    /// Gives the seat of the occupant with the lowest level to another mentee, and returns the former.
    pub(super) fn displace(&mut self, mentor: u32, weight: i64, occupant: Occupant) -> Occupant {
        let offer = self.offers[mentor as usize];
        let (start, len) = (offer.start as usize, offer.filled as usize);
        let lowest = self.occupants[start];
        self.let_go(lowest.mentee, lowest.position);
        self.hold(mentor, weight, occupant);
        let heap = &mut self.occupants[start..start + len];
        let mut at = 0;
        loop {
            let mut child = 2 * at + 1;
            if child + 1 < len && heap[child + 1].level < heap[child].level {
                child += 1;
            }
            if child >= len || heap[child].level >= occupant.level {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = occupant;
        lowest
    }

    /// Frees the seat of an edge. The heap of levels is lost.
    pub(super) fn unseat(&mut self, mentee: u32, position: u32) {
        self.let_go(mentee, position);
        let offer = &mut self.offers[self.rows.edge(position).0 as usize];
        let last = (offer.start + offer.filled) as usize - 1;
        if let Some(at) = (offer.start as usize..=last).find(|&at| self.occupants[at].position == position) {
            self.occupants.swap(at, last);
            offer.filled -= 1;
        }
    }

    /// Lets everybody go who has nothing to `spare`, and orders the others by how much the price could rise before they have.
    /// It is told the mentee, and the value of their seat to them.
    pub(super) fn retain(&mut self, spare: impl Fn(u32, i64) -> i64) {
        for mentor in 0..self.offers.len() {
            let Offer { start, filled, .. } = self.offers[mentor];
            self.offers[mentor].filled = 0;
            for at in start..start + filled {
                let occupant = self.occupants[at as usize];
                let spare = spare(occupant.mentee, self.value_of_seat(mentor as u32, &occupant));
                if spare >= 0 {
                    self.sit(mentor, Occupant { level: self.price[mentor] + spare, ..occupant });
                } else {
                    self.let_go(occupant.mentee, occupant.position);
                }
            }
        }
    }

    /// Removes stale entries from a mentor's list.
    pub(super) fn sweep(&mut self, mentor: u32) {
        let Offer { start, filled, .. } = self.offers[mentor as usize];
        let mut kept = start;
        for at in start..start + filled {
            let occupant = self.occupants[at as usize];
            if self.is_taken(occupant.mentee, occupant.position) {
                self.occupants[kept as usize] = occupant;
                kept += 1;
            }
        }
        self.offers[mentor as usize].filled = kept - start;
    }
}

/// How many edges of each mentor weigh something.
fn degrees<R: Rows>(rows: &R) -> Vec<u32> {
    let graph = rows.graph();
    let count = |mentees: std::ops::Range<u32>| {
        let mut degrees = vec![0; graph.mentors()];
        for mentee in mentees {
            for (_, mentor, weight) in rows.row(mentee) {
                degrees[mentor as usize] += u32::from(weight.into() > 0);
            }
        }
        degrees
    };
    let add = |mut a: Vec<u32>, b: Vec<u32>| {
        a.iter_mut().zip(b).for_each(|(a, b)| *a += b);
        a
    };
    // Pieces that pay for a list of all mentors.
    let grain = (graph.mentees() / 4).max(1 << 12);
    share::reduce(0..graph.mentees() as u32, grain as u32, &count, &add)
}
