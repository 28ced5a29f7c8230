//! A classroom experiment (arXiv 2207.02303): people with subject areas say of each of 28 papers whether they are eager to
//! review it, indifferent or not willing. What topics alone promise can be held against what people say.

use std::collections::BTreeMap;

use fireside::model::{Mentee, Mentor, Offer, Topic, Want, Willingness};
use fireside::{Cohort, CohortBuilder, Matcher};

use super::data::{self, Set};
use super::whole::Whole;

const SET: &str = "graded_bids";
const PAPERS: usize = 28;
const PER_PAPER: u32 = 3;

/// A paper asks for reviewers in its area.
struct Paper {
    area: usize,
}

struct Reviewer {
    areas: Vec<usize>,
    /// The paper they wrote themselves.
    own: usize,
    /// One a paper; a blank counts as indifferent, as the form said.
    bids: Vec<Willingness>,
    blanks: usize,
}

struct Experiment {
    /// Each `Area: sub-area`.
    areas: Vec<(String, String)>,
    papers: Vec<Paper>,
    reviewers: Vec<Reviewer>,
    profiles: usize,
}

fn lines(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|line| line.expect("a line").iter().map(str::to_owned).collect()).collect()
}

impl Experiment {
    fn read(set: &Set) -> Self {
        let areas = set.text("subject_areas.txt");
        let areas = areas.lines().filter_map(|line| line.split_once(": "));
        let areas: Vec<(String, String)> = areas.map(|(area, sub)| (area.to_owned(), sub.to_owned())).collect();
        let titles: Vec<String> = set.text("papers.txt").lines().map(|title| title.trim().to_lowercase()).collect();

        // name, areas, area and paper written, area and paper aimed at, group
        let profiles = lines(&set.text("setup.csv"));
        let mut area_of: BTreeMap<usize, usize> = BTreeMap::new();
        let mut known: BTreeMap<&str, (Vec<usize>, usize)> = BTreeMap::new();
        for line in profiles.iter().skip(1) {
            let number = |at: usize| line[at].trim().parse::<usize>().ok();
            for (area, paper) in [(number(2), number(3)), (number(4), number(5))] {
                area_of.extend(paper.zip(area));
            }
            known.insert(&line[0], (data::numbers(&line[1]), number(3).expect("a paper")));
        }
        let papers: Vec<Paper> = area_of.values().map(|&area| Paper { area }).collect();
        assert_eq!(
            (titles.len(), papers.len(), area_of.last_key_value().map(|last| *last.0)),
            (PAPERS, PAPERS, Some(27))
        );

        // Two lines of heading; the second has the titles, in an order of its own.
        let answers = lines(&set.text("honest_bidding.csv"));
        let title = |heading: &String| heading.rsplit_once(" - ").map(|(_, title)| title.trim().to_lowercase());
        let paper = |heading: &String| title(heading).and_then(|title| titles.iter().position(|other| *other == title));
        let columns: Vec<usize> = answers[1][1..=PAPERS].iter().filter_map(paper).collect();
        assert_eq!(columns.len(), PAPERS, "every column is a paper's");
        let reviewer = |line: &Vec<String>| {
            let (areas, own) = known.get(line[0].as_str()).expect("a profile");
            let mut bids = vec![Willingness::IfNeeded; PAPERS];
            for (&paper, answer) in columns.iter().zip(&line[1..]) {
                bids[paper] = match answer.as_str() {
                    "Eager to review" => Willingness::Eager,
                    "Not willing to review" => Willingness::No,
                    "Indifferent" | "" => Willingness::IfNeeded,
                    other => panic!("`{other}` is no bid"),
                };
            }
            let blanks = line[1..=PAPERS].iter().filter(|answer| answer.is_empty()).count();
            Reviewer { areas: areas.clone(), own: *own, bids, blanks }
        };
        let reviewers = answers.iter().skip(2).map(reviewer).collect();
        Experiment { areas, papers, reviewers, profiles: profiles.len() - 1 }
    }

    /// Papers want reviewers, nobody reviews their own. Areas are topics, in two levels. With `asked`, a paper is a topic
    /// of its own in its area, and reviewers offer what they answered about it; without, they offer their areas.
    fn cohort(&self, asked: bool) -> CohortBuilder {
        let (paper, reviewer) = (|k: usize| format!("paper-{k:02}"), |k: usize| format!("reviewer-{k:02}"));
        let area = |k: usize| format!("area-{k:02}");
        let mut builder = Cohort::builder();
        let mut groups: Vec<&str> = self.areas.iter().map(|(group, _)| group.as_str()).collect();
        groups.dedup();
        for group in groups {
            builder = builder.topic(Topic::new(group));
        }
        for (k, (group, sub)) in self.areas.iter().enumerate() {
            builder = builder.topic(Topic::new(area(k)).label(sub).broader(group));
        }
        for (k, one) in self.papers.iter().enumerate() {
            let want = if asked { paper(k) } else { area(one.area) };
            let mentee = Mentee::new(paper(k)).mentors_wanted(PER_PAPER).wants(Want::new(want));
            builder = builder.mentee(mentee);
            if asked {
                builder = builder.topic(Topic::new(paper(k)).broader(area(one.area)));
            }
        }
        for (k, one) in self.reviewers.iter().enumerate() {
            let mut mentor = Mentor::new(reviewer(k)).capacity(PER_PAPER).blocks(paper(one.own));
            mentor = one.areas.iter().fold(mentor, |mentor, &at| mentor.offers(Offer::new(area(at)).level(4)));
            for (at, &bid) in one.bids.iter().enumerate().filter(|_| asked) {
                mentor = mentor.offers(Offer::new(paper(at)).level(4).willingness(bid));
            }
            builder = builder.mentor(mentor);
        }
        builder
    }

    /// What the reviewer had said of the paper.
    fn bid(&self, reviewer: &str, paper: &str) -> Willingness {
        let number =
            |id: &str| id.rsplit('-').next().and_then(|digits| digits.parse::<usize>().ok()).expect("a number");
        self.reviewers[number(reviewer)].bids[number(paper)]
    }
}

/// Eager, indifferent, not willing.
#[derive(Default)]
struct Answers([usize; 3]);

impl Answers {
    fn add(&mut self, bid: Willingness) {
        let at = match bid {
            Willingness::Eager => 0,
            Willingness::No => 2,
            _ => 1,
        };
        self.0[at] += 1;
    }

    fn all(&self) -> usize {
        self.0.iter().sum()
    }

    /// Whether a larger share of these is eager than of those.
    fn keener(&self, than: &Answers) -> bool {
        self.0[0] * than.all() > than.0[0] * self.all()
    }

    fn words(&self) -> String {
        let [eager, _, no] = self.0;
        let (eager, no) = (data::percent(eager, self.all()), data::percent(no, self.all()));
        format!("{} pairs, {eager} eager, {no} not willing", self.all())
    }
}

#[test]
fn near_topics_mean_willing_people() {
    let Some(set) = data::set(SET) else { return };
    let experiment = Experiment::read(&set);
    let matcher = Matcher::new(experiment.cohort(false).build().unwrap_or_else(|error| panic!("{error}")));
    let (mut same, mut near, mut apart) = (Answers::default(), Answers::default(), Answers::default());
    for k in 0..PAPERS {
        let paper = format!("paper-{k:02}");
        for (at, reviewer) in experiment.reviewers.iter().enumerate().filter(|(_, reviewer)| reviewer.own != k) {
            let found = matcher.explain(&format!("reviewer-{at:02}"), &paper).expect("people of the cohort");
            let relation = found.pairing.shared_topics.first();
            let answers = match relation.map(|topic| topic.relation.as_str()) {
                Some("same") => &mut same,
                Some(_) => &mut near,
                None => &mut apart,
            };
            answers.add(reviewer.bids[k]);
        }
    }
    let blanks: usize = experiment.reviewers.iter().map(|reviewer| reviewer.blanks).sum();
    let bids = experiment.reviewers.len() * PAPERS;
    data::row(
        SET,
        format!("{} papers, {} reviewers, {} blank", PAPERS, experiment.reviewers.len(), data::percent(blanks, bids)),
        format_args!("same area: {}; near: {}; apart: {}", same.words(), near.words(), apart.words()),
        "topic similarity ought to predict honest bids",
    );
    assert_eq!((experiment.areas.len(), experiment.profiles, experiment.reviewers.len()), (25, 56, 35));
    assert!(same.keener(&near) && near.keener(&apart), "nearer topics, fewer eager people");
}

#[test]
fn nobody_reviews_what_they_said_no_to() {
    let Some(set) = data::set(SET) else { return };
    let experiment = Experiment::read(&set);
    for asked in [false, true] {
        let whole = Whole::matched(experiment.cohort(asked));
        let mut answers = Answers::default();
        for pairing in &whole.matching.pairings {
            answers.add(experiment.bid(&pairing.mentor, &pairing.mentee));
        }
        let by = if asked { "by areas and answers" } else { "by areas alone" };
        data::row(
            &format!("{SET} {by}"),
            whole.size(),
            format_args!("{}; {}", whole.figures(), answers.words()),
            "nothing",
        );
        assert!(!asked || answers.0[2] == 0, "somebody has what they said no to");
        for pairing in &whole.matching.pairings {
            let reviewer = &whole.cohort.data().mentors.iter().find(|mentor| mentor.id == pairing.mentor);
            assert!(
                !reviewer.expect("a reviewer").blocks.contains(&pairing.mentee),
                "somebody reviews their own paper"
            );
        }
    }
}
