//! What is asked of everybody, relaxed: a hard rule less, fewer points, less common time.
//!
//! Others gain by it, too: a mentor who is free for somebody else may leave a seat to the person, and one who might have been the person's may be
//! taken. So prices say nothing here, and each candidate is run.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::now::Now;
use super::search::Candidate;
use crate::calendar::Spans;
use crate::cohort::Cohort;
use crate::model::{Changes, PolicyChanges};
use crate::points::{FULL, unit};
use crate::roster::MentorIx;
use crate::score::{BROAD_CEILING, Exclusion};

/// Each rule that excludes pairs or limits the matching, in the order of the policy.
pub(super) fn rules(now: &Now<'_>) -> Vec<Candidate> {
    let cohort = &now.view.cohort;
    // Rules change no points.
    let most = sharing(now).map(|mentor| cohort.scorer().judge(cohort.roster(), mentor, now.person).points).max();
    let Some(most) = most else { return Vec::new() };
    let hard = (0..).zip(&cohort.data().policy.rules).filter(|(_, rule)| rule.weight().is_none());
    let candidate = |(at, _)| Candidate {
        size: 1,
        worse: false,
        most,
        reach: None,
        changes: Changes { drop_rules: vec![at], ..Changes::default() },
    };
    hard.map(candidate).collect()
}

/// A `min_score` of as many points as a pair of the person's has that nothing but too few keeps apart.
pub(super) fn min_scores(now: &Now<'_>) -> Vec<Candidate> {
    let cohort = &now.view.cohort;
    let scorer = cohort.scorer();
    let least = if scorer.open { BROAD_CEILING + 1 } else { 1 };
    let points = |mentor| {
        let points = scorer.judge(cohort.roster(), mentor, now.person).points;
        let obstacles = obstacles(cohort, mentor, now, points);
        (obstacles == [Exclusion::BelowMinScore] && points >= least).then_some(points)
    };
    let found: BTreeSet<u32> = sharing(now).filter_map(points).collect();
    let candidate = |points: u32| Candidate {
        size: scorer.min_points - points,
        worse: false,
        most: FULL,
        reach: None,
        changes: policy(PolicyChanges { min_score: Some(unit(points)), ..PolicyChanges::default() }),
    };
    found.into_iter().rev().map(candidate).collect()
}

/// A `min_overlap_minutes` of as much as somebody whom too little common time keeps from the person has in common with them.
pub(super) fn min_overlaps(now: &Now<'_>) -> Vec<Candidate> {
    let cohort = &now.view.cohort;
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let asked = scorer.min_overlap;
    let minutes = |mentor: MentorIx| {
        let obstacles = obstacles(cohort, mentor, now, 0);
        let only = obstacles.iter().all(|it| matches!(it, Exclusion::NoCommonTime | Exclusion::BelowMinScore));
        if !only || !obstacles.contains(&Exclusion::NoCommonTime) {
            return None;
        }
        let one = roster.mentors.get(mentor as usize)?.spans.as_ref()?;
        let other = roster.mentees.get(now.person as usize)?.spans.as_ref()?;
        enough(one, other, asked, cohort.data().policy.session_minutes)
    };
    let found: BTreeSet<Reverse<u32>> = sharing(now).filter_map(minutes).map(Reverse).collect();
    let candidate = |Reverse(minutes): Reverse<u32>| Candidate {
        size: asked - minutes,
        worse: false,
        most: FULL,
        reach: None,
        changes: policy(PolicyChanges { min_overlap_minutes: Some(minutes), ..PolicyChanges::default() }),
    };
    found.into_iter().map(candidate).collect()
}

/// The greatest least common time, less than is `asked`, that these two have. Common windows shorter than that or than a session do not count; so the less is
/// asked, the more there is, and the greatest is found by halving.
fn enough(one: &Spans, other: &Spans, asked: u32, session: u32) -> Option<u32> {
    let has = |least: u32| one.common_minutes(other, session.min(least).max(1)) >= least;
    let (mut low, mut high) = (0, asked.checked_sub(1)?);
    while low < high {
        let middle = high - (high - low) / 2;
        if has(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Some(low)
}

fn policy(policy: PolicyChanges) -> Changes {
    Changes { policy, ..Changes::default() }
}

/// Mentors who offer something near what the person wants, in order.
fn sharing(now: &Now<'_>) -> impl Iterator<Item = MentorIx> {
    let cohort = &now.view.cohort;
    now.view.index().sharing(cohort.roster(), cohort.scorer(), now.person).into_iter()
}

/// Everything that keeps a mentor from the person, for a pair of so many points.
fn obstacles(cohort: &Cohort, mentor: MentorIx, now: &Now<'_>, points: u32) -> Vec<Exclusion> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let found = crate::score::interests::interests(scorer, roster, mentor, now.person, |_| ());
    let overlap = scorer.overlap(roster, mentor, now.person);
    scorer.exclusions(roster, mentor, now.person, &found, overlap, points).collect()
}
