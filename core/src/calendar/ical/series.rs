//! A series (RFC 5545, section 3.8.5): a start, the rules by which it recurs, further starts, and those that are left out.
//!
//! The start belongs to the series whatever its rules say, and counts as the first of each that has a `COUNT`; that is so too if a
//! rule ends before it. Starts that come twice count once.

use super::clock::Clock;
use super::expand::{Budget, Spent, days};
use super::rule::{Rule, Until};
use super::value::{DAY, Length};

/// A start that no rule gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Further {
    pub(super) local: i64,
    pub(super) instant: i64,
    /// If it is not that of the series.
    pub(super) length: Option<Length>,
}

/// One event with all its instances.
#[derive(Debug, Clone)]
pub(super) struct Series {
    /// What the clocks show at the start.
    pub(super) start: i64,
    pub(super) all_day: bool,
    pub(super) clock: Clock,
    pub(super) length: Length,
    pub(super) rules: Vec<Rule>,
    pub(super) further: Vec<Further>,
    /// Starts that are left out, as instants and as whole days on the clocks; both sorted.
    pub(super) without: Vec<i64>,
    pub(super) without_days: Vec<i64>,
}

impl Series {
    /// The instances, as instants, that have time in common with the time from `from` until `until`, or no length and lie in it. Ascending.
    ///
    /// # Errors
    /// More steps than there are left.
    pub(super) fn instances(&self, from: i64, until: i64, budget: &mut Budget) -> Result<Vec<(i64, i64)>, Spent> {
        let mut found = Vec::new();
        let mut add = |local: i64, instant: Option<i64>, length: Length| {
            let Some(start) = instant.or_else(|| self.clock.instant(local)) else { return };
            let end = self.end(local, start, length);
            let inside = if start < end { start < until && from < end } else { (from..until).contains(&start) };
            let left_out = || {
                self.without.binary_search(&start).is_ok()
                    || self.without_days.binary_search(&local.div_euclid(DAY)).is_ok()
            };
            if inside && !left_out() {
                found.push((start, end));
            }
        };
        add(self.start, None, self.length);
        let start_day = self.start.div_euclid(DAY);
        let time = self.start.rem_euclid(DAY);
        // Clocks anywhere are less than a day from UTC; lengths in days may be longer or shorter where clocks change.
        let first = (from - self.length.about().max(0)).div_euclid(DAY) - 2;
        for rule in &self.rules {
            let last = until.div_euclid(DAY) + 1;
            let last = match rule.until {
                Some(Until::Day(day)) => last.min(day),
                Some(Until::Local(local)) => last.min((local - time).div_euclid(DAY)),
                Some(Until::Instant(instant)) => last.min(instant.div_euclid(DAY) + 1),
                None => last,
            };
            days(rule, start_day, (first, last), budget, |day| {
                let local = day * DAY + time;
                let start = self.clock.instant(local);
                let ended = |start| matches!(rule.until, Some(Until::Instant(until)) if until < start);
                if !start.is_some_and(ended) {
                    add(local, start, self.length);
                }
            })?;
        }
        for further in &self.further {
            add(further.local, Some(further.instant), further.length.unwrap_or(self.length));
        }
        // Of two with one start the longer one counts.
        found.sort_unstable_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
        found.dedup_by_key(|&mut (start, _)| start);
        Ok(found)
    }

    /// First the days, as clocks count them, then the exact rest (RFC 5545, section 3.3.6).
    fn end(&self, local: i64, start: i64, length: Length) -> i64 {
        // Beyond the years that there are, days are 24 hours.
        let on_clocks = |days: i64| self.clock.instant(local + days * DAY).unwrap_or(start + days * DAY);
        let days = if length.days == 0 { start } else { on_clocks(length.days) };
        (days + length.seconds).max(start)
    }

    /// Leaves out the instance with this start, or those of this day.
    pub(super) fn leave_out(&mut self, start: Excluded) {
        match start {
            Excluded::Instant(instant) => self.without.push(instant),
            Excluded::Day(day) => self.without_days.push(day),
        }
    }

    /// Puts what is left out in order.
    pub(super) fn settle(&mut self) {
        for list in [&mut self.without, &mut self.without_days] {
            list.sort_unstable();
            list.dedup();
        }
    }
}

/// What is left out of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Excluded {
    Instant(i64),
    Day(i64),
}
