//! When to look up from work: every few hundred steps, at the caller's control.

use crate::control::Control;
use crate::error::Error;

pub(super) struct Pace<'c> {
    control: &'c Control,
    until_look: u32,
}

const STRIDE: u32 = 256;

impl<'c> Pace<'c> {
    pub(super) fn new(control: &'c Control) -> Self {
        Pace { control, until_look: 0 }
    }

    /// One step of work: whether the deadline has passed.
    pub(super) fn step(&mut self) -> Result<bool, Error> {
        if self.until_look > 0 {
            self.until_look -= 1;
            return Ok(false);
        }
        self.until_look = STRIDE;
        self.control.check()?;
        Ok(self.control.is_expired())
    }
}
