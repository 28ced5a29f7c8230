//! The independent check of a matching of peers. It shares no code with the solver, and no data but the problem and the claim.
//!
//! **The proof.** Let u ≥ 0 be duals of people and z ≥ 0 of odd sets B, such that for every edge u_a + u_b + the sum of z
//! over all B that hold both ends is at least 2w. For any matching M, summing over its edges,
//! `2w(M) ≤ Σ_v u_v + Σ_B z_B · (edges of M within B) ≤ Σ_v u_v + Σ_B z_B · (|B| − 1) / 2`. How duals and sets were found
//! does not matter, and wrong ones can only prove too little. Sums are taken in 128 bits.
//!
//! **Sets in sets.** Sets are nested or apart, so those that hold both ends of an edge are those around the smallest that
//! does. It is found by going outward from both ends, with a shortcut at every set, so that even a nest as deep as there are
//! people takes few steps.
//!
//! **Complexity.** O(n + m log n).

use super::problem::{OddSet, PeersProblem, PeersSolution};
use crate::error::{Error, ErrorCode, Problems};
use crate::status::Status;

/// Checks `solution`; the problem is known to be well formed.
pub(crate) fn check(problem: &PeersProblem<'_>, solution: &PeersSolution) -> Result<(), Error> {
    let mut problems = Problems::default();
    check_edges(problem, solution, &mut problems);
    check_bound(problem, solution, &mut problems);
    if i128::from(solution.bound) - i128::from(solution.total) != i128::from(solution.gap) {
        problems.add(ErrorCode::BoundMismatch, "gap", format!("`{}` is not the bound less the total", solution.gap));
    }
    if (solution.status == Status::Optimal) != (solution.gap == 0) {
        let message = format!("the status is `{}` and the gap {}", solution.status.as_str(), solution.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    problems.into_result()
}

/// Every edge exists, nobody is in two, everybody's partner is the other end, and the total is the sum.
fn check_edges(problem: &PeersProblem<'_>, solution: &PeersSolution, problems: &mut Problems) {
    let mut partner: Vec<Option<u32>> = vec![None; problem.n];
    let mut chosen = vec![false; problem.a.len()];
    let mut total: i128 = 0;
    for (k, &edge) in solution.edges.iter().enumerate() {
        let path = || format!("edges[{k}]");
        let at = edge as usize;
        let (Some(&a), Some(&b), Some(&weight), Some(chosen)) =
            (problem.a.get(at), problem.b.get(at), problem.weight.get(at), chosen.get_mut(at))
        else {
            problems.add(ErrorCode::IneligiblePair, path(), format!("there is no edge `{edge}`"));
            continue;
        };
        if std::mem::replace(chosen, true) {
            problems.add(ErrorCode::IneligiblePair, path(), format!("edge `{edge}` is chosen twice"));
            continue;
        }
        total += i128::from(weight);
        for (person, other) in [(a, b), (b, a)] {
            if partner.get_mut(person as usize).and_then(|partner| partner.replace(other)).is_some() {
                problems.add(ErrorCode::SeatOversold, path(), format!("person `{person}` is matched already"));
            }
        }
    }
    if total != i128::from(solution.total) {
        problems.add(ErrorCode::TotalMismatch, "total", format!("the edges sum to {total}, not to {}", solution.total));
    }
    if solution.partner.len() != problem.n {
        let message = format!("there are {} partners for {} people", solution.partner.len(), problem.n);
        problems.add(ErrorCode::PersonUnanswered, "partner", message);
    }
    for (person, (claimed, found)) in solution.partner.iter().zip(&partner).enumerate() {
        if claimed != found {
            let message = "is not the other end of this person's edge";
            problems.add(ErrorCode::PersonUnanswered, format!("partner[{person}]"), message);
        }
    }
}

/// The duals are fit to prove something, and prove the bound.
fn check_bound(problem: &PeersProblem<'_>, solution: &PeersSolution, problems: &mut Problems) {
    let PeersSolution { duals, odd_sets, bound, .. } = solution;
    if duals.len() != problem.n {
        let message = format!("there are {} duals for {} people", duals.len(), problem.n);
        problems.add(ErrorCode::BoundMismatch, "duals", message);
    }
    let mut is_fit = duals.len() == problem.n;
    for (v, &dual) in duals.iter().enumerate().filter(|&(_, &dual)| dual < 0) {
        is_fit = false;
        problems.add(ErrorCode::BoundMismatch, format!("duals[{v}]"), format!("`{dual}` is below 0"));
    }
    let Some(nest) = Nest::of(problem.n, odd_sets, problems).filter(|_| is_fit) else { return };
    let dual = |person: u32| duals.get(person as usize).map_or(0, |&dual| i128::from(dual));
    for (edge, ((&a, &b), &weight)) in problem.a.iter().zip(problem.b).zip(problem.weight).enumerate() {
        let covered = dual(a) + dual(b) + nest.around_both(a, b);
        if covered < 2 * i128::from(weight) {
            let message = format!("the duals of edge `{edge}` sum to {covered}, below twice its weight of {weight}");
            problems.add(ErrorCode::BoundMismatch, "duals", message);
        }
    }
    let of_sets = odd_sets.iter().zip(&nest.sets).map(|(set, known)| i128::from(set.dual) * ((known.size - 1) / 2));
    let proved = of_sets.sum::<i128>() + duals.iter().map(|&dual| i128::from(dual)).sum::<i128>();
    if proved.div_euclid(2) != i128::from(*bound) {
        let message = format!("the duals prove a bound of {}, not {bound}", proved.div_euclid(2));
        problems.add(ErrorCode::BoundMismatch, "bound", message);
    }
}

/// What is known of an odd set.
#[derive(Clone, Copy)]
struct Known {
    size: i128,
    /// The set around it; itself for an outermost one.
    around: u32,
    /// A set further out.
    shortcut: u32,
    /// How many sets are around it.
    depth: u32,
    /// The duals of this set and of all around it.
    sum: i128,
}

struct Nest {
    /// The innermost set that holds each person.
    of: Vec<Option<u32>>,
    sets: Vec<Known>,
}

impl Nest {
    /// From what sets say is in them. Everything is in one set at most, and a set is in a later one: so they are nested.
    fn of(people: usize, odd_sets: &[OddSet], problems: &mut Problems) -> Option<Self> {
        let mut is_fit = true;
        let mut of = vec![None; people];
        let mut sets: Vec<Known> = Vec::with_capacity(odd_sets.len());
        for (at, set) in (0_u32..).zip(odd_sets) {
            let mut wrong = |what: String| {
                is_fit = false;
                problems.add(ErrorCode::BoundMismatch, format!("odd_sets[{at}]"), what);
            };
            let mut size: i128 = 0;
            for &person in &set.people {
                match of.get_mut(person as usize) {
                    Some(of @ None) => *of = Some(at),
                    Some(Some(other)) => wrong(format!("person `{person}` is in set `{other}` already")),
                    None => wrong(format!("there is no person `{person}`")),
                }
                size += 1;
            }
            for &inner in &set.sets {
                match sets.get_mut(inner as usize) {
                    Some(known) if known.around == inner => {
                        known.around = at;
                        size += known.size;
                    }
                    Some(known) => wrong(format!("set `{inner}` is in set `{}` already", known.around)),
                    None => wrong(format!("set `{inner}` is not before this one")),
                }
            }
            if size < 3 || size % 2 == 0 {
                wrong(format!("{size} people are not an odd set"));
            }
            if set.dual < 0 {
                wrong(format!("the dual `{}` is below 0", set.dual));
            }
            sets.push(Known { size, around: at, shortcut: at, depth: 0, sum: i128::from(set.dual) });
        }
        let mut nest = Nest { of, sets };
        nest.link();
        is_fit.then_some(nest)
    }

    /// From the outside in: depths, sums and shortcuts. A shortcut skips as many sets as two equal ones before it together
    /// (E. W. Myers, "An applicative random-access stack", Information Processing Letters 17, 1983).
    fn link(&mut self) {
        for at in (0..self.sets.len() as u32).rev() {
            let known = self.get(at);
            if known.around == at {
                continue;
            }
            let around = self.get(known.around);
            let far = self.get(around.shortcut);
            let further = self.get(far.shortcut);
            let even = around.depth - far.depth == far.depth - further.depth;
            let shortcut = if even { far.shortcut } else { known.around };
            if let Some(known) = self.sets.get_mut(at as usize) {
                (known.shortcut, known.depth) = (shortcut, around.depth + 1);
                known.sum += around.sum;
            }
        }
    }

    fn get(&self, at: u32) -> Known {
        let nothing = Known { size: 0, around: at, shortcut: at, depth: 0, sum: 0 };
        self.sets.get(at as usize).copied().unwrap_or(nothing)
    }

    /// The duals of all sets that hold both people.
    fn around_both(&self, a: u32, b: u32) -> i128 {
        let innermost = |person: u32| self.of.get(person as usize).copied().flatten();
        let (Some(mut a), Some(mut b)) = (innermost(a), innermost(b)) else { return 0 };
        if self.get(a).depth < self.get(b).depth {
            std::mem::swap(&mut a, &mut b);
        }
        let depth = self.get(b).depth;
        while self.get(a).depth > depth {
            let known = self.get(a);
            a = if self.get(known.shortcut).depth >= depth { known.shortcut } else { known.around };
        }
        while a != b {
            let (one, other) = (self.get(a), self.get(b));
            if one.depth == 0 {
                return 0;
            }
            (a, b) = if one.shortcut == other.shortcut {
                (one.around, other.around)
            } else {
                (one.shortcut, other.shortcut)
            };
        }
        self.get(a).sum
    }
}
