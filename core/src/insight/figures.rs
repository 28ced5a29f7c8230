//! The figures of a programme.

use super::best::Best;
use super::code::FigureCode;
use super::document::{Figure, Insight, Silos};
use super::options::HostRates;
use super::round::{Round, nearest, share, to_millionths};
use super::talks::Talks;
use crate::matching::Concentration;
use crate::statistics::newcombe;

/// What else figures are made of.
pub(super) struct Sources<'a> {
    /// Absent if the deadline came first.
    pub(super) best: Option<&'a Best>,
    /// Pairings across silos, of those in which both state one; absent if that is not known or tells too much.
    pub(super) across: Option<(u64, u64)>,
    /// Absent if there are no events.
    pub(super) talks: Option<Talks>,
    /// By mentee: for how many hours they wait, if that is known.
    pub(super) hours_waiting: &'a [Option<u64>],
}

/// All figures, in their order.
pub(super) fn figures(round: &Round<'_>, sources: &Sources<'_>) -> Vec<Figure> {
    let counted = Counted::of(round);
    let made =
        |&code: &FigureCode| Figure { figure: code.as_str().to_owned(), ..figure(round, sources, &counted, code) };
    FigureCode::ALL.iter().map(made).collect()
}

/// What several figures need.
struct Counted {
    mentees: u64,
    mentors: u64,
    seats: u64,
    pairings: u64,
    points: u64,
    /// By mentor.
    loads: Vec<u32>,
    /// Of the loads of mentors who take part or have a mentee.
    concentration: Concentration,
    session: u64,
}

impl Counted {
    fn of(round: &Round<'_>) -> Self {
        let roster = round.cohort.roster();
        let mut loads = vec![0_u32; roster.mentors.len()];
        for pair in &round.pairs {
            loads.get_mut(pair.mentor as usize).into_iter().for_each(|load| *load += 1);
        }
        let taking_part = loads.iter().zip(&roster.mentors).filter(|(load, row)| **load > 0 || row.seats > 0);
        Counted {
            concentration: Concentration::of(taking_part.map(|(load, _)| *load)),
            mentees: roster.mentees.iter().filter(|row| row.seats > 0).count() as u64,
            mentors: roster.mentors.iter().filter(|row| row.seats > 0).count() as u64,
            seats: roster.mentors.iter().map(|row| u64::from(row.seats)).sum(),
            pairings: round.pairs.len() as u64,
            points: round.pairs.iter().map(|pair| u64::from(pair.points)).sum(),
            loads,
            session: round.cohort.data().policy.session_minutes.into(),
        }
    }
}

fn figure(round: &Round<'_>, sources: &Sources<'_>, counted: &Counted, code: FigureCode) -> Figure {
    let roster = round.cohort.roster();
    let Counted { mentees, mentors, seats, pairings, points, session, .. } = *counted;
    let hours = |minutes: u64| Figure { value: share(minutes, 60), ..Figure::default() };
    let waiting = || (0..).zip(round.of_mentees()).filter(|&(mentee, (has, _))| waits(round, mentee, has));
    let cost = |minutes: u64, conversations: u64| {
        round.options.cost.as_ref().map(|rates| money(rates, minutes, conversations, 1))
    };
    match code {
        FigureCode::Mentees => number(mentees),
        FigureCode::MenteesBlank => {
            number(roster.mentees.iter().filter(|row| row.seats > 0 && row.wants.is_empty()).count() as u64)
        }
        FigureCode::Mentors => number(mentors),
        FigureCode::Pairings => number(pairings),
        FigureCode::Coverage => {
            let matched =
                (0..).zip(round.of_mentees()).filter(|&(mentee, (has, _))| has > 0 && round.has_mentee(mentee));
            part(matched.count() as u64, mentees)
        }
        FigureCode::MentorsMatched => {
            let matched = (0..).zip(&counted.loads).filter(|&(mentor, load)| *load > 0 && round.has_mentor(mentor));
            part(matched.count() as u64, mentors)
        }
        FigureCode::Waiting => number(waiting().count() as u64),
        FigureCode::WaitingHours => {
            let known = waiting().filter_map(|(mentee, _)| *sources.hours_waiting.get(mentee as usize)?);
            let mut known: Vec<u64> = known.collect();
            known.sort_unstable();
            known.get(known.len().saturating_sub(1) / 2).map_or_else(Figure::default, |&middle| number(middle))
        }
        FigureCode::TotalPoints => number(points),
        FigureCode::MeanPoints => {
            let value = nearest(points.into(), pairings.into()).map(|mean| mean as f64);
            Figure { value, ..part(points, pairings) }
        }
        FigureCode::PointsOfBest => parts(sources.best.map(|best| (best.points, best.best_points))),
        FigureCode::FirstChoice => parts(sources.best.map(|best| (best.first, best.people))),
        FigureCode::WithinBest => parts(sources.best.map(|best| (best.within, best.people))),
        FigureCode::AcrossSilos => parts(sources.across),
        FigureCode::Repeats => {
            let met = round.pairs.iter().filter(|pair| roster.met.contains(pair.mentor, pair.mentee));
            parts(met_before(round).map(|_| (met.count() as u64, pairings)))
        }
        FigureCode::NewVoices => parts(met_before(round).map(|met| {
            let talk = || (0_usize..).zip(&counted.loads).filter(|(_, load)| **load > 0);
            let fresh = talk().filter(|(mentor, _)| met.get(*mentor) == Some(&false));
            (fresh.count() as u64, talk().count() as u64)
        })),
        FigureCode::Gini => spread(counted, |load| load.gini),
        FigureCode::TopTenth => spread(counted, |load| load.top_tenth_share),
        FigureCode::Seats => number(seats),
        FigureCode::SeatsTaken => part(pairings, seats),
        FigureCode::HoursOffered => hours(seats.saturating_mul(session)),
        FigureCode::HoursPlanned => hours(pairings.saturating_mul(session)),
        FigureCode::HoursHeld => sources.talks.map_or_else(Figure::default, |talks| hours(talks.minutes)),
        FigureCode::ConversationsHeld => sources.talks.map_or_else(Figure::default, |talks| number(talks.held)),
        FigureCode::Response => parts(sources.talks.map(|talks| (talks.answered, talks.decided))),
        FigureCode::NoShow => parts(sources.talks.map(|talks| (talks.no_shows, talks.held + talks.no_shows))),
        FigureCode::Cost => Figure { value: cost(pairings.saturating_mul(session), pairings), ..Figure::default() },
        FigureCode::CostPerConversation => {
            let rates = round.options.cost.as_ref().filter(|_| pairings > 0);
            let each = rates.map(|rates| money(rates, pairings.saturating_mul(session), pairings, pairings));
            Figure { value: each, ..Figure::default() }
        }
        FigureCode::CostHeld => {
            let value = sources.talks.and_then(|talks| cost(talks.minutes, talks.held));
            Figure { value, ..Figure::default() }
        }
    }
}

/// Whether a mentee who has so many mentors waits for one.
fn waits(round: &Round<'_>, mentee: u32, has: u32) -> bool {
    let row = round.cohort.roster().mentees.get(mentee as usize);
    row.is_some_and(|row| has < row.seats && (round.cohort.scorer().open || !row.wants.is_empty()))
}

/// By mentor: whether the history knows a meeting of theirs; nothing if it knows none of anybody.
fn met_before(round: &Round<'_>) -> Option<Vec<bool>> {
    let history = &round.cohort.data().history;
    let mut met = vec![false; round.cohort.roster().mentors.len()];
    let known = |id: &str| round.cohort.find_mentor(id);
    for mentor in history.iter().filter_map(|meeting| known(&meeting.mentor)) {
        met.get_mut(mentor as usize).into_iter().for_each(|met| *met = true);
    }
    (!history.is_empty()).then_some(met)
}

fn number(value: u64) -> Figure {
    Figure { value: Some(value as f64), ..Figure::default() }
}

fn part(count: u64, of: u64) -> Figure {
    Figure { value: share(count, of), count: Some(count), of: Some(of), ..Figure::default() }
}

fn parts(known: Option<(u64, u64)>) -> Figure {
    known.map_or_else(Figure::default, |(count, of)| part(count, of))
}

fn spread(counted: &Counted, of: impl Fn(&Concentration) -> f64) -> Figure {
    let load = &counted.concentration;
    Figure { value: (load.conversations > 0).then(|| of(load)), ..Figure::default() }
}

/// What so many conversations of so many minutes together cost, each of `shared` alike; rounded, halves up.
fn money(rates: &HostRates, minutes: u64, conversations: u64, shared: u64) -> f64 {
    let hour = u128::from(rates.mentor_hour) + u128::from(rates.mentee_hour);
    let sixtieths = u128::from(minutes) * hour + 60 * u128::from(conversations) * u128::from(rates.per_conversation);
    nearest(sixtieths, 60 * u128::from(shared)).unwrap_or(0) as f64
}

/// Puts the figures of the round before beside these, where they mean the same.
pub(super) fn beside(figures: &mut [Figure], now: &Insight, before: &Insight) {
    let attribute = |insight: &Insight| insight.silos.as_ref().map(|Silos { attribute, .. }| attribute.clone());
    for (code, figure) in FigureCode::ALL.iter().zip(figures) {
        let alike = match code {
            FigureCode::AcrossSilos => attribute(now) == attribute(before),
            FigureCode::WithinBest => now.best == before.best,
            FigureCode::Cost | FigureCode::CostPerConversation | FigureCode::CostHeld => {
                now.currency == before.currency
            }
            _ => true,
        };
        let Some(was) = before.figure(code.as_str()).filter(|_| alike) else { continue };
        figure.previous = was.value;
        let (Some(value), Some(previous)) = (figure.value, was.value) else { continue };
        figure.change = Some(to_millionths(value - previous));
        if let (Some(count), Some(of), Some(counted), Some(of_before)) = (figure.count, figure.of, was.count, was.of)
            && code.is_share_of_people()
            && of > 0
            && of_before > 0
        {
            let (low, high) = newcombe((count, of), (counted, of_before));
            (figure.change_low, figure.change_high) = (Some(to_millionths(low)), Some(to_millionths(high)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_by_hand() {
        let rates =
            HostRates { mentor_hour: 6_000, mentee_hour: 4_001, per_conversation: 150, currency: "EUR".to_owned() };
        // Three half hours: 1.5 · 100.01 + 4.50 = 154.515, halves up.
        assert_eq!((money(&rates, 90, 3, 1), money(&rates, 90, 3, 3)), (15_452.0, 5_151.0));
        let most = HostRates { mentor_hour: u32::MAX, mentee_hour: u32::MAX, per_conversation: u32::MAX, ..rates };
        assert!(money(&most, u64::MAX, u64::MAX, 1).is_finite());
    }
}
