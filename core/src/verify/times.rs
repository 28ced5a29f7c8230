//! Matchings with times: that everybody can be where they are to be, and that no matching for which there is time is better.
//!
//! In minutes, from what people state. Let p_j be prices of mentors, q_js of their slots and r_s of rooms, none negative. A session pays p_j, and
//! q_js + r_s for each slot that it reaches into; nobody pays for a slot of a mentor twice, and no slot for more than there are rooms. So no
//! matching is worth more than `Σ_j c_j · p_j + Σ q_js + rooms · Σ r_s + Σ_i (the a_i largest positive gains)`, where a pair gains its
//! points less what its cheapest session pays, and c_j is no more than the sessions that mentor j has time for.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::listed::{Pairs, check_bound};
use super::schedule::{Ground, Person, Side};
use crate::cohort::Cohort;
use crate::error::{ErrorCode, Problems};
use crate::listed::{Listed, Proof};
use crate::matching::{Appointment, Matching, Schedule, Session, Times};
use crate::model::Instant;
use crate::options::{MatchOptions, Objective};
use crate::roster::{MenteeIx, MentorIx};
use crate::run::run;
use crate::sessions::Starts;
use crate::status::Status;

/// No price is more: beyond it numbers are not exact in every language.
const DEAREST: i64 = 1 << 53;

/// Checks sessions and certificate, of which the prices without times are read already. `eligible` has every pair of each mentee.
pub(super) fn check(
    matching: &Matching,
    cohort: &Cohort,
    pairs: &BTreeSet<(MenteeIx, MentorIx)>,
    (prices, eligible): (&[i64], &[Pairs]),
    problems: &mut Problems,
) {
    let rooms = matching.run.rooms();
    let objectives = [Objective::Total, Objective::Coverage];
    let objective = objectives.into_iter().find(|it| it.as_str() == matching.run.objective).unwrap_or_default();
    let options = MatchOptions { objective, schedule: true, rooms, ..MatchOptions::default() };
    if options.check().is_err() || run(cohort, &options).options != matching.run.options {
        problems.add(ErrorCode::WrongCohort, "run.options", "this is not the record of a matching with times");
        return;
    }
    let [mentors, mentees] = crate::pricing::free_seats(cohort);
    if let Err(error) = Starts::of(cohort, &mentors, &mentees) {
        return error.problems().for_each(|problem| problems.push(problem.clone()));
    }
    check_sessions(matching, cohort, rooms, problems);
    // Without times the search may have been cut short, and with them not.
    check_bound(matching, cohort, (prices, eligible), false, problems);
    let certificate = &matching.certificate;
    let mut wrong = |path: &str, message: &str| problems.add(ErrorCode::BoundMismatch, path, message);
    let others = certificate.fair.is_some()
        || certificate.ranks.is_some()
        || certificate.stable.is_some()
        || certificate.quotas.is_some()
        || certificate.load.is_some()
        || certificate.coverage.is_some()
        || certificate.candidates.is_some();
    if others || certificate.scope != "cohort" {
        wrong("certificate", "this is the proof of another objective");
    }
    let Some(times) = &certificate.times else { return wrong("certificate.times", "the proof is missing") };
    let Some(market) = Market::new(times, cohort, rooms) else {
        return wrong("certificate.times", "prices are not what prices are, or of somebody or something else");
    };
    let covers = matching.run.objective == Objective::Coverage.as_str();
    let bonus = times.coverage.as_ref().map_or(0, |coverage| coverage.bonus);
    if covers != times.coverage.is_some() || (covers && !(bonus > certificate.bound_points && bonus <= DEAREST)) {
        return wrong("certificate.times.coverage", "the objective is another, or the bonus no more than all points");
    }
    let most = market.bound(eligible, bonus);
    let locked = &cohort.roster().locked;
    let by_locked: i64 =
        locked.iter().map(|(j, i, ())| i64::from(cohort.scorer().judge(cohort.roster(), j, i).points)).sum();
    let matched: BTreeSet<MenteeIx> = pairs.iter().map(|pair| pair.0).collect();
    let with_lock = matched.iter().filter(|mentee| !locked.of(**mentee).is_empty()).count();
    let free = (matched.len() - with_lock) as i128;
    let bound = most - free * i128::from(bonus) + i128::from(by_locked);
    let bound = bound.min(i128::from(certificate.bound_points));
    let stated = i128::from(times.bound_points);
    let optimal = matching.status == Status::Optimal;
    if stated < bound || (optimal && stated != bound) || stated > i128::from(certificate.bound_points) {
        wrong("certificate.times.bound_points", &format!("the prices prove {bound}, not {stated}"));
    }
    if times.bound_points.checked_sub(certificate.total_points) != Some(times.gap) || times.gap < 0 {
        wrong("certificate.times.gap", "the gap is not the bound less the total");
    }
    let mut all = true;
    if let Some(coverage) = &times.coverage {
        let reach = (most / i128::from(bonus.max(1))).min(market.able(eligible) as i128) + with_lock as i128;
        let stated = i128::from(coverage.bound);
        all = coverage.matched == coverage.bound;
        if coverage.matched as usize != matched.len() {
            wrong("certificate.times.coverage.matched", &format!("{} mentees have a mentor", matched.len()));
        }
        if stated < reach || (optimal && stated != reach) || coverage.bound < coverage.matched {
            wrong("certificate.times.coverage.bound", &format!("the prices prove {reach}, not {stated}"));
        }
    }
    if optimal != (times.gap == 0 && all) {
        let message = format!("the status is `{}`, the gap {}", matching.status.as_str(), times.gap);
        problems.add(ErrorCode::StatusMismatch, "status", message);
    }
}

/// The longest horizon: 366 days, and one for the clocks.
const MOST_MINUTES: u32 = 367 * 24 * 60;

/// What the document says of times, to write it again.
pub(super) fn again(matching: &Matching, cohort: &Cohort) -> Option<Listed> {
    let times = matching.certificate.times.clone()?;
    let plan = cohort.roster().plan.as_ref();
    let minute = |session: &Appointment| {
        let minute = u32::try_from(plan?.minute_of(Instant::parse(&session.start)?)).ok();
        minute.filter(|minute| *minute <= MOST_MINUTES)
    };
    let mut minutes: Vec<((&str, &str), Option<u32>)> = matching
        .pairings
        .iter()
        .map(|it| ((it.mentee.as_str(), it.mentor.as_str()), it.session.as_ref().and_then(minute)))
        .collect();
    minutes.sort_unstable();
    let minutes = minutes.into_iter().map(|(_, minute)| minute).collect();
    Some(Listed { candidates: None, proof: Proof::Times(times, minutes) })
}

/// That everybody can be where they are to be.
fn check_sessions(matching: &Matching, cohort: &Cohort, rooms: Option<u32>, problems: &mut Problems) {
    let (mut sessions, mut paths) = (Vec::new(), Vec::new());
    for (pairing, k) in matching.pairings.iter().zip(0_usize..) {
        let Some(Appointment { start, end, mentor_local, mentee_local, preferred }) = pairing.session.clone() else {
            if !pairing.locked {
                let message = "the pair has no time".to_owned();
                problems.add(ErrorCode::PersonUnanswered, format!("pairings[{k}].session"), message);
            }
            continue;
        };
        let (mentor, mentee) = (pairing.mentor.clone(), pairing.mentee.clone());
        let topic = pairing.shared_topics.first().map(|topic| topic.wanted.clone());
        sessions.push(Session {
            mentor,
            mentee,
            topic,
            start,
            end,
            mentor_local,
            mentee_local,
            preferred,
            kept: false,
        });
        paths.push(format!("pairings[{k}].session"));
    }
    let schedule = Schedule { sessions, ..Schedule::default() };
    Ground::new(&schedule, cohort, matching, rooms).check_sessions(&paths, "pairings", problems);
}

/// Prices, and everybody's time.
struct Market<'a> {
    cohort: &'a Cohort,
    session: i64,
    grid: i64,
    minutes: i64,
    rooms: i64,
    mentor_price: Vec<i64>,
    /// By mentor: minutes at which slots start, and their prices.
    slot_price: Vec<Vec<(i64, i64)>>,
    room_price: Vec<(i64, i64)>,
    mentors: Vec<(Person, Side)>,
    mentees: Vec<(Person, Side)>,
}

impl<'a> Market<'a> {
    /// Nothing if prices make no sense.
    fn new(times: &Times, cohort: &'a Cohort, rooms: Option<u32>) -> Option<Self> {
        let data = cohort.data();
        let plan = cohort.roster().plan.as_ref();
        let grid = i64::from(data.policy.slot_minutes);
        let minutes = plan.map_or(0, |plan| i64::from(plan.minutes()));
        let sane = |price: i64| (1..=DEAREST).contains(&price);
        let slot = |start: &str| {
            let minute = plan?.minute_of(Instant::parse(start)?);
            let spelled = u32::try_from(minute).ok().and_then(|minute| Some(plan?.utc(minute)));
            (minute % grid == 0 && minute < minutes && spelled.as_deref() == Some(start)).then_some(minute)
        };
        let mut mentor_price = vec![0; data.mentors.len()];
        for (id, &price) in &times.prices {
            *mentor_price.get_mut(cohort.find_mentor(id)? as usize)? = Some(price).filter(|&price| sane(price))?;
        }
        let mut slot_price: Vec<Vec<(i64, i64)>> = vec![Vec::new(); data.mentors.len()];
        let mut before = None;
        for cost in &times.slot_prices {
            let (mentor, minute) = (cohort.find_mentor(&cost.mentor)?, slot(&cost.start)?);
            let this = Some((cost.mentor.as_str(), minute));
            slot_price.get_mut(mentor as usize)?.push((minute, Some(cost.price).filter(|&price| sane(price))?));
            if before.replace(this) >= Some(this) {
                return None;
            }
        }
        let room =
            |cost: &crate::matching::RoomCost| Some((slot(&cost.start)?, Some(cost.price).filter(|&it| sane(it))?));
        let room_price: Vec<(i64, i64)> = times.room_prices.iter().map(room).collect::<Option<_>>()?;
        if !room_price.is_sorted_by(|one, other| one.0 < other.0) || (rooms.is_none() && !room_price.is_empty()) {
            return None;
        }
        let who = |id: &String, as_mentor: bool| (Person::of(cohort, id), Side::of(cohort, id, as_mentor));
        Some(Market {
            cohort,
            session: i64::from(data.policy.session_minutes),
            grid,
            minutes,
            rooms: i64::from(rooms.unwrap_or(0)),
            mentor_price,
            slot_price,
            room_price,
            mentors: data.mentors.par_iter().map(|mentor| who(&mentor.id, true)).collect(),
            mentees: data.mentees.par_iter().map(|mentee| who(&mentee.id, false)).collect(),
        })
    }

    /// What no matching is worth more than, locked pairs left out, if the first mentor of whoever has no locked pair is worth so much more.
    fn bound(&self, eligible: &[Pairs], bonus: i64) -> i128 {
        let roster = self.cohort.roster();
        let mut locks: BTreeMap<MentorIx, u32> = BTreeMap::new();
        roster.locked.iter().for_each(|(mentor, ..)| *locks.entry(mentor).or_insert(0) += 1);
        let mut sum = i128::from(self.rooms) * self.room_price.iter().map(|it| i128::from(it.1)).sum::<i128>();
        sum += self.slot_price.iter().flatten().map(|it| i128::from(it.1)).sum::<i128>();
        for (((mentor, row), &price), who) in (0..).zip(&roster.mentors).zip(&self.mentor_price).zip(&self.mentors) {
            let seats = row.seats.saturating_sub(locks.get(&mentor).copied().unwrap_or(0));
            sum += i128::from(price) * i128::from(self.has_time_for(seats, who));
        }
        let gains = (0..).zip(eligible).zip(&roster.mentees).zip(&self.mentees);
        let gain = |((mentee, row), seats, who): ((MenteeIx, &Pairs), u32, _)| {
            let free = seats.saturating_sub(roster.locked.of(mentee).len() as u32);
            self.gain(mentee, row, self.has_time_for(free, who), bonus)
        };
        let gains: Vec<_> = gains.map(|((row, it), who)| (row, it.seats, who)).collect();
        sum + gains.into_par_iter().map(gain).sum::<i128>()
    }

    /// How many mentees without a locked pair have a seat, and time with somebody whom they may meet.
    fn able(&self, eligible: &[Pairs]) -> usize {
        let roster = self.cohort.roster();
        let rows = (0..).zip(eligible).zip(&roster.mentees).zip(&self.mentees);
        let open = rows.filter(|(((mentee, _), row), who)| {
            roster.locked.of(*mentee).is_empty() && self.has_time_for(row.seats, who) > 0
        });
        let open: Vec<(MenteeIx, &Pairs)> = open.map(|((row, _), _)| row).collect();
        let able = |(mentee, row): &(MenteeIx, &Pairs)| row.iter().any(|it| self.cheapest(it.0, *mentee).is_some());
        open.into_par_iter().filter(able).count()
    }

    /// What a mentee gains at most with so many seats.
    fn gain(&self, mentee: MenteeIx, row: &[(MentorIx, u32)], seats: u32, bonus: i64) -> i128 {
        let locked = &self.cohort.roster().locked;
        let bonus = if locked.of(mentee).is_empty() { bonus } else { 0 };
        let mut open: Vec<(i64, MentorIx)> = row
            .iter()
            .filter(|&&(mentor, _)| !locked.contains(mentor, mentee))
            .filter_map(|&(mentor, points)| Some((i64::from(points) - self.mentor_price.get(mentor as usize)?, mentor)))
            .filter(|&(gain, _)| gain + bonus > 0)
            .collect();
        open.sort_unstable_by(|one, other| other.cmp(one));
        let mut best: Vec<i64> = Vec::new();
        for (gain, mentor) in open {
            // Without the price of slots, none that follow gain more.
            let enough = best.len() >= seats as usize;
            if seats == 0 || (enough && best.last().is_some_and(|&last| last >= gain)) {
                break;
            }
            let Some(cost) = self.cheapest(mentor, mentee) else { continue };
            let at = best.partition_point(|&other| other >= gain - cost);
            best.insert(at, gain - cost);
            best.truncate(seats as usize);
        }
        let first = best.first().map_or(0, |&first| (first + bonus).max(0));
        i128::from(first) + best.iter().skip(1).map(|&gain| i128::from(gain.max(0))).sum::<i128>()
    }

    /// What the cheapest session of two people pays for slots; nothing if they have no time for one.
    fn cheapest(&self, mentor: MentorIx, mentee: MenteeIx) -> Option<i64> {
        let (one, other) = (self.mentors.get(mentor as usize)?, self.mentees.get(mentee as usize)?);
        if !one.0.allows(1, self.session) || !other.0.allows(1, self.session) {
            return None;
        }
        let (free, side) = match (&one.1.free, &other.1.free) {
            (Some(free), _) => (free, &other.1),
            (None, Some(free)) => (free, &one.1),
            (None, None) => return None,
        };
        let prices = [self.slot_price.get(mentor as usize)?, &self.room_price];
        let mut cheapest: Option<i64> = None;
        for start in self.starts(free).filter(|&start| side.has(start, self.session)) {
            let over = |list: &Vec<(i64, i64)>| {
                let from = list.partition_point(|slot| slot.0 < start);
                let rest = list.get(from..).unwrap_or_default().iter();
                rest.take_while(|slot| slot.0 < start + self.session).map(|slot| slot.1).sum::<i64>()
            };
            let cost: i64 = prices.into_iter().map(over).sum();
            cheapest = Some(cheapest.map_or(cost, |known| known.min(cost)));
            if cheapest == Some(0) {
                break;
            }
        }
        cheapest
    }

    /// The starts on the grid in these spans.
    fn starts<'s>(&'s self, free: &'s [(i64, i64)]) -> impl Iterator<Item = i64> + 's {
        free.iter().flat_map(|&(from, to)| {
            let first = (from + self.grid - 1) / self.grid * self.grid;
            (first..=to - self.session).step_by(self.grid as usize)
        })
    }

    /// How many of these seats somebody has time for: sessions one after the other, each as early as may be.
    fn has_time_for(&self, seats: u32, (person, side): &(Person, Side)) -> u32 {
        if !person.allows(1, self.session) || self.minutes == 0 {
            return 0;
        }
        let Some(free) = &side.free else { return seats };
        let (mut count, mut next, mut weeks) = (0, i64::MIN, BTreeMap::new());
        // On the grid a session and its buffer take whole slots.
        let apart = (self.session + person.buffer + self.grid - 1) / self.grid * self.grid;
        for start in self.starts(free) {
            let held = weeks.entry(person.week(start)).or_insert(0);
            if count < seats && start >= next && person.allows(*held + 1, self.session) {
                *held += 1;
                (count, next) = (count + 1, start + apart);
            }
        }
        count
    }
}
