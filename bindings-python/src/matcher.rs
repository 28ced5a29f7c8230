//! `fireside.Matcher`'s handle, and `fireside.match_cohort`.

use std::sync::Arc;

use fireside::model::Moment;
use fireside::read::Reader;
use fireside::solve::Side;
use fireside::{ApplyOptions, Ask, FieldCase, MatchOptions, RemedyOptions, match_cohort_with};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::arrays::bytes;
use crate::cohort::Cohort;
use crate::control::Hold;
use crate::entry::enter;
use crate::error::exception;
use crate::insight::{Insight, of_matcher};
use crate::journal::Journal;
use crate::matching::Matching;
use crate::objects::{Input, Reading, argument, to_objects, utf8};
use crate::report::page_of_matcher;
use crate::what_if::{WhatIf, read_changes};
use crate::words::wording;

/// A long-lived engine over a cohort that events change.
#[pyclass(frozen, module = "fireside._native")]
pub(crate) struct Matcher(fireside::Matcher);

#[pymethods]
impl Matcher {
    #[new]
    fn new(py: Python<'_>, cohort: &Cohort) -> PyResult<Self> {
        enter(|| {
            let cohort = cohort.0.clone();
            Ok(Matcher(py.detach(|| fireside::Matcher::new(cohort))))
        })
    }

    /// The engine after events, from the cohort there was before them.
    #[staticmethod]
    fn from_journal<'py>(
        py: Python<'py>,
        cohort: &Cohort,
        journal: &Journal,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        enter(|| {
            let hold = Hold::new(&py.None().into_bound(py), None, cancel)?;
            let (cohort, journal) = (cohort.0.clone(), Arc::clone(&journal.0));
            let work = move |control: &_| fireside::Matcher::from_journal(cohort, &journal.events, control);
            hold.during(py, work).map(Matcher)
        })
    }

    /// The engine that wrote a state.
    #[staticmethod]
    fn from_state(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        enter(|| {
            let text = utf8(text)?;
            py.detach(|| fireside::Matcher::from_state(text)).map(Matcher).map_err(|error| exception(&error))
        })
    }

    /// Everything the engine knows.
    fn to_state(&self, py: Python<'_>) -> PyResult<String> {
        enter(|| Ok(py.detach(|| self.0.to_state())))
    }

    /// The cohort as it is now: the very one that is `known`, if it still is.
    fn cohort<'py>(&self, py: Python<'py>, known: Option<Bound<'py, Cohort>>) -> PyResult<Bound<'py, Cohort>> {
        enter(|| {
            let before = known.as_ref().map(|known| known.get().0.clone());
            let (now, same) = py.detach(|| {
                let now = self.0.cohort();
                let same = before.is_some_and(|before| before == now);
                (now, same)
            });
            known.filter(|_| same).map_or_else(|| Bound::new(py, Cohort(now)), Ok)
        })
    }

    /// Takes events; the answer made of `records`, and as a document.
    fn apply<'py>(
        &self,
        py: Python<'py>,
        journal: &Journal,
        max_regret: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyAny>, String)> {
        enter(|| {
            let mut reader = Reader::default();
            let max_regret = argument::<u64>(&mut reader, "max_regret", max_regret)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            let (hold, options) = (Hold::new(timeout, None, cancel)?, ApplyOptions { max_regret });
            let (matcher, journal) = (self.0.clone(), Arc::clone(&journal.0));
            let (applied, text) = hold.during(py, move |control| {
                let applied = matcher.apply_with(&journal.events, &options, FieldCase::Snake, control)?;
                let text = applied.to_json();
                Ok((applied, text))
            })?;
            Ok((to_objects(py, &applied, Some(records))?, text))
        })
    }

    /// Another engine that is as this one is now.
    fn fork(&self, py: Python<'_>) -> PyResult<Self> {
        enter(|| Ok(Matcher(py.detach(|| self.0.fork()))))
    }

    /// Another handle of the same engine, worded in another language, perhaps with phrases of the host's own.
    fn in_language(
        &self,
        py: Python<'_>,
        language: &Bound<'_, PyAny>,
        phrases: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        enter(|| match wording(language, phrases)? {
            (language, None) => Ok(Matcher(self.0.in_language(language))),
            (language, Some(phrases)) => {
                let worded = py.detach(|| self.0.in_words(language, &phrases));
                worded.map(Matcher).map_err(|error| exception(&error))
            }
        })
    }

    /// The best mentors somebody may meet, as pairs of an id and points.
    fn shortlist(
        &self,
        py: Python<'_>,
        mentee: &Bound<'_, PyAny>,
        k: &Bound<'_, PyAny>,
    ) -> PyResult<Vec<(String, u32)>> {
        enter(|| {
            let mut reader = Reader::default();
            let mentee = argument::<String>(&mut reader, "mentee", mentee)?.unwrap_or_default();
            let k = argument::<u32>(&mut reader, "k", k)?.unwrap_or_default();
            let read = reader.into_problems().into_result();
            let found = read.and_then(|()| py.detach(|| self.0.shortlist(&mentee, k)));
            let found = found.map_err(|error| exception(&error))?;
            Ok(found.into_iter().map(|one| (one.mentor, one.points)).collect())
        })
    }

    /// The matching as it is now.
    fn matching<'py>(
        &self,
        py: Python<'py>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Matching> {
        enter(|| {
            let (hold, matcher) = (Hold::new(timeout, progress, cancel)?, self.0.clone());
            hold.during(py, move |control| matcher.matching(control)).map(Matching::from)
        })
    }

    /// The conversations that take seats.
    fn conversations<'py>(&self, py: Python<'py>, records: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| to_objects(py, &py.detach(|| self.0.conversations()), Some(records)))
    }

    /// What is due by `now`, as dicts.
    fn due<'py>(&self, py: Python<'py>, now: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let now = argument::<Moment>(&mut reader, "now", now)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            to_objects(py, &py.detach(|| self.0.due(now)), None)
        })
    }

    /// What is known of somebody.
    fn standing<'py>(
        &self,
        py: Python<'py>,
        person: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let person = argument::<String>(&mut reader, "person", person)?.unwrap_or_default();
            let read = reader.into_problems().into_result();
            let standing = read.and_then(|()| py.detach(|| self.0.standing(&person)));
            to_objects(py, &standing.map_err(|error| exception(&error))?, Some(records))
        })
    }

    /// Who waits for a mentor; the answer made of `records`, and as a document.
    fn waiting<'py>(
        &self,
        py: Python<'py>,
        timeout: &Bound<'py, PyAny>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyAny>, String)> {
        enter(|| {
            let (hold, matcher) = (Hold::new(timeout, None, cancel)?, self.0.clone());
            let (list, text) = hold.during(py, move |control| {
                let list = matcher.waiting(control)?;
                let text = list.to_json();
                Ok((list, text))
            })?;
            Ok((to_objects(py, &list, Some(records))?, text))
        })
    }

    /// What would give somebody a mentor; the answer made of `records`, and as a document.
    fn remedies<'py>(
        &self,
        py: Python<'py>,
        person: &Bound<'py, PyAny>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyAny>, String)> {
        enter(|| {
            let (mut reader, reading) = (Reader::default(), Reading::default());
            let person = argument::<String>(&mut reader, "person", person)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            let options = RemedyOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?;
            let options = options.map_err(|error| exception(&error))?;
            let (hold, matcher) = (Hold::new(timeout, None, cancel)?, self.0.clone());
            let (found, text) = hold.during(py, move |control| {
                let found = matcher.remedies(&person, &options, control)?;
                let text = found.to_json();
                Ok((found, text))
            })?;
            Ok((to_objects(py, &found, Some(records))?, text))
        })
    }

    /// What the matching as it is now comes to.
    fn insight<'py>(
        &self,
        py: Python<'py>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Insight> {
        enter(|| of_matcher(py, self.0.clone(), options, Hold::new(timeout, progress, cancel)?))
    }

    /// The matching as it is now, as HTML.
    fn report<'py>(
        &self,
        py: Python<'py>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<String> {
        enter(|| page_of_matcher(py, self.0.clone(), options, Hold::new(timeout, progress, cancel)?))
    }

    /// What outcomes say of the policy's weights; the answer made of `records`, and as a document.
    fn fit_weights<'py>(
        &self,
        py: Python<'py>,
        timeout: &Bound<'py, PyAny>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<(Bound<'py, PyAny>, String)> {
        enter(|| {
            let (hold, matcher) = (Hold::new(timeout, None, cancel)?, self.0.clone());
            let (fit, text) = hold.during(py, move |control| {
                let fit = matcher.fit_weights(control)?;
                let text = fit.to_json();
                Ok((fit, text))
            })?;
            Ok((to_objects(py, &fit, Some(records))?, text))
        })
    }

    /// Matches the cohort.
    fn run<'py>(
        &self,
        py: Python<'py>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Matching> {
        enter(|| {
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let matcher = self.0.clone();
            hold.during(py, move |control| matcher.run(&options, control)).map(Matching::from)
        })
    }

    /// The best mentors somebody may meet, under conditions; `after` a matching, with its prices.
    fn suggest<'py>(
        &self,
        py: Python<'py>,
        ask: &Bound<'py, PyAny>,
        k: &Bound<'py, PyAny>,
        after: Option<&Matching>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let k = argument::<u32>(&mut reader, "k", k)?.unwrap_or_default();
            let reading = Reading::default();
            let ask = Ask::read(Input::new(ask.clone(), &reading), FieldCase::Snake)?;
            let read = ask.and_then(|ask| reader.into_problems().into_result().map(|()| Ask { k, ..ask }));
            let ask = read.map_err(|error| exception(&error))?;
            let ask = if let Some(matching) = after { ask.after(&matching.0) } else { ask };
            if ask.spread && !self.0.has_prices() {
                let matcher = self.0.clone();
                Hold::none().during(py, move |control| matcher.prices(control).map(|_| ()))?;
            }
            let pairings = py.detach(|| self.0.suggest_with(&ask));
            to_objects(py, &pairings.map_err(|error| exception(&error))?, Some(records))
        })
    }

    /// The best mentors of every mentee, as columns; the columns come as bytes.
    fn shortlists<'py>(
        &self,
        py: Python<'py>,
        k: &Bound<'py, PyAny>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let k = argument::<u32>(&mut reader, "k", k)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let matcher = self.0.clone();
            let lists = hold.during(py, move |control| matcher.shortlists(k, options.threads, control))?;
            let answer = PyDict::new(py);
            for (name, column) in [("mentee", &lists.mentee), ("mentor", &lists.mentor), ("points", &lists.points)] {
                answer.set_item(name, bytes(py, column, |number| number.to_ne_bytes()))?;
            }
            answer.set_item("complete", lists.complete)?;
            Ok(answer.into_any())
        })
    }

    /// Two answers and their difference.
    fn what_if<'py>(
        &self,
        py: Python<'py>,
        changes: &Bound<'py, PyAny>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
    ) -> PyResult<WhatIf> {
        enter(|| {
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let (changes, matcher) = (read_changes(changes)?, self.0.clone());
            hold.during(py, move |control| matcher.what_if(&changes, &options, control)).map(WhatIf::from)
        })
    }

    /// What every rule costs.
    fn rule_costs<'py>(
        &self,
        py: Python<'py>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let matcher = self.0.clone();
            let costs = hold.during(py, move |control| matcher.rule_costs(&options, control))?;
            to_objects(py, &costs, Some(records))
        })
    }

    /// What one more seat of every mentor is worth.
    fn seat_worths<'py>(
        &self,
        py: Python<'py>,
        options: &Bound<'py, PyAny>,
        timeout: &Bound<'py, PyAny>,
        progress: Option<Bound<'py, PyAny>>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
            let matcher = self.0.clone();
            let worths = hold.during(py, move |control| matcher.seat_worths(options.threads, control))?;
            to_objects(py, &worths, Some(records))
        })
    }

    /// Why this pair, or everything that stands in its way.
    fn explain<'py>(
        &self,
        py: Python<'py>,
        mentor: &Bound<'py, PyAny>,
        mentee: &Bound<'py, PyAny>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let mentor = argument::<String>(&mut reader, "mentor", mentor)?.unwrap_or_default();
            let mentee = argument::<String>(&mut reader, "mentee", mentee)?.unwrap_or_default();
            let read = reader.into_problems().into_result();
            let explanation = read.and_then(|()| py.detach(|| self.0.explain(&mentor, &mentee)));
            to_objects(py, &explanation.map_err(|error| exception(&error))?, Some(records))
        })
    }

    /// The weekly windows that would open the most partners to a person.
    #[expect(clippy::too_many_arguments, reason = "as many as the package's method has, and the records")]
    fn openings<'py>(
        &self,
        py: Python<'py>,
        person: &Bound<'py, PyAny>,
        k: &Bound<'py, PyAny>,
        role: &Bound<'py, PyAny>,
        options: &Bound<'py, PyAny>,
        cancel: Option<Bound<'py, PyAny>>,
        records: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        enter(|| {
            let mut reader = Reader::default();
            let person = argument::<String>(&mut reader, "person", person)?.unwrap_or_default();
            let k = argument::<u32>(&mut reader, "k", k)?.unwrap_or_default();
            let role = argument::<Side>(&mut reader, "role", role)?.unwrap_or_default();
            reader.into_problems().into_result().map_err(|error| exception(&error))?;
            let (options, hold) = (read_options(options)?, Hold::new(&py.None().into_bound(py), None, cancel)?);
            let matcher = self.0.clone();
            let work = move |control: &_| matcher.openings(role, &person, k, options.threads, control);
            to_objects(py, &hold.during(py, work)?, Some(records))
        })
    }
}

/// Matches a cohort once.
#[pyfunction]
pub(crate) fn match_cohort<'py>(
    py: Python<'py>,
    cohort: &Cohort,
    options: &Bound<'py, PyAny>,
    timeout: &Bound<'py, PyAny>,
    progress: Option<Bound<'py, PyAny>>,
    cancel: Option<Bound<'py, PyAny>>,
) -> PyResult<Matching> {
    enter(|| {
        let (options, hold) = (read_options(options)?, Hold::new(timeout, progress, cancel)?);
        let cohort = cohort.0.clone();
        hold.during(py, move |control| match_cohort_with(&cohort, &options, control)).map(Matching::from)
    })
}

fn read_options(options: &Bound<'_, PyAny>) -> PyResult<MatchOptions> {
    let reading = Reading::default();
    MatchOptions::read(Input::new(options.clone(), &reading), FieldCase::Snake)?.map_err(|error| exception(&error))
}
