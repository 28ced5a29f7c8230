//! Remedies in words.

use super::now::{Met, Now};
use crate::explain::names;
use crate::model::Changes;
use crate::taxonomy::TopicIx;
use crate::words::{Arg, Phrase};

/// What is changed and what comes of it, in one sentence.
pub(super) fn sentence(now: &Now<'_>, changes: &Changes, met: &Met) -> String {
    let (cohort, policy) = (&now.view.cohort, &now.view.cohort.data().policy);
    let (words, scorer) = (cohort.words(), cohort.scorer());
    let name = names::mentee(cohort, now.person);
    let arguments = [name.into(), names::mentor(cohort, met.mentor).into(), met.left.into()];
    let then = words.say(Phrase::RemedyThen, &arguments);
    let then = Arg::from(&then);
    if let Some(want) = changes.more_wants.values().flatten().next() {
        let taxonomy = &cohort.roster().taxonomy;
        let topic = (0..taxonomy.len() as TopicIx).find(|topic| taxonomy.id(*topic) == want.topic);
        let label = topic.map_or(want.topic.as_str(), |topic| taxonomy.label(topic));
        return words.say(Phrase::RemedyWant, &[name.into(), label.into(), then]);
    }
    if let Some(window) = changes.more_windows.values().flatten().next() {
        let day = words.weekday(Phrase::FormWeekdayEvery, window.day as usize);
        let (start, end) = (window.start.to_string(), window.end.to_string());
        let arguments = [name.into(), (&day).into(), (&start).into(), (&end).into(), then];
        return words.say(Phrase::RemedyWindow, &arguments);
    }
    if let Some(rule) = changes.drop_rules.first().and_then(|at| policy.rules.get(*at as usize)) {
        return words.say(Phrase::RemedyRule, &[(&names::rule(cohort, rule)).into(), then]);
    }
    if let Some(least) = changes.policy.min_score {
        let least = Arg::Points(crate::points::fixed(least));
        return words.say(Phrase::RemedyMinScore, &[Arg::Points(scorer.min_points.into()), least, then]);
    }
    if let Some(least) = changes.policy.min_overlap_minutes {
        let (asked, least) = (Arg::Duration(scorer.min_overlap), Arg::Duration(least));
        return words.say(Phrase::RemedyMinOverlap, &[asked, least, then]);
    }
    if let Some(mentor) = changes.more_seats.keys().next().and_then(|id| cohort.find_mentor(id)) {
        return words.say(Phrase::RemedySeat, &[names::mentor(cohort, mentor).into(), then]);
    }
    let phrase = if changes.resume.is_empty() { Phrase::RemedyWanted } else { Phrase::RemedyStatus };
    words.say(phrase, &[name.into(), then])
}
