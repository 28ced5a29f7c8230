//! Changes of one kind, tried in the order in which they could be told.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::document::{Remedy, RemedyKind};
use super::now::{Met, Now, Rejudged, Tried};
use super::options::RemedyOptions;
use crate::control::Control;
use crate::error::Error;
use crate::model::Changes;
use crate::roster::MentorIx;

/// A change that could help.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) size: u32,
    /// Of equal size, whether it asks for what people like less.
    pub(super) worse: bool,
    /// No pair that it can lead to is worth more.
    pub(super) most: u32,
    /// The mentors it can lead to, in order, if that is known.
    pub(super) reach: Option<Vec<MentorIx>>,
    pub(super) changes: Changes,
}

/// The order of what is told: the smallest change, then the most points, then as it comes.
type Key = (u32, bool, Reverse<u32>, usize);

/// How a kind is searched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) kind: RemedyKind,
    pub(super) rejudged: Rejudged,
    /// How many are told.
    pub(super) most: usize,
    /// Whether only the best that leads to the same mentor is told.
    pub(super) distinct: bool,
}

/// The best remedies among these, and whether that is sure.
///
/// Candidates are tried in the order of what they could be at best, and no more of them once as many are found as are told and none that is left could be
/// better than the last.
///
/// # Errors
/// Cancelled.
pub(super) fn best(
    now: &Now<'_>,
    plan: Plan,
    candidates: Vec<Candidate>,
    options: &RemedyOptions,
    control: &Control,
    say: impl Fn(&Changes, &Met) -> String,
) -> Result<(Vec<Remedy>, bool), Error> {
    let at_best = |(at, one): (usize, Candidate)| ((one.size, one.worse, Reverse(one.most), at), one);
    let mut candidates: Vec<(Key, Candidate)> = candidates.into_iter().enumerate().map(at_best).collect();
    candidates.sort_by_key(|(key, _)| *key);
    let mut found: Vec<(Key, MentorIx, Remedy)> = Vec::new();
    let mut met: BTreeSet<MentorIx> = BTreeSet::new();
    let (mut tries, mut complete) = (options.tries, true);
    for (key, candidate) in candidates {
        if plan.most.checked_sub(1).and_then(|last| found.get(last)).is_some_and(|last| last.0 <= key) {
            break;
        }
        let nobody_new = |reach: &Vec<MentorIx>| reach.iter().all(|mentor| met.contains(mentor));
        if plan.distinct && candidate.reach.as_ref().is_some_and(nobody_new) {
            continue;
        }
        control.check()?;
        if tries == 0 || control.is_expired() {
            complete = false;
            break;
        }
        tries -= 1;
        let Candidate { size, changes, .. } = candidate;
        let helps = match now.tried(&changes, plan.rejudged, control)? {
            Tried::Helps(helps) => helps,
            Tried::Fails => continue,
            Tried::Late => {
                complete = false;
                break;
            }
        };
        let key = (key.0, key.1, Reverse(helps.points), key.3);
        if plan.distinct
            && let Some(known) = found.iter().position(|other| other.1 == helps.mentor)
        {
            if found.get(known).is_some_and(|known| known.0 <= key) {
                continue;
            }
            found.remove(known);
        }
        met.insert(helps.mentor);
        let remedy = Remedy {
            kind: plan.kind,
            size,
            text: say(&changes, &helps),
            changes,
            mentor: now.view.cohort.mentor(helps.mentor).id.clone(),
            points: helps.points,
            total_points: helps.total_points,
            left: helps.left,
        };
        let at = found.partition_point(|other| other.0 < key);
        found.insert(at, (key, helps.mentor, remedy));
    }
    found.truncate(plan.most);
    Ok((found.into_iter().map(|(.., remedy)| remedy).collect(), complete))
}
