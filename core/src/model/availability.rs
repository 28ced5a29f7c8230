//! When a person has time, as people say it: by the week, in their own zone, with exceptions.

use serde::Serialize;

use super::civil::{Date, DateTime, Time};
use crate::read::{Reader, Shape, record};

/// When a person has time. Absent availability means "not stated": it neither blocks a pair nor adds to its score.
///
/// Windows are wall-clock times in `time_zone`, turned into real instants over the policy's horizon. Where clocks spring
/// forward, a time that does not exist is as far after the gap as it was after the gap's start; where they fall back, a
/// time that comes twice is the first (RFC 5545, section 3.3.5).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Availability {
    /// The IANA name of the zone, for example `Europe/London`.
    pub time_zone: String,
    /// Windows that come every week.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub weekly: Vec<WeeklyWindow>,
    /// Days without any of the weekly windows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub away: Vec<Absence>,
    /// Windows on one date, which count on days of absence too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub extra: Vec<ExtraWindow>,
}

/// A window that comes every week; it ends on the day on which it starts, `24:00` at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct WeeklyWindow {
    /// The day of the week.
    pub day: Day,
    /// Its start, in local time.
    pub start: Time,
    /// Its end, after the start.
    pub end: Time,
}

/// Days away, the first and the last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Absence {
    /// The first day away.
    pub from: Date,
    /// The last day away.
    pub to: Date,
}

/// One window on a date, in local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ExtraWindow {
    /// Its start.
    pub start: DateTime,
    /// Its end, after the start and at most 7 days later.
    pub end: DateTime,
}

/// The stretch of time a round is planned for: `days` days from midnight UTC at the start of `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Horizon {
    /// The first day (UTC). The core has no clock: the caller says when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// How many days, 1 to 366; 14 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 366), default = "two_weeks"))]
    pub days: u32,
}

#[cfg(feature = "schema")]
fn two_weeks() -> u32 {
    Horizon::default().days
}

impl Default for Horizon {
    fn default() -> Self {
        Horizon { from: None, days: 14 }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names of the days say it")]
pub enum Day {
    #[default]
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

impl Day {
    /// From Monday to Sunday, as documents spell them.
    pub const ALL: [(&'static str, Day); 7] = [
        ("mon", Day::Mon),
        ("tue", Day::Tue),
        ("wed", Day::Wed),
        ("thu", Day::Thu),
        ("fri", Day::Fri),
        ("sat", Day::Sat),
        ("sun", Day::Sun),
    ];
}

impl Shape for Day {
    const EXPECTED: &'static str = "a day of the week";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &Day::ALL)
    }
}

record!(Availability { required: time_zone; optional: weekly, away, extra; });
record!(WeeklyWindow { required: day, start, end; optional: ; });
record!(Absence { required: from, to; optional: ; });
record!(ExtraWindow { required: start, end; optional: ; });
record!(Horizon { required: ; optional: from, days; });

impl Availability {
    /// In `time_zone`, at no time yet.
    #[must_use]
    pub fn new(time_zone: impl Into<String>) -> Self {
        Availability { time_zone: time_zone.into(), ..Availability::default() }
    }

    /// Adds a weekly window.
    #[must_use]
    pub fn weekly(mut self, day: Day, start: Time, end: Time) -> Self {
        self.weekly.push(WeeklyWindow { day, start, end });
        self
    }

    /// Adds days away, both included.
    #[must_use]
    pub fn away(mut self, from: Date, to: Date) -> Self {
        self.away.push(Absence { from, to });
        self
    }

    /// Adds a window on one date.
    #[must_use]
    pub fn extra(mut self, start: DateTime, end: DateTime) -> Self {
        self.extra.push(ExtraWindow { start, end });
        self
    }
}
