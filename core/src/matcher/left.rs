//! Those whom a solution leaves without a partner, or with seats, and why.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::cohort::Cohort;
use crate::explain::{Absences, Ground, Limits, Space};
use crate::index::Index;
use crate::listed::Proof;
use crate::matching::{Reason, Run, Short, Spare, Unmatched};
use crate::pricing::{self, Solution};
use crate::roster::{MenteeIx, MentorIx};
use crate::sessions::Starts;

/// Everybody who is left, with reasons, each in the order of ids; and by mentor, how many they meet.
pub(super) struct Left {
    pub(super) unmatched: Vec<Unmatched>,
    pub(super) short: Vec<Short>,
    pub(super) spare: Vec<Spare>,
    pub(super) mentees_of: Vec<u32>,
}

/// Whoever is left over by a solution.
pub(super) fn left(cohort: &Cohort, index: &Index, solution: &Solution, run: &Run) -> Left {
    answering(cohort, index, solution, run, |absences, mentors_of, mentees_of| {
        let lacking: Vec<(MenteeIx, u32)> =
            (0..).zip(&cohort.roster().mentees).map(|(mentee, row)| (mentee, row.seats)).collect();
        let answers: Vec<(Option<Unmatched>, Option<Short>)> = lacking
            .par_iter()
            .zip(mentors_of)
            .map_init(Space::default, |space, (&(mentee, wanted), taken)| {
                let matched = taken.len() as u32;
                if matched > 0 && matched >= wanted {
                    return (None, None);
                }
                let id = cohort.mentee(mentee).id.clone();
                let (reasons, nearest) = absences.of_mentee(mentee, taken, space);
                if matched == 0 {
                    (Some(Unmatched { mentee: id, reasons, nearest }), None)
                } else {
                    (None, Some(Short { mentee: id, wanted, matched, reasons, nearest }))
                }
            })
            .collect();
        let (unmatched, short): (Vec<_>, Vec<_>) = answers.into_iter().unzip();
        let seats = cohort.roster().mentors.iter().zip(mentees_of).map(|(row, &taken)| (row.seats, taken));
        let spare = (0..).zip(seats).filter(|(_, (seats, taken))| taken < seats || *seats == 0);
        let spare: Vec<(MentorIx, (u32, u32))> = spare.collect();
        let spare = spare.par_iter().map_init(Space::default, |space, &(mentor, (seats, taken))| Spare {
            mentor: cohort.mentor(mentor).id.clone(),
            seats: seats - taken,
            reasons: absences.of_mentor(mentor, taken, space),
        });
        Left {
            unmatched: unmatched.into_iter().flatten().collect(),
            short: short.into_iter().flatten().collect(),
            spare: spare.collect(),
            mentees_of: mentees_of.to_vec(),
        }
    })
}

/// Whatever there is to tell of those who are left over by a solution; who is told of the mentors of every mentee, and how many mentees every mentor has.
fn answering<R>(
    cohort: &Cohort,
    index: &Index,
    solution: &Solution,
    run: &Run,
    tell: impl FnOnce(&Absences<'_>, &[BTreeSet<MentorIx>], &[u32]) -> R,
) -> R {
    let data = cohort.data();
    let minutes = minutes_of(solution);
    let mut mentors_of: Vec<BTreeSet<MentorIx>> = vec![BTreeSet::new(); data.mentees.len()];
    let mut mentees_of: Vec<u32> = vec![0; data.mentors.len()];
    for &(mentee, mentor) in &solution.pairs {
        mentors_of.get_mut(mentee as usize).map(|taken| taken.insert(mentor));
        if let Some(taken) = mentees_of.get_mut(mentor as usize) {
            *taken += 1;
        }
    }

    let ground = match run.load_cost() {
        _ if run.has_times() => Ground::Times(&mentees_of),
        0 => Ground::of(run, &solution.prices, cohort.has_limits()),
        _ => Ground::Load(&solution.prices, &mentees_of),
    };
    // Too many people and starts were refused before.
    let free = || pricing::free_seats(cohort);
    let starts = run.has_times().then(free).and_then(|[mentors, mentees]| Starts::of(cohort, &mentors, &mentees).ok());
    let starts = starts.map(|starts| {
        let held = solution.pairs.iter().zip(minutes).filter_map(|(&pair, &at)| Some((pair, at?)));
        let left = starts.clone().beside(cohort, held, run.rooms());
        [starts, left]
    });
    let limits = Limits::new(cohort, &solution.pairs, starts);
    let absences = Absences::new(cohort, index, ground, &solution.unseen, &limits);
    tell(&absences, &mentors_of, &mentees_of)
}

/// By pair: when they meet, in minutes of the horizon; nothing without times.
pub(super) fn minutes_of(solution: &Solution) -> &[Option<u32>] {
    match solution.listed.as_ref().map(|listed| &listed.proof) {
        Some(Proof::Times(_, minutes)) => minutes.as_slice(),
        _ => &[],
    }
}

/// Why mentees have no mentor, or no more: as the document says it, in the words of this cohort.
pub(crate) fn reasons_of(
    cohort: &Cohort,
    index: &Index,
    solution: &Solution,
    run: &Run,
    mentees: &[MenteeIx],
) -> Vec<Vec<Reason>> {
    answering(cohort, index, solution, run, |absences, mentors_of, _| {
        let nobody = BTreeSet::new();
        let reasons = |space: &mut Space, &mentee: &MenteeIx| {
            absences.of_mentee(mentee, mentors_of.get(mentee as usize).unwrap_or(&nobody), space).0
        };
        mentees.par_iter().map_init(Space::default, reasons).collect()
    })
}
