//! How the page says things: phrases, and numbers as a language writes them.

use super::table::Cell;
use crate::cohort::Cohort;
use crate::points::fixed;
use crate::words::{Arg, Phrase, Words};

/// The words of a cohort.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tell<'a> {
    words: &'a Words,
}

impl<'a> Tell<'a> {
    pub(super) fn new(cohort: &'a Cohort) -> Self {
        Tell { words: cohort.words() }
    }

    pub(super) fn say(&self, phrase: Phrase, arguments: &[Arg<'_>]) -> String {
        self.words.say(phrase, arguments)
    }

    /// A phrase by one word, which chooses its text.
    pub(super) fn choice(&self, phrase: Phrase, word: &str) -> String {
        self.words.say(phrase, &[Arg::Choice(word)])
    }

    /// `412,500`
    pub(super) fn whole(&self, number: i64) -> String {
        self.words.grouped(number)
    }

    /// To two decimals, halves up, without those that say nothing: `12.5`.
    pub(super) fn number(&self, number: f64) -> String {
        self.rounded(number, 2)
    }

    /// Likewise to so many decimals, at most six.
    pub(super) fn rounded(&self, number: f64, decimals: u32) -> String {
        if number.fract() == 0.0 {
            return self.whole(number as i64);
        }
        let (unit, step) = (10_i64.pow(decimals), 10_i64.pow(6_u32.saturating_sub(decimals)));
        let units = fixed(number).saturating_add(step / 2).div_euclid(step);
        let (sign, units) = (if units < 0 { "-" } else { "" }, units.abs());
        let (whole, digits) =
            (self.whole(units / unit), format!("{:0width$}", units % unit, width = decimals as usize));
        match digits.trim_end_matches('0') {
            "" => format!("{sign}{whole}"),
            digits => format!("{sign}{whole}{}", self.words.decimal(&format!(".{digits}"))),
        }
    }

    /// A share of one in percent with one decimal, halves up: `62.5%`.
    pub(super) fn share(&self, share: f64) -> String {
        let tenths = fixed(share).saturating_add(500).div_euclid(1_000);
        let sign = if tenths < 0 { "-" } else { "" };
        let tenths = tenths.unsigned_abs();
        let number = self.words.decimal(&format!("{sign}{}.{}", tenths / 10, tenths % 10));
        self.say(Phrase::FormPercent, &[number.as_str().into()])
    }

    /// `10–20%`, of two whole numbers.
    pub(super) fn percents(&self, from: usize, to: usize) -> String {
        let (from, to) = (from.to_string(), to.to_string());
        let range = self.say(Phrase::FormRange, &[from.as_str().into(), to.as_str().into()]);
        self.say(Phrase::FormPercent, &[range.as_str().into()])
    }

    /// A whole number, for a table.
    pub(super) fn count(&self, number: impl TryInto<i64>) -> Cell {
        let number = number.try_into().unwrap_or(i64::MAX);
        Cell::Figure { shown: self.whole(number), value: number.to_string() }
    }

    /// A number as a document has it, for a table.
    pub(super) fn figure(&self, number: Option<f64>) -> Cell {
        number.map_or(Cell::Nothing, |value| Cell::Figure { shown: self.number(value), value: value.to_string() })
    }

    /// A share as a document has it, for a table.
    pub(super) fn part(&self, share: Option<f64>) -> Cell {
        share.map_or(Cell::Nothing, |value| Cell::Figure { shown: self.share(value), value: value.to_string() })
    }
}
