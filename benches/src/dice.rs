//! Pseudo-random numbers that are the same for ever, whatever crates are around.

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Every seed gives another sequence.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number below `end`, which is not 0. Its bias is below `end` / 2⁶⁴.
    pub fn below(&mut self, end: u32) -> u32 {
        ((u128::from(self.roll()) * u128::from(end)) >> 64) as u32
    }

    /// Whether something happens that does so `percent` times in a hundred.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`, of which there is at least one.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len() as u32) as usize]
    }
}

/// Things named by few and by many: the one at rank k is drawn in proportion to 1 / (k + 2) (Zipf, shifted).
#[derive(Debug, Clone)]
pub(crate) struct Zipf(Vec<u32>);

impl Zipf {
    /// Over so many ranks.
    pub(crate) fn new(ranks: u32) -> Self {
        let sum = |sum: &mut u32, rank: u32| {
            *sum += 1_000_000 / (rank + 2);
            Some(*sum)
        };
        Zipf((0..ranks).scan(0, sum).collect())
    }

    /// A rank.
    pub(crate) fn draw(&self, dice: &mut Dice) -> u32 {
        let roll = dice.below(self.0.last().copied().unwrap_or(1));
        self.0.partition_point(|&sum| sum <= roll) as u32
    }
}
