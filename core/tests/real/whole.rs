//! The main job on a whole cohort, with everything that must hold of any answer.

use std::collections::BTreeMap;
use std::time::Instant;

use fireside::{Cohort, CohortBuilder, MatchOptions, Matching, Status, match_cohort};

use super::data;

/// A cohort and its matching.
pub(crate) struct Whole {
    pub(crate) cohort: Cohort,
    pub(crate) matching: Matching,
    millis: u128,
}

impl Whole {
    /// Matches what `builder` has. The answer is proved optimal, verified, the same for one thread and two and for the
    /// cohort written and read again, and has every mentee in it exactly once.
    pub(crate) fn matched(builder: CohortBuilder) -> Self {
        let cohort = builder.build().unwrap_or_else(|error| panic!("{error}"));
        let on = |cohort: &Cohort, threads| {
            let options = MatchOptions { threads: Some(threads), ..MatchOptions::default() };
            match_cohort(cohort, &options).expect("a matching")
        };
        let started = Instant::now();
        let matching = on(&cohort, 1);
        let millis = started.elapsed().as_millis();
        let bytes = matching.to_json();
        assert!(bytes == on(&cohort, 2).to_json(), "two threads write something else than one");
        let again = Cohort::from_json(&cohort.to_json()).expect("a document");
        assert!(again == cohort && bytes == on(&again, 2).to_json(), "reading the document again changes the answer");
        let read = Matching::from_json(&bytes).expect("a document");
        assert!(read == matching, "writing and reading changes the matching");
        read.verify(&again).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((matching.status, matching.certificate.gap), (Status::Optimal, 0));
        let whole = Whole { cohort, matching, millis };
        whole.answers_everybody();
        whole.is_refused_if_tampered_with();
        whole
    }

    /// On real data, too, the verifier finds what somebody left out and what somebody made dearer.
    fn is_refused_if_tampered_with(&self) {
        let mut fewer = self.matching.clone();
        let left_out = fewer.pairings.pop();
        assert!(left_out.is_none() || fewer.verify(&self.cohort).is_err(), "a pairing left out goes unnoticed");
        let mut dearer = self.matching.clone();
        let price = dearer.certificate.prices.values_mut().next();
        let raised = price.map(|price| *price += 1);
        assert!(raised.is_none() || dearer.verify(&self.cohort).is_err(), "a price raised goes unnoticed");
    }

    /// Each mentee is paired with as many mentors as they want, short of some with a reason, or unmatched with a reason.
    fn answers_everybody(&self) {
        let mut mentors: BTreeMap<&str, u32> = BTreeMap::new();
        for pairing in &self.matching.pairings {
            *mentors.entry(&pairing.mentee).or_default() += 1;
        }
        let absent: BTreeMap<&str, bool> =
            self.matching.unmatched.iter().map(|absent| (absent.mentee.as_str(), !absent.reasons.is_empty())).collect();
        let short: BTreeMap<&str, bool> =
            self.matching.short.iter().map(|short| (short.mentee.as_str(), !short.reasons.is_empty())).collect();
        assert_eq!((absent.len(), short.len()), (self.matching.unmatched.len(), self.matching.short.len()));
        for mentee in &self.cohort.data().mentees {
            let id = mentee.id.as_str();
            let answer = (mentors.get(id).copied().unwrap_or(0), absent.get(id), short.get(id));
            let fine = match answer {
                (0, reason, None) => reason == Some(&true),
                (some, None, None) => some == mentee.mentors_wanted,
                (some, None, reason) => some < mentee.mentors_wanted && reason == Some(&true),
                _ => false,
            };
            assert!(fine, "{id} has the answer {answer:?}");
        }
    }

    /// How many mentees have a mentor.
    pub(crate) fn met(&self) -> usize {
        self.cohort.data().mentees.len() - self.matching.unmatched.len()
    }

    /// How many mentees have no mentor mainly for this reason.
    pub(crate) fn left_out_for(&self, code: &str) -> usize {
        let main = self.matching.unmatched.iter().filter_map(|absent| absent.reasons.first());
        main.filter(|reason| reason.code == code).count()
    }

    /// Mentees, mentors and seats, in words.
    pub(crate) fn size(&self) -> String {
        let data = self.cohort.data();
        let seats: u32 = data.mentors.iter().map(|mentor| mentor.capacity).sum();
        format!("{} mentees, {} mentors with {seats} seats", data.mentees.len(), data.mentors.len())
    }

    /// What was reached, in words: how many meet whom, and the proof. The time is for the reader, nothing depends on it.
    pub(crate) fn figures(&self) -> String {
        let (met, mentees) = (self.met(), self.cohort.data().mentees.len());
        let proof = &self.matching.certificate;
        format!(
            "{met} mentees meet a mentor ({}), {} pairs, {} points, gap {}, {} ms",
            data::percent(met, mentees),
            self.matching.pairings.len(),
            proof.total_points,
            proof.gap,
            self.millis
        )
    }
}
