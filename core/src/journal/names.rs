//! Texts that are kept once, each known by a number from then on: of people and of events there are many, and they are named often.
//!
//! One text after the other in one string, and a table of numbers to look them up in: a quarter of it is free at least, and whoever does not find
//! a text where its hash points looks at the next place. Hashes are of this process alone, and nothing is ever told in their order.

use std::hash::{BuildHasher, RandomState};

/// The number of a text.
pub(crate) type NameIx = u32;

/// Nobody is here.
const FREE: NameIx = NameIx::MAX;

/// All of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    text: String,
    /// Where each ends in it.
    ends: Vec<usize>,
    /// Numbers, where hashes point to. As many as a power of two, or none.
    table: Vec<NameIx>,
    hasher: RandomState,
}

impl Names {
    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text with this number; empty if there is none.
    pub(crate) fn get(&self, number: NameIx) -> &str {
        let at = number as usize;
        let from = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|&to| self.text.get(from..to)).unwrap_or_default()
    }

    /// The number of a text, if it was seen before. O(length).
    pub(crate) fn find(&self, text: &str) -> Option<NameIx> {
        self.place(text).and_then(|place| self.table.get(place)).copied().filter(|&number| number != FREE)
    }

    /// The number of a text, seen before or not. O(length), in the long run.
    pub(crate) fn add(&mut self, text: &str) -> NameIx {
        if let Some(known) = self.find(text) {
            return known;
        }
        let number = self.len() as NameIx;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        if self.len() > self.table.len() / 4 * 3 {
            self.grow();
        } else {
            self.put(number);
        }
        number
    }

    /// Where a text is in the table, or would be.
    fn place(&self, text: &str) -> Option<usize> {
        let last = self.table.len().checked_sub(1)?;
        let mut place = self.hasher.hash_one(text) as usize & last;
        // Some place is free, so this ends.
        while let Some(&number) = self.table.get(place) {
            if number == FREE || self.get(number) == text {
                break;
            }
            place = (place + 1) & last;
        }
        Some(place)
    }

    fn put(&mut self, number: NameIx) {
        let place = self.place(self.get(number));
        if let Some(free) = place.and_then(|place| self.table.get_mut(place)) {
            *free = number;
        }
    }

    /// A table with room for twice as many.
    fn grow(&mut self) {
        let places = (self.table.len() * 2).max(16);
        self.table.clear();
        self.table.resize(places, FREE);
        (0..self.len() as NameIx).for_each(|number| self.put(number));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// As a map from text to number would, and back.
        #[test]
        fn every_text_has_one_number(texts in prop::collection::vec("[a-dé]{0,3}", 0..120), strangers in prop::collection::vec("[a-e]{0,3}", 9)) {
            let (mut names, mut known) = (Names::default(), BTreeMap::new());
            for text in &texts {
                let next = known.len() as NameIx;
                let number = *known.entry(text.clone()).or_insert(next);
                prop_assert_eq!(names.add(text), number);
            }
            prop_assert_eq!(names.len(), known.len());
            for text in texts.iter().chain(&strangers) {
                prop_assert_eq!(names.find(text), known.get(text).copied());
            }
            for (text, number) in &known {
                prop_assert_eq!(names.get(*number), text);
            }
            prop_assert_eq!(names.get(known.len() as NameIx), "");
        }
    }
}
