//! What somebody might state: see `worlds`.
//!
//! A *profile* is a set of values of every attribute. The reader knows which values of two attributes somebody has together, and whether anybody has several values of one,
//! but not which profiles there are. Not all that they have to think of are looked at here: of one value each, all; else those that differ from
//! somebody's in one attribute, by a value more, one less, or another one. Values that are not named are one, which somebody has or loses.

use std::collections::{BTreeMap, BTreeSet};

use super::groups::Grouping;
use super::hide::Hiding;
use crate::audit::document::AuditRowKind;

/// How many profiles that nobody has are thought of.
const MOST_PROFILES: usize = 2_000;

/// How many profiles of one value each are.
const MOST_COMBINATIONS: usize = 500;

/// By attribute: rows of values, ascending.
type Profile = Vec<Vec<u32>>;

/// Which rows tell what somebody states.
pub(super) struct Profiles {
    /// By attribute: the rows of its named values.
    named: Vec<Vec<u32>>,
    /// By attribute: the row of those with a value that is not named, if there are any. It counts as a value that somebody may keep or lose.
    unnamed: Vec<Option<u32>>,
    /// By attribute: the row of those who do not state it, if there are any.
    unknown: Vec<Option<u32>>,
    /// Whether somebody has several of them.
    several: Vec<bool>,
    /// Of the table by several attributes.
    together: Option<Together>,
}

struct Together {
    /// By values: the row of a combination.
    rows: BTreeMap<Vec<u32>, u32>,
    unnamed: Option<u32>,
    unknown: Option<u32>,
    overlapping: bool,
}

/// Profiles that nobody has, and what is between those there are.
pub(super) struct Further {
    /// As rows, ascending.
    pub(super) sets: Vec<Vec<u32>>,
    /// Which differ in one attribute: numbers, those of people first.
    pub(super) moves: Vec<(usize, usize)>,
}

fn rows_of(
    (first, grouping): (usize, &Grouping),
    kind: AuditRowKind,
) -> impl Iterator<Item = (u32, &super::groups::Group)> {
    (first as u32..).zip(&grouping.rows).filter(move |(_, row)| row.kind == kind)
}

/// The row of this kind, if somebody is in it.
fn one_of(table: (usize, &Grouping), kind: AuditRowKind) -> Option<u32> {
    rows_of(table, kind).find(|(_, row)| !row.people.is_empty()).map(|(row, _)| row)
}

impl Profiles {
    pub(super) fn new(hiding: &Hiding<'_>) -> Self {
        let singles: Vec<(usize, &Grouping)> = hiding.tables().filter(|(_, grouping)| grouping.by.len() == 1).collect();
        let mut row_of = BTreeMap::new();
        for (attribute, table) in singles.iter().enumerate() {
            for (row, group) in rows_of(*table, AuditRowKind::Group) {
                row_of.insert((attribute, group.numbers.first().copied()), row);
            }
        }
        let together = hiding.together().map(|(first, grouping)| {
            let values = |numbers: &[u32]| {
                let row = |(attribute, &number)| row_of.get(&(attribute, Some(number))).copied();
                numbers.iter().enumerate().filter_map(row).collect::<Vec<_>>()
            };
            let named = rows_of((first, grouping), AuditRowKind::Group);
            Together {
                rows: named.map(|(row, group)| (values(&group.numbers), row)).collect(),
                unnamed: one_of((first, grouping), AuditRowKind::Unnamed),
                unknown: one_of((first, grouping), AuditRowKind::Unknown),
                overlapping: grouping.overlapping,
            }
        });
        let named = |table: &(usize, &Grouping)| rows_of(*table, AuditRowKind::Group).map(|(row, _)| row).collect();
        let allowed = together.as_ref().is_none_or(|together| together.overlapping);
        Profiles {
            named: singles.iter().map(named).collect(),
            unnamed: singles.iter().map(|&table| one_of(table, AuditRowKind::Unnamed)).collect(),
            unknown: singles.iter().map(|&table| one_of(table, AuditRowKind::Unknown)).collect(),
            several: singles.iter().map(|(_, grouping)| grouping.overlapping && allowed).collect(),
            together,
        }
    }

    /// The values of somebody who is in these rows.
    fn values(&self, rows: &[u32]) -> Profile {
        let of = |(named, unnamed): (&Vec<u32>, &Option<u32>)| {
            let is = |row: &u32| named.binary_search(row).is_ok() || *unnamed == Some(*row);
            rows.iter().copied().filter(is).collect()
        };
        self.named.iter().zip(&self.unnamed).map(of).collect()
    }

    /// Combinations of named values that somebody in these rows has and no row names.
    pub(super) fn unnamed(&self, rows: &[u32]) -> Vec<Vec<u32>> {
        let Some(together) = &self.together else { return Vec::new() };
        let mut found = combinations(&self.values(rows));
        let named = |one: &Vec<u32>| !one.iter().any(|&value| self.unnamed.contains(&Some(value)));
        found.retain(|one| named(one) && !together.rows.contains_key(one));
        found
    }

    /// The rows of a profile; none if there would have to be one that there is not.
    fn rows(&self, profile: &Profile) -> Option<Vec<u32>> {
        let mut rows: BTreeSet<u32> = [0].into();
        rows.extend(profile.iter().flatten());
        for (_, unknown) in profile.iter().zip(&self.unknown).filter(|(values, _)| values.is_empty()) {
            rows.insert((*unknown)?);
        }
        if let Some(together) = &self.together {
            for one in combinations(profile) {
                rows.insert(together.rows.get(&one).copied().or(together.unnamed)?);
            }
            if profile.contains(&Vec::new()) {
                rows.insert(together.unknown?);
            }
        }
        Some(rows.into_iter().collect())
    }

    /// What people might state, who are in these rows.
    pub(super) fn further(&self, signatures: &[Vec<u32>]) -> Further {
        let mut pairs = BTreeSet::new();
        let mut numbers: BTreeMap<Profile, usize> = BTreeMap::new();
        for (at, signature) in signatures.iter().enumerate() {
            let profile = self.values(signature);
            let own: Vec<u32> = profile.iter().flatten().copied().collect();
            for (at, &one) in own.iter().enumerate() {
                pairs.extend(own.iter().skip(at + 1).map(|&other| (one, other)));
            }
            if self.rows(&profile).is_some_and(|rows| rows == *signature) {
                numbers.entry(profile).or_insert(at);
            }
        }
        let fits = |profile: &Profile| {
            let mut own = profile.iter().enumerate();
            own.all(|(at, values)| {
                let others = || profile.iter().skip(at + 1).flatten();
                values.iter().all(|&value| others().all(|&other| pairs.contains(&(value, other))))
            })
        };
        let there: Vec<Profile> = numbers.keys().cloned().collect();
        let more = match self.several.contains(&true) {
            true => there.iter().flat_map(|profile| self.near(profile)).filter(fits).take(8 * MOST_PROFILES).collect(),
            false => self.of_one_each(fits),
        };
        let mut sets = Vec::new();
        for profile in more {
            if numbers.contains_key(&profile) || sets.len() == MOST_PROFILES {
                continue;
            }
            if let Some(rows) = self.rows(&profile) {
                numbers.insert(profile, signatures.len() + sets.len());
                sets.push(rows);
            }
        }
        let mut moves = Vec::new();
        for (profile, &from) in &numbers {
            moves.extend(self.near(profile).iter().filter_map(|to| Some((from, *numbers.get(to)?))));
        }
        Further { sets, moves }
    }

    /// Profiles that differ in one attribute, by a value.
    fn near(&self, profile: &Profile) -> Vec<Profile> {
        let mut found = Vec::new();
        for (at, (named, own)) in self.named.iter().zip(profile).enumerate() {
            let mut with = |values: Vec<u32>| {
                let mut near = profile.clone();
                near.get_mut(at).into_iter().for_each(|own| own.clone_from(&values));
                found.push(near);
            };
            for &value in named {
                match (own.binary_search(&value), self.several.get(at)) {
                    (Ok(_), Some(true)) if own.len() > 1 => {
                        with(own.iter().copied().filter(|other| *other != value).collect());
                    }
                    (Ok(_), _) => {}
                    (Err(place), several) => {
                        if several == Some(&true) && !own.is_empty() {
                            let (before, after) = own.split_at(place);
                            with([before, &[value], after].concat());
                        }
                        if own.len() < 2 {
                            with(vec![value]);
                        }
                    }
                }
            }
            if !own.is_empty() {
                with(Vec::new());
            }
        }
        found
    }

    /// All profiles of one value each; none if there are too many, or if nobody can have one that is not named.
    fn of_one_each(&self, fits: impl Fn(&Profile) -> bool) -> Vec<Profile> {
        if self.together.as_ref().is_none_or(|together| together.unnamed.is_none()) {
            return Vec::new();
        }
        let mut found: Vec<Profile> = vec![Vec::new()];
        for values in &self.named {
            let with = |one: &Profile| {
                let longer = |&value: &u32| [&one[..], &[vec![value]]].concat();
                values.iter().map(longer).filter(&fits).collect::<Vec<_>>()
            };
            found = found.iter().flat_map(with).collect();
            if found.len() > 4 * MOST_COMBINATIONS {
                return Vec::new();
            }
        }
        found
    }
}

/// One value of each attribute.
fn combinations(profile: &Profile) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = vec![Vec::new()];
    for values in profile {
        let longer = |one: &Vec<u32>| values.iter().map(|&value| [&one[..], &[value]].concat()).collect::<Vec<_>>();
        found = found.iter().flat_map(longer).collect();
    }
    found
}
