//! Which weekly window more would open the most partners to somebody.
//!
//! **Problem.** A window w *opens* a partner whom the person may not meet now and might if w were one of their weekly windows: exactly what judging the
//! pair again in a cohort with that window would say, if a whole session fits then, too, at a start of the grid of sessions. Nothing but time can change by it, so of those whom the person may not meet only pairs
//! matter to which nothing but too little common time or too few points is in the way.
//!
//! **Method.** Free time with w is the union of free time without it and of what w alone gives, less what is busy: free time is a union
//! of windows less a set. So no cohort is made anew. For each candidate the union is laid out once, and merged with the free time
//! of those partners who are free in any minute of what is new; what points depend on beside time is added up once for each.
//!
//! **Complexity.** O(partners · candidates · log windows), and O(windows) for each partner who is free in a candidate, in parallel; then
//! O(k · candidates · partners / 64), with k at most 100. A bit for each partner and candidate of memory. Candidates are at most some
//! thousands.

mod partner;
mod widened;
mod windows;

use std::cmp::Reverse;

use rayon::prelude::*;
use serde::Serialize;

use crate::calendar::{Grid, Spans};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::live::Matcher;
use crate::model::{Availability, Day, Time};
use crate::roster::{MenteeIx, MentorIx};
use crate::score::Scorer;
use crate::side::Side;
use crate::threads;
use crate::view::View;
use partner::{Partner, Whom, partner};
pub(crate) use widened::{Widened, widened};
use windows::{Candidate, candidates};

/// How many people are named.
const TOLD: usize = 10;
/// How many windows are told, at most.
const MOST: usize = 100;
/// After how many partners the caller is asked whether to go on.
const ASKED: usize = 1_024;
/// Which of the components is availability.
const AVAILABILITY: usize = 1;

/// A weekly window that somebody could add, and whom it would open.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Opening {
    /// The day, as windows of availability have it.
    pub day: Day,
    /// Its start, by the person's clocks.
    pub start: Time,
    /// Its end.
    pub end: Time,
    /// How many minutes a week are new.
    pub minutes: u32,
    /// How many people the person may not meet now and might with it, with time for a session.
    pub count: u32,
    /// The first ten of them, in the order of ids.
    pub people: Vec<String>,
    /// In words, for example "30 min after 18:00 on Thursdays would open 3 mentors".
    pub text: String,
}

/// A candidate and whom it opens, as bits in the order of partners.
struct Opened {
    candidate: Candidate,
    count: u32,
    bits: Vec<u64>,
}

impl Opened {
    fn is_within(&self, other: &Opened) -> bool {
        self.bits.iter().zip(&other.bits).all(|(mine, theirs)| mine & !theirs == 0)
    }
}

impl Matcher {
    /// The weekly windows that would open the most partners to a person, were each of them added to their availability: at most `k`, and
    /// at most 100, best first.
    ///
    /// A window opens whoever the person may not meet now and might if it were in their `weekly` (as a possible one): somebody whom nothing but too
    /// little common time keeps away, or too few points for it, and with whom a whole session then fits at a start of the grid of sessions
    /// (`slot_minutes` from the horizon's start in UTC). `side` says in which role of theirs the person would have more
    /// time. Seats are not considered, and nobody who takes no part is opened, nor is anything to somebody who takes no part or states
    /// no availability.
    ///
    /// Tried are windows as long as a session, and as long as the least common time takes by this window alone, every slot (every 15 minutes at
    /// least) from where sessions start by the person's clocks, from local midnight, and next to windows that are there. Best is what opens the most people, then what is
    /// not at night (22:00 to 07:00), then what takes fewer minutes, then what adjoins a window that is there, then what comes first in the week. A window
    /// is left out if it opens nobody whom a better one that is listed does not.
    ///
    /// O(partners · candidates) for some thousands of candidates at most, then O(k · candidates · partners / 64); on `threads` threads, as many as the machine has if absent.
    ///
    /// ```
    /// use fireside::solve::Side;
    /// use fireside::{Cohort, Control, Matcher};
    ///
    /// // Bo has time until six; Ada and Gil have from then on.
    /// let cohort = Cohort::from_json(r#"{
    ///     "schema": "fireside/cohort/1",
    ///     "topics": [{"id": "rust"}],
    ///     "policy": {"horizon": {"from": "2026-12-01", "days": 7}},
    ///     "mentors": [
    ///         {"id": "ada", "offers": [{"topic": "rust"}], "availability":
    ///             {"time_zone": "Europe/London", "weekly": [{"day": "thu", "start": "18:00", "end": "19:00"}]}},
    ///         {"id": "gil", "offers": [{"topic": "rust"}], "availability":
    ///             {"time_zone": "Europe/London", "weekly": [{"day": "thu", "start": "17:45", "end": "18:30"}]}}
    ///     ],
    ///     "mentees": [{"id": "bo", "wants": [{"topic": "rust"}], "availability":
    ///         {"time_zone": "Europe/London", "weekly": [{"day": "thu", "start": "17:00", "end": "18:00"}]}}]
    /// }"#)?;
    /// let openings = Matcher::new(cohort).openings(Side::Mentee, "bo", 3, None, &Control::new())?;
    /// assert_eq!(openings[0].text, "30 min after 18:00 on Thursdays would open 2 mentors");
    /// assert_eq!((openings[0].minutes, &openings[0].people[..]), (30, &["ada".to_owned(), "gil".to_owned()][..]));
    /// assert_eq!(openings.len(), 1);
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorCode::UnknownPerson`](crate::ErrorCode::UnknownPerson); `threads` outside 1 to 256;
    /// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is not heeded.
    pub fn openings(
        &self,
        side: Side,
        person: &str,
        k: u32,
        threads: Option<u32>,
        control: &Control,
    ) -> Result<Vec<Opening>, Error> {
        crate::options::MatchOptions { threads, ..Default::default() }.check()?;
        let view = self.view();
        let person = match side {
            Side::Mentor => view.mentor("person", person)?,
            Side::Mentee => view.mentee("person", person)?,
        };
        control.check()?;
        threads::with(threads, || view.opened(side, person, k as usize, control))?
    }
}

impl View {
    fn opened(&self, side: Side, person: u32, k: usize, control: &Control) -> Result<Vec<Opening>, Error> {
        let Some(asker) = Asker::new(self, side, person, Whom::Kept, control)? else { return Ok(Vec::new()) };
        let Some(plan) = asker.cohort.roster().plan.as_ref() else { return Ok(Vec::new()) };
        let Some(addition) = plan.addition(asker.availability) else { return Ok(Vec::new()) };
        let candidates = candidates(&asker.cohort.data().policy, plan, asker.availability);
        let opened = candidates.into_par_iter().map(|candidate| {
            control.check()?;
            asker.opens(candidate, &addition(&candidate.window()), control)
        });
        let mut opened = opened.collect::<Result<Vec<Opened>, Error>>()?;
        opened.retain(|opened| opened.count > 0);
        opened.sort_by_key(|Opened { candidate, count, .. }| {
            let apart = !(candidate.follows || candidate.precedes);
            (Reverse(*count), candidate.at_night(), candidate.minutes, apart, *candidate)
        });
        let mut best: Vec<Opened> = Vec::new();
        for opened in opened {
            if best.len() >= k.min(MOST) {
                break;
            }
            control.check()?;
            if !best.iter().any(|better| opened.is_within(better)) {
                best.push(opened);
            }
        }
        Ok(best.iter().map(|opened| asker.opening(opened)).collect())
    }
}

/// Who asks, and whom they could meet with more time.
struct Asker<'a> {
    cohort: &'a Cohort,
    side: Side,
    grid: Grid,
    availability: &'a Availability,
    spans: &'a Spans,
    preferred: Option<&'a Spans>,
    partners: Vec<Partner<'a>>,
}

impl<'a> Asker<'a> {
    /// `None` if they state no availability.
    fn new(view: &'a View, side: Side, person: u32, whom: Whom, control: &Control) -> Result<Option<Self>, Error> {
        let (cohort, index) = (&view.cohort, view.index());
        let (roster, scorer) = (cohort.roster(), cohort.scorer());
        let (availability, spans, preferred, pairs) = match side {
            Side::Mentee => {
                let Some(row) = roster.mentees.get(person as usize) else { return Ok(None) };
                let others = if row.seats > 0 { index.sharing(roster, scorer, person) } else { Vec::new() };
                let pairs: Vec<(MentorIx, MenteeIx)> = others.into_iter().map(|mentor| (mentor, person)).collect();
                (&cohort.mentee(person).availability, &row.spans, &row.preferred, pairs)
            }
            Side::Mentor => {
                let Some(row) = roster.mentors.get(person as usize) else { return Ok(None) };
                let others = index.shared_by(roster, scorer, person);
                let pairs: Vec<(MentorIx, MenteeIx)> = others.into_iter().map(|mentee| (person, mentee)).collect();
                (&cohort.mentor(person).availability, &row.spans, &row.preferred, pairs)
            }
        };
        let (Some(availability), Some(spans)) = (availability, spans) else { return Ok(None) };
        let partner = |(mentor, mentee)| match control.check() {
            Ok(()) => partner(cohort, side, whom, mentor, mentee).map(Ok),
            Err(cancelled) => Some(Err(cancelled)),
        };
        let partners = pairs.into_par_iter().filter_map(partner).collect::<Result<_, Error>>()?;
        let grid = Grid::of(&cohort.data().policy);
        Ok(Some(Asker { cohort, side, grid, availability, spans, preferred: preferred.as_ref(), partners }))
    }

    /// Whom a candidate opens, which by itself gives `addition`.
    fn opens(&self, candidate: Candidate, addition: &Spans, control: &Control) -> Result<Opened, Error> {
        let scorer = self.cohort.scorer();
        let with = self.spans.with(addition);
        let mut opened = Opened { candidate, count: 0, bits: vec![0; self.partners.len().div_ceil(64)] };
        for (partner, at) in self.partners.iter().zip(0_usize..) {
            if at % ASKED == 0 {
                control.check()?;
            }
            if addition.meets(partner.spans) && self.is_opened(scorer, partner, &with) {
                opened.count += 1;
                if let Some(bits) = opened.bits.get_mut(at / 64) {
                    *bits |= 1 << (at % 64);
                }
            }
        }
        Ok(opened)
    }

    /// Whether the person may meet a partner, and a session fits, if they have this free time.
    fn is_opened(&self, scorer: &Scorer, partner: &Partner<'_>, spans: &Spans) -> bool {
        self.points(scorer, partner, spans).is_some() && self.grid.fits(spans, partner.spans)
    }

    /// What the pair is worth if they have this free time; `None` if they may not meet then.
    fn points(&self, scorer: &Scorer, partner: &Partner<'_>, spans: &Spans) -> Option<u32> {
        let overlap = spans.common_minutes(partner.spans, scorer.min_window);
        if overlap < scorer.min_overlap {
            return None;
        }
        let counted = scorer.counted([spans, partner.spans], [self.preferred, partner.preferred], overlap);
        let value = scorer.availability(counted);
        let time = Scorer::component_points(scorer.share(AVAILABILITY), value, partner.broad);
        Some(partner.rest + time).filter(|points| *points >= scorer.least_points(partner.broad))
    }

    fn opening(&self, opened: &Opened) -> Opening {
        let Opened { candidate, count, bits } = opened;
        let is_in = |at: usize| bits.get(at / 64).is_some_and(|bits| bits & (1 << (at % 64)) != 0);
        let people = self.partners.iter().zip(0_usize..).filter(|(_, at)| is_in(*at)).take(TOLD);
        let id = |ix: u32| match self.side {
            Side::Mentee => &self.cohort.mentor(ix).id,
            Side::Mentor => &self.cohort.mentee(ix).id,
        };
        let window = candidate.window();
        Opening {
            day: window.day,
            start: window.start,
            end: window.end,
            minutes: candidate.minutes,
            count: *count,
            people: people.map(|(partner, _)| id(partner.id).clone()).collect(),
            text: candidate.text(self.cohort.words(), self.side, *count),
        }
    }
}
