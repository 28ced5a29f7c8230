//! Groups side by side, and outcomes of those who were matched beside those of others.

use super::Sources;
use super::chart::{Bars, Names};
use super::page::Page;
use super::table::{Cell, beneath, headed, table};
use super::tell::Tell;
use crate::audit::{AuditRate, AuditRow, AuditRowKind, AuditTable, AuditValue};
use crate::insight::Association;
use crate::words::{Arg, Phrase};

/// What is compared, as audits call it.
const METRICS: [&str; 3] = ["matched", "best", "above_median"];
/// What is less likely is only said to be so.
const LEAST_P: f64 = 0.0001;

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
        [named(Phrase::ReportRate), named(Phrase::ReportRatio)]
    });
    let named = |column: &str| tell.choice(Phrase::ReportColumn, column);
    let points = ["mean_points", "mean_points_matched"].map(named);
    let names = ["group", "people"].map(named).into_iter().chain(columns.into_iter().flatten()).chain(points);
    let cells: Vec<_> = rows().map(|row| cells(sources, row)).collect();
    headed(page, &caption, &names.collect::<Vec<String>>(), &cells);
    sources.more(page, table.rows.len());
    let tests: Vec<Vec<Cell>> = rows().flat_map(|row| tests(sources, row)).collect();
    if !tests.is_empty() {
        let caption = tell.say(Phrase::ReportParityTests, &[caption.as_str().into()]);
        let columns = ["group", "metric", "share_interval", "from_highest", "difference_interval", "fisher_p"];
        beneath(page, tell, &caption, &columns, &tests);
    }
}

/// How sure the shares of a group are, how far from the largest, and how likely that is: a row for each.
fn tests(sources: &Sources<'_>, row: &AuditRow) -> Vec<Vec<Cell>> {
    let tell = &sources.tell;
    let rates = METRICS.iter().filter_map(|metric| row.rates.iter().find(|rate| rate.metric == *metric));
    let cells = |rate: &AuditRate| {
        let likely = |p: f64| {
            let shown = match p < LEAST_P {
                true => tell.say(Phrase::ReportLess, &[tell.rounded(LEAST_P, 4).as_str().into()]),
                false => tell.rounded(p, 4),
            };
            Cell::Figure { shown, value: p.to_string() }
        };
        let ends = rate.difference_low.zip(rate.difference_high);
        vec![
            Cell::Name(group(sources, row)),
            Cell::Text(tell.choice(Phrase::ReportRate, &rate.metric)),
            range(tell, (rate.low, rate.high)),
            tell.part(rate.difference),
            ends.map_or(Cell::Nothing, |ends| range(tell, ends)),
            rate.fisher_p.map_or(Cell::Nothing, likely),
        ]
    };
    rates.map(cells).collect()
}

/// From the one share to the other.
fn range(tell: &Tell<'_>, (low, high): (f64, f64)) -> Cell {
    let (from, to) = (tell.share(low), tell.share(high));
    let shown = match low < 0.0 || high < 0.0 {
        // A sign beside a dash is read as another dash.
        true => tell.say(Phrase::ReportFromTo, &[from.as_str().into(), to.as_str().into()]),
        false => tell.say(Phrase::FormRange, &[from.as_str().into(), to.as_str().into()]),
    };
    Cell::Figure { shown, value: format!("{low}..{high}") }
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
        cells.resize(4 + METRICS.len() * 2, Cell::Nothing);
        return cells;
    }
    cells.push(row.people.map_or(Cell::Nothing, |people| tell.count(people)));
    for metric in METRICS {
        let Some(rate) = row.rates.iter().find(|rate| rate.metric == metric) else {
            cells.extend([Cell::Nothing, Cell::Nothing]);
            continue;
        };
        cells.push(tell.part(Some(rate.rate)));
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
    // Of points nobody reads less than one.
    let points = |points: f64| Cell::Figure { shown: tell.rounded(points, 0), value: points.to_string() };
    let means = [row.mean_points, row.mean_points_matched];
    cells.extend(means.map(|mean| mean.map_or(Cell::Nothing, points)));
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
