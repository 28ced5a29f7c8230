//! How long an optimum takes to be restored after one change: it is too quick, and its tail too long, for criterion.
//!
//! `cargo run --release -p fireside-benches --example dynamic -- MENTEES DEGREE SEATS KNOWN [ROUNDS] [FAMILY]`: so many mentees, a fifth as
//! many mentors, so many pairs a mentee, so many seats for every ten mentees. KNOWN is `all`, or the margin in points within
//! which pairs are known, the others being asked for. FAMILY is one of `hubs`, `identical`, `five` and so on, whose seats are
//! their own.

use std::time::{Duration, Instant};

use fireside::Control;
use fireside::assign::assign;
use fireside::bipartite::Bipartite;
use fireside::dynamic::{Dynamic, Pairs, Row, Start, Tuning, Weight};
use fireside_benches::{Dice, Edges, Family};

/// Points are above so many bits of hashes.
const SHIFT: u32 = 43;
/// The solver that starts has so many bits fewer.
const FEWER: u32 = 11;

/// All pairs, by either side; a pair that weighs 0 is none.
struct Lists {
    of_mentee: Vec<Vec<(u32, Weight)>>,
    of_mentor: Vec<Vec<(u32, Weight)>>,
    price: Vec<Weight>,
    profit: Vec<Weight>,
    questions: Duration,
}

impl Lists {
    fn new(edges: &Edges, dice: &mut Dice) -> Self {
        let problem = edges.problem();
        let mentees = problem.mentee.last().map_or(0, |last| *last as usize + 1);
        let mut lists = Lists {
            of_mentee: vec![Vec::new(); mentees],
            of_mentor: vec![Vec::new(); problem.mentor_seats.len()],
            price: vec![0; problem.mentor_seats.len()],
            profit: vec![0; mentees],
            questions: Duration::ZERO,
        };
        for ((&mentee, &mentor), &points) in problem.mentee.iter().zip(problem.mentor).zip(problem.weight) {
            let weight = Weight::from(points) << SHIFT | Weight::from(dice.roll() >> (64 - SHIFT));
            lists.of_mentee[mentee as usize].push((mentor, weight));
            lists.of_mentor[mentor as usize].push((mentee, weight));
        }
        lists.of_mentee.iter_mut().for_each(|row| row.sort_unstable());
        lists
    }

    fn set(&mut self, mentee: u32, mentor: u32, weight: Weight) {
        let row = self.of_mentee[mentee as usize].iter_mut().filter(|pair| pair.0 == mentor);
        let column = self.of_mentor[mentor as usize].iter_mut().filter(|pair| pair.0 == mentee);
        row.chain(column).for_each(|pair| pair.1 = weight);
    }
}

fn look(list: &[(u32, Weight)], potential: &[Weight], least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>) {
    let wanted = list.iter().filter(|pair| pair.1 > 0 && pair.1 - potential[pair.0 as usize] >= least);
    found.extend(wanted.filter(|pair| known.binary_search(&pair.0).is_err()));
}

impl Pairs for Lists {
    fn of_mentee(&mut self, mentee: u32, least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>) {
        let clock = Instant::now();
        look(&self.of_mentee[mentee as usize], &self.price, least, known, found);
        self.questions += clock.elapsed();
    }

    fn of_mentor(&mut self, mentor: u32, least: Weight, known: &[u32], found: &mut Vec<(u32, Weight)>) {
        let clock = Instant::now();
        look(&self.of_mentor[mentor as usize], &self.profit, least, known, found);
        self.questions += clock.elapsed();
    }

    fn priced(&mut self, mentor: u32, price: Weight) {
        self.price[mentor as usize] = price;
    }

    fn profited(&mut self, mentee: u32, profit: Weight) {
        self.profit[mentee as usize] = profit;
    }
}

/// What repairs took.
#[derive(Default)]
struct Taken {
    time: Vec<Duration>,
    settled: Vec<u64>,
    searches: u64,
    questions: u64,
}

impl Taken {
    /// Makes one change, and repairs.
    fn take(
        &mut self,
        dynamic: &mut Dynamic,
        lists: &mut Lists,
        change: impl FnOnce(&mut Dynamic),
    ) -> Result<(), fireside::Error> {
        lists.questions = Duration::ZERO;
        let clock = Instant::now();
        change(dynamic);
        dynamic.repair(lists, &Control::new())?;
        self.time.push(clock.elapsed().saturating_sub(lists.questions));
        let effort = dynamic.effort();
        self.settled.push(effort.settled);
        self.searches += effort.searches;
        self.questions += effort.questions;
        Ok(())
    }

    fn print(mut self, name: &str) {
        self.time.sort_unstable();
        self.settled.sort_unstable();
        let count = self.time.len().max(1);
        let at = |hundredths: usize| (count * hundredths / 100).min(count - 1);
        let time = [50, 90, 99, 100].map(|part| self.time.get(at(part)).map_or(0, Duration::as_micros));
        let settled = [50, 90, 99, 100].map(|part| self.settled.get(at(part)).copied().unwrap_or(0));
        let each = |all: u64| all as f64 / count as f64;
        println!(
            "{name:9} µs p50 {} p90 {} p99 {} max {}; settled p50 {} p90 {} p99 {} max {}; searches {:.1}, questions {:.1} each",
            time[0],
            time[1],
            time[2],
            time[3],
            settled[0],
            settled[1],
            settled[2],
            settled[3],
            each(self.searches),
            each(self.questions)
        );
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mentees, degree, of_ten, known, rest @ ..] = arguments.as_slice() else {
        return Err("MENTEES DEGREE SEATS KNOWN [ROUNDS] [FAMILY]".into());
    };
    let rounds: u32 = rest.first().map_or(Ok(1_000), |rounds| rounds.parse())?;
    let named = rest.get(1).and_then(|name| Family::ALL.iter().find(|(other, _)| name == other));
    let family = named.map_or(Family::Seats(of_ten.parse()?), |named| named.1);
    let edges = Edges::new(family, mentees.parse()?, degree.parse()?, 1);
    let mut dice = Dice::new(2);
    let mut lists = Lists::new(&edges, &mut dice);
    let problem = edges.problem();
    let (mut mentor_seats, mentee_seats) = (problem.mentor_seats.to_vec(), vec![1; lists.of_mentee.len()]);

    let clock = Instant::now();
    let (mut mentee, mut mentor, mut weight) = (Vec::new(), Vec::new(), Vec::new());
    for (i, row) in (0..).zip(&lists.of_mentee) {
        for &(j, w) in row {
            mentee.push(i);
            mentor.push(j);
            weight.push((w >> FEWER) as i64);
        }
    }
    let graph = Bipartite::from_edges(&mentee, &mentor, &weight, &mentor_seats, &mentee_seats);
    let cold = assign(&graph, &Control::new())?;
    let held: Vec<(u32, u32)> =
        cold.chosen.iter().map(|&edge| (mentee[edge as usize], mentor[edge as usize])).collect();
    let prices: Vec<Weight> = cold.prices.iter().map(|&price| Weight::from(price) << FEWER).collect();
    println!("cold      {} of {} mentees, {:?}", held.len(), mentee_seats.len(), clock.elapsed());

    let clock = Instant::now();
    let point: Weight = 1 << SHIFT;
    let (margin, drift) = match known.parse::<u32>() {
        Ok(points) => (Weight::from(points) * point, Weight::from(points) * point / 2),
        Err(_) => (Weight::MAX, 100_000 * point),
    };
    let tuning = Tuning { margin, drift, most: usize::MAX };
    let mut rows = Vec::new();
    if margin == Weight::MAX {
        rows.extend((0..).zip(&lists.of_mentee).map(|(mentee, pairs)| Row { mentee, pairs, least: Weight::MIN }));
    }
    let mut dynamic =
        Dynamic::new(&tuning, &mentee_seats, &mentor_seats, &Start { prices: &prices, held: &held, rows: &rows });
    drop(rows);
    let made = clock.elapsed();
    dynamic.repair(&mut lists, &Control::new())?;
    println!(
        "start     {made:?}, repair {:?}, {:?}, {} pairs known",
        clock.elapsed() - made,
        dynamic.effort(),
        dynamic.known()
    );

    let anybody = |dice: &mut Dice| dice.below(mentee_seats.len() as u32);
    let mut taken = Taken::default();
    for _ in 0..rounds {
        let mentee = anybody(&mut dice);
        let Some(&(mentor, _)) = dynamic.held(mentee).first() else { continue };
        lists.set(mentee, mentor, 0);
        taken.take(&mut dynamic, &mut lists, |dynamic| dynamic.pair(mentee, mentor, None))?;
    }
    taken.print("decline");
    let (mut leave, mut join) = (Taken::default(), Taken::default());
    for _ in 0..rounds {
        let mentee = anybody(&mut dice);
        leave.take(&mut dynamic, &mut lists, |dynamic| dynamic.set_mentee_seats(mentee, 0))?;
        join.take(&mut dynamic, &mut lists, |dynamic| dynamic.set_mentee_seats(mentee, 1))?;
    }
    leave.print("leave");
    join.print("join");
    let (mut less, mut more) = (Taken::default(), Taken::default());
    for _ in 0..rounds {
        let mentor = dice.below(mentor_seats.len() as u32);
        let seats = &mut mentor_seats[mentor as usize];
        if *seats > 1 {
            less.take(&mut dynamic, &mut lists, |dynamic| dynamic.set_mentor_seats(mentor, *seats - 1))?;
            more.take(&mut dynamic, &mut lists, |dynamic| dynamic.set_mentor_seats(mentor, *seats))?;
        }
    }
    less.print("seat less");
    more.print("seat more");
    Ok(())
}
