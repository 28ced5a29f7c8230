//! One half of the market: on side A everybody must have all seats filled, on side B there may be seats left.
//!
//! Level by level, from the lowest weight: all chosen edges of the level are given up, and whoever lacks one then looks for
//! another by shortest paths of alternating edges, where an edge of the level costs 1 and better ones nothing. Potentials,
//! one a person, tell afterwards which edges some best choice may still have, and are the prices of the level.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by the group itself")]

use std::mem;

use super::person::{Arc, Person, Row};
use super::tree::{Mark, NONE, Tree};
use crate::control::Control;
use crate::error::Error;

/// The sides; in [`Edge::ends`] and wherever there is one of something a side.
const A: usize = 0;
const B: usize = 1;

/// After so many edges looked at, the clock is.
const PATIENCE: u32 = 1 << 14;

/// By how much the slack grows that a search is at.
const FARTHER: u32 = 32;

/// After so many, the other tree of two has its turn.
const TURN: u32 = 64;

#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) id: u32,
    /// On A and on B.
    pub(super) ends: [u32; 2],
    pub(super) level: u32,
    /// See [`Start::slack`](super::start::Start::slack).
    pub(super) slack: u32,
}

/// How a search stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// Somebody who can give, on this side.
    End(usize, u32),
    /// Somebody, on this side, whom the other tree has reached, too.
    Both(usize, u32),
    Nobody,
    NotYet,
}

#[derive(Debug)]
pub(super) struct Group {
    /// By level, and then as they came.
    edges: Vec<Edge>,
    at: usize,
    level: u32,
    /// Searches begin with edges of this slack or less.
    near: u32,
    /// How much slack they are at.
    reach: u32,
    /// The least slack beyond that they have come upon.
    beyond: u32,
    people: [Vec<Person>; 2],
    open: [Vec<Arc>; 2],
    held: [Vec<Arc>; 2],
    dead: Vec<bool>,
    chosen: Vec<bool>,
    trees: [Tree; 2],
    toggled: Vec<u32>,
    looked: u32,
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
            reach: 0,
            beyond: u32::MAX,
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
        for &edge in &given_up {
            let [a, b] = self.edges[edge as usize].ends;
            while self.person(A, a).lacks() || (self.person(B, b).must && self.person(B, b).lacks()) {
                if self.is_late(control)? {
                    for edge in mem::take(&mut self.toggled).into_iter().rev() {
                        self.toggle(edge);
                    }
                    return Ok(None);
                }
                self.replace(edge, &mut touched);
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

    fn person(&self, side: usize, who: u32) -> &Person {
        &self.people[side][who as usize]
    }

    fn reduced(&self, edge: u32) -> i32 {
        let Edge { ends: [a, b], level, .. } = self.edges[edge as usize];
        i32::from(level == self.level) + self.person(A, a).potential - self.person(B, b).potential
    }

    fn toggle(&mut self, edge: u32) {
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

    /// Instead of `given_up`, finds an edge for one end or for the other, whichever is found first.
    fn replace(&mut self, given_up: u32, touched: &mut Vec<(usize, u32)>) {
        let [a, b] = self.edges[given_up as usize].ends;
        // Whoever may have seats left need not be asked, but is a good one to meet.
        let must = self.person(B, b).must;
        let mut wanted = [self.person(A, a).lacks(), self.person(B, b).lacks()];
        for (side, root) in [(A, a), (B, b)] {
            if !self.trees[side].plant() {
                self.people.iter_mut().flatten().for_each(|person| person.marks[side] = Mark::default());
            }
            self.people[side][root as usize].marks[side] = self.trees[side].reach(0, root, NONE);
        }
        let mut side = if wanted[A] { A } else { B };
        (self.reach, self.beyond) = (self.near, u32::MAX);
        loop {
            match self.grow(side, wanted == [true; 2], must) {
                Found::End(at, who) => {
                    let path = self.path(side, at, who);
                    self.augment(path);
                    break;
                }
                Found::Both(at, who) => {
                    let mut path = self.path(A, at, who);
                    path.extend(self.path(B, at, who));
                    self.augment(path);
                    break;
                }
                // Not among what is near; then farther off.
                Found::Nobody if self.beyond != u32::MAX => {
                    self.reach = self.reach.max(1).saturating_mul(FARTHER).max(self.beyond);
                    self.beyond = u32::MAX;
                    self.trees.iter_mut().for_each(Tree::again);
                }
                Found::Nobody if side == B && !must => wanted[B] = false,
                // What costs nothing does not lead there: everything outside comes closer by 1.
                Found::Nobody => {
                    let by = if side == A { -1 } else { 1 };
                    for part in [0, 1] {
                        let of = if side == A { part } else { 1 - part };
                        for &who in self.trees[side].reached(part) {
                            self.people[of][who as usize].potential += by;
                            touched.push((of, who));
                        }
                    }
                    // As a rule it is the one given up that is open now.
                    if !self.chosen[given_up as usize]
                        && self.reduced(given_up) == 0
                        && self.person(A, a).lacks()
                        && self.person(B, b).lacks()
                    {
                        self.augment(vec![given_up]);
                        break;
                    }
                    self.trees.iter_mut().for_each(Tree::again);
                    if side == B {
                        let reached = self.trees[B].reached(0).iter().copied();
                        let giver = reached.into_iter().find(|&who| self.person(B, who).may_give());
                        if let Some(who) = giver {
                            let path = self.path(B, B, who);
                            self.augment(path);
                            break;
                        }
                    }
                }
                Found::NotYet => {}
            }
            if wanted[1 - side] {
                side = 1 - side;
            }
        }
    }

    /// Looks at some more edges. The tree of a `root` side has that side as its first. `must` says whether on B the root must have more.
    fn grow(&mut self, root: usize, both: bool, must: bool) -> Found {
        let [first, second] = &mut self.trees;
        let (tree, other_tree) = if root == A { (first, &*second) } else { (second, &*first) };
        let [people_a, people_b] = &mut self.people;
        let mut left = if both { TURN } else { u32::MAX };
        while left > 0 {
            let Some((part, who)) = tree.next() else { return Found::Nobody };
            let there = if part == 0 { 1 - root } else { root };
            let (here, (mine, theirs)) = match there {
                B => (A, (&mut *people_a, &mut *people_b)),
                _ => (B, (&mut *people_b, &mut *people_a)),
            };
            let person = &mut mine[who as usize];
            let (row, arcs) = match part {
                0 => (&mut person.open, &mut self.open[here]),
                _ => (&mut person.held, &mut self.held[here]),
            };
            let potential = person.potential;
            let (mut at, mut kept) = (0, 0);
            let mut end = None;
            // From the root's side over any edge, from the other one back over those that are chosen.
            while let Some(&arc) = row.of(arcs).get(at) {
                let Arc { edge, other, level, slack } = arc;
                if part == 0 && slack > self.reach {
                    self.beyond = slack.min(self.beyond);
                    break;
                }
                at += 1;
                if part == 0 && self.dead[edge as usize] {
                    continue;
                }
                row.keep(arcs, &mut kept, arc);
                let found = &mut theirs[other as usize];
                if tree.has(found.marks[root]) {
                    continue;
                }
                self.looked += 1;
                let difference = if here == A { potential - found.potential } else { found.potential - potential };
                if i32::from(level == self.level) + difference != 0 {
                    continue;
                }
                found.marks[root] = tree.reach(1 - part, other, edge);
                let gives = match part {
                    0 => found.lacks(),
                    _ => root == B && must && found.may_give(),
                };
                if gives {
                    end = Some(Found::End(there, other));
                    break;
                }
                if both && other_tree.has(found.marks[1 - root]) {
                    end = Some(Found::Both(there, other));
                    break;
                }
            }
            row.close(arcs, kept, at);
            if let Some(end) = end {
                return end;
            }
            left = left.saturating_sub(at as u32 + 1);
        }
        Found::NotYet
    }

    /// The edges from somebody to the root of a tree.
    fn path(&self, root: usize, side: usize, who: u32) -> Vec<u32> {
        let (mut side, mut who) = (side, who);
        let mut path = Vec::new();
        loop {
            let edge = self.person(side, who).marks[root].by;
            if edge == NONE {
                return path;
            }
            path.push(edge);
            side = 1 - side;
            who = self.edges[edge as usize].ends[side];
        }
    }

    /// Takes edges that are not chosen, and gives up those that are: these first, so that nobody has too many meanwhile.
    fn augment(&mut self, path: Vec<u32>) {
        let (given_up, taken): (Vec<u32>, Vec<u32>) = path.into_iter().partition(|&edge| self.chosen[edge as usize]);
        given_up.into_iter().chain(taken).for_each(|edge| self.toggle(edge));
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
