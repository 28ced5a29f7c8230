//! How a concave curve is found from its tangents: what every bonus buys.
//!
//! **Problem.** f(k) is the most points of a choice that reaches exactly k. A choice that is best with a bonus b for each one
//! reached shows a point (k, f(k)), and that f(l) ≤ f(k) + (k − l) · b for every l. Which bonuses show the whole curve, and which
//! show the most of it if only so many points may be shown?
//!
//! **Why f is concave.** Choices are flows of whole numbers, and those that reach k are the flows with k units through some arcs:
//! all of the mentees' arcs if seats count; if people count, for every mentee one arc for their first mentor, beside one for the
//! others. The most points as a function of k are then concave and take a whole number at every whole k: a flow for k and one for
//! k + 2 differ by paths and cycles each of which changes k by at most 1, and half of them make two flows for k + 1. A flow might
//! use the arc for others alone, and so reach more people than it says. Hence the curve is that of *at least* k; but from the most
//! people among the choices with the most points onwards it falls strictly, and there the best of at least k reach exactly k.
//!
//! **Method** (dichotomy, as in Eisner and Severance). Whoever is reached next costs c(k) = f(k) − f(k + 1), a whole number that
//! never falls with k. Bonus b, and of equally good choices one that reaches the most, gives the *vertex* up to which c ≤ b. Between two
//! vertices the costs have the mean C / m; the bonus ⌊C / m⌋ either gives a vertex strictly between, or, if the mean is whole, may
//! give the right one again, with a bonus whose line goes through both: then every point between is on that line, by this tangent
//! from above and by concavity from below. Whichever stretch leaves the most in doubt is next; of equal ones, the first.
//!
//! **Complexity.** Every question either adds a vertex or settles a stretch: at most two a vertex, and one for the last.
//!
//! **References.** M. J. Eisner, D. G. Severance, "Mathematical techniques for efficient record segmentation in large shared
//! databases", JACM 23, 1976. R. K. Ahuja, T. L. Magnanti, J. B. Orlin, "Network Flows", 1993, ch. 9.

use crate::error::{Error, ErrorCode};

/// How many points may be asked for.
pub(crate) const POINTS: std::ops::RangeInclusive<u32> = 2..=1_000;

/// # Errors
/// [`ErrorCode::OutOfRange`].
pub(crate) fn check_points(points: u32) -> Result<(), Error> {
    if POINTS.contains(&points) {
        return Ok(());
    }
    let message = format!("`{points}` is not from {} to {}", POINTS.start(), POINTS.end());
    Err(Error::new(ErrorCode::OutOfRange, "points", message))
}

/// A point at which the curve may bend, and what proves it.
#[derive(Debug, Clone)]
pub(crate) struct Vertex<P> {
    pub(crate) matched: u64,
    pub(crate) total: i64,
    /// With this bonus it is the best, and of equally good ones reaches the most.
    pub(crate) bonus: i64,
    pub(crate) proof: P,
}

impl<P> Vertex<P> {
    /// What is known between this vertex and one further right.
    fn stretch(&self, right: &Vertex<P>) -> Stretch {
        Stretch {
            steps: i128::from(right.matched) - i128::from(self.matched),
            cost: i128::from(self.total) - i128::from(right.total),
            bonus: [i128::from(self.bonus), i128::from(right.bonus)],
        }
    }

    /// By how much the curve may be above the straight line to a vertex further right, rounded up; 0 if it is that line.
    pub(crate) fn doubt(&self, right: &Vertex<P>) -> i64 {
        i64::try_from(self.stretch(right).doubt()).unwrap_or(i64::MAX)
    }
}

/// Steps of one more reached, what they cost together, and the bonuses at both ends.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    steps: i128,
    cost: i128,
    bonus: [i128; 2],
}

impl Stretch {
    /// The tangents at both ends meet above the line between; the curve is below them.
    fn doubt(self) -> i128 {
        let Stretch { steps, cost, bonus: [left, right] } = self;
        if steps < 2 || right <= left {
            return 0;
        }
        // So many steps from the left, times `steps`.
        let above = |k: i128| (-left * k).min(right * (steps - k) - cost) * steps + cost * k;
        let meet = (right * steps - cost) / (right - left);
        let highest = [meet, meet + 1].map(|k| above(k.clamp(1, steps - 1))).into_iter().max().unwrap_or(0);
        // Below 0 would be a curve that is not concave.
        (highest.max(0) + steps - 1) / steps
    }

    /// What to ask next.
    fn bonus(self) -> i64 {
        i64::try_from(self.cost.div_euclid(self.steps.max(1))).unwrap_or(i64::MAX)
    }
}

/// Vertices from left to right, from both ends to at most `most` of them, and whether there was time for all that. `probe` is given a
/// bonus and the vertices to the left and to the right, and has nothing if the deadline came first.
///
/// # Errors
/// Those of `probe`.
pub(crate) fn refine<P>(
    ends: [Vertex<P>; 2],
    most: u32,
    mut probe: impl FnMut(i64, &Vertex<P>, &Vertex<P>) -> Result<Option<Vertex<P>>, Error>,
) -> Result<(Vec<Vertex<P>>, bool), Error> {
    let mut vertices = Vec::from(ends);
    while vertices.len() < most as usize {
        let doubts = vertices.windows(2).enumerate().filter_map(|(at, pair)| match pair {
            [left, right] => Some((left.doubt(right), at)),
            _ => None,
        });
        // The first of those that leave the most in doubt.
        let Some((doubt, at)) = doubts.min_by_key(|&(doubt, at)| (std::cmp::Reverse(doubt), at)) else { break };
        let (Some(left), Some(right)) = (vertices.get(at), vertices.get(at + 1)) else { break };
        if doubt == 0 {
            break;
        }
        let bonus = left.stretch(right).bonus();
        let Some(found) = probe(bonus, left, right)? else { return Ok((vertices, false)) };
        if found.matched == right.matched && found.total == right.total && found.bonus < right.bonus {
            if let Some(right) = vertices.get_mut(at + 1) {
                *right = found;
            }
        } else if (left.matched + 1..right.matched).contains(&found.matched) {
            vertices.insert(at + 1, found);
        } else {
            let stretch = format!("{} to {}", left.matched, right.matched);
            return Err(Error::internal(format!("a bonus of {bonus} between {stretch} gave {}", found.matched)));
        }
    }
    // The bonus of the right end was large enough, whatever the last one reached costs; now that may be known.
    if let [.., left, right] = &vertices[..]
        && let Stretch { steps: 1, cost, bonus: [_, bonus] } = left.stretch(right)
        && cost < bonus
    {
        let Some(found) = probe(left.stretch(right).bonus(), left, right)? else { return Ok((vertices, false)) };
        if found.matched == right.matched {
            vertices.pop();
            vertices.push(found);
        }
    }
    Ok((vertices, true))
}

#[cfg(test)]
mod tests {
    use super::{Vertex, refine};
    use proptest::prelude::*;

    /// The vertex up to which costs are at most the bonus.
    fn vertex(costs: &[i64], bonus: i64) -> Vertex<()> {
        let matched = costs.partition_point(|&cost| cost <= bonus);
        Vertex { matched: matched as u64, total: -costs[..matched].iter().sum::<i64>(), bonus, proof: () }
    }

    proptest! {
        /// Every curve there is, from what bonuses show of it.
        #[test]
        fn a_curve_is_found_and_no_doubt_is_too_small(
            mut costs in prop::collection::vec(1..40_i64, 1..60), most in 2..80_u32, high in 40..1_000_i64,
        ) {
            costs.sort_unstable();
            let f = |k: usize| -costs[..k].iter().sum::<i64>();
            let mut asked = 0;
            let (found, complete) = refine([vertex(&costs, 0), vertex(&costs, high)], most, |bonus, _, _| {
                asked += 1;
                Ok(Some(vertex(&costs, bonus)))
            }).unwrap();
            prop_assert!(complete && found.len() <= most as usize && asked <= 2 * found.len() + 1);
            let mut known = true;
            for pair in found.windows(2) {
                let [(k, left), (l, right)] = [0, 1].map(|at| (pair[at].matched as usize, pair[at].total));
                prop_assert_eq!((left, right), (f(k), f(l)));
                let doubt = pair[0].doubt(&pair[1]);
                known &= doubt == 0;
                for between in k..=l {
                    let above = (f(between) - left) * (l - k) as i64 - (right - left) * (between - k) as i64;
                    prop_assert!((0..=doubt * (l - k) as i64).contains(&above));
                }
            }
            prop_assert!(known || found.len() == most as usize);
        }
    }
}
