//! What one more seat of every mentor is worth.
//!
//! **Points.** Let V(c) be the most points with c_j seats of mentor j. V is concave in every seat, and its increase by one seat is the least
//! price of j among all optimal prices (Shapley, 1962): what the certificate has, for everybody who has a seat. For a mentor without one the same
//! prices tell it: p_j = max(0, max_i (w_ij − u_i)), where u_i is the least that a pairing of mentee i is worth less its
//! price if all their seats are taken, and 0 if not. Least prices of the others leave most to mentees, so this is the least p_j that
//! can be.
//!
//! **People.** Likewise for how many mentees have a mentor: V with every pair worth 1. A mentor who is scarce (see the objective `coverage`)
//! would give one mentee more a mentor; so would one without a seat who may meet a mentee that is left out, or whose
//! place with a scarce mentor somebody who is left out would take.
//!
//! **Complexity.** Two searches, and the pairs of mentors without seats.
//!
//! **Reference.** L. S. Shapley, "Complements and substitutes in the optimal assignment problem", Naval Research Logistics Quarterly 9, 1962.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Matcher, View};
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::Index;
use crate::matcher::solution;
use crate::model::{Mentor, Status as Standing};
use crate::options::{MatchOptions, Objective};
use crate::pricing::{Solution, free_seats};
use crate::roster::{MenteeIx, MentorIx};
use crate::status::Status;
use crate::threads;

/// What one more seat of a mentor is worth.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SeatWorth {
    /// The mentor's id.
    pub mentor: String,
    /// How many seats they have that are open.
    pub seats: u32,
    /// How many points more there would be with one more, exactly. Absent if the deadline came first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// How many mentees more could have a mentor with one more, 0 or 1, exactly. Absent if the deadline came first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<u32>,
}

/// Whether a mentor takes part and has no seat that is open.
fn seatless(mentor: &Mentor, session: u32) -> bool {
    mentor.status == Standing::Active && mentor.open_seats(session) == 0
}

impl Matcher {
    /// What one more seat of every mentor who takes part is worth, in points and in mentees with a mentor; in the order of ids.
    ///
    /// The first is the difference that [`what_if`](Self::what_if) with one seat more would find with the objective `total`, the second that
    /// with `coverage`, for all mentors at once.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, Control, Matcher};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust").level(5)).capacity(0))
    ///     .mentor(Mentor::new("gil").offers(Offer::new("rust").level(5)).capacity(2))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust").level(1)))
    ///     .build()?;
    /// let worths = Matcher::new(cohort).seat_worths(None, &Control::new())?;
    /// assert_eq!((worths[0].mentor.as_str(), worths[0].points, worths[0].matched), ("ada", Some(0), Some(0)));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// `threads` outside 1 to 256; [`ErrorCode::Contradiction`](crate::ErrorCode::Contradiction) if quotas, reserves or circles limit the
    /// matching, for then prices of seats do not tell it; [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error.
    pub fn seat_worths(&self, threads: Option<u32>, control: &Control) -> Result<Vec<SeatWorth>, Error> {
        self.view().seat_worths(threads, control)
    }
}

impl View {
    fn seat_worths(&self, threads: Option<u32>, control: &Control) -> Result<Vec<SeatWorth>, Error> {
        let options = |objective| MatchOptions { objective, threads, ..MatchOptions::default() };
        options(Objective::Total).check()?;
        self.cohort.refuse_limits("what seats are worth")?;
        control.check()?;
        threads::with(threads, || {
            let solve = |objective, control: &Control| {
                let found = solution(&self.cohort, self.index(), &options(objective), control)?;
                Ok::<_, Error>(Some(found).filter(|found| found.status == Status::Optimal))
            };
            let total = solve(Objective::Total, &control.first_of(2))?;
            let coverage = solve(Objective::Coverage, control)?;
            self.worths(total.as_ref(), coverage.as_ref(), control)
        })?
    }

    fn worths(
        &self,
        total: Option<&Solution>,
        coverage: Option<&Solution>,
        control: &Control,
    ) -> Result<Vec<SeatWorth>, Error> {
        let cohort = &self.cohort;
        let session = cohort.data().policy.session_minutes;
        let any = cohort.data().mentors.iter().any(|mentor| seatless(mentor, session));
        let first = if any { Some(First::new(cohort)?) } else { None };
        let least = total.map(|total| least_gains(cohort, total));
        let scarce: Option<BTreeSet<MentorIx>> =
            coverage.and_then(|found| Some(found.covered.as_ref()?.scarce.iter().copied().collect()));
        let crowded = coverage.zip(scarce.as_ref()).map(|(found, scarce)| crowded(cohort, found, scarce));
        let mut worths = Vec::new();
        for (ix, mentor) in (0..).zip(&cohort.data().mentors).filter(|(_, mentor)| mentor.status == Standing::Active) {
            control.check()?;
            let (mut points, mut matched) = (
                total.and_then(|total| total.prices.get(ix as usize).copied()),
                scarce.as_ref().map(|scarce| u32::from(scarce.contains(&ix))),
            );
            let seats = mentor.open_seats(session);
            if let Some(first) = first.as_ref().filter(|_| seats == 0) {
                let pairs = first.pairs(ix);
                points = least.as_ref().map(|least| {
                    let gain =
                        |&(mentee, points): &(MenteeIx, u32)| Some(i64::from(points) - (*least.get(mentee as usize)?)?);
                    pairs.iter().filter_map(gain).max().unwrap_or(0).max(0)
                });
                matched = crowded.as_ref().map(|crowded| {
                    let is_crowded = |mentee: MenteeIx| crowded.get(mentee as usize) == Some(&true);
                    u32::from(pairs.iter().any(|&(mentee, _)| is_crowded(mentee)))
                });
            }
            worths.push(SeatWorth { mentor: mentor.id.clone(), seats, points, matched });
        }
        Ok(worths)
    }
}

/// The cohort in which everybody without a seat has one, to ask whom they may meet.
struct First {
    cohort: Cohort,
    index: Index,
}

impl First {
    fn new(cohort: &Cohort) -> Result<Self, Error> {
        let mut data = cohort.data().clone();
        let session = data.policy.session_minutes;
        for mentor in data.mentors.iter_mut().filter(|mentor| seatless(mentor, session)) {
            (mentor.capacity, mentor.open, mentor.min_mentees, mentor.budget) = (1, None, 1, None);
        }
        let cohort = Cohort::try_from(data)?;
        let index = Index::new(cohort.roster(), cohort.scorer());
        Ok(First { cohort, index })
    }

    /// The mentees whom a mentor may meet, and for how many points.
    fn pairs(&self, mentor: MentorIx) -> Vec<(MenteeIx, u32)> {
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        let judged = self.index.shared_by(roster, scorer, mentor).into_iter();
        let judged = judged.map(|mentee| (mentee, scorer.judge(roster, mentor, mentee)));
        judged.filter(|(_, found)| found.exclusion.is_none()).map(|(mentee, found)| (mentee, found.points)).collect()
    }
}

/// By mentee: the least that a pairing of theirs is worth less its price, if all their seats are taken, and 0 if not; nothing for those
/// without a seat to choose for.
fn least_gains(cohort: &Cohort, total: &Solution) -> Vec<Option<i64>> {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let [_, free] = free_seats(cohort);
    let mut least: Vec<Option<i64>> = vec![None; free.len()];
    let mut taken: Vec<u32> = vec![0; free.len()];
    for &(mentee, mentor) in total.pairs.iter().filter(|&&(mentee, mentor)| !roster.locked.contains(mentor, mentee)) {
        let price = total.prices.get(mentor as usize).copied().unwrap_or(0);
        let gain = i64::from(scorer.judge(roster, mentor, mentee).points) - price;
        if let (Some(least), Some(taken)) = (least.get_mut(mentee as usize), taken.get_mut(mentee as usize)) {
            *least = Some(least.map_or(gain, |known| known.min(gain)));
            *taken += 1;
        }
    }
    for ((least, taken), free) in least.iter_mut().zip(taken).zip(free) {
        if free == 0 {
            *least = None;
        } else if taken < free {
            *least = Some(0);
        }
    }
    least
}

/// By mentee: whether they need a mentor and have none, or only have one with a scarce mentor, whose every seat is taken by such.
fn crowded(cohort: &Cohort, coverage: &Solution, scarce: &BTreeSet<MentorIx>) -> Vec<bool> {
    let roster = cohort.roster();
    let needs_one = |(mentee, seats): (MenteeIx, u32)| seats > 0 && roster.locked.of(mentee).is_empty();
    let mut crowded: Vec<bool> = (0..).zip(roster.mentees.iter().map(|row| row.seats)).map(needs_one).collect();
    for &(mentee, _) in coverage.pairs.iter().filter(|(_, mentor)| !scarce.contains(mentor)) {
        if let Some(crowded) = crowded.get_mut(mentee as usize) {
            *crowded = false;
        }
    }
    crowded
}
