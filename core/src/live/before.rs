//! What is known before events are taken: what comes of those about people, and what is put back if the work is cancelled.

use super::Matcher;
use super::people::{People, of_people};
use super::place::most_in_place;
use super::plan::{Next, Plan};
use super::state::{Live, Matched};
use super::stated::Stated;
use crate::error::{Error, ErrorCode};
use crate::journal::ledger::Ledger;
use crate::model::{Event, Pair, What};
use crate::read::{FieldCase, excerpt};
use crate::view::View;

/// For each event about people that is new, what it changes and what comes of it. Nothing has happened yet if one of them cannot be.
pub(super) fn bases(
    matcher: &Matcher,
    live: &Live,
    events: &[Event],
    case: FieldCase,
) -> Result<Vec<Option<People>>, Error> {
    let mut plan: Option<Plan> = None;
    let mut seen = std::collections::BTreeSet::new();
    let mut bases = Vec::with_capacity(events.len());
    for (k, event) in events.iter().enumerate() {
        if let Some((mentor, mentee)) = event.what.pair()
            && mentor == mentee
        {
            let message = format!("`{}` cannot be their own mentor", excerpt(mentor));
            return Err(Error::new(ErrorCode::Contradiction, format!("events[{k}].mentee"), message));
        }
        let new = seen.insert(event.id.as_str()) && live.ledger.is_known(event).is_none();
        let about_people = event.what.pair().is_none() && !matches!(event.what, What::Tick | What::Published);
        let people = if new && about_people {
            let plan = plan.get_or_insert_with(|| Plan::new(&live.base, matcher.cohort()));
            of_people(plan, k, event, case)?
        } else {
            None
        };
        bases.push(people);
    }
    Ok(bases)
}

/// Whether somebody who is in a lock may be touched: then everything is made anew.
fn may_touch_locks(live: &Live, events: &[Event]) -> bool {
    let locked = &live.base.rest().locked;
    let is_locked =
        |mentor: &str, mentee: &str| locked.iter().any(|lock| lock.mentor == mentor || lock.mentee == mentee);
    // What is of one person touches whomever they talk with.
    let touches = |event: &Event| match event.what.pair() {
        Some((mentor, mentee)) => is_locked(mentor, mentee) || is_locked(mentee, mentor),
        None => !matches!(event.what, What::Tick),
    };
    let latest = events.iter().map(|event| event.at).max().unwrap_or_default();
    !locked.is_empty() && (events.iter().any(touches) || live.ledger.ends_by(latest))
}

/// What is put back if the work is cancelled.
pub(super) struct Before(Option<(Stated, Ledger, Option<Vec<Pair>>, View)>);

impl Before {
    /// Kept only where something may be cancelled half way: where the matching has to be found anew, or be the best before the next event is taken.
    pub(super) fn of(matcher: &Matcher, live: &Live, events: &[Event], bases: &[Option<People>]) -> Self {
        let cold = matches!(live.matched, Matched::Cold(_));
        let whole = |people: &People| matches!(people.next, Next::Whole(_));
        let told = |people: &People| if let Next::Some(puts) = &people.next { puts.len() } else { 0 };
        let people = || bases.iter().flatten();
        let anew = cold
            || events.iter().any(|event| matches!(event.what, What::Published))
            || people().any(whole)
            || people().map(told).sum::<usize>() > most_in_place(&live.base)
            || may_touch_locks(live, events);
        Before(anew.then(|| (live.base.clone(), live.ledger.clone(), live.told.clone(), matcher.view())))
    }

    pub(super) fn restore(self, matcher: &Matcher, live: &mut Live) {
        if let Some((base, ledger, told, view)) = self.0 {
            (live.base, live.ledger, live.told, live.matched) = (base, ledger, told, Matched::Unknown);
            matcher.show(view);
        }
    }
}
