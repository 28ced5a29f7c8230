//! The size of the largest matching, stable or not, and the cover that proves it.
//!
//! Hopcroft and Karp's method with seats, from the stable matching on, which has at least half of the pairs already: layers
//! by breadth-first search from mentees with an open seat, over pairs that are not chosen to mentors, over chosen pairs to
//! mentees; then as many shortest paths to free seats as fit in the layers, by depth-first search with a stack of our own.
//! When no mentor with a free seat can be reached, the mentors that can be are the cover.
//!
//! **Why it is a proof.** Let Y be any set of mentors. A matching has at most all seats of Y, plus for every mentee the
//! pairs with mentors outside Y, as many as there are but not more than the mentee's seats. For the Y found here that sum is
//! the size of the matching found (König's theorem with seats).
//!
//! **Complexity.** O(E) a search, O(√E) searches; few in practice.
//!
//! **Reference.** J. E. Hopcroft, R. M. Karp, "An n^5/2 algorithm for maximum matchings in bipartite graphs", SIAM J.
//! Computing 2, 1973.
#![expect(clippy::indexing_slicing, reason = "people and pairs come from the checked problem")]

use super::lists::Lists;
use crate::control::Control;
use crate::error::Error;

/// A bound on the size of any matching, and the mentors that prove it.
pub(super) struct Largest {
    pub(super) bound: u64,
    pub(super) cover: Vec<u32>,
    /// Whether the bound is the best there is.
    pub(super) complete: bool,
}

const FAR: u32 = u32::MAX;

struct Search<'p> {
    people: [&'p [u32]; 2],
    lists: [&'p Lists; 2],
    /// Free seats of mentees and mentors.
    free: [Vec<u32>; 2],
    chosen: Vec<bool>,
    /// The layer of each mentee and mentor.
    layer: [Vec<u32>; 2],
    /// How far each list has been looked at in this phase.
    looked: [Vec<u32>; 2],
    queue: Vec<(usize, u32)>,
}

/// The size of the largest matching. `people` has the mentee and the mentor of each pair, `lists` and `seats` are those of
/// mentees and mentors, and `chosen` has the pairs of a matching to start from.
pub(super) fn largest(
    people: [&[u32]; 2],
    lists: [&Lists; 2],
    seats: [&[u32]; 2],
    chosen: &[u32],
    control: &Control,
) -> Result<Largest, Error> {
    let zeros = || [vec![0; seats[0].len()], vec![0; seats[1].len()]];
    let free = [seats[0].to_vec(), seats[1].to_vec()];
    let chosen_none = vec![false; people[0].len()];
    let mut search =
        Search { people, lists, free, chosen: chosen_none, layer: zeros(), looked: zeros(), queue: Vec::new() };
    for &edge in chosen {
        search.chosen[edge as usize] = true;
        search.take_seats(edge as usize);
    }
    loop {
        control.check()?;
        if control.is_expired() {
            return Ok(rough(lists, seats));
        }
        if !search.layers() {
            break;
        }
        search.augment_all();
    }
    let layer = &search.layer[1];
    let cover: Vec<u32> = (0..layer.len() as u32).filter(|&j| layer[j as usize] != FAR).collect();
    let bound = search.chosen.iter().filter(|&&chosen| chosen).count() as u64;
    Ok(Largest { bound, cover, complete: true })
}

/// Without a search: the seats of all mentors that could meet somebody, or what mentees could get if every mentor had a seat
/// for everybody; whichever is less.
fn rough(lists: [&Lists; 2], seats: [&[u32]; 2]) -> Largest {
    let [mentees, mentors] = lists;
    let all: Vec<u32> =
        (0..mentors.people() as u32).filter(|&mentor| !mentors.row(mentor as usize).is_empty()).collect();
    let of_mentors = all.iter().map(|&mentor| u64::from(seats[1][mentor as usize])).sum();
    let most = |(mentee, &seats): (usize, &u32)| u64::from(seats).min(mentees.row(mentee).len() as u64);
    let of_mentees = seats[0].iter().enumerate().map(most).sum();
    if of_mentors < of_mentees {
        Largest { bound: of_mentors, cover: all, complete: false }
    } else {
        Largest { bound: of_mentees, cover: Vec::new(), complete: false }
    }
}

impl Search<'_> {
    fn take_seats(&mut self, edge: usize) {
        for (free, people) in self.free.iter_mut().zip(self.people) {
            free[people[edge] as usize] -= 1;
        }
    }

    /// A step from side 0 goes over pairs that are not chosen, one from side 1 over chosen ones.
    fn leads(&self, side: usize, edge: u32) -> bool {
        self.chosen[edge as usize] == (side == 1)
    }

    /// Finds the layers up to the first with a free mentor; false if there is none.
    fn layers(&mut self) -> bool {
        for side in 0..2 {
            self.layer[side].fill(FAR);
            self.looked[side].fill(0);
        }
        self.queue.clear();
        for i in 0..self.free[0].len() {
            if self.free[0][i] > 0 && !self.lists[0].row(i).is_empty() {
                self.layer[0][i] = 0;
                self.queue.push((0, i as u32));
            }
        }
        let (mut head, mut end) = (0, FAR);
        while let Some(&(side, person)) = self.queue.get(head) {
            head += 1;
            let next = self.layer[side][person as usize] + 1;
            if next > end {
                break;
            }
            let lists = self.lists[side];
            for &edge in lists.row(person as usize) {
                let other = self.people[1 - side][edge as usize];
                if self.leads(side, edge) && self.layer[1 - side][other as usize] == FAR {
                    self.layer[1 - side][other as usize] = next;
                    self.queue.push((1 - side, other));
                    if side == 0 && self.free[1][other as usize] > 0 {
                        end = next;
                    }
                }
            }
        }
        end != FAR
    }

    fn augment_all(&mut self) {
        let mut path = Vec::new();
        for mentee in 0..self.free[0].len() {
            while self.layer[0][mentee] == 0 && self.free[0][mentee] > 0 && self.augment(mentee as u32, &mut path) {}
        }
    }

    /// One path from a mentee to a free seat, within the layers.
    fn augment(&mut self, mentee: u32, path: &mut Vec<u32>) -> bool {
        path.clear();
        let (mut side, mut at) = (0, mentee as usize);
        loop {
            if side == 1 && self.free[1][at] > 0 {
                break;
            }
            let lists = self.lists[side];
            let row = lists.row(at);
            let next = self.layer[side][at] + 1;
            let from = self.looked[side][at] as usize;
            let step = (from..row.len()).find(|&place| {
                let edge = row[place];
                self.leads(side, edge) && self.layer[1 - side][self.people[1 - side][edge as usize] as usize] == next
            });
            if let Some(place) = step {
                self.looked[side][at] = place as u32;
                path.push(row[place]);
                side = 1 - side;
                at = self.people[side][row[place] as usize] as usize;
            } else {
                self.looked[side][at] = row.len() as u32;
                let Some(edge) = path.pop() else { return false };
                side = 1 - side;
                at = self.people[side][edge as usize] as usize;
                self.looked[side][at] += 1;
            }
        }
        self.free[0][mentee as usize] -= 1;
        self.free[1][at] -= 1;
        for &edge in path.iter() {
            self.chosen[edge as usize] = !self.chosen[edge as usize];
        }
        true
    }
}
