//! Matching and scheduling in one, beside the same edges matched without slots: the first should be within six times the second.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use fireside::Control;
use fireside::solve::{Aim, ScheduleProblem, TimetableProblem, assign, schedule, timetable, verify_schedule};
use fireside_benches::{Edges, Family, Weeks};

const MENTEES: u32 = 10_000;
const DEGREE: u32 = 50;
/// Everybody is free for so many percent of 672 half hours: plenty, and hardly any.
const SHARES: [(&str, (u32, u32)); 2] = [("10-25", (10, 25)), ("1-2", (1, 2))];

fn weeks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("schedule");
    group.sample_size(10);
    for (name, family) in [("even", Family::Seats(10)), ("hubs", Family::Hubs), ("wide", Family::Wide)] {
        let edges = Edges::new(family, MENTEES, DEGREE, 1);
        group.throughput(Throughput::Elements(edges.len() as u64));
        group.bench_function(BenchmarkId::new("assign", name), |bencher| {
            bencher.iter(|| assign(&edges.problem(), &Control::new()).unwrap());
        });
        for (share, percent) in SHARES {
            let (mentees, mentors) = (Weeks::new(MENTEES, percent, 2), Weeks::new(MENTEES / 5, percent, 3));
            let problem = ScheduleProblem {
                edges: edges.problem(),
                slots: Weeks::SLOTS,
                mentee_free: mentees.rows(),
                mentor_free: mentors.rows(),
                slot_rooms: None,
                slots_per_session: 1,
            };
            let id = |what: &str| BenchmarkId::new(format!("{what} {share} %"), name);
            for (what, aim) in [("total", Aim::Total), ("coverage", Aim::Coverage)] {
                group.bench_function(id(what), |bencher| {
                    bencher.iter(|| schedule(&problem, aim, &Control::new()).unwrap());
                });
            }
            let found = schedule(&problem, Aim::Total, &Control::new()).unwrap();
            group.bench_function(id("verify"), |bencher| {
                bencher.iter(|| verify_schedule(&problem, &found).unwrap());
            });
            let pairs: (Vec<u32>, Vec<u32>) = {
                let of = |side: &[u32]| found.edges.iter().map(|&edge| side[edge as usize]).collect();
                (of(problem.edges.mentee), of(problem.edges.mentor))
            };
            let chosen = TimetableProblem {
                mentee: &pairs.0,
                mentor: &pairs.1,
                slots: Weeks::SLOTS,
                mentee_free: mentees.rows(),
                mentor_free: mentors.rows(),
            };
            group.bench_function(id("timetable"), |bencher| {
                bencher.iter(|| timetable(&chosen, &Control::new()).unwrap());
            });
        }
    }
    group.finish();
}

criterion_group!(benches, weeks);
