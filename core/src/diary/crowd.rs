//! Who cannot all be held: pairs that have fewer places than they are. What crowds lack bounds every plan.
#![expect(clippy::indexing_slicing, reason = "pairs and people are those of the problem")]

use super::book::Book;
use super::insert::{fill, reach};
use super::problem::{NONE, Pair, Person, Problem};
use super::subset;
use crate::control::Control;
use crate::error::Error;

/// Pairs of which at most so many can be held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Crowd {
    /// Whose time is short; nobody's if rooms are.
    pub(crate) person: Option<u32>,
    /// Ascending.
    pub(crate) pairs: Vec<u32>,
    /// Fewer than pairs.
    pub(crate) most: u32,
    /// Whether counting starts shows it; else trying all sets does.
    pub(crate) counted: bool,
    /// Whether they could all be held if the person had no weekly limit.
    pub(crate) weekly: bool,
}

impl Crowd {
    pub(crate) fn lacks(&self) -> u32 {
        self.pairs.len() as u32 - self.most
    }
}

/// What a person's own diary says of these pairs of theirs: the most that can be held as if the others had no other pair, and why no more.
pub(super) struct Around {
    pub(super) held: Vec<(u32, u32)>,
    pub(super) crowd: Option<Crowd>,
}

pub(super) fn around(problem: &Problem<'_>, person: u32, pairs: &[u32], control: &Control) -> Result<Around, Error> {
    let star = star(problem, person, pairs);
    let mut book = Book::new(&star);
    fill(&mut book, control)?;
    let of = |held: Vec<(u32, u32)>| held.into_iter().map(|(k, start)| (pairs[k as usize], start)).collect();
    let held: Vec<(u32, u32)> = (0..).zip(book.at.iter().copied()).filter(|(_, start)| *start != NONE).collect();
    if held.len() == pairs.len() {
        return Ok(Around { held: of(held), crowd: None });
    }
    let Some(reached) = reach(&book, control)? else { return Ok(Around { held: of(held), crowd: None }) };
    let named = |pairs: &[u32], local: &[u32]| local.iter().map(|&k| pairs[k as usize]).collect::<Vec<u32>>();
    let most = places(&star, 0, &reached);
    let free = with(&star, star.pairs.clone(), unlimited(&star));
    let counted = (most < reached.len() as u32).then(|| Crowd {
        person: Some(person),
        pairs: named(pairs, &reached),
        most,
        counted: true,
        weekly: places(&free, 0, &reached) >= reached.len() as u32,
    });
    let missing = (pairs.len() - held.len()) as u32;
    if counted.as_ref().is_some_and(|crowd| crowd.lacks() >= missing) || pairs.len() > subset::MOST_PAIRS {
        return Ok(Around { held: of(held), crowd: counted });
    }
    let all: Vec<u32> = (0..pairs.len() as u32).collect();
    let exact = subset::most(&star, 0, &all);
    let lacks = (pairs.len() - exact.len()) as u32;
    if counted.as_ref().map_or(0, Crowd::lacks) >= lacks {
        return Ok(Around { held: of(exact), crowd: counted });
    }
    let crowd = Crowd {
        person: Some(person),
        pairs: pairs.to_vec(),
        most: exact.len() as u32,
        counted: false,
        weekly: subset::most(&free, 0, &all).len() == pairs.len(),
    };
    Ok(Around { held: of(exact), crowd: Some(crowd) })
}

/// The same pairs where nobody but one person has anything else to do. That person is 0.
fn star<'a>(problem: &Problem<'a>, person: u32, pairs: &[u32]) -> Problem<'a> {
    let own = problem.people[person as usize];
    let other = Person { apart: 1, most: NONE, weeks: own.weeks };
    let people = std::iter::once(own).chain(pairs.iter().map(|_| other)).collect();
    let pairs = (1..).zip(pairs).map(|(k, &pair)| Pair { people: [0, k], ..problem.pairs[pair as usize] }).collect();
    with(problem, pairs, people)
}

/// Others at the same times, without rooms.
fn with<'a>(problem: &Problem<'a>, pairs: Vec<Pair>, people: Vec<Person>) -> Problem<'a> {
    let &Problem { slots, length, rows, weeks, .. } = problem;
    Problem { slots, length, rows, weeks, pairs, people, rooms: None }
}

fn unlimited(problem: &Problem<'_>) -> Vec<Person> {
    problem.people.iter().map(|person| Person { most: NONE, ..*person }).collect()
}

/// How many sessions of a person there is place for at the starts of these pairs. The earliest start leaves the most room behind it.
fn places(problem: &Problem<'_>, person: u32, pairs: &[u32]) -> u32 {
    let Person { apart, most, .. } = problem.people[person as usize];
    let (mut places, mut next) = (0, 0);
    let mut week = (0, (0, 0));
    for (from, to) in union(problem, pairs) {
        let mut start = next.max(from);
        while start < to {
            if start >= week.1.1 {
                week = (0, problem.week(person, start));
            }
            if week.0 >= most {
                start = week.1.1;
                next = start;
                continue;
            }
            (places, week.0) = (places + 1, week.0 + 1);
            next = start.saturating_add(apart);
            start = next;
        }
    }
    places
}

/// The starts that any of these pairs has, ascending and apart.
pub(crate) fn union(problem: &Problem<'_>, pairs: &[u32]) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = pairs.iter().flat_map(|&pair| problem.starts(pair)).collect();
    ranges.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::new();
    for (from, to) in ranges {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Pairs that lack rooms, if they do: at a time there are no more sessions than rooms, nor than people who can be there.
pub(super) fn in_rooms(book: &Book<'_>, control: &Control) -> Result<Option<Crowd>, Error> {
    let problem = book.problem;
    let Some(rooms) = problem.rooms else { return Ok(None) };
    let Some(pairs) = reach(book, control)? else { return Ok(None) };
    let most = if problem.length == 1 {
        let mut mentors: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut order: Vec<(u32, u32)> =
            pairs.iter().map(|&pair| (problem.pairs[pair as usize].people[0], pair)).collect();
        order.sort_unstable();
        for (mentor, pair) in order {
            match mentors.last_mut() {
                Some(last) if last.0 == mentor => last.1.push(pair),
                _ => mentors.push((mentor, vec![pair])),
            }
        }
        // How many mentors come or go at each slot.
        let mut change = vec![0_i64; problem.slots as usize + 1];
        for (from, to) in mentors.iter().flat_map(|(_, pairs)| union(problem, pairs)) {
            (change[from as usize], change[to as usize]) = (change[from as usize] + 1, change[to as usize] - 1);
        }
        let mut there = 0;
        let at_a_time = change.iter().map(|change| {
            there += change;
            (there as u64).min(u64::from(rooms))
        });
        at_a_time.sum()
    } else {
        let nobody = Person { apart: problem.length, most: NONE, weeks: 0 };
        let room = with(problem, problem.pairs.clone(), vec![nobody]);
        u64::from(rooms) * u64::from(places(&room, 0, &pairs))
    };
    let lacks = most < pairs.len() as u64;
    Ok(lacks.then_some(Crowd { person: None, pairs, most: most as u32, counted: true, weekly: false }))
}
