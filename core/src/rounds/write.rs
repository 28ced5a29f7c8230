//! The document: a pure function of the people and the rounds, so that verifying can write it again.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::edges::{Edge, Edges};
use super::joining::{Guest, Joined};
use super::pairing::Paired;
use super::people::{People, Person, PersonIx};
use crate::assign::problem::MOST;
use crate::explain::{self, Absences, Ground, Left, LeftOver, Limits};
use crate::index::Index;
use crate::matcher::adopted_topics;
use crate::matching::{
    PeerBye, PeerCertificate, PeerDirection, PeerJoining, PeerMatching, PeerPair, PeerPrice, PeerRound, PeerSet,
    PeerTrio, Run,
};
use crate::points::FULL;
use crate::status::Status;

/// The name of what these rounds are best at, in the record of a run.
pub(crate) const OBJECTIVE: &str = "peers";
/// The names of options in it.
pub(crate) const ODD: &str = "odd";
pub(crate) const ROUNDS: &str = "rounds";

/// What was made of a round.
#[derive(Debug, Clone, Default)]
pub(crate) struct Made {
    /// Locked ones among them; in order.
    pub(crate) pairs: Vec<Edge>,
    pub(crate) locks: Vec<(PersonIx, PersonIx)>,
    pub(crate) paired: Paired,
    /// If those who are left over may join a pair.
    pub(crate) joined: Option<Joined>,
}

/// The document.
pub(crate) fn write(people: &People<'_>, index: &Index, edges: &Edges, rounds: &[Made], run: Run) -> PeerMatching {
    let unseen = BTreeSet::new();
    let limits = Limits::new(people.cohort, &[], None);
    let absences = Absences::new(people.cohort, index, Ground::Points(&[]), &unseen, &limits);
    let mut left_over = LeftOver::new(absences);
    let mut known = vec![Known::default(); people.len()];
    for end in edges.all.iter().flat_map(|edge| [edge.a, edge.b]) {
        if let Some(known) = known.get_mut(end as usize) {
            known.could += 1;
        }
    }
    let rounds: Vec<PeerRound> = rounds
        .iter()
        .map(|made| {
            let round = Writer { people, edges, made }.round(&mut left_over, &known);
            for (a, b) in made.meetings().filter(|&(a, b)| edges.holds(a, b)) {
                for end in [a, b] {
                    if let Some(known) = known.get_mut(end as usize) {
                        known.met += 1;
                    }
                }
            }
            round
        })
        .collect();
    let optimal = rounds.iter().all(|round| round.status == Status::Optimal);
    PeerMatching {
        schema: PeerMatching::SCHEMA.to_owned(),
        status: if optimal { Status::Optimal } else { Status::Deadline },
        rounds,
        adopted_topics: adopted_topics(people.cohort),
        run,
    }
}

/// How many people somebody could meet, and has met so far.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    could: u32,
    met: u32,
}

impl Edges {
    fn holds(&self, a: PersonIx, b: PersonIx) -> bool {
        self.all.binary_search_by_key(&(a, b), |edge| (edge.a, edge.b)).is_ok()
    }
}

impl Made {
    /// A round as a document tells it, without its proof.
    pub(crate) fn told(pairs: &[Edge], locks: &[(PersonIx, PersonIx)], guests: &[Guest]) -> Self {
        let place = |guest: &Guest| pairs.binary_search_by_key(&(guest.a, guest.b), |pair| (pair.a, pair.b));
        let who = guests.iter().filter_map(|guest| Some((guest.who, place(guest).ok()?))).collect();
        let joined = Some(Joined { who, ..Joined::default() });
        Made { pairs: pairs.to_vec(), locks: locks.to_vec(), paired: Paired::default(), joined }
    }

    /// Everybody who has met, two by two.
    fn meetings(&self) -> impl Iterator<Item = (PersonIx, PersonIx)> + '_ {
        let joined = self.joined.iter().flat_map(|joined| joined.meetings(&self.pairs));
        self.pairs.iter().map(|pair| (pair.a, pair.b)).chain(joined)
    }
}

/// One round being written.
struct Writer<'a> {
    people: &'a People<'a>,
    edges: &'a Edges,
    made: &'a Made,
}

impl Writer<'_> {
    fn round(&self, left_over: &mut LeftOver<'_>, known: &[Known]) -> PeerRound {
        let Made { pairs, joined, .. } = self.made;
        let guest: BTreeMap<usize, PersonIx> =
            joined.iter().flat_map(|joined| &joined.who).map(|&(who, at)| (at, who)).collect();
        let whole: Vec<(usize, &Edge)> = pairs.iter().enumerate().filter(|(at, _)| !guest.contains_key(at)).collect();
        let joins: Vec<(&Edge, PersonIx)> =
            guest.iter().filter_map(|(&at, &who)| Some((pairs.get(at)?, who))).collect();
        let mut trios: Vec<PeerTrio> = joins.par_iter().map(|&(pair, who)| self.trio(pair, who)).collect();
        trios.sort_by(|one, other| one.people.cmp(&other.people));
        let mut busy = vec![false; self.people.len()];
        super::take(&mut busy, self.made.meetings());
        let free = (0..).zip(&busy).filter(|(_, busy)| !**busy).map(|(person, _)| person);
        let byes = free.map(|person| PeerBye {
            person: self.people.id(person).to_owned(),
            reasons: left_over.reasons(self.left(person, known)),
        });
        let byes = byes.collect();
        let certificate = self.certificate(&trios);
        let joining = certificate.joining.as_ref().is_none_or(|joining| joining.gap == 0);
        let optimal = self.edges.complete && certificate.gap == 0 && joining;
        PeerRound {
            status: if optimal { Status::Optimal } else { Status::Deadline },
            pairs: whole.par_iter().map(|(_, pair)| self.pair(pair)).collect(),
            trios,
            byes,
            certificate,
        }
    }

    fn name(&self, person: PersonIx) -> &str {
        let Person { mentor, mentee } = self.people.get(person);
        let cohort = self.people.cohort;
        let as_mentor = mentor.and_then(|ix| cohort.mentor(ix).name.as_deref());
        let name = as_mentor.or_else(|| mentee.and_then(|ix| cohort.mentee(ix).name.as_deref()));
        name.unwrap_or_else(|| self.people.id(person))
    }

    fn left(&self, person: PersonIx, known: &[Known]) -> Left<'_> {
        let Person { mentor, mentee } = self.people.get(person);
        let Known { could, met } = known.get(person as usize).copied().unwrap_or_default();
        Left {
            name: self.name(person),
            mentor,
            mentee,
            takes_part: self.people.takes_part(person),
            open: could.saturating_sub(met),
            met,
            unseen: !self.edges.complete,
        }
    }

    fn ids<const N: usize>(&self, mut people: [PersonIx; N]) -> Vec<String> {
        people.sort_unstable();
        people.iter().map(|&person| self.people.id(person).to_owned()).collect()
    }

    fn directions(&self, a: PersonIx, b: PersonIx) -> impl Iterator<Item = PeerDirection> {
        self.people.eligible(a, b).map(|(mentor, mentee, _)| explain::direction(self.people.cohort, mentor, mentee))
    }

    fn is_locked(&self, pair: &Edge) -> bool {
        self.made.locks.binary_search(&(pair.a, pair.b)).is_ok()
    }

    fn pair(&self, pair: &Edge) -> PeerPair {
        let mut directions: Vec<PeerDirection> = self.directions(pair.a, pair.b).collect();
        directions.sort_by(|one, other| one.mentor.cmp(&other.mentor));
        let points = directions.iter().map(|direction| direction.points).sum();
        PeerPair {
            people: self.ids([pair.a, pair.b]),
            score: share(points, 2),
            points,
            locked: self.is_locked(pair),
            summary: sentences(String::new(), &directions),
            directions,
        }
    }

    fn trio(&self, pair: &Edge, who: PersonIx) -> PeerTrio {
        let every_two = [(pair.a, pair.b), (who, pair.a), (who, pair.b)];
        let mut directions: Vec<PeerDirection> = every_two.iter().flat_map(|&(a, b)| self.directions(a, b)).collect();
        directions.sort_by(|one, other| (&one.mentor, &one.mentee).cmp(&(&other.mentor, &other.mentee)));
        let points = directions.iter().map(|direction| direction.points).sum();
        let first = explain::joins(self.people.cohort.words(), self.name(who), [self.name(pair.a), self.name(pair.b)]);
        PeerTrio {
            people: self.ids([pair.a, pair.b, who]),
            joined: self.people.id(who).to_owned(),
            score: share(points, 6),
            points,
            locked: self.is_locked(pair),
            summary: sentences(first, &directions),
            directions,
        }
    }

    fn certificate(&self, trios: &[PeerTrio]) -> PeerCertificate {
        let Made { pairs, locks, paired, joined } = self.made;
        let total: i64 = pairs.iter().map(|pair| i64::from(pair.points)).sum();
        let matched = 2 * pairs.len() as u32;
        let mut certificate = PeerCertificate { total_points: total, matched, ..PeerCertificate::default() };
        if self.edges.complete {
            let chosen: i64 = paired.pairs.iter().map(|pair| i64::from(pair.points)).sum();
            let more = paired.bound - paired.lift * paired.covered - chosen;
            certificate.bound_points = total.saturating_add(more).min(MOST);
            certificate.most = if more == 0 {
                matched
            } else {
                let most = (paired.bound / paired.lift.max(1)).min(i64::from(paired.linked));
                (most as u32 & !1) + 2 * locks.len() as u32
            };
            certificate.scope = if self.edges.cut.is_some() { "candidates" } else { "cohort" }.to_owned();
            certificate.candidates = self.edges.cut;
            certificate.lift = paired.lift;
            certificate.duals =
                paired.duals.iter().map(|&(who, dual)| (self.people.id(who).to_owned(), dual)).collect();
            certificate.odd_sets = paired
                .odd_sets
                .iter()
                .map(|set| PeerSet {
                    people: set.people.iter().map(|&person| self.people.id(person).to_owned()).collect(),
                    sets: set.sets.clone(),
                    dual: set.dual,
                })
                .collect();
        } else {
            // Nobody has seen everybody: no more is known than that two people are worth two perfect pairs at most.
            let active = (0..self.people.len() as PersonIx).filter(|&person| self.people.takes_part(person)).count();
            certificate.bound_points = active as i64 * i64::from(FULL);
            certificate.most = active as u32 & !1;
            certificate.scope = "found".to_owned();
        }
        certificate.gap = certificate.bound_points - total;
        certificate.joining = joined.as_ref().filter(|_| self.edges.complete).map(|joined| {
            let of_pairs: i64 =
                joined.who.iter().filter_map(|&(_, at)| pairs.get(at)).map(|it| i64::from(it.points)).sum();
            let all: i64 = trios.iter().map(|trio| i64::from(trio.points)).sum();
            let prices = pairs.iter().zip(&joined.prices).filter(|(_, price)| **price > 0);
            PeerJoining {
                total_points: all - of_pairs,
                gap: joined.gap,
                lift: joined.lift,
                prices: prices.map(|(it, &price)| PeerPrice { people: self.ids([it.a, it.b]), price }).collect(),
            }
        });
        certificate
    }
}

/// Points as a share of so many perfect pairs of mentor and mentee.
fn share(points: u32, pairs: u32) -> f64 {
    f64::from(points) / f64::from(pairs * FULL)
}

fn sentences(first: String, directions: &[PeerDirection]) -> String {
    let more = directions.iter().map(|direction| direction.summary.as_str());
    let all: Vec<&str> = Some(first.as_str()).filter(|first| !first.is_empty()).into_iter().chain(more).collect();
    all.join(" ")
}
