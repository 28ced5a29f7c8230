//! One more session: at a free start, or by moving others along an alternating path.
//!
//! A path is *pair, start, the one session in its way, another start for that, …* until a start is free. If every session is one slot, and
//! everybody but one of each pair has no other pair, slots and weeks are a flow: a search that finds no path has then
//! proved that there is none, nor ever will be through the pairs it saw. Elsewhere paths are tried before they are believed.
#![expect(clippy::indexing_slicing, reason = "pairs are those of the problem")]

use super::book::Book;
use super::problem::NONE;
use crate::control::Control;
use crate::error::Error;

/// After so many starts looked at the caller is asked whether to go on.
const STRIDE: u64 = 1 << 16;

/// Where searches prove nothing: the starts that one may look at, and all of them together.
const EFFORT: u64 = 1 << 16;
const LEAST_EFFORT: u64 = 1 << 12;
const ALL_EFFORT: u64 = 1 << 28;

/// Puts in as many sessions as it can; whether it got to the end. Fixed ones stay.
pub(super) fn fill(book: &mut Book<'_>, control: &Control) -> Result<bool, Error> {
    let Some(left) = place(book, control)? else { return Ok(false) };
    let flow = is_flow(book);
    let effort = if flow { u64::MAX } else { effort(left.len()) };
    let mut search = Search::new(book, effort);
    for pair in left {
        if !search.insert(book, pair, flow, control)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The starts that each of so many searches may look at which prove nothing.
pub(super) fn effort(searches: usize) -> u64 {
    (ALL_EFFORT / searches.max(1) as u64).clamp(LEAST_EFFORT, EFFORT)
}

/// Gives everybody a free start who finds one, and tells who does not; nothing if time ran out.
pub(super) fn place(book: &mut Book<'_>, control: &Control) -> Result<Option<Vec<u32>>, Error> {
    let mut left = Vec::new();
    for (k, pair) in without(book).into_iter().enumerate() {
        if k.is_multiple_of(1024) {
            control.check()?;
            if control.is_expired() {
                return Ok(None);
            }
        }
        match first_free(book, pair) {
            Some(start) => book.put(pair, start),
            None => left.push(pair),
        }
    }
    Ok(Some(left))
}

/// The pairs without a session that have a start; who has the fewest chooses first.
pub(super) fn without(book: &Book<'_>) -> Vec<u32> {
    let pairs = (0..book.problem.pairs.len() as u32).filter(|&pair| !book.has(pair));
    let mut order: Vec<(u32, u32)> = pairs.map(|pair| (book.problem.count(pair), pair)).collect();
    order.retain(|&(count, _)| count > 0);
    order.sort_unstable();
    order.into_iter().map(|(_, pair)| pair).collect()
}

/// The first free start that both prefer, or else the first free one.
pub(super) fn first_free(book: &Book<'_>, pair: u32) -> Option<u32> {
    let free = |ranges: &mut dyn Iterator<Item = (u32, u32)>| {
        ranges.flat_map(|(from, to)| from..to).find(|&start| book.is_free(pair, start))
    };
    free(&mut book.problem.good(pair)).or_else(|| free(&mut book.problem.starts(pair)))
}

/// Whether failed searches are proofs.
fn is_flow(book: &Book<'_>) -> bool {
    let problem = book.problem;
    let mut pairs = vec![0_u32; problem.people.len()];
    problem.pairs.iter().flat_map(|pair| pair.people).for_each(|person| pairs[person as usize] += 1);
    let limited = problem.people.iter().any(|person| person.most != NONE);
    problem.length == 1
        && problem.people.iter().all(|person| person.apart == 1)
        && problem.pairs.iter().all(|pair| pair.people.iter().any(|&person| pairs[person as usize] == 1))
        && !(limited && problem.rooms.is_some())
        && !book.fixed.contains(&true)
}

pub(super) struct Search {
    effort: u64,
    spent: u64,
    /// By pair: in which search it was seen last.
    seen: Vec<u32>,
    searches: u32,
    /// By pair: who puts it out, and starts where; itself for the first.
    comes: Vec<(u32, u32)>,
    /// By pair: nothing leads on from it.
    dead: Vec<bool>,
    /// By slot: in which search those in its rooms were seen last; [`NONE`] if nothing leads on from them.
    rooms: Vec<u32>,
}

impl Search {
    pub(super) fn new(book: &Book<'_>, effort: u64) -> Self {
        let pairs = book.at.len();
        let (seen, comes, dead) = (vec![0; pairs], vec![(NONE, NONE); pairs], vec![false; pairs]);
        let rooms = vec![0; if book.problem.rooms.is_some() { book.problem.slots as usize } else { 0 }];
        Search { effort, spent: 0, seen, searches: 0, comes, dead, rooms }
    }

    /// Whether all searches together have looked at fewer starts than they may.
    pub(super) fn has_effort(&self) -> bool {
        self.spent < ALL_EFFORT
    }

    /// Whether there was time to look.
    pub(super) fn insert(
        &mut self,
        book: &mut Book<'_>,
        pair: u32,
        flow: bool,
        control: &Control,
    ) -> Result<bool, Error> {
        self.searches += 1;
        self.seen[pair as usize] = self.searches;
        self.comes[pair as usize] = (pair, NONE);
        let (mut queue, mut next, mut looked) = (vec![pair], 0, 0_u64);
        let mut out = Vec::new();
        while let Some(&at) = queue.get(next) {
            next += 1;
            let came = Some(self.comes[at as usize]).filter(|came| came.1 != NONE);
            for start in book.problem.starts(at).flat_map(|(from, to)| from..to) {
                if start == book.at[at as usize] {
                    continue;
                }
                looked += 1;
                if looked > self.effort {
                    return Ok(true);
                }
                self.spent += 1;
                if self.spent.is_multiple_of(STRIDE) {
                    control.check()?;
                    if control.is_expired() {
                        return Ok(false);
                    }
                }
                let (search, rooms) = (self.searches, &mut self.rooms);
                let ask = |slot: u32| {
                    rooms[slot as usize] != NONE && std::mem::replace(&mut rooms[slot as usize], search) != search
                };
                if book.look(at, start, came, ask, &mut out) && self.walk(book, at, start) {
                    return Ok(true);
                }
                for &other in &out {
                    if self.seen[other as usize] != self.searches && !self.dead[other as usize] {
                        self.seen[other as usize] = self.searches;
                        self.comes[other as usize] = (at, start);
                        queue.push(other);
                    }
                }
            }
        }
        if flow {
            queue.iter().for_each(|&pair| self.dead[pair as usize] = true);
            self.rooms.iter_mut().filter(|room| **room == self.searches).for_each(|room| *room = NONE);
        }
        Ok(true)
    }

    /// Takes the path that ends with `last` at `start`, or leaves all as it was.
    fn walk(&self, book: &mut Book<'_>, last: u32, start: u32) -> bool {
        let mut moves = vec![(last, start)];
        let mut at = last;
        while self.comes[at as usize].1 != NONE {
            moves.push(self.comes[at as usize]);
            at = self.comes[at as usize].0;
        }
        let before: Vec<(u32, u32)> = moves.iter().map(|&(pair, _)| (pair, book.take(pair))).collect();
        for (k, &(pair, start)) in moves.iter().enumerate() {
            if !book.is_free(pair, start) {
                moves[..k].iter().for_each(|&(pair, _)| _ = book.take(pair));
                before.iter().filter(|(_, start)| *start != NONE).for_each(|&(pair, start)| book.put(pair, start));
                return false;
            }
            book.put(pair, start);
        }
        true
    }
}

/// The pairs without a session, and everybody who is in their way, ascending.
pub(super) fn reach(book: &Book<'_>, control: &Control) -> Result<Option<Vec<u32>>, Error> {
    let mut seen = vec![false; book.at.len()];
    let without = |&pair: &u32| !book.has(pair) && book.problem.starts(pair).next().is_some();
    let mut queue: Vec<u32> = (0..book.at.len() as u32).filter(without).collect();
    queue.iter().for_each(|&pair| seen[pair as usize] = true);
    let mut rooms = vec![false; if book.problem.rooms.is_some() { book.problem.slots as usize } else { 0 }];
    let (mut next, mut out) = (0, Vec::new());
    while let Some(&pair) = queue.get(next) {
        if next.is_multiple_of(1024) {
            control.check()?;
            if control.is_expired() {
                return Ok(None);
            }
        }
        next += 1;
        // Whoever has a session would put somebody out of it: it is not free for them again.
        let came = book.has(pair).then(|| (pair, book.at[pair as usize]));
        for start in book.problem.starts(pair).flat_map(|(from, to)| from..to) {
            if start == book.at[pair as usize] {
                continue;
            }
            let ask = |slot: u32| !std::mem::replace(&mut rooms[slot as usize], true);
            book.obstacles(pair, start, came, ask, &mut out);
            for &other in &out {
                if !std::mem::replace(&mut seen[other as usize], true) {
                    queue.push(other);
                }
            }
        }
    }
    queue.sort_unstable();
    Ok(Some(queue))
}
