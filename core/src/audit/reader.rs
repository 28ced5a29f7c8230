//! A reader of audits who tries every table there can be, to see that what is suppressed is not told. Shares no code with `worlds` and `steps`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::groups::{Grouping, groupings};
use super::hide::{Hidden, Hiding, hidden};
use super::people::Outcome;
use crate::audit::document::AuditRowKind;
use crate::control::Control;
use crate::model::Attribute;
use crate::options::AuditOptions;

/// By person: team, site and whether matched.
type People = Vec<(Option<u8>, Option<u8>, bool)>;

pub(super) struct Case {
    pub(super) outcomes: Vec<Outcome>,
    pub(super) groupings: Vec<Grouping>,
    pub(super) min_group: u32,
}

impl Case {
    fn new(people: &People, min_group: u32) -> Self {
        let stated =
            |(name, value): (&str, Option<u8>)| Some((name.to_owned(), Attribute::from(value?.to_string().as_str())));
        let attributes: Vec<BTreeMap<String, Attribute>> = people
            .iter()
            .map(|one| [("team", one.0), ("site", one.1)].into_iter().filter_map(stated).collect())
            .collect();
        let options = AuditOptions { intersections: true, ..AuditOptions::by(["team", "site"]) };
        let groupings = groupings(&attributes.iter().collect::<Vec<_>>(), &options).unwrap();
        let outcome =
            |one: &(_, _, bool)| Outcome { points: u64::from(one.2), most: one.2.then_some(1), ..Outcome::default() };
        Case { outcomes: people.iter().map(outcome).collect(), groupings, min_group }
    }

    fn with<T>(&self, look: impl FnOnce(&Hiding<'_>) -> T) -> T {
        let everybody: Vec<u32> = (0..self.outcomes.len() as u32).collect();
        look(&Hiding::new(&everybody, &self.groupings, &self.outcomes, self.min_group))
    }

    pub(super) fn suppressed(&mut self) -> Hidden {
        let everybody: Vec<u32> = (0..self.outcomes.len() as u32).collect();
        hidden((&everybody, &self.outcomes), &mut self.groupings, self.min_group, &Control::new()).unwrap()
    }

    /// As if only sums and differences told anything.
    pub(super) fn by_sums(&self) -> BTreeSet<usize> {
        self.with(|hiding| {
            let mut kept = hiding.small.clone();
            hiding.by_sums(&hiding.signatures(), &mut kept, &Control::new()).unwrap()
        })
    }

    /// By row, from the first, which is everybody: its kind and who is in it.
    pub(super) fn rows(&self) -> Vec<(AuditRowKind, BTreeSet<u32>)> {
        let all = (AuditRowKind::All, (0..self.outcomes.len() as u32).collect());
        let rows = self.groupings.iter().flat_map(|grouping| &grouping.rows);
        [all].into_iter().chain(rows.map(|row| (row.kind, row.people.iter().copied().collect()))).collect()
    }

    /// Numbers of rows that are suppressed and can have one value only: the row, and whether it is how many are matched.
    fn told(&self, hidden: &BTreeSet<usize>) -> Vec<(usize, bool)> {
        let rows = self.rows();
        if rows.iter().enumerate().all(|(row, (_, people))| people.is_empty() || hidden.contains(&row)) {
            return Vec::new(); // The document shows nothing.
        }
        let mut cells: BTreeMap<Vec<usize>, (i64, i64)> = BTreeMap::new();
        for (person, outcome) in (0..).zip(&self.outcomes) {
            let cell = cells.entry((0..rows.len()).filter(|&row| rows[row].1.contains(&person)).collect()).or_default();
            *cell = (cell.0 + 1, cell.1 + i64::from(outcome.most.is_some()));
        }
        let cells: Vec<(Vec<usize>, (i64, i64))> = cells.into_iter().collect();
        let truth = |row: usize| {
            let of = cells.iter().filter(|(rows, _)| rows.contains(&row));
            of.fold((0, 0), |sum, (_, cell)| (sum.0 + cell.0, sum.1 + cell.1))
        };
        let bounds: Vec<[(i64, i64); 2]> = (0..rows.len())
            .map(|row| {
                let (people, matched) = truth(row);
                let (least, many) = (
                    if rows[row].0 == AuditRowKind::Group { 2 } else { 1 },
                    self.outcomes.len() as i64 + i64::from(hidden.contains(&0)),
                );
                let small = i64::from(self.min_group) - 1;
                let most = if people <= small && least < small { small } else { many };
                if hidden.contains(&row) { [(least, most), (0, many)] } else { [(people, people), (matched, matched)] }
            })
            .collect();
        let mut found = vec![[BTreeSet::new(), BTreeSet::new()]; rows.len()];
        let mut sums = vec![[0; 2]; rows.len()];
        try_all(&cells, &bounds, &mut sums, &mut found);
        let mut told = Vec::new();
        for &row in hidden {
            let none = |person: &u32| {
                (0..rows.len()).any(|row| !hidden.contains(&row) && rows[row].1.contains(person) && truth(row).1 == 0)
            };
            let known = [false, rows[row].1.iter().all(none)];
            let once = (0..2).filter(|&k| found[row][k].len() < 2 && !known[k]);
            told.extend(once.map(|k| (row, k == 1)));
        }
        told
    }
}

/// Every count of people and of matched ones in every cell, with what rows add up to.
fn try_all(
    cells: &[(Vec<usize>, (i64, i64))],
    bounds: &[[(i64, i64); 2]],
    sums: &mut Vec<[i64; 2]>,
    found: &mut Vec<[BTreeSet<i64>; 2]>,
) {
    let Some(((rows, _), others)) = cells.split_first() else {
        let fits = |(sums, bounds): (&[i64; 2], &[(i64, i64); 2])| {
            (0..2).all(|k| (bounds[k].0..=bounds[k].1).contains(&sums[k]))
        };
        let nobody = |row: usize| bounds[row][0] == (0, 0);
        if (0..sums.len()).all(|row| nobody(row) || fits((&sums[row], &bounds[row]))) {
            sums.iter().zip(found).for_each(|(sums, found)| (0..2).for_each(|k| found[k].extend([sums[k]])));
        }
        return;
    };
    let room = |sums: &[[i64; 2]], k: usize| rows.iter().map(|&row| bounds[row][k].1 - sums[row][k]).min().unwrap();
    for people in 0..=room(sums, 0) {
        for matched in 0..=people.min(room(sums, 1)) {
            let add = |sums: &mut Vec<[i64; 2]>, way: i64| {
                rows.iter().for_each(|&row| sums[row] = [sums[row][0] + way * people, sums[row][1] + way * matched]);
            };
            add(sums, 1);
            try_all(others, bounds, sums, found);
            add(sums, -1);
        }
    }
}

fn people() -> impl Strategy<Value = People> {
    let value = || prop::option::weighted(0.9, 0..3_u8);
    prop::collection::vec((value(), value(), any::<bool>()), 1..9)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_table_tells(people in people(), min_group in 2..5_u32) {
        let mut case = Case::new(&people, min_group);
        let hidden = case.suppressed().rows;
        prop_assert_eq!(case.told(&hidden), Vec::new());
    }
}

/// The reader does find out what sums and differences alone leave to be told.
#[test]
fn bounds_tell_what_sums_do_not() {
    let mut told = 0;
    for seed in 0..100_u64 {
        let mut state = seed;
        let mut below = |most: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        let value = |below: &mut dyn FnMut(u64) -> u64| Some(below(3) as u8).filter(|_| below(10) > 0);
        let people: People = (0..7).map(|_| (value(&mut below), value(&mut below), below(2) == 0)).collect();
        let mut case = Case::new(&people, 2);
        told += u32::from(!case.told(&case.by_sums()).is_empty());
        let hidden = case.suppressed().rows;
        assert!(case.told(&hidden).is_empty(), "{people:?}");
    }
    assert!(told > 0);
}

/// Where hardly two people state the same several values the table by several attributes is withheld, names no row, and the others are as if it had not been asked for.
#[test]
fn what_is_not_found_is_withheld() {
    let languages = |at: usize| [at * 7 % 11, at * 5 % 8, at * at % 6].map(|one| one.to_string()).to_vec();
    let text = |number: usize| Attribute::from(number.to_string().as_str());
    let attributes: Vec<BTreeMap<String, Attribute>> = (1..60)
        .map(|at| {
            let all = [
                ("team", text(at * at % 5)),
                ("site", text(at * 3 % 7 % 4)),
                ("languages", Attribute::List(languages(at))),
            ];
            all.map(|(name, value)| (name.to_owned(), value)).into()
        })
        .collect();
    let people: Vec<_> = attributes.iter().collect();
    let case = |intersections| {
        let options = AuditOptions { intersections, ..AuditOptions::by(["team", "site", "languages"]) };
        let outcomes =
            (0..people.len()).map(|at| Outcome { points: at as u64, most: Some(at as u32), ..Outcome::default() });
        Case { outcomes: outcomes.collect(), groupings: groupings(&people, &options).unwrap(), min_group: 4 }
    };
    let (mut with, mut without) = (case(true), case(false));
    let (hidden, alone) = (with.suppressed(), without.suppressed());
    assert!(hidden.withheld.contains(&3) && with.groupings[3].rows.is_empty());
    assert_eq!(hidden.rows, alone.rows);
}
