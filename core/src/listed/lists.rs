//! Every mentee's list, as edges.

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::{Index, Worth};
use crate::pricing;
use crate::roster::{MenteeIx, MentorIx};
use crate::ties::Ties;

/// Edges between people who are numbered in the order of a hash of their ids.
#[derive(Debug)]
pub(super) struct Lists {
    /// In order.
    pub(super) mentee: Vec<u32>,
    pub(super) mentor: Vec<u32>,
    pub(super) points: Vec<u32>,
    /// The seats that locked pairs leave.
    pub(super) mentee_seats: Vec<u32>,
    pub(super) mentor_seats: Vec<u32>,
    /// Whether the mentee has a locked pair.
    pub(super) has_lock: Vec<bool>,
    /// Who everybody is in the cohort.
    pub(super) mentees: Vec<MenteeIx>,
    pub(super) mentors: Vec<MentorIx>,
    /// How many pairs of each mentee there are at most, if somebody has more.
    pub(super) cut: Option<u32>,
}

impl Lists {
    /// As long as possible; nothing if there was no time.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn of(
        cohort: &Cohort,
        index: &Index,
        seed: u32,
        most_pairs: usize,
        control: &Control,
    ) -> Result<Option<Self>, Error> {
        let roster = cohort.roster();
        let [mentor_free, mentee_free] = pricing::free_seats(cohort);
        let active = mentee_free.iter().filter(|seats| **seats > 0).count();
        let most = (most_pairs / active.max(1)).clamp(1, roster.mentors.len().max(1));
        let worth = Worth::plain(&index.board);
        // One more, to see whether that is all.
        let (found, complete) = pricing::best(cohort, index, &worth, most + 1, (&mentee_free, false), control)?;
        if !complete {
            return Ok(None);
        }
        let data = cohort.data();
        let ties = Ties::new(1, seed);
        let mentees = shuffled(data.mentees.iter().map(|person| ties.person(&person.id, 1)));
        let mentors = shuffled(data.mentors.iter().map(|person| ties.person(&person.id, 0)));
        let place_of_mentor = inverse(&mentors);
        let mut rows: Vec<&[(MentorIx, u32)]> = vec![&[]; roster.mentees.len()];
        let mut cut = None;
        for (mentee, row) in &found {
            if row.len() > most {
                cut = Some(most as u32);
            }
            if let Some(place) = rows.get_mut(*mentee as usize) {
                *place = row.get(..most).unwrap_or(row);
            }
        }
        let (mut mentee, mut mentor, mut points) = (Vec::new(), Vec::new(), Vec::new());
        for (place, &who) in (0..).zip(&mentees) {
            for &(other, worth) in rows.get(who as usize).copied().unwrap_or_default() {
                mentee.push(place);
                mentor.push(place_of_mentor.get(other as usize).copied().unwrap_or_default());
                points.push(worth);
            }
        }
        let seats = |order: &[u32], free: &[u32]| {
            order.iter().map(|&who| free.get(who as usize).copied().unwrap_or(0)).collect::<Vec<u32>>()
        };
        Ok(Some(Lists {
            mentee,
            mentor,
            points,
            mentee_seats: seats(&mentees, &mentee_free),
            mentor_seats: seats(&mentors, &mentor_free),
            has_lock: mentees.iter().map(|&who| !roster.locked.of(who).is_empty()).collect(),
            mentees,
            mentors,
            cut,
        }))
    }

    /// Who meets whom by an edge, in the cohort.
    pub(super) fn pair(&self, edge: u32) -> (MenteeIx, MentorIx) {
        let at = |list: &[u32], names: &[u32]| {
            let place = list.get(edge as usize).copied().unwrap_or_default();
            names.get(place as usize).copied().unwrap_or_default()
        };
        (at(&self.mentee, &self.mentees), at(&self.mentor, &self.mentors))
    }

    /// A mentor's id.
    pub(super) fn mentor_id(&self, cohort: &Cohort, place: u32) -> String {
        cohort.mentor(self.mentors.get(place as usize).copied().unwrap_or_default()).id.clone()
    }
}

/// People in the order of their hashes.
pub(crate) fn shuffled(hashes: impl Iterator<Item = u64>) -> Vec<u32> {
    let mut order: Vec<(u64, u32)> = hashes.zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, who)| who).collect()
}

fn inverse(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, &who) in (0..).zip(order) {
        if let Some(slot) = places.get_mut(who as usize) {
            *slot = place;
        }
    }
    places
}
