//! What everybody's prices and profits have in common.
//!
//! Where nobody has a seat too many, prices are determined but for one number: all of them may rise by d while all profits fall by d,
//! and no slack is different. One mentor who pauses moves them from one end of what is possible to the other. So the market keeps
//! u_i + ℓ and p_j − ℓ, and the *level* ℓ apart: whatever compares the two sides does not see ℓ, be it a slack, a
//! rank or a question to the source, and to move everybody is to move ℓ. Only what is measured from nothing sees
//! it: whether a seat is worth anything, or costs anything.
//!
//! The claim about pairs that are not known (`mod.rs`) is about falls of potentials of which one is of a mentee and one of a mentor. It
//! holds for u_i + ℓ and p_j − ℓ as it does for u_i and p_j, because their sums are the same. So nobody is asked about when ℓ moves.

use super::Weight;
use super::market::Market;
use super::search::Node;

/// ℓ goes no further from 0 than so many times the largest weight: numbers stay small.
const FAR: Weight = 8;

impl Market {
    /// u_i.
    pub(super) fn gain(&self, mentee: u32) -> Weight {
        self.profit.of(mentee) - self.level
    }

    /// p_j.
    pub(super) fn cost(&self, mentor: u32) -> Weight {
        self.price.of(mentor) + self.level
    }

    /// What somebody's seat is worth, or costs.
    pub(super) fn potential(&self, who: Node) -> Weight {
        match who {
            Node::Mentee(mentee) => self.gain(mentee),
            Node::Mentor(mentor) => self.cost(mentor),
        }
    }

    /// Prices rise by so much, and profits fall.
    pub(super) fn lift(&mut self, by: Weight) {
        self.level += by;
        if self.level.abs() > FAR * self.heaviest {
            self.ground();
        }
    }

    /// The level becomes 0 again. O(pairs), once in a while.
    fn ground(&mut self) {
        let level = std::mem::take(&mut self.level);
        self.price.shift(level);
        self.profit.shift(-level);
        self.ahead.iter_mut().for_each(|ahead| *ahead -= level);
        self.rank_everybody();
    }

    /// Puts everybody where they belong in the order of potentials.
    pub(super) fn put_in_order(&mut self) {
        let (mentees, mentors) = (&self.mentees, &self.mentors);
        self.profit.put_in_order(|mentee| mentees.get(mentee as usize).is_some_and(|row| !row.out));
        self.price.put_in_order(|mentor| mentors.get(mentor as usize).is_some_and(|row| !row.out));
    }
}
