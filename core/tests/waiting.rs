//! Who waits, and for how long: against the formula worked out in another way, and laws.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::time::Duration;

use fireside::model::*;
use fireside::{CancelToken, Cohort, Control, ErrorCode, Matcher, WaitReason, Waiting, WaitingList};
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
    // After the pauses of hour 3.
    let story = (0..5_usize, 0..9_usize, 4..HOURS - 200, 1..200_u32, 0..7_u8);
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
    static HOUR: LazyLock<Vec<Moment>> = LazyLock::new(|| {
        let text = |hour: u32| format!("2026-{:02}-{:02}T{:02}:00:00Z", 1 + hour / 672, 1 + hour % 672 / 24, hour % 24);
        (0..=HOURS + 200).map(|hour| Moment::parse(&text(hour)).unwrap()).collect()
    });
    HOUR[hour as usize]
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

/// Of somebody who is not paused, hour by hour: how long they had waited at its start and at its end, and how long when a wait ended with a
/// conversation. In hours.
fn waited(portal: &Portal, mentee: usize, begun: Moment) -> (Vec<(f64, f64)>, Vec<f64>) {
    let stories: Vec<&Story> = portal.stories.iter().filter(|story| story.1 == mentee).collect();
    let end = |story: &Story| if story.4 == 0 { u32::MAX } else { story.2 + story.3 };
    // Since when they wait at this hour, if they do, as far as conversations go that began before `before`.
    let since = |hour: u32, before: u32| {
        let begun_before = || stories.iter().filter(|story| story.2 < before);
        if begun_before().any(|story| end(story) > hour) {
            return None;
        }
        // Of those that end at once, one that was held counts.
        match begun_before().max_by_key(|story| (end(story), story.4 == 5)) {
            None => Some(begun),
            Some(last) => (last.4 != 5).then(|| at(end(last))),
        }
    };
    let all = || (0..HOURS).filter(|hour| at(*hour) >= begun);
    let waits =
        all().filter_map(|hour| since(hour, hour + 1).map(|from| (hours(from, at(hour)), hours(from, at(hour + 1)))));
    let begins = all().filter(|hour| stories.iter().any(|story| story.2 == *hour));
    let ended = begins.filter_map(|hour| since(hour, hour).map(|from| hours(from, at(hour))));
    (waits.collect(), ended.collect())
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
        let begun = portal.events().iter().filter(|event| event.what != What::Tick).map(|event| event.at).min();
        let begun = begun.unwrap_or(at(HOURS));
        let paused: BTreeSet<usize> = (0..9).filter(|k| portal.paused[*k]).take(2).collect();
        let asking: Vec<usize> =
            (0..portal.mentees.len()).filter(|k| !paused.contains(k) && !portal.mentees[*k].0.is_empty()).collect();
        let bands: Vec<f64> = [0.0].into_iter().chain((0..12).map(|k| f64::from(1_u32 << k))).collect();
        let each: Vec<_> = asking.iter().map(|k| waited(&portal, *k, begun)).collect();
        let beyond = |age: &f64| {
            let time = each.iter().flat_map(|one| &one.0).map(|(from, to)| (to - age).max(0.0) - (from - age).max(0.0));
            (time.sum::<f64>(), each.iter().flat_map(|one| &one.1).filter(|ended| *ended >= age).count() as f64)
        };
        let waited: Vec<(f64, f64)> = bands.iter().map(beyond).collect();
        prop_assert_eq!((list.waited_hours as f64, list.ended as f64), waited[0]);
        let rate = |mentee: &Mentee| -> f64 {
            let mentors = may(mentee).into_iter().map(|mentor| number(&mentor.id));
            mentors.map(|k| rates.as_ref().map_or(0.0, |rates| rates[k] / f64::from(count[k]))).sum()
        };
        let age = |mentee: &Mentee| hours(list.waiting.iter().find(|one| one.mentee == mentee.id).unwrap().since.unwrap_or(begun), at(HOURS));
        // What is said is what the waits of those say who waited as long.
        let kappa = |before: f64, band: usize| {
            let as_long: Vec<f64> =
                waiting.iter().filter(|mentee| age(mentee) >= bands[band]).map(|mentee| rate(mentee)).collect();
            let (time, ended) = waited[band];
            (1.0 + ended) / (1.0 / before + time * as_long.iter().sum::<f64>() / as_long.len() as f64)
        };
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
            if rates.is_none() || mentors.is_empty() || taken < seats {
                let reason = if mentors.is_empty() { WaitReason::NobodyEligible } else if taken < seats { WaitReason::SeatFree } else { WaitReason::NoHistory };
                prop_assert_eq!((one.expected, one.reason), (None, Some(reason)));
                continue;
            }
            let band = bands.iter().rposition(|from| *from <= age(mentee)).unwrap();
            let every = kappa(1.0, 0);
            let rate = rate(mentee) * if band == 0 { every } else { kappa(every, band) };
            let wait = one.expected.unwrap();
            prop_assert_eq!(one.reason, None);
            let near = |ours: u64, exact: f64| (ours as f64 - exact).abs() <= 1.0 + exact * 1e-5;
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

    /// Somebody else who had a mentor at once makes nobody's wait longer, and somebody else who waits for ever makes nobody's shorter.
    #[test]
    fn what_others_waited_counts(portal in portals(), hour in 4..HOURS, soon in any::<bool>()) {
        let before = list(&portal.matcher());
        let mut events = portal.events();
        let stranger = || Mentee::new("stranger").wants(Want::new("t0"));
        let mut tell = |id: &str, at: Moment, what: What| events.push(Event { id: id.into(), at, what });
        tell("x", at(hour), What::Joined { mentors: Vec::new(), mentees: vec![stranger()] });
        // With a mentor who is none of the others: their seats are not to be told of.
        let (mentor, mentee, by) = ("elsewhere".to_owned(), "stranger".to_owned(), None);
        if soon {
            tell("y", at(hour), What::Proposed { mentor, mentee, by });
        }
        tell("z", if soon { at(hour) } else { at(HOURS) }, What::Left { person: "stranger".to_owned() });
        let after = list(&Matcher::from_journal(portal.cohort(), &events, &Control::new()).unwrap());
        prop_assert_eq!(before.waiting.len(), after.waiting.len());
        for (one, other) in before.waiting.iter().zip(&after.waiting) {
            prop_assert_eq!(&one.mentee, &other.mentee);
            // Where nobody was known to wait before, time begins with the stranger.
            if let (Some(one), Some(other), false) = (one.expected, other.expected, portal.stories.is_empty()) {
                let (short, long) = if soon { (other, one) } else { (one, other) };
                prop_assert!(short.hours <= long.hours && short.low <= long.low && short.high <= long.high);
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
    // From the pause on: one seat, fourteen hours, one release; each of three has one in three: 3 · (14 + 14) / 2 is 42 hours.
    assert_eq!((list.now, list.releases, list.seat_hours), (at(20), 1, 14));
    // Bo and Di waited 14 hours, Al 15 and Cy 11, and Bo's wait ended: (1 + 1) / (1 + 54/42) is 7/8. Of that beyond 8 hours 6, 6, 7 and 3:
    // (1 + 1) / (8/7 + 22/42) is 6/5.
    assert_eq!((list.ended, list.waited_hours), (1, 54));
    let wait = |one: &Waiting| one.expected.map(|wait| (wait.low, wait.hours, wait.high));
    assert!(list.waiting.iter().all(|one| wait(one) == Some((3, 35, 81))), "{:?}", list.waiting);
}

/// A conversation that is told of only when it is over ends a wait, and begins another unless it was held; who pauses waits no more.
#[test]
fn waits_that_end() {
    let matcher = Matcher::new(queue());
    let tell = |id: &str, hour: u32, what: What| {
        matcher.apply(&[Event { id: id.into(), at: at(hour), what }], &Control::new()).unwrap();
    };
    let ada = || "ada".to_owned();
    tell("1", 0, What::Proposed { mentor: ada(), mentee: "bo".into(), by: None });
    tell("2", 10, What::Held { mentor: ada(), mentee: "cy".into(), minutes: None });
    tell("3", 20, What::Held { mentor: ada(), mentee: "bo".into(), minutes: None });
    tell("4", 30, What::Paused { person: "di".into() });
    tell("5", 40, What::Tick);
    // Bo at once, Cy after ten hours; Di waited for thirty.
    let list = list(&matcher);
    assert_eq!((list.ended, list.waited_hours, list.waiting.len()), (2, 40, 0));
}
