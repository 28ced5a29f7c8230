use proptest::prelude::*;

use super::assign_support::{Instance, instances};
use super::{Face, MOST, Second};
use crate::bipartite::Bipartite;
use crate::control::Control;
use crate::error::ErrorCode;

fn graph(instance: &Instance) -> Bipartite<'_> {
    let Instance { mentee, mentor, weight, mentor_seats, mentee_seats } = instance;
    Bipartite::from_edges(mentee, mentor, weight, mentor_seats, mentee_seats)
}

fn face(instance: &Instance) -> Face {
    let graph = graph(instance);
    Face::of(&graph, &crate::assign::assign(&graph, &Control::new()).unwrap()).unwrap()
}

fn best(face: &Face, weights: &[i64]) -> Second {
    let second = face.best(|edge| weights[edge.id as usize], &Control::new()).unwrap();
    assert!(second.complete);
    assert_eq!(second.total, second.bound);
    second
}

fn sum(weights: &[i64], chosen: &[u32]) -> i128 {
    chosen.iter().map(|&edge| i128::from(weights[edge as usize])).sum()
}

/// Every set of edges within the seats.
fn choices(instance: &Instance) -> Vec<Vec<u32>> {
    let edges = instance.weight.len() as u32;
    let fits = |set: &u32| {
        let (mut mentees, mut mentors) = (instance.mentee_seats.clone(), instance.mentor_seats.clone());
        (0..edges).filter(|edge| set >> edge & 1 == 1).all(|edge| {
            let seats = [
                &mut mentees[instance.mentee[edge as usize] as usize],
                &mut mentors[instance.mentor[edge as usize] as usize],
            ];
            seats.into_iter().all(|seats| seats.checked_sub(1).map(|fewer| *seats = fewer).is_some())
        })
    };
    (0..1_u32 << edges).filter(fits).map(|set| (0..edges).filter(|edge| set >> edge & 1 == 1).collect()).collect()
}

/// Those worth most.
fn most(choices: &[Vec<u32>], weights: &[i64]) -> Vec<Vec<u32>> {
    let most = choices.iter().map(|choice| sum(weights, choice)).max();
    choices.iter().filter(|choice| Some(sum(weights, choice)) == most).cloned().collect()
}

/// The bound that second prices prove: those who must fill their seats do so at any price, the others where it pays.
fn proved(face: &Face, weights: &[i64], prices: &[i64]) -> i128 {
    let seats = face.mentors.seats.iter().zip(prices).map(|(&seats, &price)| i128::from(seats) * i128::from(price));
    let mut bound = sum(weights, &face.settled.iter().map(|edge| edge.id).collect::<Vec<_>>());
    // A mentor without undecided edges has no seat to sell.
    let undecided = |mentor: usize| face.tight.iter().any(|(edge, _)| edge.mentor as usize == mentor);
    bound += seats.enumerate().filter(|(mentor, _)| undecided(*mentor)).map(|(_, seats)| seats).sum::<i128>();
    assert!(prices.iter().enumerate().all(|(mentor, &price)| price >= 0 || face.mentors.must[mentor]));
    for row in face.tight.chunk_by(|a, b| a.0.mentee == b.0.mentee) {
        let mentee = row[0].0.mentee as usize;
        let mut gains: Vec<i64> =
            row.iter().map(|(edge, _)| weights[edge.id as usize] - prices[edge.mentor as usize]).collect();
        gains.sort_unstable_by(|a, b| b.cmp(a));
        gains.truncate(face.mentees.seats[mentee] as usize);
        bound += gains
            .iter()
            .map(|&gain| i128::from(if face.mentees.must[mentee] { gain } else { gain.max(0) }))
            .sum::<i128>();
    }
    bound
}

fn with_two_more(
    instance: impl Strategy<Value = Instance>,
    most: i64,
) -> impl Strategy<Value = (Instance, Vec<i64>, Vec<i64>)> {
    instance.prop_flat_map(move |instance| {
        let more = || prop::collection::vec(0..=most, instance.weight.len());
        (Just(instance.clone()), more(), more())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn the_best_of_the_best_by_enumeration((instance, second, third) in with_two_more(instances(4, 4, 9, 3, 3), 3)) {
        let optimal = most(&choices(&instance), &instance.weight);
        let first = face(&instance);
        prop_assert!(optimal.contains(&first.chosen()));
        prop_assert_eq!(first.is_unique(), optimal.len() == 1);
        let better = most(&optimal, &second);
        let best_of_all = most(&better, &third);
        for first in [first.clone(), first.undecided()] {
            prop_assert!(optimal.contains(&first.chosen()));
            let found = best(&first, &second);
            prop_assert_eq!(found.total, sum(&second, &better[0]));
            prop_assert_eq!(proved(&first, &second, &found.prices), found.total);
            prop_assert!(better.contains(&found.face.chosen()));
            prop_assert_eq!(found.face.is_unique(), better.len() == 1);
            let last = best(&found.face, &third);
            prop_assert_eq!(last.total, sum(&third, &best_of_all[0]));
            prop_assert_eq!(proved(&found.face, &third, &last.prices), last.total);
            prop_assert!(best_of_all.contains(&last.face.chosen()));
            prop_assert_eq!(last.face.is_unique(), best_of_all.len() == 1);
            prop_assert_eq!(found.face.undecided().is_unique(), better.len() == 1);
        }
    }

    /// What is left undecided is what some optimal choices have and others have not.
    #[test]
    fn undecided_edges_are_those_in_question(instance in instances(4, 4, 9, 2, 2)) {
        let optimal = most(&choices(&instance), &instance.weight);
        let face = face(&instance).undecided();
        let in_question = |edge: &u32| {
            let with = optimal.iter().filter(|choice| choice.contains(edge)).count();
            0 < with && with < optimal.len()
        };
        let mut left: Vec<u32> = face.tight.iter().map(|(edge, _)| edge.id).collect();
        left.sort_unstable();
        let edges: Vec<u32> = (0..instance.weight.len() as u32).filter(in_question).collect();
        prop_assert_eq!(left, edges);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Two objectives in one weight, where there is room for both.
    #[test]
    fn the_same_as_both_weights_in_one((instance, second, third) in with_two_more(instances(40, 12, 300, 4, 5), 1_000)) {
        let found = best(&face(&instance), &second);
        let both = |high: &[i64], low: &[i64]| -> Vec<i64> { high.iter().zip(low).map(|(high, low)| (high << 20) + low).collect() };
        let mut joined = instance.clone();
        joined.weight = both(&instance.weight, &second);
        let graph = graph(&joined);
        let expected = crate::assign::assign(&graph, &Control::new()).unwrap();
        prop_assert_eq!(sum(&instance.weight, &found.face.chosen()), sum(&instance.weight, &expected.chosen));
        prop_assert_eq!(found.total, sum(&second, &expected.chosen));
        // A face of faces, too.
        let last = best(&found.face.clone().undecided(), &third);
        let other = best(&Face::of(&graph, &expected).unwrap(), &third);
        prop_assert_eq!(last.total, other.total);
        prop_assert_eq!(last.face.is_unique(), other.face.is_unique());
    }

    /// Weights that leave no room for the bonus that is sure to do are solved all the same, or refused.
    #[test]
    fn large_second_weights_are_exact_or_refused((instance, second, _) in with_two_more(instances(20, 8, 90, 3, 2), MOST >> 8)) {
        let face = face(&instance);
        let small: Vec<i64> = second.iter().map(|weight| weight >> 20).collect();
        match face.best(|edge| second[edge.id as usize] >> 20 << 20, &Control::new()) {
            Ok(found) => prop_assert_eq!(found.total, best(&face, &small).total << 20),
            Err(error) => prop_assert_eq!(error.code(), ErrorCode::TooLarge),
        }
    }
}

/// Ada and Bo have one seat each and everybody thinks the same of them: first weights leave everything open, second ones
/// nothing.
#[test]
fn identical_mentors_are_told_apart_by_second_weights() {
    let mut instance = Instance { mentor_seats: vec![1; 30], mentee_seats: vec![1; 40], ..Instance::default() };
    for mentee in 0..40 {
        for mentor in 0..30 {
            instance.push(mentee, mentor, 7);
        }
    }
    let face = face(&instance);
    assert!(!face.is_unique());
    let second: Vec<i64> = (0..1_200).map(|edge| edge * edge * 7_919 % 1_000_003).collect();
    let found = best(&face, &second);
    assert!(found.face.is_unique());
    instance.weight = second;
    assert_eq!(found.total, i128::from(super::assign_support::by_shortest_paths(&instance)));
}

#[test]
fn no_time_leaves_a_choice_and_says_what_could_be() {
    let mut instance = Instance { mentor_seats: vec![1; 12], mentee_seats: vec![1; 12], ..Instance::default() };
    for edge in 0..144 {
        instance.push(edge / 12, edge % 12, 5);
    }
    let face = face(&instance);
    let weights: Vec<i64> = (0..144).map(|edge| edge * edge * 7_919 % 1_009).collect();
    let control = Control::new().timeout(std::time::Duration::ZERO);
    let rushed = face.best(|edge| weights[edge.id as usize], &control).unwrap();
    assert!(!rushed.complete);
    assert_eq!(rushed.face.chosen(), face.chosen());
    assert_eq!(rushed.total, sum(&weights, &face.chosen()));
    let best = best(&face, &weights);
    assert!(rushed.total <= best.total && best.total <= rushed.bound);
}
