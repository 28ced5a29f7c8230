//! The difference between two matchings, person by person. It reads the documents and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::is_plain;
use crate::error::{ErrorCode, Problems};
use crate::matching::Matching;
use crate::options::Objective;
use crate::read::{Reader, Shape, record};

/// What differs between two matchings: always after less before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Difference {
    /// The points of all pairings.
    pub total_points: i64,
    /// With the objective `total`: the most points that can be differ by at least this, as the two certificates prove. Equal to
    /// `total_points` and to `at_most` if both answers are optimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    /// Likewise, by at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
    /// How many mentees have a mentor.
    pub matched: i64,
    /// How many mentees of both cohorts have the same mentors, or still nobody.
    pub kept: u32,
    /// How many have more mentors, and all that they had.
    pub gained: u32,
    /// How many have fewer mentors, and nobody new.
    pub lost: u32,
    /// How many have others.
    pub moved: u32,
    /// How many mentees are new.
    pub joined: u32,
    /// How many mentees are not there any more.
    pub left: u32,
    /// Mentees whose answer differs, in the order of ids.
    pub mentees: Vec<PersonDifference>,
    /// Mentors whose answer differs, in the order of ids.
    pub mentors: Vec<PersonDifference>,
}

/// Whom a person meets before and after.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PersonDifference {
    /// The person's id.
    pub id: String,
    /// How the answer differs.
    pub change: Change,
    /// Ids of those they met, in order.
    pub before: Vec<String>,
    /// Ids of those they would meet, in order.
    pub after: Vec<String>,
    /// What these pairings were worth together.
    pub points_before: i64,
    /// What they would be worth.
    pub points_after: i64,
}

/// How a person's answer differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// More people, and all from before.
    Gained,
    /// Fewer people, and nobody new.
    Lost,
    /// Other people.
    #[default]
    Moved,
    /// The same people, for other points.
    Rescored,
    /// They were not in the cohort before.
    Joined,
    /// They are not in the cohort any more.
    Left,
}

impl Change {
    /// Every change there is, as documents spell it.
    pub const ALL: [(&'static str, Change); 6] = [
        ("gained", Change::Gained),
        ("lost", Change::Lost),
        ("moved", Change::Moved),
        ("rescored", Change::Rescored),
        ("joined", Change::Joined),
        ("left", Change::Left),
    ];
}

impl Shape for Change {
    const EXPECTED: &'static str = "a change";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &Change::ALL)
    }
}

record!(Difference {
    required: total_points, matched, kept, gained, lost, moved, joined, left, mentees, mentors;
    optional: at_least, at_most;
});
record!(PersonDifference { required: id, change, before, after, points_before, points_after; optional: ; });

/// Whom a person meets, and for how many points.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Met<'a> {
    people: BTreeSet<&'a str>,
    points: i64,
}

/// One side's people and whom they meet; nobody, for those who are only named as alone.
fn side<'a>(
    pairs: impl Iterator<Item = (&'a String, &'a String, u32)>,
    alone: impl Iterator<Item = &'a String>,
) -> BTreeMap<&'a str, Met<'a>> {
    let mut all: BTreeMap<&str, Met<'_>> = alone.map(|id| (id.as_str(), Met::default())).collect();
    for (id, other, points) in pairs {
        let met = all.entry(id).or_default();
        met.people.insert(other);
        met.points += i64::from(points);
    }
    all
}

fn mentees(matching: &Matching) -> BTreeMap<&str, Met<'_>> {
    let pairs = matching.pairings.iter().map(|pairing| (&pairing.mentee, &pairing.mentor, pairing.points));
    side(pairs, matching.unmatched.iter().map(|absent| &absent.mentee))
}

/// A mentor without pairings has seats to spare, or none.
fn mentors(matching: &Matching) -> BTreeMap<&str, Met<'_>> {
    let pairs = matching.pairings.iter().map(|pairing| (&pairing.mentor, &pairing.mentee, pairing.points));
    side(pairs, matching.spare.iter().map(|spare| &spare.mentor))
}

/// How an answer differs; nothing, if it does not.
fn change(before: Option<&Met<'_>>, after: Option<&Met<'_>>) -> Option<Change> {
    match (before, after) {
        (None, None) => None,
        (None, Some(_)) => Some(Change::Joined),
        (Some(_), None) => Some(Change::Left),
        (Some(before), Some(after)) if before.people == after.people => {
            (before.points != after.points).then_some(Change::Rescored)
        }
        (Some(before), Some(after)) if before.people.is_subset(&after.people) => Some(Change::Gained),
        (Some(before), Some(after)) if after.people.is_subset(&before.people) => Some(Change::Lost),
        _ => Some(Change::Moved),
    }
}

/// The answers that differ, in the order of ids, and how many people there are in all.
fn answers(before: &BTreeMap<&str, Met<'_>>, after: &BTreeMap<&str, Met<'_>>) -> (Vec<PersonDifference>, usize) {
    let everybody: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let differs = |id: &&str| {
        let (was, is) = (before.get(id), after.get(id));
        let change = change(was, is)?;
        let people = |met: Option<&Met<'_>>| {
            met.into_iter().flat_map(|met| &met.people).map(|&other| other.to_owned()).collect::<Vec<_>>()
        };
        let points = |met: Option<&Met<'_>>| met.map_or(0, |met| met.points);
        Some(PersonDifference {
            id: (*id).to_owned(),
            change,
            before: people(was),
            after: people(is),
            points_before: points(was),
            points_after: points(is),
        })
    };
    (everybody.iter().filter_map(differs).collect(), everybody.len())
}

impl Difference {
    /// What differs between two matchings. O(n log n) in the number of their pairs.
    #[must_use]
    pub fn between(before: &Matching, after: &Matching) -> Self {
        let (was, is) = (mentees(before), mentees(after));
        let (of_mentees, everybody) = answers(&was, &is);
        let (of_mentors, _) = answers(&mentors(before), &mentors(after));
        let count = |change| of_mentees.iter().filter(|answer| answer.change == change).count() as u32;
        let [gained, lost, moved] = [Change::Gained, Change::Lost, Change::Moved].map(count);
        let [joined, left] = [Change::Joined, Change::Left].map(count);
        let matched =
            |side: &BTreeMap<&str, Met<'_>>| side.values().filter(|met| !met.people.is_empty()).count() as i64;
        let total = |matching: &Matching| matching.certificate.total_points;
        let bound = |matching: &Matching| {
            let certificate = &matching.certificate;
            let limited = certificate.quotas.as_ref().map(|quotas| quotas.bound_points);
            limited.or(certificate.times.as_ref().map(|times| times.bound_points)).unwrap_or(certificate.bound_points)
        };
        // With times, the bound is that of the matchings there is time for.
        let for_points = |matching: &Matching| {
            is_plain(&matching.run)
                || (matching.certificate.times.is_some() && matching.run.objective == Objective::Total.as_str())
        };
        let bounded = for_points(before) && for_points(after);
        Difference {
            total_points: total(after).saturating_sub(total(before)),
            at_least: bounded.then(|| total(after).saturating_sub(bound(before))),
            at_most: bounded.then(|| bound(after).saturating_sub(total(before))),
            matched: matched(&is) - matched(&was),
            kept: everybody as u32 - gained - lost - moved - joined - left,
            gained,
            lost,
            moved,
            joined,
            left,
            mentees: of_mentees,
            mentors: of_mentors,
        }
    }

    /// Notes where this is not the difference that was found.
    pub(super) fn check(&self, found: &Difference, problems: &mut Problems) {
        let numbers = |it: &Difference| {
            let counts = [it.kept, it.gained, it.lost, it.moved, it.joined, it.left];
            [
                ("total_points", Some(it.total_points)),
                ("at_least", it.at_least),
                ("at_most", it.at_most),
                ("matched", Some(it.matched)),
            ]
            .into_iter()
            .chain(
                ["kept", "gained", "lost", "moved", "joined", "left"].into_iter().zip(counts.map(|n| Some(n.into()))),
            )
            .collect::<Vec<(&str, Option<i64>)>>()
        };
        for ((field, stated), (_, right)) in numbers(self).into_iter().zip(numbers(found)) {
            if stated != right {
                let show =
                    |number: Option<i64>| number.map_or_else(|| "nothing".to_owned(), |number| number.to_string());
                let message = format!("the two matchings give {}, not {}", show(right), show(stated));
                problems.add(ErrorCode::TotalMismatch, format!("difference.{field}"), message);
            }
        }
        for (field, stated, right) in
            [("mentees", &self.mentees, &found.mentees), ("mentors", &self.mentors, &found.mentors)]
        {
            if stated.len() != right.len() {
                let message = format!("{} answers differ, not {}", right.len(), stated.len());
                problems.add(ErrorCode::ScoreMismatch, format!("difference.{field}"), message);
            }
            for (k, _) in stated.iter().zip(right).enumerate().filter(|(_, (stated, right))| stated != right) {
                let path = format!("difference.{field}[{k}]");
                problems.add(ErrorCode::ScoreMismatch, path, "this is not what the two matchings give");
            }
        }
    }
}
