//! How much an audit suppresses, and how long that takes. Measurements, not tests: `benches/RESULTS.md` has what they gave.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement fails by panicking")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::groups::groupings;
use super::people::Outcome;
use super::reader::Case;
use crate::audit::document::AuditRowKind;
use crate::model::Attribute;
use crate::options::AuditOptions;

/// By attribute: how many of a hundred have each value.
const SHARES: [(&str, &[u64]); 3] =
    [("department", &[30, 20, 15, 12, 9, 6, 4, 2, 1, 1]), ("age", &[18, 34, 30, 14, 4]), ("site", &[50, 25, 12, 8, 5])];

/// No more departments than a table may name beside the others, when all of them are there.
const OF_MANY: &[u64] = &[30, 20, 15, 12, 9, 6, 5, 3];

#[derive(Clone, Copy)]
struct Shape {
    people: u64,
    names: usize,
    min_group: u32,
    /// Whether there are one to three values of the second attribute.
    list: bool,
}

/// Four fifths are matched; one in fifty does not state an attribute.
fn case(shape: Shape, seed: u64) -> Case {
    let mut state = seed;
    let mut below = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let (mut attributes, mut outcomes) = (Vec::new(), Vec::new());
    for _ in 0..shape.people {
        let mut one = BTreeMap::new();
        for (name, shares) in SHARES.into_iter().take(shape.names) {
            let shares = if name == "department" && shape.people > 10_000 { OF_MANY } else { shares };
            let mut at = below(100);
            let smaller = |share: &&u64| {
                let is = at >= **share;
                at -= if is { **share } else { 0 };
                is
            };
            let mut values = vec![shares.iter().take_while(smaller).count().to_string()];
            if shape.list && name == "age" {
                values.extend((0..below(3)).map(|_| (below(7) * below(7) / 6).to_string()));
            }
            if below(50) > 0 {
                let stated = match values.as_slice() {
                    [value] => Attribute::from(value.as_str()),
                    _ => Attribute::List(values),
                };
                one.insert(name.to_owned(), stated);
            }
        }
        attributes.push(one);
        let points = (below(100) < 80).then(|| 400_000 + below(600_000) as u32);
        let above = points.is_some_and(|points| points > 700_000);
        let best = points.is_some() && below(3) > 0;
        outcomes.push(Outcome { points: points.map_or(0, u64::from), most: points, best, above });
    }
    let by = SHARES.into_iter().map(|(name, _)| name).take(shape.names);
    let options = AuditOptions { intersections: true, ..AuditOptions::by(by) };
    let groupings = groupings(&attributes.iter().collect::<Vec<_>>(), &options).unwrap();
    Case { outcomes, groupings, min_group: shape.min_group }
}

fn measure(shape: Shape, seeds: u64) {
    let (mut rows, mut sums, mut hidden, mut withheld, mut time) = (0, 0, 0, 0, Duration::ZERO);
    let (mut groups, mut shown) = (0, 0);
    for seed in 0..seeds {
        let mut case = case(shape, seed);
        rows += case.rows().len();
        sums += case.by_sums().len();
        let many = |case: &Case| {
            let of = |row: &&super::groups::Group| {
                row.kind == AuditRowKind::Group && row.people.len() >= shape.min_group as usize
            };
            case.groupings.last().map_or(0, |together| together.rows.iter().filter(of).count())
        };
        groups += many(&case);
        let last: usize = case.rows().len() - case.groupings.last().map_or(0, |together| together.rows.len());
        let start = Instant::now();
        let found = case.suppressed();
        time += start.elapsed();
        hidden += found.rows.len();
        withheld += u32::from(!found.withheld.is_empty());
        if let Some(together) = case.groupings.last() {
            let row = |(at, row): &(usize, &super::groups::Group)| {
                row.kind == AuditRowKind::Group && !found.rows.contains(at)
            };
            shown += (last..).zip(&together.rows).filter(row).count();
        }
    }
    let mean = |sum: usize| sum as f64 / seeds as f64;
    println!(
        "{} people, {} attributes{}, min_group {}: {} rows, {} suppressed by sums, {} in all, {withheld} of {seeds} withheld; {shown} of {groups} large intersections shown; {:?} each",
        shape.people,
        shape.names,
        if shape.list { ", one of several values" } else { "" },
        shape.min_group,
        mean(rows),
        mean(sums),
        mean(hidden),
        time / seeds as u32,
    );
}

/// How many rows sums alone suppress, and how many are; of people with a department, an age band and a site.
#[test]
#[ignore = "a measurement: cargo test --release -p fireside --lib what_it_costs -- --ignored --nocapture"]
fn what_it_costs() {
    for (people, names, min_group) in [
        (1_000, 2, 5),
        (1_000, 2, 10),
        (1_000, 3, 5),
        (1_000, 3, 10),
        (200, 2, 5),
        (200, 3, 5),
        (100_000, 3, 5),
        (100_000, 3, 10),
    ] {
        measure(Shape { people, names, min_group, list: false }, if people > 10_000 { 1 } else { 4 });
    }
}

/// The same where people state several values of the second attribute.
#[test]
#[ignore = "a measurement: cargo test --release -p fireside --lib what_lists_cost -- --ignored --nocapture"]
fn what_lists_cost() {
    for (people, names, min_group) in
        [(100, 2, 5), (300, 2, 5), (1_000, 2, 5), (300, 3, 5), (1_000, 3, 5), (1_000, 3, 10)]
    {
        measure(Shape { people, names, min_group, list: true }, 10);
    }
}
