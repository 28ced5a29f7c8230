//! Random cohorts, and a second opinion on what a pair is worth: slow, simple, written from the documentation.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "tests, each using a part")]

use std::collections::{BTreeMap, BTreeSet};

use fireside::model::*;
use proptest::prelude::*;

const TOPICS: usize = 7;
const LANGUAGES: [&str; 3] = ["en", "fr", "de"];

fn topic() -> impl Strategy<Value = String> {
    (0..TOPICS).prop_map(|t| format!("t{t}"))
}

fn topics() -> impl Strategy<Value = Vec<Topic>> {
    // Broader topics have smaller numbers, so there is no cycle.
    let links =
        prop::collection::vec((prop::option::of(any::<prop::sample::Index>()), prop::option::of(0..TOPICS)), TOPICS);
    links.prop_map(|links| {
        let topic = |(t, (broader, related)): (usize, (Option<prop::sample::Index>, Option<usize>))| {
            let mut topic = Topic::new(format!("t{t}"));
            if let (Some(broader), true) = (broader, t > 0) {
                topic = topic.broader(format!("t{}", broader.index(t)));
            }
            match related {
                Some(other) if other != t => topic.related(format!("t{other}")),
                _ => topic,
            }
        };
        links.into_iter().enumerate().map(topic).collect()
    })
}

/// One to three windows in a week of UTC, on the hour, some of them preferred.
fn availability() -> impl Strategy<Value = Option<Availability>> {
    let preference =
        prop::option::weighted(0.3, prop::sample::select(&[TimePreference::Preferred, TimePreference::Possible]));
    let window = (0..7_usize, 0..22_u8, 1..4_u8, preference);
    prop::option::weighted(0.6, prop::collection::vec(window, 1..4)).prop_map(|windows| {
        windows.map(|windows| {
            let window = |(day, from, hours, preference): (usize, u8, u8, _)| WeeklyWindow {
                day: Day::ALL[day].1,
                start: Time::new(from, 0).unwrap(),
                end: Time::new((from + hours).min(24), 0).unwrap(),
                preference,
            };
            Availability { weekly: windows.into_iter().map(window).collect(), ..Availability::new("UTC") }
        })
    })
}

fn attributes() -> impl Strategy<Value = BTreeMap<String, Attribute>> {
    let languages = prop::option::of(prop::sample::subsequence(LANGUAGES.to_vec(), 1..=3));
    (prop::option::of(0..9_i32), prop::option::of(0..3_usize), languages).prop_map(|(grade, department, languages)| {
        let mut attributes = BTreeMap::new();
        attributes.extend(grade.map(|grade| ("grade".to_owned(), Attribute::from(grade))));
        attributes.extend(department.map(|d| ("department".to_owned(), Attribute::from(["HR", "IT", "Law"][d]))));
        let list = |languages: Vec<&str>| Attribute::List(languages.into_iter().map(str::to_owned).collect());
        attributes.extend(languages.map(|languages| ("languages".to_owned(), list(languages))));
        attributes
    })
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![9 => Just(Status::Active), 1 => Just(Status::Paused)]
}

fn willingness() -> impl Strategy<Value = Willingness> {
    prop::sample::select(Willingness::ALL.map(|(_, willingness)| willingness).to_vec())
}

/// People `m0…` and `p0…`; the first few of both sides are the same people, under the names `x0…`.
fn id(side: char, k: usize, both: usize) -> String {
    if k < both { format!("x{k}") } else { format!("{side}{k}") }
}

/// How many seats are open, from the documentation: generated cohorts have sessions of 30 minutes.
pub(crate) trait Seats {
    fn seats(&self) -> u32;
}

impl Seats for Mentor {
    fn seats(&self) -> u32 {
        let afforded = self.budget.map_or(self.capacity, |budget| budget.minutes / 30);
        *[self.capacity, self.open.unwrap_or(self.capacity), afforded].iter().min().unwrap()
    }
}

impl Seats for Mentee {
    fn seats(&self) -> u32 {
        self.open.map_or(self.mentors_wanted, |open| open.min(self.mentors_wanted))
    }
}

/// How many a circle lacks to be open: seats in use are taken by somebody.
pub(crate) fn lacking(mentor: &Mentor) -> u32 {
    let in_use = mentor.open.map_or(0, |open| mentor.capacity - open.min(mentor.capacity));
    if in_use >= mentor.min_mentees { 1 } else { mentor.min_mentees - in_use }
}

/// Gives a mentor so many seats, all of them open.
pub(crate) fn with_seats(mentor: &mut Mentor, seats: u32) {
    (mentor.capacity, mentor.open, mentor.budget) = (seats, None, None);
}

/// What cohorts that live on say of somebody: open seats, two shares in tenths, minutes of a budget.
type Life = (Option<u32>, [Option<u32>; 2], Option<u32>);

fn life() -> impl Strategy<Value = Life> {
    let tenths = || prop::option::weighted(0.4, 0..=10_u32);
    let minutes = prop::option::weighted(0.2, prop::sample::select(vec![20_u32, 60, 100]));
    (prop::option::weighted(0.25, 0..3_u32), [tenths(), tenths()], minutes)
}

fn share(tenths: Option<u32>) -> Option<f64> {
    tenths.map(|tenths| f64::from(tenths) / 10.0)
}

pub(crate) fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        Just(Rule::NotInReportingLine),
        Just(Rule::MustShare { attribute: "languages".into() }),
        Just(Rule::MustDiffer { attribute: "department".into() }),
        (0..9_u32).prop_map(|weight| Rule::PreferDiffer { attribute: "department".into(), weight: weight.into() }),
        (-3..1_i32, 2..6_i32).prop_map(|(min, max)| Rule::Gap {
            attribute: "grade".into(),
            min: Some(min.into()),
            max: Some(max.into())
        }),
        (-2..4_i32, 0..9_u32).prop_map(|(target, weight)| Rule::PreferGap {
            attribute: "grade".into(),
            target: target.into(),
            weight: weight.into()
        }),
        prop::option::of(1..3_u32).prop_map(|rounds| Rule::NoRepeat { rounds }),
        (0..9_u32).prop_map(|weight| Rule::KeepPairs { weight: weight.into() }),
        (0..9_u32).prop_map(|weight| Rule::PreferResponsive { weight: weight.into() }),
        (0..9_u32).prop_map(|weight| Rule::PreferReliable { weight: weight.into() }),
        (0..9_u32, 1..5_u32).prop_map(|(weight, full_at)| Rule::FavourPassedOver { weight: weight.into(), full_at }),
    ]
}

fn policy() -> impl Strategy<Value = Policy> {
    let weights = (1..100_u32, 0..30_u32, 0..30_u32, 0..30_u32);
    let taxonomy = (0..=10_u32, 0..=10_u32, 0..=10_u32, 1..=5_u32);
    let rules = prop::collection::vec(rule(), 0..4);
    let prior = (1..4_u32, 1..4_u32);
    (weights, rules, taxonomy, 0..4_u32, any::<bool>(), 0..4_u32, prior).prop_map(
        |(weights, rules, taxonomy, score, open, overlap, prior)| Policy {
            weights: Weights {
                interests: weights.0.into(),
                availability: weights.1.into(),
                preference: weights.2.into(),
                affinity: weights.3.into(),
            },
            rules,
            taxonomy: TaxonomyPolicy {
                narrower: f64::from(taxonomy.0) / 10.0,
                broader: f64::from(taxonomy.1) / 10.0,
                related: f64::from(taxonomy.2) / 10.0,
                min_similarity: f64::from(taxonomy.3) / 10.0,
            },
            min_score: f64::from(score) / 10.0,
            blank_wants: if open { BlankWants::Open } else { BlankWants::Ask },
            min_overlap_minutes: overlap * 30,
            horizon: Horizon { from: Date::new(2026, 12, 1), days: 7, as_of: None },
            live: LivePolicy {
                learning: Learning { prior_successes: prior.0, prior_failures: prior.1, ..Learning::default() },
                ..LivePolicy::default()
            },
            ..Policy::default()
        },
    )
}

/// Random cohorts of up to so many mentors and mentees, with everything in play but locks.
pub(crate) fn cohorts(mentors: usize, mentees: usize) -> impl Strategy<Value = CohortData> {
    let counts = (1..=mentors, 1..=mentees, 0..3_usize);
    counts.prop_flat_map(|(mentors, mentees, both)| {
        let offers = prop::collection::btree_map(topic(), (1..6_u32, willingness()), 0..4);
        let manager = || prop::option::of(any::<prop::sample::Index>());
        let mentor = (offers, 0..4_u32, status(), availability(), attributes(), manager(), life());
        let wants = prop::collection::btree_map(topic(), (1..6_u32, 1..6_u32), 0..4);
        let mentee = (wants, 0..3_u32, status(), availability(), attributes(), manager(), (life(), 0..5_u32));
        let pair = || (any::<prop::sample::Index>(), any::<prop::sample::Index>());
        let pairs = prop::collection::vec((pair(), 0..7_u8, 0..=10_u32), 0..16);
        let people = (prop::collection::vec(mentor, mentors), prop::collection::vec(mentee, mentees));
        (topics(), people, pairs, policy()).prop_map(move |(topics, (mentors, mentees), pairs, policy)| {
            let mut data = CohortData { topics, policy, ..CohortData::default() };
            let managers = mentors.len();
            for (k, (offers, capacity, status, availability, attributes, manager, (open, shares, minutes))) in
                mentors.into_iter().enumerate()
            {
                let offer = |(topic, (level, willingness))| Offer { topic, level, willingness };
                data.mentors.push(Mentor {
                    id: id('m', k, both),
                    offers: offers.into_iter().map(offer).collect(),
                    capacity,
                    status,
                    availability,
                    attributes,
                    manager: manager.map(|at| id('m', at.index(managers), both)).filter(|_| k >= both),
                    open,
                    responsiveness: share(shares[0]),
                    reliability: share(shares[1]),
                    budget: minutes.map(|minutes| Budget { minutes, days: 28 }),
                    ..Mentor::default()
                });
            }
            for (
                k,
                (wants, mentors_wanted, status, availability, attributes, manager, ((open, shares, _), passed_over)),
            ) in mentees.into_iter().enumerate()
            {
                let want = |(topic, (importance, level))| Want { topic, importance, level };
                data.mentees.push(Mentee {
                    id: id('p', k, both),
                    wants: wants.into_iter().map(want).collect(),
                    mentors_wanted,
                    status,
                    availability,
                    attributes,
                    manager: manager.map(|at| id('m', at.index(managers), both)).filter(|_| k >= both),
                    open,
                    reliability: share(shares[0]),
                    passed_over,
                    ..Mentee::default()
                });
            }
            for ((mentor, mentee), kind, value) in pairs {
                let (j, i) = (mentor.index(data.mentors.len()), mentee.index(data.mentees.len()));
                let (mentor, mentee) = (data.mentors[j].id.clone(), data.mentees[i].id.clone());
                match kind {
                    0 => data.mentors[j].prefers.push(mentee),
                    1 => data.mentees[i].prefers.push(mentor),
                    2 => data.mentees[i].blocks.push(mentor),
                    3 if data.apart.iter().all(|known| (&known.mentor, &known.mentee) != (&mentor, &mentee)) => {
                        let until = (value > 5).then(|| Instant::parse("2027-01-05T12:00:00Z").unwrap());
                        data.apart.push(Apart { mentor, mentee, until });
                    }
                    4 if !data.incumbents.contains(&Pair::new(&mentor, &mentee)) => {
                        data.incumbents.push(Pair { mentor, mentee });
                    }
                    5 => data.history.push(Meeting { mentor, mentee, round: Some(format!("round-{value}")) }),
                    _ if data.affinities.iter().all(|known| (&known.mentor, &known.mentee) != (&mentor, &mentee)) => {
                        data.affinities.push(Affinity { mentor, mentee, value: f64::from(value) / 10.0 });
                    }
                    _ => {}
                }
            }
            data
        })
    })
}

/// What a pair is worth, from the documentation alone; `None` if it may not be.
pub(crate) struct SecondOpinion<'a> {
    data: &'a CohortData,
    similarity: BTreeMap<(&'a str, &'a str), u64>,
}

const ONE: u64 = 1_000_000;

impl<'a> SecondOpinion<'a> {
    pub(crate) fn new(data: &'a CohortData) -> Self {
        let policy = &data.policy.taxonomy;
        let share = |factor: f64| (factor * 1e6).round() as u64;
        let mut similarity: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for topic in &data.topics {
            similarity.insert((&topic.id, &topic.id), ONE);
        }
        // Relax every link from every start until nothing changes.
        loop {
            let before = similarity.clone();
            for start in &data.topics {
                for topic in &data.topics {
                    let links = topic.broader.iter().map(|id| (id, policy.broader, policy.narrower));
                    let links = links.chain(topic.related.iter().map(|id| (id, policy.related, policy.related)));
                    for (other, forth, back) in links {
                        for (from, to, factor) in [(&topic.id, other, forth), (other, &topic.id, back)] {
                            let reached = similarity.get(&(start.id.as_str(), from.as_str())).copied().unwrap_or(0);
                            let kept = reached * share(factor) / ONE;
                            let known = similarity.entry((&start.id, to)).or_insert(0);
                            if kept >= share(policy.min_similarity) && kept > *known {
                                *known = kept;
                            }
                        }
                    }
                }
            }
            if similarity == before {
                return SecondOpinion { data, similarity };
            }
        }
    }

    pub(crate) fn points(&self, mentor: &Mentor, mentee: &Mentee) -> Option<i64> {
        let policy = &self.data.policy;
        let apart = mentor.id == mentee.id
            || mentor.status == Status::Paused
            || mentee.status == Status::Paused
            || mentor.blocks.contains(&mentee.id)
            || mentee.blocks.contains(&mentor.id)
            || self.data.apart.iter().any(|apart| apart.mentor == mentor.id && apart.mentee == mentee.id)
            || policy.rules.iter().any(|rule| self.forbids(rule, mentor, mentee));
        let (interests, broad) = self.interests(mentor, mentee)?;
        let overlap = self.overlap(mentor, mentee);
        if apart || overlap.is_some_and(|minutes| minutes < u64::from(policy.min_overlap_minutes)) {
            return None;
        }
        let enough = u64::from(policy.session_minutes.max(policy.min_overlap_minutes));
        let preference =
            u64::from(mentor.prefers.contains(&mentee.id)) + u64::from(mentee.prefers.contains(&mentor.id));
        let affinity = self.data.affinities.iter().find(|a| a.mentor == mentor.id && a.mentee == mentee.id);
        let mut parts = vec![
            (policy.weights.interests, interests),
            (
                policy.weights.availability,
                self.counted(mentor, mentee).map_or(0, |minutes| minutes.min(enough) * ONE / enough),
            ),
            (policy.weights.preference, preference * ONE / 2),
            (policy.weights.affinity, affinity.map_or(0, |a| (a.value * 1e6).round() as u64)),
        ];
        parts.extend(policy.rules.iter().filter_map(|rule| Some((rule.weight()?, self.soft(rule, mentor, mentee)))));
        let weights: Vec<u64> = parts.iter().map(|part| (part.0 * 1e6) as u64).collect();
        let shares = fireside::points::apportion(&weights);
        let scale = if broad { 1_000 } else { 1 };
        let sum: u64 = shares.iter().zip(&parts).map(|(&share, part)| u64::from(share) * part.1 / ONE / scale).sum();
        let floor = if policy.blank_wants == BlankWants::Open { 1_001 } else { 1 };
        let least = if broad { 1 } else { floor.max((policy.min_score * 1e6).round() as u64) };
        (sum >= least).then_some(sum as i64)
    }

    fn interests(&self, mentor: &Mentor, mentee: &Mentee) -> Option<(u64, bool)> {
        let share = |willingness| match willingness {
            Willingness::Eager => 100,
            Willingness::Willing => 85,
            Willingness::IfNeeded => 50,
            Willingness::No => 0,
        };
        let fit = |ahead: i64| match ahead {
            2.. => 100,
            1 => 95,
            0 => 80,
            -1 => 50,
            _ => 25,
        };
        if mentee.wants.is_empty() {
            let eager = mentor.offers.iter().filter(|offer| offer.willingness == Willingness::Eager);
            let level =
                eager.map(|offer| offer.level).max().filter(|_| self.data.policy.blank_wants == BlankWants::Open)?;
            return Some((fit(i64::from(level) - 3) * ONE / 100, true));
        }
        let mut met = false;
        let mut sum = 0;
        for want in &mentee.wants {
            if mentor.offers.iter().any(|offer| offer.topic == want.topic && offer.willingness == Willingness::No) {
                continue;
            }
            let value = |offer: &&Offer| {
                let similarity =
                    self.similarity.get(&(want.topic.as_str(), offer.topic.as_str())).copied().unwrap_or(0);
                similarity * share(offer.willingness) / 100 * fit(i64::from(offer.level) - i64::from(want.level)) / 100
            };
            let usable = mentor.offers.iter().filter(|offer| offer.willingness != Willingness::No);
            let usable: Vec<&Offer> = usable
                .filter(|offer| {
                    self.similarity.get(&(want.topic.as_str(), offer.topic.as_str())).is_some_and(|&s| s > 0)
                })
                .collect();
            met |= !usable.is_empty();
            sum += u64::from(want.importance) * usable.iter().map(value).max().unwrap_or(0);
        }
        met.then(|| (sum / mentee.wants.iter().map(|want| u64::from(want.importance)).sum::<u64>(), false))
    }

    /// Common minutes of the week from Tuesday, 2026-12-01; all windows are in UTC.
    pub(crate) fn overlap(&self, mentor: &Mentor, mentee: &Mentee) -> Option<u64> {
        Some(self.common(mentor, mentee)?.0)
    }

    /// As many of them as the score counts: half of those that somebody who prefers some does not prefer.
    fn counted(&self, mentor: &Mentor, mentee: &Mentee) -> Option<u64> {
        let (all, good) = self.common(mentor, mentee)?;
        Some(good + (all - good) / 2)
    }

    /// Common minutes, minute by minute, and those of them with which nobody who prefers some would rather have another.
    fn common(&self, mentor: &Mentor, mentee: &Mentee) -> Option<(u64, u64)> {
        let free = |availability: &Availability, minute: u64, preferred: bool| {
            let (day, minute) = ((minute / 1_440 + 1) % 7, minute % 1_440);
            let holds = |window: &WeeklyWindow| {
                (!preferred || window.preference == Some(TimePreference::Preferred))
                    && window.day as u64 == day
                    && (u64::from(window.start.minutes())..u64::from(window.end.minutes())).contains(&minute)
            };
            availability.weekly.iter().any(holds)
        };
        let (one, two) = (mentor.availability.as_ref()?, mentee.availability.as_ref()?);
        let policy = &self.data.policy;
        let least = u64::from(policy.session_minutes.min(policy.min_overlap_minutes)).max(1);
        let likes = |availability: &Availability, minute: u64| {
            let prefers = availability.weekly.iter().any(|it| it.preference == Some(TimePreference::Preferred));
            !prefers || free(availability, minute, true)
        };
        let (mut sum, mut run) = ((0, 0), (0, 0));
        for minute in 0..=7 * 1_440 {
            if minute < 7 * 1_440 && free(one, minute, false) && free(two, minute, false) {
                run.0 += 1;
                run.1 += u64::from(likes(one, minute) && likes(two, minute));
            } else {
                if run.0 >= least {
                    sum = (sum.0 + run.0, sum.1 + run.1);
                }
                run = (0, 0);
            }
        }
        Some(sum)
    }

    fn shares(&self, attribute: &str, mentor: &Mentor, mentee: &Mentee) -> Option<bool> {
        let texts = |attribute: &Attribute| match attribute {
            Attribute::Text(text) => vec![text.clone()],
            Attribute::List(texts) => texts.clone(),
            Attribute::Number(number) => vec![number.to_string()],
        };
        let (one, two) = (texts(mentor.attributes.get(attribute)?), texts(mentee.attributes.get(attribute)?));
        Some(one.iter().any(|text| two.contains(text)))
    }

    fn gap(&self, attribute: &str, mentor: &Mentor, mentee: &Mentee) -> Option<f64> {
        match (mentor.attributes.get(attribute)?, mentee.attributes.get(attribute)?) {
            (Attribute::Number(one), Attribute::Number(two)) => Some(one - two),
            _ => None,
        }
    }

    fn above(&self, low: &str, high: &str) -> bool {
        let manager = |id: &str| {
            let as_mentor =
                self.data.mentors.iter().find(|mentor| mentor.id == id).and_then(|mentor| mentor.manager.clone());
            as_mentor.or_else(|| {
                self.data.mentees.iter().find(|mentee| mentee.id == id).and_then(|mentee| mentee.manager.clone())
            })
        };
        let mut at = low.to_owned();
        for _ in 0..100 {
            match manager(&at) {
                // A person who reports to themselves reports to nobody.
                Some(up) if up != at => at = up,
                _ => return false,
            }
            if at == high {
                return true;
            }
        }
        false
    }

    pub(crate) fn forbids(&self, rule: &Rule, mentor: &Mentor, mentee: &Mentee) -> bool {
        match rule {
            Rule::NotInReportingLine => self.above(&mentor.id, &mentee.id) || self.above(&mentee.id, &mentor.id),
            Rule::MustShare { attribute } => self.shares(attribute, mentor, mentee) != Some(true),
            Rule::MustDiffer { attribute } => self.shares(attribute, mentor, mentee) != Some(false),
            Rule::Gap { attribute, min, max } => {
                let within = |gap: f64| min.is_none_or(|min| gap >= min) && max.is_none_or(|max| gap <= max);
                !self.gap(attribute, mentor, mentee).is_some_and(within)
            }
            Rule::NoRepeat { rounds } => {
                let number = |meeting: &Meeting| {
                    meeting.round.as_ref().unwrap().split_once('-').unwrap().1.parse::<u32>().unwrap()
                };
                let mut all: Vec<u32> = self.data.history.iter().map(number).collect();
                all.sort_by(|a, b| b.cmp(a));
                all.dedup();
                all.truncate(rounds.map_or(usize::MAX, |rounds| rounds as usize));
                let met = self
                    .data
                    .history
                    .iter()
                    .filter(|meeting| meeting.mentor == mentor.id && meeting.mentee == mentee.id);
                met.map(number).any(|round| all.contains(&round))
            }
            Rule::PreferDiffer { .. }
            | Rule::PreferGap { .. }
            | Rule::KeepPairs { .. }
            | Rule::PreferResponsive { .. }
            | Rule::PreferReliable { .. }
            | Rule::FavourPassedOver { .. }
            | Rule::Quota { .. }
            | Rule::Reserve { .. } => false,
        }
    }

    /// A share that is stated, or the prior.
    fn likely(&self, stated: Option<f64>) -> u64 {
        let Learning { prior_successes, prior_failures, .. } = self.data.policy.live.learning;
        let prior = u64::from(prior_successes) * ONE / u64::from(prior_successes + prior_failures);
        stated.map_or(prior, |share| (share * 1e6).round() as u64)
    }

    fn soft(&self, rule: &Rule, mentor: &Mentor, mentee: &Mentee) -> u64 {
        match rule {
            Rule::PreferDiffer { attribute, .. } => {
                u64::from(self.shares(attribute, mentor, mentee) == Some(false)) * ONE
            }
            Rule::PreferGap { attribute, target, .. } => {
                let Some(gap) = self.gap(attribute, mentor, mentee) else { return 0 };
                let reach = target.abs().max(1.0);
                // Whole numbers here, so this is the exact quotient.
                (((reach - (gap - target).abs()).max(0.0) * 1e6).round() as u64) / reach as u64
            }
            Rule::KeepPairs { .. } => {
                let known = |pair: &&Pair| pair.mentor == mentor.id && pair.mentee == mentee.id;
                self.data.incumbents.iter().filter(known).count() as u64 * ONE
            }
            Rule::PreferResponsive { .. } => self.likely(mentor.responsiveness),
            Rule::PreferReliable { .. } => (self.likely(mentor.reliability) + self.likely(mentee.reliability)) / 2,
            Rule::FavourPassedOver { full_at, .. } => {
                if mentee.passed_over >= *full_at {
                    ONE
                } else {
                    u64::from(mentee.passed_over) * ONE / u64::from(*full_at)
                }
            }
            _ => 0,
        }
    }
}

/// Some pairs that may be, locked as far as both have seats.
pub(crate) fn with_locks(mut data: CohortData, picks: &[prop::sample::Index]) -> CohortData {
    let opinion = SecondOpinion::new(&data);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (j, mentor) in data.mentors.iter().enumerate() {
        for (i, mentee) in data.mentees.iter().enumerate() {
            if opinion.points(mentor, mentee).is_some() {
                pairs.push((j, i));
            }
        }
    }
    let mut locked = BTreeSet::new();
    for pick in picks.iter().filter(|_| !pairs.is_empty()) {
        let (j, i) = pairs[pick.index(pairs.len())];
        let of_mentor = locked.iter().filter(|pair: &&(usize, usize)| pair.0 == j).count();
        let of_mentee = locked.iter().filter(|pair| pair.1 == i).count();
        if of_mentor < data.mentors[j].seats() as usize && of_mentee < data.mentees[i].seats() as usize {
            locked.insert((j, i));
        }
    }
    for (j, i) in locked {
        let pair = Pair::new(&data.mentors[j].id, &data.mentees[i].id);
        data.locked.push(pair);
    }
    data
}

/// The most points of pairs of mentor and mentee within all seats, with every locked one, and as `kept` allows; if `people` count,
/// the most mentees with a mentor first. By trying every set of pairs.
pub(crate) fn the_most(data: &CohortData, people: bool, kept: impl Fn(&[(usize, usize)]) -> bool) -> (usize, i64) {
    let opinion = SecondOpinion::new(data);
    let mut pairs: Vec<(usize, usize, i64)> = Vec::new();
    for (j, mentor) in data.mentors.iter().enumerate().filter(|(_, mentor)| mentor.seats() > 0) {
        for (i, mentee) in data.mentees.iter().enumerate() {
            pairs.extend(opinion.points(mentor, mentee).map(|points| (j, i, points)));
        }
    }
    let is_locked =
        |lock: &Pair, &(j, i): &(usize, usize)| lock.mentor == data.mentors[j].id && lock.mentee == data.mentees[i].id;
    let mut best = None;
    for choice in 0_u32..1 << pairs.len() {
        let chosen = (0..).zip(&pairs).filter(|(at, _)| choice >> at & 1 == 1).map(|(_, pair)| *pair);
        let (taken, points): (Vec<_>, Vec<i64>) = chosen.map(|(j, i, points)| ((j, i), points)).unzip();
        let covered: BTreeSet<usize> = taken.iter().map(|pair| pair.1).collect();
        let worth = Some((if people { covered.len() } else { 0 }, points.iter().sum()));
        let seats =
            |(j, mentor): (usize, &Mentor)| taken.iter().filter(|pair| pair.0 == j).count() <= mentor.seats() as usize;
        let wanted =
            |(i, mentee): (usize, &Mentee)| taken.iter().filter(|pair| pair.1 == i).count() <= mentee.seats() as usize;
        if worth > best
            && data.locked.iter().all(|lock| taken.iter().any(|pair| is_locked(lock, pair)))
            && data.mentors.iter().enumerate().all(seats)
            && data.mentees.iter().enumerate().all(wanted)
            && kept(&taken)
        {
            best = worth;
        }
    }
    best.unwrap_or_default()
}
