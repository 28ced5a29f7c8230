//! Instances that others stand in for (RFC 5545, section 3.8.4.4): they share the `UID` of their series, and name the start
//! that they stand in for.

use std::collections::BTreeMap;

use super::clock::Clock;
use super::entry::{Entry, excluded_from};
use super::moment::Moment;
use super::series::Excluded;
use crate::error::ErrorCode;
use crate::read::Reader;

/// An entry and what ties it to others.
pub(super) struct Tied {
    pub(super) entry: Entry,
    pub(super) uid: Option<String>,
    /// The start of the instance in whose place it is.
    pub(super) instead_of: Option<Moment>,
    pub(super) sequence: i64,
}

/// How many instances may be taken out of series, over all series.
const MOST_TIES: usize = 1_000_000;

/// Takes the instances that others stand in for out of their series; of two that stand in for the same the one with the higher
/// `SEQUENCE` counts, or else the later in the text.
pub(super) fn tie(all: Vec<Tied>, floating: &Clock, reader: &mut Reader) -> Vec<Entry> {
    let mut instead: BTreeMap<String, Instead> = BTreeMap::new();
    let mut ties = 0;
    for tied in &all {
        let (Some(uid), Some(moment)) = (&tied.uid, &tied.instead_of) else { continue };
        let Instead { moments, latest } = instead.entry(uid.clone()).or_default();
        moments.push(moment.clone());
        let rank = (tied.sequence, tied.entry.place);
        latest.entry(moment.key(floating)).and_modify(|other| *other = rank.max(*other)).or_insert(rank);
    }
    let mut entries = Vec::with_capacity(all.len());
    for Tied { mut entry, uid, instead_of, sequence } in all {
        let others = uid.and_then(|uid| instead.get(&uid));
        match (instead_of, others) {
            (Some(moment), Some(others))
                if others.latest.get(&moment.key(floating)) != Some(&(sequence, entry.place)) =>
            {
                continue;
            }
            (None, Some(others)) => {
                ties += others.moments.len();
                if ties > MOST_TIES {
                    reader.problem(ErrorCode::TooLarge, format!("moves more than {MOST_TIES} instances of series"));
                    return entries;
                }
                for moment in &others.moments {
                    if let Some(excluded) = excluded_from(&entry.series, moment, floating) {
                        entry.series.leave_out(excluded);
                    }
                }
            }
            _ => {}
        }
        entry.series.settle();
        entries.push(entry);
    }
    entries
}

/// The instances of one `UID` that others stand in for, and which of those counts for each.
#[derive(Default)]
struct Instead {
    moments: Vec<Moment>,
    latest: BTreeMap<Option<Excluded>, (i64, usize)>,
}
