//! The time of two people in one or two sentences. Everything in them is in the document, too.

use super::hours::days;
use super::{ClockRange, CommonTime, Couple, Half, NearTime, Stretch, TimeCode, WeeklyTime};
use crate::calendar::{Shown, Spans};
use crate::explain::clock::date;
use crate::model::Day;
use crate::words::{Arg, Phrase, Words};

/// How many ranges of times are named.
const RANGES: usize = 3;

/// Where the mentor (0) or the mentee (1) is silent.
pub(super) fn one_states_no_time(words: &Words, [mentor, mentee]: [&str; 2], silent: usize) -> String {
    let (one, other) = if silent == 0 { (mentor, mentee) } else { (mentee, mentor) };
    words.say(Phrase::TimeOneStatesNoTime, &[one.into(), other.into()])
}

/// Where somebody has no free time at all.
pub(super) fn no_free_time(words: &Words, both: [&str; 2], without: &[&str], least: u32) -> String {
    let none = none(words, both, least);
    words.say(Phrase::TimeNoFreeTime, &[(&none).into(), Arg::List(without), without.len().into()])
}

/// "Ada and Bo have no common half hour", "hour", or "stretch of 45 min".
fn none(words: &Words, [mentor, mentee]: [&str; 2], session: u32) -> String {
    let length = match session {
        30 => "half_hour",
        60 => "hour",
        _ => "other",
    };
    words.say(Phrase::TimeNone, &[mentor.into(), mentee.into(), Arg::Choice(length), Arg::Duration(session)])
}

/// `weekly` is what comes every week and has room for a session each time, if anything does.
pub(super) fn text(
    couple: &Couple<'_>,
    code: TimeCode,
    time: &CommonTime,
    stretches: &[Stretch],
    weekly: Option<&WeeklyTime>,
) -> String {
    let words = couple.words;
    let names = [couple.halves[0].name, couple.halves[1].name];
    let both = names.map(Arg::Text);
    let (least, slot) = (couple.grid.session, couple.grid.slot);
    let none = none(words, names, least);
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
            let when = weekly.map_or_else(first, |weekly| every(words, weekly));
            let all = [stretches.len().into(), Arg::Duration(time.minutes)];
            words.say(Phrase::TimeShared, &[both[0], both[1], (&when).into(), all[0], all[1]])
        }
        TimeCode::OffGrid => {
            let when = at(least);
            let arguments = [both[0], both[1], (&when).into(), slot.into(), Arg::Duration(least)];
            words.say(Phrase::TimeOffGrid, &arguments)
        }
        TimeCode::TooShort => {
            let (longest, when) = (Arg::Duration(time.longest_minutes), at(time.longest_minutes));
            words.say(Phrase::TimeTooShort, &[(&none).into(), longest, (&when).into()])
        }
        TimeCode::NoFreeTime => {
            let without = couple.halves.iter().filter(|half| half.spans.is_empty()).map(|half| half.name);
            no_free_time(words, names, &without.collect::<Vec<_>>(), least)
        }
        TimeCode::OtherHours => couple.other_hours(&none, time).unwrap_or_default(),
        TimeCode::OtherDays => couple.other_days(&none),
        TimeCode::NeverBothFree => words.say(Phrase::TimeNeverBothFree, &[(&none).into()]),
    }
}

/// "With 15 min more of Bo (now busy) they could meet Tue 1 Dec 09:30–10:00 in Europe/London."
pub(super) fn with_more(couple: &Couple<'_>, near: &NearTime, stretch: Stretch) -> String {
    let words = couple.words;
    let Some(half) = couple.halves.iter().find(|half| half.id == near.person) else { return String::new() };
    let lacking = Spans::from_unsorted(vec![stretch]).without(half.spans);
    let kept = couple.plan.kept_from(half.availability, &lacking);
    let named = kept.iter().zip(["busy", "away", "too_soon"]).filter(|(kept, _)| **kept);
    let named: Vec<String> = named.map(|(_, why)| words.say(Phrase::TimeWhy, &[Arg::Choice(why)])).collect();
    let why = list(words, &named);
    let known = Arg::Choice(if why.is_empty() { "no" } else { "yes" });
    let (more, when) = (Arg::Duration(near.minutes), couple.stretch(stretch));
    words.say(Phrase::TimeWithMore, &[more, half.name.into(), known, (&why).into(), (&when).into()])
}

fn list(words: &Words, texts: &[String]) -> String {
    words.list(&texts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// "every Tuesday 10:00–11:30 in Europe/London, which is 15:30–17:00 in Asia/Kolkata".
fn every(words: &Words, WeeklyTime { mentor, mentee, .. }: &WeeklyTime) -> String {
    let day = |form, day: &str| {
        let at = Day::ALL.iter().position(|(name, _)| *name == day);
        at.map(|at| words.weekday(form, at)).unwrap_or_default()
    };
    let range = |start: String, end: String| words.say(Phrase::FormRange, &[(&start).into(), (&end).into()]);
    let (weekday, mine) =
        (day(Phrase::FormWeekday, &mentor.day), range(mentor.start.to_string(), mentor.end.to_string()));
    let text = words.say(Phrase::TimeEvery, &[(&weekday).into(), (&mine).into(), (&mentor.time_zone).into()]);
    if mentor.time_zone == mentee.time_zone {
        return text;
    }
    let theirs = range(mentee.start.to_string(), mentee.end.to_string());
    let other = (mentor.day != mentee.day).then(|| day(Phrase::FormWeekdayShort, &mentee.day));
    also(words, &text, other.as_deref(), &theirs, &mentee.time_zone)
}

/// The same by other clocks, and the day if it is another.
fn also(words: &Words, when: &str, day: Option<&str>, range: &str, zone: &str) -> String {
    match day {
        Some(day) => words.say(Phrase::TimeAlsoDay, &[when.into(), day.into(), range.into(), zone.into()]),
        None => words.say(Phrase::TimeAlso, &[when.into(), range.into(), zone.into()]),
    }
}

/// "09:00–12:00 and 14:00–15:00".
fn ranges(words: &Words, ranges: &[ClockRange]) -> String {
    let named = ranges.iter().take(RANGES).map(|range| {
        let (start, end) = (range.start.to_string(), range.end.to_string());
        words.say(Phrase::FormRange, &[(&start).into(), (&end).into()])
    });
    let more = (ranges.len() > RANGES).then(|| words.say(Phrase::TimeOtherTimes, &[]));
    list(words, &named.chain(more).collect::<Vec<_>>())
}

/// "10:00–11:30", or with the day of an end on another day.
fn range(words: &Words, start: Shown<'_>, end: Shown<'_>) -> String {
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    let (from, to) = (clock(start.minute), clock(end.minute));
    match end.day - start.day {
        0 => words.say(Phrase::FormRange, &[(&from).into(), (&to).into()]),
        1 if end.minute == 0 => words.say(Phrase::FormRange, &[(&from).into(), "24:00".into()]),
        _ => {
            let day = words.weekday(Phrase::FormWeekdayShort, end.weekday());
            words.say(Phrase::FormRangeDay, &[(&from).into(), (&to).into(), (&day).into()])
        }
    }
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
        let (words, [one, other]) = (self.words, &self.halves);
        let (Some((from, to)), Some((their, until))) = (one.wall.over(stretch), other.wall.over(stretch)) else {
            return String::new();
        };
        let (date, mine) = (date(words, from.day), range(words, from, to));
        let text = words.say(Phrase::TimeOn, &[(&date).into(), (&mine).into(), from.zone.into()]);
        if from.zone == their.zone {
            return text;
        }
        let day = (from.day != their.day).then(|| words.weekday(Phrase::FormWeekdayShort, their.weekday()));
        also(words, &text, day.as_deref(), &range(words, their, until), their.zone)
    }

    /// "Bo is free only when it is 22:30–01:30 for Ada, at night; Ada is free 09:00–12:00": by the clocks of whom it is night for,
    /// else by the mentor's.
    fn other_hours(&self, none: &str, time: &CommonTime) -> Option<String> {
        let [mine, theirs] = &self.halves;
        let at = usize::from(!time.hours.first()?.at_night && time.hours.get(1)?.at_night);
        let (own, other) = if at == 0 { (mine, theirs) } else { (theirs, mine) };
        let clocks = time.hours.get(at)?;
        let light = Arg::Choice(if clocks.at_night { "night" } else { "day" });
        let (one, two) = (ranges(self.words, &clocks.other), ranges(self.words, &clocks.own));
        let arguments = [none.into(), own.name.into(), other.name.into(), (&one).into(), (&two).into(), light];
        Some(self.words.say(Phrase::TimeOtherHours, &arguments))
    }

    /// "Ada is free on Mondays, Bo on Tuesdays", by the mentor's clocks.
    fn other_days(&self, none: &str) -> String {
        let [one, other] = &self.halves;
        let of = |half: &Half<'_>| weekdays(days(&one.wall, half.spans).into_iter());
        let (mine, theirs) = (of(one), of(other));
        if mine.iter().any(|day| theirs.contains(day)) {
            return self.words.say(Phrase::TimeOtherDaysMixed, &[none.into()]);
        }
        let named = |of: &[usize]| {
            let day = |&at: &usize| self.words.weekday(Phrase::FormWeekdayEvery, at);
            list(self.words, &of.iter().map(day).collect::<Vec<_>>())
        };
        let same = other.wall.at(0).map(|shown| shown.zone) == one.wall.at(0).map(|shown| shown.zone);
        let clocks = Arg::Choice(if same { "same" } else { "mentor" });
        let (mine, theirs) = (named(&mine), named(&theirs));
        let arguments = [none.into(), one.name.into(), other.name.into(), (&mine).into(), (&theirs).into(), clocks];
        self.words.say(Phrase::TimeOtherDays, &arguments)
    }
}
