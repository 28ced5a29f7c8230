//! Bars that stretch with the page while their words keep their size: widths are percents, everything else pixels.
//!
//! Drawn with the crate `svg`, in the colours of the page's style, so that they follow it into the dark. Every bar has its figure beside it, every chart
//! a title and a description, and the page has its figures as a table, too.

use svg::Document;
use svg::node::element::{Description, Rectangle, Text, Title};

use super::page::Page;

/// Where rows have their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Short ones, beside the bar.
    Beside,
    /// Long ones, above it.
    Above,
}

/// A bar: how long it is, in any unit, and the figure as people read it.
pub(super) type Bar = (u64, String);

/// Rows of bars, one for each of the series, which have names if there are several.
pub(super) struct Bars<'a> {
    /// What elements are called.
    pub(super) id: &'a str,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) names: Names,
    pub(super) series: Vec<String>,
    pub(super) rows: Vec<(String, Vec<Bar>)>,
    /// The length of the longest bar there could be; of the longest there is if absent.
    pub(super) whole: Option<u64>,
}

/// Where a bar begins whose name is beside it, and how long the longest is: hundredths of the width.
const BESIDE: (u64, u64) = (34, 50);
/// Likewise below its name.
const BELOW: (u64, u64) = (0, 82);
/// So many letters of a name are shown.
const LETTERS: usize = 38;
// Pixels: what a name takes, what a bar takes with the gap below it, its height, and what is between rows.
const NAME: usize = 20;
const STEP: usize = 16;
const HEIGHT: usize = 12;
const GAP: usize = 8;

impl Bars<'_> {
    pub(super) fn draw(&self, page: &mut Page) {
        let keys = ["a", "b", "c"];
        page.inside("figure", &[], |page| {
            page.leaf("figcaption", &[], &self.title);
            if self.series.len() > 1 {
                page.inside("ul", &[("class", "keys")], |page| {
                    for (name, key) in self.series.iter().zip(keys) {
                        page.inside("li", &[], |page| {
                            page.leaf("span", &[("class", &format!("key {key}"))], "");
                            page.text(name);
                        });
                    }
                });
            }
            page.written(&self.document(keys).to_string());
        });
    }

    fn document(&self, keys: [&str; 3]) -> Document {
        let above = self.names == Names::Above;
        let (start, longest) = if above { BELOW } else { BESIDE };
        let most = self.rows.iter().flat_map(|(_, bars)| bars).map(|(length, _)| *length).max();
        let most = self.whole.or(most).unwrap_or(0).max(1);
        let (title, about) = (format!("{}-title", self.id), format!("{}-about", self.id));
        let mut drawing = Document::new()
            .set("role", "img")
            .set("aria-labelledby", title.as_str())
            .set("aria-describedby", about.as_str())
            .add(Title::new(self.title.as_str()).set("id", title.as_str()))
            .add(Description::new().set("id", about.as_str()).add(svg::node::Text::new(self.about.as_str())));
        let mut top = 0;
        for (name, bars) in &self.rows {
            drawing = drawing.add(Text::new(shortened(name)).set("x", 0).set("y", top + 14).set("class", "name"));
            top += if above { NAME } else { 2 };
            for ((length, shown), key) in bars.iter().zip(keys) {
                // In hundredths of a percent, so that every platform writes the same digits.
                let wide = u128::from((*length).min(most)) * u128::from(longest) * 100 / u128::from(most);
                let end = start * 100 + wide as u64;
                let bar = Rectangle::new()
                    .set("x", format!("{start}%"))
                    .set("y", top)
                    .set("width", hundredths(wide as u64))
                    .set("height", HEIGHT)
                    .set("class", key);
                let figure = Text::new(shown.as_str()).set("x", hundredths(end)).set("dx", 5).set("y", top + 11);
                drawing = drawing.add(bar).add(figure.set("class", "figure"));
                top += STEP;
            }
            top += GAP;
        }
        drawing.set("width", "100%").set("height", top.max(1))
    }
}

fn hundredths(of_percent: u64) -> String {
    format!("{}.{:02}%", of_percent / 100, of_percent % 100)
}

fn shortened(name: &str) -> String {
    // What XML cannot hold, as the page shows it.
    let plain = |letter: char| match letter {
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    };
    let mut letters = name.chars().map(plain);
    let mut short: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() {
        short.pop();
        short.push('…');
    }
    short
}
