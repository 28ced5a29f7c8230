//! The index: making an engine ready, and the best mentors for one mentee.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group};
use fireside::{Cohort, Matcher};
use fireside_benches::cohort;

fn index(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("index");
    for mentors in [400, 4_000] {
        let cohort = Cohort::try_from(cohort(200, mentors, 1)).unwrap();
        group.bench_function(BenchmarkId::new("matcher", mentors), |bencher| {
            bencher.iter_batched(|| cohort.clone(), Matcher::new, BatchSize::SmallInput);
        });
        let matcher = Matcher::new(cohort);
        for k in [5, 50] {
            let id = BenchmarkId::new(format!("suggest_{k}"), mentors);
            let mut mentees = (0..200).cycle();
            group.bench_function(id, |bencher| {
                bencher.iter(|| {
                    let mentee = format!("mentee-{:06}", mentees.next().unwrap_or(0));
                    matcher.suggest(black_box(&mentee), k).unwrap()
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, index);
