//! Why this pair: the score taken apart, what each part rests on, and one sentence for people.

use super::clock::{date, time};
use super::names;
use crate::cohort::Cohort;
use crate::matching::{Component, Evidence, Pairing, SharedTopic, Window};
use crate::model::{Attribute, Rule, Willingness};
use crate::points::{millionths, unit};
use crate::roster::{MenteeIx, MentorIx};
use crate::score::interests::{Met, interests};
use crate::score::rule::SoftRule;
use crate::score::{COMPONENTS, Scorer};
use crate::taxonomy::{Relation, TopicPath};
use crate::words::{Arg, Phrase};

/// How many common windows are listed.
const WINDOWS: usize = 10;

/// The pair with its score taken apart, whether or not it may be.
#[must_use]
pub fn pairing(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx) -> Pairing {
    let (roster, scorer) = (cohort.roster(), cohort.scorer());
    let mut met: Vec<Met> = Vec::new();
    let found = interests(scorer, roster, mentor, mentee, |one| met.push(one));
    // Most important first; of equals, in the order of topics.
    met.sort_by_key(|one| std::cmp::Reverse(one.want.importance));
    let met: Vec<(Met, TopicPath)> = met.into_iter().map(|one| (one, path(cohort, &one))).collect();
    let overlap = scorer.overlap(roster, mentor, mentee);

    let values = scorer.values(roster, mentor, mentee, &found, overlap);
    let parts = values.zip(&scorer.shares).zip(&scorer.weights).enumerate();
    let breakdown: Vec<Component> = parts
        .map(|(k, ((value, &share), &weight))| {
            let soft = k.checked_sub(COMPONENTS.len()).and_then(|k| scorer.soft.get(k));
            Component {
                component: match (COMPONENTS.get(k), soft) {
                    (Some(name), _) => (*name).to_owned(),
                    (None, Some(soft)) => names::rule(cohort, &soft.rule),
                    (None, None) => String::new(),
                },
                weight,
                value: unit(value),
                points: Scorer::component_points(share, value, found.broad),
                evidence: match (k, soft) {
                    (0, _) => met.iter().map(|(one, path)| topic_evidence(cohort, mentor, one, path)).collect(),
                    (1, _) => time_evidence(cohort, mentor, mentee, overlap),
                    (2, _) => preference_evidence(cohort, mentor, mentee),
                    (3, _) => affinity_evidence(cohort, mentor, mentee),
                    (_, Some(soft)) => rule_evidence(cohort, soft, mentor, mentee),
                    (_, None) => Vec::new(),
                },
            }
        })
        .collect();
    let points = breakdown.iter().map(|component| component.points).sum();
    let windows = common_windows(cohort, mentor, mentee);
    Pairing {
        mentor: cohort.mentor(mentor).id.clone(),
        mentee: cohort.mentee(mentee).id.clone(),
        score: unit(points),
        points,
        locked: roster.locked.contains(mentor, mentee),
        broad: found.broad,
        shared_topics: met.iter().map(|(one, path)| shared_topic(cohort, one, path)).collect(),
        overlap_minutes: overlap,
        summary: summary(cohort, mentor, mentee, &met, overlap, windows.first()),
        common_windows: windows.iter().map(|(_, window)| window.clone()).collect(),
        session: None,
        price: None,
        breakdown,
    }
}

fn path(cohort: &Cohort, met: &Met) -> TopicPath {
    let (wanted, offered) = (met.want.topic, met.offer.topic);
    let direct = || TopicPath { topics: vec![wanted, offered], similarity: met.similarity, relation: Relation::Mixed };
    cohort.roster().taxonomy.path(wanted, offered, &cohort.scorer().factors).unwrap_or_else(direct)
}

fn willingness(met: &Met) -> &'static str {
    Willingness::ALL.iter().find(|(_, value)| *value == met.offer.willingness).map_or("", |(name, _)| name)
}

fn shared_topic(cohort: &Cohort, met: &Met, path: &TopicPath) -> SharedTopic {
    let taxonomy = &cohort.roster().taxonomy;
    SharedTopic {
        wanted: taxonomy.id(met.want.topic).to_owned(),
        offered: taxonomy.id(met.offer.topic).to_owned(),
        relation: path.relation.as_str().to_owned(),
        path: path.topics.iter().map(|&topic| taxonomy.id(topic).to_owned()).collect(),
        similarity: unit(met.similarity),
        willingness: willingness(met).to_owned(),
        mentor_level: met.offer.level,
        mentee_level: met.want.level,
        importance: met.want.importance,
        value: unit(met.value),
    }
}

fn evidence(code: &str, text: String) -> Evidence {
    Evidence { code: code.to_owned(), text }
}

/// "wants Data Science; Bo offers Time Series, narrower, 0.80".
fn topic_evidence(cohort: &Cohort, mentor: MentorIx, met: &Met, path: &TopicPath) -> Evidence {
    let taxonomy = &cohort.roster().taxonomy;
    let (wanted, offered) = (taxonomy.label(met.want.topic), taxonomy.label(met.offer.topic));
    let mentor = Arg::Text(names::mentor(cohort, mentor));
    let words = cohort.words();
    if met.want.importance == 0 {
        return evidence("broad", words.say(Phrase::EvidenceBroad, &[mentor, offered.into()]));
    }
    let (code, relation) = match path.relation {
        Relation::Same => {
            return evidence("same_topic", words.say(Phrase::EvidenceSameTopic, &[wanted.into(), mentor]));
        }
        Relation::Narrower => ("narrower_topic", "narrower"),
        Relation::Broader => ("broader_topic", "broader"),
        Relation::Related => ("related_topic", "related"),
        Relation::Mixed => ("near_topic", "near"),
    };
    let (relation, similarity) = (Arg::Choice(relation), Arg::Share(met.similarity));
    let arguments = [wanted.into(), mentor, offered.into(), relation, similarity];
    evidence(code, words.say(Phrase::EvidenceNearTopic, &arguments))
}

fn time_evidence(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx, overlap: Option<u32>) -> Vec<Evidence> {
    let words = cohort.words();
    if let Some(minutes) = overlap {
        return vec![evidence("common_time", words.say(Phrase::EvidenceCommonTime, &[Arg::Duration(minutes)]))];
    }
    let silent = |name: &str| {
        evidence("availability_not_stated", words.say(Phrase::EvidenceAvailabilityNotStated, &[name.into()]))
    };
    let mentor = cohort.mentor(mentor).availability.is_none().then(|| silent(names::mentor(cohort, mentor)));
    let mentee = cohort.mentee(mentee).availability.is_none().then(|| silent(names::mentee(cohort, mentee)));
    mentor.into_iter().chain(mentee).collect()
}

fn preference_evidence(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx) -> Vec<Evidence> {
    let preferred = cohort.roster().preferred.get(mentor, mentee).unwrap_or_default();
    let both = [names::mentor(cohort, mentor).into(), names::mentee(cohort, mentee).into()];
    let told = |code, phrase| evidence(code, cohort.words().say(phrase, &both));
    let by_mentee = preferred.by_mentee.then(|| told("preferred_by_mentee", Phrase::EvidencePreferredByMentee));
    let by_mentor = preferred.by_mentor.then(|| told("preferred_by_mentor", Phrase::EvidencePreferredByMentor));
    by_mentee.into_iter().chain(by_mentor).collect()
}

fn affinity_evidence(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx) -> Vec<Evidence> {
    let affinity = cohort.roster().affinity.get(mentor, mentee);
    let told = |value| cohort.words().say(Phrase::EvidenceHostAffinity, &[Arg::Share(value)]);
    affinity.map(|value| evidence("host_affinity", told(value))).into_iter().collect()
}

fn rule_evidence(cohort: &Cohort, soft: &SoftRule, mentor: MentorIx, mentee: MenteeIx) -> Vec<Evidence> {
    if names::is_hidden(cohort, &soft.rule) {
        return Vec::new();
    }
    let Some(attribute) = soft.rule.attribute() else { return live_evidence(cohort, soft, mentor, mentee) };
    let (Some(one), Some(other)) =
        (cohort.mentor(mentor).attributes.get(attribute), cohort.mentee(mentee).attributes.get(attribute))
    else {
        let text = cohort.words().say(Phrase::EvidenceAttributeNotStated, &[attribute.into()]);
        return vec![evidence("attribute_not_stated", text)];
    };
    let (one, other) = (show(cohort, one), show(cohort, other));
    let code = match soft.rule {
        Rule::PreferGap { .. } => "attribute_gap",
        _ if soft.value(cohort.roster(), mentor, mentee) > 0 => "attribute_differs",
        _ => "attribute_shared",
    };
    let arguments = [attribute.into(), (&one).into(), (&other).into()];
    vec![evidence(code, cohort.words().say(Phrase::EvidenceAttribute, &arguments))]
}

/// What a rule rests on that compares no attribute.
fn live_evidence(cohort: &Cohort, soft: &SoftRule, mentor: MentorIx, mentee: MenteeIx) -> Vec<Evidence> {
    let (one, other) = (names::mentor(cohort, mentor), names::mentee(cohort, mentee));
    let (mentor_of, mentee_of) = (cohort.mentor(mentor), cohort.mentee(mentee));
    let prior = cohort.data().policy.live.learning.prior();
    let words = cohort.words();
    let likely = |code, name: &str, stated: Option<f64>, [known, assumed]: [Phrase; 2]| match stated {
        Some(stated) => evidence(code, words.say(known, &[name.into(), Arg::Share(millionths(stated))])),
        None => evidence(code, words.say(assumed, &[name.into(), Arg::Share(prior)])),
    };
    let answers = [Phrase::EvidenceResponsiveness, Phrase::EvidenceResponsivenessAssumed];
    let appears = [Phrase::EvidenceReliability, Phrase::EvidenceReliabilityAssumed];
    match &soft.rule {
        Rule::KeepPairs { .. } if cohort.roster().incumbent.contains(mentor, mentee) => {
            vec![evidence("incumbent", words.say(Phrase::EvidenceIncumbent, &[]))]
        }
        Rule::PreferResponsive { .. } => vec![likely("responsiveness", one, mentor_of.responsiveness, answers)],
        Rule::PreferReliable { .. } => vec![
            likely("reliability", one, mentor_of.reliability, appears),
            likely("reliability", other, mentee_of.reliability, appears),
        ],
        Rule::FavourPassedOver { .. } => match mentee_of.passed_over {
            0 => Vec::new(),
            rounds => {
                let text = words.say(Phrase::EvidencePassedOver, &[other.into(), rounds.into()]);
                vec![evidence("passed_over", text)]
            }
        },
        _ => Vec::new(),
    }
}

fn show(cohort: &Cohort, attribute: &Attribute) -> String {
    match attribute {
        Attribute::Text(text) => text.clone(),
        Attribute::Number(number) => cohort.words().decimal(&number.to_string()),
        Attribute::List(texts) => texts.join(", "),
    }
}

/// The first common windows, each with its start in minutes of the horizon.
fn common_windows(cohort: &Cohort, mentor: MentorIx, mentee: MenteeIx) -> Vec<(u32, Window)> {
    let roster = cohort.roster();
    let spans = || {
        Some((
            roster.mentors.get(mentor as usize)?.spans.as_ref()?,
            roster.mentees.get(mentee as usize)?.spans.as_ref()?,
        ))
    };
    let (Some((one, other)), Some(plan)) = (spans(), roster.plan.as_ref()) else { return Vec::new() };
    let common = one.common(other, cohort.scorer().min_window);
    let window = |(start, end)| (start, Window { start: plan.utc(start), end: plan.utc(end) });
    common.into_iter().take(WINDOWS).map(window).collect()
}

/// "Ada is eager to talk about Rust, which Bo asks for; they have 6 h 30 min in common, first Tue 1 Dec 09:00 (Europe/London)."
fn summary(
    cohort: &Cohort,
    mentor: MentorIx,
    mentee: MenteeIx,
    met: &[(Met, TopicPath)],
    overlap: Option<u32>,
    first: Option<&(u32, Window)>,
) -> String {
    let taxonomy = &cohort.roster().taxonomy;
    let (one, other) = (names::mentor(cohort, mentor), names::mentee(cohort, mentee));
    let words = cohort.words();
    let Some((best, _)) = met.first() else {
        return words.say(Phrase::SummaryNothing, &[one.into(), other.into()]);
    };
    let (wanted, offered) = (taxonomy.label(best.want.topic), taxonomy.label(best.offer.topic));
    let willingness = match best.offer.willingness {
        Willingness::Eager => "eager",
        Willingness::Willing => "willing",
        Willingness::IfNeeded | Willingness::No => "if_needed",
    };
    let relation = match () {
        () if best.want.importance == 0 => "broad",
        () if best.want.topic == best.offer.topic => "same",
        () => "near",
    };
    let zone = cohort.mentee(mentee).availability.as_ref().map_or("UTC", |stated| stated.time_zone.as_str());
    let first = overlap.and(first).and_then(|(start, _)| {
        let (day, minute) = cohort.roster().plan.as_ref()?.clock_in(*start, zone)?;
        let (date, time) = (date(words, day), time(minute).to_string());
        Some(words.say(Phrase::SummaryFirst, &[(&date).into(), (&time).into()]))
    });
    let time = match (overlap, &first) {
        (None, _) => "none",
        (Some(_), None) => "common",
        (Some(_), Some(_)) => "first",
    };
    let arguments = [
        one.into(),
        other.into(),
        Arg::Choice(willingness),
        offered.into(),
        Arg::Choice(relation),
        wanted.into(),
        (met.len() - 1).into(),
        Arg::Choice(time),
        Arg::Duration(overlap.unwrap_or_default()),
        first.as_deref().unwrap_or_default().into(),
        zone.into(),
    ];
    words.say(Phrase::Summary, &arguments)
}
