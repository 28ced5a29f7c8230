//! What pairs of a mentee would be worth with one weekly window more.

use rayon::prelude::*;

use super::windows::candidates;
use super::{AVAILABILITY, Asker, Whom};
use crate::control::Control;
use crate::error::Error;
use crate::model::WeeklyWindow;
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx};
use crate::score::Scorer;
use crate::side::Side;
use crate::view::View;

/// A window that a mentee could add.
#[derive(Debug, Clone)]
pub(crate) struct Widened {
    pub(crate) window: WeeklyWindow,
    /// How many minutes a week are new.
    pub(crate) minutes: u32,
    /// Whether any of it is at night.
    pub(crate) at_night: bool,
    /// Mentors who have time in what is new, whom the mentee may meet then, with what the pair is worth then; in their order.
    pub(crate) pairs: Vec<(MentorIx, u32)>,
}

/// The windows that [`openings`](crate::Matcher::openings) tries and that lead to pairs which are `wanted`, in the order of the week. Pairs worth more are
/// wanted if pairs worth less are. None for somebody who states no availability or takes no part.
///
/// # Errors
/// Cancelled.
pub(crate) fn widened(
    view: &View,
    mentee: MenteeIx,
    wanted: impl Fn(MentorIx, u32) -> bool + Sync,
    control: &Control,
) -> Result<Vec<Widened>, Error> {
    let Some(mut asker) = Asker::new(view, Side::Mentee, mentee, Whom::All, control)? else { return Ok(Vec::new()) };
    let (cohort, scorer) = (&view.cohort, view.cohort.scorer());
    // With all the time there is.
    let full = |broad| Scorer::component_points(scorer.share(AVAILABILITY), FULL, broad);
    asker.partners.retain(|partner| wanted(partner.id, partner.rest + full(partner.broad)));
    let Some(plan) = cohort.roster().plan.as_ref() else { return Ok(Vec::new()) };
    let Some(addition) = plan.addition(asker.availability) else { return Ok(Vec::new()) };
    let candidates = candidates(&cohort.data().policy, plan, asker.availability);
    let tried = candidates.into_par_iter().map(|candidate| {
        control.check()?;
        let (window, more) = (candidate.window(), addition(&candidate.window()));
        let with = asker.spans.with(&more);
        let met = asker.partners.iter().filter(|partner| more.meets(partner.spans));
        let worth = met.filter_map(|partner| Some((partner.id, asker.points(scorer, partner, &with)?)));
        let pairs = worth.filter(|&(mentor, points)| wanted(mentor, points)).collect();
        Ok(Widened { window, minutes: candidate.minutes, at_night: candidate.at_night(), pairs })
    });
    let mut tried = tried.collect::<Result<Vec<Widened>, Error>>()?;
    tried.retain(|widened| !widened.pairs.is_empty());
    Ok(tried)
}
