//! What can be wrong, as data: a stable code, the path into the input, a message and, where one exists, a suggestion.
//!
//! An [`Error`] carries *every* [`Problem`] found, so that a portal can show them all at once. Infeasible, out of time
//! or a gap left open is never an error: it is a status on the result.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal, $kind:ident;)+) => {
        /// The stable name of a problem. Hosts may branch on it and translate it; it never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode { $($(#[doc = $doc])+ $variant,)+ }

        impl ErrorCode {
            /// Every code there is, in the order of their declaration.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$variant,)+];

            /// The code as documents and the other languages spell it, for example `"unknown_topic"`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$variant => $text,)+ }
            }

            /// The family of the code, which the bindings map to an exception class.
            #[must_use]
            pub const fn kind(self) -> ErrorKind {
                match self { $(ErrorCode::$variant => ErrorKind::$kind,)+ }
            }
        }
    };
}

/// The family of an [`ErrorCode`]; one exception class each in Python and Node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The caller's input is wrong; nothing was changed.
    InvalidInput,
    /// The caller cancelled the work; nothing was changed.
    Cancelled,
    /// A document does not hold against its cohort ([`Matching::verify`](crate::Matching::verify)).
    Verification,
    /// A defect of fireside itself. Please report it.
    Internal,
}

codes! {
    /// The text is not JSON, or is nested deeper than 128 levels.
    InvalidJson = "invalid_json", InvalidInput;
    /// The document's `schema` is not one this version reads.
    UnsupportedSchema = "unsupported_schema", InvalidInput;
    /// A value of another kind than the field takes.
    WrongType = "wrong_type", InvalidInput;
    /// A required field is absent.
    MissingField = "missing_field", InvalidInput;
    /// A field that does not exist.
    UnknownField = "unknown_field", InvalidInput;
    /// The same field twice in one object.
    DuplicateField = "duplicate_field", InvalidInput;
    /// A word that is not one of the field's choices.
    UnknownChoice = "unknown_choice", InvalidInput;
    /// A number outside the field's range.
    OutOfRange = "out_of_range", InvalidInput;
    /// NaN or an infinity.
    NotFinite = "not_finite", InvalidInput;
    /// An empty or overlong text, or one with control characters.
    InvalidText = "invalid_text", InvalidInput;
    /// Two mentors, two mentees or two topics with the same id.
    DuplicateId = "duplicate_id", InvalidInput;
    /// A template of a phrase that cannot be read, or that names what the phrase does not have.
    InvalidTemplate = "invalid_template", InvalidInput;
    /// The same topic, person or pair twice in one list.
    DuplicateEntry = "duplicate_entry", InvalidInput;
    /// A topic that the cohort does not define.
    UnknownTopic = "unknown_topic", InvalidInput;
    /// A label or alias that more than one topic carries.
    AmbiguousTopic = "ambiguous_topic", InvalidInput;
    /// Topics that are broader than themselves, through others.
    BroaderCycle = "broader_cycle", InvalidInput;
    /// A person who is not in the cohort, or not in that role.
    UnknownPerson = "unknown_person", InvalidInput;
    /// A time zone that the IANA database does not know.
    UnknownTimeZone = "unknown_time_zone", InvalidInput;
    /// A date, time of day or local date-time that does not exist or is not written as documented.
    InvalidTime = "invalid_time", InvalidInput;
    /// A window or an absence that ends before it starts.
    EmptyWindow = "empty_window", InvalidInput;
    /// Somebody states availability, and the policy has no `horizon.from` to plan from.
    MissingHorizon = "missing_horizon", InvalidInput;
    /// Two parts of the input that cannot both hold, such as a locked pair in which one blocks the other.
    Contradiction = "contradiction", InvalidInput;
    /// More locked pairs than a person has seats.
    LockOverCapacity = "lock_over_capacity", InvalidInput;
    /// A locked pair that a hard rule or the willing-topic guarantee forbids.
    LockForbidden = "lock_forbidden", InvalidInput;
    /// Parallel arrays of different lengths.
    LengthMismatch = "length_mismatch", InvalidInput;
    /// More than the documented limits allow, for example a total beyond 2^53 − 1.
    TooLarge = "too_large", InvalidInput;
    /// The work was cancelled by its caller.
    Cancelled = "cancelled", Cancelled;
    /// The document was made from another cohort or policy.
    WrongCohort = "wrong_cohort", Verification;
    /// A pairing of people the rules keep apart, or of somebody who is not in the cohort.
    IneligiblePair = "ineligible_pair", Verification;
    /// A pairing without a wanted topic that the mentor is willing to talk about.
    UnwillingPair = "unwilling_pair", Verification;
    /// A person with more pairings than seats.
    SeatOversold = "seat_oversold", Verification;
    /// More of a quota's edges or pairings than it allows.
    QuotaExceeded = "quota_exceeded", Verification;
    /// A mentor with some, but fewer than the circle needs.
    CircleUnderfilled = "circle_underfilled", Verification;
    /// A locked pair that is not among the pairings.
    LockMissing = "lock_missing", Verification;
    /// A score, breakdown or stated reason that is not what the cohort yields.
    ScoreMismatch = "score_mismatch", Verification;
    /// A breakdown whose parts do not sum to the whole.
    BreakdownMismatch = "breakdown_mismatch", Verification;
    /// A total that is not the sum of the pairings.
    TotalMismatch = "total_mismatch", Verification;
    /// Prices that are negative, missing or do not yield the stated bound.
    BoundMismatch = "bound_mismatch", Verification;
    /// A status that the certificate does not support.
    StatusMismatch = "status_mismatch", Verification;
    /// A person without an answer, or with two.
    PersonUnanswered = "person_unanswered", Verification;
    /// A field of a decision record that is not what its cohort and its matching yield.
    RecordMismatch = "record_mismatch", Verification;
    /// A defect of fireside itself.
    Internal = "internal", Internal;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where in the input, for example `mentees[17].wants[0].topic`; empty for the whole.
    pub path: String,
    /// What kind of problem.
    pub code: ErrorCode,
    /// What is wrong, in lower case, with the input in backticks, and the suggestion where there is one.
    pub message: String,
    /// The nearest thing that would have been right.
    pub suggestion: Option<String>,
}

impl Problem {
    /// A problem at `path`.
    #[must_use]
    pub fn new(code: ErrorCode, path: impl Into<String>, message: impl Into<String>) -> Self {
        Problem { code, path: path.into(), message: message.into(), suggestion: None }
    }

    /// Adds the suggestion, to the message too: "…: did you mean `x`?".
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<String>) -> Self {
        if let Some(better) = &suggestion {
            self.message.push_str(": did you mean `");
            self.message.push_str(better);
            self.message.push_str("`?");
        }
        self.suggestion = suggestion;
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

/// Everything that was wrong with a call. Never empty; [`code`](Error::code) and [`path`](Error::path) are the first problem's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{first}{}", Rest(others, *unlisted))]
pub struct Error {
    first: Box<Problem>,
    others: Vec<Problem>,
    unlisted: usize,
}

struct Rest<'a>(&'a [Problem], usize);

impl fmt::Display for Rest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 9;
        for problem in self.0.iter().take(SHOWN) {
            write!(f, "\n{problem}")?;
        }
        match self.0.len().saturating_sub(SHOWN) + self.1 {
            0 => Ok(()),
            more => write!(f, "\n… and {more} more"),
        }
    }
}

impl Error {
    /// An error with a single problem.
    #[must_use]
    pub fn new(code: ErrorCode, path: impl Into<String>, message: impl Into<String>) -> Self {
        Problem::new(code, path, message).into()
    }

    /// A defect of fireside itself, with what is known about it.
    #[must_use]
    pub fn internal(message: impl Into<String>) -> Self {
        Error::new(ErrorCode::Internal, "", message)
    }

    /// The work was cancelled.
    #[must_use]
    pub fn cancelled() -> Self {
        Error::new(ErrorCode::Cancelled, "", "cancelled by the caller; nothing was changed")
    }

    /// The first problem's code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.first.code
    }

    /// The first problem's path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.first.path
    }

    /// The first problem's message, without its path.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.first.message
    }

    /// The same problems with other paths.
    pub(crate) fn with_paths(self, rename: impl Fn(&str) -> String) -> Self {
        let Error { first, others, unlisted } = self;
        let mut problems = Problems { found: Vec::new(), unlisted };
        for problem in std::iter::once(*first).chain(others) {
            problems.found.push(Problem { path: rename(&problem.path), ..problem });
        }
        match problems.into_result() {
            Err(error) => error,
            Ok(()) => Error::internal("an error without a problem"),
        }
    }

    /// Every problem found, in the order of their paths (positions as numbers); at most [`Problems::LIMIT`] of them.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        std::iter::once(self.first.as_ref()).chain(&self.others)
    }
}

impl From<Problem> for Error {
    fn from(first: Problem) -> Self {
        Error { first: Box::new(first), others: Vec::new(), unlisted: 0 }
    }
}

/// Texts and numbers in turn, for an order in which runs of digits count as numbers: a number as its digits without leading
/// zeros, shorter ones first.
pub(crate) fn natural_key(text: &str) -> Vec<(usize, String)> {
    let mut key: Vec<(usize, String)> = vec![(0, String::new())];
    let mut in_digits = false;
    for letter in text.chars() {
        if letter.is_ascii_digit() != in_digits {
            in_digits = !in_digits;
            key.push((0, String::new()));
        }
        if let Some((length, run)) = key.last_mut() {
            let leading_zero = in_digits && run.is_empty() && letter == '0';
            if !leading_zero {
                run.push(letter);
            }
            *length = if in_digits { run.len() } else { 0 };
        }
    }
    key
}

/// Collects problems while input is read and checked, in bounded memory.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
    unlisted: usize,
}

impl Problems {
    /// How many problems are kept; the rest are only counted.
    pub const LIMIT: usize = 1_000;

    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        if self.found.len() < Self::LIMIT { self.found.push(problem) } else { self.unlisted += 1 }
    }

    /// Adds a problem from its parts.
    pub fn add(&mut self, code: ErrorCode, path: impl Into<String>, message: impl Into<String>) {
        self.push(Problem::new(code, path, message));
    }

    /// Whether nothing was found so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many were found so far.
    pub(crate) fn len(&self) -> usize {
        self.found.len() + self.unlisted
    }

    /// All of them as one error, if there are any.
    ///
    /// # Errors
    /// The problems in the order of their paths, so that the order of fields in an object does not matter; those of one
    /// path in the order in which they were added.
    pub fn into_result(mut self) -> Result<(), Error> {
        self.found.sort_by_cached_key(|problem| natural_key(&problem.path));
        let mut found = self.found.into_iter();
        match found.next() {
            None => Ok(()),
            Some(first) => Err(Error { first: Box::new(first), others: found.collect(), unlisted: self.unlisted }),
        }
    }
}
