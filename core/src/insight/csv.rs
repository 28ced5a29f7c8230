//! Tables for spreadsheets.

use super::document::{Figure, Insight, SiloLink, SiloOthers, TopicSupply, VocabularyGap};
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
    let (header, lines): (&[&str], Vec<Vec<String>>) = match table {
        InsightTable::Figures => (FIGURES, insight.figures.iter().map(figure).collect()),
        InsightTable::Topics => (TOPICS, insight.topics.iter().map(topic).collect()),
        InsightTable::Silos => {
            let silos = insight.silos.as_ref();
            let links = silos.into_iter().flat_map(|silos| silos.links.iter().map(link));
            (SILOS, links.chain(silos.into_iter().flat_map(|silos| silos.others.iter().map(others))).collect())
        }
        InsightTable::Gaps => (GAPS, insight.gaps.iter().map(gap).collect()),
    };
    let mut text = header.join(",");
    for line in lines {
        text.push_str("\r\n");
        text.push_str(&line.join(","));
    }
    text.push_str("\r\n");
    text
}

fn figure(figure: &Figure) -> Vec<String> {
    let Figure { figure, value, count, of, previous, change, change_low, change_high } = figure;
    let mut line = vec![words(figure), number(*value), whole(*count), whole(*of)];
    line.extend([previous, change, change_low, change_high].map(|value| number(*value)));
    line
}

fn topic(one: &TopicSupply) -> Vec<String> {
    let TopicSupply { topic, label, asked, offered, eager, willing, if_needed, unwilling, .. } = one;
    let mut line = vec![words(topic), words(label)];
    line.extend([asked, offered, eager, willing, if_needed, unwilling].map(u32::to_string));
    line.extend([one.seats.to_string(), one.met.to_string(), one.nearby.to_string(), whole(one.worth)]);
    line.push(words(&one.broader.join("; ")));
    let rolled = one.with_narrower;
    line.extend([whole(rolled.map(|all| all.asked)), whole(rolled.map(|all| all.offered))]);
    line.extend([whole(rolled.map(|all| all.seats)), whole(rolled.map(|all| all.met))]);
    line
}

fn link(link: &SiloLink) -> Vec<String> {
    vec![words(&link.mentor), words(&link.mentee), "1".to_owned(), link.conversations.to_string()]
}

fn others(others: &SiloOthers) -> Vec<String> {
    vec![String::new(), String::new(), others.links.to_string(), others.conversations.to_string()]
}

fn gap(gap: &VocabularyGap) -> Vec<String> {
    let nearest: Vec<&str> = gap.nearest.iter().map(|near| near.label.as_str()).collect();
    let [asked, offered, seats] = [gap.asked.to_string(), gap.offered.to_string(), gap.seats.to_string()];
    vec![words(&gap.topic), words(&gap.label), asked, offered, seats, words(&nearest.join("; "))]
}

fn whole(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn number(value: Option<f64>) -> String {
    // Display writes whole numbers without a point, and no exponent.
    value.map_or_else(String::new, |value| value.to_string())
}

/// A text as a cell that no spreadsheet takes for a formula.
fn words(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guarded = if formula { format!("'{text}") } else { text.to_owned() };
    let plain = !guarded.contains([',', '"', '\r', '\n', '\t']) && guarded.trim() == guarded;
    if plain { guarded } else { format!("\"{}\"", guarded.replace('"', "\"\"")) }
}
