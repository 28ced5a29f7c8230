//! "Did you mean …?": the nearest of the words that would have been right.

/// The candidate with the smallest edit distance to `word`, if it is near enough to be meant; the first of equals.
///
/// Distance is the optimal string alignment distance (insert, delete, replace, swap of neighbours; each 1) of the
/// lower-cased words; near enough is a third of the longer word, at least 1. Where nothing is that near, the first
/// candidate of at least 3 characters that the word begins with, or that begins with it. O(candidates · length²), with
/// lengths cut at 64 characters.
///
/// ```
/// let fields = ["mentors_wanted", "attributes"];
/// assert_eq!(fireside::nearest::nearest("mentor_wanted", fields), Some("mentors_wanted"));
/// assert_eq!(fireside::nearest::nearest("monday", ["mon", "tue"]), Some("mon"));
/// assert_eq!(fireside::nearest::nearest("zzz", fields), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let mut best: Option<(usize, &'a str)> = None;
    let mut begins: Option<&'a str> = None;
    for candidate in candidates {
        let other = fold(candidate);
        if word.len().min(other.len()) >= 3 && (word.starts_with(&other) || other.starts_with(&word)) {
            begins = begins.or(Some(candidate));
        }
        let allowed = (word.len().max(other.len()) / 3).max(1);
        // The difference in length is a lower bound of the distance.
        if word.len().abs_diff(other.len()) > allowed || best.is_some_and(|(d, _)| d == 0) {
            continue;
        }
        let distance = alignment_distance(&word, &other);
        if distance <= allowed && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate).or(begins)
}

fn fold(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).take(64).collect()
}

/// Three rows of the usual dynamic programme; `rows[k][j]` is the distance of the prefixes of length i − k and j.
fn alignment_distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (i, &x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let mut last_b = None;
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX - 1);
            let mut least = (at(&above, j) + usize::from(x != y)).min(at(&above, j + 1) + 1).min(at(&row, j) + 1);
            if let (Some(p), Some(q)) = (last_a, last_b)
                && (p, q) == (y, x)
                && j > 0
            {
                least = least.min(at(&before, j - 1) + 1);
            }
            row.push(least);
            last_b = Some(y);
        }
        before = std::mem::replace(&mut above, row);
        last_a = Some(x);
    }
    above.last().copied().unwrap_or(0)
}
