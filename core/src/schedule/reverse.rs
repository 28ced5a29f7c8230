//! Shortest paths from a spare seat that has a price: somebody comes, or the price falls to 0. The mirror image of the
//! [forward](super::search) ones, with the same nodes and the same slack.
#![expect(clippy::indexing_slicing, reason = "nodes come from the board")]

use super::board::{Board, NONE, Step};
use super::search::{Node, Search};

impl Search {
    /// Finds somebody for a spare seat with a price, or lowers the price to 0. Returns the effort.
    pub(super) fn reverse(&mut self, board: &mut Board<'_>, start: u32) -> u64 {
        let columns = self.columns.take().unwrap_or_else(|| columns(board));
        self.begin(board.price[start as usize]);
        self.mentors.reach(start, 0, (NONE, NONE));
        self.push(0, Node::Mentor(start));
        let mut effort = 0;
        while let Some((distance, node)) = self.next() {
            match node {
                Node::Mentor(mentor) => {
                    let price = distance + board.price[mentor as usize];
                    if mentor != start && price < self.nearest {
                        (self.nearest, self.end) = (price, Some(Node::Mentor(mentor)));
                    }
                    effort += columns.of(mentor).len() as u64 / 8;
                    for &edge in columns.of(mentor) {
                        self.come(board, edge, price, None, mentor);
                    }
                }
                Node::Seat(seat) => {
                    let mentor = board.mentor_of(seat);
                    let extra = board.seat(seat).extra;
                    let vacated = distance + extra;
                    if vacated < self.nearest && self.mentors.reach(mentor, vacated, (NONE, seat)) {
                        self.push(vacated, Node::Mentor(mentor));
                    }
                    effort += columns.of(mentor).len() as u64 / 8;
                    for &edge in columns.of(mentor) {
                        self.come(board, edge, distance + extra + board.price[mentor as usize], Some(seat), mentor);
                    }
                }
                Node::Mentee(mentee) => {
                    let seat = board.place[mentee as usize];
                    let reached = distance + board.own_slack(mentee);
                    if reached < self.nearest && self.seats.reach(seat, reached, (NONE, NONE)) {
                        self.push(reached, Node::Seat(seat));
                    }
                }
            }
        }
        self.columns = Some(columns);
        self.shift(board, -1);
        if let Some(end) = self.end {
            let steps = self.reverse_steps(board, end);
            board.walk(&steps);
        }
        self.effort() + effort
    }

    /// Whether a mentee would come to a free slot of a mentor, or to a seat.
    fn come(&mut self, board: &Board<'_>, (mentee, position): (u32, u32), price: i64, seat: Option<u32>, mentor: u32) {
        let reached = price + board.profit[mentee as usize] - board.graph.weight(position);
        if reached >= self.nearest.min(self.mentees.distance[mentee as usize]) {
            return;
        }
        let fits = match seat {
            None => board.has_opening(mentee, mentor),
            Some(seat) => board.place[mentee as usize] != seat && board.could_sit(mentee, seat),
        };
        if fits && self.mentees.reach(mentee, reached, (position, seat.unwrap_or(NONE))) {
            if board.place[mentee as usize] == NONE {
                (self.nearest, self.end) = (reached, Some(Node::Mentee(mentee)));
            } else {
                self.push(reached, Node::Mentee(mentee));
            }
        }
    }

    fn reverse_steps(&self, board: &Board<'_>, end: Node) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = end;
        loop {
            at = match at {
                Node::Mentee(mentee) => {
                    let (position, seat) = self.mentees.from[mentee as usize];
                    let mentor = board.graph.mentor(position);
                    if seat == NONE {
                        let Some(slot) = board.opening(mentee, mentor) else { return steps };
                        steps.push(Step::Take { mentee, position, slot });
                        Node::Mentor(mentor)
                    } else {
                        steps.push(Step::Replace { seat, mentee, position });
                        Node::Mentee(board.seat(seat).mentee)
                    }
                }
                Node::Mentor(mentor) => match self.mentors.from[mentor as usize].1 {
                    NONE => return steps,
                    seat => {
                        steps.push(Step::Vacate { seat });
                        Node::Mentee(board.seat(seat).mentee)
                    }
                },
                Node::Seat(seat) => Node::Mentee(board.seat(seat).mentee),
            };
        }
    }
}

/// Mentee and position of every edge that weighs something, by mentor.
pub(super) struct Columns {
    starts: Vec<u32>,
    edges: Vec<(u32, u32)>,
}

impl Columns {
    fn of(&self, mentor: u32) -> &[(u32, u32)] {
        &self.edges[self.starts[mentor as usize] as usize..self.starts[mentor as usize + 1] as usize]
    }
}

fn columns(board: &Board<'_>) -> Columns {
    let graph = board.graph;
    let mut starts = vec![0_u32; graph.mentors() + 1];
    let all = || {
        let rows = (0..graph.mentees() as u32).flat_map(|i| graph.edges_of(i).map(move |edge| (i, edge)));
        rows.filter(|(_, edge)| edge.2 > 0)
    };
    for (_, (_, mentor, _)) in all() {
        starts[mentor as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut edges = vec![(0, 0); starts.last().map_or(0, |&end| end as usize)];
    for (mentee, (position, mentor, _)) in all() {
        edges[next[mentor as usize] as usize] = (mentee, position);
        next[mentor as usize] += 1;
    }
    Columns { starts, edges }
}
