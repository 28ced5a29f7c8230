//! People to be looked at: each at most once, the last one first.
#![expect(clippy::indexing_slicing, reason = "there is room for whoever was added")]

#[derive(Debug, Clone, Default)]
pub(super) struct Queue {
    list: Vec<u32>,
    listed: Vec<bool>,
}

impl Queue {
    /// Makes room for one person more.
    pub(super) fn add(&mut self) {
        self.listed.push(false);
    }

    pub(super) fn push(&mut self, who: u32) {
        if !std::mem::replace(&mut self.listed[who as usize], true) {
            self.list.push(who);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn last(&self) -> Option<u32> {
        self.list.last().copied()
    }

    pub(super) fn pop(&mut self) -> Option<u32> {
        let who = self.list.pop()?;
        self.listed[who as usize] = false;
        Some(who)
    }
}
