//! A decision record: what a run was made from, by which rules and with what proof, on a page that can be kept when people's data may not.
//!
//! It holds hashes, the policy, counts and the certificate's figures, and nothing about a person; with the cohort and the matching it can be
//! verified years later. It is meant as a help with the keeping of records that, for example, Art. 12 of Regulation (EU) 2024/1689 asks for,
//! and with explanations under Art. 22 of Regulation (EU) 2016/679. Whether it is enough for them is for those to say who must comply.

mod redact;

use serde::Serialize;

use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode, Problems};
use crate::matching::{Matching, Run, read_document};
use crate::model::{CohortData, Policy};
use crate::read::record;
use crate::run::sha256;
use crate::status::Status;
use crate::verify::same_origin;

/// What a run was made from, by which rules and with what proof; nothing about a person. Plain data, the document `fireside/record/1`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct DecisionRecord {
    /// Always `fireside/record/1`.
    pub schema: String,
    /// The schema of the cohort's document.
    pub cohort_schema: String,
    /// The schema of the matching's document.
    pub matching_schema: String,
    /// What the matching was made from: fireside's version, hashes, objective, options, seed, and the version of the time zone database.
    pub run: Run,
    /// The policy. In place of hidden attributes' names it has `hidden_1`, `hidden_2` and so on, and `hidden` in place of their values;
    /// `run.policy_hash` is that of the policy itself.
    pub policy: Policy,
    /// How many mentors the cohort has.
    pub mentors: u32,
    /// How many mentees.
    pub mentees: u32,
    /// How many pairs meet.
    pub pairings: u32,
    /// How many mentees have no mentor.
    pub unmatched: u32,
    /// How good the answer was proved to be.
    pub status: Status,
    /// The certificate's total, in points.
    pub total_points: i64,
    /// The certificate's bound, in points.
    pub bound_points: i64,
    /// The certificate's gap, in points.
    pub gap: i64,
    /// What the certificate is about: `cohort` for every pair of it.
    pub scope: String,
    /// SHA-256, in hexadecimal, of the matching's document, the bytes of [`Matching::to_json`].
    pub matching_sha256: String,
}

record!(DecisionRecord {
    required: schema, cohort_schema, matching_schema, run, policy, mentors, mentees, pairings, unmatched, status, total_points,
        bound_points, gap, scope, matching_sha256;
    optional: ;
});

impl Matching {
    /// The decision record of this matching of `cohort`. O(size of both documents).
    ///
    /// # Errors
    /// [`ErrorCode::WrongCohort`] if the matching is not of this cohort.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, DecisionRecord, MatchOptions, match_cohort};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .build()?;
    /// let matching = match_cohort(&cohort, &MatchOptions::default())?;
    /// let kept = matching.record(&cohort)?.to_json();
    /// // Years later:
    /// DecisionRecord::from_json(&kept)?.verify(&cohort, &matching)?;
    /// # Ok::<(), fireside::Error>(())
    /// ```
    pub fn record(&self, cohort: &Cohort) -> Result<DecisionRecord, Error> {
        let mut problems = Problems::default();
        same_origin((&self.schema, Matching::SCHEMA), &self.run, cohort, &mut problems);
        problems.into_result()?;
        let (data, certificate) = (cohort.data(), &self.certificate);
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        Ok(DecisionRecord {
            schema: DecisionRecord::SCHEMA.to_owned(),
            cohort_schema: CohortData::SCHEMA.to_owned(),
            matching_schema: self.schema.clone(),
            run: self.run.clone(),
            policy: redact::policy(&data.policy),
            mentors: count(data.mentors.len()),
            mentees: count(data.mentees.len()),
            pairings: count(self.pairings.len()),
            unmatched: count(self.unmatched.len()),
            status: self.status,
            total_points: certificate.total_points,
            bound_points: certificate.bound_points,
            gap: certificate.gap,
            scope: certificate.scope.clone(),
            matching_sha256: sha256(self),
        })
    }
}

impl DecisionRecord {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/record/1";

    /// The document as JSON, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a record back, to verify it.
    ///
    /// # Errors
    /// Text that is not such a document, with everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        read_document(text, DecisionRecord::SCHEMA, |record: &DecisionRecord| &record.schema)
    }

    /// Whether this is the record of this matching of this cohort, and the matching what its cohort yields: every field, the hashes,
    /// and [`Matching::verify`]. O(mentees · mentors).
    ///
    /// # Errors
    /// [`ErrorCode::WrongCohort`] if the matching is not of this cohort; [`ErrorCode::RecordMismatch`] with the path of every field of the
    /// record that is another; else whatever does not hold of the matching, with paths in it.
    pub fn verify(&self, cohort: &Cohort, matching: &Matching) -> Result<(), Error> {
        let yields = matching.record(cohort)?;
        let mut problems = Problems::default();
        let mut compare = |path: &str, same: bool| {
            if !same {
                let message = "this is not what the cohort and its matching yield";
                problems.add(ErrorCode::RecordMismatch, path, message);
            }
        };
        compare("schema", self.schema == yields.schema);
        compare("cohort_schema", self.cohort_schema == yields.cohort_schema);
        compare("matching_schema", self.matching_schema == yields.matching_schema);
        let (stated, run) = (&self.run, &yields.run);
        compare("run.version", stated.version == run.version);
        compare("run.policy_hash", stated.policy_hash == run.policy_hash);
        compare("run.input_hash", stated.input_hash == run.input_hash);
        compare("run.objective", stated.objective == run.objective);
        compare("run.options", stated.options == run.options);
        compare("run.seed", stated.seed == run.seed);
        compare("run.time_zone_data", stated.time_zone_data == run.time_zone_data);
        compare("policy", self.policy == yields.policy);
        compare("mentors", self.mentors == yields.mentors);
        compare("mentees", self.mentees == yields.mentees);
        compare("pairings", self.pairings == yields.pairings);
        compare("unmatched", self.unmatched == yields.unmatched);
        compare("status", self.status == yields.status);
        compare("total_points", self.total_points == yields.total_points);
        compare("bound_points", self.bound_points == yields.bound_points);
        compare("gap", self.gap == yields.gap);
        compare("scope", self.scope == yields.scope);
        compare("matching_sha256", self.matching_sha256 == yields.matching_sha256);
        problems.into_result()?;
        matching.verify(cohort)
    }
}
