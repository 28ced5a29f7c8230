//! What events tell of a round.

use crate::journal::ledger::Ledger;
use crate::journal::talk::State;
use crate::model::Moment;

/// What became of conversations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Talks {
    pub(super) held: u64,
    /// How long they took.
    pub(super) minutes: u64,
    /// Proposals of which it is known whether they were answered, and those that were.
    pub(super) decided: u64,
    pub(super) answered: u64,
    /// Conversations to which somebody did not appear.
    pub(super) no_shows: u64,
}

impl Talks {
    /// Of the conversations that began at `since` or later, of `session` minutes where that was not said. O(conversations).
    pub(crate) fn of(ledger: &Ledger, session: u32, since: Option<Moment>) -> Self {
        let mut talks = Talks::default();
        let all = ledger.threads().flat_map(|(_, _, thread)| &thread.talks);
        for talk in all.filter(|talk| since.is_none_or(|since| talk.begun >= since)) {
            match talk.state {
                State::Held => {
                    talks.held += 1;
                    talks.minutes += u64::from(talk.minutes.unwrap_or(session));
                }
                State::NoShow => talks.no_shows += 1,
                _ => {}
            }
            if let Some((answered, _)) = talk.answered {
                talks.decided += 1;
                talks.answered += u64::from(answered);
            }
        }
        talks
    }
}
