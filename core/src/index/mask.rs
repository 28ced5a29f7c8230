//! What rules say of whole blocks.
//!
//! A rule that compares an attribute says the same to all who ask and have the same value, so its answers are kept once a
//! value: for a hard rule a bit a person, for a soft one the most points it can add in a block. A rule about a number of one side has
//! the greatest number of every block where that side is asked about, and is known exactly where it asks. Pairs that are known already are
//! judged ahead of all others, so that no bound need count them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::slots::{LANES, Slots};
use crate::points::FULL;
use crate::roster::{Column, MenteeIx, MentorIx, Roster};
use crate::score::Scorer;
use crate::score::rule::{Depends, mean};
use crate::side::Side;

/// The most words of answers a rule may have, half a gigabyte for ten rules; a rule beyond is asked pair by pair.
const HELD: usize = 8_000_000;

/// Who asks about whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) roster: &'a Roster,
    /// The side that asks.
    pub(super) asks: Side,
    /// The other.
    pub(super) slots: &'a Slots,
    /// Whether numbers of people that are learnt may change later: then no bound may rest on them.
    pub(super) lasting: bool,
}

impl<'a> Sides<'a> {
    fn askers(self) -> u32 {
        match self.asks {
            Side::Mentee => self.roster.mentees.len() as u32,
            Side::Mentor => self.roster.mentors.len() as u32,
        }
    }

    fn value(self, column: &'a Column, asker: u32) -> (&'a [u32], Option<i64>) {
        match self.asks {
            Side::Mentee => column.of_mentee(asker),
            Side::Mentor => column.of_mentor(asker),
        }
    }

    fn pair(self, asker: u32, person: u32) -> (MentorIx, MenteeIx) {
        match self.asks {
            Side::Mentee => (person, asker),
            Side::Mentor => (asker, person),
        }
    }
}

/// Answers of one rule.
#[derive(Debug, Clone)]
struct Table<T> {
    /// By who asks: which row of answers is theirs.
    class: Vec<u32>,
    /// A row a class, a column a block.
    answers: Arc<[T]>,
}

impl<T: Copy> Table<T> {
    /// `None` if there are too many different values.
    fn new(sides: Sides<'_>, column: Option<usize>, answer: impl Fn(u32, &[u32]) -> T) -> Option<Self> {
        let (_, column) = sides.roster.columns.get(column?)?;
        let mut known: BTreeMap<(&[u32], Option<i64>), u32> = BTreeMap::new();
        let mut first: Vec<u32> = Vec::new();
        let mut class = Vec::with_capacity(sides.askers() as usize);
        for asker in 0..sides.askers() {
            let number = *known.entry(sides.value(column, asker)).or_insert_with(|| {
                first.push(asker);
                first.len() as u32 - 1
            });
            if first.len() * sides.slots.blocks() > HELD {
                return None;
            }
            class.push(number);
        }
        let answer = &answer;
        let row = |&asker: &u32| sides.slots.people.chunks(LANES).map(move |block| answer(asker, block));
        Some(Table { class, answers: first.iter().flat_map(row).collect() })
    }

    /// The answers for one who asks, one a block.
    fn row(&self, asker: u32, blocks: usize) -> &[T] {
        let class = self.class.get(asker as usize).map_or(0, |&class| class as usize);
        self.answers.get(class * blocks..(class + 1) * blocks).unwrap_or_default()
    }
}

/// The answers of all rules.
#[derive(Debug, Clone, Default)]
pub(super) struct Masks {
    blocks: usize,
    hard: Vec<Table<u64>>,
    soft: Vec<Table<u32>>,
    /// Of every rule about a number of those who are asked about: by block, the most points it adds.
    found: Vec<Vec<u32>>,
    /// Of every rule about a number of those who ask: by person, the points it adds.
    asking: Vec<Vec<u32>>,
    /// Of every rule about the reliability of both: its share, and by block the greatest of those who are asked about.
    means: Vec<(u32, Vec<u32>)>,
    /// By who asks, if a rule asks for it.
    reliability: Vec<u32>,
    /// The most points of the soft rules that are asked pair by pair.
    rest: u32,
    /// Likewise in a broad pair.
    rest_broad: u32,
    /// Those who ask and came later or changed since, in order: of their pairs nothing is known ahead.
    strangers: Vec<u32>,
}

/// What is known ahead of the pairs of one who asks.
#[derive(Debug, Default)]
pub(super) struct Outlook<'a> {
    hard: Vec<&'a [u64]>,
    soft: Vec<&'a [u32]>,
    means: &'a [(u32, Vec<u32>)],
    reliability: u32,
    rest: u32,
    rest_broad: u32,
}

impl Masks {
    pub(super) fn new(sides: Sides<'_>, scorer: &Scorer) -> Self {
        let roster = sides.roster;
        let hard = scorer.hard.iter().filter_map(|rule| {
            Table::new(sides, rule.compares(), |asker, block| {
                let holds = |&person: &u32| {
                    let (mentor, mentee) = sides.pair(asker, person);
                    u64::from(rule.holds(roster, mentor, mentee))
                };
                (0..).zip(block).fold(0, |lanes, (lane, person)| lanes | (holds(person) << lane))
            })
        });
        let mut masks = Masks { blocks: sides.slots.blocks(), hard: hard.collect(), ..Masks::default() };
        for (rule, &share) in scorer.soft.iter().zip(scorer.soft_shares()) {
            let of_block = |asker: u32, block: &[u32]| {
                let pairs = block.iter().map(|&person| sides.pair(asker, person));
                let value = pairs.map(|(mentor, mentee)| rule.value(roster, mentor, mentee)).max();
                value.map_or(0, |value| Scorer::component_points(share, value, false))
            };
            let whose = match rule.depends() {
                Depends::Known | Depends::Nothing => continue,
                Depends::Column(column) => {
                    match Table::new(sides, Some(column), of_block) {
                        Some(table) => masks.soft.push(table),
                        None => masks.ask_of_pairs(share),
                    }
                    continue;
                }
                _ if sides.lasting => {
                    masks.ask_of_pairs(share);
                    continue;
                }
                Depends::Mean => {
                    masks.mean(sides, share);
                    continue;
                }
                Depends::Mentor => Side::Mentor,
                Depends::Mentee => Side::Mentee,
            };
            if whose == sides.asks {
                // Whoever is asked about makes no difference.
                let points = |asker: u32| {
                    let (mentor, mentee) = sides.pair(asker, 0);
                    Scorer::component_points(share, rule.value(roster, mentor, mentee), false)
                };
                masks.asking.push((0..sides.askers()).map(points).collect());
            } else {
                masks.found.push(sides.slots.people.chunks(LANES).map(|block| of_block(0, block)).collect());
            }
        }
        masks
    }

    /// Nothing is known of a rule ahead of pairs.
    fn ask_of_pairs(&mut self, share: u32) {
        self.rest += share;
        self.rest_broad += Scorer::component_points(share, FULL, true);
    }

    fn mean(&mut self, sides: Sides<'_>, share: u32) {
        let mentors = |person: u32| sides.roster.mentors.get(person as usize).map_or(0, |row| row.reliability);
        let mentees = |person: u32| sides.roster.mentees.get(person as usize).map_or(0, |row| row.reliability);
        let (asks, found): (&dyn Fn(u32) -> u32, &dyn Fn(u32) -> u32) = match sides.asks {
            Side::Mentee => (&mentees, &mentors),
            Side::Mentor => (&mentors, &mentees),
        };
        let greatest = |block: &[u32]| block.iter().map(|&person| found(person)).max().unwrap_or(0);
        self.means.push((share, sides.slots.people.chunks(LANES).map(greatest).collect()));
        self.reliability = (0..sides.askers()).map(asks).collect();
    }

    /// What rules say of the pairs of one who asks.
    pub(super) fn outlook(&self, scorer: &Scorer, asker: u32) -> Outlook<'_> {
        if self.strangers.binary_search(&asker).is_ok() {
            return Outlook::of_stranger(scorer);
        }
        let own = || self.asking.iter().map(|points| points.get(asker as usize).copied().unwrap_or(0));
        let tables = self.soft.iter().map(|table| table.row(asker, self.blocks));
        Outlook {
            hard: self.hard.iter().map(|table| table.row(asker, self.blocks)).collect(),
            soft: tables.chain(self.found.iter().map(Vec::as_slice)).collect(),
            means: &self.means,
            reliability: self.reliability.get(asker as usize).copied().unwrap_or(0),
            rest: self.rest + own().sum::<u32>(),
            rest_broad: self.rest_broad + own().map(Scorer::broad_points).sum::<u32>(),
        }
    }
}

impl Masks {
    /// Whatever is known ahead of one who asks is not so any more.
    pub(super) fn estrange(&mut self, asker: u32) {
        if let Err(at) = self.strangers.binary_search(&asker) {
            self.strangers.insert(at, asker);
        }
    }

    /// How many of them there are.
    pub(super) fn strangers(&self) -> usize {
        self.strangers.len()
    }

    /// One more who asks: whoever had this number or a greater one has the next. O(askers · rules).
    pub(super) fn open(&mut self, at: u32) {
        let classes = self.hard.iter_mut().map(|table| &mut table.class);
        let classes = classes.chain(self.soft.iter_mut().map(|table| &mut table.class));
        // Nothing that is said of a stranger is looked at.
        for numbers in classes.chain(&mut self.asking).chain([&mut self.reliability]) {
            if (at as usize) <= numbers.len() {
                numbers.insert(at as usize, 0);
            }
        }
        self.strangers.iter_mut().filter(|asker| **asker >= at).for_each(|asker| *asker += 1);
        self.estrange(at);
    }

    /// One less: whoever had a greater number has the one before. O(askers · rules).
    pub(super) fn close(&mut self, at: u32) {
        let classes = self.hard.iter_mut().map(|table| &mut table.class);
        let classes = classes.chain(self.soft.iter_mut().map(|table| &mut table.class));
        for numbers in classes.chain(&mut self.asking).chain([&mut self.reliability]) {
            if (at as usize) < numbers.len() {
                numbers.remove(at as usize);
            }
        }
        self.strangers.retain(|asker| *asker != at);
        self.strangers.iter_mut().filter(|asker| **asker > at).for_each(|asker| *asker -= 1);
    }
}

impl Outlook<'_> {
    /// Where nothing is known ahead.
    pub(super) fn of_stranger(scorer: &Scorer) -> Self {
        let broad = |&share: &u32| Scorer::component_points(share, crate::points::FULL, true);
        let shares = scorer.soft_shares();
        Outlook { rest: shares.iter().sum(), rest_broad: shares.iter().map(broad).sum(), ..Outlook::default() }
    }

    /// The lanes that hard rules about attributes allow.
    pub(super) fn allowed(&self, block: usize) -> u64 {
        self.hard.iter().fold(u64::MAX, |lanes, row| lanes & row.get(block).copied().unwrap_or(0))
    }

    /// The most points that soft rules add to a pair of this block, all of which are broad or none.
    pub(super) fn most(&self, block: usize, broad: bool) -> u32 {
        let points = self.soft.iter().map(|row| row.get(block).copied().unwrap_or(0));
        let points: u32 = points.map(|points| if broad { Scorer::broad_points(points) } else { points }).sum();
        let means = self.means.iter().map(|(share, greatest)| {
            let greatest = greatest.get(block).copied().unwrap_or(0);
            Scorer::component_points(*share, mean(greatest, self.reliability), broad)
        });
        points + means.sum::<u32>() + if broad { self.rest_broad } else { self.rest }
    }
}
