//! Invitations: what is written can be read and means the same instants, and over any series of schedules calendars are told of
//! every change once.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod invitations_support;

use std::collections::BTreeSet;

use fireside::matching::{InvitationChange as Change, InvitationMethod as Method};
use fireside::{Contact, InvitationOptions, Invitations, write_invitations};
use invitations_support::{NINE, addresses, all, cohort, instant, lines, options, read, schedule, session, value};

/// The same text with another name for its zone, so that only its definition says what it means.
fn without_names(text: &str, zone: &str) -> String {
    let unfolded = text.replace("\r\n ", "");
    unfolded.replace(&format!("TZID={zone}"), "TZID=Somewhere").replace(&format!("TZID:{zone}"), "TZID:Somewhere")
}

#[test]
fn nine_is_nine() {
    assert_eq!(instant(NINE), "2026-12-01T09:00:00Z");
}

#[test]
fn every_zone_says_every_instant() {
    let zones = [
        "Europe/London",
        "Europe/Dublin",
        "Africa/Casablanca",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "America/New_York",
        "America/St_Johns",
        "America/Sao_Paulo",
        "Antarctica/Troll",
        "Africa/Cairo",
        "Asia/Gaza",
        "Pacific/Apia",
        "Pacific/Chatham",
        "America/Santiago",
        "Etc/GMT-5",
        "UTC",
        "Africa/Monrovia",
    ];
    for zone in zones {
        let tz = jiff::tz::TimeZone::get(zone).unwrap();
        let mut starts: BTreeSet<i64> = (0..200).map(|k| NINE + k * 7 * 24 * 60 + k % 96 * 15).collect();
        let from = jiff::Timestamp::from_second(NINE * 60).unwrap();
        for change in tz.following(from).take(8) {
            let at = change.timestamp().as_second().div_euclid(60);
            starts.extend((-16..16).map(|quarter| at + quarter * 15));
        }
        // Long ago, too, when offsets had seconds.
        starts.extend([1, 1_000_000, 2_000_000]);
        let ids: Vec<String> = (0..starts.len()).map(|k| format!("mentee{k:04}")).collect();
        let people: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "Bo")).collect();
        let cohort = cohort(&[("ada", "Ada")], &people);
        let sessions = starts.iter().zip(&ids).map(|(at, id)| session("ada", id, *at, Some(zone))).collect();
        let schedule = schedule(sessions);
        let written = write_invitations(&cohort, &schedule, None, &options("1970-01-01T00:00:00Z")).unwrap();
        let mut zoned = 0;
        for (invitation, session) in written.invitations.iter().zip(&schedule.sessions) {
            let text = &invitation.messages[0].text;
            let expected = vec![(session.start.clone(), session.end.clone())];
            assert_eq!(read(text), expected, "{zone}: {text}");
            assert_eq!(read(&without_names(text, zone)), expected, "{zone} by its definition: {text}");
            assert_eq!(invitation.local.is_some(), text.contains("TZID="), "{text}");
            zoned += usize::from(invitation.local.is_some());
            // No definition is without standard or daylight saving time, or says more than it must.
            let begun = all(&lines(text), "BEGIN").len();
            assert!((2..=7).contains(&begun), "{text}");
        }
        // All but what clocks show a second time, and what is in UTC, is on clocks there.
        assert_eq!(zoned == 0, zone == "UTC");
        assert!(zoned == 0 || zoned * 10 > starts.len() * 8, "{zone}: {zoned} of {}", starts.len());
        // All of them in one calendar, with one definition.
        let calendar = written.calendar_of("ada").unwrap().unwrap();
        let mut all: Vec<(String, String)> =
            schedule.sessions.iter().map(|session| (session.start.clone(), session.end.clone())).collect();
        all.sort();
        assert_eq!(read(&calendar), all, "{zone}");
        assert_eq!(read(&without_names(&calendar, zone)), all, "{zone}");
    }
}

#[test]
fn the_second_time_is_told_in_utc() {
    // In London clocks fall back on 25 October 2026 at 01:00 UTC, from two to one.
    let second = NINE - (37 * 24 + 8) * 60;
    assert_eq!(instant(second), "2026-10-25T01:00:00Z");
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    for (at, start) in [(second - 60, "20261025T010000"), (second, "20261025T010000Z")] {
        let schedule = schedule(vec![session("ada", "bo", at, Some("Europe/London"))]);
        let written = write_invitations(&cohort, &schedule, None, &options("2026-10-01T00:00:00Z")).unwrap();
        assert_eq!(value(&lines(&written.invitations[0].messages[0].text), "DTSTART"), start);
    }
}

#[test]
fn who_is_invited_and_who_is_told_that_they_are_not() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    let schedule = schedule(vec![session("ada", "bo", NINE, None)]);
    let write = |previous: Option<&Invitations>, ids: &[&str]| {
        let options = addresses(options("2026-11-20T08:00:00Z"), ids);
        write_invitations(&cohort, &schedule, previous, &options).unwrap()
    };
    let told = |written: &Invitations| -> Vec<(Method, Vec<String>)> {
        let messages = &written.invitations[0].messages;
        messages.iter().map(|message| (message.method, message.to.clone())).collect()
    };
    let to = |ids: &[&str]| ids.iter().map(|id| format!("{id}@example.org")).collect::<Vec<_>>();

    let nobody = write(None, &[]);
    assert_eq!(told(&nobody), [(Method::Publish, vec![])]);
    assert!(!nobody.invitations[0].messages[0].text.contains("ATTENDEE"), "RFC 5546, section 3.2.1");

    let both = write(Some(&nobody), &["ada", "bo", "dan"]);
    assert_eq!(told(&both), [(Method::Request, to(&["ada", "bo"]))]);
    assert_eq!((both.invitations[0].sequence, both.invitations[0].change), (1, Change::Updated));

    let one = write(Some(&both), &["bo"]);
    assert_eq!(told(&one), [(Method::Cancel, to(&["ada"])), (Method::Request, to(&["bo"]))]);
    let off = lines(&one.invitations[0].messages[0].text);
    assert!(all(&off, "STATUS").is_empty(), "the conversation itself is on (section 3.2.5)");
    assert_eq!((value(&off, "SEQUENCE"), value(&off, "ATTENDEE")), ("2", "mailto:ada@example.org"));
    let on = lines(&one.invitations[0].messages[1].text);
    assert_eq!((value(&on, "SEQUENCE"), one.invitations[0].sequence), ("3", 3), "a number of its own");

    let spelled = options("2026-11-20T08:00:00Z").attendee("bo", Contact::new("Bo@Example.org"));
    let spelled = write_invitations(&cohort, &schedule, Some(&one), &spelled).unwrap();
    assert_eq!(
        told(&spelled),
        [(Method::Request, vec!["Bo@Example.org".to_owned()])],
        "another spelling, no other mailbox"
    );

    let none = write(Some(&one), &[]);
    assert_eq!(told(&none), [(Method::Cancel, to(&["bo"])), (Method::Publish, vec![])]);
}

#[test]
fn a_cancellation_speaks_for_whoever_invited() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    let asked = addresses(options("2026-11-20T08:00:00Z"), &["ada"]);
    let first = write_invitations(&cohort, &schedule(vec![session("ada", "bo", NINE, None)]), None, &asked).unwrap();
    let other = InvitationOptions { organizer: Contact::new("other@example.com"), ..asked };
    let gone = write_invitations(&cohort, &schedule(vec![]), Some(&first), &other).unwrap();
    let text = lines(&gone.invitations[0].messages[0].text);
    assert_eq!(value(&text, "ORGANIZER"), "mailto:mentoring@example.com");
    assert_eq!(value(&text, "STATUS"), "CANCELLED");
    assert_eq!(value(&text, "UID"), first.invitations[0].uid);
}

#[test]
fn what_has_begun_is_left_alone() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    let met = schedule(vec![session("ada", "bo", NINE, None)]);
    let first = write_invitations(&cohort, &met, None, &options("2026-11-20T08:00:00Z")).unwrap();
    let later = options("2026-12-01T09:00:00Z");
    let held = write_invitations(&cohort, &schedule(vec![]), Some(&first), &later).unwrap();
    assert_eq!((held.figures.past, held.figures.messages, held.invitations[0].sequence), (1, 0, 0));
    let elsewhere = InvitationOptions { location: Some("Room 4".to_owned()), ..later.clone() };
    let told = write_invitations(&cohort, &met, Some(&held), &elsewhere).unwrap();
    assert_eq!((told.figures.past, told.figures.messages), (1, 0));
    let again = schedule(vec![session("ada", "bo", NINE + 1440, None)]);
    let moved = write_invitations(&cohort, &again, Some(&held), &later).unwrap();
    assert_eq!((moved.figures.moved, moved.invitations[0].sequence), (1, 1));
}

#[test]
fn a_feed_and_free_busy() {
    let cohort = cohort(&[("ada", "Ada"), ("bo", "Bo")], &[("bo", "Bo"), ("cem", "Cem")]);
    let sessions = vec![
        session("ada", "bo", NINE, Some("Europe/London")),
        session("bo", "cem", NINE + 30, Some("Europe/Paris")),
        session("ada", "cem", NINE + 120, Some("Europe/London")),
    ];
    let asked = addresses(options("2026-11-20T08:00:00Z"), &["bo"]);
    let mut written = write_invitations(&cohort, &schedule(sessions), None, &asked).unwrap();
    // The cohort states no availability, so there is no horizon either.
    assert_eq!((written.window.as_ref(), written.free_busy("bo")), (None, Ok(None)));
    let (start, end) = (instant(NINE - 540), instant(NINE + 900));
    written.window = Some(fireside::matching::Window { start, end });
    let text = lines(&written.free_busy("bo").unwrap().unwrap());
    assert_eq!(all(&text, "ORGANIZER")[0].value, "mailto:bo@example.org");
    assert_eq!(all(&text, "METHOD")[0].value, "PUBLISH");
    let busy: Vec<&str> = all(&text, "FREEBUSY").iter().map(|line| line.value.as_str()).collect();
    assert_eq!(busy, ["20261201T090000Z/20261201T100000Z"], "as mentee and, right after it, as mentor");
    let text = lines(&written.free_busy("cem").unwrap().unwrap());
    assert!(all(&text, "ORGANIZER").is_empty() && all(&text, "METHOD").is_empty(), "nobody knows Cem's address");
    assert_eq!(all(&text, "FREEBUSY").len(), 2);
    let text = written.calendar_of("bo").unwrap().unwrap();
    assert_eq!(all(&lines(&text), "SUMMARY").len(), 2);
    assert!(!text.contains("ATTENDEE") && text.contains("METHOD:PUBLISH"));
    assert_eq!(read(&text)[1].0, "2026-12-01T09:30:00Z");
    assert_eq!((written.calendar_of("dan"), written.free_busy("dan")), (Ok(None), Ok(None)));
}
