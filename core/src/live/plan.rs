//! What events about people come to, before anything happens: people who are told of anew, or another cohort.
//!
//! Whatever is wrong with an event, or touches more than the people it names (locks, circles, who reports to whom, topics, the policy), makes the whole
//! cohort anew: that is where problems are found and worded. Only what is beyond doubt is planned in place.

use std::collections::{BTreeMap, BTreeSet};

use super::gather::gather;
use super::links::Links;
use super::stated::{Puts, Stated};
use crate::changed::{self, Person};
use crate::cohort::Cohort;
use crate::error::Error;
use crate::model::{Changes, CohortData, Mentee, Mentor, Rule, UnknownTopics};
use crate::read::FieldCase;
use crate::side::Side;
use crate::taxonomy::Resolution;

/// What an event about people comes to.
#[derive(Debug)]
pub(super) enum Next {
    /// These are told of anew.
    Some(Puts),
    /// All are.
    Whole(Cohort),
}

/// The people as they will be.
#[derive(Debug)]
pub(super) struct Plan {
    /// As they are.
    stated: Stated,
    /// With what has happened; and its topics and horizon hold.
    known: Cohort,
    /// Who is told of anew on top of that.
    puts: Puts,
    /// Found when it is first needed; then kept.
    links: Option<Links>,
}

impl Plan {
    /// From the people as they are, of whom a cohort was made.
    pub(super) fn new(stated: &Stated, known: Cohort) -> Self {
        Plan { stated: stated.clone(), known, puts: Puts::default(), links: None }
    }

    /// A mentor, if they will be there: as the host has told of them, but for what events change.
    pub(super) fn mentor(&self, id: &str) -> Option<&Mentor> {
        let known = || self.known.find_mentor(id).map(|at| self.known.mentor(at));
        self.puts.mentors.get(id).map_or_else(known, Option::as_ref)
    }

    /// A mentee, likewise.
    pub(super) fn mentee(&self, id: &str) -> Option<&Mentee> {
        let known = || self.known.find_mentee(id).map(|at| self.known.mentee(at));
        self.puts.mentees.get(id).map_or_else(known, Option::as_ref)
    }

    /// A mentor as the host has told of them.
    fn told_mentor(&self, id: &str) -> Option<Mentor> {
        self.puts.mentors.get(id).cloned().unwrap_or_else(|| self.stated.mentor(&self.known, id))
    }

    fn told_mentee(&self, id: &str) -> Option<Mentee> {
        self.puts.mentees.get(id).cloned().unwrap_or_else(|| self.stated.mentee(&self.known, id))
    }

    fn mentors(&self) -> impl Iterator<Item = &Mentor> {
        let stated = self.known.data().mentors.iter().filter(|mentor| !self.puts.mentors.contains_key(&mentor.id));
        stated.chain(self.puts.mentors.values().flatten())
    }

    fn mentees(&self) -> impl Iterator<Item = &Mentee> {
        let stated = self.known.data().mentees.iter().filter(|mentee| !self.puts.mentees.contains_key(&mentee.id));
        stated.chain(self.puts.mentees.values().flatten())
    }

    /// Takes changes up, and tells what comes of them, and whether everything is as it was.
    ///
    /// # Errors
    /// Whatever would be wrong with the cohort for them, as [`Cohort::changed`] has it.
    pub(super) fn take(&mut self, changes: &Changes, case: FieldCase) -> Result<(Next, bool), Error> {
        if let Some(puts) = self.in_place(changes) {
            let same = puts.mentors.iter().all(|(id, put)| self.told_mentor(id) == *put)
                && puts.mentees.iter().all(|(id, put)| self.told_mentee(id) == *put);
            if let Some(links) = &mut self.links {
                puts.mentors.values().flatten().for_each(|mentor| links.mentor(mentor));
                puts.mentees.values().flatten().for_each(|mentee| links.mentee(mentee));
            }
            self.puts.extend(puts.clone());
            return Ok((Next::Some(puts), same));
        }
        let mut base = self.stated.whole(&self.known);
        std::mem::take(&mut self.puts).put(&mut base);
        let next = changed::of_data(&base, changes, case)?;
        let same = *next.data() == base;
        (self.stated, self.known, self.links) = (Stated::of(&next), next.clone(), None);
        Ok((Next::Whole(next), same))
    }

    /// Who is told of anew; nothing if there is any doubt.
    fn in_place(&mut self, changes: &Changes) -> Option<Puts> {
        let rest = Changes {
            seats: BTreeMap::new(),
            wanted: BTreeMap::new(),
            more_seats: BTreeMap::new(),
            more_wants: BTreeMap::new(),
            more_windows: BTreeMap::new(),
            pause: Vec::new(),
            resume: Vec::new(),
            add_mentors: Vec::new(),
            add_mentees: Vec::new(),
            replace_mentors: Vec::new(),
            replace_mentees: Vec::new(),
            remove_mentors: Vec::new(),
            remove_mentees: Vec::new(),
            ..changes.clone()
        };
        if rest != Changes::default() {
            return None;
        }
        let mut puts = Puts {
            mentors: gather(
                |id| self.told_mentor(id),
                (&changes.add_mentors, &changes.replace_mentors, &changes.remove_mentors),
                &changes.seats,
                (&changes.pause, &changes.resume),
            )?,
            mentees: gather(
                |id| self.told_mentee(id),
                (&changes.add_mentees, &changes.replace_mentees, &changes.remove_mentees),
                &changes.wanted,
                (&changes.pause, &changes.resume),
            )?,
            gone_mentors: changes.remove_mentors.iter().cloned().collect(),
            gone_mentees: changes.remove_mentees.iter().cloned().collect(),
        };
        self.more(changes, &mut puts)?;
        let mut statuses = BTreeSet::new();
        for id in changes.pause.iter().chain(&changes.resume) {
            if !statuses.insert(id) || self.mentor(id).is_none() && self.mentee(id).is_none() {
                return None;
            }
        }
        let lines = self.data().policy.rules.contains(&Rule::NotInReportingLine);
        let gone = !(puts.gone_mentors.is_empty() && puts.gone_mentees.is_empty());
        if self.links.is_none() && (lines || gone) {
            let mut links = Links::default();
            self.mentors().for_each(|mentor| links.mentor(mentor));
            self.mentees().for_each(|mentee| links.mentee(mentee));
            self.links = Some(links);
        }
        self.fits_others(&puts, lines).then_some(())?;
        self.is_right(&mut puts)?;
        self.forget(&mut puts);
        Some(puts)
    }

    /// Who has more than before; nothing if something else is said of them, too, or they cannot.
    fn more(&self, changes: &Changes, puts: &mut Puts) -> Option<()> {
        let Changes { more_seats, more_wants, more_windows, .. } = changes;
        let unsaid = |id: &&String| !puts.mentees.contains_key(*id);
        let mentor =
            |id: &String| Some(id).filter(|id| !puts.mentors.contains_key(*id)).and_then(|id| self.told_mentor(id));
        let mentee = |id: &String| Some(id).filter(unsaid).and_then(|id| self.told_mentee(id));
        let both: BTreeSet<&String> = more_wants.keys().chain(more_windows.keys()).collect();
        let mut mentors: Vec<Mentor> = more_seats.keys().map(mentor).collect::<Option<_>>()?;
        let mut mentees: Vec<Mentee> = both.into_iter().map(mentee).collect::<Option<_>>()?;
        let any_time = |it: &Mentee| more_windows.contains_key(&it.id) && it.availability.is_none();
        if mentees.iter().any(any_time) {
            return None;
        }
        changed::more((&mut mentors, &mut mentees), changes, self.data().policy.session_minutes);
        puts.mentors.extend(mentors.into_iter().map(|it| (it.id.clone(), Some(it))));
        puts.mentees.extend(mentees.into_iter().map(|it| (it.id.clone(), Some(it))));
        Some(())
    }

    fn data(&self) -> &CohortData {
        self.stated.rest()
    }

    /// Whether nobody else is touched by what is told of these.
    fn fits_others(&self, puts: &Puts, lines: bool) -> bool {
        let data = self.data();
        let locked = |pair: &crate::model::Pair| {
            puts.mentors.contains_key(&pair.mentor) || puts.mentees.contains_key(&pair.mentee)
        };
        let circle = |mentor: &Mentor| mentor.min_mentees > 1;
        let circles = puts
            .mentors
            .iter()
            .any(|(id, put)| put.as_ref().is_some_and(circle) || self.mentor(id).is_some_and(circle));
        if data.locked.iter().any(locked) || circles {
            return false;
        }
        let mentors = puts.mentors.iter().all(|(id, put)| {
            let (old, new) = (self.mentor(id), put.as_ref());
            let managers = (old.map(|old| old.manager.as_ref()), new.map(|new| new.manager.as_ref()));
            self.manager_fits(id, managers, lines, new.is_some().then(|| self.other(puts, id, true)).flatten())
        });
        mentors
            && puts.mentees.iter().all(|(id, put)| {
                let (old, new) = (self.mentee(id), put.as_ref());
                let managers = (old.map(|old| old.manager.as_ref()), new.map(|new| new.manager.as_ref()));
                self.manager_fits(id, managers, lines, new.is_some().then(|| self.other(puts, id, false)).flatten())
            })
    }

    /// To whom somebody reports in their other role, if they have one.
    fn other<'p>(&'p self, puts: &'p Puts, id: &str, as_mentee: bool) -> Option<Option<&'p String>> {
        if as_mentee {
            let put = puts.mentees.get(id).map(Option::as_ref);
            put.unwrap_or_else(|| self.mentee(id)).map(|mentee| mentee.manager.as_ref())
        } else {
            let put = puts.mentors.get(id).map(Option::as_ref);
            put.unwrap_or_else(|| self.mentor(id)).map(|mentor| mentor.manager.as_ref())
        }
    }

    /// Whether nobody else's reporting line is another for it, and somebody in both roles reports to one person.
    fn manager_fits(
        &self,
        id: &str,
        (old, new): (Option<Option<&String>>, Option<Option<&String>>),
        lines: bool,
        other: Option<Option<&String>>,
    ) -> bool {
        if let (Some(Some(one)), Some(Some(two))) = (new, other)
            && one != two
        {
            return false;
        }
        if !lines || old == new {
            return true;
        }
        let both = self.mentor(id).is_some() && self.mentee(id).is_some() || other.is_some();
        !both && !self.links.as_ref().is_none_or(|links| links.managers.contains(id))
    }

    /// Brings those who are told of into canonical form; nothing if anything is wrong with them, or topics are to be learnt for them.
    fn is_right(&self, puts: &mut Puts) -> Option<()> {
        let (roster, scorer, policy) = (self.known.roster(), self.known.scorer(), &self.data().policy);
        let adopts = policy.unknown_topics == UnknownTopics::Adopt;
        let mut named: BTreeSet<String> = BTreeSet::new();
        let mut wanted = Vec::new();
        // Who names a topic first gives it its name.
        let adopted = |name: &String| match roster.taxonomy.resolve(name) {
            Resolution::Known(topic) => roster.taxonomy.is_adopted(topic),
            _ => true,
        };
        let offered = |mentor: &Mentor| !(adopts && mentor.offers.iter().any(|offer| adopted(&offer.topic)));
        let sought = |mentee: &Mentee| !(adopts && mentee.wants.iter().any(|want| adopted(&want.topic)));
        for (id, put) in &mut puts.mentors {
            if let Some(mentor) = put {
                roster.checked_mentor(policy, mentor)?;
                named.extend(mentor.prefers.iter().chain(&mentor.blocks).cloned());
                offered(mentor).then_some(())?;
            }
            self.mentor(id).is_none_or(offered).then_some(())?;
        }
        for (id, put) in &mut puts.mentees {
            if let Some(mentee) = put {
                wanted.extend(roster.checked_mentee(policy, mentee)?.wants.iter().map(|want| want.topic));
                named.extend(mentee.prefers.iter().chain(&mentee.blocks).cloned());
                sought(mentee).then_some(())?;
            }
            self.mentee(id).is_none_or(sought).then_some(())?;
        }
        let is_there = |id: &String| {
            puts.mentors.get(id).map_or_else(|| self.mentor(id).is_some(), Option::is_some)
                || puts.mentees.get(id).map_or_else(|| self.mentee(id).is_some(), Option::is_some)
        };
        let forgotten = |id: &String| puts.gone_mentors.contains(id) || puts.gone_mentees.contains(id);
        let known = named.iter().all(|id| is_there(id) && !forgotten(id));
        (known && scorer.has_room_for(roster, wanted.into_iter())).then_some(())
    }

    /// Whoever left is named by nobody any more: by nobody on the other side, and by nobody at all if they have no other role.
    fn forget(&self, puts: &mut Puts) {
        let (gone_mentors, gone_mentees) = (puts.gone_mentors.clone(), puts.gone_mentees.clone());
        if gone_mentors.is_empty() && gone_mentees.is_empty() {
            return;
        }
        let is_mentor = |id: &str| self.mentor(id).is_some() && !gone_mentors.contains(id);
        let is_mentee = |id: &str| self.mentee(id).is_some() && !gone_mentees.contains(id);
        let by_mentors = |id: &String| gone_mentees.contains(id) || gone_mentors.contains(id) && !is_mentee(id);
        let by_mentees = |id: &String| gone_mentors.contains(id) || gone_mentees.contains(id) && !is_mentor(id);
        let named = |id: &String| self.links.as_ref().and_then(|links| links.named.get(id)).into_iter().flatten();
        for (side, who) in gone_mentors.union(&gone_mentees).flat_map(named) {
            if *side == Side::Mentor
                && let Some(mentor) = self.told_mentor(who)
            {
                let put = puts.mentors.entry(who.clone()).or_insert(Some(mentor));
                put.iter_mut().flat_map(Person::names).for_each(|ids| ids.retain(|id| !by_mentors(id)));
            }
            if *side == Side::Mentee
                && let Some(mentee) = self.told_mentee(who)
            {
                let put = puts.mentees.entry(who.clone()).or_insert(Some(mentee));
                put.iter_mut().flat_map(Person::names).for_each(|ids| ids.retain(|id| !by_mentees(id)));
            }
        }
    }
}
