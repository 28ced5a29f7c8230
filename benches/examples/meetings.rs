//! A large cohort matched without and with times, each timed once: it takes too long for criterion.
//!
//! `cargo run --release -p fireside-benches --example meetings -- MENTEES MENTORS CASE [verify]`. The cohort is the one of the other
//! benches, with as many seats as mentees, over two weeks. Cases: `plain` (half hours on a grid of half hours: 672 slots), `coverage` (the same,
//! as many mentees as possible), `scarce` (as `plain`, and everybody has one window of just under an hour a week), `quarters` (half hours on a grid of
//! quarters), `limits` (the same with buffers and weekly limits), `several` (as `limits`, two mentors a mentee), `rooms` (as `plain`, with
//! rooms for a few at a time).

use std::time::Instant as Clock;

use fireside::model::{Availability, Time};
use fireside::{Cohort, MatchOptions, Matching, Objective, match_cohort};
use fireside_benches::{Dice, cohort};

fn restrict(availability: Option<&mut Availability>, dice: &mut Dice, case: &str) {
    let Some(availability) = availability else { return };
    if case == "scarce" {
        availability.weekly.truncate(1);
        for window in &mut availability.weekly {
            window.end = Time::parse(&format!("{}:59", &window.start.to_string()[..2])).unwrap_or(window.end);
        }
    }
    if ["limits", "several"].contains(&case) {
        availability.max_sessions_per_week = dice.chance(50).then(|| 1 + dice.below(3));
        availability.buffer_after_minutes = dice.chance(50).then_some(15);
    }
}

fn told(what: &str, seconds: f64, matching: &Matching) {
    let certificate = &matching.certificate;
    let times = certificate.times.as_ref();
    println!(
        "{what}: {seconds:.2} s, {}, {} pairings, {} points of {}, gap {:.4} %, most {:?}, slots with a price {}",
        matching.status.as_str(),
        matching.pairings.len(),
        certificate.total_points,
        times.map_or(certificate.bound_points, |it| it.bound_points),
        times.map_or(certificate.gap, |it| it.gap) as f64 * 100.0 / certificate.total_points.max(1) as f64,
        times.and_then(|it| it.coverage.as_ref()).map(|it| it.bound),
        times.map_or(0, |it| it.slot_prices.len()),
    );
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mentees, mentors, case, rest @ ..] = arguments.as_slice() else {
        return Err("MENTEES MENTORS CASE [verify]".into());
    };
    let (mentees, mentors): (u32, u32) = (mentees.parse()?, mentors.parse()?);
    let mut data = cohort(mentees, mentors, 1);
    let mut dice = Dice::new(7);
    data.policy.slot_minutes = if ["quarters", "limits", "several"].contains(&case.as_str()) { 15 } else { 30 };
    data.mentors.iter_mut().for_each(|it| restrict(it.availability.as_mut(), &mut dice, case));
    data.mentees.iter_mut().for_each(|it| restrict(it.availability.as_mut(), &mut dice, case));
    if case == "several" {
        data.mentees.iter_mut().for_each(|it| it.mentors_wanted = 2);
        data.mentors.iter_mut().for_each(|it| it.capacity *= 2);
    }
    let objective = if case == "coverage" { Objective::Coverage } else { Objective::Total };
    let cohort = Cohort::try_from(data)?;
    let options = MatchOptions { objective, ..MatchOptions::default() };
    let clock = Clock::now();
    let plain = match_cohort(&cohort, &options)?;
    let without = clock.elapsed().as_secs_f64();
    told("without times", without, &plain);
    drop(plain);
    let rooms = (case == "rooms").then(|| (mentees / 300).max(1));
    let clock = Clock::now();
    let timed = match_cohort(&cohort, &MatchOptions { schedule: true, rooms, ..options })?;
    let with = clock.elapsed().as_secs_f64();
    told("with times", with, &timed);
    println!("ratio: {:.2}", with / without);
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
    }
    if rest.first().is_some_and(|it| it == "verify") {
        let clock = Clock::now();
        timed.verify(&cohort)?;
        println!("verified: {:.2} s", clock.elapsed().as_secs_f64());
    }
    Ok(())
}
