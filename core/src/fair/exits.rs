//! How far free seats are. Where nearly all seats are taken, a search without that knowledge looks at everybody before it comes to one of the
//! few; with it, it goes straight there. It decides only the order in which a search looks, so it may be out of date.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by the group whose people these are")]

use super::group::{A, B, Group};
use super::tree::LABELS;

/// So many looks are a short search.
const SHORT: u32 = 256;

/// Once long searches have looked at this part of as many edges as there are, exits are found, or found anew.
const SHARE: usize = 4;

/// No free seat.
const FAR: u8 = LABELS as u8 - 1;

#[derive(Debug)]
pub(super) struct Exits {
    /// Of everybody on B, how many must move until a free seat is taken.
    labels: Vec<u8>,
    known: bool,
    /// What long searches have looked at since.
    spent: usize,
}

impl Exits {
    pub(super) fn new(people: usize) -> Self {
        Exits { labels: vec![FAR; people], known: false, spent: 0 }
    }

    /// Whether they are known.
    pub(super) fn lead(&self) -> bool {
        self.known
    }

    pub(super) fn label(&self, who: u32) -> u8 {
        self.labels[who as usize]
    }

    /// After a search of so many looks, whether exits are worth finding, again perhaps.
    pub(super) fn are_worth(&mut self, looks: u32, edges: usize) -> bool {
        self.spent += looks.saturating_sub(SHORT) as usize;
        self.spent > edges / SHARE
    }
}

impl Group {
    /// Labels by how far free seats are now.
    pub(super) fn find_exits(&mut self) {
        let mut labels = std::mem::take(&mut self.exits.labels);
        labels.fill(FAR);
        let [first, second] = &self.people;
        let mut queue: Vec<u32> = Vec::new();
        for (who, person) in (0..).zip(second) {
            if person.lacks() {
                labels[who as usize] = 0;
                queue.push(who);
            }
        }
        let mut moves = vec![false; first.len()];
        let mut at = 0;
        while let Some(&who) = queue.get(at) {
            at += 1;
            let next = (labels[who as usize] + 1).min(FAR - 1);
            for arc in second[who as usize].open.of(&self.open[B]) {
                let edge = arc.edge as usize;
                if self.dead[edge] || self.chosen[edge] || arc.level == self.level || moves[arc.other as usize] {
                    continue;
                }
                moves[arc.other as usize] = true;
                for held in first[arc.other as usize].held.of(&self.held[A]) {
                    let label = &mut labels[held.other as usize];
                    if *label == FAR {
                        *label = next;
                        queue.push(held.other);
                    }
                }
            }
        }
        self.exits = Exits { labels, known: true, spent: 0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::control::Control;
    use crate::fair::group::Edge;

    /// Numbers that look like chance.
    fn dice(seed: u64) -> impl FnMut(u32) -> u32 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        move |end| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % u64::from(end)) as u32
        }
    }

    fn edge(id: u32, ends: [u32; 2], level: u32) -> Edge {
        Edge { id, ends, level, slack: level }
    }

    #[test]
    fn a_label_says_how_many_must_move() {
        // Somebody at 0 could go to 1, somebody there to 2, which is free; nobody at 3 knows anybody else.
        let ends = [[0, 0], [0, 1], [1, 1], [1, 2], [2, 3]];
        let edges = (0..).zip(ends).map(|(id, ends)| edge(id, ends, 1)).collect();
        let mut group =
            Group::new(edges, vec![true, false, true, false, true], [vec![1; 3], vec![1; 4]], vec![false; 4]);
        group.find_exits();
        assert_eq!(group.exits.labels, [2, 1, 0, FAR]);
    }

    #[test]
    fn whoever_is_led_comes_as_far() {
        for seed in 0..300 {
            let mut roll = dice(seed);
            let (people, mentors, levels) = (2 + roll(30), 2 + roll(6), 1 + roll(12));
            let mut edges = Vec::new();
            for who in 0..people {
                for mentor in 0..mentors {
                    if mentor == who % mentors || roll(3) == 0 {
                        edges.push(edge(edges.len() as u32, [who, mentor], roll(levels)));
                    }
                }
            }
            let chosen: Vec<bool> = edges.iter().map(|edge| edge.ends[1] == edge.ends[0] % mentors).collect();
            let seats = || [vec![1; people as usize], vec![people.div_ceil(mentors) + 1; mentors as usize]];
            let counts = |led: bool| {
                let mut group = Group::new(edges.clone(), chosen.clone(), seats(), vec![false; mentors as usize]);
                for level in 0..levels {
                    if led {
                        group.find_exits();
                    }
                    group.lift(level, 0, &Control::new()).unwrap().unwrap();
                }
                let mut counts = vec![0; levels as usize];
                group.chosen().for_each(|id| counts[edges[id as usize].level as usize] += 1);
                counts
            };
            assert_eq!(counts(true), counts(false), "seed {seed}");
        }
    }
}
