//! Whether prices prove no more than can be reached. With prices, everybody's most gainful edges are those above some gain, which they must
//! have, and of those at that gain as many as are missing; and where a mentor has a price, all seats are taken. Somebody can be assigned so
//! exactly if the mentees can all have theirs, whatever the mentors', and the mentors theirs, whatever the mentees' (N. S.
//! Mendelsohn, A. L. Dulmage, "Some generalizations of the problem of distinct representatives", Canad. J. Math. 10, 1958): two flows.
//!
//! **Complexity.** O(edges · √edges) for edges at the gain in question; as a rule there are few.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use std::collections::VecDeque;

use crate::assign::problem::AssignProblem;

/// Not reached.
const FAR: u32 = u32::MAX;

/// Whether some assignment is worth what the prices prove. `rows` has the edges of each mentee, `prices` one number a mentor.
pub(super) fn is_attained(problem: &AssignProblem<'_>, rows: &[Vec<u32>], seats: &[u32], prices: &[i64]) -> bool {
    let mentor = |edge: u32| problem.mentor[edge as usize];
    let gain = |edge: u32| problem.weight[edge as usize] - prices[mentor(edge) as usize];
    let mut mentor_room: Vec<i64> = problem.mentor_seats.iter().map(|&seats| i64::from(seats)).collect();
    // What mentees need, and what they can have.
    let (mut need, mut mentee_room) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    let mut ends: Vec<[u32; 2]> = Vec::new();
    for (mentee, (row, &seats)) in (0..).zip(rows.iter().zip(seats)) {
        let mut gains: Vec<i64> = row.iter().map(|&edge| gain(edge)).filter(|gain| *gain > 0).collect();
        gains.sort_unstable_by(|a, b| b.cmp(a));
        let least = (seats as usize).checked_sub(1).map_or(i64::MAX, |at| gains.get(at).copied().unwrap_or(0));
        let above = gains.partition_point(|gain| *gain > least);
        let left = i64::from(seats) - if least == i64::MAX { 0 } else { above as i64 };
        need.push(if least > 0 { left } else { 0 });
        mentee_room.push(left);
        for &edge in row {
            if least < i64::MAX && gain(edge) > least {
                mentor_room[mentor(edge) as usize] -= 1;
            } else if gain(edge) == least {
                ends.push([mentee, mentor(edge)]);
            }
        }
    }
    let priced = mentor_room.iter().zip(prices).map(|(&room, &price)| if price > 0 { room } else { 0 }).collect();
    mentor_room.iter().all(|room| *room >= 0)
        && Flow::new(&ends, 0, need, mentor_room.clone()).saturates()
        && Flow::new(&ends, 1, priced, mentee_room).saturates()
}

/// From those who need edges to those who have room, each edge once.
struct Flow {
    ends: Vec<[u32; 2]>,
    used: Vec<bool>,
    /// Edges by end.
    of: [Vec<Vec<u32>>; 2],
    need: Vec<i64>,
    room: Vec<i64>,
    /// How far everybody is from whoever needs something, in edges.
    layer: [Vec<u32>; 2],
    next: [Vec<usize>; 2],
}

impl Flow {
    /// `from` says which end of edges needs something.
    fn new(ends: &[[u32; 2]], from: usize, need: Vec<i64>, room: Vec<i64>) -> Self {
        let ends: Vec<[u32; 2]> = ends.iter().map(|ends| [ends[from], ends[1 - from]]).collect();
        let mut of = [vec![Vec::new(); need.len()], vec![Vec::new(); room.len()]];
        for (edge, ends) in (0..).zip(&ends) {
            for side in [0, 1] {
                of[side][ends[side] as usize].push(edge);
            }
        }
        Flow {
            used: vec![false; ends.len()],
            layer: [vec![FAR; need.len()], vec![FAR; room.len()]],
            next: [vec![0; need.len()], vec![0; room.len()]],
            ends,
            of,
            need,
            room,
        }
    }

    /// Whether everybody gets all they need (E. A. Dinic, 1970).
    fn saturates(mut self) -> bool {
        while self.need.iter().any(|need| *need > 0) {
            if !self.layers() {
                return false;
            }
            for who in 0..self.need.len() {
                while self.need[who] > 0 && self.augment(who as u32) {}
            }
        }
        true
    }

    fn layers(&mut self) -> bool {
        self.layer.iter_mut().for_each(|layer| layer.fill(FAR));
        self.next.iter_mut().for_each(|next| next.fill(0));
        let mut queue: VecDeque<(usize, u32)> = VecDeque::new();
        for (who, need) in (0..).zip(&self.need) {
            if *need > 0 {
                self.layer[0][who as usize] = 0;
                queue.push_back((0, who));
            }
        }
        let mut found = false;
        while let Some((side, who)) = queue.pop_front() {
            let layer = self.layer[side][who as usize] + 1;
            for &edge in &self.of[side][who as usize] {
                let other = self.ends[edge as usize][1 - side];
                let reached = &mut self.layer[1 - side][other as usize];
                if self.used[edge as usize] == (side == 1) && *reached == FAR {
                    *reached = layer;
                    found |= side == 0 && self.room[other as usize] > 0;
                    queue.push_back((1 - side, other));
                }
            }
        }
        found
    }

    /// One more edge for somebody, along a path that goes layer by layer.
    fn augment(&mut self, root: u32) -> bool {
        let mut path: Vec<u32> = Vec::new();
        let (mut side, mut who) = (0, root);
        loop {
            if side == 1 && self.room[who as usize] > 0 {
                self.room[who as usize] -= 1;
                self.need[root as usize] -= 1;
                path.into_iter().for_each(|edge| self.used[edge as usize] = !self.used[edge as usize]);
                return true;
            }
            let layer = self.layer[side][who as usize];
            let next = &mut self.next[side][who as usize];
            let onward = |edge: u32| {
                self.used[edge as usize] == (side == 1)
                    && self.layer[1 - side][self.ends[edge as usize][1 - side] as usize] == layer + 1
            };
            let rest = self.of[side][who as usize].get(*next..).unwrap_or_default();
            match rest.iter().position(|&edge| onward(edge)) {
                Some(at) => {
                    *next += at;
                    let edge = rest[at];
                    path.push(edge);
                    (side, who) = (1 - side, self.ends[edge as usize][1 - side]);
                }
                None => {
                    *next = usize::MAX;
                    let Some(edge) = path.pop() else { return false };
                    (side, who) = (1 - side, self.ends[edge as usize][1 - side]);
                    self.next[side][who as usize] += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attained(prices: &[i64]) -> bool {
        // Two mentees want the one seat of the first mentor, worth 9 and 7; one of them may have the second, worth 3, too.
        let problem = AssignProblem {
            mentee: &[0, 1, 1],
            mentor: &[0, 0, 1],
            weight: &[9, 7, 3],
            mentor_seats: &[1, 1],
            mentee_seats: None,
        };
        is_attained(&problem, &[vec![0], vec![1, 2]], &[1, 1], prices)
    }

    #[test]
    fn only_prices_of_the_largest_total_are_attained() {
        // 12 is the most; 4 to 9 for the first mentor prove it.
        let right: Vec<i64> = (0..12).filter(|&price| attained(&[price, 0])).collect();
        assert_eq!(right, [4, 5, 6, 7, 8, 9]);
        assert!(attained(&[7, 3]), "nobody gains by the second, whose seat can be taken");
        assert!(!attained(&[7, 4]));
    }
}
