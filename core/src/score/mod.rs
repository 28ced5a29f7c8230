//! What a pair is worth, in points, and whether it may be at all.
//!
//! Everything about one pair comes from the same few functions, whether it is to be added up, forbidden or explained:
//! [`Scorer::judge`] for the figures, [`interests`] and [`overlap`](Scorer::overlap) for what they rest on.
//!
//! A perfect pair has 1,000,000 points. They are split over the components in proportion to their weights
//! ([`apportion`]); a component gives a pair its *value*, 0 to 1 in millionths, of its share, rounded down. Whatever is
//! not stated has the value 0: it neither blocks nor adds, and nobody gains by leaving something out.

pub mod interests;
pub mod rule;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::calendar::Spans;
use crate::error::{Error, ErrorCode};
use crate::model::{BlankWants, Policy, Rule, Weights};
use crate::points::{FULL, apportion, fixed, millionths, part};
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::taxonomy::{Factors, Similar, TopicIx};
use interests::Interests;
use rule::{Depends, HardRule, SoftRule};

/// The most points of a pair in which the mentee has stated no topic. Stated pairs have more, or do not count.
pub const BROAD_CEILING: u32 = 1_000;

/// The most pairs of a wanted topic and one near it: more would take minutes and gigabytes.
pub const NEAR_LIMIT: usize = 50_000_000;

/// The components before the soft rules, in the order of breakdowns.
pub const COMPONENTS: [&str; 4] = ["interests", "availability", "preference", "affinity"];

/// Why a pair may not be, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exclusion {
    /// They are one person.
    SamePerson,
    /// The mentor is paused or has no seat this round.
    MentorUnavailable,
    /// Nothing the mentee wants is near anything the mentor offers.
    NoSharedTopic,
    /// The mentor has said no to every topic that would bring them together.
    Unwilling,
    /// Either blocks the other.
    Blocked,
    /// They are not to be matched for now.
    Apart,
    /// The hard rule at this position among the hard rules.
    Rule(usize),
    /// They have less time in common than the policy asks for.
    NoCommonTime,
    /// The pair has fewer points than the policy asks for.
    BelowMinScore,
}

/// What is known of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// What the pair is worth, or would be.
    pub points: u32,
    /// Why it may not be, if so: the first reason in their order.
    pub exclusion: Option<Exclusion>,
}

/// A policy made ready for a roster.
#[derive(Debug, Clone)]
pub struct Scorer {
    /// Each component's share of the points: the four of [`COMPONENTS`], then the soft rules.
    pub shares: Vec<u32>,
    /// Each component's weight, likewise.
    pub weights: Vec<f64>,
    /// The shares as mentors see them; see [`view`].
    pub mentor_shares: Vec<u32>,
    /// In the order of the policy.
    pub hard: Vec<HardRule>,
    /// In the order of the policy.
    pub soft: Vec<SoftRule>,
    /// The least points of a pair.
    pub min_points: u32,
    /// The least common minutes of two people who both state availability.
    pub min_overlap: u32,
    /// Shorter common windows count for nothing.
    pub min_window: u32,
    /// With this much in common, availability is worth its whole share.
    pub enough_overlap: u32,
    /// Whether mentees without wants may meet mentors on what those are eager about.
    pub open: bool,
    /// What steps through the taxonomy keep.
    pub factors: Factors,
    /// By wanted topic: the topics near it, in order. Empty for topics nobody wants.
    similar: Arc<Vec<Vec<Similar>>>,
    /// Likewise of wanted topics that are not among those.
    further: BTreeMap<TopicIx, Vec<Similar>>,
    /// How many pairs of a wanted topic and one near it were found.
    pairs_near: usize,
}

impl Scorer {
    /// Makes `policy`, which has been checked, ready for `roster`.
    ///
    /// # Errors
    /// [`ErrorCode::TooLarge`] if the taxonomy brings together more than [`NEAR_LIMIT`] pairs of topics.
    pub fn new(policy: &Policy, roster: &Roster) -> Result<Self, Error> {
        let soft: Vec<SoftRule> = policy.rules.iter().filter_map(|rule| SoftRule::new(rule, roster)).collect();
        let with_soft = |stated: Weights| {
            let mut weights = vec![stated.interests, stated.availability, stated.preference, stated.affinity];
            weights.extend(soft.iter().map(|rule| rule.weight));
            weights
        };
        let shares = |weights: &[f64]| {
            let whole: Vec<u64> = weights.iter().map(|&weight| fixed(weight).unsigned_abs()).collect();
            apportion(&whole)
        };
        let weights = with_soft(policy.weights);
        let mentor_shares = shares(&with_soft(policy.mentor_weights.unwrap_or(policy.weights)));
        let factors = Factors::from(&policy.taxonomy);
        let (similar, pairs_near) = near_wanted(roster, &factors)?;
        let open = policy.blank_wants == BlankWants::Open;
        let least = if open { BROAD_CEILING + 1 } else { 1 };
        Ok(Scorer {
            shares: shares(&weights),
            weights,
            mentor_shares,
            hard: policy.rules.iter().filter_map(|rule| HardRule::new(rule, roster)).collect(),
            soft,
            min_points: millionths(policy.min_score).max(least),
            min_overlap: policy.min_overlap_minutes,
            min_window: policy.session_minutes.min(policy.min_overlap_minutes).max(1),
            enough_overlap: policy.session_minutes.max(policy.min_overlap_minutes),
            open,
            similar: Arc::new(similar),
            further: BTreeMap::new(),
            pairs_near,
            factors,
        })
    }

    /// Whether points depend on numbers of people that are learnt.
    #[must_use]
    pub fn heeds_what_is_learnt(&self) -> bool {
        self.soft.iter().any(|rule| matches!(rule.depends(), Depends::Mentor | Depends::Mentee | Depends::Mean))
    }

    /// Whether points depend on which pairs people know of.
    pub(crate) fn heeds_what_is_known(&self) -> bool {
        self.soft.iter().any(|rule| rule.depends() == Depends::Known)
    }

    /// The same for other mentees of the same mentors, who may want what nobody wanted before. O(topics near that).
    ///
    /// # Errors
    /// [`ErrorCode::TooLarge`] as [`Scorer::new`].
    pub(crate) fn for_others(&self, roster: &Roster) -> Result<Self, Error> {
        let (mut further, mut work) = (BTreeMap::new(), 0);
        for want in roster.mentees.iter().flat_map(|row| &row.wants) {
            if self.similar.get(want.topic as usize).is_some_and(Vec::is_empty) {
                let near = roster.taxonomy.similar(want.topic, &self.factors);
                work += near.len();
                check_near(work)?;
                further.insert(want.topic, near);
            }
        }
        Ok(Scorer { further, ..self.clone() })
    }

    /// The same for other mentors of the same mentees, who may offer what nobody offered before, without some hard rules. O(topics near what is wanted).
    ///
    /// # Errors
    /// [`ErrorCode::TooLarge`] as [`Scorer::new`].
    pub(crate) fn for_recruits(&self, roster: &Roster, leaves_out: impl Fn(&Rule) -> bool) -> Result<Self, Error> {
        let (similar, pairs_near) = near_wanted(roster, &self.factors)?;
        let hard = self.hard.iter().filter(|rule| !leaves_out(&rule.rule)).cloned().collect();
        Ok(Scorer { hard, similar: Arc::new(similar), further: BTreeMap::new(), pairs_near, ..self.clone() })
    }

    /// Whether these may be wanted, too, without too many topics near each other. Counts those that nobody wants any more.
    pub(crate) fn has_room_for(&self, roster: &Roster, wanted: impl Iterator<Item = TopicIx>) -> bool {
        let fresh = wanted.filter(|&topic| self.near(topic).is_empty());
        let more: usize = fresh.map(|topic| roster.taxonomy.similar(topic, &self.factors).len()).sum();
        self.pairs_near + more <= NEAR_LIMIT
    }

    /// Somebody may want this from now on. O(topics near it), once.
    pub(crate) fn heed_want(&mut self, roster: &Roster, topic: TopicIx) {
        if self.near(topic).is_empty() {
            let near = roster.taxonomy.similar(topic, &self.factors);
            self.pairs_near += near.len();
            self.further.insert(topic, near);
        }
    }

    /// Somebody may offer this from now on: tells of the topics, in order, for which it is near if they are wanted.
    /// O(topics it is near to · topics near those), the first time.
    pub(crate) fn heed_offer(&mut self, roster: &Roster, offered: TopicIx) -> Vec<Similar> {
        let mut near = Vec::new();
        for wanted in roster.taxonomy.may_be_near(offered, &self.factors) {
            let known = self.near(wanted);
            if let Ok(at) = known.binary_search_by_key(&offered, |similar| similar.topic) {
                near.extend(known.get(at).map(|found| Similar { topic: wanted, ..*found }));
                continue;
            }
            let all = roster.taxonomy.similar(wanted, &self.factors);
            let Some(found) = all.iter().find(|similar| similar.topic == offered).copied() else { continue };
            near.push(Similar { topic: wanted, ..found });
            if known.is_empty() {
                self.pairs_near += all.len();
                self.further.insert(wanted, all);
                continue;
            }
            let list = match self.further.get_mut(&wanted) {
                Some(list) => list,
                None => match Arc::make_mut(&mut self.similar).get_mut(wanted as usize) {
                    Some(list) => list,
                    None => continue,
                },
            };
            let at = list.partition_point(|similar| similar.topic < offered);
            list.insert(at, found);
        }
        near
    }

    /// The topics near a wanted one, in the order of topics.
    #[must_use]
    pub fn near(&self, wanted: TopicIx) -> &[Similar] {
        match self.similar.get(wanted as usize) {
            Some(near) if !near.is_empty() => near,
            _ => self.further.get(&wanted).map_or(&[], Vec::as_slice),
        }
    }

    /// How near an offered topic is to a wanted one, in millionths; 0 if it is not.
    #[must_use]
    pub fn similarity(&self, wanted: TopicIx, offered: TopicIx) -> u32 {
        if wanted == offered {
            return FULL;
        }
        let near = self.near(wanted);
        near.binary_search_by_key(&offered, |similar| similar.topic)
            .ok()
            .and_then(|at| near.get(at))
            .map_or(0, |similar| similar.similarity)
    }

    /// Common minutes over the horizon; `None` unless both state availability.
    #[must_use]
    pub fn overlap(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> Option<u32> {
        let mentor = roster.mentors.get(mentor as usize)?.spans.as_ref()?;
        let mentee = roster.mentees.get(mentee as usize)?.spans.as_ref()?;
        Some(mentor.common_minutes(mentee, self.min_window))
    }

    /// How much of the `overlap` counts: a minute outside the preferred windows of one who has some counts half.
    fn counted_overlap(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx, overlap: u32) -> u32 {
        let rows = roster.mentors.get(mentor as usize).zip(roster.mentees.get(mentee as usize));
        let Some((one, other)) = rows else { return overlap };
        let (Some(mentor), Some(mentee)) = (&one.spans, &other.spans) else { return overlap };
        self.counted([mentor, mentee], [one.preferred.as_ref(), other.preferred.as_ref()], overlap)
    }

    /// The same of two people by what is free and what they prefer.
    pub(crate) fn counted(&self, free: [&Spans; 2], preferred: [Option<&Spans>; 2], overlap: u32) -> u32 {
        if preferred.iter().all(Option::is_none) {
            return overlap;
        }
        let mut good = free[0].common(free[1], self.min_window);
        for preferred in preferred.into_iter().flatten() {
            good = Spans::from_unsorted(good).common(preferred, 1);
        }
        let good: u32 = good.iter().map(|(start, end)| end - start).sum();
        good + (overlap - good.min(overlap)) / 2
    }

    /// The value of availability for so many minutes that count.
    pub(crate) fn availability(&self, counted: u32) -> u32 {
        let enough = self.enough_overlap;
        (u64::from(counted.min(enough)) * u64::from(FULL) / u64::from(enough)) as u32
    }

    /// The least points of a pair.
    pub(crate) fn least_points(&self, broad: bool) -> u32 {
        if broad { 1 } else { self.min_points }
    }

    /// The value of each component, in the order of `shares`.
    pub fn values<'a>(
        &'a self,
        roster: &'a Roster,
        mentor: MentorIx,
        mentee: MenteeIx,
        interests: &Interests,
        overlap: Option<u32>,
    ) -> impl Iterator<Item = u32> + 'a {
        let counted = overlap.map(|minutes| self.counted_overlap(roster, mentor, mentee, minutes));
        let availability = counted.map_or(0, |minutes| self.availability(minutes));
        let preferred = roster.preferred.get(mentor, mentee).unwrap_or_default();
        let preference = (u32::from(preferred.by_mentor) + u32::from(preferred.by_mentee)) * (FULL / 2);
        let affinity = roster.affinity.get(mentor, mentee).unwrap_or(0);
        let soft = self.soft.iter().map(move |rule| rule.value(roster, mentor, mentee));
        [interests.value, availability, preference, affinity].into_iter().chain(soft)
    }

    /// What a value of a component adds; a broad pair is scaled down below every stated one.
    #[must_use]
    pub fn component_points(share: u32, value: u32, broad: bool) -> u32 {
        let points = part(share, value);
        if broad { Self::broad_points(points) } else { points }
    }

    /// What points of a stated pair are in a broad one.
    #[must_use]
    pub fn broad_points(points: u32) -> u32 {
        points / (FULL / BROAD_CEILING)
    }

    /// The shares of the soft rules, in their order.
    #[must_use]
    pub fn soft_shares(&self) -> &[u32] {
        self.shares.get(COMPONENTS.len()..).unwrap_or_default()
    }

    /// The share of one of the [`COMPONENTS`].
    #[must_use]
    pub fn share(&self, component: usize) -> u32 {
        self.shares.get(component).copied().unwrap_or(0)
    }

    /// What a pair is worth and whether it may be. O(wants · offers · log), plus the windows of both.
    #[must_use]
    pub fn judge(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> Judgement {
        let interests = interests::interests(self, roster, mentor, mentee, |_| ());
        if !interests.shared {
            let exclusion =
                Some(self.before_rules(roster, mentor, mentee, &interests).unwrap_or(Exclusion::NoSharedTopic));
            return Judgement { points: 0, exclusion };
        }
        self.judge_interested(roster, mentor, mentee, &interests)
    }

    /// [`judge`](Self::judge), for a pair whose interests are known and shared.
    #[must_use]
    pub fn judge_interested(
        &self,
        roster: &Roster,
        mentor: MentorIx,
        mentee: MenteeIx,
        interests: &Interests,
    ) -> Judgement {
        let overlap = self.overlap(roster, mentor, mentee);
        let values = self.values(roster, mentor, mentee, interests, overlap);
        let points = self.shares.iter().zip(values);
        let points = points.map(|(&share, value)| Self::component_points(share, value, interests.broad)).sum();
        let exclusion = self.exclusions(roster, mentor, mentee, interests, overlap, points).next();
        Judgement { points, exclusion }
    }

    /// Everything that keeps a pair apart, in its order.
    pub fn exclusions<'a>(
        &'a self,
        roster: &'a Roster,
        mentor: MentorIx,
        mentee: MenteeIx,
        interests: &Interests,
        overlap: Option<u32>,
        points: u32,
    ) -> impl Iterator<Item = Exclusion> + 'a {
        // A host that locks a pair has decided: the pair may meet again, with little time or few points.
        let locked = roster.locked.contains(mentor, mentee);
        let rules = self.hard.iter().enumerate();
        let waived = move |rule: &HardRule| locked && rule.yields_to_locks();
        let rules = rules.filter(move |(_, rule)| !waived(rule) && !rule.holds(roster, mentor, mentee));
        let no_time = !locked && overlap.is_some_and(|minutes| minutes < self.min_overlap);
        let too_few = !locked && points < self.least_points(interests.broad);
        self.before_rules(roster, mentor, mentee, interests)
            .into_iter()
            .chain(roster.blocked.contains(mentor, mentee).then_some(Exclusion::Blocked))
            .chain(roster.apart.contains(mentor, mentee).then_some(Exclusion::Apart))
            .chain(rules.map(|(k, _)| Exclusion::Rule(k)))
            .chain(no_time.then_some(Exclusion::NoCommonTime))
            .chain(too_few.then_some(Exclusion::BelowMinScore))
    }

    fn before_rules(
        &self,
        roster: &Roster,
        mentor: MentorIx,
        mentee: MenteeIx,
        interests: &Interests,
    ) -> Option<Exclusion> {
        if roster.same_person.contains(mentor, mentee) {
            Some(Exclusion::SamePerson)
        } else if roster.mentors.get(mentor as usize).is_none_or(|row| row.seats == 0) {
            Some(Exclusion::MentorUnavailable)
        } else if interests.shared {
            None
        } else if interests.refused {
            Some(Exclusion::Unwilling)
        } else {
            Some(Exclusion::NoSharedTopic)
        }
    }
}

/// For each wanted topic the offered topics near it.
fn near_wanted(roster: &Roster, factors: &Factors) -> Result<(Vec<Vec<Similar>>, usize), Error> {
    let mut work = 0;
    let topics = roster.taxonomy.len();
    let mut offered = vec![false; topics];
    for offer in roster.mentors.iter().flat_map(|mentor| &mentor.offers) {
        if let Some(flag) = offered.get_mut(offer.topic as usize) {
            *flag = true;
        }
    }
    let mut similar: Vec<Vec<Similar>> = vec![Vec::new(); topics];
    for want in roster.mentees.iter().flat_map(|mentee| &mentee.wants) {
        if let Some(near) = similar.get_mut(want.topic as usize).filter(|near| near.is_empty()) {
            *near = roster.taxonomy.similar(want.topic, factors);
            work += near.len();
            check_near(work)?;
            near.retain(|similar| offered.get(similar.topic as usize).is_some_and(|&flag| flag));
            near.shrink_to_fit();
        }
    }
    Ok((similar, work))
}

fn check_near(pairs: usize) -> Result<(), Error> {
    if pairs <= NEAR_LIMIT {
        return Ok(());
    }
    let message = format!("more than {NEAR_LIMIT} pairs of topics are similar: raise `min_similarity`");
    Err(Error::new(ErrorCode::TooLarge, "policy.taxonomy", message))
}
