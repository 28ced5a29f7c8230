//! What the public doors refuse: input that is not an assignment problem, and solutions that are not what they claim.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use fireside::solve::{AssignProblem, MOST, Solution, assign, verify};
use fireside::{Control, ErrorCode, Status};

/// Three mentees, two mentors, a seat each: 9 + 6.
const PROBLEM: AssignProblem<'_> = AssignProblem {
    mentee: &[0, 0, 1, 1, 2],
    mentor: &[0, 1, 0, 1, 1],
    weight: &[9, 3, 8, 6, 4],
    mentor_seats: &[1, 1],
    mentee_seats: None,
};

fn solved(problem: &AssignProblem<'_>) -> Solution {
    assign(problem, &Control::new()).unwrap()
}

/// The codes and paths of everything the verifier finds after a change.
fn tampered(change: impl FnOnce(&mut Solution)) -> Vec<(ErrorCode, String)> {
    let mut solution = solved(&PROBLEM);
    change(&mut solution);
    let error = verify(&PROBLEM, &solution).unwrap_err();
    error.problems().map(|problem| (problem.code, problem.path.clone())).collect()
}

fn has(found: &[(ErrorCode, String)], code: ErrorCode, path: &str) -> bool {
    found.iter().any(|(at, place)| *at == code && place == path)
}

#[test]
fn the_solution_itself_is_accepted() {
    let solution = solved(&PROBLEM);
    assert_eq!(
        (solution.edges.as_slice(), solution.total, solution.prices.as_slice()),
        ([0, 3].as_slice(), 15, [6, 4].as_slice())
    );
    verify(&PROBLEM, &solution).unwrap();
}

#[test]
fn an_edge_swapped_is_found() {
    assert!(has(&tampered(|solution| solution.edges = vec![1, 2]), ErrorCode::TotalMismatch, "total"));
    let found = tampered(|solution| solution.edges = vec![0, 4]);
    assert_eq!(found, [(ErrorCode::TotalMismatch, "total".to_owned())]);
}

#[test]
fn a_seat_sold_twice_is_found_on_either_side() {
    assert!(has(&tampered(|solution| solution.edges = vec![3, 4]), ErrorCode::SeatOversold, "edges[1]"));
    assert!(has(&tampered(|solution| solution.edges = vec![2, 3]), ErrorCode::SeatOversold, "edges[1]"));
}

#[test]
fn an_edge_chosen_twice_or_unknown_is_found() {
    assert!(has(&tampered(|solution| solution.edges = vec![0, 0]), ErrorCode::IneligiblePair, "edges[1]"));
    assert!(has(&tampered(|solution| solution.edges[0] = 5), ErrorCode::IneligiblePair, "edges[0]"));
    assert!(has(&tampered(|solution| solution.edges[0] = u32::MAX), ErrorCode::IneligiblePair, "edges[0]"));
}

#[test]
fn a_price_changed_is_found() {
    assert!(has(&tampered(|solution| solution.prices[0] += 100), ErrorCode::BoundMismatch, "bound"));
    assert!(has(&tampered(|solution| solution.prices[0] -= 1), ErrorCode::BoundMismatch, "bound"));
    assert!(has(&tampered(|solution| solution.prices[1] = -1), ErrorCode::BoundMismatch, "prices[1]"));
    assert!(has(&tampered(|solution| solution.prices[1] = i64::MAX), ErrorCode::BoundMismatch, "bound"));
    assert!(has(&tampered(|solution| solution.prices.push(0)), ErrorCode::BoundMismatch, "prices"));
    assert!(has(&tampered(|solution| solution.prices.clear()), ErrorCode::BoundMismatch, "prices"));
}

#[test]
fn a_total_a_bound_or_a_gap_changed_is_found() {
    for by in [-1, 1, i64::MAX - 15] {
        assert!(has(&tampered(|solution| solution.total += by), ErrorCode::TotalMismatch, "total"));
        assert!(has(&tampered(|solution| solution.bound += by), ErrorCode::BoundMismatch, "bound"));
        assert!(has(&tampered(|solution| solution.gap += by), ErrorCode::BoundMismatch, "gap"));
    }
    assert!(has(
        &tampered(|solution| (solution.total, solution.bound) = (i64::MIN, i64::MAX)),
        ErrorCode::BoundMismatch,
        "gap"
    ));
}

#[test]
fn a_status_changed_is_found() {
    for status in [Status::Deadline, Status::WithinGap] {
        assert_eq!(tampered(|solution| solution.status = status), [(ErrorCode::StatusMismatch, "status".to_owned())]);
    }
    let worse = |solution: &mut Solution| {
        (solution.edges, solution.total, solution.gap) = (vec![0, 4], 13, 2);
    };
    assert_eq!(tampered(worse), [(ErrorCode::StatusMismatch, "status".to_owned())]);
}

/// Everything wrong with a problem.
fn refused(problem: &AssignProblem<'_>) -> Vec<(ErrorCode, String)> {
    let error = assign(problem, &Control::new()).unwrap_err();
    assert!(verify(problem, &solved(&PROBLEM)).is_err());
    error.problems().map(|problem| (problem.code, problem.path.clone())).collect()
}

#[test]
fn everything_wrong_with_a_problem_is_reported() {
    let problem = AssignProblem {
        mentee: &[0, 7, 1],
        mentor: &[0, 1, 2, 9],
        weight: &[-1, MOST + 1, i64::MIN],
        mentor_seats: &[1, 1],
        mentee_seats: Some(&[1, 1]),
    };
    let expected = [
        (ErrorCode::OutOfRange, "mentee[1]"),
        (ErrorCode::LengthMismatch, "mentor"),
        (ErrorCode::OutOfRange, "mentor[2]"),
        (ErrorCode::OutOfRange, "mentor[3]"),
        (ErrorCode::OutOfRange, "weight[0]"),
        (ErrorCode::OutOfRange, "weight[1]"),
        (ErrorCode::OutOfRange, "weight[2]"),
    ];
    assert_eq!(refused(&problem), expected.map(|(code, path)| (code, path.to_owned())));
    let shorter = AssignProblem { weight: &[1, 2], ..PROBLEM };
    assert_eq!(refused(&shorter), [(ErrorCode::LengthMismatch, "weight".to_owned())]);
}

#[test]
fn totals_that_not_every_language_can_hold_are_refused() {
    let problem =
        AssignProblem { mentee: &[0, 1], mentor: &[0, 0], weight: &[MOST, 1], mentor_seats: &[1], mentee_seats: None };
    assert_eq!(refused(&problem), [(ErrorCode::TooLarge, "weight".to_owned())]);
    // Only one of the two can be chosen by a mentee of one seat.
    let problem = AssignProblem { mentee: &[0, 0], ..problem };
    assert_eq!(solved(&problem).total, MOST);
    let problem = AssignProblem { mentee_seats: Some(&[2]), ..problem };
    assert_eq!(refused(&problem), [(ErrorCode::TooLarge, "weight".to_owned())]);
}

#[test]
fn huge_numbers_take_no_memory() {
    let most = u32::MAX;
    let problem = AssignProblem {
        mentee: &[most, 4_000_000_000, most, 5],
        mentor: &[0, 0, 1, 1],
        weight: &[4, 5, 3, MOST / 4],
        mentor_seats: &[1, most],
        mentee_seats: None,
    };
    let solution = solved(&problem);
    assert_eq!(solution.edges, [1, 2, 3]);
    verify(&problem, &solution).unwrap();
    let oversold = Solution { edges: vec![0, 2, 3], ..solution };
    assert_eq!(verify(&problem, &oversold).unwrap_err().code(), ErrorCode::SeatOversold);

    let problem = AssignProblem {
        mentee: &[0, 0],
        mentor: &[0, 0],
        weight: &[1, 2],
        mentor_seats: &[most],
        mentee_seats: Some(&[most]),
    };
    let solution = solved(&problem);
    assert_eq!((solution.total, solution.prices.as_slice()), (3, [0].as_slice()));
    verify(&problem, &solution).unwrap();
}

#[test]
fn nothing_at_all_is_a_problem_with_an_answer() {
    let problem = AssignProblem { mentee: &[], mentor: &[], weight: &[], mentor_seats: &[], mentee_seats: None };
    let solution = solved(&problem);
    assert_eq!((solution.total, solution.bound, solution.status), (0, 0, Status::Optimal));
    verify(&problem, &solution).unwrap();
    let problem = AssignProblem { mentor_seats: &[3, 0], mentee_seats: Some(&[0, 1]), ..problem };
    assert_eq!(solved(&problem).prices, [0, 0]);
    let problem = AssignProblem { mentee: &[1, 0], mentor: &[1, 0], weight: &[5, 7], ..problem };
    let solution = solved(&problem);
    assert_eq!((solution.total, solution.prices.as_slice()), (0, [0, 5].as_slice()), "a first seat would be worth 5");
    verify(&problem, &solution).unwrap();
}
