//! Parity audits against every pair judged by itself, in any order, on any threads; what is refused; and decision records, which no lie passes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};

use cohort_support::{Seats, cohorts};
use fireside::model::{Attribute, CohortData, Mentee, Mentor, Offer, Topic, Want};
use fireside::{
    Audit, AuditOptions, AuditRow, AuditRowKind, AuditSide, AuditValue, CancelToken, Cohort, Control, DecisionRecord,
    ErrorCode, MatchOptions, Matcher, Matching, match_cohort,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Who counts and how, from the documentation: by person matched, well, above the median, and points.
type Fates = BTreeMap<String, (bool, bool, bool, u64)>;

fn fates(cohort: &Cohort, matching: &Matching, mentees: bool, best: usize) -> Fates {
    let (data, matcher) = (cohort.data(), Matcher::new(cohort.clone()));
    let open = |seats: u32, id: &str| {
        let of = |mentor: &String, mentee: &String| if mentees { mentee == id } else { mentor == id };
        seats > 0 || matching.pairings.iter().any(|pairing| of(&pairing.mentor, &pairing.mentee))
    };
    let taking_mentees =
        data.mentees.iter().filter(|one| one.status == fireside::model::Status::Active && one.seats() > 0);
    let taking_mentors =
        data.mentors.iter().filter(|one| one.status == fireside::model::Status::Active && one.seats() > 0);
    let (taking_mentees, taking_mentors): (Vec<&Mentee>, Vec<&Mentor>) =
        (taking_mentees.collect(), taking_mentors.collect());
    let ids: Vec<&String> = match mentees {
        true => taking_mentees.iter().map(|one| &one.id).collect(),
        false => taking_mentors.iter().map(|one| &one.id).collect(),
    };
    assert!(ids.iter().all(|id| open(1, id)));
    let held = |id: &String| -> Vec<u32> {
        let mine = matching.pairings.iter().filter(|one| if mentees { one.mentee == *id } else { one.mentor == *id });
        mine.map(|one| one.points).collect()
    };
    let mut most: Vec<u64> = ids.iter().filter_map(|id| held(id).into_iter().max()).map(u64::from).collect();
    most.sort_unstable();
    let median = (!most.is_empty()).then(|| most[(most.len() - 1) / 2] + most[most.len() / 2]);
    let fate = |id: &String| {
        let held = held(id);
        let top = held.iter().copied().max();
        let pair = |mentor: &str, mentee: &str| {
            let explained = matcher.explain(mentor, mentee).unwrap();
            explained.eligible.then_some(explained.pairing.points)
        };
        let mut possible: Vec<u32> = match mentees {
            true => taking_mentors.iter().filter_map(|other| pair(&other.id, id)).collect(),
            false => taking_mentees.iter().filter_map(|other| pair(id, &other.id)).collect(),
        };
        possible.sort_unstable_by(|a, b| b.cmp(a));
        let well = top.is_some_and(|top| possible.get(best - 1).is_none_or(|bar| top >= *bar));
        let above = top.zip(median).is_some_and(|(top, median)| 2 * u64::from(top) > median);
        (top.is_some(), well, above, held.iter().copied().map(u64::from).sum())
    };
    ids.into_iter().map(|id| (id.clone(), fate(id))).collect()
}

fn values(attributes: &BTreeMap<String, Attribute>, name: &str) -> BTreeSet<String> {
    match attributes.get(name) {
        None => BTreeSet::new(),
        Some(Attribute::Text(text)) => [text.clone()].into(),
        Some(Attribute::List(texts)) => texts.iter().cloned().collect(),
        Some(Attribute::Number(number)) => [match number {
            number if *number < 3.0 => "<3".to_owned(),
            number if *number < 6.0 => "3..<6".to_owned(),
            _ => ">=6".to_owned(),
        }]
        .into(),
    }
}

fn texts(row: &AuditRow) -> Vec<String> {
    let text = |value: &AuditValue| match value {
        AuditValue::Text(text) => text.clone(),
        AuditValue::Number(number) => number.to_string(),
    };
    row.values.iter().map(text).collect()
}

fn options(min_group: u32, best: u32) -> AuditOptions {
    AuditOptions {
        intersections: true,
        min_group,
        best,
        bands: [("grade".to_owned(), vec![3.0, 6.0])].into(),
        ..AuditOptions::by(["department", "grade", "languages"])
    }
}

/// A cohort in which somebody states each attribute.
fn stating(mut data: CohortData) -> CohortData {
    let stated = [("department", Attribute::from("HR")), ("grade", 4.into()), ("languages", ["en"].into())];
    for (name, value) in stated {
        if let Some(mentee) = data.mentees.first_mut() {
            mentee.attributes.entry(name.to_owned()).or_insert(value);
        }
    }
    data
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Every row that is shown counts whom it says, and every row of fewer people than asked for is suppressed.
    #[test]
    fn counts_are_those_of_every_person_by_themselves(data in cohorts(12, 20), min_group in 2..5_u32, best in 1..4_u32) {
        let cohort = Cohort::try_from(stating(data)).unwrap();
        let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
        let audit = matching.audit(&cohort, &options(min_group, best)).unwrap();
        prop_assert_eq!(audit.tables.len(), 8);
        // All points of one side are those of the other.
        let few = |mentees| (1..min_group as usize).contains(&fates(&cohort, &matching, mentees, best as usize).len());
        let secret = few(true) || few(false);
        for table in &audit.tables {
            let mentees = table.side.as_str() == "mentee";
            let fates = fates(&cohort, &matching, mentees, best as usize);
            let attributes = |id: &str| match mentees {
                true => &cohort.data().mentees.iter().find(|one| one.id == id).unwrap().attributes,
                false => &cohort.data().mentors.iter().find(|one| one.id == id).unwrap().attributes,
            };
            let stated = |id: &str| table.by.iter().map(|name| values(attributes(id), name)).collect::<Vec<_>>();
            let named: BTreeSet<Vec<String>> =
                table.rows.iter().filter(|row| row.kind == AuditRowKind::Group).map(texts).collect();
            for row in &table.rows {
                let counted: Vec<_> = fates.iter().filter(|(id, _)| {
                    let stated = stated(id);
                    let known = stated.iter().all(|values| !values.is_empty());
                    let all: usize = stated.iter().map(BTreeSet::len).product();
                    let in_group = |group: &Vec<String>| stated.iter().zip(group).all(|(values, one)| values.contains(one));
                    match row.kind {
                        AuditRowKind::All => true,
                        AuditRowKind::Unknown => !known,
                        AuditRowKind::Group => in_group(&texts(row)),
                        _ => known && named.iter().filter(|group| in_group(group)).count() < all,
                    }
                }).map(|(_, fate)| *fate).collect();
                let small = !counted.is_empty() && counted.len() < min_group as usize;
                prop_assert!(row.suppressed || !small);
                if row.suppressed {
                    prop_assert_eq!((row.people, row.matched, row.points, row.rates.len()), (None, None, None, 0));
                    continue;
                }
                let count = |of: fn(&(bool, bool, bool, u64)) -> bool| Some(counted.iter().filter(|one| of(one)).count() as u64);
                prop_assert_eq!(row.people, Some(counted.len() as u64));
                prop_assert_eq!(row.matched, count(|one| one.0));
                prop_assert_eq!(row.best, count(|one| one.1));
                prop_assert_eq!(row.above_median, count(|one| one.2));
                prop_assert_eq!(row.points, (!secret).then(|| counted.iter().map(|one| one.3).sum()));
            }
        }
    }

    /// The same bytes however people are listed, and on any number of threads.
    #[test]
    fn order_and_threads_change_nothing(data in cohorts(12, 20)) {
        let data = stating(data);
        let mut other = data.clone();
        other.mentors.reverse();
        other.mentees.reverse();
        let audit = |data: CohortData, threads| {
            let cohort = Cohort::try_from(data).unwrap();
            let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
            let audit = matching.audit(&cohort, &AuditOptions { threads: Some(threads), ..options(2, 1) }).unwrap();
            (audit.to_json(), audit.to_csv(), matching.record(&cohort).unwrap().to_json())
        };
        prop_assert_eq!(audit(data, 1), audit(other, 3));
    }

    /// Whatever is changed in a record, it is not that of the matching any more.
    #[test]
    fn no_lie_passes(data in cohorts(6, 8), pick in any::<prop::sample::Index>(), more in 1..9_i64) {
        let cohort = Cohort::try_from(data).unwrap();
        let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
        let record = matching.record(&cohort).unwrap();
        prop_assert_eq!(&DecisionRecord::from_json(&record.to_json()).unwrap(), &record);
        record.verify(&cohort, &matching).unwrap();
        let honest: Value = serde_json::from_str(&record.to_json()).unwrap();
        let mut paths = Vec::new();
        leaves(&honest, String::new(), &mut paths);
        let path = &paths[pick.index(paths.len())];
        let mut lie = honest.clone();
        let leaf = lie.pointer_mut(path).unwrap();
        *leaf = match &*leaf {
            Value::Number(number) if number.is_i64() => json!(number.as_i64().unwrap() + more),
            Value::Number(number) => json!(number.as_f64().unwrap() + 1.0),
            Value::Bool(flag) => json!(!flag),
            Value::String(text) => json!(format!("{text}x")),
            other => panic!("{other} at {path}"),
        };
        let refused = match DecisionRecord::from_json(&lie.to_string()) {
            Ok(read) => read.verify(&cohort, &matching).unwrap_err(),
            // A word that is no choice of its field.
            Err(error) => error,
        };
        let top = path.split('/').nth(1).unwrap();
        prop_assert!(refused.path().starts_with(top), "{}: {:?}", path, refused);
    }
}

/// Pointers to everything that is neither a list nor an object.
fn leaves(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, inner)| leaves(inner, format!("{path}/{key}"), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(k, inner)| leaves(inner, format!("{path}/{k}"), found))
        }
        Value::Null => {}
        _ => found.push(path),
    }
}

/// Everybody wants to talk to one mentor with room for all of them; with these teams.
fn teams(teams: &[&str]) -> Cohort {
    let ada = Mentor::new("ada").offers(Offer::new("rust")).capacity(teams.len() as u32);
    let cohort = Cohort::builder().topic(Topic::new("rust")).mentor(ada);
    let mentee =
        |(k, team): (usize, &&str)| Mentee::new(format!("m{k:04}")).wants(Want::new("rust")).attribute("team", *team);
    teams.iter().enumerate().fold(cohort, |cohort, one| cohort.mentee(mentee(one))).build().unwrap()
}

fn of_teams(cohort: &Cohort, options: AuditOptions) -> Result<Audit, fireside::Error> {
    match_cohort(cohort, &MatchOptions::default()).unwrap().audit(cohort, &options)
}

fn by_team() -> AuditOptions {
    AuditOptions { side: AuditSide::Mentee, ..AuditOptions::by(["team"]) }
}

#[test]
fn the_next_smallest_group_gives_way() {
    let list = [["red"; 9].as_slice(), &["blue"; 7], &["green"; 3], &["black"; 12]].concat();
    let audit = of_teams(&teams(&list), by_team()).unwrap();
    let suppressed = |row: &AuditRow| (texts(row).concat(), row.suppressed);
    let found: Vec<(String, bool)> = audit.tables[0].rows.iter().map(suppressed).collect();
    let expected = [("", false), ("black", false), ("blue", true), ("green", true), ("red", false), ("", false)];
    assert_eq!(found, expected.map(|(name, hidden)| (name.to_owned(), hidden)));
}

#[test]
fn values_of_one_person_are_not_named() {
    let list = [["red"; 9].as_slice(), &["qq-only-one"], &["blue"; 7]].concat();
    let audit = of_teams(&teams(&list), by_team()).unwrap();
    assert!(!audit.to_json().contains("qq-only-one") && !audit.to_csv().contains("qq-only-one"));
    let kinds: Vec<(AuditRowKind, bool)> = audit.tables[0].rows.iter().map(|row| (row.kind, row.suppressed)).collect();
    assert!(kinds.contains(&(AuditRowKind::Unnamed, true)));
    // Numbers of staff would be a list of everybody: they are one row.
    let numbers: Vec<String> = (0..300).map(|k| format!("staff-{k}")).collect();
    let cohort = teams(&numbers.iter().map(String::as_str).collect::<Vec<_>>());
    let audit = of_teams(&cohort, by_team()).unwrap();
    assert!(!audit.to_json().contains("staff-"));
    assert_eq!(audit.tables[0].rows.iter().map(|row| row.people).collect::<Vec<_>>(), [Some(300), Some(300), Some(0)]);
}

#[test]
fn what_is_refused() {
    let cohort = teams(&["red", "red", "blue", "blue"]);
    let refused = |options: AuditOptions| {
        let error = of_teams(&cohort, options).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let by = |names: &[&str]| AuditOptions::by(names.iter().copied());
    assert_eq!(refused(by(&[])), (ErrorCode::OutOfRange, "by".to_owned()));
    assert_eq!(refused(by(&["team", "team"])), (ErrorCode::DuplicateEntry, "by[1]".to_owned()));
    assert_eq!(refused(by(&["teams"])), (ErrorCode::UnknownChoice, "by[0]".to_owned()));
    let nan = AuditOptions { threshold: f64::NAN, ..by_team() };
    assert_eq!(refused(nan), (ErrorCode::OutOfRange, "threshold".to_owned()));
    let bands =
        |name: &str, edges: &[f64]| AuditOptions { bands: [(name.to_owned(), edges.to_vec())].into(), ..by_team() };
    assert_eq!(refused(bands("grade", &[1.0])), (ErrorCode::UnknownChoice, "bands[\"grade\"]".to_owned()));
    assert_eq!(refused(bands("team", &[2.0, 1.0])), (ErrorCode::OutOfRange, "bands[\"team\"][1]".to_owned()));
    // A name that is only suggested if the policy does not hide it.
    let mut data = cohort.data().clone();
    let near = of_teams(&cohort, by(&["teams"])).unwrap_err().problems().next().unwrap().suggestion.clone();
    assert_eq!(near.as_deref(), Some("team"));
    data.policy.hidden_attributes.push("team".to_owned());
    let hidden = of_teams(&Cohort::try_from(data).unwrap(), by(&["teams"])).unwrap_err();
    assert_eq!(hidden.problems().next().unwrap().suggestion, None);
    // More groups than can be told apart.
    let pairs: Vec<String> = (0..402).map(|k| format!("team {}", k / 2)).collect();
    let many = of_teams(&teams(&pairs.iter().map(String::as_str).collect::<Vec<_>>()), by_team()).unwrap_err();
    assert_eq!((many.code(), many.path()), (ErrorCode::TooLarge, "by[0]"));
}

#[test]
fn another_cohort_and_a_cancel() {
    let (cohort, other) = (teams(&["red", "red", "blue"]), teams(&["red", "blue", "blue"]));
    let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    let error = matching.audit(&other, &by_team()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::WrongCohort, "run.input_hash"));
    assert_eq!(matching.record(&other).unwrap_err().code(), ErrorCode::WrongCohort);
    let token = CancelToken::new();
    token.cancel();
    let cancelled = matching.audit_with(&cohort, &by_team(), &Control::new().cancel(token)).unwrap_err();
    assert_eq!(cancelled.code(), ErrorCode::Cancelled);
    // Who is paired must be there.
    let mut lie = matching.clone();
    lie.pairings[0].mentee = "nobody".to_owned();
    assert_eq!(lie.audit(&cohort, &by_team()).unwrap_err().path(), "pairings[0].mentee");
    assert!(matching.record(&cohort).unwrap().verify(&cohort, &lie).is_err());
}

/// The record is of the policy with its hidden attributes under other names; the hash is of the policy as it is.
#[test]
fn a_record_hides_what_the_policy_hides() {
    let text = serde_json::to_string(teams(&["qq-red", "qq-red", "qq-blue"]).data()).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    document["policy"] = json!({
        "hidden_attributes": ["team"],
        "rules": [
            {"rule": "must_share", "attribute": "level"}, {"rule": "must_differ", "attribute": "team"},
            {"rule": "quota", "attribute": "team", "value": "qq-red", "max": 2},
            {"rule": "reserve", "attribute": "team", "value": "qq-blue", "share": 0.5},
        ],
    });
    let cohort = Cohort::from_json(&document.to_string()).unwrap();
    let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    let record = matching.record(&cohort).unwrap().to_json();
    assert!(!record.contains("team") && !record.contains("qq-"), "{record}");
    assert!(record.contains("hidden_1") && record.contains("\"level\""));
    DecisionRecord::from_json(&record).unwrap().verify(&cohort, &matching).unwrap();
    // An audit that asks for it by name shows it.
    let audit = matching.audit(&cohort, &AuditOptions { min_group: 2, ..by_team() }).unwrap();
    assert!(audit.to_json().contains("qq-red"));
}
