//! Tables as CSV text (RFC 4180) that a spreadsheet opens as what it says, and not as formulas.

use std::fmt::Display;

/// What makes a spreadsheet take a text for a formula, in the first place of it; the wide forms do so in some.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    Nothing,
    /// Somebody's words: a `'` goes before what would be a formula.
    Text(String),
    /// Numbers and the like, written as they are.
    Plain(String),
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Cell::Text(text.into())
    }

    /// A number, or nothing.
    pub(crate) fn plain<T: Display>(value: Option<T>) -> Self {
        value.map_or(Cell::Nothing, |value| Cell::Plain(value.to_string()))
    }
}

/// Adds a line. Lines end with CR and LF.
pub(crate) fn line(csv: &mut String, cells: impl IntoIterator<Item = Cell>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            csv.push(',');
        }
        match cell {
            Cell::Nothing => {}
            Cell::Plain(written) => csv.push_str(&written),
            Cell::Text(text) => quoted(csv, &text),
        }
    }
    csv.push_str("\r\n");
}

fn quoted(csv: &mut String, text: &str) {
    let formula = text.starts_with(FORMULA);
    let quote = formula || text.contains(['"', ',', '\r', '\n']) || text.trim() != text;
    if !quote {
        csv.push_str(text);
        return;
    }
    csv.push('"');
    if formula {
        csv.push('\'');
    }
    csv.push_str(&text.replace('"', "\"\""));
    csv.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_no_formulas() {
        let mut csv = String::new();
        line(&mut csv, [Cell::text("=1+2"), Cell::text("a, \"b\""), Cell::plain(Some(-0.5)), Cell::Nothing]);
        assert_eq!(csv, "\"'=1+2\",\"a, \"\"b\"\"\",-0.5,\r\n");
    }

    proptest! {
        /// Another reader finds the same cells, but for the mark before formulas.
        #[test]
        fn another_reader_agrees(rows in prop::collection::vec(prop::collection::vec("[ -~\\n\\r\\t=＠é]{0,8}", 3), 1..5)) {
            let mut csv = String::new();
            for row in &rows {
                line(&mut csv, row.iter().map(Cell::text));
            }
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
            let read: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            let marked = |text: &String| if text.starts_with(FORMULA) { format!("'{text}") } else { text.clone() };
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(marked).collect()).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
