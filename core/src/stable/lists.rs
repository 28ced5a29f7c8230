//! The lists of one side: who each person would meet, best first.
#![expect(clippy::indexing_slicing, reason = "people and pairs come from the checked problem")]

/// One row a person, of the positions of pairs.
pub(super) struct Lists {
    starts: Vec<usize>,
    edges: Vec<u32>,
}

impl Lists {
    /// The pairs of each person in the order in which they were given, without those that `open` leaves out: a stable
    /// counting sort.
    pub(super) fn given(person: &[u32], people: usize, open: &[bool]) -> Self {
        let mut starts = vec![0; people + 1];
        for (&person, &open) in person.iter().zip(open) {
            starts[person as usize + 1] += usize::from(open);
        }
        for i in 0..people {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut edges = vec![0; starts[people]];
        for (edge, (&person, &open)) in (0..).zip(person.iter().zip(open)) {
            if open {
                edges[next[person as usize]] = edge;
                next[person as usize] += 1;
            }
        }
        Lists { starts, edges }
    }

    /// Puts each list in order: the best rank first, and of a tie the pair that was given first.
    pub(super) fn sort(&mut self, rank: &[i64]) {
        let mut keyed: Vec<(i64, u32)> = Vec::new();
        for i in 0..self.people() {
            let row = &mut self.edges[self.starts[i]..self.starts[i + 1]];
            if row.is_sorted_by_key(|&edge| (rank[edge as usize], edge)) {
                continue;
            }
            keyed.clear();
            keyed.extend(row.iter().map(|&edge| (rank[edge as usize], edge)));
            keyed.sort_unstable();
            for (edge, &(_, sorted)) in row.iter_mut().zip(&keyed) {
                *edge = sorted;
            }
        }
    }

    /// Which pairs are in a tie of their list. The lists are in order.
    pub(super) fn tied(&self, rank: &[i64]) -> Vec<bool> {
        let mut tied = vec![false; rank.len()];
        for i in 0..self.people() {
            for pair in self.row(i).windows(2) {
                let (a, b) = (pair[0] as usize, pair[1] as usize);
                if rank[a] == rank[b] {
                    (tied[a], tied[b]) = (true, true);
                }
            }
        }
        tied
    }

    pub(super) fn people(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn row(&self, person: usize) -> &[u32] {
        &self.edges[self.starts[person]..self.starts[person + 1]]
    }
}
