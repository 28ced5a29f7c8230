//! What may change. Every change leaves the state valid and marks what is undone; `repair` does it.
#![expect(clippy::indexing_slicing, reason = "mentees and mentors are the caller's promise")]

use super::{Dynamic, Weight};

impl Dynamic {
    /// One more mentee, with so many seats; their number is the next one. Their pairs are asked for. O(1).
    pub fn add_mentee(&mut self, seats: u32) -> u32 {
        let mentee = self.market.add_mentee(seats);
        self.fresh.mentees.add();
        self.fresh.mentees.push(mentee);
        mentee
    }

    /// One more mentor, likewise.
    pub fn add_mentor(&mut self, seats: u32) -> u32 {
        let mentor = self.market.add_mentor(seats);
        self.fresh.mentors.add();
        self.fresh.mentors.push(mentor);
        mentor
    }

    /// How many mentors a mentee wants. With fewer seats than pairs, the pairs worth least at these prices go. O(a log a),
    /// but to 0: what [`renew_mentee`](Self::renew_mentee) takes.
    pub fn set_mentee_seats(&mut self, mentee: u32, seats: u32) {
        let row = &mut self.market.mentees[mentee as usize];
        row.seats = seats;
        if row.out {
            self.fresh.mentees.push(mentee);
            return;
        }
        if seats == 0 {
            self.market.close_mentee(mentee);
            return;
        }
        let over = row.held.len().saturating_sub(seats as usize);
        let held = row.held.iter().map(|&(mentor, weight)| (weight - self.market.price.of(mentor), mentor));
        let mut held: Vec<(Weight, u32)> = held.collect();
        held.sort_unstable();
        held.truncate(over);
        for &(_, mentor) in &held {
            self.market.part(mentee, mentor);
        }
        if let Some(&(value, _)) = held.last() {
            self.market.raise(mentee, value);
        }
        self.market.open.push(mentee);
    }

    /// How many seats a mentor has. With fewer than they have mentees, those who would pay least go. O(c log c), but to 0:
    /// what [`renew_mentor`](Self::renew_mentor) takes.
    pub fn set_mentor_seats(&mut self, mentor: u32, seats: u32) {
        let ranks = &mut self.market.mentors[mentor as usize];
        ranks.seats = seats;
        if ranks.out {
            self.fresh.mentors.push(mentor);
            return;
        }
        if seats == 0 {
            self.market.close_mentor(mentor);
            return;
        }
        let ranks = &self.market.mentors[mentor as usize];
        let over = ranks.seated.len().saturating_sub(seats as usize);
        let mut seated: Vec<(Weight, u32)> = Vec::new();
        if over > 0 {
            seated.extend(ranks.seated.iter().map(|seat| (self.market.worth(seat), seat.who())));
            seated.sort_unstable();
            seated.truncate(over);
        }
        for &(_, mentee) in &seated {
            self.market.part(mentee, mentor);
        }
        if let Some(&(worth, _)) = seated.last() {
            self.market.raise_price(mentor, worth);
        }
        self.market.free.push(mentor);
    }

    /// What one pair weighs from now on; nothing if they may not have each other. A weight of 0 or less is nothing.
    /// O(row + log column).
    pub fn pair(&mut self, mentee: u32, mentor: u32, weight: Option<Weight>) {
        // Whoever is not in the market is asked about before they come.
        if !self.market.meet(mentee, mentor) {
            return;
        }
        let row = &self.market.mentees[mentee as usize];
        let (known, held) = (row.weight(mentor).is_some(), row.holds(mentor));
        let Some(weight) = weight.filter(|weight| *weight > 0) else {
            if held {
                self.market.part(mentee, mentor);
            }
            self.market.forget(mentee, mentor);
            return;
        };
        let slack = self.market.slack(mentee, mentor, weight);
        if !known && slack > self.asking.margin {
            return;
        }
        self.market.know(mentee, mentor, weight);
        if held && slack > 0 {
            self.market.part(mentee, mentor);
        } else if !held && slack < 0 {
            self.market.raise(mentee, weight - self.market.price.of(mentor));
        }
    }

    /// All weights of a mentee may have changed: their pairs are let go, and asked for anew. O(row · log column).
    pub fn renew_mentee(&mut self, mentee: u32) {
        self.market.close_mentee(mentee);
        self.fresh.mentees.push(mentee);
    }

    /// All weights of a mentor may have changed. O(column · row).
    pub fn renew_mentor(&mut self, mentor: u32) {
        self.market.close_mentor(mentor);
        self.fresh.mentors.push(mentor);
    }
}
