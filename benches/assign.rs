//! The assignment kernel on bare edges, in every family, and the check of its certificate.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use fireside::Control;
use fireside::solve::{assign, balanced, verify};
use fireside_benches::{Edges, Family};

const DEGREE: u32 = 30;

fn families(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("assign");
    group.sample_size(10);
    for (name, family) in Family::ALL {
        let edges = Edges::new(family, 5_000, DEGREE, 1);
        group.throughput(Throughput::Elements(edges.len() as u64));
        group.bench_function(BenchmarkId::new("family", name), |bencher| {
            bencher.iter(|| assign(&edges.problem(), &Control::new()).unwrap());
        });
    }
    group.finish();
}

/// When every further conversation of a mentor costs some hundredth of a perfect pair more.
fn laden(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("balanced");
    group.sample_size(10);
    for (name, family) in Family::ALL {
        let edges = Edges::new(family, 5_000, DEGREE, 1);
        group.throughput(Throughput::Elements(edges.len() as u64));
        group.bench_function(BenchmarkId::new("family", name), |bencher| {
            bencher.iter(|| balanced(&edges.problem(), 20_000, &Control::new()).unwrap());
        });
    }
    group.finish();
}

fn sizes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("assign");
    group.sample_size(10);
    for mentees in [1_000, 10_000, 50_000] {
        let edges = Edges::new(Family::Seats(10), mentees, DEGREE, 1);
        group.throughput(Throughput::Elements(edges.len() as u64));
        group.bench_function(BenchmarkId::new("size", mentees), |bencher| {
            bencher.iter(|| assign(&edges.problem(), &Control::new()).unwrap());
        });
        let solution = assign(&edges.problem(), &Control::new()).unwrap();
        group.bench_function(BenchmarkId::new("verify", mentees), |bencher| {
            bencher.iter(|| verify(&edges.problem(), &solution).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, families, laden, sizes);
