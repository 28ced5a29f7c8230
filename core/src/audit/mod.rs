//! A parity audit: what became of groups of people, by any attribute of theirs, side by side.
//!
//! `people` says what became of everybody, `groups` who belongs together, `hide` what may be shown of it (`span`: without
//! telling the rest), `figures` what it is beside each other, `document` how it is written, `table` as one table. Attributes may be audited that
//! no rule uses, and those that the policy hides if they are asked for by name.

mod circuits;
mod document;
mod figures;
mod groups;
mod hide;
mod limits;
#[cfg(test)]
mod measure;
mod moves;
mod people;
mod points;
mod profiles;
#[cfg(test)]
mod reader;
mod span;
mod steps;
mod sums;
mod table;
mod worlds;

use std::collections::BTreeSet;

pub use document::{
    Audit, AuditMetric, AuditParity, AuditRate, AuditRow, AuditRowKind, AuditTable, AuditValue, AuditWithheld,
};
use figures::Counts;
use groups::{Grouping, groupings};
use hide::hidden;
use people::{Pairs, People, pairs_of};

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode, Problems};
use crate::matching::Matching;
use crate::nearest::nearest;
use crate::options::{AuditOptions, AuditSide};
use crate::read::{Reader, excerpt};
use crate::side::Side;
use crate::threads;
use crate::verify::same_origin;

impl Matching {
    /// What became of groups of people in this matching of `cohort`, side by side: how many were matched, matched well, and with more
    /// points than most, with intervals, impact ratios in the form of New York City's Local Law 144, differences and tests.
    ///
    /// Who takes part is counted: whoever has a seat open in this round, and whoever is matched. Somebody with several values of an
    /// attribute counts in each of their groups. Small groups are suppressed, and whatever would give them away; `threshold` is a number to
    /// look from and says nothing about any law. The document does not say why groups differ, and several audits of one matching may
    /// together tell more than each does.
    ///
    /// A question to the index for everybody who is matched, then O(people · attributes · log + groups³).
    ///
    /// # Errors
    /// [`ErrorCode::WrongCohort`] if the matching is not of this cohort; options outside their range; [`ErrorCode::UnknownChoice`] for an
    /// attribute that nobody states; [`ErrorCode::TooLarge`] for more than 200 groups of at least two people in a table, more than 500 in
    /// all tables of a side, or more than 64 combinations of one person's values.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{AuditOptions, Cohort, MatchOptions, match_cohort};
    ///
    /// let mut cohort = Cohort::builder().topic(Topic::new("rust")).mentor(Mentor::new("ada").offers(Offer::new("rust")).capacity(6));
    /// for (id, team) in [("bo", "red"), ("cy", "red"), ("di", "red"), ("ed", "blue"), ("fe", "blue"), ("gu", "blue")] {
    ///     let mentee = Mentee::new(id).wants(Want::new("rust")).attribute("team", team);
    ///     cohort = cohort.mentee(if id == "gu" { mentee.blocks("ada") } else { mentee });
    /// }
    /// let cohort = cohort.build()?;
    /// let matching = match_cohort(&cohort, &MatchOptions::default())?;
    /// let audit = matching.audit(&cohort, &AuditOptions { min_group: 3, ..AuditOptions::by(["team"]) })?;
    /// let blue = &audit.tables[0].rows[1];
    /// assert_eq!((blue.people, blue.matched, blue.rates[0].impact_ratio), (Some(3), Some(2), Some(0.666667)));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    pub fn audit(&self, cohort: &Cohort, options: &AuditOptions) -> Result<Audit, Error> {
        self.audit_with(cohort, options, &Control::new())
    }

    /// [`audit`](Self::audit) under a caller's control, which may cancel it. There is no part of an audit to give at a deadline, so it
    /// heeds none.
    ///
    /// # Errors
    /// As there; [`ErrorCode::Cancelled`].
    pub fn audit_with(&self, cohort: &Cohort, options: &AuditOptions, control: &Control) -> Result<Audit, Error> {
        options.check()?;
        let mut reader = Reader::default();
        check_attributes(&mut reader, cohort, options);
        reader.into_problems().into_result()?;
        let mut problems = Problems::default();
        same_origin((&self.schema, Matching::SCHEMA), &self.run, cohort, &mut problems);
        problems.into_result()?;
        let pairs = pairs_of(self, cohort)?;
        let sides: &[Side] = match options.side {
            AuditSide::Mentee => &[Side::Mentee],
            AuditSide::Mentor => &[Side::Mentor],
            AuditSide::Both => &[Side::Mentee, Side::Mentor],
        };
        let tables = threads::with(options.threads, || tables(cohort, (sides, options), &pairs, control))??;
        Ok(Audit {
            schema: Audit::SCHEMA.to_owned(),
            by: options.by.clone(),
            threshold: options.threshold,
            min_group: options.min_group,
            best: options.best,
            metrics: figures::metrics(),
            tables,
            run: self.run.clone(),
        })
    }
}

/// Notes attributes that nobody states. The names of hidden ones are nobody's suggestion.
pub(crate) fn check_attributes(reader: &mut Reader, cohort: &Cohort, options: &AuditOptions) {
    let data = cohort.data();
    let people = data.mentors.iter().map(|mentor| &mentor.attributes);
    let people = people.chain(data.mentees.iter().map(|mentee| &mentee.attributes));
    let stated: BTreeSet<&str> = people.flat_map(|attributes| attributes.keys()).map(String::as_str).collect();
    let hidden = &data.policy.hidden_attributes;
    reader.field("by", |reader| {
        for (at, name) in options.by.iter().enumerate().filter(|(_, name)| !stated.contains(name.as_str())) {
            let visible = stated.iter().copied().filter(|name| !hidden.iter().any(|hidden| hidden == name));
            let better = nearest(name, visible).map(str::to_owned);
            let message = format!("nobody states the attribute `{}`", excerpt(name));
            reader.index(at, |reader| reader.problem_with(ErrorCode::UnknownChoice, message, better));
        }
    });
}

fn tables(
    cohort: &Cohort,
    (sides, options): (&[Side], &AuditOptions),
    pairs: &Pairs,
    control: &Control,
) -> Result<Vec<AuditTable>, Error> {
    let people = |&side: &Side| Ok((side, People::new(cohort, (side, options.best), pairs, control)?));
    let sides: Vec<(Side, People<'_>)> = sides.iter().map(people).collect::<Result<_, Error>>()?;
    // All points of the one side are all points of the other.
    let secret = sides.iter().any(|(_, people)| (1..options.min_group as usize).contains(&people.outcomes.len()));
    let mut tables = Vec::new();
    for (side, people) in &sides {
        let more = of_side((*side, options), people, control)?;
        tables.extend(more.into_iter().map(|table| if secret { table.without_points() } else { table }));
    }
    Ok(tables)
}

fn of_side(
    (side, options): (Side, &AuditOptions),
    people: &People<'_>,
    control: &Control,
) -> Result<Vec<AuditTable>, Error> {
    let mut groupings = groupings(&people.attributes, options)?;
    let everybody: Vec<u32> = (0..people.outcomes.len() as u32).collect();
    let hidden = hidden((&everybody, &people.outcomes), &mut groupings, options.min_group, control)?;
    let mut first = 1;
    let mut tables = Vec::with_capacity(groupings.len());
    for (at, grouping) in groupings.iter().enumerate() {
        let withheld = hidden.withheld.contains(&at).then_some(AuditWithheld::Undecided);
        let table = table((side, options), grouping, people, (&everybody, &hidden.rows, first));
        tables.push(AuditTable { withheld, ..table });
        first += grouping.rows.len();
    }
    Ok(tables)
}

/// A table of rows whose numbers, for what is suppressed, begin at `first`.
fn table(
    (side, options): (Side, &AuditOptions),
    grouping: &Grouping,
    people: &People<'_>,
    (everybody, suppressed, first): (&[u32], &BTreeSet<usize>, usize),
) -> AuditTable {
    let mut rows = vec![AuditRow::new(AuditRowKind::All, Vec::new(), suppressed.contains(&0))];
    let mut counts = vec![Counts::of(everybody, &people.outcomes)];
    for (at, group) in (first..).zip(&grouping.rows) {
        rows.push(AuditRow::new(group.kind, group.values.clone(), suppressed.contains(&at)));
        counts.push(Counts::of(&group.people, &people.outcomes));
    }
    let parity = figures::fill(&mut rows, &counts, options.threshold);
    let median = people.twice_median.filter(|_| !suppressed.contains(&0));
    AuditTable {
        side,
        by: grouping.by.iter().filter_map(|&at| options.by.get(at).cloned()).collect(),
        overlapping: grouping.overlapping,
        withheld: None,
        median_points: median.map(|twice| twice as f64 / 2.0),
        rows,
        parity,
    }
}

impl AuditTable {
    fn without_points(mut self) -> Self {
        self.median_points = None;
        for row in &mut self.rows {
            (row.points, row.mean_points, row.mean_points_matched) = (None, None, None);
        }
        self
    }
}

impl AuditRow {
    fn new(kind: AuditRowKind, values: Vec<AuditValue>, suppressed: bool) -> Self {
        AuditRow {
            kind,
            values,
            suppressed,
            people: None,
            matched: None,
            best: None,
            above_median: None,
            points: None,
            mean_points: None,
            mean_points_matched: None,
            rates: Vec::new(),
        }
    }
}
