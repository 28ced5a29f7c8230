//! Everything that happened between two people, in the order in which it happened, whatever order it was told in.

use super::names::{NameIx, Names};
use super::talk::{State, Step, Talk, take};
use crate::model::{LivePolicy, Moment, Role};

/// The most steps of two people, and the most pauses of one: more are refused.
pub(crate) const MOST_STEPS: usize = 1_000;

/// A step, when it was, and the number of its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) at: Moment,
    pub(crate) step: Step,
    pub(crate) event: NameIx,
}

impl Entry {
    /// What comes first, is first; at one moment, the usual order; then that of the events' ids.
    fn key<'e>(&self, events: &'e Names) -> (Moment, u8, &'e str) {
        (self.at, self.step.rank(), events.get(self.event))
    }
}

/// Puts an entry where it belongs.
pub(crate) fn insert(entries: &mut Vec<Entry>, entry: Entry, events: &Names) {
    let at = entries.partition_point(|known| known.key(events) <= entry.key(events));
    // Most have a few, and there are as many lists as pairs: room for twice as many would be most of it.
    if entries.len() == entries.capacity() {
        entries.reserve_exact(2);
    }
    entries.insert(at, entry);
}

/// Two people.
#[derive(Debug, Clone, Default)]
pub(crate) struct Thread {
    /// In the order of time.
    pub(crate) entries: Vec<Entry>,
    /// What became of them.
    pub(crate) talks: Vec<Talk>,
}

impl Thread {
    /// Takes all steps anew, together with the pauses of the two. O(steps log steps).
    pub(crate) fn fold(&mut self, stops: [&[Entry]; 2], events: &Names) {
        let mut all: Vec<&Entry> = self.entries.iter().chain(stops[0]).chain(stops[1]).collect();
        all.sort_by(|one, two| one.key(events).cmp(&two.key(events)));
        self.talks.clear();
        for entry in all {
            take(&mut self.talks, entry.at, entry.step);
        }
        self.talks.shrink_to_fit();
    }

    /// The conversation that takes a seat of each, if there is one.
    pub(crate) fn open(&self) -> Option<&Talk> {
        self.talks.last().filter(|talk| talk.state.is_open())
    }

    /// Until when the two are not to be matched for what happened between them: for good as long as their conversation is open (`Some(None)`).
    pub(crate) fn apart(&self, now: Moment, live: &LivePolicy) -> Option<Option<Moment>> {
        if self.open().is_some() {
            return Some(None);
        }
        self.apart_until(live).filter(|until| *until > now).map(Some)
    }

    fn apart_until(&self, live: &LivePolicy) -> Option<Moment> {
        self.talks.iter().filter_map(|talk| Some(talk.since.plus_days(apart_days(talk, live)?))).max()
    }
}

/// How long two people stay apart after a conversation came to this end.
fn apart_days(talk: &Talk, live: &LivePolicy) -> Option<u32> {
    match talk.state {
        State::Declined => Some(live.decline_days),
        State::Expired | State::Cancelled | State::NoShow => Some(live.lapse_days),
        State::Held => Some(live.no_repeat_days),
        State::Withdrawn | State::Proposed | State::Accepted | State::Scheduled => None,
    }
}

/// Whether a mentee was passed over by how this ended: nobody answered, or not they said no.
pub(crate) fn passes_over(talk: &Talk) -> bool {
    match talk.state {
        State::Declined => talk.asked_by == Some(Role::Mentee) && talk.declined_by == Some(Role::Mentor),
        State::Expired => talk.asked_by == Some(Role::Mentee),
        _ => false,
    }
}
