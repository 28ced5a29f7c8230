//! What stands between two people, or in the way of one: its stable name, and in words.

use super::names;
use super::reason::ReasonCode;
use crate::cohort::Cohort;
use crate::matching::Reason;
use crate::model::Status;
use crate::roster::{MenteeIx, MentorIx};
use crate::score::Exclusion;
use crate::score::interests::interests;
use crate::words::{Arg, Phrase};

/// Why somebody is no mentee now: paused, wants nobody, or wants nobody more.
pub(super) fn no_mentee(cohort: &Cohort, mentee: MenteeIx) -> Option<Reason> {
    let (person, name) = (cohort.mentee(mentee), names::mentee(cohort, mentee));
    let (code, phrase) = match (person.status, person.mentors_wanted, person.open) {
        (Status::Paused, ..) => (ReasonCode::Paused, Phrase::ReasonPaused),
        (_, 0, _) => (ReasonCode::NoCapacity, Phrase::ReasonNoCapacityMentee),
        (.., Some(0)) => (ReasonCode::SeatsInUse, Phrase::ReasonSeatsInUseMentee),
        _ => return None,
    };
    Some(reason(code, 1, cohort.words().say(phrase, &[name.into()])))
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
    let (one, other) = (names::mentor(cohort, mentor), names::mentee(cohort, mentee));
    let words = cohort.words();
    match exclusion {
        Exclusion::SamePerson => words.say(Phrase::ObstacleSamePerson, &[]),
        Exclusion::MentorUnavailable if is_in_use(cohort, mentor) => {
            words.say(Phrase::ObstacleMentorUnavailableInUse, &[one.into()])
        }
        Exclusion::MentorUnavailable => words.say(Phrase::ObstacleMentorUnavailable, &[one.into()]),
        Exclusion::NoSharedTopic => words.say(Phrase::ObstacleNoSharedTopic, &[one.into(), other.into()]),
        Exclusion::Unwilling => words.say(Phrase::ObstacleUnwilling, &[one.into(), other.into()]),
        Exclusion::Blocked => words.say(Phrase::ObstacleBlocked, &[]),
        Exclusion::Apart => {
            let (ids, apart) = ((&cohort.mentor(mentor).id, &cohort.mentee(mentee).id), &cohort.data().apart);
            let found = apart.binary_search_by(|apart| (&apart.mentor, &apart.mentee).cmp(&ids));
            // Whoever declined is nobody's business.
            match found.ok().and_then(|at| apart.get(at)?.until) {
                Some(until) => {
                    let date = words.date_of_year(&until.utc().date.to_string());
                    words.say(Phrase::ObstacleApartForNowUntil, &[one.into(), other.into(), (&date).into()])
                }
                None => words.say(Phrase::ObstacleApartForNow, &[one.into(), other.into()]),
            }
        }
        Exclusion::NoCommonTime => {
            let overlap = cohort.scorer().overlap(cohort.roster(), mentor, mentee).unwrap_or(0);
            let least = Arg::Duration(cohort.scorer().min_overlap);
            words.say(Phrase::ObstacleNoCommonTime, &[Arg::Duration(overlap), least])
        }
        Exclusion::BelowMinScore => {
            let least = Arg::Points(cohort.scorer().min_points.into());
            words.say(Phrase::ObstacleBelowMinScore, &[Arg::Points(points.into()), least])
        }
        Exclusion::Rule(k) => {
            let hard = cohort.scorer().hard.get(k);
            let rule = hard.map(|hard| names::rule(cohort, &hard.rule)).unwrap_or_default();
            let phrase = match hard.is_some_and(|hard| hard.lacks_data(cohort.roster(), mentor, mentee)) {
                true => Phrase::ObstacleRuleNotStated,
                false => Phrase::ObstacleRule,
            };
            words.say(phrase, &[(&rule).into()])
        }
    }
}

/// Everything that stands between two people; empty if they may meet.
pub(super) fn obstacles(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx, points: u32) -> Vec<Reason> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let mut reasons: Vec<Reason> = no_mentee(cohort, mentee).into_iter().collect();
    if cohort.mentee(mentee).wants.is_empty() && !scorer.open {
        let name = names::mentee(cohort, mentee);
        reasons.push(reason(ReasonCode::NoWants, 1, cohort.words().say(Phrase::ReasonNoWants, &[name.into()])));
        return reasons;
    }
    let found = interests(scorer, roster, mentor, mentee, |_| ());
    let overlap = scorer.overlap(roster, mentor, mentee);
    for exclusion in scorer.exclusions(roster, mentor, mentee, &found, overlap, points) {
        reasons.push(reason(code(cohort, exclusion), 1, obstacle(cohort, mentor, mentee, exclusion, points)));
    }
    reasons
}
