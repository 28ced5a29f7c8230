//! What became of pairs since somebody last asked: every pair at most once, and only if it is not as it was.

/// A pair that came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Who.
    pub mentee: u32,
    /// With whom.
    pub mentor: u32,
    /// Whether they have each other now; else they had.
    pub gained: bool,
}

/// Pairs that changed, as often as they did.
#[derive(Debug, Clone, Default)]
pub(super) struct Log {
    flips: Vec<(u32, u32)>,
    /// So many were left when pairs that are as they were last went.
    left: usize,
}

impl Log {
    pub(super) fn flip(&mut self, mentee: u32, mentor: u32) {
        self.flips.push((mentee, mentor));
        if self.flips.len() > 2 * self.left + 4_096 {
            self.settle();
        }
    }

    /// What is not as it was, in the order of mentee and mentor; `held` says whether a pair is there now.
    pub(super) fn drain(&mut self, held: impl Fn(u32, u32) -> bool) -> Vec<Change> {
        self.settle();
        self.left = 0;
        let change = |(mentee, mentor)| Change { mentee, mentor, gained: held(mentee, mentor) };
        std::mem::take(&mut self.flips).into_iter().map(change).collect()
    }

    /// Each pair that changed an odd number of times, once.
    fn settle(&mut self) {
        self.flips.sort_unstable();
        let odd = self.flips.chunk_by(|a, b| a == b).filter(|same| same.len() % 2 == 1);
        self.flips = odd.filter_map(|same| same.first()).copied().collect();
        self.left = self.flips.len();
    }
}
