//! An audit as one table.

use super::document::{Audit, AuditRate, AuditRow, AuditTable, AuditValue};
use crate::table::{About, Rows, Table};

type Row<'a> = (&'a AuditTable, &'a AuditRow);

/// All rows of all tables. A value of an attribute is a text, be it a number or not: what kind of column it is does not depend on what people state.
pub(super) fn table(audit: &Audit) -> Table<'_> {
    let rows = audit.tables.iter().flat_map(|table| table.rows.iter().map(move |row| (table, row)));
    let mut rows = Rows::new(About { schema: Audit::SCHEMA, table: "groups", currency: None }, rows)
        .text("side", |(table, _)| Some(table.side.as_str()))
        .text("by", |(table, _)| Some(table.by.join(" × ")))
        .text("kind", |(_, row)| Some(row.kind.as_str()));
    for name in &audit.by {
        rows = rows.text(format!("value:{name}"), |row| value(row, name));
    }
    rows = rows
        .flag("suppressed", |(_, row)| Some(row.suppressed))
        .whole("people", "people", |(_, row)| row.people)
        .whole("matched", "people", |(_, row)| row.matched)
        .whole("best", "people", |(_, row)| row.best)
        .whole("above_median", "people", |(_, row)| row.above_median)
        .whole("points", "points", |(_, row)| row.points)
        .number("mean_points", "points", |(_, row)| row.mean_points)
        .number("mean_points_matched", "points", |(_, row)| row.mean_points_matched);
    super::figures::METRICS.into_iter().fold(rows, of_metric).table()
}

fn of_metric<'a>(rows: Rows<'a, Row<'a>>, metric: &'static str) -> Rows<'a, Row<'a>> {
    let rate = |row: Row<'a>| row.1.rates.iter().find(|rate| rate.metric == metric);
    let figure = |of: fn(&AuditRate) -> Option<f64>| move |row: Row<'a>| rate(row).and_then(of);
    let name = |figure: &str| format!("{metric}_{figure}");
    rows.number(name("rate"), "share", figure(|rate| Some(rate.rate)))
        .number(name("low"), "share", figure(|rate| Some(rate.low)))
        .number(name("high"), "share", figure(|rate| Some(rate.high)))
        .number(name("impact_ratio"), "ratio", figure(|rate| rate.impact_ratio))
        .flag(name("below_threshold"), |row| rate(row).and_then(|rate| rate.below_threshold))
        .number(name("difference"), "share", figure(|rate| rate.difference))
        .number(name("difference_low"), "share", figure(|rate| rate.difference_low))
        .number(name("difference_high"), "share", figure(|rate| rate.difference_high))
        .number(name("fisher_p"), "probability", figure(|rate| rate.fisher_p))
}

fn value((table, row): Row<'_>, name: &str) -> Option<String> {
    let at = table.by.iter().position(|by| by == name)?;
    Some(match row.values.get(at)? {
        AuditValue::Text(text) => text.clone(),
        AuditValue::Number(number) => number.to_string(),
    })
}
