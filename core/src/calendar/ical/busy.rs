//! The busy mask: everything that takes time, as one set of minutes.

use super::availability;
use super::component::Component;
use super::entry::{Takes, unreadable_period};
use super::expand::{Budget, Spent};
use super::moment::located;
use super::value::{End, period};
use super::zones::Zones;
use super::{Calendar, instant, spent};
use crate::calendar::overlap::Spans;
use crate::error::Error;
use crate::model::Busy;
use crate::read::Reader;

/// A period of a `VFREEBUSY` that is not free, as instants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Period {
    start: i64,
    end: i64,
    takes: Takes,
}

/// Reads the periods of a `VFREEBUSY` (RFC 5545, section 3.6.4). A type that is not known is busy (section 3.2.9).
pub(super) fn periods(component: &Component, zones: &mut Zones, reader: &mut Reader) -> Vec<Period> {
    let mut periods = Vec::new();
    reader.field("freebusy", |reader| {
        for property in component.all("FREEBUSY") {
            let takes = takes(property.parameter(|kept| &kept.fbtype).unwrap_or_default());
            for text in property.values() {
                let Some((start, end)) = period(text) else {
                    unreadable_period::<()>(property, text, reader);
                    continue;
                };
                let mut instant = |written| located(property, written, zones, reader)?.instant(&zones.floating.clone());
                let Some(start) = instant(start) else { continue };
                let end = match end {
                    End::At(end) => instant(end),
                    End::After(length) => Some(start + length.about()),
                };
                match end {
                    Some(end) if end < start => _ = unreadable_period::<()>(property, text, reader),
                    Some(end) => periods.push(Period { start, end, takes }),
                    None => {}
                }
            }
        }
    });
    periods
}

/// What a type of busy time means (RFC 5545, section 3.2.9; RFC 7953, section 3.2).
pub(super) fn takes(kind: &str) -> Takes {
    match () {
        () if kind.eq_ignore_ascii_case("FREE") => Takes::Nothing,
        () if kind.eq_ignore_ascii_case("BUSY-TENTATIVE") => Takes::Tentatively,
        () => Takes::Time,
    }
}

/// The stretch of time that is asked about, in seconds that are whole minutes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) from: i64,
    pub(super) until: i64,
}

impl Window {
    /// The part of a stretch that lies in the window, in minutes from its start, rounded outwards.
    pub(super) fn outwards(self, (start, end): (i64, i64)) -> (u32, u32) {
        self.minutes(start.div_euclid(60), if start < end { -(-end).div_euclid(60) } else { start.div_euclid(60) })
    }

    /// The same rounded inwards.
    pub(super) fn inwards(self, (start, end): (i64, i64)) -> (u32, u32) {
        self.minutes(-(-start).div_euclid(60), end.div_euclid(60))
    }

    fn minutes(self, start: i64, end: i64) -> (u32, u32) {
        let minute = |minute: i64| (minute.clamp(self.from / 60, self.until / 60) - self.from / 60) as u32;
        (minute(start), minute(end))
    }
}

pub(super) fn between(calendar: &Calendar, from: i64, until: i64) -> Result<Vec<Busy>, Error> {
    if until <= from {
        return Ok(Vec::new());
    }
    let window = Window { from, until };
    let mut budget = Budget::new();
    let mut spans = Vec::new();
    for event in calendar.events.iter().filter(|event| calendar.counts(event.takes)) {
        let instances = event.series.instances(from, until, &mut budget);
        spans.extend(
            instances.map_err(|Spent| spent("events", event.place))?.into_iter().map(|span| window.outwards(span)),
        );
    }
    let taken = calendar.free_busy.iter().filter(|period| calendar.counts(period.takes));
    spans.extend(taken.map(|period| window.outwards((period.start, period.end))));
    spans.extend(availability::overlay(calendar, window, &mut budget)?.unavailable.iter());
    let busy = Spans::from_unsorted(spans);
    let moment = |minute: u32| instant(from + i64::from(minute) * 60);
    Ok(busy.iter().map(|(start, end)| Busy { start: moment(start), end: moment(end) }).collect())
}
