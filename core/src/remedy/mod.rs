//! What would give somebody a mentor: the smallest changes of each kind, each proved by solving the changed cohort.
//!
//! **Question.** In the matching M with the most points somebody has fewer mentors than they would like. With which one change (a topic, a window, a rule, a
//! seat) does the matching of the changed cohort give them one more?
//!
//! **Proof.** By solving it again: what is told is what [`match_cohort`](crate::match_cohort) finds for [`Cohort::changed`](crate::Cohort::changed). Everything below only says
//! which changes need not be run.
//!
//! **Prices.** Let V(c) be the most points of all *others* with c seats of mentors, p optimal prices of that problem, and w' what the person's pairs are
//! worth with the change, which changes nobody else's. If S is whom they meet then, no m of S can be left out without loss:
//! w'(m) ≥ V(c − S + m) − V(c − S) ≥ V(c) − V(c − m) ≥ p(m). The second step is that mentors are substitutes: a seat is worth the more, the fewer others there are; the third
//! that optimal prices are between what one seat more would add and what one less would take (Shapley and Shubik, 1971). So whom they gain is among those with w'(m) ≥ p(m). While
//! the person has nobody, any optimal prices of the cohort are such of the others; else the others are run by themselves, once.
//!
//! A pair that is worth no more than before cannot be what is gained, for the same matching was possible before, and M was better, by ties if not by points. What a change of the policy does
//! to others no price tells, so all of its candidates are run; [`seats`] says which seats can matter.
//!
//! **Limits.** With quotas, reserves or circles mentors are no substitutes: a seat can be worth the more, the more seats there are (a circle opens), and a chain of
//! people may go through a quota. So every kind is asked there as elsewhere, but no price leaves anything out: each topic that leads to somebody, each window, and a seat of each mentor
//! who takes part is a candidate, each is a run that begins cold, and `tries` are used up sooner.
//!
//! **What is tried.** At most `tries` changes of each kind, in the order in which they would be told. A change of one person (a topic, a window, a seat) is told to an engine
//! beside and taken back (`aside`): what is proved of all others holds with it, too. A rule less is a run that starts from what is known of M. Both find
//! what a cold run finds. `complete` says whether that was all.
//!
//! **Complexity.** One run, and to find the matching another one unless an engine keeps it, a further one if the person has somebody; O(topics · pairs near them) and O(windows · mentors) to
//! find what to try; for a try, two events, O(people), or for a rule O(n log n) and a run.
//!
//! **Reference.** L. S. Shapley, M. Shubik, "The assignment game I: the core", International Journal of Game Theory 1, 1971.

mod aside;
mod document;
mod now;
mod options;
mod rules;
mod search;
mod seats;
mod wants;
mod windows;
mod words;

use crate::control::Control;
use crate::error::Error;
use crate::live::Matcher;
use crate::model::{Changes, Mentee, Status};
use crate::roster::MenteeIx;
use crate::threads;
pub use document::{Remedies, Remedy, RemedyKind};
use now::{Now, Rejudged};
pub use options::RemedyOptions;
use search::{Candidate, Plan, best};

impl Matcher {
    /// The smallest changes that would give a mentee one mentor more in the matching with the most points: what they could ask for besides or when they could have
    /// time, which rule or limit stands in the way, whose seat it would take. Each is proved by solving the changed cohort; at most `k` of each kind.
    ///
    /// Blocks and what keeps two people apart are somebody's wish, and stay. A mentee who is paused or wants nobody is only told of that. Windows are those
    /// that [`openings`](Self::openings) tries, and of those that lead to the same mentor the best; a `min_score` or a least common time is lowered to what lets a pair of the
    /// mentee's in, and the smallest such step that helps is told. The progress of runs is not reported.
    ///
    /// Quotas, reserves and circles (`min_mentees`) are heeded like everything else, and a quota or reserve may be the rule that is told. Prices do not say
    /// there which changes cannot help, so there is more to try; see `complete`. Rounds of peers ([`match_peers`](crate::match_peers)) have no remedies.
    ///
    /// A run or two, and one for each rule or limit that may be in the way: at most `tries` of each kind, each starting from what is known. Topics, windows and seats
    /// cost little beside: O(people) each. With quotas, reserves or circles every try is a run that begins cold.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, Control, Matcher, RemedyKind, RemedyOptions};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("go").label("Go"))
    ///     .topic(Topic::new("rust").label("Rust"))
    ///     .mentor(Mentor::new("ada").name("Ada").offers(Offer::new("rust")))
    ///     .mentor(Mentor::new("gil").name("Gil").offers(Offer::new("go")))
    ///     .mentee(Mentee::new("bo").name("Bo").wants(Want::new("rust").level(1)))
    ///     .mentee(Mentee::new("cy").name("Cy").wants(Want::new("rust").level(5)))
    ///     .build()?;
    /// // Bo has Ada's only seat.
    /// let remedies = Matcher::new(cohort).remedies("cy", &RemedyOptions::default(), &Control::new())?;
    /// let told: Vec<&str> = remedies.remedies.iter().map(|remedy| remedy.text.as_str()).collect();
    /// assert_eq!(told, ["if Cy also asked for Go, Cy would meet Gil", "with one more seat of Ada, Cy would meet Ada"]);
    /// assert_eq!(remedies.remedies[1].kind, RemedyKind::Seat);
    /// assert!(remedies.complete);
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorCode::UnknownPerson`](crate::ErrorCode::UnknownPerson); options outside their range;
    /// [`ErrorCode::Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: what was found by then is told, and `complete` is false.
    pub fn remedies(&self, person: &str, options: &RemedyOptions, control: &Control) -> Result<Remedies, Error> {
        options.check()?;
        control.check()?;
        let engine = self.aside();
        let person = engine.read().mentee("person", person)?;
        threads::with(options.threads, || remedies(engine, person, options, &control.quiet()))?
    }
}

fn remedies(engine: Matcher, person: MenteeIx, options: &RemedyOptions, control: &Control) -> Result<Remedies, Error> {
    let view = &engine.view();
    let cohort = &view.cohort;
    let wanted = cohort.roster().mentees.get(person as usize).map_or(0, |row| row.seats);
    let mut told = Remedies {
        schema: Remedies::SCHEMA.to_owned(),
        person: cohort.mentee(person).id.clone(),
        wanted,
        matched: 0,
        remedies: Vec::new(),
        complete: false,
    };
    let Some(now) = Now::new(view, person, engine, control)? else { return Ok(told) };
    (told.matched, told.complete) = (now.has.len() as u32, true);
    if wanted > 0 && told.matched >= wanted {
        return Ok(told);
    }
    for (_, kind) in RemedyKind::ALL.into_iter().filter(|(_, kind)| options.asks_for(*kind)) {
        let Some((candidates, all)) = candidates(&now, kind, options, control)? else { continue };
        let plan = plan(kind, options);
        let say = |changes: &Changes, met: &now::Met| words::sentence(&now, changes, met);
        let (found, sure) = best(&now, plan, candidates, options, control, say)?;
        told.remedies.extend(found);
        told.complete &= all && sure;
    }
    Ok(told)
}

/// How a kind is searched.
fn plan(kind: RemedyKind, options: &RemedyOptions) -> Plan {
    let (rejudged, most) = match kind {
        RemedyKind::Want | RemedyKind::Window | RemedyKind::Seat => (Rejudged::One, options.k as usize),
        RemedyKind::Rule => (Rejudged::Everybody, options.k as usize),
        // A greater step is no other idea.
        RemedyKind::MinScore | RemedyKind::MinOverlap => (Rejudged::Everybody, 1),
        RemedyKind::Status | RemedyKind::Wanted => (Rejudged::Everybody, 1),
    };
    Plan { kind, rejudged, most, distinct: kind == RemedyKind::Window }
}

/// What could help, and whether that is all; `None` if the kind is not for this person.
fn candidates(
    now: &Now<'_>,
    kind: RemedyKind,
    options: &RemedyOptions,
    control: &Control,
) -> Result<Option<(Vec<Candidate>, bool)>, Error> {
    let mentee = now.view.cohort.mentee(now.person);
    let only = only(mentee);
    if only.is_some_and(|only| only != kind) || only.is_none() && !takes_seats(now) {
        return Ok(None);
    }
    let one = |changes| {
        let most = crate::points::FULL;
        Some((vec![Candidate { size: 1, worse: false, most, reach: None, changes }], true))
    };
    Ok(match kind {
        RemedyKind::Status if only == Some(kind) => {
            one(Changes { resume: vec![mentee.id.clone()], ..Changes::default() })
        }
        RemedyKind::Wanted if only == Some(kind) => {
            one(Changes { wanted: [(mentee.id.clone(), 1)].into(), ..Changes::default() })
        }
        RemedyKind::Status | RemedyKind::Wanted => None,
        RemedyKind::Want => Some(wants::candidates(now, options, control)?),
        RemedyKind::Window => Some((windows::candidates(now, control)?, true)),
        RemedyKind::Rule => Some((rules::rules(now), true)),
        RemedyKind::MinScore => Some((rules::min_scores(now), true)),
        RemedyKind::MinOverlap => Some((rules::min_overlaps(now), true)),
        RemedyKind::Seat => Some(seats::candidates(now, control)?),
    })
}

/// The kind that comes before all others: who takes no part, or wants nobody, gains by nothing else.
fn only(mentee: &Mentee) -> Option<RemedyKind> {
    match (mentee.status, mentee.mentors_wanted) {
        (Status::Paused, _) => Some(RemedyKind::Status),
        (_, 0) => Some(RemedyKind::Wanted),
        _ => None,
    }
}

/// Whether the person has seats that are open.
fn takes_seats(now: &Now<'_>) -> bool {
    now.view.cohort.roster().mentees.get(now.person as usize).is_some_and(|row| row.seats > 0)
}
