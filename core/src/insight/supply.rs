//! Who asks for a topic, and who offers it.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::document::TopicSupply;
use super::rolled::rolled_up;
use super::round::Round;
use crate::control::Control;
use crate::error::Error;
use crate::model::Willingness;
use crate::roster::MentorIx;
use crate::score::interests::interests;
use crate::taxonomy::TopicIx;

/// What is counted of one topic.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) asked: u32,
    pub(super) eager: u32,
    pub(super) willing: u32,
    pub(super) if_needed: u32,
    pub(super) unwilling: u32,
    pub(super) seats: u64,
    pub(super) met: u32,
    nearby: u32,
}

impl Counts {
    pub(super) fn offered(&self) -> u32 {
        self.eager + self.willing + self.if_needed
    }
}

/// Who takes part, by the topics they name.
pub(super) struct Supply {
    /// By mentee: what they want, in order.
    pub(super) wants: Vec<Vec<TopicIx>>,
    /// By mentor: what they offer, in whatever degree but no, in order; and their seats.
    pub(super) offers: Vec<(Vec<TopicIx>, u32)>,
    /// By mentee: which of their wants a mentor of theirs shares, in order.
    pub(super) met: Vec<Vec<TopicIx>>,
    /// By topic.
    pub(super) counts: Vec<Counts>,
}

impl Supply {
    /// O(wants + offers + pairings · wants · offers + offers of topics near each that is asked for).
    pub(super) fn of(round: &Round<'_>, control: &Control) -> Result<Self, Error> {
        let roster = round.cohort.roster();
        let mut counts = vec![Counts::default(); roster.taxonomy.len()];
        let mut offers = Vec::with_capacity(roster.mentors.len());
        for row in &roster.mentors {
            let mut willing = Vec::new();
            for offer in row.offers.iter().filter(|_| row.seats > 0) {
                let Some(counts) = counts.get_mut(offer.topic as usize) else { continue };
                match offer.willingness {
                    Willingness::Eager => counts.eager += 1,
                    Willingness::Willing => counts.willing += 1,
                    Willingness::IfNeeded => counts.if_needed += 1,
                    Willingness::No => counts.unwilling += 1,
                }
                if offer.willingness != Willingness::No {
                    counts.seats += u64::from(row.seats);
                    willing.push(offer.topic);
                }
            }
            offers.push((willing, row.seats));
        }
        let wants = |row: &crate::roster::MenteeRow| match row.seats {
            0 => Vec::new(),
            _ => row.wants.iter().map(|want| want.topic).collect(),
        };
        let wants: Vec<Vec<TopicIx>> = roster.mentees.iter().map(wants).collect();
        let met = met(round);
        for (lists, count) in
            [(&wants, (|counts| &mut counts.asked) as fn(&mut Counts) -> &mut u32), (&met, |counts| &mut counts.met)]
        {
            for topic in lists.iter().flatten() {
                counts.get_mut(*topic as usize).into_iter().for_each(|counts| *count(counts) += 1);
            }
        }
        let mut supply = Supply { wants, offers, met, counts };
        supply.count_nearby(round, control)?;
        Ok(supply)
    }

    /// Mentors who neither offer a topic nor refuse it, and offer one near it.
    fn count_nearby(&mut self, round: &Round<'_>, control: &Control) -> Result<(), Error> {
        let (roster, scorer) = (round.cohort.roster(), round.cohort.scorer());
        let mut offering: Vec<Vec<(MentorIx, bool)>> = vec![Vec::new(); self.counts.len()];
        for (mentor, row) in (0..).zip(&roster.mentors).filter(|(_, row)| row.seats > 0) {
            for offer in &row.offers {
                let entry = (mentor, offer.willingness != Willingness::No);
                offering.get_mut(offer.topic as usize).into_iter().for_each(|list| list.push(entry));
            }
        }
        let list = |topic: TopicIx| offering.get(topic as usize).map_or(&[][..], Vec::as_slice);
        let nearby = |seen: &mut Vec<TopicIx>, (topic, counts): (TopicIx, &Counts)| {
            control.check()?;
            if counts.asked == 0 {
                return Ok(0);
            }
            // Whoever was seen for this topic, which is never the first number.
            let mut fresh = |mentor: MentorIx| {
                let seen = seen.get_mut(mentor as usize);
                seen.is_some_and(|seen| std::mem::replace(seen, topic + 1) != topic + 1)
            };
            for &(mentor, _) in list(topic) {
                fresh(mentor);
            }
            let near = scorer.near(topic).iter().filter(|near| near.topic != topic).flat_map(|near| list(near.topic));
            Ok(near.filter(|&&(mentor, willing)| willing && fresh(mentor)).count() as u32)
        };
        let space = || vec![0; roster.mentors.len()];
        let topics: Vec<(TopicIx, &Counts)> = (0..).zip(&self.counts).collect();
        let nearby: Vec<u32> = topics.into_par_iter().map_init(space, nearby).collect::<Result<_, Error>>()?;
        for (counts, nearby) in self.counts.iter_mut().zip(nearby) {
            counts.nearby = nearby;
        }
        Ok(())
    }

    /// Every topic that anybody names, or one narrower; in the order of documents.
    pub(super) fn topics(&self, round: &Round<'_>, worths: Option<&[Option<i64>]>) -> Vec<TopicSupply> {
        let taxonomy = &round.cohort.roster().taxonomy;
        let rolled = rolled_up(self, taxonomy);
        let topic = |(topic, counts): (TopicIx, &Counts)| {
            let with_narrower = rolled.as_ref().and_then(|rolled| rolled.get(topic as usize).copied());
            let named = counts.asked + counts.offered() + counts.unwilling > 0;
            let below = with_narrower.is_some_and(|all| all.asked + all.offered > 0);
            let broader = taxonomy.broader(topic).into_iter();
            (named || below).then(|| TopicSupply {
                topic: taxonomy.id(topic).to_owned(),
                label: taxonomy.label(topic).to_owned(),
                asked: counts.asked,
                offered: counts.offered(),
                eager: counts.eager,
                willing: counts.willing,
                if_needed: counts.if_needed,
                unwilling: counts.unwilling,
                seats: counts.seats,
                met: counts.met,
                nearby: counts.nearby,
                worth: worths.and_then(|worths| worths.get(topic as usize).copied().flatten()),
                broader: broader.map(|broader| taxonomy.id(broader).to_owned()).collect(),
                with_narrower,
            })
        };
        let mut topics: Vec<TopicSupply> = (0..).zip(&self.counts).filter_map(topic).collect();
        // Topics are in the order of ids, and a stable sort keeps that.
        topics.sort_by_key(|topic| Reverse((topic.worth, topic.asked)));
        topics
    }
}

/// By mentee who takes part: the wants that they share with a mentor of theirs, in order.
fn met(round: &Round<'_>) -> Vec<Vec<TopicIx>> {
    let (roster, scorer) = (round.cohort.roster(), round.cohort.scorer());
    let mut met: Vec<Vec<TopicIx>> = vec![Vec::new(); roster.mentees.len()];
    for pair in round.pairs.iter().filter(|pair| round.has_mentee(pair.mentee)) {
        let Some(met) = met.get_mut(pair.mentee as usize) else { continue };
        interests(scorer, roster, pair.mentor, pair.mentee, |one| {
            // In a pair of somebody who states nothing the want is made up, and has no importance.
            if one.want.importance > 0 {
                met.push(one.want.topic);
            }
        });
    }
    for met in &mut met {
        met.sort_unstable();
        met.dedup();
    }
    met
}
