//! What a run was made from, so that it can be checked years later.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::calendar::tzdb_version;
use crate::cohort::Cohort;
use crate::matching::Run;
use crate::model::{Affinity, Apart, CohortData, Meeting, Mentee, Mentor, Pair, Topic};
use crate::options::MatchOptions;
use crate::points::FULL;

/// Names of options in the record.
pub(crate) const MAX_GAP: &str = "max_gap";
/// Likewise.
pub(crate) const LOAD_COST: &str = "load_cost";
pub(crate) const FAIR_BAND: &str = "fair_band";
pub(crate) const PASSED_OVER_FIRST: &str = "passed_over_first";
pub(crate) const SCHEDULE: &str = "schedule";
pub(crate) const ROOMS: &str = "rooms";

/// The record of a run on `cohort` with `options`.
pub(crate) fn run(cohort: &Cohort, options: &MatchOptions) -> Run {
    let asked = [
        (options.max_gap > 0.0).then(|| (MAX_GAP, options.max_gap.to_string())),
        (options.load_cost > 0).then(|| (LOAD_COST, options.load_cost.to_string())),
        (options.fair_band > 0).then(|| (FAIR_BAND, options.fair_band.to_string())),
        options.passed_over_first.then(|| (PASSED_OVER_FIRST, true.to_string())),
        options.schedule.then(|| (SCHEDULE, true.to_string())),
        options.rooms.map(|rooms| (ROOMS, rooms.to_string())),
    ];
    let asked = asked.into_iter().flatten().map(|(name, value)| (name.to_owned(), value)).collect();
    record(cohort, options.objective.as_str(), asked, options.seed)
}

/// The same of a run with any objective.
pub(crate) fn record(cohort: &Cohort, objective: &str, options: BTreeMap<String, String>, seed: u32) -> Run {
    let data = cohort.data();
    Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        policy_hash: sha256(&data.policy.wordless()),
        input_hash: cohort.hashed(|data| sha256(&Input::from(data))).to_owned(),
        objective: objective.to_owned(),
        options,
        seed,
        time_zone_data: tzdb_version().to_owned(),
    }
}

impl Run {
    /// Whether pairs were to have times in this run.
    pub(crate) fn has_times(&self) -> bool {
        self.options.contains_key(SCHEDULE)
    }

    /// How many rooms there were; any number if absent.
    pub(crate) fn rooms(&self) -> Option<u32> {
        self.options.get(ROOMS).and_then(|rooms| rooms.parse().ok())
    }

    /// What load cost in this run, in points; 0 if nothing, or nothing that can be.
    pub(crate) fn load_cost(&self) -> u32 {
        let stated = self.options.get(LOAD_COST).and_then(|cost| cost.parse().ok());
        stated.filter(|cost| *cost <= FULL).unwrap_or(0)
    }
}

/// The cohort without its policy, which has a hash of its own.
#[derive(Serialize)]
struct Input<'a> {
    topics: &'a [Topic],
    mentors: &'a [Mentor],
    mentees: &'a [Mentee],
    history: &'a [Meeting],
    locked: &'a [Pair],
    affinities: &'a [Affinity],
    // Left out where there are none, as in the document: the hashes of cohorts from before there were any stay.
    #[serde(skip_serializing_if = "<[Apart]>::is_empty")]
    apart: &'a [Apart],
    #[serde(skip_serializing_if = "<[Pair]>::is_empty")]
    incumbents: &'a [Pair],
}

impl<'a> From<&'a CohortData> for Input<'a> {
    fn from(data: &'a CohortData) -> Self {
        let CohortData {
            schema: _,
            topics,
            mentors,
            mentees,
            history,
            locked,
            affinities,
            apart,
            incumbents,
            policy: _,
        } = data;
        Input { topics, mentors, mentees, history, locked, affinities, apart, incumbents }
    }
}

/// The SHA-256 of a value's JSON, in hexadecimal. The JSON goes straight into the hash.
pub(crate) fn sha256(value: &impl Serialize) -> String {
    struct Sink(Sha256);
    impl std::io::Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut sink = std::io::BufWriter::with_capacity(1 << 16, Sink(Sha256::new()));
    let written = serde_json::to_writer(&mut sink, value);
    let digest = match (written, sink.into_inner()) {
        (Ok(()), Ok(sink)) => sink.0.finalize(),
        // Plain data into a hash: neither serialising nor writing has a way to fail.
        _ => Sha256::new().finalize(),
    };
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
