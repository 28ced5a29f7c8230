//! When to look up from work: every few thousand steps, at the caller's control; the limit on bids; and how to tell the
//! caller how far it is.

use super::Ended;
use crate::control::Control;
use crate::error::Error;

/// Counts steps towards the next look and towards a limit.
pub(super) struct Pace<'c> {
    control: &'c Control,
    until_look: u64,
    left: u64,
}

const STRIDE: u64 = 2048;

impl<'c> Pace<'c> {
    pub(super) fn new(control: &'c Control, limit: u64) -> Self {
        Pace { control, until_look: 0, left: limit }
    }

    /// So many units of work: nothing, or why the work has to end.
    pub(super) fn steps(&mut self, count: u64) -> Result<Option<Ended>, Error> {
        if self.left < count {
            return Ok(Some(Ended::Limit));
        }
        self.left -= count;
        if self.until_look >= count {
            self.until_look -= count;
            return Ok(None);
        }
        self.until_look = STRIDE;
        self.control.check()?;
        Ok(self.control.is_expired().then_some(Ended::Expired))
    }
}

/// Tells the caller how far the work is, in mentees: so many of them as scales of all scales are done, level by level.
pub(super) struct Meter<'c> {
    pub(super) control: &'c Control,
    /// 0 if nothing is to be told.
    mentees: u64,
    levels: u64,
    /// Levels that are done.
    level: u64,
    /// Scales of this level.
    scales: u64,
    done: u64,
}

impl<'c> Meter<'c> {
    pub(super) fn new(control: &'c Control, mentees: usize) -> Self {
        Meter { control, mentees: mentees as u64, levels: 1, level: 0, scales: 0, done: 0 }
    }

    /// Announces so many levels.
    pub(super) fn levels(&mut self, levels: u64) {
        self.levels = levels;
    }

    /// Announces a level, and its scales from one ε to another.
    pub(super) fn expect(&mut self, first: i64, last: i64, ratio: i64) {
        self.level += u64::from(self.scales > 0);
        (self.scales, self.done) = (1, 0);
        let mut epsilon = first;
        while epsilon > last {
            epsilon /= ratio.max(2);
            self.scales += 1;
        }
    }

    /// One more scale is done.
    pub(super) fn scale_done(&mut self) {
        self.done += 1;
        if self.mentees > 0 {
            let done = self.level * self.scales + self.done.min(self.scales);
            self.control.report("match", self.mentees * done / (self.levels * self.scales), self.mentees);
        }
    }
}
