//! Time: from weekly windows to instants over two weeks, and what two people have in common there.

use criterion::{Criterion, Throughput, criterion_group};
use fireside::calendar::{Plan, Spans};
use fireside::model::{Availability, Date};
use fireside_benches::{Dice, availability};

const PEOPLE: u64 = 1_000;

fn calendar(criterion: &mut Criterion) {
    let mut dice = Dice::new(1);
    let stated: Vec<Availability> = (0..PEOPLE).map(|_| availability(&mut dice)).collect();
    // Two weeks in which clocks go back in Europe and in North America.
    let plan = Plan::new(Date::new(2026, 10, 20).unwrap_or_default(), 14);
    let spans: Vec<Spans> = stated.iter().map(|stated| plan.spans(stated)).collect();

    let mut group = criterion.benchmark_group("calendar");
    group.throughput(Throughput::Elements(PEOPLE));
    group.bench_function("spans", |bencher| {
        bencher.iter(|| stated.iter().map(|stated| plan.spans(stated).total()).sum::<u32>());
    });
    group.throughput(Throughput::Elements(PEOPLE * PEOPLE));
    group.bench_function("overlap", |bencher| {
        bencher.iter(|| {
            let of_one = |one: &Spans| spans.iter().map(|two| one.common_minutes(two, 30)).sum::<u32>();
            spans.iter().map(of_one).fold(0, u32::wrapping_add)
        });
    });
    group.finish();
}

criterion_group!(benches, calendar);
