//! Profits that change, and the ranks of the pairs of whoever's has gone far from its reference.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors are those of the market")]

use super::Weight;
use super::market::Market;
use super::ranked::Entry;

impl Market {
    /// Sets u_i, and ranks anew if it has gone far.
    pub(super) fn set_profit(&mut self, mentee: u32, value: Weight) {
        if self.move_profit(mentee, value) {
            self.rank(mentee);
        }
    }

    /// Sets u_i; whether the mentee has to be ranked anew then.
    pub(super) fn move_profit(&mut self, mentee: u32, value: Weight) -> bool {
        self.profit.set(mentee, value);
        let ahead = value - self.reference[mentee as usize];
        self.ahead[mentee as usize] = ahead;
        ahead.abs() > self.drift
    }

    /// Ranks the pairs of these mentees anew; of everybody, if they are many.
    pub(super) fn rank_all(&mut self, mentees: &[u32]) {
        if mentees.len() <= self.few() {
            mentees.iter().for_each(|&mentee| self.rank(mentee));
            return;
        }
        self.rank_everybody();
    }

    /// So many mentees are ranked one by one rather than everybody.
    pub(super) fn few(&self) -> usize {
        64 + self.mentees.len() / 32
    }

    pub(super) fn rank_everybody(&mut self) {
        let ahead = &self.ahead;
        for mentor in &mut self.mentors {
            mentor.column = mentor.column.moved(|entry| entry.key() + ahead[entry.who() as usize]);
            mentor.seated = mentor.seated.moved(|entry| entry.key() - ahead[entry.who() as usize]);
        }
        for (reference, ahead) in self.reference.iter_mut().zip(&mut self.ahead) {
            *reference += std::mem::take(ahead);
        }
    }

    fn rank(&mut self, mentee: u32) {
        let before = self.reference[mentee as usize];
        let value = before + std::mem::take(&mut self.ahead[mentee as usize]);
        self.reference[mentee as usize] = value;
        let row = &self.mentees[mentee as usize];
        let mut held = row.held.iter().peekable();
        for (mentor, weight) in row.row() {
            let ranks = &mut self.mentors[mentor as usize];
            if held.next_if(|pair| pair.0 == mentor).is_some() {
                ranks.seated.remove(Entry::new(weight - before, mentee));
                ranks.seated.insert(Entry::new(weight - value, mentee));
            } else {
                ranks.column.remove(Entry::new(before - weight, mentee));
                ranks.column.insert(Entry::new(value - weight, mentee));
            }
        }
    }
}
