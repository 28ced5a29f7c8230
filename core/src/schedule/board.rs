//! Who sits where and when, one session a mentee, and the prices of it all.
#![expect(clippy::indexing_slicing, reason = "people come from the graph, seats from the counts made here")]

use super::slots::{self, Rows};
use crate::bipartite::Bipartite;

/// No edge, or no seat.
pub(super) const NONE: u32 = u32::MAX;

/// A session: a taken slot of some mentor.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seat {
    pub(super) slot: u32,
    pub(super) mentee: u32,
    /// q, the price of the slot beyond that of its mentor. Slots that are not taken have none.
    pub(super) extra: i64,
}

/// One step of a change along a path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    /// A mentee takes a free slot of the mentor of an edge.
    Take { mentee: u32, position: u32, slot: u32 },
    /// A mentee takes over a seat.
    Replace { seat: u32, mentee: u32, position: u32 },
    /// A seat is given up.
    Vacate { seat: u32 },
}

pub(super) struct Board<'g> {
    pub(super) graph: &'g Bipartite<'g>,
    pub(super) free: &'g Rows<'g>,
    /// The free slots of every mentor that are not taken.
    pub(super) open: Rows<'g>,
    starts: Vec<u32>,
    filled: Vec<u32>,
    seats: Vec<Seat>,
    /// p_j.
    pub(super) price: Vec<i64>,
    /// u_i.
    pub(super) profit: Vec<i64>,
    /// The chosen edge of every mentee.
    pub(super) held: Vec<u32>,
    /// The seat of every mentee.
    pub(super) place: Vec<u32>,
}

impl<'g> Board<'g> {
    /// Nobody sits anywhere; prices as given, and no u.
    pub(super) fn new(graph: &'g Bipartite<'g>, free: &'g Rows<'g>, open: Rows<'g>, price: Vec<i64>) -> Self {
        let mut degrees = vec![0; graph.mentors()];
        for mentee in 0..graph.mentees() as u32 {
            for (_, mentor, weight) in graph.edges_of(mentee) {
                degrees[mentor as usize] += u32::from(weight > 0);
            }
        }
        let mut end = 0;
        let mut starts = vec![0];
        starts.extend(degrees.iter().zip(graph.mentor_seats()).map(|(&degree, &seats)| {
            end += degree.min(seats);
            end
        }));
        let mentees = graph.mentees();
        Board {
            graph,
            free,
            open,
            starts,
            filled: vec![0; graph.mentors()],
            seats: vec![Seat::default(); end as usize],
            price,
            profit: vec![0; mentees],
            held: vec![NONE; mentees],
            place: vec![NONE; mentees],
        }
    }

    pub(super) fn is_spare(&self, mentor: u32) -> bool {
        self.filled[mentor as usize] < self.graph.mentor_seats()[mentor as usize]
    }

    pub(super) fn all_seats(&self) -> usize {
        self.seats.len()
    }

    /// The taken seats of a mentor, by number.
    pub(super) fn seats_of(&self, mentor: u32) -> std::ops::Range<u32> {
        let start = self.starts[mentor as usize];
        start..start + self.filled[mentor as usize]
    }

    pub(super) fn seat(&self, seat: u32) -> &Seat {
        &self.seats[seat as usize]
    }

    pub(super) fn seat_mut(&mut self, seat: u32) -> &mut Seat {
        &mut self.seats[seat as usize]
    }

    pub(super) fn mentor_of(&self, seat: u32) -> u32 {
        let mentee = self.seat(seat).mentee;
        self.graph.mentor(self.held[mentee as usize])
    }

    /// A free slot of a mentor that a mentee could take.
    pub(super) fn opening(&self, mentee: u32, mentor: u32) -> Option<u32> {
        slots::first_common(self.free.row(mentee), self.open.row(mentor))
    }

    /// Whether there is one.
    pub(super) fn has_opening(&self, mentee: u32, mentor: u32) -> bool {
        slots::meets(self.free.row(mentee), self.open.row(mentor))
    }

    pub(super) fn could_sit(&self, mentee: u32, seat: u32) -> bool {
        slots::has(self.free.row(mentee), self.seat(seat).slot)
    }

    /// w − u − P of a mentee's own seat.
    pub(super) fn own_slack(&self, mentee: u32) -> i64 {
        let position = self.held[mentee as usize];
        let price = self.price[self.graph.mentor(position) as usize] + self.seat(self.place[mentee as usize]).extra;
        (self.graph.weight(position) - self.profit[mentee as usize] - price).max(0)
    }

    pub(super) fn take(&mut self, mentee: u32, position: u32, slot: u32) {
        let mentor = self.graph.mentor(position);
        let seat = self.starts[mentor as usize] + self.filled[mentor as usize];
        self.filled[mentor as usize] += 1;
        self.seats[seat as usize] = Seat { slot, mentee, extra: 0 };
        slots::set(self.open.row_mut(mentor), slot, false);
        (self.held[mentee as usize], self.place[mentee as usize]) = (position, seat);
    }

    fn vacate(&mut self, mentor: u32, seat: u32) {
        slots::set(self.open.row_mut(mentor), self.seats[seat as usize].slot, true);
        self.filled[mentor as usize] -= 1;
        let last = self.starts[mentor as usize] + self.filled[mentor as usize];
        if last != seat {
            self.seats[seat as usize] = self.seats[last as usize];
            self.place[self.seats[seat as usize].mentee as usize] = seat;
        }
    }

    /// All steps of a path. Seats are numbered as they were before it.
    pub(super) fn walk(&mut self, steps: &[Step]) {
        let mut vacant = Vec::new();
        for &step in steps {
            if let Step::Replace { seat, .. } | Step::Vacate { seat } = step {
                let mentor = self.mentor_of(seat);
                if let Step::Vacate { .. } = step {
                    vacant.push((mentor, seat));
                }
            }
        }
        for &step in steps {
            if let Step::Replace { seat, .. } | Step::Vacate { seat } = step {
                let mentee = self.seats[seat as usize].mentee as usize;
                (self.held[mentee], self.place[mentee]) = (NONE, NONE);
            }
        }
        for &step in steps {
            if let Step::Replace { seat, mentee, position } = step {
                self.seats[seat as usize].mentee = mentee;
                (self.held[mentee as usize], self.place[mentee as usize]) = (position, seat);
            }
        }
        for (mentor, seat) in vacant {
            self.vacate(mentor, seat);
        }
        for &step in steps {
            if let Step::Take { mentee, position, slot } = step {
                self.take(mentee, position, slot);
            }
        }
    }

    /// Finds slots for the edges that mentees hold, as many as possible at every mentor; returns who stays without one.
    pub(super) fn deal_all(&mut self, held: &[u32]) -> Vec<u32> {
        let people = (0..).zip(held).filter(|(_, position)| **position != NONE);
        let mut people: Vec<(u32, u32, u32)> =
            people.map(|(mentee, &position)| (self.graph.mentor(position), mentee, position)).collect();
        people.sort_unstable();
        let mut left = Vec::new();
        for group in people.chunk_by(|a, b| a.0 == b.0) {
            self.deal(group, &mut left);
        }
        left
    }

    /// The same for people of one mentor.
    fn deal(&mut self, people: &[(u32, u32, u32)], left: &mut Vec<u32>) {
        for &(mentor, mentee, position) in people {
            if let Some(slot) = self.opening(mentee, mentor) {
                self.take(mentee, position, slot);
            } else if let Some(steps) = self.rearranged(mentor, mentee, position) {
                self.walk(&steps);
            } else {
                left.push(mentee);
            }
        }
    }

    /// How others at a mentor could move to make room; breadth first.
    fn rearranged(&self, mentor: u32, mentee: u32, position: u32) -> Option<Vec<Step>> {
        let seats = self.seats_of(mentor);
        let first = seats.start;
        // By seat: who would come to it.
        let mut by = vec![(NONE, NONE); seats.len()];
        let mut queue = vec![(mentee, position)];
        let mut at = 0;
        while let Some(&(mentee, position)) = queue.get(at) {
            at += 1;
            if let Some(slot) = self.opening(mentee, mentor) {
                let mut steps = vec![Step::Take { mentee, position, slot }];
                let mut seat = self.place[mentee as usize];
                while seat != NONE {
                    let (mentee, position) = by[(seat - first) as usize];
                    steps.push(Step::Replace { seat, mentee, position });
                    seat = self.place[mentee as usize];
                }
                return Some(steps);
            }
            for seat in seats.clone() {
                if by[(seat - first) as usize].0 == NONE && self.could_sit(mentee, seat) {
                    by[(seat - first) as usize] = (mentee, position);
                    let other = self.seat(seat).mentee;
                    queue.push((other, self.held[other as usize]));
                }
            }
        }
        None
    }
}
