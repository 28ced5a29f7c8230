//! The same small story as story.py and story.mjs: the three print the same, to the byte.

use std::error::Error;

use fireside::matching::Reason;
use fireside::model::{Availability, Date, Day, Horizon, Mentee, Mentor, Offer, Policy, Rule, Time, Topic, Want};
use fireside::{Cohort, Control, MatchOptions, Matcher};

fn cohort() -> Result<Cohort, Box<dyn Error>> {
    let clock = |hour| Time::new(hour, 0).ok_or("no such time");
    let tuesdays = |zone, from, to| Ok::<_, &str>(Availability::new(zone).weekly(Day::Tue, clock(from)?, clock(to)?));
    let policy = Policy {
        horizon: Horizon { from: Date::new(2026, 12, 1), ..Horizon::default() },
        rules: vec![
            Rule::MustShare { attribute: "languages".into() },
            Rule::PreferDiffer { attribute: "department".into(), weight: 5.0 },
        ],
        ..Policy::default()
    };
    let cohort = Cohort::builder()
        .topic(Topic::new("systems").label("Systems Programming"))
        .topic(Topic::new("rust").label("Rust").alias("rustlang").broader("systems"))
        .topic(Topic::new("speaking").label("Public Speaking"))
        .mentor(
            Mentor::new("ada")
                .name("Ada")
                .offers(Offer::new("RustLang").level(5).eager())
                .availability(tuesdays("Europe/London", 9, 12)?)
                .attribute("languages", ["en", "fr"])
                .attribute("department", "Engineering"),
        )
        .mentor(
            Mentor::new("gil")
                .name("Gil")
                .offers(Offer::new("speaking").level(4))
                .offers(Offer::new("rust").willingness(fireside::model::Willingness::No))
                .capacity(2)
                .attribute("languages", ["en"])
                .attribute("department", "Sales"),
        )
        .mentee(
            Mentee::new("bo")
                .name("Bo")
                .wants(Want::new("systems").importance(5).level(1))
                .wants(Want::new("Public speaking"))
                .mentors_wanted(2)
                .availability(tuesdays("Asia/Kolkata", 15, 18)?)
                .attribute("languages", ["en"])
                .attribute("department", "Engineering"),
        )
        .mentee(
            Mentee::new("cem")
                .name("Cem")
                .wants(Want::new("rust").level(2))
                .attribute("languages", ["fr"])
                .attribute("department", "Law"),
        )
        .mentee(Mentee::new("dag").name("Dag"))
        .policy(policy)
        .build()?;
    Ok(cohort)
}

fn details(reasons: &[Reason]) -> String {
    reasons.iter().map(|reason| reason.detail.as_str()).collect::<Vec<_>>().join("; ")
}

fn main() -> Result<(), Box<dyn Error>> {
    let matcher = Matcher::new(cohort()?);
    let matching = matcher.run(&MatchOptions::default(), &Control::new())?;
    for pairing in &matching.pairings {
        println!("{} {} -> {}: {}", pairing.points, pairing.mentor, pairing.mentee, pairing.summary);
    }
    for absent in &matching.unmatched {
        println!("{} meets nobody: {}", absent.mentee, details(&absent.reasons));
    }
    for spare in &matching.spare {
        println!("{} has {} left: {}", spare.mentor, spare.seats, details(&spare.reasons));
    }
    let best: Vec<String> = matcher.suggest("bo", 5)?.into_iter().map(|pairing| pairing.mentor).collect();
    println!("best for bo: {}", best.join(", "));
    println!("why not gil and cem: {}", details(&matcher.explain("gil", "cem")?.reasons));
    matching.verify(&matcher.cohort())?;
    let wrong = r#"{"topics":[{"id":"rust"}],"mentees":[{"id":"bo","wants":[{"topic":"rsut"}]},{"id":"bo"}]}"#;
    if let Err(error) = Cohort::from_json(wrong) {
        for problem in error.problems() {
            println!("{} {}: {}", problem.code.as_str(), problem.path, problem.message);
        }
    }
    println!("{}", matcher.cohort().to_json());
    println!("{}", matching.to_json());
    Ok(())
}
