//! Suggestions under conditions, for people of the cohort and guests: against every mentor judged by itself in a cohort made
//! anew, with conditions checked minute by minute.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use cohort_support::cohorts;
use fireside::calendar::Plan;
use fireside::matching::Pairing;
use fireside::model::{Attribute, CohortData, Instant, Mentee, Mentor, Offer, Rule, Topic, Want};
use fireside::{Ask, Asker, Between, Cohort, Error, ErrorCode, MatchOptions, Matcher, match_cohort};
use proptest::prelude::*;
use proptest::sample::Index as Pick;

/// The conditions of a question.
#[derive(Debug, Clone)]
struct Conditions {
    k: u32,
    topic: Option<String>,
    /// In hours from the start of the horizon.
    between: Option<(i64, i64)>,
    minutes: Option<u32>,
    languages: Option<Vec<&'static str>>,
    prices: Option<Vec<i64>>,
    taken: Option<Vec<u32>>,
}

fn conditions() -> impl Strategy<Value = Conditions> {
    let topic = prop::option::weighted(0.4, (0..7_usize).prop_map(|t| format!("t{t}")));
    let between = prop::option::weighted(0.4, (-30..200_i64, 1..120_i64));
    let minutes = prop::option::weighted(0.4, prop::sample::select(&[1_u32, 20, 60, 90, 200]));
    let languages = prop::sample::subsequence(vec!["en", "fr", "de", "xx"], 1..3);
    let prices = prop::option::weighted(0.5, prop::collection::vec(-100_000..600_000_i64, 40));
    let taken = prop::option::weighted(0.3, prop::collection::vec(0..3_u32, 40));
    let k = prop_oneof![0..4_u32, Just(u32::MAX)];
    (k, topic, between, minutes, prop::option::weighted(0.3, languages), prices, taken).prop_map(
        |(k, topic, between, minutes, languages, prices, taken)| Conditions {
            k,
            topic,
            between: between.map(|(from, hours)| (from, from + hours)),
            minutes,
            languages,
            prices,
            taken,
        },
    )
}

fn by_id<T: Copy>(data: &CohortData, values: &Option<Vec<T>>) -> Option<BTreeMap<String, T>> {
    let mentors = data.mentors.iter().map(|mentor| mentor.id.clone());
    values.as_ref().map(|values| mentors.zip(values.iter().copied()).collect())
}

fn ask(data: &CohortData, asked: &Conditions, mentee: Asker) -> Ask {
    let from = data.policy.horizon.from;
    let hour = |hour: i64| {
        let minutes = hour * 60 + 15;
        // Days before the horizon are in November.
        let day = from.map_or(1, |_| 1 + minutes.div_euclid(1_440));
        let (month, day) = if day < 1 { (11, 30 + day) } else { (12, day) };
        let minute = minutes.rem_euclid(1_440);
        Instant::parse(&format!("2026-{month:02}-{day:02}T{:02}:{:02}:00Z", minute / 60, minute % 60)).unwrap()
    };
    let mut ask = Ask::of("");
    ask.mentee = mentee;
    ask.k = asked.k;
    ask.topic.clone_from(&asked.topic);
    ask.between = asked.between.map(|(start, end)| Between { from: hour(start), to: hour(end) });
    ask.minutes = asked.minutes;
    if let Some(languages) = &asked.languages {
        let list = languages.iter().map(|&text| text.to_owned()).collect();
        ask.r#where.insert("languages".to_owned(), Attribute::List(list));
    }
    ask.prices = by_id(data, &asked.prices);
    ask.only_free = asked.taken.is_some();
    ask.taken = by_id(data, &asked.taken).unwrap_or_default();
    ask
}

/// The free minutes of somebody in one role; `None` if they do not state them.
fn minutes_of(data: &CohortData, mentor: Option<&Mentor>, mentee: Option<&Mentee>) -> Option<BTreeSet<i64>> {
    let alone = CohortData {
        mentors: mentor
            .map(|one| Mentor { availability: one.availability.clone(), ..Mentor::new("x") })
            .into_iter()
            .collect(),
        mentees: mentee
            .map(|one| Mentee { availability: one.availability.clone(), ..Mentee::new("x") })
            .into_iter()
            .collect(),
        policy: fireside::model::Policy { rules: Vec::new(), ..data.policy.clone() },
        ..CohortData::default()
    };
    let plan = Plan::over(&data.policy.horizon).ok()?;
    let free = Cohort::try_from(alone).unwrap().free_time("x")?;
    let minute = |text: &str| plan.minute_of(Instant::parse(text).unwrap());
    Some(free.iter().flat_map(|(start, end)| minute(start)..minute(end)).collect())
}

/// Whether minutes on end are free for both within a stretch.
fn have_time(free: &BTreeSet<i64>, (from, to): (i64, i64), minutes: u32) -> bool {
    let mut run = 0;
    (from..to).any(|minute| {
        run = if free.contains(&minute) { run + 1 } else { 0 };
        run >= minutes
    })
}

/// What every mentor by itself gives, in a cohort in which the mentee is as the question has them.
fn truth(data: &CohortData, mentee: &str, ask: &Ask) -> Vec<Pairing> {
    let mut data = data.clone();
    let at = data.mentees.iter().position(|one| one.id == mentee).unwrap();
    if let Some(topic) = &ask.topic {
        let stated = data.mentees[at].wants.iter().find(|want| want.topic == *topic).cloned();
        data.mentees[at].wants = vec![stated.unwrap_or_else(|| Want::new(topic.as_str()))];
    }
    let matcher = Matcher::new(Cohort::try_from(data.clone()).unwrap());
    let asker = &data.mentees[at];
    let wanted = asker.mentors_wanted.min(asker.open.unwrap_or(u32::MAX));
    if wanted == 0 || data.mentees[at].status == fireside::model::Status::Paused {
        return Vec::new();
    }
    let free = minutes_of(&data, None, Some(&data.mentees[at]));
    let plan = Plan::over(&data.policy.horizon);
    let mut all = Vec::new();
    for mentor in &data.mentors {
        let explained = matcher.explain(&mentor.id, mentee).unwrap();
        let fit = mentor.budget.map_or(u32::MAX, |budget| budget.minutes / data.policy.session_minutes);
        let open = mentor.capacity.min(mentor.open.unwrap_or(u32::MAX)).min(fit);
        if !explained.eligible || ask.only_free && ask.taken.get(&mentor.id).is_some_and(|&taken| taken >= open) {
            continue;
        }
        if let Some(Attribute::List(asked)) = ask.r#where.get("languages") {
            let Some(Attribute::List(own)) = mentor.attributes.get("languages") else { continue };
            if !asked.iter().any(|language| own.contains(language)) {
                continue;
            }
        }
        if ask.between.is_some() || ask.minutes.is_some() {
            let (Some(mut common), Ok(plan)) = (minutes_of(&data, Some(mentor), None), &plan) else { continue };
            if let Some(free) = &free {
                common.retain(|minute| free.contains(minute));
            }
            let whole = (0, i64::from(plan.minutes()));
            let stretch = ask.between.map_or(whole, |time| (plan.minute_of(time.from), plan.minute_of(time.to)));
            if !have_time(&common, stretch, ask.minutes.unwrap_or(data.policy.session_minutes)) {
                continue;
            }
        }
        let price = ask.prices.as_ref().map(|prices| prices.get(&mentor.id).copied().unwrap_or(0));
        all.push(Pairing { price, ..explained.pairing });
    }
    all.sort_by_key(|one| (Reverse(i64::from(one.points) - one.price.unwrap_or(0)), one.mentor.clone()));
    all.truncate(ask.k as usize);
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 100, ..ProptestConfig::default() })]

    /// Whoever asks, and whatever for.
    #[test]
    fn the_first_of_all_mentors(data in cohorts(40, 4), asked in conditions(), who in any::<Pick>()) {
        let mentee = data.mentees[who.index(data.mentees.len())].id.clone();
        let ask = ask(&data, &asked, Asker::from(mentee.as_str()));
        let matcher = Matcher::new(Cohort::try_from(data.clone()).unwrap());
        match matcher.suggest_with(&ask) {
            Ok(found) => prop_assert_eq!(found, truth(&data, &mentee, &ask)),
            Err(error) => prop_assert_eq!(hidden(&error, &data), true, "{}", error),
        }
    }

    /// A guest is answered as if they were in the cohort.
    #[test]
    fn a_guest_is_one_mentee_more(data in cohorts(40, 4), asked in conditions(), who in any::<Pick>()) {
        let at = who.index(data.mentees.len());
        let id = data.mentees[at].id.clone();
        let is_mentor = data.mentors.iter().any(|mentor| mentor.id == id);
        let mut whole = data;
        whole.affinities.retain(|affinity| affinity.mentee != id);
        whole.apart.retain(|apart| apart.mentee != id);
        whole.incumbents.retain(|pair| pair.mentee != id);
        let (mentors, mentees) = (whole.mentors.iter_mut(), whole.mentees.iter_mut());
        let named = mentors.flat_map(|one| [&mut one.prefers, &mut one.blocks]);
        for ids in named.chain(mentees.flat_map(|one| [&mut one.prefers, &mut one.blocks])) {
            // Nobody can name a guest unless the guest is a mentor.
            ids.retain(|named| *named != id || is_mentor);
        }
        let mut without = whole.clone();
        let guest = without.mentees.remove(at);
        let ask = ask(&whole, &asked, Asker::from(guest));
        let matcher = Matcher::new(Cohort::try_from(without).unwrap());
        match matcher.suggest_with(&ask) {
            Ok(found) => {
                prop_assert_eq!(&found, &truth(&whole, &id, &ask));
                // Nothing is left of one guest when the next one asks.
                prop_assert_eq!(&found, &matcher.suggest_with(&ask).unwrap());
            }
            Err(error) => prop_assert_eq!(hidden(&error, &whole), true, "{}", error),
        }
    }
}

/// Whether nothing is wrong but that an attribute is hidden.
fn hidden(error: &Error, data: &CohortData) -> bool {
    let hides = data.policy.hidden_attributes.iter().any(|name| name == "languages");
    hides && error.problems().all(|problem| problem.path == r#"where["languages"]"#)
}

fn rust(mentor: &str) -> Mentor {
    Mentor::new(mentor).offers(Offer::new("rust"))
}

/// Managers who are nobody in the cohort, chains and cycles through the guest.
#[test]
fn lines_of_guests_are_as_in_the_cohort() {
    let reports = |mentor: &str, manager: &str| Mentor { manager: Some(manager.to_owned()), ..rust(mentor) };
    let mentors = vec![
        rust("ada"),
        reports("bea", "ada"),
        reports("cy", "zoe"),
        reports("dan", "cy"),
        reports("eve", "out"),
        rust("fay"),
    ];
    for manager in [None, Some("bea"), Some("dan"), Some("out"), Some("zoe"), Some("nobody"), Some("fay")] {
        let guest = Mentee { manager: manager.map(str::to_owned), ..Mentee::new("zoe").wants(Want::new("rust")) };
        let policy = fireside::model::Policy { rules: vec![Rule::NotInReportingLine], ..Default::default() };
        let data =
            CohortData { topics: vec![Topic::new("rust")], mentors: mentors.clone(), policy, ..CohortData::default() };
        let whole = CohortData { mentees: vec![guest.clone()], ..data.clone() };
        let expected = Matcher::new(Cohort::try_from(whole).unwrap()).suggest("zoe", 9).unwrap();
        let matcher = Matcher::new(Cohort::try_from(data).unwrap());
        assert_eq!(matcher.suggest_with(&Ask { k: 9, ..Ask::of(guest) }).unwrap(), expected, "{manager:?}");
    }
}

fn problems(matcher: &Matcher, ask: &Ask) -> Vec<(ErrorCode, String)> {
    let error = matcher.suggest_with(ask).unwrap_err();
    error.problems().map(|problem| (problem.code, problem.path.clone())).collect()
}

#[test]
fn what_is_wrong_is_told_all_at_once() {
    let cohort = Cohort::builder().topic(Topic::new("rust")).mentor(rust("ada")).mentee(Mentee::new("bo"));
    let matcher = Matcher::new(cohort.build().unwrap());
    let at = |text: &str| Instant::parse(text).unwrap();
    let between = Between { from: at("2026-12-02T10:00:00Z"), to: at("2026-12-02T10:00:00Z") };
    let mut ask = Ask { topic: Some("rsut".to_owned()), minutes: Some(0), between: Some(between), ..Ask::of("boo") };
    ask.prices = Some([("adda".to_owned(), 1), ("ada".to_owned(), i64::MIN)].into());
    ask.spread = true;
    let paths = ["between", "mentee", "minutes", r#"prices["ada"]"#, r#"prices["adda"]"#, "spread", "topic"];
    let found: Vec<String> = problems(&matcher, &ask).into_iter().map(|(_, path)| path).collect();
    assert_eq!(found, paths);
    let error = matcher.suggest_with(&Ask { topic: Some("rsut".to_owned()), ..Ask::of("bo") }).unwrap_err();
    let problem = error.problems().next().unwrap();
    assert_eq!((problem.code, problem.suggestion.as_deref()), (ErrorCode::UnknownTopic, Some("rust")));

    let guest = Mentee { blocks: vec!["nobody".to_owned()], ..Mentee::new("bo").wants(Want::new("rust").level(9)) };
    let expected = [
        (ErrorCode::UnknownPerson, "mentee.blocks[0]".to_owned()),
        (ErrorCode::DuplicateId, "mentee.id".to_owned()),
        (ErrorCode::OutOfRange, "mentee.wants[0].level".to_owned()),
    ];
    assert_eq!(problems(&matcher, &Ask::of(guest)), expected);
    let guest = Mentee::new("zoe").availability(fireside::model::Availability::new("UTC"));
    assert_eq!(problems(&matcher, &Ask::of(guest)), [(ErrorCode::MissingHorizon, "mentee.availability".to_owned())]);
}

/// With the prices of a matching, whoever is in demand is suggested less.
#[test]
fn prices_spread_suggestions() {
    let mut cohort = Cohort::builder().topic(Topic::new("rust")).mentor(rust("gil").capacity(5));
    cohort = cohort.mentor(Mentor::new("ada").offers(Offer::new("rust").level(5)));
    for mentee in ["bo", "cem"] {
        cohort = cohort.mentee(Mentee::new(mentee).wants(Want::new("rust")));
    }
    let cohort = cohort.build().unwrap();
    let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    let matcher = Matcher::new(cohort);
    let first = |ask: &Ask| {
        let found = matcher.suggest_with(ask).unwrap();
        found.iter().map(|one| (one.mentor.clone(), one.price)).collect::<Vec<_>>()
    };
    let usual = first(&Ask::of("bo"));
    assert_eq!(usual.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), ["ada", "gil"]);
    // The star's price is what she is worth more than the other: of equals, the first id.
    let price = matching.certificate.prices["ada"];
    assert!(price > 0);
    let spread = first(&Ask { spread: true, ..Ask::of("bo") });
    assert_eq!(spread, [("ada".to_owned(), Some(price)), ("gil".to_owned(), Some(0))]);
    assert_eq!(first(&Ask::of("bo").after(&matching)), spread);
    let dearer = Ask { prices: Some([("ada".to_owned(), price + 1)].into()), ..Ask::of("bo") };
    assert_eq!(first(&dearer)[0], ("gil".to_owned(), Some(0)));
    // Her one seat is taken.
    let free = Ask { only_free: true, ..Ask::of("bo").after(&matching) };
    assert_eq!(first(&free), [("gil".to_owned(), Some(0))]);
}
