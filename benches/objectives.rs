//! The engines of the other objectives on bare edges, beside the largest total on the same ones; and their checks.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use fireside::Control;
use fireside::solve::{
    Count, Measure, Order, Side, assign, coverage, fair, peers, rank_maximal, stable, verify_coverage, verify_fair,
    verify_peers, verify_rank_maximal, verify_stable,
};
use fireside_benches::{Edges, Family, Graph, Lists};

const MENTEES: u32 = 5_000;
const DEGREE: u32 = 30;

fn bipartite(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("objectives");
    group.sample_size(10);
    for (name, family) in [("even", Family::Seats(10)), ("tight", Family::Seats(8)), ("five", Family::Five)] {
        let (edges, lists) = (Edges::new(family, MENTEES, DEGREE, 1), Lists::new(family, MENTEES, DEGREE, 1));
        let (problem, ranked, listed) = (edges.problem(), lists.ranked(), lists.stable());
        group.throughput(Throughput::Elements(edges.len() as u64));
        group.bench_function(BenchmarkId::new("total", name), |bencher| {
            bencher.iter(|| assign(&problem, &Control::new()).unwrap());
        });
        group.bench_function(BenchmarkId::new("coverage", name), |bencher| {
            bencher.iter(|| coverage(&problem, Count::People, &Control::new()).unwrap());
        });
        let covered = coverage(&problem, Count::People, &Control::new()).unwrap();
        group.bench_function(BenchmarkId::new("coverage_verify", name), |bencher| {
            bencher.iter(|| verify_coverage(&problem, Count::People, &covered).unwrap());
        });
        group.bench_function(BenchmarkId::new("fair", name), |bencher| {
            bencher.iter(|| fair(&problem, Measure::Best, &Control::new()).unwrap());
        });
        let fairest = fair(&problem, Measure::Best, &Control::new()).unwrap();
        group.bench_function(BenchmarkId::new("fair_verify", name), |bencher| {
            bencher.iter(|| verify_fair(&problem, Measure::Best, &fairest).unwrap());
        });
        group.bench_function(BenchmarkId::new("rank_maximal", name), |bencher| {
            bencher.iter(|| rank_maximal(&ranked, Order::Cardinality, &Control::new()).unwrap());
        });
        let maximal = rank_maximal(&ranked, Order::Cardinality, &Control::new()).unwrap();
        group.bench_function(BenchmarkId::new("rank_maximal_verify", name), |bencher| {
            bencher.iter(|| verify_rank_maximal(&ranked, Order::Cardinality, &maximal).unwrap());
        });
        group.bench_function(BenchmarkId::new("stable", name), |bencher| {
            bencher.iter(|| stable(&listed, Side::Mentee, &Control::new()).unwrap());
        });
        let held = stable(&listed, Side::Mentee, &Control::new()).unwrap();
        group.bench_function(BenchmarkId::new("stable_verify", name), |bencher| {
            bencher.iter(|| verify_stable(&listed, &held).unwrap());
        });
    }
    group.finish();
}

fn of_one_kind(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("peers");
    group.sample_size(10);
    for (name, degree, most) in [("sparse", 20, 1_000_000), ("dense", 100, 1_000_000), ("ties", 20, 10)] {
        let graph = Graph::new(2_000, degree, most, 1);
        group.throughput(Throughput::Elements(graph.len() as u64));
        group.bench_function(BenchmarkId::new("solve", name), |bencher| {
            bencher.iter(|| peers(&graph.problem(), &Control::new()).unwrap());
        });
        let solution = peers(&graph.problem(), &Control::new()).unwrap();
        group.bench_function(BenchmarkId::new("verify", name), |bencher| {
            bencher.iter(|| verify_peers(&graph.problem(), &solution).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, bipartite, of_one_kind);
