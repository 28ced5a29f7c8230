//! The graph of an assignment: edges between mentees and mentors, in rows by mentee and in columns by mentor.
//!
//! Dense numbers, integer weights and seats; nothing here knows what they stand for.

/// Edges with weights and seats on both sides. Edges that can never be chosen (weight 0, or a mentee without a seat) are
/// left out of the rows; columns serve the others.
#[derive(Debug, Clone)]
pub(crate) struct Bipartite {
    pub(crate) mentee_seats: Vec<u32>,
    pub(crate) mentor_seats: Vec<u32>,
    /// Row i is `rows[i]..rows[i + 1]`.
    pub(crate) rows: Vec<u32>,
    /// By edge: its mentor, its weight, and the caller's number for it.
    pub(crate) mentor: Vec<u32>,
    pub(crate) weight: Vec<i64>,
    pub(crate) name: Vec<u32>,
    /// Column j is `columns[j]..columns[j + 1]`: edges, in order, with their mentees beside them.
    pub(crate) columns: Vec<u32>,
    pub(crate) column_edge: Vec<u32>,
    pub(crate) column_mentee: Vec<u32>,
}

impl Bipartite {
    /// From rows: mentee i's edges are `row_starts[i]..row_starts[i + 1]`, and an edge's name is its position.
    /// O(edges).
    pub(crate) fn from_rows(
        mentor_seats: Vec<u32>,
        mentee_seats: Vec<u32>,
        row_starts: &[usize],
        mentor: &[u32],
        weight: &[i64],
    ) -> Self {
        let range = |i: usize| row_starts.get(i).copied().unwrap_or(0)..row_starts.get(i + 1).copied().unwrap_or(0);
        let row = |i: usize| range(i).map(|edge| edge as u32);
        Bipartite::new(mentor_seats, mentee_seats, row, mentor, weight)
    }

    /// From parallel lists of edges in any order; an edge's name is its position. O(edges).
    pub(crate) fn from_edges(mentee: &[u32], mentor: &[u32], weight: &[i64], mentor_seats: Vec<u32>, mentee_seats: Vec<u32>) -> Self {
        let (starts, edges) = group(mentee_seats.len(), mentee.iter().copied());
        let at = |i: usize| starts.get(i).map_or(0, |&start| start as usize);
        let row = |i: usize| edges.get(at(i)..at(i + 1)).unwrap_or_default().iter().copied();
        Bipartite::new(mentor_seats, mentee_seats, row, mentor, weight)
    }

    fn new<R: Iterator<Item = u32>>(
        mentor_seats: Vec<u32>,
        mentee_seats: Vec<u32>,
        row: impl Fn(usize) -> R,
        mentor: &[u32],
        weight: &[i64],
    ) -> Self {
        let mut graph = Bipartite {
            rows: vec![0],
            mentor: Vec::with_capacity(mentor.len()),
            weight: Vec::with_capacity(mentor.len()),
            name: Vec::with_capacity(mentor.len()),
            columns: Vec::new(),
            column_edge: Vec::new(),
            column_mentee: Vec::new(),
            mentee_seats,
            mentor_seats,
        };
        let mut mentee_of = Vec::with_capacity(mentor.len());
        for (i, &seats) in graph.mentee_seats.iter().enumerate() {
            for name in row(i).filter(|_| seats > 0) {
                let (Some(&j), Some(&w)) = (mentor.get(name as usize), weight.get(name as usize)) else { continue };
                if w > 0 && (j as usize) < graph.mentor_seats.len() {
                    graph.mentor.push(j);
                    graph.weight.push(w);
                    graph.name.push(name);
                    mentee_of.push(i as u32);
                }
            }
            graph.rows.push(graph.mentor.len() as u32);
        }
        (graph.columns, graph.column_edge) = group(graph.mentor_seats.len(), graph.mentor.iter().copied());
        graph.column_mentee =
            graph.column_edge.iter().map(|&edge| mentee_of.get(edge as usize).copied().unwrap_or_default()).collect();
        graph
    }

    /// How many mentees.
    pub(crate) fn mentees(&self) -> usize {
        self.mentee_seats.len()
    }

    /// How many mentors.
    pub(crate) fn mentors(&self) -> usize {
        self.mentor_seats.len()
    }

    /// How many edges that can be chosen.
    pub(crate) fn edges(&self) -> usize {
        self.mentor.len()
    }
}

/// Counting sort: the positions of each key, in order, as one list with starts.
fn group(keys: usize, list: impl Iterator<Item = u32> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0_u32; keys + 1];
    let mut count = 0_usize;
    for key in list.clone() {
        if let Some(slot) = starts.get_mut(key as usize + 1) {
            *slot += 1;
            count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    let mut next = starts.clone();
    let mut positions = vec![0_u32; count];
    for (position, key) in (0..).zip(list) {
        let Some(slot) = next.get_mut(key as usize).filter(|_| (key as usize) < keys) else { continue };
        if let Some(place) = positions.get_mut(*slot as usize) {
            *place = position;
        }
        *slot += 1;
    }
    (starts, positions)
}
