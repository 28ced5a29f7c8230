//! The edges that can be chosen at all, and every limit on a choice of them.
#![expect(clippy::indexing_slicing, reason = "edges, people and groups were checked with the problem")]

use super::problem::{Beside, QuotasProblem};
use crate::assign::problem::Mentees;
use crate::cover::problem::Count;

/// A problem without the edges that no choice has: those worth nothing, of groups that allow none, to mentors who have fewer
/// edges than their circle needs. The others are known by their place in `edge`.
pub(super) struct Model<'a> {
    pub(super) mentee_seats: &'a [u32],
    pub(super) mentor_seats: &'a [u32],
    /// By mentor, never below 1.
    pub(super) least: Vec<u32>,
    /// The caller's position of each.
    pub(super) edge: Vec<u32>,
    pub(super) mentee: Vec<u32>,
    pub(super) mentor: Vec<u32>,
    /// With the bonus, but for `first`.
    pub(super) weight: Vec<i64>,
    /// By mentee: the bonus of their first edge, if they want several and people count.
    pub(super) first: Vec<i64>,
    /// No edge is worth more, with the bonus.
    pub(super) heaviest: i64,
    /// By group: its edges here, ascending; none if they are no more than it allows.
    pub(super) groups: Vec<Vec<u32>>,
    pub(super) max: Vec<u32>,
    /// By edge here: its groups, those without edges here left out.
    starts: Vec<usize>,
    of_edge: Vec<u32>,
    /// By group: a price that keeps out the edges of a group that allows none.
    pub(super) closed: Vec<i64>,
}

impl<'a> Model<'a> {
    /// One more person or seat is worth `lift`, if they count.
    pub(super) fn new(problem: &QuotasProblem<'a>, mentees: &'a Mentees<'_>, lift: i64, beside: Beside<'_>) -> Self {
        let edges = &problem.edges;
        let is_useful = |weight: i64| weight > 0 || problem.count.is_some();
        let mut useful = vec![0_u32; edges.mentor_seats.len()];
        for (&mentor, &weight) in edges.mentor.iter().zip(edges.weight) {
            useful[mentor as usize] += u32::from(is_useful(weight));
        }
        let least: Vec<u32> = match problem.mentor_least {
            Some(least) => least.iter().map(|&least| least.max(1)).collect(),
            None => vec![1; edges.mentor_seats.len()],
        };
        let heaviest = edges.weight.iter().copied().max().unwrap_or(0) + lift;
        let mut closed = vec![0; problem.groups.len()];
        let mut shut = vec![false; edges.weight.len()];
        for (price, group) in closed.iter_mut().zip(problem.groups) {
            if group.max == 0 && !group.edges.is_empty() {
                *price = heaviest;
                group.edges.iter().for_each(|&edge| shut[edge as usize] = true);
            }
        }
        let mut here = vec![u32::MAX; edges.weight.len()];
        let mut edge = Vec::new();
        for (at, here) in here.iter_mut().enumerate() {
            let (i, j) = (mentees.of_edge[at] as usize, edges.mentor[at] as usize);
            if is_useful(edges.weight[at]) && mentees.seats[i] > 0 && !shut[at] && useful[j] >= least[j] {
                *here = edge.len() as u32;
                edge.push(at as u32);
            }
        }
        let groups: Vec<Vec<u32>> = problem
            .groups
            .iter()
            .map(|group| {
                let kept = group.edges.iter().map(|&edge| here[edge as usize]).filter(|&edge| edge != u32::MAX);
                let mut kept: Vec<u32> = kept.collect();
                kept.sort_unstable();
                if kept.len() > group.max as usize { kept } else { Vec::new() }
            })
            .collect();
        let mut starts = vec![0; edge.len() + 1];
        groups.iter().flatten().for_each(|&edge| starts[edge as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut of_edge = vec![0; starts[edge.len()]];
        for (group, edges) in (0..).zip(&groups) {
            for &edge in edges {
                of_edge[next[edge as usize]] = group;
                next[edge as usize] += 1;
            }
        }
        let of_person = |mentee: usize| if beside.counts(mentee) { lift } else { 0 };
        let lifted = |&at: &u32| {
            let (at, mentee) = (at as usize, mentees.of_edge[at as usize] as usize);
            edges.weight[at]
                + match problem.count {
                    Some(Count::Seats) => lift,
                    Some(Count::People) if mentees.seats[mentee] == 1 => of_person(mentee),
                    _ => 0,
                }
        };
        let several = |(mentee, &seats): (usize, &u32)| match problem.count {
            Some(Count::People) if seats > 1 => of_person(mentee),
            _ => 0,
        };
        Model {
            mentee_seats: &mentees.seats,
            mentor_seats: problem.edges.mentor_seats,
            least,
            mentee: edge.iter().map(|&at| mentees.of_edge[at as usize]).collect(),
            mentor: edge.iter().map(|&at| edges.mentor[at as usize]).collect(),
            weight: edge.iter().map(lifted).collect(),
            first: mentees.seats.iter().enumerate().map(several).collect(),
            heaviest,
            edge,
            groups,
            max: problem.groups.iter().map(|group| group.max).collect(),
            starts,
            of_edge,
            closed,
        }
    }

    pub(super) fn groups_of(&self, edge: u32) -> &[u32] {
        &self.of_edge[self.starts[edge as usize]..self.starts[edge as usize + 1]]
    }

    /// What is left of an edge's weight at these prices of groups.
    pub(super) fn left(&self, edge: u32, group_prices: &[i64]) -> i64 {
        let price: i64 = self.groups_of(edge).iter().map(|&group| group_prices[group as usize]).sum();
        self.weight[edge as usize] - price
    }

    /// What a choice is worth, with the bonus.
    pub(super) fn worth(&self, chosen: &[u32]) -> i128 {
        let mut mentees: Vec<u32> = chosen.iter().map(|&edge| self.mentee[edge as usize]).collect();
        mentees.sort_unstable();
        mentees.dedup();
        chosen.iter().map(|&edge| i128::from(self.weight[edge as usize])).sum::<i128>()
            + mentees.iter().map(|&mentee| i128::from(self.first[mentee as usize])).sum::<i128>()
    }

    /// How many of each group are chosen.
    pub(super) fn counts(&self, chosen: &[u32]) -> Vec<u32> {
        let mut counts = vec![0; self.groups.len()];
        for &edge in chosen {
            self.groups_of(edge).iter().for_each(|&group| counts[group as usize] += 1);
        }
        counts
    }

    fn taken(&self, chosen: &[u32]) -> Vec<u32> {
        let mut taken = vec![0; self.mentor_seats.len()];
        chosen.iter().for_each(|&edge| taken[self.mentor[edge as usize] as usize] += 1);
        taken
    }

    /// Whether a choice within the seats keeps quotas and circles, too.
    pub(super) fn fits(&self, chosen: &[u32]) -> bool {
        self.counts(chosen).iter().zip(&self.max).all(|(count, max)| count <= max)
            && self.taken(chosen).iter().zip(&self.least).all(|(&taken, &least)| taken == 0 || taken >= least)
    }

    /// The heaviest edges first of `wished`, then of all others, as far as they fit; circles that do not fill are given up. The
    /// best that can be had in no time.
    pub(super) fn greedy(&self, wished: &[u32]) -> Vec<u32> {
        let mut wish = vec![false; self.edge.len()];
        wished.iter().for_each(|&edge| wish[edge as usize] = true);
        let mut order: Vec<u32> = (0..self.edge.len() as u32).collect();
        order.sort_by_key(|&edge| (!wish[edge as usize], -self.weight[edge as usize], edge));
        let mut open = vec![true; self.mentor_seats.len()];
        let mut chosen: Vec<u32> = Vec::new();
        // The second time for those who waited in circles that did not fill.
        for _ in 0..2 {
            let mut taken = self.taken(&chosen);
            let mut counts = self.counts(&chosen);
            let mut held = vec![0_u32; self.mentee_seats.len()];
            let mut has = vec![false; self.edge.len()];
            for &edge in &chosen {
                (has[edge as usize], held[self.mentee[edge as usize] as usize]) =
                    (true, held[self.mentee[edge as usize] as usize] + 1);
            }
            // Where first edges have a bonus they come before second ones.
            let firsts = if self.first.iter().any(|&first| first > 0) { &order[..] } else { &[] };
            let rounds = firsts.iter().map(|edge| (edge, 1)).chain(order.iter().map(|edge| (edge, u32::MAX)));
            for (&edge, most) in rounds {
                let (i, j) = (self.mentee[edge as usize] as usize, self.mentor[edge as usize] as usize);
                let room = held[i] < self.mentee_seats[i].min(most) && taken[j] < self.mentor_seats[j];
                let groups = self.groups_of(edge);
                let quota = |group: &u32| counts[*group as usize] < self.max[*group as usize];
                if room && open[j] && !has[edge as usize] && groups.iter().all(quota) {
                    (held[i], taken[j], has[edge as usize]) = (held[i] + 1, taken[j] + 1, true);
                    groups.iter().for_each(|&group| counts[group as usize] += 1);
                    chosen.push(edge);
                }
            }
            for (open, (taken, least)) in open.iter_mut().zip(taken.iter().zip(&self.least)) {
                *open = taken >= least;
            }
            chosen.retain(|&edge| open[self.mentor[edge as usize] as usize]);
        }
        chosen
    }

    /// What prices prove at most; one a mentor and one a group.
    pub(super) fn bound(&self, prices: &[i64], group_prices: &[i64]) -> i128 {
        let sold = |(&count, &price): (&u32, &i64)| i128::from(count) * i128::from(price);
        let mut sum: i128 = self.mentor_seats.iter().zip(prices).map(sold).sum();
        sum += self.max.iter().zip(group_prices).map(sold).sum::<i128>();
        let mut gains: Vec<(u32, i64)> = Vec::with_capacity(self.edge.len());
        for (edge, (&i, &j)) in (0..).zip(self.mentee.iter().zip(&self.mentor)) {
            let gain = self.left(edge, group_prices) - prices[j as usize];
            if gain + self.first[i as usize] > 0 {
                gains.push((i, gain));
            }
        }
        gains.sort_unstable_by(|a, b| (a.0, b.1).cmp(&(b.0, a.1)));
        for row in gains.chunk_by(|a, b| a.0 == b.0) {
            let mentee = row[0].0 as usize;
            let best = row.iter().take(self.mentee_seats[mentee] as usize).enumerate();
            // None but the first is below 0, and with its bonus it is not.
            let gains = best.map(|(at, &(_, gain))| if at == 0 { gain + self.first[mentee] } else { gain.max(0) });
            sum += gains.map(i128::from).sum::<i128>();
        }
        sum
    }
}
