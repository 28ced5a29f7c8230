//! Who is above whom: the reporting line as intervals, so that one question costs two comparisons.
//!
//! Every person has at most one manager, so the managers form a forest, apart from cycles that wrong data may hold. A
//! cycle is folded into one node: everybody in it is above everybody else in it. A walk over the forest then numbers the
//! nodes so that a node's reports, at any distance, are the numbers in its interval. O(people).

/// The reporting lines of a set of people, numbered from 0.
#[derive(Debug, Clone, Default)]
pub struct ReportingLines {
    /// Per person: the first number of their interval, and the first after it.
    intervals: Vec<(u32, u32)>,
}

const NOBODY: u32 = u32::MAX;

impl ReportingLines {
    /// From each person's manager.
    #[must_use]
    pub fn new(managers: &[Option<u32>]) -> Self {
        let people = managers.len();
        let parent: Vec<u32> =
            managers.iter().map(|manager| manager.filter(|&m| (m as usize) < people).unwrap_or(NOBODY)).collect();
        let fold = fold_cycles(&parent);
        let at = |list: &[u32], i: u32| list.get(i as usize).copied().unwrap_or(NOBODY);

        // Reports of each node, as one list with starts.
        let above = |person: u32| {
            let manager = at(&parent, person);
            let (me, manager) = (at(&fold, person), if manager == NOBODY { NOBODY } else { at(&fold, manager) });
            if manager == me { NOBODY } else { manager }
        };
        let mut reports: Vec<Vec<u32>> = vec![Vec::new(); people];
        let mut roots = Vec::new();
        for person in 0..people as u32 {
            if at(&fold, person) != person {
                continue;
            }
            match reports.get_mut(above(person) as usize) {
                Some(list) => list.push(person),
                None => roots.push(person),
            }
        }
        // A folded node's own manager is nobody's: in a functional graph a cycle has no way out.

        let mut intervals = vec![(0, 0); people];
        let mut number = 0;
        let mut stack: Vec<(u32, bool)> = roots.into_iter().rev().map(|root| (root, false)).collect();
        while let Some((person, done)) = stack.pop() {
            let Some(interval) = intervals.get_mut(person as usize) else { continue };
            if done {
                interval.1 = number;
                continue;
            }
            interval.0 = number;
            number += 1;
            stack.push((person, true));
            stack.extend(reports.get(person as usize).into_iter().flatten().rev().map(|&report| (report, false)));
        }
        let folded: Vec<(u32, u32)> = (0..people as u32)
            .map(|person| intervals.get(at(&fold, person) as usize).copied().unwrap_or_default())
            .collect();
        ReportingLines { intervals: folded }
    }

    /// The same lines for people numbered otherwise: the new number `k` stands for the old number `standing[k]`.
    #[must_use]
    pub fn with_standing(self, standing: Vec<u32>) -> Self {
        let interval = |&old: &u32| self.intervals.get(old as usize).copied().unwrap_or_default();
        ReportingLines { intervals: standing.iter().map(interval).collect() }
    }

    /// Of the first people of these and one other.
    #[must_use]
    pub(crate) fn alone(&self, people: usize, other: u32) -> Self {
        let mut intervals = self.intervals.get(..people).unwrap_or_default().to_vec();
        intervals.extend(self.intervals.get(other as usize));
        ReportingLines { intervals }
    }

    /// Whether one of two different people is above the other, at any distance.
    #[must_use]
    pub fn related(&self, a: u32, b: u32) -> bool {
        match (self.intervals.get(a as usize), self.intervals.get(b as usize)) {
            (Some(a), Some(b)) => (a.0 <= b.0 && b.0 < a.1) || (b.0 <= a.0 && a.0 < b.1),
            _ => false,
        }
    }
}

/// Per person the one who stands for them: themselves, or the first member of the cycle they are in.
fn fold_cycles(parent: &[u32]) -> Vec<u32> {
    let mut fold: Vec<u32> = (0..parent.len() as u32).collect();
    // 0 = not seen; otherwise the walk (from 1) in which a person was first seen.
    let mut seen = vec![0_u32; parent.len()];
    let next = |person: u32| parent.get(person as usize).copied().unwrap_or(NOBODY);
    for start in 0..parent.len() as u32 {
        let mut person = start;
        while let Some(mark) = seen.get_mut(person as usize) {
            if *mark == 0 {
                *mark = start + 1;
                person = next(person);
                continue;
            }
            if *mark == start + 1 {
                // The walk met itself: `person` is on a cycle.
                let mut member = person;
                loop {
                    if let Some(stands) = fold.get_mut(member as usize) {
                        *stands = person;
                    }
                    member = next(member);
                    if member == person || member == NOBODY {
                        break;
                    }
                }
            }
            break;
        }
    }
    fold
}

#[cfg(test)]
mod tests {
    use super::ReportingLines;
    use proptest::prelude::*;

    proptest! {
        /// The intervals say the same as walking up from each of the two.
        #[test]
        fn equals_walking_up(managers in prop::collection::vec(prop::option::of(0_u32..14), 1..14)) {
            let lines = ReportingLines::new(&managers);
            let up = |mut person: usize, to: usize| {
                for _ in 0..managers.len() {
                    match managers.get(person).copied().flatten() {
                        Some(manager) if (manager as usize) < managers.len() => person = manager as usize,
                        _ => return false,
                    }
                    if person == to { return true; }
                }
                false
            };
            for a in 0..managers.len() {
                for b in 0..managers.len() {
                    if a != b {
                        prop_assert_eq!(lines.related(a as u32, b as u32), up(a, b) || up(b, a), "{} and {}", a, b);
                    }
                }
            }
        }
    }
}
