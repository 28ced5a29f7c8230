//! The tables of an insight.

use super::document::{Insight, TopicSupply};
use crate::read::{Reader, Shape};
use crate::table::{About, Rows, Table};

/// A table of an [`Insight`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum InsightTable {
    /// `figure, value, count, of, previous, change, change_low, change_high`.
    #[default]
    Figures,
    /// `topic, label, asked, offered, eager, willing, if_needed, unwilling, seats, met, nearby, worth, broader`, and `asked, offered, seats, met` with narrower topics.
    Topics,
    /// `mentor, mentee, links, conversations`: a link a line, then those that are counted together, without names.
    Silos,
    /// `topic, label, asked, offered, seats, nearest`: the labels of the nearest.
    Gaps,
}

impl InsightTable {
    /// All of them, as they are asked for.
    pub const ALL: [(&'static str, InsightTable); 4] = [
        ("figures", InsightTable::Figures),
        ("topics", InsightTable::Topics),
        ("silos", InsightTable::Silos),
        ("gaps", InsightTable::Gaps),
    ];
}

impl Shape for InsightTable {
    const EXPECTED: &'static str = "the name of a table";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &InsightTable::ALL)
    }
}

/// One table.
pub(super) fn table(insight: &Insight, table: InsightTable) -> Table<'_> {
    match table {
        InsightTable::Figures => figures(insight),
        InsightTable::Topics => topics(insight),
        InsightTable::Silos => silos(insight),
        InsightTable::Gaps => gaps(insight),
    }
}

fn about(table: &'static str) -> About<'static> {
    About { schema: Insight::SCHEMA, table, currency: None }
}

fn figures(insight: &Insight) -> Table<'_> {
    Rows::new(About { currency: insight.currency.as_deref(), ..about("figures") }, &insight.figures)
        .text("figure", |row| Some(&row.figure))
        .number("value", "", |row| row.value)
        .whole("count", "", |row| row.count)
        .whole("of", "", |row| row.of)
        .number("previous", "", |row| row.previous)
        .number("change", "", |row| row.change)
        .number("change_low", "", |row| row.change_low)
        .number("change_high", "", |row| row.change_high)
        .table()
}

fn topics(insight: &Insight) -> Table<'_> {
    let texts = Rows::new(about("topics"), &insight.topics)
        .text("topic", |row| Some(&row.topic))
        .text("label", |row| Some(&row.label));
    counts(texts)
        .list("broader", |row| row.broader.iter().map(String::as_str).collect())
        .whole("asked_with_narrower", "mentees", |row| row.with_narrower.map(|all| all.asked))
        .whole("offered_with_narrower", "mentors", |row| row.with_narrower.map(|all| all.offered))
        .whole("seats_with_narrower", "seats", |row| row.with_narrower.map(|all| all.seats))
        .whole("met_with_narrower", "mentees", |row| row.with_narrower.map(|all| all.met))
        .table()
}

fn counts<'a>(rows: Rows<'a, &'a TopicSupply>) -> Rows<'a, &'a TopicSupply> {
    rows.whole("asked", "mentees", |row| Some(row.asked))
        .whole("offered", "mentors", |row| Some(row.offered))
        .whole("eager", "mentors", |row| Some(row.eager))
        .whole("willing", "mentors", |row| Some(row.willing))
        .whole("if_needed", "mentors", |row| Some(row.if_needed))
        .whole("unwilling", "mentors", |row| Some(row.unwilling))
        .whole("seats", "seats", |row| Some(row.seats))
        .whole("met", "mentees", |row| Some(row.met))
        .whole("nearby", "mentors", |row| Some(row.nearby))
        .whole("worth", "points", |row| row.worth)
}

fn silos(insight: &Insight) -> Table<'_> {
    let silos = || insight.silos.iter();
    let links = silos()
        .flat_map(|silos| &silos.links)
        .map(|link| (Some(link.mentor.as_str()), Some(link.mentee.as_str()), 1, link.conversations));
    let others = silos().flat_map(|silos| &silos.others).map(|others| (None, None, others.links, others.conversations));
    Rows::new(about("silos"), links.chain(others))
        .text("mentor", |(mentor, ..)| mentor)
        .text("mentee", |(_, mentee, ..)| mentee)
        .whole("links", "links", |(_, _, links, _)| Some(links))
        .whole("conversations", "pairings", |(.., conversations)| Some(conversations))
        .table()
}

fn gaps(insight: &Insight) -> Table<'_> {
    Rows::new(about("gaps"), &insight.gaps)
        .text("topic", |row| Some(&row.topic))
        .text("label", |row| Some(&row.label))
        .whole("asked", "mentees", |row| Some(row.asked))
        .whole("offered", "mentors", |row| Some(row.offered))
        .whole("seats", "seats", |row| Some(row.seats))
        .list("nearest", |row| row.nearest.iter().map(|near| near.label.as_str()).collect())
        .table()
}
