//! The session that lacks the least: one is free for it, and the other would have to give a few more minutes.

use super::agenda::{Agenda, Row};
use super::stated::Stated;
use crate::calendar::Spans;
use crate::diary::Pair;

/// Who lacks how many minutes of a session at a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lack {
    pub(super) minutes: u32,
    pub(super) start: u32,
    /// The mentor comes first where it is the same.
    pub(super) is_mentee: bool,
}

/// The least lack, then the earliest; none if nobody has any part of a session at a time the other is free.
///
/// As the start moves, what one has of the session grows and shrinks steadily between the ends of free spans: only starts next to those
/// can be the best. O(spans of both).
pub(super) fn least(agenda: &Agenda<'_>, row: Row<'_>, pair: Pair) -> Option<Lack> {
    let spans = [Stated::mentor(agenda.cohort, row.mentor).spans, Stated::mentee(agenda.cohort, row.mentee).spans];
    let [mentor, mentee] = pair.free;
    let mut best: Option<Lack> = None;
    for (lacking, other, is_mentee) in [(spans[0], mentee, false), (spans[1], mentor, true)] {
        let Some(lacking) = lacking else { continue };
        let lacking: Vec<(u32, u32)> = lacking.iter().collect();
        for &(from, to) in agenda.starts.row(other) {
            for (start, minutes) in candidates(&lacking, (from, to), agenda.session, agenda.grid) {
                let lack = Lack { minutes, start, is_mentee };
                best = Some(best.map_or(lack, |best| best.min(lack)));
            }
        }
    }
    best
}

fn candidates(
    spans: &[(u32, u32)],
    (from, to): (u32, u32),
    session: u32,
    grid: u32,
) -> impl Iterator<Item = (u32, u32)> {
    let first = spans.partition_point(|span| span.1 <= from * grid);
    let near = spans.get(first..).unwrap_or_default();
    let near = near.iter().take_while(move |span| span.0 < (to - 1) * grid + session);
    let ends = near.flat_map(move |&(start, end)| {
        let last = end.saturating_sub(session);
        [start / grid, start.div_ceil(grid), last / grid, last.div_ceil(grid)]
    });
    let starts = ends.chain([from, to - 1]).map(move |start| start.clamp(from, to - 1));
    starts.filter_map(move |start| {
        let lack = session - minutes_in(spans, start * grid, start * grid + session);
        (lack < session).then_some((start, lack))
    })
}

/// How much of a stretch is in the spans.
fn minutes_in(spans: &[(u32, u32)], from: u32, to: u32) -> u32 {
    let first = spans.partition_point(|span| span.1 <= from);
    let inside = spans.get(first..).unwrap_or_default().iter().take_while(|span| span.0 < to);
    inside.map(|span| span.1.min(to) - span.0.max(from)).sum()
}

/// All minutes of those who state them.
pub(super) fn total(spans: Option<&Spans>) -> u64 {
    spans.map_or(0, |spans| u64::from(spans.total()))
}
