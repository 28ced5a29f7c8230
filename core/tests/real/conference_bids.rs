//! Bids of reviewers on papers at three conferences: each paper wants three reviewers, each reviewer has a limit. The
//! published totals were proved by an integer programme.

use std::collections::BTreeMap;

use fireside::model::{Affinity, Mentee, Mentor, Offer, Policy, Topic, Want, Weights, Willingness};
use fireside::solve::{AssignProblem, Measure, fair, verify_fair};
use fireside::{Cohort, CohortBuilder, Control};

use super::data::{self, Set};
use super::orlib_assign::solved;
use super::whole::Whole;

const SET: &str = "conference_bids";
const PER_PAPER: u32 = 3;

struct Conference {
    name: &'static str,
    papers: u32,
    reviewers: u32,
    /// The most papers a reviewer takes.
    load: u32,
    /// The published maximum of the total, in quarters as all bids are.
    quarters: i64,
    /// The published greatest score of the paper that is worst off.
    max_min: &'static str,
    /// The published greatest total of those where nobody is worse off than that.
    there: i64,
}

const CONFERENCES: [Conference; 3] = [
    Conference { name: "preflib1", papers: 54, reviewers: 31, load: 6, quarters: 497, max_min: "0.75", there: 497 },
    Conference { name: "preflib2", papers: 52, reviewers: 24, load: 7, quarters: 566, max_min: "1.00", there: 566 },
    Conference {
        name: "aamas2015",
        papers: 613,
        reviewers: 201,
        load: 12,
        quarters: 5625,
        max_min: "1.50",
        there: 5503,
    },
];

/// Paper, reviewer and the bid in quarters: 4 yes, 2 maybe, 1 no answer, 0 no or a conflict of interests.
fn bids(set: &Set, conference: &Conference) -> Vec<(u32, u32, i64)> {
    let text = set.text(&format!("{}.in", conference.name));
    let numbers: Vec<f64> = data::numbers(&text);
    let (size, scores) = numbers.split_at(2);
    assert_eq!(size, [f64::from(conference.papers), f64::from(conference.reviewers)]);
    assert_eq!(scores.len(), (conference.papers * conference.reviewers) as usize);
    let quarters = |score: f64| [(0.0, 0), (0.25, 1), (0.5, 2), (1.0, 4)].iter().find(|(bid, _)| *bid == score);
    let bid = |(at, &score): (u32, &f64)| {
        let (_, quarters) = quarters(score).unwrap_or_else(|| panic!("{score} is no bid"));
        (at / conference.reviewers, at % conference.reviewers, *quarters)
    };
    (0..).zip(scores).map(bid).collect()
}

fn decimal(quarters: i64) -> String {
    format!("{}.{:02}", quarters / 4, quarters % 4 * 25)
}

#[test]
fn greatest_totals_on_bare_edges() {
    let Some(set) = data::set(SET) else { return };
    for conference in &CONFERENCES {
        let bids = bids(&set, conference);
        let mentee: Vec<u32> = bids.iter().map(|bid| bid.0).collect();
        let mentor: Vec<u32> = bids.iter().map(|bid| bid.1).collect();
        let weight: Vec<i64> = bids.iter().map(|bid| bid.2).collect();
        let solution = solved(&AssignProblem {
            mentee: &mentee,
            mentor: &mentor,
            weight: &weight,
            mentor_seats: &vec![conference.load; conference.reviewers as usize],
            mentee_seats: Some(&vec![PER_PAPER; conference.papers as usize]),
        });
        let mut of_paper: BTreeMap<u32, Vec<i64>> = BTreeMap::new();
        for &edge in &solution.edges {
            let (paper, _, bid) = bids[edge as usize];
            of_paper.entry(paper).or_default().push(bid);
        }
        let worst = of_paper.values().map(|bids| bids.iter().sum()).min().expect("a paper");
        let silent = bids.iter().filter(|bid| bid.2 == 1).count();
        data::row(
            &format!("{SET}/{}", conference.name),
            format!(
                "{} papers, {} reviewers, {} unanswered",
                conference.papers,
                conference.reviewers,
                data::percent(silent, bids.len())
            ),
            format_args!("total {}, gap {}, worst-off paper {}", decimal(solution.total), solution.gap, decimal(worst)),
            decimal(conference.quarters),
        );
        assert_eq!(solution.total, conference.quarters, "{}", conference.name);
        assert_eq!(of_paper.len(), conference.papers as usize);
        assert!(of_paper.values().all(|bids| bids.len() == PER_PAPER as usize), "a paper lacks a reviewer");
    }
}

#[test]
fn greatest_scores_of_whoever_is_worst_off() {
    let Some(set) = data::set(SET) else { return };
    for conference in &CONFERENCES {
        let bids = bids(&set, conference);
        let mentee: Vec<u32> = bids.iter().map(|bid| bid.0).collect();
        let mentor: Vec<u32> = bids.iter().map(|bid| bid.1).collect();
        let weight: Vec<i64> = bids.iter().map(|bid| bid.2).collect();
        let problem = AssignProblem {
            mentee: &mentee,
            mentor: &mentor,
            weight: &weight,
            mentor_seats: &vec![conference.load; conference.reviewers as usize],
            mentee_seats: Some(&vec![PER_PAPER; conference.papers as usize]),
        };
        let solution = fair(&problem, Measure::Sum, &Control::new()).expect("a well-formed problem");
        verify_fair(&problem, Measure::Sum, &solution).expect("a proof");
        data::row(
            &format!("{SET}/{} fair", conference.name),
            format!("{} papers, {} reviewers", conference.papers, conference.reviewers),
            format_args!(
                "worst-off paper {}, bound {}, total {}, price {}, {} below the best total there",
                decimal(solution.worst),
                decimal(solution.bound),
                decimal(solution.total),
                decimal(solution.price),
                decimal(conference.there - solution.total)
            ),
            format_args!("{}, total there {}", conference.max_min, decimal(conference.there)),
        );
        assert_eq!(decimal(solution.worst), conference.max_min, "{}", conference.name);
        assert_eq!(solution.gap, 0, "{}", conference.name);
        // The published choices only spare whoever is worst off, for the most points; ours raises everybody else, too.
        let short = conference.there - solution.total;
        assert!((0..=conference.there / 100).contains(&short), "{}: {short} quarters below", conference.name);
        assert_eq!(solution.matched, u64::from(conference.papers));
        assert_eq!(solution.edges.len(), (conference.papers * PER_PAPER) as usize, "a paper lacks a reviewer");
    }
}

/// The same as a cohort: papers are mentees, each asking for itself; what a reviewer offers is their answer to each paper;
/// and the host's own signal, the bid, is all the score there is. So points are millionths of the published total.
fn cohort(bids: &[(u32, u32, i64)], conference: &Conference) -> CohortBuilder {
    let (paper, reviewer) = (|k: u32| format!("paper-{k:03}"), |k: u32| format!("reviewer-{k:03}"));
    let weights = Weights { interests: 0.0, availability: 0.0, preference: 0.0, affinity: 1.0 };
    let mut builder = Cohort::builder().policy(Policy { weights, ..Policy::default() });
    let mut reviewers: Vec<Mentor> =
        (0..conference.reviewers).map(|k| Mentor::new(reviewer(k)).capacity(conference.load)).collect();
    for &(at, by, bid) in bids {
        let willingness = match bid {
            0 => Willingness::No,
            1 => Willingness::IfNeeded,
            2 => Willingness::Willing,
            _ => Willingness::Eager,
        };
        reviewers[by as usize].offers.push(Offer::new(paper(at)).willingness(willingness));
        builder =
            builder.affinity(Affinity { mentor: reviewer(by), mentee: paper(at), value: f64::from(bid as u8) / 4.0 });
    }
    for k in 0..conference.papers {
        let mentee = Mentee::new(paper(k)).wants(Want::new(paper(k))).mentors_wanted(PER_PAPER);
        builder = builder.topic(Topic::new(paper(k))).mentee(mentee);
    }
    reviewers.into_iter().fold(builder, CohortBuilder::mentor)
}

#[test]
fn greatest_totals_of_cohorts() {
    let Some(set) = data::set(SET) else { return };
    for conference in &CONFERENCES {
        let bids = bids(&set, conference);
        let whole = Whole::matched(cohort(&bids, conference));
        data::row(
            &format!("{SET}/{} cohort", conference.name),
            whole.size(),
            whole.figures(),
            decimal(conference.quarters),
        );
        assert_eq!(whole.matching.certificate.total_points, conference.quarters * 250_000, "{}", conference.name);
        assert!(whole.matching.unmatched.is_empty() && whole.matching.short.is_empty(), "a paper lacks a reviewer");
    }
}
