//! Stated availability: the examples of RFC 7953, priorities, and what goes into a person's availability.

use fireside::calendar::{Calendar, CalendarOptions, Plan, check};
use fireside::model::{Availability, Date};
use fireside::read::Reader;

use super::support::{busy, read, text};

/// A `VAVAILABILITY` of these lines with `AVAILABLE` parts of those.
fn stated(lines: &[&str], parts: &[&[&str]]) -> String {
    let parts: Vec<&str> =
        parts.iter().flat_map(|lines| [&["BEGIN:AVAILABLE"], *lines, &["END:AVAILABLE"]].concat()).collect();
    let all = [&["BEGIN:VAVAILABILITY"], lines, &parts, &["END:VAVAILABILITY"]].concat();
    all.iter().map(|line| format!("{line}\r\n")).collect()
}

/// Free windows over some days, on the clocks of Montréal.
fn free(text: &str, from: &str, days: u32) -> Vec<String> {
    let plan = Plan::new(Date::parse(from).unwrap(), days);
    let windows = read(text, "America/Montreal").free(&plan).unwrap().unwrap();
    windows.iter().map(|window| format!("{}/{}", window.start, window.end)).collect()
}

const WEEKDAYS: [&str; 3] = [
    "DTSTART;TZID=America/Montreal:20111002T090000",
    "DTEND;TZID=America/Montreal:20111002T170000",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
];

/// The first example: Monday to Friday from nine to five. By RFC 5545 the start, a Sunday, is an instance too.
#[test]
fn nine_to_five() {
    let calendar = stated(&["UID:1"], &[&WEEKDAYS]);
    let days = ["10-10", "10-11", "10-12", "10-13", "10-14"];
    let expected = days.map(|day| format!("2011-{day}T09:00/2011-{day}T17:00"));
    assert_eq!(free(&calendar, "2011-10-09", 8), expected);
    // Four hours behind UTC: the rest of the week is busy.
    let busy = busy(&calendar, "UTC", "2011-10-10T00:00:00Z", "2011-10-11T00:00:00Z");
    assert_eq!(busy, ["2011-10-10T00:00:00Z/2011-10-10T13:00:00Z", "2011-10-10T21:00:00Z/2011-10-11T00:00:00Z"]);
}

/// The second: until December, and mornings only on Thursdays.
#[test]
fn two_parts_in_a_range() {
    let calendar = stated(
        &["DTSTART;TZID=America/Montreal:20111002T000000", "DTEND;TZID=America/Montreal:20111202T000000"],
        &[
            &[WEEKDAYS[0], WEEKDAYS[1], "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE"],
            &[
                "DTSTART;TZID=America/Montreal:20111006T090000",
                "DTEND;TZID=America/Montreal:20111006T120000",
                "RRULE:FREQ=WEEKLY",
            ],
        ],
    );
    let windows = free(&calendar, "2011-11-28", 14);
    let expected = [
        "2011-11-28T09:00/2011-11-28T17:00",
        "2011-11-29T09:00/2011-11-29T17:00",
        "2011-11-30T09:00/2011-11-30T17:00",
        "2011-12-01T09:00/2011-12-01T12:00",
    ];
    assert_eq!(windows, expected);
    // Outside of the range nothing is said, neither free nor busy; Montréal is five hours behind by then.
    let after = busy(&calendar, "UTC", "2011-12-01T00:00:00Z", "2011-12-08T00:00:00Z");
    assert_eq!(after, ["2011-12-01T00:00:00Z/2011-12-01T14:00:00Z", "2011-12-01T17:00:00Z/2011-12-02T05:00:00Z"]);
}

/// The third: a week in Denver between two times in Montréal, told in Montréal's clocks.
#[test]
fn a_journey() {
    let denver = [
        "DTSTART;TZID=America/Denver:20111023T090000",
        "DTEND;TZID=America/Denver:20111023T170000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    ];
    let back =
        ["DTSTART;TZID=America/Montreal:20111030T090000", "DTEND;TZID=America/Montreal:20111030T170000", WEEKDAYS[2]];
    let calendar = [
        stated(
            &["DTSTART;TZID=America/Montreal:20111002T000000", "DTEND;TZID=America/Montreal:20111023T030000"],
            &[&WEEKDAYS],
        ),
        stated(
            &["DTSTART;TZID=America/Denver:20111023T000000", "DTEND;TZID=America/Denver:20111030T000000"],
            &[&denver],
        ),
        stated(&["DTSTART;TZID=America/Montreal:20111030T030000"], &[&back]),
    ]
    .concat();
    let windows = free(&calendar, "2011-10-20", 13);
    let days = [
        ("20", 9),
        ("21", 9),
        ("23", 11),
        ("24", 11),
        ("25", 11),
        ("26", 11),
        ("27", 11),
        ("28", 11),
        ("30", 9),
        ("31", 9),
    ];
    let mut expected: Vec<String> =
        days.iter().map(|(day, hour)| format!("2011-10-{day}T{hour:02}:00/2011-10-{day}T{:02}:00", hour + 8)).collect();
    expected.push("2011-11-01T09:00/2011-11-01T17:00".to_owned());
    assert_eq!(windows, expected);
}

#[test]
fn the_higher_priority_is_on_top() {
    let day = |from: &str, to: &str| [format!("DTSTART:20260602T{from}00Z"), format!("DTEND:20260602T{to}00Z")];
    let one = |priority: &str, range: (&str, &str), part: Option<(&str, &str)>| {
        let range = day(range.0, range.1);
        let lines = [range[0].as_str(), range[1].as_str(), priority];
        match part.map(|(from, to)| day(from, to)) {
            Some(part) => stated(&lines, &[&[part[0].as_str(), part[1].as_str()]]),
            None => stated(&lines, &[]),
        }
    };
    let low = one("PRIORITY:0", ("0000", "1800"), Some(("0900", "1700")));
    let high = one("PRIORITY:1", ("1200", "1600"), Some(("1500", "1600")));
    let plan = Plan::new(Date::parse("2026-06-02").unwrap(), 1);
    let of = |text: &str| {
        let windows = read(text, "UTC").free(&plan).unwrap().unwrap();
        windows.iter().map(|window| format!("{}-{}", window.start.time, window.end.time)).collect::<Vec<_>>()
    };
    // Whatever their order in the text.
    assert_eq!(of(&[low.clone(), high.clone()].concat()), ["09:00-12:00", "15:00-17:00"]);
    assert_eq!(of(&[high.clone(), low.clone()].concat()), ["09:00-12:00", "15:00-17:00"]);
    // 1 is above 2, and 0 or none below 9.
    let middle = one("PRIORITY:9", ("0900", "1300"), None);
    assert_eq!(of(&[low.clone(), middle.clone(), high.clone()].concat()), ["15:00-17:00"]);
    assert_eq!(of(&[one("X-NONE:0", ("0000", "1800"), Some(("0900", "1700"))), middle].concat()), ["13:00-17:00"]);
    // Of equals that which is not available.
    let other = one("PRIORITY:0", ("1000", "1100"), Some(("1000", "1030")));
    assert_eq!(of(&[low, other].concat()), ["09:00-10:30", "11:00-17:00"]);
}

#[test]
fn busy_types_are_heeded() {
    let of = |kind: &str| {
        stated(&["DTSTART:20260602T000000Z", "DURATION:PT12H", kind], &[&["DTSTART:20260602T090000Z", "DURATION:PT1H"]])
    };
    let closed = ["2026-06-02T00:00:00Z/2026-06-02T09:00:00Z", "2026-06-02T10:00:00Z/2026-06-02T12:00:00Z"];
    for kind in ["X-NONE:0", "BUSYTYPE:BUSY", "BUSYTYPE:BUSY-UNAVAILABLE", "BUSYTYPE:BUSY-TENTATIVE"] {
        assert_eq!(busy(&of(kind), "UTC", "2026-06-01T00:00:00Z", "2026-06-04T00:00:00Z"), closed, "{kind}");
    }
    let plan = Plan::new(Date::parse("2026-06-01").unwrap(), 3);
    let lenient = CalendarOptions { tentative: false, ..CalendarOptions::new("UTC") };
    let calendar = Calendar::parse(&of("BUSYTYPE:BUSY-TENTATIVE"), &lenient).unwrap();
    assert_eq!(calendar.busy(&plan).unwrap(), []);
    assert_eq!(calendar.free(&plan).unwrap().unwrap().len(), 1);
}

/// Instances of `AVAILABLE` are moved and left out like those of events (RFC 7953, section 3.1).
#[test]
fn parts_recur_with_exceptions() {
    let calendar = stated(
        &["UID:0"],
        &[
            &[
                "UID:1",
                "DTSTART;TZID=America/Montreal:20111003T090000",
                "DURATION:PT2H",
                "RRULE:FREQ=DAILY;COUNT=4",
                "EXDATE:20111004T130000Z",
            ],
            &[
                "UID:1",
                "RECURRENCE-ID:20111005T130000Z",
                "DTSTART;TZID=America/Montreal:20111005T140000",
                "DURATION:PT1H",
            ],
        ],
    );
    assert_eq!(
        free(&calendar, "2011-10-02", 14),
        ["2011-10-03T09:00/2011-10-03T11:00", "2011-10-05T14:00/2011-10-05T15:00", "2011-10-06T09:00/2011-10-06T11:00"]
    );
}

#[test]
fn nothing_stated_is_none() {
    let plan = Plan::new(Date::parse("2026-06-01").unwrap(), 3);
    assert_eq!(read(&text(&[]), "UTC").free(&plan).unwrap(), None);
    // One without any part is a busy time for ever (RFC 7953, section 3.1).
    let closed = read(&stated(&[], &[]), "UTC");
    assert_eq!(closed.free(&plan).unwrap(), Some(Vec::new()));
    assert_eq!(closed.busy(&plan).unwrap().len(), 1);
}

/// Free windows are valid availability in any zone, whatever clocks do, and mean the time that was stated.
#[test]
fn free_windows_go_into_availability() {
    for zone in ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"] {
        for (from, length) in [
            ("20261020T000000Z", "P30D"),
            ("20261101T050000Z", "PT2H"),
            ("20260329T003000Z", "PT45M"),
            ("20260404T145959Z", "PT90M2S"),
        ] {
            let calendar = stated(&[], &[&[&format!("DTSTART:{from}"), &format!("DURATION:{length}")]]);
            let plan = Plan::new(Date::parse("2026-03-01").unwrap(), 300);
            let calendar = read(&calendar, zone);
            let person = Availability { extra: calendar.free(&plan).unwrap().unwrap(), ..Availability::new(zone) };
            let mut reader = Reader::default();
            check(&person, &mut reader);
            assert!(reader.is_clean(), "{zone} {from}: {reader:?}");
            // All that is not busy is free; but for what clocks show a second time at its start or its end, which cannot be told.
            let closed = Availability { busy: calendar.busy(&plan).unwrap(), ..Availability::new(zone) };
            let whole: u32 = plan.minutes() - closed.busy.iter().map(|busy| minutes(busy, &plan)).sum::<u32>();
            let lost = whole - plan.spans(&person).total();
            let second = if zone == "America/New_York" && length == "PT2H" { 0 } else { 60 };
            assert!(lost <= second, "{zone} {from}: {lost} of {whole}");
            assert_eq!(
                plan.spans(&Availability { busy: closed.busy, ..person.clone() }),
                plan.spans(&person),
                "{zone} {from}"
            );
        }
    }
}

/// How much of a busy time lies in the horizon.
fn minutes(busy: &fireside::model::Busy, plan: &Plan) -> u32 {
    let always = Availability { extra: Vec::new(), busy: vec![*busy], ..Availability::new("UTC") };
    let days = fireside::model::Day::ALL.iter().fold(always, |all, (_, day)| {
        all.weekly(*day, fireside::model::Time::parse("00:00").unwrap(), fireside::model::Time::parse("24:00").unwrap())
    });
    plan.minutes() - plan.spans(&days).total()
}
