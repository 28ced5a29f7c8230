//! Who waits for a mentor, and for how long: an expectation that says what it rests on, or why there is none.
//!
//! **Who.** Every mentee who takes part, asks for something, and has fewer mentors in the matching (that of the most points) than open
//! seats.
//!
//! **How long.** Seats of mentor m come free at the rate r_m (`rates` learns it). One that comes free goes to one of those who wait and may
//! meet m, each alike, of whom there are n_m. So e has a mentor at the rate λ_e = Σ r_m / n_m over all m whom e may meet, and waits
//! 1/λ_e in the mean.
//!
//! **What that assumes.** That seats come free as they did so far, and at any time alike; that as many will wait as do now: whoever finds a mentor makes
//! room for somebody who comes; and that among those who wait chance decides. Where the matching decides instead, and goes on being joined by people who are worth more to it,
//! those who wait now were passed over for a reason that stays, and wait several times as long. So the rates are held against how long people who had waited that long
//! did wait then (`spells`), and are that much smaller or greater.
//!
//! **Complexity.** One run for the matching; then every pair of one who waits that shares a topic is judged, twice, so that no list of them
//! has to be kept.

mod document;
mod known;
mod rates;
mod spells;

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::Index;
use crate::matcher::solution_from;
use crate::options::MatchOptions;
use crate::pricing::Hint;
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::status::Status;
use crate::threads;
use crate::view::View;
pub use document::{ExpectedWait, WaitReason, Waiting, WaitingList};
pub(crate) use known::Known;
use rates::{Programme, Rate, expected};
use spells::Calibration;

/// Who waits, at one moment. The answer does not depend on the number of threads.
///
/// # Errors
/// Cancelled. A deadline is no error.
pub(crate) fn waiting(view: &View, known: &Known, hint: Option<Hint>, control: &Control) -> Result<WaitingList, Error> {
    threads::with(None, || {
        let (cohort, index) = (&view.cohort, view.index());
        let found = solution_from(cohort, index, &MatchOptions::default(), hint, &control.first_of(2).quiet())?;
        let room = Room::new(cohort, index, &found.pairs, known);
        let outlooks = room.expected(known, control)?;
        let complete = found.status != Status::Deadline && outlooks.iter().all(Option::is_some);
        let programme = Programme::of(&known.mentors);
        let all = || room.waiting.iter().zip(&outlooks);
        let rates = all().map(|(one, found)| (known.age(one.mentee), found.and_then(|found| found.rate).unwrap_or(0)));
        let calibration = Calibration::of(&known.spells, rates);
        let mut waiting: Vec<Waiting> = all().map(|(one, found)| room.told(one, *found, known, &calibration)).collect();
        let (ended, waited_hours) = known.spells.all();
        // Nothing comes before any time.
        waiting.sort_by(|one, other| (one.since, &one.mentee).cmp(&(other.since, &other.mentee)));
        Ok(WaitingList {
            schema: WaitingList::SCHEMA.to_owned(),
            now: known.now,
            releases: programme.releases,
            seat_hours: u64::try_from(programme.seat_seconds / 3_600).unwrap_or(u64::MAX),
            ended,
            waited_hours,
            waiting,
            complete,
        })
    })?
}

/// Somebody who waits.
#[derive(Debug)]
struct One {
    mentee: MenteeIx,
    open: u32,
    /// Whom they have in the matching, in order.
    has: Vec<MentorIx>,
}

/// What is found of one who waits.
#[derive(Debug, Clone, Copy, Default)]
struct Outlook {
    mentors: u32,
    seats: u64,
    taken: u64,
    /// Nothing as long as no seat was seen to come free.
    rate: Option<Rate>,
}

/// The cohort as if every mentor had a seat that is free.
struct Room<'a> {
    cohort: &'a Cohort,
    index: &'a Index,
    roster: Roster,
    /// By mentor: how many seats are free.
    free: Vec<u32>,
    waiting: Vec<One>,
}

impl<'a> Room<'a> {
    fn new(cohort: &'a Cohort, index: &'a Index, pairs: &[(MenteeIx, MentorIx)], known: &Known) -> Self {
        let now = cohort.roster();
        let mut has: Vec<Vec<MentorIx>> = vec![Vec::new(); now.mentees.len()];
        let mut free: Vec<u32> = now.mentors.iter().map(|row| row.seats).collect();
        for &(mentee, mentor) in pairs {
            has.get_mut(mentee as usize).into_iter().for_each(|list| list.push(mentor));
            free.get_mut(mentor as usize).into_iter().for_each(|seats| *seats = seats.saturating_sub(1));
        }
        has.iter_mut().for_each(|list| list.sort_unstable());
        let rows = (0..).zip(now.mentees.iter()).zip(has);
        let asks = |row: &crate::roster::MenteeRow| cohort.scorer().open || !row.wants.is_empty();
        let waits = rows.filter(|((_, row), has)| asks(row) && has.len() < row.seats as usize);
        let waiting = waits.map(|((mentee, row), has)| One { mentee, open: row.seats, has }).collect();
        let mut roster = now.clone();
        for (mentor, row) in (0..).zip(roster.mentors.iter_mut()) {
            row.seats = known.mentor(mentor).seats;
        }
        Room { cohort, index, roster, free, waiting }
    }

    /// The mentors who could take somebody, besides those they have.
    fn mentors(&self, one: &One) -> impl Iterator<Item = MentorIx> {
        let (roster, scorer) = (&self.roster, self.cohort.scorer());
        let sharing = self.index.sharing(roster, scorer, one.mentee).into_iter();
        sharing.filter(move |mentor| {
            one.has.binary_search(mentor).is_err() && scorer.judge(roster, *mentor, one.mentee).exclusion.is_none()
        })
    }

    /// What is found of each of those who wait; nothing where the deadline came first.
    fn expected(&self, known: &Known, control: &Control) -> Result<Vec<Option<Outlook>>, Error> {
        let wait: Vec<AtomicU32> = self.free.iter().map(|_| AtomicU32::new(0)).collect();
        let of = |mentor: MentorIx| wait.get(mentor as usize);
        let counted = self.each(control, |one| {
            // A sum does not depend on who adds first.
            for count in self.mentors(one).filter_map(of) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        })?;
        let late = counted.iter().any(Option::is_none);
        let programme = Programme::of(&known.mentors);
        let outlook = |one: &One| {
            let mut outlook = Outlook::default();
            for mentor in self.mentors(one) {
                let seen = known.mentor(mentor);
                let waiting = of(mentor).map_or(0, |count| count.load(Ordering::Relaxed));
                let free = self.free.get(mentor as usize).copied().unwrap_or(0);
                outlook.mentors += 1;
                outlook.seats += u64::from(seen.seats);
                outlook.taken += u64::from(seen.seats.saturating_sub(free));
                let rate = programme.rate(seen, waiting);
                outlook.rate = rate.map(|rate| outlook.rate.unwrap_or(0).saturating_add(rate));
            }
            outlook
        };
        let outlooks = self.each(control, outlook)?;
        // Shares are not known before all have been counted.
        Ok(if late { vec![None; outlooks.len()] } else { outlooks })
    }

    /// Does something for each of those who wait, unless the deadline comes first.
    fn each<R: Send>(&self, control: &Control, work: impl Fn(&One) -> R + Sync) -> Result<Vec<Option<R>>, Error> {
        let one = |one: &One| {
            control.check()?;
            Ok(if control.is_expired() { None } else { Some(work(one)) })
        };
        self.waiting.par_iter().map(one).collect()
    }

    fn told(&self, one: &One, found: Option<Outlook>, known: &Known, calibration: &Calibration) -> Waiting {
        let outlook = found.unwrap_or_default();
        let reason = match found {
            None => Some(WaitReason::NoTime),
            Some(Outlook { mentors: 0, .. }) => Some(WaitReason::NobodyEligible),
            Some(Outlook { seats, taken, .. }) if taken < seats => Some(WaitReason::SeatFree),
            Some(Outlook { rate: None, .. }) => Some(WaitReason::NoHistory),
            Some(_) => None,
        };
        Waiting {
            mentee: self.cohort.mentee(one.mentee).id.clone(),
            since: known.since(one.mentee),
            open: one.open,
            matched: one.has.len() as u32,
            mentors: outlook.mentors,
            seats: outlook.seats,
            taken: outlook.taken,
            expected: outlook
                .rate
                .filter(|_| reason.is_none())
                .map(|rate| expected(calibration.of_rate(rate, known.age(one.mentee)))),
            reason,
        }
    }
}
