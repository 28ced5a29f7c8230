//! What may become of a conversation: a state machine over what happened between two people.
//!
//! ```text
//!            proposed ─────► accepted ─────► scheduled ─────► held
//!               │               │                │              ▲│
//!  declined, expired, withdrawn │   cancelled    │              │▼  (whoever corrects it last)
//!               ▼               ▼                ▼            no_show
//! ```
//!
//! Hosts do not see everything, so a step may be left out: an acceptance without a proposal is one all the same, and so is a
//! conversation that was held. A step that says nothing new, or comes when it cannot mean anything, has no effect. After an end
//! the same two may begin anew. Somebody who pauses or leaves takes back what was not agreed yet; what was agreed stands if they
//! pause, and not if they leave.

use crate::model::{Absent, Moment, Role, What};

/// One thing that happened between two people, or to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Proposed(Role),
    Accepted,
    Scheduled {
        start: Option<Moment>,
        minutes: Option<u32>,
    },
    Held {
        minutes: Option<u32>,
    },
    NoShow(Absent),
    Feedback(Role, u32),
    Declined(Option<Role>),
    Withdrawn,
    Cancelled,
    Expired,
    /// One of them is not to be matched for now.
    Paused,
    /// One of them is gone.
    Left,
}

impl Step {
    /// What an event is to the two it names; `None` if it names no two.
    pub(crate) fn of(what: &What) -> Option<Self> {
        Some(match what {
            What::Proposed { by, .. } => Step::Proposed(by.unwrap_or(Role::Mentee)),
            What::Accepted { .. } => Step::Accepted,
            What::Scheduled { start, minutes, .. } => Step::Scheduled { start: *start, minutes: *minutes },
            What::Held { minutes, .. } => Step::Held { minutes: *minutes },
            What::NoShow { who, .. } => Step::NoShow(*who),
            What::Feedback { by, rating, .. } => Step::Feedback(*by, *rating),
            What::Declined { by, .. } => Step::Declined(*by),
            What::Withdrawn { .. } => Step::Withdrawn,
            What::Cancelled { .. } => Step::Cancelled,
            What::Expired { .. } => Step::Expired,
            _ => return None,
        })
    }

    /// Of several at one moment, which comes first: in the order in which they usually happen.
    pub(crate) fn rank(self) -> u8 {
        match self {
            Step::Proposed(_) => 0,
            Step::Accepted => 1,
            Step::Scheduled { .. } => 2,
            Step::Held { .. } => 3,
            Step::NoShow(_) => 4,
            Step::Feedback(..) => 5,
            Step::Declined(_) => 6,
            Step::Withdrawn => 7,
            Step::Cancelled => 8,
            Step::Expired => 9,
            Step::Paused => 10,
            Step::Left => 11,
        }
    }
}

/// Where a conversation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    Proposed,
    Accepted,
    Scheduled,
    Held,
    NoShow,
    Declined,
    Withdrawn,
    Cancelled,
    Expired,
}

impl State {
    /// As documents spell it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            State::Proposed => "proposed",
            State::Accepted => "accepted",
            State::Scheduled => "scheduled",
            State::Held => "held",
            State::NoShow => "no_show",
            State::Declined => "declined",
            State::Withdrawn => "withdrawn",
            State::Cancelled => "cancelled",
            State::Expired => "expired",
        }
    }

    /// Whether it takes a seat of each.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, State::Proposed | State::Accepted | State::Scheduled)
    }

    fn is_agreed(self) -> bool {
        matches!(self, State::Accepted | State::Scheduled)
    }

    fn is_over(self) -> bool {
        matches!(self, State::Held | State::NoShow)
    }
}

/// One conversation, from the first step to the last so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Talk {
    pub(crate) state: State,
    /// Since when.
    pub(crate) since: Moment,
    /// When it began.
    pub(crate) begun: Moment,
    /// Who asked, if it began with a question.
    pub(crate) asked_by: Option<Role>,
    /// Whether whoever was asked did answer, and when; `None` as long as nobody knows.
    pub(crate) answered: Option<(bool, Moment)>,
    /// Who said no, if it was said.
    pub(crate) declined_by: Option<Role>,
    /// Who did not appear.
    pub(crate) absent: Option<Absent>,
    /// When it starts, once it has a time.
    pub(crate) start: Option<Moment>,
    /// How long it is or was, if that was said.
    pub(crate) minutes: Option<u32>,
    /// What the mentor and the mentee thought of it.
    pub(crate) ratings: [Option<u32>; 2],
}

impl Talk {
    fn new(state: State, at: Moment) -> Self {
        Talk {
            state,
            since: at,
            begun: at,
            asked_by: None,
            answered: None,
            declined_by: None,
            absent: None,
            start: None,
            minutes: None,
            ratings: [None; 2],
        }
    }

    fn becomes(&mut self, state: State, at: Moment) {
        (self.state, self.since) = (state, at);
    }

    /// Whoever was asked has answered, or let the time pass.
    fn answer(&mut self, answered: bool, at: Moment) {
        if self.asked_by.is_some() && self.answered.is_none() {
            self.answered = Some((answered, at));
        }
    }
}

/// Takes one step further: the conversations of two people so far, the latest last. Whether it had an effect.
pub(crate) fn take(talks: &mut Vec<Talk>, at: Moment, step: Step) -> bool {
    let state = talks.last().map(|talk| talk.state);
    let open = state.is_some_and(State::is_open);
    // After a conversation, or a proposal that lapsed, the two may agree without a question in between.
    let may_agree = state.is_none_or(|state| state.is_over() || state == State::Expired);
    match step {
        Step::Proposed(by) if !open => {
            talks.push(Talk { asked_by: Some(by), ..Talk::new(State::Proposed, at) });
            true
        }
        Step::Accepted if state == Some(State::Proposed) => on_last(talks, |talk| {
            talk.answer(true, at);
            talk.becomes(State::Accepted, at);
        }),
        Step::Accepted if may_agree => begin(talks, Talk::new(State::Accepted, at)),
        Step::Scheduled { start, minutes } if open => on_last(talks, |talk| {
            talk.answer(true, at);
            (talk.start, talk.minutes) = (start, minutes);
            talk.becomes(State::Scheduled, at);
        }),
        Step::Scheduled { start, minutes } if may_agree => {
            begin(talks, Talk { start, minutes, ..Talk::new(State::Scheduled, at) })
        }
        Step::Held { minutes } if open || state == Some(State::NoShow) => on_last(talks, |talk| {
            talk.answer(true, at);
            (talk.minutes, talk.absent) = (minutes.or(talk.minutes), None);
            talk.becomes(State::Held, at);
        }),
        Step::Held { minutes } if state != Some(State::Held) => {
            begin(talks, Talk { minutes, ..Talk::new(State::Held, at) })
        }
        Step::NoShow(who) if open || state.is_some_and(State::is_over) => on_last(talks, |talk| {
            talk.answer(true, at);
            talk.absent = Some(who);
            talk.becomes(State::NoShow, at);
        }),
        Step::Feedback(by, rating) if state.is_some() => on_last(talks, |talk| {
            let side = if by == Role::Mentor { 0 } else { 1 };
            if let Some(known) = talk.ratings.get_mut(side) {
                *known = Some(rating);
            }
        }),
        Step::Declined(by) if state == Some(State::Proposed) => on_last(talks, |talk| {
            let asked = talk.asked_by.map(other);
            // Whoever asked and thinks better of it has answered nothing.
            if by.is_none() || by == asked {
                talk.answer(true, at);
            }
            talk.declined_by = by.or(asked);
            talk.becomes(State::Declined, at);
        }),
        Step::Declined(_) | Step::Withdrawn | Step::Cancelled if state.is_some_and(State::is_agreed) => {
            on_last(talks, |talk| talk.becomes(State::Cancelled, at))
        }
        // Nobody had asked yet: a suggestion that was not liked.
        Step::Declined(by) if !open && state != Some(State::Declined) => {
            begin(talks, Talk { declined_by: by, ..Talk::new(State::Declined, at) })
        }
        Step::Withdrawn | Step::Cancelled | Step::Paused | Step::Left if state == Some(State::Proposed) => {
            on_last(talks, |talk| talk.becomes(State::Withdrawn, at))
        }
        Step::Expired if matches!(state, Some(State::Proposed | State::Accepted)) => on_last(talks, |talk| {
            talk.answer(false, at);
            talk.becomes(State::Expired, at);
        }),
        Step::Left if open => on_last(talks, |talk| talk.becomes(State::Cancelled, at)),
        _ => false,
    }
}

fn begin(talks: &mut Vec<Talk>, talk: Talk) -> bool {
    talks.push(talk);
    true
}

/// Whether it changed anything.
fn on_last(talks: &mut [Talk], change: impl FnOnce(&mut Talk)) -> bool {
    let Some(last) = talks.last_mut() else { return false };
    let before = *last;
    change(last);
    *last != before
}

pub(crate) fn other(role: Role) -> Role {
    match role {
        Role::Mentor => Role::Mentee,
        Role::Mentee => Role::Mentor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Moment {
        Moment::parse(&format!("2026-12-01T10:00:{second:02}Z")).unwrap()
    }

    fn fold(steps: &[Step]) -> (Vec<Talk>, Vec<bool>) {
        let mut talks = Vec::new();
        let took = (0..).zip(steps).map(|(k, &step)| take(&mut talks, at(k), step)).collect();
        (talks, took)
    }

    #[test]
    fn the_usual_way() {
        let scheduled = Step::Scheduled { start: Some(at(50)), minutes: Some(20) };
        let (talks, took) = fold(&[
            Step::Proposed(Role::Mentee),
            Step::Accepted,
            scheduled,
            Step::Held { minutes: None },
            Step::Feedback(Role::Mentee, 5),
        ]);
        assert_eq!(took, [true; 5]);
        let talk = talks[0];
        assert_eq!((talks.len(), talk.state, talk.since, talk.begun), (1, State::Held, at(3), at(0)));
        assert_eq!((talk.answered, talk.minutes, talk.ratings), (Some((true, at(1))), Some(20), [None, Some(5)]));
    }

    /// What it ends as, and how many conversations there were.
    #[test]
    fn ends_and_what_follows_them() {
        let held = Step::Held { minutes: None };
        let scheduled = Step::Scheduled { start: None, minutes: None };
        let asked = Step::Proposed(Role::Mentee);
        for (steps, state, count) in [
            (&[asked, Step::Declined(None)][..], State::Declined, 1),
            (&[asked, Step::Declined(Some(Role::Mentee))], State::Declined, 1),
            (&[asked, Step::Declined(None), Step::Accepted], State::Declined, 1),
            (&[asked, Step::Declined(None), asked], State::Proposed, 2),
            (&[asked, Step::Expired, Step::Accepted], State::Accepted, 2),
            (&[asked, Step::Accepted, Step::Declined(None)], State::Cancelled, 1),
            (&[asked, Step::Accepted, Step::Expired], State::Expired, 1),
            (&[asked, scheduled, Step::Expired], State::Scheduled, 1),
            (&[asked, asked], State::Proposed, 1),
            (&[asked, Step::Paused], State::Withdrawn, 1),
            (&[asked, Step::Accepted, Step::Paused], State::Accepted, 1),
            (&[asked, Step::Accepted, Step::Left], State::Cancelled, 1),
            (&[held, held], State::Held, 1),
            (&[held, Step::NoShow(Absent::Mentor)], State::NoShow, 1),
            (&[scheduled, Step::NoShow(Absent::Both), held], State::Held, 1),
            (&[held, scheduled], State::Scheduled, 2),
            (&[Step::Declined(Some(Role::Mentee))], State::Declined, 1),
            (&[asked, Step::Withdrawn, held], State::Held, 2),
        ] {
            let (talks, _) = fold(steps);
            assert_eq!((talks.last().unwrap().state, talks.len()), (state, count), "{steps:?}");
        }
        let nothing = [Step::Expired, Step::Withdrawn, Step::Cancelled, Step::Paused, Step::Left];
        assert_eq!(fold(&nothing), (Vec::new(), vec![false; 5]));
    }

    #[test]
    fn who_answered() {
        let answered = |steps: &[Step]| fold(steps).0[0].answered.map(|(did, _)| did);
        let asked = Step::Proposed(Role::Mentee);
        assert_eq!(answered(&[asked]), None);
        assert_eq!(answered(&[asked, Step::Accepted]), Some(true));
        assert_eq!(answered(&[asked, Step::Declined(None)]), Some(true));
        assert_eq!(answered(&[asked, Step::Declined(Some(Role::Mentor))]), Some(true));
        assert_eq!(answered(&[asked, Step::Declined(Some(Role::Mentee))]), None);
        assert_eq!(answered(&[asked, Step::Expired]), Some(false));
        assert_eq!(answered(&[asked, Step::Withdrawn]), None);
        assert_eq!(answered(&[asked, Step::Accepted, Step::Expired]), Some(true));
        assert_eq!(answered(&[Step::Accepted]), None);
    }
}
