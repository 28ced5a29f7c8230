//! What rules about attributes say of whole blocks.
//!
//! A rule that compares an attribute says the same of all mentees with the same value, so its answers are kept once a value:
//! for a hard rule a bit a mentor, for a soft one the most points it can add in a block.

use std::collections::BTreeMap;

use super::slots::{LANES, Slots};
use crate::roster::{MenteeIx, MentorIx, Roster};
use crate::score::Scorer;

/// The most words of answers a rule may have, half a gigabyte for ten rules; a rule beyond is asked pair by pair.
const HELD: usize = 8_000_000;

/// Answers of one rule.
#[derive(Debug)]
struct Table<T> {
    /// By mentee: which row of answers is theirs.
    class: Vec<u32>,
    /// A row a class, a column a block.
    answers: Vec<T>,
}

impl<T: Copy> Table<T> {
    /// `None` if there are too many different values.
    fn new(
        roster: &Roster,
        slots: &Slots,
        column: Option<usize>,
        answer: impl Fn(MenteeIx, &[MentorIx]) -> T,
    ) -> Option<Self> {
        let (_, column) = roster.columns.get(column?)?;
        let mut known: BTreeMap<(&[u32], Option<i64>), u32> = BTreeMap::new();
        let mut first: Vec<MenteeIx> = Vec::new();
        let mut class = Vec::with_capacity(roster.mentees.len());
        for mentee in 0..roster.mentees.len() as MenteeIx {
            let number = *known.entry(column.of_mentee(mentee)).or_insert_with(|| {
                first.push(mentee);
                first.len() as u32 - 1
            });
            if first.len() * slots.blocks() > HELD {
                return None;
            }
            class.push(number);
        }
        let answer = &answer;
        let row = |&mentee: &MenteeIx| slots.mentors.chunks(LANES).map(move |block| answer(mentee, block));
        Some(Table { class, answers: first.iter().flat_map(row).collect() })
    }

    /// The answers for a mentee, one a block.
    fn row(&self, mentee: MenteeIx, blocks: usize) -> &[T] {
        let class = self.class.get(mentee as usize).map_or(0, |&class| class as usize);
        self.answers.get(class * blocks..(class + 1) * blocks).unwrap_or_default()
    }
}

/// The answers of all rules.
#[derive(Debug)]
pub(super) struct Masks {
    blocks: usize,
    hard: Vec<Table<u64>>,
    soft: Vec<Table<u32>>,
    /// The most points of the soft rules that are asked pair by pair.
    rest: u32,
    /// Likewise in a broad pair.
    rest_broad: u32,
}

/// What is known ahead of the pairs of one mentee.
#[derive(Debug, Default)]
pub(super) struct Outlook<'a> {
    hard: Vec<&'a [u64]>,
    soft: Vec<&'a [u32]>,
    rest: u32,
    broad: bool,
}

impl Masks {
    pub(super) fn new(roster: &Roster, scorer: &Scorer, slots: &Slots) -> Self {
        let hard = scorer.hard.iter().filter_map(|rule| {
            Table::new(roster, slots, rule.compares(), |mentee, block| {
                let holds = |&mentor: &MentorIx| u64::from(rule.holds(roster, mentor, mentee));
                (0..).zip(block).fold(0, |lanes, (lane, mentor)| lanes | (holds(mentor) << lane))
            })
        });
        let mut masks =
            Masks { blocks: slots.blocks(), hard: hard.collect(), soft: Vec::new(), rest: 0, rest_broad: 0 };
        for (rule, &share) in scorer.soft.iter().zip(scorer.soft_shares()) {
            let table = Table::new(roster, slots, rule.compares(), |mentee, block| {
                let values = block.iter().map(|&mentor| rule.value(roster, mentor, mentee));
                values.max().map_or(0, |value| Scorer::component_points(share, value, false))
            });
            match table {
                Some(table) => masks.soft.push(table),
                None => {
                    masks.rest += share;
                    masks.rest_broad += Scorer::component_points(share, crate::points::FULL, true);
                }
            }
        }
        masks
    }

    /// What rules say of the mentors of a mentee.
    pub(super) fn outlook(&self, mentee: MenteeIx, broad: bool) -> Outlook<'_> {
        Outlook {
            hard: self.hard.iter().map(|table| table.row(mentee, self.blocks)).collect(),
            soft: self.soft.iter().map(|table| table.row(mentee, self.blocks)).collect(),
            rest: if broad { self.rest_broad } else { self.rest },
            broad,
        }
    }
}

impl Outlook<'_> {
    /// The lanes that hard rules about attributes allow.
    pub(super) fn allowed(&self, block: usize) -> u64 {
        self.hard.iter().fold(u64::MAX, |lanes, row| lanes & row.get(block).copied().unwrap_or(0))
    }

    /// The most points that soft rules add to a pair of this block.
    pub(super) fn most(&self, block: usize) -> u32 {
        let points = self.soft.iter().map(|row| row.get(block).copied().unwrap_or(0));
        let points: u32 = points.map(|points| if self.broad { Scorer::broad_points(points) } else { points }).sum();
        points + self.rest
    }
}
