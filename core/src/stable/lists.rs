//! The lists of one side: who each person would meet, best first.
//!
//! Ranks are mostly places, from 1 to the length of a list, or not much more. Then everybody has a slot for every rank from the
//! least to the greatest in their list. Strict lists put one pair into a slot at most; a bit for every slot tells whether they
//! are, and where nobody proposes, lists need not be made at all. With ties, pairs are counted by slots. Ranks that are far
//! apart are sorted.
#![expect(clippy::indexing_slicing, reason = "people and pairs come from the checked problem")]

/// One side's pairs and ranks.
#[derive(Clone, Copy)]
pub(super) struct Ranks<'p> {
    pub(super) person: &'p [u32],
    pub(super) rank: &'p [i64],
    pub(super) people: usize,
    /// Which pairs take part; all if none are left out.
    pub(super) open: Option<&'p [bool]>,
}

/// Everybody's least rank and first slot, and how many slots there are.
pub(super) struct Slots {
    first: Vec<(i64, usize)>,
    count: usize,
}

/// So many slots a pair are worth having.
const MOST_SLOTS: usize = 2;

/// One row a person, of the positions of pairs.
pub(super) struct Lists {
    starts: Vec<usize>,
    edges: Vec<u32>,
}

impl Slots {
    fn slot(&self, person: usize, rank: i64) -> usize {
        let (least, slot) = self.first[person];
        slot + (rank - least) as usize
    }
}

impl<'p> Ranks<'p> {
    /// Position, person and rank of the pairs that take part.
    fn pairs(&self) -> impl Iterator<Item = (u32, usize, i64)> + use<'p> {
        let open = self.open;
        let pairs = (0_u32..).zip(self.person.iter().zip(self.rank));
        let pairs = pairs.map(|(edge, (&person, &rank))| (edge, person as usize, rank));
        pairs.filter(move |&(edge, ..)| open.is_none_or(|open| open[edge as usize]))
    }

    /// None if ranks are too far apart.
    pub(super) fn slots(&self) -> Option<Slots> {
        let mut range = vec![(i64::MAX, i64::MIN); self.people];
        for (_, person, rank) in self.pairs() {
            let (least, most) = &mut range[person];
            (*least, *most) = (rank.min(*least), rank.max(*most));
        }
        let limit = MOST_SLOTS.saturating_mul(self.person.len());
        let mut first = Vec::with_capacity(self.people);
        let mut count = 0_usize;
        for (least, most) in range {
            first.push((least, count));
            if least <= most {
                let slots = usize::try_from(most.checked_sub(least)?).ok()?;
                count = count.checked_add(slots)?.checked_add(1).filter(|&count| count <= limit)?;
            }
        }
        Some(Slots { first, count })
    }

    /// Whether no two pairs of one list have the same rank.
    pub(super) fn is_strict(&self, slots: &Slots) -> bool {
        let mut taken = vec![0_u64; slots.count / 64 + 1];
        self.pairs().all(|(_, person, rank)| {
            let slot = slots.slot(person, rank);
            let (word, bit) = (&mut taken[slot / 64], 1 << (slot % 64));
            let is_free = *word & bit == 0;
            *word |= bit;
            is_free
        })
    }

    /// The lists, if they are strict.
    pub(super) fn strict(&self, slots: &Slots) -> Option<Lists> {
        const FREE: u32 = u32::MAX;
        let mut edges = vec![FREE; slots.count];
        for (edge, person, rank) in self.pairs() {
            if std::mem::replace(&mut edges[slots.slot(person, rank)], edge) != FREE {
                return None;
            }
        }
        let mut starts: Vec<usize> = slots.first.iter().map(|&(_, slot)| slot).chain([slots.count]).collect();
        if edges.contains(&FREE) {
            // Close the gaps.
            let mut kept = 0;
            for person in 0..self.people {
                let row = std::mem::replace(&mut starts[person], kept)..starts[person + 1];
                for slot in row {
                    edges[kept] = edges[slot];
                    kept += usize::from(edges[slot] != FREE);
                }
            }
            starts[self.people] = kept;
            edges.truncate(kept);
        }
        Some(Lists { starts, edges })
    }

    /// The lists, with ties or without.
    pub(super) fn lists(&self, slots: Option<&Slots>) -> Lists {
        if let Some(slots) = slots {
            return self.counted(slots);
        }
        let mut lists = self.given();
        lists.sort(self.rank);
        lists
    }

    /// By a stable counting sort of slots.
    fn counted(&self, slots: &Slots) -> Lists {
        let mut next = vec![0_u32; slots.count + 1];
        for (_, person, rank) in self.pairs() {
            next[slots.slot(person, rank)] += 1;
        }
        let mut sum = 0;
        for count in &mut next {
            sum += std::mem::replace(count, sum);
        }
        let starts = slots.first.iter().map(|&(_, slot)| next[slot] as usize).chain([sum as usize]).collect();
        let mut edges = vec![0; sum as usize];
        for (edge, person, rank) in self.pairs() {
            let next = &mut next[slots.slot(person, rank)];
            edges[*next as usize] = edge;
            *next += 1;
        }
        Lists { starts, edges }
    }

    /// The pairs of each person in the order in which they were given: a stable counting sort.
    fn given(&self) -> Lists {
        let mut starts = vec![0; self.people + 1];
        for (_, person, _) in self.pairs() {
            starts[person + 1] += 1;
        }
        for i in 0..self.people {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut edges = vec![0; starts[self.people]];
        for (edge, person, _) in self.pairs() {
            edges[next[person]] = edge;
            next[person] += 1;
        }
        Lists { starts, edges }
    }
}

impl Lists {
    /// Puts each list in order: the best rank first, and of a tie the pair that was given first.
    fn sort(&mut self, rank: &[i64]) {
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
