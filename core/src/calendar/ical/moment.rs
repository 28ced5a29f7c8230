//! Moments: times as they are written, by the clocks that they name, if any.

use super::clock::Clock;
use super::component::Component;
use super::lines::Property;
use super::series::Excluded;
use super::value::{DAY, Written, written};
use super::zones::Zones;
use crate::error::ErrorCode;
use crate::read::{Reader, excerpt};

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
    pub(super) fn key(&self, floating: &Clock) -> Option<Excluded> {
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
