//! When two ways to write a topic are the same.

use unicode_normalization::UnicodeNormalization;

/// `text` without differences that people do not mean: compatibility forms (NFKC), case, soft hyphens and zero-width
/// characters, and runs of spaces, hyphens and underscores, each of which becomes one space. A text of nothing else (`--`)
/// stays as it is, but for spaces around it. `c`, `c++` and `c#` stay apart. A normal text is its own normal text.
///
/// ```
/// use fireside::taxonomy::normalise;
/// assert_eq!(normalise(" Public-Speaking"), normalise("public  speaking"));
/// assert_eq!(normalise("STRASSE"), normalise("Straße"));
/// assert_eq!(normalise("STRAẞE"), normalise("Straße"));
/// assert_ne!(normalise("C"), normalise("C++"));
/// ```
#[must_use]
pub fn normalise(text: &str) -> String {
    const INVISIBLE: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];
    let shown = || text.chars().filter(|letter| !INVISIBLE.contains(letter));
    // Upper, then lower: what has no single capital (ß, ligatures, the final sigma) comes out the same as its expansion.
    // Lower before both, for capitals that have none themselves (ẞ).
    let lower = shown().nfkc().flat_map(char::to_lowercase);
    let folded = lower.flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc();
    let mut normal = String::with_capacity(text.len());
    let mut gap = false;
    for letter in folded {
        if letter.is_whitespace() || matches!(letter, '-' | '_' | '\u{2010}'..='\u{2015}') {
            gap = true;
            continue;
        }
        if gap && !normal.is_empty() {
            normal.push(' ');
        }
        gap = false;
        normal.push(letter);
    }
    if normal.is_empty() {
        normal = shown().collect::<String>().trim().to_owned();
    }
    if normal.is_empty() { text.trim().to_owned() } else { normal }
}
