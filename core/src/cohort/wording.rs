//! In which language a cohort's answers are.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::Cohort;
use crate::error::Error;
use crate::model::{Affinity, Apart, CohortData, Meeting, Mentee, Mentor, Pair, Policy, PolicyChanges, Topic};
use crate::read::{FieldCase, Reader};
use crate::words::{Language, Words, check};

impl Cohort {
    /// The language of its answers.
    #[must_use]
    pub fn language(&self) -> Language {
        self.words.language()
    }

    /// The same cohort, whose answers are in another language; everything else is shared, so it costs nothing.
    ///
    /// A policy's own `phrases` are words of its own language: in another one, the words are those that ship. Its document says which
    /// language it answers in, and `policy_hash`es do not.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::words::Language;
    /// use fireside::{Cohort, MatchOptions, match_cohort};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .build()?;
    /// let german = match_cohort(&cohort.in_language(Language::De), &MatchOptions::default())?;
    /// assert_eq!(german.pairings[0].summary, "ada spricht gern über rust, wonach bo sucht.");
    /// german.verify(&cohort)?;
    /// # Ok::<(), fireside::Error>(())
    /// ```
    #[must_use]
    pub fn in_language(&self, language: Language) -> Cohort {
        let policy = &self.data().policy;
        let words = match language == policy.language {
            true => Words::new(language, &policy.phrases),
            false => Words::of(language),
        };
        self.worded(words)
    }

    /// [`in_language`](Self::in_language), with templates of the host's own in place of those of these codes. O(phrases).
    ///
    /// # Errors
    /// Codes that are none ([`ErrorCode::UnknownChoice`](crate::ErrorCode::UnknownChoice)) and templates that cannot be read
    /// ([`ErrorCode::InvalidTemplate`](crate::ErrorCode::InvalidTemplate)), with paths such as `phrases["reason.paused"]`.
    pub fn in_words(&self, language: Language, phrases: &BTreeMap<String, String>) -> Result<Cohort, Error> {
        Ok(self.worded(own(language, phrases, FieldCase::Snake)?))
    }

    /// The policy, with the language and the phrases of these answers.
    #[must_use]
    pub fn policy(&self) -> Cow<'_, Policy> {
        let policy = &self.data().policy;
        if self.words.are(policy.language, &policy.phrases) {
            return Cow::Borrowed(policy);
        }
        let (language, phrases) = (self.words.language(), self.words.phrases().clone());
        Cow::Owned(Policy { language, phrases, ..policy.clone() })
    }

    /// The document, for any serializer: [`data`](Self::data), with the [`policy`](Self::policy) of these answers.
    #[must_use]
    pub fn document(&self) -> impl Serialize + '_ {
        let CohortData { schema, topics, mentors, mentees, history, locked, affinities, apart, incumbents, policy: _ } =
            self.data();
        let policy = self.policy();
        Document { schema, topics, mentors, mentees, history, locked, affinities, apart, incumbents, policy }
    }

    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    /// The same in the words of its policy.
    pub(crate) fn stated(&self) -> Cohort {
        let policy = &self.data().policy;
        let words = Words::new(policy.language, &policy.phrases);
        self.worded(words)
    }

    pub(crate) fn worded(&self, words: Words) -> Cohort {
        Cohort { inner: self.inner.clone(), words }
    }

    /// Whether something is right in these words, or else in those of any language that ships; what is wrong is told of these.
    pub(crate) fn in_any_words(&self, check: impl Fn(&Cohort) -> Result<(), Error>) -> Result<(), Error> {
        let mut words = self.words.known();
        let found = words.next().map_or(Ok(()), |words| check(&self.worded(words)));
        match found.is_err() && words.any(|words| check(&self.worded(words)).is_ok()) {
            true => Ok(()),
            false => found,
        }
    }

    /// `changed`, which was made of this cohort, in the words of this one, unless the changes say otherwise.
    pub(crate) fn lend_words(&self, changed: Cohort, changes: &PolicyChanges) -> Cohort {
        let policy = &self.data().policy;
        let asked = !self.words.are(policy.language, &policy.phrases);
        match asked && changes.language.is_none() && changes.phrases.is_none() {
            true => changed.worded(self.words.clone()),
            false => changed,
        }
    }
}

/// A language with a host's own words.
///
/// # Errors
/// As [`Cohort::in_words`].
pub(crate) fn own(language: Language, phrases: &BTreeMap<String, String>, case: FieldCase) -> Result<Words, Error> {
    let mut reader = Reader::new(case);
    reader.field("phrases", |reader| check(reader, phrases));
    reader.into_problems().into_result()?;
    Ok(Words::new(language, phrases))
}

/// The fields of [`CohortData`], in the same order.
#[derive(Serialize)]
struct Document<'a> {
    schema: &'a str,
    topics: &'a [Topic],
    mentors: &'a [Mentor],
    mentees: &'a [Mentee],
    history: &'a [Meeting],
    locked: &'a [Pair],
    affinities: &'a [Affinity],
    #[serde(skip_serializing_if = "<[Apart]>::is_empty")]
    apart: &'a [Apart],
    #[serde(skip_serializing_if = "<[Pair]>::is_empty")]
    incumbents: &'a [Pair],
    policy: Cow<'a, Policy>,
}
