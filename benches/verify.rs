//! Checking a whole matching against its cohort, pair by pair, without index or solver.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use fireside::{Cohort, MatchOptions, match_cohort};
use fireside_benches::cohort;

fn verify(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("verify");
    group.sample_size(10);
    for (mentees, mentors) in [(200, 50), (2_000, 500)] {
        let cohort = Cohort::try_from(cohort(mentees, mentors, 1)).unwrap();
        let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
        group.throughput(Throughput::Elements(u64::from(mentees) * u64::from(mentors)));
        group.bench_function(BenchmarkId::new("matching", mentees), |bencher| {
            bencher.iter(|| matching.verify(&cohort).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, verify);
