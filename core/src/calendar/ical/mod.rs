//! Calendars of people's programs (iCalendar, RFC 5545, and availability, RFC 7953), read for one thing: when somebody is busy.
//!
//! `lines` and `component` take the text apart, `essence` is what is kept of it, `value`, `rule` and `entry` read what it says, `zones` finds the clocks by which
//! it is said, `expand` and `series` say when it recurs, `busy` and `availability` what that means for a stretch of time. `write` goes
//! the other way: it writes lines, and what a zone's clocks do.

mod availability;
mod busy;
mod clock;
mod component;
mod entry;
mod essence;
mod expand;
mod lines;
mod moment;
mod rule;
mod series;
mod ties;
mod value;
mod windows;
mod write;
mod zones;

use self::availability::Stated;
use self::busy::Period;
use self::clock::Clock;
use self::component::{Component, Kind};
use self::entry::Entry;
use self::expand::{Budget, Spent};
use self::ties::Tied;
use self::zones::Zones;
use super::zone::{self, Clocks};
use crate::error::{Error, ErrorCode};
use crate::model::{Busy, Date, DateTime, ExtraWindow, Instant, Time};
use crate::read::{Reader, excerpt};

use super::week::Plan;
pub(crate) use write::{WallClock, Writer, minutes_between, normal, utc};

/// How a calendar is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarOptions {
    /// The IANA name of the zone in which its owner lives: for whole days, for times that name no zone, and for free windows.
    pub time_zone: String,
    /// Whether what is only tentative is busy; it is if nothing else is said.
    pub tentative: bool,
}

impl CalendarOptions {
    /// With what is tentative as busy time.
    #[must_use]
    pub fn new(time_zone: impl Into<String>) -> Self {
        CalendarOptions { time_zone: time_zone.into(), tentative: true }
    }
}

/// A calendar as iCalendar has it, of which only time is kept: no title, no attendee, no location.
///
/// ```
/// use fireside::calendar::{Calendar, CalendarOptions, Plan};
/// use fireside::model::{Availability, Date, Day, Time};
///
/// # fn main() -> Result<(), fireside::Error> {
/// // Ada has a call every other Tuesday from ten to eleven.
/// let file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:call\r\nDTSTART;TZID=Europe/London:20261117T100000\r\n\
///             DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;INTERVAL=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
/// let calendar = Calendar::parse(file, &CalendarOptions::new("Europe/London"))?;
/// let plan = Plan::new(Date::parse("2026-12-01").unwrap(), 14);
/// let mut ada = Availability::new("Europe/London").weekly(Day::Tue, Time::parse("09:00").unwrap(), Time::parse("12:00").unwrap());
/// ada.busy = calendar.busy(&plan)?;
/// let free: Vec<_> = plan.spans(&ada).iter().filter_map(|(start, _)| plan.local(start, "Europe/London")).collect();
/// assert_eq!(free, ["Tue 1 Dec 09:00", "Tue 1 Dec 11:00", "Tue 8 Dec 09:00"]);
/// # Ok(())
/// # }
/// ```
///
/// # What is read
///
/// - `VEVENT` with `DTSTART`, `DTEND` or `DURATION`, `RRULE`, `RDATE`, `EXDATE`, and instances that were moved
///   (`RECURRENCE-ID`); whole days, times in UTC, in a zone and in none. Neither `TRANSP:TRANSPARENT` nor `STATUS:CANCELLED` is busy.
/// - `VFREEBUSY`: all but `FBTYPE=FREE`.
/// - `VAVAILABILITY`: what lies outside of its `AVAILABLE` parts is busy (RFC 7953).
/// - Rules that repeat daily, weekly, monthly or yearly, with `INTERVAL`, `COUNT`, `UNTIL`, `WKST`, `BYDAY`, `BYMONTH`, `BYMONTHDAY` and
///   `BYSETPOS`. Any other is an error that names the part: read in part it would be another rule.
/// - Zones of the IANA database, also behind a prefix, the names that Windows gives them, and zones that the calendar defines.
///
/// `VTODO`, `VJOURNAL` and alarms take no time. A zone for the whole calendar (`X-WR-TIMEZONE`) is not heeded: the options say where
/// its owner lives.
///
/// # Where programs and the standard differ
///
/// - The start is always an instance, and the first of `COUNT`, even if no rule falls on it or `UNTIL` is before it (RFC 5545,
///   sections 3.3.10 and 3.8.5.3). Instances of several rules are taken together.
/// - An instance at a time that clocks skip is moved as far after the gap (section 3.8.5.3), not left out (section 3.3.10).
/// - A date in `UNTIL` counts to its end; a time without a zone is by the clocks of the start. Where whole days recur, a time
///   is the day on whose midnight it falls on the owner's clocks, else its day in UTC; in `EXDATE` and `RECURRENCE-ID` likewise.
/// - A date in `EXDATE` leaves out all instances of that day.
/// - `DTEND` wins over `DURATION`, and whole days from a day to the same day are one day.
/// - An instance that was moved counts even if there is no series that it belongs to; of two in the same place the one with the
///   higher `SEQUENCE` does, or else the later in the text. A change of all instances from one on (`RANGE`) is refused.
///
/// # Bounds
///
/// 16 MiB of text, also of what is kept of it with lines in CR LF, 100,000 components, 1,000,000 properties, nested 16 deep, and 1,000,000 days and periods that are looked at
/// for one answer: what is more is an error. Series without `COUNT` are looked at only where the answer lies.
#[derive(Debug, Clone)]
pub struct Calendar {
    options: CalendarOptions,
    /// All of the text that bears on time.
    essence: Box<str>,
    clock: Clock,
    events: Vec<Entry>,
    free_busy: Vec<Period>,
    stated: Vec<Stated>,
}

/// An instance of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Occurrence {
    /// Its start, rounded down to the minute.
    pub start: Instant,
    /// Its end, rounded up to the minute; the start if it takes no time.
    pub end: Instant,
    /// Whether it is whole days of the calendar's owner.
    pub all_day: bool,
    /// Whether it is busy time.
    pub busy: bool,
    /// Which `VEVENT` it is of, in the order of the text from 0, as paths of problems count them.
    pub event: usize,
}

impl Calendar {
    /// Reads a calendar. Several `VCALENDAR` in one text are one calendar, and so are components without any.
    ///
    /// O(length of the text).
    ///
    /// # Errors
    /// Everything that is wrong, each with its path, such as `calendar.events[3].rrule.byhour`, and its line: `wrong_type` for what
    /// is no calendar, `too_large` beyond the bounds, `unknown_time_zone` with the nearest name, `invalid_time` for values that
    /// cannot be read, `missing_field`, `duplicate_field` and `contradiction` for what does not fit together, `empty_window` for an
    /// end before its start, and `unknown_field`, `unknown_choice` and `out_of_range` for what is not read.
    pub fn parse(text: &str, options: &CalendarOptions) -> Result<Self, Error> {
        let mut reader = Reader::default();
        let clocks = Clocks::named(&options.time_zone).map(Clock::Zone);
        if clocks.is_none() {
            let name = &options.time_zone;
            let better = zone::nearest_name(name).map(str::to_owned);
            let message = format!("`{}` is not an IANA time zone", excerpt(name));
            reader.field("time_zone", |reader| reader.problem_with(ErrorCode::UnknownTimeZone, message, better));
        }
        let clock = clocks.unwrap_or(Clock::UTC);
        let calendar = reader.field("calendar", |reader| read(text, clock, options, reader));
        match calendar.filter(|_| reader.is_clean()) {
            Some(calendar) => Ok(calendar),
            None => Err(reader.into_error()),
        }
    }

    /// How it was read.
    #[must_use]
    pub fn options(&self) -> &CalendarOptions {
        &self.options
    }

    /// The calendar as a text that is read as the same one, without any component or property that does not bear on time: no title, no
    /// description, no attendee; events have numbers for names. To keep or to hand on. The names of zones are in it, which may tell a region
    /// (`Europe/London`) or be of the program's own making, and what stands in the properties that are kept, read or not.
    ///
    /// ```
    /// use fireside::calendar::{Calendar, CalendarOptions};
    ///
    /// let file = "BEGIN:VEVENT\nUID:ada@example.org\nDTSTART;X-A=b:20261117T100000Z\nSUMMARY:Doctor\nEND:VEVENT\n";
    /// let calendar = Calendar::parse(file, &CalendarOptions::new("Europe/London"))?;
    /// let kept = "BEGIN:VEVENT\r\nUID:0\r\nDTSTART:20261117T100000Z\r\nEND:VEVENT\r\n";
    /// assert_eq!(calendar.to_ical(), kept);
    /// # Ok::<(), fireside::Error>(())
    /// ```
    #[must_use]
    pub fn to_ical(&self) -> &str {
        &self.essence
    }

    /// When its owner is busy, over a plan's horizon and the day before and after it, since buffers reach over its ends: ascending,
    /// disjoint, in whole minutes that are rounded so that nothing busy is left out. It goes into
    /// [`Availability::busy`](crate::model::Availability).
    ///
    /// O(events + days of the horizon that they fall on), more for what has a `COUNT`.
    ///
    /// # Errors
    /// `too_large` if that takes more than a million steps; the path names the event at which it did.
    pub fn busy(&self, plan: &Plan) -> Result<Vec<Busy>, Error> {
        let (start, end) = plan.bounds();
        const MARGIN: i64 = 24 * 60;
        self.busy_between(instant((start - MARGIN) * 60), instant((end + MARGIN) * 60))
    }

    /// The same from one instant until another; nothing if they are not in this order.
    ///
    /// # Errors
    /// As those of [`busy`](Self::busy).
    pub fn busy_between(&self, from: Instant, until: Instant) -> Result<Vec<Busy>, Error> {
        busy::between(self, seconds(from), seconds(until))
    }

    /// The windows that `AVAILABLE` parts state over a plan's horizon, on the owner's clocks, for
    /// [`Availability::extra`](crate::model::Availability): ascending, in whole minutes that are rounded so that nothing unavailable
    /// is let in. `None` if the calendar has no `VAVAILABILITY`. What else is busy is not taken out.
    ///
    /// Of several that speak of one time the one with the higher priority counts (RFC 7953, section 4), and of equal ones that
    /// which is not available. Windows of more than six days are cut; where clocks fall back, what can only be told the second
    /// time they show it is left out.
    ///
    /// ```
    /// use fireside::calendar::{Calendar, CalendarOptions, Plan};
    /// use fireside::model::{Availability, Date};
    ///
    /// # fn main() -> Result<(), fireside::Error> {
    /// // Bo can be met on Fridays from two to five, and is out on the first one.
    /// let file = "BEGIN:VCALENDAR\nBEGIN:VAVAILABILITY\nBEGIN:AVAILABLE\nDTSTART;TZID=Asia/Kolkata:20261106T140000\n\
    ///             DTEND;TZID=Asia/Kolkata:20261106T170000\nRRULE:FREQ=WEEKLY\nEND:AVAILABLE\nEND:VAVAILABILITY\n\
    ///             BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261204\nEND:VEVENT\nEND:VCALENDAR\n";
    /// let calendar = Calendar::parse(file, &CalendarOptions::new("Asia/Kolkata"))?;
    /// let plan = Plan::new(Date::parse("2026-12-01").unwrap(), 14);
    /// let bo = Availability {
    ///     extra: calendar.free(&plan)?.unwrap_or_default(),
    ///     busy: calendar.busy(&plan)?,
    ///     ..Availability::new("Asia/Kolkata")
    /// };
    /// let free: Vec<_> = plan.spans(&bo).iter().map(|(start, end)| (plan.utc(start), plan.utc(end))).collect();
    /// assert_eq!(free, [("2026-12-11T08:30:00Z".to_owned(), "2026-12-11T11:30:00Z".to_owned())]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As those of [`busy`](Self::busy).
    pub fn free(&self, plan: &Plan) -> Result<Option<Vec<ExtraWindow>>, Error> {
        let (start, end) = plan.bounds();
        availability::free(self, start * 60, end * 60)
    }

    /// The instances of all events, busy or not, that have time in common with the time from one instant until another, or no length
    /// and lie in it; by their starts, then their ends. Starts and ends outside of the years 1970 to 2199 stand at their border.
    ///
    /// # Errors
    /// As those of [`busy`](Self::busy).
    pub fn occurrences(&self, from: Instant, until: Instant) -> Result<Vec<Occurrence>, Error> {
        let mut budget = Budget::new();
        let mut found = Vec::new();
        for event in &self.events {
            let instances = event.series.instances(seconds(from), seconds(until), &mut budget);
            let (all_day, busy) = (event.series.all_day, self.counts(event.takes));
            found.extend(instances.map_err(|Spent| spent("events", event.place))?.into_iter().map(|(start, end)| {
                Occurrence { start: instant(start), end: instant(end + 59), all_day, busy, event: event.place }
            }));
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Whether what takes time so is busy time.
    fn counts(&self, takes: entry::Takes) -> bool {
        match takes {
            entry::Takes::Nothing => false,
            entry::Takes::Tentatively => self.options.tentative,
            entry::Takes::Time => true,
        }
    }
}

fn read(text: &str, clock: Clock, options: &CalendarOptions, reader: &mut Reader) -> Option<Calendar> {
    let components = component::components(text, reader)?;
    let of = |kind: Kind| components.iter().filter(move |component| component.kind == kind);
    let mut zones = Zones::new(clock.clone(), of(Kind::TimeZone));
    let events = reader.field("events", |reader| entries(of(Kind::Event), &mut zones, reader));
    let free_busy = reader.field("free_busy", |reader| {
        let all = of(Kind::FreeBusy).enumerate();
        all.flat_map(|(place, one)| reader.index(place, |reader| busy::periods(one, &mut zones, reader))).collect()
    });
    let stated = reader.field("availabilities", |reader| {
        let all = of(Kind::Availability).enumerate();
        all.filter_map(|(place, one)| {
            reader.index(place, |reader| availability::stated(one, place, &mut zones, reader))
        })
        .collect()
    });
    let essence = essence::essence(text);
    // With other ends of lines it can be longer than the text, and what is kept is to be read again.
    if essence.len() > component::LONGEST {
        let message = format!("is {} bytes long with CR LF; at most {} are read", essence.len(), component::LONGEST);
        reader.problem(ErrorCode::TooLarge, message);
        return None;
    }
    Some(Calendar { options: options.clone(), essence: essence.into(), clock, events, free_busy, stated })
}

/// Entries of one kind, without the instances that others stand in for.
fn entries<'c, 't: 'c>(
    components: impl Iterator<Item = &'c Component<'t>>,
    zones: &mut Zones,
    reader: &mut Reader,
) -> Vec<Entry> {
    let numbered = components.enumerate();
    let tied: Vec<Tied> = numbered
        .filter_map(|(place, component)| reader.index(place, |reader| entry::entry(component, place, zones, reader)))
        .collect();
    ties::tie(tied, &zones.floating, reader)
}

fn spent(kind: &str, place: usize) -> Error {
    let message =
        format!("takes more than {} steps, with those before it: there are too many instances", Budget::STEPS);
    Error::new(ErrorCode::TooLarge, format!("calendar.{kind}[{place}]"), message)
}

/// An instant in seconds.
fn seconds(instant: Instant) -> i64 {
    let utc = instant.utc();
    zone::day_number(utc.date) * value::DAY + i64::from(utc.time.minutes()) * 60
}

/// Seconds as an instant, rounded down to the minute; the first or the last there is if it lies beyond.
fn instant(seconds: i64) -> Instant {
    match on_clocks(seconds) {
        Some(utc) => Instant::new(utc),
        None if seconds < 0 => Instant::default(),
        None => {
            let last = Date::new(2199, 12, 31).unwrap_or_default();
            Instant::new(DateTime { date: last, time: Time::new(24, 0).unwrap_or_default() })
        }
    }
}

/// What clocks show, to the minute.
fn on_clocks(local: i64) -> Option<DateTime> {
    let (year, month, day) = zone::civil(local.div_euclid(value::DAY))?;
    let minutes = local.rem_euclid(value::DAY) / 60;
    let time = Time::new((minutes / 60) as u8, (minutes % 60) as u8)?;
    Some(DateTime { date: Date::new(year, month, day)?, time })
}
