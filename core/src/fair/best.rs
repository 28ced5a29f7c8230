//! The fairest first edge of everybody: nearly so by an assignment, exactly so level by level.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use super::group::{Edge, Group, Potential};
use super::problem::{FairOptions, LevelPrice};
use super::second;
use super::start::{Start, loss, start};
use super::useful::Useful;
use crate::assign::problem::{AssignProblem, Mentees};
use crate::control::Control;
use crate::error::Error;

/// Searches begin with edges whose slack is the loss of the level divided by this.
const NEAR: i64 = 128;

/// One edge for as many as possible, and the proof that no such choice is fairer.
pub(super) struct Firsts {
    /// Ascending.
    pub(super) edges: Vec<u32>,
    pub(super) prices: Vec<LevelPrice>,
    /// In bands, why no choice as fair is worth more.
    pub(super) second_prices: Vec<i64>,
    /// Whether there was time for all of that.
    pub(super) complete: bool,
    /// Up to which lot the prices prove it; below every lot if the deadline came before anything was proved.
    pub(super) proved: i64,
    /// The largest weight.
    pub(super) largest: i64,
}

/// Finds it.
///
/// # Errors
/// Cancelled.
pub(super) fn firsts(
    problem: &AssignProblem<'_>,
    mentees: &Mentees<'_>,
    options: &FairOptions<'_>,
    control: &Control,
) -> Result<Firsts, Error> {
    let start = start(problem, mentees, options, control)?;
    // The best of all are among those that are left.
    let largest = start.useful.ids.iter().map(|&id| problem.weight[id as usize]).max().unwrap_or(0);
    let useful = &start.useful;
    let named = |edges: &[u32]| edges.iter().map(|&at| useful.ids[at as usize]).collect::<Vec<u32>>();
    if start.scarce.is_none() {
        let lowest = options.urgency.and_then(|urgency| urgency.iter().max()).map_or(0, |&most| -i64::from(most));
        let edges = named(&start.edges);
        let (prices, second_prices) = (Vec::new(), Vec::new());
        return Ok(Firsts { edges, prices, second_prices, complete: false, proved: lowest - 1, largest });
    }
    let Lifted { groups, prices, proved } = useful.lift(&start, problem, mentees, options, control)?;
    let mut edges: Vec<u32> = groups.iter().flat_map(|(group, _)| group.chosen()).collect();
    edges.sort_unstable();
    let mut complete = proved == options.lot(largest);
    let mut second_prices = Vec::new();
    if complete && options.band > 1 {
        let above = |at: u32| options.above(problem.weight[useful.ids[at as usize] as usize]);
        let seats = (mentees.seats.len(), problem.mentor_seats);
        let found = second::best(&groups, seats, (&useful.mentee, &useful.mentor), above, control)?;
        edges = found.face.chosen();
        complete = found.complete;
        if complete {
            second_prices = found.prices;
        }
    }
    Ok(Firsts { edges: named(&edges), prices, second_prices, complete, proved, largest })
}

/// Groups with the names of their people on both sides, in which nobody can do better; the prices, and up to which lot they
/// prove it.
struct Lifted {
    groups: Vec<(Group, [Vec<u32>; 2])>,
    prices: Vec<LevelPrice>,
    proved: i64,
}

impl Useful {
    /// Level by level. A mentee's place less that of the mentor is what an edge is worth at the start; those who could have more have
    /// no seat of this mentor in any choice of the most people.
    fn lift(
        &self,
        start: &Start,
        problem: &AssignProblem<'_>,
        mentees: &Mentees<'_>,
        options: &FairOptions<'_>,
        control: &Control,
    ) -> Result<Lifted, Error> {
        let scarce = start.scarce.as_deref().unwrap_or_default();
        let mut cheapest = vec![u32::MAX; mentees.seats.len()];
        for (&mentee, &mentor) in self.mentee.iter().zip(&self.mentor) {
            let cheapest = &mut cheapest[mentee as usize];
            *cheapest = scarce[mentor as usize].min(*cheapest);
        }
        let mut halves = [Half::default(), Half::default()];
        let mut chosen = start.edges.iter().copied().peekable();
        for (at, (&mentee, &mentor)) in (0..).zip(self.mentee.iter().zip(&self.mentor)) {
            let is_chosen = chosen.next_if_eq(&at).is_some();
            let price = scarce[mentor as usize];
            if price > start.place[mentee as usize].min(cheapest[mentee as usize]) {
                continue;
            }
            let (half, ends) = if price == 0 { (0, [mentee, mentor]) } else { (1, [mentor, mentee]) };
            halves[half].edges.push(Edge {
                id: at,
                ends,
                level: self.level[at as usize],
                slack: start.slack[at as usize],
            });
            halves[half].chosen.push(is_chosen);
        }
        let ones: Vec<u32> = mentees.seats.iter().map(|&seats| seats.min(1)).collect();
        let sides = [[ones.as_slice(), problem.mentor_seats], [problem.mentor_seats, ones.as_slice()]];
        // Whoever is more urgent than those whom a mentor's last seat goes to must have somebody.
        let urgent = |mentee: u32| start.place[mentee as usize] > cheapest[mentee as usize];
        let musts: [&dyn Fn(u32) -> bool; 2] = [&|_| false, &urgent];
        let halves = halves.into_iter().zip(sides).zip(musts);
        let mut groups = halves.map(|((half, seats), must)| half.group(seats, must)).collect::<Vec<_>>();
        let urgency = {
            let mut all: Vec<u32> = options.urgency.map_or_else(|| vec![0], <[u32]>::to_vec);
            all.sort_unstable();
            all.dedup();
            all
        };
        let of_people = (0..).zip(scarce).filter(|(_, place)| **place > 0).map(|(mentor, &place)| LevelPrice {
            mentor,
            weight: -i64::from(urgency[place as usize - 1]),
            price: 1,
        });
        let mut prices: Vec<LevelPrice> = of_people.collect();
        let mut proved = 0;
        let near = |level: u32| (loss(level, self.lots.len()) / NEAR) as u32;
        'levels: for (level, &lot) in (0..).zip(&self.lots) {
            let before = prices.len();
            for (half, (group, names)) in groups.iter_mut().enumerate() {
                // Those of the best lot are all that the others leave; where no price says who has somebody, none has to say it.
                if half == 0 && level as usize + 1 == self.lots.len() && group.is_done_below(level) {
                    continue;
                }
                let Some(potentials) = group.lift(level, near(level), control)? else {
                    prices.truncate(before);
                    break 'levels;
                };
                prices.extend(potentials.into_iter().filter(|&(side, ..)| side != half).map(
                    |(side, who, potential): Potential| LevelPrice {
                        mentor: names[side][who as usize],
                        weight: lot,
                        price: i64::from(if half == 0 { -potential } else { potential }),
                    },
                ));
            }
            proved = lot;
            if level % 64 == 0 {
                control.report("match", u64::from(level), self.lots.len() as u64);
            }
        }
        prices.sort_unstable();
        Ok(Lifted { groups, prices, proved })
    }
}

/// Edges of one half of the market.
#[derive(Default)]
struct Half {
    edges: Vec<Edge>,
    chosen: Vec<bool>,
}

impl Half {
    /// People numbered anew, and their old names. `must` says who on the second side must have all seats filled, too.
    fn group(mut self, seats: [&[u32]; 2], must: &dyn Fn(u32) -> bool) -> (Group, [Vec<u32>; 2]) {
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
        let must = names[1].iter().map(|&who| must(who)).collect();
        (Group::new(self.edges, self.chosen, room, must), names)
    }
}
