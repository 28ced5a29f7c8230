//! What everybody on one side is worth to one question of the other, person by person and 64 at a time.
//!
//! Of mentors a list says what their best offer keeps of a wanted topic and level (`offered`), of mentees what part of all
//! they want it is (`wanted`), in millionths. Interests of pairs are then sums over few lists. Long lists are also laid out
//! block by block in 16 bits, so that 64 people are summed at a time.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::slots::LANES;
use crate::roster::WantRow;
use crate::taxonomy::TopicIx;

/// Levels are 1 to 5.
pub(super) const LEVELS: usize = 5;

/// A list is laid out block by block if it has at least so many values a block.
const WIDE: usize = 2;

/// The most blocks laid out like that, at 140 bytes each.
const HELD_WIDE: usize = 4_000_000;

/// One number a lane, at its [`spot`].
pub(super) type Lanes = [u16; LANES];

/// Where the number of a lane is: lanes whose bits are in one place of a byte follow each other, so that the bits of
/// eight bytes can be found at once.
pub(super) fn spot(lane: u32) -> usize {
    (lane % 8 * 8 + lane / 8) as usize
}

/// Points and values fit 16 bits if this many are cut off.
pub(super) const CUT: u32 = 4;

fn worth(value: u16, share: u16) -> u16 {
    ((u32::from(value) * u32::from(share)) >> 16) as u16
}

/// A value in 16 bits, rounded up.
fn cut(value: u32) -> u16 {
    value.div_ceil(1 << CUT) as u16
}

/// The people who meet one want, or have it.
#[derive(Debug, Default)]
pub(super) struct List {
    /// In the order of slots.
    values: Vec<u32>,
    /// Whose they are, unless the list is wide.
    slots: Vec<u32>,
    wide: Option<Wide>,
}

/// What a list has of every block.
#[derive(Debug)]
struct Wide {
    /// The lanes that have a value.
    lanes: Vec<u64>,
    /// Where their values start.
    starts: Vec<u32>,
    /// The values cut, for adding 64 at a time; 0 where there is none.
    cut: Vec<Lanes>,
}

#[expect(clippy::indexing_slicing, reason = "slots and blocks are numbered by the index itself")]
impl List {
    /// From slots and values, in the order of slots.
    pub(super) fn new(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let (slots, values) = pairs.unzip();
        List { slots, values, wide: None }
    }

    /// Whether nobody is on it.
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Lays out the values block by block.
    fn widen(&mut self, blocks: usize) {
        let mut wide = Wide { lanes: vec![0; blocks], starts: vec![0; blocks], cut: vec![[0; LANES]; blocks] };
        for (at, (&slot, &value)) in (0..).zip(self.slots.iter().zip(&self.values)) {
            let (block, lane) = (slot as usize / LANES, slot % LANES as u32);
            if wide.lanes[block] == 0 {
                wide.starts[block] = at;
            }
            wide.lanes[block] |= 1 << lane;
            wide.cut[block][spot(lane)] = cut(value);
        }
        (self.slots, self.wide) = (Vec::new(), Some(wide));
    }

    /// The value of a person; 0 without one.
    pub(super) fn value(&self, slot: usize) -> u64 {
        let at = match &self.wide {
            Some(Wide { lanes, starts, .. }) => {
                let (block, lane) = (slot / LANES, slot % LANES);
                let before = (lanes[block] & ((1 << lane) - 1)).count_ones();
                (lanes[block] >> lane & 1 == 1).then_some((starts[block] + before) as usize)
            }
            None => self.slots.binary_search(&(slot as u32)).ok(),
        };
        at.map_or(0, |at| u64::from(self.values[at]))
    }

    /// Adds what each value of the blocks from `first` on is worth, and notes whose they are. Sums are no smaller than the
    /// exact ones but for 1 a list: `share`, in units of 2^-16, of values that are cut to 16 bits.
    pub(super) fn add_to(&self, first: usize, share: u16, sums: &mut [Lanes], lanes: &mut [u64]) {
        let blocks = first..first + sums.len();
        if let Some(wide) = &self.wide {
            for (sums, values) in sums.iter_mut().zip(&wide.cut[blocks.clone()]) {
                for (sum, &value) in sums.iter_mut().zip(values) {
                    *sum = sum.saturating_add(worth(value, share));
                }
            }
            lanes.iter_mut().zip(&wide.lanes[blocks]).for_each(|(lanes, more)| *lanes |= more);
            return;
        }
        let start = self.slots.partition_point(|&slot| (slot as usize) < blocks.start * LANES);
        let values = self.slots[start..].iter().zip(&self.values[start..]);
        for (&slot, &value) in values.take_while(|&(&slot, _)| (slot as usize) < blocks.end * LANES) {
            let (block, lane) = (slot as usize / LANES - first, slot % LANES as u32);
            let sum = &mut sums[block][spot(lane)];
            *sum = sum.saturating_add(worth(cut(value), share));
            lanes[block] |= 1 << lane;
        }
    }
}

/// Lays out the longest lists block by block, while there is room.
pub(super) fn widen<'l>(lists: impl Iterator<Item = &'l mut List>, blocks: usize) {
    let mut long: Vec<&mut List> = lists.filter(|list| list.values.len() >= WIDE * blocks).collect();
    long.sort_by_key(|list| Reverse(list.values.len()));
    let room = HELD_WIDE / blocks.max(1);
    long.into_par_iter().take(room).for_each(|list| list.widen(blocks));
}

/// Where the list of a wanted topic and level is.
pub(super) fn place(topic: TopicIx, level: u32) -> usize {
    topic as usize * LEVELS + (level.clamp(1, LEVELS as u32) - 1) as usize
}

/// Where the list of a want is.
pub(super) fn place_of(want: &WantRow) -> usize {
    place(want.topic, want.level)
}
