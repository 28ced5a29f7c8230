//! Where a place of the new data comes from.

use std::collections::HashMap;

use super::ROOT;
use crate::read::{FieldCase, excerpt};

/// Paths of the new cohort, and the paths of the changes that made what is there.
#[derive(Debug)]
pub(super) struct Origins {
    case: FieldCase,
    of: HashMap<String, String>,
}

impl Origins {
    pub(super) fn new(case: FieldCase) -> Self {
        Origins { case, of: HashMap::new() }
    }

    /// `list[at]` of the cohort is `from[k]` of the changes.
    pub(super) fn entry(&mut self, list: &str, at: usize, from: &str, k: usize) {
        let place = format!("{}[{at}]", self.case.spell(list));
        self.note(place, format!("{}[{k}]", self.case.spell(from)));
    }

    /// `list[at].field` of the cohort is `from[id]` of the changes.
    pub(super) fn number(&mut self, list: &str, at: usize, field: &str, from: &str, id: &str) {
        let place = format!("{list}[{at}].{}", self.case.spell(field));
        self.note(place, format!("{from}[\"{}\"]", excerpt(id)));
    }

    /// `list[at].field[j]` of the cohort is `from[id][k]` of the changes.
    pub(super) fn listed(
        &mut self,
        (list, at): (&str, usize),
        (field, j): (&str, usize),
        (from, id, k): (&str, &str, usize),
    ) {
        let from = format!("{}[\"{}\"][{k}]", self.case.spell(from), excerpt(id));
        self.note(format!("{list}[{at}].{field}[{j}]"), from);
    }

    /// The `k`th rule is `from` of the changes.
    pub(super) fn rule(&mut self, at: usize, k: usize) {
        let from = format!("{}[{k}]", self.case.spell("add_rules"));
        self.note(format!("policy.rules[{at}]"), from);
    }

    /// A field of the policy is that of the changes.
    pub(super) fn policy(&mut self, field: &str) {
        let place = format!("policy.{}", self.case.spell(field));
        self.note(place.clone(), place);
    }

    fn note(&mut self, place: String, from: String) {
        self.of.insert(place, format!("{ROOT}.{from}"));
    }

    /// `path` as a path of the changes, if a change made what is there. Of several, the one that says most.
    pub(super) fn of(&self, path: &str) -> String {
        let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([path.len()]);
        let mut ends: Vec<usize> = ends.collect();
        ends.reverse();
        let found = ends.into_iter().filter_map(|end| path.split_at_checked(end)).find_map(|(place, rest)| {
            let from = self.of.get(place)?;
            Some(format!("{from}{rest}"))
        });
        found.unwrap_or_else(|| path.to_owned())
    }
}
