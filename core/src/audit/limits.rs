//! What a reader knows of who is in which rows, besides what is shown: see `worlds`.

use std::collections::BTreeMap;

use super::groups::Grouping;
use super::hide::Hiding;
use super::profiles::Profiles;
use super::worlds::{Limit, Worlds};
use crate::audit::document::AuditRowKind;

impl Hiding<'_> {
    /// The world as it is, and what limits others.
    pub(super) fn worlds(&self, signatures: &[Vec<u32>]) -> Worlds {
        let most = |least: usize| (self.min_group - 1 > least).then_some(self.min_group as i64 - 1);
        let profiles = Profiles::new(self);
        let further = profiles.further(signatures);
        let mut sets = [signatures, &further.sets].concat();
        let mut limits = Vec::new();
        let mut limit = |at: usize, least: usize| {
            let small = self.few(self.people(at).len());
            limits.push(Limit { least: least as i64, most: most(least).filter(|_| small) });
        };
        limit(0, 1);
        for (at, row) in (1..).zip(self.groupings.iter().flat_map(|grouping| &grouping.rows)) {
            limit(at, if row.kind == AuditRowKind::Group { 2 } else { 1 });
        }
        for (first, grouping) in self.tables().filter(|(_, grouping)| !grouping.rows.is_empty()) {
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
        self.several(&mut sets, &mut limits);
        // A combination that is not named is one person's, or it would be.
        let mut numbers: BTreeMap<Vec<u32>, u32> = BTreeMap::new();
        for sets in &mut sets {
            for one in profiles.unnamed(sets) {
                let number = *numbers.entry(one).or_insert_with(|| {
                    limits.push(Limit { least: 0, most: Some(1) });
                    limits.len() as u32 - 1
                });
                sets.push(number);
            }
            sets.sort_unstable();
        }
        let several = self.groupings.iter().any(|grouping| grouping.overlapping);
        let mut worlds = Worlds::new(&sets, self.outcomes, (self.rows.len(), limits), &further.moves);
        worlds.several = several;
        worlds
    }

    /// Somebody has several values where a table says so.
    fn several(&self, sets: &mut [Vec<u32>], limits: &mut Vec<Limit>) {
        let single = |at: usize| self.tables().find(|(_, grouping)| grouping.by == [at]);
        for (_, grouping) in self.tables().filter(|(_, grouping)| grouping.overlapping) {
            let parts: Vec<_> = grouping.by.iter().filter_map(|&at| single(at)).collect();
            let has = |sets: &Vec<u32>| {
                let of = |(first, grouping): &(usize, &Grouping)| {
                    let rows = *first as u32..(*first + grouping.rows.len()) as u32;
                    sets.iter().filter(|row| rows.contains(row)).count()
                };
                let unknown =
                    |(first, part): &(usize, &Grouping)| sets.contains(&((first + part.rows.len() - 1) as u32));
                !parts.iter().any(unknown) && parts.iter().any(|part| of(part) > 1)
            };
            let number = limits.len() as u32;
            let people = sets.iter().take(self.outcomes.len()).filter(|sets| has(sets)).count();
            sets.iter_mut().filter(|sets| has(sets)).for_each(|sets| sets.push(number));
            limits.push(Limit { least: people.min(1) as i64, most: None });
        }
    }
}
