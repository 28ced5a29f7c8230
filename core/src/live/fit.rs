//! What outcomes say of a policy's weights.

use super::Matcher;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::fit::{self, WeightFit};
use crate::model::Event;

/// What outcomes say of the policy's weights: logistic regression of what became of proposals on the components of pairs, held against
/// proposals that it has not seen; or, plainly, why they say nothing. `cohort` is the one with which the journal began, `events` all of it.
///
/// A success is a proposal that was accepted, whatever came after; a failure one that was declined, or that nobody answered in time.
/// Components that are themselves learnt from outcomes (`keep_pairs`, `prefer_responsive`, `prefer_reliable`, `favour_passed_over`) are left
/// out. There are weights only of 200 observations or more, 40 of either outcome, and if the model tells one from the other better than
/// chance by two standard errors. O(passes · observations · components), at most 2,000 passes for each of six models.
///
/// ```
/// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
/// use fireside::{Cohort, Control, fit_weights};
///
/// let cohort = Cohort::builder()
///     .topic(Topic::new("rust"))
///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
///     .build()?;
/// let fit = fit_weights(cohort, &[], &Control::new())?;
/// assert_eq!((fit.observations, fit.refused.as_deref()), (0, Some("too_few")));
/// # Ok::<(), fireside::Error>(())
/// ```
///
/// # Errors
/// As [`Matcher::from_journal`]. A deadline is no error, but a reason to refuse.
pub fn fit_weights(cohort: Cohort, events: &[Event], control: &Control) -> Result<WeightFit, Error> {
    Matcher::from_journal(cohort, events, control)?.fit_weights(control)
}

impl Matcher {
    /// What outcomes so far say of the policy's weights: see [`fit_weights`](crate::fit_weights). Waits for an `apply` under way, but none
    /// waits for it.
    ///
    /// # Errors
    /// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled).
    pub fn fit_weights(&self, control: &Control) -> Result<WeightFit, Error> {
        let (cohort, outcomes) = {
            let live = self.live();
            (self.view().cohort, fit::outcomes(&live.ledger))
        };
        fit::fit_weights(&cohort, &outcomes, control)
    }
}
