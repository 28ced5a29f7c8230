//! A large cohort kept by a matcher that events change: how long an event takes, beside a run from nothing.
//!
//! `cargo run --release -p fireside-benches --example live -- MENTEES MENTORS SEATS EVENTS`. The cohort is the one of the other benches; SEATS is
//! how many percent of the mentees have a seat (80 and 100 are tight, 130 and 200 slack). Each event is of a mentee and the mentor whom the matching
//! has for them: `declined` is a suggestion that is not liked; `proposed`, then `declined` is a proposal that takes the seat of both and gives it back; `paused`, then
//! `resumed` is one person; `joined` is somebody new who is like another, `changed` says what somebody wants or offers, like another, `left` is somebody who goes.
//! Then the journal of all of them, over and over again up to a million events, is replayed.

use std::collections::BTreeMap;
use std::time::Instant as Clock;

use fireside::model::{Changes, Event, Mentee, Mentor, Moment, What};
use fireside::{Applied, Cohort, Control, MatchOptions, Matcher, match_cohort};
use fireside_benches::{Dice, cohort};

struct Portal {
    matcher: Matcher,
    /// Whom everybody would meet.
    pairs: BTreeMap<String, String>,
    now: Moment,
    journal: Vec<Event>,
}

impl Portal {
    fn apply(&mut self, what: What) -> Result<f64, Box<dyn std::error::Error>> {
        let event = Event { id: format!("e{}", self.journal.len()), at: self.now, what };
        let begun = Clock::now();
        let applied: Applied = self.matcher.apply(std::slice::from_ref(&event), &Control::new())?;
        let seconds = begun.elapsed().as_secs_f64();
        for pair in &applied.lost {
            self.pairs.remove(&pair.mentee);
        }
        for pair in &applied.gained {
            self.pairs.insert(pair.mentee.clone(), pair.mentor.clone());
        }
        self.journal.push(event);
        Ok(seconds)
    }
}

fn told(what: &str, mut seconds: Vec<f64>) {
    seconds.sort_by(f64::total_cmp);
    let at = |share: f64| seconds[((seconds.len() - 1) as f64 * share) as usize] * 1e3;
    println!(
        "{what}: p50 {:.3} ms, p90 {:.3}, p99 {:.3}, most {:.3}; {:.0} a second",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
        seconds.len() as f64 / seconds.iter().sum::<f64>()
    );
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<u32> = std::env::args().skip(1).map(|text| text.parse()).collect::<Result<_, _>>()?;
    let [mentees, mentors, seats, events] = arguments[..] else { return Err("MENTEES MENTORS SEATS EVENTS".into()) };
    let mut data = cohort(mentees, mentors, 1);
    let wanted = u64::from(mentees) * u64::from(seats) / 100;
    let have: u64 = data.mentors.iter().map(|mentor| u64::from(mentor.capacity)).sum();
    // Seats are dealt anew, in proportion to those that there are.
    let (mut before, mut dealt) = (0, 0);
    for mentor in &mut data.mentors {
        before += u64::from(mentor.capacity);
        let until = before * wanted / have;
        (mentor.capacity, dealt) = ((until - dealt) as u32, until);
    }
    let base = Cohort::try_from(data)?;
    let begun = Clock::now();
    let cold = match_cohort(&base, &MatchOptions::default())?;
    println!("match_cohort: {:.2} s, {} pairings", begun.elapsed().as_secs_f64(), cold.pairings.len());
    let pairs = cold.pairings.iter().map(|pairing| (pairing.mentee.clone(), pairing.mentor.clone())).collect();
    let now = Moment::parse("2026-12-01T08:00:00Z").ok_or("no time")?;
    let mut portal = Portal { matcher: Matcher::new(base.clone()), pairs, now, journal: Vec::new() };
    println!("first event: {:.2} s", portal.apply(What::Tick)?);
    let mut dice = Dice::new(3);
    let pick = |portal: &Portal, dice: &mut Dice| {
        let from = format!("mentee-{:06}", dice.below(mentees));
        let found = portal.pairs.range(from..).next().or_else(|| portal.pairs.iter().next());
        found.map(|(mentee, mentor)| (mentor.clone(), mentee.clone()))
    };
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..events {
        let Some((mentor, mentee)) = pick(&portal, &mut dice) else { break };
        let no = What::Declined { mentor, mentee, by: None, reason: None };
        times.entry("declined").or_default().push(portal.apply(no)?);
    }
    for _ in 0..events {
        let Some((mentor, mentee)) = pick(&portal, &mut dice) else { break };
        let asks = What::Proposed { mentor: mentor.clone(), mentee: mentee.clone(), by: None };
        times.entry("proposed").or_default().push(portal.apply(asks)?);
        let no = What::Declined { mentor, mentee, by: None, reason: None };
        times.entry("proposed, then declined").or_default().push(portal.apply(no)?);
    }
    for _ in 0..events {
        let Some((mentor, mentee)) = pick(&portal, &mut dice) else { break };
        let person = if dice.chance(50) { mentor } else { mentee };
        times.entry("paused").or_default().push(portal.apply(What::Paused { person: person.clone() })?);
        times.entry("resumed").or_default().push(portal.apply(What::Resumed { person })?);
    }
    let like: Vec<_> = (0..events as usize).map(|_| dice.below(mentees) as usize).collect();
    for (k, &like) in like.iter().enumerate() {
        let what = if dice.chance(80) {
            let mentee = &base.data().mentees[like];
            What::Joined { mentors: vec![], mentees: vec![Mentee { id: format!("mentee-new-{k}"), ..mentee.clone() }] }
        } else {
            let mentor = &base.data().mentors[like % mentors as usize];
            What::Joined { mentors: vec![Mentor { id: format!("mentor-new-{k}"), ..mentor.clone() }], mentees: vec![] }
        };
        let whose = if matches!(&what, What::Joined { mentees, .. } if mentees.is_empty()) {
            "joined: mentor"
        } else {
            "joined: mentee"
        };
        times.entry(whose).or_default().push(portal.apply(what)?);
    }
    for &like in &like {
        let (one, other) = (dice.below(mentees) as usize, &base.data().mentees[like]);
        let id = base.data().mentees[one].id.clone();
        let changes = Changes { replace_mentees: vec![Mentee { id, ..other.clone() }], ..Changes::default() };
        times.entry("changed: mentee").or_default().push(portal.apply(What::Changed { changes: Box::new(changes) })?);
        let (one, other) = (dice.below(mentors) as usize, &base.data().mentors[like % mentors as usize]);
        let id = base.data().mentors[one].id.clone();
        let changes = Changes { replace_mentors: vec![Mentor { id, ..other.clone() }], ..Changes::default() };
        times.entry("changed: mentor").or_default().push(portal.apply(What::Changed { changes: Box::new(changes) })?);
    }
    for k in 0..like.len() {
        let mentee = format!("mentee-new-{k}");
        let is_mentee = portal.matcher.cohort().data().mentees.iter().any(|one| one.id == mentee);
        let person = if is_mentee { mentee } else { format!("mentor-new-{k}") };
        let whose = if person.starts_with("mentor") { "left: mentor" } else { "left: mentee" };
        times.entry(whose).or_default().push(portal.apply(What::Left { person })?);
    }
    let begun = Clock::now();
    let after = match_cohort(&portal.matcher.cohort(), &MatchOptions::default())?;
    let cold_seconds = begun.elapsed().as_secs_f64();
    let found: BTreeMap<String, String> =
        after.pairings.iter().map(|pairing| (pairing.mentee.clone(), pairing.mentor.clone())).collect();
    println!("afterwards match_cohort: {cold_seconds:.2} s; the same pairs: {}", found == portal.pairs);
    let begun = Clock::now();
    let kept = portal.matcher.matching(&Control::new())?;
    println!("matching(): {:.2} s; the same: {}", begun.elapsed().as_secs_f64(), kept == after);
    for (what, seconds) in times {
        told(what, seconds);
    }
    let mut journal = Vec::with_capacity(1_000_000);
    for k in 0..1_000_000 {
        let event = &portal.journal[k % portal.journal.len()];
        let round = (k / portal.journal.len()) as u32;
        journal.push(Event { id: format!("r{k}"), at: event.at.plus_days(round * 200), what: event.what.clone() });
    }
    let begun = Clock::now();
    let matcher = Matcher::from_journal(base, &journal, &Control::new())?;
    println!("replay of {} events: {:.2} s", journal.len(), begun.elapsed().as_secs_f64());
    let begun = Clock::now();
    let state = matcher.to_state();
    println!("state: {:.2} s, {} MB", begun.elapsed().as_secs_f64(), state.len() / 1_000_000);
    Ok(())
}
