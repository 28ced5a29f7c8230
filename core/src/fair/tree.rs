//! A tree of alternating paths, grown from somebody who lacks an edge until somebody is found who can give one.

/// In which round somebody was reached last, and by which edge; kept with the person.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark {
    round: u32,
    pub(super) by: u32,
}

/// No edge led to the root.
pub(super) const NONE: u32 = u32::MAX;

/// Labels are below this.
pub(super) const LABELS: usize = 64;

/// Who has been reached, in order. Roots and those like them are on side 0, the others on side 1.
#[derive(Debug, Default)]
pub(super) struct Tree {
    round: u32,
    sides: [Branch; 2],
    /// Edges of this slack or less are looked at.
    near: u32,
    /// The least slack beyond that was come upon.
    beyond: u32,
    /// Those on side 1 by label, if the least is to be looked at first; none below `least`.
    by_label: Vec<Vec<u32>>,
    least: usize,
    guided: bool,
}

#[derive(Debug, Default)]
struct Branch {
    reached: Vec<u32>,
    /// How many of them have been looked at.
    at: usize,
}

impl Tree {
    /// Starts anew, `guided` by labels over all edges or over those near first. False if rounds are used up: marks must be cleared
    /// first.
    pub(super) fn plant(&mut self, near: u32, guided: bool) -> bool {
        self.sides.iter_mut().for_each(|side| (side.reached.clear(), side.at = 0).1);
        (self.near, self.beyond) = (if guided { u32::MAX } else { near }, u32::MAX);
        self.guided = guided;
        if guided {
            self.by_label.resize(LABELS, Vec::new());
            self.by_label.iter_mut().for_each(Vec::clear);
            self.least = LABELS;
        }
        let (round, over) = self.round.overflowing_add(1);
        self.round = round.max(1);
        !over
    }

    pub(super) fn has(&self, mark: Mark) -> bool {
        mark.round == self.round
    }

    /// The mark to keep with whoever is reached.
    pub(super) fn reach(&mut self, side: usize, who: u32, by: u32, label: u8) -> Mark {
        if let Some(branch) = self.sides.get_mut(side) {
            branch.reached.push(who);
        }
        if self.guided
            && side == 1
            && let Some(alike) = self.by_label.get_mut(usize::from(label))
        {
            alike.push(who);
            self.least = self.least.min(usize::from(label));
        }
        Mark { round: self.round, by }
    }

    /// The next to be looked at.
    pub(super) fn next(&mut self) -> Option<(usize, u32)> {
        if self.guided {
            if let Some(who) = self.sides[0].next() {
                return Some((0, who));
            }
            while let Some(alike) = self.by_label.get_mut(self.least) {
                if let Some(who) = alike.pop() {
                    return Some((1, who));
                }
                self.least += 1;
            }
            return None;
        }
        self.sides.iter_mut().enumerate().rev().find_map(|(side, branch)| Some((side, branch.next()?)))
    }

    pub(super) fn is_near(&mut self, slack: u32) -> bool {
        let is_near = slack <= self.near;
        if !is_near {
            self.beyond = slack.min(self.beyond);
        }
        is_near
    }

    /// To edges of so many times the slack, for which everybody on side 0 has another turn. False if there are none.
    pub(super) fn farther(&mut self, times: u32) -> bool {
        if self.beyond == u32::MAX {
            return false;
        }
        self.near = self.near.max(1).saturating_mul(times).max(self.beyond);
        self.beyond = u32::MAX;
        self.sides[0].at = 0;
        true
    }

    /// Everybody is looked at again.
    pub(super) fn again(&mut self) {
        self.sides.iter_mut().for_each(|side| side.at = 0);
        self.guided = false;
    }

    pub(super) fn reached(&self, side: usize) -> &[u32] {
        self.sides.get(side).map_or(&[], |branch| &branch.reached)
    }
}

impl Branch {
    fn next(&mut self) -> Option<u32> {
        let who = self.reached.get(self.at).copied();
        self.at += usize::from(who.is_some());
        who
    }
}
