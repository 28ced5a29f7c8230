//! Tables as Arrow streams: cell by cell those of the document and of the text, with the library's own reader; and what is in none of their bytes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;
mod table_support;

use cohort_support::cohorts;
use fireside::model::{Attribute, CohortData};
use fireside::{
    AuditOptions, Cohort, ErrorCode, Figure, Insight, InsightOptions, InsightTable, MatchOptions, NearTopic, RolledUp,
    SiloLink, SiloOthers, Silos, TopicSupply, VocabularyGap, match_cohort,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use table_support::{Column, read};

/// A row of a document as a table has it: by column.
type Expected<'a> = Box<dyn Fn(&str) -> Value + 'a>;

/// The rows that a table is to have, from the document's JSON alone.
fn rows<'a>(document: &'a Value, table: &str) -> Vec<Expected<'a>> {
    let list = |value: &'a Value| value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let plain = |row: &'a Value| -> Expected<'a> { Box::new(move |name| row[name].clone()) };
    match table {
        "figures" => list(&document["figures"]).map(plain).collect(),
        "topics" => {
            let row = |row: &'a Value| -> Expected<'a> {
                Box::new(move |name| match name.strip_suffix("_with_narrower") {
                    Some(count) => row["with_narrower"][count].clone(),
                    None => row[name].clone(),
                })
            };
            list(&document["topics"]).map(row).collect()
        }
        "silos" => {
            let link = |row: &'a Value| -> Expected<'a> {
                Box::new(move |name| if name == "links" { json!(1) } else { row[name].clone() })
            };
            let silos = &document["silos"];
            list(&silos["links"]).map(link).chain(list(&silos["others"]).map(plain)).collect()
        }
        "gaps" => {
            let row = |row: &'a Value| -> Expected<'a> {
                Box::new(move |name| match name {
                    "nearest" => row[name].as_array().unwrap().iter().map(|near| near["label"].clone()).collect(),
                    _ => row[name].clone(),
                })
            };
            list(&document["gaps"]).map(row).collect()
        }
        _ => {
            let rows =
                list(&document["tables"]).flat_map(|table| list(&table["rows"]).map(move |row| of_group(table, row)));
            rows.collect()
        }
    }
}

fn of_group<'a>(table: &'a Value, row: &'a Value) -> Expected<'a> {
    Box::new(move |name| {
        let by: Vec<&str> = table["by"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        if let Some(attribute) = name.strip_prefix("value:") {
            let value = by.iter().position(|one| *one == attribute).map(|at| row["values"][at].clone());
            return match value.unwrap_or_default() {
                Value::Number(number) => json!(number.to_string()),
                other => other,
            };
        }
        let of_rate = ["matched", "best", "above_median"].into_iter().find_map(|metric| {
            let figure = name.strip_prefix(metric)?.strip_prefix('_').filter(|figure| *figure != "median")?;
            let rates = row["rates"].as_array().unwrap();
            Some(rates.iter().find(|rate| rate["metric"] == metric).map_or(Value::Null, |rate| rate[figure].clone()))
        });
        match name {
            "side" => table["side"].clone(),
            "by" => json!(by.join(" × ")),
            _ => of_rate.unwrap_or_else(|| row[name].clone()),
        }
    })
}

/// As the text has it, the mark before formulas taken off.
fn told(cell: &Value, written: &str) -> bool {
    match cell {
        Value::Null => written.is_empty(),
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().map(|item| item.as_str().unwrap()).collect();
            told(&json!(items.join("; ")), written)
        }
        Value::String(text) => written == text || written.strip_prefix('\'') == Some(text),
        Value::Number(number) => written.parse() == Ok(number.as_f64().unwrap()),
        Value::Bool(flag) => written.parse() == Ok(*flag),
        Value::Object(_) => false,
    }
}

/// That a stream is what the document and the text of the same table say.
fn agrees(stream: &[u8], document: &Value, table: &str, csv: &str) -> Result<(), TestCaseError> {
    let (about, columns) = read(stream);
    prop_assert_eq!(&about["fireside.schema"], &document["schema"]);
    prop_assert_eq!(&about["fireside.table"], &json!(table));
    let rows = rows(document, table);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    prop_assert_eq!(&header, &columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
    let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    prop_assert_eq!(lines.len(), rows.len());
    for (at, Column { name, kind, unit, cells }) in columns.iter().enumerate() {
        prop_assert_eq!(cells.len(), rows.len());
        prop_assert!(unit.is_none() || matches!(*kind, "whole" | "number"), "{}", name);
        for ((cell, row), line) in cells.iter().zip(&rows).zip(&lines) {
            let expected = row(name);
            let same = if *kind == "number" { cell.as_f64() == expected.as_f64() } else { *cell == expected };
            prop_assert!(same, "{} is {} and not {}", name, cell, expected);
            prop_assert!(told(cell, &line[at]), "{} is {} and not {:?}", name, cell, &line[at]);
        }
    }
    Ok(())
}

prop_compose! {
    fn figure()(
        figure in "[a-z_]{0,9}",
        values in prop::array::uniform2(prop::option::of(prop_oneof![-1e12..1e12_f64, (0..9_i32).prop_map(f64::from)])),
        count in prop::option::of(0..=i64::MAX as u64),
        changes in prop::array::uniform3(prop::option::of(-1.0..1.0_f64)),
    ) -> Figure {
        let [value, previous] = values;
        let [change, change_low, change_high] = changes;
        Figure { figure, value, count, of: count, previous, change, change_low, change_high }
    }
}

prop_compose! {
    fn topic()(
        (topic, label, broader) in (".{0,9}", "[=+@ -~é\\n]{0,9}", prop::collection::vec(".{0,5}", 0..4)),
        counts in prop::array::uniform8(any::<u32>()),
        seats in 0..=i64::MAX as u64,
        worth in prop::option::of(any::<i64>()),
        rolled in any::<bool>(),
    ) -> TopicSupply {
        let [asked, offered, eager, willing, if_needed, unwilling, met, nearby] = counts;
        let with_narrower = rolled.then_some(RolledUp { asked, offered, seats, met });
        TopicSupply {
            topic, label, asked, offered, eager, willing, if_needed, unwilling, seats, met, nearby, worth, broader, with_narrower,
        }
    }
}

prop_compose! {
    /// Any document, more than any round comes to.
    fn insights()(
        figures in prop::collection::vec(figure(), 0..5),
        topics in prop::collection::vec(topic(), 0..5),
        links in prop::collection::vec(("[A-Z]{0,3}", ".{0,5}", 0..9_u64), 0..4),
        others in prop::option::of((any::<u32>(), 0..9_u64)),
        silos in any::<bool>(),
        nearest in prop::collection::vec(prop::collection::vec(".{0,5}", 0..4), 0..4),
    ) -> Insight {
        let links = links.into_iter().map(|(mentor, mentee, conversations)| SiloLink { mentor, mentee, conversations });
        let others = others.map(|(links, conversations)| SiloOthers { across: None, links, conversations });
        let links = Silos { links: links.collect(), others: others.into_iter().collect(), ..Silos::default() };
        let gap = |labels: Vec<String>| {
            let near = labels.into_iter().map(|label| NearTopic { label, ..NearTopic::default() });
            VocabularyGap { nearest: near.collect(), ..VocabularyGap::default() }
        };
        let gaps = nearest.into_iter().map(gap).collect();
        let schema = Insight::SCHEMA.to_owned();
        Insight { schema, figures, topics, silos: silos.then_some(links), gaps, ..Insight::default() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_stream_is_what_the_document_and_the_text_say(insight in insights()) {
        let document: Value = serde_json::from_str(&insight.to_json()).unwrap();
        for (name, table) in InsightTable::ALL {
            agrees(&insight.to_arrow(table).unwrap(), &document, name, &insight.to_csv(table))?;
        }
    }
}

/// With words that nothing else in these cohorts contains where something is hidden, and somebody who states each attribute.
fn hiding(mut data: CohortData) -> CohortData {
    let mentors = data.mentors.iter_mut().map(|one| &mut one.attributes);
    for (k, attributes) in mentors.chain(data.mentees.iter_mut().map(|one| &mut one.attributes)).enumerate() {
        attributes.insert("MARKER".to_owned(), format!("MARKER-{}", k % 2).into());
        attributes.entry("department".to_owned()).or_insert("HR".into());
        attributes.entry("grade".to_owned()).or_insert(Attribute::from(4));
    }
    data.policy.hidden_attributes = vec!["MARKER".to_owned()];
    data
}

/// All streams of a round, by its documents.
fn streams(data: CohortData, threads: u32) -> Vec<(Value, &'static str, String, Vec<u8>)> {
    let cohort = Cohort::try_from(data).unwrap();
    let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    let (silo, threads) = (Some("department".to_owned()), Some(threads));
    let options = InsightOptions { silo, min_group: 2, threads, ..InsightOptions::default() };
    let insight = matching.insight(&cohort, &options).unwrap();
    let by = AuditOptions::by(["department", "grade"]);
    let audit = matching.audit(&cohort, &AuditOptions { intersections: true, min_group: 2, threads, ..by }).unwrap();
    let document: Value = serde_json::from_str(&insight.to_json()).unwrap();
    let of_insight = InsightTable::ALL
        .map(|(name, table)| (document.clone(), name, insight.to_csv(table), insight.to_arrow(table).unwrap()));
    let document = serde_json::from_str(&audit.to_json()).unwrap();
    let of_audit = (document, "groups", audit.to_csv(), audit.to_arrow().unwrap());
    of_insight.into_iter().chain([of_audit]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Of rounds; the same bytes on any number of threads and in any order of people, and in none of them what is hidden.
    #[test]
    fn rounds_have_streams(data in cohorts(12, 20)) {
        let data = hiding(data);
        let mut other = data.clone();
        other.mentors.reverse();
        other.mentees.reverse();
        for ((document, name, csv, stream), again) in streams(data, 1).into_iter().zip(streams(other, 3)) {
            agrees(&stream, &document, name, &csv)?;
            prop_assert!(!stream.windows(6).any(|bytes| bytes == b"MARKER"));
            prop_assert_eq!(stream, again.3);
        }
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let topic = TopicSupply { seats: 1 << 63, ..TopicSupply::default() };
    let insight = Insight { topics: vec![topic], ..Insight::default() };
    let error = insight.to_arrow(InsightTable::Topics).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::TooLarge, "topics.seats"));
    assert!(insight.to_csv(InsightTable::Topics).contains("9223372036854775808"));
}

/// Costs mean nothing without their currency.
#[test]
fn figures_say_their_currency() {
    let insight = Insight { currency: Some("EUR".to_owned()), ..Insight::default() };
    let about = |table| serde_json::Value::Object(read(&insight.to_arrow(table).unwrap()).0);
    let schema = Insight::SCHEMA;
    assert_eq!(
        about(InsightTable::Figures),
        json!({"fireside.schema": schema, "fireside.table": "figures", "fireside.currency": "EUR"})
    );
    assert_eq!(about(InsightTable::Gaps), json!({"fireside.schema": schema, "fireside.table": "gaps"}));
}
