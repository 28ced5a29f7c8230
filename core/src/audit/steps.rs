//! Steps from the world as it is to others that nobody can tell from it.
//!
//! **Problem.** Whole numbers x ≠ 0 of cells with A x = 0, where A has a row for each row that is shown and a column for each cell: few of them, with small
//! entries, so that what they lead to is likely a world, and of every kind there is.
//!
//! **Method.** Cells of the same rows shown are a *class*. In this order, until nothing is open:
//!
//! 1. from a cell to another one of its class; into and out of cells of no row shown;
//! 2. two cells against two others that are together in the same rows: (i, j) and (i', j') against (i, j') and (i', j), and their like;
//! 3. circuits of A (solutions of the fewest cells): from the reduced echelon form of its classes one for each that is not in the basis, for
//!    bases of the classes with the most people, with the fewest, and as they come. Of a table by two attributes these are its cycles.
//!
//! A class that is all there is left of a row shown is taken out first: x is 0 there.
//!
//! **Complexity.** At most [`BUDGET`] steps; O(cells² · log) for the pairs and O(rows² · classes) for a form. Beyond the limits
//! below parts of the search are left out, which hides more than must be.
//!
//! **Reference.** P. Diaconis, B. Sturmfels, "Algebraic algorithms for sampling from conditional distributions", Annals of Statistics 26, 1998.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::span::weight;
use super::worlds::{Step, Worlds};
use crate::control::Control;
use crate::error::Error;

/// How many steps are looked at.
const BUDGET: u32 = 500_000;

/// The same where people state several values of an attribute, and many are in rows of their own.
const BUDGET_OF_SEVERAL: u32 = 20_000;

/// Among how many cells pairs are looked for.
const MOST_CELLS: usize = 1_000;

/// How many operations a form may take.
const MOST_OPERATIONS: usize = 100_000_000;

/// How many moves of the same effect are tried.
const MOST_ALIKE: usize = 3;

/// The greatest entry of a circuit that is tried.
const GREATEST: i64 = 6;

/// What is left open by all steps.
#[derive(Debug)]
pub(super) struct Left {
    /// By row: numbers no other value of which was found, in bits.
    pub(super) secrets: Vec<u8>,
    /// Whether the whole search was made.
    pub(super) complete: bool,
}

/// Looks for worlds until every number that is not to be told differs in one.
///
/// # Errors
/// Cancelled.
pub(super) fn search(worlds: &Worlds, hidden: &BTreeSet<usize>, control: &Control) -> Result<Left, Error> {
    let shown = worlds.shown(hidden);
    let secrets = worlds.secrets(hidden);
    let budget = if worlds.several { BUDGET_OF_SEVERAL } else { BUDGET };
    let mut search = Search { worlds, shown: &shown, left: Left { secrets, complete: true }, budget, control };
    let mut classes: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    for (cell, rows) in shown.iter().enumerate() {
        classes.entry(rows).or_default().push(cell);
    }
    search.within(&classes)?;
    if search.is_open() {
        search.moves()?;
    }
    open_only(&mut classes);
    if search.is_open() && !worlds.several {
        search.pairs(&classes)?;
    }
    for order in 0..if worlds.several { 1 } else { 3 } {
        if search.is_open() {
            search.circuits(&classes, order)?;
        }
    }
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

struct Search<'a> {
    worlds: &'a Worlds,
    shown: &'a [Vec<u32>],
    left: Left,
    budget: u32,
    control: &'a Control,
}

impl Search<'_> {
    fn is_open(&self) -> bool {
        self.left.secrets.iter().any(|secret| *secret != 0)
    }

    /// Whether to go on.
    fn step(&mut self, step: &[(usize, i64)]) -> Result<bool, Error> {
        if self.budget == 0 {
            self.left.complete = self.worlds.several; // There, other rows are tried all the same.
            return Ok(false);
        }
        self.budget -= 1;
        if self.budget.is_multiple_of(1024) {
            self.control.check()?;
        }
        self.worlds.tried(step, self.shown, &mut self.left.secrets);
        Ok(self.is_open())
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

    /// One person who states something else, and another one.
    fn moves(&mut self) -> Result<(), Error> {
        let people = |cell: usize| self.worlds.cells.get(cell).map_or(0, |cell| cell.counts[0]);
        let well = |cell: usize| self.worlds.cells.get(cell).and_then(|cell| cell.counts.iter().copied().min());
        let sum = |rows: &[u32]| rows.iter().fold(0_u128, |sum, &row| sum.wrapping_add(wide(row)));
        let shown: Vec<u128> = self.shown.iter().map(|rows| sum(rows)).collect();
        let all: Vec<u128> = self.worlds.cells.iter().map(|cell| sum(&cell.sets)).collect();
        let effect = |sums: &[u128], (from, to): (usize, usize)| Some(sums.get(to)?.wrapping_sub(*sums.get(from)?));
        // By what it does to rows shown, then to all: the ones with the most people.
        let mut moves: BTreeMap<u128, BTreeMap<u128, Vec<(usize, usize)>>> = BTreeMap::new();
        for &one in self.worlds.moves.iter().filter(|one| people(one.0) > 0) {
            let (Some(shown), Some(all)) = (effect(&shown, one), effect(&all, one)) else { continue };
            moves.entry(shown).or_default().entry(all).or_default().push(one);
        }
        for alike in moves.values_mut().flat_map(BTreeMap::values_mut) {
            alike.sort_by_cached_key(|&(from, to)| (Reverse(well(from)), Reverse(people(from)), from, to));
            alike.truncate(MOST_ALIKE);
        }
        for &(from, to) in moves.get(&0).into_iter().flat_map(BTreeMap::values).flatten() {
            if !self.step(&[(from, -1), (to, 1)])? {
                return Ok(());
            }
        }
        for (effect, there) in &moves {
            let Some(back) = moves.get(&effect.wrapping_neg()).filter(|_| *effect <= effect.wrapping_neg()) else {
                continue;
            };
            for one in there.values().flatten() {
                for other in back.values().flatten() {
                    let step = taken_together(&[(one.0, -1), (one.1, 1), (other.0, -1), (other.1, 1)]);
                    if self.agrees(&step) && !self.step(&step)? {
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
            self.left.complete = false;
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
    fn agrees(&self, step: &[(usize, i64)]) -> bool {
        let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
        for &(cell, by) in step {
            for &row in self.shown.get(cell).into_iter().flatten() {
                *sums.entry(row).or_default() += by;
            }
        }
        sums.values().all(|sum| *sum == 0)
    }

    fn circuits(&mut self, classes: &BTreeMap<&[u32], Vec<usize>>, order: u32) -> Result<(), Error> {
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
        let most = if self.worlds.several { MOST_OPERATIONS / 10 } else { MOST_OPERATIONS };
        if rows.len() * rows.len() * columns.len() > most {
            self.left.complete = false;
            return Ok(());
        }
        let entry = |row: u32| {
            let has = |cell: &usize| self.shown.get(*cell).is_some_and(|rows| rows.binary_search(&row).is_ok());
            columns.iter().map(|cell| i64::from(has(cell))).collect::<Vec<_>>()
        };
        let Some((form, pivots)) = reduced(rows.into_iter().map(entry).collect()) else {
            self.left.complete = false;
            return Ok(());
        };
        for free in (0..columns.len()).filter(|column| pivots.binary_search(column).is_err()) {
            let Some(step) = circuit(&form, &pivots, free) else { continue };
            let of_cell = |(column, by): (usize, i64)| columns.get(column).map(|&cell| (cell, by));
            let step: Step = step.into_iter().filter_map(of_cell).collect();
            if self.agrees(&step) && !self.step(&step)? {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn wide(row: u32) -> u128 {
    u128::from(weight(2 * u64::from(row))) << 64 | u128::from(weight(2 * u64::from(row) + 1))
}

/// Each cell once.
fn taken_together(step: &[(usize, i64)]) -> Step {
    let mut sums: BTreeMap<usize, i64> = BTreeMap::new();
    for &(cell, by) in step {
        *sums.entry(cell).or_default() += by;
    }
    sums.into_iter().filter(|(_, by)| *by != 0).collect()
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The reduced echelon form in whole numbers, heads above 0, and the columns of the heads; nothing if numbers become too large.
fn reduced(mut rows: Vec<Vec<i64>>) -> Option<(Vec<Vec<i64>>, Vec<usize>)> {
    let mut pivots = Vec::new();
    for column in 0..rows.first().map_or(0, Vec::len) {
        let rank = pivots.len();
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
        pivots.push(column);
    }
    for (row, &pivot) in rows.iter_mut().zip(&pivots) {
        if row.get(pivot).is_some_and(|head| *head < 0) {
            row.iter_mut().for_each(|entry| *entry = -*entry);
        }
    }
    rows.truncate(pivots.len());
    Some((rows, pivots))
}

/// The solution of which only this column and those of heads are part.
fn circuit(form: &[Vec<i64>], pivots: &[usize], free: usize) -> Option<Step> {
    let mut unit = 1;
    let parts = || {
        let part = |(row, &pivot): (&Vec<i64>, &usize)| Some((pivot, *row.get(pivot)?, *row.get(free)?));
        form.iter().zip(pivots).filter_map(part).filter(|(.., entry)| *entry != 0)
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
    for (pivot, head, entry) in parts() {
        let by = entry.checked_mul(unit)? / head;
        if by.abs() > GREATEST {
            return None;
        }
        step.push((pivot, -by));
    }
    Some(step)
}
