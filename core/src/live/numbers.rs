//! Numbers that people keep: the kernel's, while those of the cohort move with whoever comes and goes.

use std::collections::BTreeMap;

/// Nobody in the cohort.
const NOBODY: u32 = u32::MAX;

/// Of one side.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    /// By number in the cohort: that in the kernel.
    kept: Vec<u32>,
    /// By number in the kernel: that in the cohort.
    now: Vec<u32>,
    /// Ids of those who left since changes were told last, by number in the kernel.
    left: BTreeMap<u32, String>,
    /// Numbers in the kernel that nobody has.
    idle: Vec<u32>,
    /// Whether anybody has two different numbers.
    differ: bool,
}

impl Numbers {
    /// So many people, with the same numbers.
    pub(super) fn new(people: usize) -> Self {
        let same: Vec<u32> = (0..people as u32).collect();
        Numbers { kept: same.clone(), now: same, ..Numbers::default() }
    }

    /// The number in the kernel.
    pub(super) fn kept(&self, person: u32) -> u32 {
        self.kept.get(person as usize).copied().unwrap_or(NOBODY)
    }

    /// The number in the cohort of somebody who is there.
    pub(super) fn now(&self, kept: u32) -> Option<u32> {
        self.now.get(kept as usize).copied().filter(|person| *person != NOBODY)
    }

    /// Those of some, in order.
    pub(super) fn all_now<'a>(&self, kept: &'a [u32], space: &'a mut Vec<u32>) -> &'a [u32] {
        if !self.differ {
            return kept;
        }
        space.clear();
        space.extend(kept.iter().filter_map(|&kept| self.now(kept)));
        space.sort_unstable();
        space
    }

    /// A number in the kernel that nobody has, for somebody who comes.
    pub(super) fn idle(&mut self) -> Option<u32> {
        self.idle.pop()
    }

    /// Somebody comes with these two numbers. O(people).
    pub(super) fn come(&mut self, person: u32, kept: u32) {
        self.now.iter_mut().filter(|now| **now >= person && **now != NOBODY).for_each(|now| *now += 1);
        self.kept.insert((person as usize).min(self.kept.len()), kept);
        if kept as usize >= self.now.len() {
            self.now.resize(kept as usize + 1, NOBODY);
        }
        if let Some(now) = self.now.get_mut(kept as usize) {
            *now = person;
        }
        self.differ = true;
    }

    /// Somebody goes; their id is known until changes are told. O(people).
    pub(super) fn leave(&mut self, person: u32, id: &str) {
        if person as usize >= self.kept.len() {
            return;
        }
        let kept = self.kept.remove(person as usize);
        if let Some(now) = self.now.get_mut(kept as usize) {
            *now = NOBODY;
        }
        self.now.iter_mut().filter(|now| **now > person && **now != NOBODY).for_each(|now| *now -= 1);
        self.left.insert(kept, id.to_owned());
        self.differ = true;
    }

    /// The id of somebody who left.
    pub(super) fn left(&self, kept: u32) -> Option<&str> {
        self.left.get(&kept).map(String::as_str)
    }

    /// Changes were told: numbers of those who left may be given to others.
    pub(super) fn told(&mut self) {
        self.idle.extend(std::mem::take(&mut self.left).into_keys());
    }
}
