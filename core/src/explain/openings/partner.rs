//! Whom more time might open.

use super::AVAILABILITY;
use crate::calendar::Spans;
use crate::cohort::Cohort;
use crate::roster::{MenteeIx, MentorIx};
use crate::score::interests::interests;
use crate::score::{Exclusion, Scorer};
use crate::side::Side;

/// Somebody whom more time might open.
pub(super) struct Partner<'a> {
    pub(super) id: u32,
    pub(super) spans: &'a Spans,
    pub(super) preferred: Option<&'a Spans>,
    /// The points of the pair but for those of availability.
    pub(super) rest: u32,
    pub(super) broad: bool,
}

/// Which partners are of interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    /// Those whom the person may not meet now.
    Kept,
    /// Those whom they may meet, too.
    All,
}

/// The other of a pair that nothing but time keeps apart, or nothing at all if so asked; `None` if something else is in the way.
pub(super) fn partner(
    cohort: &Cohort,
    side: Side,
    whom: Whom,
    mentor: MentorIx,
    mentee: MenteeIx,
) -> Option<Partner<'_>> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let (one, other) = (roster.mentors.get(mentor as usize)?, roster.mentees.get(mentee as usize)?);
    let (id, spans, preferred) = match side {
        Side::Mentee => (mentor, &one.spans, &one.preferred),
        Side::Mentor => (mentee, &other.spans, &other.preferred),
    };
    let overlap = Some(one.spans.as_ref()?.common_minutes(other.spans.as_ref()?, scorer.min_window));
    let found = interests(scorer, roster, mentor, mentee, |_| ());
    let parts = scorer.shares.iter().zip(scorer.values(roster, mentor, mentee, &found, overlap)).enumerate();
    let (mut rest, mut time) = (0, 0);
    for (at, (&share, value)) in parts {
        let points = Scorer::component_points(share, value, found.broad);
        *(if at == AVAILABILITY { &mut time } else { &mut rest }) += points;
    }
    let mut obstacles = scorer.exclusions(roster, mentor, mentee, &found, overlap, rest + time).peekable();
    if whom == Whom::Kept {
        obstacles.peek()?;
    }
    let only_time = obstacles.all(|it| matches!(it, Exclusion::NoCommonTime | Exclusion::BelowMinScore));
    let preferred = preferred.as_ref();
    only_time.then_some(Partner { id, spans: spans.as_ref()?, preferred, rest, broad: found.broad })
}
