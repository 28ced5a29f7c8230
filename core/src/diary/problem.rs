//! Pairs that want to meet, when they could, and what keeps two sessions apart: numbers only.
#![expect(clippy::indexing_slicing, reason = "rows, pairs and people are numbered by whoever makes the problem")]

/// No start.
pub(crate) const NONE: u32 = u32::MAX;

/// Starts as half-open ranges, ascending and apart; rows of them one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    ends: Vec<usize>,
    ranges: Vec<(u32, u32)>,
}

impl Default for Rows {
    fn default() -> Self {
        Rows { ends: vec![0], ranges: Vec::new() }
    }
}

impl Rows {
    /// Adds a row and tells its number.
    pub(crate) fn push(&mut self, ranges: impl IntoIterator<Item = (u32, u32)>) -> u32 {
        self.ranges.extend(ranges.into_iter().filter(|range| range.0 < range.1));
        self.ends.push(self.ranges.len());
        self.ends.len() as u32 - 2
    }

    pub(crate) fn row(&self, at: u32) -> &[(u32, u32)] {
        &self.ranges[self.ends[at as usize]..self.ends[at as usize + 1]]
    }
}

/// Two people who are to meet once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// Mentor and mentee; two different people.
    pub(crate) people: [u32; 2],
    /// The rows of starts at which each of them has time for a whole session.
    pub(crate) free: [u32; 2],
    /// The part of these that each of them prefers.
    pub(crate) good: [u32; 2],
}

/// What one person's sessions have to keep to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    /// The starts of two sessions are at least so many slots apart: the session, and the longer buffer.
    pub(crate) apart: u32,
    /// The most sessions in a week, at least 1; [`NONE`] if there is no limit.
    pub(crate) most: u32,
    /// Which of the lists of weeks is theirs.
    pub(crate) weeks: u32,
}

/// Who is to meet, and what that has to keep to.
#[derive(Debug, Clone)]
pub(crate) struct Problem<'a> {
    /// How many slots there are.
    pub(crate) slots: u32,
    /// How many slots a session reaches into, at least 1.
    pub(crate) length: u32,
    pub(crate) rows: &'a Rows,
    /// The slots at which weeks begin, ascending.
    pub(crate) weeks: &'a [Vec<u32>],
    pub(crate) pairs: Vec<Pair>,
    pub(crate) people: Vec<Person>,
    /// The most sessions at a time.
    pub(crate) rooms: Option<u32>,
}

impl Problem<'_> {
    /// The starts that a pair has.
    pub(crate) fn starts(&self, pair: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let [one, other] = self.pairs[pair as usize].free;
        common(self.rows.row(one), self.rows.row(other))
    }

    /// Those of them that both prefer.
    pub(crate) fn good(&self, pair: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let [one, other] = self.pairs[pair as usize].good;
        common(self.rows.row(one), self.rows.row(other))
    }

    pub(crate) fn count(&self, pair: u32) -> u32 {
        self.starts(pair).map(|(from, to)| to - from).sum()
    }

    /// The slots from and to which a person's week around a start runs.
    pub(crate) fn week(&self, person: u32, start: u32) -> (u32, u32) {
        let weeks = &self.weeks[self.people[person as usize].weeks as usize];
        let next = weeks.partition_point(|&begin| begin <= start);
        (next.checked_sub(1).map_or(0, |at| weeks[at]), weeks.get(next).copied().unwrap_or(self.slots))
    }

    /// The pairs of each person.
    pub(crate) fn by_person(&self) -> Vec<Vec<u32>> {
        let mut pairs = vec![Vec::new(); self.people.len()];
        for (pair, at) in self.pairs.iter().zip(0..) {
            pair.people.iter().for_each(|&person| pairs[person as usize].push(at));
        }
        pairs
    }
}

/// What two rows have in common.
pub(crate) fn common<'a>(one: &'a [(u32, u32)], other: &'a [(u32, u32)]) -> impl Iterator<Item = (u32, u32)> + 'a {
    let (mut a, mut b) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(&one), Some(&other)) = (one.get(a), other.get(b)) {
            if one.1 <= other.1 {
                a += 1;
            } else {
                b += 1;
            }
            let both = (one.0.max(other.0), one.1.min(other.1));
            if both.0 < both.1 {
                return Some(both);
            }
        }
        None
    })
}
