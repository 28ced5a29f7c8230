//! One half of the market: on side A everybody must have all seats filled, on side B there may be seats left.
//!
//! Level by level, from the lowest weight: all chosen edges of the level are given up, and whoever lacks one then looks for
//! another by shortest paths of alternating edges, where an edge of the level costs 1 and better ones nothing. Potentials,
//! one a person, tell afterwards which edges some best choice may still have, and are the prices of the level.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by the group itself")]

use std::mem;

use super::tree::{NONE, Tree};
use crate::control::Control;
use crate::error::Error;

/// The sides; in [`Edge::ends`] and wherever there is one of something a side.
const A: usize = 0;
const B: usize = 1;

/// After so many edges looked at, the clock is.
const PATIENCE: u32 = 1 << 14;

/// After so many, the other tree of two has its turn.
const TURN: u32 = 64;

#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) id: u32,
    /// On A and on B.
    pub(super) ends: [u32; 2],
    pub(super) level: u32,
}

/// An edge as one of its ends sees it: all that a search asks for in one place.
#[derive(Debug, Clone, Copy, Default)]
struct Arc {
    edge: u32,
    other: u32,
    level: u32,
}

/// Lists of different people in one.
#[derive(Debug)]
struct Lists<T> {
    starts: Vec<u32>,
    len: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    fn new(room: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0];
        let mut sum = 0;
        starts.extend(room.map(|room| {
            sum += room;
            sum
        }));
        Lists { len: vec![0; starts.len() - 1], items: vec![T::default(); sum as usize], starts }
    }

    fn of(&self, who: u32) -> &[T] {
        let start = self.starts[who as usize] as usize;
        &self.items[start..start + self.len[who as usize] as usize]
    }

    fn push(&mut self, who: u32, item: T) {
        let len = &mut self.len[who as usize];
        self.items[(self.starts[who as usize] + *len) as usize] = item;
        *len += 1;
    }

    /// Takes out what is at a place.
    fn take(&mut self, who: u32, at: usize) {
        let start = self.starts[who as usize] as usize;
        let last = self.len[who as usize] as usize - 1;
        self.items.swap(start + at, start + last);
        self.len[who as usize] -= 1;
    }
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
    edges: Vec<Edge>,
    /// By level.
    order: Vec<u32>,
    at: usize,
    level: u32,
    seats: [Vec<u32>; 2],
    /// Edges that some best choice may have.
    open: [Lists<Arc>; 2],
    dead: Vec<bool>,
    /// Chosen edges.
    held: [Lists<Arc>; 2],
    chosen: Vec<bool>,
    /// Who on B must have all seats filled, too.
    frozen: Vec<bool>,
    potential: [Vec<i32>; 2],
    trees: [Tree; 2],
    toggled: Vec<u32>,
    looked: u32,
}

/// A potential that is not 0: side, who, how much.
pub(super) type Potential = (usize, u32, i32);

impl Group {
    /// `must` says who on B must have all seats filled from the start.
    pub(super) fn new(edges: Vec<Edge>, chosen: Vec<bool>, seats: [Vec<u32>; 2], must: Vec<bool>) -> Self {
        let sizes = [seats[A].len(), seats[B].len()];
        let side = |side: usize| {
            let mut degrees = vec![0; sizes[side]];
            edges.iter().for_each(|edge| degrees[edge.ends[side] as usize] += 1);
            degrees
        };
        let degrees = [side(A), side(B)];
        let mut open = [A, B].map(|side| Lists::new(degrees[side].iter().copied()));
        let mut held =
            [A, B].map(|side| Lists::new(degrees[side].iter().zip(&seats[side]).map(|(&all, &seats)| all.min(seats))));
        for (at, edge) in (0..).zip(&edges) {
            for side in [A, B] {
                let arc = Arc { edge: at, other: edge.ends[1 - side], level: edge.level };
                open[side].push(edge.ends[side], arc);
                if chosen[at as usize] {
                    held[side].push(edge.ends[side], arc);
                }
            }
        }
        let mut order: Vec<(u32, u32)> = edges.iter().map(|edge| edge.level).zip(0..).collect();
        order.sort_unstable();
        let order = order.into_iter().map(|(_, edge)| edge).collect();
        Group {
            order,
            at: 0,
            level: 0,
            open,
            dead: vec![false; edges.len()],
            held,
            chosen,
            frozen: must,
            potential: sizes.map(|size| vec![0; size]),
            trees: [Tree::new(sizes), Tree::new([sizes[B], sizes[A]])],
            toggled: Vec::new(),
            looked: 0,
            seats,
            edges,
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
        side == A || self.frozen[who as usize]
    }

    /// As few edges of a level as possible, all lower ones being done; the potentials that prove it. Nothing if there was no
    /// time: the choice is then what it was.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn lift(&mut self, level: u32, control: &Control) -> Result<Option<Vec<Potential>>, Error> {
        let first = self.at;
        while self.order.get(self.at).is_some_and(|&edge| self.edges[edge as usize].level == level) {
            self.at += 1;
        }
        self.level = level;
        let of_level: Vec<u32> = self.order[first..self.at].to_vec();
        let given_up: Vec<u32> = of_level.iter().copied().filter(|&edge| self.chosen[edge as usize]).collect();
        self.toggled.clear();
        given_up.iter().for_each(|&edge| self.toggle(edge));
        let mut touched: Vec<(usize, u32)> = Vec::new();
        for &edge in &given_up {
            let [a, b] = self.edges[edge as usize].ends;
            while self.lacks(A, a) || (self.frozen[b as usize] && self.lacks(B, b)) {
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
        touched.retain(|&(side, who)| self.potential[side][who as usize] != 0);
        for &(side, who) in &touched {
            for arc in self.open[side].of(who) {
                if self.reduced(arc.edge) != 0 {
                    self.dead[arc.edge as usize] = true;
                }
            }
        }
        touched
            .into_iter()
            .map(|(side, who)| {
                if side == B {
                    self.frozen[who as usize] = true;
                }
                (side, who, mem::take(&mut self.potential[side][who as usize]))
            })
            .collect()
    }

    fn lacks(&self, side: usize, who: u32) -> bool {
        self.held[side].len[who as usize] < self.seats[side][who as usize]
    }

    /// Whether somebody on B can do with an edge less, at no cost.
    fn may_give(&self, who: u32) -> bool {
        !self.frozen[who as usize] && self.potential[B][who as usize] == 0
    }

    fn reduced(&self, edge: u32) -> i32 {
        let Edge { ends: [a, b], level, .. } = self.edges[edge as usize];
        i32::from(level == self.level) + self.potential[A][a as usize] - self.potential[B][b as usize]
    }

    fn toggle(&mut self, edge: u32) {
        let chosen = &mut self.chosen[edge as usize];
        *chosen = !*chosen;
        let Edge { ends, level, .. } = self.edges[edge as usize];
        for side in [A, B] {
            let (held, who) = (&mut self.held[side], ends[side]);
            if *chosen {
                held.push(who, Arc { edge, other: ends[1 - side], level });
            } else if let Some(at) = held.of(who).iter().position(|arc| arc.edge == edge) {
                held.take(who, at);
            }
        }
        self.toggled.push(edge);
    }

    /// Instead of `given_up`, finds an edge for one end or for the other, whichever is found first.
    fn replace(&mut self, given_up: u32, touched: &mut Vec<(usize, u32)>) {
        let [a, b] = self.edges[given_up as usize].ends;
        // Whoever may have seats left need not be asked, but is a good one to meet.
        let must = self.frozen[b as usize];
        let mut wanted = [self.lacks(A, a), self.lacks(B, b)];
        let mut trees = mem::take(&mut self.trees);
        for (tree, root) in trees.iter_mut().zip([a, b]) {
            tree.plant(root);
        }
        let mut side = if wanted[A] { A } else { B };
        loop {
            match self.grow(side, &mut trees, wanted == [true; 2]) {
                Found::End(at, who) => {
                    let path = self.path(side, &trees, at, who);
                    self.augment(path);
                    break;
                }
                Found::Both(at, who) => {
                    let mut path = self.path(A, &trees, at, who);
                    path.extend(self.path(B, &trees, at, who));
                    self.augment(path);
                    break;
                }
                Found::Nobody if side == B && !must => wanted[B] = false,
                // What costs nothing does not lead there: everything outside comes closer by 1.
                Found::Nobody => {
                    let by = if side == A { -1 } else { 1 };
                    for part in [0, 1] {
                        let of = if side == A { part } else { 1 - part };
                        for &who in trees[side].reached(part) {
                            self.potential[of][who as usize] += by;
                            touched.push((of, who));
                        }
                    }
                    // As a rule it is the one given up that is open now.
                    if !self.chosen[given_up as usize]
                        && self.reduced(given_up) == 0
                        && self.lacks(A, a)
                        && self.lacks(B, b)
                    {
                        self.augment(vec![given_up]);
                        break;
                    }
                    trees.iter_mut().for_each(Tree::again);
                    if side == B {
                        let giver = trees[B].reached(0).iter().copied().find(|&who| self.may_give(who));
                        if let Some(who) = giver {
                            let path = self.path(B, &trees, B, who);
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
        self.trees = trees;
    }

    /// Looks at some more edges. The tree of a `root` side has that side as its first.
    fn grow(&mut self, root: usize, trees: &mut [Tree; 2], both: bool) -> Found {
        let [first, second] = trees;
        let (tree, other_tree) = if root == A { (first, second) } else { (second, first) };
        let mut left = if both { TURN } else { u32::MAX };
        while left > 0 {
            let Some((part, who)) = tree.next() else { return Found::Nobody };
            let (here, there) = if part == 0 { (root, 1 - root) } else { (1 - root, root) };
            let mut at = 0;
            // From the root's side over any edge, from the other one back over those that are chosen.
            loop {
                let list = if part == 0 { &mut self.open[here] } else { &mut self.held[here] };
                let Some(&Arc { edge, other, level }) = list.of(who).get(at) else { break };
                if tree.has(1 - part, other) {
                    at += 1;
                    continue;
                }
                if part == 0 && self.dead[edge as usize] {
                    list.take(who, at);
                    continue;
                }
                at += 1;
                self.looked += 1;
                let [a, b] = if here == A { [who, other] } else { [other, who] };
                let cost = i32::from(level == self.level);
                if cost + self.potential[A][a as usize] - self.potential[B][b as usize] != 0 {
                    continue;
                }
                tree.reach(1 - part, other, edge);
                let end = match part {
                    0 => self.lacks(there, other),
                    _ => there == B && self.may_give(other) && self.frozen[tree.root() as usize],
                };
                if end {
                    return Found::End(there, other);
                }
                // In the other tree parts are the other way round.
                if both && other_tree.has(part, other) {
                    return Found::Both(there, other);
                }
            }
            left = left.saturating_sub(at as u32 + 1);
        }
        Found::NotYet
    }

    /// The edges from somebody to the root of a tree.
    fn path(&self, root: usize, trees: &[Tree; 2], side: usize, who: u32) -> Vec<u32> {
        let (mut side, mut who) = (side, who);
        let mut path = Vec::new();
        loop {
            let edge = trees[root].by(usize::from(side != root), who);
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Two mentees who both need the one mentor's seats, and one of them a better mentor.
    fn group() -> Group {
        let edge = |id, a, b, level| Edge { id, ends: [a, b], level };
        let edges = vec![edge(0, 0, 0, 0), edge(1, 0, 1, 1), edge(2, 1, 0, 0)];
        Group::new(edges, vec![true, false, true], [vec![1, 1], vec![2, 1]], vec![false; 2])
    }

    #[test]
    fn what_a_deadline_interrupts_is_undone() {
        let (mut group, late) = (group(), Control::new().timeout(Duration::ZERO));
        group.looked = PATIENCE;
        assert!(group.lift(0, &late).unwrap().is_none());
        assert_eq!(group.chosen().collect::<Vec<_>>(), [0, 2]);
        assert_eq!(group.held[B].of(0).len(), 2);
    }

    #[test]
    fn whoever_can_do_better_does() {
        let mut group = group();
        let potentials = group.lift(0, &Control::new()).unwrap().unwrap();
        assert_eq!(group.chosen().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(potentials, [(A, 1, -1)], "the other one has nobody else");
        assert!(group.lift(1, &Control::new()).unwrap().is_some());
        assert_eq!(group.chosen().collect::<Vec<_>>(), [1, 2]);
    }
}
