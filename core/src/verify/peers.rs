//! Rounds between peers: judged from scratch, trusting neither the solver nor the search for edges.
//!
//! Every two people are judged again; from these edges each round's weights are made anew, as the documentation of the certificate
//! says, and duals and odd sets are checked against every one of them.

mod proof;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{every_eligible_pair, same_origin};
use crate::cohort::Cohort;
use crate::error::{Error, ErrorCode, Problems};
use crate::index::Index;
use crate::matching::{PeerMatching, PeerRound};
use crate::options::{Odd, PeerOptions};
use crate::read::excerpt;
use crate::roster::MentorIx;
use crate::rounds::{Edge, FEW, FoundEdges, Guest, Made, OBJECTIVE, People, PersonIx, locked_by_round, record, write};
use crate::status::Status;
use crate::threads;
use proof::Proof;

impl PeerMatching {
    /// Whether this document is what its cohort yields: who may meet, nobody twice, locks, points, sums, an answer for everybody in
    /// every round, and the proof of every round. O(mentees · mentors), and a pass over the edges a round.
    ///
    /// # Errors
    /// Everything that does not hold, each with its path in the document.
    pub fn verify(&self, cohort: &Cohort) -> Result<(), Error> {
        threads::with(None, || verify(self, cohort))?
    }
}

/// A round as the document tells it.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// Those that somebody joined among them; in order.
    pub(super) pairs: Vec<Edge>,
    pub(super) guests: Vec<Guest>,
}

fn verify(matching: &PeerMatching, cohort: &Cohort) -> Result<(), Error> {
    let mut problems = Problems::default();
    same_origin((&matching.schema, PeerMatching::SCHEMA), &matching.run, cohort, &mut problems);
    let options = check_options(matching, cohort, &mut problems);
    // Against another cohort, nothing else would mean anything.
    problems.into_result()?;

    let people = People::new(cohort);
    let locks = locked_by_round(&people, matching.rounds.len())?;
    let mut problems = Problems::default();
    let mut met: BTreeSet<(PersonIx, PersonIx)> = BTreeSet::new();
    let mut told = Vec::with_capacity(matching.rounds.len());
    for ((round, at), locks) in matching.rounds.iter().zip(0..).zip(&locks) {
        let mut reader =
            RoundReader { people: &people, path: format!("rounds[{at}]"), met: &mut met, problems: &mut problems };
        told.push(reader.read(round, options.odd, locks));
    }
    // Only rounds that are sound so far can be proved and written again.
    problems.into_result()?;

    let mut problems = Problems::default();
    let edges = every_edge(&people, matching);
    let mut proof = Proof::new(&people, &edges, &locks);
    for ((round, at), told) in matching.rounds.iter().zip(0..).zip(&told) {
        proof.check(round, told, at, options.odd, &mut problems);
    }
    let optimal = matching.rounds.iter().all(|round| round.status == Status::Optimal);
    if (matching.status == Status::Optimal) != optimal || matching.status == Status::WithinGap {
        let message = format!("the status is `{}`, which is not that of the rounds", matching.status.as_str());
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
    problems.into_result()?;
    cohort.in_any_words(|cohort| check_rewriting(matching, &People::new(cohort), &edges, &told, &locks))
}

/// What was asked for, by the record.
fn check_options(matching: &PeerMatching, cohort: &Cohort, problems: &mut Problems) -> PeerOptions {
    let run = &matching.run;
    let odd = [Odd::Bye, Odd::Trio].into_iter().find(|odd| run.options.get("odd").is_some_and(|it| it == odd.as_str()));
    let rounds = matching.rounds.len() as u32;
    let options = PeerOptions { rounds, odd: odd.unwrap_or_default(), seed: run.seed, threads: None };
    if run.objective != OBJECTIVE || run.options != record(cohort, &options).options || options.check().is_err() {
        problems.add(ErrorCode::WrongCohort, "run", format!("this is not the record of {rounds} rounds between peers"));
    }
    options
}

/// Judges what one round says of who meets whom.
struct RoundReader<'a> {
    people: &'a People<'a>,
    path: String,
    /// Who has met so far.
    met: &'a mut BTreeSet<(PersonIx, PersonIx)>,
    problems: &'a mut Problems,
}

impl RoundReader<'_> {
    fn read(&mut self, round: &PeerRound, odd: Odd, locks: &[(PersonIx, PersonIx)]) -> Told {
        let mut seen = vec![false; self.people.len()];
        let mut told = Told::default();
        for (k, pair) in round.pairs.iter().enumerate() {
            let path = format!("{}.pairs[{k}]", self.path);
            let Some([a, b]) = self.everybody(&path, &pair.people, &mut seen) else { continue };
            let points = self.judge(&path, a, b);
            self.check_points(&path, points, pair.points);
            self.meet(&path, a, b);
            told.pairs.push(Edge { a, b, points });
        }
        for (k, trio) in round.trios.iter().enumerate() {
            let path = format!("{}.trios[{k}]", self.path);
            let Some(three) = self.everybody::<3>(&path, &trio.people, &mut seen) else { continue };
            let joined = three.into_iter().find(|&person| self.people.id(person) == trio.joined);
            let (Some(who), Odd::Trio) = (joined, odd) else {
                let message = format!("`{}` cannot have joined", excerpt(&trio.joined));
                self.problems.add(ErrorCode::IneligiblePair, format!("{path}.joined"), message);
                continue;
            };
            let hosts: Vec<PersonIx> = three.into_iter().filter(|&person| person != who).collect();
            let &[a, b] = hosts.as_slice() else { continue };
            let of_pair = self.judge(&path, a, b);
            let with_both = self.people.worth(a, who) + self.people.worth(b, who);
            if with_both == 0 || !self.people.may_sit(who, a) || !self.people.may_sit(who, b) {
                let message = format!("`{}` may not join the other two", excerpt(&trio.joined));
                self.problems.add(ErrorCode::IneligiblePair, &path, message);
            }
            self.check_points(&path, of_pair + with_both, trio.points);
            for (one, other) in [(a, b), (a.min(who), a.max(who)), (b.min(who), b.max(who))] {
                self.meet(&path, one, other);
            }
            told.pairs.push(Edge { a, b, points: of_pair });
            told.guests.push(Guest { who, a, b, points: with_both });
        }
        told.pairs.sort_unstable();
        told.guests.sort_unstable_by_key(|guest| (guest.a, guest.b));
        for (k, bye) in round.byes.iter().enumerate() {
            let path = format!("{}.byes[{k}]", self.path);
            if self.everybody::<1>(&path, std::slice::from_ref(&bye.person), &mut seen).is_some()
                && bye.reasons.is_empty()
            {
                let message = format!("`{}` has no reason", excerpt(&bye.person));
                self.problems.add(ErrorCode::PersonUnanswered, path, message);
            }
        }
        for (person, _) in (0..).zip(&seen).filter(|(_, seen)| !**seen) {
            let message = format!("`{}` has no answer in this round", excerpt(self.people.id(person)));
            self.problems.add(ErrorCode::PersonUnanswered, &self.path, message);
        }
        for &(a, b) in locks {
            if told.pairs.binary_search_by_key(&(a, b), |pair| (pair.a, pair.b)).is_err() {
                let who = [a, b].map(|person| excerpt(self.people.id(person)));
                let message = format!("the locked pair of `{}` and `{}` is missing", who[0], who[1]);
                self.problems.add(ErrorCode::LockMissing, format!("{}.pairs", self.path), message);
            }
        }
        told
    }

    /// The people of one conversation: in the cohort, in order, and in no other conversation of this round.
    fn everybody<const N: usize>(&mut self, path: &str, ids: &[String], seen: &mut [bool]) -> Option<[PersonIx; N]> {
        let found: Option<Vec<PersonIx>> = ids.iter().map(|id| self.people.find(id)).collect();
        let Some(found) =
            found.and_then(|found| <[PersonIx; N]>::try_from(found).ok()).filter(|it| it.is_sorted_by(|a, b| a < b))
        else {
            let message = format!("these are not {N} people of the cohort in the order of their ids");
            self.problems.add(ErrorCode::IneligiblePair, path, message);
            return None;
        };
        for person in found {
            if seen.get_mut(person as usize).is_some_and(|seen| std::mem::replace(seen, true)) {
                let message = format!("`{}` has another answer in this round", excerpt(self.people.id(person)));
                self.problems.add(ErrorCode::SeatOversold, path, message);
            }
        }
        Some(found)
    }

    /// What two people are worth to each other, who must be worth something.
    fn judge(&mut self, path: &str, a: PersonIx, b: PersonIx) -> u32 {
        let points = self.people.worth(a, b);
        if points == 0 {
            let who = format!("`{}` and `{}`", excerpt(self.people.id(a)), excerpt(self.people.id(b)));
            if self.people.are_unwilling(a, b) {
                let message = format!("{who} share no wanted topic that the other is willing to talk about");
                self.problems.add(ErrorCode::UnwillingPair, path, message);
            } else {
                self.problems.add(ErrorCode::IneligiblePair, path, format!("{who} may not meet"));
            }
        }
        points
    }

    fn check_points(&mut self, path: &str, points: u32, stated: u32) {
        if points != stated {
            let message = format!("they are worth {points} points, not {stated}");
            self.problems.add(ErrorCode::ScoreMismatch, format!("{path}.points"), message);
        }
    }

    fn meet(&mut self, path: &str, a: PersonIx, b: PersonIx) {
        if !self.met.insert((a, b)) {
            let who = [a, b].map(|person| excerpt(self.people.id(person)));
            let message = format!("`{}` and `{}` have met in an earlier round", who[0], who[1]);
            self.problems.add(ErrorCode::IneligiblePair, path, message);
        }
    }
}

/// Everybody who may meet, from every pair of mentor and mentee by itself; cut as the document says.
fn every_edge(people: &People<'_>, matching: &PeerMatching) -> FoundEdges {
    let cohort = people.cohort;
    let first = matching.rounds.first().map(|round| &round.certificate);
    let mut rows = every_eligible_pair(cohort);
    for (row, _) in rows.iter_mut().zip(&cohort.roster().mentees).filter(|(_, mentee)| mentee.seats == 0) {
        row.clear();
    }
    // Nothing was left out if nobody has more.
    let cut = first.and_then(|certificate| certificate.candidates);
    let cut = cut.filter(|&most| rows.iter().any(|row| row.len() > most as usize));
    let mut ways: Vec<(PersonIx, PersonIx)> = Vec::new();
    let mut on: BTreeMap<PersonIx, usize> = BTreeMap::new();
    for (mentee, row) in (0..).zip(&rows) {
        let mut row = row.clone();
        if let Some(most) = cut {
            row.sort_by_key(|&(mentor, points)| (Reverse(points), mentor));
            row.truncate(most as usize);
        }
        let learner = people.of_mentee(mentee);
        for other in row.iter().map(|way| people.of_mentor(way.0)) {
            ways.push((learner.min(other), learner.max(other)));
            for person in [learner, other] {
                *on.entry(person).or_insert(0) += 1;
            }
        }
    }
    if cut.is_some() {
        ways.extend(of_few(people, &rows, &on));
    }
    let pairs: BTreeSet<(PersonIx, PersonIx)> = ways.into_iter().collect();
    let all = pairs.into_iter().map(|(a, b)| Edge { a, b, points: people.worth(a, b) });
    let complete = first.is_none_or(|certificate| certificate.scope != "found");
    FoundEdges { all: all.filter(|edge| edge.points > 0).collect(), cut, complete }
}

/// The best mentees of mentors who are on few lists.
fn of_few(
    people: &People<'_>,
    rows: &[Vec<(MentorIx, u32)>],
    on: &BTreeMap<PersonIx, usize>,
) -> impl Iterator<Item = (PersonIx, PersonIx)> {
    let mut best: BTreeMap<PersonIx, BTreeSet<(Reverse<u32>, PersonIx)>> = BTreeMap::new();
    for (mentee, row) in (0..).zip(rows) {
        for &(mentor, points) in row {
            let teacher = people.of_mentor(mentor);
            if on.get(&teacher).is_none_or(|&on| on < FEW) {
                // People are in the order of ids, as mentees are.
                best.entry(teacher).or_default().insert((Reverse(points), people.of_mentee(mentee)));
            }
        }
    }
    best.into_iter().flat_map(|(teacher, mentees)| {
        let few = mentees.into_iter().take(FEW);
        few.map(move |(_, other)| (teacher.min(other), teacher.max(other))).collect::<Vec<_>>()
    })
}

/// Writes the document again from its pairs: every reason and sentence must be the same.
fn check_rewriting(
    matching: &PeerMatching,
    people: &People<'_>,
    edges: &FoundEdges,
    told: &[Told],
    locks: &[Vec<(PersonIx, PersonIx)>],
) -> Result<(), Error> {
    let index = Index::new(people.cohort.roster(), people.cohort.scorer());
    let rounds: Vec<Made> =
        told.iter().zip(locks).map(|(told, locks)| Made::told(&told.pairs, locks, &told.guests)).collect();
    let again = write(people, &index, edges, &rounds, matching.run.clone());
    let mut problems = Problems::default();
    let mut compare = |path: String, same: bool| {
        if !same {
            problems.add(ErrorCode::ScoreMismatch, path, "this is not what the cohort yields");
        }
    };
    for ((at, stated), found) in matching.rounds.iter().enumerate().zip(&again.rounds) {
        let path = format!("rounds[{at}]");
        compare(format!("{path}.pairs"), stated.pairs.len() == found.pairs.len());
        for ((k, stated), found) in stated.pairs.iter().enumerate().zip(&found.pairs) {
            compare(format!("{path}.pairs[{k}]"), stated == found);
        }
        for ((k, stated), found) in stated.trios.iter().enumerate().zip(&found.trios) {
            compare(format!("{path}.trios[{k}]"), stated == found);
        }
        // What a deadline left unlooked at has other reasons than a full look gives.
        if edges.complete {
            for ((k, stated), found) in stated.byes.iter().enumerate().zip(&found.byes) {
                compare(format!("{path}.byes[{k}]"), stated == found);
            }
        }
    }
    compare("adopted_topics".to_owned(), matching.adopted_topics == again.adopted_topics);
    problems.into_result()
}
