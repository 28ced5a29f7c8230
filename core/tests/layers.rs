//! Imports run one way, down: no file of a layer uses a higher one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every module at the top of the crate, from the ground up. Modules of one layer may use each other.
const LAYERS: [&[&str]; 9] = [
    &[
        "error",
        "nearest",
        "read",
        "points",
        "control",
        "side",
        "statistics",
        "status",
        "table",
        "threads",
        "ties",
        "words",
    ],
    &["model", "options"],
    &["taxonomy", "calendar"],
    &["roster"],
    &["score"],
    &["index"],
    &[
        "bipartite",
        "assign",
        "cover",
        "load",
        "fair",
        "rank",
        "stable",
        "peer",
        "quota",
        "schedule",
        "diary",
        "dynamic",
        "solve",
    ],
    &["cohort", "changed", "matching"],
    &[
        "audit",
        "blocking",
        "certificate",
        "explain",
        "invitations",
        "run",
        "pricing",
        "listed",
        "curve",
        "decision",
        "matcher",
        "meetings",
        "rounds",
        "sessions",
        "suggest",
        "verify",
        "what_if",
        "journal",
        "view",
        "waiting",
        "insight",
        "fit",
        "remedy",
        "live",
        "report",
    ],
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn no_import_runs_upward() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layer: BTreeMap<&str, usize> =
        LAYERS.iter().enumerate().flat_map(|(height, names)| names.iter().map(move |name| (*name, height))).collect();
    let mut files = Vec::new();
    sources(&top, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let module = file.strip_prefix(&top).unwrap().to_string_lossy().into_owned();
        let name = module.split(['/', '\\', '.']).next().unwrap().to_owned();
        if name == "lib" {
            continue;
        }
        let Some(&height) = layer.get(name.as_str()) else {
            wrong.push(format!("{module} is in no layer"));
            continue;
        };
        for line in fs::read_to_string(&file).unwrap().lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let used: String =
                    used.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                match layer.get(used.as_str()) {
                    Some(&other) if other > height => wrong.push(format!("{module} uses {used}, which is above it")),
                    // Layer 5 solves without knowing of people.
                    Some(&other) if LAYERS[height].contains(&"assign") && (1..height).contains(&other) => {
                        wrong.push(format!("{module} uses {used}; the engine knows no people"));
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Private dependencies stay private: each is named in its place.
#[test]
fn dependencies_are_named_where_they_belong() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&top, &mut files);
    for (dependency, homes) in [
        ("petgraph", &["taxonomy/graph.rs"][..]),
        // The second only has what the feature of this name is for.
        ("jiff", &["calendar/zone.rs", "calendar/moments.rs"]),
        ("sha2", &["run.rs"]),
        ("arrow_array", &["table/arrow.rs"]),
        ("arrow_ipc", &["table/arrow.rs"]),
        ("arrow_schema", &["table/arrow.rs"]),
        ("unicode_normalization", &["taxonomy/normalise.rs"]),
    ] {
        for file in &files {
            let module = file.strip_prefix(&top).unwrap().to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(file).unwrap();
            let named = text
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(&format!("{dependency}::")));
            assert!(!named || homes.contains(&&module[..]), "{module} names {dependency}, which belongs in {homes:?}");
        }
    }
}
