//! One person's few pairs, exactly: which of them can be held, one set of pairs after the other.
//!
//! Of a set of pairs only matters how early its last session can start, and how many are in that week by then: to hold the others only an
//! earlier last start helps, or fewer in the same week. So sets grow by one pair at a time, at the earliest start that it has (M. Held,
//! R. M. Karp, "A dynamic programming approach to sequencing problems", Journal of SIAM 10, 1962).
#![expect(clippy::indexing_slicing, reason = "sets are numbers below 2^pairs, pairs those of the problem")]

use super::problem::{NONE, Problem};

/// More pairs than this are not tried.
pub(crate) const MOST_PAIRS: usize = 12;

/// The last session of a set of pairs, one way of holding them.
#[derive(Debug, Clone, Copy)]
struct Last {
    pair: u32,
    start: u32,
    /// Sessions in that week so far.
    count: u32,
    /// What was there before: a set's `Last` by its place.
    before: u32,
}

/// The most of these pairs of a person that can be held, as pairs with starts. Heeds nobody else's diary.
pub(super) fn most(problem: &Problem<'_>, person: u32, pairs: &[u32]) -> Vec<(u32, u32)> {
    let most = problem.people[person as usize].most;
    let apart = problem.people[person as usize].apart;
    let ranges: Vec<Vec<(u32, u32)>> = pairs.iter().map(|&pair| problem.starts(pair).collect()).collect();
    let mut ways: Vec<Vec<Last>> = vec![Vec::new(); 1 << pairs.len()];
    ways[0].push(Last { pair: NONE, start: 0, count: 0, before: 0 });
    let mut best = 0_usize;
    for set in 0..ways.len() {
        if ways[set].is_empty() {
            continue;
        }
        if set.count_ones() > best.count_ones() {
            best = set;
        }
        for (k, ranges) in ranges.iter().enumerate().filter(|(k, _)| set >> k & 1 == 0) {
            for before in 0..ways[set].len() {
                let last = ways[set][before];
                let mut from = if last.pair == NONE { 0 } else { last.start.saturating_add(apart) };
                let week = problem.week(person, last.start);
                if last.count >= most {
                    from = from.max(week.1);
                }
                let Some(start) = earliest(ranges, from) else { continue };
                let count = if last.pair != NONE && start < week.1 { last.count + 1 } else { 1 };
                let new = Last { pair: k as u32, start, count, before: before as u32 };
                let beats = |one: &Last, other: &Last| {
                    let earlier_week = one.start < problem.week(person, other.start).0;
                    one.start <= other.start && (earlier_week || one.count <= other.count)
                };
                let ways = &mut ways[set | 1 << k];
                if !ways.iter().any(|known| beats(known, &new)) {
                    ways.retain(|known| !beats(&new, known));
                    ways.push(new);
                }
            }
        }
    }
    let (mut held, mut set, mut way) = (Vec::new(), best, 0);
    while let Some(last) = ways[set].get(way).filter(|last| last.pair != NONE) {
        held.push((pairs[last.pair as usize], last.start));
        set &= !(1 << last.pair);
        way = last.before as usize;
    }
    held
}

/// The first start from a slot on.
fn earliest(ranges: &[(u32, u32)], from: u32) -> Option<u32> {
    let at = ranges.partition_point(|&(_, to)| to <= from);
    ranges.get(at).map(|&(start, _)| start.max(from))
}
