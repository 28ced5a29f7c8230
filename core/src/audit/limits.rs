//! What a reader knows of who is in which rows, besides what is shown: see `worlds`.

use std::collections::BTreeSet;

use super::groups::Grouping;
use super::hide::Hiding;
use super::worlds::{Limit, Worlds};
use crate::audit::document::AuditRowKind;

/// How many combinations that nobody has are thought of.
const MOST_COMBINATIONS: usize = 500;

impl Hiding<'_> {
    /// The world as it is, and what limits others.
    pub(super) fn worlds(&self, signatures: &[Vec<u32>]) -> Worlds {
        let most = |least: usize| (self.min_group - 1 > least).then_some(self.min_group as i64 - 1);
        let mut sets = signatures.to_vec();
        sets.extend(self.combinations(signatures));
        let mut limits = Vec::new();
        let mut limit = |at: usize, least: usize| {
            let small = self.few(self.people(at).len());
            limits.push(Limit { least: least as i64, most: most(least).filter(|_| small) });
        };
        limit(0, 1);
        for (at, row) in (1..).zip(self.groupings.iter().flat_map(|grouping| &grouping.rows)) {
            limit(at, if row.kind == AuditRowKind::Group { 2 } else { 1 });
        }
        for (first, grouping) in self.tables() {
            let unknown = first + grouping.rows.len() - 1;
            for (at, row) in (first..unknown).zip(&grouping.rows) {
                if !self.small.contains(&at) || !self.few(self.known(grouping) - row.people.len()) {
                    continue;
                }
                let rest = |sets: &&mut Vec<u32>| [at, unknown].iter().all(|&not| !sets.contains(&(not as u32)));
                let number = limits.len() as u32;
                sets.iter_mut().filter(rest).for_each(|sets| sets.push(number));
                limits.push(Limit { least: 1, most: most(1) });
            }
        }
        let unnamed = |(first, grouping): (usize, &Grouping)| {
            let rows = (first as u32..).zip(&grouping.rows);
            let found = rows.filter(|(_, row)| row.kind == AuditRowKind::Unnamed).map(|(at, _)| at).next();
            found.map(|at| (at, grouping.by.len() > 1))
        };
        let unnamed: Vec<(u32, bool)> = self.tables().filter_map(unnamed).collect();
        let full = |sets: &[u32]| {
            let here = |together| unnamed.iter().any(|&(at, of)| of == together && sets.contains(&at));
            here(true) && !here(false)
        };
        Worlds::new(&sets, self.outcomes, (self.rows.len(), limits), full)
    }

    /// Combinations of named values that nobody has and one person might have, who would not be named, as sets: those every two values of which somebody has. None
    /// if somebody has several values of an attribute, or nobody has a combination of their own, or if there are too many.
    fn combinations(&self, signatures: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let unnamed = self.together().and_then(|(first, together)| {
            let rows = (first as u32..).zip(&together.rows);
            rows.filter(|(_, row)| row.kind == AuditRowKind::Unnamed).map(|(at, _)| at).next()
        });
        let Some(unnamed) = unnamed.filter(|_| self.groupings.iter().all(|grouping| !grouping.overlapping)) else {
            return Vec::new();
        };
        let singles = || self.tables().filter(|(_, grouping)| grouping.by.len() == 1);
        let named = |(first, grouping): (usize, &Grouping)| {
            let rows = (first as u32..).zip(&grouping.rows);
            rows.filter(|(_, row)| row.kind == AuditRowKind::Group).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let values: BTreeSet<u32> = singles().flat_map(named).collect();
        let mut pairs = BTreeSet::new();
        let mut there = BTreeSet::new();
        for signature in signatures {
            let own: Vec<u32> = signature.iter().copied().filter(|row| values.contains(row)).collect();
            for (at, &one) in own.iter().enumerate() {
                pairs.extend(own.iter().skip(at + 1).map(|&other| (one, other)));
            }
            there.insert(own);
        }
        let mut found: Vec<Vec<u32>> = vec![Vec::new()];
        for values in singles().map(named) {
            let with = |one: &Vec<u32>| {
                let fits = |value: &&u32| one.iter().all(|&other| pairs.contains(&(other, **value)));
                values.iter().filter(fits).map(|&value| [&one[..], &[value]].concat()).collect::<Vec<_>>()
            };
            found = found.iter().flat_map(with).collect();
            if found.len() > 4 * MOST_COMBINATIONS {
                return Vec::new();
            }
        }
        found.retain(|one| !there.contains(one));
        if found.len() > MOST_COMBINATIONS {
            return Vec::new();
        }
        found.into_iter().map(|one| [&[0], &one[..], &[unnamed]].concat()).collect()
    }
}
