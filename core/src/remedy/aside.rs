//! Changes of one person, tried on an engine beside: it takes them, tells what is different, and takes them back.
//!
//! What an engine knows of all others holds with the change, too, so that a try costs what it moves; a run would ask everybody again. It
//! is the same optimum (`live`).

use std::sync::atomic::{AtomicU64, Ordering};

use super::now::{Met, Tried};
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::live::Matcher;
use crate::matching::Applied;
use crate::model::{Changes, Event, Mentee, Mentor, Moment, What};
use crate::roster::MentorIx;
use crate::view::View;

/// An engine over the cohort as it is, and how often it was asked.
#[derive(Debug)]
pub(super) struct Aside {
    engine: Matcher,
    asked: AtomicU64,
}

/// Who is like before, once a change is taken back.
#[derive(Debug, Default)]
struct Originals {
    mentors: Vec<Mentor>,
    mentees: Vec<Mentee>,
}

impl Originals {
    fn of(view: &View, changes: &Changes) -> Self {
        let mentee = |id: &String| view.cohort.find_mentee(id).map(|found| view.cohort.mentee(found).clone());
        let mentor = |id: &String| view.cohort.find_mentor(id).map(|found| view.cohort.mentor(found).clone());
        let mut ids: Vec<&String> = changes.more_wants.keys().chain(changes.more_windows.keys()).collect();
        ids.sort_unstable();
        ids.dedup();
        Originals {
            mentors: changes.more_seats.keys().filter_map(mentor).collect(),
            mentees: ids.into_iter().filter_map(mentee).collect(),
        }
    }
}

impl Aside {
    pub(super) fn new(engine: Matcher) -> Self {
        Aside { engine, asked: AtomicU64::new(0) }
    }

    /// Tries more wants, windows or seats for a person who has `had` mentors, as [`Now::tried`](super::now::Now::tried) does with a run.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn tried(
        &self,
        view: &View,
        (person, total): (&str, i64),
        changes: &Changes,
        control: &Control,
    ) -> Result<Tried, Error> {
        let originals = Originals::of(view, changes);
        let applied = match self.take(changes.clone(), control) {
            Ok(applied) => applied,
            Err(error) if error.code() == ErrorCode::Cancelled => return Err(error),
            Err(_) => return Ok(Tried::Fails),
        };
        let back =
            Changes { replace_mentors: originals.mentors, replace_mentees: originals.mentees, ..Changes::default() };
        let again = self.take(back, control)?;
        if applied.gap != Some(0) || again.gap != Some(0) {
            return Ok(Tried::Late);
        }
        Ok(met(view, (person, total), &applied).map_or(Tried::Fails, Tried::Helps))
    }

    fn take(&self, changes: Changes, control: &Control) -> Result<Applied, Error> {
        let id = self.asked.fetch_add(1, Ordering::Relaxed).to_string();
        let what = What::Changed { changes: Box::new(changes) };
        let event = Event { id, at: Moment::default(), what };
        self.engine.apply(&[event], control)
    }
}

/// What the person has more, if anything.
fn met(view: &View, (person, total): (&str, i64), applied: &Applied) -> Option<Met> {
    let count = |mentee: &str| {
        let gained = applied.gained.iter().filter(|pair| pair.mentee == mentee).count();
        (gained, applied.lost.iter().filter(|pair| pair.mentee == mentee).count())
    };
    let (gained, lost) = count(person);
    if gained <= lost {
        return None;
    }
    let mine = applied.gained.iter().filter(|pair| pair.mentee == person);
    let mine = mine.filter_map(|pair| Some((pair.points, view.cohort.find_mentor(&pair.mentor)?)));
    // Of equals, the first.
    let (points, mentor): (u32, MentorIx) = mine.max_by_key(|&(points, mentor)| (points, std::cmp::Reverse(mentor)))?;
    let mut losers: Vec<&str> = applied.lost.iter().map(|pair| pair.mentee.as_str()).collect();
    losers.dedup();
    let fewer = |mentee: &&&str| {
        let (gained, lost) = count(mentee);
        lost > gained
    };
    let left = losers.iter().filter(fewer).count() as u32;
    Some(Met { mentor, points, total_points: applied.total_points - total, left })
}
