//! The cohort: data that has been checked and resolved, once, at the door.

mod wording;

use std::sync::{Arc, OnceLock};

use serde::Deserializer;

use crate::error::{Error, ErrorCode};
use crate::model::{Affinity, Apart, CohortData, Meeting, Mentee, Mentor, Pair, Policy, Topic};
use crate::read::{FieldCase, Reader, excerpt};
use crate::roster::{MenteeIx, MentorIx, Roster, resolve};
use crate::score::{Exclusion, Scorer};
use crate::words::Words;
pub(crate) use wording::own;

/// A cohort that is right: every reference resolves, every number is in range, every lock can be kept.
///
/// Cheap to clone; any thread may use it. Two cohorts are equal if their canonical documents are.
#[derive(Debug, Clone)]
pub struct Cohort {
    inner: Arc<Inner>,
    /// How its answers are worded: as the policy says, unless somebody asked for another language.
    words: Words,
}

#[derive(Debug, Clone)]
struct Inner {
    data: Arc<CohortData>,
    /// Of a cohort of all mentors and one mentee who is not in the data.
    alone: Option<Mentee>,
    roster: Roster,
    scorer: Arc<Scorer>,
    /// The hash of the data without the policy, once somebody asked for it.
    hash: OnceLock<String>,
}

impl PartialEq for Cohort {
    fn eq(&self, other: &Self) -> bool {
        let same = || Arc::ptr_eq(&self.inner, &other.inner) || self.data() == other.data();
        // The same words may be a policy's or asked for.
        let policies = (&self.data().policy, &other.data().policy);
        let worded = || (policies.0.language, &policies.0.phrases) != (policies.1.language, &policies.1.phrases);
        self.words == other.words && (same() || worded() && self.to_json() == other.to_json())
    }
}

impl Cohort {
    /// Starts an empty cohort.
    #[must_use]
    pub fn builder() -> CohortBuilder {
        CohortBuilder::default()
    }

    /// Reads a document `fireside/cohort/1`.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Cohort::from_json_with(text, FieldCase::Snake)
    }

    /// Reads a document whose field names are spelled in `case`, as are the paths of problems.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn from_json_with(text: &str, case: FieldCase) -> Result<Self, Error> {
        let mut reader = Reader::new(case);
        let data = reader.read_json(text)?.unwrap_or_default();
        Cohort::check(data, reader)
    }

    /// Reads a host language's objects.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything that is wrong with the cohort, each with its path.
    pub fn read<'de, D: Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let data = reader.read::<CohortData, D>(input)?.unwrap_or_default();
        Ok(Cohort::check(data, reader))
    }

    pub(crate) fn check(data: CohortData, mut reader: Reader) -> Result<Self, Error> {
        let listed = data.locked.clone();
        let (data, roster) = resolve(data, &mut reader);
        if !reader.is_clean() {
            return Err(reader.into_error());
        }
        let scorer = Scorer::new(&data.policy, &roster)?;
        check_locks(&data, &roster, &scorer, &listed, reader)?;
        let words = Words::new(data.policy.language, &data.policy.phrases);
        let (data, scorer) = (Arc::new(data), Arc::new(scorer));
        let inner = Inner { data, alone: None, roster, scorer, hash: OnceLock::new() };
        Ok(Cohort { inner: Arc::new(inner), words })
    }

    /// The document, canonical: people, topics and lists in the order of ids.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.document()).unwrap_or_default()
    }

    /// The data, in canonical order, with the language as the host gave it ([`policy`](Self::policy) has that of the answers).
    #[must_use]
    pub fn data(&self) -> &CohortData {
        &self.inner.data
    }

    /// The data, for somebody who keeps them.
    pub(crate) fn shared_data(&self) -> Arc<CohortData> {
        Arc::clone(&self.inner.data)
    }

    /// Whether something limits the whole matching: quotas, reserves, or circles that open only if they fill.
    pub(crate) fn has_limits(&self) -> bool {
        self.data().policy.has_limits() || self.has_circles()
    }

    /// That nothing limits the whole matching, where `what` could not heed it.
    ///
    /// # Errors
    /// [`ErrorCode::Contradiction`].
    pub(crate) fn refuse_limits(&self, what: &str) -> Result<(), Error> {
        let (limits, path) = match self.data().policy.has_limits() {
            true => ("quotas and reserves", "policy.rules"),
            false if self.has_circles() => ("circles (`min_mentees`)", "mentors"),
            false => return Ok(()),
        };
        let message = format!("{limits} go with the objectives `total` and `coverage`, not with {what}");
        Err(Error::new(ErrorCode::Contradiction, path, message))
    }

    /// Whether somebody has no mentee rather than too few.
    pub(crate) fn has_circles(&self) -> bool {
        self.roster().mentors.iter().any(|row| row.least > 1)
    }

    /// A person's free time over the horizon, as instants in UTC, each a start and an end, in order: their windows, without
    /// what is busy (with buffers) or sooner than their notice. `None` if nobody has this id or they state no availability;
    /// of somebody who is both, the mentor's if they state it as one.
    ///
    /// ```
    /// let cohort = fireside::Cohort::from_json(r#"{
    ///     "schema": "fireside/cohort/1",
    ///     "policy": {"horizon": {"from": "2026-12-01", "days": 7}},
    ///     "mentors": [{"id": "ada", "offers": [], "availability": {
    ///         "time_zone": "Europe/London",
    ///         "weekly": [{"day": "tue", "start": "09:00", "end": "12:00"}],
    ///         "busy": [{"start": "2026-12-01T10:00:00Z", "end": "2026-12-01T12:00:00Z"}]
    ///     }}]
    /// }"#)?;
    /// let free = cohort.free_time("ada").unwrap_or_default();
    /// assert_eq!(free, [("2026-12-01T09:00:00Z".to_owned(), "2026-12-01T10:00:00Z".to_owned())]);
    /// # Ok::<(), fireside::Error>(())
    /// ```
    #[must_use]
    pub fn free_time(&self, person: &str) -> Option<Vec<(String, String)>> {
        let roster = self.roster();
        let mentor = self.find_mentor(person).and_then(|at| roster.mentors.get(at as usize)?.spans.as_ref());
        let mentee = || self.find_mentee(person).and_then(|at| roster.mentees.get(at as usize)?.spans.as_ref());
        let (spans, plan) = (mentor.or_else(mentee)?, roster.plan.as_ref()?);
        Some(spans.iter().map(|(start, end)| (plan.utc(start), plan.utc(end))).collect())
    }

    /// What `hash` says of the data without the policy: asked once, until the data change.
    pub(crate) fn hashed(&self, hash: impl FnOnce(&CohortData) -> String) -> &str {
        self.inner.hash.get_or_init(|| hash(self.data()))
    }

    pub(crate) fn roster(&self) -> &Roster {
        &self.inner.roster
    }

    pub(crate) fn scorer(&self) -> &Scorer {
        &self.inner.scorer
    }

    /// Changes what events of a live cohort change, seats and what keeps pairs apart: in place, unless somebody else has this cohort
    /// too. Both must say the same afterwards.
    pub(crate) fn patch<R>(&mut self, change: impl FnOnce(&mut CohortData, &mut Roster) -> R) -> R {
        let Inner { data, roster, hash, .. } = Arc::make_mut(&mut self.inner);
        *hash = OnceLock::new();
        change(Arc::make_mut(data), roster)
    }

    /// What people may want and offer is more than it was: in place, likewise.
    pub(crate) fn patch_scorer<R>(&mut self, change: impl FnOnce(&mut Scorer, &Roster) -> R) -> R {
        let Inner { roster, scorer, .. } = Arc::make_mut(&mut self.inner);
        change(Arc::make_mut(scorer), roster)
    }

    pub(crate) fn mentor(&self, ix: MentorIx) -> &Mentor {
        person(&self.data().mentors, ix)
    }

    pub(crate) fn mentee(&self, ix: MenteeIx) -> &Mentee {
        self.inner.alone.as_ref().unwrap_or_else(|| person(&self.data().mentees, ix))
    }

    /// All mentors and this mentee alone, whose number is 0: for questions of one person. Its document is still this cohort's.
    ///
    /// # Errors
    /// As [`Scorer::for_others`].
    pub(crate) fn beside(&self, mentee: Mentee, roster: Roster) -> Result<Cohort, Error> {
        let scorer = Arc::new(self.scorer().for_others(&roster)?);
        let (data, hash) = (Arc::clone(&self.inner.data), OnceLock::new());
        let inner = Inner { data, alone: Some(mentee), roster, scorer, hash };
        Ok(Cohort { inner: Arc::new(inner), words: self.words.clone() })
    }

    pub(crate) fn find_mentor(&self, id: &str) -> Option<MentorIx> {
        self.data().mentors.binary_search_by(|mentor| mentor.id.as_str().cmp(id)).ok().map(|at| at as MentorIx)
    }

    pub(crate) fn find_mentee(&self, id: &str) -> Option<MenteeIx> {
        self.data().mentees.binary_search_by(|mentee| mentee.id.as_str().cmp(id)).ok().map(|at| at as MenteeIx)
    }
}

/// A person by a number that the roster gave.
#[expect(clippy::indexing_slicing, reason = "the roster numbers exactly the people of the cohort it belongs to")]
fn person<P>(people: &[P], ix: u32) -> &P {
    &people[ix as usize]
}

/// Locks that the willing-topic guarantee or a hard rule forbids, in the order in which they were `listed`.
fn check_locks(
    data: &CohortData,
    roster: &Roster,
    scorer: &Scorer,
    listed: &[Pair],
    mut reader: Reader,
) -> Result<(), Error> {
    let mut forbidden: Vec<(usize, String)> = Vec::new();
    for (mentor, mentee, ()) in roster.locked.iter() {
        let Some(exclusion) = scorer.judge(roster, mentor, mentee).exclusion else { continue };
        let (mentor, mentee) = (person(&data.mentors, mentor), person(&data.mentees, mentee));
        let why = match exclusion {
            Exclusion::Rule(k) => match scorer.hard.get(k) {
                Some(rule) => format!("the rule `{}` forbids it", rule.rule.label()),
                None => "a rule forbids it".to_owned(),
            },
            Exclusion::Unwilling => "the mentor says no to what the mentee wants".to_owned(),
            _ => "they share no wanted topic that the mentor is willing to talk about".to_owned(),
        };
        let at = listed.iter().position(|pair| pair.mentor == mentor.id && pair.mentee == mentee.id).unwrap_or(0);
        forbidden.push((at, format!("`{}` and `{}` are locked, but {why}", excerpt(&mentor.id), excerpt(&mentee.id))));
    }
    forbidden.sort();
    reader.field("locked", |reader| {
        for (at, message) in forbidden {
            reader.index(at, |reader| reader.problem(ErrorCode::LockForbidden, message));
        }
    });
    reader.into_problems().into_result()
}

impl TryFrom<CohortData> for Cohort {
    type Error = Error;
    fn try_from(data: CohortData) -> Result<Self, Error> {
        Cohort::check(data, Reader::default())
    }
}

/// Builds a cohort step by step; [`build`](CohortBuilder::build) checks it.
#[derive(Debug, Clone, Default)]
pub struct CohortBuilder {
    data: CohortData,
}

impl CohortBuilder {
    /// Adds a topic.
    #[must_use]
    pub fn topic(mut self, topic: Topic) -> Self {
        self.data.topics.push(topic);
        self
    }

    /// Adds a mentor.
    #[must_use]
    pub fn mentor(mut self, mentor: Mentor) -> Self {
        self.data.mentors.push(mentor);
        self
    }

    /// Adds a mentee.
    #[must_use]
    pub fn mentee(mut self, mentee: Mentee) -> Self {
        self.data.mentees.push(mentee);
        self
    }

    /// Adds a pair of an earlier round.
    #[must_use]
    pub fn met(mut self, meeting: Meeting) -> Self {
        self.data.history.push(meeting);
        self
    }

    /// Adds a pair that must be in the result.
    #[must_use]
    pub fn locked(mut self, pair: Pair) -> Self {
        self.data.locked.push(pair);
        self
    }

    /// Adds the host's own signal for a pair.
    #[must_use]
    pub fn affinity(mut self, affinity: Affinity) -> Self {
        self.data.affinities.push(affinity);
        self
    }

    /// Adds a pair that may not be for now.
    #[must_use]
    pub fn apart(mut self, apart: Apart) -> Self {
        self.data.apart.push(apart);
        self
    }

    /// Adds a pair that people know of already.
    #[must_use]
    pub fn incumbent(mut self, pair: Pair) -> Self {
        self.data.incumbents.push(pair);
        self
    }

    /// Sets the policy.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.data.policy = policy;
        self
    }

    /// Checks everything.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn build(self) -> Result<Cohort, Error> {
        Cohort::try_from(self.data)
    }
}
