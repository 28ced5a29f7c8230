//! Points that go with a step of counts: see `steps`.
//!
//! **Problem.** A step changes who is in which cell. Where a cell loses its only one it loses all points, and another one, of somebody with other
//! points, does not gain as many: so many points by a unit of the step (`worlds`) hardly ever make up for it. Are there any points that do?
//!
//! **Method.** Cells of the same rows shown are a *class*. Points of a class may be spread over its cells in any way that its people can have, so it is enough that its sum
//! is between what the least and the most of its cells come to. Points go along with people, from the cell they leave to the one
//! most like it; what rows shown then lack is made up for by other classes: by the inverse of bases of A, one column for each class, of the classes with the most
//! room, then of those that are left. Half each by two bases if one has not room enough, and a third by three.
//!
//! Whatever is found is checked: every class within its bounds, every row shown with the same sum. What is not found may be there all the same.
//!
//! **Complexity.** O(rows² · (classes + rows)) for the bases, O(rows²) for a step.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::circuits::Form;
use super::worlds::{COUNTS, Worlds};

/// How many bases there are.
const BASES: usize = 3;

/// How many operations a basis may take.
const MOST_OPERATIONS: usize = 20_000_000;

/// The most points that make up for others.
const GREATEST: i128 = 1 << 96;

/// For one row how many classes are looked at.
const CLASSES_BY_ROW: usize = 4;

/// The points of cells in the same rows shown.
struct Class {
    /// Shown, by number among those that are.
    rows: Vec<usize>,
    points: i128,
    least: i128,
    most: i128,
}

impl Class {
    fn room(&self) -> i128 {
        (self.points - self.least).min(self.most - self.points)
    }
}

/// A basis of the classes and its inverse.
struct Basis {
    classes: Vec<usize>,
    form: Form,
}

/// The points as they are, and what may make up for others.
pub(super) struct Points {
    /// By cell: its class.
    class_of: Vec<usize>,
    classes: Vec<Class>,
    rows: usize,
    bases: Vec<Basis>,
}

impl Points {
    pub(super) fn new(worlds: &Worlds, classes: &BTreeMap<&[u32], Vec<usize>>) -> Self {
        let rows: BTreeSet<u32> = classes.keys().copied().flatten().copied().collect();
        let number: BTreeMap<u32, usize> = rows.into_iter().zip(0..).collect();
        let mut class_of = vec![0; worlds.cells.len()];
        let mut found = Vec::with_capacity(classes.len());
        for (at, (shown, cells)) in classes.iter().enumerate() {
            let rows = shown.iter().filter_map(|row| number.get(row).copied()).collect();
            let mut class = Class { rows, points: 0, least: 0, most: 0 };
            for &of in cells {
                let Some(cell) = worlds.cells.get(of) else { continue };
                let (least, most) = worlds.range(cell.counts);
                class.points += cell.points;
                class.least += least;
                class.most += most;
                class_of.get_mut(of).into_iter().for_each(|class| *class = at);
            }
            found.push(class);
        }
        Points { class_of, classes: found, rows: number.len(), bases: Vec::new() }
    }

    /// How many the bases take.
    pub(super) fn operations(&self) -> usize {
        let columns = self.classes.len().min(CLASSES_BY_ROW * self.rows);
        (self.rows * self.rows * (columns + self.rows)).min(MOST_OPERATIONS) * BASES
    }

    /// Nothing if it would take too long, or if no class has room.
    pub(super) fn with_bases(mut self) -> Option<Self> {
        let mut used = BTreeSet::new();
        let mut able: Vec<usize> = (0..self.classes.len()).collect();
        able.retain(|&at| self.class(at).is_some_and(|class| class.room() > 0));
        let room = |at: usize| self.class(at).map(Class::room);
        able.sort_by_key(|&at| (Reverse(room(at)), at));
        for _ in 0..BASES {
            able.sort_by_key(|at| used.contains(at));
            let mut columns = able.clone();
            columns.truncate(CLASSES_BY_ROW * self.rows);
            if self.rows * self.rows * (columns.len() + self.rows) > MOST_OPERATIONS {
                return None;
            }
            let Some(basis) = self.basis(&columns) else { break };
            used.extend(basis.classes.iter().copied());
            self.bases.push(basis);
        }
        (!self.bases.is_empty()).then_some(self)
    }

    fn class(&self, at: usize) -> Option<&Class> {
        self.classes.get(at)
    }

    fn basis(&self, columns: &[usize]) -> Option<Basis> {
        let has = |at: usize, row: usize| self.class(at).is_some_and(|class| class.rows.binary_search(&row).is_ok());
        let entries = |row: usize| {
            let own = columns.iter().map(|&at| i64::from(has(at, row)));
            own.chain((0..self.rows).map(|other| i64::from(other == row))).collect::<Vec<_>>()
        };
        let form = Form::new((0..self.rows).map(entries).collect(), columns.len())?;
        let classes = form.heads.iter().filter_map(|&head| columns.get(head).copied()).collect();
        let rows = form.rows.iter().zip(form.heads.iter().map(Some).chain(std::iter::repeat(None)));
        // The entry of the head, then what is left of the rows.
        let kept = |(row, head): (&Vec<i64>, Option<&usize>)| {
            let head = head.and_then(|&head| row.get(head)).copied().unwrap_or(0);
            [head].into_iter().chain(row.iter().skip(columns.len()).copied()).collect::<Vec<_>>()
        };
        Some(Basis { classes, form: Form { rows: rows.map(kept).collect(), heads: form.heads.clone() } })
    }

    /// Whether there are points for a step of some counts, all of which are as they may be.
    pub(super) fn follow(&self, worlds: &Worlds, step: (&[(usize, i64)], i64, u8)) -> bool {
        self.found(worlds, step).is_some()
    }

    fn found(&self, worlds: &Worlds, (step, way, which): (&[(usize, i64)], i64, u8)) -> Option<()> {
        // By class: points, and what the least and the most of it change by.
        let mut changed: BTreeMap<usize, (i128, i128, i128)> = BTreeMap::new();
        for &(at, by) in step {
            let cell = worlds.cells.get(at)?;
            let mut counts: [i64; COUNTS] = cell.counts;
            counts
                .iter_mut()
                .enumerate()
                .filter(|(k, _)| which >> k & 1 == 1)
                .for_each(|(_, count)| *count += way * by);
            let (before, after) = (worlds.range(cell.counts), worlds.range(counts));
            let own = changed.entry(*self.class_of.get(at)?).or_default();
            (own.1, own.2) = (own.1 + after.0 - before.0, own.2 + after.1 - before.1);
        }
        if which & 0b10 != 0 {
            for (class, points) in self.carried(worlds, (step, way))? {
                changed.entry(class).or_default().0 += points;
            }
        }
        let mut lack = vec![0_i128; self.rows];
        for (&at, (points, least, most)) in &mut changed {
            let class = self.class(at)?;
            let (low, high) = (class.least + *least, class.most + *most);
            *points = (class.points + *points).clamp(low, high.max(low)) - class.points;
            for &row in &class.rows {
                *lack.get_mut(row)? -= *points;
            }
        }
        let agrees = |made_up: &BTreeMap<usize, i128>| {
            let mut lack = lack.clone();
            let mut more = changed.clone();
            for (&at, points) in made_up {
                more.entry(at).or_default().0 += points;
                for &row in self.class(at).map_or(&[][..], |class| &class.rows) {
                    lack.get_mut(row).into_iter().for_each(|lack| *lack -= points);
                }
            }
            let within = |(&at, &(points, least, most)): (&usize, &(i128, i128, i128))| {
                let class = self.class(at);
                let range = class.map(|class| class.least + least..=class.most + most);
                class.zip(range).is_some_and(|(class, range)| range.contains(&(class.points + points)))
            };
            lack.iter().all(|lack| *lack == 0) && more.iter().all(within)
        };
        let lacking: Vec<(usize, i128)> = lack.iter().copied().enumerate().filter(|(_, lack)| *lack != 0).collect();
        let ways = (1..=self.bases.len()).flat_map(|count| self.bases.windows(count));
        for bases in ways {
            if self.made_up(bases, &lacking).is_some_and(|made_up| agrees(&made_up)) {
                return Some(());
            }
        }
        None
    }

    /// Points that go along with people, by class.
    fn carried(&self, worlds: &Worlds, (step, way): (&[(usize, i64)], i64)) -> Option<Vec<(usize, i128)>> {
        let units = |sign: i64| {
            let of = move |&(at, by): &(usize, i64)| (0..(sign * way * by).max(0)).map(move |_| at);
            step.iter().flat_map(of).collect::<Vec<_>>()
        };
        let (from, mut to) = (units(-1), units(1));
        let mut carried = Vec::new();
        for at in from {
            let cell = worlds.cells.get(at)?;
            let own = &self.class(*self.class_of.get(at)?)?.rows;
            let points = cell.points.checked_div(i128::from(cell.counts[1]))?;
            carried.push((*self.class_of.get(at)?, -points));
            let unlike = |&to: &usize| {
                let other =
                    self.class_of.get(to).and_then(|&class| self.class(class)).map_or(&[][..], |class| &class.rows);
                let same = other.iter().filter(|row| own.binary_search(row).is_ok()).count();
                own.len() + other.len() - 2 * same
            };
            let place = (0..to.len()).min_by_key(|&place| to.get(place).map(unlike))?;
            carried.push((*self.class_of.get(to.swap_remove(place))?, points));
        }
        Some(carried)
    }

    /// What classes of some bases make up for rows that lack so much.
    fn made_up(&self, bases: &[Basis], lack: &[(usize, i128)]) -> Option<BTreeMap<usize, i128>> {
        let mut found: BTreeMap<usize, i128> = BTreeMap::new();
        let count = bases.len() as i128;
        for (at, basis) in bases.iter().enumerate() {
            let share = |lack: i128| if at == 0 { lack - lack / count * (count - 1) } else { lack / count };
            for (place, row) in basis.form.rows.iter().enumerate() {
                let (head, own) = row.split_first()?;
                let part = |&(row, lack): &(usize, i128)| i128::from(*own.get(row)?).checked_mul(share(lack));
                let sum = lack.iter().try_fold(0_i128, |sum, lack| sum.checked_add(part(lack)?))?;
                if sum.abs() > GREATEST {
                    return None;
                }
                match basis.classes.get(place) {
                    None if sum != 0 => return None,
                    None => {}
                    Some(_) if sum % i128::from(*head) != 0 => return None,
                    Some(_) if sum == 0 => {}
                    Some(&class) => *found.entry(class).or_default() += sum / i128::from(*head),
                }
            }
        }
        Some(found)
    }
}
