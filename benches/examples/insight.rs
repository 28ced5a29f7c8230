//! What a round comes to, timed by its parts: `Matching::insight`, and the page that asks for it again. One run: it takes too long for criterion.
//!
//! `cargo run --release -p fireside-benches --example insight -- MENTEES [TIMES]`. The instance of `benches/insight.py`, with other dice: a fifth as
//! many mentors with four to six seats, everybody names up to three or four of 400 topics in a tree, all alike, and one of 30 departments.

use std::time::Instant as Clock;

use fireside::model::{Attribute, CohortData, Mentee, Mentor, Offer, Topic, Want, Willingness};
use fireside::{Cohort, InsightOptions, MatchOptions, ReportOptions, match_cohort};
use fireside_benches::Dice;

const TOPICS: u32 = 400;
const DEPARTMENTS: u32 = 30;

fn some(dice: &mut Dice, most: u32) -> Vec<String> {
    let mut topics: Vec<String> = (0..most).map(|_| format!("t{}", dice.below(TOPICS))).collect();
    topics.sort_unstable();
    topics.dedup();
    topics
}

fn level(dice: &mut Dice) -> u32 {
    1 + dice.below(5)
}

fn cohort(mentees: u32) -> Result<Cohort, fireside::Error> {
    let mut dice = Dice::new(1);
    let mut data = CohortData::default();
    for k in 0..TOPICS {
        let topic = Topic::new(format!("t{k}"));
        data.topics.push(if k == 0 { topic } else { topic.broader(format!("t{}", (k - 1) / 8)) });
    }
    let department = |dice: &mut Dice| Attribute::Text(format!("d{}", dice.below(DEPARTMENTS)));
    for k in 0..mentees / 5 {
        let mut mentor = Mentor { capacity: 4 + dice.below(3), ..Mentor::new(format!("m{k}")) };
        mentor.attributes.insert("department".to_owned(), department(&mut dice));
        for topic in some(&mut dice, 4) {
            let willingness = *dice.pick(&[Willingness::Eager, Willingness::Willing, Willingness::IfNeeded]);
            mentor.offers.push(Offer { level: level(&mut dice), willingness, ..Offer::new(topic) });
        }
        data.mentors.push(mentor);
    }
    for k in 0..mentees {
        let mut mentee = Mentee::new(format!("p{k}"));
        mentee.attributes.insert("department".to_owned(), department(&mut dice));
        for topic in some(&mut dice, 3) {
            mentee.wants.push(Want { level: level(&mut dice), importance: level(&mut dice), ..Want::new(topic) });
        }
        data.mentees.push(mentee);
    }
    Cohort::try_from(data)
}

/// Processor time of this process so far, in hundredths of a second; and the most memory it has had.
fn used() -> (f64, String) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which may have spaces in it: a space, the state, and ten more before user and system time.
    let fields = stat.rsplit(')').next().unwrap_or_default().split(' ');
    let ticks: u64 = fields.skip(12).take(2).flat_map(str::parse::<u64>).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_owned();
    (ticks as f64 / 100.0, most)
}

fn timed<R>(what: &str, work: impl FnOnce() -> R) -> R {
    let (clock, (before, _)) = (Clock::now(), used());
    let result = work();
    let (after, most) = used();
    println!("{what}: {:.2} s, {:.2} s of processors, {most}", clock.elapsed().as_secs_f64(), after - before);
    result
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (mentees, times) = match arguments.as_slice() {
        [mentees] => (mentees.parse()?, 1),
        [mentees, times] => (mentees.parse()?, times.parse()?),
        _ => return Err("MENTEES [TIMES]".into()),
    };
    let cohort = timed("cohort", || cohort(mentees))?;
    let matching = timed("match", || match_cohort(&cohort, &MatchOptions::default()))?;
    let insight = InsightOptions { silo: Some("department".to_owned()), ..InsightOptions::default() };
    let options = ReportOptions { insight, ..ReportOptions::default() };
    for _ in 0..times {
        let insight = timed("insight", || matching.insight(&cohort, &options.insight))?;
        let page = timed("report", || matching.report(&cohort, &options))?;
        println!("{} kB of insight, {} kB of HTML", insight.to_json().len() / 1_000, page.len() / 1_000);
    }
    Ok(())
}
