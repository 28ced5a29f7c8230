//! A tree of alternating paths, grown from somebody who lacks an edge until somebody is found who can give one.

/// In which round somebody was reached last, and by which edge; kept with the person.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    round: u32,
    pub(super) by: u32,
}

/// No edge led to the root.
pub(super) const NONE: u32 = u32::MAX;

/// Who has been reached, in order. Roots and those like them are on side 0, the others on side 1.
#[derive(Debug, Default)]
pub(super) struct Tree {
    round: u32,
    sides: [Branch; 2],
}

#[derive(Debug, Default)]
struct Branch {
    reached: Vec<u32>,
    /// How many of them have been looked at.
    at: usize,
}

impl Tree {
    /// Starts anew. False if rounds are used up: marks must be cleared first.
    pub(super) fn plant(&mut self) -> bool {
        self.sides.iter_mut().for_each(|side| (side.reached.clear(), side.at = 0).1);
        let (round, over) = self.round.overflowing_add(1);
        self.round = round.max(1);
        !over
    }

    pub(super) fn has(&self, mark: Mark) -> bool {
        mark.round == self.round
    }

    /// The mark to keep with whoever is reached.
    pub(super) fn reach(&mut self, side: usize, who: u32, by: u32) -> Mark {
        if let Some(branch) = self.sides.get_mut(side) {
            branch.reached.push(who);
        }
        Mark { round: self.round, by }
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
        self.sides.get(side).map_or(&[], |branch| &branch.reached)
    }
}
