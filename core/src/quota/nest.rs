//! Which groups lie within one another: two families of nested sets, one on the side of mentees and one on that of mentors.
//!
//! **Problem.** The edges of a mentee are a set of which a_i may be chosen, those of a mentor one of which c_j may be. Can every
//! group join one of the two sides so that any two sets of a side are apart or one within the other?
//!
//! **Method.** A group fits a side if it lies within one person's edges or is made of the edges of whole people. Most fit one side
//! alone. Those that fit both are two-coloured: groups that cross (share edges, neither within the other) belong on different
//! sides. Then sets join their sides, the largest first: a set fits if all its edges were last in the same set, which becomes its
//! parent. What does not fit is *loose*. If the groups can be split, none is: two-colouring is exact.
//!
//! **Complexity.** Linear in the sizes of all groups, and for groups that fit both sides in the number of groups at their edges.
#![expect(clippy::indexing_slicing, reason = "edges and people are the model's, nodes are made here")]

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::model::Model;

/// The node above everybody.
pub(super) const ROOT: u32 = 0;

/// Two trees with one root. Nodes: the root, mentees, mentors, groups; a loose group is a node that nothing is at.
pub(super) struct Nest {
    pub(super) parent: Vec<u32>,
    /// Whether a node is on the side of mentees.
    pub(super) of_mentees: Vec<bool>,
    /// Parents before children.
    pub(super) order: Vec<u32>,
    /// By edge: the smallest set it is in, on either side.
    pub(super) leaf: [Vec<u32>; 2],
    /// Groups that fit neither side.
    pub(super) loose: Vec<u32>,
    /// The node of the first mentor, of the first group.
    pub(super) mentors: u32,
    pub(super) groups: u32,
}

/// Sides by number, as in [`Nest::leaf`].
const MENTEES: usize = 0;
const MENTORS: usize = 1;

impl Nest {
    pub(super) fn new(model: &Model<'_>) -> Self {
        let people = [model.mentee_seats.len(), model.mentor_seats.len()];
        let of = [&model.mentee, &model.mentor];
        let mut stars: [Vec<Vec<u32>>; 2] = people.map(|count| vec![Vec::new(); count]);
        for (stars, of) in stars.iter_mut().zip(of) {
            (0..).zip(of.iter()).for_each(|(edge, &who)| stars[who as usize].push(edge));
        }
        let fits: Vec<[bool; 2]> = model
            .groups
            .iter()
            .map(|group| [MENTEES, MENTORS].map(|side| whole_or_within(group, of[side], &stars[side])))
            .collect();
        let side = colour(model, &fits);
        let mentors = 1 + people[0] as u32;
        let groups = mentors + people[1] as u32;
        let nodes = groups as usize + model.groups.len();
        let mut nest = Nest {
            parent: vec![ROOT; nodes],
            of_mentees: vec![false; nodes],
            order: Vec::with_capacity(nodes),
            leaf: [vec![ROOT; model.edge.len()], vec![ROOT; model.edge.len()]],
            loose: Vec::new(),
            mentors,
            groups,
        };
        // The largest first; of equal ones people first, then groups in their order.
        let mut sets: Vec<(Reverse<usize>, u32, &[u32])> = Vec::with_capacity(nodes);
        for (first, stars) in [(1, &stars[0]), (mentors, &stars[1]), (groups, &model.groups)] {
            sets.extend((first..).zip(stars).map(|(node, set)| (Reverse(set.len()), node, set.as_slice())));
        }
        sets.sort_unstable_by_key(|&(size, node, _)| (size, node));
        for (_, node, set) in sets {
            if node < groups {
                nest.of_mentees[node as usize] = node < mentors;
                nest.join(node, set, if node < mentors { MENTEES } else { MENTORS });
            } else if !set.is_empty() {
                let group = (node - groups) as usize;
                let sides = side[group].map(|side| [side, 1 - side]).unwrap_or_default();
                let mut sides = sides.into_iter().filter(|&side| fits[group][side]);
                match sides.find(|&side| nest.has_room(set, side)) {
                    Some(side) => {
                        nest.of_mentees[node as usize] = side == MENTEES;
                        nest.join(node, set, side);
                    }
                    None => nest.loose.push(group as u32),
                }
            }
        }
        nest.loose.sort_unstable();
        nest
    }

    /// An edge's weight less the prices of its loose groups.
    pub(super) fn weight(&self, model: &Model<'_>, edge: u32, group_prices: &[i64]) -> i64 {
        let loose = model.groups_of(edge).iter().filter(|group| self.loose.binary_search(group).is_ok());
        model.weight[edge as usize] - loose.map(|&group| group_prices[group as usize]).sum::<i64>()
    }

    fn has_room(&self, set: &[u32], side: usize) -> bool {
        set.windows(2).all(|pair| self.leaf[side][pair[0] as usize] == self.leaf[side][pair[1] as usize])
    }

    fn join(&mut self, node: u32, set: &[u32], side: usize) {
        self.parent[node as usize] = set.first().map_or(ROOT, |&edge| self.leaf[side][edge as usize]);
        set.iter().for_each(|&edge| self.leaf[side][edge as usize] = node);
        self.order.push(node);
    }
}

/// Whether a group lies within one person's edges, or has all edges of everybody of whom it has one.
fn whole_or_within(group: &[u32], of: &[u32], stars: &[Vec<u32>]) -> bool {
    let Some(&first) = group.first() else { return false };
    let first = of[first as usize];
    if group.iter().all(|&edge| of[edge as usize] == first) {
        return true;
    }
    let mut people: Vec<u32> = group.iter().map(|&edge| of[edge as usize]).collect();
    people.sort_unstable();
    people.dedup();
    people.iter().map(|&who| stars[who as usize].len()).sum::<usize>() == group.len()
}

/// The side that every group should join; none for those that fit neither.
fn colour(model: &Model<'_>, fits: &[[bool; 2]]) -> Vec<Option<usize>> {
    let mut side: Vec<Option<usize>> = fits
        .iter()
        .map(|fits| match fits {
            [true, false] => Some(MENTEES),
            [false, true] => Some(MENTORS),
            _ => None,
        })
        .collect();
    let either: Vec<u32> = (0..).zip(fits).filter(|(_, fits)| **fits == [true, true]).map(|(at, _)| at).collect();
    let crossed: BTreeMap<u32, Vec<u32>> = either.iter().map(|&group| (group, crossing(model, group, fits))).collect();
    let mut ready: Vec<u32> = Vec::new();
    for &group in &either {
        let bound = crossed[&group].iter().find_map(|&other| side[other as usize]);
        if let Some(other) = bound.filter(|_| side[group as usize].is_none()) {
            side[group as usize] = Some(1 - other);
            ready.push(group);
        }
    }
    // What is left over can start on any side.
    for &start in [&ready[..], &either].concat().iter() {
        let mut at = *side[start as usize].get_or_insert(MENTORS);
        let mut todo = vec![start];
        while let Some(group) = todo.pop() {
            at = side[group as usize].unwrap_or(at);
            for &other in &crossed[&group] {
                if side[other as usize].is_none() {
                    side[other as usize] = Some(1 - at);
                    todo.push(other);
                }
            }
        }
    }
    side
}

/// The groups that share edges with this one, neither being within the other.
fn crossing(model: &Model<'_>, group: u32, fits: &[[bool; 2]]) -> Vec<u32> {
    let set = &model.groups[group as usize];
    let mut common: BTreeMap<u32, usize> = BTreeMap::new();
    for &edge in set {
        for &other in model.groups_of(edge) {
            if other != group && fits[other as usize] != [false, false] {
                *common.entry(other).or_default() += 1;
            }
        }
    }
    let crosses = |&(&other, &count): &(&u32, &usize)| count < set.len().min(model.groups[other as usize].len());
    common.iter().filter(crosses).map(|(&other, _)| other).collect()
}
