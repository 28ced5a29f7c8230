//! People who come, go and change, put among the others in place: one row of each table, and a question or two.
//!
//! Whoever comes later is not laid out in the index: questions judge them one by one, until they are so many that everybody is laid out
//! anew. In return nothing that is laid out has to be changed but numbers.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::engine::Engine;
use super::patch::{again, pair_now};
use super::stated::{Puts, Stated};
use crate::cohort::Cohort;
use crate::index::Hashes;
use crate::journal::derive;
use crate::journal::ledger::Ledger;
use crate::model::{CohortData, Mentee, Mentor, Pair, Rule};
use crate::roster::{MenteeIx, MentorIx, OfferRow, reporting_lines, room};
use crate::side::Side;
use crate::view::View;

/// People who were told of anew, by id.
#[derive(Debug, Default)]
pub(super) struct Who {
    pub(super) mentors: BTreeSet<String>,
    pub(super) mentees: BTreeSet<String>,
    gone_mentors: BTreeSet<String>,
    gone_mentees: BTreeSet<String>,
}

impl Who {
    pub(super) fn of(puts: &Puts) -> Self {
        Who {
            mentors: puts.mentors.keys().cloned().collect(),
            mentees: puts.mentees.keys().cloned().collect(),
            gone_mentors: puts.gone_mentors.clone(),
            gone_mentees: puts.gone_mentees.clone(),
        }
    }

    fn is_empty(&self) -> bool {
        self.mentors.is_empty() && self.mentees.is_empty()
    }
}

/// So many people may be without a place in the index: more, and questions would take longer than laying everybody out.
fn most_loose(people: usize) -> usize {
    (people / 64).clamp(16, 1_024)
}

/// With more people told of at once than this, the cohort is made anew.
pub(super) fn most_in_place(base: &Stated) -> usize {
    most_loose(base.data().mentors.len() + base.data().mentees.len())
}

/// Brings the view up to what the host has told, and tells the engine; whether it could. O(people) for each who comes or goes, little of each.
pub(super) fn place(
    (ledger, base, told): (&mut Ledger, &Stated, &[Pair]),
    who: &Who,
    view: &mut View,
    engine: &mut Engine,
) -> bool {
    if who.is_empty() {
        return true;
    }
    let mut scene = Scene { ledger, base, told, view, engine, lines: false, failed: false };
    who.gone_mentors.iter().for_each(|id| scene.leave(Side::Mentor, id));
    who.gone_mentees.iter().for_each(|id| scene.leave(Side::Mentee, id));
    who.mentors.iter().for_each(|id| scene.mentor(id));
    who.mentees.iter().for_each(|id| scene.mentee(id));
    let whole = !scene.failed;
    scene.finish(who);
    whole
}

/// The people, while some of them are put among the others.
pub(super) struct Scene<'s> {
    pub(super) ledger: &'s mut Ledger,
    pub(super) base: &'s Stated,
    told: &'s [Pair],
    pub(super) view: &'s mut View,
    pub(super) engine: &'s mut Engine,
    /// Whether reporting lines are to be made anew.
    lines: bool,
    /// Whether what events make of somebody is not what a cohort may hold, and so for the whole cohort to tell.
    failed: bool,
}

fn find(cohort: &Cohort, side: Side, id: &str) -> Option<u32> {
    match side {
        Side::Mentor => cohort.find_mentor(id),
        Side::Mentee => cohort.find_mentee(id),
    }
}

impl Scene<'_> {
    fn leave(&mut self, side: Side, id: &str) {
        let Some(at) = find(&self.view.cohort, side, id) else { return };
        self.lines = true;
        self.engine.leave(side, at, id);
        Arc::make_mut(&mut self.view.board).close(side, at);
        self.view.cohort.patch(|data, roster| {
            let stays = |mentor: &String, mentee: &String| *(if side == Side::Mentor { mentor } else { mentee }) != *id;
            data.apart.retain(|apart| stays(&apart.mentor, &apart.mentee));
            data.incumbents.retain(|pair| stays(&pair.mentor, &pair.mentee));
            data.affinities.retain(|affinity| stays(&affinity.mentor, &affinity.mentee));
            match side {
                Side::Mentor => drop(data.mentors.remove(at as usize)),
                Side::Mentee => drop(data.mentees.remove(at as usize)),
            }
            roster.close(side, at);
        });
        self.renumber(side, at, false);
    }

    /// Somebody comes, of whom nothing is known yet.
    fn come(&mut self, side: Side, at: u32, id: &str) {
        self.lines = true;
        self.view.cohort.patch(|_, roster| roster.open(side, at));
        Arc::make_mut(&mut self.view.board).open(side, at);
        self.engine.come(side, at, id);
        self.renumber(side, at, true);
    }

    fn renumber(&mut self, side: Side, at: u32, comes: bool) {
        let places = self.view.board.places();
        self.engine.renumber(places.clone(), (side, at, comes));
        Arc::make_mut(&mut self.view.plain).renumber(places, (side, at, comes), &Hashes::default());
    }

    /// What is laid out of somebody is not so any more.
    fn loosen(&mut self, side: Side, at: u32) {
        Arc::make_mut(&mut self.view.board).loosen(side, at);
        let places = self.view.board.places();
        Arc::make_mut(&mut self.view.plain).place(places.clone());
        self.engine.loosen(side, at, places);
    }

    fn mentor(&mut self, id: &str) {
        let Some(stated) = self.base.mentor(id) else { return };
        let (mut now, next) = derive::mentor(self.ledger, stated, &self.base.data().policy);
        again(self.ledger, next, id);
        let at = match self.view.cohort.find_mentor(id) {
            Some(at) => at,
            None => {
                let at = self.view.cohort.data().mentors.partition_point(|mentor| mentor.id.as_str() < id) as u32;
                self.view.cohort.patch(|data, _| room::insert(&mut data.mentors, at as usize, Mentor::new(id)));
                self.come(Side::Mentor, at, id);
                at
            }
        };
        let old = self.view.cohort.mentor(at).clone();
        let policy = &self.base.data().policy;
        let Some(row) = self.view.cohort.roster().mentor_row(policy, &mut now) else {
            self.failed = true;
            return;
        };
        let new = self.view.cohort.patch(|data, roster| {
            if let Some(known) = data.mentors.get_mut(at as usize) {
                *known = now.clone();
            }
            let was = roster.mentors.get_mut(at as usize).map(|known| std::mem::replace(known, row.clone()));
            let was = was.unwrap_or_default();
            let named = old.prefers != now.prefers || old.blocks != now.blocks;
            let alike = (&was.offers, &was.spans, &was.preferred) == (&row.offers, &row.spans, &row.preferred);
            let learnt = (was.responsiveness, was.reliability) == (row.responsiveness, row.reliability);
            named || !alike || !learnt || old.attributes != now.attributes || old.manager != now.manager
        });
        self.lines |= old.manager != now.manager;
        if new {
            for OfferRow { topic, .. } in row.offers {
                let near = self.view.cohort.patch_scorer(|scorer, roster| scorer.heed_offer(roster, topic));
                self.engine.heed_offer(topic, near);
            }
            self.columns(Side::Mentor, at);
            self.loosen(Side::Mentor, at);
            let mut others: BTreeSet<MenteeIx> = BTreeSet::new();
            let roster = self.view.cohort.roster();
            others.extend(roster.blocked.iter().filter(|entry| entry.0 == at).map(|entry| entry.1));
            others.extend(roster.preferred.iter().filter(|entry| entry.0 == at).map(|entry| entry.1));
            let named = now.prefers.iter().chain(&now.blocks);
            others.extend(named.filter_map(|id| self.view.cohort.find_mentee(id)));
            let all = (0..).zip(&self.view.cohort.data().mentees);
            let names = |mentee: &Mentee| mentee.prefers.iter().chain(&mentee.blocks).any(|other| other == id);
            others.extend(all.filter(|(_, mentee)| names(mentee)).map(|(mentee, _)| mentee));
            others.extend(self.view.cohort.find_mentee(id));
            others.into_iter().for_each(|mentee| self.bind(at, mentee));
            self.history(Side::Mentor, id);
        }
        self.engine.seats(Side::Mentor, at, row.seats);
        if new {
            self.engine.renew(Side::Mentor, at);
        }
    }

    fn mentee(&mut self, id: &str) {
        let Some(stated) = self.base.mentee(id) else { return };
        let (mut now, next) = derive::mentee(self.ledger, stated, &self.base.data().policy);
        again(self.ledger, next, id);
        let at = match self.view.cohort.find_mentee(id) {
            Some(at) => at,
            None => {
                let at = self.view.cohort.data().mentees.partition_point(|mentee| mentee.id.as_str() < id) as u32;
                self.view.cohort.patch(|data, _| room::insert(&mut data.mentees, at as usize, Mentee::new(id)));
                self.come(Side::Mentee, at, id);
                at
            }
        };
        let old = self.view.cohort.mentee(at).clone();
        let policy = &self.base.data().policy;
        let Some(row) = self.view.cohort.roster().mentee_row(policy, &mut now) else {
            self.failed = true;
            return;
        };
        let new = self.view.cohort.patch(|data, roster| {
            if let Some(known) = data.mentees.get_mut(at as usize) {
                *known = now.clone();
            }
            let was = roster.mentees.get_mut(at as usize).map(|known| std::mem::replace(known, row.clone()));
            let was = was.unwrap_or_default();
            let named = old.prefers != now.prefers || old.blocks != now.blocks;
            let alike = (&was.wants, &was.spans, &was.preferred) == (&row.wants, &row.spans, &row.preferred);
            let learnt = (was.reliability, was.passed_over) == (row.reliability, row.passed_over);
            named || !alike || !learnt || old.attributes != now.attributes || old.manager != now.manager
        });
        self.lines |= old.manager != now.manager;
        if new {
            let topics = row.wants.iter().map(|want| want.topic);
            self.view.cohort.patch_scorer(|scorer, roster| topics.for_each(|topic| scorer.heed_want(roster, topic)));
            self.columns(Side::Mentee, at);
            self.loosen(Side::Mentee, at);
            let mut others: BTreeSet<MentorIx> = BTreeSet::new();
            let roster = self.view.cohort.roster();
            others.extend(roster.blocked.of(at).iter().map(|entry| entry.0));
            others.extend(roster.preferred.of(at).iter().map(|entry| entry.0));
            let named = now.prefers.iter().chain(&now.blocks);
            others.extend(named.filter_map(|id| self.view.cohort.find_mentor(id)));
            let all = (0..).zip(&self.view.cohort.data().mentors);
            let names = |mentor: &Mentor| mentor.prefers.iter().chain(&mentor.blocks).any(|other| other == id);
            others.extend(all.filter(|(_, mentor)| names(mentor)).map(|(mentor, _)| mentor));
            others.extend(self.view.cohort.find_mentor(id));
            others.into_iter().for_each(|mentor| self.bind(mentor, at));
            self.history(Side::Mentee, id);
        }
        self.engine.seats(Side::Mentee, at, row.seats);
        if new {
            self.engine.renew(Side::Mentee, at);
        }
    }

    /// What is between those who came and others; and everybody is laid out anew if too few are.
    fn finish(self, who: &Who) {
        let asks = self.base.data().policy.rules.contains(&Rule::NotInReportingLine);
        if asks && self.lines {
            self.view.cohort.patch(|data, roster| roster.lines = reporting_lines(data));
        }
        for pair in self.between(who) {
            let both = self.view.cohort.find_mentor(&pair.mentor).zip(self.view.cohort.find_mentee(&pair.mentee));
            let Some((mentor, mentee)) = both else { continue };
            let data: &CohortData = self.base.data();
            if pair_now(self.ledger, data, self.told, (&pair, mentor, mentee), &mut self.view.cohort) {
                self.engine.pair(self.view, mentor, mentee);
            }
        }
        self.view.forget_people();
        let people = self.view.cohort.data().mentors.len() + self.view.cohort.data().mentees.len();
        if self.view.board.loose() + self.engine.loose() > 2 * most_loose(people) {
            self.view.lay_out();
            self.engine.lay_out(self.view);
        }
    }
}
