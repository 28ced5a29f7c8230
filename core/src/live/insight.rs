//! What a round comes to, with what happened: as a document, and as a page.

use super::Matcher;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::insight::{self, Insight, InsightOptions, Talks};
use crate::matcher::matching_from;
use crate::matching::Matching;
use crate::model::{Event, Moment};
use crate::options::MatchOptions;
use crate::report::{self, ReportOptions};
use crate::threads;
use crate::waiting;

impl Matcher {
    /// What the [`matching`](Self::matching) comes to: as [`Matching::insight`](crate::Matching::insight), with all that the engine was told. So it
    /// also says which conversations were held, whether proposals were answered, and for how long people wait. Who takes part, and how many seats there are, is as
    /// it is now.
    ///
    /// Waits for an [`apply`](Self::apply) under way; events do not wait for it, but for one pass over what happened. It takes a run, and what
    /// [`Matching::insight`](crate::Matching::insight) takes.
    ///
    /// ```
    /// use fireside::model::{Event, Mentee, Mentor, Moment, Offer, Topic, Want, What};
    /// use fireside::{Cohort, Control, InsightOptions, Matcher};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").capacity(2).offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .build()?;
    /// let matcher = Matcher::new(cohort);
    /// let what = What::Held { mentor: "ada".into(), mentee: "bo".into(), minutes: Some(45) };
    /// matcher.apply(&[Event { id: "e-1".into(), at: Moment::default(), what }], &Control::new())?;
    /// let insight = matcher.insight(&InsightOptions::default(), &Control::new())?;
    /// assert_eq!(insight.figure("hours_held").and_then(|figure| figure.value), Some(0.75));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Matching::insight`](crate::Matching::insight); [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error.
    pub fn insight(&self, options: &InsightOptions, control: &Control) -> Result<Insight, Error> {
        self.come_to(options, |cohort| insight::check(options, cohort), control, |insight, _, _| Ok(insight))
    }

    /// The [`matching`](Self::matching) as a page for a browser: as [`Matching::report`](crate::Matching::report), with all that the engine was told.
    /// So it also has the figures that only an engine knows: for how long people wait, which conversations were held, whether proposals were answered.
    ///
    /// Takes what [`insight`](Self::insight) takes, and what the audit takes if there is one.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, Control, Matcher, ReportOptions};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .build()?;
    /// let page = Matcher::new(cohort).report(&ReportOptions::default(), &Control::new())?;
    /// assert!(page.starts_with("<!DOCTYPE html>"));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Matching::report`](crate::Matching::report); [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error.
    pub fn report(&self, options: &ReportOptions, control: &Control) -> Result<String, Error> {
        let check = |cohort: &Cohort| report::check(options, cohort);
        self.come_to(&options.insight, check, control, |insight, matching, cohort| {
            // Made just now, in the words of this handle.
            let reasons = report::stated_reasons(matching, options);
            report::page_of((matching, reasons), cohort, &insight, options, control)
        })
    }

    /// What the matching comes to, and what `then` makes of it.
    fn come_to<R>(
        &self,
        options: &InsightOptions,
        check: impl FnOnce(&Cohort) -> Result<(), Error>,
        control: &Control,
        then: impl FnOnce(Insight, &Matching, &Cohort) -> Result<R, Error>,
    ) -> Result<R, Error> {
        control.check()?;
        let (view, hint, known) = {
            let live = self.live();
            let view = self.view();
            check(&view.cohort)?;
            let waits = waiting::Known::of(&live.ledger, &view.cohort);
            let mentees = 0..view.cohort.roster().mentees.len() as u32;
            let known = insight::Known {
                talks: Some(talks_of(&live.ledger, &view.cohort, options.since)),
                hours_waiting: mentees.map(|mentee| waits.hours(mentee)).collect(),
            };
            let hint = live.matched.hint(&view);
            (view, hint, known)
        };
        let found = threads::with(options.threads, || {
            let (cohort, index) = (&view.cohort, view.index());
            let matching = matching_from(cohort, index, &MatchOptions::default(), hint, &control.first_of(2))?;
            let insight = insight::insight(cohort, index, &matching, options, known, control)?;
            Ok::<_, Error>((insight, matching))
        })?;
        let (insight, matching) = found?;
        then(insight, &matching, &view.cohort)
    }
}

fn talks_of(ledger: &crate::journal::ledger::Ledger, cohort: &Cohort, since: Option<Moment>) -> Talks {
    Talks::of(ledger, cohort.data().policy.session_minutes, since)
}

/// What became of the conversations of a journal that begins with this cohort.
///
/// # Errors
/// As [`Matcher::from_journal`].
pub(crate) fn talks(
    cohort: &Cohort,
    events: &[Event],
    since: Option<Moment>,
    control: &Control,
) -> Result<Talks, Error> {
    let matcher = Matcher::from_journal(cohort.clone(), events, control)?;
    let live = matcher.live();
    Ok(talks_of(&live.ledger, cohort, since))
}
