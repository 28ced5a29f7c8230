//! How conversations are spread over mentors.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Matching;
use crate::cohort::Cohort;
use crate::points::{FULL, unit};
use crate::read::record;

/// How conversations are spread over the mentors who take part: those who are not paused and have a seat.
///
/// Shares are exact to the millionth, rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Concentration {
    /// All pairings.
    pub conversations: u32,
    /// Mentors who take part.
    pub mentors: u32,
    /// How many of them have a conversation.
    pub mentors_with_any: u32,
    /// The most conversations of one mentor.
    pub most: u32,
    /// Of all conversations, the share of the tenth of the mentors (rounded up) who have most, 0 to 1; 0 if there is none.
    #[serde(serialize_with = "crate::points::number")]
    pub top_tenth_share: f64,
    /// Gini's coefficient: 0 if all mentors have as many conversations, near 1 if one has them all. With loads x_1 ≤ … ≤ x_m it is
    /// Σ (2 i − m − 1) · x_i / (m · Σ x_i); 0 if there is none.
    #[serde(serialize_with = "crate::points::number")]
    pub gini: f64,
}

record!(Concentration {
    required: conversations, mentors, mentors_with_any, most, top_tenth_share, gini;
    optional: ;
});

impl Concentration {
    /// Of the loads of mentors who take part. O(mentors · log mentors).
    #[must_use]
    pub fn of(loads: impl Iterator<Item = u32>) -> Self {
        let mut loads: Vec<u32> = loads.collect();
        loads.sort_unstable();
        let sum = |loads: &[u32]| loads.iter().map(|&load| i128::from(load)).sum::<i128>();
        let (mentors, all) = (loads.len() as i128, sum(&loads));
        let top = loads.get(loads.len() - loads.len().div_ceil(10)..).unwrap_or_default();
        let weighted = (1..).zip(&loads).map(|(i, &load)| (2 * i - mentors - 1) * i128::from(load)).sum::<i128>();
        let share = |part: i128, whole: i128| {
            let millionths = (part * i128::from(FULL)).checked_div(whole).unwrap_or(0);
            unit(u32::try_from(millionths).unwrap_or(0))
        };
        Concentration {
            conversations: u32::try_from(all).unwrap_or(u32::MAX),
            mentors: loads.len() as u32,
            mentors_with_any: loads.iter().filter(|load| **load > 0).count() as u32,
            most: loads.last().copied().unwrap_or(0),
            top_tenth_share: share(sum(top), all),
            gini: share(weighted, mentors * all),
        }
    }
}

/// With a cost of load: what it comes to, and what it does to the concentration.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Load {
    /// What the conversations of this matching cost, in points: for a mentor with n, locked ones among them, n (n − 1) / 2 times the
    /// load cost. What the matching is worth is `total_points` less this; `bound_points` and `gap` speak of that.
    pub cost_points: i64,
    /// The concentration in the matching of the most points, which has `most_points`; absent if the deadline came before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Concentration>,
    /// The concentration in this matching.
    pub after: Concentration,
}

record!(Load { required: cost_points, after; optional: before; });

impl Matching {
    /// How the conversations of this matching are spread over the mentors of its cohort. Whoever it names as a mentor counts,
    /// and all others who take part.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, MatchOptions, match_cohort};
    ///
    /// let mut builder = Cohort::builder().topic(Topic::new("rust"));
    /// // Ada knows a little more of it than Gil does, and both have time for three.
    /// for (id, level) in [("ada", 4), ("gil", 3)] {
    ///     builder = builder.mentor(Mentor::new(id).capacity(3).offers(Offer::new("rust").level(level)));
    /// }
    /// for id in ["bo", "cem"] {
    ///     builder = builder.mentee(Mentee::new(id).wants(Want::new("rust").level(3)));
    /// }
    /// let cohort = builder.build()?;
    /// let most = match_cohort(&cohort, &MatchOptions::default())?;
    /// assert_eq!(most.load(&cohort).most, 2, "both ask Ada");
    /// let options = MatchOptions { load_cost: 200_000, ..MatchOptions::default() };
    /// let balanced = match_cohort(&cohort, &options)?;
    /// assert_eq!(balanced.load(&cohort).gini, 0.0, "one each");
    /// # Ok::<(), fireside::Error>(())
    /// ```
    #[must_use]
    pub fn load(&self, cohort: &Cohort) -> Concentration {
        Concentration::of(self.loads(cohort).into_values())
    }

    /// How many conversations each mentor has who takes part or is named.
    pub(crate) fn loads<'a>(&'a self, cohort: &'a Cohort) -> BTreeMap<&'a str, u32> {
        let taking_part = cohort.roster().mentors.iter().zip(&cohort.data().mentors).filter(|(row, _)| row.seats > 0);
        let mut loads: BTreeMap<&str, u32> = taking_part.map(|(_, mentor)| (mentor.id.as_str(), 0)).collect();
        for pairing in &self.pairings {
            *loads.entry(&pairing.mentor).or_insert(0) += 1;
        }
        loads
    }
}
