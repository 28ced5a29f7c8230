//! Steps of the fewest cells: see `steps`.
//!
//! **Problem.** Whole numbers x ≠ 0 with A x = 0 such that no other one is 0 wherever x is: a *circuit* of A, one column for each class. Of a table by two attributes these are its cycles.
//!
//! **Method.** In the reduced echelon form of A each column that is not in the basis is a sum of those that are: one circuit for each, for
//! bases of the classes with the most people, with the fewest, and as they come. In whole numbers, without fractions (Bareiss 1968).
//!
//! **Complexity.** O(rows² · classes) for a form, then O(rows) for each column.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::steps::Search;
use super::worlds::Step;
use crate::error::Error;

/// How many operations a form may take.
const MOST_OPERATIONS: usize = 100_000_000;

/// The greatest entry of a circuit that is tried.
const GREATEST: i64 = 6;

/// Rows in reduced echelon form, heads above 0, then those that are left without one.
pub(super) struct Form {
    pub(super) rows: Vec<Vec<i64>>,
    /// By row: the column of its head.
    pub(super) heads: Vec<usize>,
}

impl Search<'_> {
    /// Of the order `order` of three.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn circuits(&mut self, classes: &BTreeMap<&[u32], Vec<usize>>, order: u32) -> Result<(), Error> {
        let people = |cell: usize| self.worlds.cells.get(cell).map_or(0, |cell| cell.counts[0]);
        // Of a class, where there are the most people: steps within it have been tried.
        let most = |cells: &Vec<usize>| cells.iter().copied().max_by_key(|&cell| (people(cell), Reverse(cell)));
        let mut columns: Vec<usize> = classes.values().filter_map(most).collect();
        match order {
            0 => columns.sort_by_key(|&cell| (Reverse(people(cell)), cell)),
            1 => columns.sort_by_key(|&cell| (people(cell), cell)),
            _ => columns.sort_unstable(),
        }
        let rows: BTreeSet<u32> = classes.keys().copied().flatten().copied().collect();
        let operations = rows.len() * rows.len() * columns.len();
        if operations > MOST_OPERATIONS {
            self.cut_short();
            return Ok(());
        }
        if !self.spend(operations)? {
            return Ok(());
        }
        let entry = |row: u32| {
            let has = |cell: &usize| self.shown.get(*cell).is_some_and(|rows| rows.binary_search(&row).is_ok());
            columns.iter().map(|cell| i64::from(has(cell))).collect::<Vec<_>>()
        };
        let Some(form) = Form::new(rows.into_iter().map(entry).collect(), columns.len()) else {
            self.cut_short();
            return Ok(());
        };
        for free in (0..columns.len()).filter(|column| form.heads.binary_search(column).is_err()) {
            let Some(step) = form.circuit(free) else { continue };
            let of_cell = |(column, by): (usize, i64)| columns.get(column).map(|&cell| (cell, by));
            let step: Step = step.into_iter().filter_map(of_cell).collect();
            if self.agrees(&step) && !self.step(&step)? {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Form {
    /// Of rows with so many columns, beside which more may be carried along; nothing if numbers become too large.
    pub(super) fn new(mut rows: Vec<Vec<i64>>, columns: usize) -> Option<Self> {
        let mut heads = Vec::new();
        for column in 0..columns {
            let rank = heads.len();
            let at = |row: &Vec<i64>| row.get(column).copied().unwrap_or(0);
            let Some(found) = rows.iter().skip(rank).position(|row| at(row) != 0) else { continue };
            rows.swap(rank, rank + found);
            let head = rows.get(rank).cloned()?;
            let a = at(&head);
            for (_, row) in rows.iter_mut().enumerate().filter(|(place, row)| *place != rank && at(row) != 0) {
                let b = at(row);
                let mut common = 0;
                for (entry, &one) in row.iter_mut().zip(&head) {
                    *entry = entry.checked_mul(a)?.checked_sub(one.checked_mul(b)?)?;
                    common = gcd(common, entry.checked_abs()?);
                }
                if common > 1 {
                    row.iter_mut().for_each(|entry| *entry /= common);
                }
            }
            heads.push(column);
        }
        for (row, &head) in rows.iter_mut().zip(&heads) {
            if row.get(head).is_some_and(|head| *head < 0) {
                row.iter_mut().for_each(|entry| *entry = -*entry);
            }
        }
        Some(Form { rows, heads })
    }

    /// The solution of which only this column and those of heads are part, if its entries are small.
    fn circuit(&self, free: usize) -> Option<Step> {
        let mut unit = 1;
        let parts = || {
            let part = |(row, &head): (&Vec<i64>, &usize)| Some((head, *row.get(head)?, *row.get(free)?));
            self.rows.iter().zip(&self.heads).filter_map(part).filter(|(.., entry)| *entry != 0)
        };
        for (_, head, entry) in parts() {
            let least = head / gcd(head, entry.checked_abs()?);
            if least > GREATEST {
                return None;
            }
            unit = unit / gcd(unit, least) * least;
            if unit > GREATEST {
                return None;
            }
        }
        let mut step = vec![(free, unit)];
        for (column, head, entry) in parts() {
            let by = entry.checked_mul(unit)? / head;
            if by.abs() > GREATEST {
                return None;
            }
            step.push((column, -by));
        }
        Some(step)
    }
}
