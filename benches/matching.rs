//! The main job: from data to a checked cohort, and from a cohort to a proved and explained matching.

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group};
use fireside::{Cohort, MatchOptions, match_cohort};
use fireside_benches::cohort;

fn matching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("matching");
    group.sample_size(10);
    for (mentees, mentors) in [(200, 50), (2_000, 500)] {
        let data = cohort(mentees, mentors, 1);
        group.throughput(Throughput::Elements(u64::from(mentees + mentors)));
        group.bench_function(BenchmarkId::new("cohort", mentees), |bencher| {
            bencher.iter_batched(|| data.clone(), |data| Cohort::try_from(data).unwrap(), BatchSize::LargeInput);
        });
        let cohort = Cohort::try_from(data).unwrap();
        group.bench_function(BenchmarkId::new("match", mentees), |bencher| {
            bencher.iter(|| match_cohort(&cohort, &MatchOptions::default()).unwrap());
        });
        let matching = match_cohort(&cohort, &MatchOptions::default()).unwrap();
        group.bench_function(BenchmarkId::new("to_json", mentees), |bencher| bencher.iter(|| matching.to_json()));
    }
    group.finish();
}

criterion_group!(benches, matching);
