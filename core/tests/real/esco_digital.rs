//! ESCO's digital skills (v1.1.1, English): a real taxonomy, with all the names people have for a thing and links to
//! broader concepts, some of which lie outside the collection.

use std::collections::{BTreeMap, BTreeSet};

use fireside::model::{Mentee, Mentor, Offer, Policy, TaxonomyPolicy, Topic, Want, Weights};
use fireside::read::Reader;
use fireside::taxonomy::{Resolution, Taxonomy, normalise};
use fireside::{Cohort, CohortBuilder};

use super::data::{self, Set};
use super::whole::Whole;

pub(crate) const SET: &str = "esco_digital";
const SKILLS: usize = 1_201;

/// The skills in the order of the file, then the broader concepts that the collection names and does not hold.
pub(crate) fn topics(set: &Set) -> Vec<Topic> {
    let text = set.text("digitalSkillsCollection_en.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heading = reader.headers().expect("a heading").clone();
    let column = |name: &str| heading.iter().position(|column| column == name).expect("a column");
    let [uri, label, aliases, broader, broader_label] =
        ["conceptUri", "preferredLabel", "altLabels", "broaderConceptUri", "broaderConceptPT"].map(column);
    let id = |uri: &str| uri.trim().trim_start_matches("http://data.europa.eu/esco/").to_owned();

    let (mut skills, mut concepts): (Vec<Topic>, BTreeMap<String, String>) = (Vec::new(), BTreeMap::new());
    for line in reader.records() {
        let line = line.expect("a line");
        let broader: Vec<String> = parts(&line[broader]).iter().map(|uri| id(uri)).collect();
        concepts.extend(broader.iter().cloned().zip(parts(&line[broader_label])));
        skills.push(Topic {
            aliases: parts(&line[aliases]),
            broader,
            ..Topic::new(id(&line[uri])).label(&line[label])
        });
    }
    skills.iter().for_each(|skill| drop(concepts.remove(&skill.id)));
    let outside = concepts.into_iter().map(|(id, label)| Topic::new(id).label(label));
    skills.into_iter().chain(outside).collect()
}

/// The parts of a cell with a list.
fn parts(cell: &str) -> Vec<String> {
    cell.split(" | ").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

pub(crate) fn taxonomy(topics: &[Topic]) -> Taxonomy {
    let mut reader = Reader::default();
    let taxonomy = Taxonomy::build(topics, &mut reader);
    reader.into_problems().into_result().expect("topics without faults");
    taxonomy
}

/// Each name, normalised, with the topics that carry it.
fn carriers<'a>(topics: &'a [Topic], names: impl Fn(&'a Topic) -> Vec<&'a str>) -> BTreeMap<String, BTreeSet<&'a str>> {
    let mut carriers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for topic in topics {
        for name in names(topic) {
            carriers.entry(normalise(name)).or_default().insert(&topic.id);
        }
    }
    carriers
}

#[test]
fn every_name_finds_the_skills_that_carry_it() {
    let Some(set) = data::set(SET) else { return };
    let topics = topics(&set);
    let taxonomy = taxonomy(&topics);
    let labels = carriers(&topics, |topic| topic.label.iter().map(String::as_str).collect());
    let aliases = carriers(&topics, |topic| topic.aliases.iter().map(String::as_str).collect());
    let written: BTreeSet<&String> = topics.iter().flat_map(|topic| topic.label.iter().chain(&topic.aliases)).collect();

    let (mut ambiguous, mut shadowed) = (0, 0);
    for name in &written {
        let normal = normalise(name);
        let (by_label, by_alias) = (labels.get(&normal), aliases.get(&normal));
        let expected: Vec<&str> = by_label.or(by_alias).into_iter().flatten().copied().collect();
        match taxonomy.resolve(name) {
            Resolution::Known(topic) => assert_eq!([taxonomy.id(topic)], expected.as_slice(), "`{name}`"),
            Resolution::Ambiguous(found) => {
                assert!(found.len() > 1 && found == expected, "`{name}` may be {found:?}, not {expected:?}");
                ambiguous += 1;
            }
            Resolution::Unknown(_) => panic!("`{name}` is not known"),
        }
        let both = by_label.zip(by_alias);
        shadowed += usize::from(both.is_some_and(|(label, alias)| !alias.is_subset(label)));
    }
    let skills = topics.iter().filter(|topic| !topic.aliases.is_empty() || !topic.broader.is_empty()).count();
    data::row(
        SET,
        format!("{skills} skills, {} concepts around", topics.len() - skills),
        format_args!(
            "{} names: {ambiguous} may mean several skills, {shadowed} are one skill's label and another's alias",
            written.len()
        ),
        "1,201 skills, some aliases name more than one",
    );
    assert_eq!((skills, taxonomy.len()), (SKILLS, topics.len()));
    assert!(ambiguous > 0);
    for skill in topics.iter().take(SKILLS) {
        let label = skill.label.as_ref().expect("a label");
        assert!(matches!(taxonomy.resolve(label), Resolution::Known(topic) if taxonomy.id(topic) == skill.id));
    }
}

/// One mentee a skill, who asks by another name than its label where one means nothing else. One mentor for every third
/// skill, far ahead, with three seats: as many seats as mentees.
fn cohort(topics: &[Topic], taxonomy: TaxonomyPolicy) -> CohortBuilder {
    let names = self::taxonomy(topics);
    let means =
        |alias: &str, id: &str| matches!(names.resolve(alias), Resolution::Known(topic) if names.id(topic) == id);
    let weights = Weights { interests: 1.0, availability: 0.0, preference: 0.0, affinity: 0.0 };
    let policy = Policy { weights, taxonomy, ..Policy::default() };
    let mut builder = topics.iter().cloned().fold(Cohort::builder().policy(policy), CohortBuilder::topic);
    for (k, skill) in topics.iter().take(SKILLS).enumerate() {
        let label = skill.label.as_ref().expect("a label");
        let other = |alias: &&String| normalise(alias) != normalise(label) && means(alias, &skill.id);
        let asked = skill.aliases.iter().find(other).unwrap_or(label);
        builder = builder.mentee(Mentee::new(format!("mentee-{k:04}")).wants(Want::new(asked).level(1)));
        if k % 3 == 0 {
            let offer = Offer::new(label).level(5);
            builder = builder.mentor(Mentor::new(format!("mentor-{k:04}")).offers(offer).capacity(3));
        }
    }
    builder
}

#[test]
fn a_taxonomy_brings_together_whom_names_alone_do_not() {
    let Some(set) = data::set(SET) else { return };
    let topics = topics(&set);
    let none = TaxonomyPolicy { narrower: 0.0, broader: 0.0, related: 0.0, ..TaxonomyPolicy::default() };
    let names_alone = Whole::matched(cohort(&topics, none));
    let offered = SKILLS.div_ceil(3);
    let renamed = names_alone.cohort.data().mentees.iter().zip(&topics);
    let renamed = renamed.filter(|(mentee, skill)| Some(&mentee.wants[0].topic) != skill.label.as_ref()).count();
    data::row(
        &format!("{SET} by name"),
        names_alone.size(),
        format_args!("{}; {renamed} ask by another name than the label", names_alone.figures()),
        format_args!("nothing; {offered} by counting skills on offer"),
    );
    // Whoever asks for a skill on offer has one mentor with a seat for them, 0.85 (willing) of a perfect pair.
    assert_eq!(names_alone.met(), offered);
    assert_eq!(names_alone.matching.certificate.total_points, offered as i64 * 850_000);
    assert_eq!(names_alone.left_out_for("no_offer"), SKILLS - offered);

    let bridged = Whole::matched(cohort(&topics, TaxonomyPolicy::default()));
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    topics.iter().flat_map(|topic| &topic.broader).for_each(|id| *kinds.entry(id).or_default() += 1);
    let (mut relations, mut far): (BTreeMap<&str, usize>, usize) = (BTreeMap::new(), 0);
    for pairing in &bridged.matching.pairings {
        let [topic] = pairing.shared_topics.as_slice() else { panic!("they ask for one topic") };
        assert_eq!(topic.relation == "same", topic.wanted == topic.offered);
        assert_eq!(topics[number(&pairing.mentee)].id, topic.wanted, "the name led to another skill");
        assert_eq!(topics[number(&pairing.mentor)].id, topic.offered);
        *relations.entry(&topic.relation).or_default() += 1;
        // Two kinds of something that has so many kinds need not have much to do with each other.
        far += usize::from(topic.path.iter().any(|id| kinds.get(id.as_str()).is_some_and(|&kinds| kinds >= 50)));
    }
    data::row(
        &format!("{SET} by taxonomy"),
        bridged.size(),
        format_args!("{}; relations {relations:?}, {far} by way of a concept with 50 kinds or more", bridged.figures()),
        "nothing",
    );
    assert!(bridged.met() > offered);
    assert!(bridged.matching.certificate.total_points > names_alone.matching.certificate.total_points);
    assert_eq!(bridged.left_out_for("no_offer") + bridged.left_out_for("seats_taken"), SKILLS - bridged.met());
}

/// The number in `mentee-0042`.
fn number(id: &str) -> usize {
    id.rsplit('-').next().and_then(|digits| digits.parse().ok()).expect("a number")
}
