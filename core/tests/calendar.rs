//! Time against the clocks of real zones: what is cited here is in the IANA database, what is computed here shares no code
//! with the library.

use std::collections::BTreeSet;

use fireside::calendar::{Plan, Spans, check, tzdb_version};
use fireside::error::{ErrorCode, Problem};
use fireside::model::{
    Availability, Busy, Date, DateTime, Day, ExtraWindow, Instant, Time, TimePreference, WeeklyWindow, ZoneChange,
};
use fireside::read::Reader;
use proptest::prelude::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn time(text: &str) -> Time {
    Time::parse(text).unwrap()
}

fn moment(text: &str) -> DateTime {
    DateTime::parse(text).unwrap()
}

/// One window on one date, as instants; the horizon is that date, the day before and the day after.
fn window(zone: &str, on: &str, start: &str, end: &str) -> Vec<(String, String)> {
    let (year, month, day) = date(on).parts();
    let plan = Plan::new(Date::new(year, month, day - 1).unwrap(), 3);
    // As a weekly window of all days but with the neighbours away, and as an extra window: the same twice.
    let weekly =
        Day::ALL.iter().fold(Availability::new(zone), |all, (_, day)| all.weekly(*day, time(start), time(end)));
    let outside = |day: i8| Date::new(year, month, day).unwrap();
    let weekly = weekly.away(date("1970-01-01"), outside(day - 1)).away(outside(day + 1), date("2199-12-31"));
    let extra = Availability::new(zone).extra(moment(&format!("{on}T{start}")), moment(&format!("{on}T{end}")));
    assert_eq!(plan.spans(&weekly), plan.spans(&extra));
    plan.spans(&extra).iter().map(|(start, end)| (plan.utc(start), plan.utc(end))).collect()
}

fn problems(availability: &Availability) -> Vec<Problem> {
    let mut reader = Reader::default();
    check(availability, &mut reader);
    reader.into_problems().into_result().map_or_else(|error| error.problems().cloned().collect(), |()| Vec::new())
}

#[test]
fn windows_become_the_cited_instants() {
    let cases = [
        // Winter and summer.
        ("Europe/London", "2026-12-08", "09:00", "12:00", "2026-12-08T09:00:00Z", "2026-12-08T12:00:00Z"),
        ("Europe/London", "2026-07-08", "09:00", "12:00", "2026-07-08T08:00:00Z", "2026-07-08T11:00:00Z"),
        ("Asia/Kathmandu", "2026-12-08", "09:00", "12:00", "2026-12-08T03:15:00Z", "2026-12-08T06:15:00Z"),
        ("Pacific/Kiritimati", "2026-12-08", "09:00", "24:00", "2026-12-07T19:00:00Z", "2026-12-08T10:00:00Z"),
        ("Pacific/Marquesas", "2026-12-08", "00:00", "24:00", "2026-12-08T09:30:00Z", "2026-12-09T09:30:00Z"),
        // London: 01:00 → 02:00 on 29 March, 02:00 → 01:00 on 25 October.
        ("Europe/London", "2026-03-29", "00:30", "03:00", "2026-03-29T00:30:00Z", "2026-03-29T02:00:00Z"),
        ("Europe/London", "2026-03-29", "01:30", "04:00", "2026-03-29T01:30:00Z", "2026-03-29T03:00:00Z"),
        ("Europe/London", "2026-10-25", "00:30", "03:00", "2026-10-24T23:30:00Z", "2026-10-25T03:00:00Z"),
        ("Europe/London", "2026-10-25", "01:30", "02:30", "2026-10-25T00:30:00Z", "2026-10-25T02:30:00Z"),
        ("Europe/London", "2026-10-25", "00:30", "01:30", "2026-10-24T23:30:00Z", "2026-10-25T00:30:00Z"),
        ("Europe/London", "2026-10-25", "00:00", "24:00", "2026-10-24T23:00:00Z", "2026-10-26T00:00:00Z"),
        // New York: 02:00 → 03:00 on 8 March, 02:00 → 01:00 on 1 November 2026 and 7 November 2027.
        ("America/New_York", "2026-03-08", "02:30", "04:30", "2026-03-08T07:30:00Z", "2026-03-08T08:30:00Z"),
        ("America/New_York", "2026-03-08", "01:00", "02:30", "2026-03-08T06:00:00Z", "2026-03-08T07:30:00Z"),
        ("America/New_York", "2027-11-07", "01:30", "03:00", "2027-11-07T05:30:00Z", "2027-11-07T08:00:00Z"),
        // Lord Howe moves by half an hour: 02:00 → 01:30 on 5 April, 02:00 → 02:30 on 4 October.
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "03:00", "2026-04-04T14:45:00Z", "2026-04-04T16:30:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "04:00", "2026-10-03T15:45:00Z", "2026-10-03T17:00:00Z"),
        // Cairo springs forward at midnight: 24:00 of the day before is the change itself.
        ("Africa/Cairo", "2026-04-23", "22:00", "24:00", "2026-04-23T20:00:00Z", "2026-04-23T22:00:00Z"),
        ("Africa/Cairo", "2026-04-24", "00:30", "02:00", "2026-04-23T22:30:00Z", "2026-04-23T23:00:00Z"),
    ];
    for (zone, on, start, end, from, to) in cases {
        let expected = vec![(from.to_owned(), to.to_owned())];
        assert_eq!(window(zone, on, start, end), expected, "{zone} {on} {start}–{end}");
    }
}

#[test]
fn a_window_without_time_left_is_dropped() {
    // 02:30 is read as 03:30, which is after 03:15.
    assert!(window("America/New_York", "2026-03-08", "02:30", "03:15").is_empty());
    assert!(window("America/New_York", "2026-03-08", "02:30", "03:30").is_empty());
    assert_eq!(window("America/New_York", "2026-03-08", "02:00", "03:30").len(), 1);
}

#[test]
fn weeks_in_which_only_one_side_has_switched() {
    // New York is on summer time from 8 March 2026, London from 29 March.
    let plan = Plan::new(date("2026-03-02"), 35);
    let ada = Availability::new("Europe/London").weekly(Day::Tue, time("14:00"), time("16:00"));
    let bo = Availability::new("America/New_York").weekly(Day::Tue, time("10:00"), time("11:00"));
    let common = plan.spans(&ada).common(&plan.spans(&bo), 30);
    let starts: Vec<String> = common.iter().map(|&(start, _)| plan.utc(start)).collect();
    let expected = [
        "2026-03-03T15:00:00Z",
        "2026-03-10T14:00:00Z",
        "2026-03-17T14:00:00Z",
        "2026-03-24T14:00:00Z",
        "2026-03-31T14:00:00Z",
    ];
    assert_eq!(starts, expected);
    assert_eq!(plan.local(common[0].0, "Europe/London").as_deref(), Some("Tue 3 Mar 15:00"));
    assert_eq!(plan.local(common[0].0, "america/new_york").as_deref(), Some("Tue 3 Mar 10:00"));
    assert_eq!(plan.local(common[0].0, "Europe/Lodnon"), None);
}

#[test]
fn the_horizon_cuts_and_neighbours_merge() {
    let plan = Plan::new(date("2026-12-01"), 2);
    assert_eq!(plan.minutes(), 2_880);
    let everything = |zone| {
        Day::ALL.iter().fold(Availability::new(zone), |all, (_, day)| all.weekly(*day, time("00:00"), time("24:00")))
    };
    for zone in ["UTC", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kathmandu", "Etc/GMT+12"] {
        assert_eq!(plan.spans(&everything(zone)).iter().collect::<Vec<_>>(), [(0, 2_880)], "{zone}");
    }
    let tokyo = Availability::new("Asia/Tokyo")
        .weekly(Day::Tue, time("08:00"), time("10:00"))
        .weekly(Day::Tue, time("10:00"), time("11:00"))
        .weekly(Day::Tue, time("10:30"), time("10:45"));
    // 1 December 2026 is a Tuesday; 08:00 in Tokyo is an hour before the horizon.
    assert_eq!(plan.spans(&tokyo).iter().collect::<Vec<_>>(), [(0, 120)]);
    let far = Availability::new("UTC")
        .extra(moment("2026-11-28T00:00"), moment("2026-12-01T01:00"))
        .extra(moment("2026-12-02T24:00"), moment("2026-12-03T01:00"))
        .extra(moment("2026-12-02T23:00"), moment("2026-12-05T00:00"));
    assert_eq!(plan.spans(&far).iter().collect::<Vec<_>>(), [(0, 60), (2_820, 2_880)]);
    assert!(Plan::new(date("2026-12-01"), 0).spans(&everything("UTC")).is_empty());
    assert_eq!(Plan::new(date("2199-12-31"), u32::MAX).spans(&everything("Europe/London")).total(), 366 * 1_440);
    assert!(Plan::new(date("1970-01-01"), 3).spans(&everything("Africa/Monrovia")).total() <= 3 * 1_440);
}

#[test]
fn days_away_take_the_weekly_windows_and_leave_the_extra_ones() {
    let plan = Plan::new(date("2026-12-21"), 7);
    let ada = Availability::new("Europe/London")
        .weekly(Day::Wed, time("09:00"), time("12:00"))
        .weekly(Day::Thu, time("09:00"), time("12:00"))
        .weekly(Day::Sat, time("09:00"), time("12:00"))
        .weekly(Day::Sun, time("09:00"), time("12:00"))
        .away(date("2026-12-24"), date("2026-12-26"))
        .extra(moment("2026-12-25T18:00"), moment("2026-12-25T19:00"));
    let starts: Vec<String> = plan.spans(&ada).iter().map(|(start, _)| plan.utc(start)).collect();
    assert_eq!(starts, ["2026-12-23T09:00:00Z", "2026-12-25T18:00:00Z", "2026-12-27T09:00:00Z"]);
}

#[test]
fn zones_are_names_of_the_built_in_database() {
    assert!(tzdb_version().starts_with("20"));
    for known in [
        "Europe/London",
        "europe/london",
        "UTC",
        "CET",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT-14",
        "Asia/Calcutta",
    ] {
        assert_eq!(problems(&Availability::new(known)), [], "{known}");
    }
    let refused = [
        "",
        " ",
        "EST5EDT,M3.2.0,M11.1.0",
        "<+03>-3",
        ":Europe/London",
        "/etc/localtime",
        "posix/Europe/London",
        "+01:00",
        "Europe/London ",
        "Eastern Standard Time",
    ];
    for refused in refused {
        let found = problems(&Availability::new(refused));
        assert_eq!((found[0].path.as_str(), found[0].code), ("time_zone", ErrorCode::UnknownTimeZone), "{refused}");
        let plan = Plan::new(date("2026-12-01"), 7);
        assert!(plan.spans(&Availability::new(refused).weekly(Day::Mon, time("09:00"), time("10:00"))).is_empty());
    }
    assert_eq!(problems(&Availability::new("Europe/Lodnon"))[0].suggestion.as_deref(), Some("Europe/London"));
    assert_eq!(problems(&Availability::new("America/NewYork"))[0].suggestion.as_deref(), Some("America/New_York"));
}

#[test]
fn windows_that_are_none_are_found() {
    let wrong = Availability::new("Europe/London")
        .weekly(Day::Mon, time("09:00"), time("10:00"))
        .weekly(Day::Mon, time("12:00"), time("09:00"))
        .weekly(Day::Mon, time("12:00"), time("12:00"))
        .weekly(Day::Mon, time("00:00"), time("24:00"))
        .away(date("2026-12-24"), date("2026-12-24"))
        .away(date("2026-12-24"), date("2026-12-23"))
        .extra(moment("2026-12-24T10:00"), moment("2026-12-24T10:00"))
        .extra(moment("2026-12-24T10:00"), moment("2026-12-31T10:00"))
        .extra(moment("2026-12-24T10:00"), moment("2026-12-31T10:01"));
    let found: Vec<(String, ErrorCode)> =
        problems(&wrong).into_iter().map(|problem| (problem.path, problem.code)).collect();
    let expected = [
        ("away[1]", ErrorCode::EmptyWindow),
        ("extra[0]", ErrorCode::EmptyWindow),
        ("extra[2]", ErrorCode::OutOfRange),
        ("weekly[1]", ErrorCode::EmptyWindow),
        ("weekly[2]", ErrorCode::EmptyWindow),
    ];
    assert_eq!(found, expected.map(|(path, code)| (path.to_owned(), code)));
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn free(plan: &Plan, availability: &Availability) -> Vec<(String, String)> {
    plan.spans(availability).iter().map(|(start, end)| (plan.utc(start), plan.utc(end))).collect()
}

fn utc(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(start, end)| (format!("{start}:00Z"), format!("{end}:00Z"))).collect()
}

fn every_day(zone: &str, start: &str, end: &str) -> Availability {
    Day::ALL.iter().fold(Availability::new(zone), |all, (_, day)| all.weekly(*day, time(start), time(end)))
}

#[test]
fn a_journey_changes_the_zone_from_local_midnight_on() {
    let plan = Plan::new(date("2026-12-01"), 4);
    let zones = [("2026-12-03", "Asia/Kolkata"), ("2026-12-04", "America/New_York")];
    let zones = zones.map(|(from, zone)| ZoneChange { from: date(from), time_zone: zone.to_owned() });
    let ada = Availability { zones: zones.to_vec(), ..every_day("Europe/London", "09:00", "10:00") }
        .away(date("2026-12-02"), date("2026-12-02"))
        // Until 01:00 on 4 December, read in the zone in which it starts.
        .extra(moment("2026-12-03T23:00"), moment("2026-12-04T01:00"));
    let expected = [
        ("2026-12-01T09:00", "2026-12-01T10:00"),
        ("2026-12-03T03:30", "2026-12-03T04:30"),
        ("2026-12-03T17:30", "2026-12-03T19:30"),
        ("2026-12-04T14:00", "2026-12-04T15:00"),
    ];
    assert_eq!(free(&plan, &ada), utc(&expected));
}

#[test]
fn busy_time_is_taken_with_its_buffers() {
    let plan = Plan::new(date("2026-12-01"), 2);
    let busy = [
        // Before and across the horizon's start, in the middle twice, and beyond the end.
        ("2026-11-30T23:00:00Z", "2026-11-30T23:55:00Z"),
        ("2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z"),
        ("2026-12-01T10:30:00+00:00", "2026-12-01T11:05:00Z"),
        ("2026-12-03T00:10:00Z", "2026-12-04T00:00:00Z"),
    ];
    let busy = busy.map(|(start, end)| Busy { start: instant(start), end: instant(end) }).to_vec();
    let ada = Availability {
        busy,
        buffer_before_minutes: Some(10),
        buffer_after_minutes: Some(15),
        ..every_day("UTC", "00:00", "24:00")
    };
    let expected = [("2026-12-01T00:05", "2026-12-01T09:45"), ("2026-12-01T11:15", "2026-12-02T23:55")];
    assert_eq!(free(&plan, &ada), utc(&expected));
}

#[test]
fn notice_is_counted_from_as_of_or_the_start() {
    let all = every_day("UTC", "00:00", "24:00");
    let soon = Availability { notice_minutes: Some(1_500), ..all.clone() };
    let plan = || Plan::new(date("2026-12-01"), 2);
    assert_eq!(free(&plan(), &soon), utc(&[("2026-12-02T01:00", "2026-12-03T00:00")]));
    let earlier = plan().with_as_of(instant("2026-11-30T00:30:00Z"));
    assert_eq!(free(&earlier, &soon), utc(&[("2026-12-01T01:30", "2026-12-03T00:00")]));
    // What is past is past, whatever the notice.
    let later = plan().with_as_of(instant("2026-12-01T12:00:00Z"));
    assert_eq!(free(&later, &all), utc(&[("2026-12-01T12:00", "2026-12-03T00:00")]));
    assert_eq!(free(&plan().with_as_of(instant("2199-12-31T24:00:00Z")), &all), []);
}

#[test]
fn preferred_windows_are_a_part_of_free_time() {
    let plan = Plan::new(date("2026-12-01"), 1);
    let window =
        |start, end, preference| WeeklyWindow { day: Day::Tue, start: time(start), end: time(end), preference };
    let mut ada = Availability::new("UTC");
    ada.weekly = vec![window("09:00", "12:00", None), window("17:00", "18:00", Some(TimePreference::Possible))];
    assert_eq!(plan.preferred(&ada), None);
    ada.weekly.push(window("10:00", "11:00", Some(TimePreference::Preferred)));
    let evening = |text: &str| moment(&format!("2026-12-01T{text}"));
    let preference = Some(TimePreference::Preferred);
    ada.extra.push(ExtraWindow { start: evening("20:00"), end: evening("21:00"), preference });
    ada.busy = vec![Busy { start: instant("2026-12-01T10:30:00Z"), end: instant("2026-12-01T10:40:00Z") }];
    let preferred: Vec<(u32, u32)> = plan.preferred(&ada).unwrap().iter().collect();
    assert_eq!(preferred, [(600, 630), (640, 660), (1_200, 1_260)]);
    assert_eq!(plan.spans(&ada).total(), 3 * 60 + 60 + 60 - 10);
}

#[test]
fn what_is_wrong_with_zones_busy_time_and_limits_is_found() {
    let change = |from, zone: &str| ZoneChange { from: date(from), time_zone: zone.to_owned() };
    let at = instant("2026-12-01T10:00:00Z");
    let wrong = Availability {
        zones: vec![
            change("2026-12-03", "Asia/Kolkata"),
            change("2026-12-03", "UTC"),
            change("2026-12-05", "Asia/Kolkatta"),
        ],
        busy: vec![Busy { start: at, end: at }],
        max_minutes_per_week: Some(0),
        max_sessions_per_week: Some(1_001),
        notice_minutes: Some(44_641),
        buffer_before_minutes: Some(1_441),
        buffer_after_minutes: Some(1_440),
        ..Availability::new("UTC")
    };
    let found: Vec<(String, ErrorCode)> = problems(&wrong).into_iter().map(|one| (one.path, one.code)).collect();
    let expected = [
        ("buffer_before_minutes", ErrorCode::OutOfRange),
        ("busy[0]", ErrorCode::EmptyWindow),
        ("max_minutes_per_week", ErrorCode::OutOfRange),
        ("max_sessions_per_week", ErrorCode::OutOfRange),
        ("notice_minutes", ErrorCode::OutOfRange),
        ("zones[1].from", ErrorCode::Contradiction),
        ("zones[2].time_zone", ErrorCode::UnknownTimeZone),
    ];
    assert_eq!(found, expected.map(|(path, code)| (path.to_owned(), code)));
    let many = Availability {
        busy: vec![Busy { start: at, end: instant("2026-12-01T11:00:00Z") }; 10_001],
        ..Availability::new("UTC")
    };
    assert_eq!(problems(&many)[0].code, ErrorCode::TooLarge);
    for refused in ["2026-12-01T09:00:00", "2026-12-01T09:00:30Z", "2026-12-01T09:00:00+01:00", "2026-12-01", "Z", ""] {
        assert_eq!(Instant::parse(refused), None, "{refused}");
    }
}

fn spans() -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop::collection::vec((0_u32..300, 0_u32..60).prop_map(|(start, length)| (start, start + length)), 0..12)
}

fn minutes(spans: &Spans) -> BTreeSet<u32> {
    spans.iter().flat_map(|(start, end)| start..end).collect()
}

const ZONES: [&str; 9] = [
    "UTC",
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "America/St_Johns",
    "Africa/Casablanca",
];

/// Weekday and minute of the day of what `local` shows, such as `Tue 1 Dec 09:00`.
fn shown(plan: &Plan, minute: u32, zone: &str) -> (usize, u32) {
    let text = plan.local(minute, zone).unwrap();
    let (day, clock) = (&text[..3].to_lowercase(), &text[text.len() - 5..]);
    let weekday = Day::ALL.iter().position(|(name, _)| name == day).unwrap();
    (weekday, u32::from(time(clock).minutes()))
}

proptest! {
    #[test]
    fn spans_are_sets_of_minutes(a in spans(), b in spans(), c in spans()) {
        let set = |spans: &[(u32, u32)]| spans.iter().flat_map(|&(start, end)| start..end).collect::<BTreeSet<u32>>();
        let (one, two, three) = (Spans::from_unsorted(a.clone()), Spans::from_unsorted(b), Spans::from_unsorted(c));
        prop_assert_eq!(minutes(&one), set(&a));
        prop_assert_eq!(one.total() as usize, minutes(&one).len());
        prop_assert_eq!(one.is_empty(), minutes(&one).is_empty());
        prop_assert!(one.iter().zip(one.iter().skip(1)).all(|(before, after)| before.1 < after.0), "sorted, with gaps between");
        let both = Spans::from_unsorted(one.common(&two, 1));
        prop_assert_eq!(&minutes(&both), &(&minutes(&one) & &minutes(&two)));
        prop_assert_eq!(one.common(&two, 0), one.common(&two, 1));
        prop_assert_eq!(one.common(&one, 1), one.iter().collect::<Vec<_>>());
        let other = Spans::from_unsorted(two.common(&three, 1));
        prop_assert_eq!(both.common(&three, 1), one.common(&other, 1), "associative");
        for at_least in [1, 10, 30] {
            let long: Vec<(u32, u32)> = both.iter().filter(|(start, end)| end - start >= at_least).collect();
            prop_assert_eq!(one.common_minutes(&two, at_least), long.iter().map(|(start, end)| end - start).sum::<u32>());
            prop_assert_eq!(one.common(&two, at_least), long);
        }
    }

    /// A minute is free exactly if the clock on the wall stands in a window, on every day without a change of clocks.
    #[test]
    fn free_is_what_the_clock_says(
        zone in prop::sample::select(&ZONES[..]),
        (month, day) in (1_i8..=12, 1_i8..=28),
        windows in prop::collection::vec((0_usize..7, 0_u8..24, 0_u8..4, 1_u16..8), 1..8),
    ) {
        let plan = Plan::new(Date::new(2027, month, day).unwrap(), 10);
        let mut stated = Availability::new(zone);
        let mut week: Vec<(usize, u32, u32)> = Vec::new();
        for (weekday, hour, quarter, quarters) in windows {
            let start = u16::from(hour) * 60 + u16::from(quarter) * 15;
            let end = (start + quarters * 15).min(24 * 60);
            let at = |minutes: u16| Time::new((minutes / 60) as u8, (minutes % 60) as u8).unwrap();
            stated = stated.weekly(Day::ALL[weekday].1, at(start), at(end));
            week.push((weekday, start.into(), end.into()));
        }
        let free = minutes(&plan.spans(&stated));
        for minute in (1_440..plan.minutes() - 1_440).step_by(15) {
            let (weekday, clock) = shown(&plan, minute, zone);
            let steady = [minute - 1_440, minute + 1_440].iter().all(|&other| shown(&plan, other, zone).1 == clock);
            if steady {
                let inside = week.iter().any(|&(day, start, end)| day == weekday && (start..end).contains(&clock));
                prop_assert_eq!(free.contains(&minute), inside, "{} {} {:?}", zone, plan.utc(minute), (weekday, clock));
            }
        }
    }
}

/// A week begins when the person's own clocks first show a Monday.
#[test]
fn weeks_begin_on_local_mondays() {
    let change = |from: &str, zone: &str| ZoneChange { from: Date::parse(from).unwrap(), time_zone: zone.into() };
    let kolkata =
        Availability { zones: vec![change("2026-03-25", "Asia/Kolkata")], ..Availability::new("Europe/London") };
    let east = Availability {
        zones: vec![change("2026-03-30", "Pacific/Kiritimati")],
        ..Availability::new("Pacific/Honolulu")
    };
    let plain = ["UTC", "Europe/London", "America/St_Johns", "Pacific/Auckland", "Asia/Kathmandu", "Africa/Cairo"];
    let plan = Plan::new(Date::parse("2026-03-20").unwrap(), 40);
    for stated in plain.map(Availability::new).into_iter().chain([kolkata, east]) {
        let weeks = plan.weeks(&stated);
        let mut before: Option<i64> = None;
        for minute in (0..plan.minutes()).step_by(15) {
            let (_, local) = plan.local_time(minute, &stated).unwrap();
            let midnight = Instant::parse(&format!("{}T00:00:00Z", &local[..10])).unwrap();
            // The horizon starts on a Friday.
            let week = (plan.minute_of(midnight) / 1440 + 4).div_euclid(7);
            let begins = before.replace(week).is_some_and(|before| before != week);
            assert_eq!(weeks.contains(&minute), begins, "{local} {stated:?}");
        }
    }
    // Who moves west on a Monday has begun the week already.
    let west = Availability {
        zones: vec![change("2026-03-30", "Pacific/Honolulu")],
        ..Availability::new("Pacific/Kiritimati")
    };
    assert_eq!(plan.weeks(&west).len(), plan.weeks(&Availability::new("UTC")).len());
    assert_eq!(plan.local_time(0, &west), Some(("Pacific/Kiritimati", "2026-03-20T14:00+14:00".to_owned())));
    assert!(plan.weeks(&Availability::new("Nowhere/Atlantis")).is_empty());
}
