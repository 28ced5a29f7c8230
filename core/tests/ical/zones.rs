//! Zones as programs name them, and zones that a calendar defines itself.

use super::support::{busy, event, read, show, text};
use fireside::calendar::{Calendar, CalendarOptions};
use fireside::error::ErrorCode;

const BERLIN: [&str; 14] = [
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "END:DAYLIGHT",
];

/// An hour a day for two years by the clocks of this name, which the calendar defines by these lines.
fn daily(name: &str, start: &str, definition: &[&str]) -> String {
    let names = [format!("TZID:{name}"), format!("DTSTART;TZID=\"{name}\":20260101T{start}")];
    let zone = if definition.is_empty() {
        Vec::new()
    } else {
        [&["BEGIN:VTIMEZONE", &names[0]], definition, &["END:VTIMEZONE"]].concat()
    };
    let event = ["BEGIN:VEVENT", names[1].as_str(), "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=730", "END:VEVENT"];
    text(&[&zone[..], &event].concat())
}

fn of(text: &str) -> Vec<String> {
    busy(text, "UTC", "2026-01-01T00:00:00Z", "2028-01-01T00:00:00Z")
}

#[test]
fn names_are_known_in_every_guise() {
    let expected = of(&daily("Europe/Berlin", "100000", &[]));
    assert_eq!(expected.len(), 730);
    for name in [
        "europe/berlin",
        "/Europe/Berlin",
        "/freeassociation.sourceforge.net/Europe/Berlin",
        "/mozilla.org/20050126_1/Europe/Berlin",
        "/softwarestudio.org/Olson_20011030_5/Europe/Berlin",
        "W. Europe Standard Time",
        "w. europe standard time",
    ] {
        assert_eq!(of(&daily(name, "100000", &[])), expected, "{name}");
        // A definition does not matter where the name is known.
        assert_eq!(of(&daily(name, "100000", &["X-LIC-LOCATION:Asia/Tokyo"])), expected, "{name}");
    }
    assert_eq!(of(&daily("custom_Europe/Berlin", "100000", &[])), expected);
    assert_eq!(of(&daily("unheard of", "100000", &["X-LIC-LOCATION:Europe/Berlin"])), expected);
    assert_eq!(of(&daily("tzone://Microsoft/Utc", "100000", &[])), of(&daily("UTC", "100000", &[])));
}

/// A definition gives the same instants as the database, in the gap and in the hour that comes twice too.
#[test]
fn definitions_give_what_the_database_gives() {
    for start in ["100000", "013000", "020000", "023000", "030000", "033000"] {
        let expected = of(&daily("Europe/Berlin", start, &[]));
        assert_eq!(of(&daily("Our Own Time", start, &BERLIN)), expected, "{start}");
        // As Outlook writes it: from 1601 on, and with a name of which the text escapes the comma.
        let outlook: Vec<String> =
            BERLIN.iter().map(|line| line.replace("19701025", "16010101").replace("19700329", "16010101")).collect();
        let outlook: Vec<&str> = outlook.iter().map(String::as_str).collect();
        assert_eq!(of(&daily("(UTC+01:00) Amsterdam, Bern", start, &outlook)), expected, "{start}");
    }
    // Clocks that never change, by one line of 1601, and single changes.
    let india = ["BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0530", "TZOFFSETTO:+0530", "END:STANDARD"];
    assert_eq!(of(&daily("India!", "100000", &india)), of(&daily("Asia/Kolkata", "100000", &[])));
    let dates = [
        "BEGIN:DAYLIGHT",
        "DTSTART:20260329T020000",
        "RDATE:20270328T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20261025T030000",
        "RDATE:20271031T030000",
        "TZOFFSETFROM:+020000",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
    ];
    assert_eq!(of(&daily("By Date", "023000", &dates)), of(&daily("Europe/Berlin", "023000", &[])));
}

#[test]
fn times_are_found_on_the_clocks_of_a_definition() {
    // 08:00 UTC is the instance at 10:00 in summer.
    let with =
        |line: &str| daily("Our Own Time", "100000", &BERLIN).replace("DURATION", &format!("{line}\r\nDURATION"));
    assert_eq!(of(&with("EXDATE:20260701T080000Z")).len(), 729);
    assert_eq!(of(&with("EXDATE;VALUE=DATE:20260701")).len(), 729);
    assert_eq!(of(&with("RDATE:20260701T230000Z")).len(), 731);
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    let error = |text: &str| Calendar::parse(text, &CalendarOptions::new("UTC")).unwrap_err();
    let wrong = error(&event(&["DTSTART;TZID=Europe/Berlim:20260101T100000"]));
    assert_eq!((wrong.code(), wrong.path()), (ErrorCode::UnknownTimeZone, "calendar.events[0].dtstart"));
    assert_eq!(wrong.problems().next().unwrap().suggestion.as_deref(), Some("Europe/Berlin"));
    assert!(wrong.to_string().contains("`Europe/Berlim`") && wrong.to_string().contains("line 3"), "{wrong}");
    // A definition that cannot be read is no help, and the message says so.
    for (lines, why) in [
        (&["X-NOTHING:1"][..], "has no observance"),
        (&["BEGIN:STANDARD", "DTSTART:16010101T000000", "TZOFFSETTO:+0100", "END:STANDARD"], "without its offsets"),
        (&["BEGIN:STANDARD", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD"], "cannot be read"),
        (
            &[
                "BEGIN:STANDARD",
                "DTSTART:16010101T000000",
                "RRULE:FREQ=DAILY",
                "TZOFFSETFROM:+0100",
                "TZOFFSETTO:+0100",
                "END:STANDARD",
            ],
            "changes too often",
        ),
    ] {
        let wrong = error(&daily("Nowhere", "100000", lines));
        assert!(wrong.code() == ErrorCode::UnknownTimeZone && wrong.to_string().contains(why), "{wrong}");
    }
    let wrong =
        Calendar::parse(&event(&["DTSTART:20260101T100000"]), &CalendarOptions::new("Europe/Pariss")).unwrap_err();
    assert_eq!((wrong.code(), wrong.path()), (ErrorCode::UnknownTimeZone, "time_zone"));
}

/// Clocks west of UTC, the date line, and half hours: whole days are the owner's.
#[test]
fn whole_days_are_the_owners() {
    let day = event(&["DTSTART;VALUE=DATE:20260702"]);
    for (zone, expected) in [
        ("Pacific/Kiritimati", "2026-07-01T10:00:00Z/2026-07-02T10:00:00Z"),
        ("Pacific/Pago_Pago", "2026-07-02T11:00:00Z/2026-07-03T11:00:00Z"),
        ("Asia/Kathmandu", "2026-07-01T18:15:00Z/2026-07-02T18:15:00Z"),
    ] {
        let window = read(&day, zone).busy_between(
            super::support::instant("2026-06-30T00:00:00Z"),
            super::support::instant("2026-07-05T00:00:00Z"),
        );
        assert_eq!(show(&window.unwrap()), [expected], "{zone}");
    }
}
