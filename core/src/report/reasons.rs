//! Why people have nobody, in the words of the page: a matching's own sentences are in those it was made with.

use std::collections::BTreeSet;

use crate::blocking::pairs_of;
use crate::cohort::Cohort;
use crate::error::Error;
use crate::explain::ReasonCode;
use crate::index::Index;
use crate::matcher::reasons_of;
use crate::matching::Matching;
use crate::roster::MenteeIx;
use crate::verify::solution_of;

/// What is said first of each of the first mentees without a mentor, so many at most.
///
/// The reasons are found once more, as verifying finds them, and told where they are those of the document; else it is as the document has it. A census of
/// mentors for each of these mentees; on the threads of the pool it is called in.
pub(super) fn reasons(matching: &Matching, cohort: &Cohort, index: &Index, most: usize) -> Result<Vec<String>, Error> {
    let shown = || matching.unmatched.iter().take(most);
    let known: Vec<Option<MenteeIx>> = shown().map(|one| cohort.find_mentee(&one.mentee)).collect();
    let mentees: Vec<MenteeIx> = known.iter().flatten().copied().collect();
    if mentees.is_empty() {
        return Ok(stated_of(matching, most));
    }
    let unseen: BTreeSet<MenteeIx> = known
        .iter()
        .zip(shown())
        .filter(|(_, one)| one.reasons.iter().any(|reason| reason.code == ReasonCode::Deadline.as_str()))
        .filter_map(|(mentee, _)| *mentee)
        .collect();
    let solution = solution_of(matching, cohort, pairs_of(matching, cohort)?, unseen);
    let mut again = reasons_of(cohort, index, &solution, &matching.run, &mentees).into_iter();
    let said = known.into_iter().zip(shown()).map(|(mentee, one)| {
        let found = mentee.and_then(|_| again.next()).and_then(|reasons| reasons.into_iter().next());
        let same = found.filter(|found| {
            one.reasons.first().is_some_and(|stated| (&stated.code, stated.count) == (&found.code, found.count))
        });
        same.map_or_else(|| stated(one), |reason| reason.detail)
    });
    Ok(said.collect())
}

/// Of the first mentees without a mentor, as the document has it.
pub(super) fn stated_of(matching: &Matching, most: usize) -> Vec<String> {
    matching.unmatched.iter().take(most).map(stated).collect()
}

/// Nothing where it says nothing.
fn stated(one: &crate::matching::Unmatched) -> String {
    one.reasons.first().map(|reason| reason.detail.clone()).unwrap_or_default()
}
