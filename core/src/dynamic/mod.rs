//! Dynamic assignment: the choice of pairs with the largest total weight, and prices that prove it, while the problem changes.
//!
//! **Problem.** As in [`assign`](crate::assign): mentees i want a_i mentors, mentors j have c_j seats, pairs weigh w; nobody has to be
//! chosen. Seats, weights, mentees and mentors come, change and go, and after each change the choice is to be the best again,
//! without solving anew. Weights have 128 bits, so that a caller can pack a value above and long hashes below: then there is
//! but one optimum, and what is chosen depends on the problem alone, not on its history.
//!
//! **Invariant.** With profits u_i and prices p_j, at least 0: every known pair has u_i + p_j ≥ w if it is not chosen, and ≤ w if it is.
//! It holds after every operation, and when a repair ends early. What may be missing for an optimum is only that a mentee with
//! u_i > 0 has an open seat, or a mentor with p_j > 0 a free one. These are the *undone*; the sum of u_i over open seats
//! and p_j over free ones is the gap.
//!
//! **Method.** An operation restores the invariant where it changes something (`operations.rs`): a pair that is wanted more than u_i
//! allows raises u_i, and the mentee leaves what is worth less. Then each undone seat takes a bounded shortest-path
//! search (`search.rs`), or an open seat and a free one two towards each other (`meet.rs`); a decline takes at most two. A seat that is undone
//! alone, with no end near it, takes two, the second one from outside (`outward.rs`), and what all prices have in common is one number,
//! the level (`level.rs`): where seats are as many as mentees, that is what moves, and few by themselves (`shift.rs`). `moves.rs`
//! applies what a search found. Whoever has no seats is *out*: nothing of theirs is known and no search comes by; they
//! come in by a question, which finds their profit or price afresh.
//!
//! **Pairs that are not known.** There are too many to hold them all; [`Pairs`] is asked for more (`ask.rs`). Let m be the
//! margin. A question about i finds all pairs with a slack u_i + p_j − w of at most m. A person is asked about again
//! once their potential is more than ⌊m/2⌋ below the most it has been since the last question about them. *Claim*: when no question is due,
//! every pair that is not known has a slack above 0. *Proof*: every mentee who is in the market was asked about once, or their
//! row came with that promise. Take an unknown pair (i, j) and the last moment t at which a question about i or j was
//! asked, or the pair was forgotten. Then its slack was more than m: whatever had less was found, or kept. Both peaks since then are no less than the
//! potentials at t, so each has fallen by no more than ⌊m/2⌋ in all since then, rises in between or not, and the slack is
//! more than m − 2 ⌊m/2⌋ ≥ 0. ∎ All this is so for potentials less the level, whose sums are the same, and these are what is
//! watched: a level that moves asks for nothing. So pairs with a slack above m may be forgotten at any time, and questions may wait until all
//! searches are done. A pair whose weight changes while it is not known becomes known unless its slack is above m: t is then that moment. A smaller m keeps
//! the claim, so m shrinks when too much is known. Where a search is about to fall further than that, it asks first, with
//! so much more of a margin: afterwards the slack of what is outside is still above m, and t is the moment after the fall.
//!
//! **Complexity.** A search is O(E log V) on known pairs and mostly touches a few dozen people; where seats are as many as
//! mentees, some hundreds, and a decline may reach far. The level moves in O(1). Mentors look at their pairs in the order of rank (`market.rs`), so that those whom everybody
//! knows cost no more than others.
//!
//! **Range.** Weights up to 2^106: distances stay below the largest weight plus a margin, and totals below 2^127 for 2^20 pairs.
//!
//! **References.** G. A. Mills-Tettey, A. Stentz, M. B. Dias, "The dynamic Hungarian algorithm for the assignment problem with changing
//! costs", CMU-RI-TR-07-27, 2007. I. H. Toroslu, G. Üçoluk, "Incremental assignment problem", Information Sciences 177, 2007.

mod ask;
mod level;
mod log;
mod market;
mod meet;
mod moves;
mod operations;
mod order;
mod outside;
mod outward;
mod potentials;
mod profits;
mod queue;
mod ranked;
mod reached;
mod repair;
mod search;
mod shift;
mod start;
#[cfg(test)]
mod tests;

use crate::control::Control;
use crate::error::Error;
use ask::Asking;
pub use log::Change;
use market::Market;
use repair::{Fresh, Repair};
use search::Search;
pub use start::{Row, Start};

/// Weights, prices and profits: from −2^106 to 2^106, so that a million of them have a sum.
pub type Weight = i128;

/// Whoever knows all pairs.
///
/// A source says what is so now: whatever changes in it, the kernel is told before the next repair.
pub trait Pairs {
    /// Appends to `found` pairs of the mentee with mentors outside `known` (ascending) of whom the weight less the price of the
    /// mentor is at least `least`. It may append others, too; it may not leave one out. Mentors without a seat may be
    /// left out.
    fn of_mentee(&mut self, mentee: u32, least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>);

    /// The mirror image: the weight less the profit of the mentee is at least `least`.
    fn of_mentor(&mut self, mentor: u32, least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>);

    /// What a mentor's seat costs now, less the level. At first, nothing; the source hears of every change before it is asked.
    fn priced(&mut self, mentor: u32, price: Weight);

    /// What a mentee's seat is worth now, with the level more, likewise.
    fn profited(&mut self, mentee: u32, profit: Weight);

    /// The level now, of which the source hears before prices and profits. It is in both sides of every question, so it matters only for
    /// which prices are to be expected: none of a mentor with seats is below minus the level, and no profit of a mentee with seats below the level.
    fn levelled(&mut self, _level: Weight) {}
}

/// How the kernel goes about it. No setting changes what is chosen where there is but one optimum.
#[derive(Debug, Clone, Copy)]
pub struct Tuning {
    /// m: after a question, every pair is known that would be wanted if prices were so much different. More of it, and
    /// there are fewer questions and longer rows.
    pub margin: Weight,
    /// How far a profit may move before the mentee's pairs are ranked anew with their mentors.
    pub drift: Weight,
    /// If more pairs than this are known, the margin shrinks.
    pub most: usize,
}

/// How much the last repair was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// Shortest-path searches.
    pub searches: u64,
    /// People whose pairs they looked at.
    pub settled: u64,
    /// Questions to the source.
    pub questions: u64,
}

/// An assignment that is kept optimal while its problem changes.
#[derive(Debug, Clone, Default)]
pub struct Dynamic {
    market: Market,
    search: Search,
    back: Search,
    asking: Asking,
    fresh: Fresh,
    effort: Effort,
}

impl Dynamic {
    /// Restores the optimum; whether it did, or the deadline came first: then the state is valid, and another repair goes on
    /// from there.
    ///
    /// # Errors
    /// Cancelled; the same holds.
    pub fn repair(&mut self, pairs: &mut impl Pairs, control: &Control) -> Result<bool, Error> {
        self.work(pairs, |repair| repair.run(control))
    }

    /// What the pairs that are chosen now may miss of the optimum, at most: 0 after a repair. Asks whatever has to be asked for
    /// that, and lets go of pairs that turn out not to be worth their seats; nothing if the deadline came first.
    ///
    /// # Errors
    /// Cancelled.
    pub fn gap(&mut self, pairs: &mut impl Pairs, control: &Control) -> Result<Option<Weight>, Error> {
        if !self.work(pairs, |repair| repair.refresh(control))? {
            return Ok(None);
        }
        let market = &self.market;
        let open = (0..).zip(&market.mentees).filter(|(_, row)| !row.out);
        let open =
            open.map(|(mentee, row)| (Weight::from(row.seats) - row.held.len() as Weight).max(0) * market.gain(mentee));
        let free = (0..).zip(&market.mentors).filter(|(_, row)| !row.out);
        let free = free
            .map(|(mentor, row)| (Weight::from(row.seats) - row.seated.len() as Weight).max(0) * market.cost(mentor));
        Ok(Some(open.sum::<Weight>() + free.sum::<Weight>()))
    }

    fn work<P: Pairs>(
        &mut self,
        pairs: &mut P,
        work: impl FnOnce(&mut Repair<'_, P>) -> Result<bool, Error>,
    ) -> Result<bool, Error> {
        let mut repair =
            Repair::new(&mut self.market, [&mut self.search, &mut self.back], &mut self.asking, &mut self.fresh, pairs);
        let done = work(&mut repair);
        self.effort = repair.effort;
        done
    }

    /// How many mentees.
    #[must_use]
    pub fn mentees(&self) -> usize {
        self.market.mentees.len()
    }

    /// How many mentors.
    #[must_use]
    pub fn mentors(&self) -> usize {
        self.market.mentors.len()
    }

    /// Mentors whom a mentee has, ascending, with the weights of the pairs.
    #[must_use]
    pub fn held(&self, mentee: u32) -> &[(u32, Weight)] {
        self.market.mentees.get(mentee as usize).map_or(&[], |row| &row.held)
    }

    /// Pairs of a mentee that are known, in the order of mentors: who, what the pair weighs, and how much less than nothing it is worth
    /// at these prices to those who do not have it.
    pub fn known_pairs(&self, mentee: u32) -> impl Iterator<Item = (u32, Weight, Weight)> {
        let row = self.market.mentees.get(mentee as usize).into_iter().flat_map(|row| row.row());
        row.map(move |(mentor, weight)| (mentor, weight, self.market.slack(mentee, mentor, weight)))
    }

    /// Mentees whom a mentor has, ascending.
    #[must_use]
    pub fn seated(&self, mentor: u32) -> Vec<u32> {
        let seated = self.market.mentors.get(mentor as usize).into_iter().flat_map(|row| row.seated.iter());
        let mut seated: Vec<u32> = seated.map(|entry| entry.who()).collect();
        seated.sort_unstable();
        seated
    }

    /// p_j; 0 for a mentor without seats.
    #[must_use]
    pub fn price(&self, mentor: u32) -> Weight {
        let there = self.market.mentors.get(mentor as usize).is_some_and(|row| !row.out);
        if there { self.market.cost(mentor) } else { 0 }
    }

    /// u_i; 0 for a mentee without seats.
    #[must_use]
    pub fn profit(&self, mentee: u32) -> Weight {
        let there = self.market.mentees.get(mentee as usize).is_some_and(|row| !row.out);
        if there { self.market.gain(mentee) } else { 0 }
    }

    /// ℓ: the source was told prices less ℓ, and profits with ℓ more.
    #[must_use]
    pub fn level(&self) -> Weight {
        self.market.level
    }

    /// What a source is told of a mentor: the price less the level.
    #[must_use]
    pub fn priced(&self, mentor: u32) -> Weight {
        if (mentor as usize) < self.mentors() { self.market.price.of(mentor) } else { 0 }
    }

    /// What a source is told of a mentee: the profit and the level.
    #[must_use]
    pub fn profited(&self, mentee: u32) -> Weight {
        if (mentee as usize) < self.mentees() { self.market.profit.of(mentee) } else { 0 }
    }

    /// What the chosen pairs weigh together.
    #[must_use]
    pub fn total(&self) -> Weight {
        self.market.total
    }

    /// How many pairs are known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.market.known
    }

    /// The pairs that are chosen and were not the last time, and the other way round, in the order of mentees and mentors.
    pub fn changes(&mut self) -> Vec<Change> {
        let mentees = &self.market.mentees;
        self.market.log.drain(|mentee, mentor| mentees.get(mentee as usize).is_some_and(|row| row.holds(mentor)))
    }

    /// How much the last repair was.
    #[must_use]
    pub fn effort(&self) -> Effort {
        self.effort
    }
}
