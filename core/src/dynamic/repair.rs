//! What is undone, one thing after another, until nothing is.

use super::ask::Asking;
use super::market::Market;
use super::meet::{Met, meet};
use super::outward::{Outward, outward};
use super::queue::Queue;
use super::search::{Node, Search, Way};
use super::shift::around;
use super::{Effort, Pairs, Weight, moves};
use crate::control::Control;
use crate::error::Error;

/// So many units of work between two looks at the caller's control.
const STRIDE: u64 = if cfg!(test) { 1 } else { 512 };

/// So many nodes a search settles before another one comes towards it from outside, for most end there, and to put people in order
/// costs as much as a few hundred of them.
const ALONE: u32 = 1_024;

/// People who come into the market when they are next looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Fresh {
    pub(super) mentees: Queue,
    pub(super) mentors: Queue,
}

/// Everything that works on the market.
pub(super) struct Repair<'a, P> {
    pub(super) market: &'a mut Market,
    pub(super) search: &'a mut Search,
    /// The other of two searches at once.
    pub(super) back: &'a mut Search,
    pub(super) asking: &'a mut Asking,
    pub(super) fresh: &'a mut Fresh,
    pub(super) pairs: &'a mut P,
    pub(super) effort: Effort,
    /// The units of work at the next look.
    look: u64,
}

impl<'a, P: Pairs> Repair<'a, P> {
    pub(super) fn new(
        market: &'a mut Market,
        [search, back]: [&'a mut Search; 2],
        asking: &'a mut Asking,
        fresh: &'a mut Fresh,
        pairs: &'a mut P,
    ) -> Self {
        (search.settled, back.settled, asking.asked) = (0, 0, 0);
        Repair { market, search, back, asking, fresh, pairs, effort: Effort::default(), look: 0 }
    }

    /// Whether the caller wants it to end now.
    fn over(&mut self, control: &Control) -> Result<bool, Error> {
        (self.effort.settled, self.effort.questions) = (self.search.settled + self.back.settled, self.asking.asked);
        let work = self.effort.settled + 16 * self.effort.questions;
        if work < self.look {
            return Ok(false);
        }
        self.look = work + STRIDE;
        control.check()?;
        Ok(control.is_expired())
    }

    /// Everything, unless the deadline comes first; whether it did not.
    ///
    /// Questions come last: what fell may have risen again by then.
    pub(super) fn run(&mut self, control: &Control) -> Result<bool, Error> {
        while !self.over(control)? {
            if !(self.come() || self.fill() || self.ask()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Questions alone, so that prices hold for every pair there is.
    pub(super) fn refresh(&mut self, control: &Control) -> Result<bool, Error> {
        while !self.over(control)? {
            if !(self.come() || self.ask()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Somebody comes into the market. Mentors first, so that mentees see them all.
    fn come(&mut self) -> bool {
        if let Some(mentor) = self.fresh.mentors.pop() {
            if self.market.mentors.get(mentor as usize).is_some_and(|row| row.out && row.seats > 0) {
                self.asking.open_mentor(self.market, self.pairs, mentor);
            }
            return true;
        }
        let Some(mentee) = self.fresh.mentees.pop() else { return false };
        if self.market.mentees.get(mentee as usize).is_some_and(|row| row.out && row.seats > 0) {
            self.asking.open_mentee(self.market, self.pairs, mentee);
        }
        true
    }

    /// Somebody gets what they lack, or the potential that says so falls.
    fn fill(&mut self) -> bool {
        if let Some(mentee) = self.market.open.pop() {
            if self.wants(mentee) {
                self.forward(mentee);
                if self.wants(mentee) {
                    self.market.open.push(mentee);
                }
            }
            return true;
        }
        let Some(mentor) = self.market.free.pop() else { return false };
        if self.costs(mentor) {
            self.lone(Node::Mentor(mentor));
            if self.costs(mentor) {
                self.market.free.push(mentor);
            }
        }
        true
    }

    fn wants(&self, mentee: u32) -> bool {
        self.market.mentees.get(mentee as usize).is_some_and(|row| !row.out && row.is_open())
            && self.market.gain(mentee) > 0
    }

    fn costs(&self, mentor: u32) -> bool {
        self.market.mentors.get(mentor as usize).is_some_and(|row| !row.out && row.is_free())
            && self.market.cost(mentor) > 0
    }

    /// How far a search may go at once: further, and pairs that are not known yet may well end it sooner.
    fn limit(&self, potential: Weight) -> Weight {
        potential.min((2 * self.asking.margin).max(potential / 16 + 1))
    }

    /// From an open seat; at the same time from a free one, if there is any.
    fn forward(&mut self, mentee: u32) {
        let limit = self.limit(self.market.gain(mentee));
        while let Some(mentor) = self.market.free.last() {
            if !self.costs(mentor) {
                self.market.free.pop();
                continue;
            }
            let wide = self.limit(self.market.cost(mentor));
            self.effort.searches += 1;
            match meet(self.market, (self.search, mentee, limit), (self.back, mentor, wide)) {
                Met::Forward => return self.ended(Node::Mentee(mentee), limit),
                // What is left to do for the mentee comes after that.
                Met::Reverse => {
                    std::mem::swap(self.search, self.back);
                    return self.ended(Node::Mentor(mentor), wide);
                }
                Met::There(at, length) => return self.join(mentee, mentor, at, length),
            }
        }
        self.lone(Node::Mentee(mentee));
    }

    /// Two searches have met.
    fn join(&mut self, mentee: u32, mentor: u32, at: Node, length: Weight) {
        let near = self.search.radius().min(length);
        let (ask, back) =
            (near > self.market.profit.headroom(mentee), length - near > self.market.price.headroom(mentor));
        let margin = self.asking.margin;
        let mut nearest = length;
        if ask {
            nearest = nearest.min(self.asking.mentee(self.market, self.pairs, mentee, length + margin));
        }
        if back {
            nearest = nearest.min(self.asking.mentor(self.market, self.pairs, mentor, length + margin));
        }
        if nearest < length || self.asking.margin < margin {
            // There may be a shorter way, or this one is forgotten. Both are still to be done.
            return;
        }
        moves::joined(self.search, self.back, self.market, at, length);
        if ask {
            self.market.profit.asked(mentee);
        }
        if back {
            self.market.price.asked(mentor);
        }
    }

    /// From the only seat that is undone: to an end that is near, or else towards the outside.
    fn lone(&mut self, start: Node) {
        let potential = self.market.potential(start);
        let limit = self.limit(potential);
        self.effort.searches += 1;
        self.search.begin(self.market, start, limit);
        // Tests have small markets, which are to come to what is next.
        let alone = if cfg!(test) && self.market.mentees.len() < ALONE as usize { 1 } else { ALONE };
        for _ in 0..alone {
            if !self.search.step(self.market) {
                return self.ended(start, limit);
            }
        }
        // Once more, for it has to know of ends that are further than the limit.
        self.search.begin(self.market, start, potential);
        self.outward(start, limit);
    }

    /// After a search from there.
    fn ended(&mut self, start: Node, limit: Weight) {
        let far = self.search.nearest;
        // So far down, pairs that are not known may be wanted. What is asked for now need not be asked for afterwards.
        let mut ask = far > self.market.headroom(start);
        if ask {
            let margin = self.asking.margin;
            let nearest = self.asking.about(self.market, self.pairs, start, far + margin);
            if nearest < 0 {
                return;
            }
            // Where the margin shrank, pairs of the path may have been forgotten.
            ask = self.asking.margin == margin;
            if nearest < far || !ask {
                self.search.run(self.market, start, limit);
                self.effort.searches += 1;
            }
        }
        moves::ended(self.search, self.market);
        if ask {
            self.market.asked(start);
        }
    }

    /// The search goes on, and another one comes towards it.
    fn outward(&mut self, start: Node, limit: Weight) {
        self.market.put_in_order();
        self.effort.searches += 1;
        let Outward { near, level, path } = outward(self.market, self.search, self.back, limit);
        let ask = near > self.market.headroom(start);
        if ask {
            let margin = self.asking.margin;
            let nearest = self.asking.about(self.market, self.pairs, start, near + margin);
            let shorter = |&(other, weight): &(u32, Weight)| {
                let (slack, node) = match start {
                    Node::Mentee(mentee) => (self.market.slack(mentee, other, weight), Node::Mentor(other)),
                    Node::Mentor(mentor) => (self.market.slack(other, mentor, weight), Node::Mentee(other)),
                };
                let back = self.back.distance(node).map_or(0, |distance| (level - distance).max(0));
                slack < near + back
            };
            if nearest < 0 || self.asking.margin < margin || self.asking.found().iter().any(shorter) {
                // There may be a shorter way, or this one is forgotten: it is still to be done.
                return;
            }
        }
        around(self.search, self.market, near);
        // From here on, also what the rest of it does counts as a fall.
        if ask {
            self.market.asked(start);
        }
        self.market.lift(if self.search.way() == Way::Forward { level } else { -level });
        around(self.back, self.market, level);
        moves::flip(self.market, path);
    }

    /// One question that is due.
    fn ask(&mut self) -> bool {
        let margin = self.asking.margin;
        if let Some(mentee) = self.market.profit.next_fallen() {
            if self.market.mentees.get(mentee as usize).is_some_and(|row| !row.out) {
                self.asking.mentee(self.market, self.pairs, mentee, margin);
            }
            return true;
        }
        let Some(mentor) = self.market.price.next_fallen() else { return false };
        if self.market.mentors.get(mentor as usize).is_some_and(|row| !row.out) {
            self.asking.mentor(self.market, self.pairs, mentor, margin);
        }
        true
    }
}
