//! A matcher that events change is, after each of them, what a new one of the same state would be.

mod cohort_support;

use std::collections::BTreeSet;
use std::time::Duration;

use cohort_support::cohorts;
use fireside::model::*;
use fireside::{
    Applied, ApplyOptions, CancelToken, Cohort, Control, FieldCase, MatchOptions, Matcher, RemedyOptions, match_cohort,
};
use proptest::prelude::*;

/// An event before it is known who there is: numbers to choose people by.
#[derive(Debug, Clone)]
struct Draft {
    kind: u8,
    mentor: prop::sample::Index,
    mentee: prop::sample::Index,
    number: u32,
    /// Minutes after the start.
    at: u32,
}

fn drafts(most: usize) -> impl Strategy<Value = Vec<Draft>> {
    let draft = (0..33_u8, any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..6_u32, 0..60_u32 * 24 * 40);
    let draft = draft.prop_map(|(kind, mentor, mentee, number, at)| Draft { kind, mentor, mentee, number, at });
    prop::collection::vec(draft, 0..most)
}

fn moment(minutes: u32) -> Moment {
    let start = Moment::parse("2026-12-01T00:00:00Z").unwrap().plus_days(minutes / 1_440);
    let text = start.to_string();
    Moment::parse(&format!("{}T{:02}:{:02}:00Z", &text[..10], minutes / 60 % 24, minutes % 60)).unwrap()
}

/// Events about the people of a cohort: of two, and pauses; with `people`, about the people themselves too.
fn events(data: &CohortData, drafts: &[Draft], people: bool) -> Vec<Event> {
    let (mentors, mentees) = (&data.mentors, &data.mentees);
    if mentors.is_empty() || mentees.is_empty() {
        return Vec::new();
    }
    let event = |(k, draft): (usize, &Draft)| {
        let mentor = draft.mentor.get(mentors).id.clone();
        let mentee = draft.mentee.get(mentees).id.clone();
        if mentor == mentee {
            return None;
        }
        let pick = |one: &String, other: &String| if draft.number % 2 == 0 { one.clone() } else { other.clone() };
        let person = pick(&mentor, &mentee);
        let role = if draft.number % 2 == 0 { Role::Mentor } else { Role::Mentee };
        let what = match draft.kind {
            0..=4 => What::Proposed { mentor, mentee, by: (draft.number > 2).then_some(role) },
            5 | 6 => What::Accepted { mentor, mentee },
            7..=9 => What::Declined { mentor, mentee, by: (draft.number > 2).then_some(role), reason: None },
            10 => What::Expired { mentor, mentee },
            11 => What::Withdrawn { mentor, mentee },
            12 => What::Scheduled { mentor, mentee, start: None, minutes: Some(20) },
            13 | 14 => What::Held { mentor, mentee, minutes: (draft.number > 2).then_some(45) },
            15 => What::NoShow {
                mentor,
                mentee,
                who: [Absent::Mentor, Absent::Mentee, Absent::Both][draft.number as usize % 3],
            },
            16 => What::Cancelled { mentor, mentee },
            17 => What::Feedback { mentor, mentee, by: role, rating: draft.number.clamp(1, 5) },
            18 => What::Paused { person },
            19 => What::Resumed { person },
            _ if !people => What::Tick,
            20 => What::Left { person },
            21 => {
                let mut who = draft.mentor.get(mentors).clone();
                (who.capacity, who.status) = (draft.number, Status::Active);
                (who.prefers, who.blocks) = (Vec::new(), Vec::new());
                What::Joined { mentors: vec![who], mentees: Vec::new() }
            }
            22 => What::Policy {
                policy: Box::new(PolicyChanges {
                    min_score: Some(f64::from(draft.number) / 10.0),
                    ..PolicyChanges::default()
                }),
            },
            23 => What::Published,
            24 | 25 => What::Joined { mentors: Vec::new(), mentees: vec![new_mentee(data, draft, &mentee, &mentor)] },
            26 | 27 => What::Joined { mentors: vec![new_mentor(data, draft, &mentor, &mentee)], mentees: Vec::new() },
            28 => {
                let changes = Changes {
                    seats: [(mentor.clone(), draft.number)].into(),
                    wanted: [(mentee, draft.number % 3)].into(),
                    pause: if draft.number == 5 { vec![mentor] } else { Vec::new() },
                    ..Changes::default()
                };
                What::Changed { changes: Box::new(changes) }
            }
            29 => {
                let changes = match draft.number {
                    0 => Changes { remove_mentors: vec![mentor], ..Changes::default() },
                    1 => Changes { remove_mentees: vec![mentee], ..Changes::default() },
                    2 => Changes { remove_mentors: vec![mentor], remove_mentees: vec![mentee], ..Changes::default() },
                    _ => Changes {
                        replace_mentors: vec![Mentor {
                            id: mentor.clone(),
                            ..new_mentor(data, draft, &mentee, &mentor)
                        }],
                        replace_mentees: vec![Mentee {
                            id: mentee.clone(),
                            ..new_mentee(data, draft, &mentor, &mentee)
                        }],
                        ..Changes::default()
                    },
                };
                What::Changed { changes: Box::new(changes) }
            }
            30 => What::Left { person: if draft.number > 3 { person } else { format!("new{}", draft.number) } },
            31 => What::Paused { person: format!("new{}", draft.number) },
            _ => What::Changed { changes: Box::new(more(data, draft, mentor, mentee)) },
        };
        Some(Event { id: format!("e{k}"), at: moment(draft.at), what })
    };
    drafts.iter().enumerate().filter_map(event).collect()
}

/// Seats, wants and windows besides.
fn more(data: &CohortData, draft: &Draft, mentor: String, mentee: String) -> Changes {
    let want = data.topics.get(draft.at as usize % data.topics.len().max(1)).map(|topic| Want::new(topic.id.clone()));
    let time = |minute: u32| Time::new((minute / 60) as u8, (minute % 60) as u8).unwrap();
    let (day, start) = ([Day::Mon, Day::Fri][draft.number as usize % 2], draft.number * 60);
    let window = WeeklyWindow { day, start: time(start), end: time(start + 90), preference: None };
    Changes {
        more_seats: (!draft.number.is_multiple_of(3)).then_some((mentor, draft.number)).into_iter().collect(),
        more_wants: want.filter(|_| draft.number > 1).map(|want| (mentee.clone(), vec![want])).into_iter().collect(),
        more_windows: (draft.number > 3).then_some((mentee, vec![window])).into_iter().collect(),
        ..Changes::default()
    }
}

/// Somebody who comes, or comes again: one of few, with what others have.
fn new_mentee(data: &CohortData, draft: &Draft, one: &str, other: &str) -> Mentee {
    let like = &data.mentees[draft.mentor.index(data.mentees.len())];
    let wants = &data.mentees[draft.mentee.index(data.mentees.len())].wants;
    let id = if draft.at.is_multiple_of(3) { one.to_owned() } else { format!("new{}", draft.number) };
    let names = |flag: bool, id: &str| if flag { vec![id.to_owned()] } else { Vec::new() };
    let (prefers, blocks) = (names(draft.at.is_multiple_of(4), other), names(draft.at.is_multiple_of(5), other));
    Mentee { id, wants: wants.clone(), prefers, blocks, ..like.clone() }
}

fn new_mentor(data: &CohortData, draft: &Draft, one: &str, other: &str) -> Mentor {
    let like = &data.mentors[draft.mentee.index(data.mentors.len())];
    let mut offers = data.mentors[draft.mentor.index(data.mentors.len())].offers.clone();
    // Perhaps what nobody has offered yet.
    let topics =
        || data.topics.iter().map(|topic| &topic.id).filter(|id| offers.iter().all(|offer| offer.topic != **id));
    if let Some(topic) = topics().nth(draft.number as usize) {
        offers = vec![Offer { topic: topic.clone(), level: 3, willingness: Willingness::Willing }];
    }
    let id = if draft.at.is_multiple_of(3) { one.to_owned() } else { format!("new{}", draft.number) };
    let names = |flag: bool, id: &str| if flag { vec![id.to_owned()] } else { Vec::new() };
    let (prefers, blocks) = (names(draft.at.is_multiple_of(4), other), names(draft.at.is_multiple_of(5), other));
    Mentor { id, offers, prefers, blocks, min_mentees: 1, ..like.clone() }
}

/// A cohort that has what live cohorts have.
fn live_cohorts(mentors: usize, mentees: usize) -> impl Strategy<Value = CohortData> {
    let rules = [
        Rule::KeepPairs { weight: 5.0 },
        Rule::PreferResponsive { weight: 8.0 },
        Rule::PreferReliable { weight: 8.0 },
        Rule::FavourPassedOver { weight: 8.0, full_at: 3 },
    ];
    let more = prop::sample::subsequence(rules.to_vec(), 0..=4);
    let budgets = prop::collection::vec(prop::option::of((20..200_u32, 1..40_u32)), 6);
    (cohorts(mentors, mentees), more, budgets, 0..3_u32, 0..20_u32).prop_map(
        |(mut data, more, budgets, cool_down, days)| {
            data.policy.rules.retain(|rule| !rule.limits());
            data.policy.rules.extend(more);
            data.mentors.iter_mut().for_each(|mentor| mentor.min_mentees = 1);
            for (mentor, budget) in data.mentors.iter_mut().zip(budgets) {
                mentor.budget = budget.map(|(minutes, days)| Budget { minutes, days });
            }
            let live = &mut data.policy.live;
            (live.cool_down_days, live.decline_days, live.no_repeat_days, live.lapse_days) =
                (cool_down, days, days * 2, days / 2);
            data
        },
    )
}

fn apply(matcher: &Matcher, events: &[Event]) -> Option<Applied> {
    matcher.apply(events, &Control::new()).ok()
}

/// The pairs of a matching.
fn pairs(matcher: &Matcher) -> BTreeSet<(String, String)> {
    let matching = matcher.matching(&Control::new()).unwrap();
    matching.pairings.iter().map(|pairing| (pairing.mentee.clone(), pairing.mentor.clone())).collect()
}

/// That the matching is that of a cold run after each of the events.
fn stays(data: CohortData, drafts: &[Draft]) -> Result<(), TestCaseError> {
    let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
    let matcher = Matcher::new(cohort.clone());
    let mut known = pairs(&matcher);
    for event in events(cohort.data(), drafts, true) {
        let Some(applied) = apply(&matcher, &[event]) else { continue };
        for pair in &applied.lost {
            prop_assert!(known.remove(&(pair.mentee.clone(), pair.mentor.clone())));
        }
        for pair in &applied.gained {
            prop_assert!(known.insert((pair.mentee.clone(), pair.mentor.clone())));
        }
        let cold = match_cohort(&matcher.cohort(), &MatchOptions::default()).unwrap();
        let found = cold.pairings.iter().map(|pairing| (pairing.mentee.clone(), pairing.mentor.clone()));
        prop_assert_eq!(&found.collect::<BTreeSet<_>>(), &known);
        prop_assert_eq!((applied.total_points, applied.gap), (cold.certificate.total_points, Some(0)));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 100, ..ProptestConfig::default() })]

    /// And of up to a thousand.
    #[test]
    fn stays_so_for_a_thousand_events(data in live_cohorts(8, 12), drafts in drafts(1_001)) {
        stays(data, &drafts)?;
    }
}

proptest! {
    /// jiff, which the core uses for zones, has the same idea of time.
    #[test]
    fn moments_agree_with_a_calendar_library(micros in 0..7_258_118_400_000_000_i64) {
        let text = jiff::Timestamp::from_microsecond(micros).unwrap().to_string();
        let read = Moment::parse(&text).unwrap();
        prop_assert_eq!((read.micros(), read.to_string()), (micros, text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// After every event the matching is that of a cold run, what was gained and lost tells it, and the journal up to here
    /// gives the same engine.
    #[test]
    fn stays_what_a_cold_run_finds(data in live_cohorts(6, 8), drafts in drafts(25)) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let matcher = Matcher::new(cohort.clone());
        let mut known = pairs(&matcher);
        let mut taken: Vec<Event> = Vec::new();
        for event in events(cohort.data(), &drafts, true) {
            let before = matcher.cohort();
            let Some(applied) = apply(&matcher, std::slice::from_ref(&event)) else {
                // Say, a policy that leaves nothing: nothing has changed, and the event may come again.
                prop_assert_eq!(matcher.cohort(), before);
                continue;
            };
            taken.push(event);
            for pair in &applied.lost {
                prop_assert!(known.remove(&(pair.mentee.clone(), pair.mentor.clone())));
            }
            for pair in &applied.gained {
                prop_assert!(known.insert((pair.mentee.clone(), pair.mentor.clone())));
            }
            let now = matcher.cohort();
            let matching = matcher.matching(&Control::new()).unwrap();
            prop_assert_eq!(&pairs(&matcher), &known);
            prop_assert_eq!(applied.total_points, matching.certificate.total_points);
            let again = Cohort::from_json(&now.to_json()).unwrap();
            prop_assert_eq!(&match_cohort(&again, &MatchOptions::default()).unwrap().to_json(), &matching.to_json());
            matching.verify(&again).unwrap();
            let replayed = Matcher::from_journal(cohort.clone(), &taken, &Control::new()).unwrap();
            prop_assert_eq!(replayed.cohort().to_json(), now.to_json());
            // Written down and read again, it goes on in the same way.
            let restored = Matcher::from_state(&matcher.to_state()).unwrap();
            prop_assert_eq!(restored.to_state(), matcher.to_state());
            prop_assert_eq!(replayed.to_state(), matcher.to_state());
            prop_assert_eq!(restored.cohort().to_json(), now.to_json());
            prop_assert_eq!(restored.conversations(), matcher.conversations());
            prop_assert_eq!(restored.due(Moment::parse("2027-01-01T00:00:00Z").unwrap()).len(), matcher.due(Moment::parse("2027-01-01T00:00:00Z").unwrap()).len());
            for mentor in &now.data().mentors {
                prop_assert_eq!(restored.standing(&mentor.id).unwrap(), matcher.standing(&mentor.id).unwrap());
            }
        }
        // And in one go.
        let at_once = Matcher::new(cohort);
        prop_assert!(apply(&at_once, &taken).is_some());
        prop_assert_eq!(at_once.cohort().to_json(), matcher.cohort().to_json());
        // Whatever comes twice changes nothing.
        let again = apply(&matcher, &taken).unwrap();
        prop_assert!(again.events.iter().all(|one| one.outcome == fireside::matching::OutcomeCode::Duplicate));
        prop_assert_eq!(at_once.cohort().to_json(), matcher.cohort().to_json());
        prop_assert!(again.gained.is_empty() && again.lost.is_empty() && again.conversations.is_empty());
    }

    /// With regret allowed, no more than that is missing, nobody has more than they may, and what is missing is made up for afterwards. What is
    /// told to a fork, only the fork knows.
    #[test]
    fn regret_is_bounded(
        data in prop_oneof![live_cohorts(6, 8), live_cohorts(14, 30)],
        drafts in drafts(60),
        max_regret in 1..3_000_000_u64,
    ) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let matcher = Matcher::new(cohort.clone());
        let mut known = pairs(&matcher);
        let options = ApplyOptions { max_regret };
        for event in events(cohort.data(), &drafts, true) {
            let (fork, before) = (matcher.fork(), matcher.cohort());
            let told = apply(&fork, std::slice::from_ref(&event)).is_some();
            prop_assert_eq!(matcher.cohort(), before);
            let Ok(applied) = matcher.apply_with(&[event], &options, FieldCase::Snake, &Control::new()) else { continue };
            for pair in &applied.lost {
                prop_assert!(known.remove(&(pair.mentee.clone(), pair.mentor.clone())));
            }
            for pair in &applied.gained {
                prop_assert!(known.insert((pair.mentee.clone(), pair.mentor.clone())));
            }
            let (now, gap) = (matcher.cohort(), applied.gap.unwrap());
            let cold = match_cohort(&now, &MatchOptions::default()).unwrap().certificate.total_points;
            prop_assert!(gap as u64 <= max_regret, "{gap}");
            prop_assert!(applied.total_points <= cold && cold <= applied.total_points + gap);
            let all = Matcher::new(now.clone());
            let mut total = 0;
            for (mentee, mentor) in &known {
                let pair = all.explain(mentor, mentee).unwrap();
                prop_assert!(pair.eligible, "{pair:?}");
                total += i64::from(pair.pairing.points);
            }
            prop_assert_eq!(total, applied.total_points);
            for mentor in &now.data().mentors {
                let taken = known.iter().filter(|pair| pair.1 == mentor.id).count() as u32;
                prop_assert!(taken <= mentor.open.unwrap_or(mentor.capacity));
            }
            for mentee in &now.data().mentees {
                prop_assert!(known.iter().filter(|pair| pair.0 == mentee.id).count() as u32 <= mentee.open.unwrap_or(mentee.mentors_wanted));
            }
            prop_assert!(told);
            // What is published must be the best there is, whatever it was before.
            prop_assert_eq!(fork.cohort().to_json(), now.to_json());
        }
        let tick = Event { id: "the end".into(), at: moment(0), what: What::Tick };
        let applied = apply(&matcher, &[tick]).unwrap();
        let cold = match_cohort(&matcher.cohort(), &MatchOptions::default()).unwrap().certificate.total_points;
        prop_assert_eq!((applied.total_points, applied.gap), (cold, Some(0)));
    }

    /// What would help somebody does not depend on how the matcher came to be as it is, nor on what it left undone.
    #[test]
    fn remedies_depend_on_the_cohort_alone(
        data in live_cohorts(14, 30),
        drafts in drafts(60),
        max_regret in prop_oneof![Just(0), Just(u64::MAX)],
    ) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let (matcher, options) = (Matcher::new(cohort.clone()), ApplyOptions { max_regret });
        for event in events(cohort.data(), &drafts, true) {
            let _ = matcher.apply_with(&[event], &options, FieldCase::Snake, &Control::new());
        }
        let (now, state) = (matcher.cohort(), matcher.to_state());
        let asked = |matcher: &Matcher, id: &str| matcher.remedies(id, &RemedyOptions::default(), &Control::new()).unwrap();
        for Mentee { id, .. } in &now.data().mentees {
            prop_assert_eq!(asked(&matcher, id), asked(&Matcher::new(now.clone()), id));
        }
        prop_assert_eq!(matcher.to_state(), state);
    }

    /// However little time there is and whenever it is cancelled, an event is taken as a whole or not at all, and what people are told is what a replay tells.
    #[test]
    fn events_are_taken_as_a_whole_or_not_at_all(data in live_cohorts(6, 8), drafts in drafts(25), hurried in any::<bool>()) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let matcher = Matcher::new(cohort.clone());
        let mut taken = Vec::new();
        for batch in events(cohort.data(), &drafts, true).chunks(2) {
            let before = matcher.to_state();
            let token = CancelToken::new();
            let raised = token.clone();
            let control = match hurried {
                true => Control::new().timeout(Duration::ZERO),
                // As soon as there is anything that takes long.
                false => Control::new().cancel(token).progress(move |_| raised.cancel()),
            };
            if matcher.apply(batch, &control).is_err() {
                prop_assert_eq!(matcher.to_state(), before);
                if apply(&matcher, batch).is_none() {
                    continue;
                }
            }
            taken.extend_from_slice(batch);
        }
        let tick = Event { id: "the end".into(), at: moment(0), what: What::Tick };
        let applied = apply(&matcher, std::slice::from_ref(&tick)).unwrap();
        taken.push(tick);
        let cold = match_cohort(&matcher.cohort(), &MatchOptions::default()).unwrap().certificate.total_points;
        prop_assert_eq!((applied.total_points, applied.gap), (cold, Some(0)));
        let replayed = Matcher::from_journal(cohort, &taken, &Control::new()).unwrap();
        prop_assert_eq!(replayed.to_state(), matcher.to_state());
        prop_assert_eq!(replayed.cohort().to_json(), matcher.cohort().to_json());
    }

    /// The same of more people and more events, without a journal for each.
    #[test]
    fn stays_so_for_long(data in prop_oneof![live_cohorts(6, 8), live_cohorts(14, 30)], drafts in drafts(150)) {
        stays(data, &drafts)?;
    }

    /// Events about two people, and pauses, may come in any order.
    #[test]
    fn order_of_arrival_does_not_matter(data in live_cohorts(6, 8), drafts in drafts(60), keys in prop::collection::vec(any::<u64>(), 60)) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let events = events(cohort.data(), &drafts, false);
        let mut shuffled: Vec<(u64, Event)> = keys.into_iter().zip(events.clone()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let shuffled: Vec<Event> = shuffled.into_iter().map(|(_, event)| event).collect();
        let one = Matcher::from_journal(cohort.clone(), &events, &Control::new()).unwrap();
        let other = Matcher::from_journal(cohort, &shuffled, &Control::new()).unwrap();
        prop_assert_eq!(one.cohort().to_json(), other.cohort().to_json());
    }
}

/// What is told of the points is what they are, however many people there are: three thousand pairs of most of a million points each.
#[test]
fn the_points_of_thousands_of_pairs() {
    let topic = |k: usize| format!("t{}", k % 300);
    let mut builder = Cohort::builder();
    for k in 0..300 {
        builder = builder.topic(Topic::new(topic(k)));
        builder = builder
            .mentor(Mentor::new(format!("mentor-{k:03}")).capacity(10).offers(Offer::new(topic(k)).eager().level(5)));
    }
    for k in 0..3_000 {
        builder = builder.mentee(Mentee::new(format!("mentee-{k:04}")).wants(Want::new(topic(k)).level(1)));
    }
    let matcher = Matcher::new(builder.build().unwrap());
    let tick = Event { id: "tick".into(), at: moment(0), what: What::Tick };
    let paused = Event { id: "paused".into(), at: moment(1), what: What::Paused { person: "mentee-0007".into() } };
    for event in [tick, paused] {
        let applied = apply(&matcher, &[event]).unwrap();
        let matching = matcher.matching(&Control::new()).unwrap();
        assert!(matching.certificate.total_points > 1 << 30);
        assert_eq!((applied.total_points, applied.gap), (matching.certificate.total_points, Some(0)));
    }
}
