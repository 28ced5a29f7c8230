//! The least optimal prices.
//!
//! Optimal prices form a lattice (Shapley & Shubik 1971), so there is a least vector, and it is the exact worth of one more
//! seat: p_j = OPT(c_j + 1) − OPT. From any optimal u and p, let δ_j be how far p_j can fall and γ_i how far u_i can rise:
//! `δ_j = min(p_j, min over open edges (u_i − v_ij) + γ_i)` and `γ_i = 0` with a free seat, else `min over chosen edges
//! (v_ij − u_i) + δ_j`. All lengths are ≥ 0, so these are shortest distances: one run of Dijkstra, O(edges · log).

#![expect(clippy::indexing_slicing, reason = "mentees, mentors and edges are the dense numbers of the graph itself")]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::State;

/// Lowers the prices of an optimal state to the least; `u` are its mentees' prices.
pub(super) fn lower(state: &mut State<'_>, u: Vec<i64>) {
    let (mentees, mentors) = (state.graph.mentees(), state.graph.mentors());
    let highest = state.price.iter().copied().max().unwrap_or(0);
    // No price falls by more than the highest price, so nothing beyond that distance matters.
    let mut fall: Vec<i64> = state.price.clone();
    let mut rise = vec![highest + 1; mentees];
    let mut held: Vec<Vec<(u32, u32)>> = vec![Vec::new(); mentors];
    let mut queue: BinaryHeap<Reverse<(i64, bool, u32)>> = BinaryHeap::new();
    for i in 0..mentees as u32 {
        for edge in state.row(i).filter(|&edge| state.chosen[edge]) {
            held[state.mentor(edge) as usize].push((edge as u32, i));
        }
        if state.mentee_free[i as usize] > 0 {
            rise[i as usize] = 0;
            queue.push(Reverse((0, true, i)));
        }
    }
    queue.extend((0..mentors as u32).map(|j| Reverse((fall[j as usize], false, j))));
    while let Some(Reverse((distance, is_mentee, node))) = queue.pop() {
        if is_mentee {
            if distance > rise[node as usize] {
                continue;
            }
            for edge in state.row(node).filter(|&edge| !state.chosen[edge]) {
                let j = state.mentor(edge);
                let further = distance + u[node as usize] - state.value(edge);
                if further < fall[j as usize] {
                    fall[j as usize] = further;
                    queue.push(Reverse((further, false, j)));
                }
            }
        } else {
            if distance > fall[node as usize] {
                continue;
            }
            for &(edge, i) in &held[node as usize] {
                let further = distance + state.value(edge as usize) - u[i as usize];
                if further < rise[i as usize] {
                    rise[i as usize] = further;
                    queue.push(Reverse((further, true, i)));
                }
            }
        }
    }
    for (price, fall) in state.price.iter_mut().zip(fall) {
        *price -= fall;
    }
}
