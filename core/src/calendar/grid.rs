//! Sessions on a grid: when a whole one is in free time, and which lacks the least where none is.

use super::Spans;
use crate::model::Policy;

/// Sessions of `session` minutes that start at multiples of `grid` minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grid {
    /// How long a session is, in minutes; not 0.
    pub(crate) session: u32,
    /// How far starts are apart, in minutes; not 0.
    pub(crate) slot: u32,
}

/// Who lacks how many minutes of a session at a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Lack {
    /// How many minutes; more than none, and less than the session.
    pub(crate) minutes: u32,
    /// At which multiple of the grid.
    pub(crate) start: u32,
    /// Which of the two; of equals, the first.
    pub(crate) second: bool,
}

impl Grid {
    /// The sessions of a policy.
    pub(crate) fn of(policy: &Policy) -> Self {
        Grid { session: policy.session_minutes.max(1), slot: policy.slot_minutes.max(1) }
    }

    /// The starts, as a range of multiples of the grid, at which a whole session is in a stretch.
    pub(crate) fn starts_in(self, (start, end): (u32, u32)) -> Option<(u32, u32)> {
        let (from, to) = (start.div_ceil(self.slot), end.checked_sub(self.session)? / self.slot + 1);
        (from < to).then_some((from, to))
    }

    /// Those of all spans. O(spans).
    pub(crate) fn starts(self, spans: &Spans) -> impl Iterator<Item = (u32, u32)> {
        spans.iter().filter_map(move |span| self.starts_in(span))
    }

    /// Whether two people have a whole session in common. O(spans of both).
    #[must_use]
    pub(crate) fn fits(self, one: &Spans, other: &Spans) -> bool {
        one.common(other, self.session).into_iter().any(|stretch| self.starts_in(stretch).is_some())
    }

    /// The session for which one of two is free and the other lacks the least: the least lack, then the earliest; none if nobody has any
    /// part of a session at a time the other is free. `spans` are the free time of both, if stated, and `starts` the starts at
    /// which each has time for a whole one, as ranges that are not empty.
    ///
    /// As the start moves, what one has of the session grows and shrinks steadily between the ends of free spans: only starts next to those
    /// can be the best. O(spans of both · log).
    #[must_use]
    pub(crate) fn least_lack(self, spans: [Option<&Spans>; 2], starts: [&[(u32, u32)]; 2]) -> Option<Lack> {
        let mut best: Option<Lack> = None;
        for (lacking, other, second) in [(spans[0], starts[1], false), (spans[1], starts[0], true)] {
            let Some(lacking) = lacking else { continue };
            let lacking: Vec<(u32, u32)> = lacking.iter().collect();
            for &range in other {
                for (start, minutes) in self.candidates(&lacking, range) {
                    let lack = Lack { minutes, start, second };
                    best = Some(best.map_or(lack, |best| best.min(lack)));
                }
            }
        }
        best
    }

    fn candidates(self, spans: &[(u32, u32)], (from, to): (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
        let Grid { session, slot } = self;
        let first = spans.partition_point(|span| span.1 <= from * slot);
        let near = spans.get(first..).unwrap_or_default();
        let near = near.iter().take_while(move |span| span.0 < (to - 1) * slot + session);
        let ends = near.flat_map(move |&(start, end)| {
            let last = end.saturating_sub(session);
            [start / slot, start.div_ceil(slot), last / slot, last.div_ceil(slot)]
        });
        let starts = ends.chain([from, to - 1]).map(move |start| start.clamp(from, to - 1));
        starts.filter_map(move |start| {
            let lack = session - minutes_in(spans, start * slot, start * slot + session);
            (lack < session).then_some((start, lack))
        })
    }
}

/// How much of a stretch is in the spans.
fn minutes_in(spans: &[(u32, u32)], from: u32, to: u32) -> u32 {
    let first = spans.partition_point(|span| span.1 <= from);
    let inside = spans.get(first..).unwrap_or_default().iter().take_while(|span| span.0 < to);
    inside.map(|span| span.1.min(to) - span.0.max(from)).sum()
}
