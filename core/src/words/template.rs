//! Templates: a subset of ICU's MessageFormat.
//!
//! ```text
//! template = (text | "{" name "}" | plural | select)*
//! plural   = "{" name ", plural," (("=" digits | "one" | "other") "{" template "}")+ "}"
//! select   = "{" name ", select," (word "{" template "}")+ "}"
//! ```
//!
//! `other` is required in both. Within a plural, `#` is the number. An apostrophe before `{`, `}` or (in a plural) `#` begins a quotation, which
//! the next one ends; two are one; any other is an apostrophe. Formats of numbers and dates, `offset:` and `selectordinal` are left out.

use super::phrase::Kind;
use crate::nearest::nearest;
use crate::read::excerpt;

/// The longest template, in bytes.
pub(super) const LONGEST: usize = 2_000;
/// How deep plurals and selects may be nested.
const DEEPEST: usize = 4;

/// A template, ready to be filled.
pub(super) type Template = Vec<Piece>;

/// A part of a template. Arguments are numbered as the phrase lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(Box<str>),
    Argument(usize),
    /// Cases in order, and `other`.
    Plural(usize, Vec<(Case, Template)>, Template),
    Select(usize, Vec<(Box<str>, Template)>, Template),
}

/// Which numbers a case of a plural is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Exactly(u64),
    One,
}

/// What is wrong with a template, and what may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) suggestion: Option<String>,
}

/// The arguments of a phrase.
type Arguments = &'static [(&'static str, Kind)];

/// Reads a template for a phrase with these arguments. O(length).
pub(super) fn parse(text: &str, arguments: Arguments) -> Result<Template, Fault> {
    if text.len() > LONGEST {
        return Err(fault(format!("is {} bytes long; at most {LONGEST}", text.len())));
    }
    let mut parser = Parser { rest: text, arguments };
    let template = parser.template(None, 0)?;
    match parser.rest.is_empty() {
        true => Ok(template),
        false => Err(fault("has a `}` that closes nothing".to_owned())),
    }
}

/// How often filling a template can put an argument in, at most.
pub(super) fn mentions(template: &[Piece], argument: usize) -> usize {
    let of = |piece: &Piece| match piece {
        Piece::Text(_) => 0,
        Piece::Argument(at) => usize::from(*at == argument),
        Piece::Plural(_, cases, other) => most(cases.iter().map(|(_, inner)| inner), other, argument),
        Piece::Select(_, cases, other) => most(cases.iter().map(|(_, inner)| inner), other, argument),
    };
    template.iter().map(of).sum()
}

fn most<'a>(cases: impl Iterator<Item = &'a Template>, other: &'a Template, argument: usize) -> usize {
    cases.chain([other]).map(|inner| mentions(inner, argument)).max().unwrap_or(0)
}

fn fault(message: String) -> Fault {
    Fault { message, suggestion: None }
}

struct Parser<'a> {
    rest: &'a str,
    arguments: Arguments,
}

impl<'a> Parser<'a> {
    /// Up to the end, or to a brace that closes; `number` is what `#` means.
    fn template(&mut self, number: Option<usize>, depth: usize) -> Result<Template, Fault> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        while let Some(next) = self.rest.chars().next() {
            match next {
                '}' => break,
                '\'' => self.apostrophe(number.is_some(), &mut text)?,
                '{' | '#' if next == '{' || number.is_some() => {
                    self.skip(next);
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text).into()));
                    }
                    pieces.push(match number {
                        Some(number) if next == '#' => Piece::Argument(number),
                        _ => self.argument(number, depth)?,
                    });
                }
                other => {
                    self.skip(other);
                    text.push(other);
                }
            }
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(text.into()));
        }
        Ok(pieces)
    }

    fn skip(&mut self, letter: char) {
        self.rest = self.rest.get(letter.len_utf8()..).unwrap_or_default();
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, letter: char) -> bool {
        self.space();
        let found = self.rest.starts_with(letter);
        if found {
            self.skip(letter);
        }
        found
    }

    /// Up to white space or a sign of the syntax.
    fn word(&mut self) -> &'a str {
        self.space();
        let ends = |letter: char| letter.is_whitespace() || "{},#'".contains(letter);
        let (word, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    /// Behind an apostrophe: another one, a quotation, or nothing of the kind.
    fn apostrophe(&mut self, in_plural: bool, text: &mut String) -> Result<(), Fault> {
        self.skip('\'');
        match self.rest.chars().next() {
            Some('\'') => {
                self.skip('\'');
                text.push('\'');
            }
            Some(sign) if "{}".contains(sign) || sign == '#' && in_plural => loop {
                let Some(end) = self.rest.find('\'') else {
                    return Err(fault(
                        "has a quotation, begun by an apostrophe before a brace, that does not end".to_owned(),
                    ));
                };
                text.push_str(self.rest.get(..end).unwrap_or_default());
                self.rest = self.rest.get(end + 1..).unwrap_or_default();
                if !self.rest.starts_with('\'') {
                    break;
                }
                self.skip('\'');
                text.push('\'');
            },
            _ => text.push('\''),
        }
        Ok(())
    }

    /// Behind the brace that opens.
    fn argument(&mut self, number: Option<usize>, depth: usize) -> Result<Piece, Fault> {
        let name = self.word();
        let names = || self.arguments.iter().map(|(name, _)| *name);
        let Some(at) = names().position(|known| known == name) else {
            let message = match (names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "), name) {
                (all, _) if all.is_empty() => format!("`{{{}}}`: this phrase has no arguments", excerpt(name)),
                (all, "") => format!("has a brace without a name; this phrase has {all}"),
                (all, name) => format!("`{}` is not an argument of this phrase, which has {all}", excerpt(name)),
            };
            return Err(Fault { message, suggestion: nearest(name, names()).map(str::to_owned) });
        };
        let kind = self.arguments.get(at).map_or(Kind::Text, |(_, kind)| *kind);
        if self.take('}') {
            return match kind {
                Kind::Choice(_) => {
                    Err(fault(format!("`{name}` is a choice: write `{{{name}, select, … other {{…}}}}`")))
                }
                Kind::Text | Kind::Number => Ok(Piece::Argument(at)),
            };
        }
        if !self.take(',') {
            return Err(fault(format!("expected `}}` or `,` after `{{{name}`")));
        }
        if depth >= DEEPEST {
            return Err(fault(format!("is nested deeper than {DEEPEST} levels")));
        }
        let format = self.word();
        let comma = self.take(',');
        match (format, kind) {
            ("plural" | "select", _) if !comma => Err(fault(format!("expected `,` after `{{{name}, {format}`"))),
            ("plural", Kind::Number) => self.plural(at, depth + 1),
            ("select", Kind::Choice(choices)) => self.select((at, choices), number, depth + 1),
            ("plural", _) => Err(fault(format!("`{name}` is no number, so it has no plural"))),
            ("select", _) => Err(fault(format!("`{name}` is no choice; only choices can be selected by"))),
            (format, _) => {
                let message = format!("`{}` is not `plural` or `select`", excerpt(format));
                Err(Fault { message, suggestion: nearest(format, ["plural", "select"]).map(str::to_owned) })
            }
        }
    }

    fn plural(&mut self, at: usize, depth: usize) -> Result<Piece, Fault> {
        let (mut cases, mut other) = (Vec::new(), None);
        while !self.take('}') {
            let word = self.word();
            let case = match (word, word.strip_prefix('=')) {
                ("other", _) => None,
                ("one", _) => Some(Case::One),
                (_, Some(digits)) if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
                    let number =
                        digits.parse().map_err(|_| fault(format!("`={}` is not a whole number", excerpt(digits))))?;
                    Some(Case::Exactly(number))
                }
                _ => return Err(unexpected(word, &["one", "other"], "`one`, `other` or a number such as `=0`")),
            };
            let inner = self.inner(word, Some(at), depth)?;
            match case {
                Some(case) if cases.iter().all(|(known, _)| *known != case) => cases.push((case, inner)),
                None if other.is_none() => other = Some(inner),
                _ => return Err(fault(format!("has the case `{word}` twice"))),
            }
        }
        other
            .map(|other| Piece::Plural(at, cases, other))
            .ok_or_else(|| fault("a plural needs the case `other`".to_owned()))
    }

    fn select(
        &mut self,
        (at, choices): (usize, &[&'static str]),
        number: Option<usize>,
        depth: usize,
    ) -> Result<Piece, Fault> {
        let (mut cases, mut other): (Vec<(Box<str>, Template)>, _) = (Vec::new(), None);
        while !self.take('}') {
            let word = self.word();
            if word != "other" && !choices.contains(&word) {
                let all: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
                return Err(unexpected(word, choices, &format!("{} or `other`", all.join(", "))));
            }
            let inner = self.inner(word, number, depth)?;
            match word {
                "other" if other.is_none() => other = Some(inner),
                word if word != "other" && cases.iter().all(|(known, _)| **known != *word) => {
                    cases.push((word.into(), inner))
                }
                word => return Err(fault(format!("has the case `{word}` twice"))),
            }
        }
        other
            .map(|other| Piece::Select(at, cases, other))
            .ok_or_else(|| fault("a select needs the case `other`".to_owned()))
    }

    /// The template of a case, in its braces.
    fn inner(&mut self, word: &str, number: Option<usize>, depth: usize) -> Result<Template, Fault> {
        if !self.take('{') {
            return Err(fault(format!("expected `{{` after `{}`", excerpt(word))));
        }
        let inner = self.template(number, depth)?;
        // White space before the brace belongs to the text.
        if !self.rest.starts_with('}') {
            return Err(fault(format!("the case `{}` is not closed by `}}`", excerpt(word))));
        }
        self.skip('}');
        Ok(inner)
    }
}

fn unexpected(word: &str, known: &[&str], expected: &str) -> Fault {
    let message = match word {
        "" => format!("expected {expected}"),
        word => format!("`{}` is not {expected}", excerpt(word)),
    };
    Fault { message, suggestion: nearest(word, known.iter().copied()).map(str::to_owned) }
}
