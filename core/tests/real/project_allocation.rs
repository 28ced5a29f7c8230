//! Students and projects at the School of Computing Science, University of Glasgow, four years (Kwanashie, Irving,
//! Manlove, Sng, IWOCA 2014; PrefLib 00038). The published figures were proved by an integer programme.

use std::collections::BTreeMap;

use fireside::model::{Mentee, Mentor, Offer, Policy, TaxonomyPolicy, Topic, Want, Weights};
use fireside::solve::{
    AssignProblem, Count, Order, RankProblem, coverage, rank_maximal, verify_coverage, verify_rank_maximal,
};
use fireside::{Cohort, CohortBuilder, Control, Status};

use super::data::{self, Set};
use super::orlib_assign::solved;
use super::whole::Whole;

const SET: &str = "project_allocation";

/// How many got their first choice, their second, …
type Profile = [i64; 5];

struct Year {
    number: u32,
    /// Students, and how many of them a matching has at most.
    students: usize,
    matched: i64,
    /// How many students all supervisors have time for.
    capacity: usize,
    /// Among the matchings with that many students:
    rank_maximal: Profile,
    fewest_last: Profile,
    least_total_rank: i64,
}

const YEARS: [Year; 4] = [
    year(1, 35, 35, 61, [20, 9, 5, 0, 1], [17, 14, 4, 0, 0], 57),
    year(2, 37, 37, 56, [26, 6, 2, 1, 2], [23, 11, 3, 0, 0], 54),
    year(3, 32, 32, 72, [23, 4, 2, 2, 1], [19, 10, 3, 0, 0], 48),
    year(4, 34, 34, 66, [25, 4, 3, 1, 1], [21, 9, 4, 0, 0], 50),
];

const fn year(
    number: u32,
    students: usize,
    matched: i64,
    capacity: usize,
    rank_maximal: Profile,
    fewest_last: Profile,
    least_total_rank: i64,
) -> Year {
    Year { number, students, matched, capacity, rank_maximal, fewest_last, least_total_rank }
}

/// Who would like which projects, and whose projects they are.
struct Allocation {
    /// Each student's projects, the dearest first; projects count from 0.
    students: Vec<Vec<u32>>,
    projects: u32,
    /// For each supervisor, how many students and which projects; none if every project is a supervisor of its own.
    supervisors: Vec<(usize, Vec<u32>)>,
}

impl Allocation {
    fn read(set: &Set, year: &Year) -> Self {
        let orders = set.text(&format!("00038-0000000{}.soi", year.number));
        let mut students = Vec::new();
        for line in orders.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (times, order) = line.split_once(": ").expect("how many, then the order");
            // Projects count from 1 in orders and from 0 in the list of supervisors.
            let order: Vec<u32> = data::numbers(&order.replace(',', " ")).iter().map(|k: &u32| k - 1).collect();
            students.extend(std::iter::repeat_n(order, times.parse().expect("a number")));
        }
        let heading = "# NUMBER ALTERNATIVES: ";
        let projects = orders.lines().find_map(|line| line.strip_prefix(heading)).expect("how many projects");
        let supervisors = if year.number < 3 {
            Vec::new()
        } else {
            let list = set.text(&format!("00038-0000000{}.dat", year.number));
            let columns = list.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
            columns.map(|line| (line[1].parse().expect("a number"), data::numbers(line[2]))).collect()
        };
        Allocation { students, projects: projects.trim().parse().expect("a number"), supervisors }
    }

    /// How many students all supervisors have time for.
    fn capacity(&self) -> usize {
        let own = self.supervisors.is_empty().then_some(self.projects as usize);
        own.unwrap_or_else(|| self.supervisors.iter().map(|(seats, _)| seats).sum())
    }

    /// A project takes one student, and a supervisor fewer students than they have projects. So each supervisor has
    /// stand-ins, one for each project too many, who take any of the projects and are worth more than any student: they
    /// all get one, and what is left to students is what the supervisor has time for. The projects of each stand-in.
    fn stand_ins(&self) -> Vec<&[u32]> {
        let too_many = |(seats, projects): &(usize, Vec<u32>)| projects.len().saturating_sub(*seats);
        let supervisors = self.supervisors.iter();
        supervisors.flat_map(|one| std::iter::repeat_n(one.1.as_slice(), too_many(one))).collect()
    }

    /// The profile of a heaviest choice, if a student's k-th choice weighs `worth[k]`.
    fn heaviest(&self, worth: Profile) -> Profile {
        let (mut mentee, mut mentor, mut weight) = (Vec::new(), Vec::new(), Vec::new());
        let mut edge = |i: u32, project: u32, worth: i64| {
            mentee.push(i);
            mentor.push(project);
            weight.push(worth);
        };
        for (i, order) in (0..).zip(&self.students) {
            order.iter().zip(worth).for_each(|(&project, worth)| edge(i, project, worth));
        }
        let above = worth.iter().max().expect("a worth") + 1;
        for (i, projects) in (self.students.len() as u32..).zip(self.stand_ins()) {
            projects.iter().for_each(|&project| edge(i, project, above));
        }
        let solution = solved(&AssignProblem {
            mentee: &mentee,
            mentor: &mentor,
            weight: &weight,
            mentor_seats: &vec![1; self.projects as usize],
            mentee_seats: None,
        });
        let (mut profile, mut standing_in) = ([0; 5], 0);
        for &edge in &solution.edges {
            let (student, project) = (mentee[edge as usize] as usize, mentor[edge as usize]);
            match self.students.get(student) {
                Some(order) => profile[order.iter().position(|&k| k == project).expect("one of their projects")] += 1,
                None => standing_in += 1,
            }
        }
        assert_eq!(standing_in, self.stand_ins().len(), "a supervisor has more students than time");
        profile
    }
}

fn matched(profile: Profile) -> i64 {
    profile.iter().sum()
}

fn total_rank(profile: Profile) -> i64 {
    (1..).zip(profile).map(|(rank, students): (i64, i64)| rank * students).sum()
}

/// With digits in a base above the number of students, weights compare profiles choice by choice; and one more student
/// outweighs everything.
#[test]
fn profiles_on_bare_edges() {
    let Some(set) = data::set(SET) else { return };
    for year in &YEARS {
        let allocation = Allocation::read(&set, year);
        assert_eq!((allocation.students.len(), allocation.capacity()), (year.students, year.capacity));
        assert!(allocation.students.iter().all(|order| order.len() == 5), "everybody names five projects");
        let base = year.students as i64 + 1;
        let one_more = base.pow(5);
        let least_rank = allocation.heaviest([1, 2, 3, 4, 5].map(|rank| 1_000 - rank));
        let rank_maximal = allocation.heaviest([4, 3, 2, 1, 0].map(|digit| one_more + base.pow(digit)));
        let fewest_last = allocation.heaviest([0, 1, 2, 3, 4].map(|digit| one_more - base.pow(digit)));
        data::row(
            &format!("{SET}/year {}", year.number),
            format!("{} students, {} projects", year.students, allocation.projects),
            format_args!(
                "{} matched, total rank {}, rank-maximal {rank_maximal:?}, fewest last {fewest_last:?}",
                matched(least_rank),
                total_rank(least_rank)
            ),
            format_args!(
                "{}, {}, {:?}, {:?}",
                year.matched, year.least_total_rank, year.rank_maximal, year.fewest_last
            ),
        );
        assert_eq!((matched(least_rank), total_rank(least_rank)), (year.matched, year.least_total_rank));
        assert_eq!((rank_maximal, fewest_last), (year.rank_maximal, year.fewest_last));
    }
}

/// The same by the objectives made for it: a stand-in's project is a sixth choice, and all of them are matched.
#[test]
fn profiles_by_their_objectives() {
    let Some(set) = data::set(SET) else { return };
    for year in &YEARS {
        let allocation = Allocation::read(&set, year);
        let stand_ins = allocation.stand_ins();
        let (mut mentee, mut mentor, mut rank) = (Vec::new(), Vec::new(), Vec::new());
        let lists = allocation.students.iter().map(Vec::as_slice).chain(stand_ins.iter().copied());
        for (i, projects) in (0..).zip(lists) {
            for (&project, place) in projects.iter().zip(1..) {
                mentee.push(i);
                mentor.push(project);
                rank.push(if (i as usize) < year.students { place } else { 6 });
            }
        }
        let mentor_seats = &vec![1; allocation.projects as usize];
        let ranked = RankProblem { mentee: &mentee, mentor: &mentor, rank: &rank, mentor_seats, mentee_seats: None };
        let [rank_maximal, fewest_last] = [Order::Cardinality, Order::Generous].map(|order| {
            let solution = rank_maximal(&ranked, order, &Control::new()).expect("a well-formed problem");
            verify_rank_maximal(&ranked, order, &solution).expect("a proof");
            assert_eq!(
                (solution.status, solution.matched as usize),
                (Status::Optimal, year.students + stand_ins.len())
            );
            [1, 2, 3, 4, 5].map(|place| {
                let at = solution.ranks.binary_search(&place);
                at.map_or(0, |at| solution.signature[at] as i64)
            })
        });
        let weight: Vec<i64> = rank.iter().map(|rank| 6 - rank).collect();
        let (mentee, mentor, weight) = (&mentee, &mentor, &weight);
        let weighed = AssignProblem { mentee, mentor, weight, mentor_seats, mentee_seats: None };
        let solution = coverage(&weighed, Count::People, &Control::new()).expect("a well-formed problem");
        verify_coverage(&weighed, Count::People, &solution).expect("a proof");
        let total_rank = 6 * year.students as i64 - solution.total;
        data::row(
            &format!("{SET}/year {} by objective", year.number),
            format!("{} students, {} projects", year.students, allocation.projects),
            format_args!("coverage: total rank {total_rank}; {rank_maximal:?}; generous {fewest_last:?}"),
            format_args!("{}, {:?}, {:?}", year.least_total_rank, year.rank_maximal, year.fewest_last),
        );
        assert_eq!((solution.matched as usize, solution.gap), (year.students + stand_ins.len(), 0));
        assert_eq!(total_rank, year.least_total_rank);
        assert_eq!((rank_maximal, fewest_last), (year.rank_maximal, year.fewest_last));
    }
}

/// The importance of a first choice is 99, of a fifth 95: a student without a project costs more than all ranks of the
/// others together can gain, as long as everybody can have one. Stand-ins ask for anything of their supervisor's, which
/// every single project is a kind of.
fn cohort(allocation: &Allocation) -> CohortBuilder {
    let (project, supervisor) = (|k: u32| format!("project-{k:03}"), |k: usize| format!("supervisor-{k:02}"));
    let mut owner: BTreeMap<u32, usize> = BTreeMap::new();
    for (j, (_, projects)) in allocation.supervisors.iter().enumerate() {
        owner.extend(projects.iter().map(|&k| (k, j)));
    }
    let policy = Policy {
        weights: Weights { interests: 1.0, availability: 0.0, preference: 0.0, affinity: 0.0 },
        taxonomy: TaxonomyPolicy { narrower: 1.0, broader: 0.0, related: 0.0, ..TaxonomyPolicy::default() },
        ..Policy::default()
    };
    let mut builder = Cohort::builder().policy(policy);
    for j in 0..allocation.supervisors.len() {
        builder = builder.topic(Topic::new(supervisor(j)));
    }
    for k in 0..allocation.projects {
        let topic = owner.get(&k).into_iter().fold(Topic::new(project(k)), |topic, &j| topic.broader(supervisor(j)));
        builder = builder.topic(topic).mentor(Mentor::new(project(k)).offers(Offer::new(project(k)).level(5).eager()));
    }
    for (i, order) in allocation.students.iter().enumerate() {
        let wants = (1..).zip(order).map(|(rank, &k)| Want::new(project(k)).importance(100 - rank));
        builder = builder.mentee(wants.fold(Mentee::new(format!("student-{i:02}")), Mentee::wants));
    }
    for (i, projects) in allocation.stand_ins().into_iter().enumerate() {
        let j = projects.first().and_then(|k| owner.get(k)).expect("a supervisor with projects");
        builder = builder.mentee(Mentee::new(format!("stand-in-{i:03}")).wants(Want::new(supervisor(*j))));
    }
    builder
}

#[test]
fn least_total_ranks_of_cohorts() {
    let Some(set) = data::set(SET) else { return };
    for year in &YEARS {
        let allocation = Allocation::read(&set, year);
        let whole = Whole::matched(cohort(&allocation));
        let mut profile = [0; 5];
        for pairing in whole.matching.pairings.iter().filter(|pairing| pairing.mentee.starts_with("student")) {
            let [topic] = pairing.shared_topics.as_slice() else { panic!("a project is one topic") };
            assert_eq!((topic.offered.as_str(), topic.relation.as_str()), (pairing.mentor.as_str(), "same"));
            profile[99 - topic.importance as usize] += 1;
        }
        data::row(
            &format!("{SET}/year {} cohort", year.number),
            whole.size(),
            format_args!(
                "{} students matched, total rank {}; {}",
                matched(profile),
                total_rank(profile),
                whole.figures()
            ),
            format_args!("{}, {}", year.matched, year.least_total_rank),
        );
        assert_eq!(whole.met(), year.students + allocation.stand_ins().len());
        assert_eq!((matched(profile), total_rank(profile)), (year.matched, year.least_total_rank));
    }
}
