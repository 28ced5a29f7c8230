//! Who meets whom and when, in one: against trying everything, verified, explained.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod sessions_support;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use fireside::model::*;
use fireside::{
    CancelToken, Cohort, Control, ErrorCode, MatchOptions, Matcher, Matching, Objective, ScheduleOptions, Status,
    match_cohort, match_cohort_with, schedule_matching,
};
use proptest::prelude::*;
use sessions_support::{Play, best, matchings};

const TINY: Play =
    Play { mentors: 2, mentees: 3, pairs: 1, hours: 1, limits: true, buffers: true, simple: false, tight: true };
const SIMPLE: Play =
    Play { mentors: 2, mentees: 4, pairs: 1, hours: 1, limits: false, buffers: false, simple: true, tight: true };
const WIDE: Play =
    Play { mentors: 8, mentees: 25, pairs: 1, hours: 3, limits: true, buffers: true, simple: false, tight: true };
const LOOSE: Play = Play { tight: false, ..WIDE };

/// People with calendars who ask for and offer some of three topics, at several levels, so that pairs differ in points.
fn cohorts(play: Play) -> impl Strategy<Value = CohortData> {
    let topics = || prop::collection::vec(1..6_u32, 3);
    let mentors = prop::collection::vec((topics(), 0..4_u32), play.mentors);
    let mentees = prop::collection::vec((topics(), 1..4_u32), play.mentees);
    let overlap = prop::sample::select(&[0_u32, 15][..]);
    (matchings(play), mentors, mentees, overlap).prop_map(move |((mut data, _), mentors, mentees, overlap)| {
        let names = ["go", "java", "rust"];
        data.topics = names.map(Topic::new).into();
        data.policy.min_overlap_minutes = overlap;
        for (mentor, (levels, capacity)) in data.mentors.iter_mut().zip(mentors) {
            mentor.capacity = capacity;
            let offered = names.iter().zip(levels).filter(|(_, level)| *level > 2);
            mentor.offers = offered.map(|(name, level)| Offer::new(*name).level(level)).collect();
        }
        for (mentee, (levels, wanted)) in data.mentees.iter_mut().zip(mentees) {
            mentee.mentors_wanted = if play.simple { 1 } else { wanted.min(2) };
            let wants = names.iter().zip(levels).filter(|(_, importance)| *importance > 1);
            mentee.wants = wants.map(|(name, importance)| Want::new(*name).importance(importance)).collect();
        }
        data
    })
}

fn timed(objective: Objective, rooms: Option<u32>) -> MatchOptions {
    MatchOptions { objective, schedule: true, rooms, ..MatchOptions::default() }
}

fn check(matching: &Matching, cohort: &Cohort) {
    if let Err(error) = matching.verify(cohort) {
        panic!("{error}\n{}\n{}", matching.to_json(), cohort.to_json());
    }
    assert_eq!(&Matching::from_json(&matching.to_json()).unwrap(), matching);
}

/// Every pair that may meet, with its points.
fn eligible(cohort: &Cohort) -> Vec<(String, String, i64)> {
    let matcher = Matcher::new(cohort.clone());
    let mut pairs = Vec::new();
    for mentee in &cohort.data().mentees {
        for pairing in matcher.suggest(&mentee.id, 1_000).unwrap() {
            pairs.push((pairing.mentor, mentee.id.clone(), i64::from(pairing.points)));
        }
    }
    pairs
}

/// How many points, or how many mentees and then points, the best choice has for which there is time; a mentee counts as ten million points.
fn by_trying(cohort: &Cohort, covers: bool, rooms: Option<u32>) -> Option<i64> {
    let pairs = eligible(cohort);
    let data = cohort.data();
    let seats: BTreeMap<&str, u32> = data.mentors.iter().map(|it| (&*it.id, it.capacity)).collect();
    let wanted: BTreeMap<&str, u32> = data.mentees.iter().map(|it| (&*it.id, it.mentors_wanted)).collect();
    let ids: Vec<(String, String)> = pairs.iter().map(|(mentor, mentee, _)| (mentor.clone(), mentee.clone())).collect();
    let worth = |held: &[usize], rest: usize| {
        let (mut by_mentor, mut by_mentee) = (BTreeMap::new(), BTreeMap::new());
        for &pair in held {
            *by_mentor.entry(&*pairs[pair].0).or_insert(0) += 1;
            *by_mentee.entry(&*pairs[pair].1).or_insert(0) += 1;
        }
        let fits = by_mentor.iter().all(|(id, count)| *count <= seats[id])
            && by_mentee.iter().all(|(id, count)| *count <= wanted[id]);
        let points: i64 = held.iter().map(|&pair| pairs[pair].2).sum();
        let lifted = if covers { 10_000_000 } else { 0 };
        let worth = points + lifted * by_mentee.len() as i64;
        let most = if fits { worth + rest as i64 * (1_000_000 + lifted) } else { i64::MIN };
        (fits.then_some(worth), most)
    };
    best(cohort, &ids, rooms, 100_000.0, &worth)
}

fn worth(matching: &Matching, covers: bool) -> i64 {
    let mentees: BTreeSet<&str> = matching.pairings.iter().map(|it| it.mentee.as_str()).collect();
    matching.certificate.total_points + if covers { 10_000_000 * mentees.len() as i64 } else { 0 }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// One slot a session, one mentor a mentee, no buffers and limits: the best there is.
    #[test]
    fn is_the_best_where_it_is_a_flow(data in cohorts(SIMPLE), covers in any::<bool>()) {
        let cohort = Cohort::try_from(data).unwrap();
        let objective = if covers { Objective::Coverage } else { Objective::Total };
        let matching = match_cohort(&cohort, &timed(objective, None)).unwrap();
        check(&matching, &cohort);
        prop_assert_eq!(matching.status, Status::Optimal, "{} {}", matching.to_json(), cohort.to_json());
        if let Some(most) = by_trying(&cohort, covers, None) {
            prop_assert_eq!(worth(&matching, covers), most, "{} {}", matching.to_json(), cohort.to_json());
        }
    }

    /// Everywhere: never more than there is, never a bound below, and the best where it says so.
    #[test]
    fn never_claims_more_than_there_is(
        data in cohorts(TINY),
        covers in any::<bool>(),
        rooms in prop::option::weighted(0.3, 1_u32..3),
    ) {
        let cohort = Cohort::try_from(data).unwrap();
        let objective = if covers { Objective::Coverage } else { Objective::Total };
        let matching = match_cohort(&cohort, &timed(objective, rooms)).unwrap();
        check(&matching, &cohort);
        let Some(most) = by_trying(&cohort, covers, rooms) else { return Ok(()) };
        let found = worth(&matching, covers);
        prop_assert!(found <= most, "{found} of {most}: {} {}", matching.to_json(), cohort.to_json());
        let times = matching.certificate.times.as_ref().unwrap();
        if let Some(coverage) = &times.coverage {
            prop_assert!(i64::from(coverage.bound) >= most / 10_000_000, "{most} {coverage:?}");
        } else {
            prop_assert!(times.bound_points >= most, "{most} {times:?}");
        }
        if matching.status == Status::Optimal {
            prop_assert_eq!(found, most);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Locked pairs, people in both roles, rooms: verified, the same however people are listed and whoever works, and a schedule of the matching
    /// keeps its times.
    #[test]
    fn holds_whatever_people_state(
        data in prop_oneof![cohorts(WIDE), cohorts(LOOSE)],
        covers in any::<bool>(),
        rooms in prop::option::weighted(0.3, 1_u32..4),
        locks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..3),
        seed in any::<u32>(),
    ) {
        let mut data = data;
        let unlocked = Cohort::try_from(data.clone()).unwrap();
        let pairs = eligible(&unlocked);
        for (at, _) in locks.iter().filter(|_| !pairs.is_empty()) {
            let (mentor, mentee, _) = at.get(&pairs);
            let taken = data.locked.iter().any(|it| it.mentor == *mentor || it.mentee == *mentee);
            if !taken {
                data.locked.push(Pair::new(mentor, mentee));
            }
        }
        let objective = if covers { Objective::Coverage } else { Objective::Total };
        let options = MatchOptions { seed, ..timed(objective, rooms) };
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let matching = match_cohort(&cohort, &options).unwrap();
        check(&matching, &cohort);
        let schedule = schedule_matching(&cohort, &matching, &ScheduleOptions { rooms, threads: None }).unwrap();
        schedule.verify(&cohort, &matching).unwrap();
        for pairing in matching.pairings.iter().filter(|it| it.session.is_some()) {
            let session = schedule.sessions.iter().find(|it| it.mentee == pairing.mentee && it.mentor == pairing.mentor);
            let (session, told) = (session.unwrap(), pairing.session.as_ref().unwrap());
            prop_assert_eq!((&session.start, &session.end, session.kept), (&told.start, &told.end, true));
        }
        data.mentors.reverse();
        data.mentees.reverse();
        data.locked.reverse();
        let again = Cohort::try_from(data).unwrap();
        let again = match_cohort(&again, &MatchOptions { threads: Some(3), ..options }).unwrap();
        prop_assert_eq!(again.to_json(), matching.to_json());
    }
}

/// Ada has one hour; Bo and Cem want it, and Cem could come to Dan as well, for fewer points.
fn story() -> CohortData {
    let cohort = Cohort::from_json(
        r#"{
        "schema": "fireside/cohort/1",
        "topics": [{"id": "rust"}, {"id": "go"}],
        "policy": {"horizon": {"from": "2026-12-01", "days": 7}, "session_minutes": 60, "slot_minutes": 60, "min_overlap_minutes": 0},
        "mentors": [
            {"id": "ada", "capacity": 2, "offers": [{"topic": "rust"}, {"topic": "go"}], "availability":
                {"time_zone": "Europe/London", "weekly": [{"day": "tue", "start": "09:00", "end": "10:00"}]}},
            {"id": "dan", "offers": [{"topic": "rust"}], "availability":
                {"time_zone": "Europe/London", "weekly": [{"day": "tue", "start": "09:00", "end": "11:00"}]}}],
        "mentees": [
            {"id": "bo", "wants": [{"topic": "rust"}, {"topic": "go"}], "availability":
                {"time_zone": "Europe/Paris", "weekly": [{"day": "tue", "start": "10:00", "end": "11:00"}]}},
            {"id": "cem", "wants": [{"topic": "rust"}, {"topic": "go", "importance": 1}], "availability":
                {"time_zone": "Europe/Paris", "weekly": [{"day": "tue", "start": "10:00", "end": "12:00"}]}},
            {"id": "eve", "wants": [{"topic": "rust"}], "availability":
                {"time_zone": "Europe/Paris", "weekly": [{"day": "wed", "start": "10:00", "end": "12:00"}]}}]
    }"#,
    );
    cohort.unwrap().data().clone()
}

#[test]
fn one_hour_is_for_one_of_two() {
    let cohort = Cohort::try_from(story()).unwrap();
    let plain = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    let both: Vec<&str> = plain.mentors_of("bo").chain(plain.mentors_of("cem")).map(|it| it.mentor.as_str()).collect();
    assert_eq!(both, ["ada", "ada"], "without times Ada has two seats");
    let matching = match_cohort(&cohort, &timed(Objective::Total, None)).unwrap();
    check(&matching, &cohort);
    assert_eq!(matching.status, Status::Optimal);
    let told: Vec<(&str, &str, &str)> = matching
        .pairings
        .iter()
        .map(|it| (it.mentee.as_str(), it.mentor.as_str(), it.session.as_ref().unwrap().start.as_str()))
        .collect();
    assert_eq!(told, [("bo", "ada", "2026-12-01T09:00:00Z"), ("cem", "dan", "2026-12-01T09:00:00Z")]);
    let local = matching.pairings[0].session.as_ref().unwrap().mentee_local.as_ref().unwrap();
    assert_eq!((local.start.as_str(), local.time_zone.as_str()), ("2026-12-01T10:00+01:00", "Europe/Paris"));
    let times = matching.certificate.times.as_ref().unwrap();
    assert_eq!((times.bound_points, times.gap), (matching.certificate.total_points, 0));
    assert!(times.bound_points < matching.certificate.bound_points, "times cost points");
    let eve = &matching.unmatched[0];
    assert_eq!(
        (eve.mentee.as_str(), eve.reasons[0].code.as_str(), eve.reasons[0].count),
        ("eve", "no_session_time", 2)
    );
    assert_eq!(matching.spare[0].mentor, "ada");
}

#[test]
fn a_locked_pair_without_time_keeps_its_seat() {
    let mut data = story();
    data.locked = vec![Pair::new("ada", "eve")];
    let cohort = Cohort::try_from(data).unwrap();
    let matching = match_cohort(&cohort, &timed(Objective::Coverage, None)).unwrap();
    check(&matching, &cohort);
    let eve = matching.mentors_of("eve").next().unwrap();
    assert!(eve.locked && eve.session.is_none());
    let coverage = matching.certificate.times.as_ref().unwrap().coverage.unwrap();
    assert_eq!((coverage.matched, coverage.bound), (3, 3));
}

#[test]
fn what_goes_with_no_times_says_so() {
    let cohort = Cohort::try_from(story()).unwrap();
    let path = |options: MatchOptions| {
        let error = match_cohort(&cohort, &options).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let asked = timed(Objective::Total, None);
    let wrong = [
        (timed(Objective::Fair, None), "schedule"),
        (MatchOptions { max_gap: 0.1, ..asked.clone() }, "schedule"),
        (MatchOptions { load_cost: 3, ..asked.clone() }, "schedule"),
        (MatchOptions { rooms: Some(0), ..asked.clone() }, "rooms"),
        (MatchOptions { schedule: false, rooms: Some(2), ..asked.clone() }, "rooms"),
    ];
    for (options, at) in wrong {
        assert_eq!(path(options), (ErrorCode::OutOfRange, at.to_owned()));
    }
    let mut data = story();
    data.mentors[0].min_mentees = 2;
    let circles = Cohort::try_from(data).unwrap();
    let error = match_cohort(&circles, &asked).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "schedule"));
}

#[test]
fn nobody_with_time_is_an_answer() {
    let mut data = story();
    data.mentors.iter_mut().for_each(|it| it.availability = None);
    data.mentees.iter_mut().for_each(|it| it.availability = None);
    data.policy.horizon = Horizon::default();
    let cohort = Cohort::try_from(data).unwrap();
    let matching = match_cohort(&cohort, &timed(Objective::Total, None)).unwrap();
    check(&matching, &cohort);
    assert_eq!((matching.pairings.len(), matching.unmatched.len(), matching.status), (0, 3, Status::Optimal));
    assert_eq!(matching.unmatched[0].reasons[0].code, "no_session_time");
}

/// So many minutes' windows on one day, in UTC.
fn on(day: Day, from: u8, to: u8) -> Option<Availability> {
    Some(Availability::new("UTC").weekly(day, Time::new(from, 0).unwrap(), Time::new(to, 0).unwrap()))
}

fn policy(session_minutes: u32, slot_minutes: u32) -> Policy {
    let horizon = Horizon { from: Date::new(2026, 12, 1), days: 7, as_of: None };
    Policy { horizon, session_minutes, slot_minutes, ..Policy::default() }
}

/// Thirty keen mentors have one hour, and everybody else a whole day and less to say: nobody is left beside them, however many the keen are.
#[test]
fn nobody_is_left_beside_free_mentors() {
    let mut data = CohortData { topics: vec![Topic::new("rust")], policy: policy(30, 15), ..CohortData::default() };
    for k in 0..30 {
        let keen = Mentor::new(format!("keen{k:02}")).offers(Offer::new("rust").level(5).eager()).capacity(4);
        data.mentors.push(Mentor { availability: on(Day::Tue, 9, 10), ..keen });
    }
    let others = Mentor::new("zed").offers(Offer::new("rust").level(1)).capacity(100);
    data.mentors.push(Mentor { availability: on(Day::Wed, 8, 20), ..others });
    for k in 0..70 {
        let mentee = Mentee::new(format!("p{k:02}")).wants(Want::new("rust").level(1));
        let availability =
            on(Day::Tue, 9, 10).map(|it| it.weekly(Day::Wed, Time::new(8, 0).unwrap(), Time::new(20, 0).unwrap()));
        data.mentees.push(Mentee { availability, ..mentee });
    }
    let cohort = Cohort::try_from(data).unwrap();
    for objective in [Objective::Total, Objective::Coverage] {
        let matching = match_cohort(&cohort, &timed(objective, None)).unwrap();
        check(&matching, &cohort);
        // Two half hours each with the keen, and the others with Zed.
        assert_eq!(matching.pairings.len(), 70, "{:?}", matching.unmatched.first());
    }
}

/// A session takes two slots of the grid; still an hour that two want has a price, and the answer is proved.
#[test]
fn sessions_of_two_slots_are_proved_by_blocks() {
    let mut data = CohortData { topics: vec![Topic::new("rust")], policy: policy(30, 15), ..CohortData::default() };
    let ada = Mentor::new("ada").offers(Offer::new("rust")).capacity(2);
    data.mentors.push(Mentor { availability: on(Day::Tue, 9, 12), ..ada });
    for id in ["bo", "cem"] {
        let half = Availability::new("UTC").weekly(Day::Tue, Time::new(9, 0).unwrap(), Time::new(9, 30).unwrap());
        data.mentees.push(Mentee { availability: Some(half), ..Mentee::new(id).wants(Want::new("rust")) });
    }
    let cohort = Cohort::try_from(data).unwrap();
    let matching = match_cohort(&cohort, &timed(Objective::Total, None)).unwrap();
    check(&matching, &cohort);
    assert_eq!((matching.status, matching.pairings.len()), (Status::Optimal, 1));
    let prices = &matching.certificate.times.as_ref().unwrap().slot_prices;
    assert_eq!((prices.len(), prices[0].start.as_str()), (1, "2026-12-01T09:15:00Z"));
}

/// Bo would like two mentors, Cem one; both may come to the same two, who have a seat each.
#[test]
fn nobody_has_two_while_another_has_none() {
    let mut data = CohortData {
        topics: vec![Topic::new("rust"), Topic::new("go")],
        policy: policy(30, 30),
        ..CohortData::default()
    };
    for id in ["yan", "zed"] {
        data.mentors.push(Mentor { availability: on(Day::Tue, 9, 12), ..Mentor::new(id).offers(Offer::new("rust")) });
    }
    let bo = Mentee { mentors_wanted: 2, ..Mentee::new("bo").wants(Want::new("rust")) };
    let cem = Mentee::new("cem").wants(Want::new("rust").importance(1)).wants(Want::new("go").importance(5));
    data.mentees.extend([bo, cem].map(|mentee| Mentee { availability: on(Day::Tue, 9, 12), ..mentee }));
    let cohort = Cohort::try_from(data).unwrap();
    let matching = match_cohort(&cohort, &timed(Objective::Coverage, None)).unwrap();
    check(&matching, &cohort);
    let coverage = matching.certificate.times.as_ref().unwrap().coverage.unwrap();
    assert_eq!((coverage.matched, coverage.bound), (2, 2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whenever time runs out, the answer is sound, and says so.
    #[test]
    fn a_deadline_leaves_a_sound_answer(
        data in prop_oneof![cohorts(WIDE), cohorts(LOOSE)],
        covers in any::<bool>(),
        micros in 0..3_000_u64,
        rooms in prop::option::weighted(0.3, 1_u32..4),
    ) {
        let cohort = Cohort::try_from(data).unwrap();
        let objective = if covers { Objective::Coverage } else { Objective::Total };
        let control = Control::new().timeout(Duration::from_micros(micros));
        let matching = match_cohort_with(&cohort, &timed(objective, rooms), &control).unwrap();
        check(&matching, &cohort);
    }
}

#[test]
fn a_cancel_is_an_error() {
    let token = CancelToken::new();
    token.cancel();
    let cohort = Cohort::try_from(story()).unwrap();
    let error = match_cohort_with(&cohort, &timed(Objective::Total, None), &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    /// Nobody who would like somebody more could still have a free mentor, beside all sessions where they are.
    #[test]
    fn nothing_is_left_that_fits(
        data in prop_oneof![cohorts(WIDE), cohorts(LOOSE)],
        covers in any::<bool>(),
        rooms in prop::option::weighted(0.3, 1_u32..4),
    ) {
        let cohort = Cohort::try_from(data).unwrap();
        let objective = if covers { Objective::Coverage } else { Objective::Total };
        let matching = match_cohort(&cohort, &timed(objective, rooms)).unwrap();
        let lacks: BTreeSet<&str> = matching
            .unmatched
            .iter()
            .map(|it| it.mentee.as_str())
            .chain(matching.short.iter().map(|it| it.mentee.as_str()))
            .collect();
        let spare: BTreeSet<&str> =
            matching.spare.iter().filter(|it| it.seats > 0).map(|it| it.mentor.as_str()).collect();
        for (mentor, mentee, _) in eligible(&cohort) {
            let paired = matching.mentors_of(&mentee).any(|it| it.mentor == mentor);
            if paired || !lacks.contains(&*mentee) || !spare.contains(&*mentor) {
                continue;
            }
            let mut more = matching.clone();
            let pairing = fireside::Pairing { mentor: mentor.clone(), mentee: mentee.clone(), ..Default::default() };
            more.pairings.push(pairing);
            let schedule = schedule_matching(&cohort, &more, &ScheduleOptions { rooms, threads: None }).unwrap();
            let fits = schedule.sessions.iter().any(|it| it.mentor == mentor && it.mentee == mentee);
            prop_assert!(!fits, "{mentor} and {mentee}: {} {}", matching.to_json(), cohort.to_json());
        }
    }
}
