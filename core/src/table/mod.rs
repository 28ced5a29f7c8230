//! Tables of figures: columns that have a name, a unit and cells of one kind. A table is described once, and written as text (`csv`) or as an
//! Arrow stream (`arrow`), so that the two cannot differ.

#[cfg(feature = "arrow")]
mod arrow;
mod csv;

use std::borrow::Cow;

#[cfg(feature = "arrow")]
use crate::error::Error;

/// A table of a document.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    #[cfg_attr(not(feature = "arrow"), expect(dead_code, reason = "text has no place for it"))]
    about: About<'a>,
    rows: usize,
    columns: Vec<Column<'a>>,
}

/// What a table is of.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(not(feature = "arrow"), expect(dead_code, reason = "text has no place for it"))]
pub(crate) struct About<'a> {
    /// The document, for example `fireside/insight/1`.
    pub(crate) schema: &'static str,
    /// Which of its tables.
    pub(crate) table: &'static str,
    /// Of costs among the figures.
    pub(crate) currency: Option<&'a str>,
}

/// A column.
#[derive(Debug)]
struct Column<'a> {
    name: String,
    /// What numbers count; empty if that is not the same in all rows.
    #[cfg_attr(not(feature = "arrow"), expect(dead_code, reason = "text has no place for it"))]
    unit: &'static str,
    cells: Cells<'a>,
}

/// The cells of a column, one a row.
#[derive(Debug)]
enum Cells<'a> {
    Texts(Vec<Option<Cow<'a, str>>>),
    Lists(Vec<Vec<&'a str>>),
    /// Of any size that documents have.
    Wholes(Vec<Option<i128>>),
    Numbers(Vec<Option<f64>>),
    Flags(Vec<Option<bool>>),
}

impl Table<'_> {
    /// As CSV text.
    pub(crate) fn to_csv(&self) -> String {
        csv::text(self)
    }

    /// As an Arrow IPC stream.
    ///
    /// # Errors
    /// A number or a column of texts that is too large.
    #[cfg(feature = "arrow")]
    pub(crate) fn to_arrow(&self) -> Result<Vec<u8>, Error> {
        arrow::stream(self)
    }
}

/// A table in the making: its rows, and the columns so far.
pub(crate) struct Rows<'a, R> {
    rows: Vec<R>,
    table: Table<'a>,
}

impl<'a, R: Copy> Rows<'a, R> {
    pub(crate) fn new(about: About<'a>, rows: impl IntoIterator<Item = R>) -> Self {
        let rows: Vec<R> = rows.into_iter().collect();
        Rows { table: Table { about, rows: rows.len(), columns: Vec::new() }, rows }
    }

    /// A column of texts.
    pub(crate) fn text<T: Into<Cow<'a, str>>>(self, name: impl Into<String>, of: impl Fn(R) -> Option<T>) -> Self {
        let cells = self.rows.iter().map(|row| of(*row).map(Into::into)).collect();
        self.column(name, "", Cells::Texts(cells))
    }

    /// A column of lists of texts.
    pub(crate) fn list(self, name: &str, of: impl Fn(R) -> Vec<&'a str>) -> Self {
        let cells = self.rows.iter().map(|row| of(*row)).collect();
        self.column(name, "", Cells::Lists(cells))
    }

    /// A column of whole numbers.
    pub(crate) fn whole<W: Into<i128>>(self, name: &str, unit: &'static str, of: impl Fn(R) -> Option<W>) -> Self {
        let cells = self.rows.iter().map(|row| of(*row).map(Into::into)).collect();
        self.column(name, unit, Cells::Wholes(cells))
    }

    /// A column of numbers.
    pub(crate) fn number(self, name: impl Into<String>, unit: &'static str, of: impl Fn(R) -> Option<f64>) -> Self {
        let cells = self.rows.iter().map(|row| of(*row)).collect();
        self.column(name, unit, Cells::Numbers(cells))
    }

    /// A column of truth values.
    pub(crate) fn flag(self, name: impl Into<String>, of: impl Fn(R) -> Option<bool>) -> Self {
        let cells = self.rows.iter().map(|row| of(*row)).collect();
        self.column(name, "", Cells::Flags(cells))
    }

    pub(crate) fn table(self) -> Table<'a> {
        self.table
    }

    fn column(mut self, name: impl Into<String>, unit: &'static str, cells: Cells<'a>) -> Self {
        self.table.columns.push(Column { name: name.into(), unit, cells });
        self
    }
}
