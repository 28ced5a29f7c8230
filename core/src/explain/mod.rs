//! The reason for every answer. Nothing here solves: it reads the cohort, the scorer and the prices.

mod absence;
mod clock;
mod ground;
mod limits;
pub(crate) mod names;
mod obstacle;
mod openings;
mod pairing;
mod peers;
mod reason;
mod standing;
mod time;

pub use absence::{Absences, Space};
pub use ground::Ground;
pub use limits::Limits;
pub use openings::Opening;
pub(crate) use openings::{Widened, widened};
pub use pairing::pairing;
pub(crate) use peers::{Left, LeftOver, direction, joins};
pub use reason::ReasonCode;
pub use standing::PairStanding;
pub use time::{ClockHours, ClockRange, CommonTime, CommonWindow, NearTime, TimeCode, WallTime, WeeklyTime};

use serde::Serialize;

use crate::cohort::Cohort;
use crate::matching::{Pairing, Reason};
use crate::roster::{MenteeIx, MentorIx};

/// Why a pair is or is not possible, and what it is worth.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Explanation {
    /// The mentor's id.
    pub mentor: String,
    /// The mentee's id.
    pub mentee: String,
    /// Whether the two may meet.
    pub eligible: bool,
    /// The score with its parts; what it would be, if they may not meet.
    pub pairing: Pairing,
    /// Everything that stands in the way; empty if they may meet.
    pub reasons: Vec<Reason>,
    /// When the two could meet, in the clocks of both, or why there is no such time; absent if neither states availability.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<CommonTime>,
    /// How the pair stands in a matching, if one was asked ([`Matching::explain`](crate::Matching::explain)).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<PairStanding>,
}

impl Explanation {
    /// The document, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Why this pair, or why not.
pub(crate) fn explanation(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx) -> Explanation {
    let pairing = pairing(cohort, mentor, mentee);
    let reasons = obstacle::obstacles(cohort, mentor, mentee, pairing.points);
    let time = time::common_time(cohort, mentor, mentee);
    let ids = (pairing.mentor.clone(), pairing.mentee.clone());
    Explanation { mentor: ids.0, mentee: ids.1, eligible: reasons.is_empty(), pairing, reasons, time, standing: None }
}
