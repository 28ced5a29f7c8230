//! The document `fireside/insight/1`: what a round comes to, in figures.

use serde::Serialize;

use super::tables::{self, InsightTable};
use crate::error::{Error, ErrorCode};
use crate::matching::Run;
use crate::read::{FieldCase, Reader, excerpt, record};

mod supply;

pub use supply::{NearTopic, RolledUp, TopicSupply, VocabularyGap};

/// What a round comes to: figures of the programme, supply and demand by topic, and what people call things that others call otherwise.
///
/// Codes and numbers, ids and labels; no sentences. What cannot be known is absent, never 0.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Insight {
    /// Always `fireside/insight/1`.
    pub schema: String,
    /// One for every [`FigureCode`](super::FigureCode), in that order.
    pub figures: Vec<Figure>,
    /// How near people came to the best pair that each could have; absent if the deadline came first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_best: Option<OfBest>,
    /// Who talks with whom across silos, if an attribute was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silos: Option<Silos>,
    /// Outcomes of those who were matched beside those of the others, in the order of names.
    pub associations: Vec<Association>,
    /// Every topic that somebody asks for or offers, it or one narrower: those with the most `worth` first, then the most `asked`, then by id.
    pub topics: Vec<TopicSupply>,
    /// The ids of the first ten topics whose `worth` is more than 0: for these, one more mentor adds most.
    pub recruit: Vec<String>,
    /// Why no topic has a `worth`, if none has: `objective` (only the most points in total have prices that tell it, without other options),
    /// `limits` (quotas, reserves or circles), `gap` (the matching is not known to be the best) or `deadline`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worth_absent: Option<String>,
    /// Positions, from 0, of the policy's rules that `worth` does not heed, for they compare an attribute that the mentor to be recruited
    /// does not state: these would exclude everybody.
    pub rules_left_out: Vec<u32>,
    /// Topics that many ask for and few offer under that name, at most 100: those that lack the most seats first, then the most asked, then by id.
    pub gaps: Vec<VocabularyGap>,
    /// How many more there are.
    pub more_gaps: u32,
    /// How many mentors count as somebody's best, in `within_best`.
    pub best: u32,
    /// The fewest conversations of a link between silos, and the fewest people of a gap.
    pub min_group: u32,
    /// Of the costs, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Whether everything was found; if not, the deadline came first.
    pub complete: bool,
    /// What the matching was made from.
    pub run: Run,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Figure {
    /// Which: a [`FigureCode`](super::FigureCode).
    pub figure: String,
    /// The figure: shares from 0 to 1, to the nearest millionth; costs in the smallest unit of the currency. Nothing if it cannot be known.
    #[serde(serialize_with = "crate::points::optional_number")]
    pub value: Option<f64>,
    /// Of a share or a mean: what was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Of a share or a mean: of how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// In the previous round, if that is known.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub previous: Option<f64>,
    /// By how much it is more now.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub change: Option<f64>,
    /// Of a share of people: the least that the change is, in 95 of 100 cases (Newcombe's method 10), as if the people of the two rounds had
    /// nothing to do with each other; to the nearest millionth.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub change_low: Option<f64>,
    /// And the most.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub change_high: Option<f64>,
}

/// How near mentees who take part came to the best pair that each could have alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OfBest {
    /// Of those who have a mentor: how many have a best pairing of less than a tenth of the points, of one to two tenths, and so on; the last
    /// of nine tenths or more.
    pub tenths: Vec<u32>,
    /// How many could meet somebody and have no mentor.
    pub unmatched: u32,
    /// How many could meet nobody.
    pub nobody: u32,
}

/// Conversations between silos: values of one attribute.
///
/// Links of fewer than `min_group` conversations are counted together, and where that would leave fewer than two of them, or fewer than
/// `min_group` conversations, the smallest others with them, so that nothing tells one that is small. That is done for conversations within
/// silos and for those across by itself. Where one of the two is too small for it, they are counted together, and `across_silos` is not known;
/// where both are, nothing is told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Silos {
    /// The attribute.
    pub attribute: String,
    /// Those that are told: most conversations first, then by names.
    pub links: Vec<SiloLink>,
    /// All others, together.
    pub others: Vec<SiloOthers>,
    /// How many pairings there are of which somebody states no value, or several; absent if that would tell too much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unstated: Option<u64>,
    /// Whether there is too little to tell anything.
    pub suppressed: bool,
}

/// How many conversations the mentors of one silo have with the mentees of one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SiloLink {
    /// The mentors'.
    pub mentor: String,
    /// The mentees'.
    pub mentee: String,
    /// How many pairings.
    pub conversations: u64,
}

/// Links that are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SiloOthers {
    /// Whether they lead from one silo to another; absent if there are both kinds among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub across: Option<bool>,
    /// How many links.
    pub links: u32,
    /// How many pairings.
    pub conversations: u64,
}

/// An outcome of those who were matched beside that of the others: an association, which is not a cause. Whoever asks for mentoring, and
/// whoever finds a mentor, may differ from others in many ways.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Association {
    /// What the host calls it.
    pub outcome: String,
    /// How many of those in a pairing, in either role, have a value.
    pub participants: u32,
    /// How many of the others.
    pub others: u32,
    /// `too_few` if there are fewer than 30 on a side, which say nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The mean of the participants, to the nearest millionth.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub mean: Option<f64>,
    /// The mean of the others, likewise.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub mean_of_others: Option<f64>,
    /// The first less the second.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub difference: Option<f64>,
    /// The least that the difference is, in 95 of 100 cases, by a normal distribution: 1.96 times √(s²/n + t²/m) less, with the sample variances
    /// s² and t².
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub low: Option<f64>,
    /// And the most.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "crate::points::optional_number")]
    pub high: Option<f64>,
}

record!(Insight {
    required: schema, figures, associations, topics, recruit, rules_left_out, gaps, more_gaps, best, min_group, complete, run;
    optional: of_best, silos, worth_absent, currency;
});
record!(Figure { required: figure, value; optional: count, of, previous, change, change_low, change_high; });
record!(OfBest { required: tenths, unmatched, nobody; optional: ; });
record!(Silos { required: attribute, links, others, suppressed; optional: unstated; });
record!(SiloLink { required: mentor, mentee, conversations; optional: ; });
record!(SiloOthers { required: links, conversations; optional: across; });
record!(Association {
    required: outcome, participants, others;
    optional: refused, mean, mean_of_others, difference, low, high;
});

impl Insight {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/insight/1";

    /// The document, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data with text keys: serialisation into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a document back, for example to hand it over as the previous round's.
    ///
    /// # Errors
    /// Text that is not such a document, with everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Snake);
        let insight = reader.read_json::<Insight>(text)?.unwrap_or_default();
        reader.into_problems().into_result()?;
        if insight.schema != Insight::SCHEMA {
            let message = format!("`{}` is not `{}`", excerpt(&insight.schema), Insight::SCHEMA);
            return Err(Error::new(ErrorCode::UnsupportedSchema, "schema", message));
        }
        Ok(insight)
    }

    /// One figure, if there is one of this name.
    ///
    /// O(figures).
    #[must_use]
    pub fn figure(&self, code: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.figure == code)
    }

    /// A table as CSV (RFC 4180: lines end with CR LF, cells are quoted where needed), for a spreadsheet. What is not known is an empty cell, and
    /// lists are joined by `; `. A text that a spreadsheet would take for a formula, for it begins with `=`, `+`, `-`, `@`, a tab or a line's end, has an
    /// apostrophe before it.
    #[must_use]
    pub fn to_csv(&self, table: InsightTable) -> String {
        tables::table(self, table).to_csv()
    }

    /// A table as an Arrow IPC stream, with the columns and rows of [`to_csv`](Self::to_csv); the same bytes in every language. Texts are Utf8 (and
    /// as people wrote them), counts and points Int64, `value`, `previous` and changes Float64, lists are lists; what is not known is null. The metadata
    /// of the schema has `fireside.schema`, `fireside/insight/1`, `fireside.table`, and `fireside.currency` of figures that have one; that of a field
    /// `fireside.unit`, if it has one in all rows: `mentees`, `mentors`, `seats`, `points`, `links` or `pairings`.
    ///
    /// O(rows · columns).
    ///
    /// ```
    /// use fireside::model::{Mentee, Topic, Want};
    /// use fireside::{Cohort, InsightOptions, InsightTable, MatchOptions, match_cohort};
    ///
    /// let cohort = Cohort::builder().topic(Topic::new("rust")).mentee(Mentee::new("bo").wants(Want::new("rust"))).build()?;
    /// let insight = match_cohort(&cohort, &MatchOptions::default())?.insight(&cohort, &InsightOptions::default())?;
    /// let bytes = insight.to_arrow(InsightTable::Topics)?;
    /// // Any version of any library reads it.
    /// let mut reader = arrow_ipc::reader::StreamReader::try_new(&bytes[..], None)?;
    /// let batch = reader.next().ok_or("a stream has a batch")??;
    /// assert_eq!((batch.num_rows(), batch.num_columns()), (1, 17));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`TooLarge`](ErrorCode::TooLarge) if a number is not below 2^63, which only a document that was read can have, or the texts of a column are 2 GiB
    /// or more together.
    #[cfg(feature = "arrow")]
    pub fn to_arrow(&self, table: InsightTable) -> Result<Vec<u8>, Error> {
        tables::table(self, table).to_arrow()
    }
}
