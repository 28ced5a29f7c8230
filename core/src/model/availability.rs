//! When a person has time, as people say it: by the week, in their own zone, with exceptions.

use serde::Serialize;

use super::civil::{Date, DateTime, Instant, Time};
use crate::read::{Reader, Shape, record};

/// When a person has time. Absent availability means "not stated": it neither blocks a pair nor adds to its score.
///
/// Windows are wall-clock times in `time_zone`, turned into real instants over the policy's horizon. Where clocks spring
/// forward, a time that does not exist is as far after the gap as it was after the gap's start; where they fall back, a
/// time that comes twice is the first (RFC 5545, section 3.3.5).
///
/// Free time is what the windows say, less `busy` with its buffers, less what is before the notice. Caps and the buffers
/// between two conversations bind whoever schedules; they change neither free time nor scores.
///
/// ```
/// use fireside::model::{Availability, Busy, Date, Day, Instant, Time, ZoneChange};
///
/// // Ada has time on Tuesday mornings, is in Kolkata from 3 December on, and has a meeting on the first Tuesday.
/// let instant = |text| Instant::parse(text).unwrap();
/// let ada = Availability {
///     zones: vec![ZoneChange { from: Date::parse("2026-12-03").unwrap(), time_zone: "Asia/Kolkata".into() }],
///     busy: vec![Busy { start: instant("2026-12-01T10:00:00Z"), end: instant("2026-12-01T11:00:00Z") }],
///     buffer_before_minutes: Some(10),
///     ..Availability::new("Europe/London").weekly(Day::Tue, Time::parse("09:00").unwrap(), Time::parse("12:00").unwrap())
/// };
/// let plan = fireside::calendar::Plan::new(Date::parse("2026-12-01").unwrap(), 14);
/// let free: Vec<_> = plan.spans(&ada).iter().map(|(start, end)| (plan.utc(start), plan.utc(end))).collect();
/// let expected = [
///     ("2026-12-01T09:00:00Z", "2026-12-01T10:00:00Z"),
///     ("2026-12-01T11:10:00Z", "2026-12-01T12:00:00Z"),
///     ("2026-12-08T03:30:00Z", "2026-12-08T06:30:00Z"),
/// ];
/// assert_eq!(free, expected.map(|(start, end)| (start.to_owned(), end.to_owned())));
/// ```
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
    /// Other zones than `time_zone`, each from local midnight of its date on; dates ascend. Weekly windows, days away and
    /// extra windows are read in the zone of the date on which they start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub zones: Vec<ZoneChange>,
    /// Instants that are taken already, as a calendar tells them. They may overlap and lie outside the horizon.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub busy: Vec<Busy>,
    /// The most minutes of conversation in a calendar week from Monday, in the person's zone: 1 to 10,080; no limit if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 10_080)))]
    pub max_minutes_per_week: Option<u32>,
    /// The most conversations in such a week: 1 to 1,000; no limit if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 1_000)))]
    pub max_sessions_per_week: Option<u32>,
    /// The least notice of a conversation, from the horizon's `as_of` on: 0 to 44,640 minutes (31 days); none if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(max = 44_640)))]
    pub notice_minutes: Option<u32>,
    /// Minutes that must not be busy or spent on another conversation before each conversation: 0 to 1,440; none if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(max = 1_440)))]
    pub buffer_before_minutes: Option<u32>,
    /// The same after each conversation: 0 to 1,440; none if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(max = 1_440)))]
    pub buffer_after_minutes: Option<u32>,
}

/// Another zone, from a date on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct ZoneChange {
    /// The first date on which windows are read in this zone.
    pub from: Date,
    /// The IANA name of the zone.
    pub time_zone: String,
}

/// A stretch of time that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Busy {
    /// Its start.
    pub start: Instant,
    /// Its end, after the start.
    pub end: Instant,
}

/// How gladly somebody takes a window. A window without one is a possible one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TimePreference {
    /// If need be. Where nobody prefers any window, that is as good as preferred.
    #[default]
    Possible,
    /// Gladly.
    Preferred,
}

impl Shape for TimePreference {
    const EXPECTED: &'static str = "a choice";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("possible", TimePreference::Possible), ("preferred", TimePreference::Preferred)])
    }
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
    /// Whether it is a preferred one; `possible` if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preference: Option<TimePreference>,
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
    /// Whether it is a preferred one; `possible` if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preference: Option<TimePreference>,
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
    /// The instant from which notice is counted and before which nobody has time; the horizon's start if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Instant>,
}

#[cfg(feature = "schema")]
fn two_weeks() -> u32 {
    Horizon::default().days
}

impl Default for Horizon {
    fn default() -> Self {
        Horizon { from: None, days: 14, as_of: None }
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

record!(Availability {
    required: time_zone;
    optional: weekly, away, extra, zones, busy, max_minutes_per_week, max_sessions_per_week, notice_minutes,
        buffer_before_minutes, buffer_after_minutes;
});
record!(ZoneChange { required: from, time_zone; optional: ; });
record!(Busy { required: start, end; optional: ; });
record!(WeeklyWindow { required: day, start, end; optional: preference; });
record!(Absence { required: from, to; optional: ; });
record!(ExtraWindow { required: start, end; optional: preference; });
record!(Horizon { required: ; optional: from, days, as_of; });

impl Availability {
    /// In `time_zone`, at no time yet.
    #[must_use]
    pub fn new(time_zone: impl Into<String>) -> Self {
        Availability { time_zone: time_zone.into(), ..Availability::default() }
    }

    /// Adds a weekly window.
    #[must_use]
    pub fn weekly(mut self, day: Day, start: Time, end: Time) -> Self {
        self.weekly.push(WeeklyWindow { day, start, end, preference: None });
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
        self.extra.push(ExtraWindow { start, end, preference: None });
        self
    }
}
