//! When people are free, as bits: two weeks of half hours, the second like the first.

use crate::dice::Dice;

/// Half hours a day.
const DAY: u32 = 48;
/// Half hours a week.
const WEEK: u32 = 7 * DAY;
/// Half hours in all.
const SLOTS: u32 = 2 * WEEK;
const WORDS: usize = (SLOTS as usize).div_ceil(64);

/// Free half hours of people, who are numbered from 0.
#[derive(Debug, Clone, Default)]
pub struct Weeks(Vec<u64>);

impl Weeks {
    /// How many half hours there are.
    pub const SLOTS: u32 = SLOTS;

    /// Everybody is free for a share of all half hours, from `least` to `most` percent, in blocks of two to six hours of one day.
    #[must_use]
    pub fn new(people: u32, (least, most): (u32, u32), seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut rows = Vec::with_capacity(people as usize * WORDS);
        for _ in 0..people {
            let mut row = [0_u64; WORDS];
            let wanted = (least + dice.below(most - least + 1)) * SLOTS / 100;
            while row.iter().map(|word| word.count_ones()).sum::<u32>() < wanted {
                let length = 4 + dice.below(9);
                let start = dice.below(7) * DAY + dice.below(DAY - length);
                for slot in (start..start + length).flat_map(|slot| [slot, slot + WEEK]) {
                    row[slot as usize / 64] |= 1 << (slot % 64);
                }
            }
            rows.extend(row);
        }
        Weeks(rows)
    }

    /// One row a person: half hour s is bit s mod 64 of word ⌊s / 64⌋.
    #[must_use]
    pub fn rows(&self) -> &[u64] {
        &self.0
    }
}
