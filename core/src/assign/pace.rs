//! When to look up from work: every few thousand steps, at the caller's control; and the limit on bids.

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

    /// One unit of work: nothing, or why the work has to end.
    pub(super) fn step(&mut self) -> Result<Option<Ended>, Error> {
        self.steps(1)
    }

    /// Several units of work at once.
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
