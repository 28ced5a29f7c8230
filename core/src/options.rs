//! What a caller may choose for one run.

use crate::error::{Error, ErrorCode};
use crate::points::FULL;
use crate::read::{FieldCase, Reader, Shape, record};
use crate::side::Side;

mod apply;
mod audit;
mod invitations;
mod schedule;

pub use apply::ApplyOptions;
pub use audit::{AuditOptions, AuditSide};
pub use invitations::{Contact, InvitationOptions};
pub(crate) use invitations::{LONGEST_WRITTEN, WORDS, check_domain, check_lines, check_place};
pub use schedule::ScheduleOptions;

/// What a matching is best at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Objective {
    /// The most points in total.
    #[default]
    Total,
    /// As many mentees with at least one mentor as possible; then the most points.
    Coverage,
    /// As many mentees with a mentor as possible, and whoever has the fewest points as many as possible, then the next, and so on.
    Fair,
    /// As many pairs as possible, of them as many first choices of mentees as possible, then second ones, and so on.
    RankMaximal,
    /// No mentee and no mentor would both rather meet each other than somebody they meet; the best that this allows for one side.
    Stable {
        /// For whom.
        side: Side,
    },
}

impl Objective {
    /// Every objective there is.
    pub const ALL: [Objective; 6] = [
        Objective::Total,
        Objective::Coverage,
        Objective::Fair,
        Objective::RankMaximal,
        Objective::Stable { side: Side::Mentee },
        Objective::Stable { side: Side::Mentor },
    ];

    /// As documents and the other languages spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Objective::Total => "total",
            Objective::Coverage => "coverage",
            Objective::Fair => "fair",
            Objective::RankMaximal => "rank_maximal",
            Objective::Stable { side: Side::Mentee } => "stable_mentee",
            Objective::Stable { side: Side::Mentor } => "stable_mentor",
        }
    }
}

impl Shape for Objective {
    const EXPECTED: &'static str = "an objective";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &Objective::ALL.map(|objective| (objective.as_str(), objective)))
    }
}

/// Options of one run. The defaults are right for most.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatchOptions {
    /// What the matching is best at.
    pub objective: Objective,
    /// Among equally good matchings, another seed may give another one; the same seed always gives the same.
    pub seed: u32,
    /// How many threads may work; as many as the machine has if absent. The answer does not depend on it.
    pub threads: Option<u32>,
    /// How far from the optimum the total may be, as a share of the bound, 0 to 1: the search ends as soon as its certified
    /// gap is no more, with [`Status::WithinGap`](crate::Status::WithinGap). 0, the default, asks for the optimum.
    pub max_gap: f64,
    /// What every further conversation of a mentor costs more than the one before, in points from 0 to 1,000,000: none for the
    /// first, so much for the second, twice as much for the third. The most points less cost are then what is looked for, so that
    /// conversations spread over mentors. Only with [`Objective::Total`], and without `max_gap`. 0, the default, costs nothing.
    pub load_cost: u32,
    /// With the objective `fair`: mentees' points are told apart only by bands of so many, 1 to 1,000,000, and of all matchings
    /// as fair, that whose mentees' best pairings have the most points together is chosen. 0, the default, tells all points apart.
    pub fair_band: u32,
    /// With the objective `fair`: of those whom earlier rounds passed over most often, as many as possible have a mentor, then of the
    /// next, and so on. As many mentees have one as otherwise.
    pub passed_over_first: bool,
    /// Whether everybody who is matched is to meet at a time, too: of all matchings whose pairs have time for each other, the best, where that
    /// can be found (one mentor a mentee, sessions of one slot, neither buffers nor weekly limits nor rooms); elsewhere that is NP-hard,
    /// and the certificate says how far from a bound the answer is. Then every pairing has a `session`, but for locked pairs without time. How long sessions are and on which grid they start is the
    /// policy's (`session_minutes`, `slot_minutes`). Only with [`Objective::Total`] and [`Objective::Coverage`], without `max_gap`
    /// and `load_cost`, and where the policy has no quotas and mentors open no circles.
    pub schedule: bool,
    /// With `schedule`: the most sessions at a time, 1 to 1,000,000: rooms, or links; any number if absent.
    pub rooms: Option<u32>,
}

record!(MatchOptions {
    required: ;
    optional: objective, seed, threads, max_gap, load_cost, fair_band, passed_over_first, schedule, rooms;
});

impl MatchOptions {
    /// Whether they ask for what everybody gets who asks for nothing, on however many threads.
    pub(crate) fn are_usual(&self) -> bool {
        MatchOptions { threads: None, ..self.clone() } == MatchOptions::default()
    }

    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: serde::Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<MatchOptions, D>(input)?.unwrap_or_default();
        if reader.is_clean() {
            options.check_ranges(&mut reader);
        }
        Ok(reader.into_problems().into_result().map(|()| options))
    }

    /// # Errors
    /// Options outside their range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut reader = Reader::default();
        self.check_ranges(&mut reader);
        reader.into_problems().into_result()
    }

    fn check_ranges(&self, reader: &mut Reader) {
        check_threads(reader, self.threads);
        let max_gap = self.max_gap;
        reader.field("max_gap", |reader| {
            if !max_gap.is_finite() {
                reader.problem(ErrorCode::NotFinite, format!("`{max_gap}` is not a finite number"));
            } else if !(0.0..=1.0).contains(&max_gap) {
                reader.problem(ErrorCode::OutOfRange, format!("`{max_gap}` is not between 0 and 1"));
            } else if max_gap > 0.0 && self.objective != Objective::Total {
                let message =
                    format!("a gap may be left with the objective `total`, not `{}`", self.objective.as_str());
                reader.problem(ErrorCode::OutOfRange, message);
            }
        });
        let load_cost = self.load_cost;
        reader.field("load_cost", |reader| {
            if load_cost > FULL {
                reader.problem(ErrorCode::OutOfRange, format!("`{load_cost}` is not between 0 and {FULL}"));
            } else if load_cost > 0 && self.objective != Objective::Total {
                let message =
                    format!("load may cost with the objective `total`, not with `{}`", self.objective.as_str());
                reader.problem(ErrorCode::OutOfRange, message);
            } else if load_cost > 0 && max_gap > 0.0 {
                reader.problem(ErrorCode::OutOfRange, "load may cost where no gap is allowed");
            }
        });
        let asked = [("fair_band", self.fair_band > 0), ("passed_over_first", self.passed_over_first)];
        for (field, _) in asked.into_iter().filter(|(_, asked)| *asked && self.objective != Objective::Fair) {
            let message = format!("this is for the objective `fair`, not `{}`", self.objective.as_str());
            reader.field(field, |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
        self.check_schedule(reader);
        if self.fair_band > FULL {
            let message = format!("`{}` is not from 0 to {FULL}", self.fair_band);
            reader.field("fair_band", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
    }
}

impl MatchOptions {
    fn check_schedule(&self, reader: &mut Reader) {
        let others = [
            (
                !matches!(self.objective, Objective::Total | Objective::Coverage),
                "the objectives `total` and `coverage` only",
            ),
            (self.max_gap > 0.0, "no `max_gap`"),
            (self.load_cost > 0, "no `load_cost`"),
        ];
        for (_, with) in others.into_iter().filter(|(wrong, _)| *wrong && self.schedule) {
            let message = format!("times go with {with}");
            reader.field("schedule", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
        schedule::check_rooms(reader, self.rooms);
        if self.rooms.is_some() && !self.schedule {
            let message = "rooms are for sessions: `schedule` asks for them".to_owned();
            reader.field("rooms", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
    }
}

/// Options of one [`coverage_curve`](crate::coverage_curve).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurveOptions {
    /// How many points at most, 2 to 1,000.
    pub points: u32,
    /// How many threads may work; as many as the machine has if absent. The answer does not depend on it.
    pub threads: Option<u32>,
}

impl Default for CurveOptions {
    fn default() -> Self {
        CurveOptions { points: 20, threads: None }
    }
}

record!(CurveOptions { required: ; optional: points, threads; });

impl CurveOptions {
    /// Reads options from a host language's object. Their ranges are checked when they are used.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: serde::Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<CurveOptions, D>(input)?.unwrap_or_default();
        Ok(reader.into_problems().into_result().map(|()| options))
    }
}

/// What happens with whoever is left over in a round of conversations between peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Odd {
    /// They have the round off.
    #[default]
    Bye,
    /// They join a pair, if there is one that they may join.
    Trio,
}

impl Odd {
    /// As documents and the other languages spell it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Odd::Bye => "bye",
            Odd::Trio => "trio",
        }
    }
}

impl Shape for Odd {
    const EXPECTED: &'static str = "what happens with whoever is left over";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[Odd::Bye, Odd::Trio].map(|odd| (odd.as_str(), odd)))
    }
}

/// Options of [`match_peers`](crate::match_peers). The defaults are right for most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerOptions {
    /// How many rounds of conversations, 1 to [`MOST_ROUNDS`](Self::MOST_ROUNDS). Nobody meets anybody twice in them.
    pub rounds: u32,
    /// What happens with whoever is left over.
    pub odd: Odd,
    /// Among equally good choices, another seed may give another one; the same seed always gives the same.
    pub seed: u32,
    /// How many threads may work; as many as the machine has if absent. The answer does not depend on it.
    pub threads: Option<u32>,
}

impl Default for PeerOptions {
    fn default() -> Self {
        PeerOptions { rounds: 1, odd: Odd::Bye, seed: 0, threads: None }
    }
}

record!(PeerOptions { required: ; optional: rounds, odd, seed, threads; });

impl PeerOptions {
    /// A year of weeks.
    pub const MOST_ROUNDS: u32 = 52;

    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: serde::Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<PeerOptions, D>(input)?.unwrap_or_default();
        if reader.is_clean() {
            options.check_ranges(&mut reader);
        }
        Ok(reader.into_problems().into_result().map(|()| options))
    }

    /// # Errors
    /// Options outside their range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut reader = Reader::default();
        self.check_ranges(&mut reader);
        reader.into_problems().into_result()
    }

    fn check_ranges(&self, reader: &mut Reader) {
        check_threads(reader, self.threads);
        if !(1..=Self::MOST_ROUNDS).contains(&self.rounds) {
            let message = format!("`{}` rounds; there can be 1 to {}", self.rounds, Self::MOST_ROUNDS);
            reader.field("rounds", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
    }
}

fn check_threads(reader: &mut Reader, threads: Option<u32>) {
    if threads.is_some_and(|threads| !(1..=256).contains(&threads)) {
        let message = "the number of threads must be from 1 to 256";
        reader.field("threads", |reader| reader.problem(ErrorCode::OutOfRange, message));
    }
}
