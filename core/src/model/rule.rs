//! Rules as data: hard ones exclude pairs, soft ones (`prefer_…`, `keep_pairs`, `favour_passed_over`) add points, quotas and reserves limit the whole matching.

use serde::Serialize;
use serde::de::MapAccess;

use crate::error::ErrorCode;
use crate::read::{Reader, Shape, record};

/// A declarative rule. It holds only if the data show that it holds: a person who lacks the attribute fails a hard rule
/// (the reason says so) and earns nothing from a soft one.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Neither may be above the other in the reporting line, at any distance.
    NotInReportingLine,
    /// Both have at least one value of the attribute in common.
    MustShare {
        /// The attribute's name.
        attribute: String,
    },
    /// Both state the attribute and have no value of it in common.
    MustDiffer {
        /// The attribute's name.
        attribute: String,
    },
    /// Points if both state the attribute and have no value of it in common.
    PreferDiffer {
        /// The attribute's name.
        attribute: String,
        /// Its weight beside the policy's `weights`.
        #[serde(serialize_with = "crate::points::number")]
        weight: f64,
    },
    /// The mentor's number less the mentee's lies between `min` and `max`, both included.
    Gap {
        /// The attribute's name; a number.
        attribute: String,
        /// The least difference; any if absent.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
        min: Option<f64>,
        /// The greatest difference; any if absent.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
        max: Option<f64>,
    },
    /// Points the nearer the mentor's number less the mentee's is to `target`: all at the target, none at a distance of
    /// max(|`target`|, 1) or more, in proportion between.
    PreferGap {
        /// The attribute's name; a number.
        attribute: String,
        /// The best difference.
        #[serde(serialize_with = "crate::points::number")]
        target: f64,
        /// Its weight beside the policy's `weights`.
        #[serde(serialize_with = "crate::points::number")]
        weight: f64,
    },
    /// Points for the pairs that people know of already (`incumbents`), so that a later run changes less.
    KeepPairs {
        /// Its weight beside the policy's `weights`.
        #[serde(serialize_with = "crate::points::number")]
        weight: f64,
    },
    /// Points the likelier the mentor is to answer (`responsiveness`).
    PreferResponsive {
        /// Its weight beside the policy's `weights`.
        #[serde(serialize_with = "crate::points::number")]
        weight: f64,
    },
    /// Points the likelier both are to appear: the mean of their `reliability`, rounded down.
    PreferReliable {
        /// Its weight beside the policy's `weights`.
        #[serde(serialize_with = "crate::points::number")]
        weight: f64,
    },
    /// Points the more often the mentee was passed over: all from `full_at` rounds on, in proportion below.
    FavourPassedOver {
        /// Its weight beside the policy's `weights`.
        #[serde(serialize_with = "crate::points::number")]
        weight: f64,
        /// From how many rounds on they have all points: 1 to 10,000; 3 if absent.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 10_000), default = "super::mentor::three"))]
        full_at: u32,
    },
    /// Not a pair of the latest `rounds` rounds of the history.
    NoRepeat {
        /// How many rounds back, 1 to 10,000; all of them if absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        rounds: Option<u32>,
    },
    /// At most so many of the mentees who state the same value of the attribute, at any one mentor or in all. Whoever states
    /// several counts for each, whoever states none for none. With the objectives `total` and `coverage`.
    Quota {
        /// The attribute's name, as mentees state it.
        attribute: String,
        /// The one value that is limited; every value if absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        /// How many pairs, at most.
        max: u32,
        /// Where they are counted.
        #[cfg_attr(feature = "schema", schemars(default))]
        per: Per,
    },
    /// A share of all seats of mentors who take part, rounded up, is kept for mentees who state this value: all others together
    /// have no more than the rest. With the objectives `total` and `coverage`.
    Reserve {
        /// The attribute's name, as mentees state it.
        attribute: String,
        /// The value that seats are kept for.
        value: String,
        /// The share, 0 to 1.
        #[serde(serialize_with = "crate::points::number")]
        share: f64,
    },
}

/// Where a quota counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// At every mentor for themselves.
    #[default]
    Mentor,
    /// In the whole matching.
    Cohort,
}

impl Shape for Per {
    const EXPECTED: &'static str = "where to count";
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.choice(value, &[("mentor", Per::Mentor), ("cohort", Per::Cohort)])
    }
}

impl Rule {
    /// From how many rounds on somebody was passed over often enough, where a rule does not say.
    pub const FULL_AT: u32 = 3;

    /// The rule's name in documents, for example `"must_share"`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Rule::NotInReportingLine => "not_in_reporting_line",
            Rule::MustShare { .. } => "must_share",
            Rule::MustDiffer { .. } => "must_differ",
            Rule::PreferDiffer { .. } => "prefer_differ",
            Rule::Gap { .. } => "gap",
            Rule::PreferGap { .. } => "prefer_gap",
            Rule::KeepPairs { .. } => "keep_pairs",
            Rule::PreferResponsive { .. } => "prefer_responsive",
            Rule::PreferReliable { .. } => "prefer_reliable",
            Rule::FavourPassedOver { .. } => "favour_passed_over",
            Rule::NoRepeat { .. } => "no_repeat",
            Rule::Quota { .. } => "quota",
            Rule::Reserve { .. } => "reserve",
        }
    }

    /// The attribute it compares, if it compares one.
    #[must_use]
    pub fn attribute(&self) -> Option<&str> {
        match self {
            Rule::MustShare { attribute }
            | Rule::MustDiffer { attribute }
            | Rule::PreferDiffer { attribute, .. }
            | Rule::Gap { attribute, .. }
            | Rule::PreferGap { attribute, .. }
            | Rule::Quota { attribute, .. }
            | Rule::Reserve { attribute, .. } => Some(attribute),
            Rule::NotInReportingLine
            | Rule::KeepPairs { .. }
            | Rule::PreferResponsive { .. }
            | Rule::PreferReliable { .. }
            | Rule::FavourPassedOver { .. }
            | Rule::NoRepeat { .. } => None,
        }
    }

    /// The weight of a soft rule; `None` for a hard one.
    #[must_use]
    pub fn weight(&self) -> Option<f64> {
        match self {
            Rule::PreferDiffer { weight, .. }
            | Rule::PreferGap { weight, .. }
            | Rule::KeepPairs { weight }
            | Rule::PreferResponsive { weight }
            | Rule::PreferReliable { weight }
            | Rule::FavourPassedOver { weight, .. } => Some(*weight),
            _ => None,
        }
    }

    /// Whether it limits the whole matching and says nothing of a pair by itself.
    #[must_use]
    pub fn limits(&self) -> bool {
        matches!(self, Rule::Quota { .. } | Rule::Reserve { .. })
    }

    /// Its name with its attribute, for example `must_share:languages`: how reasons and breakdowns call it.
    #[must_use]
    pub fn label(&self) -> String {
        match self.attribute() {
            Some(attribute) => format!("{}:{attribute}", self.name()),
            None => self.name().to_owned(),
        }
    }
}

impl Default for Rule {
    fn default() -> Self {
        Rule::NoRepeat { rounds: None }
    }
}

/// Every field that any rule has; which of them a rule takes is checked once its name is known.
#[derive(Default)]
struct Fields {
    rule: String,
    attribute: Option<String>,
    weight: Option<f64>,
    min: Option<f64>,
    max: Option<f64>,
    target: Option<f64>,
    full_at: Option<u32>,
    rounds: Option<u32>,
    value: Option<String>,
    per: Option<Per>,
    share: Option<f64>,
}

record!(Fields { required: rule; optional: attribute, weight, min, max, target, full_at, rounds, value, per, share; });

/// A rule's name, the fields it needs and those it may have.
type Signature = (&'static str, &'static [&'static str], &'static [&'static str]);

const SIGNATURES: [Signature; 13] = [
    ("not_in_reporting_line", &[], &[]),
    ("must_share", &["attribute"], &[]),
    ("must_differ", &["attribute"], &[]),
    ("prefer_differ", &["attribute", "weight"], &[]),
    ("gap", &["attribute"], &["min", "max"]),
    ("prefer_gap", &["attribute", "target", "weight"], &[]),
    ("keep_pairs", &["weight"], &[]),
    ("prefer_responsive", &["weight"], &[]),
    ("prefer_reliable", &["weight"], &[]),
    ("favour_passed_over", &["weight"], &["full_at"]),
    ("no_repeat", &[], &["rounds"]),
    ("quota", &["attribute", "max"], &["value", "per"]),
    ("reserve", &["attribute", "value", "share"], &[]),
];

impl Fields {
    fn has(&self, field: &str) -> bool {
        match field {
            "attribute" => self.attribute.is_some(),
            "weight" => self.weight.is_some(),
            "min" => self.min.is_some(),
            "max" => self.max.is_some(),
            "target" => self.target.is_some(),
            "full_at" => self.full_at.is_some(),
            "value" => self.value.is_some(),
            "per" => self.per.is_some(),
            "share" => self.share.is_some(),
            _ => self.rounds.is_some(),
        }
    }

    fn into_rule(self, reader: &mut Reader) -> Option<Rule> {
        let names: Vec<(&'static str, Signature)> =
            SIGNATURES.iter().map(|signature| (signature.0, *signature)).collect();
        let (name, needs, may) = reader.field("rule", |reader| reader.choice(&self.rule, &names))?;
        let mut complete = true;
        for field in ["attribute", "weight", "min", "max", "target", "full_at", "rounds", "value", "per", "share"] {
            if needs.contains(&field) && !self.has(field) {
                let message = format!("the rule `{name}` needs the field `{field}`");
                reader.field(field, |reader| reader.problem(ErrorCode::MissingField, message));
                complete = false;
            } else if self.has(field) && !needs.contains(&field) && !may.contains(&field) {
                let message = format!("the rule `{name}` has no field `{field}`");
                reader.field(field, |reader| reader.problem(ErrorCode::UnknownField, message));
            }
        }
        if !complete {
            return None;
        }
        let attribute = self.attribute.unwrap_or_default();
        let weight = self.weight.unwrap_or_default();
        Some(match name {
            "not_in_reporting_line" => Rule::NotInReportingLine,
            "must_share" => Rule::MustShare { attribute },
            "must_differ" => Rule::MustDiffer { attribute },
            "prefer_differ" => Rule::PreferDiffer { attribute, weight },
            "gap" => Rule::Gap { attribute, min: self.min, max: self.max },
            "prefer_gap" => Rule::PreferGap { attribute, target: self.target.unwrap_or_default(), weight },
            "keep_pairs" => Rule::KeepPairs { weight },
            "prefer_responsive" => Rule::PreferResponsive { weight },
            "prefer_reliable" => Rule::PreferReliable { weight },
            "favour_passed_over" => Rule::FavourPassedOver { weight, full_at: self.full_at.unwrap_or(Rule::FULL_AT) },
            "quota" => {
                let max = self.max.unwrap_or_default();
                let whole = (0.0..=f64::from(u32::MAX)).contains(&max) && max.fract() == 0.0;
                if !whole {
                    let message = format!("`{max}` is not a whole number, 0 or more");
                    reader.field("max", |reader| reader.problem(ErrorCode::OutOfRange, message));
                }
                // The cast is exact where it counts: anything else is a problem by now.
                Rule::Quota { attribute, value: self.value, max: max as u32, per: self.per.unwrap_or_default() }
            }
            "reserve" => Rule::Reserve {
                attribute,
                value: self.value.unwrap_or_default(),
                share: self.share.unwrap_or_default(),
            },
            _ => Rule::NoRepeat { rounds: self.rounds },
        })
    }
}

impl Shape for Rule {
    const EXPECTED: &'static str = "a rule";
    fn from_object<'de, A: MapAccess<'de>>(reader: &mut Reader, object: A) -> Result<Option<Self>, A::Error> {
        let clean = reader.is_clean();
        let fields = Fields::from_object(reader, object)?;
        // A rule with an unreadable field is already a problem; what would follow from it is not another.
        if clean && !reader.is_clean() {
            return Ok(None);
        }
        Ok(fields.and_then(|fields| fields.into_rule(reader)))
    }
}
