//! Topics with all that are narrower, everybody counted once.

use super::document::RolledUp;
use super::supply::Supply;
use crate::taxonomy::{Taxonomy, TopicIx};

/// More steps are not taken.
const MOST: usize = 100_000_000;

/// By topic; nothing if it would take too many steps. O(Σ over what people name of the topics that are broader).
pub(super) fn rolled_up(supply: &Supply, taxonomy: &Taxonomy) -> Option<Vec<RolledUp>> {
    let mut named = vec![0_usize; supply.counts.len()];
    let offered = supply.offers.iter().map(|(topics, _)| topics);
    for topic in supply.wants.iter().chain(offered).chain(&supply.met).flatten() {
        named.get_mut(*topic as usize).into_iter().for_each(|count| *count += 1);
    }
    let mut steps = 0;
    // By topic that somebody names: itself and all that are broader.
    let mut above: Vec<Vec<TopicIx>> = vec![Vec::new(); named.len()];
    for ((topic, &count), above) in (0..).zip(&named).zip(&mut above).filter(|((_, count), _)| **count > 0) {
        *above = taxonomy.all_broader(topic, MOST - steps)?;
        // They are kept, and gone through for each who names it.
        steps += above.len().saturating_mul(count + 1);
        if steps > MOST {
            return None;
        }
    }
    let mut rolled = vec![RolledUp::default(); named.len()];
    let mut all = Vec::new();
    let mut each = |topics: &[TopicIx], count: &dyn Fn(&mut RolledUp)| {
        all.clear();
        all.extend(topics.iter().filter_map(|&topic| above.get(topic as usize)).flatten().copied());
        all.sort_unstable();
        all.dedup();
        for &topic in &all {
            rolled.get_mut(topic as usize).into_iter().for_each(count);
        }
    };
    supply.wants.iter().for_each(|topics| each(topics, &|rolled| rolled.asked += 1));
    supply.met.iter().for_each(|topics| each(topics, &|rolled| rolled.met += 1));
    for (topics, seats) in &supply.offers {
        each(topics, &|rolled| {
            rolled.offered += 1;
            rolled.seats += u64::from(*seats);
        });
    }
    Some(rolled)
}
