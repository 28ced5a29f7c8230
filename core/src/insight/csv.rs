//! Tables for spreadsheets.

use super::document::{Figure, Insight, SiloLink, SiloOthers, TopicSupply, VocabularyGap};
use crate::csv_text::{Cell, line};
use crate::read::{Reader, Shape};

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

const FIGURES: &[&str] = &["figure", "value", "count", "of", "previous", "change", "change_low", "change_high"];
const TOPICS: &[&str] = &[
    "topic",
    "label",
    "asked",
    "offered",
    "eager",
    "willing",
    "if_needed",
    "unwilling",
    "seats",
    "met",
    "nearby",
    "worth",
    "broader",
    "asked_with_narrower",
    "offered_with_narrower",
    "seats_with_narrower",
    "met_with_narrower",
];
const SILOS: &[&str] = &["mentor", "mentee", "links", "conversations"];
const GAPS: &[&str] = &["topic", "label", "asked", "offered", "seats", "nearest"];

/// The text of one table.
pub(super) fn table(insight: &Insight, table: InsightTable) -> String {
    let (header, lines): (&[&str], Vec<Vec<Cell>>) = match table {
        InsightTable::Figures => (FIGURES, insight.figures.iter().map(figure).collect()),
        InsightTable::Topics => (TOPICS, insight.topics.iter().map(topic).collect()),
        InsightTable::Silos => {
            let silos = insight.silos.as_ref();
            let links = silos.into_iter().flat_map(|silos| silos.links.iter().map(link));
            (SILOS, links.chain(silos.into_iter().flat_map(|silos| silos.others.iter().map(others))).collect())
        }
        InsightTable::Gaps => (GAPS, insight.gaps.iter().map(gap).collect()),
    };
    let mut text = String::new();
    line(&mut text, header.iter().map(|name| Cell::text(*name)));
    for cells in lines {
        line(&mut text, cells);
    }
    text
}

fn figure(figure: &Figure) -> Vec<Cell> {
    let Figure { figure, value, count, of, previous, change, change_low, change_high } = figure;
    // Display writes whole numbers without a point, and no exponent.
    let mut line = vec![Cell::text(figure), Cell::plain(*value), Cell::plain(*count), Cell::plain(*of)];
    line.extend([previous, change, change_low, change_high].map(|value| Cell::plain(*value)));
    line
}

fn topic(one: &TopicSupply) -> Vec<Cell> {
    let TopicSupply { topic, label, asked, offered, eager, willing, if_needed, unwilling, .. } = one;
    let mut line = vec![Cell::text(topic), Cell::text(label)];
    line.extend([asked, offered, eager, willing, if_needed, unwilling].map(|count| Cell::plain(Some(count))));
    line.extend([Cell::plain(Some(one.seats)), Cell::plain(Some(one.met)), Cell::plain(Some(one.nearby))]);
    line.extend([Cell::plain(one.worth), Cell::text(one.broader.join("; "))]);
    let rolled = one.with_narrower;
    line.extend([Cell::plain(rolled.map(|all| all.asked)), Cell::plain(rolled.map(|all| all.offered))]);
    line.extend([Cell::plain(rolled.map(|all| all.seats)), Cell::plain(rolled.map(|all| all.met))]);
    line
}

fn link(link: &SiloLink) -> Vec<Cell> {
    vec![
        Cell::text(&link.mentor),
        Cell::text(&link.mentee),
        Cell::plain(Some(1)),
        Cell::plain(Some(link.conversations)),
    ]
}

fn others(others: &SiloOthers) -> Vec<Cell> {
    vec![Cell::Nothing, Cell::Nothing, Cell::plain(Some(others.links)), Cell::plain(Some(others.conversations))]
}

fn gap(gap: &VocabularyGap) -> Vec<Cell> {
    let nearest: Vec<&str> = gap.nearest.iter().map(|near| near.label.as_str()).collect();
    let mut line = vec![Cell::text(&gap.topic), Cell::text(&gap.label), Cell::plain(Some(gap.asked))];
    line.extend([Cell::plain(Some(gap.offered)), Cell::plain(Some(gap.seats)), Cell::text(nearest.join("; "))]);
    line
}
