//! Small groups are suppressed, and as much more as it takes for nobody to find them out from what is shown.
//!
//! 1. A row of fewer people than `min_group` is suppressed, but for one of nobody; so is one that all but so few have whose value is known.
//! 2. Nothing that is shown, added and subtracted, gives the counts of a row that is suppressed (`span`). The smallest rows give way first.
//! 3. What is left of a table, or of a group that another table divides, beside the rows shown is nobody or no fewer than `min_group`.
//! 4. Nor is a count of it 0, if rows of it are suppressed and it is not 0 of the whole: whatever makes a sum of 0 is 0. Where the whole is
//!    shown with a count of 0, that is told of all in it, and nothing more follows for rows that reach beyond it.
//! 5. Every number of a row that is suppressed is another one in some table that agrees with all that is shown (`worlds`, `steps`). If none is found
//!    for a number, one more row gives way: the smallest that lies in the same group as its row, else in the same table, else any.
//!
//! That all of a group were matched, or none, tells what became of each of them. That is how groups of `min_group` are usually shown, and so
//! are they here; with only a few of the rarer outcome, too.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::groups::Grouping;
use super::people::Outcome;
use super::steps::{Left, search};
use super::worlds::Worlds;
use crate::audit::document::AuditRowKind;
use crate::control::Control;
use crate::error::Error;

/// How many rows are tried for one that is told.
const TRIED: usize = 4;

/// How many rows are tried before a table is withheld.
const MOST_TRIES: u32 = 64;

/// The same where people state several values of an attribute: most are in rows of their own, and what is not found soon is not found.
const MOST_TRIES_OF_SEVERAL: u32 = 48;

/// How many steps all searches together may take there.
const BUDGET_OF_SEVERAL: u32 = 600_000;

/// What is suppressed of one side.
#[derive(Debug)]
pub(super) struct Hidden {
    /// Rows, by number.
    pub(super) rows: BTreeSet<usize>,
    /// Of which groupings all is, since it could not be found which rows may be shown.
    pub(super) withheld: BTreeSet<usize>,
}

/// What is suppressed of one side. If the table by several attributes is withheld it loses its rows: they are not in the document, which
/// then tells as much as if that table had not been asked for.
///
/// # Errors
/// Cancelled.
pub(super) fn hidden(
    (everybody, outcomes): (&[u32], &[Outcome]),
    groupings: &mut [Grouping],
    min_group: u32,
    control: &Control,
) -> Result<Hidden, Error> {
    let found = Hiding::new(everybody, groupings, outcomes, min_group).suppressed(control)?;
    let several = |(at, grouping): &(usize, &mut Grouping)| grouping.by.len() > 1 && found.withheld.contains(at);
    let Some((at, grouping)) = groupings.iter_mut().enumerate().find(several) else { return Ok(found) };
    grouping.rows.clear();
    let mut found = Hiding::new(everybody, groupings, outcomes, min_group).suppressed(control)?;
    found.withheld.insert(at);
    Ok(found)
}

/// What is suppressed if some rows must be.
struct Found {
    /// Rows that must be.
    kept: BTreeSet<usize>,
    rows: BTreeSet<usize>,
    left: Left,
}

/// Rows that lie in another one.
pub(super) struct Whole {
    pub(super) whole: usize,
    pub(super) parts: Vec<usize>,
}

/// The rows of one side: everybody, then those of all groupings, one after the other.
pub(super) struct Hiding<'a> {
    pub(super) outcomes: &'a [Outcome],
    pub(super) groupings: &'a [Grouping],
    /// By grouping: its first row.
    firsts: Vec<usize>,
    pub(super) rows: Vec<&'a [u32]>,
    pub(super) wholes: Vec<Whole>,
    /// Rows that are suppressed for themselves.
    pub(super) small: BTreeSet<usize>,
    pub(super) min_group: usize,
}

impl<'a> Hiding<'a> {
    pub(super) fn new(
        everybody: &'a [u32],
        groupings: &'a [Grouping],
        outcomes: &'a [Outcome],
        min_group: u32,
    ) -> Self {
        let min_group = min_group as usize;
        let mut hiding = Hiding {
            outcomes,
            groupings,
            firsts: Vec::new(),
            rows: vec![everybody],
            wholes: Vec::new(),
            small: BTreeSet::new(),
            min_group,
        };
        for grouping in groupings {
            let first = hiding.rows.len();
            hiding.firsts.push(first);
            let known = hiding.known(grouping);
            for row in &grouping.rows {
                let rest = known.saturating_sub(row.people.len());
                if hiding.few(row.people.len()) || row.kind != AuditRowKind::Unknown && hiding.few(rest) {
                    hiding.small.insert(hiding.rows.len());
                }
                hiding.rows.push(&row.people);
            }
            hiding.wholes.push(Whole { whole: 0, parts: (first..hiding.rows.len()).collect() });
        }
        if everybody.len() < min_group {
            hiding.small.insert(0);
        }
        if let Some((first, together)) = hiding.together() {
            for (begins, grouping) in hiding.tables() {
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

    /// The groupings and the first row of each.
    pub(super) fn tables(&self) -> impl Iterator<Item = (usize, &'a Grouping)> + use<'a> {
        self.firsts.clone().into_iter().zip(self.groupings)
    }

    /// The grouping by several attributes and its first row.
    pub(super) fn together(&self) -> Option<(usize, &'a Grouping)> {
        self.tables().find(|(_, grouping)| grouping.by.len() > 1 && !grouping.rows.is_empty())
    }

    pub(super) fn few(&self, count: usize) -> bool {
        (1..self.min_group).contains(&count)
    }

    /// How many state all that a grouping is by.
    pub(super) fn known(&self, grouping: &Grouping) -> usize {
        let unknown = grouping.rows.iter().filter(|row| row.kind == AuditRowKind::Unknown);
        self.outcomes.len() - unknown.map(|row| row.people.len()).sum::<usize>()
    }

    /// The rows that are suppressed. O(rows³ + people · rows) operations and a search for worlds (`steps`) for each row that is tried. After
    /// 64 of them (48 where people state several values), or if the search was cut short, a table is withheld; after the last, everything.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn suppressed(&self, control: &Control) -> Result<Hidden, Error> {
        let signatures = self.signatures();
        let worlds = self.worlds(&signatures);
        let look = |kept, budget: &mut u32| self.look((&signatures, &worlds), kept, budget, control);
        let several = self.groupings.iter().any(|grouping| grouping.overlapping);
        let most_steps = if several { BUDGET_OF_SEVERAL } else { u32::MAX };
        let most_tries = if several { MOST_TRIES_OF_SEVERAL } else { MOST_TRIES };
        let mut budget = most_steps;
        let mut found = look(self.small.clone(), &mut budget)?;
        let (mut withheld, mut tries) = (BTreeSet::new(), 0);
        while let Some(told) = self.smallest(&found.left.secrets) {
            let shown = self.shown(&found.rows);
            if tries >= most_tries || !found.left.complete {
                (tries, budget) = (0, most_steps);
                let table = self.next_table(told, &shown);
                withheld.extend(table);
                if table.and_then(|table| self.groupings.get(table)).is_some_and(|grouping| grouping.by.len() > 1) {
                    break; // Without its rows all is different: see `hidden`.
                }
                let of_table = |at: &usize| table.is_none_or(|table| self.table_of(*at) == Some(table));
                found.kept.extend(shown.into_iter().filter(of_table));
                found = look(found.kept, &mut budget)?;
                continue;
            }
            // The one with which the least is told, of such the least is suppressed, of the first few; of more if less is told with none of them.
            let open = |found: &Found| found.left.secrets.iter().map(|secret| secret.count_ones()).sum::<u32>();
            let mut best: Option<((u32, usize), Found)> = None;
            for (at, more) in self.near(told, shown).into_iter().enumerate() {
                let enough = best.as_ref().is_some_and(|(key, _)| key.0 < open(&found));
                if at % TRIED == 0 && enough || at > 0 && tries >= most_tries {
                    break;
                }
                let mut kept = found.kept.clone();
                kept.insert(more);
                let with = look(kept, &mut budget)?;
                tries += 1;
                let key = (open(&with), with.rows.len());
                if best.as_ref().is_none_or(|(best, _)| key < *best) {
                    best = Some((key, with));
                }
            }
            let Some((_, with)) = best else { break };
            found = with;
        }
        Ok(Hidden { rows: found.rows, withheld })
    }

    /// Which grouping a row is of.
    fn table_of(&self, at: usize) -> Option<usize> {
        self.firsts.partition_point(|first| *first <= at).checked_sub(1)
    }

    /// The grouping that is withheld next of those of which rows are shown: that by several attributes, then that of the row that is told, then
    /// any.
    fn next_table(&self, told: usize, shown: &[usize]) -> Option<usize> {
        let tables: BTreeSet<usize> = shown.iter().filter_map(|&at| self.table_of(at)).collect();
        let several = self.groupings.iter().position(|grouping| grouping.by.len() > 1);
        let first = [several, self.table_of(told)].into_iter().flatten().find(|table| tables.contains(table));
        first.or_else(|| tables.first().copied())
    }

    /// What is suppressed if some rows must be, and what that leaves to be told.
    fn look(
        &self,
        (signatures, worlds): (&[Vec<u32>], &Worlds),
        mut kept: BTreeSet<usize>,
        budget: &mut u32,
        control: &Control,
    ) -> Result<Found, Error> {
        let rows = self.by_sums(signatures, &mut kept, control)?;
        let left = match rows.is_empty() || self.shown(&rows).is_empty() {
            true => Left { secrets: Vec::new(), complete: true },
            false => search(worlds, &rows, budget, control)?,
        };
        Ok(Found { kept, rows, left })
    }

    /// The rows of somebody that are shown.
    fn shown(&self, hidden: &BTreeSet<usize>) -> Vec<usize> {
        (0..self.rows.len()).filter(|at| !hidden.contains(at) && !self.people(*at).is_empty()).collect()
    }

    /// The smallest row of which something is told.
    fn smallest(&self, secrets: &[u8]) -> Option<usize> {
        let told = (0..).zip(secrets).filter(|(_, secret)| **secret != 0).map(|(at, _)| at);
        told.min_by_key(|&at| (self.people(at).len(), at))
    }

    /// Which of the rows shown are tried for one that is told: those in the most groups that it is in, then of its table, the smallest first. That
    /// of everybody is the last.
    fn near(&self, told: usize, mut shown: Vec<usize>) -> Vec<usize> {
        let near = |at: usize| {
            let beside = self.wholes.iter().filter(|whole| whole.parts.contains(&told) && whole.parts.contains(&at));
            beside.count()
        };
        if shown.len() > 1 {
            shown.retain(|at| *at > 0);
        }
        shown.sort_by_cached_key(|&at| (Reverse(near(at)), self.people(at).len(), at));
        shown
    }

    pub(super) fn people(&self, at: usize) -> &'a [u32] {
        self.rows.get(at).copied().unwrap_or_default()
    }

    /// By person: the rows they are in.
    pub(super) fn signatures(&self) -> Vec<Vec<u32>> {
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
}
