//! Common stretches that come every week at the same times of both clocks.

use std::collections::BTreeMap;

use super::{Couple, Half, Stretch, WallTime, WeeklyTime};
use crate::explain::clock::{self, time};
use crate::model::Day;

/// Minutes of a day.
const DAY: i64 = clock::DAY as i64;

/// What both clocks show at a start and an end, apart from the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Face<'a> {
    zone: &'a str,
    weekday: usize,
    start: u32,
    /// Minutes since the midnight before the start; before it where clocks have gone back past it meanwhile.
    end: i64,
}

/// A pattern's occurrences so far.
#[derive(Debug, Clone, Copy)]
struct Series {
    /// The day of the first and the last by the mentor's clocks.
    first: i64,
    last: i64,
    times: u32,
    /// Whether they are a week apart.
    steady: bool,
    /// Whether a session can start in each.
    sessions: bool,
}

/// Those of the stretches that come every week: at least twice, a week apart by the mentor's clocks, with no week before or after in
/// which the horizon (from its `as_of` on) would have had room for one more; and whether a session can start in every one of them.
/// O(stretches · log).
pub(super) fn weekly(couple: &Couple<'_>, stretches: &[Stretch]) -> Vec<(WeeklyTime, bool)> {
    let Couple { words: _, plan, grid, halves: [one, other] } = couple;
    let mut patterns: BTreeMap<[Face<'_>; 2], Series> = BTreeMap::new();
    for &stretch in stretches {
        let (Some((mine, day)), Some((theirs, _))) = (face(one, stretch), face(other, stretch)) else { continue };
        let new = Series { first: day, last: day, times: 0, steady: true, sessions: true };
        let series = patterns.entry([mine, theirs]).or_insert(new);
        series.sessions &= grid.starts_in(stretch).is_some();
        series.steady &= series.times == 0 || day == series.last + 7;
        series.times += 1;
        series.last = day;
    }
    let whole = |(faces, series): &([Face<'_>; 2], Series)| {
        let [mine, _] = faces;
        let before = one.wall.minute(series.first - 7, mine.start);
        let after = one.wall.minute(series.last + 7 + mine.end.div_euclid(DAY), mine.end.rem_euclid(DAY) as u32);
        series.times > 1
            && series.steady
            && before.is_none_or(|start| start < i64::from(plan.earliest()))
            && after.is_none_or(|end| end > i64::from(plan.minutes()))
    };
    let mut found: Vec<([Face<'_>; 2], Series)> = patterns.into_iter().filter(whole).collect();
    found.sort_by_key(|(faces, series)| (series.first, faces[0].start));
    let told = |([mine, theirs], series): ([Face<'_>; 2], Series)| {
        (WeeklyTime { mentor: wall(mine), mentee: wall(theirs), times: series.times }, series.sessions)
    };
    found.into_iter().map(told).collect()
}

/// What somebody's clocks show of a stretch, and the day of its start.
fn face<'a>(half: &Half<'a>, stretch: Stretch) -> Option<(Face<'a>, i64)> {
    let (from, to) = half.wall.over(stretch)?;
    let end = (to.day - from.day) * DAY + i64::from(to.minute);
    Some((Face { zone: from.zone, weekday: from.weekday(), start: from.minute, end }, from.day))
}

fn wall(face: Face<'_>) -> WallTime {
    // The midnight that ends the day is 24:00, any other end a time of its own day.
    let end = if face.end == DAY { DAY } else { face.end.rem_euclid(DAY) };
    WallTime {
        time_zone: face.zone.to_owned(),
        day: Day::ALL.get(face.weekday).map_or("", |(name, _)| name).to_owned(),
        start: time(face.start),
        end: time(end as u32),
    }
}
