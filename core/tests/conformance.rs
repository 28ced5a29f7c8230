//! The vectors in `tests/conformance`, which Python and Node run too: the same call, the same document or the same
//! problems. How a vector is written: `tests/conformance/README.md`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod conformance_support;
#[cfg(feature = "arrow")]
mod table_support;

use std::collections::BTreeSet;
use std::path::Path;

use fireside::model::Changes;
use fireside::read::{Reader, Shape};
use fireside::solve::{
    self, Aim, AssignProblem, Count, FairOptions, Measure, Order, PeersProblem, QuotaGroup, QuotasProblem,
    QuotasSolution, RankProblem, Side, StableProblem,
};
use fireside::words::{Language, catalogue_json};
use fireside::{
    Ask, Cohort, Control, CoverageCurve, CurveOptions, Error, ErrorCode, FieldCase, MatchOptions, Matcher, Matching,
    PeerMatching, PeerOptions, RemedyOptions, Status, coverage_curve, match_cohort, match_peers,
};
use serde_json::{Value, json};

use conformance_support::{audit, insight, invitations, live, report, sessions, times};

fn files() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut files: Vec<(String, Value)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path.file_stem().unwrap().to_string_lossy().into_owned(), serde_json::from_str(&text).unwrap())
        })
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

fn cohort(case: &Value) -> Result<Cohort, Error> {
    let cohort = match case.get("text") {
        Some(text) => Cohort::from_json(text.as_str().unwrap()),
        None => Cohort::from_json(&case["cohort"].to_string()),
    }?;
    let Some(language) = case.get("language") else { return Ok(cohort) };
    let language = named(language)?;
    match case.get("phrases") {
        Some(phrases) => cohort.in_words(language, &serde_json::from_value(phrases.clone()).unwrap()),
        None => Ok(cohort.in_language(language)),
    }
}

fn named(language: &Value) -> Result<Language, Error> {
    let mut reader = Reader::default();
    let language = reader.field("language", |reader| reader.read::<Language, _>(language).unwrap());
    reader.into_problems().into_result().map(|()| language.unwrap())
}

fn numbers<T: serde::de::DeserializeOwned>(case: &Value, argument: &str) -> Option<Vec<T>> {
    let value = case["arguments"].get(argument)?;
    Some(serde_json::from_value(value.clone()).unwrap())
}

/// The arguments of a problem with weights.
struct Arrays {
    mentee: Vec<u32>,
    mentor: Vec<u32>,
    weight: Vec<i64>,
    mentor_seats: Vec<u32>,
    mentee_seats: Option<Vec<u32>>,
}

impl Arrays {
    fn of(case: &Value) -> Self {
        Arrays {
            mentee: numbers(case, "mentee").unwrap(),
            mentor: numbers(case, "mentor").unwrap(),
            weight: numbers(case, "weight").unwrap(),
            mentor_seats: numbers(case, "mentor_seats").unwrap(),
            mentee_seats: numbers(case, "mentee_seats"),
        }
    }

    fn problem(&self) -> AssignProblem<'_> {
        AssignProblem {
            mentee: &self.mentee,
            mentor: &self.mentor,
            weight: &self.weight,
            mentor_seats: &self.mentor_seats,
            mentee_seats: self.mentee_seats.as_deref(),
        }
    }
}

/// An argument that is one of a few words.
fn choice<T: Shape + Default>(case: &Value, argument: &'static str, usual: &str) -> Result<T, Error> {
    let mut reader = Reader::default();
    let word = case["arguments"].get(argument).cloned().unwrap_or(json!(usual));
    let choice = reader.field(argument, |reader| reader.read::<T, _>(word)).unwrap().unwrap_or_default();
    reader.into_problems().into_result().map(|()| choice)
}

fn changes(case: &Value) -> Result<Changes, Error> {
    Changes::from_json(&case["arguments"]["changes"].to_string())
}

/// What a call gives, as a document.
fn answer(case: &Value) -> Result<Value, Error> {
    let text = |argument: &str| case["arguments"][argument].as_str().unwrap().to_owned();
    let options = || MatchOptions::read(case.get("options").cloned().unwrap_or(json!({})), FieldCase::Snake).unwrap();
    let document = |text: String| serde_json::from_str(&text).unwrap();
    match case["call"].as_str().unwrap() {
        "cohort" => Ok(document(cohort(case)?.to_json())),
        "phrases" => Ok(document(catalogue_json(named(&case["arguments"]["language"])?))),
        "match" => {
            let cohort = cohort(case)?;
            let matching = match_cohort(&cohort, &options()?)?;
            matching.verify(&cohort)?;
            Ok(document(matching.to_json()))
        }
        "match_peers" => {
            let options = case.get("options").cloned().unwrap_or(json!({}));
            let options = PeerOptions::read(options, FieldCase::Snake).unwrap()?;
            let cohort = cohort(case)?;
            let matching = match_peers(&cohort, &options)?;
            matching.verify(&cohort)?;
            Ok(document(matching.to_json()))
        }
        "verify_match_peers" => {
            PeerMatching::from_json(&case["arguments"]["matching"].to_string())?.verify(&cohort(case)?)?;
            Ok(json!(true))
        }
        "schedule_matching" | "verify_schedule_matching" => sessions::schedule_matching(case, &cohort(case)?),
        "write_invitations" => invitations::write(case, &cohort(case)?),
        call @ ("calendar_of" | "free_busy") => invitations::feed(call, &case["arguments"]),
        "insight" | "matcher_insight" => insight::insight(case, &cohort(case)?),
        "audit" => audit::audit(case, &cohort(case)?),
        "report" | "matcher_report" => report::report(case, &cohort(case)?),
        "record" | "verify_record" => audit::record(case, &cohort(case)?),
        "fit_weights" => live::fit_weights(case, cohort(case)?),
        "live" => live::steps(case, &cohort(case)?),
        call @ ("journal" | "state") => live::document(call, &case["arguments"]),
        "suggest" => {
            let ask = Ask::read(case["arguments"].clone(), FieldCase::Snake).unwrap();
            Ok(serde_json::to_value(Matcher::new(cohort(case)?).suggest_with(&ask?)?).unwrap())
        }
        "explain" => Ok(document(Matcher::new(cohort(case)?).explain(&text("mentor"), &text("mentee"))?.to_json())),
        "explain_matching" => {
            let cohort = cohort(case)?;
            let matching = match_cohort(&cohort, &options()?)?;
            Ok(document(matching.explain(&cohort, &text("mentor"), &text("mentee"))?.to_json()))
        }
        "remedies" => {
            let options = case.get("options").cloned().unwrap_or(json!({}));
            let options = RemedyOptions::read(options, FieldCase::Snake).unwrap()?;
            let found = Matcher::new(cohort(case)?).remedies(&text("person"), &options, &Control::new())?;
            Ok(document(found.to_json()))
        }
        "openings" => {
            let (side, k) = (
                choice::<Side>(case, "role", "mentee")?,
                case["arguments"].get("k").map_or(3, |k| k.as_u64().unwrap()),
            );
            let openings =
                Matcher::new(cohort(case)?).openings(side, &text("person"), k as u32, None, &Control::new())?;
            Ok(serde_json::to_value(openings).unwrap())
        }
        "changed" => Ok(document(cohort(case)?.changed(&changes(case)?)?.to_json())),
        "what_if" => {
            let (cohort, changes) = (cohort(case)?, changes(case)?);
            let what_if = Matcher::new(cohort.clone()).what_if(&changes, &options()?, &Control::new())?;
            what_if.verify(&cohort, &cohort.changed(&changes)?)?;
            Ok(document(what_if.to_json()))
        }
        "rule_costs" => {
            let costs = Matcher::new(cohort(case)?).rule_costs(&options()?, &Control::new())?;
            Ok(serde_json::to_value(costs).unwrap())
        }
        "seat_worths" => {
            let worths = Matcher::new(cohort(case)?).seat_worths(options()?.threads, &Control::new())?;
            Ok(serde_json::to_value(worths).unwrap())
        }
        "verify" => {
            Matching::from_json(&case["arguments"]["matching"].to_string())?.verify(&cohort(case)?)?;
            Ok(json!(true))
        }
        "assign" => {
            let arrays = Arrays::of(case);
            let problem = arrays.problem();
            let found = solve::assign(&problem, &Control::new())?;
            solve::verify(&problem, &found)?;
            Ok(json!({
                "edges": found.edges, "total": found.total, "bound": found.bound, "gap": found.gap,
                "prices": found.prices, "status": found.status.as_str(),
            }))
        }
        "balanced" => {
            let arrays = Arrays::of(case);
            let problem = arrays.problem();
            let load_cost = case["arguments"]["load_cost"].as_i64().unwrap();
            let found = solve::balanced(&problem, load_cost, &Control::new())?;
            solve::verify_balanced(&problem, load_cost, &found)?;
            Ok(json!({
                "edges": found.edges, "total": found.total, "worth": found.worth, "bound": found.bound, "gap": found.gap,
                "prices": found.prices, "loads": found.loads, "status": found.status.as_str(),
            }))
        }
        "coverage" => {
            let arrays = Arrays::of(case);
            let problem = arrays.problem();
            let count = choice::<Count>(case, "count", "people")?;
            let found = solve::coverage(&problem, count, &Control::new())?;
            solve::verify_coverage(&problem, count, &found)?;
            Ok(json!({
                "edges": found.edges, "matched": found.matched, "most": found.most, "cover": found.cover,
                "total": found.total, "bound": found.bound, "gap": found.gap, "prices": found.prices,
                "lift": found.lift, "status": found.status.as_str(),
            }))
        }
        "coverage_curve" if case.get("cohort").is_some() => {
            let points = case["arguments"]["points"].as_u64().map_or(20, |points| points as u32);
            let cohort = cohort(case)?;
            let curve = coverage_curve(&cohort, &CurveOptions { points, ..CurveOptions::default() })?;
            curve.verify(&cohort)?;
            let document = curve.to_json();
            assert_eq!(CoverageCurve::from_json(&document)?, curve);
            Ok(serde_json::from_str(&document).unwrap())
        }
        "coverage_curve" => {
            let arrays = Arrays::of(case);
            let problem = arrays.problem();
            let count = choice::<Count>(case, "count", "people")?;
            let points = case["arguments"]["points"].as_u64().map_or(20, |points| points as u32);
            let found = solve::coverage_curve(&problem, count, points, &Control::new())?;
            solve::verify_coverage_curve(&problem, count, &found)?;
            let point = |point: &solve::CurvePoint| {
                json!({
                    "edges": point.edges, "matched": point.matched, "total": point.total, "bound": point.bound,
                    "bonus": point.bonus, "prices": point.prices, "exact": point.exact, "doubt": point.doubt,
                })
            };
            Ok(json!({
                "points": found.points.iter().map(point).collect::<Vec<_>>(), "most": found.most,
                "cover": found.cover, "status": found.status.as_str(),
            }))
        }
        "fair" => {
            let arrays = Arrays::of(case);
            let problem = arrays.problem();
            let urgency: Option<Vec<u32>> = numbers(case, "urgency");
            let options = FairOptions {
                measure: choice::<Measure>(case, "measure", "best")?,
                band: case["arguments"].get("band").map_or(1, |band| band.as_i64().unwrap()),
                urgency: urgency.as_deref(),
            };
            let found = solve::fair(&problem, options, &Control::new())?;
            solve::verify_fair(&problem, options, &found)?;
            let urgent = |field: fn(&solve::Urgent) -> u64| found.urgent.iter().map(field).collect::<Vec<u64>>();
            Ok(json!({
                "edges": found.edges, "matched": found.matched, "worst": found.worst, "total": found.total,
                "bound": found.bound, "gap": found.gap, "most": found.most, "price": found.price,
                "most_prices": found.most_prices, "shares": found.shares, "share_prices": found.share_prices,
                "price_mentors": found.prices.iter().map(|price| price.mentor).collect::<Vec<_>>(),
                "price_weights": found.prices.iter().map(|price| price.weight).collect::<Vec<_>>(),
                "prices": found.prices.iter().map(|price| price.price).collect::<Vec<_>>(),
                "second_prices": found.second_prices, "urgencies": urgent(|count| count.urgency.into()),
                "urgent_mentees": urgent(|count| count.mentees), "urgent_matched": urgent(|count| count.matched),
                "proved": found.proved, "status": found.status.as_str(),
            }))
        }
        "rank_maximal" => {
            let mentee_seats: Option<Vec<u32>> = numbers(case, "mentee_seats");
            let problem = RankProblem {
                mentee: &numbers(case, "mentee").unwrap(),
                mentor: &numbers(case, "mentor").unwrap(),
                rank: &numbers(case, "rank").unwrap(),
                mentor_seats: &numbers(case, "mentor_seats").unwrap(),
                mentee_seats: mentee_seats.as_deref(),
            };
            let order = choice::<Order>(case, "first", "cardinality")?;
            let order = order.with_generous(case["arguments"]["generous"].as_bool().unwrap_or(false))?;
            let found = solve::rank_maximal(&problem, order, &Control::new())?;
            solve::verify_rank_maximal(&problem, order, &found)?;
            Ok(json!({
                "edges": found.edges, "matched": found.matched, "ranks": found.ranks, "signature": found.signature,
                "prices": found.prices, "proved": found.proved, "status": found.status.as_str(),
            }))
        }
        "stable" => {
            let (mentee, mentor) = (numbers(case, "mentee").unwrap(), numbers(case, "mentor").unwrap());
            let mentee_seats: Option<Vec<u32>> = numbers(case, "mentee_seats");
            let problem = StableProblem {
                mentee: &mentee,
                mentor: &mentor,
                mentee_rank: &numbers(case, "mentee_rank").unwrap(),
                mentor_rank: &numbers(case, "mentor_rank").unwrap(),
                mentor_seats: &numbers(case, "mentor_seats").unwrap(),
                mentee_seats: mentee_seats.as_deref(),
            };
            let side = choice::<Side>(case, "side", "mentee")?;
            let found = solve::stable(&problem, side, &Control::new())?;
            solve::verify_stable(&problem, &found)?;
            Ok(json!({
                "edges": found.edges, "matched": found.matched, "bound": found.bound, "gap": found.gap,
                "cover": found.cover, "status": found.status.as_str(),
            }))
        }
        "peers" => {
            let problem = PeersProblem {
                a: &numbers(case, "a").unwrap(),
                b: &numbers(case, "b").unwrap(),
                weight: &numbers(case, "weight").unwrap(),
                n: case["arguments"]["n"].as_u64().unwrap() as usize,
            };
            let found = solve::peers(&problem, &Control::new())?;
            solve::verify_peers(&problem, &found)?;
            let partner = found.partner.iter().map(|partner| partner.map_or(-1, i64::from)).collect::<Vec<_>>();
            let odd_set = |set: &solve::OddSet| json!({ "people": set.people, "sets": set.sets, "dual": set.dual });
            Ok(json!({
                "edges": found.edges, "partner": partner, "total": found.total, "bound": found.bound,
                "gap": found.gap, "duals": found.duals, "odd_sets": found.odd_sets.iter().map(odd_set).collect::<Vec<_>>(),
                "status": found.status.as_str(),
            }))
        }
        call @ ("quotas" | "verify_quotas") => {
            let arrays = Arrays::of(case);
            let groups = |reader: &mut Reader| reader.read::<Vec<QuotaGroup>, _>(case["arguments"]["groups"].clone());
            let mut reader = Reader::default();
            let groups = reader.field("groups", groups).unwrap().unwrap_or_default();
            reader.into_problems().into_result()?;
            let least: Option<Vec<u32>> = numbers(case, "mentor_least");
            let count = case["arguments"].get("count").map(|_| choice::<Count>(case, "count", "people")).transpose()?;
            let (edges, mentor_least) = (arrays.problem(), least.as_deref());
            let problem = QuotasProblem { edges, groups: &groups, mentor_least, count };
            if call == "verify_quotas" {
                let claim = &case["arguments"]["solution"];
                let field = |name: &str| claim[name].clone();
                let number = |name: &str| claim[name].as_i64().unwrap();
                let claimed = QuotasSolution {
                    edges: serde_json::from_value(field("edges")).unwrap(),
                    total: number("total"),
                    bound: number("bound"),
                    gap: number("gap"),
                    prices: serde_json::from_value(field("prices")).unwrap(),
                    group_prices: serde_json::from_value(field("group_prices")).unwrap(),
                    reach: claim.get("reach").map(|reach| solve::Reach {
                        matched: reach["matched"].as_u64().unwrap(),
                        most: reach["most"].as_u64().unwrap(),
                        lift: reach["lift"].as_i64().unwrap(),
                    }),
                    status: Reader::default().read::<Status, _>(field("status")).unwrap().unwrap(),
                };
                return solve::verify_quotas(&problem, &claimed).map(|()| json!(true));
            }
            let found = solve::quotas(&problem, &Control::new())?;
            solve::verify_quotas(&problem, &found)?;
            let mut answer = json!({
                "edges": found.edges, "total": found.total, "bound": found.bound, "gap": found.gap,
                "prices": found.prices, "group_prices": found.group_prices, "status": found.status.as_str(),
            });
            if let Some(solve::Reach { matched, most, lift }) = found.reach {
                answer["reach"] = json!({ "matched": matched, "most": most, "lift": lift });
            }
            Ok(answer)
        }
        "schedule" | "verify_schedule" => {
            let (arrays, aim) = (Arrays::of(case), choice::<Aim>(case, "aim", "total")?);
            times::schedule(&case["arguments"], arrays.problem(), aim)
        }
        "timetable" => times::timetable(&case["arguments"]),
        "free_time" => Ok(times::free_time(&cohort(case)?, &text("person"))),
        "calendar" => times::calendar(&case["arguments"]),
        other => panic!("the call `{other}` has no Rust here yet"),
    }
}

#[test]
fn every_vector_gives_what_it_says() {
    let mut failed = Vec::new();
    for (file, vectors) in files() {
        let cases = vectors["cases"].as_array().unwrap();
        assert_eq!(json!(cases.len()), vectors["count"], "{file}");
        // Streams are a feature of the crate; the packages always have them.
        let streams = |case: &&Value| case["arguments"].get("arrow").is_some();
        for case in cases.iter().filter(|case| cfg!(feature = "arrow") || !streams(case)) {
            let found = match answer(case) {
                Ok(result) => json!({ "result": compared(case, result) }),
                Err(error) => {
                    let problem =
                        |problem: &fireside::Problem| json!({ "code": problem.code.as_str(), "path": problem.path });
                    json!({ "problems": error.problems().map(problem).collect::<Vec<_>>() })
                }
            };
            let key = if case.get("problems").is_some() { "problems" } else { "result" };
            // Whole numbers and floats of the same value are one number in JSON.
            if canonical(found.get(key).unwrap_or(&Value::Null)) != canonical(&case[key]) {
                failed.push(format!("{file}: {}\n{found}", case["name"]));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// The fields that a case compares, if it does not compare all: of the result, or of each item of a list.
fn compared(case: &Value, mut result: Value) -> Value {
    let Some(names) = case["compare"].as_array() else { return result };
    let retain = |value: &mut Value| {
        if let Some(fields) = value.as_object_mut() {
            fields.retain(|field, _| names.iter().any(|name| name == field));
        }
    };
    match &mut result {
        Value::Array(items) => items.iter_mut().for_each(retain),
        other => retain(other),
    }
    result
}

fn canonical(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.iter().map(canonical).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), canonical(value))).collect(),
        other => other.clone(),
    }
}

#[test]
fn every_error_code_has_a_vector() {
    let mut seen = BTreeSet::new();
    for (_, vectors) in files() {
        for case in vectors["cases"].as_array().unwrap() {
            seen.extend(
                case["problems"].as_array().into_iter().flatten().map(|p| p["code"].as_str().unwrap().to_owned()),
            );
        }
    }
    // What no input can bring about: a cancel needs a caller, and a defect needs a bug.
    let needless = [ErrorCode::Cancelled, ErrorCode::Internal];
    let missing: Vec<&str> = ErrorCode::ALL
        .iter()
        .filter(|code| !needless.contains(code))
        .map(|code| code.as_str())
        .filter(|code| !seen.contains(*code))
        .collect();
    assert!(missing.is_empty(), "no vector for {missing:?}");
}
