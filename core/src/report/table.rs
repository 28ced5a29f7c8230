//! Tables: a caption, a name for every column and row, and figures that machines can read, too.

use super::page::Page;
use super::tell::Tell;
use crate::words::Phrase;

/// A cell.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    /// What people wrote or are called.
    Name(String),
    /// Words of ours.
    Text(String),
    /// A figure as people read it, and as the document has it.
    Figure { shown: String, value: String },
    /// What is not known.
    Nothing,
}

impl Cell {
    pub(super) fn name(text: &str) -> Self {
        Cell::Name(text.to_owned())
    }
}

/// A table in a box of its own, so that a narrow page does not scroll. The first cell of a row names it; columns are those of `report.column`.
pub(super) fn table(page: &mut Page, tell: &Tell<'_>, caption: &str, columns: &[&'static str], rows: &[Vec<Cell>]) {
    let names: Vec<String> = columns.iter().map(|column| tell.choice(Phrase::ReportColumn, column)).collect();
    headed(page, caption, &names, rows);
}

/// A table whose columns have these names.
pub(super) fn headed(page: &mut Page, caption: &str, names: &[String], rows: &[Vec<Cell>]) {
    let figures = |at: usize| rows.iter().any(|row| matches!(row.get(at), Some(Cell::Figure { .. })));
    page.inside(
        "div",
        &[("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption)],
        |page| {
            page.inside("table", &[], |page| {
                page.leaf("caption", &[], caption);
                page.inside("thead", &[], |page| {
                    page.inside("tr", &[], |page| {
                        for (at, name) in names.iter().enumerate() {
                            let class = if figures(at) { "n" } else { "t" };
                            page.leaf("th", &[("scope", "col"), ("class", class)], name);
                        }
                    });
                });
                page.inside("tbody", &[], |page| {
                    for row in rows {
                        page.inside("tr", &[], |page| {
                            for (at, cell) in row.iter().enumerate() {
                                let attributes: &[_] = match at {
                                    0 => &[("scope", "row")],
                                    _ if figures(at) => &[("class", "n")],
                                    _ => &[],
                                };
                                page.inside(if at == 0 { "th" } else { "td" }, attributes, |page| write(page, cell));
                            }
                        });
                    }
                });
            });
        },
    );
}

fn write(page: &mut Page, cell: &Cell) {
    match cell {
        Cell::Name(text) => page.leaf("bdi", &[], text),
        Cell::Text(text) => page.text(text),
        Cell::Figure { shown, value } => page.leaf("data", &[("value", value)], shown),
        Cell::Nothing => page.text("–"),
    }
}

/// A table that says again what a chart shows.
pub(super) fn beneath(page: &mut Page, tell: &Tell<'_>, caption: &str, columns: &[&'static str], rows: &[Vec<Cell>]) {
    page.inside("details", &[], |page| {
        page.leaf("summary", &[], &tell.say(Phrase::ReportTable, &[caption.into()]));
        table(page, tell, caption, columns, rows);
    });
}
