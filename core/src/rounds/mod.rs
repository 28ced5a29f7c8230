//! People matched with people, round by round.
//!
//! **Problem.** People who are mentors, mentees or both; two may meet if one may mentor the other. Rounds of conversations in which
//! everybody has one partner at most and nobody meets anybody twice.
//!
//! **Method.** One round after another, each the best that the ones before it allow (`pairing`): locked pairs, each in the first round in
//! which both are free (`locks`); then as few people left over as possible, those who were left over before least of all, then the most
//! points. Who is left over may join a pair (`joining`). Edges come from the index, all of them or everybody's best (`edges`).
//!
//! **What this does not promise.** Rounds that are best one by one need not be best together: a round may use up pairs that a later one
//! would need more. To ask for the best of all rounds together is NP-hard even for three of them, since it decides whether a graph
//! with three edges at each person splits into three rounds (I. Holyer, "The NP-completeness of edge-colouring", SIAM Journal on
//! Computing 10, 1981).

mod edges;
mod joining;
mod locks;
mod pairing;
mod people;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::{Error, ErrorCode};
use crate::index::Index;
use crate::matching::{PeerMatching, Run};
use crate::options::{Odd, PeerOptions};
#[cfg(doc)]
use crate::status::Status;
use crate::threads;
use edges::Edges;
use joining::{Joined, Table};

pub(crate) use edges::{Edge, Edges as FoundEdges, FEW};
pub(crate) use joining::Guest;
pub(crate) use locks::locked_by_round;
pub(crate) use people::{People, PersonIx};
pub(crate) use write::{Made, OBJECTIVE, ODD, ROUNDS, write};

/// No more pairs of mentor and mentee are considered.
pub(crate) const MOST_PAIRS: usize = 2_000_000;

/// Matches people with people for conversations, round by round: an answer for everybody in every round, and the proof.
///
/// People are mentors and mentees; the same id on both sides is one person. Two may meet if at least one may mentor the other, and are
/// worth the points of both ways round together. Whoever has a seat in a role plays that role; how many seats does not matter,
/// since everybody has one conversation a round. Nobody meets anybody twice.
///
/// In each round as few people as possible are left over; of those that this allows, people who were left over in earlier rounds of this
/// call (and those with `passed_over`) have a partner first; then the most points are made. Locked pairs meet in the first round in which
/// both are free, in the order of their ids.
///
/// # Errors
/// Options outside their range; [`ErrorCode::LockOverCapacity`] if the rounds are too few for the locked pairs;
/// [`ErrorCode::LockForbidden`] for a locked pair of whom one blocks the other in another role; [`ErrorCode::Contradiction`] if the
/// policy has quotas or reserves, which rounds do not keep.
///
/// ```
/// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
/// use fireside::{Cohort, PeerOptions, match_peers};
///
/// // Ada, Bo and Cem each know one thing and want to hear of the next.
/// let mut builder = Cohort::builder();
/// for (id, offered, wanted) in [("ada", "rust", "law"), ("bo", "law", "chess"), ("cem", "chess", "rust")] {
///     builder = builder
///         .topic(Topic::new(offered))
///         .mentor(Mentor::new(id).offers(Offer::new(offered)))
///         .mentee(Mentee::new(id).wants(Want::new(wanted)));
/// }
/// let cohort = builder.build()?;
/// let matching = match_peers(&cohort, &PeerOptions { rounds: 3, ..PeerOptions::default() })?;
/// let mut byes: Vec<&str> = matching.rounds.iter().map(|round| round.byes[0].person.as_str()).collect();
/// byes.sort_unstable();
/// assert_eq!(byes, ["ada", "bo", "cem"], "one is over in each round, and never the same");
/// matching.verify(&cohort)?;
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn match_peers(cohort: &Cohort, options: &PeerOptions) -> Result<PeerMatching, Error> {
    match_peers_with(cohort, options, &Control::new())
}

/// [`match_peers`] under a caller's control. A deadline that comes first gives the best rounds found, with their certified gaps and
/// [`Status::Deadline`].
///
/// # Errors
/// As [`match_peers`]; [`ErrorCode::Cancelled`].
pub fn match_peers_with(cohort: &Cohort, options: &PeerOptions, control: &Control) -> Result<PeerMatching, Error> {
    options.check()?;
    control.check()?;
    if cohort.data().policy.has_limits() {
        let message = "quotas and reserves are of mentees at mentors, and no rounds between peers keep them";
        return Err(Error::new(ErrorCode::Contradiction, "policy.rules", message));
    }
    threads::with(options.threads, || within(MOST_PAIRS, cohort, options, control))?
}

/// The same, considering no more pairs of mentor and mentee than this.
fn within(most_pairs: usize, cohort: &Cohort, options: &PeerOptions, control: &Control) -> Result<PeerMatching, Error> {
    let people = People::new(cohort);
    let locks = locked_by_round(&people, options.rounds as usize)?;
    let index = Index::new(cohort.roster(), cohort.scorer());
    let edges = Edges::of(&people, &index, most_pairs, control)?;
    let rounds = solve(&people, &edges, &locks, options, control)?;
    control.report("explain", 0, u64::from(options.rounds));
    let matching = write(&people, &index, &edges, &rounds, record(cohort, options));
    control.check()?;
    control.report("explain", u64::from(options.rounds), u64::from(options.rounds));
    Ok(matching)
}

/// What the record of a run says of its options.
pub(crate) fn record(cohort: &Cohort, options: &PeerOptions) -> Run {
    let odd = (ODD.to_owned(), options.odd.as_str().to_owned());
    let stated = BTreeMap::from([odd, (ROUNDS.to_owned(), options.rounds.to_string())]);
    crate::run::record(cohort, OBJECTIVE, stated, options.seed)
}

/// Round after round.
fn solve(
    people: &People<'_>,
    edges: &Edges,
    locks: &[Vec<(PersonIx, PersonIx)>],
    options: &PeerOptions,
    control: &Control,
) -> Result<Vec<Made>, Error> {
    // Locked pairs wait for their round.
    let mut met: BTreeSet<(PersonIx, PersonIx)> = locks.iter().flatten().copied().collect();
    let mut open = edges.all.clone();
    let mut left: Vec<u32> = (0..people.len() as PersonIx).map(|person| people.passed_over(person)).collect();
    let mut rounds = Vec::with_capacity(locks.len());
    let quiet = control.quiet();
    for (round, locks) in locks.iter().enumerate() {
        control.report("match", round as u64, u64::from(options.rounds));
        open.retain(|edge| !met.contains(&(edge.a, edge.b)));
        let mut busy = vec![false; people.len()];
        take(&mut busy, locks.iter().copied());
        let is_free = |person: PersonIx| busy.get(person as usize) == Some(&false);
        let free: Vec<Edge> = open.iter().copied().filter(|edge| is_free(edge.a) && is_free(edge.b)).collect();
        let paired = pairing::pair(people, &free, &left, (options.seed, round), &quiet)?;
        let locked = locks.iter().map(|&(a, b)| Edge { a, b, points: people.worth(a, b) });
        let mut pairs: Vec<Edge> = paired.pairs.iter().copied().chain(locked).collect();
        pairs.sort_unstable();
        let joined = match options.odd {
            Odd::Bye => None,
            Odd::Trio => {
                let (_, places) = pairing::order(people, options.seed, round);
                let table = Table { people, edges: &open, met: &met, pairs: &pairs, left: &left, places: &places };
                Some(table.join(&quiet)?)
            }
        };
        take(&mut busy, pairs.iter().map(|pair| (pair.a, pair.b)));
        for (left, _) in left.iter_mut().zip(&busy).filter(|(_, busy)| !**busy) {
            *left = left.saturating_add(1);
        }
        met.extend(pairs.iter().map(|pair| (pair.a, pair.b)));
        met.extend(joined.iter().flat_map(|joined| joined.meetings(&pairs)));
        rounds.push(Made { pairs, locks: locks.clone(), paired, joined });
    }
    control.report("match", u64::from(options.rounds), u64::from(options.rounds));
    Ok(rounds)
}

fn take(busy: &mut [bool], pairs: impl Iterator<Item = (PersonIx, PersonIx)>) {
    for person in pairs.flat_map(|(a, b)| [a, b]) {
        if let Some(busy) = busy.get_mut(person as usize) {
            *busy = true;
        }
    }
}

impl Joined {
    /// Whom those who joined a pair have met.
    fn meetings<'a>(&'a self, pairs: &'a [Edge]) -> impl Iterator<Item = (PersonIx, PersonIx)> + 'a {
        let hosts = self.who.iter().filter_map(|&(who, at)| Some((who, pairs.get(at)?)));
        hosts.flat_map(|(who, pair)| [pair.a, pair.b].map(|host| (who.min(host), who.max(host))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cohort_support::cohorts;
    use crate::model::{Mentee, Mentor, Offer, Topic, Want};
    use crate::status::Status;
    use proptest::prelude::*;
    use std::time::Duration;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

        /// Lists that are cut are told, and the proof holds for them.
        #[test]
        fn short_lists_are_proved_and_told(data in cohorts(30, 60), most in 60..300_usize, trio in any::<bool>()) {
            let cohort = Cohort::try_from(data).unwrap();
            let odd = if trio { Odd::Trio } else { Odd::Bye };
            let options = PeerOptions { rounds: 3, odd, ..PeerOptions::default() };
            let matching = within(most, &cohort, &options, &Control::new()).unwrap();
            if let Err(error) = matching.verify(&cohort) {
                prop_assert!(false, "{:?}", error);
            }
            for round in &matching.rounds {
                let certificate = &round.certificate;
                prop_assert_eq!(certificate.scope == "candidates", certificate.candidates.is_some());
            }
            prop_assert_eq!(PeerMatching::from_json(&matching.to_json()).unwrap(), matching);
        }

        /// Time that is up when everybody has been found leaves gaps, which are proved as well.
        #[test]
        fn gaps_that_a_deadline_leaves_are_proved(data in cohorts(20, 20), trio in any::<bool>()) {
            let cohort = Cohort::try_from(data).unwrap();
            let odd = if trio { Odd::Trio } else { Odd::Bye };
            let options = PeerOptions { rounds: 3, odd, ..PeerOptions::default() };
            let people = People::new(&cohort);
            let index = Index::new(cohort.roster(), cohort.scorer());
            let edges = Edges::of(&people, &index, MOST_PAIRS, &Control::new()).unwrap();
            let locks = vec![Vec::new(); 3];
            let rounds = solve(&people, &edges, &locks, &options, &Control::new().timeout(Duration::ZERO)).unwrap();
            let matching = write(&people, &index, &edges, &rounds, record(&cohort, &options));
            if let Err(error) = matching.verify(&cohort) {
                prop_assert!(false, "{:?} {}", error, matching.to_json());
            }
            for round in &matching.rounds {
                let best = round.certificate.gap == 0 && round.certificate.joining.as_ref().is_none_or(|it| it.gap == 0);
                prop_assert_eq!(round.status == Status::Optimal, best);
                prop_assert!(round.certificate.matched <= round.certificate.most);
            }
        }
    }

    /// Edges of which the deadline left some unfound make rounds that hold, and claim no proof.
    #[test]
    fn rounds_of_some_edges_claim_no_proof() {
        let mut builder = Cohort::builder().topic(Topic::new("rust"));
        for id in ["ada", "bo", "cem", "dan", "eve"] {
            builder = builder.mentor(Mentor::new(id).offers(Offer::new("rust")));
            builder = builder.mentee(Mentee::new(id).wants(Want::new("rust")));
        }
        let cohort = builder.build().unwrap();
        let people = People::new(&cohort);
        let index = Index::new(cohort.roster(), cohort.scorer());
        let mut edges = Edges::of(&people, &index, MOST_PAIRS, &Control::new()).unwrap();
        edges.all.truncate(6);
        edges.complete = false;
        let options = PeerOptions { rounds: 2, odd: Odd::Trio, ..PeerOptions::default() };
        let rounds = solve(&people, &edges, &[Vec::new(), Vec::new()], &options, &Control::new()).unwrap();
        let matching = write(&people, &index, &edges, &rounds, record(&cohort, &options));
        assert!(!matching.rounds[0].trios.is_empty());
        assert_eq!((matching.status, matching.rounds[0].certificate.scope.as_str()), (Status::Deadline, "found"));
        matching.verify(&cohort).unwrap();
    }

    /// A mentor whom a mentee's list leaves out counts in full where the mentee is on the mentor's own.
    #[test]
    fn both_ways_count_where_only_one_is_on_a_list() {
        let mut builder = Cohort::builder().topic(Topic::new("rust")).topic(Topic::new("law"));
        for (id, level) in [("ada", 5), ("bo", 2), ("cem", 1)] {
            builder = builder.mentor(Mentor::new(id).offers(Offer::new("rust").level(level)));
            builder = builder.mentee(Mentee::new(id).wants(Want::new("rust").level(3)));
        }
        let cohort = builder.build().unwrap();
        let options = PeerOptions::default();
        let matching = within(3, &cohort, &options, &Control::new()).unwrap();
        assert_eq!(matching.rounds[0].certificate.candidates, Some(1));
        assert_eq!(matching.rounds[0].pairs[0].directions.len(), 2);
        matching.verify(&cohort).unwrap();
    }
}
