//! What a question for suggestions may say.

use std::collections::BTreeMap;

use serde::de::{Deserializer, MapAccess, SeqAccess};

use crate::error::{Error, ErrorCode};
use crate::matching::Matching;
use crate::model::{Attribute, Instant, Mentee};
use crate::read::{FieldCase, Reader, Shape, record};

/// For whom suggestions are.
#[derive(Debug, Clone, PartialEq)]
pub enum Asker {
    /// The mentee of this id.
    Registered(String),
    /// Somebody who is not among the mentees of the cohort. A mentor of the same id is the same person.
    Guest(Box<Mentee>),
}

impl Default for Asker {
    fn default() -> Self {
        Asker::Registered(String::new())
    }
}

impl From<&str> for Asker {
    fn from(id: &str) -> Self {
        Asker::Registered(id.to_owned())
    }
}

impl From<Mentee> for Asker {
    fn from(guest: Mentee) -> Self {
        Asker::Guest(Box::new(guest))
    }
}

impl Shape for Asker {
    const EXPECTED: &'static str = "a mentee's id, or a mentee";
    fn from_text(_: &mut Reader, value: &str) -> Option<Self> {
        Some(Asker::Registered(value.to_owned()))
    }
    fn from_object<'de, A: MapAccess<'de>>(reader: &mut Reader, object: A) -> Result<Option<Self>, A::Error> {
        Ok(Mentee::from_object(reader, object)?.map(Asker::from))
    }
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Between {
    /// Its start.
    pub from: Instant,
    /// Its end, which is after that.
    pub to: Instant,
}

impl Shape for Between {
    const EXPECTED: &'static str = "a list of two instants";
    fn from_list<'de, A: SeqAccess<'de>>(reader: &mut Reader, list: A) -> Result<Option<Self>, A::Error> {
        let instants = Vec::<Instant>::from_list(reader, list)?.unwrap_or_default();
        Ok(match instants[..] {
            [from, to] => Some(Between { from, to }),
            _ => {
                let message = format!("expected {}, found {} values", Self::EXPECTED, instants.len());
                reader.problem(ErrorCode::WrongType, message);
                None
            }
        })
    }
}

/// A question for suggestions: for whom, how many, and of which mentors. Only the first is needed.
///
/// ```
/// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
/// use fireside::{Ask, Cohort, Matcher};
///
/// let cohort = Cohort::builder()
///     .topic(Topic::new("rust"))
///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
///     .mentor(Mentor::new("gil").offers(Offer::new("rust").level(5)).attribute("languages", ["fr", "en"]))
///     .build()?;
/// let matcher = Matcher::new(cohort);
/// // Zoe is not in the cohort: who can talk about Rust, in French?
/// let mut ask = Ask::of(Mentee::new("zoe").wants(Want::new("rust")));
/// ask.r#where.insert("languages".to_owned(), "fr".into());
/// let found = matcher.suggest_with(&ask)?;
/// assert_eq!(found.iter().map(|pairing| pairing.mentor.as_str()).collect::<Vec<_>>(), ["gil"]);
/// # Ok::<(), fireside::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// For whom.
    pub mentee: Asker,
    /// How many mentors at most; 5 if absent.
    pub k: u32,
    /// A topic, by id, label or alias: the suggestions are as if the mentee wanted nothing else. They have the importance and
    /// the level of that want or, if they do not want it, the usual ones.
    pub topic: Option<String>,
    /// Only mentors who are free for `minutes` on end in this time and, if the mentee states availability, with them.
    /// Mentors who do not state availability are left out: nobody knows whether they are.
    pub between: Option<Between>,
    /// How many minutes, 1 to 527,040; the policy's `session_minutes` if absent. Without `between`, at any time of the horizon.
    pub minutes: Option<u32>,
    /// Only mentors who have this value of an attribute or, of several, one of them. Hidden attributes cannot be asked for.
    pub r#where: BTreeMap<String, Attribute>,
    /// What mentors cost, in points, by id; 0 if absent: the best are then those with the most points less price, so that not
    /// everybody is sent to the same few. At most 10^12, in either direction.
    pub prices: Option<BTreeMap<String, i64>>,
    /// The prices of the matching of this cohort with the most points, which is made for the first such question. Not with
    /// `prices`.
    pub spread: bool,
    /// How many conversations mentors have already, by id, for `only_free`.
    pub taken: BTreeMap<String, u32>,
    /// Leaves out mentors whose seats are all `taken`.
    pub only_free: bool,
}

record!(Ask {
    required: mentee;
    optional: k, topic, between, minutes, r#where, prices, spread, taken, only_free;
});

impl Default for Ask {
    fn default() -> Self {
        Ask {
            mentee: Asker::default(),
            k: 5,
            topic: None,
            between: None,
            minutes: None,
            r#where: BTreeMap::new(),
            prices: None,
            spread: false,
            taken: BTreeMap::new(),
            only_free: false,
        }
    }
}

/// The most minutes that can be asked for: the longest horizon's.
const MOST_MINUTES: u32 = 366 * 24 * 60;

/// Prices are this far from 0 at most.
const DEAREST: u64 = 1_000_000_000_000;

impl Ask {
    /// The five best mentors for somebody.
    #[must_use]
    pub fn of(mentee: impl Into<Asker>) -> Self {
        Ask { mentee: mentee.into(), ..Ask::default() }
    }

    /// Reads a question from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the question, each with its path.
    pub fn read<'de, D: Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let ask = reader.read::<Ask, D>(input)?.unwrap_or_default();
        Ok(reader.into_problems().into_result().map(|()| ask))
    }

    /// With the prices of a matching, and the seats that it takes beside those that are `taken` already.
    #[must_use]
    pub fn after(mut self, matching: &Matching) -> Self {
        self.prices = Some(matching.certificate.prices.clone());
        for pairing in &matching.pairings {
            let taken = self.taken.entry(pairing.mentor.clone()).or_insert(0);
            *taken = taken.saturating_add(1);
        }
        self
    }

    /// What can be said of it without a cohort.
    pub(super) fn check(&self, reader: &mut Reader) {
        if let Some(minutes) = self.minutes.filter(|minutes| !(1..=MOST_MINUTES).contains(minutes)) {
            let message = format!("`{minutes}` minutes; there can be 1 to {MOST_MINUTES}");
            reader.field("minutes", |reader| reader.problem(ErrorCode::OutOfRange, message));
        }
        if let Some(Between { from, to }) = self.between.filter(|between| between.to <= between.from) {
            let message = format!("`{to}` is not after `{from}`");
            reader.field("between", |reader| reader.problem(ErrorCode::EmptyWindow, message));
        }
        if self.spread && self.prices.is_some() {
            let message = "there are `prices` already";
            reader.field("spread", |reader| reader.problem(ErrorCode::Contradiction, message));
        }
        reader.field("prices", |reader| {
            for (id, price) in self.prices.iter().flatten().filter(|(_, price)| price.unsigned_abs() > DEAREST) {
                let message = format!("`{price}` is not within {DEAREST} of 0");
                reader.key(id, |reader| reader.problem(ErrorCode::OutOfRange, message));
            }
        });
    }
}
