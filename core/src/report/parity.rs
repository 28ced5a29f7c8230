//! Groups side by side, and outcomes of those who were matched beside those of others.

use super::Sources;
use super::chart::{Bars, Names};
use super::page::Page;
use super::table::{Cell, headed, table};
use crate::audit::{AuditRow, AuditRowKind, AuditTable, AuditValue};
use crate::insight::Association;
use crate::words::{Arg, Phrase};

/// What is compared, as audits call it.
const METRICS: [&str; 3] = ["matched", "best", "above_median"];

pub(super) fn parity(sources: &Sources<'_>, page: &mut Page) {
    let (Some(audit), tell) = (sources.audit, &sources.tell) else { return };
    let threshold = tell.rounded(audit.threshold, 3);
    page.paragraph(&tell.say(Phrase::ReportParityAbout, &[threshold.as_str().into(), audit.min_group.into()]));
    for (at, table) in audit.tables.iter().enumerate() {
        side_by_side(sources, page, at, table);
    }
}

fn side_by_side(sources: &Sources<'_>, page: &mut Page, at: usize, table: &AuditTable) {
    let tell = &sources.tell;
    let by: Vec<&str> = table.by.iter().map(String::as_str).collect();
    let by = by.join(" × ");
    let caption = tell.say(Phrase::ReportParityTable, &[Arg::Choice(table.side.as_str()), by.as_str().into()]);
    page.leaf("h3", &[], &caption);
    let rows = || table.rows.iter().take(sources.details.max(1));
    let matched = |row: &AuditRow| {
        let rate = row.rates.iter().find(|rate| rate.metric == "matched")?.rate;
        Some((group(sources, row), vec![(crate::points::millionths(rate).into(), tell.share(rate))]))
    };
    let bars: Vec<_> = rows().filter_map(matched).collect();
    if !bars.is_empty() {
        Bars {
            id: &format!("parity-{at}"),
            title: tell.choice(Phrase::ReportCaption, "parity"),
            about: tell.choice(Phrase::ReportChart, "parity"),
            names: Names::Above,
            series: Vec::new(),
            rows: bars,
            whole: Some(crate::points::FULL.into()),
        }
        .draw(page);
    }
    let columns = METRICS.map(|metric| {
        let named = |phrase| tell.choice(phrase, metric);
        [named(Phrase::ReportRate), named(Phrase::ReportInterval), named(Phrase::ReportRatio)]
    });
    let names = ["group", "people"].map(|column| tell.choice(Phrase::ReportColumn, column));
    let names: Vec<String> = names.into_iter().chain(columns.into_iter().flatten()).collect();
    let cells: Vec<_> = rows().map(|row| cells(sources, row)).collect();
    headed(page, &caption, &names, &cells);
    sources.more(page, table.rows.len());
}

fn group(sources: &Sources<'_>, row: &AuditRow) -> String {
    let value = |value: &AuditValue| match value {
        AuditValue::Text(text) => text.clone(),
        AuditValue::Number(number) => sources.tell.number(*number),
    };
    match row.kind {
        AuditRowKind::All => sources.tell.choice(Phrase::ReportGroup, "all"),
        AuditRowKind::Unnamed => sources.tell.choice(Phrase::ReportGroup, "unnamed"),
        AuditRowKind::Unknown => sources.tell.choice(Phrase::ReportGroup, "unknown"),
        AuditRowKind::Group => row.values.iter().map(value).collect::<Vec<_>>().join(" × "),
    }
}

fn cells(sources: &Sources<'_>, row: &AuditRow) -> Vec<Cell> {
    let tell = &sources.tell;
    let mut cells = vec![Cell::Name(group(sources, row))];
    if row.suppressed {
        cells.push(Cell::Text(tell.say(Phrase::ReportSuppressed, &[])));
        cells.resize(2 + METRICS.len() * 3, Cell::Nothing);
        return cells;
    }
    cells.push(row.people.map_or(Cell::Nothing, |people| tell.count(people)));
    for metric in METRICS {
        let Some(rate) = row.rates.iter().find(|rate| rate.metric == metric) else {
            cells.extend([Cell::Nothing, Cell::Nothing, Cell::Nothing]);
            continue;
        };
        let (low, high) = (tell.share(rate.low), tell.share(rate.high));
        cells.push(tell.part(Some(rate.rate)));
        cells.push(Cell::Figure {
            shown: tell.say(Phrase::FormRange, &[low.as_str().into(), high.as_str().into()]),
            value: format!("{}..{}", rate.low, rate.high),
        });
        // To three decimals, so that nothing that is marked reads like the threshold.
        cells.push(rate.impact_ratio.map_or(Cell::Nothing, |ratio| {
            let shown = tell.rounded(ratio, 3);
            Cell::Figure {
                value: ratio.to_string(),
                shown: match rate.below_threshold {
                    Some(true) => tell.say(Phrase::ReportBelow, &[shown.as_str().into()]),
                    _ => shown,
                },
            }
        }));
    }
    cells
}

pub(super) fn outcomes(sources: &Sources<'_>, page: &mut Page) {
    let (insight, tell) = (sources.insight, &sources.tell);
    if insight.associations.is_empty() {
        return;
    }
    let row = |one: &Association| {
        let figures = [one.mean, one.mean_of_others, one.difference, one.low, one.high];
        let mut row = vec![Cell::name(&one.outcome), tell.count(one.participants), tell.count(one.others)];
        match one.refused {
            Some(_) => row.push(Cell::Text(tell.say(Phrase::ReportTooFew, &[]))),
            None => row.extend(figures.map(|figure| tell.figure(figure))),
        }
        row.resize(8, Cell::Nothing);
        row
    };
    let rows: Vec<_> = insight.associations.iter().take(sources.details).map(row).collect();
    let columns =
        ["outcome", "participants", "others", "mean", "mean_of_others", "difference", "change_low", "change_high"];
    table(page, tell, &tell.choice(Phrase::ReportCaption, "outcomes"), &columns, &rows);
    sources.more(page, insight.associations.len());
}
