//! Laws of invitations: any text comes back as it was, and over any series of schedules calendars are told of every change once.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod invitations_support;

use std::collections::{BTreeMap, BTreeSet};

use fireside::matching::{Invitation, InvitationChange as Change, InvitationMethod as Method, Session};
use fireside::{Contact, Invitations, write_invitations};
use invitations_support::{
    Line, NINE, addresses, all, cohort, instant, lines, options, read, schedule, session, value,
};
use proptest::prelude::*;

/// Both feeds of everybody are written, and their lines are lines.
fn feeds_are_written(invitations: &Invitations) {
    for one in invitations.invitations.iter().filter(|one| one.change.is_on()) {
        for person in [&one.mentor, &one.mentee] {
            lines(&invitations.calendar_of(person).unwrap().unwrap());
            if let Some(busy) = invitations.free_busy(person).unwrap() {
                lines(&busy);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the host's texts come to, what is written is taken back, and its feeds are written.
    #[test]
    fn what_is_written_is_taken_back(
        texts in prop::array::uniform2(prop::option::of("( |\\{topic\\}|\\{mentor\\}|\u{2028}|a){1,3}".prop_filter("a text", |text| {
            !text.trim().is_empty() && ["{topic}", "{mentor}"].iter().all(|word| text.matches(word).count() < 2)
        }))),
        topics in prop::collection::vec(prop::option::of(prop::sample::select(vec!["rust", "another"])), 1..4),
        invited in 0..3_usize,
    ) {
        let cohort = cohort(&[("a", "Ä")], &[("x", "X"), ("y", "Y"), ("z", "Z")]);
        let sessions = topics.iter().zip(["x", "y", "z"]).zip(0..).map(|((topic, mentee), at)| Session {
            topic: topic.map(str::to_owned),
            ..session("a", mentee, NINE + 60 * at, Some("Europe/Paris"))
        });
        let schedule = schedule(sessions.collect());
        let mut asked = addresses(options("2026-11-20T24:00:00Z"), &["a", "x"][..invited]);
        [asked.summary, asked.description] = texts;
        let written = write_invitations(&cohort, &schedule, None, &asked).unwrap();
        prop_assert_eq!(&written.stamp, "2026-11-21T00:00:00Z");
        for one in &written.invitations {
            prop_assert!([&one.summary, &one.description].iter().all(|text| text.as_ref().is_some_and(|text| !text.trim().is_empty())));
        }
        feeds_are_written(&written);
        let previous = Invitations::from_json(&written.to_json()).unwrap();
        let again = write_invitations(&cohort, &schedule, Some(&previous), &asked).unwrap();
        prop_assert_eq!((again.figures.messages, again.figures.unchanged as usize), (0, topics.len()));
    }

    /// Whatever people are called, and wherever they meet, it is in the text, and nothing else is.
    #[test]
    fn any_text_comes_back(
        names in prop::array::uniform3("[^\\p{Cc}\u{2028}\u{2029}]{1,60}".prop_filter("a name", |name| !name.trim().is_empty() && name.len() <= 256)),
        lines_of in "[^\\p{Cc}\u{2028}\u{2029}]{1,20}(\n[^\\p{Cc}\u{2028}\u{2029}]{0,90}){0,4}".prop_filter("text", |text| !text.trim().is_empty()),
        at in 0..10_000_000_i64,
    ) {
        let cohort = cohort(&[("ada", &names[0])], &[("bo", &names[1])]);
        let mut asked = options("1970-01-01T00:00:00Z");
        asked.description = Some(lines_of.clone());
        asked.location = Some(names[2].clone());
        asked.organizer.name = Some(names[2].clone());
        let asked = asked.attendee("ada", Contact::new("ada@example.com")).attendee("bo", Contact::new("bo@example.com"));
        let one = schedule(vec![session("ada", "bo", NINE + at, Some("Europe/Paris"))]);
        let written = write_invitations(&cohort, &one, None, &asked).unwrap();
        let text = &written.invitations[0].messages[0].text;
        let found = lines(text);
        let event: Vec<Line> = found.clone();
        let only = |name: &str| all(&event, name)[0].text();
        let (mentor, mentee) = (&names[0], &names[1]);
        prop_assert_eq!(only("SUMMARY"), format!("Rust; or, the borrow checker: {mentor} and {mentee}"));
        let words = |text: &str| text.replace("{mentor}", "").replace("{mentee}", "").replace("{topic}", "");
        if words(&lines_of) == lines_of {
            prop_assert_eq!(only("DESCRIPTION"), lines_of);
        }
        prop_assert_eq!(only("LOCATION"), names[2].clone());
        let called: Vec<Option<&str>> =
            all(&found, "ATTENDEE").iter().chain(&all(&found, "ORGANIZER")).map(|line| line.parameter("CN")).collect();
        prop_assert_eq!(called, names.iter().map(|name| Some(name.as_str())).collect::<Vec<_>>());
        prop_assert_eq!(read(text), vec![(one.sessions[0].start.clone(), one.sessions[0].end.clone())]);
        let again = Invitations::from_json(&written.to_json()).unwrap();
        prop_assert_eq!(again, written);
    }

    /// Over any series of schedules every change is told once, and counted once.
    #[test]
    fn any_series_is_told(
        series in prop::collection::vec(
            (prop::collection::btree_map((0..3_u8, 0..3_u8), 0..3_i64, 0..7), any::<bool>(), 0..3_u8, 0..3_i64), 1..12),
    ) {
        let people = [("a", "Ä"), ("b", "B"), ("c", "C")];
        let cohort = cohort(&people, &[("x", "X"), ("y", "Y"), ("z", "Z")]);
        let ids = [["a", "b", "c"], ["x", "y", "z"]];
        let mut previous: Option<Invitations> = None;
        let mut stamp = NINE;
        // What everybody's calendar has by now: the last it was told.
        let mut calendars: BTreeMap<String, BTreeMap<String, (u32, Vec<Line>)>> = BTreeMap::new();
        for (meetings, named, invited, passed) in series {
            stamp += passed * 600;
            let sessions = meetings.iter().map(|(&(mentor, mentee), &at)| {
                session(ids[0][mentor as usize], ids[1][mentee as usize], NINE + 1440 + at * 900, Some("Asia/Kolkata"))
            });
            let schedule = schedule(sessions.rev().collect());
            let mut asked = addresses(options(&instant(stamp)), &["x", "a", "b"][..invited as usize]);
            asked.location = named.then(|| "Room 4".to_owned());
            let now = write_invitations(&cohort, &schedule, previous.as_ref(), &asked).unwrap();
            let old: BTreeMap<&str, &Invitation> =
                previous.iter().flat_map(|before| &before.invitations).map(|one| (one.uid.as_str(), one)).collect();
            let held: BTreeSet<(&str, &str, &str)> = schedule.sessions.iter()
                .map(|session| (session.mentor.as_str(), session.mentee.as_str(), session.start.as_str())).collect();
            let keys: Vec<(&str, &str)> = now.invitations.iter().map(|one| (one.mentee.as_str(), one.mentor.as_str())).collect();
            prop_assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
            prop_assert!(old.keys().all(|uid| now.invitations.iter().any(|one| one.uid == *uid)), "nothing is forgotten");
            for one in &now.invitations {
                let before = old.get(one.uid.as_str());
                let on = held.contains(&(&one.mentor, &one.mentee, &one.start));
                let began = before.is_some_and(|before| before.change.is_on() && before.start <= instant(stamp));
                prop_assert_eq!(one.change.is_on(), on || began);
                prop_assert_eq!(one.change == Change::Cancelled, !on && !began && before.is_some_and(|before| before.change.is_on()));
                let told: Vec<u32> = one.messages.iter()
                    .map(|message| value(&lines(&message.text), "SEQUENCE").parse().unwrap()).collect();
                let first = one.sequence + 1 - told.len() as u32;
                prop_assert_eq!(&told, &(first..=one.sequence).collect::<Vec<_>>(), "each has the next number");
                match before {
                    None => prop_assert_eq!(one.sequence, 0),
                    Some(before) if one.messages.is_empty() => {
                        prop_assert_eq!(one.sequence, before.sequence);
                        prop_assert_eq!(&one.stamp, &before.stamp);
                        prop_assert_eq!(one.change.is_on(), before.change.is_on());
                        if one.change == Change::Unchanged {
                            prop_assert_eq!(&one.location, &asked.location);
                        }
                    }
                    Some(before) => {
                        prop_assert_eq!(one.sequence, before.sequence + one.messages.len() as u32);
                        // What was told is new: all that can be seen, or whether it is on.
                        let seen = |one: &Invitation| (one.start.clone(), one.location.clone(), one.attendees.clone(), one.change.is_on());
                        prop_assert_ne!(seen(one), seen(before));
                    }
                }
                for (message, number) in one.messages.iter().zip(told) {
                    let read = lines(&message.text);
                    prop_assert_eq!(value(&read, "UID"), one.uid.as_str());
                    for address in &message.to {
                        let calendar = calendars.entry(address.clone()).or_default();
                        if message.method == Method::Cancel {
                            prop_assert!(calendar.remove(&one.uid).is_some(), "only what they have is cancelled");
                        } else {
                            let latest = calendar.insert(one.uid.clone(), (number, read.clone()));
                            prop_assert!(latest.is_none_or(|(sequence, _)| sequence < number));
                        }
                    }
                }
            }
            // Everybody's calendar has what they are invited to, as it is.
            for (address, calendar) in &calendars {
                let theirs = now.invitations.iter().filter(|one| {
                    one.change.is_on() && one.attendees.iter().any(|attendee| attendee.address == *address)
                });
                let theirs: BTreeMap<&str, u32> = theirs.map(|one| (one.uid.as_str(), one.sequence)).collect();
                let have: BTreeMap<&str, u32> = calendar.iter().map(|(uid, (sequence, _))| (uid.as_str(), *sequence)).collect();
                prop_assert_eq!(have, theirs);
            }
            feeds_are_written(&now);
            let same = write_invitations(&cohort, &schedule, Some(&now), &asked).unwrap();
            prop_assert_eq!(same.figures.messages, 0, "told once");
            let reversed = fireside::Schedule { sessions: schedule.sessions.iter().rev().cloned().collect(), ..schedule.clone() };
            let other = write_invitations(&cohort, &reversed, previous.as_ref(), &asked).unwrap();
            prop_assert_eq!(other.to_json(), now.to_json(), "in any order");
            previous = Some(now);
        }
    }
}
