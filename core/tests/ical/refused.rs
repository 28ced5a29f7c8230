//! What is refused: each with its code, its path and its line; and inputs that are sent to do harm.

use fireside::calendar::{Calendar, CalendarOptions};
use fireside::error::{Error, ErrorCode};

use super::support::{event, instant, text};

fn error(text: &str) -> Error {
    Calendar::parse(text, &CalendarOptions::new("Europe/Berlin")).expect_err(text)
}

#[test]
fn each_problem_names_its_place() {
    use ErrorCode as Code;
    let start = "DTSTART:20260601T100000Z";
    for (lines, code, path, shown) in [
        (&["SUMMARY:nothing"][..], Code::MissingField, "dtstart", "line 2"),
        (&["DTSTART:tomorrow"], Code::InvalidTime, "dtstart", "`tomorrow`"),
        (&["DTSTART"], Code::InvalidTime, "dtstart", "``"),
        (&["DTSTART:20260230T100000Z"], Code::InvalidTime, "dtstart", "line 3"),
        (&["DTSTART:20260601T250000Z"], Code::InvalidTime, "dtstart", "line 3"),
        (&[start, "DTSTART:20260602T100000Z"], Code::DuplicateField, "dtstart", "lines 3 and 4"),
        (&[start, "DTEND:20260601T090000Z"], Code::EmptyWindow, "dtend", "line 4"),
        (&["DTSTART;VALUE=DATE:20260602", "DTEND;VALUE=DATE:20260601"], Code::EmptyWindow, "dtend", "line 4"),
        (&[start, "DURATION:-PT1H"], Code::EmptyWindow, "duration", "line 4"),
        (&[start, "DURATION:1 hour"], Code::InvalidTime, "duration", "`1 hour`"),
        (&[start, "DURATION:P99999999999999999999D"], Code::InvalidTime, "duration", "line 4"),
        (&[start, "RDATE:20260601T100000Z,soon"], Code::InvalidTime, "rdate", "`soon`"),
        (&[start, "RDATE;VALUE=PERIOD:20260601T100000Z/soon"], Code::InvalidTime, "rdate", "period"),
        (&[start, "EXDATE:never"], Code::InvalidTime, "exdate", "`never`"),
        (&[start, "EXRULE:FREQ=DAILY"], Code::UnknownField, "exrule", "line 4"),
        (
            &[start, "RECURRENCE-ID;RANGE=THISANDFUTURE:20260601T100000Z"],
            Code::UnknownChoice,
            "recurrence_id",
            "`RANGE=THISANDFUTURE`",
        ),
        (&[start, "RRULE:COUNT=3"], Code::MissingField, "rrule.freq", "`FREQ`"),
        (&[start, "RRULE:"], Code::MissingField, "rrule.freq", "line 4"),
        (&[start, "RRULE:FREQ=SECONDLY"], Code::UnknownChoice, "rrule.freq", "`SECONDLY`"),
        (&[start, "RRULE:FREQ=MINUTELY"], Code::UnknownChoice, "rrule.freq", "`MINUTELY`"),
        (&[start, "RRULE:FREQ=HOURLY"], Code::UnknownChoice, "rrule.freq", "`HOURLY`"),
        (&[start, "RRULE:FREQ=DAILY;BYHOUR=9,10"], Code::UnknownField, "rrule.byhour", "`BYHOUR`"),
        (&[start, "RRULE:FREQ=DAILY;BYMINUTE=30"], Code::UnknownField, "rrule.byminute", "`BYMINUTE`"),
        (&[start, "RRULE:FREQ=DAILY;BYSECOND=1"], Code::UnknownField, "rrule.bysecond", "`BYSECOND`"),
        (&[start, "RRULE:FREQ=YEARLY;BYYEARDAY=100"], Code::UnknownField, "rrule.byyearday", "`BYYEARDAY`"),
        (&[start, "RRULE:FREQ=YEARLY;BYWEEKNO=20"], Code::UnknownField, "rrule.byweekno", "`BYWEEKNO`"),
        (&[start, "RRULE:FREQ=YEARLY;RSCALE=CHINESE"], Code::UnknownField, "rrule.rscale", "`RSCALE`"),
        (&[start, "RRULE:FREQ=YEARLY;BYEASTER=0"], Code::UnknownField, "rrule", "`BYEASTER=0`"),
        (&[start, "RRULE:FREQ=DAILY;INTERVAL=0"], Code::OutOfRange, "rrule.interval", "`0`"),
        (&[start, "RRULE:FREQ=DAILY;COUNT=0"], Code::OutOfRange, "rrule.count", "`0`"),
        (&[start, "RRULE:FREQ=DAILY;COUNT=many"], Code::WrongType, "rrule.count", "`many`"),
        (&[start, "RRULE:FREQ=DAILY;COUNT=1;COUNT=2"], Code::DuplicateField, "rrule", "`COUNT`"),
        (&[start, "RRULE:FREQ=DAILY;UNTIL=later"], Code::InvalidTime, "rrule.until", "`later`"),
        (&[start, "RRULE:FREQ=DAILY;WKST=MONDAY"], Code::UnknownChoice, "rrule.wkst", "`MONDAY`"),
        (&[start, "RRULE:FREQ=DAILY;BYMONTH=13"], Code::OutOfRange, "rrule.bymonth", "`13`"),
        (&[start, "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,0"], Code::OutOfRange, "rrule.bymonthday", "`1,0`"),
        (&[start, "RRULE:FREQ=MONTHLY;BYDAY=1XX"], Code::UnknownChoice, "rrule.byday", "`1XX`"),
        (&[start, "RRULE:FREQ=MONTHLY;BYDAY=54MO"], Code::OutOfRange, "rrule.byday", "`54MO`"),
        (&[start, "RRULE:FREQ=MONTHLY;BYSETPOS=367"], Code::OutOfRange, "rrule.bysetpos", "`367`"),
        (&[start, "RRULE:FREQ=WEEKLY;BYDAY=1MO"], Code::Contradiction, "rrule.byday", "line 4"),
        (&[start, "RRULE:FREQ=WEEKLY;BYMONTHDAY=1"], Code::Contradiction, "rrule.bymonthday", "line 4"),
    ] {
        let wrong = error(&event(lines));
        let path = format!("calendar.events[0].{path}");
        assert_eq!((wrong.code(), wrong.path()), (code, path.as_str()), "{lines:?}: {wrong}");
        assert!(wrong.to_string().contains(shown), "{lines:?}: {wrong}");
    }
}

#[test]
fn other_components_have_paths_too() {
    use ErrorCode as Code;
    for (lines, code, path) in [
        (
            &["BEGIN:VFREEBUSY", "FREEBUSY:20260601T100000Z", "END:VFREEBUSY"][..],
            Code::InvalidTime,
            "free_busy[0].freebusy",
        ),
        (
            &["BEGIN:VFREEBUSY", "FREEBUSY:20260601T100000Z/-PT1H", "END:VFREEBUSY"],
            Code::InvalidTime,
            "free_busy[0].freebusy",
        ),
        (&["BEGIN:VAVAILABILITY", "PRIORITY:10", "END:VAVAILABILITY"], Code::OutOfRange, "availabilities[0].priority"),
        (
            &["BEGIN:VAVAILABILITY", "DTSTART:20260602T000000Z", "DTEND:20260601T000000Z", "END:VAVAILABILITY"],
            Code::EmptyWindow,
            "availabilities[0]",
        ),
        (
            &[
                "BEGIN:VAVAILABILITY",
                "BEGIN:AVAILABLE",
                "DTSTART:20260602T000000Z",
                "RRULE:FREQ=HOURLY",
                "END:AVAILABLE",
                "END:VAVAILABILITY",
            ],
            Code::UnknownChoice,
            "availabilities[0].available[0].rrule.freq",
        ),
    ] {
        let wrong = error(&text(lines));
        assert_eq!((wrong.code(), wrong.path().to_owned()), (code, format!("calendar.{path}")), "{wrong}");
    }
}

/// Every problem is told at once, in the order of the events.
#[test]
fn all_problems_are_told() {
    let events = [
        ["BEGIN:VEVENT", "DTSTART:x", "RRULE:FREQ=HOURLY", "END:VEVENT"],
        ["BEGIN:VEVENT", "DTSTART:20260101", "RRULE:FREQ=HOURLY", "END:VEVENT"],
    ];
    let wrong = error(&text(&events.concat()));
    let paths: Vec<&str> = wrong.problems().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["calendar.events[0].dtstart", "calendar.events[1].rrule.freq"]);
}

#[test]
fn what_is_no_calendar_is_told() {
    use ErrorCode as Code;
    for (text, code) in [
        ("", Code::WrongType),
        ("<html>not found</html>", Code::WrongType),
        ("{\"events\": []}", Code::WrongType),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n", Code::MissingField),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VCALENDAR\n", Code::Contradiction),
        ("END:VCALENDAR\n", Code::Contradiction),
        (&"BEGIN:X\n".repeat(17), Code::TooLarge),
    ] {
        let wrong = error(text);
        assert_eq!((wrong.code(), wrong.path()), (code, "calendar"), "{wrong}");
    }
}

/// The busy time of 2026, or the error.
fn busy(text: &str) -> Result<usize, Error> {
    let calendar = Calendar::parse(text, &CalendarOptions::new("Europe/Berlin"))?;
    calendar.busy_between(instant("2026-01-01T00:00:00Z"), instant("2027-01-01T00:00:00Z")).map(|busy| busy.len())
}

/// So many times one event of these lines.
fn many(count: usize, lines: &[&str]) -> String {
    text(&[&["BEGIN:VEVENT"], lines, &["END:VEVENT"]].concat().repeat(count))
}

/// Each of these ends, and soon: the whole test takes seconds, not hours.
#[test]
fn hostile_calendars_end() {
    let hour = "DURATION:PT1H";
    // Every second for a thousand years.
    assert_eq!(
        busy(&event(&["DTSTART:20000101T000000Z", hour, "RRULE:FREQ=SECONDLY;UNTIL=30000101T000000Z"]))
            .unwrap_err()
            .code(),
        ErrorCode::UnknownChoice
    );
    // Every day of two thousand years, jumped to and counted.
    assert_eq!(busy(&event(&["DTSTART:00010101T000000Z", hour, "RRULE:FREQ=DAILY"])), Ok(365));
    assert_eq!(busy(&event(&["DTSTART:00010101T000000Z", hour, "RRULE:FREQ=DAILY;COUNT=4294967295"])), Ok(365));
    assert_eq!(
        busy(&event(&["DTSTART:00010101T000000Z", hour, "RRULE:FREQ=DAILY;COUNT=4294967295;INTERVAL=4294967295"])),
        Ok(0)
    );
    // 30 February.
    assert_eq!(busy(&event(&["DTSTART:00010101T000000Z", hour, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"])), Ok(0));
    assert_eq!(
        busy(&event(&["DTSTART:00010101T000000Z", hour, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"])),
        Ok(0)
    );
    assert_eq!(
        busy(&event(&["DTSTART:00010101T000000Z", hour, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9"])),
        Ok(0)
    );
    // A rule with everything in it.
    let numbers = |most: i64| {
        (1..=most).flat_map(|number| [number.to_string(), (-number).to_string()]).collect::<Vec<_>>().join(",")
    };
    let days: Vec<String> = (1..=53)
        .flat_map(|n| ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].map(|day| format!("{n}{day},-{n}{day}")))
        .collect();
    let all = format!(
        "RRULE:FREQ=YEARLY;COUNT=9999999;BYMONTHDAY={};BYDAY={};BYSETPOS={}",
        numbers(31),
        days.join(","),
        numbers(366)
    );
    // The year 1 and one with no length but a thousand years behind it.
    assert!(matches!(busy(&event(&["DTSTART:19000101T000000Z", hour, &all])), Ok(360..=366)));
    assert_eq!(busy(&many(1_000, &["DTSTART:00010101T000000Z", hour, &all])).unwrap_err().code(), ErrorCode::TooLarge);
    assert_eq!(busy(&event(&["DTSTART:00010101T000000Z", "DURATION:P4000000D", "RRULE:FREQ=DAILY"])), Ok(1));
    // Very many of them: the path names the event at which the budget ends.
    let counted =
        ["DTSTART:00010101T000000Z", hour, "RRULE:FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;COUNT=4294967295"];
    let wrong = busy(&many(3, &counted)).unwrap_err();
    assert_eq!((wrong.code(), wrong.path()), (ErrorCode::TooLarge, "calendar.events[1]"));
    assert!(
        busy(&many(2_000, &["DTSTART:20200101T000000Z", hour, "RRULE:FREQ=DAILY"])).is_ok_and(|found| found == 365)
    );
    let wrong = busy(&many(20_000, &["DTSTART:20200101T000000Z", hour, "RRULE:FREQ=DAILY"])).unwrap_err();
    assert_eq!(wrong.code(), ErrorCode::TooLarge);
    // Dates, components, properties, zones and moved instances by the hundred thousand.
    let dates = format!("RDATE:{}", vec!["20260601T000000Z"; 400_000].join(","));
    assert_eq!(busy(&event(&["DTSTART:20260101T000000Z", hour, &dates, &dates.replace("RDATE", "EXDATE")])), Ok(1));
    assert_eq!(busy(&many(100_001, &["DTSTART:20260101"])).unwrap_err().code(), ErrorCode::TooLarge);
    assert_eq!(busy(&event(&vec!["UID:1"; 1_000_001])).unwrap_err().code(), ErrorCode::TooLarge);
    assert_eq!(busy(&"x".repeat((16 << 20) + 1)).unwrap_err().code(), ErrorCode::TooLarge);
    let zones: String = (0..5_000)
        .map(|zone| format!("BEGIN:VEVENT\nDTSTART;TZID=Nowhere/Zone{zone}:20260101T000000\nEND:VEVENT\n"))
        .collect();
    assert_eq!(busy(&zones).unwrap_err().code(), ErrorCode::UnknownTimeZone);
    let definition = [
        "BEGIN:STANDARD",
        "DTSTART:00010101T000000",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=1",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:STANDARD",
    ]
    .join("\n");
    let defined: String = (0..900)
        .map(|zone| format!("BEGIN:VTIMEZONE\nTZID:z{zone}\n{definition}\nEND:VTIMEZONE\nBEGIN:VEVENT\nDTSTART;TZID=z{zone}:20260101T000000\nEND:VEVENT\n"))
        .collect();
    assert_eq!(busy(&defined).unwrap_err().code(), ErrorCode::UnknownTimeZone);
    let series = ["BEGIN:VEVENT", "UID:a", "DTSTART:20260101", "END:VEVENT"].join("\n");
    let instead = ["BEGIN:VEVENT", "UID:a", "DTSTART:20260101", "RECURRENCE-ID:20260101", "END:VEVENT"].join("\n");
    let ties = format!("{}{}", format!("{series}\n").repeat(40_000), format!("{instead}\n").repeat(40_000));
    let wrong = busy(&ties).unwrap_err();
    assert_eq!((wrong.code(), wrong.path()), (ErrorCode::TooLarge, "calendar.events"));
    // One line of sixteen megabytes, folded after every letter.
    let folded = format!("DTSTART:{}", "\r\n D".repeat(4_000_000));
    assert_eq!(busy(&event(&[&folded])).unwrap_err().code(), ErrorCode::InvalidTime);
}

#[test]
fn what_is_kept_can_be_read_again() {
    // Lines that end in LF grow by a byte each; what is not read is not kept, however much of it there is.
    let todo = "BEGIN:VTODO\nDTSTART:20260601T100000Z\nBEGIN:VALARM\nEND:VALARM\nEND:VTODO\n";
    let alarm = "BEGIN:VALARM\nUID:secret\nDURATION:PT9H\nBEGIN:X-ADA\nEND:X-ADA\nEND:VALARM\n";
    let event = format!("BEGIN:VEVENT\nDTSTART:20260601T100000Z\n{alarm}DURATION:PT1H\nEND:VEVENT\n");
    let most = (16 << 20) - 200;
    for filling in [todo, "BEGIN:X-ADA\nEND:X-ADA\n", "SUMMARY:x\n"] {
        let filled = format!("BEGIN:VCALENDAR\n{}{event}END:VCALENDAR\n", filling.repeat(most / filling.len()));
        let calendar = Calendar::parse(&filled, &CalendarOptions::new("UTC")).unwrap();
        let kept = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260601T100000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(calendar.to_ical(), kept);
        assert_eq!(Calendar::parse(kept, calendar.options()).unwrap().to_ical(), kept);
    }
    let nothing = Calendar::parse(todo, &CalendarOptions::new("UTC")).unwrap();
    assert_eq!(nothing.to_ical(), "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    // A text within the limit of which all is kept, and would be beyond it.
    let dates = "EXDATE:20260601T100000Z\n".repeat(most / 24);
    let whole = format!("BEGIN:VEVENT\nDTSTART:20260601T100000Z\n{dates}END:VEVENT\n");
    assert!(whole.len() < 16 << 20);
    assert_eq!(error(&whole).code(), ErrorCode::TooLarge);
}
