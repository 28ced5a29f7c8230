//! What can be said of one value on its own: texts, numbers and ranges.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::ops::RangeInclusive;

use crate::error::ErrorCode;
use crate::model::{Attribute, LivePolicy, Policy, Rule};
use crate::read::{Reader, excerpt, text};

/// The largest number of an attribute or a rule: far from any overflow in millionths.
const LARGEST: f64 = 1e9;

/// A whole number within its range.
pub(super) fn within<T: PartialOrd + Display>(reader: &mut Reader, value: T, range: RangeInclusive<T>) {
    if !range.contains(&value) {
        let message = format!("`{value}` is not between {} and {}", range.start(), range.end());
        reader.problem(ErrorCode::OutOfRange, message);
    }
}

/// A finite number within its range. Rust callers can hand over NaN without any reading.
pub(super) fn number(reader: &mut Reader, value: f64, range: RangeInclusive<f64>) {
    if value.is_finite() {
        within(reader, value, range);
    } else {
        reader.problem(ErrorCode::NotFinite, format!("`{value}` is not a finite number"));
    }
}

/// The attributes of a person; those in `numeric` are compared as numbers by a rule.
pub(super) fn attributes(
    reader: &mut Reader,
    attributes: &BTreeMap<String, Attribute>,
    numeric: &[&str],
    lenient: bool,
) {
    for (name, value) in attributes {
        reader.key(name, |reader| {
            text(reader, name, false);
            match value {
                Attribute::Text(value) => {
                    text(reader, value, false);
                }
                Attribute::Number(value) => number(reader, *value, -LARGEST..=LARGEST),
                Attribute::List(values) => {
                    for (k, value) in values.iter().enumerate() {
                        reader.index(k, |reader| text(reader, value, lenient));
                    }
                }
            }
            if numeric.contains(&name.as_str()) && !matches!(value, Attribute::Number(_)) {
                let message =
                    format!("expected a number, because a rule of the policy compares `{}` as one", excerpt(name));
                reader.problem(ErrorCode::WrongType, message);
            }
        });
    }
}

/// The policy, apart from the horizon's presence, which depends on the people.
pub(super) fn policy(reader: &mut Reader, policy: &Policy) {
    const SHARE: RangeInclusive<f64> = 0.0..=1.0;
    const WEIGHT: RangeInclusive<f64> = 0.0..=1e6;
    let soft: f64 = policy.rules.iter().filter_map(Rule::weight).sum();
    let views = [("weights", Some(&policy.weights)), ("mentor_weights", policy.mentor_weights.as_ref())];
    for (name, weights) in views.into_iter().filter_map(|(name, weights)| Some((name, weights?))) {
        reader.field(name, |reader| {
            reader.field("interests", |reader| number(reader, weights.interests, WEIGHT));
            reader.field("availability", |reader| number(reader, weights.availability, WEIGHT));
            reader.field("preference", |reader| number(reader, weights.preference, WEIGHT));
            reader.field("affinity", |reader| number(reader, weights.affinity, WEIGHT));
            let sum = weights.interests + weights.availability + weights.preference + weights.affinity;
            // Below a millionth, a weight is none.
            if sum + soft < 1e-6 {
                reader.problem(ErrorCode::OutOfRange, "the weights must not all be 0");
            }
        });
    }
    reader.field("rules", |reader| {
        if policy.rules.len() > 100 {
            reader.problem(ErrorCode::TooLarge, format!("{} rules are more than 100", policy.rules.len()));
        }
        for (k, rule) in policy.rules.iter().enumerate() {
            reader.index(k, |reader| check_rule(reader, rule));
        }
    });
    reader.field("session_minutes", |reader| within(reader, policy.session_minutes, 5..=1_440));
    reader.field("slot_minutes", |reader| within(reader, policy.slot_minutes, 5..=60));
    reader.field("min_overlap_minutes", |reader| within(reader, policy.min_overlap_minutes, 0..=10_080));
    reader.field("horizon", |reader| reader.field("days", |reader| within(reader, policy.horizon.days, 1..=366)));
    reader.field("min_score", |reader| number(reader, policy.min_score, SHARE));
    reader.field("hidden_attributes", |reader| {
        for (k, name) in policy.hidden_attributes.iter().enumerate() {
            reader.index(k, |reader| text(reader, name, false));
        }
    });
    reader.field("taxonomy", |reader| {
        let taxonomy = &policy.taxonomy;
        reader.field("narrower", |reader| number(reader, taxonomy.narrower, SHARE));
        reader.field("broader", |reader| number(reader, taxonomy.broader, SHARE));
        reader.field("related", |reader| number(reader, taxonomy.related, SHARE));
        reader.field("min_similarity", |reader| number(reader, taxonomy.min_similarity, 0.01..=1.0));
    });
    reader.field("live", |reader| live(reader, &policy.live));
    reader.field("phrases", |reader| crate::words::check(reader, &policy.phrases));
}

fn live(reader: &mut Reader, live: &LivePolicy) {
    let LivePolicy { answer_days, decline_days, lapse_days, no_repeat_days, cool_down_days, no_show_days, learning } =
        *live;
    let days = [
        ("answer_days", answer_days),
        ("decline_days", decline_days),
        ("lapse_days", lapse_days),
        ("no_repeat_days", no_repeat_days),
        ("cool_down_days", cool_down_days),
        ("no_show_days", no_show_days),
    ];
    for (field, days) in days {
        reader.field(field, |reader| within(reader, days, 0..=3_660));
    }
    reader.field("learning", |reader| {
        reader.field("half_life_days", |reader| within(reader, learning.half_life_days, 1..=36_500));
        reader.field("prior_successes", |reader| within(reader, learning.prior_successes, 1..=1_000));
        reader.field("prior_failures", |reader| within(reader, learning.prior_failures, 1..=1_000));
    });
}

fn check_rule(reader: &mut Reader, rule: &Rule) {
    if let Some(attribute) = rule.attribute() {
        reader.field("attribute", |reader| text(reader, attribute, false));
    }
    if let Some(weight) = rule.weight() {
        reader.field("weight", |reader| number(reader, weight, 0.0..=1e6));
    }
    match rule {
        Rule::Gap { min, max, .. } => {
            if let Some(min) = min {
                reader.field("min", |reader| number(reader, *min, -LARGEST..=LARGEST));
            }
            if let Some(max) = max {
                reader.field("max", |reader| number(reader, *max, -LARGEST..=LARGEST));
            }
            if let (Some(min), Some(max)) = (min, max)
                && min > max
            {
                reader.problem(ErrorCode::Contradiction, format!("`min` {min} is greater than `max` {max}"));
            }
        }
        Rule::PreferGap { target, .. } => {
            reader.field("target", |reader| number(reader, *target, -LARGEST..=LARGEST));
        }
        Rule::FavourPassedOver { full_at, .. } => {
            reader.field("full_at", |reader| within(reader, *full_at, 1..=10_000));
        }
        Rule::NoRepeat { rounds: Some(rounds) } => {
            reader.field("rounds", |reader| within(reader, *rounds, 1..=10_000));
        }
        Rule::Quota { value: Some(value), .. } => {
            reader.field("value", |reader| text(reader, value, false));
        }
        Rule::Reserve { value, share, .. } => {
            reader.field("value", |reader| text(reader, value, false));
            reader.field("share", |reader| number(reader, *share, 0.0..=1.0));
        }
        _ => {}
    }
}
