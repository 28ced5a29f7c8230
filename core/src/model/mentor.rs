//! People who offer conversations.

use std::collections::BTreeMap;

use serde::Serialize;

use super::attribute::Attribute;
use super::availability::Availability;
use crate::read::{Reader, Shape, record};

/// A person who is glad to talk about something. The same id among the mentees is the same person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Mentor {
    /// Unique among mentors.
    pub id: String,
    /// How to call them in sentences; the id if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Only active people are matched.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub status: Status,
    /// What they can talk about, and how gladly.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub offers: Vec<Offer>,
    /// How many mentees this round, at most: 0 to 10,000; 1 if absent. No option overrides it.
    #[cfg_attr(feature = "schema", schemars(range(max = 10_000), default = "one"))]
    pub capacity: u32,
    /// How many of the seats (`capacity`) are open now, if not all of them: 0 to 10,000. The others are in use, for example by
    /// conversations under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(range(max = 10_000)))]
    pub open: Option<u32>,
    /// The fewest mentees with whom they have any: a *circle*, which opens only if it fills. 1 to `capacity`; 1, a conversation for
    /// two, if absent. Somebody who is locked into it opens it, however few they are; seats in use (`open`) count. With the objectives
    /// `total` and `coverage`.
    #[serde(skip_serializing_if = "is_one")]
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 10_000), default = "one"))]
    pub min_mentees: u32,
    /// When they have time; not stated if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// What rules compare.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub attributes: BTreeMap<String, Attribute>,
    /// The id of the person they report to, who need not be in the cohort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<String>,
    /// Mentees they would like to meet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub prefers: Vec<String>,
    /// Mentees they must not be matched with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub blocks: Vec<String>,
    /// How likely they are to answer a proposal, 0 to 1; the policy's prior (`live.learning`) if absent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    pub responsiveness: Option<f64>,
    /// How likely they are to appear, 0 to 1; the policy's prior if absent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    #[cfg_attr(feature = "schema", schemars(range(min = 0.0, max = 1.0)))]
    pub reliability: Option<f64>,
    /// How much time they give; as much as their seats take, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(default))]
    pub budget: Option<Budget>,
}

/// At most so many minutes of conversations in any so many days. In one run it limits seats to `minutes` / the policy's
/// `session_minutes`, rounded down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Budget {
    /// How many minutes: 1 to 100,000.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 100_000)))]
    pub minutes: u32,
    /// In how many days: 1 to 366.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 366)))]
    pub days: u32,
}

#[cfg(feature = "schema")]
pub(super) fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one(number: &u32) -> bool {
    *number == 1
}

/// One topic a mentor can talk about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Offer {
    /// The topic's id, label or alias.
    pub topic: String,
    /// How much they know: 1 (beginner) to 5 (expert); 3 if absent.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 5), default = "three"))]
    pub level: u32,
    /// How gladly they talk about it.
    #[cfg_attr(feature = "schema", schemars(default))]
    pub willingness: Willingness,
}

#[cfg(feature = "schema")]
pub(super) fn three() -> u32 {
    3
}

/// Whether a person takes part in this round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Takes part.
    #[default]
    Active,
    /// Stays in the cohort and is matched with nobody.
    Paused,
}

/// How gladly a mentor talks about a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Willingness {
    /// Not at all: the topic is never the reason for a match with them.
    No,
    /// If nobody else can; worth 0.50.
    IfNeeded,
    /// Yes; worth 0.85.
    #[default]
    Willing,
    /// Very much; worth 1.00.
    Eager,
}

impl Shape for Status {
    const EXPECTED: &'static str = "a status";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("active", Status::Active), ("paused", Status::Paused)])
    }
}

impl Willingness {
    /// All four, as documents spell them.
    pub const ALL: [(&'static str, Willingness); 4] = [
        ("eager", Willingness::Eager),
        ("willing", Willingness::Willing),
        ("if_needed", Willingness::IfNeeded),
        ("no", Willingness::No),
    ];
}

impl Shape for Willingness {
    const EXPECTED: &'static str = "a willingness";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &Willingness::ALL)
    }
}

record!(Mentor {
    required: id;
    optional: name, status, offers, capacity, open, min_mentees, availability, attributes, manager, prefers, blocks, responsiveness,
        reliability, budget;
});
record!(Budget { required: minutes, days; optional: ; });
record!(Offer { required: topic; optional: level, willingness; });

impl Default for Mentor {
    fn default() -> Self {
        Mentor {
            id: String::new(),
            name: None,
            status: Status::Active,
            offers: Vec::new(),
            capacity: 1,
            open: None,
            min_mentees: 1,
            availability: None,
            attributes: BTreeMap::new(),
            manager: None,
            prefers: Vec::new(),
            blocks: Vec::new(),
            responsiveness: None,
            reliability: None,
            budget: None,
        }
    }
}

impl Default for Budget {
    /// An hour in four weeks.
    fn default() -> Self {
        Budget { minutes: 60, days: 28 }
    }
}

impl Default for Offer {
    fn default() -> Self {
        Offer { topic: String::new(), level: 3, willingness: Willingness::default() }
    }
}

impl Offer {
    /// An offer at level 3, willing.
    #[must_use]
    pub fn new(topic: impl Into<String>) -> Self {
        Offer { topic: topic.into(), ..Offer::default() }
    }

    /// Sets the level, 1 to 5.
    #[must_use]
    pub fn level(mut self, level: u32) -> Self {
        self.level = level;
        self
    }

    /// Sets the willingness.
    #[must_use]
    pub fn willingness(mut self, willingness: Willingness) -> Self {
        self.willingness = willingness;
        self
    }

    /// Very gladly.
    #[must_use]
    pub fn eager(self) -> Self {
        self.willingness(Willingness::Eager)
    }
}

impl Mentor {
    /// An active mentor with one seat and no offers yet.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Mentor { id: id.into(), ..Mentor::default() }
    }

    /// Adds an offer.
    #[must_use]
    pub fn offers(mut self, offer: Offer) -> Self {
        self.offers.push(offer);
        self
    }

    /// Sets how many mentees at most.
    #[must_use]
    pub fn capacity(mut self, capacity: u32) -> Self {
        self.capacity = capacity;
        self
    }

    /// Sets how likely they are to answer, 0 to 1.
    #[must_use]
    pub fn responsiveness(mut self, responsiveness: f64) -> Self {
        self.responsiveness = Some(responsiveness);
        self
    }

    /// Limits their time: at most so many minutes of conversations in any so many days.
    #[must_use]
    pub fn budget(mut self, minutes: u32, days: u32) -> Self {
        self.budget = Some(Budget { minutes, days });
        self
    }

    /// How many seats are open now: no more than `capacity`, than `open`, and than fit the budget.
    pub(crate) fn open_seats(&self, session_minutes: u32) -> u32 {
        self.all_seats(session_minutes).min(self.open.unwrap_or(u32::MAX))
    }

    /// How many seats they have, open now or not: no more than `capacity`, and than fit the budget.
    pub(crate) fn all_seats(&self, session_minutes: u32) -> u32 {
        let afforded = self.budget.map_or(u32::MAX, |budget| budget.minutes / session_minutes.max(1));
        self.capacity.min(afforded)
    }

    /// The fewest mentees with whom the circle has any: seats in use count, so with them it may be open already.
    pub(crate) fn open_least(&self) -> u32 {
        let in_use = self.open.map_or(0, |open| self.capacity.saturating_sub(open));
        self.min_mentees.saturating_sub(in_use).max(1)
    }

    /// Sets how many mentees at least: a circle opens only if it fills.
    #[must_use]
    pub fn min_mentees(mut self, min_mentees: u32) -> Self {
        self.min_mentees = min_mentees;
        self
    }

    /// Takes no part in this round.
    #[must_use]
    pub fn paused(mut self) -> Self {
        self.status = Status::Paused;
        self
    }
}

/// The builder methods that mentors and mentees share.
macro_rules! person_builder {
    ($kind:ident) => {
        impl $kind {
            /// Sets how to call them in sentences.
            #[must_use]
            pub fn name(mut self, name: impl Into<String>) -> Self {
                self.name = Some(name.into());
                self
            }

            /// Says when they have time.
            #[must_use]
            pub fn availability(mut self, availability: $crate::model::Availability) -> Self {
                self.availability = Some(availability);
                self
            }

            /// Sets an attribute.
            #[must_use]
            pub fn attribute(mut self, name: impl Into<String>, value: impl Into<$crate::model::Attribute>) -> Self {
                self.attributes.insert(name.into(), value.into());
                self
            }

            /// Says whom they report to.
            #[must_use]
            pub fn manager(mut self, id: impl Into<String>) -> Self {
                self.manager = Some(id.into());
                self
            }

            /// Adds somebody they would like to meet.
            #[must_use]
            pub fn prefers(mut self, id: impl Into<String>) -> Self {
                self.prefers.push(id.into());
                self
            }

            /// Sets how many of the seats are open now.
            #[must_use]
            pub fn open(mut self, open: u32) -> Self {
                self.open = Some(open);
                self
            }

            /// Sets how likely they are to appear, 0 to 1.
            #[must_use]
            pub fn reliability(mut self, reliability: f64) -> Self {
                self.reliability = Some(reliability);
                self
            }

            /// Adds somebody they must not be matched with.
            #[must_use]
            pub fn blocks(mut self, id: impl Into<String>) -> Self {
                self.blocks.push(id.into());
                self
            }
        }
    };
}
pub(super) use person_builder;
person_builder!(Mentor);
