//! Which other tables agree with all that is shown.
//!
//! **Problem.** That nothing shown adds up to a suppressed number (`span`) is not enough: counts are whole, none is below 0, and nobody is matched who is
//! not there. Over several tables such bounds may meet, and the number is told.
//!
//! **The reader.** Knows everything that one document shows, how it is made, and besides: which *cells* there are (sets of people who are in the same
//! rows), which values of two attributes somebody has together, which suppressed rows are small for themselves where that leaves them two sizes, and between which bounds points of somebody matched are, with
//! no more than the median and with more. They know nothing of anybody, and do not think through which rows would have given way had people been others.
//!
//! **Proof.** A number is safe if the reader cannot tell the *world* as it is from another one in which the number differs. A world has for each cell c
//! the people n, of them matched m, well matched b, above the median a, and points p, all whole, such that
//!
//! - every row that is shown has the same sums;
//! - 0 ≤ b ≤ m, 0 ≤ a ≤ m ≤ n, l·(m − a) + l'·a ≤ p ≤ u·(m − a) + u'·a;
//! - a named row has at least two people, another one somebody; a row that is known to be small stays so; and a combination that only one person has
//!   gets no second one, or it would be named.
//!
//! Worlds are made from the one as it is by *steps*: whole numbers x of cells whose sum over every row that is shown is 0. They are added to people, to those
//! matched, and so on, or to some of these, and so many points with them. So every world that counts has been checked; what none
//! is found for may be safe as well, but is treated as if it were told.

use std::collections::{BTreeMap, BTreeSet};

use super::people::Outcome;
use super::points::Points;

/// People, matched, best, above the median.
pub(super) const COUNTS: usize = 4;

/// Of a row: its counts, then its points.
pub(super) const NUMBERS: u8 = (1 << (COUNTS + 1)) - 1;
const POINTS: u8 = 1 << COUNTS;
/// Which numbers are 0 wherever one of the counts is 0.
const ZERO_WITH: [u8; COUNTS] = [NUMBERS, 0b11110, 0b00100, 0b01000];

/// A step: cells, each once, and how much is added there.
pub(super) type Step = Vec<(usize, i64)>;

/// How many people a set may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    pub(super) least: i64,
    pub(super) most: Option<i64>,
}

/// People who are in the same sets.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Ascending: rows, then whatever else has a limit.
    pub(super) sets: Vec<u32>,
    pub(super) counts: [i64; COUNTS],
    pub(super) points: i128,
}

/// The world as it is.
#[derive(Debug, Clone)]
pub(super) struct Worlds {
    pub(super) cells: Vec<Cell>,
    /// Cells, what people of which state differs in one value.
    pub(super) moves: Vec<(usize, usize)>,
    /// Whether somebody states several values of an attribute.
    pub(super) several: bool,
    rows: usize,
    limits: Vec<Limit>,
    people: Vec<i64>,
    /// The fewest and most points of somebody matched, with no more than the median, and with more.
    ranges: [(i128, i128); 2],
}

impl Worlds {
    /// Of people who are in these sets, the first `rows` of which are rows; after those of all people, sets that somebody might be in. `moves` are numbers of both.
    pub(super) fn new(
        sets: &[Vec<u32>],
        outcomes: &[Outcome],
        (rows, limits): (usize, Vec<Limit>),
        moves: &[(usize, usize)],
    ) -> Self {
        let mut cells: BTreeMap<&Vec<u32>, ([i64; COUNTS], i128)> = BTreeMap::new();
        let mut people = vec![0; limits.len()];
        let mut ranges = [None; 2];
        for (sets, outcome) in sets.iter().zip(outcomes) {
            let (counts, points) = cells.entry(sets).or_default();
            let flags = [true, outcome.most.is_some(), outcome.best, outcome.above];
            counts.iter_mut().zip(flags).for_each(|(count, flag)| *count += i64::from(flag));
            *points += i128::from(outcome.points);
            for &set in sets {
                people.get_mut(set as usize).into_iter().for_each(|people: &mut i64| *people += 1);
            }
            if let (Some(_), Some(range)) = (outcome.most, ranges.get_mut(usize::from(outcome.above))) {
                let own = i128::from(outcome.points);
                let (least, most) = range.unwrap_or((own, own));
                *range = Some((own.min(least), own.max(most)));
            }
        }
        for sets in sets.iter().skip(outcomes.len()) {
            cells.entry(sets).or_default();
        }
        let cell =
            |(sets, (counts, points)): (&Vec<u32>, ([i64; COUNTS], i128))| Cell { sets: sets.clone(), counts, points };
        let cells: Vec<Cell> = cells.into_iter().map(cell).collect();
        let cell = |at: usize| -> Option<usize> { cells.binary_search_by_key(&sets.get(at)?, |cell| &cell.sets).ok() };
        let moves = moves.iter().filter_map(|&(from, to)| Some((cell(from)?, cell(to)?))).collect();
        Worlds { cells, moves, several: false, rows, limits, people, ranges: ranges.map(Option::unwrap_or_default) }
    }

    /// By cell: the rows of it that are shown.
    pub(super) fn shown(&self, hidden: &BTreeSet<usize>) -> Vec<Vec<u32>> {
        let shown = |&set: &u32| (set as usize) < self.rows && !hidden.contains(&(set as usize));
        self.cells.iter().map(|cell| cell.sets.iter().copied().filter(shown).collect()).collect()
    }

    /// By row: which numbers of it are not to be told, in bits, in the order of counts, then points. A count of 0 that is shown is one of all in that row; which
    /// is told of them, whatever else is suppressed.
    pub(super) fn secrets(&self, hidden: &BTreeSet<usize>) -> Vec<u8> {
        let mut sums = vec![[0; COUNTS]; self.rows];
        for cell in &self.cells {
            for &row in &cell.sets {
                let Some(sums) = sums.get_mut(row as usize) else { continue };
                sums.iter_mut().zip(cell.counts).for_each(|(sum, count)| *sum += count);
            }
        }
        let told = |row: usize| -> u8 {
            let none = sums.get(row).into_iter().flatten().zip(ZERO_WITH).filter(|(sum, _)| **sum == 0);
            none.map(|(_, with)| with).fold(0, |told, with| told | with)
        };
        let mut secrets = vec![0; self.rows];
        let there = |(cell, _): &(&Cell, Vec<u32>)| cell.counts[0] > 0;
        for (cell, shown) in self.cells.iter().zip(self.shown(hidden)).filter(there) {
            let told = shown.into_iter().map(|row| told(row as usize)).fold(0, |all, one| all | one);
            for row in cell.sets.iter().map(|&row| row as usize).filter(|row| hidden.contains(row)) {
                secrets.get_mut(row).into_iter().for_each(|secret| *secret |= NUMBERS & !told);
            }
        }
        secrets
    }

    /// The fewest and the most points of so many people.
    pub(super) fn range(&self, [_, matched, _, above]: [i64; COUNTS]) -> (i128, i128) {
        let [low, high] = self.ranges;
        let (below, above) = (i128::from(matched - above), i128::from(above));
        (low.0 * below + high.0 * above, low.1 * below + high.1 * above)
    }

    /// What a step adds to sets.
    fn sums(&self, step: &[(usize, i64)]) -> BTreeMap<u32, i64> {
        let mut sums: BTreeMap<u32, i64> = BTreeMap::new();
        for &(cell, by) in step {
            for &set in self.cells.get(cell).map_or(&[][..], |cell| &cell.sets) {
                *sums.entry(set).or_default() += by;
            }
        }
        sums.retain(|_, sum| *sum != 0);
        sums
    }

    /// Whether a step changes a row of which something is open.
    pub(super) fn asks(&self, step: &[(usize, i64)], secrets: &[u8]) -> bool {
        asked(&self.sums(step), secrets) != 0
    }

    /// Whether one person could leave each of two cells, as far as what became of them goes.
    pub(super) fn alike(&self, one: usize, other: usize) -> bool {
        let counts = |cell: usize| self.cells.get(cell).map(|cell| cell.counts);
        let both = counts(one).zip(counts(other));
        both.is_some_and(|(one, other)| one[0] > 1 || other[0] > 1 || one == other)
    }

    /// Takes from `secrets` what differs in a world that is a step away.
    pub(super) fn tried(&self, step: &[(usize, i64)], shown: &[Vec<u32>], points: Option<&Points>, secrets: &mut [u8]) {
        let sums = self.sums(step);
        let asked = asked(&sums, secrets);
        let told = || step.iter().filter_map(|&(cell, _)| shown.get(cell)).flatten();
        if asked == 0 || told().any(|row| sums.contains_key(row)) {
            return;
        }
        for way in [1, -1] {
            for which in 0..1_u8 << COUNTS {
                let found = self.differs((step, way, which), &sums, points);
                for &set in sums.keys() {
                    secrets.get_mut(set as usize).into_iter().for_each(|secret| *secret &= !found);
                }
            }
        }
    }

    /// Which numbers differ in the world that is a step away, if it is one. In bits, of which counts the step is taken; points follow.
    fn differs(
        &self,
        (step, way, which): (&[(usize, i64)], i64, u8),
        sums: &BTreeMap<u32, i64>,
        points: Option<&Points>,
    ) -> u8 {
        let people_move = which & 1 != 0;
        let within = |(set, sum): (&u32, &i64)| {
            let at = *set as usize;
            let people = self.people.get(at).copied().unwrap_or(0) + way * sum;
            self.limits
                .get(at)
                .is_none_or(|limit| limit.least <= people && limit.most.is_none_or(|most| people <= most))
        };
        if people_move && !sums.iter().all(within) {
            return 0;
        }
        // The points by a unit of the step.
        let (mut least, mut most) = (i128::from(i64::MIN), i128::from(i64::MAX));
        for &(at, by) in step {
            let Some(cell) = self.cells.get(at) else { return 0 };
            let mut counts = cell.counts;
            for (_, count) in counts.iter_mut().enumerate().filter(|(k, _)| which >> k & 1 == 1) {
                *count += way * by;
                if *count < 0 {
                    return 0;
                }
            }
            let [people, matched, best, above] = counts;
            if matched > people || best > matched || above > matched {
                return 0;
            }
            let (lack, room) = self.range(counts);
            let (lack, room) = (lack - cell.points, room - cell.points);
            let by = i128::from(way * by);
            let (from, to) = if by > 0 { (lack, room) } else { (-room, -lack) };
            least = least.max(-(-from).div_euclid(by.abs()));
            most = most.min(to.div_euclid(by.abs()));
        }
        match least > most {
            true => points.filter(|points| points.follow(self, (step, way, which))).map_or(0, |_| which),
            false if (least, most) == (0, 0) => which,
            false => which | POINTS,
        }
    }
}

/// What is open of the rows that differ.
fn asked(sums: &BTreeMap<u32, i64>, secrets: &[u8]) -> u8 {
    let open = |set: u32| secrets.get(set as usize).copied().unwrap_or(0);
    sums.keys().fold(0, |asked, &set| asked | open(set))
}
