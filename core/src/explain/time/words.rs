//! The time of two people in one or two sentences. Everything in them is in the document, too.

use super::hours::days;
use super::{ClockRange, CommonTime, Couple, Half, NearTime, Stretch, TimeCode, WeeklyTime};
use crate::calendar::{Shown, Spans};
use crate::explain::clock::{LONG, SHORT};
use crate::explain::words::{duration, list};

/// How many ranges of times are named.
const RANGES: usize = 3;

/// Where the mentor (0) or the mentee (1) is silent.
pub(super) fn one_states_no_time([mentor, mentee]: [&str; 2], silent: usize) -> String {
    let (one, other) = if silent == 0 { (mentor, mentee) } else { (mentee, mentor) };
    format!("{one} does not state when they have time, so any time of {other}'s counts.")
}

/// Where somebody has no free time at all.
pub(super) fn no_free_time([mentor, mentee]: [&str; 2], without: &[&str], least: u32) -> String {
    let have = if without.len() == 1 { "has" } else { "have" };
    format!("{mentor} and {mentee} have no common {}: {} {have} no free time at all.", session(least), list(without))
}

/// `weekly` is what comes every week and has room for a session each time, if anything does.
pub(super) fn text(
    couple: &Couple<'_>,
    code: TimeCode,
    time: &CommonTime,
    stretches: &[Stretch],
    weekly: Option<&WeeklyTime>,
) -> String {
    let names = [couple.halves[0].name, couple.halves[1].name];
    let both = format!("{} and {}", names[0], names[1]);
    let (least, slot) = (couple.grid.session, couple.grid.slot);
    let none = format!("{both} have no common {}", session(least));
    let at = |least: u32| {
        let stretch = stretches.iter().find(|(start, end)| end - start >= least);
        stretch.map(|&stretch| couple.stretch(stretch)).unwrap_or_default()
    };
    match code {
        TimeCode::OneStatesNoTime => String::new(),
        TimeCode::Shared => {
            let first = || {
                let stretch = stretches.iter().find(|&&stretch| couple.grid.starts_in(stretch).is_some());
                stretch.map(|&stretch| couple.stretch(stretch)).unwrap_or_default()
            };
            let when = weekly.map_or_else(first, every);
            let more = match stretches.len() {
                0 | 1 => String::new(),
                many => format!("; {} in all, in {many} stretches", duration(time.minutes)),
            };
            format!("{both} share {when}{more}.")
        }
        TimeCode::OffGrid => {
            let session = duration(least);
            format!("{both} share {}, but of the starts every {slot} min none leaves {session} of it.", at(least))
        }
        TimeCode::TooShort => {
            let longest = time.longest_minutes;
            format!("{none}: the longest stretch they share is {}, {}.", duration(longest), at(longest))
        }
        TimeCode::NoFreeTime => {
            let without = couple.halves.iter().filter(|half| half.spans.is_empty()).map(|half| half.name);
            no_free_time(names, &without.collect::<Vec<_>>(), least)
        }
        TimeCode::OtherHours => format!("{none}: {}.", couple.other_hours(time).unwrap_or_default()),
        TimeCode::OtherDays => format!("{none}: {}.", couple.other_days()),
        TimeCode::NeverBothFree => format!("{none}: they are never both free."),
    }
}

/// "With 15 min more of Bo (now busy) they could meet Tue 1 Dec 09:30–10:00 in Europe/London."
pub(super) fn with_more(couple: &Couple<'_>, near: &NearTime, stretch: Stretch) -> String {
    let Some(half) = couple.halves.iter().find(|half| half.id == near.person) else { return String::new() };
    let lacking = Spans::from_unsorted(vec![stretch]).without(half.spans);
    let kept = couple.plan.kept_from(half.availability, &lacking);
    let named = kept.iter().zip(["busy", "away", "too soon"]).filter(|(kept, _)| **kept).map(|(_, name)| name);
    let why = match list(&named.collect::<Vec<_>>()) {
        none if none.is_empty() => none,
        why => format!(" (now {why})"),
    };
    let (more, when) = (duration(near.minutes), couple.stretch(stretch));
    format!(" With {more} more of {}{why} they could meet {when}.", half.name)
}

/// "half hour", "hour", or "stretch of 45 min".
fn session(minutes: u32) -> String {
    match minutes {
        30 => "half hour".to_owned(),
        60 => "hour".to_owned(),
        minutes => format!("stretch of {}", duration(minutes)),
    }
}

/// "every Tuesday 10:00–11:30 in Europe/London, which is 15:30–17:00 in Asia/Kolkata".
fn every(WeeklyTime { mentor, mentee, .. }: &WeeklyTime) -> String {
    let name = |day: &str, names: [&'static str; 7]| {
        let at = SHORT.iter().position(|name| name.eq_ignore_ascii_case(day));
        at.and_then(|at| names.get(at)).copied().unwrap_or_default()
    };
    let mut text = format!("every {} {}–{} in {}", name(&mentor.day, LONG), mentor.start, mentor.end, mentor.time_zone);
    if mentor.time_zone != mentee.time_zone {
        let weekday = if mentor.day == mentee.day { String::new() } else { format!("{} ", name(&mentee.day, SHORT)) };
        text.push_str(&format!(", which is {weekday}{}–{} in {}", mentee.start, mentee.end, mentee.time_zone));
    }
    text
}

/// "09:00–12:00 and 14:00–15:00".
fn ranges(ranges: &[ClockRange]) -> String {
    let named = ranges.iter().take(RANGES).map(|range| format!("{}–{}", range.start, range.end));
    let more = (ranges.len() > RANGES).then(|| "other times".to_owned());
    let texts: Vec<String> = named.chain(more).collect();
    list(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// "10:00–11:30", or with the day of an end on another day.
fn range(start: Shown<'_>, end: Shown<'_>) -> String {
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let to = match end.day - start.day {
        0 => clock(end.minute),
        1 if end.minute == 0 => "24:00".to_owned(),
        _ => format!("{} {}", weekday(end, SHORT), clock(end.minute)),
    };
    format!("{}–{to}", clock(start.minute))
}

fn weekday(shown: Shown<'_>, names: [&'static str; 7]) -> &'static str {
    names.get(shown.weekday()).copied().unwrap_or_default()
}

/// The weekdays of days, each once.
fn weekdays(of: impl Iterator<Item = i64>) -> Vec<usize> {
    let mut found: Vec<usize> = of.map(|day| Shown { zone: "", day, minute: 0 }.weekday()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Couple<'_> {
    /// "Tue 1 Dec 10:00–11:30 in Europe/London, which is 15:30–17:00 in Asia/Kolkata".
    fn stretch(&self, stretch: Stretch) -> String {
        let [one, other] = &self.halves;
        let (Some((from, to)), Some((their, until))) = (one.wall.over(stretch), other.wall.over(stretch)) else {
            return String::new();
        };
        let date = self.plan.local(stretch.0, from.zone).unwrap_or_default();
        // The date ends with the time of the start, with which the range begins.
        let date = date.rsplit_once(' ').map_or("", |(date, _)| date);
        let mut text = format!("{date} {} in {}", range(from, to), from.zone);
        if from.zone != their.zone {
            let day = if from.day == their.day { String::new() } else { format!("{} ", weekday(their, SHORT)) };
            text.push_str(&format!(", which is {day}{} in {}", range(their, until), their.zone));
        }
        text
    }

    /// "Bo is free only when it is 22:30–01:30 for Ada, at night; Ada is free 09:00–12:00": by the clocks of whom it is night for,
    /// else by the mentor's.
    fn other_hours(&self, time: &CommonTime) -> Option<String> {
        let [mine, theirs] = &self.halves;
        let at = usize::from(!time.hours.first()?.at_night && time.hours.get(1)?.at_night);
        let (own, other) = if at == 0 { (mine, theirs) } else { (theirs, mine) };
        let clocks = time.hours.get(at)?;
        let night = if clocks.at_night { ", at night" } else { "" };
        let (one, two) = (ranges(&clocks.other), ranges(&clocks.own));
        Some(format!(
            "{} is free only when it is {one} for {}{night}; {} is free {two}",
            other.name, own.name, own.name
        ))
    }

    /// "Ada is free on Mondays, Bo on Tuesdays", by the mentor's clocks.
    fn other_days(&self) -> String {
        let [one, other] = &self.halves;
        let of = |half: &Half<'_>| weekdays(days(&one.wall, half.spans).into_iter());
        let (mine, theirs) = (of(one), of(other));
        if mine.iter().any(|day| theirs.contains(day)) {
            return "they are free on different days".to_owned();
        }
        let named = |of: &[usize]| {
            let names: Vec<String> = of.iter().filter_map(|&at| LONG.get(at)).map(|name| format!("{name}s")).collect();
            list(&names.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let clocks = match other.wall.at(0).map(|shown| shown.zone) == one.wall.at(0).map(|shown| shown.zone) {
            true => String::new(),
            false => format!(", by {}'s clocks", one.name),
        };
        format!("{} is free on {}, {} on {}{clocks}", one.name, named(&mine), other.name, named(&theirs))
    }
}
