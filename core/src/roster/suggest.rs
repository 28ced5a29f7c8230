//! Suggestions for unknown ids, within a budget: a wrong column of ids must not cost people × people.

use crate::nearest::nearest;

/// Looks for the nearest of many ids, until its budget of comparisons is spent.
pub(crate) struct Suggester<'a> {
    ids: Vec<&'a str>,
    budget: usize,
}

impl<'a> Suggester<'a> {
    /// Over these ids, which must be in an order that does not depend on the input's.
    pub(crate) fn new(ids: Vec<&'a str>) -> Self {
        Suggester { ids, budget: 2_000_000 }
    }

    pub(crate) fn nearest(&mut self, id: &str) -> Option<String> {
        self.budget = self.budget.checked_sub(self.ids.len())?;
        nearest(id, self.ids.iter().copied()).map(str::to_owned)
    }
}
