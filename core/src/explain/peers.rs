//! Why two people have something to talk about, and why somebody meets nobody in a round.

use std::collections::{BTreeMap, BTreeSet};

use super::obstacle::reason;
use super::{Absences, ReasonCode, Space, pairing};
use crate::cohort::Cohort;
use crate::matching::{PeerDirection, Reason};
use crate::roster::{MenteeIx, MentorIx};
use crate::words::{Arg, Phrase, Words};

/// What a mentor has to tell a mentee.
pub(crate) fn direction(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx) -> PeerDirection {
    let pairing = pairing(cohort, mentor, mentee);
    PeerDirection {
        mentor: pairing.mentor,
        mentee: pairing.mentee,
        points: pairing.points,
        broad: pairing.broad,
        shared_topics: pairing.shared_topics,
        overlap_minutes: pairing.overlap_minutes,
        summary: pairing.summary,
    }
}

/// "Cem joins Ada and Bo."
pub(crate) fn joins(words: &Words, who: &str, pair: [&str; 2]) -> String {
    words.say(Phrase::SummaryJoins, &[who.into(), Arg::List(&pair)])
}

/// Somebody who is left over, in their roles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Left<'a> {
    pub(crate) name: &'a str,
    pub(crate) mentor: Option<MentorIx>,
    pub(crate) mentee: Option<MenteeIx>,
    pub(crate) takes_part: bool,
    /// How many people they could still meet.
    pub(crate) open: u32,
    /// How many people they could meet and have met in an earlier round.
    pub(crate) met: u32,
    /// Whether the deadline came before all whom they could meet were found.
    pub(crate) unseen: bool,
}

/// The reasons of those who are left over. What holds in every round is worked out once.
#[derive(Debug)]
pub(crate) struct LeftOver<'a> {
    absences: Absences<'a>,
    known: BTreeMap<(Option<MentorIx>, Option<MenteeIx>), Vec<Reason>>,
    space: Space,
}

impl<'a> LeftOver<'a> {
    pub(crate) fn new(absences: Absences<'a>) -> Self {
        LeftOver { absences, known: BTreeMap::new(), space: Space::default() }
    }

    /// Why somebody meets nobody in a round.
    pub(crate) fn reasons(&mut self, left: Left<'_>) -> Vec<Reason> {
        let Left { name, open, met, .. } = left;
        let words = self.absences.words();
        let mut reasons = Vec::new();
        if open > 0 {
            let detail = words.say(Phrase::ReasonPeersMatched, &[open.into(), name.into()]);
            reasons.push(reason(ReasonCode::PeersMatched, open, detail));
        }
        if met > 0 {
            let detail = words.say(Phrase::ReasonMetBefore, &[met.into(), name.into()]);
            reasons.push(reason(ReasonCode::MetBefore, met, detail));
        }
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
        if reasons.is_empty() && left.unseen && left.takes_part {
            let detail = words.say(Phrase::ReasonDeadlinePeers, &[name.into()]);
            reasons.push(reason(ReasonCode::Deadline, 1, detail));
        }
        if reasons.is_empty() {
            let (absences, space) = (&self.absences, &mut self.space);
            let known = self.known.entry((left.mentor, left.mentee)).or_insert_with(|| apart(absences, left, space));
            reasons.clone_from(known);
        }
        reasons
    }
}

/// Why somebody may meet nobody at all: what each of their roles says.
fn apart(absences: &Absences<'_>, left: Left<'_>, space: &mut Space) -> Vec<Reason> {
    let as_mentee = left.mentee.map(|mentee| absences.of_mentee(mentee, &BTreeSet::new(), space).0).unwrap_or_default();
    let as_mentor = left.mentor.map(|mentor| absences.of_mentor(mentor, 0, space)).unwrap_or_default();
    let is = |reason: &Reason, codes: &[ReasonCode]| codes.iter().any(|code| code.as_str() == reason.code);
    let mut reasons: Vec<Reason> = Vec::new();
    for found in as_mentee.into_iter().chain(as_mentor) {
        // Whom a role allows is kept apart by another; and a role that is not played says nothing of one that is.
        let vain = is(&found, &[ReasonCode::SeatsTaken, ReasonCode::MenteesMatched, ReasonCode::NobodyElse])
            || left.takes_part && is(&found, &[ReasonCode::Paused, ReasonCode::NoCapacity, ReasonCode::SeatsInUse]);
        if !vain && !reasons.contains(&found) {
            reasons.push(found);
        }
    }
    if reasons.is_empty() {
        let detail = absences.words().say(Phrase::ReasonNobodyElsePeers, &[left.name.into()]);
        reasons.push(reason(ReasonCode::NobodyElse, 0, detail));
    }
    reasons
}
