//! A tree of alternating paths, grown from somebody who lacks an edge until somebody is found who can give one.
#![expect(clippy::indexing_slicing, reason = "people and edges come from the group whose sizes these lists have")]

/// One side of a tree.
#[derive(Debug, Default)]
struct Branch {
    /// The round in which each was reached last.
    seen: Vec<u32>,
    /// The edge by which.
    by: Vec<u32>,
    /// Those reached in this round, in order.
    pub(super) reached: Vec<u32>,
    /// How many of them have been looked at.
    at: usize,
}

/// Who has been reached, and how. Roots and those like them are on side 0, the others on side 1.
#[derive(Debug, Default)]
pub(super) struct Tree {
    round: u32,
    sides: [Branch; 2],
}

/// No edge led to the root.
pub(super) const NONE: u32 = u32::MAX;

impl Tree {
    pub(super) fn new(sizes: [usize; 2]) -> Self {
        let branch = |size| Branch { seen: vec![0; size], by: vec![NONE; size], reached: Vec::new(), at: 0 };
        Tree { round: 0, sides: sizes.map(branch) }
    }

    pub(super) fn plant(&mut self, root: u32) {
        if self.round == u32::MAX {
            self.sides.iter_mut().for_each(|side| side.seen.fill(0));
            self.round = 0;
        }
        self.round += 1;
        self.sides.iter_mut().for_each(|side| (side.reached.clear(), side.at = 0).1);
        self.reach(0, root, NONE);
    }

    pub(super) fn root(&self) -> u32 {
        self.sides[0].reached.first().copied().unwrap_or(0)
    }

    pub(super) fn has(&self, side: usize, who: u32) -> bool {
        self.sides[side].seen[who as usize] == self.round
    }

    pub(super) fn reach(&mut self, side: usize, who: u32, by: u32) {
        let branch = &mut self.sides[side];
        branch.seen[who as usize] = self.round;
        branch.by[who as usize] = by;
        branch.reached.push(who);
    }

    pub(super) fn by(&self, side: usize, who: u32) -> u32 {
        self.sides[side].by[who as usize]
    }

    /// The next to be looked at.
    pub(super) fn next(&mut self) -> Option<(usize, u32)> {
        for (side, branch) in self.sides.iter_mut().enumerate().rev() {
            if let Some(&who) = branch.reached.get(branch.at) {
                branch.at += 1;
                return Some((side, who));
            }
        }
        None
    }

    /// Everybody is looked at again.
    pub(super) fn again(&mut self) {
        self.sides.iter_mut().for_each(|side| side.at = 0);
    }

    pub(super) fn reached(&self, side: usize) -> &[u32] {
        &self.sides[side].reached
    }
}
