//! Times for the pairs of one large matching, timed once: it takes too long for criterion.
//!
//! `cargo run --release -p fireside-benches --example sessions -- MENTEES MENTORS CASE [verify]`. Cases: `plain` (half hours on a grid of half
//! hours: 672 slots), `limits` (half hours on a grid of quarters, buffers and weekly limits), `scarce` (as `limits`, and everybody has one window
//! of two hours a week), `several` (as `limits`, two pairs a mentee), `rooms` (as `plain`, with rooms for a few of the pairs at a time, so that a third go without).

use std::time::Instant as Clock;

use fireside::calendar::Plan;
use fireside::matching::Pairing;
use fireside::model::{
    Availability, CohortData, Date, Day, Horizon, Mentee, Mentor, Policy, Time, TimePreference, WeeklyWindow,
};
use fireside::{Cohort, Matching, ScheduleOptions, schedule_matching};
use fireside_benches::Dice;

const ZONES: [&str; 6] =
    ["Europe/London", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Los_Angeles"];

fn availability(dice: &mut Dice, case: &str) -> Availability {
    let windows = if case == "scarce" { 1 } else { 2 + dice.below(4) };
    let weekly = (0..windows).map(|_| {
        let (from, hours) = (8 + dice.below(9) as u8, if case == "scarce" { 2 } else { 2 + dice.below(3) as u8 });
        WeeklyWindow {
            day: Day::ALL[dice.below(5) as usize].1,
            start: Time::new(from, 0).unwrap_or_default(),
            end: Time::new(from + hours, 0).unwrap_or_default(),
            preference: dice.chance(20).then_some(TimePreference::Preferred),
        }
    });
    let weekly = weekly.collect();
    let limits = case != "plain" && case != "rooms";
    Availability {
        weekly,
        max_sessions_per_week: (limits && dice.chance(50)).then(|| 2 + dice.below(3)),
        buffer_after_minutes: (limits && dice.chance(50)).then_some(15),
        ..Availability::new(ZONES[dice.below(6) as usize])
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mentees, mentors, case, rest @ ..] = arguments.as_slice() else {
        return Err("MENTEES MENTORS CASE [verify]".into());
    };
    let (mentees, mentors): (u32, u32) = (mentees.parse()?, mentors.parse()?);
    let mut dice = Dice::new(7);
    let horizon = Horizon { from: Date::parse("2026-10-19"), days: 14, as_of: None };
    let grid = if ["plain", "rooms"].contains(&case.as_str()) { 30 } else { 15 };
    let mut data =
        CohortData { policy: Policy { horizon, slot_minutes: grid, ..Policy::default() }, ..CohortData::default() };
    for k in 0..mentors {
        let availability = Some(availability(&mut dice, case));
        data.mentors.push(Mentor { availability, ..Mentor::new(format!("m{k:07}")) });
    }
    for k in 0..mentees {
        let availability = Some(availability(&mut dice, case));
        data.mentees.push(Mentee { availability, ..Mentee::new(format!("p{k:07}")) });
    }
    let plan = Plan::new(Date::parse("2026-10-19").unwrap_or_default(), 14);
    let spans = |stated: &Option<Availability>| stated.as_ref().map(|stated| plan.spans(stated)).unwrap_or_default();
    let free: Vec<_> = data.mentors.iter().map(|it| spans(&it.availability)).collect();
    let mut matching = Matching::default();
    for mentee in &data.mentees {
        let own = spans(&mentee.availability);
        let mut chosen: Vec<u32> = Vec::new();
        for _ in 0..60 {
            // A matching pairs whoever shares some time, as a rule.
            let mentor = dice.below(mentors);
            let wanted = if case == "several" { 2 } else { 1 };
            if chosen.len() < wanted
                && !chosen.contains(&mentor)
                && own.common_minutes(&free[mentor as usize], 30) >= 30
            {
                chosen.push(mentor);
            }
        }
        for mentor in chosen {
            let mentor = data.mentors[mentor as usize].id.clone();
            matching.pairings.push(Pairing { mentor, mentee: mentee.id.clone(), ..Pairing::default() });
        }
    }
    let clock = Clock::now();
    let cohort = Cohort::try_from(data)?;
    println!("cohort: {:.2} s, {} pairs", clock.elapsed().as_secs_f64(), matching.pairings.len());
    let rooms = (case == "rooms").then(|| (matching.pairings.len() as u32 / 800).max(1));
    let clock = Clock::now();
    let schedule = schedule_matching(&cohort, &matching, &ScheduleOptions { rooms, threads: None })?;
    println!("schedule: {:.2} s, {} {:?}", clock.elapsed().as_secs_f64(), schedule.status.as_str(), schedule.figures);
    let mut codes: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    schedule.unscheduled.iter().for_each(|it| *codes.entry(&it.code).or_default() += 1);
    println!(
        "unscheduled: {codes:?}, crowds: {}, searched: {}",
        schedule.crowds.len(),
        schedule.crowds.iter().filter(|it| it.proof == "search").count()
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        println!("{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
    }
    if rest.first().is_some_and(|it| it == "verify") {
        let clock = Clock::now();
        schedule.verify(&cohort, &matching)?;
        println!("verified: {:.2} s", clock.elapsed().as_secs_f64());
    }
    Ok(())
}
