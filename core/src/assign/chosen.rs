//! What verifiers of choices on bare edges ask of the edges: each exists, once, in order, and has a seat on either side.

use crate::error::{ErrorCode, Problems};

/// The sides of a choice: who each edge joins, and how many seats everybody has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sides<'a> {
    /// Mentees are numbered from 0 without gaps.
    pub(crate) mentee: &'a [u32],
    pub(crate) mentee_seats: &'a [u32],
    pub(crate) mentor: &'a [u32],
    pub(crate) mentor_seats: &'a [u32],
}

impl Sides<'_> {
    /// How many edges every mentee has; everything that is wrong goes to `problems`.
    pub(crate) fn check(&self, edges: &[u32], problems: &mut Problems) -> Vec<u32> {
        let (mut taken, mut held) = (vec![0_u32; self.mentor_seats.len()], vec![0_u32; self.mentee_seats.len()]);
        let mut last = None;
        for (at, &edge) in edges.iter().enumerate() {
            let mut wrong = |code, message: String| problems.add(code, format!("edges[{at}]"), message);
            let (Some(&i), Some(&j)) = (self.mentee.get(edge as usize), self.mentor.get(edge as usize)) else {
                wrong(ErrorCode::IneligiblePair, format!("there is no edge {edge}"));
                continue;
            };
            if last.is_some_and(|last| last >= edge) {
                wrong(ErrorCode::IneligiblePair, "edges do not ascend".to_owned());
            }
            last = Some(edge);
            let sides = [
                ("mentor", taken.get_mut(j as usize), self.mentor_seats.get(j as usize)),
                ("mentee", held.get_mut(i as usize), self.mentee_seats.get(i as usize)),
            ];
            for (who, count, seats) in sides {
                let (Some(count), Some(&seats)) = (count, seats) else { continue };
                *count += 1;
                if *count == seats.saturating_add(1) {
                    wrong(ErrorCode::SeatOversold, format!("a {who} has more edges than the {seats} seats"));
                }
            }
        }
        held
    }
}

/// What edges that exist are worth together.
pub(crate) fn total(weight: &[i64], edges: &[u32]) -> i128 {
    edges.iter().filter_map(|&edge| weight.get(edge as usize)).map(|&weight| i128::from(weight)).sum()
}
