//! Chains of moves: somebody takes an edge, whoever loses a seat by that moves on to another mentor, and so on, until a seat is free
//! or somebody can do without. Whoever moves loses nothing or ends above where whoever gains began, so every chain makes the lots
//! fairer.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use std::cmp::Reverse;
use std::collections::VecDeque;

use super::tree::NONE;
use crate::assign::problem::{AssignProblem, Mentees};
use crate::control::Control;
use crate::error::Error;

/// A search that has looked at so many edges gives up.
const LOOKS: u64 = 1 << 16;

/// After so many rounds it is enough.
const ROUNDS: u32 = 64;

/// Who has which edges, and what room is left.
pub(super) struct Deal<'a> {
    problem: &'a AssignProblem<'a>,
    mentees: &'a Mentees<'a>,
    /// Each mentee's edges that are worth something, the best first.
    rows: Vec<Vec<u32>>,
    chosen: Vec<bool>,
    held: Vec<Vec<u32>>,
    lots: Vec<i64>,
    mentee_left: Vec<u32>,
    mentor_left: Vec<u32>,
    /// In the search under way: how each mentor was reached, and which mentees were asked.
    reached: Vec<Step>,
    asked: Vec<bool>,
}

/// An edge that a mentor is to take, for one given up elsewhere.
#[derive(Debug, Clone, Copy)]
struct Step {
    takes: u32,
    gives_up: u32,
}

const NOWHERE: Step = Step { takes: NONE, gives_up: NONE };

impl<'a> Deal<'a> {
    pub(super) fn new(problem: &'a AssignProblem<'a>, mentees: &'a Mentees<'a>) -> Self {
        let people = mentees.seats.len();
        let mut rows = vec![Vec::new(); people];
        for (edge, (&mentee, &weight)) in (0..).zip(mentees.of_edge.iter().zip(problem.weight)) {
            if weight > 0 && problem.mentor_seats[problem.mentor[edge as usize] as usize] > 0 {
                rows[mentee as usize].push(edge);
            }
        }
        for row in &mut rows {
            row.sort_by_key(|&edge| Reverse(problem.weight[edge as usize]));
        }
        Deal {
            rows,
            chosen: vec![false; problem.weight.len()],
            held: vec![Vec::new(); problem.mentor_seats.len()],
            lots: vec![0; people],
            mentee_left: mentees.seats.to_vec(),
            mentor_left: problem.mentor_seats.to_vec(),
            reached: vec![NOWHERE; problem.mentor_seats.len()],
            asked: vec![false; people],
            problem,
            mentees,
        }
    }

    pub(super) fn lots(&self) -> &[i64] {
        &self.lots
    }

    pub(super) fn left(&self) -> [&[u32]; 2] {
        [&self.mentee_left, &self.mentor_left]
    }

    pub(super) fn has(&self, edge: u32) -> bool {
        self.chosen[edge as usize]
    }

    /// The chosen edges, ascending.
    pub(super) fn edges(&self) -> Vec<u32> {
        (0..).zip(&self.chosen).filter(|(_, chosen)| **chosen).map(|(edge, _)| edge).collect()
    }

    fn ends(&self, edge: u32) -> [usize; 2] {
        [self.mentees.of_edge[edge as usize] as usize, self.problem.mentor[edge as usize] as usize]
    }

    /// Everything anew.
    pub(super) fn replace(&mut self, edges: &[u32]) {
        for edge in self.edges() {
            self.give_up(edge);
        }
        self.extend(edges);
    }

    pub(super) fn extend(&mut self, edges: &[u32]) {
        edges.iter().for_each(|&edge| self.take(edge));
    }

    fn take(&mut self, edge: u32) {
        let [mentee, mentor] = self.ends(edge);
        self.chosen[edge as usize] = true;
        self.held[mentor].push(edge);
        self.lots[mentee] += self.problem.weight[edge as usize];
        self.mentee_left[mentee] -= 1;
        self.mentor_left[mentor] -= 1;
    }

    fn give_up(&mut self, edge: u32) {
        let [mentee, mentor] = self.ends(edge);
        self.chosen[edge as usize] = false;
        self.held[mentor].retain(|&other| other != edge);
        self.lots[mentee] -= self.problem.weight[edge as usize];
        self.mentee_left[mentee] += 1;
        self.mentor_left[mentor] += 1;
    }

    /// Chains for everybody, whoever has least first, until nobody gains any more; whether there was time for it.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn settle(&mut self, control: &Control) -> Result<bool, Error> {
        let mut patience = 64 * self.chosen.len() as u64 + (1 << 22);
        let mut people: Vec<u32> =
            (0..self.lots.len() as u32).filter(|&who| !self.rows[who as usize].is_empty()).collect();
        for _ in 0..ROUNDS {
            people.sort_unstable_by_key(|&who| (self.lots[who as usize], who));
            let mut any = false;
            for (at, &who) in people.iter().enumerate() {
                if at % 256 == 0 {
                    control.check()?;
                    if control.is_expired() {
                        return Ok(false);
                    }
                }
                let (gained, looks) = self.improve(who as usize);
                any |= gained;
                patience = patience.saturating_sub(looks);
                if patience == 0 {
                    return Ok(true);
                }
            }
            if !any {
                break;
            }
        }
        Ok(true)
    }

    /// Whether somebody gained, and at how many edges that looked.
    fn improve(&mut self, who: usize) -> (bool, u64) {
        let (mut queue, mut asked, mut looks) = (VecDeque::new(), vec![who], 0);
        self.asked[who] = true;
        let end = self.search(who, &mut queue, &mut asked, &mut looks);
        if let Some((mentor, released)) = end {
            self.follow(who, mentor, released);
        }
        asked.into_iter().for_each(|who| self.asked[who] = false);
        queue.into_iter().for_each(|mentor| self.reached[mentor] = NOWHERE);
        (end.is_some(), looks)
    }

    /// The mentor at the end of a chain, and an edge there that somebody can do without. `queue` has everybody reached.
    fn search(
        &mut self,
        who: usize,
        queue: &mut VecDeque<usize>,
        asked: &mut Vec<usize>,
        looks: &mut u64,
    ) -> Option<(usize, Option<u32>)> {
        let floor = self.lots[who];
        let weight = |edge: u32| self.problem.weight[edge as usize];
        // Without a free seat, for their least edge.
        let least = match self.mentee_left[who] {
            0 => Some(*self.rows[who].iter().rev().find(|&&edge| self.chosen[edge as usize])?),
            _ => None,
        };
        let freed = least.map(|edge| self.ends(edge)[1]);
        let is_free = |mentor: usize, deal: &Self| deal.mentor_left[mentor] > 0 || freed == Some(mentor);
        let more = least.map_or(0, weight);
        for &edge in &self.rows[who] {
            let mentor = self.problem.mentor[edge as usize] as usize;
            *looks += 1;
            if weight(edge) <= more {
                break;
            }
            if self.chosen[edge as usize] || self.reached[mentor].takes != NONE {
                continue;
            }
            self.reached[mentor] = Step { takes: edge, gives_up: least.unwrap_or(NONE) };
            queue.push_back(mentor);
            if is_free(mentor, self) {
                return Some((mentor, None));
            }
        }
        let mut at = 0;
        while let Some(&mentor) = queue.get(at) {
            at += 1;
            for &held in &self.held[mentor] {
                let other = self.mentees.of_edge[held as usize] as usize;
                *looks += 1;
                if self.asked[other] {
                    continue;
                }
                let rest = self.lots[other] - weight(held);
                // Whoever has no more may move, too, but not lose.
                let enough = (floor + 1).min(self.lots[other]);
                if rest >= enough {
                    return Some((mentor, Some(held)));
                }
                self.asked[other] = true;
                asked.push(other);
                for &edge in &self.rows[other] {
                    let next = self.problem.mentor[edge as usize] as usize;
                    *looks += 1;
                    if rest + weight(edge) < enough {
                        break;
                    }
                    if self.chosen[edge as usize] || self.reached[next].takes != NONE {
                        continue;
                    }
                    self.reached[next] = Step { takes: edge, gives_up: held };
                    queue.push_back(next);
                    if is_free(next, self) {
                        return Some((next, None));
                    }
                }
            }
            if *looks > LOOKS {
                return None;
            }
        }
        None
    }

    /// Makes all moves of a chain, from its end back to whoever gains.
    fn follow(&mut self, gains: usize, mut mentor: usize, released: Option<u32>) {
        let (mut given_up, mut taken) = (Vec::from_iter(released), Vec::new());
        loop {
            let Step { takes, gives_up } = self.reached[mentor];
            taken.push(takes);
            if gives_up != NONE {
                given_up.push(gives_up);
            }
            if self.ends(takes)[0] == gains {
                break;
            }
            mentor = self.ends(gives_up)[1];
        }
        // First these, so that nobody has too many meanwhile.
        given_up.into_iter().for_each(|edge| self.give_up(edge));
        taken.into_iter().for_each(|edge| self.take(edge));
    }
}
