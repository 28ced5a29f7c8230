//! The proof of a round between peers, put together anew and checked.

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use crate::assign::problem::MOST;
use crate::error::{ErrorCode, Problems};
use crate::matching::{PeerCertificate, PeerJoining, PeerRound};
use crate::options::Odd;
use crate::peer::certificate;
use crate::points::FULL;
use crate::read::excerpt;
use crate::rounds::{Edge, FoundEdges, People, PersonIx};
use crate::solve::{OddSet, PeersProblem, PeersSolution};
use crate::status::Status;

/// What is known after some rounds.
pub(super) struct Proof<'a> {
    people: &'a People<'a>,
    edges: &'a FoundEdges,
    locks: &'a [Vec<(PersonIx, PersonIx)>],
    /// Who has met so far.
    met: BTreeSet<(PersonIx, PersonIx)>,
    /// Who waits for a round of their own.
    locked: BTreeSet<(PersonIx, PersonIx)>,
    /// How often everybody was left over.
    left: Vec<u32>,
}

/// What is wrong, and where in the certificate.
type Wrong<'a> = &'a mut dyn FnMut(&str, String);

impl<'a> Proof<'a> {
    pub(super) fn new(people: &'a People<'a>, edges: &'a FoundEdges, locks: &'a [Vec<(PersonIx, PersonIx)>]) -> Self {
        let left = (0..people.len() as PersonIx).map(|person| people.passed_over(person)).collect();
        let locked = locks.iter().flatten().copied().collect();
        Proof { people, edges, locks, met: BTreeSet::new(), locked, left }
    }

    /// Checks the proof of the next round, and remembers what came of it.
    pub(super) fn check(&mut self, round: &PeerRound, told: &Told, at: usize, odd: Odd, problems: &mut Problems) {
        let certificate = &round.certificate;
        let mut wrong = |path: &str, message: String| {
            problems.add(ErrorCode::BoundMismatch, format!("rounds[{at}].certificate{path}"), message);
        };
        let stated = (certificate.candidates, certificate.scope.as_str());
        let scope = match (self.edges.complete, self.edges.cut) {
            (false, _) => "found",
            (true, Some(_)) => "candidates",
            (true, None) => "cohort",
        };
        if stated != (self.edges.cut, scope) {
            wrong(".scope", format!("the scope is not `{}`", excerpt(&certificate.scope)));
        }
        let open: Vec<Edge> = self.edges.all.iter().copied().filter(|edge| self.is_open(edge.a, edge.b)).collect();
        let locks: &[(PersonIx, PersonIx)] = self.locks.get(at).map_or(&[], Vec::as_slice);
        let busy: BTreeSet<PersonIx> = locks.iter().flat_map(|&(a, b)| [a, b]).collect();
        let free = || open.iter().copied().filter(|edge| !busy.contains(&edge.a) && !busy.contains(&edge.b));
        let more = if self.edges.complete {
            self.check_pairs(certificate, &free().collect::<Vec<Edge>>(), told, locks, &mut wrong)
        } else {
            self.check_unproved(certificate)
        };
        let total: i64 = told.pairs.iter().map(|pair| i64::from(pair.points)).sum();
        let matched = 2 * told.pairs.len() as u32;
        if let Some((more, most)) = more {
            let bound = (i128::from(total) + more).min(i128::from(MOST));
            if i128::from(certificate.bound_points) != bound {
                wrong(".bound_points", format!("the proof is of a bound of {bound}, not {}", certificate.bound_points));
            }
            let most = if more == 0 { matched } else { most };
            if certificate.most != most {
                wrong(".most", format!("the proof is of {most} people at most, not {}", certificate.most));
            }
        }
        if certificate.matched != matched {
            wrong(".matched", format!("{matched} people are in a pair, not {}", certificate.matched));
        }
        if certificate.bound_points.checked_sub(certificate.total_points) != Some(certificate.gap) {
            wrong(".gap", "the gap is not the bound less the total".to_owned());
        }
        let joining = certificate.joining.as_ref();
        match (odd, joining) {
            (Odd::Bye, None) => {}
            (Odd::Trio, None) if !self.edges.complete => {}
            (Odd::Trio, Some(joining)) if self.edges.complete => self.check_joining(joining, &open, told, &mut wrong),
            _ => wrong(".joining", "the proof of who joins is missing, or of nothing".to_owned()),
        }
        if certificate.total_points != total {
            let message = format!("the pairs sum to {total}, not to {}", certificate.total_points);
            problems.add(ErrorCode::TotalMismatch, format!("rounds[{at}].certificate.total_points"), message);
        }
        let optimal = scope != "found" && certificate.gap == 0 && joining.is_none_or(|joining| joining.gap == 0);
        if round.status != if optimal { Status::Optimal } else { Status::Deadline } {
            let message = format!("the status is `{}`, the gap {}", round.status.as_str(), certificate.gap);
            problems.add(ErrorCode::StatusMismatch, format!("rounds[{at}].status"), message);
        }
        self.remember(told);
    }

    /// Whether two people can still meet by choice.
    fn is_open(&self, a: PersonIx, b: PersonIx) -> bool {
        !self.met.contains(&(a, b)) && !self.locked.contains(&(a, b))
    }

    fn remember(&mut self, told: &Told) {
        let paired: BTreeSet<PersonIx> = told.pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        for (person, left) in (0..).zip(&mut self.left) {
            *left = left.saturating_add(u32::from(!paired.contains(&person)));
        }
        self.met.extend(told.pairs.iter().map(|pair| (pair.a, pair.b)));
        for guest in &told.guests {
            self.met.extend([guest.a, guest.b].map(|host| (host.min(guest.who), host.max(guest.who))));
        }
    }

    /// The level of everybody among `who`: 1 for those who were left over least often, then 2.
    fn levels(&self, who: &BTreeSet<PersonIx>) -> BTreeMap<PersonIx, i64> {
        let count = |person: &PersonIx| self.left.get(*person as usize).copied().unwrap_or(0);
        let counts: BTreeSet<u32> = who.iter().map(count).collect();
        let level: BTreeMap<u32, i64> = counts.into_iter().zip(1..).collect();
        who.iter().map(|person| (*person, level.get(&count(person)).copied().unwrap_or(0))).collect()
    }

    /// Without a proof: two people are worth no more than two perfect pairs.
    fn check_unproved(&self, certificate: &PeerCertificate) -> Option<(i128, u32)> {
        let active = (0..self.people.len() as PersonIx).filter(|&person| self.people.takes_part(person)).count();
        let more = active as i128 * i128::from(FULL) - i128::from(certificate.total_points);
        Some((more, active as u32 & !1))
    }

    /// How many more points another choice could have, and how many people in a pair, as duals and odd sets prove.
    fn check_pairs(
        &self,
        certificate: &PeerCertificate,
        free: &[Edge],
        told: &Told,
        locks: &[(PersonIx, PersonIx)],
        wrong: Wrong<'_>,
    ) -> Option<(i128, u32)> {
        let mut best: BTreeMap<PersonIx, u32> = BTreeMap::new();
        for (edge, end) in free.iter().flat_map(|edge| [(edge, edge.a), (edge, edge.b)]) {
            let best = best.entry(end).or_insert(0);
            *best = edge.points.max(*best);
        }
        let lift = best.values().map(|&points| i64::from(points)).sum::<i64>() / 2 + 1;
        if certificate.lift != lift {
            wrong(".lift", format!("a level counts {lift}, not {}", certificate.lift));
            return None;
        }
        let levels = self.levels(&best.keys().copied().collect());
        let level = |person: PersonIx| levels.get(&person).copied().unwrap_or(0);
        let weight: Vec<i64> =
            free.iter().map(|edge| lift * (level(edge.a) + level(edge.b)) + i64::from(edge.points)).collect();
        let (a, b): (Vec<u32>, Vec<u32>) = free.iter().map(|edge| (edge.a, edge.b)).unzip();
        let problem = PeersProblem { a: &a, b: &b, weight: &weight, n: self.people.len() };

        let mut edges = Vec::new();
        let mut partner = vec![None; self.people.len()];
        for pair in told.pairs.iter().filter(|pair| !locks.contains(&(pair.a, pair.b))) {
            let Ok(at) = free.binary_search_by_key(&(pair.a, pair.b), |edge| (edge.a, edge.b)) else {
                wrong(".candidates", "a pair is not among the candidates".to_owned());
                return None;
            };
            edges.push(at as u32);
            for (person, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                if let Some(partner) = partner.get_mut(person as usize) {
                    *partner = Some(other);
                }
            }
        }
        let total: i128 =
            edges.iter().filter_map(|&at| weight.get(at as usize)).map(|&weight| i128::from(weight)).sum();
        let mut duals = vec![0; self.people.len()];
        for (id, &dual) in &certificate.duals {
            match self.people.find(id).and_then(|person| duals.get_mut(person as usize)) {
                Some(slot) => *slot = dual,
                None => wrong(".duals", format!("`{}` is not in the cohort", excerpt(id))),
            }
        }
        let odd_sets = self.odd_sets(certificate, wrong)?;
        let bound = proved(&duals, &odd_sets);
        let (Ok(total), Ok(bound)) = (i64::try_from(total), i64::try_from(bound)) else {
            wrong(".duals", "the duals are too large to prove anything".to_owned());
            return None;
        };
        let status = if bound == total { Status::Optimal } else { Status::Deadline };
        let gap = bound.saturating_sub(total);
        let solution = PeersSolution { edges, partner, total, bound, gap, duals, odd_sets, status };
        if let Err(error) = certificate::check(&problem, &solution) {
            error.problems().for_each(|problem| wrong(".duals", problem.message.clone()));
            return None;
        }
        let most = (bound / lift).min(levels.len() as i64) as u32;
        Some((i128::from(bound) - i128::from(total), (most & !1) + 2 * locks.len() as u32))
    }

    fn odd_sets(&self, certificate: &PeerCertificate, wrong: Wrong<'_>) -> Option<Vec<OddSet>> {
        let mut sets = Vec::with_capacity(certificate.odd_sets.len());
        for (k, set) in certificate.odd_sets.iter().enumerate() {
            let people: Option<Vec<PersonIx>> = set.people.iter().map(|id| self.people.find(id)).collect();
            let Some(people) = people else {
                wrong(&format!(".odd_sets[{k}]"), "somebody is not in the cohort".to_owned());
                return None;
            };
            sets.push(OddSet { people, sets: set.sets.clone(), dual: set.dual });
        }
        Some(sets)
    }

    /// That nobody else can join a pair, and none a better one.
    fn check_joining(&self, joining: &PeerJoining, open: &[Edge], told: &Told, wrong: Wrong<'_>) {
        let mut pair_of: BTreeMap<PersonIx, (PersonIx, PersonIx)> = BTreeMap::new();
        for pair in &told.pairs {
            pair_of.extend([(pair.a, (pair.a, pair.b)), (pair.b, (pair.a, pair.b))]);
        }
        // Who may join which pair, and the points that they would have with the two.
        let mut seats: BTreeMap<(PersonIx, (PersonIx, PersonIx)), u32> = BTreeMap::new();
        for (who, host) in open.iter().flat_map(|edge| [(edge.a, edge.b), (edge.b, edge.a)]) {
            let (None, Some(&(a, b))) = (pair_of.get(&who), pair_of.get(&host)) else { continue };
            if [a, b].iter().all(|&it| self.is_open(who.min(it), who.max(it)) && self.people.may_sit(who, it)) {
                seats.insert((who, (a, b)), self.people.worth(who, a) + self.people.worth(who, b));
            }
        }
        let mut best: BTreeMap<PersonIx, u32> = BTreeMap::new();
        for (&(who, _), &points) in &seats {
            let best = best.entry(who).or_insert(0);
            *best = points.max(*best);
        }
        let lift = best.values().map(|&points| i64::from(points)).sum::<i64>() + 1;
        if joining.lift != lift {
            return wrong(".joining.lift", format!("a level counts {lift}, not {}", joining.lift));
        }
        let levels = self.levels(&best.keys().copied().collect());
        let weigh = |who: PersonIx, points: u32| {
            i128::from(lift) * i128::from(levels.get(&who).copied().unwrap_or(0)) + i128::from(points)
        };
        let mut prices: BTreeMap<(PersonIx, PersonIx), i128> = BTreeMap::new();
        for price in &joining.prices {
            let ids: Option<Vec<PersonIx>> = price.people.iter().map(|id| self.people.find(id)).collect();
            let pair = match ids.as_deref() {
                Some(&[a, b]) if pair_of.get(&a) == Some(&(a, b)) && price.price > 0 => (a, b),
                _ => return wrong(".joining.prices", "a price is of no pair, or not above 0".to_owned()),
            };
            if prices.insert(pair, price.price.into()).is_some() {
                return wrong(".joining.prices", "a pair has two prices".to_owned());
            }
        }
        let mut bound: i128 = prices.values().sum();
        let mut gains: BTreeMap<PersonIx, i128> = BTreeMap::new();
        for (&(who, pair), &points) in &seats {
            let gain = gains.entry(who).or_insert(0);
            *gain = (*gain).max(weigh(who, points) - prices.get(&pair).copied().unwrap_or(0));
        }
        bound += gains.values().sum::<i128>();
        let (mut total, mut points) = (0_i128, 0_i64);
        for guest in &told.guests {
            if !seats.contains_key(&(guest.who, (guest.a, guest.b))) {
                return wrong(".joining", "somebody who joined is not among the candidates".to_owned());
            }
            total += weigh(guest.who, guest.points);
            points += i64::from(guest.points);
        }
        let gap = (bound - total).min(i128::from(MOST));
        if i128::from(joining.gap) != gap {
            wrong(".joining.gap", format!("the prices prove a gap of {gap}, not {}", joining.gap));
        }
        if joining.total_points != points {
            wrong(".joining.total_points", format!("they sum to {points}, not to {}", joining.total_points));
        }
    }
}

/// What duals and nested sets prove, in whole units of weight.
fn proved(duals: &[i64], odd_sets: &[OddSet]) -> i128 {
    let mut sizes: Vec<i128> = Vec::with_capacity(odd_sets.len());
    let mut sum: i128 = duals.iter().map(|&dual| i128::from(dual)).sum();
    for set in odd_sets {
        let inner: i128 = set.sets.iter().map(|&at| sizes.get(at as usize).copied().unwrap_or(0)).sum();
        let size = inner.saturating_add(set.people.len() as i128).min(1 << 40);
        sizes.push(size);
        sum = sum.saturating_add(i128::from(set.dual).saturating_mul((size - 1) / 2));
    }
    sum.div_euclid(2)
}
