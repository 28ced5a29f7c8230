//! Entries: what `VEVENT` and `AVAILABLE` have in common (RFC 5545, section 3.6.1; RFC 7953, section 3.1).

use super::clock::Clock;
use super::component::Component;
use super::lines::Property;
use super::moment::{Moment, located, moment, only};
use super::rule::{self, Start, day_of};
use super::series::{Excluded, Further, Series};
use super::ties::Tied;
use super::value::{DAY, End, Length, Written, duration, period};
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
pub(super) fn excluded_from(series: &Series, moment: &Moment, floating: &Clock) -> Option<Excluded> {
    match moment.written {
        when if series.all_day => Some(Excluded::Day(day_of(when, floating))),
        Written::Date(day) => Some(Excluded::Day(day)),
        _ => moment.instant(&series.clock).map(Excluded::Instant),
    }
}
