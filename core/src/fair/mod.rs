//! Fair choices: nobody's lot could be better without making that of somebody worse off than them, or as badly off, worse.
//!
//! **Problem.** A mentee's lot is what their best edge is worth, nothing if they have none. Sorted from the least on, the
//! lots of all mentees are to be as large as possible, compared from the first on (leximin). That is: as few as possible with
//! nothing, then as few as possible at the lowest weight, at the next, and so on.
//!
//! **Method.** An assignment of the most people with weights that punish low lots gives a start that is nearly fair. Its proof
//! splits the market in two: mentees who all have somebody, with mentors who may have seats left; and mentors who are all full,
//! with mentees who may be left out (`group.rs`). There, one weight after another, from the lowest on, chosen edges are replaced
//! by better ones where shortest alternating paths find a way, and where they do not, what they have seen stays closed
//! for all later weights. Then the seats that are left go to those who want several, for the most points.
//!
//! **Proof.** Potentials of all those searches are prices, a list for each mentor, as for [rank-maximal](crate::rank) choices,
//! but sparse: most weights need none. `certificate.rs` checks them without any of this code.
//!
//! **Complexity.** Three assignments, and a search for every chosen edge: at worst as long as all edges, as a rule a few.
//!
//! **References.** C.-C. Huang, T. Kavitha, K. Mehlhorn, D. Michail, "Fair matchings and related problems", Algorithmica 74, 2016.
//! The lexicographic bottleneck assignment problem: R. E. Burkard, F. Rendl, Operations Research Letters 10, 1991.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

pub(crate) mod certificate;
mod group;
pub(crate) mod problem;
mod tree;

use crate::assign::problem::{AssignProblem, Mentees};
use crate::assign::{self, Assignment};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::cover;
use crate::cover::problem::Count;
use crate::error::Error;
use crate::status::Status;
use group::{Edge, Group, Potential};
use problem::{FairSolution, LevelPrice};

/// The start's loss at the lowest weight is 2 to this times that at the highest.
const DOUBLINGS: u64 = 20;

/// Solves a well-formed problem.
///
/// # Errors
/// [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) if a total might not be exact; cancelled.
pub(crate) fn fair(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    control: &Control,
) -> Result<FairSolution, Error> {
    let AssignProblem { mentor, weight, mentor_seats, .. } = *problem;
    let graph = Bipartite::from_edges(&mentees.of_edge, mentor, weight, mentor_seats, &mentees.seats);
    assign::check_total(&graph)?;
    let best = assign::assign(&graph, control)?;
    drop(graph);
    let useful = Useful::of(problem, mentees);
    let mut firsts = useful.start(problem, mentees, control)?;
    let mut proof = Proof { prices: Vec::new(), proved: -1 };
    if let Some(cover) = &firsts.cover {
        proof = useful.lift(&mut firsts.edges, cover, problem, mentees, control)?;
    }
    let largest = useful.weights.last().copied().unwrap_or(0);
    let complete = firsts.cover.is_some() && proof.proved == largest && best.complete;
    let firsts = firsts.edges.into_iter().map(|at| useful.ids[at as usize]).collect();
    let edges = with_free_seats(problem, mentees, firsts, control)?;
    answer(problem, mentees, edges, &best, proof, complete)
}

struct Proof {
    prices: Vec<LevelPrice>,
    proved: i64,
}

/// One edge for as many as possible, and the mentors that prove how many; none of these if the deadline came first.
struct Firsts {
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
    fn start(&self, problem: &AssignProblem<'_>, mentees: &Mentees<'_>, control: &Control) -> Result<Firsts, Error> {
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
        Ok(Firsts { edges: found.edges, cover })
    }

    /// Level by level; `firsts` are places of edges here.
    fn lift(
        &self,
        firsts: &mut Vec<u32>,
        cover: &[u32],
        problem: &AssignProblem<'_>,
        mentees: &Mentees<'_>,
        control: &Control,
    ) -> Result<Proof, Error> {
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
        Ok(Proof { prices, proved })
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

/// The seats that first edges leave, to those who want several, for the most points.
fn with_free_seats(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    firsts: Vec<u32>,
    control: &Control,
) -> Result<Vec<u32>, Error> {
    let AssignProblem { mentor, weight, mentor_seats, .. } = *problem;
    let (mut mentee_left, mut mentor_left) = (mentees.seats.to_vec(), mentor_seats.to_vec());
    let mut is_first = vec![false; weight.len()];
    for &edge in &firsts {
        mentee_left[mentees.of_edge[edge as usize] as usize] -= 1;
        mentor_left[mentor[edge as usize] as usize] -= 1;
        is_first[edge as usize] = true;
    }
    // Whoever has nothing now has nobody left to ask.
    for (left, &seats) in mentee_left.iter_mut().zip(mentees.seats.iter()) {
        if *left == seats {
            *left = 0;
        }
    }
    if mentee_left.iter().all(|left| *left == 0) {
        return Ok(firsts);
    }
    let weight: Vec<i64> = weight.iter().zip(is_first).map(|(&weight, first)| if first { 0 } else { weight }).collect();
    let graph = Bipartite::from_edges(&mentees.of_edge, mentor, &weight, &mentor_left, &mentee_left);
    let mut edges = assign::assign(&graph, control)?.chosen;
    edges.extend(firsts);
    edges.sort_unstable();
    Ok(edges)
}

fn answer(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    edges: Vec<u32>,
    best: &Assignment,
    proof: Proof,
    complete: bool,
) -> Result<FairSolution, Error> {
    let mut lots = vec![0; mentees.seats.len()];
    let mut total = 0_i64;
    for &edge in &edges {
        let (weight, mentee) = (problem.weight[edge as usize], mentees.of_edge[edge as usize] as usize);
        lots[mentee] = weight.max(lots[mentee]);
        total += weight;
    }
    let most = i64::try_from(best.bound).map_err(|_| Error::internal(format!("a bound of {}", best.bound)))?;
    Ok(FairSolution {
        matched: lots.iter().filter(|lot| **lot > 0).count() as u64,
        worst: lots.into_iter().filter(|lot| *lot > 0).min().unwrap_or(0),
        edges,
        total,
        most,
        price: most - total,
        most_prices: best.prices.clone(),
        prices: proof.prices,
        proved: proof.proved,
        status: if complete { Status::Optimal } else { Status::Deadline },
    })
}
