//! What a round comes to: worth against matching anew, figures against a second opinion, and what is refused.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};

use cohort_support::{Seats, SecondOpinion, cohorts};
use fireside::model::*;
use fireside::{
    Cohort, Control, ErrorCode, FigureCode, Insight, InsightOptions, InsightTable, MatchOptions, Matcher, Matching,
    Objective, Recruit, match_cohort,
};
use proptest::prelude::*;

fn matched(cohort: &Cohort) -> Matching {
    match_cohort(cohort, &MatchOptions::default()).unwrap()
}

fn total(cohort: &Cohort) -> i64 {
    matched(cohort).certificate.total_points
}

fn value(insight: &Insight, code: &str) -> Option<f64> {
    insight.figure(code).unwrap().value
}

/// Whether a rule excludes whoever does not state its attribute.
fn compares(rule: &Rule) -> bool {
    matches!(rule, Rule::MustShare { .. } | Rule::MustDiffer { .. } | Rule::Gap { .. })
}

/// Locks the first pairs of a matching, so that there are some that can be kept.
fn with_locks(mut data: CohortData, locks: usize) -> Cohort {
    let cohort = Cohort::try_from(data.clone()).unwrap();
    let pairs = matched(&cohort).pairings.into_iter().take(locks);
    data.locked = pairs.map(|pair| Pair::new(pair.mentor, pair.mentee)).collect();
    Cohort::try_from(data).unwrap()
}

/// Every worth is what matching anew with one more mentor finds.
fn worths_hold(cohort: &Cohort, recruit: Recruit) -> Result<(), TestCaseError> {
    let (before, matching) = (total(cohort), matched(cohort));
    let options = InsightOptions { recruit: recruit.clone(), ..InsightOptions::default() };
    let insight = matching.insight(cohort, &options).unwrap();
    prop_assert_eq!(&insight.worth_absent, &None);
    for topic in &insight.topics {
        prop_assert_eq!(topic.worth.is_some(), topic.asked > 0);
        let Some(worth) = topic.worth else { continue };
        let offer = Offer { topic: topic.topic.clone(), level: recruit.level, willingness: recruit.willingness };
        let mentor =
            Mentor { offers: vec![offer], attributes: recruit.attributes.clone(), ..Mentor::new("somebody-new") };
        let more = cohort.changed(&Changes { add_mentors: vec![mentor], ..Changes::default() }).unwrap();
        prop_assert_eq!(worth, total(&more) - before, "{}", &topic.topic);
    }
    let key = |topic: &fireside::TopicSupply| std::cmp::Reverse((topic.worth, topic.asked));
    prop_assert!(insight.topics.is_sorted_by_key(|topic| (key(topic), topic.topic.clone())));
    let first = insight.topics.iter().filter(|topic| topic.worth > Some(0)).take(10).map(|topic| topic.topic.clone());
    prop_assert_eq!(&insight.recruit, &first.collect::<Vec<_>>());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    /// Several mentors wanted, locks, taxonomies, coarse points with many ties.
    #[test]
    fn worth_is_what_matching_anew_finds(mut data in cohorts(6, 9), locks in 0..3_usize, eager in any::<bool>()) {
        data.policy.rules.retain(|rule| !compares(rule));
        let willingness = if eager { Willingness::Eager } else { Willingness::Willing };
        worths_hold(&with_locks(data, locks), Recruit { willingness, ..Recruit::default() })?;
    }

    /// Rules about attributes that the recruit states are heeded.
    #[test]
    fn worth_heeds_what_a_recruit_states(data in cohorts(5, 8), grade in 0..9_i32, level in 1..6_u32) {
        let attributes = BTreeMap::from([
            ("grade".to_owned(), Attribute::from(grade)),
            ("department".to_owned(), Attribute::from("IT")),
            ("languages".to_owned(), Attribute::from(["en", "fr"])),
        ]);
        worths_hold(&Cohort::try_from(data).unwrap(), Recruit { level, attributes, ..Recruit::default() })?;
    }

    /// Rules about others are left out, and said to be: worth is what it would be if that mentor fitted every mentee.
    #[test]
    fn rules_that_a_recruit_cannot_meet_are_left_out(data in cohorts(5, 8)) {
        let cohort = Cohort::try_from(data).unwrap();
        let insight = matched(&cohort).insight(&cohort, &InsightOptions::default()).unwrap();
        let rules = (0..).zip(&cohort.data().policy.rules);
        let expected: Vec<u32> = rules.filter(|(_, rule)| compares(rule)).map(|(at, _)| at).collect();
        prop_assert_eq!(insight.rules_left_out, expected);
    }

    /// Figures by a second opinion on what pairs are worth, and plain counting.
    #[test]
    fn figures_are_counted(data in cohorts(6, 9), best in 1..4_u32) {
        let cohort = Cohort::try_from(data).unwrap();
        let (data, matching) = (cohort.data(), matched(&cohort));
        let insight = matching.insight(&cohort, &InsightOptions { best, ..InsightOptions::default() }).unwrap();
        let opinion = SecondOpinion::new(data);
        let open = |mentor: &&Mentor| mentor.status == Status::Active && mentor.seats() > 0;
        let mentors: Vec<&Mentor> = data.mentors.iter().filter(open).collect();
        let mentees = data.mentees.iter().filter(|mentee| mentee.status == Status::Active && mentee.seats() > 0);
        let (mut people, mut got, mut could, mut first, mut within, mut covered, mut all) = (0, 0, 0, 0, 0, 0, 0);
        let (mut tenths, mut unmatched, mut nobody) = (vec![0_u32; 10], 0, 0);
        for mentee in mentees {
            all += 1;
            let mut points: Vec<i64> = mentors.iter().filter_map(|mentor| opinion.points(mentor, mentee)).collect();
            points.sort_unstable_by(|one, other| other.cmp(one));
            let has = matching.mentors_of(&mentee.id).map(|pair| i64::from(pair.points)).max();
            covered += i64::from(has.is_some());
            let Some(&most) = points.first() else {
                nobody += 1;
                continue;
            };
            (people, could) = (people + 1, could + most);
            let Some(has) = has else {
                unmatched += 1;
                continue;
            };
            got += has;
            first += i64::from(has == most);
            within += i64::from(points.iter().filter(|&&better| better > has).count() < best as usize);
            tenths[(has * 10 / most).min(9) as usize] += 1;
        }
        let share = |count: i64, of: i64| (of > 0).then(|| ((2 * count * 1_000_000 + of) / (2 * of)) as f64 / 1e6);
        prop_assert_eq!(value(&insight, "mentees"), Some(all as f64));
        prop_assert_eq!(value(&insight, "mentors"), Some(mentors.len() as f64));
        prop_assert_eq!(value(&insight, "coverage"), share(covered, all));
        prop_assert_eq!(value(&insight, "points_of_best"), share(got, could));
        prop_assert_eq!(value(&insight, "first_choice"), share(first, people));
        prop_assert_eq!(value(&insight, "within_best"), share(within, people));
        prop_assert_eq!(value(&insight, "total_points"), Some(matching.certificate.total_points as f64));
        let of_best = insight.of_best.as_ref().unwrap();
        prop_assert_eq!((&of_best.tenths, of_best.unmatched, of_best.nobody), (&tenths, unmatched, nobody));
        // Supply, by who names what.
        for topic in &insight.topics {
            let asks = |mentee: &&Mentee| mentee.status == Status::Active && mentee.seats() > 0
                && mentee.wants.iter().any(|want| want.topic == topic.topic);
            prop_assert_eq!(topic.asked as usize, data.mentees.iter().filter(asks).count());
            let offers = |mentor: &&&Mentor| mentor.offers.iter()
                .any(|offer| offer.topic == topic.topic && offer.willingness != Willingness::No);
            let offering: Vec<&&Mentor> = mentors.iter().filter(offers).collect();
            prop_assert_eq!(topic.offered as usize, offering.len());
            prop_assert_eq!(topic.seats, offering.iter().map(|mentor| u64::from(mentor.seats())).sum::<u64>());
            let met = matching.pairings.iter()
                .filter(|pair| !pair.broad && pair.shared_topics.iter().any(|shared| shared.wanted == topic.topic));
            prop_assert_eq!(topic.met as usize, met.map(|pair| &pair.mentee).collect::<BTreeSet<_>>().len());
        }
    }

    /// The best that each could have does not depend on the pairs, not even on those that may not be.
    #[test]
    fn what_could_be_does_not_depend_on_what_is(data in cohorts(6, 9), mentor in 0..6_usize, mentee in 0..9_usize) {
        let cohort = Cohort::try_from(data).unwrap();
        let (data, matching) = (cohort.data(), matched(&cohort));
        let options = InsightOptions::default();
        let could = |matching: &Matching| {
            let insight = matching.insight(&cohort, &options).unwrap();
            let of = |code: &str| insight.figure(code).and_then(|figure| figure.of);
            let of_best = insight.of_best.as_ref().unwrap();
            let people = of_best.tenths.iter().sum::<u32>() + of_best.unmatched + of_best.nobody;
            (of("points_of_best"), of("first_choice"), of_best.nobody, people)
        };
        let mut lies = matching.clone();
        let (Some(mentor), Some(mentee)) = (data.mentors.get(mentor), data.mentees.get(mentee)) else { return Ok(()) };
        let (mentor, mentee) = (mentor.id.clone(), mentee.id.clone());
        lies.pairings.push(fireside::Pairing { mentor, mentee, ..Default::default() });
        prop_assert_eq!(could(&lies), could(&matching));
    }

    /// The same bytes on any number of threads, from any order of the input; and they can be read back.
    #[test]
    fn nothing_depends_on_threads_or_order(data in cohorts(6, 9), threads in 1..4_u32) {
        let cohort = Cohort::try_from(data.clone()).unwrap();
        let options = InsightOptions { silo: Some("department".to_owned()), ..InsightOptions::default() };
        let insight = matched(&cohort).insight(&cohort, &options).unwrap();
        let mut turned = data;
        turned.mentors.reverse();
        turned.mentees.reverse();
        turned.topics.reverse();
        let turned = Cohort::try_from(turned).unwrap();
        let options = InsightOptions { threads: Some(threads), ..options };
        let again = matched(&turned).insight(&turned, &options).unwrap();
        prop_assert_eq!(insight.to_json(), again.to_json());
        prop_assert_eq!(Insight::from_json(&insight.to_json()).unwrap(), insight.clone());
        // A round beside itself has not changed.
        let options = InsightOptions { previous: Some(insight.clone()), ..options };
        let beside = matched(&cohort).insight(&cohort, &options).unwrap();
        for (figure, before) in beside.figures.iter().zip(&insight.figures) {
            prop_assert_eq!(figure.previous, before.value);
            prop_assert_eq!(figure.change, before.value.map(|_| 0.0));
            prop_assert!(figure.change_low.is_none_or(|low| low <= 0.0 && figure.change_high >= Some(0.0)));
        }
    }
}

fn small() -> Cohort {
    let mut builder = Cohort::builder().topic(Topic::new("rust")).topic(Topic::new("law").label("=Law, \"civil\""));
    builder = builder.mentor(Mentor::new("ada").offers(Offer::new("rust")).attribute("department", "MARKER-1"));
    for id in ["bo", "cem"] {
        builder = builder.mentee(Mentee::new(id).wants(Want::new("law")).attribute("department", "MARKER-2"));
    }
    builder.mentee(Mentee::new("dee").wants(Want::new("rust"))).build().unwrap()
}

#[test]
fn what_is_refused() {
    let (cohort, options) = (small(), InsightOptions::default());
    let matching = matched(&cohort);
    let refused = |options: InsightOptions| {
        let error = matching.insight(&cohort, &options).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let with = |change: &dyn Fn(&mut InsightOptions)| {
        let mut options = options.clone();
        change(&mut options);
        refused(options)
    };
    assert_eq!(with(&|options| options.min_group = 1), (ErrorCode::OutOfRange, "min_group".to_owned()));
    assert_eq!(with(&|options| options.best = 21), (ErrorCode::OutOfRange, "best".to_owned()));
    assert_eq!(with(&|options| options.threads = Some(0)), (ErrorCode::OutOfRange, "threads".to_owned()));
    assert_eq!(with(&|options| options.recruit.level = 6), (ErrorCode::OutOfRange, "recruit.level".to_owned()));
    let no = |options: &mut InsightOptions| options.recruit.willingness = Willingness::No;
    assert_eq!(with(&no), (ErrorCode::Contradiction, "recruit.willingness".to_owned()));
    let outcome =
        |id: &str, value: f64| BTreeMap::from([("stayed".to_owned(), BTreeMap::from([(id.to_owned(), value)]))]);
    for (id, value, code) in [
        ("zoe", 1.0, ErrorCode::UnknownPerson),
        ("bo", f64::NAN, ErrorCode::NotFinite),
        ("bo", 1e7, ErrorCode::OutOfRange),
    ] {
        let path = format!("outcomes[\"stayed\"][\"{id}\"]");
        assert_eq!(with(&|options| options.outcomes = outcome(id, value)), (code, path));
    }
    let other = with(&|options| options.previous = Some(Insight::default()));
    assert_eq!(other, (ErrorCode::UnsupportedSchema, "previous.schema".to_owned()));
    let wrong = |options: &mut InsightOptions| {
        options.recruit.attributes = BTreeMap::from([("x".repeat(1_000), Attribute::from("y"))]);
    };
    assert!(with(&wrong).1.starts_with("recruit.attributes"));
    let changed = cohort.changed(&Changes { seats: [("ada".to_owned(), 2)].into(), ..Changes::default() }).unwrap();
    assert_eq!(matching.insight(&changed, &options).unwrap_err().code(), ErrorCode::WrongCohort);
}

/// Nothing about a hidden attribute, whatever is asked.
#[test]
fn hidden_attributes_appear_nowhere() {
    let mut data = small().data().clone();
    data.policy.hidden_attributes = vec!["department".to_owned()];
    data.policy.rules = vec![Rule::MustDiffer { attribute: "department".to_owned() }];
    let cohort = Cohort::try_from(data).unwrap();
    let matching = matched(&cohort);
    let options = InsightOptions { silo: Some("department".to_owned()), ..InsightOptions::default() };
    let error = matching.insight(&cohort, &options).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "silo"));
    let insight = matching.insight(&cohort, &InsightOptions::default()).unwrap();
    let tables = InsightTable::ALL.map(|(_, table)| insight.to_csv(table));
    for text in [error.to_string(), insight.to_json()].iter().chain(&tables) {
        assert!(!text.contains("MARKER") && !text.contains("department"), "{text}");
    }
    assert_eq!(insight.rules_left_out, [0]);
}

#[test]
fn tables_are_safe_in_spreadsheets() {
    let cohort = small();
    let options = InsightOptions { min_group: 2, ..InsightOptions::default() };
    let insight = matched(&cohort).insight(&cohort, &options).unwrap();
    let gaps = insight.to_csv(InsightTable::Gaps);
    assert_eq!(gaps, "topic,label,asked,offered,seats,nearest\r\nlaw,\"'=Law, \"\"civil\"\"\",2,0,0,\r\n");
    let figures = insight.to_csv(InsightTable::Figures);
    assert_eq!(figures.lines().count(), FigureCode::ALL.len() + 1);
    assert!(figures.contains("\r\ncoverage,0.333333,1,3,,,,\r\n"), "{figures}");
}

#[test]
fn worth_is_absent_where_prices_do_not_tell_it() {
    let cohort = small();
    let run = |options: MatchOptions| {
        let insight = match_cohort(&cohort, &options).unwrap().insight(&cohort, &InsightOptions::default()).unwrap();
        assert!(insight.worth_absent.is_none() || insight.topics.iter().all(|topic| topic.worth.is_none()));
        insight.worth_absent
    };
    assert_eq!(run(MatchOptions::default()), None);
    let coverage = MatchOptions { objective: Objective::Coverage, ..MatchOptions::default() };
    assert_eq!(run(coverage).as_deref(), Some("objective"));
    assert_eq!(run(MatchOptions { load_cost: 5, ..MatchOptions::default() }).as_deref(), Some("objective"));
    let control = Control::new().timeout(std::time::Duration::ZERO);
    let late = matched(&cohort).insight_with(&cohort, &InsightOptions::default(), None, &control).unwrap();
    assert_eq!(
        (late.complete, late.worth_absent.as_deref(), value(&late, "coverage")),
        (false, Some("deadline"), Some(0.333_333))
    );
    let token = fireside::CancelToken::new();
    token.cancel();
    let control = Control::new().cancel(token);
    let stopped = matched(&cohort).insight_with(&cohort, &InsightOptions::default(), None, &control);
    assert_eq!(stopped.unwrap_err().code(), ErrorCode::Cancelled);
}

/// A document that lies is counted, and nothing overflows.
#[test]
fn lies_do_no_harm() {
    let cohort = small();
    let mut matching = matched(&cohort);
    matching.certificate.prices.insert("ada".to_owned(), i64::MIN);
    matching.pairings.push(fireside::Pairing {
        mentor: "ada".to_owned(),
        mentee: "bo".to_owned(),
        ..Default::default()
    });
    matching.insight(&cohort, &InsightOptions::default()).unwrap();
    matching.pairings.push(fireside::Pairing {
        mentor: "ada".to_owned(),
        mentee: "zoe".to_owned(),
        ..Default::default()
    });
    let error = matching.insight(&cohort, &InsightOptions::default()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::WrongCohort, "pairings[2].mentee"));
}

fn event(id: &str, at: &str, what: What) -> Event {
    Event { id: id.to_owned(), at: Moment::parse(at).unwrap(), what }
}

/// Events tell the same whether a matcher took them or a journal has them.
#[test]
fn what_events_tell() {
    let mut builder = Cohort::builder().topic(Topic::new("rust"));
    for id in ["ada", "gil"] {
        builder = builder.mentor(Mentor::new(id).capacity(3).offers(Offer::new("rust")));
    }
    for id in ["bo", "cem", "dee"] {
        builder = builder.mentee(Mentee::new(id).mentors_wanted(2).wants(Want::new("rust")));
    }
    let cohort = builder.build().unwrap();
    let pair = |mentor: &str, mentee: &str| (mentor.to_owned(), mentee.to_owned());
    let proposed = |(mentor, mentee)| What::Proposed { mentor, mentee, by: None };
    let held = |(mentor, mentee), minutes| What::Held { mentor, mentee, minutes };
    let events = [
        event("1", "2026-12-01T10:00:00Z", held(pair("ada", "bo"), Some(50))),
        event("2", "2026-12-02T10:00:00Z", proposed(pair("gil", "bo"))),
        event("3", "2026-12-02T11:00:00Z", proposed(pair("ada", "cem"))),
        event("4", "2026-12-03T10:00:00Z", {
            let (mentor, mentee) = pair("gil", "bo");
            What::Expired { mentor, mentee }
        }),
        event("5", "2026-12-03T11:00:00Z", held(pair("ada", "cem"), None)),
        event("6", "2026-12-04T10:00:00Z", {
            let (mentor, mentee) = pair("gil", "cem");
            What::Accepted { mentor, mentee }
        }),
        event("7", "2026-12-04T11:00:00Z", {
            let (mentor, mentee) = pair("gil", "cem");
            What::NoShow { mentor, mentee, who: Absent::Mentor }
        }),
    ];
    let matcher = Matcher::from_journal(cohort.clone(), &events, &Control::new()).unwrap();
    let live = matcher.insight(&InsightOptions::default(), &Control::new()).unwrap();
    let told =
        matched(&cohort).insight_with(&cohort, &InsightOptions::default(), Some(&events), &Control::new()).unwrap();
    for insight in [&live, &told] {
        let figures = ["conversations_held", "hours_held", "response", "no_show"].map(|code| value(insight, code));
        // 50 and 30 minutes; one of two proposals was answered; one of three conversations was missed.
        assert_eq!(figures, [Some(2.0), Some(1.333_333), Some(0.5), Some(0.333_333)]);
    }
    let options = InsightOptions { since: Moment::parse("2026-12-02T00:00:00Z"), ..InsightOptions::default() };
    assert_eq!(value(&matcher.insight(&options, &Control::new()).unwrap(), "hours_held"), Some(0.5));
    assert_eq!(value(&matched(&cohort).insight(&cohort, &InsightOptions::default()).unwrap(), "response"), None);
}
