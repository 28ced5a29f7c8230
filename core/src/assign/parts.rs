//! Independent problems within one: people of one language or site whom no edge joins to the others.
//!
//! Each is solved apart, by whoever has time, on a copy of its own that fits a cache. That is only worth while if none of
//! them is nearly everything; and the smallest are solved together.
//!
//! **Complexity.** O(E α(V)) to find them; in a graph that hangs together most of it is one look at each edge.
#![expect(
    clippy::indexing_slicing,
    reason = "mentees and mentors come from the graph; parts from the counts made here"
)]

use std::ops::Range;

use super::{Warm, share};
use crate::bipartite::Bipartite;

/// Parts smaller than this, in edges, are put together.
const LEAST: usize = 1 << 12;

/// Edges of a row that are looked at first.
const FIRST: usize = 4;

/// Who belongs to which part.
pub(super) struct Parts {
    /// The mentees of each part, ascending.
    pub(super) mentees: Vec<Vec<u32>>,
    /// The mentors of each part, ascending. Those who have no edge are in none.
    pub(super) mentors: Vec<Vec<u32>>,
    /// The part of each mentor, if they have edges, and their place in it.
    place: Vec<Option<(usize, u32)>>,
}

/// Mentors joined by common mentees: each points to a smaller one, the first of them to itself.
struct Joined(Vec<u32>);

impl Joined {
    fn first(&self, mentor: u32) -> u32 {
        let mut at = mentor;
        while self.0[at as usize] != at {
            at = self.0[at as usize];
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b) as usize] = a.min(b);
    }

    /// Everybody points straight to the first.
    fn flatten(&mut self) {
        for mentor in 0..self.0.len() {
            // Smaller ones are flat already.
            self.0[mentor] = self.0[self.0[mentor] as usize];
        }
    }
}

/// The parts, if solving them apart is worth while.
pub(super) fn parts(graph: &Bipartite<'_>) -> Option<Parts> {
    let joined = join(graph);
    if joined.0.iter().all(|&first| first == 0) {
        return None;
    }
    // The first mentor of each part that has edges, and how many it has.
    let mut edges = vec![0; graph.mentors()];
    let first_of = |mentee: u32| graph.edges_of(mentee).find(|edge| edge.2 > 0).map(|edge| joined.0[edge.1 as usize]);
    let firsts: Vec<Option<u32>> = (0..graph.mentees() as u32).map(first_of).collect();
    for (mentee, first) in (0..).zip(&firsts) {
        if let Some(first) = first {
            edges[*first as usize] += graph.row(mentee).len();
        }
    }
    if edges.iter().max().is_none_or(|&largest| largest > graph.edges() / 4 * 3) {
        return None;
    }
    let mut part_of = vec![None; graph.mentors()];
    let (mut count, mut open) = (0, LEAST);
    for (first, &edges) in edges.iter().enumerate().filter(|(_, edges)| **edges > 0) {
        if open >= LEAST {
            (count, open) = (count + 1, 0);
        }
        part_of[first] = Some(count - 1);
        open += edges;
    }
    let mut parts = Parts { mentees: vec![Vec::new(); count], mentors: vec![Vec::new(); count], place: Vec::new() };
    for (mentee, first) in (0..).zip(firsts) {
        if let Some(part) = first.and_then(|first| part_of[first as usize]) {
            parts.mentees[part].push(mentee);
        }
    }
    for (mentor, &first) in (0..).zip(&joined.0) {
        parts.place.push(part_of[first as usize].map(|part| {
            parts.mentors[part].push(mentor);
            (part, parts.mentors[part].len() as u32 - 1)
        }));
    }
    (count > 1).then_some(parts)
}

/// Joins mentors by the edges that weigh something.
fn join(graph: &Bipartite<'_>) -> Joined {
    let mut joined = Joined((0..graph.mentors() as u32).collect());
    let row = |mentee: u32| graph.edges_of(mentee).filter(|edge| edge.2 > 0).map(|edge| edge.1);
    for mentee in 0..graph.mentees() as u32 {
        let mut mentors = row(mentee).take(FIRST);
        if let Some(one) = mentors.next() {
            mentors.for_each(|other| joined.join(one, other));
        }
    }
    joined.flatten();
    if joined.0.iter().all(|&first| first == 0) {
        return joined;
    }
    // Now most rows lie within one part already, and the others can be found without changing anything.
    let across = |mentees: Range<u32>| -> Vec<u32> {
        let lies_across = |&mentee: &u32| {
            let mut firsts = row(mentee).map(|mentor| joined.0[mentor as usize]);
            firsts.next().is_some_and(|one| firsts.any(|other| other != one))
        };
        mentees.filter(lies_across).collect()
    };
    let append = |mut a: Vec<u32>, mut b: Vec<u32>| {
        a.append(&mut b);
        a
    };
    for mentee in share::reduce(0..graph.mentees() as u32, 1 << 12, &across, &append) {
        let mut mentors = row(mentee);
        if let Some(one) = mentors.next() {
            mentors.for_each(|other| joined.join(one, other));
        }
    }
    joined.flatten();
    joined
}

impl Parts {
    /// A part as a graph of its own. Its edges keep their ids.
    pub(super) fn graph(&self, whole: &Bipartite<'_>, part: usize) -> Bipartite<'static> {
        let (mentees, mentors) = (&self.mentees[part], &self.mentors[part]);
        let (mut starts, mut mentor, mut weight, mut ids) = (vec![0], Vec::new(), Vec::new(), Vec::new());
        for &mentee in mentees {
            for (position, j, w) in whole.edges_of(mentee).filter(|edge| edge.2 > 0) {
                if let Some((_, place)) = self.place[j as usize] {
                    mentor.push(place);
                    weight.push(w);
                    ids.push(whole.id(position));
                }
            }
            starts.push(ids.len());
        }
        let seats = |all: &[u32], some: &[u32]| -> Vec<u32> { some.iter().map(|&at| all[at as usize]).collect() };
        let mentor_seats = seats(whole.mentor_seats(), mentors);
        let mentee_seats = seats(whole.mentee_seats(), mentees);
        Bipartite::from_rows(mentor_seats, mentee_seats, starts, mentor, weight).with_ids(ids)
    }

    /// What a warm start knows of each part.
    pub(super) fn known(&self, warm: &Warm<'_>) -> Vec<Known> {
        let price = |&mentor: &u32| warm.prices.get(mentor as usize).copied().unwrap_or(0);
        let of_part = |mentors: &Vec<u32>| Known { prices: mentors.iter().map(price).collect(), held: Vec::new() };
        let mut known: Vec<Known> = self.mentors.iter().map(of_part).collect();
        for &(mentee, mentor) in warm.held {
            if let Some(&Some((part, place))) = self.place.get(mentor as usize)
                && let Ok(at) = self.mentees[part].binary_search(&mentee)
            {
                known[part].held.push((at as u32, place));
            }
        }
        known
    }
}

/// A warm start that owns its arrays.
pub(super) struct Known {
    prices: Vec<i64>,
    held: Vec<(u32, u32)>,
}

impl Known {
    pub(super) fn warm(&self) -> Warm<'_> {
        Warm { prices: &self.prices, held: &self.held }
    }
}
