//! Another cohort, made of one and of changes to it. The one it is made of stays as it is.
//!
//! Changes are applied to the data, and the result is checked as every cohort is. So nothing here judges values: it looks up who
//! and what the changes speak of, and remembers which place of the new data comes from which place of the changes (`origin`), so
//! that a problem names the change that brought it about.

mod more;
mod origin;
mod people;
mod policy;

use std::collections::BTreeSet;

use serde::Deserializer;

use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode};
use crate::model::{Affinity, Apart, Changes, CohortData, Mentee, Mentor, Pair, Topic};
use crate::read::{FieldCase, Reader, excerpt};
use origin::Origins;
pub(crate) use people::Person;

/// What paths into changes begin with.
const ROOT: &str = "changes";

/// What people have, and somewhat more of it: these are those whom `changes` give more, in the order of ids.
pub(crate) fn more(people: (&mut [Mentor], &mut [Mentee]), changes: &Changes, session: u32) {
    more::add(people, changes, session, &mut Origins::new(FieldCase::Snake));
}

impl Changes {
    /// Reads changes from a host language's object; paths begin with `changes`.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the form of the changes, each with its path.
    pub fn read<'de, D: Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let changes = reader.field(ROOT, |reader| reader.read::<Changes, D>(input))?.unwrap_or_default();
        Ok(reader.into_problems().into_result().map(|()| changes))
    }

    /// Reads changes from a JSON text.
    ///
    /// # Errors
    /// Text that is not JSON; everything wrong with the form of the changes, each with its path, which begins with `changes`.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let mut reader = Reader::default();
        let changes = reader.field(ROOT, |reader| reader.read_json::<Changes>(text))?.unwrap_or_default();
        reader.into_problems().into_result().map(|()| changes)
    }

    /// The changes as JSON, on one line, without what stays as it is.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Cohort {
    /// The cohort that these changes would make of this one, which stays as it is.
    ///
    /// Those who leave are forgotten by locks, affinities, `apart`, `incumbents` and others' `prefers` and `blocks`. O(n log n) in the size of the
    /// cohort.
    ///
    /// ```
    /// use fireside::Cohort;
    /// use fireside::model::{Changes, Mentee, Mentor, Offer, Topic, Want};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .build()?;
    /// let roomier = cohort.changed(&Changes { seats: [("ada".to_owned(), 2)].into(), ..Changes::default() })?;
    /// assert_eq!((roomier.data().mentors[0].capacity, cohort.data().mentors[0].capacity), (2, 1));
    ///
    /// let nobody = Changes { seats: [("adda".to_owned(), 2)].into(), ..Changes::default() };
    /// let error = cohort.changed(&nobody).unwrap_err();
    /// assert_eq!(error.to_string(), "changes.seats[\"adda\"]: unknown mentor `adda`: did you mean `ada`?");
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// Changes that speak of nobody ([`ErrorCode::UnknownPerson`]) or of no rule ([`ErrorCode::OutOfRange`]), that add somebody who
    /// is there ([`ErrorCode::DuplicateId`]), that repeat ([`ErrorCode::DuplicateEntry`]) or contradict each other
    /// ([`ErrorCode::Contradiction`]); and everything that would be wrong with the cohort. The path is that of the change, which
    /// begins with `changes`, where one brought the problem about by itself; else it is one of the new cohort, whose people are in
    /// the order of ids.
    pub fn changed(&self, changes: &Changes) -> Result<Cohort, Error> {
        self.changed_with(changes, FieldCase::Snake)
    }

    /// [`changed`](Self::changed), with the paths of problems spelled in `case`.
    ///
    /// # Errors
    /// As [`changed`](Self::changed).
    pub fn changed_with(&self, changes: &Changes, case: FieldCase) -> Result<Cohort, Error> {
        let changed = of_data(self.data(), changes, case)?;
        Ok(self.lend_words(changed, &changes.policy))
    }
}

/// The cohort that changes make of data which are those of a cohort.
///
/// # Errors
/// As [`Cohort::changed`].
pub(crate) fn of_data(data: &CohortData, changes: &Changes, case: FieldCase) -> Result<Cohort, Error> {
    let (mut reader, mut origins) = (Reader::new(case), Origins::new(case));
    let data = reader.field(ROOT, |reader| apply(data, changes, reader, &mut origins));
    reader.into_problems().into_result()?;
    Cohort::check(data, Reader::new(case)).map_err(|error| error.with_paths(|path| origins.of(path)))
}

/// The data with the changes; `reader` stands at the changes and notes what they cannot mean.
fn apply(data: &CohortData, changes: &Changes, reader: &mut Reader, origins: &mut Origins) -> CohortData {
    let CohortData { schema, topics, mentors: _, mentees: _, history, locked, affinities, apart, incumbents, policy } =
        data;
    let (mut mentors, mut mentees) = people::changed(data, changes, reader, origins);
    more::check(data, changes, reader);
    more::add((&mut mentors, &mut mentees), changes, policy::session_minutes(policy, changes), origins);
    let ids = |gone: &[String]| -> BTreeSet<String> { gone.iter().cloned().collect() };
    let (no_mentors, no_mentees) = (ids(&changes.remove_mentors), ids(&changes.remove_mentees));
    let gone = |pair: &Pair| no_mentors.contains(&pair.mentor) || no_mentees.contains(&pair.mentee);
    CohortData {
        schema: schema.clone(),
        topics: more_topics(topics, &changes.add_topics, reader, origins),
        mentors,
        mentees,
        history: history.clone(),
        locked: locks((data, locked), changes, gone, reader, origins),
        affinities: signals(affinities, changes, gone, reader, origins),
        apart: kept_apart((data, apart), changes, gone, reader, origins),
        incumbents: known_pairs(incumbents, changes, gone, origins),
        policy: policy::changed(policy, changes, reader, origins),
    }
}

fn more_topics(topics: &[Topic], more: &[Topic], reader: &mut Reader, origins: &mut Origins) -> Vec<Topic> {
    let known = |id: &String| topics.binary_search_by(|topic| topic.id.cmp(id)).is_ok();
    reader.field("add_topics", |reader| {
        for (k, topic) in more.iter().enumerate().filter(|(_, topic)| known(&topic.id)) {
            let message = format!("the cohort has a topic `{}` already", excerpt(&topic.id));
            reader.index(k, |reader| reader.field("id", |reader| reader.problem(ErrorCode::DuplicateId, message)));
        }
    });
    for k in 0..more.len() {
        origins.entry("topics", topics.len() + k, "add_topics", k);
    }
    topics.iter().chain(more).cloned().collect()
}

fn locks(
    (data, locked): (&CohortData, &[Pair]),
    changes: &Changes,
    gone: impl Fn(&Pair) -> bool,
    reader: &mut Reader,
    origins: &mut Origins,
) -> Vec<Pair> {
    let Changes { lock, unlock, .. } = changes;
    let free: BTreeSet<&Pair> = unlock.iter().collect();
    once(reader, "unlock", unlock, |_| None);
    people::known(data, "unlock", unlock, reader);
    once(reader, "lock", lock, |pair| free.contains(pair).then_some("the pair is unlocked too"));
    let stays = |pair: &&Pair| !gone(pair) && !free.contains(*pair);
    let mut pairs: Vec<Pair> = locked.iter().filter(stays).cloned().collect();
    for (k, pair) in lock.iter().enumerate().filter(|(_, pair)| locked.binary_search(pair).is_err() || gone(pair)) {
        origins.entry("locked", pairs.len(), "lock", k);
        pairs.push(pair.clone());
    }
    pairs
}

/// Notes pairs that are listed twice, and what else is wrong with them.
fn once(reader: &mut Reader, list: &'static str, pairs: &[Pair], wrong: impl Fn(&Pair) -> Option<&'static str>) {
    let mut seen = BTreeSet::new();
    reader.field(list, |reader| {
        for (k, pair) in pairs.iter().enumerate() {
            reader.index(k, |reader| {
                if !seen.insert(pair) {
                    reader.problem(ErrorCode::DuplicateEntry, "the pair is listed twice");
                } else if let Some(message) = wrong(pair) {
                    reader.problem(ErrorCode::Contradiction, message);
                }
            });
        }
    });
}

fn signals(
    affinities: &[Affinity],
    changes: &Changes,
    gone: impl Fn(&Pair) -> bool,
    reader: &mut Reader,
    origins: &mut Origins,
) -> Vec<Affinity> {
    let pair = |affinity: &Affinity| Pair::new(&affinity.mentor, &affinity.mentee);
    let named: Vec<Pair> = changes.affinities.iter().map(pair).collect();
    once(reader, "affinities", &named, |_| None);
    let again: BTreeSet<&Pair> = named.iter().collect();
    let stays = |affinity: &&Affinity| !gone(&pair(affinity)) && !again.contains(&pair(affinity));
    let mut signals: Vec<Affinity> = affinities.iter().filter(stays).cloned().collect();
    for (k, affinity) in changes.affinities.iter().enumerate() {
        origins.entry("affinities", signals.len(), "affinities", k);
        signals.push(affinity.clone());
    }
    signals
}

fn kept_apart(
    (data, apart): (&CohortData, &[Apart]),
    changes: &Changes,
    gone: impl Fn(&Pair) -> bool,
    reader: &mut Reader,
    origins: &mut Origins,
) -> Vec<Apart> {
    let pair = |apart: &Apart| Pair::new(&apart.mentor, &apart.mentee);
    let named: Vec<Pair> = changes.apart.iter().map(pair).collect();
    let free: BTreeSet<&Pair> = changes.together.iter().collect();
    once(reader, "together", &changes.together, |_| None);
    people::known(data, "together", &changes.together, reader);
    once(reader, "apart", &named, |pair| free.contains(pair).then_some("the pair may be together again, too"));
    let again: BTreeSet<&Pair> = named.iter().collect();
    let stays = |pair: &Pair| !gone(pair) && !free.contains(pair) && !again.contains(pair);
    let mut pairs: Vec<Apart> = apart.iter().filter(|apart| stays(&pair(apart))).cloned().collect();
    for (k, apart) in changes.apart.iter().enumerate() {
        origins.entry("apart", pairs.len(), "apart", k);
        pairs.push(apart.clone());
    }
    pairs
}

fn known_pairs(
    incumbents: &[Pair],
    changes: &Changes,
    gone: impl Fn(&Pair) -> bool,
    origins: &mut Origins,
) -> Vec<Pair> {
    let Some(anew) = &changes.incumbents else {
        return incumbents.iter().filter(|pair| !gone(pair)).cloned().collect();
    };
    for k in 0..anew.len() {
        origins.entry("incumbents", k, "incumbents", k);
    }
    anew.clone()
}
