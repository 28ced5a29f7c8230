//! Who waits for a mentor.

use super::Matcher;
use crate::control::Control;
use crate::error::Error;
use crate::waiting::{self, Known, WaitingList};

impl Matcher {
    /// Everybody who waits for a mentor: takes part, asks for something, and has fewer mentors in the [`matching`](Self::matching) than they
    /// want now. Since when, how many mentors could take them and how many of these mentors' seats are taken, and for how long they are
    /// expected to wait, as a range; or why nothing is expected.
    ///
    /// Seats come free when conversations end. How often they did so far, for each mentor and for all, says how often they will; one that
    /// comes free goes to any of those who wait and may meet its mentor, by chance. As the matching is not chance, that is held against how long
    /// people waited so far who had waited as long. [The design](crate::design) says what is assumed. The time
    /// is that of the latest event.
    ///
    /// Waits for an [`apply`](Self::apply) under way; events do not wait for it, but for one pass over what happened. It takes a run, and
    /// O(pairs of those who wait that share a topic).
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, Control, Matcher};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")).prefers("ada"))
    ///     .mentee(Mentee::new("cy").wants(Want::new("rust")))
    ///     .build()?;
    /// let list = Matcher::new(cohort).waiting(&Control::new())?;
    /// let cy = &list.waiting[0];
    /// assert_eq!((cy.mentee.as_str(), cy.mentors, cy.seats, cy.taken), ("cy", 1, 1, 1));
    /// // No seat was seen to come free yet.
    /// assert_eq!(cy.expected, None);
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: `complete` is false then.
    pub fn waiting(&self, control: &Control) -> Result<WaitingList, Error> {
        control.check()?;
        let (view, known, hint) = {
            let live = self.live();
            let view = self.view();
            let known = Known::of(&live.ledger, &view.cohort);
            let hint = live.matched.hint(&view);
            (view, known, hint)
        };
        waiting::waiting(&view, &known, hint, control)
    }
}
