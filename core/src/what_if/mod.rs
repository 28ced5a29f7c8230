//! What if: the answer as it is, the answer as it would be, and the difference, person by person.
//!
//! **Question.** A policy, seats, people or rules are to be different ([`Changes`]). What would that do to the matching, and to whom?
//!
//! **Method.** The changes make another cohort ([`Cohort::changed`]); both are matched with the same options, and the two documents are
//! compared ([`Difference`]). Nothing is repaired or carried over: each answer is what [`match_cohort`](crate::match_cohort) gives
//! for its cohort, to the byte, and carries its own proof. So a difference is never the doing of a search that started elsewhere.
//! With the objective `total` the two certificates bound the difference of the optima from both sides, and meet if both answers are
//! optimal.
//!
//! **Ties.** Equally good matchings are told apart by hashes of the ids of a pair, so people whom a change does not concern mostly
//! keep whom they have. They need not: a seat more may move a chain of people, each for a reason in points or in ties.
//!
//! **Prices.** What a rule costs is the same question for every rule ([`Matcher::rule_costs`]), with the answer as it is found once.
//! What a seat is worth needs no second answer at all: prices tell it ([`Matcher::seat_worths`]).
//!
//! **Complexity.** Two runs, the first on the index that the matcher has; the comparison is O(n log n) in the number of pairs.

mod difference;
mod rules;
mod seats;

use serde::Serialize;

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode, Problems};
use crate::live::Matcher;
use crate::matching::{Matching, Run};
use crate::model::Changes;
use crate::options::{MatchOptions, Objective};
use crate::read::{FieldCase, Reader, excerpt, record};
use crate::run::MAX_GAP;
use crate::view::View;

pub use difference::{Change, Difference, PersonDifference};
pub use rules::RuleCost;
pub use seats::SeatWorth;

/// Whether points are all that a run looks for, so that its bound is one for points: with the objective `total`, and no option that
/// puts something else beside them.
pub(crate) fn is_plain(run: &Run) -> bool {
    run.objective == Objective::Total.as_str() && run.options.keys().all(|name| name == MAX_GAP)
}

/// The document `fireside/what-if/1`: two answers and their difference.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct WhatIf {
    /// Always `fireside/what-if/1`.
    pub schema: String,
    /// The matching as it is.
    pub before: Matching,
    /// The matching as it would be.
    pub after: Matching,
    /// What differs.
    pub difference: Difference,
}

record!(WhatIf { required: schema, before, after, difference; optional: ; });

impl WhatIf {
    /// The schema this version reads and writes.
    pub const SCHEMA: &'static str = "fireside/what-if/1";

    /// The document, on one line; the same bytes in every language.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a document back.
    ///
    /// # Errors
    /// Text that is not such a document, with everything that is wrong with it.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let mut reader = Reader::new(FieldCase::Snake);
        let what_if = reader.read_json::<WhatIf>(text)?.unwrap_or_default();
        reader.into_problems().into_result()?;
        what_if.check_schemas().map(|()| what_if)
    }

    fn check_schemas(&self) -> Result<(), Error> {
        let mut problems = Problems::default();
        let matching = Matching::SCHEMA;
        for (path, found, right) in [
            ("schema", &self.schema, WhatIf::SCHEMA),
            ("before.schema", &self.before.schema, matching),
            ("after.schema", &self.after.schema, matching),
        ] {
            if found != right {
                let message = format!("`{}` is not `{right}`", excerpt(found));
                problems.add(ErrorCode::UnsupportedSchema, path, message);
            }
        }
        problems.into_result()
    }

    /// Checks both matchings against their cohorts (see [`Matching::verify`]), that they were asked for alike, and that the
    /// difference is theirs.
    ///
    /// # Errors
    /// Everything that does not hold; with a matching that does not hold, what is wrong with it.
    pub fn verify(&self, before: &Cohort, after: &Cohort) -> Result<(), Error> {
        self.check_schemas()?;
        let inside = |part: &'static str| move |error: Error| error.with_paths(|path| format!("{part}.{path}"));
        self.before.verify(before).map_err(inside("before"))?;
        self.after.verify(after).map_err(inside("after"))?;
        let mut problems = Problems::default();
        let asked =
            |matching: &Matching| (matching.run.objective.clone(), matching.run.options.clone(), matching.run.seed);
        if asked(&self.before) != asked(&self.after) {
            problems.add(
                ErrorCode::WrongCohort,
                "after.run",
                "the two matchings were asked for with different options",
            );
        }
        self.difference.check(&Difference::between(&self.before, &self.after), &mut problems);
        problems.into_result()
    }
}

impl Matcher {
    /// What these changes would do: the answer as it is, the answer as it would be, and the difference. The matcher stays as it is.
    ///
    /// Two runs with the same options, the second on [`Cohort::changed`], to which its `verify` must be given. Where there is a
    /// deadline, the first run has half of the time.
    ///
    /// ```
    /// use fireside::model::{Changes, Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, Control, MatchOptions, Matcher};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust").level(5).eager()))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust").level(1)))
    ///     .mentee(Mentee::new("cem").wants(Want::new("rust").level(5)))
    ///     .build()?;
    /// let matcher = Matcher::new(cohort);
    /// // One seat more with Ada.
    /// let changes = Changes { seats: [("ada".to_owned(), 2)].into(), ..Changes::default() };
    /// let what_if = matcher.what_if(&changes, &MatchOptions::default(), &Control::new())?;
    /// let difference = &what_if.difference;
    /// assert_eq!((difference.matched, difference.kept, difference.gained), (1, 1, 1));
    /// assert_eq!((difference.mentees[0].id.as_str(), &difference.mentees[0].after[..]), ("cem", &["ada".to_owned()][..]));
    /// assert_eq!(difference.total_points, what_if.before.certificate.prices["ada"]);
    /// what_if.verify(&matcher.cohort(), &matcher.cohort().changed(&changes)?)?;
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Cohort::changed`] and [`Matcher::run`].
    pub fn what_if(&self, changes: &Changes, options: &MatchOptions, control: &Control) -> Result<WhatIf, Error> {
        let view = self.view();
        let other = View::new(view.cohort.changed(changes)?);
        compare(&view, &other, options, control)
    }

    /// The difference between this cohort's answer and another's.
    ///
    /// # Errors
    /// As [`Matcher::run`].
    pub fn compare(&self, other: &Matcher, options: &MatchOptions, control: &Control) -> Result<WhatIf, Error> {
        compare(&self.view(), &other.view(), options, control)
    }
}

fn compare(one: &View, other: &View, options: &MatchOptions, control: &Control) -> Result<WhatIf, Error> {
    let before = one.run(options, &control.first_of(2))?;
    let after = other.run(options, control)?;
    let difference = Difference::between(&before, &after);
    Ok(WhatIf { schema: WhatIf::SCHEMA.to_owned(), before, after, difference })
}
