//! Events as programs write them: times, lengths, exceptions, moved instances, what is busy and what is not.

use fireside::calendar::{Calendar, CalendarOptions, Plan};
use fireside::model::Date;

use super::support::{busy, event, instant, read, show, starts, text};

const YEAR: (&str, &str) = ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");

/// Busy time of one event in 2026, read by somebody in Berlin.
fn of(lines: &[&str]) -> Vec<String> {
    busy(&event(lines), "Europe/Berlin", YEAR.0, YEAR.1)
}

#[test]
fn lines_are_read_liberally() {
    let expected = ["2026-03-02T09:00:00Z/2026-03-02T10:00:00Z"];
    let plain = "BEGIN:VEVENT|DTSTART:20260302T090000Z|DTEND:20260302T100000Z|END:VEVENT|";
    for text in [
        plain.replace('|', "\r\n"),
        plain.replace('|', "\n"),
        plain.replace('|', "\r"),
        format!("\u{feff}{}", plain.replace('|', "\r\n\r\n")),
        plain.to_lowercase().replace('|', "\n"),
        plain.replace("START:", "START:\r\n ").replace("2026", "20\r\n\t26").replace('|', "\r\n"),
        plain.replace("DTEND:2", "DTEND;X-NOTE=\"a;b:c\";VALUE=DATE-TIME:2").replace('|', "\r\n"),
        format!("BEGIN:VCALENDAR\nVERSION:2.0\nthis is no line\n{}END:VCALENDAR", plain.replace('|', "\n")),
        // What is not read may stand anywhere, with whatever in it.
        plain
            .replace("DTEND", "BEGIN:VALARM|DTSTART:nonsense|RRULE:FREQ=SECONDLY|END:VALARM|SUMMARY:BEGIN:VEVENT|DTEND")
            .replace('|', "\n"),
        format!("BEGIN:VTODO\nDTSTART:20260101T000000Z\nDURATION:P9D\nEND:VTODO\n{}", plain.replace('|', "\n")),
    ] {
        assert_eq!(busy(&text, "UTC", YEAR.0, YEAR.1), expected, "{text}");
    }
}

#[test]
fn times_are_by_their_own_clocks() {
    // In UTC, in a zone, in none, on whole days; Berlin is one hour ahead in winter, two in summer.
    assert_eq!(
        of(&["DTSTART:20260302T090000Z", "DTEND:20260302T100000Z"]),
        ["2026-03-02T09:00:00Z/2026-03-02T10:00:00Z"]
    );
    assert_eq!(
        of(&["DTSTART;TZID=America/New_York:20260302T090000", "DTEND;TZID=Europe/London:20260302T150000"]),
        ["2026-03-02T14:00:00Z/2026-03-02T15:00:00Z"]
    );
    assert_eq!(of(&["DTSTART:20260702T090000", "DURATION:PT45M"]), ["2026-07-02T07:00:00Z/2026-07-02T07:45:00Z"]);
    assert_eq!(of(&["DTSTART;VALUE=DATE:20260702"]), ["2026-07-01T22:00:00Z/2026-07-02T22:00:00Z"]);
    assert_eq!(of(&["DTSTART:20260702"]), ["2026-07-01T22:00:00Z/2026-07-02T22:00:00Z"]);
    assert_eq!(
        of(&["DTSTART;VALUE=DATE:20260702", "DTEND;VALUE=DATE:20260702"]),
        ["2026-07-01T22:00:00Z/2026-07-02T22:00:00Z"]
    );
    assert_eq!(
        of(&["DTSTART;VALUE=DATE:20260702T000000", "DTEND;VALUE=DATE:20260704T000000"]),
        ["2026-07-01T22:00:00Z/2026-07-03T22:00:00Z"]
    );
    // No length, no time.
    assert_eq!(of(&["DTSTART:20260302T090000Z"]), [""; 0]);
    assert_eq!(of(&["DTSTART:20260302T090000Z", "DTEND:20260302T090000Z"]), [""; 0]);
}

#[test]
fn seconds_are_rounded_outwards() {
    assert_eq!(of(&["DTSTART:20260302T090059Z", "DURATION:PT2S"]), ["2026-03-02T09:00:00Z/2026-03-02T09:02:00Z"]);
    assert_eq!(of(&["DTSTART:20260302T235960Z", "DURATION:PT1S"]), ["2026-03-02T23:59:00Z/2026-03-03T00:00:00Z"]);
    let one = read(&event(&["DTSTART:20260302T090059Z", "DURATION:PT2S"]), "UTC");
    let found = one.occurrences(instant(YEAR.0), instant(YEAR.1)).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].start, found[0].end), (instant("2026-03-02T09:00:00Z"), instant("2026-03-02T09:02:00Z")));
}

/// In Berlin clocks skip from 02:00 to 03:00 on 29 March 2026 and fall back from 03:00 to 02:00 on 25 October.
#[test]
fn clocks_skip_and_fall_back() {
    // RFC 5545, section 3.3.5: as far after the gap, and the first time.
    assert_eq!(
        of(&["DTSTART;TZID=Europe/Berlin:20260329T023000", "DURATION:PT30M"]),
        ["2026-03-29T01:30:00Z/2026-03-29T02:00:00Z"]
    );
    assert_eq!(
        of(&["DTSTART;TZID=Europe/Berlin:20261025T023000", "DURATION:PT30M"]),
        ["2026-10-25T00:30:00Z/2026-10-25T01:00:00Z"]
    );
    // Section 3.8.5.3: recurring ones likewise.
    let daily = event(&["DTSTART;TZID=Europe/Berlin:20260328T023000", "RRULE:FREQ=DAILY;COUNT=3"]);
    let found = starts(&daily, "UTC", YEAR.0, YEAR.1);
    assert_eq!(found, ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]);
    // An end on the clocks that comes before a start in the gap: no time at all.
    assert_eq!(
        of(&["DTSTART;TZID=Europe/Berlin:20260329T023000", "DTEND;TZID=Europe/Berlin:20260329T031500"]),
        [""; 0]
    );
}

#[test]
fn days_are_as_clocks_count_them_and_hours_exact() {
    let night = |length: &str| of(&["DTSTART;TZID=Europe/Berlin:20260328T120000", length]);
    // Section 3.3.6: a day to the same time of day, 23 hours later here; 24 hours are 24 hours.
    assert_eq!(night("DURATION:P1D"), ["2026-03-28T11:00:00Z/2026-03-29T10:00:00Z"]);
    assert_eq!(night("DURATION:PT24H"), ["2026-03-28T11:00:00Z/2026-03-29T11:00:00Z"]);
    assert_eq!(night("DURATION:P1DT1H"), ["2026-03-28T11:00:00Z/2026-03-29T11:00:00Z"]);
    assert_eq!(night("DURATION:+P0W"), [""; 0]);
    // Section 3.8.5.3: an end makes all instances exactly as long as the first, a duration of days does not.
    let weekly =
        |length: &str| of(&["DTSTART;TZID=Europe/Berlin:20260321T120000", length, "RRULE:FREQ=WEEKLY;COUNT=2"]);
    assert_eq!(weekly("DTEND;TZID=Europe/Berlin:20260322T120000")[1], "2026-03-28T11:00:00Z/2026-03-29T11:00:00Z");
    assert_eq!(weekly("DURATION:P1D")[1], "2026-03-28T11:00:00Z/2026-03-29T10:00:00Z");
    // Whole days are as long as they are.
    let days = of(&["DTSTART;VALUE=DATE:20260322", "DTEND;VALUE=DATE:20260323", "RRULE:FREQ=WEEKLY;COUNT=2"]);
    assert_eq!(days[1], "2026-03-28T23:00:00Z/2026-03-29T22:00:00Z");
    // `DTEND` wins over a `DURATION` beside it.
    assert_eq!(
        of(&["DTSTART:20260302T090000Z", "DTEND:20260302T100000Z", "DURATION:PT0S"]),
        ["2026-03-02T09:00:00Z/2026-03-02T10:00:00Z"]
    );
}

#[test]
fn rules_end_where_until_says() {
    let last = |start: &str, until: &str| {
        let calendar = event(&[start, &format!("RRULE:FREQ=DAILY;UNTIL={until}")]);
        starts(&calendar, "Europe/Berlin", YEAR.0, YEAR.1).pop().unwrap()
    };
    let zoned = "DTSTART;TZID=Europe/Berlin:20260601T100000";
    // The instant itself counts, by UTC against the zone.
    assert_eq!(last(zoned, "20260610T080000Z"), "2026-06-10T08:00:00Z");
    assert_eq!(last(zoned, "20260610T075959Z"), "2026-06-09T08:00:00Z");
    // By the clocks of the start, and a date as a whole.
    assert_eq!(last(zoned, "20260610T100000"), "2026-06-10T08:00:00Z");
    assert_eq!(last(zoned, "20260610T095959"), "2026-06-09T08:00:00Z");
    assert_eq!(last(zoned, "20260610"), "2026-06-10T08:00:00Z");
    // Whole days: a date; a time in UTC at midnight of the owner; any other in UTC; one without a zone.
    let whole = "DTSTART;VALUE=DATE:20260601";
    for until in ["20260610", "20260609T220000Z", "20260610T235959Z", "20260610T000000Z", "20260610T120000"] {
        assert_eq!(last(whole, until), "2026-06-09T22:00:00Z", "{until}");
    }
    // Before the start: the start alone (section 3.8.5.3).
    assert_eq!(last(zoned, "20260101T000000Z"), "2026-06-01T08:00:00Z");
}

#[test]
fn the_start_counts_whether_a_rule_falls_on_it_or_not() {
    // A Wednesday, and Tuesdays: section 3.3.10 counts the start as the first.
    let calendar = event(&["DTSTART:20260603T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3"]);
    assert_eq!(
        starts(&calendar, "UTC", YEAR.0, YEAR.1),
        ["2026-06-03T10:00:00Z", "2026-06-09T10:00:00Z", "2026-06-16T10:00:00Z"]
    );
    // The same where those before the window are counted by arithmetic.
    let calendar = event(&["DTSTART:20160601T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=503"]);
    let found = starts(&calendar, "UTC", YEAR.0, YEAR.1);
    // 2016-06-07 is the second, 2026-01-06 the 502nd.
    assert_eq!(found, ["2026-01-06T10:00:00Z", "2026-01-13T10:00:00Z"]);
}

#[test]
fn dates_are_added_and_left_out() {
    let mut found = starts(
        &event(&[
            "DTSTART;TZID=Europe/Berlin:20260601T100000",
            "RRULE:FREQ=DAILY;COUNT=5",
            // In UTC, in another zone, by the clocks of the start, and a whole day; and one that is none of them.
            "EXDATE:20260602T080000Z",
            "EXDATE;TZID=America/New_York:20260603T040000,20260603T050000",
            "EXDATE:20260604T100000",
            "EXDATE;VALUE=DATE:20260605",
            "RDATE:20260701T080000Z,20260601T080000Z",
            "RDATE;VALUE=DATE:20260703",
            "RDATE;TZID=America/New_York:20260704T040000",
        ]),
        "UTC",
        YEAR.0,
        YEAR.1,
    );
    assert_eq!(found, ["2026-06-01T08:00:00Z", "2026-07-01T08:00:00Z", "2026-07-03T08:00:00Z", "2026-07-04T08:00:00Z"]);
    // Whole days: a date, and times that mean one.
    found = starts(
        &event(&[
            "DTSTART;VALUE=DATE:20260601",
            "RRULE:FREQ=DAILY;COUNT=6",
            "EXDATE;VALUE=DATE:20260602",
            "EXDATE:20260602T220000Z",
            "EXDATE;TZID=Europe/Berlin:20260604T000000",
            "EXDATE:20260605T000000",
            "RDATE;VALUE=DATE:20260610",
        ]),
        "Europe/Berlin",
        YEAR.0,
        YEAR.1,
    );
    assert_eq!(found, ["2026-05-31T22:00:00Z", "2026-06-05T22:00:00Z", "2026-06-09T22:00:00Z"]);
    // Periods have a length of their own; where a rule gives the same start, the longer one counts.
    assert_eq!(
        of(&[
            "DTSTART:20260601T100000Z",
            "DURATION:PT1H",
            "RDATE;VALUE=PERIOD:20260601T100000Z/PT3H,20260602T100000Z/20260602T103000Z",
        ]),
        ["2026-06-01T10:00:00Z/2026-06-01T13:00:00Z", "2026-06-02T10:00:00Z/2026-06-02T10:30:00Z"]
    );
    // The start itself can be left out.
    assert_eq!(of(&["DTSTART:20260601T100000Z", "DURATION:PT1H", "EXDATE:20260601T100000Z"]), [""; 0]);
}

/// A series of three days, with others in the place of some.
fn moved(others: &[&[&str]]) -> String {
    let series = ["UID:a", "DTSTART;TZID=Europe/Berlin:20260601T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"];
    let events = [&series[..]].into_iter().chain(others.iter().copied());
    let lines: Vec<&str> = events.flat_map(|lines| [&["BEGIN:VEVENT"], lines, &["END:VEVENT"]].concat()).collect();
    text(&lines)
}

#[test]
fn instances_are_moved() {
    let of = |others: &[&[&str]]| busy(&moved(others), "Europe/Berlin", YEAR.0, YEAR.1);
    let (first, last) = ("2026-06-01T08:00:00Z/2026-06-01T09:00:00Z", "2026-06-03T08:00:00Z/2026-06-03T09:00:00Z");
    let later = "2026-06-02T12:00:00Z/2026-06-02T12:30:00Z";
    let to: [&str; 3] = ["UID:a", "DTSTART:20260602T120000Z", "DURATION:PT30M"];
    for instead in [
        "RECURRENCE-ID;TZID=Europe/Berlin:20260602T100000",
        "RECURRENCE-ID:20260602T080000Z",
        "RECURRENCE-ID:20260602T100000",
        "RECURRENCE-ID;VALUE=DATE:20260602",
    ] {
        assert_eq!(of(&[&[&to[..], &[instead]].concat()]), [first, later, last], "{instead}");
    }
    let instead = "RECURRENCE-ID:20260602T080000Z";
    // Cancelled: with its time, without it, or left in as free time.
    assert_eq!(of(&[&[&to[..], &[instead, "STATUS:CANCELLED"]].concat()]), [first, last]);
    assert_eq!(of(&[&["UID:a", instead, "STATUS:CANCELLED"]]), [first, last]);
    assert_eq!(of(&[&[&to[..], &[instead, "TRANSP:TRANSPARENT"]].concat()]), [first, last]);
    // Of two the one with the higher SEQUENCE, else the later.
    let older = ["UID:a", "DTSTART:20260620T120000Z", "DURATION:PT30M", instead];
    assert_eq!(of(&[&older, &[&to[..], &[instead]].concat()]), [first, later, last]);
    assert_eq!(
        of(&[&[&to[..], &[instead, "SEQUENCE:2"]].concat(), &[&older[..], &["SEQUENCE:1"]].concat()]),
        [first, later, last]
    );
    // Other people's events are not theirs.
    let of_another = ["UID:b", "DTSTART:20260602T120000Z", "DURATION:PT30M", instead];
    assert_eq!(of(&[&of_another]), [first, "2026-06-02T08:00:00Z/2026-06-02T09:00:00Z", later, last]);
}

#[test]
fn only_what_takes_time_is_busy() {
    let event = |line: &str| event(&["DTSTART:20260602T120000Z", "DURATION:PT1H", line]);
    let hour = ["2026-06-02T12:00:00Z/2026-06-02T13:00:00Z"];
    for line in ["TRANSP:OPAQUE", "STATUS:CONFIRMED", "STATUS:TENTATIVE", "TRANSP:unheard-of"] {
        assert_eq!(busy(&event(line), "UTC", YEAR.0, YEAR.1), hour, "{line}");
    }
    for line in ["TRANSP:TRANSPARENT", "transp:transparent", "STATUS:CANCELLED"] {
        assert_eq!(busy(&event(line), "UTC", YEAR.0, YEAR.1), [""; 0], "{line}");
        let all = read(&event(line), "UTC").occurrences(instant(YEAR.0), instant(YEAR.1)).unwrap();
        assert!(all.len() == 1 && !all[0].busy && !all[0].all_day && all[0].event == 0);
    }
    let lenient = CalendarOptions { tentative: false, ..CalendarOptions::new("UTC") };
    let tentative = Calendar::parse(&event("STATUS:TENTATIVE"), &lenient).unwrap();
    assert_eq!(tentative.busy_between(instant(YEAR.0), instant(YEAR.1)).unwrap(), []);
}

#[test]
fn free_busy_is_read() {
    let one = |line: &str| text(&["BEGIN:VFREEBUSY", "DTSTART:20260101T000000Z", line, "END:VFREEBUSY"]);
    let hour = ["2026-06-02T12:00:00Z/2026-06-02T13:00:00Z"];
    for kind in ["", ";FBTYPE=BUSY", ";FBTYPE=BUSY-UNAVAILABLE", ";FBTYPE=BUSY-TENTATIVE", ";FBTYPE=X-OWN"] {
        assert_eq!(busy(&one(&format!("FREEBUSY{kind}:20260602T120000Z/PT1H")), "UTC", YEAR.0, YEAR.1), hour, "{kind}");
    }
    assert_eq!(busy(&one("FREEBUSY;FBTYPE=FREE:20260602T120000Z/PT1H"), "UTC", YEAR.0, YEAR.1), [""; 0]);
    // Section 3.6.4's own shape: several periods in one line; what touches is one.
    let several = one("FREEBUSY:20260602T120000Z/20260602T124000Z,20260602T124000Z/PT20M");
    assert_eq!(busy(&several, "UTC", YEAR.0, YEAR.1), hour);
    // A program's time without a zone is the owner's.
    assert_eq!(busy(&one("FREEBUSY:20260602T140000/PT1H"), "Europe/Berlin", YEAR.0, YEAR.1), hour);
}

/// Two days around the horizon are answered too: buffers of at most a day reach over its ends.
#[test]
fn a_plan_gets_the_day_before_and_after() {
    let calendar = read(&event(&["DTSTART:20260101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"]), "UTC");
    let busy = show(&calendar.busy(&Plan::new(Date::parse("2026-06-02").unwrap(), 1)).unwrap());
    let days = ["2026-06-01", "2026-06-02", "2026-06-03"];
    assert_eq!(busy, days.map(|day| format!("{day}T00:00:00Z/{day}T01:00:00Z")));
    assert_eq!(calendar.busy_between(instant(YEAR.1), instant(YEAR.0)).unwrap(), []);
    // The last day there is, and the first.
    let all = calendar.busy_between(instant("1970-01-01T00:00:00Z"), instant("2199-12-31T24:00:00Z")).unwrap();
    assert_eq!(show(&all).pop().unwrap(), "2199-12-31T00:00:00Z/2199-12-31T01:00:00Z");
}

/// Long events reach into the window from far before it.
#[test]
fn what_began_long_before_is_still_busy() {
    let birthday = ["DTSTART;VALUE=DATE:19500602", "RRULE:FREQ=YEARLY"];
    assert_eq!(of(&birthday), ["2026-06-01T22:00:00Z/2026-06-02T22:00:00Z"]);
    let sabbatical = event(&["DTSTART;VALUE=DATE:20250101", "DTEND;VALUE=DATE:20270101"]);
    assert_eq!(busy(&sabbatical, "UTC", YEAR.0, YEAR.1), [format!("{}/{}", YEAR.0, YEAR.1)]);
    let found = read(&sabbatical, "UTC").occurrences(instant(YEAR.0), instant(YEAR.1)).unwrap();
    assert_eq!((found[0].start, found[0].end), (instant("2025-01-01T00:00:00Z"), instant("2027-01-01T00:00:00Z")));
    let overlapping = ["DTSTART:20200101T000000Z", "DURATION:P3D", "RRULE:FREQ=DAILY;UNTIL=20251230T000000Z"];
    assert_eq!(of(&overlapping), ["2026-01-01T00:00:00Z/2026-01-02T00:00:00Z"]);
    let for_ever = event(&["DTSTART:20260101T000000Z", "DURATION:P4000000D"]);
    assert_eq!(busy(&for_ever, "UTC", YEAR.0, YEAR.1), [format!("{}/{}", YEAR.0, YEAR.1)]);
    let found = read(&for_ever, "UTC").occurrences(instant(YEAR.0), instant(YEAR.1)).unwrap();
    assert_eq!(found[0].end, instant("2199-12-31T24:00:00Z"));
    let since_the_romans = event(&["DTSTART:00010101T000000", "DURATION:P800000D"]);
    assert_eq!(busy(&since_the_romans, "UTC", "1970-01-01T00:00:00Z", "2199-12-31T00:00:00Z").len(), 1);
}

/// Nothing of a calendar is kept but time.
#[test]
fn names_are_not_kept() {
    let calendar = read(
        &event(&[
            "UID:secret-uid",
            "SUMMARY:secret",
            "ATTENDEE;CN=secret:mailto:secret@example.com",
            "LOCATION:secret",
            "X-SECRET:secret",
            "DTSTART;X-NOTE=secret:20260602T120000Z",
            "RRULE:FREQ=DAILY",
            "BEGIN:VALARM",
            "DESCRIPTION:secret",
            "END:VALARM",
        ]),
        "UTC",
    );
    assert!(!format!("{calendar:?}").to_lowercase().contains("secret"));
}
