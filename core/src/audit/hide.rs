//! Small groups are suppressed, and as much more as it takes for nobody to find them out from what is shown.
//!
//! 1. A row of fewer people than `min_group` is suppressed, but for one of nobody; so is one that all but so few have whose value is known.
//! 2. Nothing that is shown, added and subtracted, gives the counts of a row that is suppressed (`span`). The smallest rows give way first.
//! 3. What is left of a table, or of a group that another table divides, beside the rows shown is nobody or no fewer than `min_group`.
//! 4. Nor is a count of it 0, if rows of it are suppressed and it is not 0 of the whole: whatever makes a sum of 0 is 0. Where the whole is
//!    shown with a count of 0, that is told of all in it, and nothing more follows for rows that reach beyond it.
//!
//! That all of a group were matched, or none, tells what became of each of them. That is how groups of `min_group` are usually shown, and so
//! are they here; with only a few of the rarer outcome, too.

use std::collections::BTreeSet;

use super::groups::Grouping;
use super::people::Outcome;
use super::span::Rows;
use crate::audit::document::AuditRowKind;
use crate::control::Control;
use crate::error::Error;

/// How often rows give way one by one, before all of those that are in question do.
const PATIENCE: u32 = 32;

/// How many counts there are beside that of people.
const COUNTS: usize = 3;

/// Rows that lie in another one.
struct Whole {
    whole: usize,
    parts: Vec<usize>,
}

/// The rows of one side: everybody, then those of all groupings, one after the other.
pub(super) struct Hiding<'a> {
    outcomes: &'a [Outcome],
    rows: Vec<&'a [u32]>,
    wholes: Vec<Whole>,
    /// Rows that are suppressed for themselves.
    small: BTreeSet<usize>,
    min_group: usize,
}

impl<'a> Hiding<'a> {
    pub(super) fn new(
        everybody: &'a [u32],
        groupings: &'a [Grouping],
        outcomes: &'a [Outcome],
        min_group: u32,
    ) -> Self {
        let min_group = min_group as usize;
        let mut hiding =
            Hiding { outcomes, rows: vec![everybody], wholes: Vec::new(), small: BTreeSet::new(), min_group };
        let mut firsts = Vec::new();
        for grouping in groupings {
            let first = hiding.rows.len();
            firsts.push(first);
            let unknown = grouping.rows.iter().filter(|row| row.kind == AuditRowKind::Unknown);
            let known = everybody.len() - unknown.map(|row| row.people.len()).sum::<usize>();
            for row in &grouping.rows {
                let rest = known.saturating_sub(row.people.len());
                let few = |count: usize| count > 0 && count < min_group;
                if few(row.people.len()) || row.kind != AuditRowKind::Unknown && few(rest) {
                    hiding.small.insert(hiding.rows.len());
                }
                hiding.rows.push(&row.people);
            }
            hiding.wholes.push(Whole { whole: 0, parts: (first..hiding.rows.len()).collect() });
        }
        if everybody.len() < min_group {
            hiding.small.insert(0);
        }
        if let Some((together, first)) = groupings.iter().zip(firsts.iter().copied()).find(|(one, _)| one.by.len() > 1)
        {
            for (grouping, begins) in groupings.iter().zip(firsts) {
                let [at] = grouping.by[..] else { continue };
                for (whole, group) in (begins..).zip(&grouping.rows).filter(|(_, row)| row.kind == AuditRowKind::Group)
                {
                    let parts = (first..).zip(&together.rows).filter(|(_, row)| together.is_part(row, at, group));
                    hiding.wholes.push(Whole { whole, parts: parts.map(|(part, _)| part).collect() });
                }
            }
        }
        hiding
    }

    /// The rows that are suppressed. O(rows³ + people · rows) operations, as often as what is left is too little; after 32 times all that may be
    /// is suppressed there.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn suppressed(&self, control: &Control) -> Result<BTreeSet<usize>, Error> {
        let signatures = self.signatures();
        let rows = Rows::new(self.rows.len(), &signatures.iter().cloned().collect());
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(self.people(at).len()), at));
        let mut kept = self.small.clone();
        for round in 0_u32.. {
            control.check()?;
            let all = round >= PATIENCE;
            self.settle(&mut kept.clone(), &mut kept, false);
            let hidden = rows.clone().left_out(&order, &kept);
            let before = kept.len();
            self.settle(&mut hidden.clone(), &mut kept, all);
            for count in 0..COUNTS {
                kept.extend(self.told_by_zeros(count, &hidden, (&signatures, &order), all));
            }
            if kept.len() == before {
                return Ok(hidden);
            }
        }
        Ok(kept)
    }

    fn people(&self, at: usize) -> &'a [u32] {
        self.rows.get(at).copied().unwrap_or_default()
    }

    /// By person: the rows they are in.
    fn signatures(&self) -> Vec<Vec<u32>> {
        let mut signatures: Vec<Vec<u32>> = vec![Vec::new(); self.outcomes.len()];
        for (at, people) in (0..).zip(&self.rows) {
            for &person in *people {
                if let Some(signature) = signatures.get_mut(person as usize) {
                    signature.push(at);
                }
            }
        }
        signatures
    }

    /// What must be suppressed, too, because a count of 0 in rows that are shown, and in what is left of them, is one of all who are in
    /// them, so that there are fewer unknowns.
    fn told_by_zeros(
        &self,
        count: usize,
        hidden: &BTreeSet<usize>,
        (signatures, order): (&[Vec<u32>], &[usize]),
        all: bool,
    ) -> Vec<usize> {
        let none = |people: &[u32]| self.counts(people).get(count) == Some(&0);
        let shown = |at: &usize| !hidden.contains(at);
        let empty: Vec<usize> = order
            .iter()
            .copied()
            .filter(shown)
            .filter(|&at| !self.people(at).is_empty() && none(self.people(at)))
            .collect();
        let mut zero = vec![false; self.outcomes.len()];
        let mut beside = zero.clone();
        let mut mark = |people: &[u32]| {
            for &person in people {
                if let Some(flag) = zero.get_mut(person as usize) {
                    *flag = true;
                }
            }
        };
        empty.iter().for_each(|&at| mark(self.people(at)));
        for whole in self.wholes.iter().filter(|whole| shown(&whole.whole)) {
            let rest = self.rest(whole, hidden, &mut beside);
            if none(&rest) {
                mark(&rest);
            }
        }
        if !zero.contains(&true) {
            return Vec::new();
        }
        let open = |at: usize| self.people(at).iter().any(|&person| zero.get(person as usize) == Some(&false));
        let kept: BTreeSet<usize> = hidden.iter().copied().filter(|&at| open(at)).collect();
        let unknown = signatures.iter().zip(&zero).filter(|(_, zero)| !**zero).map(|(signature, _)| signature.clone());
        let rows = Rows::new(self.rows.len(), &unknown.collect());
        let order: Vec<usize> = order.iter().copied().filter(shown).collect();
        let told: Vec<usize> = rows.left_out(&order, &kept).difference(&kept).copied().collect();
        if told.is_empty() {
            return told;
        }
        // Without a row of these there is one such combination less, or one such 0. Not the row of everybody, while there are others.
        let mut more: Vec<usize> = told.iter().chain(&empty).copied().filter(|&at| at > 0).collect();
        if more.is_empty() {
            return told;
        }
        more.sort_by_key(|&at| (self.people(at).len(), at));
        more.truncate(if all { more.len() } else { 1 });
        more
    }

    /// Suppresses rows until enough is left of every whole beside those that are shown: the smallest first, or all that may.
    fn settle(&self, hidden: &mut BTreeSet<usize>, kept: &mut BTreeSet<usize>, all: bool) {
        let mut beside = vec![false; self.outcomes.len()];
        loop {
            let before = hidden.len();
            for whole in &self.wholes {
                while let Some(more) = self.lacks(whole, hidden, &mut beside) {
                    let count = if all { more.len() } else { 1 };
                    hidden.extend(more.iter().take(count));
                    kept.extend(more.iter().take(count));
                }
            }
            if hidden.len() == before {
                return;
            }
        }
    }

    /// Who is left of a whole beside the rows that are shown.
    fn rest(&self, whole: &Whole, hidden: &BTreeSet<usize>, beside: &mut [bool]) -> Vec<u32> {
        let mark = |beside: &mut [bool], to: bool| {
            let shown = whole.parts.iter().filter(|part| !hidden.contains(part));
            for &person in shown.flat_map(|&part| self.people(part)) {
                if let Some(flag) = beside.get_mut(person as usize) {
                    *flag = to;
                }
            }
        };
        mark(beside, true);
        let all = self.people(whole.whole).iter().copied();
        let rest = all.filter(|&person| beside.get(person as usize) != Some(&true)).collect();
        mark(beside, false);
        rest
    }

    /// The rows that may be suppressed, smallest first, if too little is left of a whole.
    fn lacks(&self, whole: &Whole, hidden: &BTreeSet<usize>, beside: &mut [bool]) -> Option<Vec<usize>> {
        if hidden.contains(&whole.whole) {
            return None;
        }
        let shown = |at: &usize| !hidden.contains(at);
        let rest = self.rest(whole, hidden, beside);
        let small = (1..self.min_group).contains(&rest.len());
        let (of_all, of_rest) = (self.counts(self.people(whole.whole)), self.counts(&rest));
        let divided = whole.parts.iter().any(|part| hidden.contains(part));
        let zero = |k: usize| divided && !rest.is_empty() && of_rest.get(k) == Some(&0) && of_all.get(k) != Some(&0);
        let zeros: Vec<usize> = (0..of_all.len()).filter(|&k| zero(k)).collect();
        if !small && zeros.is_empty() {
            return None;
        }
        let helps = |&part: &usize| {
            let counts = self.counts(self.people(part));
            shown(&part) && !self.people(part).is_empty() && (small || zeros.iter().any(|&k| counts.get(k) != Some(&0)))
        };
        let mut able: Vec<usize> = whole.parts.iter().copied().filter(helps).collect();
        able.sort_by_key(|&at| (self.people(at).len(), at));
        (!able.is_empty()).then_some(able)
    }

    /// How many of them are matched, well, and above the median.
    fn counts(&self, people: &[u32]) -> [usize; COUNTS] {
        let outcomes = || people.iter().filter_map(|&person| self.outcomes.get(person as usize));
        [
            outcomes().filter(|outcome| outcome.most.is_some()).count(),
            outcomes().filter(|outcome| outcome.best).count(),
            outcomes().filter(|outcome| outcome.above).count(),
        ]
    }
}
