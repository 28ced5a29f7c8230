//! Where the data are, and how a line about them looks.

use std::fmt::{Debug, Display};
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The folder with all data sets, if there is one to read.
///
/// # Panics
/// If `FIRESIDE_DATA` names no folder: whoever sets it wants the data checked, not skipped.
pub(crate) fn root() -> Option<PathBuf> {
    let root = std::env::var_os("FIRESIDE_DATA").filter(|root| !root.is_empty())?;
    // A relative path starts where `make` does, not in the crate's folder, where cargo runs tests.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(root);
    assert!(root.is_dir(), "FIRESIDE_DATA names no folder that can be read");
    Some(root)
}

/// A data set's folder.
pub(crate) struct Set(PathBuf);

/// The data set of this name. If it is not there, says so; the test has nothing to check then.
pub(crate) fn set(name: &str) -> Option<Set> {
    // What follows starts on a line of its own, whatever the test harness has printed.
    println!();
    let Some(root) = root() else {
        skipped(name, "FIRESIDE_DATA is not set: it names the folder with the data sets");
        return None;
    };
    let folder = root.join(name);
    if !folder.is_dir() {
        skipped(name, "FIRESIDE_DATA has no folder of this name");
        return None;
    }
    Some(Set(folder))
}

impl Set {
    /// A file's text.
    pub(crate) fn text(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// The names of the files with this ending, in order.
    pub(crate) fn files(&self, ending: &str) -> Vec<String> {
        let names = fs::read_dir(&self.0).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.retain(|name| name.ends_with(ending));
        names.sort_unstable();
        names
    }
}

/// All numbers of a text, whatever the white space between them.
pub(crate) fn numbers<N: FromStr<Err: Debug>>(text: &str) -> Vec<N> {
    text.split_whitespace().map(|word| word.parse().unwrap_or_else(|error| panic!("{word}: {error:?}"))).collect()
}

/// The one line about a set that was checked.
pub(crate) fn row(set: &str, size: impl Display, reached: impl Display, published: impl Display) {
    println!("{set:<32} {size:<48} reached {reached}; published {published}");
}

/// The one line about a set that was not.
pub(crate) fn skipped(set: &str, why: impl Display) {
    println!("{set:<32} skipped: {why}");
}

/// `part` of `whole` as a percentage, rounded down.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    format!("{} %", (100 * part).checked_div(whole).unwrap_or(0))
}
