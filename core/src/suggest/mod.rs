//! Suggestions: the best mentors for one person, who need not be in the cohort, under the conditions of the question.
//!
//! **Method.** Whoever wants what they are known to want is asked about as matching does (`index`). A guest, or a question
//! about one topic, is a mentee beside whom there is no other: a roster that shares everything about mentors, so that it
//! costs no more than what is said of the one. Mentors are laid out already; of the mentee's classes of attributes nothing is
//! laid out, so rules are asked of each mentor who may be among the best. Conditions (`only`) are asked of those, too, so the
//! answer is what judging every mentor would give.

mod ask;
mod only;
mod strangers;

use std::collections::BTreeMap;

pub use ask::{Ask, Asker, Between};
use only::Only;
pub(crate) use strangers::Strangers;

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::explain;
use crate::index::{Query, Scratch, Worth};
use crate::live::Matcher;
use crate::matching::Pairing;
use crate::model::Mentee;
use crate::nearest::nearest;
use crate::read::{Reader, excerpt};
use crate::roster::{Guest, MenteeIx, Roster, Suggester, look_up};
use crate::taxonomy::TopicIx;
use crate::view::{View, nobody};

/// Whose question it is: their number in a cohort, which is another one if they are alone in it.
struct Stage {
    cohort: Cohort,
    mentee: MenteeIx,
    alone: bool,
}

impl Matcher {
    /// The best mentors for somebody, under conditions: the first `k` of all mentors they may meet and for whom those hold, by
    /// points (less prices); of equals, the first id. Seats are not considered but with `only_free`. Empty for people who take no
    /// part.
    ///
    /// O(mentors · wants / 64) steps of vectors and a judgement for each mentor who may be among the best; the first guest
    /// costs O(people + history) once, and the first question with `spread` a matching of the cohort.
    ///
    /// # Errors
    /// Everything that is wrong with the question, with a path into it: [`ErrorCode::UnknownPerson`],
    /// [`ErrorCode::UnknownTopic`], [`ErrorCode::OutOfRange`], [`ErrorCode::EmptyWindow`] and, of a guest, whatever can be
    /// wrong with a mentee; [`ErrorCode::DuplicateId`] for a guest who is among the mentees.
    pub fn suggest_with(&self, ask: &Ask) -> Result<Vec<Pairing>, Error> {
        // Prices are found on a copy, so that nobody waits.
        if ask.spread && !self.has_prices() {
            let (view, hint) = self.view_and_hint();
            view.prices(hint, &Control::new())?;
            return view.suggest_with(ask);
        }
        self.ask(|view| view.suggest_with(ask))
    }
}

impl View {
    pub(crate) fn suggest_with(&self, ask: &Ask) -> Result<Vec<Pairing>, Error> {
        let mut reader = Reader::default();
        ask.check(&mut reader);
        self.check_names(ask, &mut reader);
        let topic = reader.field("topic", |reader| self.topic(ask, reader));
        let stage = match &ask.mentee {
            Asker::Registered(id) => match self.cohort.find_mentee(id) {
                Some(mentee) => Some(self.registered(mentee, topic)?),
                None => {
                    let ids = self.cohort.data().mentees.iter().map(|mentee| mentee.id.as_str());
                    let better = nearest(id, ids).map(str::to_owned);
                    let message = nobody("mentee", id);
                    reader.field("mentee", |reader| reader.problem_with(ErrorCode::UnknownPerson, message, better));
                    None
                }
            },
            Asker::Guest(guest) => reader.field("mentee", |reader| self.guest(guest, topic, reader))?,
        };
        reader.into_problems().into_result()?;
        let Some(stage) = stage else { return Ok(Vec::new()) };
        let spread = if ask.spread { Some(self.prices(None, &Control::new())?) } else { ask.prices.as_ref() };
        Ok(self.answer(ask, &stage, spread))
    }

    fn answer(&self, ask: &Ask, stage: &Stage, prices: Option<&BTreeMap<String, i64>>) -> Vec<Pairing> {
        let Stage { cohort, mentee, alone } = stage;
        let (roster, scorer, board) = (cohort.roster(), cohort.scorer(), &self.board);
        let row = roster.mentees.get(*mentee as usize);
        let only = Only::new(cohort, ask, row.and_then(|row| row.spans.as_ref()));
        let price = |id: &String| prices.and_then(|prices| prices.get(id)).copied().unwrap_or(0);
        let priced = prices.map(|_| {
            let prices: Vec<i64> = cohort.data().mentors.iter().map(|mentor| price(&mentor.id)).collect();
            Worth::priced(board, &prices)
        });
        let worth = priced.as_ref().unwrap_or(&self.plain);
        let least = if prices.is_some() { i64::MIN } else { 1 };
        let query = Query { asker: *mentee, most: ask.k as usize, least, known: &[], locked: true };
        let mut scratch = Scratch::default();
        let holds = |mentor| only.holds(mentor);
        let found = board.best_of((roster, scorer), worth, query, (&holds, *alone), &mut scratch);
        let pairing = |mentor| {
            let pairing = explain::pairing(cohort, mentor, *mentee);
            Pairing { price: prices.map(|_| price(&pairing.mentor)), ..pairing }
        };
        found.iter().map(|found| pairing(found.person())).collect()
    }

    /// Names of mentors and attributes.
    fn check_names(&self, ask: &Ask, reader: &mut Reader) {
        let cohort = &self.cohort;
        let hidden = &cohort.data().policy.hidden_attributes;
        reader.field("where", |reader| {
            for name in ask.r#where.keys().filter(|name| hidden.contains(name)) {
                let message = format!("`{}` is hidden, so nobody is told who has it", excerpt(name));
                reader.key(name, |reader| reader.problem(ErrorCode::Contradiction, message));
            }
        });
        let mut near = None;
        let mut unknown = |reader: &mut Reader, id: &String| {
            if cohort.find_mentor(id).is_none() {
                let ids = || cohort.data().mentors.iter().map(|mentor| mentor.id.as_str()).collect();
                let better = near.get_or_insert_with(|| Suggester::new(ids())).nearest(id);
                let message = nobody("mentor", id);
                reader.key(id, |reader| reader.problem_with(ErrorCode::UnknownPerson, message, better));
            }
        };
        reader.field("prices", |reader| {
            ask.prices.iter().flat_map(BTreeMap::keys).for_each(|id| unknown(reader, id));
        });
        reader.field("taken", |reader| ask.taken.keys().for_each(|id| unknown(reader, id)));
    }

    fn topic(&self, ask: &Ask, reader: &mut Reader) -> Option<TopicIx> {
        let name = ask.topic.as_ref()?;
        if !crate::read::text(reader, name, false) {
            return None;
        }
        match look_up(&self.cohort.roster().taxonomy, name) {
            Ok(topic) => Some(topic),
            Err(problem) => {
                reader.problem_with(problem.code, problem.message, problem.suggestion);
                None
            }
        }
    }

    fn registered(&self, mentee: MenteeIx, topic: Option<TopicIx>) -> Result<Stage, Error> {
        let cohort = &self.cohort;
        let Some(topic) = topic else { return Ok(Stage { cohort: cohort.clone(), mentee, alone: false }) };
        let roster = cohort.roster();
        let want = Roster::want_of(roster.mentees.get(mentee as usize), topic);
        let data = cohort.mentee(mentee).clone();
        Ok(Stage { cohort: cohort.beside(data, roster.alone(mentee, want))?, mentee: 0, alone: true })
    }

    /// `None` if something is wrong with them.
    fn guest(&self, mentee: &Mentee, topic: Option<TopicIx>, reader: &mut Reader) -> Result<Option<Stage>, Error> {
        let cohort = &self.cohort;
        let (data, roster) = (cohort.data(), cohort.roster());
        self.check_guest(mentee, reader);
        let Some(guest) = Guest::new(mentee.clone(), data, roster, reader) else { return Ok(None) };
        let strangers = self.strangers.get_or_init(|| Strangers::new(cohort));
        let want = topic.map(|topic| Roster::want_of(Some(guest.row()), topic));
        let one = roster.with_guest(&guest, strangers.bonds(cohort, &guest.mentee), want);
        Ok(Some(Stage { cohort: cohort.beside(guest.mentee, one)?, mentee: 0, alone: true }))
    }

    /// What a cohort would say of one more mentee.
    fn check_guest(&self, guest: &Mentee, reader: &mut Reader) {
        let cohort = &self.cohort;
        if cohort.find_mentee(&guest.id).is_some() {
            let message = format!("`{}` is a mentee of the cohort: ask by id", excerpt(&guest.id));
            reader.field("id", |reader| reader.problem(ErrorCode::DuplicateId, message));
        }
        let is_known =
            |id: &str| id == guest.id || cohort.find_mentor(id).is_some() || cohort.find_mentee(id).is_some();
        let people = || {
            let data = cohort.data();
            let mentors = data.mentors.iter().map(|mentor| mentor.id.as_str());
            mentors.chain(data.mentees.iter().map(|mentee| mentee.id.as_str())).collect()
        };
        let mut near = None;
        for (field, ids) in [("prefers", &guest.prefers), ("blocks", &guest.blocks)] {
            reader.field(field, |reader| {
                for (at, id) in ids.iter().enumerate().filter(|(_, id)| !is_known(id)) {
                    let better = near.get_or_insert_with(|| Suggester::new(people())).nearest(id);
                    let message = nobody("person", id);
                    reader.index(at, |reader| reader.problem_with(ErrorCode::UnknownPerson, message, better));
                }
            });
        }
        let mentor = cohort.find_mentor(&guest.id).map(|mentor| cohort.mentor(mentor));
        if let (Some(one), Some(two)) = (&guest.manager, mentor.and_then(|mentor| mentor.manager.as_ref()))
            && one != two
        {
            let message =
                format!("as a mentor, the same person reports to `{}`, not to `{}`", excerpt(two), excerpt(one));
            reader.field("manager", |reader| reader.problem(ErrorCode::Contradiction, message));
        }
    }
}
