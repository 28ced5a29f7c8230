//! What a round comes to: the figures of a programme, supply and demand by topic, and gaps in what topics are called.
//!
//! It reads a matching, its cohort and its prices, and what is known of conversations; it makes no other matching. `round` has the pairs by number,
//! `code` says what every figure is and `figures` counts it, `best` asks the index for the best mentors of everybody, `silos` tells who talks
//! with whom without telling what is small, `supply` counts topics and `rolled` those that are narrower with them, `worth` proves what one more mentor adds, `gaps` looks
//! for other names, `talks` reads what events tell, and `associations` compares outcomes. `tables` says what tables there are.
//!
//! **What is known.** A figure that cannot be known is absent. Hidden attributes appear nowhere. Shares are rounded from whole numbers, and intervals made by
//! `+ − × ÷ √`, so that every platform, thread count and order of the input has the same bytes.
//!
//! **Complexity.** One question to the index for each mentee and for each topic that is asked for; memory O(people + topics).

mod associations;
mod best;
mod code;
mod document;
mod figures;
mod gaps;
mod options;
mod rolled;
mod round;
mod silos;
mod supply;
mod tables;
mod talks;
mod worth;

use crate::blocking::pairs_of;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, Problems};
use crate::index::Index;
use crate::live;
use crate::matching::Matching;
use crate::model::Event;
use crate::roster::MenteeIx;
use crate::taxonomy::TopicIx;
use crate::threads;
use crate::verify::same_origin;
use best::Best;
pub use code::FigureCode;
pub use document::{
    Association, Figure, Insight, NearTopic, OfBest, RolledUp, SiloLink, SiloOthers, Silos, TopicSupply, VocabularyGap,
};
use figures::{Sources, beside, figures};
pub use options::{HostRates, InsightOptions, Recruit};
use round::Round;
use supply::Supply;
pub use tables::InsightTable;
pub(crate) use talks::Talks;
use worth::Worths;

/// So many topics are named for which one more mentor adds most.
const RECRUIT: usize = 10;

impl Matching {
    /// What this round comes to: figures, supply and demand by topic, and gaps in what topics are called.
    ///
    /// Seconds for 100,000 mentees: O(mentees · mentors / 64) steps in the worst case, as many for topics that are asked for and mentees; memory
    /// O(people + topics).
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, InsightOptions, MatchOptions, match_cohort};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust").level(5)))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust").level(1)))
    ///     .mentee(Mentee::new("cem").wants(Want::new("rust").level(5)))
    ///     .build()?;
    /// let matching = match_cohort(&cohort, &MatchOptions::default())?;
    /// let insight = matching.insight(&cohort, &InsightOptions::default())?;
    /// assert_eq!(insight.figure("coverage").and_then(|figure| figure.value), Some(0.5));
    /// // One more mentor who knows Rust would meet Cem.
    /// let rust = &insight.topics[0];
    /// assert_eq!((rust.asked, rust.offered, rust.met), (2, 1, 1));
    /// assert_eq!(insight.recruit, ["rust"]);
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// Options outside their range or about people who are not in the cohort; [`Contradiction`](crate::ErrorCode::Contradiction) if the attribute `silo` is
    /// hidden; [`WrongCohort`](crate::ErrorCode::WrongCohort) if the matching is not of this cohort and policy.
    pub fn insight(&self, cohort: &Cohort, options: &InsightOptions) -> Result<Insight, Error> {
        self.insight_with(cohort, options, None, &Control::new())
    }

    /// [`insight`](Self::insight) with what happened since, under a caller's control: events tell which conversations were held, which proposals were
    /// answered, and who did not appear. They are those of a journal that begins with `cohort`.
    ///
    /// # Errors
    /// Likewise; as [`Matcher::from_journal`](crate::Matcher::from_journal); [`Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error, but what was not
    /// found is absent.
    pub fn insight_with(
        &self,
        cohort: &Cohort,
        options: &InsightOptions,
        events: Option<&[Event]>,
        control: &Control,
    ) -> Result<Insight, Error> {
        insight_then(self, cohort, options, events, control, |_, insight| insight)
    }
}

/// [`Matching::insight_with`], and what `then` makes of it while the index is at hand, on the threads of the same pool.
///
/// # Errors
/// As there.
pub(crate) fn insight_then<R: Send>(
    matching: &Matching,
    cohort: &Cohort,
    options: &InsightOptions,
    events: Option<&[Event]>,
    control: &Control,
    then: impl FnOnce(&Index, Insight) -> R + Send,
) -> Result<R, Error> {
    options.check(cohort)?;
    control.check()?;
    let mut problems = Problems::default();
    same_origin((&matching.schema, Matching::SCHEMA), &matching.run, cohort, &mut problems);
    problems.into_result()?;
    let talks = events.map(|events| live::talks(cohort, events, options.since, control)).transpose()?;
    threads::with(options.threads, || {
        let index = Index::new(cohort.roster(), cohort.scorer());
        let known = Known { talks, hours_waiting: Vec::new() };
        insight(cohort, &index, matching, options, known, control).map(|insight| then(&index, insight))
    })?
}

/// What is known besides a matching.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Absent if there are no events.
    pub(crate) talks: Option<Talks>,
    /// By mentee: for how many hours they wait, if that is known.
    pub(crate) hours_waiting: Vec<Option<u64>>,
}

/// That options are right for a cohort.
///
/// # Errors
/// Everything that is wrong with them.
pub(crate) fn check(options: &InsightOptions, cohort: &Cohort) -> Result<(), Error> {
    options.check(cohort)
}

/// Of a matching of this cohort and options that have been checked, on the threads of the pool it is called in.
pub(crate) fn insight(
    cohort: &Cohort,
    index: &Index,
    matching: &Matching,
    options: &InsightOptions,
    known: Known,
    control: &Control,
) -> Result<Insight, Error> {
    let people = cohort.roster().mentees.len() as u64;
    control.report("insight", 0, people);
    let pairs: Vec<(MenteeIx, u32)> = pairs_of(matching, cohort)?;
    let round = Round::new(cohort, matching, options, &pairs);
    // What asks about mentors and what asks about topics need nothing of each other.
    let first = control.first_of(2).quiet();
    let (best, by_topic) = rayon::join(|| Best::of(&round, index, &first), || by_topic(&round, control));
    let (best, ByTopic { supply, worths, gaps, more_gaps }) = (best?, by_topic?);
    let (silos, across) = match &options.silo {
        Some(attribute) => {
            let (silos, across) = silos::silos(&round, attribute);
            (Some(silos), across)
        }
        None => (None, None),
    };
    let sources = Sources { best: best.as_ref(), across, talks: known.talks, hours_waiting: &known.hours_waiting };
    let figures = figures(&round, &sources);
    let topics = supply.topics(&round, worths.points.as_deref().ok());
    let worth_more = topics.iter().filter(|topic| topic.worth.is_some_and(|worth| worth > 0));
    let mut insight = Insight {
        schema: Insight::SCHEMA.to_owned(),
        figures: Vec::new(),
        silos,
        associations: associations::associations(&round),
        recruit: worth_more.take(RECRUIT).map(|topic| topic.topic.clone()).collect(),
        worth_absent: worths.points.as_ref().err().map(|why| (*why).to_owned()),
        rules_left_out: worths.rules_left_out,
        topics,
        gaps,
        more_gaps,
        best: options.best,
        min_group: options.min_group,
        currency: options.cost.as_ref().map(|cost| cost.currency.clone()),
        complete: best.is_some() && worths.points != Err("deadline"),
        of_best: best.map(|best| best.of_best),
        run: matching.run.clone(),
    };
    let mut figures = figures;
    if let Some(before) = &options.previous {
        beside(&mut figures, &insight, before);
    }
    insight.figures = figures;
    control.check()?;
    control.report("insight", people, people);
    Ok(insight)
}

/// What is known of topics.
struct ByTopic {
    supply: Supply,
    worths: Worths,
    gaps: Vec<VocabularyGap>,
    more_gaps: u32,
}

fn by_topic(round: &Round<'_>, control: &Control) -> Result<ByTopic, Error> {
    let supply = Supply::of(round, control)?;
    let asked: Vec<TopicIx> =
        (0..).zip(&supply.counts).filter(|(_, counts)| counts.asked > 0).map(|(topic, _)| topic).collect();
    let worths = Worths::of(round, &asked, control)?;
    let (gaps, more_gaps) = gaps::gaps(round, &supply, control)?;
    Ok(ByTopic { supply, worths, gaps, more_gaps })
}
