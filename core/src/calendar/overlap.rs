//! Sets of minutes as sorted spans, and what two of them have in common.

/// Free time: half-open spans `[start, end)` in minutes since the horizon's start, sorted, disjoint and not touching.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans(Box<[(u32, u32)]>);

impl Spans {
    /// The union of spans in any order; empty ones are dropped, and those that overlap or touch become one.
    #[must_use]
    pub fn from_unsorted(mut spans: Vec<(u32, u32)>) -> Self {
        spans.retain(|span| span.0 < span.1);
        spans.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(spans.len());
        for (start, end) in spans {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        Spans(merged.into())
    }

    /// Whether there is no free time at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All minutes together.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.iter().map(|&(start, end)| end - start).sum()
    }

    /// The spans, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().copied()
    }

    /// These and the others. O(spans of both · log).
    #[must_use]
    pub fn with(&self, more: &Spans) -> Spans {
        Spans::from_unsorted(self.iter().chain(more.iter()).collect())
    }

    /// Whether any minute is in both. O(fewer spans · log of the others).
    #[must_use]
    pub fn meets(&self, other: &Spans) -> bool {
        let (few, many) = if self.0.len() <= other.0.len() { (self, other) } else { (other, self) };
        few.0.iter().any(|&(start, end)| {
            let next = many.0.partition_point(|span| span.1 <= start);
            many.0.get(next).is_some_and(|span| span.0 < end)
        })
    }

    /// What is left of these without the others. O(spans of both).
    #[must_use]
    pub fn without(&self, taken: &Spans) -> Spans {
        let mut left = Vec::new();
        let mut taken = taken.0.iter().peekable();
        for &(mut start, end) in &self.0 {
            // Spans are in order: what ends before this one starts is before all that follow.
            while taken.next_if(|taken| taken.1 <= start).is_some() {}
            while let Some(&&(from, to)) = taken.peek().filter(|taken| taken.0 < end) {
                if start < from {
                    left.push((start, from));
                }
                start = start.max(to);
                if to >= end {
                    // It may reach into the next span.
                    break;
                }
                taken.next();
            }
            if start < end {
                left.push((start, end));
            }
        }
        Spans(left.into())
    }

    /// The stretches of at least `at_least` minutes that both have, in order. O(spans of both).
    #[must_use]
    pub fn common(&self, other: &Spans, at_least: u32) -> Vec<(u32, u32)> {
        let mut common = Vec::new();
        self.meet(other, at_least, |start, end| common.push((start, end)));
        common
    }

    /// The minutes of those stretches together.
    #[must_use]
    pub fn common_minutes(&self, other: &Spans, at_least: u32) -> u32 {
        let mut minutes = 0;
        self.meet(other, at_least, |start, end| minutes += end - start);
        minutes
    }

    /// Whether those minutes are so many; looks no further once they are.
    #[must_use]
    pub(crate) fn have_common(&self, other: &Spans, at_least: u32, enough: u32) -> bool {
        let mut minutes = 0;
        if enough > 0 {
            self.meet_until(other, at_least, |start, end| {
                minutes += end - start;
                minutes >= enough
            });
        }
        minutes >= enough
    }

    fn meet(&self, other: &Spans, at_least: u32, mut each: impl FnMut(u32, u32)) {
        self.meet_until(other, at_least, |start, end| {
            each(start, end);
            false
        });
    }

    /// Ends with the first stretch of which `last` holds.
    fn meet_until(&self, other: &Spans, at_least: u32, mut last: impl FnMut(u32, u32) -> bool) {
        let (mut mine, mut theirs) = (self.0.iter(), other.0.iter());
        let (mut a, mut b) = (mine.next(), theirs.next());
        while let (Some(one), Some(two)) = (a, b) {
            let (start, end) = (one.0.max(two.0), one.1.min(two.1));
            if start < end && end - start >= at_least && last(start, end) {
                return;
            }
            if one.1 <= two.1 {
                a = mine.next();
            } else {
                b = theirs.next();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Spans;
    use proptest::prelude::*;

    fn spans() -> impl Strategy<Value = Vec<(u32, u32)>> {
        prop::collection::vec((0_u32..200, 0_u32..40).prop_map(|(start, length)| (start, start + length)), 0..12)
    }

    fn minutes(spans: &[(u32, u32)]) -> Vec<bool> {
        (0..240).map(|minute| spans.iter().any(|&(start, end)| (start..end).contains(&minute))).collect()
    }

    proptest! {
        /// Spans say the same as a list of single minutes.
        #[test]
        fn equals_a_bitmap(a in spans(), b in spans(), at_least in 1_u32..20) {
            let (one, two) = (Spans::from_unsorted(a.clone()), Spans::from_unsorted(b.clone()));
            let both: Vec<bool> = minutes(&a).iter().zip(minutes(&b)).map(|(&x, y)| x && y).collect();
            prop_assert_eq!(one.total() as usize, minutes(&a).iter().filter(|&&free| free).count());
            let mut runs: Vec<(u32, u32)> = Vec::new();
            for (minute, _) in (0..).zip(&both).filter(|(_, free)| **free) {
                match runs.last_mut() {
                    Some(last) if last.1 == minute => last.1 += 1,
                    _ => runs.push((minute, minute + 1)),
                }
            }
            runs.retain(|run| run.1 - run.0 >= at_least);
            prop_assert_eq!(one.common_minutes(&two, at_least), runs.iter().map(|run| run.1 - run.0).sum::<u32>());
            prop_assert_eq!(one.common(&two, at_least), runs);
            prop_assert_eq!(one.common(&two, 1), two.common(&one, 1));
            prop_assert_eq!(one.meets(&two), both.contains(&true));
            prop_assert_eq!(one.with(&two), Spans::from_unsorted([a.clone(), b.clone()].concat()));
            let left = one.without(&two);
            let only: Vec<bool> = minutes(&a).iter().zip(minutes(&b)).map(|(&x, y)| x && !y).collect();
            prop_assert_eq!(minutes(&left.iter().collect::<Vec<_>>()), only);
            prop_assert_eq!(Spans::from_unsorted(left.iter().collect()), left);
        }
    }
}
