//! For each wanted topic and level: what every mentor's best offer is worth to it.
//!
//! Inverted lists, expanded through the taxonomy ahead of any question: a value is the most that a mentor's offers keep of
//! this want (similarity · willingness · fit, in millionths).

use rayon::prelude::*;

use super::list::{LEVELS, List, place, place_of, widen};
use super::slots::Slots;
use crate::model::Willingness;
use crate::roster::Roster;
use crate::score::Scorer;
use crate::score::interests::{broad_value, kept};
use crate::taxonomy::TopicIx;

/// The most values held ready, at eight bytes each; lists beyond are made when asked for.
const HELD: usize = 64_000_000;

/// An offer in the list of its topic.
#[derive(Debug, Clone, Copy)]
struct Posting {
    slot: u32,
    level: u32,
    willingness: Willingness,
}

/// All lists of a cohort.
#[derive(Debug)]
pub(super) struct Lists {
    blocks: usize,
    /// By topic: the offers of it, in the order of slots.
    postings: Vec<Vec<Posting>>,
    /// By topic and level: the list, if it is held ready.
    held: Vec<Option<List>>,
    /// What mentors are eager about and know best, for mentees who state nothing.
    pub(super) broad: List,
}

/// Space for making a list: the best value by slot, and who has said no.
#[derive(Debug, Default)]
pub(super) struct Desk {
    best: Vec<u32>,
    refused: Vec<bool>,
    touched: Vec<u32>,
}

impl Lists {
    pub(super) fn new(roster: &Roster, scorer: &Scorer, slots: &Slots) -> Self {
        let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); roster.taxonomy.len()];
        for (slot, &mentor) in (0..).zip(&slots.people) {
            for offer in roster.mentors.get(mentor as usize).into_iter().flat_map(|row| &row.offers) {
                if let Some(list) = postings.get_mut(offer.topic as usize) {
                    list.push(Posting { slot, level: offer.level, willingness: offer.willingness });
                }
            }
        }
        let mut lists = Lists { blocks: slots.blocks(), postings, held: Vec::new(), broad: List::default() };
        lists.hold(roster, scorer);
        if scorer.open {
            let value = |mentor: u32| roster.mentors.get(mentor as usize).and_then(|row| broad_value(&row.offers));
            let eager = (0..).zip(&slots.people).filter_map(|(slot, &mentor)| Some((slot, value(mentor)?)));
            lists.broad = List::new(eager);
        }
        lists
    }

    /// Makes the lists that somebody wants, as many as may be held, in the order of topics.
    fn hold(&mut self, roster: &Roster, scorer: &Scorer) {
        let mut wanted = vec![false; roster.taxonomy.len() * LEVELS];
        for want in roster.mentees.iter().flat_map(|row| &row.wants) {
            if let Some(flag) = wanted.get_mut(place_of(want)) {
                *flag = true;
            }
        }
        let mut left = HELD;
        let offers = |topic: TopicIx| self.postings.get(topic as usize).map_or(0, Vec::len);
        for (place, flag) in wanted.iter_mut().enumerate().filter(|(_, flag)| **flag) {
            let near = scorer.near((place / LEVELS) as TopicIx);
            let size: usize = near.iter().map(|similar| offers(similar.topic)).sum();
            match left.checked_sub(size) {
                Some(rest) => left = rest,
                None => *flag = false,
            }
        }
        let this = &*self;
        let make = |desk: &mut Desk, (place, &flag): (usize, &bool)| {
            let level = (place % LEVELS) as u32 + 1;
            flag.then(|| this.make(scorer, (place / LEVELS) as TopicIx, level, desk))
        };
        self.held = wanted.par_iter().enumerate().map_init(Desk::default, make).collect();
        widen(self.held.iter_mut().flatten(), self.blocks);
    }

    /// The list of a wanted topic and level, if it is held ready.
    pub(super) fn held(&self, topic: TopicIx, level: u32) -> Option<&List> {
        self.held.get(place(topic, level))?.as_ref()
    }

    /// Makes a list. O(offers near the topic · log).
    pub(super) fn make(&self, scorer: &Scorer, topic: TopicIx, level: u32, desk: &mut Desk) -> List {
        for similar in scorer.near(topic) {
            for posting in self.postings.get(similar.topic as usize).into_iter().flatten() {
                let slot = posting.slot as usize;
                if slot >= desk.best.len() {
                    desk.best.resize(slot + 1, 0);
                    desk.refused.resize(slot + 1, false);
                }
                let (Some(best), Some(refused)) = (desk.best.get_mut(slot), desk.refused.get_mut(slot)) else {
                    continue;
                };
                if posting.willingness == Willingness::No {
                    // A no to a neighbour only takes that neighbour away.
                    if similar.topic == topic {
                        *refused = true;
                        desk.touched.push(posting.slot);
                    }
                    continue;
                }
                *best = (*best).max(kept(similar.similarity, posting.willingness, (posting.level, level)));
                desk.touched.push(posting.slot);
            }
        }
        desk.touched.sort_unstable();
        desk.touched.dedup();
        let Desk { best, refused, touched } = desk;
        let pairs = touched.iter().filter_map(|&slot| {
            let (value, refused) = (best.get(slot as usize)?, refused.get(slot as usize)?);
            (*value > 0 && !refused).then_some((slot, *value))
        });
        let list = List::new(pairs);
        for slot in desk.touched.drain(..) {
            if let (Some(best), Some(refused)) = (desk.best.get_mut(slot as usize), desk.refused.get_mut(slot as usize))
            {
                (*best, *refused) = (0, false);
            }
        }
        list
    }
}
