//! When the pairs of a matching meet.
//!
//! `agenda.rs` makes numbers of people, zones and clocks, `diary` finds the times, `write.rs` makes the document, with `words.rs`
//! for whoever has no time.

mod agenda;
mod open;
mod starts;
mod stated;
mod words;
mod write;

use std::collections::BTreeMap;

use crate::cohort::Cohort;
use crate::control::Control;
use crate::diary::plan;
use crate::error::Error;
#[cfg(doc)]
use crate::error::ErrorCode;
use crate::matching::{Matching, Run, Schedule};
use crate::model::Instant;
use crate::options::ScheduleOptions;
use crate::run::{ROOMS, record as record_of};
#[cfg(doc)]
use crate::status::Status;
use crate::threads;
pub(crate) use agenda::Agenda;
pub(crate) use starts::Starts;
pub(crate) use words::message;
pub(crate) use write::TOLD;
pub(crate) use write::appointment;

/// The name of what a schedule is best at, in the record of a run.
pub(crate) const OBJECTIVE: &str = "schedule";

/// Finds a time for every pair of a matching, or names who and what makes it impossible.
///
/// Sessions take the policy's `session_minutes` and start on its grid of `slot_minutes` from the horizon's start (UTC). They are in
/// the free time of both (windows, less what is busy with its buffers, less what is before `as_of` and the notice). Nobody is in two places,
/// as mentor and mentee; between two sessions of a person there are the buffers, which may share their minutes; nobody has more sessions or
/// minutes in a week than they allow, where a session counts in the week, from Monday in the person's zone, in which it starts; and there
/// are no more sessions at a time than `rooms`. Of somebody who is both, buffers and limits of both roles count, and whoever
/// states availability in one role only has it in both. Where one of two states none, the other's counts; where neither does, they
/// have no time.
///
/// The matching may be older than the cohort, but its people must be there. Sessions that it has already
/// ([`MatchOptions::schedule`](crate::MatchOptions::schedule)) stay where they are as far as they can (`kept`).
///
/// # What is promised
/// As many sessions as possible where the gap is 0 ([`Status::Optimal`]), and nowhere else. That is always so where sessions take one slot,
/// nobody has buffers, one of each pair is in no other pair, and there are not both rooms and weekly limits. Elsewhere the problem is
/// NP-hard: a good schedule comes with a bound. Among schedules of as many sessions, none is known to be the best; but no session could move by
/// itself to a time that both prefer from one that they do not, nor to an earlier one that is preferred as much.
///
/// Complexity: O(pairs · starts) where times are plenty; where they are scarce, a search for everybody who is left without, of
/// bounded effort where it could prove nothing. Memory O(people · windows + pairs + slots).
///
/// # Errors
/// [`ErrorCode::UnknownPerson`] for pairs of people who are not in the cohort, [`ErrorCode::DuplicateEntry`] for a pair that comes twice,
/// [`ErrorCode::Contradiction`] for a pair of one person; options outside their range.
///
/// ```
/// use fireside::{Cohort, MatchOptions, ScheduleOptions, match_cohort, schedule_matching};
///
/// // Ada has an hour in London, from nine. Bo can come at half past; Cem from a quarter to ten on, which leaves no half hour.
/// let cohort = Cohort::from_json(r#"{
///     "schema": "fireside/cohort/1",
///     "topics": [{"id": "rust"}],
///     "policy": {"horizon": {"from": "2026-12-01", "days": 7}, "min_overlap_minutes": 0},
///     "mentors": [{"id": "ada", "offers": [{"topic": "rust"}], "capacity": 2, "availability":
///         {"time_zone": "Europe/London", "weekly": [{"day": "tue", "start": "09:00", "end": "10:00"}]}}],
///     "mentees": [
///         {"id": "bo", "wants": [{"topic": "rust"}], "availability":
///             {"time_zone": "Europe/Paris", "weekly": [{"day": "tue", "start": "10:30", "end": "11:00"}]}},
///         {"id": "cem", "wants": [{"topic": "rust"}], "availability":
///             {"time_zone": "Europe/Istanbul", "weekly": [{"day": "tue", "start": "12:45", "end": "14:00"}]}}
///     ]
/// }"#)?;
/// let matching = match_cohort(&cohort, &MatchOptions::default())?;
/// let schedule = schedule_matching(&cohort, &matching, &ScheduleOptions::default())?;
///
/// assert_eq!((schedule.sessions[0].mentee.as_str(), schedule.sessions[0].start.as_str()), ("bo", "2026-12-01T09:30:00Z"));
/// assert_eq!(schedule.sessions[0].mentee_local.as_ref().unwrap().start, "2026-12-01T10:30+01:00");
/// let cem = &schedule.unscheduled[0];
/// assert_eq!((cem.mentee.as_str(), cem.code.as_str()), ("cem", "no_common_time"));
/// let nearest = cem.nearest.as_ref().unwrap();
/// assert_eq!((nearest.person.as_str(), nearest.minutes), ("cem", 15), "a quarter of an hour more would do");
/// schedule.verify(&cohort, &matching)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn schedule_matching(cohort: &Cohort, matching: &Matching, options: &ScheduleOptions) -> Result<Schedule, Error> {
    schedule_matching_with(cohort, matching, None, options, &Control::new())
}

/// [`schedule_matching`] that keeps what a previous schedule has, before what the matching has, under a caller's control.
///
/// Sessions of `previous` that are still possible, one after the other from the first, stay where they are (`kept`), even where others could
/// have a time if they did not; the bound speaks of all schedules, also of those that keep nothing. What begins before `as_of` is not
/// possible any more: pairs who have met belong into the history, not into the matching. A deadline that comes first gives the best schedule
/// found, with its certified gap and [`Status::Deadline`].
///
/// # Errors
/// As [`schedule_matching`]; [`ErrorCode::Cancelled`].
pub fn schedule_matching_with(
    cohort: &Cohort,
    matching: &Matching,
    previous: Option<&Schedule>,
    options: &ScheduleOptions,
    control: &Control,
) -> Result<Schedule, Error> {
    options.check()?;
    control.check()?;
    threads::with(options.threads, || {
        let agenda = Agenda::new(cohort, matching)?;
        let problem = agenda.problem(options.rooms);
        let total = agenda.rows.len() as u64;
        control.report("schedule", 0, total);
        let kept = kept(&agenda, matching, previous);
        let planned = plan(&problem, &kept, control)?;
        control.report("schedule", total, total);
        Ok(write::write(&agenda, &planned, record(cohort, options.rooms)))
    })?
}

/// The record of a run.
pub(crate) fn record(cohort: &Cohort, rooms: Option<u32>) -> Run {
    let asked: BTreeMap<String, String> = rooms.iter().map(|rooms| (ROOMS.to_owned(), rooms.to_string())).collect();
    record_of(cohort, OBJECTIVE, asked, 0)
}

/// The sessions of the schedule before, and of a matching that has times, which are on the grid and as long as ever, as pairs with starts: from
/// the first, and of equals by pair, so that it does not matter how they were listed.
fn kept(agenda: &Agenda<'_>, matching: &Matching, previous: Option<&Schedule>) -> Vec<(u32, u32)> {
    let Some(plan) = agenda.plan() else { return Vec::new() };
    // Of a pair that both have, the schedule's counts: it was told last.
    let with_time = matching.pairings.iter().filter_map(|pairing| Some((pairing, pairing.session.as_ref()?)));
    let mut told: BTreeMap<(&str, &str), (&str, &str)> =
        with_time.map(|(it, session)| ((&*it.mentee, &*it.mentor), (&*session.start, &*session.end))).collect();
    let before = previous.into_iter().flat_map(|previous| &previous.sessions);
    told.extend(before.map(|it| ((&*it.mentee, &*it.mentor), (&*it.start, &*it.end))));
    let mut kept: Vec<(u32, u32)> = Vec::new();
    for (key, (start, end)) in told {
        let minute = |text: &str| Instant::parse(text).map(|instant| plan.minute_of(instant));
        let (Some(start), Some(end)) = (minute(start), minute(end)) else { continue };
        let pair = agenda.rows.binary_search_by(|row| (row.mentee_id, row.mentor_id).cmp(&key));
        let start_on_grid = u32::try_from(start).ok().filter(|start| start.is_multiple_of(agenda.grid));
        if let (Ok(pair), Some(start)) = (pair, start_on_grid)
            && end == i64::from(start) + i64::from(agenda.session)
        {
            kept.push((start / agenda.grid, pair as u32));
        }
    }
    kept.sort_unstable();
    kept.into_iter().map(|(start, pair)| (pair, start)).collect()
}
