//! The edges once more, in one column a mentor; made when somebody first asks for them.
#![expect(clippy::indexing_slicing, reason = "mentors come from the graph; places from the counts made here")]

use std::ops::Range;

use super::rows::Rows;
use super::share;

/// Of every edge that weighs something: its mentee and its weight, mentor by mentor in the order of mentees.
#[derive(Debug)]
pub(super) struct Columns<W> {
    starts: Vec<usize>,
    mentees: Vec<u32>,
    weights: Vec<W>,
}

impl<W: Copy + Default + Into<i64> + Send> Columns<W> {
    /// By a stable counting sort; `degrees` are the lengths of the columns.
    pub(super) fn of<R: Rows<Weight = W>>(rows: &R, degrees: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(degrees.map(|degree| {
            end += degree as usize;
            end
        }));
        let (mut mentees, mut weights) = (vec![0; end], vec![W::default(); end]);
        let mentors = 0..rows.graph().mentors();
        fill(rows, &starts, mentors, share::threads(), &mut mentees, &mut weights);
        Columns { starts, mentees, weights }
    }

    /// Mentee and weight of a mentor's edges.
    pub(super) fn column(&self, mentor: u32) -> impl Iterator<Item = (u32, i64)> {
        let at = self.starts[mentor as usize]..self.starts[mentor as usize + 1];
        self.mentees[at.clone()].iter().zip(&self.weights[at]).map(|(&mentee, &weight)| (mentee, weight.into()))
    }
}

/// Fills the columns of some mentors. Each thread reads all rows and writes a share of the columns, for writing is what
/// takes time.
fn fill<R: Rows>(
    rows: &R,
    starts: &[usize],
    mentors: Range<usize>,
    threads: usize,
    mentees: &mut [u32],
    weights: &mut [R::Weight],
) {
    let first = starts[mentors.start];
    if threads > 1 && mentors.len() > 1 {
        let middle = mentors.start + mentors.len() / 2;
        let (mentees_a, mentees_b) = mentees.split_at_mut(starts[middle] - first);
        let (weights_a, weights_b) = weights.split_at_mut(starts[middle] - first);
        share::both(
            || fill(rows, starts, mentors.start..middle, threads / 2, mentees_a, weights_a),
            || fill(rows, starts, middle..mentors.end, threads - threads / 2, mentees_b, weights_b),
        );
        return;
    }
    let mut next: Vec<usize> = starts[mentors.clone()].iter().map(|start| start - first).collect();
    for mentee in 0..rows.graph().mentees() as u32 {
        for (_, mentor, weight) in rows.row(mentee) {
            if weight.into() > 0 && mentors.contains(&(mentor as usize)) {
                let next = &mut next[mentor as usize - mentors.start];
                (mentees[*next], weights[*next]) = (mentee, weight);
                *next += 1;
            }
        }
    }
}
