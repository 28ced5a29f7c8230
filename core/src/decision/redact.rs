//! A policy without the names and values of hidden attributes.

use crate::model::{Policy, Rule};

/// The same policy, `hidden_1` and so on in place of hidden names, in their order, and `hidden` in place of their values.
pub(super) fn policy(policy: &Policy) -> Policy {
    let mut shown = policy.clone();
    for rule in &mut shown.rules {
        let hidden = rule.attribute().and_then(|attribute| place(&policy.hidden_attributes, attribute));
        if let Some(name) = hidden {
            redact(rule, name);
        }
    }
    let names = policy.hidden_attributes.iter().filter_map(|name| place(&policy.hidden_attributes, name));
    shown.hidden_attributes = names.collect();
    shown
}

fn place(hidden: &[String], attribute: &str) -> Option<String> {
    hidden.iter().position(|name| name == attribute).map(|at| format!("hidden_{}", at + 1))
}

fn redact(rule: &mut Rule, name: String) {
    match rule {
        Rule::MustShare { attribute }
        | Rule::MustDiffer { attribute }
        | Rule::PreferDiffer { attribute, .. }
        | Rule::Gap { attribute, .. }
        | Rule::PreferGap { attribute, .. } => *attribute = name,
        Rule::Quota { attribute, value, .. } => {
            *attribute = name;
            value.iter_mut().for_each(|value| "hidden".clone_into(value));
        }
        Rule::Reserve { attribute, value, .. } => {
            *attribute = name;
            "hidden".clone_into(value);
        }
        Rule::NotInReportingLine
        | Rule::KeepPairs { .. }
        | Rule::PreferResponsive { .. }
        | Rule::PreferReliable { .. }
        | Rule::FavourPassedOver { .. }
        | Rule::NoRepeat { .. } => {}
    }
}
