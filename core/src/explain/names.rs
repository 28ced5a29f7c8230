//! What sentences call people and rules.

use crate::cohort::Cohort;
use crate::model::Rule;
use crate::roster::{MenteeIx, MentorIx};

/// A mentor's name, or their id.
pub(crate) fn mentor(cohort: &Cohort, ix: MentorIx) -> &str {
    let mentor = cohort.mentor(ix);
    mentor.name.as_deref().unwrap_or(&mentor.id)
}

/// A mentee's name, or their id.
pub(crate) fn mentee(cohort: &Cohort, ix: MenteeIx) -> &str {
    let mentee = cohort.mentee(ix);
    mentee.name.as_deref().unwrap_or(&mentee.id)
}

/// A rule as breakdowns and reasons call it, without the name of a hidden attribute.
pub(crate) fn rule(cohort: &Cohort, rule: &Rule) -> String {
    if is_hidden(cohort, rule) { rule.name().to_owned() } else { rule.label() }
}

/// Whether a rule's attribute must appear in no output.
pub(super) fn is_hidden(cohort: &Cohort, rule: &Rule) -> bool {
    let hidden = &cohort.data().policy.hidden_attributes;
    rule.attribute().is_some_and(|attribute| hidden.iter().any(|name| name == attribute))
}
