//! Random matchings of people with calendars, and how many of their sessions can be held, by trying everything.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests, each using a part")]

use std::collections::BTreeMap;

use fireside::calendar::Plan;
use fireside::matching::Pairing;
use fireside::model::*;
use fireside::{Cohort, Matching};
use proptest::prelude::*;

const ZONES: [&str; 7] = [
    "Europe/London",
    "Europe/Lisbon",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "UTC",
    "America/St_Johns",
];

/// What is in play.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Play {
    pub(crate) mentors: usize,
    pub(crate) mentees: usize,
    pub(crate) pairs: usize,
    /// Hours of windows.
    pub(crate) hours: u8,
    pub(crate) limits: bool,
    pub(crate) buffers: bool,
    /// Sessions of one slot, and one pair a mentee.
    pub(crate) simple: bool,
    /// Everybody has time in the same few hours.
    pub(crate) tight: bool,
}

/// Clocks change in Europe on 29 March and on 25 October 2026, in New York on 8 March and 1 November, in Auckland on 5 April.
fn horizon() -> impl Strategy<Value = Horizon> {
    let from = prop::sample::select(&["2026-03-06", "2026-03-27", "2026-04-03", "2026-10-23", "2026-10-30"][..]);
    (from, 4_u32..6, prop::option::weighted(0.3, 0_u8..30)).prop_map(|(from, days, hours)| {
        let instant = |hours| Instant::parse(&format!("{from}T{hours:02}:20:00Z")).unwrap();
        Horizon { from: Date::parse(from), days, as_of: hours.filter(|hours| *hours < 24).map(instant) }
    })
}

fn availability(play: Play) -> impl Strategy<Value = Availability> {
    // Of the days from Friday to Tuesday; on Sundays the clocks change, between one and three.
    let days = prop::sample::select(if play.tight { &[6_usize, 6, 6, 6, 0][..] } else { &[0, 1, 2, 3, 4, 5, 6] });
    let hours =
        prop::sample::select(if play.tight { &[1_u8, 2][..] } else { &[0, 1, 2, 5, 8, 9, 10, 11, 14, 17, 20, 22] });
    let window = (days, hours, 0..4_u8, 1..=play.hours, prop::option::weighted(0.3, any::<bool>()));
    let limits = (prop::option::weighted(0.4, 20..200_u32), prop::option::weighted(0.4, 1..4_u32));
    let buffers = (
        prop::option::weighted(0.4, 0..40_u32),
        prop::option::weighted(0.4, 0..40_u32),
        prop::option::weighted(0.2, 0..900_u32),
    );
    let zones = if play.tight { &ZONES[..2] } else { &ZONES[..] };
    let zones = (prop::sample::select(zones), prop::option::weighted(0.2, prop::sample::select(&ZONES[..])));
    (zones, prop::collection::vec(window, 1..if play.tight { 3 } else { 4 }), limits, buffers).prop_map(
        move |((zone, then), windows, (minutes, sessions), (before, after, notice))| {
            let window = |(day, hour, quarter, hours, preferred): (usize, u8, u8, u8, Option<bool>)| WeeklyWindow {
                day: Day::ALL[day].1,
                start: Time::new(hour, quarter * 15).unwrap(),
                end: Time::new((hour + hours).min(24), if hour + hours < 24 { quarter * 15 } else { 0 }).unwrap(),
                preference: preferred.map(|it| if it { TimePreference::Preferred } else { TimePreference::Possible }),
            };
            let from = |zone: &str| ZoneChange { from: Date::parse("2026-03-30").unwrap(), time_zone: zone.into() };
            let weekly: Vec<WeeklyWindow> = windows.into_iter().map(window).filter(|it| it.start < it.end).collect();
            Availability {
                weekly,
                zones: then.iter().map(|zone| from(zone)).collect(),
                max_minutes_per_week: minutes.filter(|_| play.limits),
                max_sessions_per_week: sessions.filter(|_| play.limits),
                buffer_before_minutes: before.filter(|_| play.buffers),
                buffer_after_minutes: after.filter(|_| play.buffers),
                notice_minutes: notice,
                ..Availability::new(zone)
            }
        },
    )
}

/// A cohort and who is to meet in it. The first mentor is a mentee, too.
pub(crate) fn matchings(play: Play) -> impl Strategy<Value = (CohortData, Vec<(String, String)>)> {
    let people = |count| prop::collection::vec(prop::option::weighted(0.9, availability(play)), count);
    let both = if play.simple { 0 } else { 1 };
    let name = move |side: char, k: usize| if k < both { "x".to_owned() } else { format!("{side}{k}") };
    let pair = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let times = prop::sample::select(if play.simple {
        &[(15, 15), (30, 30), (20, 30), (60, 60)][..]
    } else {
        &[(30, 15), (45, 15), (30, 20), (60, 30), (25, 10), (30, 30)]
    });
    (people(play.mentors), people(play.mentees), prop::collection::vec(pair, 1..=play.pairs), horizon(), times)
        .prop_map(move |(mentors, mentees, pairs, horizon, (session_minutes, slot_minutes))| {
            let policy = Policy { horizon, session_minutes, slot_minutes, ..Policy::default() };
            let mut data = CohortData { policy, ..CohortData::default() };
            let mut chosen: BTreeMap<(usize, usize), ()> = BTreeMap::new();
            for (k, (mentor, mentee)) in pairs.iter().enumerate() {
                let (j, i) = (mentor.index(mentors.len()), mentee.index(mentees.len()));
                let i = if play.simple { k % mentees.len() } else { i };
                if name('m', j) != name('p', i) && (!play.simple || chosen.keys().all(|known| known.1 != i)) {
                    chosen.insert((j, i), ());
                }
            }
            for (k, availability) in mentors.into_iter().enumerate() {
                data.mentors.push(Mentor { availability, ..Mentor::new(name('m', k)) });
            }
            for (k, availability) in mentees.into_iter().enumerate() {
                data.mentees.push(Mentee { availability, ..Mentee::new(name('p', k)) });
            }
            (data, chosen.keys().map(|&(j, i)| (name('m', j), name('p', i))).collect())
        })
}

pub(crate) fn matching(pairs: &[(String, String)]) -> Matching {
    let pairing = |(mentor, mentee): &(String, String)| Pairing {
        mentor: mentor.clone(),
        mentee: mentee.clone(),
        ..Pairing::default()
    };
    Matching { pairings: pairs.iter().map(pairing).collect(), ..Matching::default() }
}

/// Whether a pair could have a session at a start beside others.
type Fits<'a> = dyn Fn(&[(usize, u32)], usize, u32) -> bool + 'a;

/// How many sessions can be held, by trying everything; nothing if that is too much.
pub(crate) fn most(cohort: &Cohort, pairs: &[(String, String)], rooms: Option<u32>, limit: f64) -> Option<u32> {
    best(cohort, pairs, rooms, limit, &|held, rest| (Some(held.len() as i64), (held.len() + rest) as i64))
        .map(|most| most as u32)
}

/// What pairs that are held are worth, if they may be the answer, and what no more than so many others could make of them.
pub(crate) type Worth<'a> = dyn Fn(&[usize], usize) -> (Option<i64>, i64) + 'a;

/// What the best pairs that can be held together are worth, by trying everything; nothing if that is too much. Pairs that are held are
/// told by position.
pub(crate) fn best(
    cohort: &Cohort,
    pairs: &[(String, String)],
    rooms: Option<u32>,
    limit: f64,
    worth: &Worth<'_>,
) -> Option<i64> {
    let data = cohort.data();
    let horizon = data.policy.horizon;
    let mut plan = Plan::new(horizon.from.unwrap(), horizon.days);
    if let Some(as_of) = horizon.as_of {
        plan = plan.with_as_of(as_of);
    }
    let (session, grid) = (data.policy.session_minutes, data.policy.slot_minutes);
    let roles = |id: &str| {
        let mentor = data.mentors.iter().find(|it| it.id == id).and_then(|it| it.availability.clone());
        [mentor, data.mentees.iter().find(|it| it.id == id).and_then(|it| it.availability.clone())]
    };
    let free = |availability: &Option<Availability>, start: u32| {
        let Some(availability) = availability else { return true };
        plan.spans(availability).iter().any(|(from, to)| from <= start && start + session <= to)
    };
    let starts: Vec<Vec<u32>> = pairs
        .iter()
        .map(|(mentor, mentee)| {
            let ([own, other], [second, first]) = (roles(mentor), roles(mentee));
            let (mentor, mentee) = (own.or(other), first.or(second));
            let both = |start: &u32| free(&mentor, *start) && free(&mentee, *start);
            let some = mentor.is_some() || mentee.is_some();
            (0..plan.minutes()).step_by(grid as usize).filter(|_| some).filter(both).collect()
        })
        .collect();
    if starts.iter().map(|starts| starts.len() as f64 + 1.0).product::<f64>() > limit {
        return None;
    }
    // A week by the date that the person's own clocks show.
    let week = |id: &str, start: u32| {
        let zone = roles(id).into_iter().flatten().next()?;
        let (_, local) = plan.local_time(start, &zone)?;
        let days = Plan::new(Date::parse(&local[..10]).unwrap(), 1);
        let thursday = Instant::parse("1970-01-01T00:00:00Z").unwrap();
        Some((-days.minute_of(thursday) / 1440 + 3) / 7)
    };
    let fits = |held: &[(usize, u32)], pair: usize, start: u32| {
        let (mentor, mentee) = &pairs[pair];
        for id in [mentor, mentee] {
            let stated: Vec<Availability> = roles(id).into_iter().flatten().collect();
            let buffers = stated.iter().flat_map(|it| [it.buffer_before_minutes, it.buffer_after_minutes]);
            let buffer = buffers.flatten().max().unwrap_or(0);
            let own = || held.iter().filter(|(other, _)| pairs[*other].0 == *id || pairs[*other].1 == *id);
            if own().any(|&(_, at)| at < start + session + buffer && start < at + session + buffer) {
                return false;
            }
            let in_week = 1 + own().filter(|(_, at)| week(id, *at) == week(id, start)).count() as u32;
            for it in &stated {
                if it.max_sessions_per_week.is_some_and(|most| in_week > most)
                    || it.max_minutes_per_week.is_some_and(|most| in_week * session > most)
                {
                    return false;
                }
            }
        }
        let at_once = |minute: u32| held.iter().filter(|(_, at)| (*at..at + session).contains(&minute)).count() as u32;
        rooms.is_none_or(|rooms| (start..start + session).all(|minute| at_once(minute) < rooms))
    };
    let mut search = Search { starts: &starts, fits: &fits, worth, held: Vec::new(), best: i64::MIN };
    search.go(0);
    Some(search.best)
}

struct Search<'a> {
    starts: &'a [Vec<u32>],
    fits: &'a Fits<'a>,
    worth: &'a Worth<'a>,
    held: Vec<(usize, u32)>,
    best: i64,
}

impl Search<'_> {
    fn go(&mut self, pair: usize) {
        let held: Vec<usize> = self.held.iter().map(|held| held.0).collect();
        let (worth, most) = (self.worth)(&held, self.starts.len() - pair);
        self.best = self.best.max(worth.unwrap_or(i64::MIN));
        if pair == self.starts.len() || most <= self.best {
            return;
        }
        for k in 0..self.starts[pair].len() {
            let start = self.starts[pair][k];
            if (self.fits)(&self.held, pair, start) {
                self.held.push((pair, start));
                self.go(pair + 1);
                self.held.pop();
            }
        }
        self.go(pair + 1);
    }
}
