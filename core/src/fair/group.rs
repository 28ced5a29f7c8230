//! One half of the market: on side A everybody must have all seats filled, on side B there may be seats left.
//!
//! Level by level, from the lowest weight: all chosen edges of the level are given up, and whoever lacks one then looks for
//! another by shortest paths of alternating edges, where an edge of the level costs 1 and better ones nothing. Potentials,
//! one a person, tell afterwards which edges some best choice may still have, and are the prices of the level.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by the group itself")]

use std::mem;

use super::exits::Exits;
use super::person::{Arc, Person, Row};
use super::tree::Tree;
use crate::control::Control;
use crate::error::Error;

/// The sides; in [`Edge::ends`] and wherever there is one of something a side.
pub(super) const A: usize = 0;
pub(super) const B: usize = 1;

/// After so many edges looked at, the clock is.
const PATIENCE: u32 = 1 << 14;

#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) id: u32,
    /// On A and on B.
    pub(super) ends: [u32; 2],
    pub(super) level: u32,
    /// See [`Start::slack`](super::start::Start::slack).
    pub(super) slack: u32,
}

#[derive(Debug)]
pub(super) struct Group {
    /// By level, and then as they came.
    pub(super) edges: Vec<Edge>,
    at: usize,
    pub(super) level: u32,
    /// Searches begin with edges of this slack or less.
    pub(super) near: u32,
    pub(super) people: [Vec<Person>; 2],
    pub(super) open: [Vec<Arc>; 2],
    pub(super) held: [Vec<Arc>; 2],
    pub(super) dead: Vec<bool>,
    pub(super) chosen: Vec<bool>,
    pub(super) trees: [Tree; 2],
    pub(super) exits: Exits,
    pub(super) toggled: Vec<u32>,
    pub(super) looked: u32,
}

/// A potential that is not 0: side, who, how much.
pub(super) type Potential = (usize, u32, i32);

impl Group {
    /// `must` says who on B must have all seats filled from the start.
    pub(super) fn new(edges: Vec<Edge>, chosen: Vec<bool>, seats: [Vec<u32>; 2], must: Vec<bool>) -> Self {
        let mut room = [0; 2];
        let mut people = [A, B].map(|side: usize| {
            let mut degrees = vec![0; seats[side].len()];
            edges.iter().for_each(|edge| degrees[edge.ends[side] as usize] += 1);
            let mut open = 0;
            let person = |(degree, seats): (u32, u32)| Person {
                seats,
                open: Row::new(degree, &mut open),
                held: Row::new(degree.min(seats), &mut room[side]),
                ..Person::default()
            };
            degrees.into_iter().zip(seats[side].iter().copied()).map(person).collect::<Vec<_>>()
        });
        people[B].iter_mut().zip(must).for_each(|(person, must)| person.must = must);
        let mut open = [vec![Arc::default(); edges.len()], vec![Arc::default(); edges.len()]];
        let mut held = room.map(|room| vec![Arc::default(); room as usize]);
        // Where each edge comes to be.
        let mut places = counted(edges.iter().map(|edge| edge.level));
        let mut sorted = edges.clone();
        let mut is_chosen = vec![false; edges.len()];
        for (edge, chosen) in edges.into_iter().zip(chosen) {
            let place = &mut places[edge.level as usize];
            let at = *place;
            *place += 1;
            (sorted[at as usize], is_chosen[at as usize]) = (edge, chosen);
            for side in [A, B] {
                let arc = Arc { edge: at, other: edge.ends[1 - side], level: edge.level, slack: edge.slack };
                let person = &mut people[side][edge.ends[side] as usize];
                person.open.push(&mut open[side], arc);
                if chosen {
                    person.held.push(&mut held[side], arc);
                }
            }
        }
        for (people, arcs) in people.iter().zip(&mut open) {
            people.iter().for_each(|person| person.open.sort(arcs));
        }
        Group {
            at: 0,
            level: 0,
            near: 0,
            exits: Exits::new(people[B].len()),
            people,
            open,
            held,
            dead: vec![false; sorted.len()],
            chosen: is_chosen,
            trees: [Tree::default(), Tree::default()],
            toggled: Vec::new(),
            looked: 0,
            edges: sorted,
        }
    }

    pub(super) fn chosen(&self) -> impl Iterator<Item = u32> {
        self.edges.iter().zip(&self.chosen).filter(|(_, chosen)| **chosen).map(|(edge, _)| edge.id)
    }

    /// The edges that a choice as good as this one may have, and whether this one has them.
    pub(super) fn tight(&self) -> impl Iterator<Item = (&Edge, bool)> {
        let all = self.edges.iter().zip(&self.dead).zip(&self.chosen);
        all.filter(|((_, dead), chosen)| !**dead || **chosen).map(|((edge, _), &chosen)| (edge, chosen))
    }

    /// Whether all such choices fill the seats of somebody on a side.
    pub(super) fn must(&self, side: usize, who: u32) -> bool {
        side == A || self.people[B][who as usize].must
    }

    /// Whether choices as good as this one have the same edges below a level.
    pub(super) fn is_done_below(&self, level: u32) -> bool {
        let below =
            self.edges.iter().zip(self.dead.iter().zip(&self.chosen)).take_while(|(edge, _)| edge.level < level);
        below.into_iter().all(|(_, (dead, chosen))| *dead || *chosen)
    }

    /// As few edges of a level as possible, all lower ones being done; the potentials that prove it. Nothing if there was no
    /// time: the choice is then what it was.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn lift(&mut self, level: u32, near: u32, control: &Control) -> Result<Option<Vec<Potential>>, Error> {
        let first = self.at;
        while self.edges.get(self.at).is_some_and(|edge| edge.level == level) {
            self.at += 1;
        }
        (self.level, self.near) = (level, near);
        let of_level = first as u32..self.at as u32;
        let given_up: Vec<u32> = of_level.clone().filter(|&edge| self.chosen[edge as usize]).collect();
        self.toggled.clear();
        given_up.iter().for_each(|&edge| self.toggle(edge));
        let mut touched: Vec<(usize, u32)> = Vec::new();
        for (at, &edge) in given_up.iter().enumerate() {
            let [a, b] = self.edges[edge as usize].ends;
            while self.person(A, a).lacks() || (self.person(B, b).must && self.person(B, b).lacks()) {
                if self.is_late(control)? {
                    for edge in mem::take(&mut self.toggled).into_iter().rev() {
                        self.toggle(edge);
                    }
                    return Ok(None);
                }
                self.replace(&given_up[at..], &mut touched);
            }
        }
        for edge in of_level {
            let loose = self.reduced(edge) != 0;
            if loose && !self.chosen[edge as usize] {
                self.dead[edge as usize] = true;
            }
        }
        Ok(Some(self.settle(touched)))
    }

    /// Whether the deadline has come. Between two searches, each of which looks at every edge a few times at most.
    fn is_late(&mut self, control: &Control) -> Result<bool, Error> {
        if self.looked < PATIENCE {
            return Ok(false);
        }
        self.looked = 0;
        control.check()?;
        Ok(control.is_expired())
    }

    /// Drops what no best choice has any more, and starts anew with potentials.
    fn settle(&mut self, mut touched: Vec<(usize, u32)>) -> Vec<Potential> {
        touched.sort_unstable();
        touched.dedup();
        touched.retain(|&(side, who)| self.person(side, who).potential != 0);
        for &(side, who) in &touched {
            for arc in self.person(side, who).open.of(&self.open[side]) {
                if self.reduced(arc.edge) != 0 {
                    self.dead[arc.edge as usize] = true;
                }
            }
        }
        touched
            .into_iter()
            .map(|(side, who)| {
                let person = &mut self.people[side][who as usize];
                person.must |= side == B;
                (side, who, mem::take(&mut person.potential))
            })
            .collect()
    }

    pub(super) fn person(&self, side: usize, who: u32) -> &Person {
        &self.people[side][who as usize]
    }

    pub(super) fn reduced(&self, edge: u32) -> i32 {
        let Edge { ends: [a, b], level, .. } = self.edges[edge as usize];
        i32::from(level == self.level) + self.person(A, a).potential - self.person(B, b).potential
    }

    pub(super) fn toggle(&mut self, edge: u32) {
        let chosen = &mut self.chosen[edge as usize];
        *chosen = !*chosen;
        let Edge { ends, level, slack, .. } = self.edges[edge as usize];
        for side in [A, B] {
            let (arcs, row) = (&mut self.held[side], &mut self.people[side][ends[side] as usize].held);
            if *chosen {
                row.push(arcs, Arc { edge, other: ends[1 - side], level, slack });
            } else if let Some(at) = row.of(arcs).iter().position(|arc| arc.edge == edge) {
                row.take(arcs, at);
            }
        }
        self.toggled.push(edge);
    }
}

/// Where each of some small numbers begins once they are sorted.
fn counted(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts: Vec<u32> = Vec::new();
    for number in numbers {
        if starts.len() <= number as usize {
            starts.resize(number as usize + 1, 0);
        }
        starts[number as usize] += 1;
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += mem::replace(start, sum);
    }
    starts
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;

    /// Two mentees who both need the one mentor's seats, and one of them a better mentor.
    fn group() -> Group {
        let edge = |id, a, b, level| Edge { id, ends: [a, b], level, slack: 0 };
        let edges = vec![edge(0, 0, 0, 0), edge(1, 0, 1, 1), edge(2, 1, 0, 0)];
        Group::new(edges, vec![true, false, true], [vec![1, 1], vec![2, 1]], vec![false; 2])
    }

    #[test]
    fn what_a_deadline_interrupts_is_undone() {
        let (mut group, late) = (group(), Control::new().timeout(Duration::ZERO));
        group.looked = PATIENCE;
        assert!(group.lift(0, 0, &late).unwrap().is_none());
        assert_eq!(group.chosen().collect::<Vec<_>>(), [0, 2]);
        assert_eq!(group.people[B][0].held.len, 2);
    }

    #[test]
    fn whoever_can_do_better_does() {
        let mut group = group();
        let potentials = group.lift(0, 0, &Control::new()).unwrap().unwrap();
        assert_eq!(group.chosen().collect::<BTreeSet<_>>(), BTreeSet::from([1, 2]));
        assert_eq!(potentials, [(A, 1, -1)], "the other one has nobody else");
        assert!(group.lift(1, 0, &Control::new()).unwrap().is_some());
        assert_eq!(group.chosen().collect::<BTreeSet<_>>(), BTreeSet::from([1, 2]));
    }
}
