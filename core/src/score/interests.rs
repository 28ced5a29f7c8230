//! The heart of the score: what the mentee wants, met by what the mentor is glad to talk about.
//!
//! For a mentee wanting topics t with importance w_t,
//! `interests = Σ_t w_t · best_u(sim(t, u) · willingness(u) · fit(t, u)) / Σ_t w_t`, where u runs over the mentor's
//! offers. `sim` is 1 for the same topic and otherwise what the best way through the taxonomy keeps; willingness is 1 if
//! eager, 0.85 if willing, 0.5 if needed; `no` to the wanted topic itself rules that want out, whatever else they offer.
//! `fit` rewards a mentor ahead of the mentee: 1 if by two levels or more, 0.95 by one, 0.8 at the same level, 0.5 one
//! behind, 0.25 further behind. All in millionths, each product and the quotient rounded down.

use super::Scorer;
use crate::model::Willingness;
use crate::points::{FULL, part};
use crate::roster::{MenteeIx, MentorIx, OfferRow, Roster, WantRow};

/// How well a mentor meets a mentee's interests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interests {
    /// In millionths.
    pub value: u32,
    /// Whether any wanted topic is met by a mentor willing to talk about it.
    pub shared: bool,
    /// Whether the mentor has said no to a topic that would have brought them together.
    pub refused: bool,
    /// Whether the mentee states no topic and meets the mentor on one the mentor is eager about.
    pub broad: bool,
}

/// A wanted topic and the offer that meets it best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Met {
    /// The want. In a broad pair it is made up: the offered topic, of no importance.
    pub want: WantRow,
    /// The offer.
    pub offer: OfferRow,
    /// What the way between the topics keeps, in millionths.
    pub similarity: u32,
    /// Similarity · willingness · fit, in millionths.
    pub value: u32,
}

/// The level of somebody who states none.
const MIDDLE: u32 = 3;

/// How much of an interest a willingness keeps, in millionths.
#[must_use]
pub const fn willingness_share(willingness: Willingness) -> u32 {
    match willingness {
        Willingness::Eager => FULL,
        Willingness::Willing => 850_000,
        Willingness::IfNeeded => 500_000,
        Willingness::No => 0,
    }
}

/// How much of an interest the two levels keep, in millionths.
#[must_use]
pub const fn level_share(mentor: u32, mentee: u32) -> u32 {
    match mentor as i64 - mentee as i64 {
        2.. => FULL,
        1 => 950_000,
        0 => 800_000,
        -1 => 500_000,
        _ => 250_000,
    }
}

/// What an offer keeps of a want: similarity · willingness · fit, in millionths. Levels are the mentor's and the mentee's.
#[must_use]
pub fn kept(similarity: u32, willingness: Willingness, levels: (u32, u32)) -> u32 {
    part(part(similarity, willingness_share(willingness)), level_share(levels.0, levels.1))
}

/// How well a mentor meets a mentee's interests; `each` hears of every want that is met, in the order of topics.
pub fn interests(
    scorer: &Scorer,
    roster: &Roster,
    mentor: MentorIx,
    mentee: MenteeIx,
    mut each: impl FnMut(Met),
) -> Interests {
    let (Some(mentor), Some(mentee)) = (roster.mentors.get(mentor as usize), roster.mentees.get(mentee as usize))
    else {
        return Interests::default();
    };
    if mentee.wants.is_empty() {
        return if scorer.open { broad(&mentor.offers, each) } else { Interests::default() };
    }
    let mut found = Interests::default();
    let (mut sum, mut whole) = (0_u64, 0_u64);
    for &want in &mentee.wants {
        whole += u64::from(want.importance);
        let mut best: Option<Met> = None;
        let mut refused = false;
        for &offer in &mentor.offers {
            let similarity = scorer.similarity(want.topic, offer.topic);
            if similarity == 0 {
                continue;
            }
            if offer.willingness == Willingness::No {
                found.refused = true;
                refused |= offer.topic == want.topic;
                continue;
            }
            let share = kept(similarity, offer.willingness, (offer.level, want.level));
            // Offers come in the order of topics: of equal ones, the nearer, then the first.
            if best.is_none_or(|best| (share, similarity) > (best.value, best.similarity)) {
                best = Some(Met { want, offer, similarity, value: share });
            }
        }
        if let Some(met) = best.filter(|_| !refused) {
            found.shared = true;
            sum += u64::from(want.importance) * u64::from(met.value);
            each(met);
        }
    }
    found.value = (sum / whole.max(1)) as u32;
    found
}

/// What the mentor is eager about and knows best; of equals, the first.
fn favourite(offers: &[OfferRow]) -> Option<OfferRow> {
    let eager = offers.iter().filter(|offer| offer.willingness == Willingness::Eager);
    eager.reduce(|best, offer| if offer.level > best.level { offer } else { best }).copied()
}

/// How well a mentor with these offers meets the interests of a mentee who states none, in millionths; `None` if they are
/// eager about nothing.
#[must_use]
pub fn broad_value(offers: &[OfferRow]) -> Option<u32> {
    favourite(offers).map(|offer| level_share(offer.level, MIDDLE))
}

/// Nothing is stated: the topic the mentor is eager about and knows best stands in.
fn broad(offers: &[OfferRow], mut each: impl FnMut(Met)) -> Interests {
    let Some(offer) = favourite(offers) else { return Interests::default() };
    let want = WantRow { topic: offer.topic, importance: 0, level: MIDDLE };
    let value = level_share(offer.level, want.level);
    each(Met { want, offer, similarity: FULL, value });
    Interests { value, shared: true, refused: false, broad: true }
}
