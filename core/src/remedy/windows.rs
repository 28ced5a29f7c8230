//! One weekly window more.

use super::now::Now;
use super::search::Candidate;
use crate::control::Control;
use crate::error::Error;
use crate::explain::{Widened, widened};
use crate::model::Changes;

/// The windows that lead to a pair which may be chosen, in the order of the week.
///
/// A window changes what pairs with those are worth who have time in what is new, so it is by one of these that it helps.
///
/// # Errors
/// Cancelled.
pub(super) fn candidates(now: &Now<'_>, control: &Control) -> Result<Vec<Candidate>, Error> {
    let id = &now.view.cohort.mentee(now.person).id;
    let wanted = |mentor, points| now.may_be_chosen(mentor, points);
    let candidate = |Widened { window, minutes, at_night, pairs }: Widened| Candidate {
        size: minutes,
        worse: at_night,
        most: pairs.iter().map(|pair| pair.1).max().unwrap_or(0),
        reach: Some(pairs.into_iter().map(|pair| pair.0).collect()),
        changes: Changes { more_windows: [(id.clone(), vec![window])].into(), ..Changes::default() },
    };
    Ok(widened(now.view, now.person, wanted, control)?.into_iter().map(candidate).collect())
}
