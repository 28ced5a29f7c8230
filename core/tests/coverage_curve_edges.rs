//! The curve between the most points and the most people, on bare edges: by enumeration, and lies about it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod assign_support;

use std::time::Duration;

use assign_support::{Instance, instances, solve as most_points};
use fireside::solve::{Count, CurveSolution, coverage, coverage_curve, verify_coverage_curve};
use fireside::{CancelToken, Control, ErrorCode, Status};
use proptest::prelude::*;

fn solved(instance: &Instance, count: Count, points: u32) -> CurveSolution {
    coverage_curve(&instance.problem(), count, points, &Control::new()).unwrap()
}

/// The most weight of a choice that reaches exactly k, for every k, by trying every set of edges.
fn truth(instance: &Instance, count: Count) -> Vec<Option<i64>> {
    fn go(
        instance: &Instance,
        (count, edge, total): (Count, usize, i64),
        sides: (&mut [u32], &mut [u32]),
        best: &mut [Option<i64>],
    ) {
        let (held, taken) = sides;
        let Some(&weight) = instance.weight.get(edge) else {
            let reached: usize = match count {
                Count::People => held.iter().filter(|held| **held > 0).count(),
                Count::Seats => held.iter().map(|&held| held as usize).sum(),
            };
            best[reached] = best[reached].max(Some(total));
            return;
        };
        go(instance, (count, edge + 1, total), (held, taken), best);
        let (i, j) = (instance.mentee[edge] as usize, instance.mentor[edge] as usize);
        if held[i] < instance.mentee_seats[i] && taken[j] < instance.mentor_seats[j] {
            (held[i], taken[j]) = (held[i] + 1, taken[j] + 1);
            go(instance, (count, edge + 1, total + weight), (held, taken), best);
            (held[i], taken[j]) = (held[i] - 1, taken[j] - 1);
        }
    }
    let mut best = vec![None; instance.weight.len() + 1];
    let (mut held, mut taken) = (vec![0; instance.mentee_seats.len()], vec![0; instance.mentor_seats.len()]);
    go(instance, (count, 0, 0), (&mut held, &mut taken), &mut best);
    best
}

fn either() -> impl Strategy<Value = Count> {
    prop_oneof![Just(Count::People), Just(Count::Seats)]
}

/// What a curve says, without how its choices were made.
fn told(curve: &CurveSolution) -> Vec<(u64, i64, i64, Vec<i64>, i64)> {
    curve.points.iter().map(|p| (p.matched, p.total, p.bonus, p.prices.clone(), p.doubt)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_truth_by_enumeration(instance in instances(5, 4, 11, 3, 30), count in either(), points in 2..6_u32) {
        let best = truth(&instance, count);
        let curve = solved(&instance, count, points);
        prop_assert!(verify_coverage_curve(&instance.problem(), count, &curve).is_ok(), "{:?}", curve);
        for point in &curve.points {
            prop_assert_eq!(Some(point.total), best[point.matched as usize]);
            prop_assert_eq!(point.total, point.bound);
        }
        // Both ends.
        let (first, last) = (&curve.points[0], curve.points.last().unwrap());
        let most = best.iter().flatten().max().unwrap();
        prop_assert_eq!(first.matched as usize, best.iter().rposition(|total| total.as_ref() == Some(most)).unwrap());
        prop_assert_eq!(last.matched as usize, best.iter().rposition(Option::is_some).unwrap());
        prop_assert_eq!(curve.most, last.matched);
        // In between: on the line where that is said, below the doubt everywhere; and never above the neighbours' tangents.
        for pair in curve.points.windows(2) {
            let (one, next) = (&pair[0], &pair[1]);
            let steps = (next.matched - one.matched) as i64;
            for k in one.matched..=next.matched {
                let total = best[k as usize].unwrap();
                let over = (total - one.total) * steps - (next.total - one.total) * (k - one.matched) as i64;
                prop_assert!((0..=one.doubt * steps).contains(&over));
                for point in [one, next] {
                    prop_assert!(total <= point.total + (point.matched as i64 - k as i64) * point.bonus);
                }
            }
        }
        let known = curve.points.iter().all(|point| point.exact);
        prop_assert_eq!(curve.status == Status::Optimal, known);
        prop_assert!(known || curve.points.len() == points as usize);
    }

    #[test]
    fn proves_itself_at_any_size(instance in instances(40, 25, 200, 4, 1_000_000), count in either(), points in 2..30_u32) {
        let curve = solved(&instance, count, points);
        prop_assert!(verify_coverage_curve(&instance.problem(), count, &curve).is_ok(), "{:?}", curve);
        let (first, last) = (&curve.points[0], curve.points.last().unwrap());
        prop_assert_eq!(first.total, most_points(&instance).total);
        let most = coverage(&instance.problem(), count, &Control::new()).unwrap();
        prop_assert_eq!((last.matched, last.total), (most.matched, most.total));
        // Slopes never rise.
        let slopes = curve.points.windows(2).map(|pair| {
            ((pair[0].total - pair[1].total) as f64) / ((pair[1].matched - pair[0].matched) as f64)
        });
        prop_assert!(slopes.collect::<Vec<_>>().is_sorted_by(|a, b| a <= b));
        // More points add, and take nothing back.
        let finer = solved(&instance, count, points + 7);
        for point in &curve.points {
            prop_assert!(finer.points.iter().any(|other| (other.matched, other.total) == (point.matched, point.total)));
        }
        let whole = solved(&instance, count, 1_000);
        prop_assert_eq!(whole.status, Status::Optimal);
        let rushed = coverage_curve(&instance.problem(), count, points, &Control::new().timeout(Duration::ZERO)).unwrap();
        prop_assert!(verify_coverage_curve(&instance.problem(), count, &rushed).is_ok(), "{:?}", rushed);
    }

    /// The order of edges is the caller's affair.
    #[test]
    fn the_same_curve_in_any_order(instance in instances(12, 8, 40, 3, 60), count in either(), points in 2..12_u32) {
        let mut turned = instance.clone();
        for list in [&mut turned.mentee, &mut turned.mentor] {
            list.reverse();
        }
        turned.weight.reverse();
        prop_assert_eq!(told(&solved(&instance, count, points)), told(&solved(&turned, count, points)));
    }

    /// Whatever is said of the answer that is not true is found out.
    #[test]
    fn lies_are_found(
        instance in instances(8, 6, 30, 2, 50), count in either(), lie in 0..14_usize, at in any::<prop::sample::Index>(),
    ) {
        let honest = solved(&instance, count, 20);
        let mut told = honest.clone();
        let at = at.index(told.points.len());
        let point = &mut told.points[at];
        match lie {
            0 => point.matched += 1,
            1 => { point.total += 1; point.bound += 1; }
            2 => point.bound += 1,
            // With more of a bonus somebody would be reached who is not; unless nobody is left.
            3 => if point.matched < honest.most { point.bonus += 1_000; },
            // More than anything can make up for.
            4 => if let Some(price) = point.prices.first_mut() { *price += 1_000; },
            5 => { point.edges.pop(); }
            6 => point.edges.push(0),
            7 => point.doubt += 1,
            8 => point.exact = !point.exact,
            9 => point.prices.push(0),
            10 => told.most += 1,
            11 => told.status = Status::WithinGap,
            12 => told.points.swap(0, at),
            // A bend left out of a curve that is said to be known.
            _ => { told.points.remove(at); }
        }
        // A seat nobody could have has any price.
        let free = lie == 4 && instance.mentor_seats[0] == 0;
        prop_assert!(
            told == honest || free || verify_coverage_curve(&instance.problem(), count, &told).is_err(),
            "lie {}: {:?}", lie, told
        );
    }
}

#[test]
fn refusals() {
    let instance = Instance { mentor_seats: vec![1], mentee_seats: vec![1], ..Instance::default() };
    for points in [0, 1, 1_001] {
        let error = coverage_curve(&instance.problem(), Count::People, points, &Control::new()).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::OutOfRange, "points"));
    }
    let mut heavy = instance.clone();
    heavy.push(0, 0, (1 << 53) - 1);
    let error = coverage_curve(&heavy.problem(), Count::People, 2, &Control::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::TooLarge, "weight"));
    let token = CancelToken::new();
    token.cancel();
    let error = coverage_curve(&instance.problem(), Count::Seats, 2, &Control::new().cancel(token)).unwrap_err();
    assert_eq!(error.code(), ErrorCode::Cancelled);
    let nobody = coverage_curve(&instance.problem(), Count::People, 2, &Control::new()).unwrap();
    assert_eq!((nobody.points.len(), nobody.most, nobody.status), (1, 0, Status::Optimal));
    // A number of people that nobody could count up to.
    let mut lie = nobody.clone();
    lie.points.push(lie.points[0].clone());
    lie.points[1].matched = u64::MAX;
    assert!(verify_coverage_curve(&instance.problem(), Count::People, &lie).is_err());
}
