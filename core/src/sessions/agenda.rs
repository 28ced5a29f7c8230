//! From a cohort and its matching to numbers: who is whom, when everybody could start a session, and what they have to keep to.

use std::collections::BTreeMap;

use crate::calendar::{Plan, Spans};
use crate::cohort::Cohort;
use crate::diary::{NONE, Pair, Person, Problem, Rows};
use crate::error::{Error, ErrorCode, Problems};
use crate::matching::{Matching, Pairing};
use crate::model::Availability;
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};

/// A pair of the matching. Pairs are in the order of mentee, then mentor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) pairing: &'a Pairing,
    pub(super) mentor: MentorIx,
    pub(super) mentee: MenteeIx,
}

/// What a person states, as one who is both mentor and mentee: in the role at hand if they do there, else in the other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stated<'a> {
    pub(super) availability: Option<&'a Availability>,
    pub(super) spans: Option<&'a Spans>,
    pub(super) preferred: Option<&'a Spans>,
}

/// The pairs, and the problem they make.
#[derive(Debug)]
pub(super) struct Agenda<'a> {
    pub(super) cohort: &'a Cohort,
    pub(super) rows: Vec<Row<'a>>,
    /// Ids of everybody in a pair, in order: the people of the problem.
    pub(super) people: Vec<&'a str>,
    pub(super) starts: Rows,
    pub(super) weeks: Vec<Vec<u32>>,
    pub(super) pairs: Vec<Pair>,
    pub(super) persons: Vec<Person>,
    pub(super) slots: u32,
    pub(super) grid: u32,
    pub(super) session: u32,
}

impl<'a> Agenda<'a> {
    /// # Errors
    /// Pairs of people who are not in the cohort, that come twice, or of one person.
    pub(super) fn new(cohort: &'a Cohort, matching: &'a Matching) -> Result<Self, Error> {
        let rows = rows(cohort, matching)?;
        let mut people: Vec<&str> =
            rows.iter().flat_map(|row| [row.pairing.mentor.as_str(), row.pairing.mentee.as_str()]).collect();
        people.sort_unstable();
        people.dedup();
        let policy = &cohort.data().policy;
        let (grid, session) = (policy.slot_minutes.max(1), policy.session_minutes.max(1));
        let slots = cohort.roster().plan.as_ref().map_or(0, Plan::minutes).div_ceil(grid);
        let mut agenda = Agenda {
            cohort,
            rows,
            people,
            starts: Rows::default(),
            weeks: Vec::new(),
            pairs: Vec::new(),
            persons: Vec::new(),
            slots,
            grid,
            session,
        };
        agenda.meet_people();
        agenda.meet_pairs();
        Ok(agenda)
    }

    /// What is to be solved.
    pub(super) fn problem(&self, rooms: Option<u32>) -> Problem<'_> {
        Problem {
            slots: self.slots,
            length: self.session.div_ceil(self.grid),
            rows: &self.starts,
            weeks: &self.weeks,
            pairs: self.pairs.clone(),
            people: self.persons.clone(),
            rooms,
        }
    }

    pub(super) fn plan(&self) -> Option<&'a Plan> {
        self.cohort.roster().plan.as_ref()
    }

    /// A person's number.
    fn person(&self, id: &str) -> u32 {
        self.people.binary_search(&id).map_or(NONE, |at| at as u32)
    }

    /// What somebody states in both roles, mentor first.
    pub(super) fn roles(&self, id: &str) -> [Option<&'a Availability>; 2] {
        let cohort = self.cohort;
        let mentor = cohort.find_mentor(id).and_then(|ix| cohort.mentor(ix).availability.as_ref());
        [mentor, cohort.find_mentee(id).and_then(|ix| cohort.mentee(ix).availability.as_ref())]
    }

    /// What a mentor states.
    pub(super) fn mentor(&self, ix: MentorIx) -> Stated<'a> {
        let own = self.as_mentor(ix);
        let other = || self.cohort.find_mentee(&self.cohort.mentor(ix).id).map(|ix| self.as_mentee(ix));
        if own.availability.is_some() { own } else { other().unwrap_or_default() }
    }

    /// What a mentee states.
    pub(super) fn mentee(&self, ix: MenteeIx) -> Stated<'a> {
        let own = self.as_mentee(ix);
        let other = || self.cohort.find_mentor(&self.cohort.mentee(ix).id).map(|ix| self.as_mentor(ix));
        if own.availability.is_some() { own } else { other().unwrap_or_default() }
    }

    fn as_mentor(&self, ix: MentorIx) -> Stated<'a> {
        let row = self.cohort.roster().mentors.get(ix as usize);
        Stated {
            availability: self.cohort.mentor(ix).availability.as_ref(),
            spans: row.and_then(|row| row.spans.as_ref()),
            preferred: row.and_then(|row| row.preferred.as_ref()),
        }
    }

    fn as_mentee(&self, ix: MenteeIx) -> Stated<'a> {
        let row = self.cohort.roster().mentees.get(ix as usize);
        Stated {
            availability: self.cohort.mentee(ix).availability.as_ref(),
            spans: row.and_then(|row| row.spans.as_ref()),
            preferred: row.and_then(|row| row.preferred.as_ref()),
        }
    }

    /// Everybody's limits. Of two roles the stricter one counts.
    fn meet_people(&mut self) {
        // Nobody's weeks are asked for where there is no limit.
        self.weeks.push(Vec::new());
        let mut known = BTreeMap::new();
        for at in 0..self.people.len() {
            let Some(&id) = self.people.get(at) else { continue };
            let roles = self.roles(id);
            let stated = roles.iter().flatten();
            let most = stated.clone().filter_map(|role| most_a_week(role, self.session)).min();
            let buffer = stated
                .map(|role| role.buffer_before_minutes.unwrap_or(0).max(role.buffer_after_minutes.unwrap_or(0)))
                .max();
            let mut person =
                Person { apart: (self.session + buffer.unwrap_or(0)).div_ceil(self.grid), most: NONE, weeks: 0 };
            if let (Some(most), Some(zone), Some(plan)) = (most, roles.into_iter().flatten().next(), self.plan()) {
                person.most = most;
                person.weeks = *known.entry((&zone.time_zone, &zone.zones)).or_insert_with(|| {
                    let grid = self.grid;
                    self.weeks.push(plan.weeks(zone).into_iter().map(|minute| minute.div_ceil(grid)).collect());
                    self.weeks.len() as u32 - 1
                });
            }
            self.persons.push(person);
        }
    }

    /// Everybody's starts, once a role, and the pairs.
    fn meet_pairs(&mut self) {
        let nothing = self.starts.push([]);
        let all = self.starts.push([(0, self.slots)]);
        let (mut mentors, mut mentees) = (BTreeMap::new(), BTreeMap::new());
        for at in 0..self.rows.len() {
            let Some(&row) = self.rows.get(at) else { continue };
            let stated = [self.mentor(row.mentor), self.mentee(row.mentee)];
            let people = [self.person(&row.pairing.mentor), self.person(&row.pairing.mentee)];
            let limits = people.map(|person| self.persons.get(person as usize).map_or(0, |person| person.most));
            let mut of = |role: Stated<'_>| {
                let Some(spans) = role.spans else { return (all, all) };
                let free = self.starts.push(starts(spans, self.session, self.grid));
                let good = role.preferred.map(|spans| self.starts.push(starts(spans, self.session, self.grid)));
                (free, good.unwrap_or(free))
            };
            let mentor = *mentors.entry(row.mentor).or_insert_with(|| of(stated[0]));
            let mentee = *mentees.entry(row.mentee).or_insert_with(|| of(stated[1]));
            let never = stated.iter().all(|role| role.availability.is_none()) || limits.contains(&0);
            let (free, good) = ([mentor.0, mentee.0], [mentor.1, mentee.1]);
            self.pairs.push(match never {
                true => Pair { people, free: [nothing; 2], good: [nothing; 2] },
                false => Pair { people, free, good },
            });
        }
    }
}

/// The most sessions that somebody wants in a week.
pub(super) fn most_a_week(availability: &Availability, session: u32) -> Option<u32> {
    let by_minutes = availability.max_minutes_per_week.map(|minutes| minutes / session);
    [by_minutes, availability.max_sessions_per_week].into_iter().flatten().min()
}

/// The starts on the grid at which a whole session is in one span.
fn starts(spans: &Spans, session: u32, grid: u32) -> impl Iterator<Item = (u32, u32)> {
    let fits = move |(start, end): (u32, u32)| Some((start.div_ceil(grid), end.checked_sub(session)? / grid + 1));
    spans.iter().filter_map(fits)
}

fn rows<'a>(cohort: &Cohort, matching: &'a Matching) -> Result<Vec<Row<'a>>, Error> {
    let mut problems = Problems::default();
    let mut rows = Vec::with_capacity(matching.pairings.len());
    for (pairing, k) in matching.pairings.iter().zip(0_usize..) {
        let (mentor, mentee) = (cohort.find_mentor(&pairing.mentor), cohort.find_mentee(&pairing.mentee));
        for (role, id, found) in
            [("mentor", &pairing.mentor, mentor.is_some()), ("mentee", &pairing.mentee, mentee.is_some())]
        {
            if !found {
                let message = format!("there is no {role} `{}` in the cohort", excerpt(id));
                problems.add(ErrorCode::UnknownPerson, format!("pairings[{k}].{role}"), message);
            }
        }
        if pairing.mentor == pairing.mentee {
            let message = format!("`{}` cannot meet themselves", excerpt(&pairing.mentor));
            problems.add(ErrorCode::Contradiction, format!("pairings[{k}]"), message);
        }
        if let (Some(mentor), Some(mentee)) = (mentor, mentee) {
            rows.push((Row { pairing, mentor, mentee }, k));
        }
    }
    rows.sort_by_key(|(row, k)| (row.mentee, row.mentor, *k));
    for two in rows.windows(2) {
        let [(one, _), (other, k)] = two else { continue };
        if (one.mentee, one.mentor) == (other.mentee, other.mentor) {
            let (mentor, mentee) = (excerpt(&other.pairing.mentor), excerpt(&other.pairing.mentee));
            let message = format!("`{mentor}` and `{mentee}` are paired twice");
            problems.add(ErrorCode::DuplicateEntry, format!("pairings[{k}]"), message);
        }
    }
    problems.into_result()?;
    Ok(rows.into_iter().map(|(row, _)| row).collect())
}
