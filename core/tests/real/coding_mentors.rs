//! 278 mentors of a volunteer programme: what they teach as they typed it, their countries and languages.
//!
//! The data have no mentees. So the same people ask, too: each for what the next person in the file offers and they do
//! not, in that order; every third leaves it blank, as a third of people do in real programmes.

use std::collections::{BTreeMap, BTreeSet};

use fireside::model::{Mentee, Mentor, Offer, Policy, Rule, Topic, UnknownTopics, Want};
use fireside::taxonomy::{Resolution, Taxonomy, normalise};
use fireside::{Cohort, CohortBuilder, ErrorCode};
use serde_json::Value;

use super::data::{self, Set};
use super::esco_digital;
use super::whole::Whole;

const SET: &str = "coding_mentors";
const PEOPLE: usize = 278;
const TAGS: usize = 215;

struct Person {
    id: String,
    tags: Vec<String>,
    country: String,
    languages: Vec<String>,
}

fn people(set: &Set) -> Vec<Person> {
    let people: Vec<Value> = serde_json::from_str(&set.text("mentors.json")).expect("JSON");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let texts = |value: &Value| value.as_array().expect("a list").iter().map(text).collect();
    let person = |person: &Value| Person {
        id: text(&person["id"]),
        tags: texts(&person["tags"]),
        country: text(&person["country"]),
        languages: texts(&person["spoken_languages"]),
    };
    people.iter().map(person).collect()
}

/// Tags that are spellings of one thing, and what belongs together: an hour of a coordinator's work.
fn bridges() -> Vec<Topic> {
    let topic = |id: &str, aliases: &[&str], broader: &[&str]| Topic {
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        broader: broader.iter().map(|id| (*id).to_owned()).collect(),
        ..Topic::new(id)
    };
    vec![
        topic("programming", &[], &[]),
        topic("web", &["web dev", "web-development", "websitedevelopment"], &["programming"]),
        topic("frontend", &["front-end"], &["web"]),
        topic("backend", &[], &["programming"]),
        topic("fullstack", &["full-stack"], &["frontend", "backend"]),
        topic("javascript", &["js", "e6"], &["frontend"]),
        topic("typescript", &[], &["javascript"]),
        topic("reactjs", &[], &["javascript"]),
        topic("redux", &[], &["reactjs"]),
        topic("gatsby", &[], &["reactjs"]),
        topic("nextjs", &[], &["reactjs"]),
        topic("vuejs", &[], &["javascript"]),
        topic("angular", &["angular2", "angularjs"], &["javascript"]),
        topic("nodejs", &[], &["javascript", "backend"]),
        topic("express", &[], &["nodejs"]),
        topic("html", &["markup"], &["frontend"]),
        topic("css", &[], &["frontend"]),
        topic("sass", &[], &["css"]),
        topic("go", &["golang"], &["backend"]),
        topic("c#", &["c-sharp"], &["dotnet"]),
        topic("dotnet", &[".net", ".netcore", "dotnet core"], &["backend"]),
        topic("asp.net", &["asp.net core"], &["dotnet"]),
        topic("php", &["modern php"], &["backend"]),
        topic("laravel", &[], &["php"]),
        topic("ruby", &[], &["backend"]),
        topic("rails", &["ruby on rails"], &["ruby"]),
        topic("python", &[], &["backend"]),
        topic("django", &[], &["python"]),
        topic("java", &[], &["backend"]),
        topic("spring", &[], &["java"]),
        topic("database", &["databases"], &["backend"]),
        topic("sql", &["tsql"], &["database"]),
        topic("sql server", &["sql servers", "mssql"], &["sql"]),
        topic("mysql", &[], &["sql"]),
        topic("postgresql", &[], &["sql"]),
        topic("nosql", &[], &["database"]),
        topic("mongodb", &[], &["nosql"]),
        topic("cloud", &[], &["devops"]),
        topic("aws", &[], &["cloud"]),
        topic("azure", &[], &["cloud"]),
        topic("docker", &[], &["devops"]),
        topic("kubernetes", &[], &["devops"]),
        topic("devops", &["operations"], &[]),
        topic("a11y", &["accessibility"], &["ux"]),
        topic("ux", &["user experience", "ux/ui"], &[]),
        topic("ui", &[], &["ux"]),
        topic("design system", &["design systems"], &["ui"]),
        topic("career", &["career advice", "interviews"], &[]),
        topic("architecture", &["architect", "software-design"], &["programming"]),
    ]
}

/// What to hand over for a person's tags: one name a topic. Of several topics a tag may mean, the first.
fn named(names: &Taxonomy, tags: &[String]) -> Vec<String> {
    let name = |tag: &String| match names.resolve(tag) {
        Resolution::Known(topic) => names.id(topic).to_owned(),
        Resolution::Ambiguous(topics) => topics[0].to_owned(),
        Resolution::Unknown(_) => normalise(tag),
    };
    let mut seen = BTreeSet::new();
    tags.iter().map(name).filter(|name| seen.insert(name.clone())).collect()
}

fn cohort(people: &[Person], topics: &[Topic], words: impl Fn(&[String]) -> Vec<String>) -> CohortBuilder {
    let policy = Policy {
        unknown_topics: UnknownTopics::Adopt,
        rules: vec![Rule::MustShare { attribute: "languages".to_owned() }],
        ..Policy::default()
    };
    let mut builder = topics.iter().cloned().fold(Cohort::builder().policy(policy), CohortBuilder::topic);
    for (k, (person, next)) in people.iter().zip(people.iter().cycle().skip(1)).enumerate() {
        let (own, other) = (words(&person.tags), words(&next.tags));
        let mut mentor = own.iter().fold(Mentor::new(&person.id), |mentor, tag| mentor.offers(Offer::new(tag)));
        let mut mentee = Mentee::new(&person.id).attribute("country", person.country.as_str());
        mentor = mentor.attribute("country", person.country.as_str());
        if k % 3 != 2 {
            let wanted = other.iter().filter(|tag| !own.contains(tag)).zip([5, 4, 3, 2, 1]);
            let wants = wanted.map(|(tag, importance)| Want::new(tag).importance(importance).level(1));
            mentee = wants.fold(mentee, Mentee::wants);
        }
        if !person.languages.is_empty() {
            let languages = fireside::model::Attribute::List(person.languages.clone());
            (mentor, mentee) =
                (mentor.attribute("languages", languages.clone()), mentee.attribute("languages", languages));
        }
        builder = builder.mentor(mentor).mentee(mentee);
    }
    builder
}

/// What must be so whatever the vocabulary; and the line about it.
fn report(name: &str, people: &[Person], whole: &Whole) {
    let data = whole.cohort.data();
    let blank = data.mentees.iter().filter(|mentee| mentee.wants.is_empty()).count();
    let silent: BTreeSet<&str> =
        people.iter().filter(|person| person.languages.is_empty()).map(|person| person.id.as_str()).collect();
    for pairing in &whole.matching.pairings {
        assert!(pairing.mentor != pairing.mentee, "nobody is their own mentor");
        assert!(![&pairing.mentor, &pairing.mentee].iter().any(|id| silent.contains(id.as_str())));
    }
    let named = |topic: &str| whole.matching.adopted_topics.iter().any(|adopted| adopted.id == topic);
    let adopted = data.mentors.iter().flat_map(|mentor| &mentor.offers).filter(|offer| named(&normalise(&offer.topic)));
    let met = whole.matching.pairings.iter().map(|pairing| pairing.shared_topics.len()).sum();
    let asked = data.mentees.iter().map(|mentee| mentee.wants.len()).sum();
    let offers: usize = data.mentors.iter().map(|mentor| mentor.offers.len()).sum();
    data::row(
        &format!("{SET} {name}"),
        format!("{}, {} topics", whole.size(), data.topics.len()),
        format_args!(
            "{}; of {} who asked {}, with {} of what they asked for; {blank} blank, {} adopted topics in {} of offers",
            whole.figures(),
            data.mentees.len() - blank,
            data::percent(whole.met(), data.mentees.len() - blank),
            data::percent(met, asked),
            whole.matching.adopted_topics.len(),
            data::percent(adopted.count(), offers)
        ),
        "nothing",
    );
    assert_eq!((whole.left_out_for("no_wants"), data.mentees.len()), (blank, PEOPLE));
    for absent in whole.matching.unmatched.iter().filter(|absent| silent.contains(absent.mentee.as_str())) {
        let codes: Vec<&str> = absent.reasons.iter().map(|reason| reason.code.as_str()).collect();
        let told = codes.iter().any(|code| ["must_share", "no_wants", "no_offer"].contains(code));
        assert!(told, "{} states no language and is told {codes:?}", absent.mentee);
    }
}

#[test]
fn tags_as_typed() {
    let Some(set) = data::set(SET) else { return };
    let people = people(&set);
    let tags: BTreeSet<&String> = people.iter().flat_map(|person| &person.tags).collect();
    assert_eq!((people.len(), tags.len()), (PEOPLE, TAGS));
    let whole = Whole::matched(cohort(&people, &[], <[String]>::to_vec));
    report("as typed", &people, &whole);

    // Every tag becomes a topic, counted once for each person who offers it or asks for it.
    let mut expected: BTreeMap<String, u32> = BTreeMap::new();
    let data = whole.cohort.data();
    let offered = data.mentors.iter().flat_map(|mentor| mentor.offers.iter().map(|offer| &offer.topic));
    let wanted = data.mentees.iter().flat_map(|mentee| mentee.wants.iter().map(|want| &want.topic));
    offered.chain(wanted).for_each(|tag| *expected.entry(normalise(tag)).or_default() += 1);
    let adopted = whole.matching.adopted_topics.iter().map(|topic| (topic.id.clone(), topic.people));
    assert_eq!(adopted.collect::<BTreeMap<_, _>>(), expected);
}

#[test]
fn tags_bridged_by_hand() {
    let Some(set) = data::set(SET) else { return };
    let people = people(&set);
    let topics = bridges();
    // One person lists both `a11y` and `accessibility`. Once these are one topic, that is said, with its place.
    let twice =
        people.iter().position(|one| ["a11y", "accessibility"].iter().all(|tag| one.tags.iter().any(|t| t == tag)));
    let twice = twice.expect("somebody who lists both");
    let error = cohort(&people, &topics, <[String]>::to_vec).build().expect_err("one topic twice");
    let found: Vec<_> = error.problems().filter(|problem| problem.path.starts_with("mentors")).collect();
    assert!(found.iter().any(|problem| problem.path.starts_with(&format!("mentors[{twice}].offers["))), "{error}");
    assert!(error.problems().all(|problem| problem.code == ErrorCode::DuplicateEntry), "{error}");

    let names = esco_digital::taxonomy(&topics);
    let bridged = Whole::matched(cohort(&people, &topics, |tags| named(&names, tags)));
    report("bridged by hand", &people, &bridged);
    let typed = Whole::matched(cohort(&people, &[], <[String]>::to_vec));
    assert!(bridged.met() >= typed.met(), "a common vocabulary left more people out");
}

#[test]
fn tags_in_a_public_taxonomy() {
    let (Some(set), Some(esco)) = (data::set(SET), data::set(esco_digital::SET)) else { return };
    let people = people(&set);
    let topics = esco_digital::topics(&esco);
    let names = esco_digital::taxonomy(&topics);
    let tags: BTreeSet<&String> = people.iter().flat_map(|person| &person.tags).collect();
    let (mut known, mut several, mut near) = (0, 0, 0);
    for tag in &tags {
        match names.resolve(tag) {
            Resolution::Known(_) => known += 1,
            Resolution::Ambiguous(_) => several += 1,
            Resolution::Unknown(resembles) => near += usize::from(resembles.is_some()),
        }
    }
    data::row(
        &format!("{SET} x {}", esco_digital::SET),
        format!("{} tags, {} topics", tags.len(), topics.len()),
        format_args!("{known} tags known, {several} ambiguous, {near} of the others with a suggestion"),
        "nothing",
    );
    report("in ESCO's words", &people, &Whole::matched(cohort(&people, &topics, |tags| named(&names, tags))));
}
