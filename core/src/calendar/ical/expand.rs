//! The days of a recurrence rule (RFC 5545, section 3.3.10), period by period.
//!
//! A period is a day, a week, a month or a year, and has a number, so that the periods of a rule are every `interval`-th
//! number from the start's on. Without `COUNT` the first period that is looked at is that of the first day asked for, whatever
//! lies between. With `COUNT` the days before it must be counted: by arithmetic where every period has as many of them, else one
//! by one. Either way the days asked for bound the work, and a budget bounds it where a calendar has very many rules.

use super::rule::{Frequency, Rule};
use crate::calendar::zone;

/// How many steps are left; a step is a period or a day that is looked at.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

/// The budget is spent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spent;

impl Budget {
    /// For everything that one call does.
    pub(super) const STEPS: usize = 1_000_000;

    pub(super) fn new() -> Self {
        Budget { left: Self::STEPS }
    }

    pub(super) fn spend(&mut self, steps: usize) -> Result<(), Spent> {
        self.left = self.left.checked_sub(steps).ok_or(Spent)?;
        Ok(())
    }
}

/// Calls `each` with the days from `first` to `last` on which the rule of a series falls that starts on the day `start`. That day
/// itself is left out, since it belongs to the series whatever the rule says, and is counted by `COUNT` as the first.
///
/// # Errors
/// More steps than there are left.
pub(super) fn days(
    rule: &Rule,
    start: i64,
    (first, last): (i64, i64),
    budget: &mut Budget,
    mut each: impl FnMut(i64),
) -> Result<(), Spent> {
    let first = first.max(start);
    if last < first {
        return Ok(());
    }
    let days = Days { rule, start };
    let effort = days.effort();
    let (Some(origin), Some(from), Some(to)) = (days.period(start), days.period(first), days.period(last)) else {
        return Ok(());
    };
    let most = rule.count.unwrap_or(u64::MAX);
    let mut counted = 1;
    let mut period = origin;
    // The last period of the rule before the days asked for.
    let skipped = (from - origin).div_euclid(rule.interval) - 1;
    if skipped > 0 && rule.count.is_none() {
        period += skipped * rule.interval;
    }
    while period <= to && counted < most {
        let found = days.of(period);
        budget.spend(effort + found.looked_at)?;
        for &day in found.days.iter().filter(|day| **day > start) {
            counted += 1;
            if counted > most || day > last {
                return Ok(());
            }
            if day >= first {
                each(day);
            }
        }
        period += rule.interval;
        // All periods but the first are alike: those before the days asked for are counted at once.
        if period == origin + rule.interval && rule.count.is_some() && skipped > 1 && days.are_alike() {
            counted += (skipped - 1).unsigned_abs() * found.days.len() as u64;
            period += (skipped - 1) * rule.interval;
        }
    }
    Ok(())
}

struct Days<'r> {
    rule: &'r Rule,
    start: i64,
}

/// The days of a period, in order.
struct Found {
    days: Vec<i64>,
    /// How many were looked at.
    looked_at: usize,
}

impl Days<'_> {
    /// The number of the period in which a day lies.
    fn period(&self, day: i64) -> Option<i64> {
        let (year, month, _) = zone::civil(day)?;
        Some(match self.rule.frequency {
            Frequency::Daily => day,
            Frequency::Weekly => (day - self.week(0)).div_euclid(7),
            Frequency::Monthly => i64::from(year) * 12 + i64::from(month) - 1,
            Frequency::Yearly => i64::from(year),
        })
    }

    /// The first day of a week. Day 0, 1970-01-01, was a Thursday.
    fn week(&self, number: i64) -> i64 {
        number * 7 - 3 + self.rule.week_start
    }

    /// Whether all periods have as many days, if one does not look at which of them come before the start.
    fn are_alike(&self) -> bool {
        let rule = self.rule;
        match rule.frequency {
            Frequency::Daily => {
                [&rule.months, &rule.month_days, &rule.positions].iter().all(|part| part.is_empty())
                    && rule.days.is_empty()
            }
            Frequency::Weekly => rule.months.is_empty(),
            Frequency::Monthly | Frequency::Yearly => false,
        }
    }

    /// What it takes to look at a period, beyond the days that are looked at.
    fn effort(&self) -> usize {
        let parts = self.rule.month_days.len() + self.rule.days.len();
        match self.rule.frequency {
            Frequency::Daily | Frequency::Weekly => 0,
            Frequency::Monthly => 1 + parts,
            Frequency::Yearly => 12 + parts * self.rule.months.len().max(1),
        }
    }

    fn of(&self, period: i64) -> Found {
        let rule = self.rule;
        let mut days = match rule.frequency {
            Frequency::Daily => vec![period],
            Frequency::Weekly => (self.week(period)..).take(7).collect(),
            Frequency::Monthly => self.of_month(period.div_euclid(12), period.rem_euclid(12) + 1),
            Frequency::Yearly => self.of_year(period),
        };
        let looked_at = days.len();
        match rule.frequency {
            Frequency::Daily => days.retain(|day| {
                self.month_fits(*day) && self.month_day_fits(*day) && (rule.days.is_empty() || self.weekday_fits(*day))
            }),
            Frequency::Weekly if rule.days.is_empty() => {
                days.retain(|day| weekday(*day) == weekday(self.start) && self.month_fits(*day));
            }
            Frequency::Weekly => days.retain(|day| self.weekday_fits(*day) && self.month_fits(*day)),
            Frequency::Monthly | Frequency::Yearly => {
                days.sort_unstable();
                days.dedup();
            }
        }
        if !rule.positions.is_empty() {
            days = chosen(&days, &rule.positions);
        }
        Found { days, looked_at }
    }

    fn of_month(&self, year: i64, month: i64) -> Vec<i64> {
        let rule = self.rule;
        let Some(span) = month_span(year, month).filter(|_| rule.months.is_empty() || rule.months.contains(&month))
        else {
            return Vec::new();
        };
        let own = [self.own().1];
        match (rule.month_days.as_slice(), rule.days.as_slice()) {
            ([], []) => month_days(span, &own),
            ([], days) => weekdays(span, days),
            (numbers, []) => month_days(span, numbers),
            (numbers, days) => both(month_days(span, numbers), weekdays(span, days)),
        }
    }

    /// In a year days of the week are numbered within its months if the rule names months, else within the year.
    fn of_year(&self, year: i64) -> Vec<i64> {
        let rule = self.rule;
        if !rule.months.is_empty() {
            return rule.months.iter().flat_map(|month| self.of_month(year, *month)).collect();
        }
        let Some(span) = span((year, 1), (year + 1, 1)) else { return Vec::new() };
        let numbered =
            || (1..=12).filter_map(|month| month_span(year, month)).flat_map(|span| month_days(span, &rule.month_days));
        match (rule.month_days.as_slice(), rule.days.as_slice()) {
            ([], []) => month_span(year, self.own().0).map_or_else(Vec::new, |span| month_days(span, &[self.own().1])),
            ([], days) => weekdays(span, days),
            (_, []) => numbered().collect(),
            (_, days) => both(numbered().collect(), weekdays(span, days)),
        }
    }

    /// The start's own month and day of the month.
    fn own(&self) -> (i64, i64) {
        zone::civil(self.start).map_or((1, 1), |(_, month, day)| (i64::from(month), i64::from(day)))
    }

    fn month_fits(&self, day: i64) -> bool {
        let fits = |(_, month, _): (i16, i8, i8)| self.rule.months.contains(&i64::from(month));
        self.rule.months.is_empty() || zone::civil(day).is_some_and(fits)
    }

    fn month_day_fits(&self, day: i64) -> bool {
        let fits = |(year, month, _): (i16, i8, i8)| {
            let span = month_span(year.into(), month.into());
            span.is_some_and(|span| month_days(span, &self.rule.month_days).contains(&day))
        };
        self.rule.month_days.is_empty() || zone::civil(day).is_some_and(fits)
    }

    fn weekday_fits(&self, day: i64) -> bool {
        self.rule.days.iter().any(|(_, name)| *name == weekday(day))
    }
}

/// Monday is 0.
fn weekday(day: i64) -> i64 {
    (day + 3).rem_euclid(7)
}

/// The first day of a month and the first after it.
fn month_span(year: i64, month: i64) -> Option<(i64, i64)> {
    span((year, month), if month == 12 { (year + 1, 1) } else { (year, month + 1) })
}

fn span(from: (i64, i64), to: (i64, i64)) -> Option<(i64, i64)> {
    let first = |(year, month): (i64, i64)| zone::day_of(year.try_into().ok()?, month.try_into().ok()?, 1);
    Some((first(from)?, first(to)?))
}

/// Days of a month by their numbers, from its end if negative.
fn month_days((first, after): (i64, i64), numbers: &[i64]) -> Vec<i64> {
    let day = |number: &i64| if *number > 0 { first + number - 1 } else { after + number };
    numbers.iter().map(day).filter(|day| (first..after).contains(day)).collect()
}

/// Days of the week in a span, by their number in it.
fn weekdays((first, after): (i64, i64), days: &[(i64, i64)]) -> Vec<i64> {
    let mut found = Vec::new();
    for &(number, name) in days {
        let earliest = first + (name - weekday(first)).rem_euclid(7);
        let latest = after - 1 - (weekday(after - 1) - name).rem_euclid(7);
        match number {
            0 => found.extend((earliest..after).step_by(7)),
            1.. => found.push(earliest + (number - 1) * 7),
            _ => found.push(latest + (number + 1) * 7),
        }
    }
    found.retain(|day| (first..after).contains(day));
    found
}

fn both(mut days: Vec<i64>, mut others: Vec<i64>) -> Vec<i64> {
    others.sort_unstable();
    days.retain(|day| others.binary_search(day).is_ok());
    days
}

/// The days at these positions, from the end if negative.
fn chosen(days: &[i64], positions: &[i64]) -> Vec<i64> {
    let length = days.len() as i64;
    let place = |position: &i64| if *position > 0 { position - 1 } else { length + position };
    let place = |position: &i64| usize::try_from(place(position)).ok();
    let mut chosen: Vec<i64> = positions.iter().filter_map(place).filter_map(|at| days.get(at).copied()).collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
