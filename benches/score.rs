//! The score: a policy made ready, and a thousand pairs judged by all components and rules.

use criterion::{Criterion, Throughput, criterion_group};
use fireside::read::Reader;
use fireside::roster::resolve;
use fireside::score::Scorer;
use fireside_benches::cohort;

const SIDE: u32 = 1_000;

fn score(criterion: &mut Criterion) {
    let (data, roster) = resolve(cohort(SIDE, SIDE, 1), &mut Reader::default());
    let scorer = || Scorer::new(&data.policy, &roster).unwrap();
    let ready = scorer();

    let mut group = criterion.benchmark_group("score");
    group.bench_function("ready", |bencher| bencher.iter(scorer));
    group.throughput(Throughput::Elements(u64::from(SIDE)));
    group.bench_function("judge_one_mentee", |bencher| {
        bencher.iter(|| (0..SIDE).map(|mentor| ready.judge(&roster, mentor, 7).points).max());
    });
    group.finish();
}

criterion_group!(benches, score);
