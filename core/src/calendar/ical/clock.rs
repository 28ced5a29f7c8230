//! Clocks: what people see on the wall, and the instants at which they see it.

use std::sync::Arc;

use crate::calendar::zone::Clocks;

/// The clocks by which a time is written.
#[derive(Debug, Clone)]
pub(super) enum Clock {
    /// A zone of the IANA database.
    Zone(Clocks),
    /// A constant distance from UTC, in seconds.
    Fixed(i64),
    /// A zone that the calendar defines itself.
    Defined(Arc<[Change]>),
}

/// From an instant on clocks are `after` seconds ahead of UTC, and `before` seconds until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) at: i64,
    pub(super) before: i64,
    pub(super) after: i64,
}

impl Clock {
    pub(super) const UTC: Clock = Clock::Fixed(0);

    /// When the clocks show `local`. What they never show is as far after the gap as it is after the gap's start; what they
    /// show twice is the first (RFC 5545, section 3.3.5).
    pub(super) fn instant(&self, local: i64) -> Option<i64> {
        match self {
            Clock::Zone(clocks) => clocks.instant(local),
            Clock::Fixed(offset) => Some(local - offset),
            // Until the later of what clocks show before and after a change, the offset before it counts: in a gap as
            // well as the first time.
            Clock::Defined(changes) => {
                let passed = changes.partition_point(|change| change.at + change.before.max(change.after) <= local);
                Some(local - offset(changes, passed))
            }
        }
    }

    /// What the clocks show at an instant.
    pub(super) fn local(&self, instant: i64) -> Option<i64> {
        match self {
            Clock::Zone(clocks) => clocks.local(instant),
            Clock::Fixed(offset) => Some(instant + offset),
            Clock::Defined(changes) => {
                let passed = changes.partition_point(|change| change.at <= instant);
                Some(instant + offset(changes, passed))
            }
        }
    }
}

/// The offset when so many of the changes have passed.
fn offset(changes: &[Change], passed: usize) -> i64 {
    match passed.checked_sub(1) {
        Some(last) => changes.get(last).map_or(0, |change| change.after),
        None => changes.first().map_or(0, |change| change.before),
    }
}
