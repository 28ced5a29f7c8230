//! Seats that are worth something empty: the extra mentees that make a convex cost of a mentor's load an assignment problem.

use crate::bipartite::Bipartite;
use crate::error::{Error, ErrorCode};

/// Of every mentor, how many edges weigh something, and the heaviest.
pub(crate) struct Degrees {
    pub(crate) edges: Vec<u32>,
    pub(crate) heaviest: Vec<i64>,
}

impl Degrees {
    pub(crate) fn of(graph: &Bipartite<'_>) -> Self {
        let (mut edges, mut heaviest) = (vec![0; graph.mentors()], vec![0; graph.mentors()]);
        for mentee in 0..graph.mentees() as u32 {
            for (_, mentor, weight) in graph.edges_of(mentee).filter(|edge| edge.2 > 0) {
                if let (Some(edges), Some(heaviest)) =
                    (edges.get_mut(mentor as usize), heaviest.get_mut(mentor as usize))
                {
                    *edges += 1;
                    *heaviest = weight.max(*heaviest);
                }
            }
        }
        Degrees { edges, heaviest }
    }
}

/// How many seats beyond the first `before` cost no more than `most`, if the k-th costs (k − 1) · `load_cost`.
pub(crate) fn most_seats(most: i64, load_cost: i64, before: u32) -> u32 {
    if most < 0 {
        return 0;
    }
    let all = most.checked_div(load_cost).map_or(i64::MAX, |steps| steps.saturating_add(1));
    u32::try_from(all.saturating_sub(i64::from(before)).max(0)).unwrap_or(u32::MAX)
}

/// The extra mentees: each would like one seat of one mentor left empty.
#[derive(Debug, Default)]
pub(crate) struct EmptySeats {
    /// The mentor of each, ascending.
    mentor: Vec<u32>,
    /// Which of the mentor's seats it is, from 0.
    seat: Vec<u32>,
    /// What it is worth empty.
    worth: Vec<i64>,
}

impl EmptySeats {
    /// For so many seats of each mentor, who has some conversations `before` these: the s-th seat costs (before + s) ·
    /// `load_cost`, counted from 0. A seat that costs nothing needs nobody. The dearest must fit into 64 bits.
    pub(crate) fn of(seats: &[u32], before: impl Fn(u32) -> u32, load_cost: i64) -> Self {
        let mut empty = EmptySeats::default();
        for (mentor, &seats) in (0..).zip(seats) {
            let before = i64::from(before(mentor));
            for seat in (0..seats).filter(|&seat| before + i64::from(seat) > 0) {
                empty.mentor.push(mentor);
                empty.seat.push(seat);
                empty.worth.push((before + i64::from(seat)) * load_cost);
            }
        }
        empty
    }

    /// A graph with these as further mentees, and with these `seats` of mentors. Its own edges keep their positions and ids.
    ///
    /// # Errors
    /// More edges than can be counted.
    pub(crate) fn added_to<'g>(&self, graph: Bipartite<'g>, seats: Vec<u32>) -> Result<Bipartite<'g>, Error> {
        if graph.edges() + self.mentor.len() >= u32::MAX as usize {
            let message = format!("{} edges and {} seats are too many", graph.edges(), self.mentor.len());
            return Err(Error::new(ErrorCode::TooLarge, "weight", message));
        }
        Ok(graph.with_singles(&self.mentor, &self.worth, seats))
    }

    /// Which extra mentees have what they want when mentors have so many edges, as pairs of mentee and mentor; the first of
    /// them is mentee number `first`.
    pub(crate) fn held(&self, first: usize, loads: &[u32]) -> impl Iterator<Item = (u32, u32)> {
        let load = |mentor: u32| loads.get(mentor as usize).copied().unwrap_or(0);
        let all = (first as u32..).zip(self.mentor.iter().zip(&self.seat));
        all.filter(move |&(_, (&mentor, &seat))| seat >= load(mentor)).map(|(mentee, (&mentor, _))| (mentee, mentor))
    }
}
