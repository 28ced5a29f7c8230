//! Fair choices by bands and by urgency: everything by enumeration, proofs at any size, and lies.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::time::Duration;

use assign_support::{Instance, instances};
use fireside::solve::{FairOptions, FairSolution, Measure, fair, verify_fair};
use fireside::{Control, Error, ErrorCode, Status};
use proptest::prelude::*;

/// What is asked for, with arrays of its own.
#[derive(Debug, Clone)]
struct Asked {
    band: i64,
    urgency: Option<Vec<u32>>,
}

impl Asked {
    fn options(&self) -> FairOptions<'_> {
        FairOptions { measure: Measure::Best, band: self.band, urgency: self.urgency.as_deref() }
    }
}

fn with_options(instance: impl Strategy<Value = Instance>, band: i64) -> impl Strategy<Value = (Instance, Asked)> {
    (instance, 0..=band).prop_flat_map(|(instance, band)| {
        let urgency = prop::option::weighted(0.7, prop::collection::vec(0..4_u32, instance.mentee_seats.len()));
        (Just(instance), urgency.prop_map(move |urgency| Asked { band, urgency }))
    })
}

fn solved(instance: &Instance, asked: &Asked) -> FairSolution {
    fair(&instance.problem(), asked.options(), &Control::new()).unwrap()
}

fn lots(instance: &Instance, edges: &[u32]) -> Vec<i64> {
    let mut lots = vec![0; instance.mentee_seats.len()];
    for &edge in edges {
        let lot = &mut lots[instance.mentee[edge as usize] as usize];
        *lot = instance.weight[edge as usize].max(*lot);
    }
    lots
}

/// What choices are compared by: everybody's band, the more urgent the lower for those with nothing, from the lowest on; then what
/// lots are worth together.
fn merit(instance: &Instance, asked: &Asked, edges: &[u32]) -> (Vec<i64>, i64) {
    let lots = lots(instance, edges);
    let band = asked.band.max(1);
    let bands = lots.iter().enumerate().map(|(i, &lot)| match (lot, &asked.urgency) {
        (0, Some(urgency)) => -i64::from(urgency[i]),
        (lot, _) => lot / band + i64::from(lot % band > 0),
    });
    let mut bands: Vec<i64> = bands.collect();
    bands.sort_unstable();
    (bands, lots.iter().sum())
}

/// The most merit, by trying every set of edges.
fn truth(instance: &Instance, asked: &Asked) -> (Vec<i64>, i64) {
    let choices = (0_u32..1 << instance.weight.len()).filter_map(|choice| {
        let (mut mentees, mut mentors) = (instance.mentee_seats.clone(), instance.mentor_seats.clone());
        let edges: Vec<u32> = (0..instance.weight.len() as u32).filter(|edge| choice >> edge & 1 == 1).collect();
        let fits = edges.iter().all(|&edge| {
            let i = &mut mentees[instance.mentee[edge as usize] as usize];
            let j = &mut mentors[instance.mentor[edge as usize] as usize];
            i.checked_sub(1).zip(j.checked_sub(1)).map(|left| (*i, *j) = left).is_some()
        });
        fits.then(|| merit(instance, asked, &edges))
    });
    choices.max().unwrap()
}

fn verified(instance: &Instance, asked: &Asked, found: &FairSolution) -> Result<(), Error> {
    verify_fair(&instance.problem(), asked.options(), found)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn lots_by_enumeration((instance, asked) in with_options(instances(7, 5, 12, 2, 9), 6)) {
        let found = solved(&instance, &asked);
        prop_assert_eq!(merit(&instance, &asked, &found.edges), truth(&instance, &asked));
        prop_assert_eq!(found.status, Status::Optimal);
        prop_assert!(found.gap < asked.band.max(1));
        let plain = fair(&instance.problem(), Measure::Best, &Control::new()).unwrap();
        prop_assert_eq!(found.matched, plain.matched, "nobody is left out for the urgent, or for points");
        if asked.band < 2 && asked.urgency.as_ref().is_none_or(|all| all.iter().all(|it| *it == 0)) {
            prop_assert_eq!(&found.edges, &plain.edges);
            prop_assert_eq!(&found.prices, &plain.prices);
        }
        if let Err(error) = verified(&instance, &asked, &found) {
            prop_assert!(false, "{:?} {:?}", error, found);
        }
    }

    #[test]
    fn proves_itself_at_any_size(
        (instance, asked) in with_options(
            prop_oneof![instances(40, 25, 220, 3, 9), instances(40, 25, 220, 2, 10_000), instances(30, 30, 150, 1, 60)],
            60,
        ),
    ) {
        let found = solved(&instance, &asked);
        prop_assert_eq!(found.status, Status::Optimal);
        if let Err(error) = verified(&instance, &asked, &found) {
            prop_assert!(false, "{:?} {:?}", error, found);
        }
        let rushed = fair(&instance.problem(), asked.options(), &Control::new().timeout(Duration::ZERO)).unwrap();
        if let Err(error) = verified(&instance, &asked, &rushed) {
            prop_assert!(false, "{:?} {:?}", error, rushed);
        }
        let exact = solved(&instance, &Asked { band: 1, ..asked.clone() });
        prop_assert!(merit(&instance, &asked, &exact.edges) <= merit(&instance, &asked, &found.edges));
    }

    #[test]
    fn lies_are_found((instance, asked) in with_options(instances(8, 6, 30, 2, 9), 6), lie in 0..7_usize) {
        let honest = solved(&instance, &asked);
        let mut told = honest.clone();
        let mut asked = asked;
        match lie {
            0 => told.second_prices.clear(),
            // As fair, but not the most.
            1 => {
                let plain = solved(&instance, &Asked { band: 1, ..asked.clone() });
                told.edges = plain.edges;
                (told.total, told.price, told.worst) = (plain.total, plain.price, plain.worst);
                told.gap = told.bound - told.worst;
                let sum = |edges: &[u32]| lots(&instance, edges).iter().sum::<i64>();
                prop_assume!(sum(&told.edges) < sum(&honest.edges));
            }
            // Counts changed.
            2 => told.urgent.iter_mut().take(1).for_each(|count| count.matched += 1),
            3 => told.urgent.clear(),
            // The band hidden, or another one.
            4 => {
                prop_assume!(asked.band > 1 && !instance.weight.is_empty());
                asked.band = 1;
                told.second_prices.clear();
            }
            5 => told.proved += 1,
            // Urgency forgotten.
            _ => {
                asked.urgency = None;
                told.urgent.clear();
            }
        }
        let harmless = told == honest && lie != 4 && lie != 6
            // Every lot may be the same in both, with no price to tell.
            || lie == 4 && solved(&instance, &asked).prices == honest.prices
            || lie == 6 && merit(&instance, &asked, &honest.edges) == truth_by(&instance, &asked);
        prop_assert!(harmless || verified(&instance, &asked, &told).is_err(), "{:?}", told);
    }
}

/// By solving, where there are too many edges to try.
fn truth_by(instance: &Instance, asked: &Asked) -> (Vec<i64>, i64) {
    merit(instance, asked, &solved(instance, asked).edges)
}

/// Ada has one seat, Grace one: Bo was passed over twice, Cem and Dee never.
fn passed_over() -> Instance {
    let mut instance = Instance { mentor_seats: vec![1, 1], mentee_seats: vec![1; 3], ..Instance::default() };
    for (mentee, mentor, weight) in [(0, 0, 1), (1, 0, 9), (1, 1, 5), (2, 1, 8)] {
        instance.push(mentee, mentor, weight);
    }
    instance
}

#[test]
fn whoever_was_passed_over_comes_first() {
    let instance = passed_over();
    let plain = fair(&instance.problem(), Measure::Best, &Control::new()).unwrap();
    assert_eq!(lots(&instance, &plain.edges), [0, 9, 8]);
    let asked = Asked { band: 1, urgency: Some(vec![2, 0, 0]) };
    let found = solved(&instance, &asked);
    assert_eq!(lots(&instance, &found.edges), [1, 0, 8]);
    let counts: Vec<(u32, u64, u64)> = found.urgent.iter().map(|it| (it.urgency, it.mentees, it.matched)).collect();
    assert_eq!(counts, [(2, 1, 1), (0, 2, 1)]);
    verified(&instance, &asked, &found).unwrap();
}

#[test]
fn options_that_make_no_sense() {
    let instance = passed_over();
    let code = |options: FairOptions<'_>| {
        let error = fair(&instance.problem(), options, &Control::new()).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let wrong = |code, path: &str| (code, path.to_owned());
    let with = |measure, band, urgency| FairOptions { measure, band, urgency };
    assert_eq!(code(with(Measure::Best, -1, None)), wrong(ErrorCode::OutOfRange, "band"));
    assert_eq!(code(with(Measure::Sum, 2, None)), wrong(ErrorCode::OutOfRange, "band"));
    assert_eq!(code(with(Measure::Best, 1 << 53, None)), wrong(ErrorCode::OutOfRange, "band"));
    assert_eq!(code(with(Measure::Best, 1, Some(&[1, 2]))), wrong(ErrorCode::LengthMismatch, "urgency"));
    assert_eq!(code(with(Measure::Sum, 1, Some(&[1, 2, 3]))), wrong(ErrorCode::OutOfRange, "urgency"));
    let far = Instance { mentee: vec![4_000_000, 0, 0, 0], ..instance.clone() };
    let problem = fireside::solve::AssignProblem { mentee_seats: None, ..far.problem() };
    let error = fair(&problem, with(Measure::Best, 1, Some(&[1, 2])), &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "urgency"));
}

/// One band, two mentors with a seat each: 8 and 9 are 17, the other way round it is 15.
#[test]
fn a_second_price_changed() {
    let mut instance = Instance { mentor_seats: vec![1, 1, 1], mentee_seats: vec![1; 3], ..Instance::default() };
    for (mentee, mentor, weight) in [(0, 0, 9), (0, 1, 8), (1, 0, 9), (1, 1, 6), (2, 2, 4)] {
        instance.push(mentee, mentor, weight);
    }
    let asked = Asked { band: 10, urgency: None };
    let honest = solved(&instance, &asked);
    assert_eq!((honest.edges.as_slice(), honest.total, honest.worst, honest.bound), ([1, 2, 4].as_slice(), 21, 4, 9));
    verified(&instance, &asked, &honest).unwrap();
    let told = |change: &dyn Fn(&mut Vec<i64>)| {
        let mut told = honest.clone();
        change(&mut told.second_prices);
        let error = verified(&instance, &asked, &told).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::BoundMismatch, "second_prices"));
    };
    told(&|prices| prices[0] += 4);
    told(&|prices| prices[0] -= 4);
    told(&|prices| prices[2] -= 1);
    told(&|prices| prices[1] = i64::MIN);
    told(&Vec::clear);
    let mut lie = honest.clone();
    (lie.edges, lie.total, lie.price) = (vec![0, 3, 4], 19, lie.most - 19);
    assert!(verified(&instance, &asked, &lie).unwrap_err().problems().any(|it| it.path == "second_prices"));
}

#[test]
fn large_weights_in_large_bands() {
    let most = fireside::solve::MOST;
    let mut instance = Instance { mentor_seats: vec![1], mentee_seats: vec![1], ..Instance::default() };
    instance.push(0, 0, most);
    for band in [2, most / 4, most - 1] {
        let asked = Asked { band, urgency: Some(vec![u32::MAX]) };
        let found = solved(&instance, &asked);
        assert_eq!((found.worst, found.bound, found.status), (most, most, Status::Optimal));
        verified(&instance, &asked, &found).unwrap();
    }
    let asked = FairOptions { band: most, ..FairOptions::default() };
    let error = fair(&instance.problem(), asked, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::TooLarge, "weight"));
}
