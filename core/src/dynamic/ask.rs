//! Questions about pairs that are not known, and what becomes of the answers.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors are those of the market")]

use super::market::Market;
use super::search::Node;
use super::{Pairs, Weight};

/// A row or a column of so many pairs never loses any.
const SHORT: usize = 64;

/// What is asked for, and how much of it may be kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Asking {
    /// m: what is within so much of being wanted is known after a question.
    pub(super) margin: Weight,
    /// More pairs than this, and the margin shrinks.
    most: usize,
    /// The level that the source heard of.
    level: Weight,
    /// Questions so far.
    pub(super) asked: u64,
    found: Vec<(u32, Weight)>,
    known: Vec<u32>,
}

impl Asking {
    pub(super) fn new(margin: Weight, most: usize) -> Self {
        Asking { margin, most, ..Asking::default() }
    }

    /// How far a potential may fall without another question.
    pub(super) fn room(&self) -> Weight {
        self.margin / 2
    }

    fn tell(&mut self, market: &mut Market, pairs: &mut impl Pairs) {
        if std::mem::replace(&mut self.level, market.level) != market.level {
            pairs.levelled(market.level);
        }
        market.price.tell(|mentor, price| pairs.priced(mentor, price));
        market.profit.tell(|mentee, profit| pairs.profited(mentee, profit));
        self.asked += 1;
        self.found.clear();
    }

    /// Asks about a mentee, for pairs with a slack of at most `within`, which is the margin or more. Tells the least slack
    /// found.
    pub(super) fn mentee(
        &mut self,
        market: &mut Market,
        pairs: &mut impl Pairs,
        mentee: u32,
        within: Weight,
    ) -> Weight {
        self.tell(market, pairs);
        let (row, least) = (&market.mentees[mentee as usize], market.profit.of(mentee) - within);
        pairs.of_mentee(mentee, least, &row.mentors, &mut self.found);
        market.profit.asked(mentee);
        let nearest = self.join(market, within, |found| (mentee, found));
        market.raise(mentee, market.profit.of(mentee) - nearest);
        let row = &market.mentees[mentee as usize];
        if row.mentors.len() > SHORT {
            let beyond = row.row().filter(|&(mentor, weight)| market.slack(mentee, mentor, weight) > within);
            let beyond: Vec<u32> = beyond.map(|pair| pair.0).filter(|&mentor| !row.holds(mentor)).collect();
            if beyond.len() > row.mentors.len() / 2 {
                beyond.into_iter().for_each(|mentor| market.forget(mentee, mentor));
            }
        }
        self.shrink(market);
        nearest
    }

    /// The mirror image.
    pub(super) fn mentor(
        &mut self,
        market: &mut Market,
        pairs: &mut impl Pairs,
        mentor: u32,
        within: Weight,
    ) -> Weight {
        self.tell(market, pairs);
        let (ranks, price) = (&market.mentors[mentor as usize], market.price.of(mentor));
        self.known.clear();
        self.known.extend(ranks.column.iter().chain(ranks.seated.iter()).map(|entry| entry.who()));
        self.known.sort_unstable();
        pairs.of_mentor(mentor, price - within, &self.known, &mut self.found);
        market.price.asked(mentor);
        let nearest = self.join(market, within, |found| (found, mentor));
        if nearest < 0 {
            for &(mentee, weight) in &self.found {
                market.raise(mentee, weight - price);
            }
        }
        let limit = within + market.drift - price;
        while market.mentors[mentor as usize].column.len() > 4 * SHORT
            && let Some(last) = market.mentors[mentor as usize].column.last().filter(|last| last.key() > limit)
        {
            market.forget(last.who(), mentor);
        }
        self.shrink(market);
        nearest
    }

    /// Asks about somebody.
    pub(super) fn about(&mut self, market: &mut Market, pairs: &mut impl Pairs, who: Node, within: Weight) -> Weight {
        match who {
            Node::Mentee(mentee) => self.mentee(market, pairs, mentee, within),
            Node::Mentor(mentor) => self.mentor(market, pairs, mentor, within),
        }
    }

    /// What became known by the last question, with weights.
    pub(super) fn found(&self) -> &[(u32, Weight)] {
        &self.found
    }

    /// Pairs that were found become known, those with a slack of at most `within`, and alone stay in `found`. The least slack
    /// of any.
    fn join(&mut self, market: &mut Market, within: Weight, pair: impl Fn(u32) -> (u32, u32)) -> Weight {
        let mut nearest = within;
        self.found.retain(|&(found, weight)| {
            let (mentee, mentor) = pair(found);
            let new = weight > 0
                && market.meet(mentee, mentor)
                && market.mentees[mentee as usize].weight(mentor).is_none()
                && market.slack(mentee, mentor, weight) <= within;
            if new {
                nearest = nearest.min(market.slack(mentee, mentor, weight));
                market.know(mentee, mentor, weight);
            }
            new
        });
        nearest
    }

    /// A mentee comes into the market: at the profit that is the best they could have.
    pub(super) fn open_mentee(&mut self, market: &mut Market, pairs: &mut impl Pairs, mentee: u32) {
        self.tell(market, pairs);
        let level = market.level;
        let least = |market: &Market, found: &[(u32, Weight)]| {
            let there = found.iter().filter(|pair| !market.mentors[pair.0 as usize].out);
            there.map(|&(mentor, weight)| weight - market.cost(mentor)).max()
        };
        let best = self.best(market, least, |least, found| pairs.of_mentee(mentee, least + level, &[], found));
        market.mentees[mentee as usize].out = false;
        market.set_profit(mentee, best + level);
        market.profit.moved(mentee);
        market.profit.asked(mentee);
        self.join(market, self.margin, |found| (mentee, found));
        market.open.push(mentee);
        self.shrink(market);
    }

    /// A mentor comes into the market: at the price that the first one would pay.
    pub(super) fn open_mentor(&mut self, market: &mut Market, pairs: &mut impl Pairs, mentor: u32) {
        self.tell(market, pairs);
        let level = market.level;
        let least = |market: &Market, found: &[(u32, Weight)]| {
            let there = found.iter().filter(|pair| !market.mentees[pair.0 as usize].out);
            there.map(|&(mentee, weight)| weight - market.gain(mentee)).max()
        };
        let best = self.best(market, least, |least, found| pairs.of_mentor(mentor, least - level, &[], found));
        market.mentors[mentor as usize].out = false;
        market.price.set(mentor, best - level);
        market.price.moved(mentor);
        market.price.asked(mentor);
        self.join(market, self.margin, |found| (found, mentor));
        market.free.push(mentor);
        self.shrink(market);
    }

    /// The best value there is, measured from nothing and at least 0, with everything within the margin of it in `found`: asked for from above, in
    /// steps that double, for what is far below the best may be very much.
    fn best(
        &mut self,
        market: &Market,
        value: impl Fn(&Market, &[(u32, Weight)]) -> Option<Weight>,
        mut ask: impl FnMut(Weight, &mut Vec<(u32, Weight)>),
    ) -> Weight {
        let lowest = -self.margin;
        let mut step = (2 * self.margin).max(market.heaviest / 64).max(1);
        let mut least = (market.heaviest - step).max(lowest);
        loop {
            self.found.clear();
            ask(least, &mut self.found);
            let best = value(market, &self.found).filter(|best| *best >= least);
            let enough = best.map_or(lowest, |best| best.max(0) - self.margin);
            if least <= enough {
                return best.unwrap_or(0).max(0);
            }
            self.asked += 1;
            step *= 2;
            least = if best.is_some() { enough } else { (market.heaviest - step).max(lowest) };
        }
    }

    /// Where too much is known, the margin becomes a quarter of what it was, and whatever is beyond it is forgotten.
    fn shrink(&mut self, market: &mut Market) {
        while market.known > self.most && self.margin > 0 {
            self.margin /= 4;
            market.price.tighten(self.room());
            market.profit.tighten(self.room());
            for mentee in 0..market.mentees.len() as u32 {
                let row = &market.mentees[mentee as usize];
                let beyond = row.row().filter(|&(mentor, weight)| market.slack(mentee, mentor, weight) > self.margin);
                let beyond: Vec<u32> = beyond.map(|pair| pair.0).filter(|&mentor| !row.holds(mentor)).collect();
                beyond.into_iter().for_each(|mentor| market.forget(mentee, mentor));
            }
        }
    }
}
