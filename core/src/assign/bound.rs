//! D(p), the bound that prices prove, as the solver computes it; the [certificate](super::certificate) has its own.
//!
//! `D(p) = Σ_j c_j · p_j + Σ_i (the sum of the a_i largest positive w_ij − p_j)`. No choice of edges weighs more, whatever
//! the p ≥ 0: a mentee's edges are worth at most the second sum beyond their prices, and a mentor sells at most c_j seats.
#![expect(clippy::indexing_slicing, reason = "mentors come from the graph")]

use super::share;
use crate::bipartite::Bipartite;

/// D(p). Wider than a weight, for sums of bad prices may be large.
pub(crate) fn bound(graph: &Bipartite<'_>, prices: &[i64]) -> i128 {
    let sold: i128 =
        prices.iter().zip(graph.mentor_seats()).map(|(&price, &seats)| i128::from(price) * i128::from(seats)).sum();
    let kept = |mentees: std::ops::Range<u32>| {
        let mut gains = Vec::new();
        let mut kept = 0;
        for mentee in mentees {
            let row = graph.edges_of(mentee).map(|(_, mentor, weight)| weight - prices[mentor as usize]);
            kept += match graph.mentee_seats()[mentee as usize] {
                0 => 0,
                1 => row.fold(0, i64::max).into(),
                wanted => {
                    gains.clear();
                    gains.extend(row.filter(|&gain| gain > 0));
                    if gains.len() > wanted as usize {
                        gains.select_nth_unstable_by(wanted as usize, |a, b| b.cmp(a));
                        gains.truncate(wanted as usize);
                    }
                    gains.iter().map(|&gain| i128::from(gain)).sum::<i128>()
                }
            };
        }
        kept
    };
    sold + share::reduce(0..graph.mentees() as u32, 1 << 12, &kept, &|a, b| a + b)
}
