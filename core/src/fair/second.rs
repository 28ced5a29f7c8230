//! Of all choices whose lots are the fairest by bands, the one of the most points.
//!
//! Groups that are done know which edges a choice as fair may have, and whose seats it must fill; every choice of these edges that fills
//! them is as fair, by complementary slackness. So it is an [assignment on a face](crate::assign::face), as for all second
//! objectives. The number of mentees in each band is the same for all of them, so that an edge need count only for what it has above
//! the lower end of its band: small weights, and small prices.
#![expect(clippy::indexing_slicing, reason = "people are numbered by a problem that was checked")]

use super::group::Group;
use crate::assign::face::{self, Face, Second};
use crate::control::Control;
use crate::error::Error;

/// The best by `above`. Groups come with the names of their people; `seats` are the number of mentees, who have one each, and mentors'.
///
/// # Errors
/// Cancelled; [`ErrorCode::TooLarge`](crate::ErrorCode::TooLarge) if weights leave no room for what must be.
pub(super) fn best(
    groups: &[(Group, [Vec<u32>; 2])],
    (mentees, mentor_seats): (usize, &[u32]),
    (mentee, mentor): (&[u32], &[u32]),
    above: impl Fn(u32) -> i64,
    control: &Control,
) -> Result<Second, Error> {
    let mut tight: Vec<(face::Edge, bool)> = Vec::new();
    let mut must = [vec![false; mentees], vec![false; mentor_seats.len()]];
    for (half, (group, names)) in groups.iter().enumerate() {
        for (edge, chosen) in group.tight() {
            let at = edge.id as usize;
            tight.push((face::Edge { id: edge.id, mentee: mentee[at], mentor: mentor[at] }, chosen));
        }
        // Mentees are the first side of one group and the second of the other.
        for (side, names) in names.iter().enumerate() {
            for (who, &name) in (0..).zip(names) {
                must[side ^ half][name as usize] |= group.must(side, who);
            }
        }
    }
    tight.sort_unstable_by_key(|(edge, _)| (edge.mentee, edge.id));
    Face::given(tight, (&vec![1; mentees], mentor_seats), must).best(|edge| above(edge.id), control)
}
