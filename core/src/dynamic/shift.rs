//! How potentials move after a search: those near its start by themselves, or everybody else the other way.
//!
//! Around a start whatever is nearer than the end moves by the difference: one side falls and the other rises. Who falls far has to be asked about,
//! who goes far has to be ranked anew. Where a search has reached nearly everybody, it is the same to move the level, which costs nothing,
//! and to move back by themselves those whom it did not reach, and those it did by how far away they are. What falls then is the other
//! side. So whichever is less work is done; the potentials that come of it are the same.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors are those of the market")]

use super::Weight;
use super::market::Market;
use super::search::{Search, Way};

/// With less work than this nobody looks for less.
const LITTLE: usize = if cfg!(test) { 1 } else { 65 };

/// How much of everybody is as much work as one question.
const PEOPLE: usize = 1_000;

/// By how much potentials of mentees and of mentors change, less the level; only of those who do.
struct Moves {
    mentees: Vec<(u32, Weight)>,
    mentors: Vec<(u32, Weight)>,
}

impl Moves {
    /// About how many questions and how much ranking they make.
    fn work(&self, market: &Market) -> usize {
        let falls = |potentials: &super::potentials::Potentials, moves: &[(u32, Weight)]| {
            moves.iter().filter(|&&(who, by)| -by > potentials.headroom(who)).count()
        };
        let far = |&&(mentee, by): &&(u32, Weight)| (market.ahead[mentee as usize] + by).abs() > market.drift;
        let ranked = self.mentees.iter().filter(far).count();
        // Beyond that everybody is ranked, which takes as long as all pairs are many.
        let ranked = if ranked > market.few() { market.few() + market.known / PEOPLE } else { ranked };
        falls(&market.profit, &self.mentees) + falls(&market.price, &self.mentors) + ranked
    }

    fn make(self, market: &mut Market) {
        let mut far = Vec::new();
        for (mentee, by) in self.mentees {
            if market.move_profit(mentee, market.profit.of(mentee) + by) {
                far.push(mentee);
            }
        }
        market.rank_all(&far);
        for (mentor, by) in self.mentors {
            market.price.set(mentor, market.price.of(mentor) + by);
        }
    }
}

/// Around the start of a search: whatever is nearer than `end` moves by the difference.
pub(super) fn around(search: &Search, market: &mut Market, end: Weight) {
    // Around an open seat of a mentee profits fall and prices rise.
    let sign = if search.way() == Way::Forward { 1 } else { -1 };
    let near = Moves {
        mentees: search.mentees.nearer(end).map(|(mentee, nearer)| (mentee, -sign * nearer)).collect(),
        mentors: search.mentors.nearer(end).map(|(mentor, nearer)| (mentor, sign * nearer)).collect(),
    };
    let work = near.work(market);
    if work < LITTLE {
        return near.make(market);
    }
    let mut others = Moves {
        mentees: (0..)
            .zip(&market.mentees)
            .filter(|(_, row)| !row.out)
            .map(|(mentee, _)| (mentee, sign * end))
            .collect(),
        mentors: (0..)
            .zip(&market.mentors)
            .filter(|(_, row)| !row.out)
            .map(|(mentor, _)| (mentor, -sign * end))
            .collect(),
    };
    others.less(&near);
    let people = (market.mentees.len() + market.mentors.len()) / PEOPLE;
    // Tests have small markets, which are to come to either.
    if others.work(market) + people < work || cfg!(test) && end % 2 == 0 {
        market.lift(sign * end);
        others.make(market);
    } else {
        near.make(market);
    }
}

impl Moves {
    /// Without what moves already, whose level was moved too; whoever is left as they are is none of these.
    fn less(&mut self, near: &Moves) {
        for (all, near) in [(&mut self.mentees, &near.mentees), (&mut self.mentors, &near.mentors)] {
            let mut near = near.clone();
            near.sort_unstable_by_key(|entry| entry.0);
            let mut near = near.into_iter().peekable();
            for (who, by) in all.iter_mut() {
                while near.next_if(|entry| entry.0 < *who).is_some() {}
                if let Some((_, moved)) = near.next_if(|entry| entry.0 == *who) {
                    *by += moved;
                }
            }
            all.retain(|entry| entry.1 != 0);
        }
    }
}
