//! Steps from the world as it is to others that nobody can tell from it.
//!
//! **Problem.** Whole numbers x ≠ 0 of cells with A x = 0, where A has a row for each row that is shown and a column for each cell: few of them, with small
//! entries, so that what they lead to is likely a world, and of every kind there is.
//!
//! **Method.** Cells of the same rows shown are a *class*. In this order, until nothing is open:
//!
//! 1. from a cell to another one of its class; into and out of cells of no row shown;
//! 2. one person who states something else, and another one who makes up for it (`moves`);
//! 3. two cells against two others that are together in the same rows: (i, j) and (i', j') against (i, j') and (i', j), and their like;
//! 4. solutions of the fewest cells (`circuits`);
//! 5. the second once more, with points that third ones make up for (`points`).
//!
//! A class that is all there is left of a row shown is taken out before the third: x is 0 there.
//!
//! **Complexity.** At most [`BUDGET`] steps; O(cells² · log) for the pairs and O(rows² · classes) for a form. Beyond the limits
//! below parts of the search are left out, which hides more than must be.
//!
//! **Reference.** P. Diaconis, B. Sturmfels, "Algebraic algorithms for sampling from conditional distributions", Annals of Statistics 26, 1998.

use std::collections::{BTreeMap, BTreeSet};

use super::points::Points;
use super::span::weight;
use super::worlds::{Step, Worlds};
use crate::control::Control;
use crate::error::Error;

/// How many steps a search may take.
const BUDGET: u32 = 500_000;

/// The same where people state several values of an attribute, and many are in rows of their own.
const BUDGET_OF_SEVERAL: u32 = 100_000;

/// How many steps one counts for if points are looked for.
const WITH_POINTS: u32 = 10;

/// How many operations on numbers count for a step.
const OPERATIONS: usize = 1_000;

/// Among how many cells pairs are looked for.
const MOST_CELLS: usize = 1_000;

/// What is left open by all steps.
#[derive(Debug)]
pub(super) struct Left {
    /// By row: numbers no other value of which was found, in bits.
    pub(super) secrets: Vec<u8>,
    /// Whether it is worth while to look again with another row suppressed: not if this search was cut short, or, where people state several values,
    /// all of them together were.
    pub(super) complete: bool,
}

/// Looks for worlds until every number that is not to be told differs in one. Takes its steps from those that `are_left`.
///
/// # Errors
/// Cancelled.
pub(super) fn search(
    worlds: &Worlds,
    hidden: &BTreeSet<usize>,
    are_left: &mut u32,
    control: &Control,
) -> Result<Left, Error> {
    let shown = worlds.shown(hidden);
    let secrets = worlds.secrets(hidden);
    let most = if worlds.several { BUDGET_OF_SEVERAL } else { BUDGET };
    let budget = most.min(*are_left);
    let mut search =
        Search { worlds, shown: &shown, left: Left { secrets, complete: true }, points: None, budget, control };
    let mut classes: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    for (cell, rows) in shown.iter().enumerate() {
        classes.entry(rows).or_default().push(cell);
    }
    search.within(&classes)?;
    if search.is_open() {
        search.moves()?;
    }
    let points = Points::new(worlds, &classes);
    open_only(&mut classes);
    if search.is_open() && !worlds.several {
        search.pairs(&classes)?;
    }
    for order in 0..if worlds.several { 1 } else { 3 } {
        if search.is_open() {
            search.circuits(&classes, order)?;
        }
    }
    if search.is_open() && search.spend(points.operations())? {
        search.points = points.with_bases();
        search.moves()?;
    }
    *are_left -= budget - search.budget;
    search.left.complete &= *are_left > 0;
    Ok(search.left)
}

/// Takes out classes that are alone in a row.
fn open_only(classes: &mut BTreeMap<&[u32], Vec<usize>>) {
    loop {
        let mut in_row: BTreeMap<u32, u32> = BTreeMap::new();
        for &row in classes.keys().copied().flatten() {
            *in_row.entry(row).or_default() += 1;
        }
        let before = classes.len();
        classes.retain(|rows, _| rows.iter().all(|row| in_row.get(row) != Some(&1)));
        if classes.len() == before {
            return;
        }
    }
}

/// A search that goes on.
pub(super) struct Search<'a> {
    pub(super) worlds: &'a Worlds,
    pub(super) shown: &'a [Vec<u32>],
    pub(super) left: Left,
    /// What finds points that no step has by itself.
    points: Option<Points>,
    budget: u32,
    control: &'a Control,
}

impl Search<'_> {
    fn is_open(&self) -> bool {
        self.left.secrets.iter().any(|secret| *secret != 0)
    }

    /// Whether to go on after a step.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn step(&mut self, step: &[(usize, i64)]) -> Result<bool, Error> {
        self.worlds.tried(step, self.shown, self.points.as_ref(), &mut self.left.secrets);
        self.take(if self.points.is_some() { WITH_POINTS } else { 1 })
    }

    /// The same where there was nothing to try.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn passed(&mut self) -> Result<bool, Error> {
        self.take(1)
    }

    /// The same after so many operations on numbers.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn spend(&mut self, operations: usize) -> Result<bool, Error> {
        self.take(u32::try_from(operations / OPERATIONS).unwrap_or(u32::MAX))
    }

    fn take(&mut self, steps: u32) -> Result<bool, Error> {
        let before = self.budget / 1024;
        self.budget = self.budget.saturating_sub(steps);
        if self.budget == 0 {
            self.cut_short();
            return Ok(false);
        }
        if self.budget / 1024 < before {
            self.control.check()?;
        }
        Ok(self.is_open())
    }

    /// Part of the search is left out. Where people state several values that is usual, and other rows are tried all the same.
    pub(super) fn cut_short(&mut self) {
        self.left.complete &= self.worlds.several;
    }

    fn within(&mut self, classes: &BTreeMap<&[u32], Vec<usize>>) -> Result<(), Error> {
        for cell in classes.get(&[][..]).into_iter().flatten() {
            if !self.step(&[(*cell, 1)])? {
                return Ok(());
            }
        }
        // Near ones first, so that every cell is soon met.
        let longest = classes.values().map(Vec::len).max().unwrap_or(0);
        for apart in 1..longest {
            for cells in classes.values() {
                for (&from, &to) in cells.iter().zip(cells.iter().skip(apart)) {
                    if !self.step(&[(from, -1), (to, 1)])? {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    fn pairs(&mut self, classes: &BTreeMap<&[u32], Vec<usize>>) -> Result<(), Error> {
        let mut cells: Vec<(usize, usize, u128)> = Vec::new();
        for (class, (rows, of_class)) in classes.iter().enumerate() {
            let sum = rows.iter().fold(0_u128, |sum, &row| sum.wrapping_add(wide(row)));
            cells.extend(of_class.iter().map(|&cell| (class, cell, sum)));
        }
        if cells.len() > MOST_CELLS {
            self.cut_short();
            return Ok(());
        }
        let mut pairs = Vec::new();
        for (at, &(class, one, sum)) in cells.iter().enumerate() {
            for &(other_class, other, more) in cells.iter().skip(at) {
                pairs.push((sum.wrapping_add(more), (class, other_class), (one, other)));
            }
        }
        pairs.sort_unstable();
        for alike in pairs.chunk_by(|one, other| one.0 == other.0) {
            for apart in 1..alike.len() {
                for (from, to) in alike.iter().zip(alike.iter().skip(apart)) {
                    let same = |class| class == to.1.0 || class == to.1.1;
                    if same(from.1.0) || same(from.1.1) {
                        continue; // Two steps within classes.
                    }
                    let step = taken_together(&[(from.2.0, -1), (from.2.1, -1), (to.2.0, 1), (to.2.1, 1)]);
                    if self.agrees(&step) && !self.step(&step)? {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether every row shown has the same sum.
    pub(super) fn agrees(&self, step: &[(usize, i64)]) -> bool {
        let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
        for &(cell, by) in step {
            for &row in self.shown.get(cell).into_iter().flatten() {
                *sums.entry(row).or_default() += by;
            }
        }
        sums.values().all(|sum| *sum == 0)
    }
}

/// A row as a number, so that sums of them are those of the same rows.
pub(super) fn wide(row: u32) -> u128 {
    u128::from(weight(2 * u64::from(row))) << 64 | u128::from(weight(2 * u64::from(row) + 1))
}

/// Each cell once.
pub(super) fn taken_together(step: &[(usize, i64)]) -> Step {
    let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
    for &(cell, by) in step {
        *sums.entry(cell).or_default() += by;
    }
    sums.into_iter().filter(|(_, by)| *by != 0).collect()
}
