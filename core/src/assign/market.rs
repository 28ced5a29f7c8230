//! The state that auction and repair share: who sits where, and at what prices.
//!
//! Seats are clamped to degrees, so that memory follows the edges and not the numbers somebody wrote. A mentor's
//! occupants are kept as a binary min-heap of *levels*: the highest price at which each would stay.
#![expect(clippy::indexing_slicing, reason = "mentees, mentors and positions come from the graph; slots from the counts made here")]

use crate::bipartite::{Bipartite, Transpose};

/// A mentee on one of a mentor's seats.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Occupant {
    /// The highest price at which the mentee would stay; meaningful during forward bids only.
    pub(super) level: i64,
    pub(super) mentee: u32,
    pub(super) position: u32,
}

pub(super) struct Market<'g> {
    pub(super) graph: &'g Bipartite,
    pub(super) back: Transpose,
    /// p_j.
    pub(super) price: Vec<i64>,
    /// a_i and c_j, at most the degree.
    pub(super) wanted: Vec<u32>,
    pub(super) seats: Vec<u32>,
    /// Seats taken.
    pub(super) has: Vec<u32>,
    pub(super) filled: Vec<u32>,
    /// Per edge position, whether it is chosen.
    taken: Vec<u64>,
    held_starts: Vec<usize>,
    held: Vec<u32>,
    seat_starts: Vec<usize>,
    occupants: Vec<Occupant>,
}

fn starts(counts: &[u32]) -> Vec<usize> {
    let mut sum = 0;
    let ends = counts.iter().map(|&count| {
        sum += count as usize;
        sum
    });
    std::iter::once(0).chain(ends).collect()
}

impl<'g> Market<'g> {
    /// Empty seats. A mentor costs nothing; one without any seats is dearer than anybody would pay.
    pub(super) fn new(graph: &'g Bipartite) -> Self {
        let back = Transpose::of(graph);
        let mentors = 0..graph.mentors() as u32;
        let clamp = |seats: u32, degree: usize| seats.min(u32::try_from(degree).unwrap_or(u32::MAX));
        let seats: Vec<u32> =
            mentors.clone().zip(graph.mentor_seats()).map(|(j, &seats)| clamp(seats, back.row(j).len())).collect();
        let wanted: Vec<u32> = (0..).zip(graph.mentee_seats()).map(|(i, &wanted)| clamp(wanted, graph.row(i).len())).collect();
        let dearest = |j: u32| back.row(j).iter().map(|edge| edge.weight).max().unwrap_or(0);
        let price = mentors.zip(&seats).map(|(j, &seats)| if seats == 0 { dearest(j) } else { 0 }).collect();
        let (held_starts, seat_starts) = (starts(&wanted), starts(&seats));
        Market {
            graph,
            price,
            has: vec![0; wanted.len()],
            filled: vec![0; seats.len()],
            taken: vec![0; graph.edges().div_ceil(64)],
            held: vec![0; held_starts.last().copied().unwrap_or(0)],
            occupants: vec![Occupant::default(); seat_starts.last().copied().unwrap_or(0)],
            back,
            wanted,
            seats,
            held_starts,
            seat_starts,
        }
    }

    pub(super) fn mentees(&self) -> u32 {
        self.wanted.len() as u32
    }

    pub(super) fn mentors(&self) -> u32 {
        self.seats.len() as u32
    }

    /// Whether the edge is chosen.
    pub(super) fn is_taken(&self, position: u32) -> bool {
        self.taken[position as usize / 64] >> (position % 64) & 1 == 1
    }

    /// Whether a mentee wants more mentors than they have.
    pub(super) fn is_open(&self, mentee: u32) -> bool {
        self.has[mentee as usize] < self.wanted[mentee as usize]
    }

    /// Whether a mentor has a free seat.
    pub(super) fn is_free(&self, mentor: u32) -> bool {
        self.filled[mentor as usize] < self.seats[mentor as usize]
    }

    /// The chosen edges of a mentee.
    pub(super) fn held(&self, mentee: u32) -> &[u32] {
        let start = self.held_starts[mentee as usize];
        &self.held[start..start + self.has[mentee as usize] as usize]
    }

    /// Those who sit with a mentor.
    pub(super) fn occupants(&self, mentor: u32) -> &[Occupant] {
        let start = self.seat_starts[mentor as usize];
        &self.occupants[start..start + self.filled[mentor as usize] as usize]
    }

    /// w − p: what an edge is worth to its mentee.
    pub(super) fn value(&self, position: u32) -> i64 {
        self.graph.weight(position) - self.price[self.graph.mentor(position) as usize]
    }

    /// The best value among a mentee's edges that are not chosen, and at least 0, the outside option.
    pub(super) fn best_untaken(&self, mentee: u32) -> i64 {
        let untaken = self.graph.edges_of(mentee).filter(|&(position, ..)| !self.is_taken(position));
        untaken.map(|(_, mentor, weight)| weight - self.price[mentor as usize]).max().unwrap_or(0).max(0)
    }

    /// The least value among a mentee's chosen edges.
    pub(super) fn worst_held(&self, mentee: u32) -> Option<(i64, u32)> {
        self.held(mentee).iter().map(|&position| (self.value(position), position)).min()
    }

    fn hold(&mut self, mentee: u32, position: u32) {
        let i = mentee as usize;
        self.held[self.held_starts[i] + self.has[i] as usize] = position;
        self.has[i] += 1;
        self.taken[position as usize / 64] |= 1 << (position % 64);
    }

    /// Takes an edge off its mentee, and leaves its mentor alone.
    pub(super) fn let_go(&mut self, mentee: u32, position: u32) {
        let (i, start) = (mentee as usize, self.held_starts[mentee as usize]);
        let last = start + self.has[i] as usize - 1;
        if let Some(at) = (start..=last).find(|&at| self.held[at] == position) {
            self.held.swap(at, last);
            self.has[i] -= 1;
            self.taken[position as usize / 64] &= !(1 << (position % 64));
        }
    }

    /// Gives a free seat to a mentee who wants one.
    pub(super) fn seat(&mut self, mentor: u32, occupant: Occupant) {
        self.hold(occupant.mentee, occupant.position);
        let start = self.seat_starts[mentor as usize];
        let mut at = self.filled[mentor as usize] as usize;
        self.filled[mentor as usize] += 1;
        let heap = &mut self.occupants[start..];
        while at > 0 && heap[(at - 1) / 2].level > occupant.level {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = occupant;
    }

    /// Gives the seat of the occupant with the lowest level to another mentee, and returns the former.
    pub(super) fn displace(&mut self, mentor: u32, occupant: Occupant) -> Occupant {
        let (start, len) = (self.seat_starts[mentor as usize], self.filled[mentor as usize] as usize);
        let lowest = self.occupants[start];
        self.let_go(lowest.mentee, lowest.position);
        self.hold(occupant.mentee, occupant.position);
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
        let mentor = self.graph.mentor(position) as usize;
        let start = self.seat_starts[mentor];
        let last = start + self.filled[mentor] as usize - 1;
        if let Some(at) = (start..=last).find(|&at| self.occupants[at].position == position) {
            self.occupants.swap(at, last);
            self.filled[mentor] -= 1;
        }
    }

    /// Empties every seat and fills it again with the edges that `level` gives a level to. It sees one mentee at a time,
    /// with all edges of that mentee still chosen.
    pub(super) fn reseat(&mut self, mut stays: impl FnMut(&Self, u32, &mut Vec<(u32, i64)>)) {
        self.filled.fill(0);
        let mut kept = Vec::new();
        for mentee in 0..self.mentees() {
            kept.clear();
            if self.has[mentee as usize] > 0 {
                stays(self, mentee, &mut kept);
                while let Some(&position) = self.held(mentee).last() {
                    self.let_go(mentee, position);
                }
                for &(position, level) in &kept {
                    self.seat(self.graph.mentor(position), Occupant { level, mentee, position });
                }
            }
        }
    }

    /// Marks the seat of an edge as left without searching for it: the mentor's list keeps a stale entry until
    /// [`sweep`](Self::sweep).
    pub(super) fn desert(&mut self, mentee: u32, position: u32) {
        self.let_go(mentee, position);
    }

    /// Removes stale entries from a mentor's list, and returns how many there were.
    pub(super) fn sweep(&mut self, mentor: u32) -> u32 {
        let start = self.seat_starts[mentor as usize];
        let before = self.filled[mentor as usize];
        let mut kept = start;
        for at in start..start + before as usize {
            if self.is_taken(self.occupants[at].position) {
                self.occupants[kept] = self.occupants[at];
                kept += 1;
            }
        }
        self.filled[mentor as usize] = (kept - start) as u32;
        before - self.filled[mentor as usize]
    }
}
