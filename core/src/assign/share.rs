//! Work shared among the threads of the pool that the caller is in; alone on the caller's thread if in none.
//!
//! Never rayon's global pool: a process that forks would wait for it for ever. Results do not depend on who does what:
//! pieces write to places of their own, and reductions are of sums, maxima and the like.

use std::ops::Range;

/// How many there are to share with.
pub(super) fn threads() -> usize {
    if rayon::current_thread_index().is_some() { rayon::current_num_threads() } else { 1 }
}

fn shared() -> bool {
    threads() > 1
}

/// Both, at the same time if possible.
pub(crate) fn both<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    if shared() { rayon::join(a, b) } else { (a(), b()) }
}

/// `map` of pieces of a range of about `grain`, joined.
pub(crate) fn reduce<R: Send>(
    range: Range<u32>,
    grain: u32,
    map: &(impl Fn(Range<u32>) -> R + Sync),
    join: &(impl Fn(R, R) -> R + Sync),
) -> R {
    if range.len() as u64 <= u64::from(grain) || !shared() {
        return map(range);
    }
    let middle = range.start + (range.end - range.start) / 2;
    let (a, b) = both(|| reduce(range.start..middle, grain, map, join), || reduce(middle..range.end, grain, map, join));
    join(a, b)
}

/// `work` on pieces of `items` of about `grain`, each with the number of its first item.
pub(crate) fn pieces<T: Send>(items: &mut [T], first: usize, grain: usize, work: &(impl Fn(usize, &mut [T]) + Sync)) {
    if items.len() <= grain || !shared() {
        return work(first, items);
    }
    let middle = items.len() / 2;
    let (a, b) = items.split_at_mut(middle);
    both(|| pieces(a, first, grain, work), || pieces(b, first + middle, grain, work));
}
