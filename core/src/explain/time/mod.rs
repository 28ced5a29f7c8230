//! When two people could meet, in the clocks of both, or why there is no such time.
//!
//! `weekly.rs` finds what comes every week, `hours.rs` what times of day and which days somebody's free time falls in, and `words.rs`
//! puts it as people would.

mod hours;
mod weekly;
mod words;

use serde::Serialize;

use crate::calendar::{Grid, Plan, Spans, Wall};
use crate::cohort::Cohort;
use crate::explain::names;
use crate::matching::LocalTime;
use crate::model::{Availability, Time};
use crate::roster::{MenteeIx, MentorIx};
use crate::words::Words;

/// How many stretches are listed.
const WINDOWS: usize = 10;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal;)+) => {
        /// What is to be said of the time of two people. Hosts may branch on it and translate it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum TimeCode { $($(#[doc = $doc])+ $variant,)+ }

        impl TimeCode {
            /// Every code there is, in the order in which they are asked.
            pub const ALL: &'static [TimeCode] = &[$(TimeCode::$variant,)+];

            /// As documents spell it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(TimeCode::$variant => $text,)+ }
            }
        }
    };
}

codes! {
    /// One of the two does not state when they have time, and the other has some.
    OneStatesNoTime = "one_states_no_time";
    /// One of the two, or both, state availability and have no free minute in the horizon, whether or not the other states any.
    NoFreeTime = "no_free_time";
    /// They have time for a whole session.
    Shared = "shared";
    /// They have a stretch as long as a session, but at no start of the grid of `slot_minutes`.
    OffGrid = "off_grid";
    /// They have common time, but no stretch as long as a session.
    TooShort = "too_short";
    /// The times of day at which they are free do not meet.
    OtherHours = "other_hours";
    /// The days on which they are free are others.
    OtherDays = "other_days";
    /// Neither hours nor days tell them apart, and yet they are never both free.
    NeverBothFree = "never_both_free";
}

/// The common time of two people, of whom at least one states availability.
///
/// It counts what each states in the role at hand, as the score does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CommonTime {
    /// What is to be said, one of [`TimeCode`].
    pub code: String,
    /// One or two sentences for people.
    pub text: String,
    /// The minutes of their common stretches together: of those at least as long as a session or, if there are none, of all. 0 unless both
    /// state availability.
    pub minutes: u32,
    /// The minutes of the longest of them.
    pub longest_minutes: u32,
    /// The first ten of them.
    pub windows: Vec<CommonWindow>,
    /// Those that come every week of the horizon at the same times of both clocks, in the order in which they come first. Empty in a
    /// horizon that has fewer than two of their days.
    pub weekly: Vec<WeeklyTime>,
    /// Where they have no time for a session: the one that lacks the least. One of the two is free for all of it, the other for a part; absent if
    /// there is no such session. What the other lacks may be busy, away or too soon: the text says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<NearTime>,
    /// Where they are never both free: at what times of day each of them is, by the mentor's clocks and then by the mentee's.
    pub hours: Vec<ClockHours>,
}

/// A stretch in which both are free.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CommonWindow {
    /// Its start in UTC, for example `2026-12-01T10:00:00Z`.
    pub start: String,
    /// Its end in UTC.
    pub end: String,
    /// What the mentor's clocks show.
    pub mentor: LocalTime,
    /// What the mentee's clocks show.
    pub mentee: LocalTime,
}

/// A stretch that comes every week.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WeeklyTime {
    /// By the mentor's clocks.
    pub mentor: WallTime,
    /// By the mentee's clocks.
    pub mentee: WallTime,
    /// How often it comes in the horizon.
    pub times: u32,
}

/// A time of the week as clocks somewhere show it: those of the zone in which somebody is at its start.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WallTime {
    /// The zone of the clocks.
    pub time_zone: String,
    /// The day on which it starts: `mon` to `sun`.
    pub day: String,
    /// Its start, for example `10:00`.
    pub start: Time,
    /// Its end; on a later day if it is not after the start.
    pub end: Time,
}

/// A session that somebody would have to give more time for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NearTime {
    /// Id of whoever has too little time; the other one is free.
    pub person: String,
    /// How many more minutes it takes.
    pub minutes: u32,
    /// When it would start, in UTC.
    pub start: String,
    /// When it would end, in UTC.
    pub end: String,
    /// What the mentor's clocks would show.
    pub mentor: LocalTime,
    /// What the mentee's clocks would show.
    pub mentee: LocalTime,
}

/// At what times of day two people are free, by the clocks of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ClockHours {
    /// Id of the person whose clocks they are.
    pub person: String,
    /// The zone in which that person is at the horizon's start.
    pub time_zone: String,
    /// When that person is ever free; the first ten ranges.
    pub own: Vec<ClockRange>,
    /// When the other is ever free; the first ten ranges.
    pub other: Vec<ClockRange>,
    /// Whether the other is free only between 22:00 and 07:00 by these clocks.
    pub at_night: bool,
}

/// A range of times of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct ClockRange {
    /// Its start, for example `22:30`.
    pub start: Time,
    /// Its end; past midnight if it is not after the start.
    pub end: Time,
}

/// A start and an end, in minutes of the horizon.
type Stretch = (u32, u32);

/// One of the two: who they are, what they state, when they are free and what their clocks show.
#[derive(Debug)]
struct Half<'a> {
    id: &'a str,
    name: &'a str,
    availability: &'a Availability,
    spans: &'a Spans,
    wall: Wall<'a>,
}

/// The common time of a pair; `None` if neither states availability.
pub(super) fn common_time(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx) -> Option<CommonTime> {
    let (one, other) = (cohort.mentor(mentor), cohort.mentee(mentee));
    let names = [names::mentor(cohort, mentor), names::mentee(cohort, mentee)];
    let said = cohort.words();
    let stated = [one.availability.as_ref(), other.availability.as_ref()];
    let roster = cohort.roster();
    let spans =
        [roster.mentors.get(mentor as usize)?.spans.as_ref(), roster.mentees.get(mentee as usize)?.spans.as_ref()];
    let grid = Grid::of(&cohort.data().policy);
    if stated.iter().any(Option::is_none) {
        let silent = stated.iter().position(Option::is_none).filter(|_| stated.iter().any(Option::is_some))?;
        let stating = 1 - silent;
        let (code, text) = if spans.get(stating)?.is_some_and(Spans::is_empty) {
            (TimeCode::NoFreeTime, words::no_free_time(said, names, &[*names.get(stating)?], grid.session))
        } else {
            (TimeCode::OneStatesNoTime, words::one_states_no_time(said, names, silent))
        };
        return Some(CommonTime { code: code.as_str().to_owned(), text, ..CommonTime::default() });
    }
    let plan = roster.plan.as_ref()?;
    let half = |at: usize, id| {
        let availability = (*stated.get(at)?)?;
        let wall = plan.wall(availability)?;
        Some(Half { id, name: names.get(at)?, availability, spans: (*spans.get(at)?)?, wall })
    };
    let halves = [half(0, one.id.as_str())?, half(1, other.id.as_str())?];
    Some(Couple { words: said, plan, grid, halves }.time())
}

struct Couple<'a> {
    words: &'a Words,
    plan: &'a Plan,
    grid: Grid,
    /// The mentor and the mentee.
    halves: [Half<'a>; 2],
}

impl Couple<'_> {
    fn time(&self) -> CommonTime {
        let [one, other] = &self.halves;
        let mut stretches = one.spans.common(other.spans, self.grid.session);
        let whole = !stretches.is_empty();
        if !whole {
            stretches = one.spans.common(other.spans, 1);
        }
        let mut time = CommonTime {
            minutes: stretches.iter().map(|(start, end)| end - start).sum(),
            longest_minutes: stretches.iter().map(|(start, end)| end - start).max().unwrap_or(0),
            windows: stretches.iter().take(WINDOWS).filter_map(|&stretch| self.window(stretch)).collect(),
            ..CommonTime::default()
        };
        let both = Spans::from_unsorted(stretches.clone());
        let code = match () {
            () if self.grid.starts(&both).next().is_some() => TimeCode::Shared,
            () if whole => TimeCode::OffGrid,
            () if !stretches.is_empty() => TimeCode::TooShort,
            () if self.halves.iter().any(|half| half.spans.is_empty()) => TimeCode::NoFreeTime,
            () => self.apart(&mut time),
        };
        let weekly = if whole { weekly::weekly(self, &stretches) } else { Vec::new() };
        let lead = weekly.iter().find(|(_, sessions)| *sessions).map(|(weekly, _)| weekly);
        time.code = code.as_str().to_owned();
        time.text = words::text(self, code, &time, &stretches, lead);
        time.weekly = weekly.into_iter().map(|(weekly, _)| weekly).collect();
        if let Some((near, stretch)) = self.nearest().filter(|_| code != TimeCode::Shared) {
            time.text.push(' ');
            time.text.push_str(&words::with_more(self, &near, stretch));
            time.nearest = Some(near);
        }
        time
    }

    /// What tells the free time of two people apart who are never both free.
    fn apart(&self, time: &mut CommonTime) -> TimeCode {
        let [one, other] = &self.halves;
        time.hours = vec![hours::by_clocks(one, other), hours::by_clocks(other, one)];
        match () {
            () if !hours::meet(&hours::hours(&one.wall, one.spans), &hours::hours(&one.wall, other.spans)) => {
                TimeCode::OtherHours
            }
            () if hours::days(&one.wall, one.spans).is_disjoint(&hours::days(&one.wall, other.spans)) => {
                TimeCode::OtherDays
            }
            () => TimeCode::NeverBothFree,
        }
    }

    fn nearest(&self) -> Option<(NearTime, Stretch)> {
        let [one, other] = &self.halves;
        let starts = [one, other].map(|half| self.grid.starts(half.spans).collect::<Vec<_>>());
        let [first, second] = &starts;
        let lack = self.grid.least_lack([Some(one.spans), Some(other.spans)], [first, second])?;
        let start = lack.start * self.grid.slot;
        let stretch = (start, start + self.grid.session);
        let window = self.window(stretch)?;
        let near = NearTime {
            person: if lack.second { other.id } else { one.id }.to_owned(),
            minutes: lack.minutes,
            start: window.start,
            end: window.end,
            mentor: window.mentor,
            mentee: window.mentee,
        };
        Some((near, stretch))
    }

    fn window(&self, (start, end): Stretch) -> Option<CommonWindow> {
        let local = |half: &Half<'_>| {
            let (zone, start, end) = half.wall.stamps((start, end))?;
            Some(LocalTime { time_zone: zone.to_owned(), start, end })
        };
        let [one, other] = &self.halves;
        let (mentor, mentee) = (local(one)?, local(other)?);
        Some(CommonWindow { start: self.plan.utc(start), end: self.plan.utc(end), mentor, mentee })
    }
}
