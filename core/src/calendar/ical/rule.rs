//! Recurrence rules (RFC 5545, section 3.3.10), read part by part. What is not read is refused by its name.

use std::ops::RangeInclusive;

use super::clock::Clock;
use super::value::{DAY, Written, written};
use crate::error::ErrorCode;
use crate::read::{Reader, excerpt};

/// How often a rule repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// The last start that a rule may have, itself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// On a day, by the clocks of the series.
    Day(i64),
    /// At what these clocks show.
    Local(i64),
    Instant(i64),
}

/// A rule. Lists are sorted and without repetitions, and empty where the rule says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) frequency: Frequency,
    pub(super) interval: i64,
    pub(super) count: Option<u64>,
    pub(super) until: Option<Until>,
    /// Monday is 0.
    pub(super) week_start: i64,
    pub(super) months: Vec<i64>,
    pub(super) month_days: Vec<i64>,
    /// Which one of the period, from its end if negative, and all of them if 0; and the day of the week.
    pub(super) days: Vec<(i64, i64)>,
    pub(super) positions: Vec<i64>,
}

/// The start of a series: what a rule's other parts are measured by.
pub(super) struct Start<'s> {
    pub(super) local: i64,
    pub(super) all_day: bool,
    /// The clocks by which people read times without a zone.
    pub(super) floating: &'s Clock,
}

const WEEK: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The parts there are, and the fields that problems name.
const PARTS: [(&str, &str); 15] = [
    ("FREQ", "freq"),
    ("INTERVAL", "interval"),
    ("COUNT", "count"),
    ("UNTIL", "until"),
    ("WKST", "wkst"),
    ("BYMONTH", "bymonth"),
    ("BYMONTHDAY", "bymonthday"),
    ("BYDAY", "byday"),
    ("BYSETPOS", "bysetpos"),
    ("BYHOUR", "byhour"),
    ("BYMINUTE", "byminute"),
    ("BYSECOND", "bysecond"),
    ("BYYEARDAY", "byyearday"),
    ("BYWEEKNO", "byweekno"),
    ("RSCALE", "rscale"),
];

/// Reads a rule; `None` if something is wrong with it, which is then among the problems of `reader`, which stands at it.
pub(super) fn rule(text: &str, line: u32, start: &Start, reader: &mut Reader) -> Option<Rule> {
    let mut parts = Parts { values: [None; PARTS.len()], line };
    let mut whole = true;
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        whole &= parts.take(part, reader);
    }
    whole &= parts.refuse_what_is_not_read(start, reader);
    let frequency = parts.frequency(reader);
    let interval = parts.number("INTERVAL", 1..=i64::from(u32::MAX), reader);
    let count = parts.number("COUNT", 1..=i64::from(u32::MAX), reader);
    let until = parts.one("UNTIL", reader, |value| until(value, start).ok_or(ErrorCode::InvalidTime));
    let week_start = parts.one("WKST", reader, |value| weekday(value).ok_or(ErrorCode::UnknownChoice));
    let months = parts.list("BYMONTH", reader, |value| number(value, 1..=12));
    let month_days = parts.list("BYMONTHDAY", reader, |value| signed(value, 31));
    let days = parts.list("BYDAY", reader, day);
    let positions = parts.list("BYSETPOS", reader, |value| signed(value, 366));
    let rule = Rule {
        frequency: frequency?,
        interval: interval?.unwrap_or(1),
        count: count?.map(i64::unsigned_abs),
        until: until?,
        week_start: week_start?.unwrap_or(0),
        months: months?,
        month_days: month_days?,
        days: days?,
        positions: positions?,
    };
    (parts.fits(&rule, reader) && whole).then_some(rule)
}

struct Parts<'t> {
    /// In the order of [`PARTS`].
    values: [Option<&'t str>; PARTS.len()],
    line: u32,
}

impl<'t> Parts<'t> {
    fn take(&mut self, part: &'t str, reader: &mut Reader) -> bool {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let known = PARTS.iter().position(|(part, _)| part.eq_ignore_ascii_case(name.trim()));
        let Some(place) = known.and_then(|at| self.values.get_mut(at)) else {
            let message = format!("`{}` is no part of a rule that is read (line {})", excerpt(part), self.line);
            reader.problem(ErrorCode::UnknownField, message);
            return false;
        };
        if place.is_some_and(|other| other != value.trim()) {
            let message = format!("`{}` is there twice (line {})", excerpt(name), self.line);
            reader.problem(ErrorCode::DuplicateField, message);
            return false;
        }
        *place = Some(value.trim());
        true
    }

    fn value(&self, name: &str) -> Option<&'t str> {
        let at = PARTS.iter().position(|(part, _)| *part == name)?;
        self.values.get(at).copied().flatten()
    }

    fn problem(&self, name: &str, code: ErrorCode, message: &str, reader: &mut Reader) {
        let field = PARTS.iter().find(|(part, _)| *part == name).map_or("", |(_, field)| field);
        let message = format!("{message} (line {})", self.line);
        reader.field(field, |reader| reader.problem(code, message));
    }

    /// One value, if there is one; `None` if it is wrong.
    fn one<T>(
        &self,
        name: &str,
        reader: &mut Reader,
        read: impl Fn(&str) -> Result<T, ErrorCode>,
    ) -> Option<Option<T>> {
        let Some(value) = self.value(name) else { return Some(None) };
        match read(value) {
            Ok(value) => Some(Some(value)),
            Err(code) => {
                self.problem(name, code, &format!("`{}` is no value of `{name}`", excerpt(value)), reader);
                None
            }
        }
    }

    fn number(&self, name: &str, range: RangeInclusive<i64>, reader: &mut Reader) -> Option<Option<i64>> {
        self.one(name, reader, |value| number(value, range.clone()))
    }

    fn list<T: Ord>(
        &self,
        name: &str,
        reader: &mut Reader,
        read: impl Fn(&str) -> Result<T, ErrorCode>,
    ) -> Option<Vec<T>> {
        let all =
            self.one(name, reader, |value| value.split(',').map(|item| read(item.trim())).collect::<Result<_, _>>());
        let mut values: Vec<T> = all?.unwrap_or_default();
        values.sort_unstable();
        values.dedup();
        Some(values)
    }

    fn frequency(&self, reader: &mut Reader) -> Option<Frequency> {
        let Some(value) = self.value("FREQ") else {
            self.problem("FREQ", ErrorCode::MissingField, "a rule says how often: `FREQ` is missing", reader);
            return None;
        };
        let frequency = match value.to_ascii_uppercase().as_str() {
            "DAILY" => Frequency::Daily,
            "WEEKLY" => Frequency::Weekly,
            "MONTHLY" => Frequency::Monthly,
            "YEARLY" => Frequency::Yearly,
            _ => {
                let message = format!("`{}` is not one of `DAILY`, `WEEKLY`, `MONTHLY`, `YEARLY`", excerpt(value));
                self.problem("FREQ", ErrorCode::UnknownChoice, &message, reader);
                return None;
            }
        };
        Some(frequency)
    }

    /// Hours, minutes and seconds may only be the start's own; on whole days they mean nothing (RFC 5545, section 3.3.10).
    fn refuse_what_is_not_read(&self, start: &Start, reader: &mut Reader) -> bool {
        let time = start.local.rem_euclid(DAY);
        let own = [("BYHOUR", time / 3600), ("BYMINUTE", time / 60 % 60), ("BYSECOND", time % 60)];
        let mut whole = true;
        for (name, own) in own {
            let Some(value) = self.value(name).filter(|_| !start.all_day) else { continue };
            if value.parse() != Ok(own) {
                let message = format!("`{name}` is not read, unless it is the start's own: here `{own}`");
                self.problem(name, ErrorCode::UnknownField, &message, reader);
                whole = false;
            }
        }
        let gregorian = |value: &&str| value.eq_ignore_ascii_case("GREGORIAN");
        let others = [("BYYEARDAY", None), ("BYWEEKNO", None), ("RSCALE", self.value("RSCALE").filter(gregorian))];
        for (name, _) in others.into_iter().filter(|(name, fine)| fine.is_none() && self.value(name).is_some()) {
            self.problem(name, ErrorCode::UnknownField, &format!("`{name}` is not read"), reader);
            whole = false;
        }
        whole
    }

    /// What RFC 5545 does not allow with one another.
    fn fits(&self, rule: &Rule, reader: &mut Reader) -> bool {
        let short = matches!(rule.frequency, Frequency::Daily | Frequency::Weekly);
        let numbered = rule.days.iter().any(|(ordinal, _)| *ordinal != 0);
        let weekly = rule.frequency == Frequency::Weekly;
        let wrong = [
            ("BYDAY", short && numbered, "days are numbered only in months and years"),
            ("BYMONTHDAY", weekly && !rule.month_days.is_empty(), "a week has no days of the month"),
        ];
        for (name, _, message) in wrong.into_iter().filter(|(_, wrong, _)| *wrong) {
            self.problem(name, ErrorCode::Contradiction, message, reader);
        }
        !wrong.iter().any(|(_, wrong, _)| *wrong)
    }
}

fn number(text: &str, range: RangeInclusive<i64>) -> Result<i64, ErrorCode> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|letter| letter.is_ascii_digit()) {
        return Err(ErrorCode::WrongType);
    }
    text.parse().ok().filter(|number| range.contains(number)).ok_or(ErrorCode::OutOfRange)
}

/// A number of either sign, but not 0.
fn signed(text: &str, most: i64) -> Result<i64, ErrorCode> {
    number(text, -most..=most).and_then(|number| if number == 0 { Err(ErrorCode::OutOfRange) } else { Ok(number) })
}

fn weekday(text: &str) -> Option<i64> {
    (0..).zip(WEEK).find(|(_, name)| name.eq_ignore_ascii_case(text)).map(|(day, _)| day)
}

/// `MO`, `2MO` or `-1MO`.
fn day(text: &str) -> Result<(i64, i64), ErrorCode> {
    let at = text.len().saturating_sub(2);
    let (Some(ordinal), Some(day)) = (text.get(..at), text.get(at..).and_then(weekday)) else {
        return Err(ErrorCode::UnknownChoice);
    };
    let ordinal = if ordinal.is_empty() { 0 } else { signed(ordinal, 53)? };
    Ok((ordinal, day))
}

/// A date counts as a whole; a time without a zone is by the clocks of the start. Of whole days only the date counts.
fn until(text: &str, start: &Start) -> Option<Until> {
    Some(match written(text)? {
        Written::Date(day) => Until::Day(day),
        when if start.all_day => Until::Day(day_of(when, start.floating)),
        Written::Local(local) => Until::Local(local),
        Written::Utc(instant) => Until::Instant(instant),
    })
}

/// The day that programs mean which write a time where a date belongs. A time in UTC is the day on whose midnight it falls
/// on people's clocks, as Outlook writes it; if it is no midnight there, the day in UTC.
pub(super) fn day_of(when: Written, floating: &Clock) -> i64 {
    match when {
        Written::Date(day) => day,
        Written::Local(local) => local.div_euclid(DAY),
        Written::Utc(instant) => {
            let midnight = floating.local(instant).filter(|local| local.rem_euclid(DAY) == 0);
            midnight.unwrap_or(instant).div_euclid(DAY)
        }
    }
}
