//! The people of a cohort, whatever their roles, and whether two of them may meet.
//!
//! The same id on both sides is one person. Two people may meet if at least one of them may mentor the other, by everything that
//! holds for a pair of mentor and mentee ([`Scorer::judge`](crate::score::Scorer::judge)); the pair is worth the points of both
//! ways together. What keeps two people apart does so whoever is the mentor: a block, being apart for now, and having met lately.

use crate::cohort::Cohort;
use crate::model::Rule;
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::score::Exclusion;
use crate::score::interests::interests;

/// A person's position in the order of ids.
pub(crate) type PersonIx = u32;

/// A person in one role or in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) mentor: Option<MentorIx>,
    pub(crate) mentee: Option<MenteeIx>,
}

/// Everybody.
#[derive(Debug)]
pub(crate) struct People<'a> {
    pub(crate) cohort: &'a Cohort,
    /// In the order of ids.
    all: Vec<Person>,
    of_mentor: Vec<PersonIx>,
    of_mentee: Vec<PersonIx>,
}

impl<'a> People<'a> {
    /// By merging the mentors and the mentees, who are both in the order of ids.
    pub(crate) fn new(cohort: &'a Cohort) -> Self {
        let (mentors, mentees) = (&cohort.data().mentors, &cohort.data().mentees);
        let (mut all, mut of_mentor, mut of_mentee) = (Vec::new(), Vec::new(), Vec::new());
        let mut mentors = (0..).zip(mentors).peekable();
        let mut mentees = (0..).zip(mentees).peekable();
        loop {
            let least = match (mentors.peek(), mentees.peek()) {
                (Some((_, mentor)), Some((_, mentee))) => mentor.id.as_str().min(mentee.id.as_str()),
                (Some((_, mentor)), None) => mentor.id.as_str(),
                (None, Some((_, mentee))) => mentee.id.as_str(),
                (None, None) => break,
            };
            let mentor = mentors.next_if(|(_, mentor)| mentor.id == least).map(|(ix, _)| ix);
            let mentee = mentees.next_if(|(_, mentee)| mentee.id == least).map(|(ix, _)| ix);
            of_mentor.extend(mentor.map(|_| all.len() as PersonIx));
            of_mentee.extend(mentee.map(|_| all.len() as PersonIx));
            all.push(Person { mentor, mentee });
        }
        People { cohort, all, of_mentor, of_mentee }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, person: PersonIx) -> Person {
        self.all.get(person as usize).copied().unwrap_or(Person { mentor: None, mentee: None })
    }

    pub(crate) fn of_mentor(&self, mentor: MentorIx) -> PersonIx {
        self.of_mentor.get(mentor as usize).copied().unwrap_or_default()
    }

    pub(crate) fn of_mentee(&self, mentee: MenteeIx) -> PersonIx {
        self.of_mentee.get(mentee as usize).copied().unwrap_or_default()
    }

    pub(crate) fn id(&self, person: PersonIx) -> &'a str {
        match self.get(person) {
            Person { mentor: Some(mentor), .. } => &self.cohort.mentor(mentor).id,
            Person { mentee: Some(mentee), .. } => &self.cohort.mentee(mentee).id,
            Person { mentor: None, mentee: None } => "",
        }
    }

    pub(crate) fn find(&self, id: &str) -> Option<PersonIx> {
        let mentor = || self.cohort.find_mentor(id).map(|mentor| self.of_mentor(mentor));
        self.cohort.find_mentee(id).map(|mentee| self.of_mentee(mentee)).or_else(mentor)
    }

    /// Whether somebody takes part: in at least one role they are active and have a seat.
    pub(crate) fn takes_part(&self, person: PersonIx) -> bool {
        let Person { mentor, mentee } = self.get(person);
        let roster = self.roster();
        let teaches = mentor.and_then(|ix| roster.mentors.get(ix as usize)).is_some_and(|row| row.seats > 0);
        teaches || mentee.and_then(|ix| roster.mentees.get(ix as usize)).is_some_and(|row| row.seats > 0)
    }

    /// In how many rounds before this call nobody had time for them.
    pub(crate) fn passed_over(&self, person: PersonIx) -> u32 {
        self.get(person).mentee.map_or(0, |mentee| self.cohort.mentee(mentee).passed_over)
    }

    /// Whether both are mentors and mentees, so that two ways round are possible.
    pub(crate) fn are_both_both(&self, a: PersonIx, b: PersonIx) -> bool {
        self.ways(a, b).count() == 2
    }

    /// The ways round that two people's roles allow: mentor and mentee.
    fn ways(&self, a: PersonIx, b: PersonIx) -> impl Iterator<Item = (MentorIx, MenteeIx)> {
        let (a, b) = (self.get(a), self.get(b));
        [(a.mentor, b.mentee), (b.mentor, a.mentee)].into_iter().filter_map(|(mentor, mentee)| mentor.zip(mentee))
    }

    /// The ways round in which they may meet, each with its points; none if they may not.
    pub(crate) fn eligible(&self, a: PersonIx, b: PersonIx) -> impl Iterator<Item = (MentorIx, MenteeIx, u32)> {
        let roster = self.roster();
        let apart = self.kept_apart(a, b);
        let ways = self.ways(a, b).filter(move |_| !apart).filter(|&(_, mentee)| has_seat(roster, mentee));
        ways.filter_map(|(mentor, mentee)| {
            let judgement = self.cohort.scorer().judge(roster, mentor, mentee);
            judgement.exclusion.is_none().then_some((mentor, mentee, judgement.points))
        })
    }

    /// What two people are worth to each other; 0 if they may not meet.
    pub(crate) fn worth(&self, a: PersonIx, b: PersonIx) -> u32 {
        self.eligible(a, b).map(|way| way.2).sum()
    }

    /// Whether nothing else stands between two people than that neither is willing to talk about anything the other wants.
    pub(crate) fn are_unwilling(&self, a: PersonIx, b: PersonIx) -> bool {
        let judge = |(mentor, mentee)| self.cohort.scorer().judge(self.roster(), mentor, mentee).exclusion;
        let silent = |found| matches!(found, Some(Exclusion::NoSharedTopic | Exclusion::Unwilling));
        !self.kept_apart(a, b) && self.ways(a, b).all(|way| silent(judge(way)))
    }

    /// Whether the two are locked, in either role.
    pub(crate) fn are_locked(&self, a: PersonIx, b: PersonIx) -> bool {
        self.ways(a, b).any(|(mentor, mentee)| self.roster().locked.contains(mentor, mentee))
    }

    /// Whether either blocks the other, in any role.
    pub(crate) fn block(&self, a: PersonIx, b: PersonIx) -> bool {
        self.ways(a, b).any(|(mentor, mentee)| self.roster().blocked.contains(mentor, mentee))
    }

    /// Whether the two are not to be matched for now, in either role.
    pub(crate) fn are_apart(&self, a: PersonIx, b: PersonIx) -> bool {
        self.ways(a, b).any(|(mentor, mentee)| self.roster().apart.contains(mentor, mentee))
    }

    /// What keeps two people apart whoever would be the mentor.
    pub(crate) fn kept_apart(&self, a: PersonIx, b: PersonIx) -> bool {
        let (roster, scorer) = (self.roster(), self.cohort.scorer());
        let mut again = scorer.hard.iter().filter(|rule| rule.yields_to_locks());
        self.block(a, b)
            || self.are_apart(a, b)
            || again.any(|rule| self.ways(a, b).any(|(mentor, mentee)| !rule.holds(roster, mentor, mentee)))
                && !self.are_locked(a, b)
    }

    /// Whether two people may be in one conversation with a third: that they have nothing to tell each other does not matter, but
    /// no block, rule or calendar may be against it.
    pub(crate) fn may_sit(&self, a: PersonIx, b: PersonIx) -> bool {
        let (roster, scorer) = (self.roster(), self.cohort.scorer());
        if self.kept_apart(a, b) {
            return false;
        }
        let mut ways = self.ways(a, b).peekable();
        if ways.peek().is_none() {
            // Two mentors or two mentees: of the rules only that of the reporting line says something of them.
            let by_line = scorer.hard.iter().any(|rule| matches!(rule.rule, Rule::NotInReportingLine));
            return !(by_line && roster.lines.related(self.standing(a), self.standing(b)));
        }
        ways.any(|(mentor, mentee)| {
            let found = interests(scorer, roster, mentor, mentee, |_| ());
            let overlap = scorer.overlap(roster, mentor, mentee);
            let mut exclusions = scorer.exclusions(roster, mentor, mentee, &found, overlap, u32::MAX);
            !exclusions
                .any(|exclusion| matches!(exclusion, Exclusion::Blocked | Exclusion::Rule(_) | Exclusion::NoCommonTime))
        })
    }

    /// A person as the reporting lines number them.
    fn standing(&self, person: PersonIx) -> u32 {
        let Person { mentor, mentee } = self.get(person);
        mentor.or_else(|| mentee.map(|mentee| self.roster().mentors.len() as u32 + mentee)).unwrap_or(u32::MAX)
    }

    fn roster(&self) -> &'a Roster {
        self.cohort.roster()
    }
}

fn has_seat(roster: &Roster, mentee: MenteeIx) -> bool {
    roster.mentees.get(mentee as usize).is_some_and(|row| row.seats > 0)
}
