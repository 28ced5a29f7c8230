//! What a pair is worth to each of the two, where their views may differ: by the weights of either side, and by whom each would like
//! to meet.

use super::{COMPONENTS, Scorer, interests};
use crate::points::FULL;
use crate::roster::{MenteeIx, MentorIx, Roster};

/// Which of the components is whom people would like to meet.
const PREFERENCE: usize = 2;

impl Scorer {
    /// Whether both sides see every pair alike, and as its points say.
    #[must_use]
    pub fn is_shared(&self, roster: &Roster) -> bool {
        self.mentor_shares == self.shares && roster.preferred.iter().next().is_none()
    }

    /// What a pair is worth to the mentee and to the mentor, of 1,000,000. The same components as its points, but of the two who
    /// would like to meet each other only the one whose view it is.
    #[must_use]
    pub fn views(&self, roster: &Roster, mentor: MentorIx, mentee: MenteeIx) -> [u32; 2] {
        let interests = interests::interests(self, roster, mentor, mentee, |_| ());
        let overlap = self.overlap(roster, mentor, mentee);
        let preferred = roster.preferred.get(mentor, mentee).unwrap_or_default();
        let values: Vec<u32> = self.values(roster, mentor, mentee, &interests, overlap).collect();
        debug_assert_eq!(COMPONENTS.get(PREFERENCE), Some(&"preference"));
        let view = |shares: &[u32], prefers: bool| {
            let worth = |(at, (&share, &value)): (usize, (&u32, &u32))| {
                let value = if at == PREFERENCE { u32::from(prefers) * FULL } else { value };
                Self::component_points(share, value, interests.broad)
            };
            shares.iter().zip(&values).enumerate().map(worth).sum()
        };
        [view(&self.shares, preferred.by_mentee), view(&self.mentor_shares, preferred.by_mentor)]
    }
}
