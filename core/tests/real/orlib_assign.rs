//! OR-Library's linear assignment problems (J. E. Beasley): the cheapest way to give n jobs to n people.

use fireside::solve::{AssignProblem, Solution, assign, verify};
use fireside::{Control, Status};

use super::data;

const SET: &str = "orlib_assign";

/// Each file, and the least total cost published for it.
const OPTIMA: [(&str, i64); 3] = [("assign100.txt", 305), ("assign200.txt", 475), ("assign300.txt", 626)];

/// An optimal solution, which a second look finds right and a second run finds again.
pub(crate) fn solved(problem: &AssignProblem<'_>) -> Solution {
    let solution = assign(problem, &Control::new()).expect("a problem without faults");
    assert_eq!((solution.status, solution.gap), (Status::Optimal, 0));
    verify(problem, &solution).expect("a right solution");
    assert_eq!(assign(problem, &Control::new()).as_ref(), Ok(&solution), "a second run differs");
    solution
}

/// Costs are minimised, weights maximised: an edge weighs the dearest cost and one more, less its own cost. All weights
/// are positive and everybody may do every job, so everybody has one in a heaviest choice, and it is a cheapest one too.
#[test]
fn least_costs() {
    let Some(set) = data::set(SET) else { return };
    for (file, published) in OPTIMA {
        let numbers: Vec<i64> = data::numbers(&set.text(file));
        let (&n, costs) = numbers.split_first().expect("a size");
        let n = u32::try_from(n).expect("a size");
        assert_eq!(costs.len(), (n * n) as usize, "{file} is a square");
        let above = costs.iter().max().expect("a cost") + 1;
        let weight: Vec<i64> = costs.iter().map(|cost| above - cost).collect();
        let mentee: Vec<u32> = (0..n * n).map(|edge| edge / n).collect();
        let mentor: Vec<u32> = (0..n * n).map(|edge| edge % n).collect();
        let seats = vec![1; n as usize];
        let problem = AssignProblem {
            mentee: &mentee,
            mentor: &mentor,
            weight: &weight,
            mentor_seats: &seats,
            mentee_seats: None,
        };
        let solution = solved(&problem);
        assert_eq!(solution.edges.len(), n as usize, "everybody has a job");
        let cost: i64 = solution.edges.iter().map(|&edge| costs[edge as usize]).sum();
        data::row(
            &format!("{SET}/{file}"),
            format!("{n} x {n}, {} edges", n * n),
            format_args!("cost {cost}, gap {}", solution.gap),
            published,
        );
        assert_eq!(cost, published, "{file}");
    }
}

#[test]
fn generalised_assignment_is_another_problem() {
    if data::set(SET).is_some() {
        for file in ["gap1.txt", "gap2.txt"] {
            data::skipped(
                &format!("{SET}/{file}"),
                "each job takes a different part of an agent's capacity (knapsacks, NP-hard); a conversation takes one seat",
            );
        }
    }
}
