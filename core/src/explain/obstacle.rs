//! What stands between two people, or in the way of one: its stable name, and in words.

use super::reason::ReasonCode;
use super::words;
use crate::cohort::Cohort;
use crate::matching::Reason;
use crate::model::Status;
use crate::roster::{MenteeIx, MentorIx};
use crate::score::Exclusion;
use crate::score::interests::interests;

/// Of a mentee none of whose seats is open.
pub(super) fn no_more(name: &str) -> Reason {
    reason(ReasonCode::SeatsInUse, 1, format!("{name} wants no more mentors for now"))
}

/// Of a mentor with so many seats, none of which is open.
pub(super) fn in_use(name: &str, seats: u32) -> Reason {
    let detail = match seats {
        1 => format!("{name}'s seat is in use"),
        seats => format!("{name}'s {seats} seats are all in use"),
    };
    reason(ReasonCode::SeatsInUse, 1, detail)
}

/// A reason, for so many people.
pub(super) fn reason(code: ReasonCode, count: u32, detail: String) -> Reason {
    Reason { code: code.as_str().to_owned(), count, detail }
}

/// The stable name of what keeps two people apart.
pub(super) fn code(cohort: &Cohort, exclusion: Exclusion) -> ReasonCode {
    match exclusion {
        Exclusion::SamePerson => ReasonCode::SamePerson,
        Exclusion::MentorUnavailable => ReasonCode::MentorUnavailable,
        Exclusion::NoSharedTopic => ReasonCode::NoSharedTopic,
        Exclusion::Unwilling => ReasonCode::Unwilling,
        Exclusion::Blocked => ReasonCode::Blocked,
        Exclusion::Apart => ReasonCode::ApartForNow,
        Exclusion::NoCommonTime => ReasonCode::NoCommonTime,
        Exclusion::BelowMinScore => ReasonCode::BelowMinScore,
        Exclusion::Rule(k) => match cohort.scorer().hard.get(k).map(|rule| rule.rule.name()) {
            Some("not_in_reporting_line") => ReasonCode::NotInReportingLine,
            Some("must_share") => ReasonCode::MustShare,
            Some("must_differ") => ReasonCode::MustDiffer,
            Some("gap") => ReasonCode::Gap,
            _ => ReasonCode::NoRepeat,
        },
    }
}

/// Whether a mentor takes part and has seats, but none that is open.
fn is_in_use(cohort: &Cohort, mentor: MentorIx) -> bool {
    let person = cohort.mentor(mentor);
    person.status == Status::Active && person.capacity > 0 && person.open == Some(0)
}

/// What stands between two people, in words.
pub(super) fn obstacle(
    cohort: &Cohort,
    mentor: MentorIx,
    mentee: MenteeIx,
    exclusion: Exclusion,
    points: u32,
) -> String {
    let (one, other) = (words::mentor(cohort, mentor), words::mentee(cohort, mentee));
    match exclusion {
        Exclusion::SamePerson => "they are the same person".to_owned(),
        Exclusion::MentorUnavailable if is_in_use(cohort, mentor) => format!("no seat of {one} is open now"),
        Exclusion::MentorUnavailable => format!("{one} is paused or has no seat this round"),
        Exclusion::NoSharedTopic => format!("{one} offers nothing near what {other} asks for"),
        Exclusion::Unwilling => format!("{one} has said no to what {other} asks for"),
        Exclusion::Blocked => "a block keeps them apart".to_owned(),
        Exclusion::Apart => {
            let (ids, apart) = ((&cohort.mentor(mentor).id, &cohort.mentee(mentee).id), &cohort.data().apart);
            let found = apart.binary_search_by(|apart| (&apart.mentor, &apart.mentee).cmp(&ids));
            let until = found.ok().and_then(|at| apart.get(at)?.until);
            let again = until.map_or(String::new(), |until| format!("; again from {}", until.utc().date));
            // Whoever declined is nobody's business.
            format!("{one} and {other} are not to be matched for now{again}")
        }
        Exclusion::NoCommonTime => {
            let overlap = cohort.scorer().overlap(cohort.roster(), mentor, mentee).unwrap_or(0);
            let least = words::duration(cohort.scorer().min_overlap);
            format!("they have {} in common; the policy asks for {least}", words::duration(overlap))
        }
        Exclusion::BelowMinScore => {
            let (points, least) = (words::points(points.into()), words::points(cohort.scorer().min_points.into()));
            format!("the pair has {points} points; the policy asks for {least}")
        }
        Exclusion::Rule(k) => match cohort.scorer().hard.get(k) {
            Some(hard) => {
                let unknown = hard.lacks_data(cohort.roster(), mentor, mentee);
                let unknown = if unknown { ", which needs the attribute stated by both" } else { "" };
                format!("excluded by the rule {}{unknown}", words::rule(cohort, &hard.rule))
            }
            None => "excluded by a rule".to_owned(),
        },
    }
}

/// Everything that stands between two people; empty if they may meet.
pub(super) fn obstacles(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx, points: u32) -> Vec<Reason> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let mut reasons = Vec::new();
    let person = cohort.mentee(mentee);
    let name = words::mentee(cohort, mentee);
    if person.status == Status::Paused {
        reasons.push(reason(ReasonCode::Paused, 1, format!("{name} is paused")));
    } else if person.mentors_wanted == 0 {
        reasons.push(reason(ReasonCode::NoCapacity, 1, format!("{name} wants no mentor this round")));
    } else if person.open == Some(0) {
        reasons.push(no_more(name));
    }
    if person.wants.is_empty() && !scorer.open {
        reasons.push(reason(ReasonCode::NoWants, 1, format!("{name} has not said what to talk about")));
        return reasons;
    }
    let found = interests(scorer, roster, mentor, mentee, |_| ());
    let overlap = scorer.overlap(roster, mentor, mentee);
    for exclusion in scorer.exclusions(roster, mentor, mentee, &found, overlap, points) {
        reasons.push(reason(code(cohort, exclusion), 1, obstacle(cohort, mentor, mentee, exclusion, points)));
    }
    reasons
}
