//! How a pair stands in a matching: whether it is one of it, and if not, what it lacks and whose seats it would need.
//!
//! **Missing.** Let V be the most points. With the least prices, p is what one more seat of the mentor would add to V (Shapley, 1962), and u what the last of the
//! mentee's seats adds (`insight/worth.rs` says why): the least that a pairing of theirs is worth less its price if all their seats are taken, and 0 if not.
//! Give the mentor one more seat. Its best use makes V + p; for this pair, V − u + w. So the pair is exactly u + p − w points short of it. As it could not
//! have that seat otherwise, to force it into the matching as it is costs at least as much.
//!
//! **Reference.** L. S. Shapley, "Complements and substitutes in the optimal assignment problem", Naval Research Logistics Quarterly 9, 1962.

use serde::Serialize;

use super::{Explanation, explanation, names};
use crate::cohort::Cohort;
use crate::error::{Error, Problems};
use crate::matching::Matching;
use crate::pricing::free_seats;
use crate::roster::{MenteeIx, MentorIx};
use crate::verify::same_origin;
use crate::view;
use crate::words::{Arg, Phrase};

/// How a pair stands in a matching.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PairStanding {
    /// Whether it is one of its pairs.
    pub paired: bool,
    /// How many points the pair is short of the best use of one more seat of the mentor: u + p − w, exactly. 0: that seat could be this pair's. To force the pair
    /// into the matching as it is costs at least as much ([`Matcher::what_if`](crate::Matcher::what_if) with a `lock` says how much). Only of two who may meet
    /// and do not, with the objective `total`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<i64>,
    /// Why that is not told: `paired`; `not_eligible`: the two may not meet; `objective`: something else than points alone decides (another objective, the cost of load,
    /// times); `limits`: quotas or circles do; `gap`: the matching is not proved to have the most points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How many seats the mentor has.
    pub seats: u32,
    /// How many of them are taken in the matching.
    pub taken: u32,
    /// Ids of the mentees who have them, in order; absent unless the policy says `name_holders`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holders: Option<Vec<String>>,
    /// In words, for example "Ada's seat went to pairs that gain more; this pair is 81,299 points short of what one more would add"; empty if the reasons say all there is to say.
    pub text: String,
}

impl Matching {
    /// Why this pair, or why not: what [`Matcher::explain`](crate::Matcher::explain) says of it, and how it stands in this matching (`standing`). So of two who
    /// may meet and do not it tells how many points are missing, exactly. O(people + rules), most of it to see that the matching is of this cohort.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, MatchOptions, match_cohort};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").name("Ada").offers(Offer::new("rust").level(5)))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust").level(1)))
    ///     .mentee(Mentee::new("cem").wants(Want::new("rust").level(5)))
    ///     .build()?;
    /// let matching = match_cohort(&cohort, &MatchOptions::default())?;
    /// let standing = matching.explain(&cohort, "ada", "cem")?.standing.unwrap_or_default();
    /// assert_eq!((standing.paired, standing.seats, standing.taken), (false, 1, 1));
    /// // One more seat of Ada's would be Cem's.
    /// assert_eq!(standing.missing, Some(0));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnknownPerson`](crate::ErrorCode::UnknownPerson); [`WrongCohort`](crate::ErrorCode::WrongCohort) if the matching is not of this cohort and policy.
    pub fn explain(&self, cohort: &Cohort, mentor: &str, mentee: &str) -> Result<Explanation, Error> {
        let mentor = view::mentor(cohort, "mentor", mentor)?;
        let mentee = view::mentee(cohort, "mentee", mentee)?;
        let mut problems = Problems::default();
        same_origin((&self.schema, Matching::SCHEMA), &self.run, cohort, &mut problems);
        problems.into_result()?;
        let mut found = explanation(cohort, mentor, mentee);
        found.standing = Some(standing(self, cohort, (mentor, mentee), &found));
        Ok(found)
    }
}

/// What a document says beyond this is of no use: it may state any price.
const FARTHEST: i64 = 1_000_000_000_000;

fn standing(
    matching: &Matching,
    cohort: &Cohort,
    (mentor, mentee): (MentorIx, MenteeIx),
    found: &Explanation,
) -> PairStanding {
    let (one, other) = (&cohort.mentor(mentor).id, &cohort.mentee(mentee).id);
    let mut holders: Vec<String> =
        matching.pairings.iter().filter(|pair| pair.mentor == *one).map(|pair| pair.mentee.clone()).collect();
    holders.sort_unstable();
    holders.dedup();
    let (paired, taken) = (holders.contains(other), holders.len() as u32);
    let seats = cohort.roster().mentors.get(mentor as usize).map_or(0, |row| row.seats);
    let why = match () {
        () if paired => Some("paired"),
        () if !found.eligible => Some("not_eligible"),
        () if !crate::what_if::is_plain(&matching.run) => Some("objective"),
        () if cohort.has_limits() => Some("limits"),
        () if matching.certificate.gap != 0 => Some("gap"),
        () => None,
    };
    let price =
        |id: &String| matching.certificate.prices.get(id).map_or(0, |price| (*price).clamp(-FARTHEST, FARTHEST));
    let missing =
        why.is_none().then(|| profit(matching, cohort, mentee, price) + price(one) - i64::from(found.pairing.points));
    let words = cohort.words();
    let (name, asker) = (Arg::Text(names::mentor(cohort, mentor)), Arg::Text(names::mentee(cohort, mentee)));
    let text = match missing {
        _ if paired => words.say(Phrase::StandingPaired, &[name, asker]),
        Some(missing) if taken < seats => match missing {
            1.. => words.say(Phrase::StandingElsewhere, &[asker, Arg::Points(missing)]),
            _ => words.say(Phrase::StandingElsewhereTie, &[asker]),
        },
        Some(missing) => {
            let next = if missing > 0 { "others" } else { "this" };
            words.say(Phrase::StandingTaken, &[name, seats.into(), Arg::Choice(next), Arg::Points(missing)])
        }
        None => String::new(),
    };
    let holders = cohort.data().policy.name_holders.then_some(holders);
    PairStanding { paired, missing, why: why.map(str::to_owned), seats, taken, holders, text }
}

/// What a further seat is worth to a mentee at these prices.
fn profit(matching: &Matching, cohort: &Cohort, mentee: MenteeIx, price: impl Fn(&String) -> i64) -> i64 {
    let [_, free] = free_seats(cohort);
    let (id, locked) = (&cohort.mentee(mentee).id, &cohort.roster().locked);
    let mine = matching.pairings.iter().filter(|pair| pair.mentee == *id);
    let chosen =
        mine.filter(|pair| cohort.find_mentor(&pair.mentor).is_none_or(|mentor| !locked.contains(mentor, mentee)));
    let gains: Vec<i64> = chosen.map(|pair| i64::from(pair.points) - price(&pair.mentor)).collect();
    let is_full = free.get(mentee as usize).is_some_and(|free| gains.len() >= *free as usize);
    gains.into_iter().min().filter(|_| is_full).unwrap_or(0).max(0)
}
