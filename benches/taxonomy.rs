//! Topics: building the graph, finding a name, what is near a topic.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use fireside::model::TaxonomyPolicy;
use fireside::read::Reader;
use fireside::taxonomy::{Factors, Taxonomy};
use fireside_benches::topics;

fn taxonomy(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("taxonomy");
    let factors = Factors::from(&TaxonomyPolicy::default());
    for count in [400, 20_000] {
        let listed = topics(count);
        let built = Taxonomy::build(&listed, &mut Reader::default());
        group.throughput(Throughput::Elements(u64::from(count)));
        group.bench_with_input(BenchmarkId::new("build", count), &listed, |bencher, listed| {
            bencher.iter(|| Taxonomy::build(listed, &mut Reader::default()));
        });
        group.bench_function(BenchmarkId::new("similar_to_each", count), |bencher| {
            bencher.iter(|| (0..count).map(|topic| built.similar(topic, &factors).len()).sum::<usize>());
        });
        group.throughput(Throughput::Elements(1));
        group.bench_function(BenchmarkId::new("resolve_alias", count), |bencher| {
            bencher.iter(|| built.knows("ABOUT 123"));
        });
        group.bench_function(BenchmarkId::new("resolve_misspelt", count), |bencher| {
            bencher.iter(|| built.resolve("tpoic 12"));
        });
    }
    group.finish();
}

criterion_group!(benches, taxonomy);
