//! The edges once more, in one column a mentor; made when somebody first asks for them.
#![expect(clippy::indexing_slicing, reason = "mentors come from the graph; places from the counts made here")]

use super::rows::Rows;

/// Of every edge that weighs something: its mentee and its weight, mentor by mentor in the order of mentees.
#[derive(Debug)]
pub(super) struct Columns<W> {
    starts: Vec<usize>,
    mentees: Vec<u32>,
    weights: Vec<W>,
}

impl<W: Copy + Default + Into<i64>> Columns<W> {
    /// By a stable counting sort; `degrees` are the lengths of the columns.
    pub(super) fn of<R: Rows<Weight = W>>(rows: &R, degrees: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        starts.extend(degrees.map(|degree| {
            end += degree as usize;
            end
        }));
        let mut next = starts.clone();
        let (mut mentees, mut weights) = (vec![0; end], vec![W::default(); end]);
        for mentee in 0..rows.graph().mentees() as u32 {
            for (_, mentor, weight) in rows.row(mentee) {
                if weight.into() > 0 {
                    let at = next[mentor as usize];
                    next[mentor as usize] += 1;
                    (mentees[at], weights[at]) = (mentee, weight);
                }
            }
        }
        Columns { starts, mentees, weights }
    }

    /// Mentee and weight of a mentor's edges.
    pub(super) fn column(&self, mentor: u32) -> impl Iterator<Item = (u32, i64)> {
        let at = self.starts[mentor as usize]..self.starts[mentor as usize + 1];
        self.mentees[at.clone()].iter().zip(&self.weights[at]).map(|(&mentee, &weight)| (mentee, weight.into()))
    }
}
