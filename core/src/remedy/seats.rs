//! One more seat of one mentor.
//!
//! **Claim.** Say that the person is to have one more mentor with one more seat of mentor j. The matching then differs from that of now by one alternating
//! path: somebody takes the new seat and leaves another one, which somebody else takes, and so on, until the person takes a seat and leaves none
//! (Berge, 1957, for weights: the path of the greatest gain). At the prices of now no step gains, and the path gains what the seat is worth, the least
//! price of j; so no step loses: each is *tight*.
//!
//! **Method.** From the person backwards: mentors m with w(m) ≥ p(m), and from each of those, whoever holds a seat of theirs and could as well hold one of
//! another mentor: w(m') − p(m') ≥ w(m) − p(m). Only mentors that are reached can help, most often few. Mentors without a seat have no price, and are reached by
//! everybody who may meet them. Which of them does help, a run says.
//!
//! **Complexity.** O(pairs that share a topic, of those who are asked): at most 2,000 holders of seats.
//!
//! **Reference.** C. Berge, "Two theorems in graph theory", Proceedings of the National Academy of Sciences 43, 1957; R. K. Ahuja, T. L. Magnanti, J. B.
//! Orlin, "Network Flows", 1993, chapter 9.

use std::collections::VecDeque;

use super::now::{Now, free_of_mentors};
use super::search::Candidate;
use crate::control::Control;
use crate::error::Error;
use crate::model::{Changes, Status};
use crate::roster::{MenteeIx, MentorIx, Roster};

/// How many holders of seats are asked where else they could go.
const ASKED: usize = 2_000;

/// The mentors one more seat of whom could help, in order; and whether all of them are there.
///
/// # Errors
/// Cancelled.
pub(super) fn candidates(now: &Now<'_>, control: &Control) -> Result<(Vec<Candidate>, bool), Error> {
    let market = Market::new(now);
    let (reached, most, complete) = match now.has_floors() {
        true => market.reached(control)?,
        // Where quotas and circles limit the matching anybody may matter.
        false => {
            let all = (0..market.roster.mentors.len() as MentorIx).filter(|mentor| market.takes_part(*mentor));
            let most = market.pairs(now.person).into_iter().map(|pair| pair.1).max();
            (all.collect(), most, true)
        }
    };
    let Some(most) = most else { return Ok((Vec::new(), complete)) };
    let candidate = |mentor| Candidate {
        size: 1,
        worse: false,
        most,
        reach: None,
        changes: Changes { more_seats: [(now.view.cohort.mentor(mentor).id.clone(), 1)].into(), ..Changes::default() },
    };
    Ok((reached.into_iter().map(candidate).collect(), complete))
}

/// The cohort, as if every mentor who takes part had a seat; and who holds whose seats now.
struct Market<'a> {
    now: &'a Now<'a>,
    roster: Roster,
    /// By mentor: seats that locked pairs leave. Who has none has no price.
    free: Vec<u32>,
    /// By mentor: who holds a seat of theirs, locked pairs aside.
    holders: Vec<Vec<MenteeIx>>,
    /// By mentee: whom they have.
    held: Vec<Vec<MentorIx>>,
}

impl<'a> Market<'a> {
    fn new(now: &'a Now<'a>) -> Self {
        let cohort = &now.view.cohort;
        let mut roster = cohort.roster().clone();
        for (row, mentor) in roster.mentors.iter_mut().zip(&cohort.data().mentors) {
            if mentor.status == Status::Active {
                row.seats = row.seats.max(1);
            }
        }
        let mut holders = vec![Vec::new(); roster.mentors.len()];
        let mut held = vec![Vec::new(); roster.mentees.len()];
        for &(mentee, mentor) in &now.pairs {
            held.get_mut(mentee as usize).into_iter().for_each(|held: &mut Vec<MentorIx>| held.push(mentor));
            if !roster.locked.contains(mentor, mentee) {
                holders.get_mut(mentor as usize).into_iter().for_each(|held: &mut Vec<MenteeIx>| held.push(mentee));
            }
        }
        Market { now, free: free_of_mentors(cohort), roster, holders, held }
    }

    fn takes_part(&self, mentor: MentorIx) -> bool {
        self.now.view.cohort.mentor(mentor).status == Status::Active
    }

    /// Whom somebody may meet and does not, with what the pairs are worth; in the order of mentors.
    fn pairs(&self, mentee: MenteeIx) -> Vec<(MentorIx, u32)> {
        let scorer = self.now.view.cohort.scorer();
        let mut pairs = Vec::new();
        for mentor in self.now.view.index().sharing(&self.roster, scorer, mentee) {
            if self.held.get(mentee as usize).is_some_and(|held| held.contains(&mentor)) {
                continue;
            }
            let judged = scorer.judge(&self.roster, mentor, mentee);
            if judged.exclusion.is_none() {
                pairs.push((mentor, judged.points));
            }
        }
        pairs
    }

    /// The price of a mentor who has seats to choose for.
    fn price(&self, mentor: MentorIx) -> Option<i64> {
        let at = mentor as usize;
        self.free.get(at).filter(|seats| **seats > 0).and_then(|_| self.now.prices.get(at).copied())
    }

    /// Whether a mentor has a seat left: another one would change nothing.
    fn has_room(&self, mentor: MentorIx) -> bool {
        let at = mentor as usize;
        self.holders.get(at).map_or(0, Vec::len) < self.free.get(at).map_or(0, |free| *free as usize)
    }

    /// Mentors that tight steps lead to, in order; the most points of a pair that the person could have at the end of one; and whether all were asked.
    fn reached(&self, control: &Control) -> Result<(Vec<MentorIx>, Option<u32>, bool), Error> {
        let mut reached = vec![false; self.roster.mentors.len()];
        let mut queue = VecDeque::new();
        let mut reach = |mentor: MentorIx, queue: &mut VecDeque<MentorIx>| {
            if let Some(flag) = reached.get_mut(mentor as usize).filter(|flag| !**flag) {
                *flag = true;
                queue.push_back(mentor);
            }
        };
        let mut most = None;
        for (mentor, points) in self.pairs(self.now.person) {
            if self.price(mentor).is_none_or(|price| i64::from(points) >= price) {
                most = most.max(Some(points));
                reach(mentor, &mut queue);
            }
        }
        let scorer = self.now.view.cohort.scorer();
        let (mut asked, mut complete) = (0, true);
        while let Some(mentor) = queue.pop_front() {
            let Some(price) = self.price(mentor) else { continue };
            for &holder in self.holders.get(mentor as usize).into_iter().flatten() {
                control.check()?;
                if asked >= ASKED || control.is_expired() {
                    complete = false;
                    queue.clear();
                    break;
                }
                asked += 1;
                let gain = i64::from(scorer.judge(&self.roster, mentor, holder).points) - price;
                for (other, points) in self.pairs(holder) {
                    if self.price(other).is_none_or(|price| i64::from(points) - price >= gain) {
                        reach(other, &mut queue);
                    }
                }
            }
        }
        let all = (0..).zip(reached).filter(|(mentor, reached)| *reached && !self.has_room(*mentor));
        Ok((all.map(|(mentor, _)| mentor).collect(), most, complete))
    }
}
