//! The blossoms with a dual, as the odd sets of a certificate.
#![expect(clippy::indexing_slicing, reason = "nodes come from the nest")]

use super::nest::Nest;
use super::problem::OddSet;

/// A blossom whose cycle is being gone through.
struct Frame {
    blossom: u32,
    next: usize,
    set: OddSet,
    size: u64,
}

/// The odd sets, inner ones first, and what they add to the proved bound, in half points.
pub(super) fn odd_sets(nest: &Nest) -> (Vec<OddSet>, i128) {
    let (mut found, mut proved) = (Vec::new(), 0);
    let mut seen = vec![false; nest.nodes()];
    let mut frames: Vec<Frame> = Vec::new();
    let frame = |blossom: u32| {
        let set = OddSet { people: Vec::new(), sets: Vec::new(), dual: nest.dual[blossom as usize] };
        Frame { blossom, next: 0, set, size: 0 }
    };
    for &top in &nest.top {
        if nest.is_blossom(top) && !std::mem::replace(&mut seen[top as usize], true) {
            frames.push(frame(top));
        }
        while let Some(last) = frames.last_mut() {
            if let Some(link) = nest.cycle(last.blossom).get(last.next) {
                last.next += 1;
                if nest.is_blossom(link.node) {
                    frames.push(frame(link.node));
                } else {
                    last.set.people.push(link.node);
                    last.size += 1;
                }
            } else if let Some(Frame { mut set, size, .. }) = frames.pop() {
                let outer = frames.last_mut();
                if set.dual > 0 {
                    proved += i128::from(set.dual) * i128::from((size - 1) / 2);
                    set.people.sort_unstable();
                    set.sets.sort_unstable();
                    found.push(set);
                    if let Some(outer) = outer {
                        outer.set.sets.push(found.len() as u32 - 1);
                        outer.size += size;
                    }
                } else if let Some(outer) = outer {
                    // A blossom without a dual proves nothing; what is in it belongs to the one around it.
                    for (list, more) in [(&mut outer.set.people, set.people), (&mut outer.set.sets, set.sets)] {
                        let (mut long, short) = if list.len() < more.len() {
                            (more, std::mem::take(list))
                        } else {
                            (std::mem::take(list), more)
                        };
                        long.extend(short);
                        *list = long;
                    }
                    outer.size += size;
                }
            }
        }
    }
    (found, proved)
}
