//! What a question to the index costs, on one thread, with prices of 0 and of a matching.
//!
//! `cargo run --release -p fireside-benches --example index -- MENTEES MENTORS QUESTIONS [SEED]`

use std::time::Instant;

use fireside::index::{Audience, Board, Found, Query, Scratch, Worth};
use fireside::model::Mentee;
use fireside::read::Reader;
use fireside::roster::{Roster, resolve};
use fireside::score::Scorer;
use fireside::{Ask, Cohort, MatchOptions, Matcher, match_cohort};
use fireside_benches::{Dice, cohort};

/// The five best for each of those who ask.
fn ask(what: &str, asked: &[u32], mut best: impl FnMut(Query<'_>, &mut Scratch) -> i64) {
    let (mut scratch, mut sum, start) = (Scratch::default(), 0, Instant::now());
    for &asker in asked {
        sum += best(Query { asker, most: 5, least: 1, known: &[], locked: true }, &mut scratch);
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / asked.len() as f64;
    println!("{what}: {each:.1} us a question, sum {sum}");
}

fn sum(found: &[Found]) -> i64 {
    found.iter().map(|found| found.value).sum()
}

/// What mentees have less what their mentors cost.
fn profits(roster: &Roster, scorer: &Scorer, board: &Board, prices: &[i64]) -> Vec<i64> {
    let (worth, mut scratch) = (Worth::priced(board, prices), Scratch::default());
    let mut best = |asker| {
        let query = Query { asker, most: 1, least: 1, known: &[], locked: true };
        board.best(roster, scorer, &worth, query, &mut scratch).first().map_or(0, |found| found.value)
    };
    (0..roster.mentees.len() as u32).map(&mut best).collect()
}

fn main() {
    let mut sizes = std::env::args().skip(1).filter_map(|size| size.parse::<u32>().ok());
    let mut size = |usual| sizes.next().unwrap_or(usual);
    let (mentees, mentors, questions, seed) = (size(2_000), size(400), size(500), size(1));
    let data = cohort(mentees, mentors, seed.into());
    let (data, roster) = resolve(data, &mut Reader::default());
    let scorer = Scorer::new(&data.policy, &roster).unwrap();
    let start = Instant::now();
    let board = Board::lasting(&roster, &scorer, |_| true);
    println!("board: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    let audience = Audience::new(&roster, &scorer);
    println!("audience: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut dice = Dice::new(7);
    let mut some = |of| (0..questions).map(|_| dice.below(of)).collect::<Vec<u32>>();
    let (some_mentees, some_mentors) = (some(mentees), some(mentors));

    let worth = Worth::plain(&board);
    ask(
        "mentees, no prices",
        &some_mentees,
        |query, scratch| sum(board.best(&roster, &scorer, &worth, query, scratch)),
    );
    let worth = Worth::profits(&audience, &[]);
    ask("mentors, no profits", &some_mentors, |query, scratch| {
        sum(audience.best(&roster, &scorer, &worth, query, scratch))
    });

    let cohort = Cohort::try_from(data).unwrap();
    let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
    let prices: Vec<i64> = matching.certificate.prices.values().copied().collect();
    let worth = Worth::priced(&board, &prices);
    ask("mentees, prices of a matching", &some_mentees, |query, scratch| {
        sum(board.best(&roster, &scorer, &worth, query, scratch))
    });
    let profits = profits(&roster, &scorer, &board, &prices);
    let mut worth = Worth::profits(&audience, &profits);
    ask("mentors, profits of a matching", &some_mentors, |query, scratch| {
        sum(audience.best(&roster, &scorer, &worth, query, scratch))
    });
    let start = Instant::now();
    for &mentee in &some_mentees {
        worth.set_price(mentee, profits[mentee as usize] / 2);
    }
    let changed = start.elapsed();
    let matcher = Matcher::new(cohort.clone());
    let guest =
        |&mentee: &u32| Mentee { id: format!("guest-{mentee}"), ..cohort.data().mentees[mentee as usize].clone() };
    let asks: Vec<Ask> = some_mentees.iter().map(guest).map(Ask::of).collect();
    let start = Instant::now();
    matcher.suggest_with(&asks[0]).unwrap();
    println!("the first guest: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    let found: usize = asks.iter().map(|ask| matcher.suggest_with(ask).unwrap().len()).sum();
    println!("guests: {:.1} us a question, {found} found", start.elapsed().as_secs_f64() * 1e6 / f64::from(questions));
    println!("a price changed: {:.3} us", changed.as_secs_f64() * 1e6 / f64::from(questions));
}
