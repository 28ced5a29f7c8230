//! One attribute of everybody, in a form in which two people compare in a few steps.

use std::collections::HashMap;
use std::sync::Arc;

use super::{MenteeIx, MentorIx};
use crate::model::Attribute;
use crate::points::fixed;
use crate::side;

/// The values of one attribute: as numbers where they are numbers, and as sorted sets of tokens, equal for equal values.
#[derive(Debug, Clone, Default)]
pub struct Column {
    mentors: Arc<Side>,
    mentees: Arc<Side>,
    /// What the tokens stand for. Only looked up, never walked: the numbers of the tokens reach no result.
    known: Arc<HashMap<Key, u32>>,
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

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Text(String),
    Number(i64),
}

/// The tokens of a value, and its number.
fn tokens<'a>(value: Option<&'a Attribute>, mut token: impl FnMut(Written<'a>) -> u32) -> (Box<[u32]>, Option<i64>) {
    let (mut tokens, number) = match value {
        None => (Vec::new(), None),
        Some(Attribute::Text(text)) => (vec![token(Written::Text(text))], None),
        Some(Attribute::Number(number)) => (vec![token(Written::Number(fixed(*number)))], Some(fixed(*number))),
        Some(Attribute::List(texts)) => (texts.iter().map(|text| token(Written::Text(text))).collect(), None),
    };
    tokens.sort_unstable();
    tokens.dedup();
    (tokens.into(), number)
}

/// A key as people write it.
#[derive(PartialEq, Eq, Hash)]
enum Written<'a> {
    Text(&'a str),
    Number(i64),
}

impl Written<'_> {
    fn key(&self) -> Key {
        match self {
            Written::Text(text) => Key::Text((*text).to_owned()),
            Written::Number(number) => Key::Number(*number),
        }
    }
}

impl Column {
    /// From the attribute of every mentor and every mentee, in the order of ids.
    pub fn new<'a>(
        mentors: impl Iterator<Item = Option<&'a Attribute>>,
        mentees: impl Iterator<Item = Option<&'a Attribute>>,
    ) -> Self {
        // Only looked up, as below; walked only into such another.
        let mut known: HashMap<Written<'a>, u32> = HashMap::new();
        let mut side = |values: &mut dyn Iterator<Item = Option<&'a Attribute>>| {
            let mut side = Side::default();
            for value in values {
                let token = |key: Written<'a>| {
                    let next = known.len() as u32;
                    *known.entry(key).or_insert(next)
                };
                let (tokens, number) = tokens(value, token);
                side.tokens.push(tokens);
                side.numbers.push(number);
            }
            Arc::new(side)
        };
        let mut mentors = mentors;
        let mut mentees = mentees;
        let (mentors, mentees) = (side(&mut mentors), side(&mut mentees));
        let known = Arc::new(known.into_iter().map(|(key, token)| (key.key(), token)).collect());
        Column { mentors, mentees, known }
    }

    /// The same mentors, and this mentee alone.
    #[must_use]
    pub(crate) fn alone(&self, mentee: MenteeIx) -> Self {
        let (tokens, number) = self.mentees.value(mentee);
        let mentees = Arc::new(Side { tokens: vec![tokens.into()], numbers: vec![number] });
        Column { mentors: Arc::clone(&self.mentors), mentees, known: Arc::clone(&self.known) }
    }

    /// The same mentors, and one mentee with this value.
    #[must_use]
    pub(crate) fn with_mentee(&self, value: Option<&Attribute>) -> Self {
        let (tokens, number) = self.read(value);
        let mentees = Arc::new(Side { tokens: vec![tokens], numbers: vec![number] });
        Column { mentors: Arc::clone(&self.mentors), mentees, known: Arc::clone(&self.known) }
    }

    /// The same mentees, and so many mentors who all have this value.
    #[must_use]
    pub(crate) fn with_mentors(&self, count: usize, value: Option<&Attribute>) -> Self {
        let (tokens, number) = self.read(value);
        let mentors = Arc::new(Side { tokens: vec![tokens; count], numbers: vec![number; count] });
        Column { mentors, mentees: Arc::clone(&self.mentees), known: Arc::clone(&self.known) }
    }

    /// The tokens of a value, and its number: texts that nobody has differ from all others, and those of one value from each other.
    fn read(&self, value: Option<&Attribute>) -> (Box<[u32]>, Option<i64>) {
        let mut next = self.known.len() as u32;
        let token = |key: Written<'_>| {
            self.known.get(&key.key()).copied().unwrap_or_else(|| {
                next += 1;
                next
            })
        };
        tokens(value, token)
    }

    /// Makes room for one more person on a side, who states nothing yet. O(people).
    pub(crate) fn open(&mut self, side: side::Side, at: u32) {
        let side = Arc::make_mut(self.side(side));
        side.tokens.insert((at as usize).min(side.tokens.len()), Box::default());
        side.numbers.insert((at as usize).min(side.numbers.len()), None);
    }

    /// Forgets a person of a side. O(people).
    pub(crate) fn close(&mut self, side: side::Side, at: u32) {
        let side = Arc::make_mut(self.side(side));
        if (at as usize) < side.tokens.len() {
            side.tokens.remove(at as usize);
            side.numbers.remove(at as usize);
        }
    }

    /// Somebody states this now.
    pub(crate) fn set(&mut self, side: side::Side, at: u32, value: Option<&Attribute>) {
        let known = Arc::make_mut(&mut self.known);
        let token = |key: Written<'_>| {
            let next = known.len() as u32;
            *known.entry(key.key()).or_insert(next)
        };
        let (tokens, number) = tokens(value, token);
        let side = Arc::make_mut(self.side(side));
        if let (Some(known), Some(stated)) = (side.tokens.get_mut(at as usize), side.numbers.get_mut(at as usize)) {
            (*known, *stated) = (tokens, number);
        }
    }

    fn side(&mut self, side: side::Side) -> &mut Arc<Side> {
        match side {
            side::Side::Mentor => &mut self.mentors,
            side::Side::Mentee => &mut self.mentees,
        }
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
