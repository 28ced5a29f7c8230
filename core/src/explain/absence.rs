//! Why nobody, why nobody else, and why a seat stays free.

use std::collections::{BTreeMap, BTreeSet};

use super::obstacle::{code, in_use, no_more, obstacle, reason};
use super::reason::ReasonCode;
use super::words;
use super::{Ground, Limits};
use crate::cohort::Cohort;
use crate::index::{Index, Tally};
use crate::matching::{Near, Reason};
use crate::model::{Attribute, Status, Willingness};
use crate::roster::{MenteeIx, MentorIx};
use crate::score::{Exclusion, Judgement};
use crate::taxonomy::TopicIx;

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

/// Answers for those who are not matched, from what was found on the way to the matching.
#[derive(Debug)]
pub struct Absences<'a> {
    cohort: &'a Cohort,
    index: &'a Index,
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
    /// Ready to answer. O(offers + wants · attributes).
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
        Absences { cohort, index, ground, unseen, limits, supplied, asked, asked_by_all, active }
    }

    /// Why a mentee has no mentor, or no more, and who came nearest; `taken` are the mentors they have.
    #[must_use]
    pub fn of_mentee(&self, mentee: MenteeIx, taken: &BTreeSet<MentorIx>) -> (Vec<Reason>, Vec<Near>) {
        let census = self.index.census_of_mentee(self.cohort.roster(), self.cohort.scorer(), mentee);
        let others = || {
            let others =
                census.judged.iter().filter(|(mentor, judged)| judged.exclusion.is_none() && !taken.contains(mentor));
            others.map(|(mentor, _)| *mentor)
        };
        let closed = others().filter(|&mentor| self.limits.is_closed(mentor)).count() as u32;
        let open = others().filter(|&mentor| !self.limits.is_closed(mentor));
        let full = open.filter(|&mentor| self.limits.full(mentee, mentor).is_some()).count() as u32;
        let laden = others().filter(|&mentor| self.is_laden(mentor)).count() as u32;
        let never = others().filter(|&mentor| self.limits.never_meet(mentor, mentee)).count() as u32;
        let clash = others().filter(|&mentor| self.clashes(mentor, mentee)).count() as u32;
        let unreached = others().filter(|&mentor| self.is_unreached(mentor, mentee)).count() as u32;
        let kept = Kept { taken: taken.len() as u32, full, closed, laden, never, clash, unreached };
        (self.reasons(mentee, kept, &census.tally), self.nearest(mentee, taken, census.judged))
    }

    fn reasons(&self, mentee: MenteeIx, kept: Kept, tally: &Tally) -> Vec<Reason> {
        let person = self.cohort.mentee(mentee);
        let name = words::mentee(self.cohort, mentee);
        if person.status == Status::Paused {
            return vec![reason(ReasonCode::Paused, 1, format!("{name} is paused"))];
        }
        if person.mentors_wanted == 0 {
            return vec![reason(ReasonCode::NoCapacity, 1, format!("{name} wants no mentor this round"))];
        }
        if person.open == Some(0) {
            return vec![no_more(name)];
        }
        if self.unseen.contains(&mentee) {
            return vec![reason(
                ReasonCode::Deadline,
                1,
                "the deadline came before any mentor was considered".to_owned(),
            )];
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
        let more = if more > 0 { format!(" ({more} more)") } else { String::new() };
        let detail = format!("nobody with a seat offers {}{more} or anything near", words::list(&labels));
        reason(ReasonCode::NoOffer, missing.len() as u32, detail)
    }

    /// Why a mentor has seats left; `taken` is how many mentees they have.
    #[must_use]
    pub fn of_mentor(&self, mentor: MentorIx, taken: u32) -> Vec<Reason> {
        let person = self.cohort.mentor(mentor);
        let name = words::mentor(self.cohort, mentor);
        if person.status == Status::Paused {
            return vec![reason(ReasonCode::Paused, 1, format!("{name} is paused"))];
        }
        if person.capacity == 0 {
            return vec![reason(ReasonCode::NoCapacity, 1, format!("{name} has no seat this round"))];
        }
        if person.open == Some(0) {
            return vec![in_use(name, person.capacity)];
        }
        let session = self.cohort.data().policy.session_minutes;
        if let Some(budget) = person.budget.filter(|budget| budget.minutes < session) {
            let (given, session) = (words::duration(budget.minutes), words::duration(session));
            let detail = format!("{name} gives {given}, which is less than a session of {session}");
            return vec![reason(ReasonCode::NoCapacity, 1, detail)];
        }
        if person.offers.iter().all(|offer| offer.willingness == Willingness::No) {
            return vec![reason(
                ReasonCode::NoOffers,
                1,
                format!("{name} states no topic they are willing to talk about"),
            )];
        }
        let tally = self.index.census_of_mentor(self.cohort.roster(), self.cohort.scorer(), mentor);
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
        let (code, detail) = match judgement.exclusion {
            None if self.limits.is_closed(mentor) => {
                let (name, person) = (words::mentor(self.cohort, mentor), self.cohort.mentor(mentor));
                let (least, lacking) = (person.min_mentees, person.open_least());
                let detail = match lacking == least {
                    true => format!("{name}'s circle opens with {least}, and it did not fill"),
                    false => format!("{name}'s circle opens with {lacking} more, and it did not fill"),
                };
                (ReasonCode::CircleNotFilled, detail)
            }
            None if full.is_some() => {
                (ReasonCode::QuotaFull, format!("the rule {} has no room for this pair", full.unwrap_or_default()))
            }
            None if self.limits.never_meet(mentor, mentee) => {
                let session = words::duration(self.cohort.data().policy.session_minutes);
                (ReasonCode::NoSessionTime, format!("they have no {session} in common at which a session may start"))
            }
            None if self.clashes(mentor, mentee) => {
                let name = words::mentor(self.cohort, mentor);
                (ReasonCode::TimesTaken, format!("{name} has a seat left, but no time or room that is left to both"))
            }
            None if self.is_unreached(mentor, mentee) => {
                let name = words::mentor(self.cohort, mentor);
                (ReasonCode::NotReached, format!("{name} has a seat and time left, and was not reached by the search"))
            }
            None if self.is_laden(mentor) => {
                let name = words::mentor(self.cohort, mentor);
                let short = match missing {
                    1.. => format!("; it is {} points short", words::points(missing)),
                    _ => ", or just as much".to_owned(),
                };
                let detail =
                    format!("{name} has a seat left, but one more conversation costs more than this pair adds{short}");
                (ReasonCode::LoadCost, detail)
            }
            None => {
                let name = words::mentor(self.cohort, mentor);
                let seats = self.cohort.roster().mentors.get(mentor as usize).map_or(0, |row| row.seats);
                let seats = match seats == self.cohort.mentor(mentor).capacity {
                    true => words::count(seats, "seat", "seats"),
                    false => words::count(seats, "open seat", "open seats"),
                };
                (ReasonCode::SeatsTaken, format!("{name}'s {seats} went to {}", self.ground.went(missing)))
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
        let mut reasons = vec![reason(taken_code, eligible, side.taken(self.ground, eligible))];
        reasons.push(reason(ReasonCode::CircleNotFilled, closed, side.not_filled(closed)));
        reasons.push(reason(ReasonCode::QuotaFull, full, side.kept_out(full)));
        reasons.push(reason(ReasonCode::NoSessionTime, never, side.never(self.cohort, never)));
        let mentors = |count| words::count(count, "mentor", "mentors");
        let detail = format!("{} with a seat left, but no time or room that is left to both", mentors(clash));
        reasons.push(reason(ReasonCode::TimesTaken, clash, detail));
        let detail = format!("{} with a seat and time left, whom the search did not reach", mentors(unreached));
        reasons.push(reason(ReasonCode::NotReached, unreached, detail));
        let rules = (0..self.cohort.scorer().hard.len()).map(Exclusion::Rule);
        let who = words::count(laden, "mentor", "mentors");
        reasons.push(reason(
            ReasonCode::LoadCost,
            laden,
            format!("one more conversation with {who} would cost more than it adds"),
        ));
        let before = [
            Exclusion::SamePerson,
            Exclusion::MentorUnavailable,
            Exclusion::Unwilling,
            Exclusion::Blocked,
            Exclusion::Apart,
        ];
        for exclusion in before.into_iter().chain(rules).chain([Exclusion::NoCommonTime, Exclusion::BelowMinScore]) {
            let count = tally.count(Some(exclusion));
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
            reasons.push(reason(ReasonCode::NobodyElse, taken, side.nobody_else(taken)));
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
        let (who, counts) =
            if counts.is_empty() { ("others", &self.asked_by_all) } else { ("people like them", &counts) };
        let mut ranked: Vec<(TopicIx, u32)> = counts.iter().map(|(&topic, &count)| (topic, count)).collect();
        ranked.sort_by_key(|&(topic, count)| (std::cmp::Reverse(count), topic));
        let labels: Vec<&str> =
            ranked.iter().take(3).map(|&(topic, _)| self.cohort.roster().taxonomy.label(topic)).collect();
        let name = words::mentee(self.cohort, mentee);
        let detail = if labels.is_empty() {
            format!("{name} has not said what to talk about")
        } else {
            format!("{name} has not said what to talk about; {who} ask most for {}", words::list(&labels))
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
    fn taken(self, ground: Ground<'_>, count: u32) -> String {
        match self {
            Side::Mentee => {
                format!("all seats of {} went to {}", words::count(count, "mentor", "mentors"), ground.others())
            }
            Side::Mentor => format!("{} {}", words::count(count, "mentee", "mentees"), ground.elsewhere()),
        }
    }

    fn kept_out(self, count: u32) -> String {
        match self {
            Side::Mentee => format!("{} where a quota has no more room", words::count(count, "mentor", "mentors")),
            Side::Mentor => format!("{} for whom a quota has no more room", words::count(count, "mentee", "mentees")),
        }
    }

    fn never(self, cohort: &Cohort, count: u32) -> String {
        let who = match self {
            Side::Mentee => words::count(count, "mentor", "mentors"),
            Side::Mentor => words::count(count, "mentee", "mentees"),
        };
        let session = words::duration(cohort.data().policy.session_minutes);
        format!("{who} with no {session} in common at which a session may start")
    }

    fn not_filled(self, count: u32) -> String {
        match self {
            Side::Mentee => format!("{} whose circle did not fill", words::count(count, "mentor", "mentors")),
            Side::Mentor => {
                format!("{} who could come, and the circle did not fill", words::count(count, "mentee", "mentees"))
            }
        }
    }

    fn nobody_else(self, taken: u32) -> String {
        match (self, taken) {
            (Side::Mentee, 0) => "there is no mentor in the cohort".to_owned(),
            (Side::Mentor, 0) => "there is no mentee in the cohort who takes part".to_owned(),
            (Side::Mentee, _) => "there is no mentor whom they do not meet already".to_owned(),
            (Side::Mentor, _) => "there is no mentee whom they do not meet already".to_owned(),
        }
    }

    fn counted(self, cohort: &Cohort, exclusion: Exclusion, count: u32) -> String {
        let who = match self {
            Side::Mentee => words::count(count, "mentor", "mentors"),
            Side::Mentor => words::count(count, "mentee", "mentees"),
        };
        match (exclusion, self) {
            (Exclusion::SamePerson, _) => "nobody is their own mentor".to_owned(),
            (Exclusion::MentorUnavailable, _) => {
                format!("{who} near these topics, but paused or without a seat this round")
            }
            (Exclusion::Unwilling, Side::Mentee) => {
                format!("{who} near these topics, but not willing to talk about them")
            }
            (Exclusion::Unwilling, Side::Mentor) => format!("{who} asking only for what this mentor says no to"),
            (Exclusion::NoSharedTopic, Side::Mentee) => format!("{who} with nothing to offer near these topics"),
            (Exclusion::NoSharedTopic, Side::Mentor) => format!("{who} asking for nothing near this mentor's topics"),
            (Exclusion::Blocked, _) => format!("{who} excluded by a block on either side"),
            (Exclusion::Apart, _) => format!("{who} not to be matched with them for now"),
            (Exclusion::NoCommonTime, _) => {
                format!("{who} with less than {} in common", words::duration(cohort.scorer().min_overlap))
            }
            (Exclusion::BelowMinScore, _) => {
                format!("{who} with fewer than {} points together", words::points(cohort.scorer().min_points.into()))
            }
            (Exclusion::Rule(k), _) => {
                let rule = cohort.scorer().hard.get(k).map(|rule| words::rule(cohort, &rule.rule)).unwrap_or_default();
                format!("{who} excluded by the rule {rule}")
            }
        }
    }
}
