//! Rates of groups, and what they are beside each other. Figures by `+ − × ÷ √` on counts, to six decimals.

use super::document::{AuditMetric, AuditParity, AuditRate, AuditRow, AuditRowKind};
use super::people::Outcome;
use crate::statistics::{fisher, newcombe, wilson};

/// The rates of a row.
pub(super) const METRICS: [&str; 3] = ["matched", "best", "above_median"];

/// Every figure, and how it comes about. `max` and `min` are over the groups of a table that are shown; `known` is the row of kind `all`
/// less that of kind `unknown`.
const FORMULAS: [(&str, &str); 13] = [
    ("matched", "matched / people"),
    ("best", "best / people; best: points(best pairing) >= points(best-th best possible partner)"),
    ("above_median", "above_median / people; above_median: points(best pairing) > median_points"),
    ("mean_points", "points / people"),
    ("mean_points_matched", "points / matched"),
    ("impact_ratio", "rate / max(rate)"),
    ("below_threshold", "impact_ratio < threshold"),
    ("low, high", "Wilson(count, people), z = 1.96"),
    ("difference", "rate - max(rate)"),
    ("difference_low, difference_high", "Newcombe 10(group, group of max(rate)), z = 1.96"),
    ("fisher_p", "Fisher exact, two-sided(group, known - group)"),
    ("parity.difference", "max(rate) - min(rate)"),
    ("parity.ratio", "min(rate) / max(rate)"),
];

pub(super) fn metrics() -> Vec<AuditMetric> {
    let metric =
        |(code, formula): &(&str, &str)| AuditMetric { code: (*code).to_owned(), formula: (*formula).to_owned() };
    FORMULAS.iter().map(metric).collect()
}

/// As it is told. What is no more than half a millionth from 0 is 0.
fn told(number: f64) -> f64 {
    let rounded = (number * 1e6).round() / 1e6;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// What is counted of some people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) people: u64,
    pub(super) points: u64,
    /// In the order of [`METRICS`].
    pub(super) good: [u64; 3],
}

impl Counts {
    pub(super) fn of(people: &[u32], outcomes: &[Outcome]) -> Self {
        let mut counts = Counts::default();
        for outcome in people.iter().filter_map(|&person| outcomes.get(person as usize)) {
            counts.people += 1;
            counts.points += outcome.points;
            let flags = [outcome.most.is_some(), outcome.best, outcome.above];
            counts.good.iter_mut().zip(flags).for_each(|(count, flag)| *count += u64::from(flag));
        }
        counts
    }

    fn less(self, other: Counts) -> Self {
        let good = self.good.iter().zip(other.good).map(|(one, other)| one.saturating_sub(other));
        let mut left = Counts { people: self.people.saturating_sub(other.people), ..Counts::default() };
        left.good.iter_mut().zip(good).for_each(|(count, good)| *count = good);
        left
    }

    fn share(self, k: usize) -> (u64, u64) {
        (self.good.get(k).copied().unwrap_or(0), self.people)
    }
}

/// Which of two shares is greater, exactly.
fn compare(one: (u64, u64), other: (u64, u64)) -> std::cmp::Ordering {
    let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
    product(one.0, other.1).cmp(&product(other.0, one.1))
}

/// One share by another. Nothing by nothing.
fn ratio(one: (u64, u64), other: (u64, u64)) -> Option<f64> {
    // Counts of people: products below 2^53 for tens of millions of them.
    let product = |a: u64, b: u64| (u128::from(a) * u128::from(b)) as f64;
    (other.0 > 0 && one.1 > 0).then(|| product(one.0, other.1) / product(one.1, other.0))
}

fn rate((good, people): (u64, u64)) -> f64 {
    good as f64 / people as f64
}

/// Fills in the rates of a table's rows, and tells how far those of its groups are apart. `counts` are of the rows, the first being
/// all who take part and the last those of whom values are unknown; rows that are suppressed are not looked at.
pub(super) fn fill(rows: &mut [AuditRow], counts: &[Counts], threshold: f64) -> Vec<AuditParity> {
    let shown = |at: usize| rows.get(at).is_some_and(|row| !row.suppressed);
    let groups: Vec<(usize, Counts)> = counts
        .iter()
        .copied()
        .enumerate()
        .filter(|&(at, counts)| {
            shown(at) && counts.people > 0 && rows.get(at).is_some_and(|row| row.kind == AuditRowKind::Group)
        })
        .collect();
    let last = rows.len().saturating_sub(1);
    let known = counts.first().zip(counts.last()).map(|(all, unknown)| all.less(*unknown));
    let known = known.filter(|_| shown(0) && shown(last));
    let extreme = |k: usize, wanted: std::cmp::Ordering| {
        groups.iter().copied().reduce(
            |best, one| {
                if compare(one.1.share(k), best.1.share(k)) == wanted { one } else { best }
            },
        )
    };
    let highest: Vec<Option<(usize, Counts)>> =
        (0..METRICS.len()).map(|k| extreme(k, std::cmp::Ordering::Greater)).collect();
    let mut parity = Vec::new();
    for (k, (metric, highest)) in METRICS.iter().zip(&highest).enumerate() {
        let Some((high, low)) = highest.zip(extreme(k, std::cmp::Ordering::Less)).filter(|_| groups.len() > 1) else {
            continue;
        };
        let values = |at: usize| rows.get(at).map(|row| row.values.clone()).unwrap_or_default();
        parity.push(AuditParity {
            metric: (*metric).to_owned(),
            highest: values(high.0),
            lowest: values(low.0),
            difference: told(rate(high.1.share(k)) - rate(low.1.share(k))),
            ratio: ratio(low.1.share(k), high.1.share(k)).map(told),
        });
    }
    for (at, (row, &own)) in rows.iter_mut().zip(counts).enumerate().filter(|(_, (row, _))| !row.suppressed) {
        show(row, own);
        if own.people == 0 {
            continue;
        }
        for (k, (metric, highest)) in METRICS.iter().zip(&highest).enumerate() {
            let share = own.share(k);
            let (low, high) = wilson(share.0, share.1);
            let mut told_of = AuditRate::new(metric, (told(rate(share)), told(low), told(high)));
            if let (AuditRowKind::Group, Some((first, best))) = (row.kind, highest) {
                let impact = ratio(share, best.share(k));
                told_of.impact_ratio = impact.map(told);
                told_of.below_threshold = impact.map(|impact| impact < threshold);
                if *first != at {
                    let (low, high) = newcombe(share, best.share(k));
                    told_of.difference = Some(told(rate(share) - rate(best.share(k))));
                    (told_of.difference_low, told_of.difference_high) = (Some(told(low)), Some(told(high)));
                }
                let others = known.map(|known| known.less(own)).filter(|others| others.people > 0);
                told_of.fisher_p = others.map(|others| told(fisher(share, others.share(k))));
            }
            row.rates.push(told_of);
        }
    }
    parity
}

fn show(row: &mut AuditRow, counts: Counts) {
    let [matched, best, above] = counts.good;
    row.people = Some(counts.people);
    (row.matched, row.best, row.above_median) = (Some(matched), Some(best), Some(above));
    row.points = Some(counts.points);
    let mean = |by: u64| (by > 0).then(|| told(counts.points as f64 / by as f64));
    (row.mean_points, row.mean_points_matched) = (mean(counts.people), mean(matched));
}

impl AuditRate {
    fn new(metric: &str, (rate, low, high): (f64, f64, f64)) -> Self {
        AuditRate {
            metric: metric.to_owned(),
            rate,
            low,
            high,
            impact_ratio: None,
            below_threshold: None,
            difference: None,
            difference_low: None,
            difference_high: None,
            fisher_p: None,
        }
    }
}
