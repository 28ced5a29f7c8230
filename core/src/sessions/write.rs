//! The document: what the diaries say, as people and instants.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::agenda::{Agenda, Row};
use super::stated::{Clock, Stated, most_a_week, roles};
use super::words::message;
use crate::calendar::{Plan, Spans};
use crate::cohort::Cohort;
use crate::diary::{self, Book, Crowd, NONE, Planned};
use crate::matching::{
    Appointment, LocalTime, NearSession, Run, Schedule, ScheduleFigures, Session, SessionCrowd, SessionPair,
    Unscheduled, UnscheduledCode, Window,
};
use crate::points::{FULL, unit};
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;

/// How many people or stretches are told at most.
pub(crate) const TOLD: usize = 10;

pub(super) fn write(agenda: &Agenda<'_>, planned: &Planned<'_>, run: Run) -> Schedule {
    let writer = Writer { agenda, book: &planned.book };
    let crowds: Vec<SessionCrowd> = planned.crowds.iter().map(|crowd| writer.crowd(crowd)).collect();
    let mut crowd_of = vec![None; agenda.rows.len()];
    for (crowd, at) in planned.crowds.iter().zip(0_u32..) {
        for &pair in &crowd.pairs {
            if let Some(of) = crowd_of.get_mut(pair as usize) {
                *of = Some(at);
            }
        }
    }
    let held = |pair: &u32| planned.book.has(*pair);
    let pairs = 0..agenda.rows.len() as u32;
    let sessions: Vec<Session> =
        pairs.clone().into_par_iter().filter(held).filter_map(|at| writer.session(at)).collect();
    let without = pairs.clone().into_par_iter().filter(|pair| !held(pair));
    let unscheduled = without.filter_map(|at| {
        let crowd = crowd_of.get(at as usize).copied().flatten();
        writer.unscheduled(at, crowd, crowd.and_then(|crowd| crowds.get(crowd as usize)))
    });
    let unscheduled: Vec<Unscheduled> = unscheduled.collect();
    let possible = pairs.filter(|&pair| planned.book.problem.starts(pair).next().is_some()).count() as u32;
    let bound = possible - planned.crowds.iter().map(Crowd::lacks).sum::<u32>();
    let gap = bound.saturating_sub(sessions.len() as u32);
    let status = match (planned.complete, gap) {
        (false, _) => Status::Deadline,
        (true, 0) => Status::Optimal,
        (true, _) => Status::WithinGap,
    };
    let figures = ScheduleFigures { bound, gap, ..writer.figures(&sessions) };
    Schedule { schema: Schedule::SCHEMA.to_owned(), status, sessions, unscheduled, crowds, figures, run }
}

struct Writer<'a> {
    agenda: &'a Agenda<'a>,
    book: &'a Book<'a>,
}

impl Writer<'_> {
    fn plan(&self) -> Option<&Plan> {
        self.agenda.plan()
    }

    fn utc(&self, minute: u32) -> String {
        self.plan().map(|plan| plan.utc(minute)).unwrap_or_default()
    }

    fn row(&self, pair: u32) -> Option<Row<'_>> {
        self.agenda.rows.get(pair as usize).copied()
    }

    fn session(&self, pair: u32) -> Option<Session> {
        let row = self.row(pair)?;
        let at = *self.book.at.get(pair as usize)? * self.agenda.grid;
        let end = at + self.agenda.session;
        Some(Session {
            mentor: row.mentor_id.to_owned(),
            mentee: row.mentee_id.to_owned(),
            topic: row.topic.map(str::to_owned),
            start: self.utc(at),
            end: self.utc(end),
            mentor_local: self.local(Stated::mentor(self.agenda.cohort, row.mentor), at, end),
            mentee_local: self.local(Stated::mentee(self.agenda.cohort, row.mentee), at, end),
            preferred: diary::is_good(self.book, pair),
            kept: self.book.fixed.get(pair as usize) == Some(&true),
        })
    }

    fn local(&self, stated: Stated<'_>, start: u32, end: u32) -> Option<LocalTime> {
        LocalTime::of(self.plan()?, stated.availability?, start, end)
    }

    fn unscheduled(&self, pair: u32, crowd: Option<u32>, told: Option<&SessionCrowd>) -> Option<Unscheduled> {
        let row = self.row(pair)?;
        let ids = [row.mentor_id, row.mentee_id];
        let starts = self.book.problem.count(pair);
        let stated = [Stated::mentor(self.agenda.cohort, row.mentor), Stated::mentee(self.agenda.cohort, row.mentee)];
        let mut people: BTreeSet<&str> = BTreeSet::new();
        let mut nearest = None;
        let code = if stated.iter().all(|role| role.availability.is_none()) {
            people.extend(ids);
            UnscheduledCode::NoTimesStated
        } else if let Some(told) = told {
            if told.person.is_some() {
                people.extend(told.pairs.iter().flat_map(|pair| [pair.mentor.as_str(), pair.mentee.as_str()]));
            }
            ids.iter().for_each(|id| _ = people.remove(id));
            code_of(&told.code)
        } else if self.limited(ids).next().is_some() {
            people.extend(self.limited(ids));
            UnscheduledCode::WeeklyLimit
        } else if starts == 0 {
            people.extend(ids);
            nearest = self.nearest(row, pair);
            UnscheduledCode::NoCommonTime
        } else {
            self.in_the_way(pair, ids, &mut people)
        };
        let people: Vec<String> = people.into_iter().take(TOLD).map(str::to_owned).collect();
        Some(Unscheduled {
            mentor: row.mentor_id.to_owned(),
            mentee: row.mentee_id.to_owned(),
            message: message(
                self.agenda.cohort.words(),
                code,
                ids,
                &people,
                self.agenda.session,
                nearest.as_ref(),
                told,
            ),
            code: code.as_str().to_owned(),
            people,
            starts,
            crowd,
            nearest,
        })
    }

    /// Those of the two who never have time for a whole session.
    fn limited<'s>(&'s self, ids: [&'s str; 2]) -> impl Iterator<Item = &'s str> {
        ids.into_iter().filter(|id| {
            let stated = roles(self.agenda.cohort, id);
            stated.into_iter().flatten().any(|role| most_a_week(role, self.agenda.session) == Some(0))
        })
    }

    fn nearest(&self, row: Row<'_>, pair: u32) -> Option<NearSession> {
        let cohort = self.agenda.cohort;
        let spans = [Stated::mentor(cohort, row.mentor).spans, Stated::mentee(cohort, row.mentee).spans];
        let starts = self.book.problem.pairs.get(pair as usize)?.free.map(|free| self.agenda.starts.row(free));
        let lack = self.agenda.grid().least_lack(spans, starts)?;
        let person = if lack.second { row.mentee_id } else { row.mentor_id };
        let start = lack.start * self.agenda.grid;
        Some(NearSession {
            person: person.to_owned(),
            minutes: lack.minutes,
            start: self.utc(start),
            end: self.utc(start + self.agenda.session),
        })
    }

    /// Who is in the way at all the starts of a pair, and why that is.
    fn in_the_way<'s>(&'s self, pair: u32, ids: [&'s str; 2], people: &mut BTreeSet<&'s str>) -> UnscheduledCode {
        let (mut out, mut rooms, mut free) = (Vec::new(), true, false);
        let ends = self.book.problem.pairs.get(pair as usize).map_or([NONE; 2], |pair| pair.people);
        for start in self.book.problem.starts(pair).flat_map(|(from, to)| from..to) {
            if self.book.is_free(pair, start) {
                free = true;
                break;
            }
            out.clear();
            ends.iter().for_each(|&person| self.book.against(person, pair, start, &mut out));
            // Where nobody's diary is against it, rooms are.
            rooms &= out.is_empty();
            for row in out.iter().filter_map(|&other| self.row(other)) {
                people.extend([row.mentor_id, row.mentee_id]);
            }
        }
        ids.iter().for_each(|id| _ = people.remove(id));
        match (free, rooms) {
            (true, _) => {
                people.clear();
                UnscheduledCode::Deadline
            }
            (false, true) => UnscheduledCode::NoRoom,
            (false, false) => UnscheduledCode::TimesTaken,
        }
    }

    fn crowd(&self, crowd: &Crowd) -> SessionCrowd {
        let union = diary::union(self.book.problem, &crowd.pairs);
        let pairs = crowd.pairs.iter().filter_map(|&pair| self.row(pair));
        let person = crowd.person.and_then(|person| self.agenda.people.get(person as usize));
        let code = match (person, crowd.weekly) {
            (None, _) => UnscheduledCode::NoRoom,
            (Some(_), true) => UnscheduledCode::WeeklyLimit,
            (Some(_), false) => UnscheduledCode::Crowded,
        };
        let window = |&(from, to): &(u32, u32)| Window {
            start: self.utc(from * self.agenda.grid),
            end: self.utc((to - 1) * self.agenda.grid + self.agenda.session),
        };
        SessionCrowd {
            code: code.as_str().to_owned(),
            person: person.map(|&id| id.to_owned()),
            pairs: pairs
                .map(|row| SessionPair { mentor: row.mentor_id.to_owned(), mentee: row.mentee_id.to_owned() })
                .collect(),
            starts: union.iter().map(|(from, to)| to - from).sum(),
            windows: union.iter().take(TOLD).map(window).collect(),
            most: crowd.most,
            proof: if crowd.counted { "count" } else { "search" }.to_owned(),
        }
    }

    /// All but the bound.
    fn figures(&self, sessions: &[Session]) -> ScheduleFigures {
        let mut mentors: Vec<u32> = self.agenda.rows.iter().map(|row| row.mentor).collect();
        mentors.sort_unstable();
        mentors.dedup();
        let stated = |ix: MentorIx| Stated::mentor(self.agenda.cohort, ix).spans;
        let free_minutes = mentors.iter().map(|&ix| u64::from(stated(ix).map_or(0, Spans::total))).sum();
        let states = |row: &&Row<'_>| stated(row.mentor).is_some();
        let at = |(row, at): (&Row<'_>, &u32)| (*at != NONE && states(&row)).then_some(u64::from(self.agenda.session));
        let session_minutes: u64 = self.agenda.rows.iter().zip(&self.book.at).filter_map(at).sum();
        ScheduleFigures {
            pairs: self.agenda.rows.len() as u32,
            sessions: sessions.len() as u32,
            preferred: sessions.iter().filter(|session| session.preferred).count() as u32,
            kept: sessions.iter().filter(|session| session.kept).count() as u32,
            free_minutes,
            session_minutes,
            utilisation: utilisation(session_minutes, free_minutes),
            ..ScheduleFigures::default()
        }
    }
}

/// When a pair meets whose session starts at a minute.
pub(crate) fn appointment(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx, start: u32) -> Option<Appointment> {
    let plan = cohort.roster().plan.as_ref()?;
    let end = start + Clock::of(cohort).session;
    let stated = [Stated::mentor(cohort, mentor), Stated::mentee(cohort, mentee)];
    let inside = |spans: &Spans| spans.iter().any(|(from, to)| from <= start && end <= to);
    let prefers = |stated: &Stated<'_>| stated.preferred.or(stated.spans).is_none_or(inside);
    Some(Appointment {
        start: plan.utc(start),
        end: plan.utc(end),
        mentor_local: stated[0].availability.and_then(|it| LocalTime::of(plan, it, start, end)),
        mentee_local: stated[1].availability.and_then(|it| LocalTime::of(plan, it, start, end)),
        preferred: stated.iter().all(prefers),
    })
}

fn code_of(code: &str) -> UnscheduledCode {
    UnscheduledCode::ALL.into_iter().find(|known| known.as_str() == code).unwrap_or(UnscheduledCode::Crowded)
}

/// A share in millionths, as a number.
fn utilisation(taken: u64, free: u64) -> f64 {
    let share = (u128::from(taken) * u128::from(FULL)).checked_div(u128::from(free)).unwrap_or(0);
    unit(share.min(u128::from(FULL)) as u32)
}
