//! Who waits, and for how long: against the formula worked out in another way, and laws.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use fireside::model::*;
use fireside::{CancelToken, Cohort, Control, ErrorCode, Matcher, WaitReason, WaitingList};
use proptest::prelude::*;

const HOURS: u32 = 2_000;

/// A conversation: who, when it begins, how many hours it takes, and how it ends.
type Story = (usize, usize, u32, u32, u8);

#[derive(Debug, Clone)]
struct Portal {
    /// Topics and seats of each mentor.
    mentors: Vec<(BTreeSet<u8>, u32)>,
    /// Topics of each mentee and how many mentors they want.
    mentees: Vec<(BTreeSet<u8>, u32)>,
    stories: Vec<Story>,
    paused: Vec<bool>,
}

fn portals() -> impl Strategy<Value = Portal> {
    let topics = || prop::collection::btree_set(0..3_u8, 0..3);
    let mentors = prop::collection::vec((topics(), 0..3_u32), 1..5);
    let mentees = prop::collection::vec((topics(), 1..3_u32), 1..9);
    let story = (0..5_usize, 0..9_usize, 0..HOURS - 200, 1..200_u32, 0..7_u8);
    (mentors, mentees, prop::collection::vec(story, 0..14), prop::collection::vec(any::<bool>(), 9)).prop_map(
        |(mentors, mentees, mut stories, paused)| {
            // One conversation of two people.
            let mut seen = BTreeSet::new();
            stories.retain(|story| seen.insert((story.0, story.1)));
            Portal { mentors, mentees, stories, paused }
        },
    )
}

fn at(hour: u32) -> Moment {
    Moment::parse(&format!("2026-{:02}-{:02}T{:02}:00:00Z", 1 + hour / 672, 1 + hour % 672 / 24, hour % 24)).unwrap()
}

/// Hours from the first of January to `at`: months have 28 days in `at`, but not in the world.
fn hours(from: Moment, to: Moment) -> f64 {
    (to.micros() - from.micros()) as f64 / 3.6e9
}

impl Portal {
    fn cohort(&self) -> Cohort {
        let mut builder = Cohort::builder();
        for topic in 0..3 {
            builder = builder.topic(Topic::new(format!("t{topic}")));
        }
        for (k, (topics, seats)) in self.mentors.iter().enumerate() {
            let mentor = Mentor::new(format!("m{k}")).capacity(*seats);
            builder = builder.mentor(topics.iter().fold(mentor, |m, topic| m.offers(Offer::new(format!("t{topic}")))));
        }
        for (k, (topics, wanted)) in self.mentees.iter().enumerate() {
            let mentee = Mentee::new(format!("e{k}")).mentors_wanted(*wanted);
            builder = builder.mentee(topics.iter().fold(mentee, |m, topic| m.wants(Want::new(format!("t{topic}")))));
        }
        builder.build().unwrap()
    }

    /// What happened, and at last a tick.
    fn events(&self) -> Vec<Event> {
        let mut events = Vec::new();
        for (number, &(one, other, begin, length, end)) in self.stories.iter().enumerate() {
            let (mentor, mentee) = (format!("m{one}"), format!("e{other}"));
            let mut tell = |what: &str, hour: u32| {
                let (mentor, mentee) = (mentor.clone(), mentee.clone());
                let what = match what {
                    "proposed" => What::Proposed { mentor, mentee, by: None },
                    "accepted" => What::Accepted { mentor, mentee },
                    "declined" => What::Declined { mentor, mentee, by: None, reason: None },
                    "expired" => What::Expired { mentor, mentee },
                    "withdrawn" => What::Withdrawn { mentor, mentee },
                    "cancelled" => What::Cancelled { mentor, mentee },
                    "held" => What::Held { mentor, mentee, minutes: None },
                    _ => What::NoShow { mentor, mentee, who: Absent::Mentee },
                };
                events.push(Event { id: format!("{number}-{}", events.len()), at: at(hour), what });
            };
            tell("proposed", begin);
            match end {
                0 => {}
                1 => tell("declined", begin + length),
                2 => tell("expired", begin + length),
                3 => tell("withdrawn", begin + length),
                4 => ["accepted", "cancelled"].iter().for_each(|what| tell(what, begin + length)),
                5 => ["accepted", "held"].iter().for_each(|what| tell(what, begin + length)),
                _ => tell("no_show", begin + length),
            }
        }
        for (k, _) in self.paused.iter().enumerate().filter(|(_, paused)| **paused).take(2) {
            events.push(Event { id: format!("p{k}"), at: at(3), what: What::Paused { person: format!("e{k}") } });
        }
        events.push(Event { id: "tick".into(), at: at(HOURS), what: What::Tick });
        events
    }

    fn matcher(&self) -> Matcher {
        Matcher::from_journal(self.cohort(), &self.events(), &Control::new()).unwrap()
    }
}

fn list(matcher: &Matcher) -> WaitingList {
    matcher.waiting(&Control::new()).unwrap()
}

/// Rates of all mentors in seats an hour, and whom each mentee may meet: from the portal itself.
fn rates(portal: &Portal) -> Option<Vec<f64>> {
    // Nobody knows of a portal before something happened in it: of two people, or a pause.
    let begun = portal.events().iter().filter(|event| event.what != What::Tick).map(|event| event.at).min();
    let time = begun.map_or(0.0, |begun| hours(begun, at(HOURS)));
    let count = |k: usize| portal.stories.iter().filter(|story| story.0 == k && story.4 > 0).count() as f64;
    let seats = |k: usize| f64::from(portal.mentors[k].1);
    let all = 0..portal.mentors.len();
    let taking_part = all.clone().filter(|k| portal.mentors[*k].1 > 0);
    let (released, seat_time) =
        taking_part.fold((0.0, 0.0), |(released, sum), k| (released + count(k), sum + seats(k) * time));
    let rate = |k: usize| seats(k) * (1.0 + count(k)) / (seat_time / released + seats(k) * time);
    (released > 0.0 && seat_time > 0.0).then(|| all.map(rate).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Everybody who is not matched is there, nobody else, and every figure is as the portal has it.
    #[test]
    fn the_list_is_what_the_portal_says(portal in portals()) {
        let matcher = portal.matcher();
        let (list, cohort) = (list(&matcher), matcher.cohort());
        let matching = matcher.matching(&Control::new()).unwrap();
        let mut has: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut load: BTreeMap<&str, u32> = BTreeMap::new();
        for pairing in &matching.pairings {
            has.entry(&pairing.mentee).or_default().insert(&pairing.mentor);
            *load.entry(&pairing.mentor).or_default() += 1;
        }
        let data = cohort.data();
        let apart: BTreeSet<(&str, &str)> = data.apart.iter().map(|a| (a.mentor.as_str(), a.mentee.as_str())).collect();
        let number = |id: &str| id[1..].parse::<usize>().unwrap();
        let open = |mentee: &Mentee| {
            let open = mentee.mentors_wanted.min(mentee.open.unwrap_or(u32::MAX));
            if mentee.status == Status::Active && !mentee.wants.is_empty() { open } else { 0 }
        };
        let waits = |mentee: &&Mentee| has.get(mentee.id.as_str()).map_or(0, BTreeSet::len) < open(mentee) as usize;
        let may = |mentee: &Mentee| -> Vec<&Mentor> {
            let topics = &portal.mentees[number(&mentee.id)].0;
            let meets = |mentor: &&Mentor| {
                let (offered, seats) = &portal.mentors[number(&mentor.id)];
                *seats > 0
                    && !offered.is_disjoint(topics)
                    && !apart.contains(&(mentor.id.as_str(), mentee.id.as_str()))
                    && !has.get(mentee.id.as_str()).is_some_and(|has| has.contains(mentor.id.as_str()))
            };
            data.mentors.iter().filter(meets).collect()
        };
        let waiting: Vec<&Mentee> = data.mentees.iter().filter(waits).collect();
        let mut count = vec![0_u32; portal.mentors.len()];
        waiting.iter().flat_map(|mentee| may(mentee)).for_each(|mentor| count[number(&mentor.id)] += 1);
        let rates = rates(&portal);

        let ids = |list: &[&Mentee]| list.iter().map(|mentee| mentee.id.clone()).collect::<BTreeSet<_>>();
        prop_assert_eq!(list.waiting.iter().map(|one| one.mentee.clone()).collect::<BTreeSet<_>>(), ids(&waiting));
        prop_assert_eq!(list.waiting.len(), waiting.len());
        prop_assert!(list.complete);
        prop_assert!(list.waiting.is_sorted_by_key(|one| (one.since, one.mentee.clone())));
        for one in &list.waiting {
            let mentee = waiting.iter().find(|mentee| mentee.id == one.mentee).unwrap();
            let mentors = may(mentee);
            prop_assert_eq!((one.open, one.mentors as usize), (open(mentee), mentors.len()));
            let free = |mentor: &&Mentor| mentor.capacity.min(mentor.open.unwrap_or(9)) - load.get(mentor.id.as_str()).unwrap_or(&0);
            let seats: u32 = mentors.iter().map(|mentor| mentor.capacity).sum();
            let taken = seats - mentors.iter().map(free).sum::<u32>();
            prop_assert_eq!((one.seats, one.taken), (u64::from(seats), u64::from(taken)));
            let lapses = portal.stories.iter().filter(|story| story.1 == number(&one.mentee) && ![0, 5].contains(&story.4));
            prop_assert_eq!(one.since, lapses.map(|story| at(story.2 + story.3)).max());
            let Some(rates) = rates.as_ref().filter(|_| !mentors.is_empty() && taken == seats) else {
                let reason = if mentors.is_empty() { WaitReason::NobodyEligible } else if taken < seats { WaitReason::SeatFree } else { WaitReason::NoHistory };
                prop_assert_eq!((one.expected, one.reason), (None, Some(reason)));
                continue;
            };
            let rate: f64 = mentors.iter().map(|mentor| number(&mentor.id)).map(|k| rates[k] / f64::from(count[k])).sum();
            let wait = one.expected.unwrap();
            prop_assert_eq!(one.reason, None);
            let near = |ours: u64, exact: f64| (ours as f64 - exact).abs() <= 1.0 + exact * 1e-6;
            prop_assert!(near(wait.hours, 1.0 / rate), "{} for {}", wait.hours, 1.0 / rate);
            prop_assert!(near(wait.low, -(0.9_f64.ln()) / rate) && near(wait.high, -(0.1_f64.ln()) / rate));
        }
        // Whatever order it was told in, and from its state.
        let mut events = portal.events();
        events.reverse();
        let other = Matcher::new(portal.cohort());
        other.apply(&events, &Control::new()).unwrap();
        prop_assert_eq!(&other.waiting(&Control::new()).unwrap(), &list);
        prop_assert_eq!(&Matcher::from_state(&matcher.to_state()).unwrap().waiting(&Control::new()).unwrap(), &list);
    }

    /// One more seat that came free, whosever, makes nobody wait longer.
    #[test]
    fn more_releases_never_make_it_longer(portal in portals(), mentor in 0..5_usize, hour in 0..HOURS) {
        let before = list(&portal.matcher());
        let mentor = format!("m{mentor}");
        let mut events = portal.events();
        // Somebody who is not here any more.
        let (mentee, by) = ("stranger".to_owned(), None);
        let begun = events.iter().filter(|event| event.what != What::Tick).map(|event| event.at).min();
        let start = begun.unwrap_or(at(hour)).max(at(hour));
        events.push(Event { id: "x".into(), at: start, what: What::Proposed { mentor: mentor.clone(), mentee: mentee.clone(), by } });
        events.push(Event { id: "y".into(), at: start, what: What::Withdrawn { mentor, mentee } });
        let after = list(&Matcher::from_journal(portal.cohort(), &events, &Control::new()).unwrap());
        prop_assert_eq!(before.waiting.len(), after.waiting.len());
        for (one, other) in before.waiting.iter().zip(&after.waiting) {
            prop_assert_eq!(&one.mentee, &other.mentee);
            if let (Some(one), Some(other)) = (one.expected, other.expected) {
                prop_assert!(other.hours <= one.hours && other.low <= one.low && other.high <= one.high);
            }
        }
    }
}

/// A mentor and three who want them.
fn queue() -> Cohort {
    let mut builder = Cohort::builder().topic(Topic::new("rust")).mentor(Mentor::new("ada").offers(Offer::new("rust")));
    for id in ["bo", "cy", "di"] {
        builder = builder.mentee(Mentee::new(id).wants(Want::new("rust")));
    }
    builder.build().unwrap()
}

#[test]
fn it_can_be_stopped() {
    let matcher = Matcher::new(queue());
    let token = CancelToken::new();
    token.cancel();
    assert_eq!(matcher.waiting(&Control::new().cancel(token)).unwrap_err().code(), ErrorCode::Cancelled);
    let late = matcher.waiting(&Control::new().timeout(Duration::ZERO)).unwrap();
    assert!(!late.complete && late.waiting.iter().all(|one| one.reason == Some(WaitReason::NoTime)));
    // Nobody has been seen, and no time has passed.
    let list = list(&matcher);
    assert!(list.complete && list.waiting.iter().all(|one| one.reason == Some(WaitReason::NoHistory)));
    assert_eq!((list.waiting.len(), list.releases, list.seat_hours), (2, 0, 0));
}

#[test]
fn since_when_people_wait() {
    let matcher = Matcher::new(queue());
    let joined = What::Joined { mentors: Vec::new(), mentees: vec![Mentee::new("al").wants(Want::new("rust"))] };
    let tell = |id: &str, hour: u32, what: What| {
        matcher.apply(&[Event { id: id.into(), at: at(hour), what }], &Control::new()).unwrap();
    };
    tell("1", 5, joined);
    tell("2", 6, What::Paused { person: "cy".into() });
    tell("3", 9, What::Resumed { person: "cy".into() });
    tell("4", 10, What::Held { mentor: "ada".into(), mentee: "stranger".into(), minutes: None });
    tell("5", 20, What::Proposed { mentor: "ada".into(), mentee: "bo".into(), by: None });
    let list = list(&matcher);
    let since: Vec<_> = list.waiting.iter().map(|one| (one.mentee.as_str(), one.since)).collect();
    assert_eq!(since, [("di", None), ("al", Some(at(5))), ("cy", Some(at(9)))]);
    // From the pause on: one seat, fourteen hours, one release; each of three has one in three: 3 · (14 + 14) / 2.
    assert_eq!((list.now, list.releases, list.seat_hours), (at(20), 1, 14));
    assert!(
        list.waiting
            .iter()
            .all(|one| one.expected.is_some_and(|wait| wait.hours == 42 && wait.low == 4 && wait.high == 97))
    );
}
