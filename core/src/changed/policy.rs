//! Another policy: fields over fields, lists in place of lists.

use super::origin::Origins;
use crate::error::ErrorCode;
use crate::model::{Changes, Horizon, HorizonChanges, Policy, PolicyChanges, Rule};
use crate::read::Reader;

/// The policy with the changes. The patterns name every field there is, so that a new one is not forgotten here.
pub(super) fn changed(policy: &Policy, changes: &Changes, reader: &mut Reader, origins: &mut Origins) -> Policy {
    let Policy {
        weights,
        mentor_weights,
        rules: _,
        session_minutes,
        slot_minutes,
        min_overlap_minutes,
        horizon,
        min_score,
        blank_wants,
        hidden_attributes,
        name_holders,
        taxonomy,
        unknown_topics,
        live,
        language,
        phrases,
    } = policy.clone();
    let PolicyChanges {
        weights: new_weights,
        mentor_weights: new_mentor_weights,
        rules: _,
        session_minutes: new_session_minutes,
        slot_minutes: new_slot_minutes,
        min_overlap_minutes: new_min_overlap_minutes,
        horizon: new_horizon,
        min_score: new_min_score,
        blank_wants: new_blank_wants,
        hidden_attributes: new_hidden_attributes,
        name_holders: new_name_holders,
        taxonomy: new_taxonomy,
        unknown_topics: new_unknown_topics,
        live: new_live,
        language: new_language,
        phrases: new_phrases,
    } = changes.policy.clone();
    let given = [
        ("weights", new_weights.is_some()),
        ("mentor_weights", new_mentor_weights.is_some()),
        ("session_minutes", new_session_minutes.is_some()),
        ("slot_minutes", new_slot_minutes.is_some()),
        ("min_overlap_minutes", new_min_overlap_minutes.is_some()),
        ("horizon", new_horizon.is_some()),
        ("min_score", new_min_score.is_some()),
        ("hidden_attributes", new_hidden_attributes.is_some()),
        ("taxonomy", new_taxonomy.is_some()),
        ("live", new_live.is_some()),
        ("phrases", new_phrases.is_some()),
    ];
    for (field, _) in given.into_iter().filter(|(_, given)| *given) {
        origins.policy(field);
    }
    let weights = new_weights.map_or(weights, |new| new.over(weights));
    Policy {
        weights,
        mentor_weights: match new_mentor_weights {
            Some(new) => Some(new.over(mentor_weights.unwrap_or(weights))),
            None => mentor_weights,
        },
        rules: rules(&policy.rules, changes, reader, origins),
        session_minutes: new_session_minutes.unwrap_or(session_minutes),
        slot_minutes: new_slot_minutes.unwrap_or(slot_minutes),
        min_overlap_minutes: new_min_overlap_minutes.unwrap_or(min_overlap_minutes),
        horizon: new_horizon.map_or(horizon, |HorizonChanges { from, days, as_of }| Horizon {
            from: from.or(horizon.from),
            days: days.unwrap_or(horizon.days),
            as_of: as_of.or(horizon.as_of),
        }),
        min_score: new_min_score.unwrap_or(min_score),
        blank_wants: new_blank_wants.unwrap_or(blank_wants),
        hidden_attributes: new_hidden_attributes.unwrap_or(hidden_attributes),
        name_holders: new_name_holders.unwrap_or(name_holders),
        taxonomy: new_taxonomy.map_or(taxonomy, |new| new.over(taxonomy)),
        unknown_topics: new_unknown_topics.unwrap_or(unknown_topics),
        live: new_live.map_or(live, |new| new.over(live)),
        language: new_language.unwrap_or(language),
        phrases: new_phrases.unwrap_or(phrases),
    }
}

/// How long a session is with the changes.
pub(super) fn session_minutes(policy: &Policy, changes: &Changes) -> u32 {
    changes.policy.session_minutes.unwrap_or(policy.session_minutes)
}

fn rules(rules: &[Rule], changes: &Changes, reader: &mut Reader, origins: &mut Origins) -> Vec<Rule> {
    let mut stays = vec![true; rules.len()];
    reader.field("drop_rules", |reader| {
        for (k, &position) in changes.drop_rules.iter().enumerate() {
            reader.index(k, |reader| match stays.get_mut(position as usize) {
                _ if changes.policy.rules.is_some() => {
                    reader.problem(ErrorCode::Contradiction, "all rules are given anew in `policy.rules`");
                }
                None => {
                    let message = match rules.len() {
                        0 => format!("`{position}` is not the position of a rule: the policy has none"),
                        count => format!("`{position}` is not the position of a rule, 0 to {}", count - 1),
                    };
                    reader.problem(ErrorCode::OutOfRange, message);
                }
                Some(stays) if !*stays => {
                    reader.problem(ErrorCode::DuplicateEntry, format!("rule {position} is listed twice"));
                }
                Some(stays) => *stays = false,
            });
        }
    });
    let mut result: Vec<Rule> = match &changes.policy.rules {
        Some(anew) => {
            origins.policy("rules");
            anew.clone()
        }
        None => rules.iter().zip(stays).filter(|(_, stays)| *stays).map(|(rule, _)| rule.clone()).collect(),
    };
    for (k, rule) in changes.add_rules.iter().enumerate() {
        origins.rule(result.len(), k);
        result.push(rule.clone());
    }
    result
}
