//! One attribute of everybody, in a form in which two people compare in a few steps.

use std::collections::HashMap;

use super::{MenteeIx, MentorIx};
use crate::model::Attribute;
use crate::points::fixed;

/// The values of one attribute: as numbers where they are numbers, and as sorted sets of tokens, equal for equal values.
#[derive(Debug, Clone, Default)]
pub struct Column {
    mentors: Side,
    mentees: Side,
}

#[derive(Debug, Clone, Default)]
struct Side {
    tokens: Vec<Box<[u32]>>,
    numbers: Vec<Option<i64>>,
}

impl Side {
    fn value(&self, person: u32) -> (&[u32], Option<i64>) {
        let tokens = self.tokens.get(person as usize).map_or(&[][..], |tokens| &tokens[..]);
        (tokens, self.numbers.get(person as usize).copied().flatten())
    }
}

#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Text(&'a str),
    Number(i64),
}

impl Column {
    /// From the attribute of every mentor and every mentee, in the order of ids.
    pub fn new<'a>(
        mentors: impl Iterator<Item = Option<&'a Attribute>>,
        mentees: impl Iterator<Item = Option<&'a Attribute>>,
    ) -> Self {
        // Only looked up, never walked: the numbers of the tokens reach no result.
        let mut known: HashMap<Key<'a>, u32> = HashMap::new();
        let mut side = |values: &mut dyn Iterator<Item = Option<&'a Attribute>>| {
            let mut side = Side::default();
            for value in values {
                let mut token = |key: Key<'a>| {
                    let next = known.len() as u32;
                    *known.entry(key).or_insert(next)
                };
                let (mut tokens, number) = match value {
                    None => (Vec::new(), None),
                    Some(Attribute::Text(text)) => (vec![token(Key::Text(text))], None),
                    Some(Attribute::Number(number)) => (vec![token(Key::Number(fixed(*number)))], Some(fixed(*number))),
                    Some(Attribute::List(texts)) => (texts.iter().map(|text| token(Key::Text(text))).collect(), None),
                };
                tokens.sort_unstable();
                tokens.dedup();
                side.tokens.push(tokens.into());
                side.numbers.push(number);
            }
            side
        };
        let mut mentors = mentors;
        let mut mentees = mentees;
        Column { mentors: side(&mut mentors), mentees: side(&mut mentees) }
    }

    /// A mentor's value, for comparison: equal for equal values, whatever they are.
    #[must_use]
    pub fn of_mentor(&self, mentor: MentorIx) -> (&[u32], Option<i64>) {
        self.mentors.value(mentor)
    }

    /// A mentee's value, likewise.
    #[must_use]
    pub fn of_mentee(&self, mentee: MenteeIx) -> (&[u32], Option<i64>) {
        self.mentees.value(mentee)
    }

    /// Whether the two have a value in common; `None` if either states none.
    #[must_use]
    pub fn shares(&self, mentor: MentorIx, mentee: MenteeIx) -> Option<bool> {
        let a = self.mentors.tokens.get(mentor as usize).filter(|tokens| !tokens.is_empty())?;
        let b = self.mentees.tokens.get(mentee as usize).filter(|tokens| !tokens.is_empty())?;
        let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        Some(few.iter().any(|token| many.binary_search(token).is_ok()))
    }

    /// The mentor's number less the mentee's, in millionths; `None` if either states none.
    #[must_use]
    pub fn gap(&self, mentor: MentorIx, mentee: MenteeIx) -> Option<i64> {
        let a = self.mentors.numbers.get(mentor as usize).copied().flatten()?;
        let b = self.mentees.numbers.get(mentee as usize).copied().flatten()?;
        Some(a - b)
    }
}
