//! Entries: what `VEVENT` and `AVAILABLE` have in common (RFC 5545, section 3.6.1; RFC 7953, section 3.1).

use std::collections::BTreeMap;

use super::clock::Clock;
use super::component::Component;
use super::lines::Property;
use super::rule::{self, Start, day_of};
use super::series::{Excluded, Further, Series};
use super::value::{DAY, End, Length, Written, duration, period, written};
use super::zones::Zones;
use crate::error::ErrorCode;
use crate::read::{Reader, excerpt};

/// How an entry takes time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Nothing,
    Tentatively,
    Time,
}

/// An entry. Its place is that among its kind in the text, from 0.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) place: usize,
    pub(super) series: Series,
    pub(super) takes: Takes,
}

/// An entry and what ties it to others.
pub(super) struct Tied {
    entry: Entry,
    uid: Option<String>,
    /// The start of the instance in whose place it is.
    instead_of: Option<Moment>,
    sequence: i64,
}

/// A time as it is written, and the clocks by which it is, if it names any.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    pub(super) written: Written,
    pub(super) clock: Option<Clock>,
}

impl Moment {
    /// The instant; `clock` is for times that name no zone.
    pub(super) fn instant(&self, clock: &Clock) -> Option<i64> {
        let clock = self.clock.as_ref().unwrap_or(clock);
        match self.written {
            Written::Date(day) => clock.instant(day * DAY),
            Written::Local(local) => clock.instant(local),
            Written::Utc(instant) => Some(instant),
        }
    }

    /// What tells it from others, whatever zone it is written in.
    fn key(&self, floating: &Clock) -> Option<Excluded> {
        match self.written {
            Written::Date(day) => Some(Excluded::Day(day)),
            _ => self.instant(floating).map(Excluded::Instant),
        }
    }
}

/// Reads a value of a property.
pub(super) fn moment(property: &Property, text: &str, zones: &mut Zones, reader: &mut Reader) -> Option<Moment> {
    let Some(written) = written(text) else {
        let message = format!("`{}` is neither a date nor a time (line {})", excerpt(text), property.line);
        reader.problem(ErrorCode::InvalidTime, message);
        return None;
    };
    located(property, written, zones, reader)
}

/// Gives a time its clocks. `VALUE=DATE` makes a date of a midnight, as some programs write one.
pub(super) fn located(property: &Property, written: Written, zones: &mut Zones, reader: &mut Reader) -> Option<Moment> {
    let date = property.parameter(|kept| &kept.value).is_some_and(|value| value.eq_ignore_ascii_case("DATE"));
    Some(match (written, property.parameter(|kept| &kept.tzid)) {
        (Written::Local(local), _) if date && local.rem_euclid(DAY) == 0 => {
            Moment { written: Written::Date(local.div_euclid(DAY)), clock: None }
        }
        (Written::Local(_), Some(name)) => Moment { written, clock: Some(zones.clock(name, property.line, reader)?) },
        _ => Moment { written, clock: None },
    })
}

/// The only property of a name, if there is one; two that differ are a problem, and the first counts.
pub(super) fn only<'p, 't>(component: &'p Component<'t>, name: &str, reader: &mut Reader) -> Option<&'p Property<'t>> {
    let mut all = component.all(name);
    let first = all.next()?;
    if let Some(other) = all.find(|other| other.value != first.value) {
        let message = format!("`{name}` is there twice, in lines {} and {}", first.line, other.line);
        reader.problem(ErrorCode::DuplicateField, message);
    }
    Some(first)
}

/// Reads an entry; what is wrong with it is noted.
pub(super) fn entry(component: &Component, place: usize, zones: &mut Zones, reader: &mut Reader) -> Option<Tied> {
    let instead_of = reader.field("recurrence_id", |reader| {
        let Some(property) = only(component, "RECURRENCE-ID", reader) else { return Some(None) };
        if let Some(range) = property.parameter(|kept| &kept.range) {
            let message = format!(
                "`RANGE={}` is not read: only one instance can be moved (line {})",
                excerpt(range),
                property.line
            );
            reader.problem(ErrorCode::UnknownChoice, message);
            return None;
        }
        moment(property, &property.value, zones, reader).map(Some)
    });
    let said = |name: &str, value: &str| {
        component.first(name).is_some_and(|property| property.value.eq_ignore_ascii_case(value))
    };
    let cancelled = said("STATUS", "CANCELLED");
    let takes = match () {
        () if cancelled || said("TRANSP", "TRANSPARENT") => Takes::Nothing,
        () if said("STATUS", "TENTATIVE") => Takes::Tentatively,
        () => Takes::Time,
    };
    let start = reader.field("dtstart", |reader| match only(component, "DTSTART", reader) {
        Some(property) => moment(property, &property.value, zones, reader),
        // Whoever cancels an instance need not say when it would have been.
        None if cancelled && instead_of.as_ref().is_some_and(Option::is_some) => instead_of.clone().flatten(),
        None => {
            let message = format!("`DTSTART` is missing: nothing says when it is (line {})", component.line);
            reader.problem(ErrorCode::MissingField, message);
            None
        }
    })?;
    let series = series(component, &start, zones, reader)?;
    let uid = component.first("UID").map(|property| property.value.trim().to_owned()).filter(|uid| !uid.is_empty());
    let sequence = component.first("SEQUENCE").and_then(|property| property.value.parse().ok()).unwrap_or(0);
    Some(Tied { entry: Entry { place, series, takes }, uid, instead_of: instead_of?, sequence })
}

fn series(component: &Component, start: &Moment, zones: &mut Zones, reader: &mut Reader) -> Option<Series> {
    let (local, all_day, clock) = match (start.written, &start.clock) {
        (Written::Date(day), _) => (day * DAY, true, zones.floating.clone()),
        (Written::Utc(instant), _) => (instant, false, Clock::UTC),
        (Written::Local(local), Some(clock)) => (local, false, clock.clone()),
        (Written::Local(local), None) => (local, false, zones.floating.clone()),
    };
    let length = length(component, start, (local, all_day, &clock), zones, reader);
    let floating = zones.floating.clone();
    let measure = Start { local, all_day, floating: &floating };
    let rules = reader.field("rrule", |reader| {
        let mut rules: Option<Vec<_>> = Some(Vec::new());
        for property in component.all("RRULE") {
            let rule = rule::rule(&property.value, property.line, &measure, reader);
            rules = rules.zip(rule).map(|(mut rules, rule)| {
                rules.push(rule);
                rules
            });
        }
        rules
    });
    if let Some(property) = component.first("EXRULE") {
        let message = format!("rules of what is left out are not read; dates are (line {})", property.line);
        reader.field("exrule", |reader| reader.problem(ErrorCode::UnknownField, message));
    }
    let (without, without_days) = (Vec::new(), Vec::new());
    let mut series = Series {
        start: local,
        all_day,
        clock,
        length: length?,
        rules: rules?,
        further: Vec::new(),
        without,
        without_days,
    };
    reader.field("rdate", |reader| {
        for property in component.all("RDATE") {
            for text in property.values() {
                let further = further(property, text, &series, zones, reader);
                series.further.extend(further);
            }
        }
    });
    reader.field("exdate", |reader| {
        for property in component.all("EXDATE") {
            for text in property.values() {
                let excluded = moment(property, text, zones, reader);
                let excluded = excluded.and_then(|moment| excluded_from(&series, &moment, &zones.floating));
                excluded.into_iter().for_each(|excluded| series.leave_out(excluded));
            }
        }
    });
    Some(series)
}

/// How long it is: to `DTEND`, or for `DURATION`, or else a day if it is whole days and no time at all if not.
///
/// To a `DTEND` it is exactly as long every time, for a `DURATION` of days as long as days are (RFC 5545, section 3.8.5.3).
fn length(
    component: &Component,
    start: &Moment,
    (local, all_day, clock): (i64, bool, &Clock),
    zones: &mut Zones,
    reader: &mut Reader,
) -> Option<Length> {
    let to_end = reader.field("dtend", |reader| {
        let Some(property) = only(component, "DTEND", reader) else { return Some(None) };
        let end = moment(property, &property.value, zones, reader)?;
        if let (Written::Date(from), Written::Date(to)) = (start.written, end.written) {
            // A last day that is the first is one day, as many programs write it.
            return if to < from { backwards(property, reader) } else { Some(Some(Length::days((to - from).max(1)))) };
        }
        let (Some(from), Some(to)) = (clock.instant(local), end.instant(clock)) else {
            reader.problem(ErrorCode::OutOfRange, format!("is out of reach (line {})", property.line));
            return None;
        };
        // Where clocks spring forward, an end on the clocks may come before a start that is in the gap.
        let ordered = matches!((start.written, end.written), (Written::Local(from), Written::Local(to)) if from <= to);
        if to < from && !ordered { backwards(property, reader) } else { Some(Some(Length::exact((to - from).max(0)))) }
    })?;
    let for_duration = || {
        reader.field("duration", |reader| match only(component, "DURATION", reader) {
            Some(property) => positive_duration(property, reader),
            None => Some(Length::days(i64::from(all_day))),
        })
    };
    to_end.map_or_else(for_duration, Some)
}

fn backwards<T>(property: &Property, reader: &mut Reader) -> Option<T> {
    reader.problem(ErrorCode::EmptyWindow, format!("ends before it starts (line {})", property.line));
    None
}

/// Reads the value of a `DURATION` that is not negative.
pub(super) fn positive_duration(property: &Property, reader: &mut Reader) -> Option<Length> {
    match duration(&property.value) {
        Some(length) if length < Length::default() => backwards(property, reader),
        Some(length) => Some(length),
        None => {
            let message =
                format!("`{}` is not a duration that is read (line {})", excerpt(&property.value), property.line);
            reader.problem(ErrorCode::InvalidTime, message);
            None
        }
    }
}

/// A further start, or a further period. A date in a series of times is that date at the time of the series.
fn further(
    property: &Property,
    text: &str,
    series: &Series,
    zones: &mut Zones,
    reader: &mut Reader,
) -> Option<Further> {
    let Some((written, end)) = period(text) else {
        if text.contains('/') {
            return unreadable_period(property, text, reader);
        }
        let moment = moment(property, text, zones, reader)?;
        let (local, instant) = match moment.written {
            when if series.all_day => {
                let local = day_of(when, &zones.floating) * DAY;
                (local, series.clock.instant(local)?)
            }
            Written::Date(day) => {
                let local = day * DAY + series.start.rem_euclid(DAY);
                (local, series.clock.instant(local)?)
            }
            _ => {
                let instant = moment.instant(&series.clock)?;
                (series.clock.local(instant)?, instant)
            }
        };
        return Some(Further { local, instant, length: None });
    };
    let start = located(property, written, zones, reader)?;
    let instant = start.instant(&series.clock)?;
    let length = match end {
        End::After(length) => length,
        End::At(end) => Length::exact(located(property, end, zones, reader)?.instant(&series.clock)? - instant),
    };
    if length < Length::default() {
        return unreadable_period(property, text, reader);
    }
    Some(Further { local: series.clock.local(instant)?, instant, length: Some(length) })
}

pub(super) fn unreadable_period<T>(property: &Property, text: &str, reader: &mut Reader) -> Option<T> {
    let message = format!("`{}` is not a period (line {})", excerpt(text), property.line);
    reader.problem(ErrorCode::InvalidTime, message);
    None
}

/// What a date or a time leaves out of a series: of whole days the day, and of times a date all of that day.
fn excluded_from(series: &Series, moment: &Moment, floating: &Clock) -> Option<Excluded> {
    match moment.written {
        when if series.all_day => Some(Excluded::Day(day_of(when, floating))),
        Written::Date(day) => Some(Excluded::Day(day)),
        _ => moment.instant(&series.clock).map(Excluded::Instant),
    }
}

/// How many instances may be taken out of series, over all series.
const MOST_TIES: usize = 1_000_000;

/// Takes the instances that others stand in for out of their series; of two that stand in for the same the one with the higher
/// `SEQUENCE` counts, or else the later in the text.
pub(super) fn tie(all: Vec<Tied>, floating: &Clock, reader: &mut Reader) -> Vec<Entry> {
    let mut instead: BTreeMap<String, Instead> = BTreeMap::new();
    let mut ties = 0;
    for tied in &all {
        let (Some(uid), Some(moment)) = (&tied.uid, &tied.instead_of) else { continue };
        let Instead { moments, latest } = instead.entry(uid.clone()).or_default();
        moments.push(moment.clone());
        let rank = (tied.sequence, tied.entry.place);
        latest.entry(moment.key(floating)).and_modify(|other| *other = rank.max(*other)).or_insert(rank);
    }
    let mut entries = Vec::with_capacity(all.len());
    for Tied { mut entry, uid, instead_of, sequence } in all {
        let others = uid.and_then(|uid| instead.get(&uid));
        match (instead_of, others) {
            (Some(moment), Some(others))
                if others.latest.get(&moment.key(floating)) != Some(&(sequence, entry.place)) =>
            {
                continue;
            }
            (None, Some(others)) => {
                ties += others.moments.len();
                if ties > MOST_TIES {
                    reader.problem(ErrorCode::TooLarge, format!("moves more than {MOST_TIES} instances of series"));
                    return entries;
                }
                for moment in &others.moments {
                    if let Some(excluded) = excluded_from(&entry.series, moment, floating) {
                        entry.series.leave_out(excluded);
                    }
                }
            }
            _ => {}
        }
        entry.series.settle();
        entries.push(entry);
    }
    entries
}

/// The instances of one `UID` that others stand in for, and which of those counts for each.
#[derive(Default)]
struct Instead {
    moments: Vec<Moment>,
    latest: BTreeMap<Option<Excluded>, (i64, usize)>,
}
