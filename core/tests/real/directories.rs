//! No data set goes unnoticed: each is checked here.

use std::collections::BTreeSet;
use std::fs;

use super::data;

const CHECKED: [&str; 7] = [
    "calendars",
    "coding_mentors",
    "conference_bids",
    "esco_digital",
    "graded_bids",
    "orlib_assign",
    "project_allocation",
];

#[test]
fn every_data_set_is_checked() {
    println!();
    let Some(root) = data::root() else {
        return data::skipped("(all data sets)", "FIRESIDE_DATA is not set");
    };
    let entries = fs::read_dir(root).expect("a folder").map(|entry| entry.expect("an entry").path());
    let folders = entries.filter(|path| path.is_dir()).filter_map(|path| Some(path.file_name()?.to_owned()));
    let there: BTreeSet<String> = folders.map(|name| name.to_string_lossy().into_owned()).collect();
    let known: BTreeSet<String> = CHECKED.into_iter().map(str::to_owned).collect();
    let unknown: Vec<&String> = there.difference(&known).collect();
    assert!(unknown.is_empty(), "data sets that are not checked: {unknown:?}");
    data::row("(all data sets)", format!("{} folders", there.len()), format!("{} checked", CHECKED.len()), "nothing");
}
