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

/// Tells the caller how far the work is, in mentees: so many of them as scales of all scales are done.
pub(super) struct Meter<'c> {
    pub(super) control: &'c Control,
    /// 0 if nothing is to be told.
    mentees: u64,
    done: u64,
    scales: u64,
}

impl<'c> Meter<'c> {
    pub(super) fn new(control: &'c Control, mentees: usize) -> Self {
        Meter { control, mentees: mentees as u64, done: 0, scales: 0 }
    }

    /// Announces the scales from one ε to another.
    pub(super) fn expect(&mut self, first: i64, last: i64, ratio: i64) {
        let mut epsilon = first;
        self.scales += 1;
        while epsilon > last {
            epsilon /= ratio.max(2);
            self.scales += 1;
        }
    }

    /// One more scale is done.
    pub(super) fn scale_done(&mut self) {
        self.done += 1;
        if self.mentees > 0 {
            self.control.report("match", self.mentees * self.done.min(self.scales) / self.scales.max(1), self.mentees);
        }
    }
}
