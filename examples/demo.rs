//! The main job on a realistic cohort: who meets whom and why, who does not and why not, and the proof.
//!
//! `cargo run --release --example demo [cohort.json]`; `make demo` does that with `examples/cohort.json`.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use fireside::matching::{Pairing, Reason};
use fireside::{Cohort, MatchOptions, Matching, match_cohort};

const COHORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/cohort.json");
const WIDTH: usize = 118;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| COHORT.to_owned());
    let text = std::fs::read_to_string(&path)?;
    let started = Instant::now();
    let cohort = Cohort::from_json(&text)?;
    let read = started.elapsed();
    let matching = match_cohort(&cohort, &MatchOptions::default())?;
    let matched = started.elapsed() - read;
    matching.verify(&cohort)?;
    let verified = started.elapsed() - read - matched;

    headline(&cohort, &matching);
    pairs(&cohort, &matching);
    left_out(&cohort, &matching);
    spare(&cohort, &matching);
    adopted(&matching);

    let proof = &matching.certificate;
    title("The proof");
    println!(
        "  total {} points, and no matching of this cohort has more than {}: gap {}.",
        grouped(proof.total_points),
        grouped(proof.bound_points),
        proof.gap
    );
    println!("  Every pair judged again, every sum, seat, lock, price and reason checked: verified.");
    println!(
        "  read {:.0} ms, matched {:.0} ms, verified {:.0} ms   cohort {}…  policy {}…",
        read.as_secs_f64() * 1e3,
        matched.as_secs_f64() * 1e3,
        verified.as_secs_f64() * 1e3,
        matching.run.input_hash.get(..12).unwrap_or_default(),
        matching.run.policy_hash.get(..12).unwrap_or_default(),
    );
    Ok(())
}

fn headline(cohort: &Cohort, matching: &Matching) {
    let data = cohort.data();
    let met: usize = data.mentees.iter().filter(|mentee| matching.mentors_of(&mentee.id).next().is_some()).count();
    let seats: u32 = data.mentors.iter().map(|mentor| mentor.capacity).sum();
    let across = matching.pairings.iter().filter(|pairing| crosses(cohort, pairing)).count();
    title(&format!(
        "{} mentees, {} mentors with {seats} seats, {} topics",
        data.mentees.len(),
        data.mentors.len(),
        data.topics.len()
    ));
    println!(
        "  {met} mentees meet a mentor in {} conversations; {across} of them cross departments.",
        matching.pairings.len()
    );
    println!(
        "  {} mentees are left out, each with a reason; {} could have met one more mentor.",
        matching.unmatched.len(),
        matching.short.len()
    );
}

fn crosses(cohort: &Cohort, pairing: &Pairing) -> bool {
    let data = cohort.data();
    let mentor = data.mentors.iter().find(|mentor| mentor.id == pairing.mentor);
    let mentee = data.mentees.iter().find(|mentee| mentee.id == pairing.mentee);
    let departments =
        (mentor.and_then(|m| m.attributes.get("department")), mentee.and_then(|m| m.attributes.get("department")));
    matches!(departments, (Some(one), Some(other)) if one != other)
}

/// A dozen from the best to the weakest, so that the table shows what a good and what a poor pair looks like.
fn pairs(cohort: &Cohort, matching: &Matching) {
    let mut ranked: Vec<&Pairing> = matching.pairings.iter().collect();
    ranked.sort_by_key(|pairing| std::cmp::Reverse(pairing.points));
    title(&format!("Conversations: 12 of {}, from the best score to the lowest", ranked.len()));
    let last = ranked.len().saturating_sub(1);
    for k in 0..12.min(ranked.len()) {
        let Some(pairing) = ranked.get(k * last / 11.min(last).max(1)) else { continue };
        let mark = if pairing.locked { " locked" } else { "" };
        println!(
            "  {:.2}  {} → {}{mark}",
            pairing.score,
            person(cohort, &pairing.mentor),
            person(cohort, &pairing.mentee)
        );
        wrapped(&pairing.summary, 8);
    }
}

/// Who, why, and what came nearest.
type Absent<'a> = (&'a str, &'a [Reason], Option<&'a str>);

fn left_out(cohort: &Cohort, matching: &Matching) {
    title("Left out, by main reason");
    let mut by_reason: BTreeMap<&str, Vec<Absent<'_>>> = BTreeMap::new();
    for absent in &matching.unmatched {
        let Some(main) = absent.reasons.first() else { continue };
        let nearest = absent.nearest.first().map(|near| near.detail.as_str());
        by_reason.entry(&main.code).or_default().push((&absent.mentee, &absent.reasons, nearest));
    }
    let mut groups: Vec<_> = by_reason.into_iter().collect();
    groups.sort_by_key(|(code, people)| (std::cmp::Reverse(people.len()), *code));
    for (code, people) in groups {
        println!("  {:>4}  {code}", people.len());
        // The person with the most to say, as an example.
        let Some((id, reasons, nearest)) =
            people.iter().max_by_key(|(_, reasons, nearest)| (nearest.is_some(), reasons.len()))
        else {
            continue;
        };
        let details: Vec<&str> = reasons.iter().map(|reason| reason.detail.as_str()).collect();
        wrapped(&format!("e.g. {}: {}.", person(cohort, id), details.join("; ")), 8);
        if let Some(nearest) = nearest {
            wrapped(&format!("nearest: {nearest}."), 8);
        }
    }
}

fn spare(cohort: &Cohort, matching: &Matching) {
    let free: Vec<_> = matching.spare.iter().filter(|spare| spare.seats > 0).collect();
    let seats: u32 = free.iter().map(|spare| spare.seats).sum();
    title(&format!("Spare: {seats} seats with {} mentors", free.len()));
    let mut by_reason: BTreeMap<&str, (u32, &str, &str)> = BTreeMap::new();
    for spare in &free {
        if let Some(main) = spare.reasons.first() {
            by_reason.entry(&main.code).or_insert((0, &spare.mentor, &main.detail)).0 += 1;
        }
    }
    for (code, (count, mentor, detail)) in by_reason {
        println!("  {count:>4}  {code}");
        wrapped(&format!("e.g. {}: {detail}.", person(cohort, mentor)), 8);
    }
}

fn adopted(matching: &Matching) {
    title(&format!("Topics people named that the taxonomy lacks: {}", matching.adopted_topics.len()));
    let near = |topic: &fireside::matching::AdoptedTopic| match &topic.similar_to {
        Some(known) => format!("{} ({known}?)", topic.label),
        None => topic.label.clone(),
    };
    let named: Vec<String> = matching.adopted_topics.iter().take(16).map(near).collect();
    let more = matching.adopted_topics.len().saturating_sub(named.len());
    wrapped(&format!("{}{}", named.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() }), 2);
}

fn person(cohort: &Cohort, id: &str) -> String {
    let data = cohort.data();
    let mentor = data.mentors.iter().find(|mentor| mentor.id == id).and_then(|mentor| mentor.name.clone());
    let name =
        mentor.or_else(|| data.mentees.iter().find(|mentee| mentee.id == id).and_then(|mentee| mentee.name.clone()));
    name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}

fn title(text: &str) {
    println!("\n{text}\n{}", "─".repeat(WIDTH));
}

fn wrapped(text: &str, indent: usize) {
    let mut line = " ".repeat(indent);
    for word in text.split(' ') {
        if line.chars().count() + word.chars().count() > WIDTH && line.trim() != "" {
            println!("{}", line.trim_end());
            line = " ".repeat(indent);
        }
        line.push_str(word);
        line.push(' ');
    }
    println!("{}", line.trim_end());
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let parts: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    parts.join(",")
}
