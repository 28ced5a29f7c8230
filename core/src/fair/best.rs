//! The fairest first edge of everybody: nearly so by an assignment, exactly so level by level.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use super::group::{Edge, Group, Potential};
use super::problem::LevelPrice;
use crate::assign::problem::{AssignProblem, Mentees};
use crate::control::Control;
use crate::cover;
use crate::cover::problem::Count;
use crate::error::Error;
use crate::status::Status;

/// The start's loss at the lowest weight is 2 to this times that at the highest.
const DOUBLINGS: u64 = 20;

/// One edge for as many as possible, and the proof that no such choice is fairer.
pub(super) struct Firsts {
    /// Ascending.
    pub(super) edges: Vec<u32>,
    pub(super) prices: Vec<LevelPrice>,
    /// Up to which weight the prices prove it; −1 if the deadline came before anything was proved.
    pub(super) proved: i64,
    /// The largest weight.
    pub(super) largest: i64,
}

/// Finds it.
///
/// # Errors
/// Cancelled.
pub(super) fn firsts(problem: &AssignProblem<'_>, mentees: &Mentees<'_>, control: &Control) -> Result<Firsts, Error> {
    let useful = Useful::of(problem, mentees);
    let Start { mut edges, cover } = useful.start(problem, mentees, control)?;
    let (prices, proved) = match cover {
        Some(cover) => useful.lift(&mut edges, &cover, problem, mentees, control)?,
        None => (Vec::new(), -1),
    };
    let largest = useful.weights.last().copied().unwrap_or(0);
    let edges = edges.into_iter().map(|at| useful.ids[at as usize]).collect();
    Ok(Firsts { edges, prices, proved, largest })
}

/// One edge for as many as possible, and the mentors that prove how many; none of these if the deadline came first.
struct Start {
    edges: Vec<u32>,
    cover: Option<Vec<u32>>,
}

/// The edges that are worth something, between people with seats.
struct Useful {
    ids: Vec<u32>,
    mentee: Vec<u32>,
    mentor: Vec<u32>,
    level: Vec<u32>,
    /// The different weights, ascending.
    weights: Vec<i64>,
}

impl Useful {
    fn of(problem: &AssignProblem<'_>, mentees: &Mentees<'_>) -> Self {
        let seated = |id: &u32| {
            let at = *id as usize;
            problem.weight[at] > 0
                && mentees.seats[mentees.of_edge[at] as usize] > 0
                && problem.mentor_seats[problem.mentor[at] as usize] > 0
        };
        let ids: Vec<u32> = (0..problem.weight.len() as u32).filter(seated).collect();
        let mut weights: Vec<i64> = ids.iter().map(|&id| problem.weight[id as usize]).collect();
        weights.sort_unstable();
        weights.dedup();
        let level = |&id: &u32| weights.partition_point(|&other| other < problem.weight[id as usize]) as u32;
        Useful {
            mentee: ids.iter().map(|&id| mentees.of_edge[id as usize]).collect(),
            mentor: ids.iter().map(|&id| problem.mentor[id as usize]).collect(),
            level: ids.iter().map(level).collect(),
            ids,
            weights,
        }
    }

    /// The most people, with weights that punish the lowest levels most.
    fn start(&self, problem: &AssignProblem<'_>, mentees: &Mentees<'_>, control: &Control) -> Result<Start, Error> {
        let levels = self.weights.len().max(1) as u64;
        let weight: Vec<i64> = self
            .level
            .iter()
            .map(|&level| {
                // What is short of the best, with 16 binary places, in doublings.
                let short = ((DOUBLINGS * (levels - u64::from(level))) << 16) / levels;
                let (whole, part) = (short >> 16, short & 0xffff);
                (1 << (DOUBLINGS + 1)) - (((1 << 16) + part as i64) << whole >> 16)
            })
            .collect();
        let seats: Vec<u32> = mentees.seats.iter().map(|&seats| seats.min(1)).collect();
        let start = AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &weight,
            mentor_seats: problem.mentor_seats,
            mentee_seats: Some(&seats),
        };
        let people = Mentees { of_edge: self.mentee.as_slice().into(), seats: seats.as_slice().into() };
        let found = cover::coverage(&start, &people, Count::People, control)?;
        let cover = (found.status == Status::Optimal).then_some(found.cover);
        Ok(Start { edges: found.edges, cover })
    }

    /// Level by level; `firsts` are places of edges here. The prices, and up to which weight they prove it.
    fn lift(
        &self,
        firsts: &mut Vec<u32>,
        cover: &[u32],
        problem: &AssignProblem<'_>,
        mentees: &Mentees<'_>,
        control: &Control,
    ) -> Result<(Vec<LevelPrice>, i64), Error> {
        let mut full = vec![false; problem.mentor_seats.len()];
        cover.iter().for_each(|&mentor| full[mentor as usize] = true);
        let mut must = vec![false; mentees.seats.len()];
        for (&mentee, &mentor) in self.mentee.iter().zip(&self.mentor) {
            must[mentee as usize] |= !full[mentor as usize];
        }
        let mut halves = [Half::default(), Half::default()];
        let mut chosen = firsts.iter().copied().peekable();
        for (at, (&mentee, &mentor)) in (0..).zip(self.mentee.iter().zip(&self.mentor)) {
            let is_chosen = chosen.next_if_eq(&at).is_some();
            let (half, ends) = match (must[mentee as usize], full[mentor as usize]) {
                (true, false) => (0, [mentee, mentor]),
                (false, true) => (1, [mentor, mentee]),
                // Covered twice: in no choice of the most people.
                _ => continue,
            };
            halves[half].edges.push(Edge { id: at, ends, level: self.level[at as usize] });
            halves[half].chosen.push(is_chosen);
        }
        let ones: Vec<u32> = mentees.seats.iter().map(|&seats| seats.min(1)).collect();
        let sides = [[ones.as_slice(), problem.mentor_seats], [problem.mentor_seats, ones.as_slice()]];
        let mut groups = halves.into_iter().zip(sides).map(|(half, seats)| half.group(seats)).collect::<Vec<_>>();
        let mut prices: Vec<LevelPrice> =
            cover.iter().map(|&mentor| LevelPrice { mentor, weight: 0, price: 1 }).collect();
        let mut proved = 0;
        'levels: for (level, &weight) in (0..).zip(&self.weights) {
            let before = prices.len();
            for (half, (group, names)) in groups.iter_mut().enumerate() {
                let Some(potentials) = group.lift(level, control)? else {
                    prices.truncate(before);
                    break 'levels;
                };
                prices.extend(potentials.into_iter().filter(|&(side, ..)| side != half).map(
                    |(side, who, potential): Potential| LevelPrice {
                        mentor: names[side][who as usize],
                        weight,
                        price: i64::from(if half == 0 { -potential } else { potential }),
                    },
                ));
            }
            proved = weight;
            if level % 64 == 0 {
                control.report("match", u64::from(level), self.weights.len() as u64);
            }
        }
        prices.sort_unstable();
        *firsts = groups.iter().flat_map(|(group, _)| group.chosen()).collect();
        firsts.sort_unstable();
        Ok((prices, proved))
    }
}

/// Edges of one half of the market.
#[derive(Default)]
struct Half {
    edges: Vec<Edge>,
    chosen: Vec<bool>,
}

impl Half {
    /// People numbered anew, and their old names.
    fn group(mut self, seats: [&[u32]; 2]) -> (Group, [Vec<u32>; 2]) {
        let names = [0, 1].map(|side: usize| {
            let mut place = vec![u32::MAX; seats[side].len()];
            let mut names = Vec::new();
            for edge in &mut self.edges {
                let who = &mut edge.ends[side];
                let place = &mut place[*who as usize];
                if *place == u32::MAX {
                    *place = names.len() as u32;
                    names.push(*who);
                }
                *who = *place;
            }
            names
        });
        let room = [0, 1].map(|side: usize| names[side].iter().map(|&who| seats[side][who as usize]).collect());
        (Group::new(self.edges, self.chosen, room), names)
    }
}
