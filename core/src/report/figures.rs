//! The figures of the programme, and how near people came to the best that each could have.

use super::Sources;
use super::chart::{Bars, Names};
use super::page::Page;
use super::table::{Cell, beneath};
use crate::insight::{Figure, FigureCode};
use crate::words::Phrase;

/// The figures that are shown large, where they are known.
const LARGE: [FigureCode; 6] = [
    FigureCode::Coverage,
    FigureCode::PointsOfBest,
    FigureCode::FirstChoice,
    FigureCode::AcrossSilos,
    FigureCode::HoursPlanned,
    FigureCode::HoursHeld,
];

/// Shares, which people read in percent; Gini's coefficient is none.
const SHARES: [&str; 12] = [
    FigureCode::Coverage.as_str(),
    FigureCode::MentorsMatched.as_str(),
    FigureCode::PointsOfBest.as_str(),
    FigureCode::FirstChoice.as_str(),
    FigureCode::WithinBest.as_str(),
    FigureCode::AcrossSilos.as_str(),
    FigureCode::Repeats.as_str(),
    FigureCode::NewVoices.as_str(),
    FigureCode::TopTenth.as_str(),
    FigureCode::SeatsTaken.as_str(),
    FigureCode::Response.as_str(),
    FigureCode::NoShow.as_str(),
];

/// The first sentence of the page.
pub(super) fn lead(sources: &Sources<'_>) -> String {
    let number = |code: FigureCode| {
        let value = sources.insight.figure(code.as_str()).and_then(|figure| figure.value);
        sources.tell.number(value.unwrap_or_default())
    };
    let (pairings, mentees) = (number(FigureCode::Pairings), number(FigureCode::Mentees));
    let (mentors, seats) = (number(FigureCode::Mentors), number(FigureCode::Seats));
    let arguments = [&pairings, &mentees, &mentors, &seats].map(Into::into);
    sources.tell.say(Phrase::ReportLead, &arguments)
}

fn value(sources: &Sources<'_>, figure: &Figure, value: Option<f64>) -> Cell {
    match SHARES.contains(&figure.figure.as_str()) {
        true => sources.tell.part(value),
        false => sources.tell.figure(value),
    }
}

pub(super) fn figures(sources: &Sources<'_>, page: &mut Page) {
    let (insight, tell) = (sources.insight, &sources.tell);
    page.inside("dl", &[("class", "cards")], |page| {
        for figure in LARGE.iter().filter_map(|code| insight.figure(code.as_str())) {
            let Cell::Figure { shown, value } = value(sources, figure, figure.value) else { continue };
            page.inside("div", &[], |page| {
                page.leaf("dt", &[], &tell.choice(Phrase::ReportFigure, &figure.figure));
                page.inside("dd", &[("class", "big")], |page| page.leaf("data", &[("value", &value)], &shown));
                if let (Some(count), Some(of)) = (figure.count, figure.of) {
                    let (count, of) = (tell.whole(count as i64), tell.whole(of as i64));
                    let text = tell.say(Phrase::ReportOf, &[count.as_str().into(), of.as_str().into()]);
                    page.leaf("dd", &[("class", "soft")], &text);
                }
            });
        }
    });
    let changed = insight.figures.iter().any(|figure| figure.previous.is_some());
    let mut columns = vec!["figure", "value", "count", "of"];
    if changed {
        columns.extend(["previous", "change", "change_low", "change_high"]);
    }
    let row = |figure: &Figure| {
        let number = |count: Option<u64>| count.map_or(Cell::Nothing, |count| tell.count(count));
        let mut row = vec![Cell::Text(tell.choice(Phrase::ReportFigure, &figure.figure))];
        row.extend([value(sources, figure, figure.value), number(figure.count), number(figure.of)]);
        if changed {
            let more = [figure.previous, figure.change, figure.change_low, figure.change_high];
            row.extend(more.map(|more| value(sources, figure, more)));
        }
        row
    };
    let (known, unknown): (Vec<&Figure>, Vec<&Figure>) =
        insight.figures.iter().partition(|figure| figure.value.is_some() || figure.previous.is_some());
    let rows: Vec<_> = known.into_iter().map(row).collect();
    beneath(page, tell, &tell.choice(Phrase::ReportCaption, "figures"), &columns, &rows);
    if !unknown.is_empty() {
        let names: Vec<String> =
            unknown.iter().map(|figure| tell.choice(Phrase::ReportFigure, &figure.figure)).collect();
        page.leaf("p", &[("class", "soft")], &tell.say(Phrase::ReportUnknown, &[names.join("; ").as_str().into()]));
    }
    if let Some(currency) = &insight.currency {
        page.leaf("p", &[("class", "soft")], &tell.say(Phrase::ReportCurrency, &[currency.into()]));
    }
}

pub(super) fn best(sources: &Sources<'_>, page: &mut Page) {
    let (Some(of_best), tell) = (&sources.insight.of_best, &sources.tell) else { return };
    let tenths =
        of_best.tenths.iter().enumerate().rev().map(|(at, people)| (tell.percents(at * 10, at * 10 + 10), *people));
    let others = [("unmatched", of_best.unmatched), ("nobody", of_best.nobody)];
    let others = others.map(|(which, people)| (tell.choice(Phrase::ReportOthers, which), people));
    let counted: Vec<(String, u32)> = tenths.chain(others).collect();
    let caption = tell.choice(Phrase::ReportCaption, "best");
    Bars {
        id: "best-chart",
        title: caption.clone(),
        about: tell.choice(Phrase::ReportChart, "best"),
        names: Names::Beside,
        series: Vec::new(),
        rows: counted
            .iter()
            .map(|(name, people)| (name.clone(), vec![(u64::from(*people), tell.whole((*people).into()))]))
            .collect(),
        whole: None,
    }
    .draw(page);
    let rows: Vec<_> = counted.into_iter().map(|(name, people)| vec![Cell::Text(name), tell.count(people)]).collect();
    beneath(page, tell, &caption, &["points", "mentees"], &rows);
}
