//! What is suppressed so that sums and differences tell nothing: steps 2 to 4 of `hide`.

use std::collections::BTreeSet;

use super::hide::{Hiding, Whole};
use super::span::Rows;
use crate::control::Control;
use crate::error::Error;

/// How many counts there are beside that of people.
const COUNTS: usize = 3;

/// How often rows give way one by one, before all of those that are in question do.
const PATIENCE: u32 = 32;

impl Hiding<'_> {
    /// The rows that are suppressed if nobody knows that counts are whole and not below 0, but where that is told of sums of 0; and which others must be.
    pub(super) fn by_sums(
        &self,
        signatures: &[Vec<u32>],
        kept: &mut BTreeSet<usize>,
        control: &Control,
    ) -> Result<BTreeSet<usize>, Error> {
        let rows = Rows::new(self.rows.len(), &signatures.iter().cloned().collect());
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(self.people(at).len()), at));
        for round in 0_u32.. {
            control.check()?;
            let all = round >= PATIENCE;
            self.settle(&mut kept.clone(), kept, false);
            let hidden = rows.clone().left_out(&order, kept);
            let before = kept.len();
            self.settle(&mut hidden.clone(), kept, all);
            for count in 0..COUNTS {
                kept.extend(self.told_by_zeros(count, &hidden, (signatures, &order), all));
            }
            if kept.len() == before {
                return Ok(hidden);
            }
        }
        Ok(kept.clone())
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
