//! Invitations at their edges: texts, documents and schedules that cannot be used, and what time does to what was held.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod invitations_support;

use fireside::matching::{Invitation, InvitationChange as Change};
use fireside::{Contact, ErrorCode, InvitationOptions, Invitations, write_invitations};
use invitations_support::{NINE, addresses, cohort, instant, lines, options, read, schedule, session, value};

/// A change to a document.
type Forgery = fn(&mut Invitations);

#[test]
fn what_cannot_stand_in_a_message_is_refused() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    let one = schedule(vec![session("ada", "bo", NINE, None)]);
    let problems = |options: &InvitationOptions| -> Vec<(String, ErrorCode)> {
        match write_invitations(&cohort, &one, None, options) {
            Ok(_) => Vec::new(),
            Err(error) => error.problems().map(|problem| (problem.path.clone(), problem.code)).collect(),
        }
    };
    for address in [
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@x\r\nBcc: all@example.com",
        "ada @example.com",
        "a\"b\"@example.com",
        "ada@example.com?cc=all@example.com",
        "http://example.com",
        "ada@exa_mple.com",
        "a..b@example.com",
        "ada%40x@example.com",
    ] {
        let asked = options("2026-11-20T08:00:00Z").attendee("ada", Contact::new(address));
        assert_eq!(problems(&asked), [("attendees[\"ada\"].address".to_owned(), ErrorCode::InvalidText)], "{address}");
    }
    for address in ["ada@example.com", "MAILTO:ada@example.com", "a.d+a&b=c@bücher.example", "ädä@example.com"] {
        let asked = options("2026-11-20T08:00:00Z").attendee("ada", Contact::new(address));
        assert_eq!(problems(&asked), [], "{address}");
    }
    let wrong = InvitationOptions {
        programme: "a\nb".to_owned(),
        domain: "example.com\r\nX:".to_owned(),
        organizer: Contact::new("mentoring@example.com").named("Men\r\ntoring"),
        location: Some("Room\n4".to_owned()),
        url: Some("https://example.com/\r\nATTACH:x".to_owned()),
        summary: Some("{mentor} {mentor}".to_owned()),
        description: Some("a\rb".to_owned()),
        ..options("2026-11-20T08:00:00Z")
    };
    let paths: Vec<String> = problems(&wrong).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["description", "domain", "location", "organizer.name", "programme", "summary", "url"]);
}

#[test]
fn a_previous_document_is_trusted_in_nothing() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    let one = schedule(vec![session("ada", "bo", NINE, Some("Europe/London"))]);
    let asked = addresses(options("2026-11-20T08:00:00Z"), &["ada"]);
    let honest = write_invitations(&cohort, &one, None, &asked).unwrap();
    let lie = |change: &dyn Fn(&mut Invitations)| -> Vec<String> {
        let mut previous = honest.clone();
        change(&mut previous);
        match write_invitations(&cohort, &one, Some(&previous), &asked) {
            Ok(_) => Vec::new(),
            Err(error) => error.problems().map(|problem| problem.path.clone()).collect(),
        }
    };
    let entry = |change: fn(&mut Invitation)| lie(&move |previous| change(&mut previous.invitations[0]));
    let at = |field: &str| vec![format!("previous.invitations[0]{field}")];
    assert_eq!(lie(&|_| {}), Vec::<String>::new());
    assert_eq!(lie(&|previous| previous.programme = "2027 Q1".to_owned()), ["previous.programme"]);
    assert_eq!(lie(&|previous| previous.stamp = "2026-11-20T08:01:00Z".to_owned()), ["previous.stamp"]);
    assert_eq!(lie(&|previous| previous.organizer = Contact::new("x")), ["previous.organizer.address"]);
    assert_eq!(lie(&|previous| previous.invitations.extend_from_within(..)), ["previous.invitations[1]"]);
    assert_eq!(entry(|one| one.uid.push('x')), at(".uid"));
    assert_eq!(entry(|one| one.sequence = u32::MAX), at(".sequence"));
    assert_eq!(entry(|one| one.sequence = i32::MAX as u32 - 1), at(".sequence"), "two messages more");
    assert_eq!(entry(|one| one.sequence = i32::MAX as u32 - 2), [""; 0]);
    assert_eq!(entry(|one| one.start = "1970-01-01T00:00:00Z".to_owned()), at(""), "a conversation of years");
    assert_eq!(entry(|one| one.start = one.end.clone()), at(""));
    assert_eq!(entry(|one| one.stamp = "now".to_owned()), at(".stamp"));
    assert_eq!(entry(|one| one.summary = Some("a\r\nATTENDEE:b".to_owned())), at(".summary"));
    assert_eq!(entry(|one| one.description = Some("x".repeat(1 << 20))), at(".description"));
    assert_eq!(entry(|one| one.url = Some("javascript:alert(1)".to_owned())), at(".url"));
    assert_eq!(entry(|one| one.attendees[0].address = "a\r\n@b".to_owned()), at(".attendees[0].address"));
    assert_eq!(entry(|one| one.local.as_mut().unwrap().time_zone = "Mars".to_owned()), at(".local.time_zone"));
    // A document of another programme is one problem, not one of every conversation in it.
    let other = InvitationOptions { programme: "2027 Q1".to_owned(), ..asked.clone() };
    let error = write_invitations(&cohort, &one, Some(&honest), &other).unwrap_err();
    assert_eq!((error.path(), error.problems().count()), ("previous.programme", 1));
    let mut previous = honest.clone();
    previous.invitations[0].summary = Some("x\ry".to_owned());
    assert_eq!(previous.calendar_of("ada").unwrap_err().path(), "invitations[0].summary");
    // Feeds check the same.
    let forged: [(Forgery, &str); 6] = [
        (|previous| previous.domain = "x\r\ny".to_owned(), "domain"),
        (|previous| previous.domain.push('m'), "invitations[0].uid"),
        (|previous| previous.programme.clear(), "invitations[0].uid"),
        (|previous| previous.invitations[0].uid.push('x'), "invitations[0].uid"),
        (|previous| previous.invitations[0].sequence = 1 << 31, "invitations[0].sequence"),
        (|previous| previous.invitations[0].end = "2026-12-02T09:01:00Z".to_owned(), "invitations[0]"),
    ];
    for (forge, path) in forged {
        let mut previous = honest.clone();
        forge(&mut previous);
        for error in [previous.calendar_of("ada").unwrap_err(), previous.free_busy("ada").unwrap_err()] {
            assert!(error.problems().any(|problem| problem.path == path), "{error:?}");
        }
    }
    let mut last = honest.clone();
    last.invitations[0].sequence = i32::MAX as u32;
    assert!(last.calendar_of("ada").unwrap().unwrap().contains("SEQUENCE:2147483647"));
}

#[test]
fn a_conversation_takes_a_day_at_most() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    let write = |minutes: i64| {
        let mut long = session("ada", "bo", NINE, Some("Europe/London"));
        long.end = instant(NINE + minutes);
        write_invitations(&cohort, &schedule(vec![long]), None, &options("2026-11-20T08:00:00Z"))
    };
    assert!(write(1_440).is_ok());
    let error = write(1_441).unwrap_err();
    assert_eq!((error.path(), error.code()), ("schedule.sessions[0]", ErrorCode::OutOfRange));
}

#[test]
fn what_was_held_long_ago_keeps_no_addresses() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    let met = schedule(vec![session("ada", "bo", NINE, None)]);
    let asked = InvitationOptions {
        location: Some("Room 4".to_owned()),
        url: Some("https://example.com/".to_owned()),
        ..addresses(options("2026-11-20T08:00:00Z"), &["ada", "bo"])
    };
    let first = write_invitations(&cohort, &met, None, &asked).unwrap();
    let at = |minute: i64, schedule: &fireside::Schedule, previous: &Invitations| {
        let stamp = fireside::model::Instant::parse(&instant(minute)).unwrap();
        write_invitations(&cohort, schedule, Some(previous), &InvitationOptions { stamp, ..asked.clone() }).unwrap()
    };
    // It ends half an hour after nine; thirty days later it is still whole, a minute after that it is not.
    let month = NINE + 30 + 30 * 1_440;
    let none = schedule(vec![]);
    let whole = at(month, &none, &first);
    assert_eq!(whole.invitations[0].attendees, first.invitations[0].attendees);
    let old = at(month + 1, &none, &whole);
    let one = &old.invitations[0];
    assert_eq!((one.change, one.sequence, one.messages.len()), (Change::Past, 0, 0));
    assert_eq!((&one.description, &one.location, &one.url, one.attendees.len()), (&None, &None, &None, 0));
    assert_eq!(one.summary, first.invitations[0].summary);
    assert!(!old.to_json().contains("@example.org"));
    assert_eq!(read(&old.calendar_of("ada").unwrap().unwrap()).len(), 1);
    // It stays so, and the two may meet again.
    assert_eq!(at(month + 2, &met, &old).invitations, old.invitations);
    let again = at(month + 2, &schedule(vec![session("ada", "bo", month + 1_440, None)]), &old);
    assert_eq!((again.figures.moved, again.figures.messages, again.invitations[0].sequence), (1, 1, 1));
}

#[test]
fn midnight_has_one_name() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo")]);
    let midnight = schedule(vec![session("ada", "bo", NINE + 15 * 60, None)]);
    let first = write_invitations(&cohort, &midnight, None, &options("2026-12-01T08:00:00Z")).unwrap();
    // 24:00 is 00:00 of the next day, when the conversation has begun.
    let then = options("2026-12-01T24:00:00Z");
    let held = write_invitations(&cohort, &schedule(vec![]), Some(&first), &then).unwrap();
    assert_eq!((held.stamp.as_str(), held.figures.past), ("2026-12-02T00:00:00Z", 1));
    let mut other = held.clone();
    other.stamp = "2026-12-01T24:00:00Z".to_owned();
    assert!(write_invitations(&cohort, &schedule(vec![]), Some(&other), &options("2026-12-02T00:00:00Z")).is_ok());
}

#[test]
fn what_ends_lines_elsewhere_is_in_no_line() {
    let cohort = cohort(&[("ada", "A\u{2028}da")], &[("bo", "B\u{2029}o")]);
    let asked = InvitationOptions {
        location: Some("Room\u{2028}ATTENDEE:x".to_owned()),
        ..addresses(options("2026-11-20T08:00:00Z"), &["ada"])
    };
    let one = schedule(vec![session("ada", "bo", NINE, None)]);
    let written = write_invitations(&cohort, &one, None, &asked).unwrap();
    let text = &written.invitations[0].messages[0].text;
    assert!(!text.contains(['\u{2028}', '\u{2029}']));
    assert_eq!(value(&lines(text), "LOCATION"), "RoomATTENDEE:x");
}

#[test]
fn a_schedule_that_is_none_is_refused() {
    let cohort = cohort(&[("ada", "Ada")], &[("bo", "Bo"), ("ada", "Ada")]);
    let mut wrong = vec![
        session("ada", "bo", NINE, None),
        session("ada", "bo", NINE, None),
        session("eve", "bo", NINE, None),
        session("ada", "ada", NINE, None),
        session("ada", "bo", NINE, Some("Europe/Nowhere")),
        session("ada", "bo", NINE, None),
    ];
    wrong[5].start = "soon".to_owned();
    let error = write_invitations(&cohort, &schedule(wrong), None, &options("2026-11-20T08:00:00Z")).unwrap_err();
    let found: Vec<(&str, &str)> =
        error.problems().map(|problem| (problem.path.as_str(), problem.code.as_str())).collect();
    let expected = [
        ("schedule.sessions[1]", "duplicate_entry"),
        ("schedule.sessions[2].mentor", "unknown_person"),
        ("schedule.sessions[3]", "contradiction"),
        ("schedule.sessions[4]", "duplicate_entry"),
        ("schedule.sessions[4].mentor_local.time_zone", "unknown_time_zone"),
        ("schedule.sessions[5].start", "invalid_time"),
    ];
    assert_eq!(found, expected);
}
