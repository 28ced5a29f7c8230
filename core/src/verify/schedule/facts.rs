//! What a schedule says beside: topics, clocks, figures and the status.

use std::collections::BTreeSet;

use super::Ground;
use super::people::in_role;
use crate::error::{ErrorCode, Problems};
use crate::matching::{LocalTime, ScheduleFigures, Session};
use crate::status::Status;

/// What a session says of itself that is not so: fields with messages.
pub(super) fn session(ground: &Ground<'_>, session: &Session, start: i64) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let topic = ground.topics.get(&(session.mentee.as_str(), session.mentor.as_str())).copied().flatten();
    if session.topic.as_deref() != topic {
        wrong.push(("topic", "this is not the first topic of the pairing".to_owned()));
    }
    for (field, id, as_mentor, told) in [
        ("mentor_local", &session.mentor, true, &session.mentor_local),
        ("mentee_local", &session.mentee, false, &session.mentee_local),
    ] {
        let show = |minute: i64| {
            let plan = ground.cohort.roster().plan.as_ref()?;
            plan.local_time(u32::try_from(minute).ok()?, in_role(ground.cohort, id, as_mentor)?)
        };
        let local = show(start).zip(show(start + ground.session));
        let local = local.map(|((zone, start), (_, end))| LocalTime { time_zone: zone.to_owned(), start, end });
        if *told != local {
            wrong.push((field, "this is not what the clocks show there".to_owned()));
        }
    }
    wrong
}

pub(super) fn check_figures(ground: &Ground<'_>, problems: &mut Problems) {
    let (schedule, told) = (ground.schedule, &ground.schedule.figures);
    let possible = ground.sides.keys().filter(|key| !ground.starts(**key).is_empty()).count() as u64;
    let lacks: u64 = schedule.crowds.iter().map(|it| (it.pairs.len() as u64).saturating_sub(it.most.into())).sum();
    let bound = possible.saturating_sub(lacks);
    let held = schedule.sessions.len() as u64;
    if u64::from(told.bound) != bound || bound < held || u64::from(told.gap) != bound - held {
        let message = format!("no more than {bound} sessions are proved to be possible");
        problems.add(ErrorCode::BoundMismatch, "figures.bound", message);
    }
    let time = |id: &str| in_role(ground.cohort, id, true).zip(ground.cohort.roster().plan.as_ref());
    let mentors: BTreeSet<&str> = ground.sides.keys().map(|key| key.1).collect();
    let minutes = |id: &str| time(id).map_or(0, |(stated, plan)| u64::from(plan.spans(stated).total()));
    let free_minutes: u64 = mentors.into_iter().map(minutes).sum();
    let sessions = schedule.sessions.iter().filter(|session| time(&session.mentor).is_some()).count() as u64;
    let session_minutes = sessions * ground.session as u64;
    let count =
        |counts: fn(&Session) -> bool| schedule.sessions.iter().filter(|session| counts(session)).count() as u32;
    let millionths = (session_minutes * 1_000_000).checked_div(free_minutes).unwrap_or(0).min(1_000_000);
    let expected = ScheduleFigures {
        pairs: ground.sides.len() as u32,
        sessions: held as u32,
        preferred: count(|session| session.preferred),
        kept: count(|session| session.kept),
        free_minutes,
        session_minutes,
        utilisation: millionths as f64 / 1e6,
        ..told.clone()
    };
    if *told != expected {
        problems.add(ErrorCode::TotalMismatch, "figures", "these are not the sums of the sessions");
    }
    let supported = match schedule.status {
        Status::Optimal => told.gap == 0,
        Status::WithinGap => told.gap > 0,
        Status::Deadline => true,
    };
    if !supported {
        let message = format!("the status is `{}` with a gap of {}", schedule.status.as_str(), told.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
}
