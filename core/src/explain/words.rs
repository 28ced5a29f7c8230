//! How fireside puts things: small pieces of English that the sentences are made of.

use crate::cohort::Cohort;
use crate::model::Rule;
use crate::points::unit;
use crate::roster::{MenteeIx, MentorIx};

/// A mentor's name, or their id.
pub(super) fn mentor(cohort: &Cohort, ix: MentorIx) -> &str {
    let mentor = cohort.mentor(ix);
    mentor.name.as_deref().unwrap_or(&mentor.id)
}

/// A mentee's name, or their id.
pub(super) fn mentee(cohort: &Cohort, ix: MenteeIx) -> &str {
    let mentee = cohort.mentee(ix);
    mentee.name.as_deref().unwrap_or(&mentee.id)
}

/// `1 mentor`, `3 mentors`.
pub(super) fn count(number: u32, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// `45 min`, `2 h`, `6 h 30 min`.
pub(super) fn duration(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Millionths with two decimals, as people read shares: `0.80`.
pub(super) fn share(millionths: u32) -> String {
    format!("{:.2}", unit(millionths))
}

/// Points with thousands set apart: `412,500`.
pub(super) fn points(points: i64) -> String {
    let digits = points.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if points < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A rule as breakdowns and reasons call it, without the name of a hidden attribute.
pub(super) fn rule(cohort: &Cohort, rule: &Rule) -> String {
    if is_hidden(cohort, rule) { rule.name().to_owned() } else { rule.label() }
}

/// Whether a rule's attribute must appear in no output.
pub(super) fn is_hidden(cohort: &Cohort, rule: &Rule) -> bool {
    let hidden = &cohort.data().policy.hidden_attributes;
    rule.attribute().is_some_and(|attribute| hidden.iter().any(|name| name == attribute))
}

#[cfg(test)]
mod tests {
    use super::{duration, list, points};

    #[test]
    fn pieces_read_as_people_write() {
        assert_eq!([0, 45, 120, 390].map(duration), ["0 min", "45 min", "2 h", "6 h 30 min"]);
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!([0, 999, 1_000, -1_234_567].map(points), ["0", "999", "1,000", "-1,234,567"]);
    }
}
