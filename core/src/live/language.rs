//! Handles of one engine that answer in other languages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Matcher;
use crate::cohort::{Cohort, own};
use crate::error::Error;
use crate::read::FieldCase;
use crate::view::View;
use crate::words::{Language, Words};

/// How a handle's answers are to be worded.
#[derive(Debug, Clone)]
pub(super) enum Wording {
    /// As the policy says, in this language.
    Language(Language),
    /// So, whatever the policy says.
    Words(Words),
}

impl Wording {
    /// What somebody asked a cohort to be worded in, who makes an engine of it.
    pub(super) fn of(cohort: &Cohort) -> Option<Self> {
        let policy = &cohort.data().policy;
        (!cohort.words().are(policy.language, &policy.phrases)).then(|| Wording::Words(cohort.words().clone()))
    }

    fn over(&self, cohort: &Cohort) -> Cohort {
        match self {
            Wording::Language(language) => cohort.in_language(*language),
            Wording::Words(words) => cohort.worded(words.clone()),
        }
    }
}

impl Matcher {
    /// Another handle of the same engine, whose answers are in another language: for portals with people of several. What is told to one
    /// is known to all. Costs nothing.
    ///
    /// Everything that is asked of it is worded so, as by [`Cohort::in_language`]; [`cohort`](Self::cohort) gives the cohort with these words, and
    /// [`to_state`](Self::to_state) says nothing of them.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::words::Language;
    /// use fireside::{Cohort, Matcher};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")).paused())
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .build()?;
    /// let english = Matcher::new(cohort);
    /// let german = english.in_language(Language::De);
    /// let why = |matcher: &Matcher| matcher.explain("ada", "bo").map(|it| it.reasons[0].detail.clone());
    /// assert_eq!(why(&english)?, "ada is paused or has no seat this round");
    /// assert_eq!(why(&german)?, "ada pausiert oder hat in dieser Runde keinen Platz");
    /// # Ok::<(), fireside::Error>(())
    /// ```
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        Matcher { shared: Arc::clone(&self.shared), wording: Some(Wording::Language(language)) }
    }

    /// [`in_language`](Self::in_language), with templates of the host's own in place of those of these codes. O(phrases).
    ///
    /// # Errors
    /// As [`Cohort::in_words`].
    pub fn in_words(&self, language: Language, phrases: &BTreeMap<String, String>) -> Result<Self, Error> {
        let wording = Wording::Words(own(language, phrases, FieldCase::Snake)?);
        Ok(Matcher { shared: Arc::clone(&self.shared), wording: Some(wording) })
    }

    /// The handle that words nothing otherwise, which is the one that may show views.
    pub(super) fn plain(&self) -> Self {
        Matcher { shared: Arc::clone(&self.shared), wording: None }
    }

    /// A view in the words of this handle.
    pub(super) fn worded(&self, mut view: View) -> View {
        if let Some(wording) = &self.wording {
            view.cohort = wording.over(&view.cohort);
        }
        view
    }

    /// A question that is answered at once, while events wait.
    pub(crate) fn ask<R>(&self, question: impl FnOnce(&View) -> R) -> R {
        let view = self.read();
        match self.wording {
            None => question(&view),
            // The copy goes before the lock does, so that nobody who writes finds it there.
            Some(_) => question(&self.worded(view.clone())),
        }
    }
}
