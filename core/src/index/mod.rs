//! Which pairs may be, and which are best: found through the topics, without judging all of them.
//!
//! A pair needs a shared topic, so everything starts from who offers what, and who wants it. `board` has the mentors laid out
//! for questions of mentees, `audience` the mentees for questions of mentors: `slots` in blocks of like ones, `list` what each
//! is worth to one topic and level (`offered` of mentors, `wanted` of mentees), `mask` what rules say of whole blocks; `worth`
//! adds prices and ties. `query` is what can be asked, `mentee` and `mentor` are who asks, and `search` is how it is answered.
//! `census` counts what keeps people apart, one person at a time.

mod audience;
mod board;
mod census;
mod crowd;
#[cfg(test)]
mod laws;
mod list;
mod mask;
mod mentee;
mod mentor;
mod offered;
mod query;
mod search;
mod slots;
mod wanted;
mod worth;

use std::sync::Arc;

use crate::model::Willingness;
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::score::Scorer;
use crate::taxonomy::TopicIx;

pub use audience::Audience;
pub use board::Board;
pub use census::{Census, Marks, Tally};
pub use query::{Found, Query, Scratch};
pub use worth::{Hashes, Worth};

/// The people of a cohort, by topic.
#[derive(Debug)]
pub struct Index {
    /// All mentors.
    pub board: Arc<Board>,
    /// By topic: who offers it, at any willingness.
    offering: Vec<Vec<MentorIx>>,
    /// Who is eager about anything.
    eager: Vec<MentorIx>,
    /// By topic: who asks for it.
    asking: Vec<Vec<MenteeIx>>,
    /// Who asks for nothing.
    blank: Vec<MenteeIx>,
    /// By offered topic: the wanted topics near it.
    wanted: Vec<Vec<TopicIx>>,
}

impl Index {
    /// The index of a roster, made on the threads of the pool it is called in. O(offers · topics near them).
    #[must_use]
    pub fn new(roster: &Roster, scorer: &Scorer) -> Self {
        Index::over(roster, scorer, Board::new(roster, scorer, |_| true))
    }

    /// The same over a [lasting](Board::lasting) board: right for as long as that is.
    #[must_use]
    pub fn lasting(roster: &Roster, scorer: &Scorer) -> Self {
        Index::over(roster, scorer, Board::lasting(roster, scorer, |_| true))
    }

    fn over(roster: &Roster, scorer: &Scorer, board: Board) -> Self {
        let topics = roster.taxonomy.len();
        let mut offering: Vec<Vec<MentorIx>> = vec![Vec::new(); topics];
        let mut eager = Vec::new();
        for (mentor, row) in (0..).zip(&roster.mentors) {
            for offer in &row.offers {
                push(&mut offering, offer.topic, mentor);
            }
            if row.offers.iter().any(|offer| offer.willingness == Willingness::Eager) {
                eager.push(mentor);
            }
        }
        let mut asking: Vec<Vec<MenteeIx>> = vec![Vec::new(); topics];
        let mut blank = Vec::new();
        for (mentee, row) in (0..).zip(&roster.mentees) {
            for want in &row.wants {
                push(&mut asking, want.topic, mentee);
            }
            if row.wants.is_empty() {
                blank.push(mentee);
            }
        }
        let mut wanted: Vec<Vec<TopicIx>> = vec![Vec::new(); topics];
        for (topic, _) in (0..).zip(&asking).filter(|(_, list)| !list.is_empty()) {
            for similar in scorer.near(topic) {
                push(&mut wanted, similar.topic, topic);
            }
        }
        Index { board: board.into(), offering, eager, asking, blank, wanted }
    }

    /// The mentors who offer something near a want of the mentee, in order; those who have said no to it among them.
    #[must_use]
    pub fn sharing(&self, roster: &Roster, scorer: &Scorer, mentee: MenteeIx) -> Vec<MentorIx> {
        let Some(row) = roster.mentees.get(mentee as usize) else { return Vec::new() };
        if row.wants.is_empty() {
            return if scorer.open { self.eager.clone() } else { Vec::new() };
        }
        let near = row.wants.iter().flat_map(|want| scorer.near(want.topic));
        sorted(near.filter_map(|similar| self.offering.get(similar.topic as usize)))
    }

    /// The mentees who take part and want something near an offer of the mentor, in order.
    #[must_use]
    pub fn shared_by(&self, roster: &Roster, scorer: &Scorer, mentor: MentorIx) -> Vec<MenteeIx> {
        let Some(row) = roster.mentors.get(mentor as usize) else { return Vec::new() };
        let wanted = row.offers.iter().filter_map(|offer| self.wanted.get(offer.topic as usize)).flatten();
        let asking = wanted.filter_map(|&topic| self.asking.get(topic as usize));
        let blank = scorer.open && self.eager.binary_search(&mentor).is_ok();
        let mut members = sorted(asking.chain(blank.then_some(&self.blank)));
        members.retain(|&mentee| roster.mentees.get(mentee as usize).is_some_and(|row| row.seats > 0));
        members
    }
}

fn push(lists: &mut [Vec<u32>], topic: TopicIx, person: u32) {
    if let Some(list) = lists.get_mut(topic as usize) {
        list.push(person);
    }
}

/// The members of any of the lists, in order.
fn sorted<'a>(lists: impl Iterator<Item = &'a Vec<u32>>) -> Vec<u32> {
    let mut members: Vec<u32> = lists.flatten().copied().collect();
    members.sort_unstable();
    members.dedup();
    members
}
