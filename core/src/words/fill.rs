//! Templates filled: numbers, lists, durations and days as a language writes them.

use super::phrase::{DAYS, MONTHS};
use super::template::{Case, Piece};
use super::{Phrase, Words};

/// What a phrase is filled with.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Arg<'a> {
    /// As it is.
    Text(&'a str),
    /// A whole number; digits only.
    Number(u64),
    /// A word that chooses a text.
    Choice(&'a str),
    /// Minutes as `45 min`, `2 h`, `6 h 30 min`.
    Duration(u32),
    /// Points with thousands set apart: `412,500`.
    Points(i64),
    /// Millionths with two decimals, as people read shares: `0.80`.
    Share(u32),
    /// `A`, `A and B`, `A, B and C`.
    List(&'a [&'a str]),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Arg::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Arg::Number(number as u64)
    }
}

impl Words {
    /// A phrase, filled with its arguments in the order in which it lists them. O(length).
    pub(crate) fn say(&self, phrase: Phrase, arguments: &[Arg<'_>]) -> String {
        let mut text = String::with_capacity(96);
        self.write(phrase, arguments, &mut text);
        text
    }

    fn write(&self, phrase: Phrase, arguments: &[Arg<'_>], text: &mut String) {
        debug_assert!(super::fits(phrase, arguments), "{} is filled with something else: {arguments:?}", phrase.code());
        self.fill(self.template(phrase), arguments, text);
    }

    fn fill(&self, template: &[Piece], arguments: &[Arg<'_>], text: &mut String) {
        for piece in template {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Argument(at) => arguments.get(*at).into_iter().for_each(|argument| self.put(*argument, text)),
                Piece::Plural(at, cases, other) => {
                    let Some(&Arg::Number(number)) = arguments.get(*at) else { continue };
                    let found = |wanted: Case| cases.iter().find(|(case, _)| *case == wanted);
                    // English and German have one rule: 1 is one, everything else is other.
                    let one = || (number == 1).then(|| found(Case::One)).flatten();
                    let inner = found(Case::Exactly(number)).or_else(one).map_or(other, |(_, inner)| inner);
                    self.fill(inner, arguments, text);
                }
                Piece::Select(at, cases, other) => {
                    let Some(&Arg::Choice(choice)) = arguments.get(*at) else { continue };
                    let inner = cases.iter().find(|(case, _)| **case == *choice).map_or(other, |(_, inner)| inner);
                    self.fill(inner, arguments, text);
                }
            }
        }
    }

    fn put(&self, argument: Arg<'_>, text: &mut String) {
        match argument {
            Arg::Text(words) => text.push_str(words),
            Arg::Number(number) => text.push_str(&number.to_string()),
            Arg::Choice(_) => {}
            Arg::Duration(minutes) => {
                let (hours, minutes) = (minutes / 60, minutes % 60);
                match (hours, minutes) {
                    (0, minutes) => self.write(Phrase::FormDurationMinutes, &[minutes.into()], text),
                    (hours, 0) => self.write(Phrase::FormDurationHours, &[hours.into()], text),
                    both => self.write(Phrase::FormDurationBoth, &[both.0.into(), both.1.into()], text),
                }
            }
            Arg::Points(points) => self.put_points(points, text),
            Arg::Share(millionths) => {
                // As the nearest number with two decimals is written.
                text.push_str(&self.decimal(&format!("{:.2}", crate::points::unit(millionths))));
            }
            Arg::List(items) => text.push_str(&self.list(items)),
        }
    }

    fn put_points(&self, points: i64, text: &mut String) {
        let digits = points.unsigned_abs().to_string();
        if points < 0 {
            text.push('-');
        }
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                self.write(Phrase::FormNumberGroup, &[], text);
            }
            text.push(digit);
        }
    }

    /// A whole number with thousands set apart: `412,500`.
    pub(crate) fn grouped(&self, number: i64) -> String {
        let mut text = String::new();
        self.put_points(number, &mut text);
        text
    }

    /// A number with a decimal point as the language writes it.
    pub(crate) fn decimal(&self, number: &str) -> String {
        match number.split_once('.') {
            Some((whole, rest)) => {
                let mut text = whole.to_owned();
                self.write(Phrase::FormNumberDecimal, &[], &mut text);
                text + rest
            }
            None => number.to_owned(),
        }
    }

    /// `A`, `A and B`, `A, B and C`.
    pub(crate) fn list(&self, items: &[&str]) -> String {
        let mut items = items.iter().copied();
        let last = items.next_back();
        let Some(mut text) = items.next().map(str::to_owned) else { return last.unwrap_or_default().to_owned() };
        for item in items {
            text = self.say(Phrase::FormListMore, &[text.as_str().into(), item.into()]);
        }
        self.say(Phrase::FormListLast, &[text.as_str().into(), last.unwrap_or_default().into()])
    }

    /// A day of the week, 0 for Monday, in one of the ways there are: `FormWeekday…`.
    pub(crate) fn weekday(&self, form: Phrase, day: usize) -> String {
        self.say(form, &[Arg::Choice(DAYS.get(day).copied().unwrap_or_default())])
    }

    /// `Tue 1 Dec`: a weekday, 0 for Monday, a month, 1 for January, and a day.
    pub(crate) fn date(&self, weekday: usize, month: u8, day: u8) -> String {
        let named = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
        let month = self.say(Phrase::FormMonth, &[Arg::Choice(named)]);
        let weekday = self.weekday(Phrase::FormWeekdayShort, weekday);
        self.say(Phrase::FormDate, &[weekday.as_str().into(), u32::from(day).into(), month.as_str().into()])
    }

    /// A date by its digits, `2026-12-01`.
    pub(crate) fn date_of_year(&self, date: &str) -> String {
        let mut parts = date.splitn(3, '-');
        let mut part = || parts.next().unwrap_or_default();
        let (year, month, day) = (part(), part(), part());
        self.say(Phrase::FormDateYear, &[year.into(), month.into(), day.into()])
    }
}
