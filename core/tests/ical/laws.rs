//! What holds of every calendar: it is read or refused, and a window shows what a longer one shows there.

use fireside::calendar::{Calendar, CalendarOptions, Occurrence};
use fireside::model::{Busy, Instant};
use proptest::prelude::*;

use super::support::{instant, text};

/// Calendars with a bit of everything, to be mutilated.
fn samples() -> Vec<String> {
    let zone = [
        "BEGIN:VTIMEZONE",
        "TZID:Ours",
        "BEGIN:DAYLIGHT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "END:STANDARD",
        "END:VTIMEZONE",
    ];
    let events = [
        "BEGIN:VEVENT",
        "UID:a",
        "DTSTART;TZID=Ours:20251027T090000",
        "DTEND;TZID=Ours:20251027T103000",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU;UNTIL=20270101T000000Z",
        "EXDATE:20260105T080000Z",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:a",
        "RECURRENCE-ID;TZID=Ours:20260119T090000",
        "DTSTART:20260120T100000Z",
        "DURATION:PT2H",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "DTSTART;VALUE=DATE:20251224",
        "DTEND;VALUE=DATE:20251227",
        "RRULE:FREQ=YEARLY;COUNT=5",
        "RDATE;VALUE=DATE:20260401,20260402",
        "STATUS:TENTATIVE",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "DTSTART:20260101T120000",
        "DURATION:PT45M",
        "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,2;COUNT=40",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    ];
    let busy = [
        "BEGIN:VFREEBUSY",
        "FREEBUSY;FBTYPE=BUSY:20260103T091500Z/20260103T101500Z,20260113T130000Z/PT2H",
        "END:VFREEBUSY",
        "BEGIN:VAVAILABILITY",
        "DTSTART:20260201T000000Z",
        "DTEND:20260601T000000Z",
        "PRIORITY:2",
        "BUSYTYPE:BUSY",
        "BEGIN:AVAILABLE",
        "DTSTART;TZID=America/New_York:20260202T090000",
        "DTEND;TZID=America/New_York:20260202T170000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "END:AVAILABLE",
        "END:VAVAILABILITY",
    ];
    vec![text(&[&zone[..], &events].concat()), text(&busy), text(&[&zone[..], &events, &busy].concat())]
}

/// Reads a text and asks everything of it; what comes out is in order, whatever the text.
fn exercise(text: &str) {
    let Ok(calendar) = Calendar::parse(text, &CalendarOptions::new("Europe/Berlin")) else { return };
    let (from, until) = (instant("2026-01-01T00:00:00Z"), instant("2026-12-31T00:00:00Z"));
    if let Ok(busy) = calendar.busy_between(from, until) {
        assert!(busy.iter().all(|busy| from <= busy.start && busy.start < busy.end && busy.end <= until));
        assert!(busy.is_sorted_by(|one, next| one.end < next.start));
    }
    if let Ok(all) = calendar.occurrences(from, until) {
        assert!(all.iter().all(|one| one.start <= one.end && one.start < until && from <= one.end));
    }
    let plan = fireside::calendar::Plan::new(from.utc().date, 366);
    let free = calendar.free(&plan);
    // What is kept of it is read as the same calendar.
    let again = Calendar::parse(calendar.to_ical(), calendar.options()).unwrap();
    assert_eq!((again.to_ical(), again.options()), (calendar.to_ical(), calendar.options()));
    let code = |error: fireside::Error| (error.code(), error.path().to_owned());
    assert_eq!(again.free(&plan).map_err(code), free.map_err(code));
    assert_eq!(again.busy_between(from, until).map_err(code), calendar.busy_between(from, until).map_err(code));
    assert_eq!(again.occurrences(from, until).map_err(code), calendar.occurrences(from, until).map_err(code));
}

fn at(minutes: i64) -> Instant {
    let date = |day: i64| {
        let start = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let month = start.partition_point(|first| *first <= day);
        format!("2026-{month:02}-{:02}", day - start[month - 1] + 1)
    };
    instant(&format!("{}T{:02}:{:02}:00Z", date(minutes / 1440), minutes / 60 % 24, minutes % 60))
}

fn merged(one: &[Busy], other: &[Busy]) -> Vec<Busy> {
    let mut all: Vec<Busy> = Vec::new();
    for busy in one.iter().chain(other) {
        match all.last_mut() {
            Some(last) if last.end == busy.start => last.end = busy.end,
            _ => all.push(*busy),
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        exercise(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_lines_are_read_or_refused(lines in prop::collection::vec(
        "(BEGIN|END|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|UID|RECURRENCE-ID|FREEBUSY|TZID|PRIORITY)(;TZID=[A-Z/]{0,9}|;VALUE=DATE|;\"){0,2}:(VEVENT|VFREEBUSY|VAVAILABILITY|AVAILABLE|[0-9]{4}(01|12)[0-2][0-9](T[01][0-9]{5}Z?)?(/PT?[0-9]{1,9}[DHW])?|FREQ=DAILY;COUNT=[0-9]{1,9}|P[0-9]{1,7}[WD])", 0..30))
    {
        exercise(&lines.join("\n"));
        let lines: Vec<&str> = lines.iter().map(String::as_str).filter(|line| !line.starts_with("BEGIN") && !line.starts_with("END")).collect();
        exercise(&super::support::event(&lines));
    }

    /// Parts cut out, doubled, put elsewhere, and letters changed.
    #[test]
    fn mutilated_calendars_are_read_or_refused(
        sample in 0_usize..3,
        changes in prop::collection::vec((0_usize..4, 0_usize..3000, 0_usize..60, any::<char>()), 1..6),
    ) {
        let mut letters: Vec<char> = samples()[sample].chars().collect();
        for (kind, start, length, letter) in changes {
            let start = start % letters.len().max(1);
            let end = (start + length).min(letters.len());
            let part = letters[start..end].to_vec();
            match kind {
                0 => drop(letters.drain(start..end)),
                1 => drop(letters.splice(start..start, part)),
                2 => letters.extend(part),
                _ => letters[start..end].iter_mut().step_by(7).for_each(|place| *place = letter),
            }
        }
        exercise(&letters.iter().collect::<String>());
    }

    /// A window shows what a longer one shows there, and two windows side by side show what one over both does.
    #[test]
    fn windows_agree(sample in 0_usize..3, mut cuts in prop::array::uniform3(0_i64..500_000), tentative: bool) {
        cuts.sort_unstable();
        let [a, b, c] = cuts.map(at);
        let options = CalendarOptions { tentative, ..CalendarOptions::new("Europe/Berlin") };
        let calendar = Calendar::parse(&samples()[sample], &options).unwrap();
        let (from, until) = (instant("2025-06-01T00:00:00Z"), instant("2027-06-01T00:00:00Z"));
        let all = calendar.occurrences(from, until).unwrap();
        let inside = |one: &&Occurrence| one.start < b && a < one.end;
        let expected: Vec<Occurrence> = all.iter().filter(inside).copied().collect();
        prop_assert_eq!(calendar.occurrences(a, b).unwrap(), expected);
        let of = |from, until| calendar.busy_between(from, until).unwrap();
        prop_assert_eq!(merged(&of(a, b), &of(b, c)), of(a, c));
        let whole = of(from, until);
        let cut = whole.iter().map(|busy| Busy { start: busy.start.max(a), end: busy.end.min(b) });
        prop_assert_eq!(cut.filter(|busy| busy.start < busy.end).collect::<Vec<_>>(), of(a, b));
    }
}
