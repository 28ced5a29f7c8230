//! Questions of both sides against every pair judged by itself, while seats, prices and people change after everything was laid out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index as Pick;

use super::{Audience, Board, Hashes, Query, Scratch, Worth};
use crate::cohort_support::cohorts;
use crate::model::Attribute;
use crate::read::Reader;
use crate::roster::{Pairs, Roster, resolve};
use crate::score::Scorer;
use crate::side::Side;
use crate::ties::Ties;

/// What is asked of everybody on one side.
#[derive(Debug, Clone)]
struct Asked {
    most: usize,
    least: i64,
    locked: bool,
    /// One person in so many is known already.
    known: u32,
}

fn asked() -> impl Strategy<Value = Asked> {
    let most = prop_oneof![1..4_usize, Just(20), Just(usize::MAX)];
    (most, -200_000..900_000_i64, any::<bool>(), 2..9_u32).prop_map(|(most, least, locked, known)| Asked {
        most,
        least,
        locked,
        known,
    })
}

/// What people cost, in points: nothing, like a matching's, or below nothing.
fn price() -> impl Strategy<Value = i64> {
    prop_oneof![3 => Just(0), 3 => 0..900_000_i64, 1 => -300_000..0_i64, 1 => Just(5_000_000_i64)]
}

/// A person by chance, and what becomes of them.
fn changes<T: std::fmt::Debug>(to: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<(Pick, T)>> {
    prop::collection::vec((any::<Pick>(), to), 0..40)
}

fn hashes(roster: &Roster, seed: u32) -> Hashes {
    let ties = Ties::new(10, seed);
    let of = |count: usize, side| (0..count).map(|person| ties.person(&format!("p{person}"), side)).collect();
    Hashes { mentors: of(roster.mentors.len(), 0), mentees: of(roster.mentees.len(), 1) }
}

/// One cohort, as both sides see it.
struct Stage {
    roster: Roster,
    scorer: Scorer,
    board: Board,
    audience: Audience,
    ties: Ties,
    hashes: Hashes,
    /// Of mentors and of mentees, by person.
    attributes: [Vec<Attributes>; 2],
}

type Attributes = BTreeMap<String, Attribute>;

/// What becomes of somebody on a side: they come, they go, or they are as another is.
#[derive(Debug, Clone)]
enum Move {
    Comes(Pick, Pick),
    Goes(Pick),
    Changes(Pick, Pick),
}

fn moves() -> impl Strategy<Value = Vec<(bool, Move)>> {
    let one = prop_oneof![
        any::<(Pick, Pick)>().prop_map(|(at, like)| Move::Comes(at, like)),
        any::<Pick>().prop_map(Move::Goes),
        any::<(Pick, Pick)>().prop_map(|(at, like)| Move::Changes(at, like)),
    ];
    prop::collection::vec((any::<bool>(), one), 0..30)
}

impl Stage {
    fn size(&self, side: Side) -> u32 {
        match side {
            Side::Mentor => self.roster.mentors.len() as u32,
            Side::Mentee => self.roster.mentees.len() as u32,
        }
    }

    fn seats(&mut self, side: Side, person: usize) -> &mut u32 {
        match side {
            Side::Mentor => &mut self.roster.mentors[person].seats,
            Side::Mentee => &mut self.roster.mentees[person].seats,
        }
    }

    fn worth(&self, asks: Side, prices: &[i64]) -> Worth {
        match asks {
            Side::Mentee => Worth::new(&self.board, self.ties, &self.hashes, prices),
            Side::Mentor => Worth::of_mentees(&self.audience, self.ties, &self.hashes, prices),
        }
    }

    /// Somebody comes, goes or changes; `prices` are of the side that `worth` has.
    fn take(&mut self, side: Side, what: &Move, worth: &mut Worth, priced: (Side, &mut Vec<i64>)) {
        let size = self.size(side) as usize;
        if size == 0 {
            return;
        }
        let (at, comes) = match what {
            Move::Comes(at, _) => (at.index(size + 1) as u32, true),
            Move::Goes(at) | Move::Changes(at, _) => (at.index(size) as u32, false),
        };
        let place = at as usize;
        let like = match what {
            Move::Comes(_, like) | Move::Changes(_, like) => Some(like.index(size)),
            Move::Goes(_) => None,
        };
        let rows = like.map(|like| (self.roster.mentors.get(like).cloned(), self.roster.mentees.get(like).cloned()));
        let attributes = &mut self.attributes[usize::from(side == Side::Mentee)];
        let stated = like.map(|like| attributes[like].clone());
        let hashes = if side == Side::Mentor { &mut self.hashes.mentors } else { &mut self.hashes.mentees };
        let mut hashed = hashes.to_vec();
        match what {
            Move::Comes(..) => {
                hashed.insert(place, 0x9e37_79b9 * u64::from(at + 1));
                attributes.insert(place, Attributes::new());
                self.roster.open(side, at);
                self.board.open(side, at);
                self.audience.open(side, at);
            }
            Move::Goes(_) => {
                hashed.remove(place);
                attributes.remove(place);
                self.roster.close(side, at);
                self.board.close(side, at);
                self.audience.close(side, at);
            }
            Move::Changes(..) => {
                self.board.loosen(side, at);
                self.audience.loosen(side, at);
            }
        }
        *hashes = hashed.into();
        if let (Some((mentor, mentee)), Some(stated)) = (rows, stated) {
            self.attributes[usize::from(side == Side::Mentee)][place] = stated;
            match side {
                Side::Mentor => {
                    let row = mentor.unwrap();
                    for offer in &row.offers {
                        let near = self.scorer.heed_offer(&self.roster, offer.topic);
                        self.audience.heed_offer(offer.topic, near);
                    }
                    self.roster.mentors[place] = row;
                }
                Side::Mentee => {
                    let row = mentee.unwrap();
                    row.wants.iter().for_each(|want| self.scorer.heed_want(&self.roster, want.topic));
                    self.roster.mentees[place] = row;
                }
            }
            let stated = &self.attributes[usize::from(side == Side::Mentee)][place];
            for (name, column) in &mut self.roster.columns {
                column.set(side, at, stated.get(name));
            }
        }
        let places = if priced.0 == Side::Mentor { self.board.places() } else { self.audience.places() };
        match what {
            Move::Changes(..) => worth.place(places),
            _ => worth.renumber(places, (side, at, comes), &self.hashes),
        }
        if side == priced.0 {
            match what {
                Move::Comes(..) => priced.1.insert(place, 0),
                Move::Goes(_) => drop(priced.1.remove(place)),
                Move::Changes(..) => {}
            }
        }
    }

    /// Everybody on a side asks, and hears the truth.
    fn check(&self, asks: Side, worth: &Worth, prices: &[i64], asked: &Asked) -> Result<(), TestCaseError> {
        let other = if asks == Side::Mentee { Side::Mentor } else { Side::Mentee };
        let least = self.ties.raised(asked.least);
        let mut scratch = Scratch::default();
        for asker in 0..self.size(asks) {
            let known: Vec<u32> = (0..self.size(other)).filter(|person| (person + asker) % asked.known == 0).collect();
            let query = Query { asker, most: asked.most, least, known: &known, locked: asked.locked };
            let found = match asks {
                Side::Mentee => self.board.best(&self.roster, &self.scorer, worth, query, &mut scratch),
                Side::Mentor => self.audience.best(&self.roster, &self.scorer, worth, query, &mut scratch),
            };
            let found: Vec<_> = found.iter().map(|one| (Reverse(one.value), one.person(), one.points)).collect();
            let mut all = Vec::new();
            for person in (0..self.size(other)).filter(|person| known.binary_search(person).is_err()) {
                let (mentor, mentee) = if asks == Side::Mentee { (person, asker) } else { (asker, person) };
                let judged = self.scorer.judge(&self.roster, mentor, mentee);
                let seats = self.roster.mentees[mentee as usize].seats;
                let unwanted = !asked.locked && self.roster.locked.contains(mentor, mentee);
                if judged.exclusion.is_some() || seats == 0 || unwanted {
                    continue;
                }
                let hashes = (self.hashes.mentors[mentor as usize], self.hashes.mentees[mentee as usize]);
                let value = self.ties.weight(judged.points, hashes.0, hashes.1) - prices[person as usize];
                if value >= least {
                    all.push((Reverse(value), person, judged.points));
                }
            }
            all.sort_unstable();
            all.truncate(asked.most);
            prop_assert_eq!(found, all);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// Whatever the policy, the prices and who is known; and what is laid out stays right while seats, prices and people change.
    #[test]
    fn everybody_hears_the_truth(
        data in prop_oneof![cohorts(6, 400), cohorts(400, 6), cohorts(40, 40)],
        mentors_ask in any::<bool>(),
        with_ties in any::<bool>(),
        prices in prop::collection::vec(price(), 401),
        (seats, moves, later) in (changes(0..3_u32), moves(), changes(price())),
        (first, then) in (asked(), asked()),
        locks in prop::collection::vec(any::<(Pick, Pick)>(), 0..20),
    ) {
        let (data, mut roster) = resolve(data, &mut Reader::default());
        let (mentors, mentees) = (roster.mentors.len(), roster.mentees.len());
        let locks = locks.into_iter().filter(|_| mentors > 0 && mentees > 0);
        let locks = locks.map(|(mentor, mentee)| (mentee.index(mentees) as u32, mentor.index(mentors) as u32, ()));
        roster.locked = Pairs::new(mentees, locks.collect(), |(), ()| ());
        let scorer = Scorer::new(&data.policy, &roster).unwrap();
        let (board, audience) = (Board::lasting(&roster, &scorer, |_| true), Audience::new(&roster, &scorer));
        let ties = if with_ties { Ties::new(300, 1) } else { Ties::none() };
        let hashes = hashes(&roster, 1);
        let attributes = [
            data.mentors.iter().map(|mentor| mentor.attributes.clone()).collect(),
            data.mentees.iter().map(|mentee| mentee.attributes.clone()).collect(),
        ];
        let mut stage = Stage { roster, scorer, board, audience, ties, hashes, attributes };
        let (asks, priced) = if mentors_ask { (Side::Mentor, Side::Mentee) } else { (Side::Mentee, Side::Mentor) };
        let count = stage.size(priced) as usize;
        let mut prices: Vec<i64> = prices[..count].iter().map(|&price| ties.raised(price)).collect();
        let mut worth = stage.worth(asks, &prices);
        stage.check(asks, &worth, &prices, &first)?;
        for (pick, seats) in seats {
            for side in [Side::Mentor, Side::Mentee] {
                let size = stage.size(side) as usize;
                if size > 0 {
                    *stage.seats(side, pick.index(size)) = seats;
                }
            }
        }
        for (mentor, what) in moves {
            let side = if mentor { Side::Mentor } else { Side::Mentee };
            stage.take(side, &what, &mut worth, (priced, &mut prices));
        }
        let count = stage.size(priced) as usize;
        for (pick, price) in later.into_iter().filter(|_| count > 0) {
            let person = pick.index(count);
            prices[person] = ties.raised(price);
            worth.set_price(person as u32, prices[person]);
        }
        stage.check(asks, &worth, &prices, &then)?;
    }
}
