//! iCalendar files of people's programs, against what the library recurring-ical-events finds in them: one opinion, which is
//! taken for right unless a paragraph of RFC 5545 says otherwise. Each such paragraph is listed.

use std::collections::BTreeMap;

use fireside::calendar::{Calendar, CalendarOptions, Occurrence};
use fireside::model::{Busy, Instant};

use super::data;

const SET: &str = "calendars";

/// Where we and the library differ: what only we find, what only it finds, and why.
#[rustfmt::skip]
const DEVIATIONS: [(&str, &[&str], &[&str], &str); 2] = [
    ("issue_117_until_before_dtstart.ics", &["2023-10-02 2023-10-09"], &[],
     "3.8.5.3: DTSTART is the first instance of the recurrence set, also where UNTIL is before it"),
    ("multiple_rrule.ics", &[], &["2023-03-13T10:00:00Z 2023-03-13T12:00:00Z"],
     "3.3.10: DTSTART always counts as the first occurrence of COUNT, also for a rule that does not fall on it"),
];

fn instant(text: &str) -> Instant {
    let padded = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.to_owned() };
    // Times without a zone are read in UTC here.
    let zoned = if padded.ends_with('Z') { padded } else { format!("{padded}Z") };
    Instant::parse(&zoned).unwrap_or_else(|| panic!("{text}"))
}

fn show(occurrence: &Occurrence) -> String {
    let show = |instant: Instant| match occurrence.all_day {
        true => instant.utc().date.to_string(),
        false => instant.to_string(),
    };
    format!("{} {}", show(occurrence.start), show(occurrence.end))
}

fn parse(set: &data::Set, file: &str, zone: &str) -> Calendar {
    Calendar::parse(&set.text(file), &CalendarOptions::new(zone)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// How often each line is there, the others' subtracted.
fn counted<'t>(mine: &'t [String], theirs: &'t [String]) -> BTreeMap<&'t str, i64> {
    let mut counted = BTreeMap::new();
    for (lines, sign) in [(mine, 1), (theirs, -1)] {
        lines.iter().for_each(|line| *counted.entry(line.as_str()).or_insert(0) += sign);
    }
    counted
}

#[test]
fn occurrences_are_those_of_recurring_ical_events() {
    let Some(set) = data::set(SET) else { return };
    let expected: serde_json::Value = serde_json::from_str(&set.text("expected_occurrences.json")).expect("JSON");
    let expected = expected.as_object().expect("an object");
    let (mut all, mut wrong) = (0, Vec::new());
    for (file, of_file) in expected {
        let calendar = parse(&set, file, "UTC");
        let pair = |pair: &serde_json::Value| {
            let text = |at: usize| pair.get(at).and_then(|text| text.as_str()).expect("a text").to_owned();
            (text(0), text(1))
        };
        let (from, until) = pair(&of_file["window"]);
        let found =
            calendar.occurrences(instant(&from), instant(&until)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let found: Vec<String> = found.iter().map(show).collect();
        let theirs: Vec<String> = of_file["occurrences"]
            .as_array()
            .expect("a list")
            .iter()
            .map(pair)
            .map(|(start, end)| {
                let zoned = |text: String| if text.len() == 19 { format!("{text}Z") } else { text };
                format!("{} {}", zoned(start), zoned(end))
            })
            .collect();
        all += theirs.len();
        let known = DEVIATIONS.iter().find(|(name, ..)| name == file);
        let (more, fewer) = known.map_or((&[][..], &[][..]), |(_, more, fewer, _)| (*more, *fewer));
        let counted = counted(&found, &theirs);
        let lines = |sign: i64| {
            counted.iter().filter(move |(_, count)| count.signum() == sign).map(|(line, _)| *line).collect::<Vec<_>>()
        };
        if lines(1) != more || lines(-1) != fewer {
            wrong.push(format!("{file}: only we find {:?}, only the library {:?}", lines(1), lines(-1)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (file, _, _, why) in DEVIATIONS {
        println!("{SET}: {file} differs from the library by RFC 5545, {why}");
    }
    let reached = format!("the same in {}, by the standard in {}", expected.len() - DEVIATIONS.len(), DEVIATIONS.len());
    data::row(SET, format!("{} files, {all} instances", expected.len()), reached, "recurring-ical-events 3.8.2");
}

/// What Outlook means by `UNTIL=20200916T230000Z` on whole days in London: the last one is 17 September, whose midnight that is. The
/// library takes the date in UTC, and so do we for whoever lives there.
#[test]
fn outlook_ends_whole_days_at_their_midnight() {
    let Some(set) = data::set(SET) else { return };
    let calendar = parse(&set, "issue_28_rrule_with_UTC_endinginZ.ics", "Europe/London");
    let last = calendar.occurrences(instant("2020-09-11"), instant("2022-01-01")).expect("occurrences");
    let starts: Vec<String> = last.iter().map(|occurrence| occurrence.start.to_string()).collect();
    assert_eq!(starts, ["2020-09-16T23:00:00Z", "2020-09-23T23:00:00Z"]);
}

/// The files of which the library has no opinion: zones of the calendar's own, busy times, availability.
#[test]
fn other_files_are_busy_as_they_say() {
    let Some(set) = data::set(SET) else { return };
    let busy = |file: &str, from: &str, until: &str| {
        let busy = parse(&set, file, "UTC").busy_between(instant(from), instant(until)).expect("busy time");
        busy.iter().map(|Busy { start, end }| format!("{start} {end}")).collect::<Vec<_>>()
    };
    let one = |start: &str, end: &str| format!("{start} {end}");
    // A zone that nobody knows, `custom_America/New_York`; New York is four hours behind UTC in August.
    assert_eq!(
        busy("america_new_york.ics", "2014-01-01", "2015-01-01"),
        [one("2014-08-29T12:00:00Z", "2014-08-29T14:00:00Z")]
    );
    assert_eq!(
        busy("freebusy_example.ics", "1998-01-01", "1999-01-01"),
        [
            one("1998-03-14T23:30:00Z", "1998-03-15T00:30:00Z"),
            one("1998-03-16T15:30:00Z", "1998-03-16T16:30:00Z"),
            one("1998-03-18T03:00:00Z", "1998-03-18T04:00:00Z"),
        ]
    );
    let several = busy("issue_27_multiple_periods_in_freebusy_one_freebusy.ics", "2012-01-01", "2012-02-01");
    assert_eq!(several.len(), 8);
    assert_eq!(several[0], one("2012-01-03T09:15:00Z", "2012-01-03T10:15:00Z"));
    // Weekdays from nine to five in Montréal, four hours behind: the rest of the day is busy, whatever the start of the range.
    let week = busy("rfc_7953_1.ics", "2011-10-03", "2011-10-05");
    assert_eq!(
        week,
        [
            one("2011-10-03T00:00:00Z", "2011-10-03T13:00:00Z"),
            one("2011-10-03T21:00:00Z", "2011-10-04T13:00:00Z"),
            one("2011-10-04T21:00:00Z", "2011-10-05T00:00:00Z"),
        ]
    );
    for file in set.files(".ics") {
        let calendar = parse(&set, &file, "America/New_York");
        calendar
            .busy_between(instant("1970-01-01"), instant("2199-12-31"))
            .unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}
