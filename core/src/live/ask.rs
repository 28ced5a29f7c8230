//! What a matcher knows of conversations and people, told.

use super::Matcher;
use super::answer::conversation;
use super::stated::Puts;
use crate::error::{Error, ErrorCode, Problem};
use crate::journal::learning::Chance;
use crate::journal::standing::Standing;
use crate::journal::state;
use crate::matching::{Conversation, Odds, PersonStanding, RoleStanding};
use crate::model::{Event, Moment, Pair, Policy, Status, What};
use crate::points::FULL;
use crate::read::excerpt;
use crate::view::View;
use crate::words::{Phrase, Words};

impl Matcher {
    /// The conversations that take a seat now, proposals among them; in the order of mentor, then mentee.
    #[must_use]
    pub fn conversations(&self) -> Vec<Conversation> {
        let live = self.live();
        live.ledger.talking().iter().map(|(pair, _)| conversation(&live.ledger, pair)).collect()
    }

    /// What is due by `now`: an event `expired` for each proposal that has waited for an answer as long as the policy says
    /// (`live.answer_days`), for the host to apply. Their ids depend on the proposal alone, so that asking twice does no harm.
    #[must_use]
    pub fn due(&self, now: Moment) -> Vec<Event> {
        let live = self.live();
        let days = live.base.rest().policy.live.answer_days;
        let waiting = live.ledger.unanswered(now, days).into_iter().map(|(Pair { mentor, mentee }, talk)| Event {
            id: format!("expired/{mentor}/{mentee}/{}", talk.since),
            at: talk.since.plus_days(days),
            what: What::Expired { mentor, mentee },
        });
        waiting.collect()
    }

    /// What is known of somebody for what happened, and what follows from it, in words that they may read.
    ///
    /// # Errors
    /// [`ErrorCode::UnknownPerson`].
    pub fn standing(&self, person: &str) -> Result<PersonStanding, Error> {
        let live = self.live();
        let (ledger, policy) = (&live.ledger, &live.base.rest().policy);
        let cohort = self.cohort();
        let (mentor, mentee) = (live.base.mentor(&cohort, person), live.base.mentee(&cohort, person));
        let as_mentor =
            mentor.as_ref().map(|mentor| (Standing::of_mentor(ledger, mentor, policy), mentor.capacity, mentor.status));
        let as_mentee = mentee
            .as_ref()
            .map(|mentee| (Standing::of_mentee(ledger, mentee, policy), mentee.mentors_wanted, mentee.status));
        let Some((either, _, told)) = as_mentor.as_ref().or(as_mentee.as_ref()) else {
            let data = cohort.data();
            let mut ids: Vec<&str> = data.mentors.iter().map(|mentor| mentor.id.as_str()).collect();
            ids.extend(data.mentees.iter().map(|mentee| mentee.id.as_str()));
            ids.sort_unstable();
            let better = crate::nearest::nearest(person, ids).map(str::to_owned);
            let message = format!("unknown person `{}`", excerpt(person));
            return Err(Problem::new(ErrorCode::UnknownPerson, "person", message).suggest(better).into());
        };
        let words = self.ask(|view| view.cohort.words().clone());
        let answers = odds(&words, either.responsiveness, policy, Phrase::StandingResponsiveness);
        let appears = odds(&words, either.reliability, policy, Phrase::StandingReliability);
        let role = |known: &Option<(Standing, u32, Status)>| {
            known.as_ref().map(|(standing, seats, _)| RoleStanding {
                seats: *seats,
                open: standing.open,
                engaged: standing.engaged,
                resting_until: standing.resting_until,
                passed_over: standing.passed_over,
            })
        };
        Ok(PersonStanding {
            person: person.to_owned(),
            status: either.status.unwrap_or(*told),
            as_mentor: role(&as_mentor),
            as_mentee: role(&as_mentee),
            responsiveness: answers,
            reliability: appears,
        })
    }

    /// Everything that the engine knows, as the document `fireside/state/1`: [`from_state`](Self::from_state) goes on from there.
    #[must_use]
    pub fn to_state(&self) -> String {
        let live = self.live();
        let base = live.base.whole(&self.read().cohort);
        state::write(base, &live.ledger, live.told.as_ref())
    }

    /// The engine that wrote a document `fireside/state/1`: it answers the same to everything.
    ///
    /// # Errors
    /// Everything that is wrong with it; [`ErrorCode::UnsupportedSchema`] for a document of a version that this one does not read.
    pub fn from_state(text: &str) -> Result<Self, Error> {
        let state::State { base, ledger, incumbents } = state::read(text)?;
        let matcher = Matcher::new(base);
        {
            let mut live = matcher.live();
            (live.ledger, live.told) = (ledger, incumbents);
            let (cohort, stated) = live.cohort(&matcher.cohort(), Puts::default())?;
            live.base = stated;
            matcher.show(View::new(cohort));
        }
        Ok(matcher)
    }
}

/// A chance and what it rests on.
fn odds(words: &Words, chance: Option<Chance>, policy: &Policy, phrase: Phrase) -> Option<Odds> {
    let Chance { mean, successes, observations } = chance?;
    let learning = &policy.live.learning;
    let (prior, all) = (learning.prior_successes, learning.prior_successes + learning.prior_failures);
    let arguments = [successes.into(), observations.into(), learning.half_life_days.into(), prior.into(), all.into()];
    let text = words.say(phrase, &arguments);
    Some(Odds { value: f64::from(mean) / f64::from(FULL), successes, observations, text })
}
