//! One search in a group: for an edge given up another, by shortest paths of alternating edges.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by the group itself")]

use super::group::{A, B, Group};
use super::person::Arc;
use super::tree::{Mark, NONE};

/// By how much the slack grows that a search is at.
const FARTHER: u32 = 32;

/// So many edges are asked for another root.
const OTHERS: usize = 64;

/// After so many, the other tree of two has its turn.
const TURN: u32 = 64;

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

impl Group {
    /// Instead of the first of the edges given up, finds an edge for one end or for the other, whichever is found first.
    pub(super) fn replace(&mut self, all_given_up: &[u32], touched: &mut Vec<(usize, u32)>) {
        let given_up = all_given_up[0];
        let [a, b] = self.roots(all_given_up);
        // Whoever may have seats left need not be asked, but is a good one to meet.
        let must = self.person(B, b).must;
        let mut wanted = [self.person(A, a).lacks(), self.person(B, b).lacks()];
        // Towards any free seat, unless it is one of B whom the other tree comes from.
        let to_exit = wanted[A] && !(wanted[B] && must);
        let guided = to_exit && self.exits.lead();
        for (side, root) in [(A, a), (B, b)] {
            if !self.trees[side].plant(self.near, side == A && guided) {
                self.people.iter_mut().flatten().for_each(|person| person.marks[side] = Mark::default());
            }
            let person = &mut self.people[side][root as usize];
            person.seen = 0;
            person.marks[side] = self.trees[side].reach(0, root, NONE, 0);
        }
        let before = self.looked;
        let mut side = if wanted[A] { A } else { B };
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
                Found::Nobody if self.trees[side].farther(FARTHER) => {}
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
                    let ends = self.edges[given_up as usize].ends;
                    if !self.chosen[given_up as usize]
                        && self.reduced(given_up) == 0
                        && self.person(A, ends[A]).lacks()
                        && self.person(B, ends[B]).lacks()
                    {
                        self.augment(vec![given_up]);
                        break;
                    }
                    for root in [A, B] {
                        for &who in self.trees[root].reached(0) {
                            self.people[root][who as usize].seen = 0;
                        }
                        self.trees[root].again();
                    }
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
        if to_exit && self.exits.are_worth(self.looked - before, self.edges.len()) {
            self.find_exits();
        }
    }

    /// Where trees begin: at the ends of the first edge; where one of them has another edge already, rather at that of a later edge who
    /// must have one, too, since two trees meet sooner than one comes to an end.
    fn roots(&self, given_up: &[u32]) -> [u32; 2] {
        let ends = |edge: &u32| self.edges[*edge as usize].ends;
        let mut roots = ends(&given_up[0]);
        for (side, root) in roots.iter_mut().enumerate() {
            if self.must(side, *root) && !self.person(side, *root).lacks() {
                let mut others = given_up.iter().take(OTHERS).map(|edge| ends(edge)[side]);
                *root = others.find(|&who| self.must(side, who) && self.person(side, who).lacks()).unwrap_or(*root);
            }
        }
        roots
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
            let begin = if part == 0 { person.seen as usize } else { 0 };
            let (mut at, mut kept) = (begin, begin);
            let mut end = None;
            // From the root's side over any edge, from the other one back over those that are chosen.
            while let Some(&arc) = row.of(arcs).get(at) {
                let Arc { edge, other, level, slack } = arc;
                if part == 0 && !tree.is_near(slack) {
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
                let label = if (root, part) == (A, 0) { self.exits.label(other) } else { 0 };
                found.seen = 0;
                found.marks[root] = tree.reach(1 - part, other, edge, label);
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
            if part == 0 {
                person.seen = kept as u32;
            }
            if let Some(end) = end {
                return end;
            }
            left = left.saturating_sub((at - begin) as u32 + 1);
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
