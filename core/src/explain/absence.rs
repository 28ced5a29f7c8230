//! Why nobody, why nobody else, and why a seat stays free.

use std::collections::{BTreeMap, BTreeSet};

use super::names;
use super::obstacle::{code, no_mentee, obstacle, reason};
use super::reason::ReasonCode;
use super::{Ground, Limits};
use crate::cohort::Cohort;
use crate::index::{Census, Index, Marks, Query, Scratch, Tally, Worth};
use crate::matching::{Near, Reason};
use crate::model::{Attribute, Status, Willingness};
use crate::roster::{MenteeIx, MentorIx};
use crate::score::{Exclusion, Judgement};
use crate::taxonomy::TopicIx;
use crate::words::{Arg, Phrase, Words};

/// How many near misses are named.
const NEAREST: usize = 3;
/// How many topics a reason names.
const TOPICS: usize = 5;

/// Of the eligible on the other side: how many this person meets, how many a quota has no room for, how many a circle that did
/// not fill keeps away, how many are too laden for one more, and if pairs are to have times, with how many there is none in common, and how
/// many have a seat left but not at such a time.
#[derive(Debug, Clone, Copy, Default)]
struct Kept {
    taken: u32,
    full: u32,
    closed: u32,
    laden: u32,
    never: u32,
    clash: u32,
    unreached: u32,
}

/// Space for answers, one after another.
#[derive(Debug, Default)]
pub struct Space {
    marks: Marks,
    scratch: Scratch,
}

/// Answers for those who are not matched, from what was found on the way to the matching.
#[derive(Debug)]
pub struct Absences<'a> {
    cohort: &'a Cohort,
    index: &'a Index,
    census: Census<'a>,
    /// What mentors' seats cost.
    worth: Worth,
    ground: Ground<'a>,
    /// Mentees for whom the deadline left no time.
    unseen: &'a BTreeSet<MenteeIx>,
    limits: &'a Limits<'a>,
    /// By topic: whether anybody with a seat is willing to talk about it.
    supplied: Vec<bool>,
    /// What people with a value of an attribute ask for: topic counts by (attribute, value).
    asked: BTreeMap<(&'a str, &'a str), BTreeMap<TopicIx, u32>>,
    asked_by_all: BTreeMap<TopicIx, u32>,
    /// How many mentees take part.
    active: u32,
}

impl<'a> Absences<'a> {
    /// Ready to answer. O(offers + wants · attributes), and what a [`Census`] takes.
    #[must_use]
    pub fn new(
        cohort: &'a Cohort,
        index: &'a Index,
        ground: Ground<'a>,
        unseen: &'a BTreeSet<MenteeIx>,
        limits: &'a Limits<'a>,
    ) -> Self {
        let roster = cohort.roster();
        let mut supplied = vec![false; roster.taxonomy.len()];
        for offer in roster.mentors.iter().filter(|row| row.seats > 0).flat_map(|row| &row.offers) {
            if let Some(flag) = supplied.get_mut(offer.topic as usize) {
                *flag |= offer.willingness != Willingness::No;
            }
        }
        let mut asked: BTreeMap<(&str, &str), BTreeMap<TopicIx, u32>> = BTreeMap::new();
        let mut asked_by_all: BTreeMap<TopicIx, u32> = BTreeMap::new();
        if roster.mentees.iter().any(|row| row.wants.is_empty()) {
            for (mentee, row) in (0..).zip(&roster.mentees) {
                for want in &row.wants {
                    *asked_by_all.entry(want.topic).or_insert(0) += 1;
                    for key in traits(cohort, mentee) {
                        *asked.entry(key).or_default().entry(want.topic).or_insert(0) += 1;
                    }
                }
            }
        }
        let active = roster.mentees.iter().filter(|row| row.seats > 0).count() as u32;
        let census = Census::new(index, roster, cohort.scorer());
        let worth = Worth::priced(&index.board, ground.prices());
        Absences { cohort, index, census, worth, ground, unseen, limits, supplied, asked, asked_by_all, active }
    }

    /// Why a mentee has no mentor, or no more, and who came nearest; `taken` are the mentors they have.
    #[must_use]
    pub fn of_mentee(
        &self,
        mentee: MenteeIx,
        taken: &BTreeSet<MentorIx>,
        space: &mut Space,
    ) -> (Vec<Reason>, Vec<Near>) {
        let tally = self.census.of_mentee(mentee, &mut space.marks);
        let mut kept = Kept { taken: taken.len() as u32, ..Kept::default() };
        if self.points_decide() {
            let near = self.best(mentee, taken, &mut space.scratch);
            let near =
                if near.len() < NEAREST { self.nearest(mentee, taken, self.census.judged(mentee)) } else { near };
            return (self.reasons(mentee, kept, &tally), near);
        }
        let judged = self.census.judged(mentee);
        let others = || {
            let others = judged.iter().filter(|(mentor, judged)| judged.exclusion.is_none() && !taken.contains(mentor));
            others.map(|(mentor, _)| *mentor)
        };
        let count = |holds: &dyn Fn(MentorIx) -> bool| others().filter(|&mentor| holds(mentor)).count() as u32;
        kept.closed = count(&|mentor| self.limits.is_closed(mentor));
        kept.full = count(&|mentor| !self.limits.is_closed(mentor) && self.limits.full(mentee, mentor).is_some());
        kept.laden = count(&|mentor| self.is_laden(mentor));
        kept.never = count(&|mentor| self.limits.never_meet(mentor, mentee));
        kept.clash = count(&|mentor| self.clashes(mentor, mentee));
        kept.unreached = count(&|mentor| self.is_unreached(mentor, mentee));
        (self.reasons(mentee, kept, &tally), self.nearest(mentee, taken, judged))
    }

    /// Whether an eligible pair is kept apart by its points and prices alone.
    fn points_decide(&self) -> bool {
        !self.cohort.has_limits() && !matches!(self.ground, Ground::Load(..) | Ground::Times(_))
    }

    /// The eligible mentors that came nearest where points decide: the first of [`nearest`](Self::nearest).
    fn best(&self, mentee: MenteeIx, taken: &BTreeSet<MentorIx>, scratch: &mut Scratch) -> Vec<Near> {
        let known: Vec<MentorIx> = taken.iter().copied().collect();
        let query = Query { asker: mentee, most: NEAREST, least: i64::MIN, known: &known, locked: true };
        let (roster, scorer) = (self.cohort.roster(), self.cohort.scorer());
        let best = self.index.board.best(roster, scorer, &self.worth, query, scratch).iter();
        let near = best.map(|found| {
            let (mentor, points) = (found.person(), found.points);
            let missing = self.ground.missing(mentor, points);
            self.near(mentee, mentor, missing, Judgement { points, exclusion: None })
        });
        near.collect()
    }

    fn reasons(&self, mentee: MenteeIx, kept: Kept, tally: &Tally) -> Vec<Reason> {
        if let Some(reason) = no_mentee(self.cohort, mentee) {
            return vec![reason];
        }
        if self.unseen.contains(&mentee) {
            return vec![reason(ReasonCode::Deadline, 1, self.words().say(Phrase::ReasonDeadline, &[]))];
        }
        let row = self.cohort.roster().mentees.get(mentee as usize);
        if row.is_some_and(|row| row.wants.is_empty()) && !self.cohort.scorer().open {
            return vec![self.no_wants(mentee)];
        }
        let missing: Vec<TopicIx> = row.into_iter().flat_map(|row| &row.wants).map(|want| want.topic).collect();
        let missing: Vec<TopicIx> = missing.into_iter().filter(|&topic| !self.is_supplied(topic)).collect();
        let others = self.cohort.roster().mentors.len() as u32;
        let mut reasons = self.counted(tally, others, kept, Side::Mentee);
        if !missing.is_empty() {
            // The whole answer where nobody is near; otherwise a remark before those who are not.
            let at = if tally.sum() == 0 { 0 } else { reasons.len() - usize::from(tally.sum() < others) };
            reasons.insert(at, self.no_offer(&missing));
        }
        reasons
    }

    fn no_offer(&self, missing: &[TopicIx]) -> Reason {
        let taxonomy = &self.cohort.roster().taxonomy;
        let labels: Vec<&str> = missing.iter().take(TOPICS).map(|&topic| taxonomy.label(topic)).collect();
        let more = missing.len().saturating_sub(TOPICS);
        let detail = self.words().say(Phrase::ReasonNoOffer, &[Arg::List(&labels), more.into()]);
        reason(ReasonCode::NoOffer, missing.len() as u32, detail)
    }

    /// Why a mentor has seats left; `taken` is how many mentees they have.
    #[must_use]
    pub fn of_mentor(&self, mentor: MentorIx, taken: u32, space: &mut Space) -> Vec<Reason> {
        let person = self.cohort.mentor(mentor);
        let name = Arg::Text(names::mentor(self.cohort, mentor));
        let because = |code, phrase, arguments: &[Arg<'_>]| vec![reason(code, 1, self.words().say(phrase, arguments))];
        if person.status == Status::Paused {
            return because(ReasonCode::Paused, Phrase::ReasonPaused, &[name]);
        }
        if person.capacity == 0 {
            return because(ReasonCode::NoCapacity, Phrase::ReasonNoCapacityMentor, &[name]);
        }
        if person.open == Some(0) {
            return because(ReasonCode::SeatsInUse, Phrase::ReasonSeatsInUseMentor, &[name, person.capacity.into()]);
        }
        let session = self.cohort.data().policy.session_minutes;
        if let Some(budget) = person.budget.filter(|budget| budget.minutes < session) {
            let (given, session) = (Arg::Duration(budget.minutes), Arg::Duration(session));
            return because(ReasonCode::NoCapacity, Phrase::ReasonNoCapacityBudget, &[name, given, session]);
        }
        if person.offers.iter().all(|offer| offer.willingness == Willingness::No) {
            return because(ReasonCode::NoOffers, Phrase::ReasonNoOffers, &[name]);
        }
        let tally = self.census.of_mentor(mentor, &mut space.marks);
        let [full, closed, never] = self.limits.kept_out(self.index, mentor);
        self.counted(&tally, self.active, Kept { taken, full, closed, never, ..Kept::default() }, Side::Mentor)
    }

    /// The mentors that came nearest to a mentee: those whose seats are taken, fewest missing points first; then those
    /// who may not meet the mentee, most points first. Of equals, the first id.
    fn nearest(&self, mentee: MenteeIx, taken: &BTreeSet<MentorIx>, judged: Vec<(MentorIx, Judgement)>) -> Vec<Near> {
        let mut near: Vec<(i64, MentorIx, Judgement)> = Vec::new();
        for (mentor, judgement) in judged.into_iter().filter(|(mentor, _)| !taken.contains(mentor)) {
            let distance = match judgement.exclusion {
                None if self.limits.never_meet(mentor, mentee) => i64::MAX / 2 - i64::from(judgement.points),
                None => self.ground.missing(mentor, judgement.points),
                Some(
                    Exclusion::SamePerson | Exclusion::Unwilling | Exclusion::Blocked | Exclusion::MentorUnavailable,
                ) => continue,
                // After every eligible pair, whose distance is at most any price.
                Some(_) => i64::MAX / 2 - i64::from(judgement.points),
            };
            near.push((distance, mentor, judgement));
        }
        near.sort_by_key(|&(distance, mentor, _)| (distance, mentor));
        near.truncate(NEAREST);
        near.into_iter().map(|(distance, mentor, judgement)| self.near(mentee, mentor, distance, judgement)).collect()
    }

    fn near(&self, mentee: MenteeIx, mentor: MentorIx, missing: i64, judgement: Judgement) -> Near {
        let full = self.limits.full(mentee, mentor);
        let name = Arg::Text(names::mentor(self.cohort, mentor));
        let say = |phrase, arguments: &[Arg<'_>]| self.words().say(phrase, arguments);
        let (code, detail) = match judgement.exclusion {
            None if self.limits.is_closed(mentor) => {
                let person = self.cohort.mentor(mentor);
                let lacking = person.open_least();
                let phrase = match lacking == person.min_mentees {
                    true => Phrase::NearestCircleNotFilled,
                    false => Phrase::NearestCircleNotFilledOpen,
                };
                (ReasonCode::CircleNotFilled, say(phrase, &[name, lacking.into()]))
            }
            None if full.is_some() => {
                (ReasonCode::QuotaFull, say(Phrase::NearestQuotaFull, &[(&full.unwrap_or_default()).into()]))
            }
            None if self.limits.never_meet(mentor, mentee) => {
                let session = Arg::Duration(self.cohort.data().policy.session_minutes);
                (ReasonCode::NoSessionTime, say(Phrase::NearestNoSessionTime, &[session]))
            }
            None if self.clashes(mentor, mentee) => (ReasonCode::TimesTaken, say(Phrase::NearestTimesTaken, &[name])),
            None if self.is_unreached(mentor, mentee) => {
                (ReasonCode::NotReached, say(Phrase::NearestNotReached, &[name]))
            }
            None if self.is_laden(mentor) => {
                let detail = match missing {
                    1.. => say(Phrase::NearestLoadCost, &[name, Arg::Points(missing)]),
                    _ => say(Phrase::NearestLoadCostTie, &[name]),
                };
                (ReasonCode::LoadCost, detail)
            }
            None => {
                let seats = self.cohort.roster().mentors.get(mentor as usize).map_or(0, |row| row.seats);
                let which = if seats == self.cohort.mentor(mentor).capacity { "all" } else { "open" };
                let went = self.ground.went(self.words(), missing);
                let arguments = [name, seats.into(), Arg::Choice(which), (&went).into()];
                (ReasonCode::SeatsTaken, say(Phrase::NearestSeatsTaken, &arguments))
            }
            Some(exclusion) => {
                (code(self.cohort, exclusion), obstacle(self.cohort, mentor, mentee, exclusion, judgement.points))
            }
        };
        Near {
            mentor: self.cohort.mentor(mentor).id.clone(),
            points: judgement.points,
            code: code.as_str().to_owned(),
            detail,
        }
    }

    pub(super) fn words(&self) -> &'a Words {
        self.cohort.words()
    }

    fn is_supplied(&self, wanted: TopicIx) -> bool {
        let flag = |topic: TopicIx| self.supplied.get(topic as usize).copied().unwrap_or(false);
        self.cohort.scorer().near(wanted).iter().any(|similar| flag(similar.topic))
    }

    /// Whether a mentor has a seat left, and it is the cost of load that keeps it empty.
    fn is_laden(&self, mentor: MentorIx) -> bool {
        let seats = self.cohort.roster().mentors.get(mentor as usize).map_or(0, |row| row.seats);
        self.ground.load(mentor).is_some_and(|load| load < seats)
    }

    /// Whether a mentor has a seat left, and it is the time of both that keeps them apart.
    fn clashes(&self, mentor: MentorIx, mentee: MenteeIx) -> bool {
        let seats = self.cohort.roster().mentors.get(mentor as usize).map_or(0, |row| row.seats);
        self.ground.sessions(mentor).is_some_and(|held| held < seats)
            && !self.limits.never_meet(mentor, mentee)
            && !self.limits.could_meet(mentor, mentee)
    }

    /// Whether a mentor has a seat left, and time that a mentee has, too: where finding the best is too hard, not everything is tried.
    fn is_unreached(&self, mentor: MentorIx, mentee: MenteeIx) -> bool {
        let seats = self.cohort.roster().mentors.get(mentor as usize).map_or(0, |row| row.seats);
        self.ground.sessions(mentor).is_some_and(|held| held < seats) && self.limits.could_meet(mentor, mentee)
    }

    /// The counts of a tally as reasons, most people first; of equals, in the order in which they are asked.
    fn counted(&self, tally: &Tally, others: u32, kept: Kept, side: Side) -> Vec<Reason> {
        let Kept { taken, full, closed, laden, never, clash, unreached } = kept;
        let eligible = [taken, full, closed, laden, never, clash, unreached]
            .into_iter()
            .fold(tally.count(None), u32::saturating_sub);
        let taken_code = if side == Side::Mentee { ReasonCode::SeatsTaken } else { ReasonCode::MenteesMatched };
        let words = self.words();
        let mut reasons = vec![reason(taken_code, eligible, side.taken(words, self.ground, eligible))];
        let session = Arg::Duration(self.cohort.data().policy.session_minutes);
        let [not_filled, kept_out, no_time] = match side {
            Side::Mentee => {
                [Phrase::ReasonCircleNotFilledMentee, Phrase::ReasonQuotaFullMentee, Phrase::ReasonNoSessionTimeMentee]
            }
            Side::Mentor => {
                [Phrase::ReasonCircleNotFilledMentor, Phrase::ReasonQuotaFullMentor, Phrase::ReasonNoSessionTimeMentor]
            }
        };
        let counted: [(ReasonCode, u32, Phrase, &[Arg<'_>]); 6] = [
            (ReasonCode::CircleNotFilled, closed, not_filled, &[closed.into()]),
            (ReasonCode::QuotaFull, full, kept_out, &[full.into()]),
            (ReasonCode::NoSessionTime, never, no_time, &[never.into(), session]),
            (ReasonCode::TimesTaken, clash, Phrase::ReasonTimesTaken, &[clash.into()]),
            (ReasonCode::NotReached, unreached, Phrase::ReasonNotReached, &[unreached.into()]),
            (ReasonCode::LoadCost, laden, Phrase::ReasonLoadCost, &[laden.into()]),
        ];
        let counted = counted.into_iter().filter(|(_, count, ..)| *count > 0);
        reasons
            .extend(counted.map(|(code, count, phrase, arguments)| reason(code, count, words.say(phrase, arguments))));
        let rules = (0..self.cohort.scorer().hard.len()).map(Exclusion::Rule);
        let before = [
            Exclusion::SamePerson,
            Exclusion::MentorUnavailable,
            Exclusion::Unwilling,
            Exclusion::Blocked,
            Exclusion::Apart,
        ];
        for exclusion in before.into_iter().chain(rules).chain([Exclusion::NoCommonTime, Exclusion::BelowMinScore]) {
            let count = tally.count(Some(exclusion));
            if count == 0 {
                continue;
            }
            reasons.push(reason(code(self.cohort, exclusion), count, side.counted(self.cohort, exclusion, count)));
        }
        reasons.retain(|reason| reason.count > 0);
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.count));
        let apart = others.saturating_sub(tally.sum());
        if apart > 0 {
            reasons.push(reason(
                ReasonCode::NoSharedTopic,
                apart,
                side.counted(self.cohort, Exclusion::NoSharedTopic, apart),
            ));
        }
        if reasons.is_empty() {
            reasons.push(reason(ReasonCode::NobodyElse, taken, side.nobody_else(words, taken)));
        }
        reasons
    }

    /// States no topic: what people like them ask for.
    fn no_wants(&self, mentee: MenteeIx) -> Reason {
        let mut counts: BTreeMap<TopicIx, u32> = BTreeMap::new();
        for key in traits(self.cohort, mentee) {
            for (&topic, &count) in self.asked.get(&key).into_iter().flatten() {
                *counts.entry(topic).or_insert(0) += count;
            }
        }
        let (who, counts) = if counts.is_empty() { ("others", &self.asked_by_all) } else { ("alike", &counts) };
        let mut ranked: Vec<(TopicIx, u32)> = counts.iter().map(|(&topic, &count)| (topic, count)).collect();
        ranked.sort_by_key(|&(topic, count)| (std::cmp::Reverse(count), topic));
        let labels: Vec<&str> =
            ranked.iter().take(3).map(|&(topic, _)| self.cohort.roster().taxonomy.label(topic)).collect();
        let name = Arg::Text(names::mentee(self.cohort, mentee));
        let detail = match labels.is_empty() {
            true => self.words().say(Phrase::ReasonNoWants, &[name]),
            false => self.words().say(Phrase::ReasonNoWantsAsked, &[name, Arg::Choice(who), Arg::List(&labels)]),
        };
        reason(ReasonCode::NoWants, 1, detail)
    }
}

/// A person's attributes as (name, value), hidden ones and numbers left out.
fn traits(cohort: &Cohort, mentee: MenteeIx) -> Vec<(&str, &str)> {
    let hidden = &cohort.data().policy.hidden_attributes;
    let shown = cohort.mentee(mentee).attributes.iter().filter(|(name, _)| !hidden.contains(name));
    let mut traits = Vec::new();
    for (name, value) in shown {
        match value {
            Attribute::Text(text) => traits.push((name.as_str(), text.as_str())),
            Attribute::List(texts) => traits.extend(texts.iter().map(|text| (name.as_str(), text.as_str()))),
            Attribute::Number(_) => {}
        }
    }
    traits
}

/// From whose side a count is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Mentee,
    Mentor,
}

impl Side {
    fn taken(self, words: &Words, ground: Ground<'_>, count: u32) -> String {
        if count == 0 {
            return String::new();
        }
        let (phrase, on_what_ground) = match self {
            Side::Mentee => (Phrase::ReasonSeatsTaken, ground.others(words)),
            Side::Mentor => (Phrase::ReasonMenteesMatched, ground.elsewhere(words)),
        };
        words.say(phrase, &[count.into(), (&on_what_ground).into()])
    }

    fn nobody_else(self, words: &Words, taken: u32) -> String {
        let phrase = match self {
            Side::Mentee => Phrase::ReasonNobodyElseMentee,
            Side::Mentor => Phrase::ReasonNobodyElseMentor,
        };
        words.say(phrase, &[taken.into()])
    }

    fn counted(self, cohort: &Cohort, exclusion: Exclusion, count: u32) -> String {
        use Phrase as P;
        let (words, number) = (cohort.words(), Arg::from(count));
        let either = |mentee: Phrase, mentor: Phrase| if self == Side::Mentee { mentee } else { mentor };
        match exclusion {
            Exclusion::SamePerson => words.say(P::ReasonSamePerson, &[]),
            Exclusion::MentorUnavailable => {
                words.say(either(P::ReasonMentorUnavailableMentee, P::ReasonMentorUnavailableMentor), &[number])
            }
            Exclusion::Unwilling => words.say(either(P::ReasonUnwillingMentee, P::ReasonUnwillingMentor), &[number]),
            Exclusion::NoSharedTopic => {
                words.say(either(P::ReasonNoSharedTopicMentee, P::ReasonNoSharedTopicMentor), &[number])
            }
            Exclusion::Blocked => words.say(either(P::ReasonBlockedMentee, P::ReasonBlockedMentor), &[number]),
            Exclusion::Apart => words.say(either(P::ReasonApartForNowMentee, P::ReasonApartForNowMentor), &[number]),
            Exclusion::NoCommonTime => {
                let least = Arg::Duration(cohort.scorer().min_overlap);
                words.say(either(P::ReasonNoCommonTimeMentee, P::ReasonNoCommonTimeMentor), &[number, least])
            }
            Exclusion::BelowMinScore => {
                let least = Arg::Points(cohort.scorer().min_points.into());
                words.say(either(P::ReasonBelowMinScoreMentee, P::ReasonBelowMinScoreMentor), &[number, least])
            }
            Exclusion::Rule(k) => {
                let rule = cohort.scorer().hard.get(k).map(|rule| names::rule(cohort, &rule.rule)).unwrap_or_default();
                words.say(either(P::ReasonRuleMentee, P::ReasonRuleMentor), &[number, (&rule).into()])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cohort_support::cohorts;
    use crate::{MatchOptions, match_cohort};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

        /// Whom the index finds nearest is who is nearest of all who are judged.
        #[test]
        fn the_nearest_are_the_nearest(data in cohorts(60, 30)) {
            let cohort = Cohort::try_from(data).unwrap();
            prop_assume!(!cohort.has_limits());
            let Ok(matching) = match_cohort(&cohort, &MatchOptions::default()) else { return Ok(()) };
            let prices: Vec<i64> = cohort.data().mentors.iter().map(|one| matching.certificate.prices[&one.id]).collect();
            let index = Index::new(cohort.roster(), cohort.scorer());
            let (limits, unseen) = (Limits::new(&cohort, &[], None), BTreeSet::new());
            for ground in [Ground::Points(&prices), Ground::Fair] {
                let absences = Absences::new(&cohort, &index, ground, &unseen, &limits);
                let mut space = Space::default();
                for mentee in 0..cohort.roster().mentees.len() as MenteeIx {
                    let taken: BTreeSet<MentorIx> = (0..3).filter(|mentor| (mentor + mentee) % 2 == 0).collect();
                    let nearest = absences.nearest(mentee, &taken, absences.census.judged(mentee));
                    prop_assert_eq!(absences.of_mentee(mentee, &taken, &mut space).1, nearest);
                }
            }
        }
    }
}
