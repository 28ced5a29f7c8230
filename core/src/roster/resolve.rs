//! From data to roster: every reference is looked up once, and every problem found on the way is noted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::links::{check_links, check_quotas};
use super::suggest::Suggester;
use super::{Column, MenteeRow, MentorRow, OfferRow, Pairs, Preference, ReportingLines, Roster, WantRow, check};
use crate::calendar::{self, Plan};
use crate::error::{ErrorCode, Problem, natural_key};
use crate::model::{
    Availability, CohortData, Meeting, Mentee, Mentor, Offer, Policy, Rule, Status, UnknownTopics, Want,
};
use crate::points::{FULL, millionths};
use crate::read::{Reader, excerpt, text};
use crate::taxonomy::{Resolution, Taxonomy, TopicIx};

/// Checks `data`, brings it into canonical order and resolves it. Problems go to `reader`, which stands at the root; if
/// there are any, data and roster are not to be used.
///
/// O(n log n) in the size of the data.
pub fn resolve(mut data: CohortData, reader: &mut Reader) -> (CohortData, Roster) {
    let lenient = !reader.is_clean();
    if data.schema != CohortData::SCHEMA {
        let message = format!("`{}` is not `{}`", excerpt(&data.schema), CohortData::SCHEMA);
        reader.field("schema", |reader| reader.problem(ErrorCode::UnsupportedSchema, message));
    }
    let mut taxonomy = Taxonomy::build(&data.topics, reader);
    if data.policy.unknown_topics == UnknownTopics::Adopt {
        taxonomy.adopt(&unknown_topics(&data, &taxonomy));
    }
    reader.field("policy", |reader| check::policy(reader, &data.policy));

    let mut topics = Topics { taxonomy: &taxonomy, cache: HashMap::new() };
    let numeric: Vec<&str> = numeric_attributes(&data.policy).collect();
    let (session, prior) = (data.policy.session_minutes, data.policy.live.learning.prior());
    let mentors: Vec<MentorRow> = reader.field("mentors", |reader| {
        let check = |(i, mentor)| {
            reader.index(i, |reader| check_mentor(reader, mentor, session, (&mut topics, &numeric), lenient))
        };
        data.mentors.iter().enumerate().map(check).collect()
    });
    let mentees: Vec<MenteeRow> = reader.field("mentees", |reader| {
        let check =
            |(i, mentee)| reader.index(i, |reader| check_mentee(reader, mentee, &mut topics, &numeric, lenient));
        data.mentees.iter().enumerate().map(check).collect()
    });
    let mentor_ids = Ids::new(data.mentors.iter().map(|mentor| mentor.id.as_str()));
    let mentee_ids = Ids::new(data.mentees.iter().map(|mentee| mentee.id.as_str()));
    check_people(&data, (&mentor_ids, &mentee_ids), reader, lenient);
    check_links(&data, (&mentor_ids, &mentee_ids), reader, lenient);
    let plan = check_horizon(&data, reader, lenient);

    let mut mentors = into_order(&mut data.mentors, mentors, |mentor| &mentor.id);
    let mut mentees = into_order(&mut data.mentees, mentees, |mentee| &mentee.id);
    // Nothing known: neither for nor against them.
    let likely = |stated: Option<f64>| stated.map_or(prior, millionths);
    for (row, mentor) in mentors.iter_mut().zip(&data.mentors) {
        (row.responsiveness, row.reliability) = (likely(mentor.responsiveness), likely(mentor.reliability));
    }
    for (row, mentee) in mentees.iter_mut().zip(&data.mentees) {
        (row.reliability, row.passed_over) = (likely(mentee.reliability), mentee.passed_over);
    }
    let mut roster = link(&data, taxonomy, mentors, mentees);
    if reader.is_clean() {
        check_quotas(&data, &roster, reader);
    }
    if let (Some(plan), true) = (plan, reader.is_clean()) {
        let spans = |availability: &Option<Availability>| availability.as_ref().map(|stated| plan.spans(stated));
        let preferred = |availability: &Option<Availability>| plan.preferred(availability.as_ref()?);
        for (row, mentor) in roster.mentors.iter_mut().zip(&data.mentors) {
            row.spans = spans(&mentor.availability);
            row.preferred = preferred(&mentor.availability);
        }
        for (row, mentee) in roster.mentees.iter_mut().zip(&data.mentees) {
            row.spans = spans(&mentee.availability);
            row.preferred = preferred(&mentee.availability);
        }
        roster.plan = Some(plan.into());
    }
    make_canonical(&mut data);
    (data, roster)
}

fn unknown_topics(data: &CohortData, taxonomy: &Taxonomy) -> BTreeSet<String> {
    let offered = data.mentors.iter().flat_map(|mentor| mentor.offers.iter().map(|offer| &offer.topic));
    let wanted = data.mentees.iter().flat_map(|mentee| mentee.wants.iter().map(|want| &want.topic));
    let mut named: Vec<&String> = offered.chain(wanted).collect();
    named.sort_unstable();
    named.dedup();
    named.into_iter().filter(|name| !name.trim().is_empty() && !taxonomy.knows(name)).cloned().collect()
}

pub(super) fn numeric_attributes(policy: &Policy) -> impl Iterator<Item = &str> {
    let numeric = policy.rules.iter().filter(|rule| matches!(rule, Rule::Gap { .. } | Rule::PreferGap { .. }));
    numeric.filter_map(Rule::attribute)
}

/// Topic names as people write them, each resolved once.
pub(super) struct Topics<'a> {
    pub(super) taxonomy: &'a Taxonomy,
    pub(super) cache: HashMap<&'a str, Result<TopicIx, Problem>>,
}

impl<'a> Topics<'a> {
    fn resolve(&mut self, reader: &mut Reader, name: &'a str, lenient: bool) -> Option<TopicIx> {
        if !text(reader, name, lenient) {
            return None;
        }
        match self.cache.entry(name).or_insert_with(|| look_up(self.taxonomy, name)) {
            Ok(topic) => Some(*topic),
            Err(Problem { code, message, suggestion, .. }) => {
                reader.problem_with(*code, message.clone(), suggestion.clone());
                None
            }
        }
    }
}

pub(crate) fn look_up(taxonomy: &Taxonomy, name: &str) -> Result<TopicIx, Problem> {
    match taxonomy.resolve(name) {
        Resolution::Known(topic) => Ok(topic),
        Resolution::Ambiguous(candidates) => {
            let candidates = candidates.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
            let message = format!("topic `{}` is ambiguous: it may be {candidates}", excerpt(name));
            Err(Problem::new(ErrorCode::AmbiguousTopic, "", message))
        }
        Resolution::Unknown(suggestion) => {
            let message = format!("unknown topic `{}`", excerpt(name));
            Err(Problem { suggestion, ..Problem::new(ErrorCode::UnknownTopic, "", message) })
        }
    }
}

pub(super) fn check_mentor<'a>(
    reader: &mut Reader,
    mentor: &'a Mentor,
    session: u32,
    (topics, numeric): (&mut Topics<'a>, &[&str]),
    lenient: bool,
) -> MentorRow {
    reader.field("id", |reader| text(reader, &mentor.id, lenient));
    check_person(reader, mentor.name.as_deref(), mentor.manager.as_deref(), mentor.availability.as_ref());
    reader.field("attributes", |reader| check::attributes(reader, &mentor.attributes, numeric, lenient));
    reader.field("capacity", |reader| check::within(reader, mentor.capacity, 0..=10_000));
    reader.field("min_mentees", |reader| check::within(reader, mentor.min_mentees, 1..=10_000));
    if mentor.capacity > 0 && mentor.capacity < mentor.min_mentees {
        let message = format!("`capacity` is {}, less than the `min_mentees` {}", mentor.capacity, mentor.min_mentees);
        reader.field("capacity", |reader| reader.problem(ErrorCode::Contradiction, message));
    }
    check_standing(reader, mentor.open, mentor.reliability);
    if let Some(responsiveness) = mentor.responsiveness {
        reader.field("responsiveness", |reader| check::number(reader, responsiveness, 0.0..=1.0));
    }
    let (seats, least) = (mentor.open_seats(session), mentor.open_least());
    reader.field("budget", |reader| {
        let Some(budget) = mentor.budget else { return };
        let clean = reader.is_clean();
        reader.field("minutes", |reader| check::within(reader, budget.minutes, 1..=100_000));
        reader.field("days", |reader| check::within(reader, budget.days, 1..=366));
        // Open seats are never fewer than the circle lacks, so it is the budget that makes them so.
        if clean && reader.is_clean() && seats > 0 && seats < least {
            let message = format!(
                "{} minutes are enough for {seats} conversations, fewer than the {least} that the circle lacks",
                budget.minutes
            );
            reader.problem(ErrorCode::Contradiction, message);
        }
    });
    let mut offers: Vec<OfferRow> = Vec::with_capacity(mentor.offers.len());
    reader.field("offers", |reader| {
        for (k, offer) in mentor.offers.iter().enumerate() {
            reader.index(k, |reader| {
                reader.field("level", |reader| check::within(reader, offer.level, 1..=5));
                reader.field("topic", |reader| {
                    let Some(topic) = topics.resolve(reader, &offer.topic, lenient) else { return };
                    if let Some(earlier) = offers.iter().position(|row| row.topic == topic) {
                        same_topic_twice(
                            reader,
                            &offer.topic,
                            mentor.offers.get(earlier).map(|offer: &Offer| &offer.topic),
                        );
                    }
                    offers.push(OfferRow { topic, level: offer.level, willingness: offer.willingness });
                });
            });
        }
    });
    offers.sort_by_key(|offer| offer.topic);
    let seats = if mentor.status == Status::Active { seats } else { 0 };
    let least = if seats > 0 { least } else { 1 };
    MentorRow { offers, seats, least, ..MentorRow::default() }
}

pub(super) fn check_mentee<'a>(
    reader: &mut Reader,
    mentee: &'a Mentee,
    topics: &mut Topics<'a>,
    numeric: &[&str],
    lenient: bool,
) -> MenteeRow {
    reader.field("id", |reader| text(reader, &mentee.id, lenient));
    check_person(reader, mentee.name.as_deref(), mentee.manager.as_deref(), mentee.availability.as_ref());
    reader.field("attributes", |reader| check::attributes(reader, &mentee.attributes, numeric, lenient));
    reader.field("mentors_wanted", |reader| check::within(reader, mentee.mentors_wanted, 0..=10_000));
    reader.field("passed_over", |reader| check::within(reader, mentee.passed_over, 0..=10_000));
    check_standing(reader, mentee.open, mentee.reliability);
    let mut wants: Vec<WantRow> = Vec::with_capacity(mentee.wants.len());
    reader.field("wants", |reader| {
        for (k, want) in mentee.wants.iter().enumerate() {
            reader.index(k, |reader| {
                reader.field("importance", |reader| check::within(reader, want.importance, 1..=100));
                reader.field("level", |reader| check::within(reader, want.level, 1..=5));
                reader.field("topic", |reader| {
                    let Some(topic) = topics.resolve(reader, &want.topic, lenient) else { return };
                    if let Some(earlier) = wants.iter().position(|row| row.topic == topic) {
                        same_topic_twice(reader, &want.topic, mentee.wants.get(earlier).map(|want: &Want| &want.topic));
                    }
                    wants.push(WantRow { topic, importance: want.importance, level: want.level });
                });
            });
        }
    });
    wants.sort_by_key(|want| want.topic);
    let seats = if mentee.status == Status::Active { mentee.open_seats() } else { 0 };
    MenteeRow { wants, seats, ..MenteeRow::default() }
}

fn same_topic_twice(reader: &mut Reader, name: &str, earlier: Option<&String>) {
    let message = match earlier {
        Some(earlier) if earlier != name => {
            format!("`{}` and `{}` are the same topic", excerpt(earlier), excerpt(name))
        }
        _ => format!("topic `{}` is listed twice", excerpt(name)),
    };
    reader.problem(ErrorCode::DuplicateEntry, message);
}

fn check_person(reader: &mut Reader, name: Option<&str>, manager: Option<&str>, availability: Option<&Availability>) {
    if let Some(name) = name {
        reader.field("name", |reader| text(reader, name, false));
    }
    if let Some(manager) = manager {
        reader.field("manager", |reader| text(reader, manager, false));
    }
    if let Some(availability) = availability {
        reader.field("availability", |reader| calendar::check(availability, reader));
    }
}

/// How many seats are open, and how likely somebody is to appear.
fn check_standing(reader: &mut Reader, open: Option<u32>, reliability: Option<f64>) {
    if let Some(open) = open {
        reader.field("open", |reader| check::within(reader, open, 0..=10_000));
    }
    if let Some(reliability) = reliability {
        reader.field("reliability", |reader| check::number(reader, reliability, 0.0..=1.0));
    }
}

/// What can only be said of people together: unique ids, and references to each other.
fn check_people(data: &CohortData, (mentor_ids, mentee_ids): Both<'_>, reader: &mut Reader, lenient: bool) {
    unique(reader, "mentors", mentor_ids, lenient);
    unique(reader, "mentees", mentee_ids, lenient);
    let is_known = |id: &str| mentor_ids.get(id).or_else(|| mentee_ids.get(id)).is_some();
    let mut suggester = None;
    let mut known = |reader: &mut Reader, field: &'static str, ids: &[String]| {
        reader.field(field, |reader| {
            for (k, id) in ids.iter().enumerate().filter(|(_, id)| !is_known(id)) {
                let suggester = suggester.get_or_insert_with(|| Suggester::new(mentor_ids.with(mentee_ids)));
                let message = format!("unknown person `{}`", excerpt(id));
                reader.index(k, |reader| reader.problem_with(ErrorCode::UnknownPerson, message, suggester.nearest(id)));
            }
        });
    };
    reader.field("mentors", |reader| {
        for (i, mentor) in data.mentors.iter().enumerate() {
            reader.index(i, |reader| {
                known(reader, "prefers", &mentor.prefers);
                known(reader, "blocks", &mentor.blocks);
            });
        }
    });
    reader.field("mentees", |reader| {
        for (i, mentee) in data.mentees.iter().enumerate() {
            reader.index(i, |reader| {
                known(reader, "prefers", &mentee.prefers);
                known(reader, "blocks", &mentee.blocks);
                let Some(one) = mentee.manager.as_ref().filter(|_| !mentee.id.is_empty()) else { return };
                let other = mentor_ids.get(&mentee.id).and_then(|at| data.mentors.get(at));
                if let Some(two) = other.and_then(|mentor| mentor.manager.as_ref())
                    && one != two
                {
                    let message = format!(
                        "as a mentor, the same person reports to `{}`, not to `{}`",
                        excerpt(two),
                        excerpt(one)
                    );
                    reader.field("manager", |reader| reader.problem(ErrorCode::Contradiction, message));
                }
            });
        }
    });
}

/// Ids in order, and where they are listed.
pub(super) struct Ids<'a>(Vec<(&'a str, usize)>);

pub(super) type Both<'a> = (&'a Ids<'a>, &'a Ids<'a>);

impl<'a> Ids<'a> {
    fn new(listed: impl Iterator<Item = &'a str>) -> Self {
        let mut ids: Vec<(&str, usize)> = listed.zip(0..).collect();
        ids.sort_unstable();
        Ids(ids)
    }

    /// Where an id is listed first.
    pub(super) fn get(&self, id: &str) -> Option<usize> {
        let at = self.0.partition_point(|entry| entry.0 < id);
        self.0.get(at).filter(|entry| entry.0 == id).map(|entry| entry.1)
    }

    pub(super) fn all(&self) -> Vec<&'a str> {
        let mut ids: Vec<&str> = self.0.iter().map(|entry| entry.0).collect();
        ids.dedup();
        ids
    }

    /// The ids of either, in order, each once.
    fn with(&self, other: &Ids<'a>) -> Vec<&'a str> {
        let mut ids = self.all();
        ids.extend(other.all());
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

fn unique(reader: &mut Reader, list: &'static str, ids: &Ids<'_>, lenient: bool) {
    let of_one_id = ids.0.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
    let mut again: Vec<(usize, usize, &str)> = of_one_id
        .flat_map(|same| {
            let first = same.first().map_or(0, |entry| entry.1);
            same.iter().skip(1).map(move |&(id, at)| (at, first, id))
        })
        .filter(|(.., id)| !(lenient && id.is_empty()))
        .collect();
    again.sort_unstable();
    reader.field(list, |reader| {
        for (at, earlier, id) in again {
            let message = format!("`{}` is already the id of {list}[{earlier}]", excerpt(id));
            reader.index(at, |reader| reader.field("id", |reader| reader.problem(ErrorCode::DuplicateId, message)));
        }
    });
}

/// The horizon, which is needed as soon as anybody states availability.
fn check_horizon(data: &CohortData, reader: &mut Reader, lenient: bool) -> Option<Plan> {
    let horizon = data.policy.horizon;
    let stated = data.mentors.iter().filter(|mentor| mentor.availability.is_some()).count()
        + data.mentees.iter().filter(|mentee| mentee.availability.is_some()).count();
    if let Some(from) = horizon.from {
        let mut plan = Plan::new(from, horizon.days);
        if let Some(as_of) = horizon.as_of {
            plan = plan.with_as_of(as_of);
        }
        return (1..=366).contains(&horizon.days).then_some(plan);
    }
    // A date that could not be read is a problem already.
    if stated > 0 && !lenient {
        let people = if stated == 1 { "1 person states".to_owned() } else { format!("{stated} people state") };
        let message =
            format!("{people} availability, and there is no date to plan from: give one such as `2026-12-01`");
        reader.field("policy", |reader| {
            reader.field("horizon", |reader| {
                reader.field("from", |reader| reader.problem(ErrorCode::MissingHorizon, message));
            });
        });
    }
    None
}

/// Sorts people by id and their rows along with them.
fn into_order<P, R>(people: &mut Vec<P>, rows: Vec<R>, id: impl Fn(&P) -> &String) -> Vec<R> {
    let mut both: Vec<(P, R)> = std::mem::take(people).into_iter().zip(rows).collect();
    both.sort_by(|a, b| id(&a.0).cmp(id(&b.0)));
    let (sorted, rows) = both.into_iter().unzip();
    *people = sorted;
    rows
}

/// Everything about pairs, in dense numbers. Unknown people are left out: they are problems already, or history.
fn link(data: &CohortData, taxonomy: Taxonomy, mut mentors: Vec<MentorRow>, mentees: Vec<MenteeRow>) -> Roster {
    let mentor_at =
        |id: &str| data.mentors.binary_search_by(|mentor| mentor.id.as_str().cmp(id)).ok().map(|at| at as u32);
    let mentee_at =
        |id: &str| data.mentees.binary_search_by(|mentee| mentee.id.as_str().cmp(id)).ok().map(|at| at as u32);
    let both = |mentor: &str, mentee: &str| Some((mentee_at(mentee)?, mentor_at(mentor)?));
    let count = mentees.len();

    // Both lists are in order.
    let mut same_person = Vec::new();
    let mut mentees_left = data.mentees.iter().zip(0..).peekable();
    for (mentor, j) in data.mentors.iter().zip(0..) {
        while mentees_left.next_if(|(mentee, _)| mentee.id < mentor.id).is_some() {}
        same_person.extend(mentees_left.next_if(|(mentee, _)| mentee.id == mentor.id).map(|(_, i)| (i, j, ())));
    }
    let (mut blocked, mut preferred) = (Vec::new(), Vec::new());
    for mentor in &data.mentors {
        let pair = |mentee: &String| both(&mentor.id, mentee);
        blocked.extend(mentor.blocks.iter().filter_map(pair).map(|(i, j)| (i, j, ())));
        let by_mentor = Preference { by_mentor: true, by_mentee: false };
        preferred.extend(mentor.prefers.iter().filter_map(pair).map(|(i, j)| (i, j, by_mentor)));
    }
    for mentee in &data.mentees {
        let pair = |mentor: &String| both(mentor, &mentee.id);
        blocked.extend(mentee.blocks.iter().filter_map(pair).map(|(i, j)| (i, j, ())));
        let by_mentee = Preference { by_mentor: false, by_mentee: true };
        preferred.extend(mentee.prefers.iter().filter_map(pair).map(|(i, j)| (i, j, by_mentee)));
    }
    let rounds = rounds_ago(&data.history);
    let round =
        |meeting: &Meeting| meeting.round.as_ref().and_then(|label| rounds.get(label.as_str())).copied().unwrap_or(0);
    let met = data.history.iter().filter_map(|m| both(&m.mentor, &m.mentee).map(|(i, j)| (i, j, round(m)))).collect();
    let affinity =
        data.affinities.iter().filter_map(|a| both(&a.mentor, &a.mentee).map(|(i, j)| (i, j, millionths(a.value))));
    let locked: Vec<(u32, u32, ())> =
        data.locked.iter().filter_map(|lock| both(&lock.mentor, &lock.mentee).map(|(i, j)| (i, j, ()))).collect();
    let apart = data.apart.iter().filter_map(|apart| both(&apart.mentor, &apart.mentee).map(|(i, j)| (i, j, ())));
    let incumbents =
        data.incumbents.iter().filter_map(|pair| both(&pair.mentor, &pair.mentee).map(|(i, j)| (i, j, ())));
    // Whoever is locked into a circle opens it.
    for &(_, mentor, ()) in &locked {
        if let Some(row) = mentors.get_mut(mentor as usize) {
            row.least = 1;
        }
    }

    let pairwise = data.policy.rules.iter().filter(|rule| !rule.limits());
    let attributes: BTreeSet<&str> = pairwise.filter_map(Rule::attribute).collect();
    let column = |name: &str| {
        let mentors = data.mentors.iter().map(|mentor| mentor.attributes.get(name));
        Column::new(mentors, data.mentees.iter().map(|mentee| mentee.attributes.get(name)))
    };
    Roster {
        taxonomy: taxonomy.into(),
        plan: None,
        quotas: super::quota::quotas(data, &mentors),
        mentors: mentors.into(),
        mentees,
        same_person: Pairs::new(count, same_person, |one, _| one),
        blocked: Pairs::new(count, blocked, |one, _| one),
        preferred: Pairs::new(count, preferred, |a, b| Preference {
            by_mentor: a.by_mentor || b.by_mentor,
            by_mentee: a.by_mentee || b.by_mentee,
        }),
        affinity: Pairs::new(count, affinity.collect(), |one, _| one.min(FULL)),
        met: Pairs::new(count, met, u32::min),
        locked: Pairs::new(count, locked, |one, _| one),
        apart: Pairs::new(count, apart.collect(), |one, _| one),
        incumbent: Pairs::new(count, incumbents.collect(), |one, _| one),
        lines: reporting_lines(data),
        columns: attributes.into_iter().map(|name| (name.to_owned(), column(name))).collect(),
    }
}

/// People are numbered mentors first, then mentees, then managers from outside. Nobody, if no rule asks.
pub(crate) fn reporting_lines(data: &CohortData) -> ReportingLines {
    if !data.policy.rules.contains(&Rule::NotInReportingLine) {
        return ReportingLines::new(&[]);
    }
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut managers: Vec<Option<u32>> = Vec::new();
    let people = data.mentors.iter().map(|mentor| (&mentor.id, &mentor.manager));
    let people: Vec<_> = people.chain(data.mentees.iter().map(|mentee| (&mentee.id, &mentee.manager))).collect();
    for (at, (id, _)) in people.iter().enumerate() {
        numbers.entry(id).or_insert(at as u32);
        managers.push(None);
    }
    for (at, (id, manager)) in people.iter().enumerate() {
        let Some(manager) = manager else { continue };
        let above = *numbers.entry(manager).or_insert_with(|| {
            managers.push(None);
            managers.len() as u32 - 1
        });
        // One person in both roles is one node: the first number they got.
        let node = numbers.get(id.as_str()).copied().unwrap_or(at as u32);
        if let Some(slot) = managers.get_mut(node as usize).filter(|_| above != node) {
            *slot = Some(above);
        }
    }
    let standing: Vec<u32> =
        people.iter().enumerate().map(|(at, (id, _))| numbers.get(id.as_str()).copied().unwrap_or(at as u32)).collect();
    ReportingLines::new(&managers).with_standing(standing)
}

/// How many rounds ago each label was: 0 for the greatest. Runs of digits compare as numbers, so round-10 follows round-9.
pub(crate) fn rounds_ago(history: &[Meeting]) -> BTreeMap<&str, u32> {
    let labels: BTreeSet<&str> = history.iter().filter_map(|meeting| meeting.round.as_deref()).collect();
    let mut labels: Vec<&str> = labels.into_iter().collect();
    labels.sort_by_cached_key(|label| natural_key(label));
    labels.into_iter().rev().zip(0..).collect()
}

/// Lists whose order means nothing, in the order that the canonical document has. `prefers` keeps its own.
fn make_canonical(data: &mut CohortData) {
    data.topics.sort_by(|a, b| a.id.cmp(&b.id));
    for topic in &mut data.topics {
        for list in [&mut topic.aliases, &mut topic.broader, &mut topic.related] {
            list.sort_unstable();
            list.dedup();
        }
    }
    data.mentors.iter_mut().for_each(canonical_mentor);
    data.mentees.iter_mut().for_each(canonical_mentee);
    data.history.sort();
    data.history.dedup();
    data.locked.sort();
    data.affinities.sort_by(|a, b| (&a.mentor, &a.mentee).cmp(&(&b.mentor, &b.mentee)));
    data.apart.sort();
    data.incumbents.sort();
    data.policy.hidden_attributes.sort();
    data.policy.hidden_attributes.dedup();
}

pub(super) fn canonical_mentor(mentor: &mut Mentor) {
    mentor.offers.sort_by(|a, b| a.topic.cmp(&b.topic));
    canonical_person(&mut mentor.blocks, &mut mentor.availability, &mut mentor.attributes);
}

pub(super) fn canonical_mentee(mentee: &mut Mentee) {
    mentee.wants.sort_by(|a, b| a.topic.cmp(&b.topic));
    canonical_person(&mut mentee.blocks, &mut mentee.availability, &mut mentee.attributes);
}

fn canonical_person(
    blocks: &mut Vec<String>,
    availability: &mut Option<Availability>,
    attributes: &mut BTreeMap<String, crate::model::Attribute>,
) {
    blocks.sort_unstable();
    blocks.dedup();
    if let Some(availability) = availability {
        availability.weekly.sort();
        availability.weekly.dedup();
        availability.away.sort();
        availability.away.dedup();
        availability.extra.sort();
        availability.extra.dedup();
        availability.busy.sort();
        availability.busy.dedup();
    }
    for attribute in attributes.values_mut() {
        if let crate::model::Attribute::List(texts) = attribute {
            texts.sort_unstable();
            texts.dedup();
        }
    }
}
