//! What keeps one person from all others: every pair that shares a topic, counted by what becomes of it.
//!
//! Only for those who must be told: mentees without a mentor and mentors with a free seat. They may be most of a cohort, and each
//! may share a topic with a fifth of the other side or with all of it, so next to no pair is judged by itself. Whoever shares a topic is a set,
//! and what keeps pairs apart takes some away, in its order and by whole sets (`crowd`): who has which value of what a rule compares, who
//! is free in which hour. Pairs are looked at one by one where a host said something of them, where a rule asks for more than a value of
//! each, where windows meet for less than a stretch of the clock, and where the points of a pair could be too few.
//!
//! **Cost.** O(sets of topics, hours and values that somebody has · people / 64), and what those few pairs cost.
#![expect(clippy::indexing_slicing, reason = "topics and people are numbered by the roster")]

use super::Index;
use super::crowd::{Crowd, Members, Set, set_of, spans};
use crate::model::Willingness;
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx, Pairs, Roster};
use crate::score::interests::{kept, level_share};
use crate::score::{Exclusion, Judgement, Scorer};
use crate::side::Side;
use crate::taxonomy::TopicIx;

/// How many pairs of a person fell to what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// By [`Tally::slot`].
    counts: Vec<u32>,
}

/// Slots before those of the hard rules.
const FIXED_SLOTS: usize = 8;

impl Tally {
    fn new(scorer: &Scorer) -> Self {
        Tally { counts: vec![0; FIXED_SLOTS + scorer.hard.len()] }
    }

    /// Where an exclusion is counted; `None` is an eligible pair.
    fn slot(exclusion: Option<Exclusion>) -> usize {
        match exclusion {
            None => 0,
            Some(Exclusion::SamePerson) => 1,
            Some(Exclusion::MentorUnavailable) => 2,
            Some(Exclusion::Unwilling | Exclusion::NoSharedTopic) => 3,
            Some(Exclusion::Blocked) => 4,
            Some(Exclusion::NoCommonTime) => 5,
            Some(Exclusion::BelowMinScore) => 6,
            Some(Exclusion::Apart) => 7,
            Some(Exclusion::Rule(k)) => FIXED_SLOTS + k,
        }
    }

    fn add(&mut self, exclusion: Option<Exclusion>, pairs: usize) {
        if let Some(count) = self.counts.get_mut(Tally::slot(exclusion)) {
            *count += pairs as u32;
        }
    }

    /// How many pairs fell to this; `None` asks for the eligible ones.
    #[must_use]
    pub fn count(&self, exclusion: Option<Exclusion>) -> u32 {
        self.counts.get(Tally::slot(exclusion)).copied().unwrap_or(0)
    }

    /// All pairs counted.
    #[must_use]
    pub fn sum(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// Space for counting, one person after another.
#[derive(Debug, Default)]
pub struct Marks {
    /// Who shares a topic, whatever they say to it.
    near: Set,
    /// Who is still left of those who are glad to share one.
    left: Set,
    /// Space for others.
    some: Set,
    more: Set,
}

impl Marks {
    /// Nobody, of so many there are.
    fn clear(&mut self, people: usize) {
        for set in [&mut self.near, &mut self.left, &mut self.some, &mut self.more] {
            set.clear();
            set.grow(people);
        }
    }
}

/// Whose pairs are counted.
#[derive(Debug, Clone, Copy)]
struct Asker {
    side: Side,
    person: u32,
}

impl Asker {
    /// The pair with one of the other side.
    fn pair(self, other: u32) -> (MentorIx, MenteeIx) {
        match self.side {
            Side::Mentor => (self.person, other),
            Side::Mentee => (other, self.person),
        }
    }
}

/// Counts what keeps people apart.
#[derive(Debug)]
pub struct Census<'a> {
    index: &'a Index,
    roster: &'a Roster,
    scorer: &'a Scorer,
    mentors: Crowd,
    mentees: Crowd,
    /// By topic: who is willing to talk about it, and who is not.
    willing: Vec<Members>,
    refusing: Vec<Members>,
    /// By topic: who asks for it.
    asking: Vec<Members>,
    eager: Members,
    blank: Members,
    /// Who asks for nothing, where such people may meet anybody.
    broad: Set,
    /// By mentor: the mentees with whom they are a pair of which something is known, in any order.
    special: Vec<Vec<MenteeIx>>,
    /// Whether interests alone make enough points of any pair that shares a topic, of a stated one and of a broad one.
    enough_interests: [bool; 2],
    /// Whether enough common time does.
    enough_time: [bool; 2],
}

impl<'a> Census<'a> {
    /// Ready to count. O(offers + wants + hours of free time), and in space some dozens of bytes a person and value that rules compare.
    #[must_use]
    pub fn new(index: &'a Index, roster: &'a Roster, scorer: &'a Scorer) -> Self {
        let (mentors, mentees) = (roster.mentors.len(), roster.mentees.len());
        let mut offering: [Vec<Vec<MentorIx>>; 2] = [(); 2].map(|()| vec![Vec::new(); roster.taxonomy.len()]);
        for (mentor, row) in (0..).zip(&roster.mentors) {
            for offer in &row.offers {
                offering[usize::from(offer.willingness == Willingness::No)][offer.topic as usize].push(mentor);
            }
        }
        let [willing, refusing] =
            offering.map(|lists| lists.into_iter().map(|list| Members::new(list, mentors)).collect());
        let mut special: Vec<Vec<MenteeIx>> = vec![Vec::new(); mentors];
        for pairs in [&roster.same_person, &roster.blocked, &roster.apart, &roster.locked] {
            for (mentor, mentee, ()) in pairs.iter() {
                special[mentor as usize].push(mentee);
            }
        }
        let enough = |component: usize, value: [u32; 2]| {
            [false, true].map(|broad| {
                let points = Scorer::component_points(scorer.share(component), value[usize::from(broad)], broad);
                points >= scorer.least_points(broad)
            })
        };
        // The other half may be outside the windows that somebody prefers.
        let least_time = scorer.availability(scorer.min_overlap / 2);
        let blank = if scorer.open { index.blank.clone() } else { Vec::new() };
        Census {
            index,
            roster,
            scorer,
            mentors: Crowd::new(roster, scorer, Side::Mentor),
            mentees: Crowd::new(roster, scorer, Side::Mentee),
            willing,
            refusing,
            asking: index.asking.iter().map(|list| Members::new(list.clone(), mentees)).collect(),
            eager: Members::new(index.eager.clone(), mentors),
            broad: set_of(blank.iter().copied(), mentees),
            blank: Members::new(blank, mentees),
            special,
            enough_interests: enough(0, [least_interests(roster, scorer), level_share(0, u32::MAX)]),
            enough_time: enough(1, [least_time; 2]),
        }
    }

    /// What becomes of the pairs of a mentee; nothing is counted for one who takes no part.
    #[must_use]
    pub fn of_mentee(&self, mentee: MenteeIx, marks: &mut Marks) -> Tally {
        let Some(row) = self.roster.mentees.get(mentee as usize).filter(|row| row.seats > 0) else {
            return Tally::new(self.scorer);
        };
        marks.clear(self.roster.mentors.len());
        let Marks { near, left, some: willing, .. } = marks;
        if self.broad.contains(mentee as usize) {
            self.eager.join(left);
        }
        for want in &row.wants {
            willing.clear();
            for similar in self.scorer.near(want.topic) {
                self.willing[similar.topic as usize].join(willing);
                self.refusing[similar.topic as usize].join(near);
            }
            near.union_with(willing);
            // A no to the topic itself rules that want out.
            self.refusing[want.topic as usize].list.iter().for_each(|&mentor| willing.remove(mentor as usize));
            left.union_with(willing);
        }
        near.union_with(left);
        let of = |pairs: &Pairs<()>| pairs.of(mentee).iter().map(|pair| pair.0).collect::<Vec<_>>();
        let roster = self.roster;
        let special = [of(&roster.same_person), of(&roster.blocked), of(&roster.apart), of(&roster.locked)].concat();
        self.count(Asker { side: Side::Mentee, person: mentee }, &special, marks)
    }

    /// What becomes of the pairs of a mentor with the mentees who take part.
    #[must_use]
    pub fn of_mentor(&self, mentor: MentorIx, marks: &mut Marks) -> Tally {
        let Some(row) = self.roster.mentors.get(mentor as usize) else { return Tally::new(self.scorer) };
        marks.clear(self.roster.mentees.len());
        let Marks { near, left, .. } = marks;
        let wanted = |topic: TopicIx| &self.index.wanted[topic as usize];
        let [refused, met]: [Vec<_>; 2] = [true, false]
            .map(|no| row.offers.iter().filter(|offer| (offer.willingness == Willingness::No) == no).collect());
        let mut topics: Vec<TopicIx> = met.iter().flat_map(|offer| wanted(offer.topic)).copied().collect();
        topics.sort_unstable();
        topics.dedup();
        // A no to the topic itself rules that want out.
        topics.retain(|&topic| refused.iter().all(|offer| offer.topic != topic));
        topics.iter().for_each(|&topic| self.asking[topic as usize].join(left));
        refused.iter().flat_map(|offer| wanted(offer.topic)).for_each(|&topic| self.asking[topic as usize].join(near));
        if self.index.eager.binary_search(&mentor).is_ok() {
            self.blank.join(left);
        }
        near.union_with(left);
        near.intersect_with(&self.mentees.seated);
        left.intersect_with(&self.mentees.seated);
        self.count(Asker { side: Side::Mentor, person: mentor }, &self.special[mentor as usize], marks)
    }

    /// Every pair of a mentee that shares a topic, judged, in the order of mentors. Much dearer than to count them.
    #[must_use]
    pub fn judged(&self, mentee: MenteeIx) -> Vec<(MentorIx, Judgement)> {
        let (roster, scorer) = (self.roster, self.scorer);
        if roster.mentees.get(mentee as usize).is_none_or(|row| row.seats == 0) {
            return Vec::new();
        }
        let sharing = self.index.sharing(roster, scorer, mentee).into_iter();
        sharing.map(|mentor| (mentor, scorer.judge(roster, mentor, mentee))).collect()
    }

    /// Counts what [`Scorer::judge`] says of the pairs that are marked.
    fn count(&self, asker: Asker, special: &[u32], marks: &mut Marks) -> Tally {
        let (roster, scorer) = (self.roster, self.scorer);
        let mut tally = Tally::new(scorer);
        let judge = |other: u32| {
            let (mentor, mentee) = asker.pair(other);
            scorer.judge(roster, mentor, mentee).exclusion
        };
        let Marks { near, left, some, more } = marks;
        for &other in special {
            if near.contains(other as usize) {
                tally.add(judge(other), 1);
                near.remove(other as usize);
                left.remove(other as usize);
            }
        }
        match asker.side {
            Side::Mentee => {
                tally.add(Some(Exclusion::MentorUnavailable), near.difference_count(&self.mentors.seated));
                near.intersect_with(&self.mentors.seated);
                left.intersect_with(&self.mentors.seated);
            }
            Side::Mentor if !self.mentors.seated.contains(asker.person as usize) => {
                tally.add(Some(Exclusion::MentorUnavailable), near.count_ones(..));
                return tally;
            }
            Side::Mentor => {}
        }
        tally.add(Some(Exclusion::Unwilling), near.difference_count(left));
        for rule in 0..scorer.hard.len() {
            self.hold(asker, rule, some, left);
            tally.add(Some(Exclusion::Rule(rule)), left.difference_count(some));
            left.intersect_with(some);
        }
        tally.add(Some(Exclusion::NoCommonTime), self.part(asker, left, some, more));
        if self.enough_interests == [true; 2] {
            tally.add(None, left.count_ones(..));
            return tally;
        }
        for other in left.ones() {
            let mentee = if asker.side == Side::Mentee { asker.person as usize } else { other };
            let broad = usize::from(self.broad.contains(mentee));
            let enough = self.enough_interests[broad] || self.enough_time[broad] && self.both_state(asker, other);
            tally.add(if enough { None } else { judge(other as u32) }, 1);
        }
        tally
    }

    /// The side that is asked about.
    fn others(&self, asker: Asker) -> &Crowd {
        match asker.side {
            Side::Mentor => &self.mentees,
            Side::Mentee => &self.mentors,
        }
    }

    fn both_state(&self, asker: Asker, other: usize) -> bool {
        spans(self.roster, asker.side, asker.person).is_some() && self.others(asker).stated.contains(other)
    }

    /// Makes `some` of those with whom a rule lets somebody be, at least as far as they are `left`.
    fn hold(&self, asker: Asker, rule: usize, some: &mut Set, left: &Set) {
        let holds = |other: u32| {
            let (mentor, mentee) = asker.pair(other);
            self.scorer.hard[rule].holds(self.roster, mentor, mentee)
        };
        some.clear();
        match self.others(asker).values(rule) {
            Some(values) => {
                values.iter().filter(|(first, _)| holds(*first)).for_each(|(_, people)| some.union_with(people));
            }
            None => left.ones().filter(|&other| holds(other as u32)).for_each(|other| some.insert(other)),
        }
    }

    /// Takes away whoever has too little time in common with somebody, and counts them.
    fn part(&self, asker: Asker, left: &mut Set, some: &mut Set, more: &mut Set) -> usize {
        let (roster, scorer, others) = (self.roster, self.scorer, self.others(asker));
        let Some(own) = spans(roster, asker.side, asker.person).filter(|_| scorer.min_overlap > 0) else { return 0 };
        let before = left.count_ones(..);
        // Whoever does not state their time may meet at any.
        more.clone_from(left);
        more.difference_with(&others.stated);
        some.clear();
        others.surely_meet(own, some);
        more.union_with(some);
        some.clear();
        others.may_meet(own, some);
        some.difference_with(more);
        some.intersect_with(left);
        let theirs = |other: usize| spans(roster, asker.side.other(), other as u32);
        let enough = |other: &usize| {
            theirs(*other).is_none_or(|spans| own.have_common(spans, scorer.min_window, scorer.min_overlap))
        };
        some.ones().filter(enough).for_each(|other| more.insert(other));
        left.intersect_with(more);
        before - left.count_ones(..)
    }
}

/// No more than the interests of any pair that shares a topic, in millionths.
fn least_interests(roster: &Roster, scorer: &Scorer) -> u32 {
    let one_want = kept(scorer.factors.min_similarity, Willingness::IfNeeded, (0, u32::MAX));
    let of_mentee = |importances: &mut dyn Iterator<Item = u32>| {
        let (least, whole) = importances.fold((u64::MAX, 0), |(least, whole), importance| {
            (least.min(importance.into()), whole + u64::from(importance))
        });
        (whole > 0).then(|| (least * u64::from(one_want) / whole) as u32)
    };
    let rows = roster.mentees.iter();
    rows.filter_map(|row| of_mentee(&mut row.wants.iter().map(|want| want.importance))).min().unwrap_or(FULL)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Cohort;
    use crate::cohort_support::cohorts;
    use crate::model::Rule;

    /// Some policies ask for more than others.
    fn policies() -> impl Strategy<Value = (u32, f64, Vec<Rule>)> {
        let rules = vec![
            Rule::NotInReportingLine,
            Rule::MustDiffer { attribute: "department".into() },
            Rule::MustShare { attribute: "languages".into() },
            Rule::Gap { attribute: "grade".into(), min: Some(0.0), max: None },
            Rule::NoRepeat { rounds: None },
        ];
        let min_score = prop_oneof![3 => Just(0.0), 1 => 0.0..0.9];
        (prop_oneof![Just(0), Just(30), Just(45), Just(90)], min_score, proptest::sample::subsequence(rules, 0..=5))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

        /// Sets count what the judge says of every pair that shares a topic, or would but for a no.
        #[test]
        fn counts_are_those_of_the_judge(mut data in cohorts(150, 40), (overlap, score, rules) in policies()) {
            data.policy.min_overlap_minutes = overlap;
            data.policy.min_score = score;
            data.policy.rules.retain(Rule::limits);
            data.policy.rules.extend(rules);
            let Ok(cohort) = Cohort::try_from(data) else { return Err(TestCaseError::reject("contradictory")) };
            let (roster, scorer) = (cohort.roster(), cohort.scorer());
            let index = Index::new(roster, scorer);
            let (census, mut marks) = (Census::new(&index, roster, scorer), Marks::default());
            let mentors = 0..roster.mentors.len() as MentorIx;
            let active = |mentee: &MenteeIx| roster.mentees[*mentee as usize].seats > 0;
            let tally = |pairs: &mut dyn Iterator<Item = (MentorIx, MenteeIx)>| {
                let mut tally = Tally::new(scorer);
                for (mentor, mentee) in pairs {
                    let judged = scorer.judge(roster, mentor, mentee);
                    if judged.exclusion != Some(Exclusion::NoSharedTopic) && shares(roster, scorer, mentor, mentee) {
                        tally.add(judged.exclusion, 1);
                    }
                }
                tally
            };
            for mentee in 0..roster.mentees.len() as MenteeIx {
                let pairs = &mut mentors.clone().filter(|_| active(&mentee)).map(|mentor| (mentor, mentee));
                prop_assert_eq!(census.of_mentee(mentee, &mut marks), tally(pairs));
            }
            for mentor in mentors.clone() {
                let mentees = (0..roster.mentees.len() as MenteeIx).filter(active);
                prop_assert_eq!(census.of_mentor(mentor, &mut marks), tally(&mut mentees.map(|mentee| (mentor, mentee))));
            }
        }
    }

    /// Whether anything a mentee wants is near anything a mentor offers, gladly or not.
    fn shares(roster: &Roster, scorer: &Scorer, mentor: MentorIx, mentee: MenteeIx) -> bool {
        let (mentor, mentee) = (&roster.mentors[mentor as usize], &roster.mentees[mentee as usize]);
        let eager = || mentor.offers.iter().any(|offer| offer.willingness == Willingness::Eager);
        let near = |want: TopicIx| mentor.offers.iter().any(|offer| scorer.similarity(want, offer.topic) > 0);
        match mentee.wants.is_empty() {
            true => scorer.open && eager(),
            false => mentee.wants.iter().any(|want| near(want.topic)),
        }
    }
}
