//! Tables as CSV text (RFC 4180) that a spreadsheet opens as what it says, and not as formulas.

use std::borrow::Cow;
use std::fmt::Display;

use super::{Cells, Table};

/// What makes a spreadsheet take a text for a formula, in the first place of it; the wide forms do so in some.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// All of a table: a header, then its rows. Lines end with CR and LF.
pub(super) fn text(table: &Table<'_>) -> String {
    let mut csv = String::new();
    line(&mut csv, table.columns.iter().map(|column| Cell::Text(Cow::Borrowed(&column.name))));
    for at in 0..table.rows {
        line(&mut csv, table.columns.iter().map(|column| cell(&column.cells, at)));
    }
    csv
}

/// A cell, as it is written.
enum Cell<'a> {
    Nothing,
    /// Somebody's words: a `'` goes before what would be a formula.
    Text(Cow<'a, str>),
    /// Numbers and the like, written as they are.
    Plain(String),
}

fn cell<'a>(cells: &'a Cells<'_>, at: usize) -> Cell<'a> {
    match cells {
        Cells::Texts(texts) => {
            texts.get(at).and_then(Option::as_deref).map_or(Cell::Nothing, |text| Cell::Text(Cow::Borrowed(text)))
        }
        Cells::Lists(lists) => lists.get(at).map_or(Cell::Nothing, |list| Cell::Text(Cow::Owned(list.join("; ")))),
        Cells::Wholes(numbers) => plain(numbers, at),
        // Display writes whole numbers without a point, and no exponent.
        Cells::Numbers(numbers) => plain(numbers, at),
        Cells::Flags(flags) => plain(flags, at),
    }
}

fn plain<'a, T: Display>(cells: &[Option<T>], at: usize) -> Cell<'a> {
    cells.get(at).and_then(Option::as_ref).map_or(Cell::Nothing, |value| Cell::Plain(value.to_string()))
}

fn line<'a>(csv: &mut String, cells: impl Iterator<Item = Cell<'a>>) {
    for (at, cell) in cells.enumerate() {
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

    use crate::table::{About, Rows};

    const ABOUT: About<'_> = About { schema: "", table: "", currency: None };

    #[test]
    fn words_are_no_formulas() {
        let rows = Rows::new(ABOUT, [0]);
        let rows = rows.text("=1+2", |_| Some("a, \"b\"")).number("n", "", |_| Some(-0.5)).text("@", |_| None::<&str>);
        let table = rows.list("l", |_| vec!["-x", "y"]).flag("f", |_| Some(true)).whole("w", "", |_| Some(u64::MAX));
        let csv = table.table().to_csv();
        assert_eq!(csv, "\"'=1+2\",n,\"'@\",l,f,w\r\n\"a, \"\"b\"\"\",-0.5,,\"'-x; y\",true,18446744073709551615\r\n");
    }

    proptest! {
        /// Another reader finds the same cells, but for the mark before formulas.
        #[test]
        fn another_reader_agrees(rows in prop::collection::vec(prop::collection::vec("[ -~\\n\\r\\t=＠é]{0,8}", 3), 1..5)) {
            let at = |at: usize| move |row: &Vec<String>| Some(row[at].clone());
            let table = Rows::new(ABOUT, &rows).text("a", at(0)).text("b", at(1)).text("c", at(2)).table();
            let csv = table.to_csv();
            let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
            let read: Vec<Vec<String>> =
                reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
            let marked = |text: &String| if text.starts_with(FORMULA) { format!("'{text}") } else { text.clone() };
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(marked).collect()).collect();
            prop_assert_eq!(read, expected);
        }
    }
}
