//! The prices of one side, less the level: what they are, how far they have fallen since the last question, and who has not been told.
#![expect(clippy::indexing_slicing, reason = "there is room for whoever was added")]

use super::Weight;
use super::order::Order;
use super::queue::Queue;

/// Instead of a peak, for whoever has to be asked about in any case. Further than any room above whatever a potential may be.
const UNASKED: Weight = Weight::MAX >> 1;

#[derive(Debug, Clone, Default)]
pub(super) struct Potentials {
    now: Vec<Weight>,
    /// The most it has been since the last question.
    peak: Vec<Weight>,
    /// How far below its peak it may be without another question.
    room: Weight,
    /// Those who may be further below than that.
    fallen: Queue,
    /// Those whose change the source has not heard of.
    untold: Queue,
    /// Who is in the market, by what it is now.
    pub(super) order: Order,
}

impl Potentials {
    pub(super) fn new(room: Weight) -> Self {
        Potentials { room, ..Potentials::default() }
    }

    pub(super) fn add(&mut self) {
        self.now.push(0);
        self.peak.push(0);
        self.fallen.add();
        self.untold.add();
        self.order.add();
    }

    pub(super) fn of(&self, who: u32) -> Weight {
        self.now[who as usize]
    }

    pub(super) fn set(&mut self, who: u32, value: Weight) {
        let at = who as usize;
        if self.now[at] != value {
            self.now[at] = value;
            self.peak[at] = self.peak[at].max(value);
            self.untold.push(who);
            self.order.touch(who);
            if self.has_fallen(who) {
                self.fallen.push(who);
            }
        }
    }

    /// All of them become so much more, and so do their peaks.
    pub(super) fn shift(&mut self, by: Weight) {
        for (who, (now, peak)) in (0..).zip(self.now.iter_mut().zip(&mut self.peak)) {
            *now += by;
            if *peak != UNASKED {
                *peak += by;
            }
            self.untold.push(who);
            self.order.touch(who);
        }
    }

    /// Somebody came into the market or left it.
    pub(super) fn moved(&mut self, who: u32) {
        self.order.touch(who);
    }

    pub(super) fn put_in_order(&mut self, is_there: impl Fn(u32) -> bool) {
        let now = &self.now;
        self.order.refresh(|who| is_there(who).then(|| now[who as usize]));
    }

    /// Whether a question is due.
    pub(super) fn has_fallen(&self, who: u32) -> bool {
        self.peak[who as usize] - self.now[who as usize] > self.room
    }

    /// How far it may fall before a question is due.
    pub(super) fn headroom(&self, who: u32) -> Weight {
        self.room - (self.peak[who as usize] - self.now[who as usize])
    }

    /// A question was asked, or none is needed: falls count from here.
    pub(super) fn asked(&mut self, who: u32) {
        self.peak[who as usize] = self.now[who as usize];
    }

    /// A question is due, whatever the value does.
    pub(super) fn unasked(&mut self, who: u32) {
        self.peak[who as usize] = UNASKED;
        self.fallen.push(who);
    }

    /// Whoever is to be asked about next.
    pub(super) fn next_fallen(&mut self) -> Option<u32> {
        while let Some(who) = self.fallen.pop() {
            if self.has_fallen(who) {
                return Some(who);
            }
        }
        None
    }

    /// Less room from now on.
    pub(super) fn tighten(&mut self, room: Weight) {
        self.room = room;
        for who in 0..self.now.len() as u32 {
            if self.has_fallen(who) {
                self.fallen.push(who);
            }
        }
    }

    /// Changes that the source has to hear of.
    pub(super) fn tell(&mut self, mut hear: impl FnMut(u32, Weight)) {
        while let Some(who) = self.untold.pop() {
            hear(who, self.now[who as usize]);
        }
    }
}
