//! The page to look at, of a realistic cohort: `report.html` in English and `bericht.html` in German.
//!
//! `cargo run --release --example report [FOLDER] [cohort.json]`; `make report` does that.

use std::error::Error;
use std::path::PathBuf;

use fireside::words::Language;
use fireside::{AuditOptions, Cohort, HostRates, InsightOptions, MatchOptions, ReportOptions, match_cohort};

const COHORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/cohort.json");

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/report".to_owned()));
    let path = std::env::args().nth(2).unwrap_or_else(|| COHORT.to_owned());
    let cohort = Cohort::from_json(&std::fs::read_to_string(path)?)?;
    let matching = match_cohort(&cohort, &MatchOptions::default())?;
    let cost = HostRates { mentor_hour: 9_000, mentee_hour: 6_000, per_conversation: 500, currency: "EUR".to_owned() };
    let insight = InsightOptions { silo: Some("department".to_owned()), cost: Some(cost), ..InsightOptions::default() };
    let bands = [("grade".to_owned(), vec![3.0, 6.0])].into();
    let audit = Some(AuditOptions { bands, ..AuditOptions::by(["department", "grade"]) });
    let options = ReportOptions { insight, audit, details: 20, ..ReportOptions::default() };
    std::fs::create_dir_all(&folder)?;
    for (language, name) in [(Language::En, "report.html"), (Language::De, "bericht.html")] {
        let page = matching.report(&cohort.in_language(language), &options)?;
        let path = folder.join(name);
        std::fs::write(&path, &page)?;
        println!("{}: {} kB", path.display(), page.len() / 1_000);
    }
    Ok(())
}
