//! What the public doors of peers refuse: input that is no such problem, and solutions that are not what they claim.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod peer_support;

use fireside::solve::{MOST, MOST_PEER_WEIGHT, OddSet, PeersProblem, PeersSolution, peers, verify_peers};
use fireside::{Control, ErrorCode, Status};
use peer_support::Instance;

/// Three who would all meet each other, two more around them, and a pair apart. With a proof by hand: a set in a set.
const PROBLEM: PeersProblem<'_> =
    PeersProblem { a: &[0, 0, 1, 2, 3, 0, 5], b: &[1, 2, 2, 3, 4, 4, 6], weight: &[10, 10, 10, 6, 6, 6, 3], n: 7 };

fn by_hand() -> PeersSolution {
    PeersSolution {
        edges: vec![0, 4, 6],
        partner: vec![Some(1), Some(0), None, Some(4), Some(3), Some(6), Some(5)],
        total: 19,
        bound: 19,
        gap: 0,
        duals: vec![0, 0, 0, 0, 0, 6, 0],
        odd_sets: vec![
            OddSet { people: vec![0, 1, 2], sets: vec![], dual: 8 },
            OddSet { people: vec![3, 4], sets: vec![0], dual: 12 },
        ],
        status: Status::Optimal,
    }
}

/// The codes and paths of everything the verifier finds after a change.
fn tampered(change: impl FnOnce(&mut PeersSolution)) -> Vec<(ErrorCode, String)> {
    let mut solution = by_hand();
    change(&mut solution);
    let error = verify_peers(&PROBLEM, &solution).unwrap_err();
    error.problems().map(|problem| (problem.code, problem.path.clone())).collect()
}

fn has(found: &[(ErrorCode, String)], code: ErrorCode, path: &str) -> bool {
    found.iter().any(|(at, place)| *at == code && place == path)
}

#[test]
fn a_proof_by_hand_and_the_solution_are_accepted() {
    verify_peers(&PROBLEM, &by_hand()).unwrap();
    let solution = peers(&PROBLEM, &Control::new()).unwrap();
    assert_eq!((solution.total, solution.bound), (19, 19));
    verify_peers(&PROBLEM, &solution).unwrap();
}

#[test]
fn a_person_in_two_pairs_is_found() {
    assert!(has(&tampered(|solution| solution.edges = vec![0, 3, 4, 6]), ErrorCode::SeatOversold, "edges[2]"));
    assert!(has(&tampered(|solution| solution.edges = vec![0, 1, 6]), ErrorCode::SeatOversold, "edges[1]"));
}

#[test]
fn an_edge_chosen_twice_or_unknown_is_found() {
    assert!(has(&tampered(|solution| solution.edges = vec![0, 4, 4]), ErrorCode::IneligiblePair, "edges[2]"));
    assert!(has(&tampered(|solution| solution.edges[0] = 7), ErrorCode::IneligiblePair, "edges[0]"));
    assert!(has(&tampered(|solution| solution.edges[0] = u32::MAX), ErrorCode::IneligiblePair, "edges[0]"));
}

#[test]
fn a_wrong_partner_is_found() {
    assert!(has(&tampered(|solution| solution.partner[2] = Some(3)), ErrorCode::PersonUnanswered, "partner[2]"));
    assert!(has(&tampered(|solution| solution.partner[0] = None), ErrorCode::PersonUnanswered, "partner[0]"));
    assert!(has(&tampered(|solution| solution.partner.truncate(6)), ErrorCode::PersonUnanswered, "partner"));
    assert!(has(&tampered(|solution| solution.edges = vec![1, 4, 6]), ErrorCode::PersonUnanswered, "partner[1]"));
}

#[test]
fn a_dual_changed_is_found() {
    assert!(has(&tampered(|solution| solution.duals[5] -= 1), ErrorCode::BoundMismatch, "duals"));
    assert!(has(&tampered(|solution| solution.duals[5] += 2), ErrorCode::BoundMismatch, "bound"));
    assert!(has(&tampered(|solution| solution.duals[2] = i64::MAX), ErrorCode::BoundMismatch, "bound"));
    assert!(has(&tampered(|solution| solution.duals[2] = -1), ErrorCode::BoundMismatch, "duals[2]"));
    assert!(has(&tampered(|solution| solution.duals.truncate(6)), ErrorCode::BoundMismatch, "duals"));
    assert!(has(&tampered(|solution| solution.duals.push(0)), ErrorCode::BoundMismatch, "duals"));
}

#[test]
fn an_odd_set_dropped_or_changed_is_found() {
    assert!(has(&tampered(|solution| solution.odd_sets.clear()), ErrorCode::BoundMismatch, "duals"));
    assert!(has(&tampered(|solution| solution.odd_sets.truncate(1)), ErrorCode::BoundMismatch, "duals"));
    assert!(has(&tampered(|solution| solution.odd_sets[0].dual -= 2), ErrorCode::BoundMismatch, "duals"));
    assert!(has(&tampered(|solution| solution.odd_sets[1].dual += 2), ErrorCode::BoundMismatch, "bound"));
    assert!(has(&tampered(|solution| solution.odd_sets[1].dual = i64::MAX), ErrorCode::BoundMismatch, "bound"));
    assert!(has(&tampered(|solution| solution.odd_sets[0].dual = -8), ErrorCode::BoundMismatch, "odd_sets[0]"));
}

#[test]
fn sets_that_are_even_small_or_cross_are_found() {
    let sets = |change: fn(&mut Vec<OddSet>)| tampered(|solution| change(&mut solution.odd_sets));
    assert!(has(&sets(|sets| sets[0].people.push(5)), ErrorCode::BoundMismatch, "odd_sets[0]"));
    assert!(has(&sets(|sets| sets[1].people.truncate(1)), ErrorCode::BoundMismatch, "odd_sets[1]"));
    assert!(has(&sets(|sets| sets[0].people.truncate(1)), ErrorCode::BoundMismatch, "odd_sets[0]"));
    assert!(has(&sets(|sets| sets[0].people.clear()), ErrorCode::BoundMismatch, "odd_sets[0]"));
    // Somebody in two sets, or twice in one; a set in two, in itself or in an earlier one.
    assert!(has(&sets(|sets| sets[1].people = vec![0, 3, 4, 5]), ErrorCode::BoundMismatch, "odd_sets[1]"));
    assert!(has(&sets(|sets| sets[0].people = vec![0, 1, 1]), ErrorCode::BoundMismatch, "odd_sets[0]"));
    assert!(has(&sets(|sets| sets[1].people[0] = 7), ErrorCode::BoundMismatch, "odd_sets[1]"));
    assert!(has(&sets(|sets| sets[1].sets = vec![0, 0]), ErrorCode::BoundMismatch, "odd_sets[1]"));
    assert!(has(&sets(|sets| sets[1].sets = vec![1]), ErrorCode::BoundMismatch, "odd_sets[1]"));
    assert!(has(&sets(|sets| sets[0].sets = vec![1]), ErrorCode::BoundMismatch, "odd_sets[0]"));
    assert!(has(&sets(|sets| sets[0].sets = vec![u32::MAX]), ErrorCode::BoundMismatch, "odd_sets[0]"));
    let again = OddSet { people: vec![5, 6], sets: vec![0], dual: 2 };
    assert!(has(&tampered(|solution| solution.odd_sets.push(again)), ErrorCode::BoundMismatch, "odd_sets[2]"));
}

#[test]
fn a_total_a_bound_or_a_gap_changed_is_found() {
    for by in [-1, 1, i64::MAX - 19] {
        assert!(has(&tampered(|solution| solution.total += by), ErrorCode::TotalMismatch, "total"));
        assert!(has(&tampered(|solution| solution.bound += by), ErrorCode::BoundMismatch, "bound"));
        assert!(has(&tampered(|solution| solution.gap += by), ErrorCode::BoundMismatch, "gap"));
    }
}

#[test]
fn a_status_changed_is_found() {
    for status in [Status::Deadline, Status::WithinGap] {
        assert_eq!(tampered(|solution| solution.status = status), [(ErrorCode::StatusMismatch, "status".to_owned())]);
    }
    let worse = |solution: &mut PeersSolution| {
        solution.edges.truncate(2);
        (solution.partner[5], solution.partner[6]) = (None, None);
        (solution.total, solution.gap) = (16, 3);
    };
    assert_eq!(tampered(worse), [(ErrorCode::StatusMismatch, "status".to_owned())]);
}

/// Nests that are deep, or wide, give the sums that climbing set by set would.
#[test]
fn sums_over_nested_sets_are_right() {
    // People 0, 1, 2 in the innermost set, then two more in each; every set has the dual 2.
    let sets = 500_u32;
    let n = 2 * sets + 1;
    let odd_sets: Vec<OddSet> = (0..sets)
        .map(|k| OddSet {
            people: if k == 0 { vec![0, 1, 2] } else { vec![2 * k + 1, 2 * k + 2] },
            sets: if k == 0 { vec![] } else { vec![k - 1] },
            dual: 2,
        })
        .collect();
    let innermost = |person: u32| person.saturating_sub(1) / 2;
    let around = |a: u32, b: u32| i64::from(sets - innermost(a).max(innermost(b)));
    let (mut a, mut b, mut weight) = (vec![], vec![], vec![]);
    for (x, y) in (0..n).flat_map(|x| [1, 2, 17, 255, 400].map(|step| (x, x + step))).filter(|&(_, y)| y < n) {
        a.push(x);
        b.push(y);
        weight.push(around(x, y));
    }
    let bound: i64 = (0..sets).map(|k| i64::from(k + 1)).sum();
    let claim = |odd_sets: Vec<OddSet>| PeersSolution {
        edges: vec![],
        partner: vec![None; n as usize],
        total: 0,
        bound,
        gap: bound,
        duals: vec![0; n as usize],
        odd_sets,
        status: Status::Deadline,
    };
    verify_peers(&PeersProblem { a: &a, b: &b, weight: &weight, n: n as usize }, &claim(odd_sets.clone())).unwrap();
    // Each edge is just covered: one more point anywhere is found.
    for edge in (0..weight.len()).step_by(7) {
        weight[edge] += 1;
        let problem = PeersProblem { a: &a, b: &b, weight: &weight, n: n as usize };
        let error = verify_peers(&problem, &claim(odd_sets.clone())).unwrap_err();
        assert_eq!(error.problems().count(), 1, "{}", error.message());
        weight[edge] -= 1;
    }
}

/// Everything wrong with a problem.
fn refused(problem: &PeersProblem<'_>) -> Vec<(ErrorCode, String)> {
    let error = peers(problem, &Control::new()).unwrap_err();
    assert!(verify_peers(problem, &by_hand()).is_err());
    error.problems().map(|problem| (problem.code, problem.path.clone())).collect()
}

#[test]
fn everything_wrong_with_a_problem_is_reported() {
    let problem = PeersProblem {
        a: &[0, 7, 1],
        b: &[1, 1, 1, u32::MAX],
        weight: &[-1, MOST_PEER_WEIGHT + 1, i64::MIN, i64::MAX],
        n: 3,
    };
    let expected = [
        (ErrorCode::OutOfRange, "a[1]"),
        (ErrorCode::LengthMismatch, "b"),
        (ErrorCode::OutOfRange, "b[2]"),
        (ErrorCode::OutOfRange, "b[3]"),
        (ErrorCode::LengthMismatch, "weight"),
        (ErrorCode::OutOfRange, "weight[0]"),
        (ErrorCode::OutOfRange, "weight[1]"),
        (ErrorCode::OutOfRange, "weight[2]"),
        (ErrorCode::OutOfRange, "weight[3]"),
    ];
    assert_eq!(refused(&problem), expected.map(|(code, path)| (code, path.to_owned())));
    let huge = PeersProblem { a: &[], b: &[], weight: &[], n: usize::MAX };
    assert_eq!(refused(&huge), [(ErrorCode::TooLarge, "n".to_owned())]);
}

#[test]
fn totals_that_not_every_language_can_hold_are_refused() {
    let weight = [MOST_PEER_WEIGHT; 3];
    let three = PeersProblem { a: &[0, 2, 4], b: &[1, 3, 5], weight: &weight, n: 6 };
    assert_eq!(refused(&three), [(ErrorCode::TooLarge, "weight".to_owned())]);
    let two = Instance::of(4, &[(0, 1, MOST_PEER_WEIGHT), (2, 3, MOST_PEER_WEIGHT)]).solve();
    assert_eq!(two.total, MOST - 1);
    // Three on a triangle: the duals, in half points, are as exact.
    let triangle = [(0, 1, MOST_PEER_WEIGHT), (1, 2, MOST_PEER_WEIGHT), (2, 0, MOST_PEER_WEIGHT)];
    let found = Instance::of(3, &triangle).solve();
    assert_eq!(found.total, MOST_PEER_WEIGHT);
    assert!(found.duals.iter().all(|&dual| dual <= MOST) && found.odd_sets.iter().all(|set| set.dual <= MOST));
}

#[test]
fn nothing_at_all_is_a_problem_with_an_answer() {
    for n in [0, 1, 5] {
        let found = Instance { n, ..Instance::default() }.solve();
        assert_eq!((found.total, found.partner.len()), (0, n));
    }
    let found = Instance::of(2, &[(0, 1, 0)]).solve();
    assert_eq!((found.total, found.edges.len()), (0, 0), "an edge worth nothing is not chosen");
    let found = Instance::of(2, &[(0, 1, 3), (1, 0, 5), (0, 1, 5)]).solve();
    assert_eq!((found.total, found.edges.len()), (5, 1), "of parallel edges the heaviest");
}
