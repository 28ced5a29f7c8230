//! Made-up cohorts: topics that few or many name, in a taxonomy; languages; free time in several zones.

use std::collections::BTreeSet;

use fireside::model::{
    Availability, CohortData, Date, Day, Horizon, Mentee, Mentor, Offer, Policy, Rule, Time, Topic, Want, Willingness,
};

use crate::dice::{Dice, Zipf};

/// Topics of an area, the area itself included.
const AREA: u32 = 10;
const TOPICS: u32 = 400;
const ZONES: [&str; 5] = ["Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Sao_Paulo"];
const WILLINGNESS: [Willingness; 4] =
    [Willingness::Eager, Willingness::Willing, Willingness::Willing, Willingness::IfNeeded];

/// `count` topics in areas of ten: the first is the broader one of the other nine, each of which is related to the next.
#[must_use]
pub fn topics(count: u32) -> Vec<Topic> {
    let topic = |k: u32| {
        let topic = Topic::new(id(k)).label(format!("Topic {k}")).alias(format!("about {k}"));
        match k % AREA {
            0 => topic,
            1 => topic.broader(id(k - 1)),
            of_area => topic.broader(id(k - of_area)).related(id(k - 1)),
        }
    };
    (0..count).map(topic).collect()
}

/// Three windows a week in one of five zones; one person in five is away for three days.
#[must_use]
pub fn availability(dice: &mut Dice) -> Availability {
    let mut stated = Availability::new(*dice.pick(&ZONES));
    for _ in 0..3 {
        let (_, day) = Day::ALL[dice.below(5) as usize];
        let start = 8 + dice.below(9) as u8;
        let window = Time::new(start, 0).zip(Time::new(start + 1 + dice.below(3) as u8, 0));
        stated = window.into_iter().fold(stated, |stated, (start, end)| stated.weekly(day, start, end));
    }
    match Date::new(2026, 12, 5).zip(Date::new(2026, 12, 7)) {
        Some((from, to)) if dice.chance(20) => stated.away(from, to),
        _ => stated,
    }
}

/// A cohort of `mentees` mentees with three wants each and `mentors` mentors with four offers each, and as many seats as
/// mentees. Everybody speaks one to three of six languages and must share one; four people in five state availability.
#[must_use]
pub fn cohort(mentees: u32, mentors: u32, seed: u64) -> CohortData {
    let mut dice = Dice::new(seed);
    let zipf = Zipf::new(TOPICS);
    let mentors = (0..mentors).map(|k| {
        let capacity = mentees / mentors + u32::from(k < mentees % mentors);
        let mut mentor = Mentor::new(format!("mentor-{k:06}")).name(format!("Ada {k}")).capacity(capacity);
        for topic in some_topics(&zipf, 4, &mut dice) {
            mentor = mentor.offers(Offer::new(topic).level(2 + dice.below(4)).willingness(*dice.pick(&WILLINGNESS)));
        }
        mentor = mentor.attribute("languages", fireside::model::Attribute::List(languages(&mut dice)));
        if dice.chance(80) { mentor.availability(availability(&mut dice)) } else { mentor }
    });
    let mentors: Vec<Mentor> = mentors.collect();
    let mentees = (0..mentees).map(|k| {
        let mut mentee = Mentee::new(format!("mentee-{k:06}")).name(format!("Bo {k}"));
        for topic in some_topics(&zipf, 3, &mut dice) {
            mentee = mentee.wants(Want::new(topic).importance(1 + dice.below(5)).level(1 + dice.below(4)));
        }
        mentee = mentee.attribute("languages", fireside::model::Attribute::List(languages(&mut dice)));
        if dice.chance(80) { mentee.availability(availability(&mut dice)) } else { mentee }
    });
    let policy = Policy {
        rules: vec![Rule::MustShare { attribute: "languages".to_owned() }],
        horizon: Horizon { from: Date::new(2026, 12, 1), ..Horizon::default() },
        ..Policy::default()
    };
    CohortData { topics: topics(TOPICS), mentors, mentees: mentees.collect(), policy, ..CohortData::default() }
}

fn id(topic: u32) -> String {
    format!("topic-{topic:05}")
}

fn some_topics(zipf: &Zipf, count: usize, dice: &mut Dice) -> BTreeSet<String> {
    let mut topics = BTreeSet::new();
    while topics.len() < count {
        // Ranks dealt out over the areas, so that popular topics are not all neighbours.
        topics.insert(id(zipf.draw(dice) * 137 % TOPICS));
    }
    topics
}

fn languages(dice: &mut Dice) -> Vec<String> {
    let spoken = ["en", "de", "fr", "hi", "pt", "ja"];
    let mut languages = BTreeSet::new();
    if dice.chance(85) {
        languages.insert("en");
    }
    for _ in 0..=dice.below(2) {
        languages.insert(*dice.pick(&spoken));
    }
    languages.into_iter().map(str::to_owned).collect()
}
