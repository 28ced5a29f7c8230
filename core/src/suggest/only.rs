//! Of which mentors suggestions are: those with an open seat, with an attribute, with time.

use std::collections::BTreeMap;

use super::ask::Ask;
use crate::calendar::Spans;
use crate::cohort::Cohort;
use crate::model::Attribute;
use crate::points::fixed;
use crate::roster::MentorIx;

/// The conditions of one question.
pub(super) struct Only<'a> {
    cohort: &'a Cohort,
    attributes: &'a BTreeMap<String, Attribute>,
    /// How many minutes, and in which minutes of the horizon, if time matters.
    time: Option<(u32, (u32, u32))>,
    /// When the mentee is free, if they say so.
    free: Option<&'a Spans>,
    /// By mentor: how many seats are taken, if that matters.
    taken: Option<Vec<u32>>,
}

impl<'a> Only<'a> {
    /// Of a question whose mentee is the first of `cohort`, or any if they state no time.
    pub(super) fn new(cohort: &'a Cohort, ask: &'a Ask, free: Option<&'a Spans>) -> Self {
        let roster = cohort.roster();
        let asked = ask.between.is_some() || ask.minutes.is_some();
        let time = asked.then(|| {
            let end = roster.plan.as_ref().map_or(0, |plan| plan.minutes());
            let minute = |instant| {
                let minute = roster.plan.as_ref().map_or(0, |plan| plan.minute_of(instant));
                minute.clamp(0, end.into()) as u32
            };
            let stretch = ask.between.map_or((0, end), |between| (minute(between.from), minute(between.to)));
            (ask.minutes.unwrap_or(cohort.data().policy.session_minutes), stretch)
        });
        let taken = ask.only_free.then(|| {
            let mentors = cohort.data().mentors.iter();
            mentors.map(|mentor| ask.taken.get(&mentor.id).copied().unwrap_or(0)).collect()
        });
        Only { cohort, attributes: &ask.r#where, time, free, taken }
    }

    /// Whether a mentor is among them.
    pub(super) fn holds(&self, mentor: MentorIx) -> bool {
        let Some(row) = self.cohort.roster().mentors.get(mentor as usize) else { return false };
        let taken = self.taken.as_ref().and_then(|taken| taken.get(mentor as usize));
        let attributes = || &self.cohort.mentor(mentor).attributes;
        taken.is_none_or(|&taken| taken < row.seats)
            && self.attributes.iter().all(|(name, asked)| attributes().get(name).is_some_and(|own| share(own, asked)))
            && self.time.is_none_or(|time| self.has_time(row.spans.as_ref(), time))
    }

    fn has_time(&self, spans: Option<&Spans>, (minutes, (from, to)): (u32, (u32, u32))) -> bool {
        let long = |(start, end): (u32, u32)| end.min(to).saturating_sub(start.max(from)) >= minutes;
        match (spans, self.free) {
            (None, _) => false,
            (Some(spans), None) => spans.iter().any(long),
            (Some(spans), Some(free)) => spans.common(free, minutes).into_iter().any(long),
        }
    }
}

/// Whether two values have anything in common, as rules compare them.
fn share(one: &Attribute, other: &Attribute) -> bool {
    match (one, other) {
        (Attribute::Number(one), Attribute::Number(other)) => fixed(*one) == fixed(*other),
        (Attribute::Number(_), _) | (_, Attribute::Number(_)) => false,
        (one, other) => texts(one).iter().any(|text| texts(other).contains(text)),
    }
}

fn texts(attribute: &Attribute) -> &[String] {
    match attribute {
        Attribute::Text(text) => std::slice::from_ref(text),
        Attribute::List(texts) => texts,
        Attribute::Number(_) => &[],
    }
}
