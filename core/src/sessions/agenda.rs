//! From a cohort and its matching to numbers: who is whom, when everybody could start a session, and what they have to keep to.

use std::collections::BTreeMap;

use super::stated::{Clock, Stated, keeps_to, roles};
use crate::calendar::{Grid, Plan};
use crate::cohort::Cohort;
use crate::diary::{NONE, Pair, Person, Problem, Rows};
use crate::error::{Error, ErrorCode, Problems};
use crate::matching::Matching;
use crate::read::excerpt;
use crate::roster::{MenteeIx, MentorIx};

/// A pair that is to meet. Pairs are in the order of mentee, then mentor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(super) mentor_id: &'a str,
    pub(super) mentee_id: &'a str,
    /// The first topic of the pairing.
    pub(super) topic: Option<&'a str>,
    pub(crate) mentor: MentorIx,
    pub(crate) mentee: MenteeIx,
}

/// The pairs, and the problem they make.
#[derive(Debug)]
pub(crate) struct Agenda<'a> {
    pub(super) cohort: &'a Cohort,
    pub(crate) rows: Vec<Row<'a>>,
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
        Ok(Self::of_rows(cohort, rows(cohort, matching)?))
    }

    /// Of pairs of two people each, in order and none twice.
    pub(crate) fn of_pairs(cohort: &'a Cohort, pairs: impl Iterator<Item = (MenteeIx, MentorIx)>) -> Self {
        let row = |(mentee, mentor)| Row {
            mentor_id: cohort.mentor(mentor).id.as_str(),
            mentee_id: cohort.mentee(mentee).id.as_str(),
            topic: None,
            mentor,
            mentee,
        };
        Self::of_rows(cohort, pairs.map(row).collect())
    }

    fn of_rows(cohort: &'a Cohort, rows: Vec<Row<'a>>) -> Self {
        let mut people: Vec<&str> = rows.iter().flat_map(|row| [row.mentor_id, row.mentee_id]).collect();
        people.sort_unstable();
        people.dedup();
        let Clock { grid, session, slots } = Clock::of(cohort);
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
        agenda
    }

    /// What is to be solved.
    pub(crate) fn problem(&self, rooms: Option<u32>) -> Problem<'_> {
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
        self.cohort.roster().plan.as_deref()
    }

    pub(super) fn grid(&self) -> Grid {
        Grid { session: self.session, slot: self.grid }
    }

    /// A person's number.
    fn person(&self, id: &str) -> u32 {
        self.people.binary_search(&id).map_or(NONE, |at| at as u32)
    }

    /// Everybody's limits. Of two roles the stricter one counts.
    fn meet_people(&mut self) {
        // Nobody's weeks are asked for where there is no limit.
        self.weeks.push(Vec::new());
        let mut known = BTreeMap::new();
        for at in 0..self.people.len() {
            let Some(&id) = self.people.get(at) else { continue };
            let roles = roles(self.cohort, id);
            let (apart, most) = keeps_to(&roles, self.session, self.grid);
            let mut person = Person { apart, most: NONE, weeks: 0 };
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
            let stated = [Stated::mentor(self.cohort, row.mentor), Stated::mentee(self.cohort, row.mentee)];
            let people = [self.person(row.mentor_id), self.person(row.mentee_id)];
            let limits = people.map(|person| self.persons.get(person as usize).map_or(0, |person| person.most));
            let grid = self.grid();
            let mut of = |role: Stated<'_>| {
                let Some(spans) = role.spans else { return (all, all) };
                let free = self.starts.push(grid.starts(spans));
                let good = role.preferred.map(|spans| self.starts.push(grid.starts(spans)));
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

fn rows<'a>(cohort: &'a Cohort, matching: &'a Matching) -> Result<Vec<Row<'a>>, Error> {
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
            let topic = pairing.shared_topics.first().map(|topic| topic.wanted.as_str());
            rows.push((Row { mentor_id: &pairing.mentor, mentee_id: &pairing.mentee, topic, mentor, mentee }, k));
        }
    }
    rows.sort_by_key(|(row, k)| (row.mentee, row.mentor, *k));
    for two in rows.windows(2) {
        let [(one, _), (other, k)] = two else { continue };
        if (one.mentee, one.mentor) == (other.mentee, other.mentor) {
            let (mentor, mentee) = (excerpt(other.mentor_id), excerpt(other.mentee_id));
            let message = format!("`{mentor}` and `{mentee}` are paired twice");
            problems.add(ErrorCode::DuplicateEntry, format!("pairings[{k}]"), message);
        }
    }
    problems.into_result()?;
    Ok(rows.into_iter().map(|(row, _)| row).collect())
}
