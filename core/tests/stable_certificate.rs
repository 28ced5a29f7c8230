//! What the public doors of stable matching refuse: input that is no such problem, and solutions that are not what they claim.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use fireside::solve::{Side, StableProblem, StableSolution, stable, verify_stable};
use fireside::{Control, ErrorCode, Status};

/// Three mentees, two mentors; the second mentor has a tie and two seats.
const PROBLEM: StableProblem<'_> = StableProblem {
    mentee: &[0, 0, 1, 1, 2, 3],
    mentor: &[0, 1, 0, 1, 1, 1],
    mentee_rank: &[1, 2, 1, 2, 1, 1],
    mentor_rank: &[1, 1, 2, 1, 2, 3],
    mentor_seats: &[1, 2],
    mentee_seats: None,
};

fn solved(problem: &StableProblem<'_>) -> StableSolution {
    stable(problem, Side::Mentee, &Control::new()).unwrap()
}

/// The codes and paths of everything the verifier finds after a change.
fn tampered(change: impl FnOnce(&mut StableSolution)) -> Vec<(ErrorCode, String)> {
    let mut solution = solved(&PROBLEM);
    change(&mut solution);
    let error = verify_stable(&PROBLEM, &solution).unwrap_err();
    error.problems().map(|problem| (problem.code, problem.path.clone())).collect()
}

fn has(found: &[(ErrorCode, String)], code: ErrorCode, path: &str) -> bool {
    found.iter().any(|(at, place)| *at == code && place == path)
}

#[test]
fn the_solution_itself_is_accepted() {
    let solution = solved(&PROBLEM);
    assert_eq!((solution.edges.as_slice(), solution.cover.as_slice()), ([0, 3, 4].as_slice(), [0, 1].as_slice()));
    assert_eq!((solution.matched, solution.bound, solution.status), (3, 3, Status::Optimal));
    verify_stable(&PROBLEM, &solution).unwrap();
}

#[test]
fn a_pair_that_blocks_is_found() {
    // Bo (0) and Ada (0) have each other as first choice; mentee 2 is ranked before mentee 3.
    for edges in [vec![1, 2, 4], vec![0, 3, 5]] {
        assert_eq!(tampered(|solution| solution.edges = edges), [(ErrorCode::StatusMismatch, "edges".to_owned())]);
    }
    // A seat left free.
    let found = tampered(|solution| (solution.edges, solution.matched, solution.gap) = (vec![0, 3], 2, 1));
    assert!(has(&found, ErrorCode::StatusMismatch, "edges"));
    let nobody = |solution: &mut StableSolution| {
        (solution.edges, solution.matched, solution.gap) = (Vec::new(), 0, 3);
        solution.status = Status::WithinGap;
    };
    let found = tampered(nobody);
    assert_eq!(found.len(), 6);
    assert!(found.iter().all(|found| *found == (ErrorCode::StatusMismatch, "edges".to_owned())));
}

#[test]
fn a_seat_sold_twice_is_found_on_either_side() {
    assert!(has(&tampered(|solution| solution.edges = vec![0, 1, 4]), ErrorCode::SeatOversold, "edges[1]"));
    assert!(has(&tampered(|solution| solution.edges = vec![0, 3, 4, 5]), ErrorCode::SeatOversold, "edges[3]"));
}

#[test]
fn a_pair_chosen_twice_or_unknown_is_found() {
    assert!(has(&tampered(|solution| solution.edges = vec![0, 3, 3]), ErrorCode::IneligiblePair, "edges[2]"));
    assert!(has(&tampered(|solution| solution.edges[0] = 6), ErrorCode::IneligiblePair, "edges[0]"));
    assert!(has(&tampered(|solution| solution.edges[0] = u32::MAX), ErrorCode::IneligiblePair, "edges[0]"));
}

#[test]
fn wrong_counts_are_found() {
    for wrong in [0, 2, 4, u64::MAX] {
        assert!(has(&tampered(|solution| solution.matched = wrong), ErrorCode::TotalMismatch, "matched"));
        assert!(has(&tampered(|solution| solution.bound = wrong), ErrorCode::BoundMismatch, "bound"));
    }
    for wrong in [1, u64::MAX] {
        assert!(has(&tampered(|solution| solution.gap = wrong), ErrorCode::BoundMismatch, "gap"));
    }
}

#[test]
fn a_cover_that_proves_less_is_found() {
    assert!(has(&tampered(|solution| solution.cover.clear()), ErrorCode::BoundMismatch, "bound"));
    assert!(has(&tampered(|solution| solution.cover = vec![1, 0]), ErrorCode::BoundMismatch, "cover[1]"));
    assert!(has(&tampered(|solution| solution.cover = vec![0, 1, 1]), ErrorCode::BoundMismatch, "cover[2]"));
    assert!(has(&tampered(|solution| solution.cover.push(2)), ErrorCode::BoundMismatch, "cover[2]"));
}

#[test]
fn a_status_changed_is_found() {
    for status in [Status::Deadline, Status::WithinGap] {
        assert_eq!(tampered(|solution| solution.status = status), [(ErrorCode::StatusMismatch, "status".to_owned())]);
    }
}

#[test]
fn strict_lists_prove_the_bound_and_ties_do_not() {
    let strict = StableProblem { mentor_rank: &[1, 1, 2, 2, 3, 4], ..PROBLEM };
    let solution = solved(&strict);
    assert_eq!((solution.matched, solution.bound, solution.cover.len()), (3, 3, 0));
    verify_stable(&strict, &solution).unwrap();
    let mut claim = solved(&PROBLEM);
    claim.cover.clear();
    assert_eq!(verify_stable(&PROBLEM, &claim).unwrap_err().code(), ErrorCode::BoundMismatch);
    // The tie does not count if one of the two has no seat.
    let seats = StableProblem { mentee_seats: Some(&[1, 0, 1, 1]), ..PROBLEM };
    let solution = solved(&seats);
    assert_eq!((solution.edges.as_slice(), solution.cover.len()), ([0, 4, 5].as_slice(), 0));
    verify_stable(&seats, &solution).unwrap();
}

/// Everything wrong with a problem.
fn refused(problem: &StableProblem<'_>) -> Vec<(ErrorCode, String)> {
    let error = stable(problem, Side::Mentor, &Control::new()).unwrap_err();
    assert!(verify_stable(problem, &solved(&PROBLEM)).is_err());
    error.problems().map(|problem| (problem.code, problem.path.clone())).collect()
}

#[test]
fn everything_wrong_with_a_problem_is_reported() {
    let problem = StableProblem {
        mentee: &[0, 7, 1],
        mentor: &[0, 1, 2, 9],
        mentee_rank: &[1, 2],
        mentor_rank: &[],
        mentor_seats: &[1, 1],
        mentee_seats: Some(&[1, 1]),
    };
    let expected = [
        (ErrorCode::OutOfRange, "mentee[1]"),
        (ErrorCode::LengthMismatch, "mentee_rank"),
        (ErrorCode::LengthMismatch, "mentor"),
        (ErrorCode::OutOfRange, "mentor[2]"),
        (ErrorCode::OutOfRange, "mentor[3]"),
        (ErrorCode::LengthMismatch, "mentor_rank"),
    ];
    assert_eq!(refused(&problem), expected.map(|(code, path)| (code, path.to_owned())));
}

#[test]
fn a_pair_given_twice_is_refused_in_any_order() {
    let duplicate = |path: &str| [(ErrorCode::DuplicateEntry, path.to_owned())];
    let sorted = StableProblem { mentor: &[0, 1, 0, 0, 1, 1], ..PROBLEM };
    assert_eq!(refused(&sorted), duplicate("mentee[3]"));
    let unsorted =
        StableProblem { mentee: &[2, 0, 1, 2, 0, 0], mentor: &[0, 1, 0, 1, 0, 1], mentee_seats: None, ..PROBLEM };
    assert_eq!(refused(&unsorted), duplicate("mentee[5]"));
    let far = u32::MAX;
    let unsorted = StableProblem { mentee: &[far, 0, 5, far, 0, 0], mentor: &[0, 1, 0, 0, 0, 0], ..unsorted };
    assert_eq!(refused(&unsorted), [duplicate("mentee[3]"), duplicate("mentee[5]")].concat());
}

#[test]
fn huge_numbers_take_no_memory() {
    let most = u32::MAX;
    let problem = StableProblem {
        mentee: &[most, 4_000_000_000, most, 5],
        mentor: &[0, 0, 1, 1],
        mentee_rank: &[i64::MIN, i64::MAX, i64::MAX, 0],
        mentor_rank: &[i64::MAX, i64::MAX, i64::MIN, 0],
        mentor_seats: &[1, most],
        mentee_seats: None,
    };
    for side in [Side::Mentee, Side::Mentor] {
        let solution = stable(&problem, side, &Control::new()).unwrap();
        assert_eq!((solution.edges.as_slice(), solution.bound), ([1, 2, 3].as_slice(), 3), "{side:?}");
        verify_stable(&problem, &solution).unwrap();
    }
}

#[test]
fn nothing_at_all_is_a_problem_with_an_answer() {
    let problem = StableProblem {
        mentee: &[],
        mentor: &[],
        mentee_rank: &[],
        mentor_rank: &[],
        mentor_seats: &[],
        mentee_seats: None,
    };
    let solution = solved(&problem);
    assert_eq!((solution.matched, solution.bound, solution.status), (0, 0, Status::Optimal));
    verify_stable(&problem, &solution).unwrap();
    let problem = StableProblem { mentor_seats: &[0, 2], mentee_seats: Some(&[0, 1]), ..problem };
    assert_eq!(solved(&problem).matched, 0);
    let problem = StableProblem {
        mentee: &[0, 1, 0],
        mentor: &[1, 0, 0],
        mentee_rank: &[1, 1, 1],
        mentor_rank: &[1, 1, 1],
        ..problem
    };
    let solution = solved(&problem);
    assert_eq!((solution.matched, solution.bound), (0, 0), "everybody with a seat is paired with nobody who has one");
    verify_stable(&problem, &solution).unwrap();
}
