//! The most people, the most urgent first: one edge each, within the seats of mentors.
//!
//! Sets of mentees who can all have somebody are the independent sets of a matroid. So whoever takes the most urgent as long as they
//! can be added, then the next, ends with as many as anybody. Those of one urgency are added together, along shortest alternating
//! paths that share nobody. Who is reached when no path leads to a free seat any more is *closed*: all seats there are taken, by
//! people who know nobody else, and no later path comes out again. One more seat with a closed mentor would go to
//! somebody of the urgency that closed it, so these are the least prices, and they split the market.
//!
//! **Complexity.** O(edges · √people) an urgency at worst; a few looks at each edge as a rule.
//!
//! **References.** J. E. Hopcroft, R. M. Karp, "An n^5/2 algorithm for maximum matchings in bipartite graphs", SIAM J. Comput. 2,
//! 1973. J. Edmonds, D. R. Fulkerson, "Transversals and matroid partition", J. Res. Nat. Bur. Standards 69B, 1965.
#![expect(clippy::indexing_slicing, reason = "people and edges are numbered by a problem that was checked")]

use std::cmp::Reverse;
use std::ops::Range;

use super::person::Arc;
use super::tree::NONE;
use super::useful::Useful;
use crate::control::Control;
use crate::error::Error;

/// Everybody's edges, the best first.
pub(super) struct Rows {
    starts: Vec<u32>,
    arcs: Vec<Arc>,
}

impl Rows {
    pub(super) fn new(useful: &Useful, mentees: usize) -> Self {
        let mut starts = vec![0; mentees + 1];
        useful.mentee.iter().for_each(|&mentee| starts[mentee as usize + 1] += 1);
        for who in 0..mentees {
            starts[who + 1] += starts[who];
        }
        let mut next = starts.clone();
        let mut arcs = vec![Arc::default(); useful.mentee.len()];
        for edge in useful.descending() {
            let at = edge as usize;
            let place = &mut next[useful.mentee[at] as usize];
            arcs[*place as usize] = Arc { edge, other: useful.mentor[at], level: useful.level[at], slack: 0 };
            *place += 1;
        }
        Rows { starts, arcs }
    }

    fn of(&self, mentee: u32) -> Range<u32> {
        self.starts[mentee as usize]..self.starts[mentee as usize + 1]
    }

    /// Where an edge of a mentee is.
    pub(super) fn place(&self, mentee: u32, edge: u32, level: u32) -> u32 {
        let row = self.of(mentee);
        let arcs = &self.arcs[row.start as usize..row.end as usize];
        let before = arcs.partition_point(|arc| (Reverse(arc.level), arc.edge) < (Reverse(level), edge));
        row.start + before as u32
    }

    pub(super) fn edge(&self, place: u32) -> u32 {
        self.arcs[place as usize].edge
    }

    /// How many mentees have an edge.
    pub(super) fn people(&self) -> usize {
        self.starts.windows(2).filter(|row| row[0] < row[1]).count()
    }
}

/// Who has which edge.
pub(super) struct Most<'a> {
    rows: &'a Rows,
    seats: &'a [u32],
    /// Mentees by urgency, the most urgent first, with their place among urgencies.
    classes: &'a [(u32, Vec<u32>)],
    /// By mentee, a place in `rows`.
    pub(super) taken: Vec<u32>,
    /// By mentor: mentees, in `holders`.
    rooms: Vec<Range<u32>>,
    holders: Vec<u32>,
    /// By mentor: the place of the urgency of whoever would have one more seat, 0 if nobody.
    pub(super) closed: Vec<u32>,
    /// Edges of lower levels do not count.
    least: u32,
    /// By mentor: in which layer of the search they are.
    layer: Vec<u32>,
    reached: Vec<u32>,
    /// Where the search goes on, in rows and in rooms.
    next_arc: Vec<u32>,
    next_holder: Vec<u32>,
}

impl<'a> Most<'a> {
    pub(super) fn new(rows: &'a Rows, seats: &'a [u32], classes: &'a [(u32, Vec<u32>)]) -> Self {
        let mut degrees = vec![0; seats.len()];
        rows.arcs.iter().for_each(|arc| degrees[arc.other as usize] += 1);
        let mut end = 0;
        let room = |(&seats, degree): (&u32, u32)| {
            let start = end;
            end += seats.min(degree);
            start..start
        };
        let rooms = seats.iter().zip(degrees).map(room).collect();
        let mentees = rows.starts.len() - 1;
        Most {
            rows,
            seats,
            classes,
            taken: vec![NONE; mentees],
            rooms,
            holders: vec![0; end as usize],
            closed: vec![0; seats.len()],
            least: 0,
            layer: vec![NONE; seats.len()],
            reached: Vec::new(),
            next_arc: vec![0; mentees],
            next_holder: vec![0; seats.len()],
        }
    }

    /// As many as possible without edges below a level; those who have an edge keep having one. Says whether there was time.
    ///
    /// # Errors
    /// Cancelled.
    pub(super) fn fill(&mut self, least: u32, control: &Control) -> Result<bool, Error> {
        self.least = least;
        self.closed.fill(0);
        self.rooms.iter_mut().for_each(|room| room.end = room.start);
        let before = std::mem::replace(&mut self.taken, vec![NONE; self.next_arc.len()]);
        let mut in_time = true;
        for (place, class) in self.classes {
            for &mentee in class {
                let place = before[mentee as usize];
                if place != NONE && self.is_free(place) {
                    self.enter(mentee, place);
                }
            }
            let mut missing: Vec<u32> = Vec::new();
            for &mentee in class {
                if self.taken[mentee as usize] != NONE {
                    continue;
                }
                match self.rows.of(mentee).find(|&place| self.is_free(place)) {
                    Some(place) => self.enter(mentee, place),
                    None => missing.push(mentee),
                }
            }
            while in_time && !missing.is_empty() {
                control.check()?;
                if control.is_expired() {
                    in_time = false;
                    break;
                }
                let Some(last) = self.layers(&missing) else {
                    self.reached.iter().for_each(|&mentor| self.closed[mentor as usize] = *place);
                    self.forget();
                    break;
                };
                missing.retain(|&mentee| !self.augment(mentee, last));
                self.forget();
            }
        }
        Ok(in_time)
    }

    /// How many of each class have an edge.
    pub(super) fn counts(&self) -> Vec<usize> {
        let of = |class: &[u32]| class.iter().filter(|&&mentee| self.taken[mentee as usize] != NONE).count();
        self.classes.iter().map(|(_, class)| of(class)).collect()
    }

    /// How many have an edge.
    pub(super) fn people(&self) -> usize {
        self.taken.iter().filter(|place| **place != NONE).count()
    }

    /// How many the mentors whom anybody knows have seats for.
    pub(super) fn room(&self) -> usize {
        self.holders.len()
    }

    /// Whether nobody can be added, whatever their edges.
    pub(super) fn is_full(&self) -> bool {
        self.people() == self.rows.people() || (self.classes.len() == 1 && self.people() == self.room())
    }

    fn has_room(&self, mentor: u32) -> bool {
        self.rooms[mentor as usize].len() < self.seats[mentor as usize] as usize
    }

    fn is_free(&self, place: u32) -> bool {
        let arc = self.rows.arcs[place as usize];
        arc.level >= self.least && self.has_room(arc.other)
    }

    fn enter(&mut self, mentee: u32, place: u32) {
        let room = &mut self.rooms[self.rows.arcs[place as usize].other as usize];
        self.holders[room.end as usize] = mentee;
        room.end += 1;
        self.taken[mentee as usize] = place;
    }

    fn forget(&mut self) {
        self.reached.drain(..).for_each(|mentor| self.layer[mentor as usize] = NONE);
    }

    /// Mentors in layers, by how many have to move until one of their seats is free, up to the first layer that has a free one.
    fn layers(&mut self, missing: &[u32]) -> Option<u32> {
        let mut free = false;
        for &mentee in missing {
            free |= self.look(mentee, 0);
        }
        let (mut at, mut layer) = (0, 0);
        while !free && at < self.reached.len() {
            layer += 1;
            let of_layer = self.reached[at..].to_vec();
            at = self.reached.len();
            for mentor in of_layer {
                for holder in self.rooms[mentor as usize].clone() {
                    free |= self.look(self.holders[holder as usize], layer);
                }
            }
        }
        free.then_some(layer)
    }

    /// Puts whomever a mentee knows into a layer, unless they are in one; whether any has a free seat.
    fn look(&mut self, mentee: u32, layer: u32) -> bool {
        let row = self.rows.of(mentee);
        self.next_arc[mentee as usize] = row.start;
        let mut free = false;
        for arc in &self.rows.arcs[row.start as usize..row.end as usize] {
            if arc.level < self.least {
                break;
            }
            let mentor = arc.other as usize;
            if self.layer[mentor] == NONE && self.closed[mentor] == 0 {
                self.layer[mentor] = layer;
                self.next_holder[mentor] = self.rooms[mentor].start;
                self.reached.push(arc.other);
                free |= self.has_room(arc.other);
            }
        }
        free
    }

    /// A path through the layers to a free seat, if there is one left.
    fn augment(&mut self, root: u32, last: u32) -> bool {
        // Who is to move, and the seat that they leave.
        let mut path = vec![(root, NONE)];
        while let Some(&(mentee, _)) = path.last() {
            let layer = path.len() as u32 - 1;
            let Some(place) = self.onward(mentee, layer) else {
                path.pop();
                continue;
            };
            let mentor = self.rows.arcs[place as usize].other;
            if self.has_room(mentor) {
                self.shift(&path);
                return true;
            }
            let holder = &mut self.next_holder[mentor as usize];
            if layer < last && *holder < self.rooms[mentor as usize].end {
                path.push((self.holders[*holder as usize], *holder));
                *holder += 1;
            } else {
                self.next_arc[mentee as usize] += 1;
            }
        }
        false
    }

    /// The next edge of a mentee that leads to a layer.
    fn onward(&mut self, mentee: u32, layer: u32) -> Option<u32> {
        let end = self.rows.of(mentee).end;
        let next = &mut self.next_arc[mentee as usize];
        while *next < end && self.rows.arcs[*next as usize].level >= self.least {
            if self.layer[self.rows.arcs[*next as usize].other as usize] == layer {
                return Some(*next);
            }
            *next += 1;
        }
        None
    }

    /// Everybody on a path takes the edge that is their next: the last a free seat, the others the one that is left.
    fn shift(&mut self, path: &[(u32, u32)]) {
        for (at, &(mentee, _)) in path.iter().enumerate().rev() {
            let place = self.next_arc[mentee as usize];
            match path.get(at + 1) {
                Some(&(_, seat)) => {
                    self.holders[seat as usize] = mentee;
                    self.taken[mentee as usize] = place;
                }
                None => self.enter(mentee, place),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three mentees, all of whom know the first mentor, and the first of whom knows another, whom they like less.
    fn useful() -> Useful {
        let (mentee, mentor, level) = (vec![0, 0, 1, 2], vec![0, 1, 0, 0], vec![1, 0, 1, 1]);
        Useful { ids: vec![0, 1, 2, 3], mentee, mentor, level, lots: vec![3, 5] }
    }

    #[test]
    fn whoever_can_moves_on_and_the_most_urgent_come_first() {
        let rows = Rows::new(&useful(), 3);
        let classes = [(2, vec![2]), (1, vec![0, 1])];
        let mut most = Most::new(&rows, &[1, 1], &classes);
        assert!(most.fill(1, &Control::new()).unwrap());
        assert_eq!(
            (most.counts(), most.closed.clone()),
            (vec![1, 0], vec![1, 0]),
            "the other mentor is not among the best"
        );
        assert!(most.fill(0, &Control::new()).unwrap());
        assert_eq!(most.counts(), [1, 1]);
        assert_eq!(most.closed, [1, 0], "a second seat of the first mentor would go to one who is less urgent");
        let taken: Vec<u32> =
            most.taken.iter().map(|&place| if place == NONE { NONE } else { rows.edge(place) }).collect();
        assert_eq!(taken, [1, NONE, 3]);
    }

    #[test]
    fn chains_lead_to_free_seats() {
        let rows = Rows::new(&useful(), 3);
        let classes = [(1, vec![0, 1, 2])];
        let mut most = Most::new(&rows, &[2, 1], &classes);
        assert!(most.fill(0, &Control::new()).unwrap());
        assert!(most.is_full() && most.counts() == [3] && most.closed == [0, 0]);
    }
}
