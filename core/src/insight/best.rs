//! How near people came to the best pair that each could have alone.

use super::document::OfBest;
use super::round::Round;
use crate::control::Control;
use crate::error::Error;
use crate::index::{Index, Worth};
use crate::pricing;
use crate::roster::MenteeIx;

/// What is counted of mentees who take part and could meet somebody.
pub(super) struct Best {
    pub(super) people: u64,
    /// The points of their best pairings.
    pub(super) points: u64,
    /// The points that these could have.
    pub(super) best_points: u64,
    /// How many have a mentor with the most points, and one of the best.
    pub(super) first: u64,
    pub(super) within: u64,
    pub(super) of_best: OfBest,
}

impl Best {
    /// Asks for the best few mentors of everybody; nothing if the deadline came first. O(mentees · mentors / 64) steps in the worst case.
    ///
    /// Of somebody who has a mentor only those are asked for who are no worse than the best they have: fewer of them than asked for say that this one is
    /// among the best few, too.
    pub(super) fn of(round: &Round<'_>, index: &Index, control: &Control) -> Result<Option<Self>, Error> {
        let seats: Vec<u32> = round.cohort.roster().mentees.iter().map(|row| row.seats).collect();
        let (plain, most) = (Worth::plain(&index.board), round.options.best as usize);
        let has = round.of_mentees();
        let least =
            |mentee: MenteeIx| has.get(mentee as usize).map_or(1, |(_, points): &(u32, u32)| i64::from(*points).max(1));
        let ask = |seats: &[u32], least: &dyn Fn(MenteeIx) -> i64| {
            pricing::best_from((round.cohort, index), &plain, most, (seats, true), least, control)
        };
        let (mut found, mut complete) = ask(&seats, &least)?;
        if complete {
            // Somebody whose pair may not be, whatever a document says, may have found nobody as good.
            let with_pair = |(seats, (count, _)): (&u32, &(u32, u32))| if *count > 0 { *seats } else { 0 };
            let mut again: Vec<u32> = seats.iter().zip(&has).map(with_pair).collect();
            for (mentee, _) in &found {
                again.get_mut(*mentee as usize).into_iter().for_each(|seats| *seats = 0);
            }
            if again.iter().any(|seats| *seats > 0) {
                let (more, all) = ask(&again, &|_| 1)?;
                found.extend(more);
                found.sort_unstable_by_key(|(mentee, _)| *mentee);
                complete = all;
            }
        }
        if !complete {
            return Ok(None);
        }
        let mut best = Best {
            people: 0,
            points: 0,
            best_points: 0,
            first: 0,
            within: 0,
            of_best: OfBest { tenths: vec![0; 10], unmatched: 0, nobody: 0 },
        };
        for (mentee, entries) in &found {
            let (Some(first), Some(last)) = (entries.first(), entries.last()) else { continue };
            let (count, points) = has.get(*mentee as usize).copied().unwrap_or_default();
            // No more than what could be, whatever a document says.
            let points = points.min(first.1);
            best.people += 1;
            best.points += u64::from(points);
            best.best_points += u64::from(first.1);
            if count == 0 {
                best.of_best.unmatched += 1;
                continue;
            }
            best.first += u64::from(points >= first.1);
            best.within += u64::from(entries.len() < most || points >= last.1);
            let tenth = (u64::from(points) * 10).checked_div(first.1.into()).unwrap_or(9).min(9);
            best.of_best.tenths.get_mut(tenth as usize).into_iter().for_each(|people| *people += 1);
        }
        let taking_part = seats.iter().filter(|seats| **seats > 0).count() as u64;
        best.of_best.nobody = taking_part.saturating_sub(best.people) as u32;
        Ok(Some(best))
    }
}
