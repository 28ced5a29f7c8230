//! Whether prices that prove an optimum are also the least that do, and so exactly what one more seat is worth.
//!
//! Part of verifying: shares nothing with the solver, which finds least prices by other means.

/// Plain edges with a choice among them, as the check of least prices reads them.
#[derive(Debug, Default)]
pub(crate) struct Chosen<'a> {
    /// By edge: its mentee.
    pub(crate) mentee: &'a [u32],
    /// By edge: its mentor.
    pub(crate) mentor: &'a [u32],
    /// By edge: its weight.
    pub(crate) weight: &'a [i64],
    /// By edge: whether it is chosen.
    pub(crate) chosen: &'a [bool],
    /// By edge: whether its mentee might choose it at all.
    pub(crate) open: &'a [bool],
    /// By mentee: how many edges more they could have.
    pub(crate) free: &'a [u32],
    /// By mentor.
    pub(crate) prices: &'a [i64],
}

impl Chosen<'_> {
    /// The mentors whose price is higher than one more seat of theirs is worth, given that choice and prices are optimal.
    ///
    /// One more seat at j is worth p_j if somebody would come to it without loss (an open edge with w − p = u), who either
    /// has a free seat (u = 0) or leaves an edge of the same value behind, whose mentor's seat is in turn worth its price;
    /// and so on, until a price of 0. Here u is the least value among a full mentee's chosen edges. A price that no such
    /// chain supports can fall, together with those it leans on, and all stays optimal. O(edges), breadth first.
    pub(crate) fn unsupported(&self) -> Vec<u32> {
        let edges = || self.mentee.iter().zip(self.mentor).zip(self.weight).zip(self.chosen);
        let value = |j: u32, weight: i64| weight - self.prices.get(j as usize).copied().unwrap_or(0);
        let mut u: Vec<i64> = self.free.iter().map(|&free| if free > 0 { 0 } else { i64::MAX }).collect();
        for (((&i, &j), &weight), _) in edges().filter(|(_, chosen)| **chosen) {
            if let Some(least) = u.get_mut(i as usize) {
                *least = (*least).min(value(j, weight)).max(0);
            }
        }
        // Steps of a chain, backwards: from a supported mentee to the mentors they would come to, and from a supported
        // mentor to the mentees who would leave them.
        let mut from_mentee: Vec<(u32, u32)> = Vec::new();
        let mut from_mentor: Vec<(u32, u32)> = Vec::new();
        for ((((&i, &j), &weight), &chosen), _) in edges().zip(self.open).filter(|(_, open)| **open) {
            if u.get(i as usize) == Some(&value(j, weight)) {
                if chosen { from_mentor.push((j, i)) } else { from_mentee.push((i, j)) }
            }
        }
        from_mentee.sort_unstable();
        from_mentor.sort_unstable();
        let steps = |list: &[(u32, u32)], from: u32| -> Vec<u32> {
            let start = list.partition_point(|step| step.0 < from);
            list.get(start..).unwrap_or_default().iter().take_while(|step| step.0 == from).map(|step| step.1).collect()
        };
        let mut mentors: Vec<bool> = self.prices.iter().map(|&price| price == 0).collect();
        let mut mentees: Vec<bool> = self.free.iter().map(|&free| free > 0).collect();
        let supported = |side: &[bool], mark: bool| {
            (0..).zip(side).filter(|(_, on)| **on).map(move |(ix, _)| (mark, ix)).collect::<Vec<_>>()
        };
        let mut queue = supported(&mentors, false);
        queue.extend(supported(&mentees, true));
        while let Some((is_mentee, from)) = queue.pop() {
            let (list, side) = if is_mentee { (&from_mentee, &mut mentors) } else { (&from_mentor, &mut mentees) };
            for to in steps(list, from) {
                if let Some(on) = side.get_mut(to as usize).filter(|on| !**on) {
                    *on = true;
                    queue.push((!is_mentee, to));
                }
            }
        }
        (0..).zip(mentors).filter(|(_, on)| !on).map(|(j, _)| j).collect()
    }
}
