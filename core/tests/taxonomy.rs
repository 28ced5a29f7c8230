//! Topics against laws and against an exhaustive search that shares no code with the library.

use std::collections::{BTreeMap, BTreeSet};

use fireside::error::{ErrorCode, Problem};
use fireside::model::{TaxonomyPolicy, Topic};
use fireside::points::FULL;
use fireside::read::Reader;
use fireside::taxonomy::{Factors, Relation, Resolution, Taxonomy, TopicIx, normalise};
use proptest::prelude::*;

fn build(topics: &[Topic]) -> (Taxonomy, Vec<Problem>) {
    let mut reader = Reader::default();
    let taxonomy = Taxonomy::build(topics, &mut reader);
    let problems =
        reader.into_problems().into_result().map_or_else(|error| error.problems().cloned().collect(), |()| Vec::new());
    (taxonomy, problems)
}

fn clean(topics: &[Topic]) -> Taxonomy {
    let (taxonomy, problems) = build(topics);
    assert_eq!(problems, []);
    taxonomy
}

fn known(taxonomy: &Taxonomy, text: &str) -> TopicIx {
    match taxonomy.resolve(text) {
        Resolution::Known(topic) => topic,
        other => panic!("{text}: {other:?}"),
    }
}

fn factors() -> Factors {
    Factors::from(&TaxonomyPolicy::default())
}

fn set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn data_science() -> Vec<Topic> {
    vec![
        Topic::new("data-science").label("Data Science"),
        Topic::new("time-series").label("Time Series").broader("data-science"),
        Topic::new("forecasting").broader("time-series").related("planning"),
        Topic::new("statistics").label("Statistics").related("data-science"),
        Topic::new("planning").alias("roadmaps"),
        Topic::new("gardening"),
    ]
}

#[test]
fn the_contract_s_example() {
    let taxonomy = clean(&data_science());
    let way = |from: &str, to: &str| {
        let path = taxonomy.path(known(&taxonomy, from), known(&taxonomy, to), &factors())?;
        let names: Vec<&str> = path.topics.iter().map(|&topic| taxonomy.id(topic)).collect();
        Some((names.join(" "), path.similarity, path.relation))
    };
    let expect = |topics: &str, similarity, relation| Some((topics.to_owned(), similarity, relation));
    assert_eq!(way("Data Science", "Time Series"), expect("data-science time-series", 800_000, Relation::Narrower));
    assert_eq!(way("Time Series", "Data Science"), expect("time-series data-science", 600_000, Relation::Broader));
    assert_eq!(
        way("Data Science", "forecasting"),
        expect("data-science time-series forecasting", 640_000, Relation::Narrower)
    );
    assert_eq!(way("Data Science", "Statistics"), expect("data-science statistics", 500_000, Relation::Related));
    assert_eq!(
        way("Statistics", "Time Series"),
        expect("statistics data-science time-series", 400_000, Relation::Mixed)
    );
    assert_eq!(way("planning", "roadmaps"), expect("planning", FULL, Relation::Same));
    assert_eq!(
        way("Data Science", "planning"),
        expect("data-science time-series forecasting planning", 320_000, Relation::Mixed)
    );
    assert_eq!(way("planning", "Data Science"), None, "0.18 is less than 0.25");
    assert_eq!(way("gardening", "planning"), None);
    assert_eq!(Relation::Narrower.as_str(), "narrower");
}

#[test]
fn equally_good_ways_are_told_apart() {
    // Two ways of two steps, and one of one step that keeps as much by another link.
    let topics = [
        Topic::new("wanted"),
        Topic::new("b").broader("wanted"),
        Topic::new("a").broader("wanted"),
        Topic::new("offered").broader("a").broader("b"),
        Topic::new("both").broader("wanted").related("wanted"),
    ];
    let taxonomy = clean(&topics);
    let factors = Factors { narrower: 500_000, broader: 500_000, related: 500_000, min_similarity: 1 };
    let path = |to: &str| taxonomy.path(known(&taxonomy, "wanted"), known(&taxonomy, to), &factors).unwrap();
    let names: Vec<&str> = path("offered").topics.iter().map(|&topic| taxonomy.id(topic)).collect();
    assert_eq!(names, ["wanted", "a", "offered"]);
    assert_eq!(path("both").relation, Relation::Narrower);
}

#[test]
fn names_are_found_in_any_spelling() {
    let taxonomy = clean(&[
        Topic::new("public-speaking").label("Public Speaking").alias("Rhetoric"),
        Topic::new("c").label("C"),
        Topic::new("c++"),
        Topic::new("c#").alias("csharp"),
        Topic::new("strasse").label("Straße"),
        Topic::new("--"),
    ]);
    for text in [
        "public-speaking",
        "Public Speaking",
        " PUBLIC__speaking ",
        "ｐｕｂｌｉｃ speaking",
        "pub\u{ad}lic\u{200b} speaking",
        "rhetoric",
    ] {
        assert_eq!(taxonomy.id(known(&taxonomy, text)), "public-speaking", "{text}");
        assert!(taxonomy.knows(text));
    }
    for (text, id) in [
        ("C", "c"),
        ("C++", "c++"),
        ("C#", "c#"),
        ("CSharp", "c#"),
        ("STRASSE", "strasse"),
        ("STRAẞE", "strasse"),
        ("--", "--"),
        (" -- ", "--"),
    ] {
        assert_eq!(taxonomy.id(known(&taxonomy, text)), id, "{text}");
    }
    for (text, near) in [
        ("publik speaking", Some("public-speaking")),
        ("retoric", Some("public-speaking")),
        ("cooking for two", None),
        ("", None),
        ("_", None),
    ] {
        assert_eq!(taxonomy.resolve(text), Resolution::Unknown(near.map(str::to_owned)), "{text}");
        assert!(!taxonomy.knows(text));
    }
}

#[test]
fn names_of_several_topics_are_ambiguous() {
    let taxonomy = clean(&[
        Topic::new("ml").label("Learning").alias("AI"),
        Topic::new("al").label("learning").alias("ai"),
        Topic::new("Learning"),
        Topic::new("zz").alias("ML"),
    ]);
    assert_eq!(taxonomy.resolve("learning"), Resolution::Ambiguous(vec!["Learning", "al", "ml"]));
    assert_eq!(taxonomy.resolve("ai"), Resolution::Ambiguous(vec!["al", "ml"]));
    assert_eq!(taxonomy.id(known(&taxonomy, "Learning")), "Learning", "an exact id");
    assert_eq!(taxonomy.id(known(&taxonomy, "ML")), "ml", "an id before an alias");
}

#[test]
fn every_problem_of_topics_is_found() {
    let (_, problems) = build(&[
        Topic::new("a").broader("Bee").related("nothing-like-it"),
        Topic::new("b").label("Bee").broader("c").broader("a "),
        Topic::new("c").broader("a").broader("public speeking"),
        Topic::new("self").broader("b").broader("Self"),
        Topic::new("x\u{7}").label(" "),
        Topic::new("public-speaking").alias(""),
        Topic::new("a"),
        Topic::new("twin-1").label("Twin"),
        Topic::new("twin-2").label("twin").related("TWIN").related("twin-2"),
        Topic::new("y".repeat(257)),
        Topic::new("a"),
    ]);
    let found: Vec<(&str, ErrorCode)> = problems.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
    let expected = [
        ("topics[0].related[0]", ErrorCode::UnknownTopic),
        ("topics[1].broader[1]", ErrorCode::AmbiguousTopic),
        ("topics[2].broader[1]", ErrorCode::UnknownTopic),
        ("topics[4].id", ErrorCode::InvalidText),
        ("topics[4].label", ErrorCode::InvalidText),
        ("topics[5].aliases[0]", ErrorCode::InvalidText),
        ("topics[6].id", ErrorCode::DuplicateId),
        ("topics[8].related[0]", ErrorCode::AmbiguousTopic),
        ("topics[9].id", ErrorCode::InvalidText),
        ("topics[10].id", ErrorCode::DuplicateId),
    ];
    // "a " is ambiguous only because the id `a` is there three times.
    let without_cycles: Vec<_> = found.iter().filter(|(_, code)| *code != ErrorCode::BroaderCycle).copied().collect();
    assert_eq!(without_cycles, expected);
    let at = |path: &str| problems.iter().find(|problem| problem.path == path).unwrap();
    assert_eq!(at("topics[2].broader[1]").suggestion.as_deref(), Some("public-speaking"));
    assert_eq!(at("topics[1].broader[1]").message, "topic `a ` is ambiguous: it may be `a`, `a`, `a`");
    let cycles: Vec<(&str, &str)> = problems
        .iter()
        .filter(|problem| problem.code == ErrorCode::BroaderCycle)
        .map(|problem| (problem.path.as_str(), problem.message.as_str()))
        .collect();
    let expected = [
        ("topics[0].broader", "broader topics form a cycle: `a` → `b` → `c` → `a`"),
        ("topics[3].broader", "broader topics form a cycle: `self` → `self`"),
    ];
    assert_eq!(cycles, expected);
}

#[test]
fn each_cycle_is_named_once() {
    let (_, problems) = build(&[
        Topic::new("d").broader("c"),
        Topic::new("c").broader("d").broader("e"),
        Topic::new("e").broader("f"),
        Topic::new("b").broader("a"),
        Topic::new("a").broader("b"),
        Topic::new("f"),
    ]);
    let found: Vec<(&str, &str)> =
        problems.iter().map(|problem| (problem.path.as_str(), problem.message.as_str())).collect();
    let expected = [
        ("topics[1].broader", "broader topics form a cycle: `c` → `d` → `c`"),
        ("topics[4].broader", "broader topics form a cycle: `a` → `b` → `a`"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn long_chains_and_rings_cost_no_stack() {
    let id = |i: u32| format!("topic-{i:06}");
    let mut topics: Vec<Topic> = (0..50_000).map(|i| Topic::new(id(i)).broader(id(i + 1))).collect();
    topics.push(Topic::new(id(50_000)));
    let taxonomy = clean(&topics);
    let all = Factors { narrower: FULL, broader: FULL, related: FULL, min_similarity: 1 };
    assert_eq!(taxonomy.similar(7, &all).len(), 50_001);
    assert_eq!(
        taxonomy.path(50_000, 0, &all).map(|path| (path.topics.len(), path.relation)),
        Some((50_001, Relation::Narrower))
    );
    topics.push(Topic::new("topic-050001"));
    topics[50_000] = Topic::new(id(50_000)).broader(id(0));
    let (_, problems) = build(&topics);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.len() < 400, "{}", problems[0].message);
}

#[test]
fn a_problem_of_reading_is_not_told_twice() {
    let mut reader = Reader::default();
    reader.problem(ErrorCode::MissingField, "read before");
    Taxonomy::build(&[Topic::new(""), Topic::new("").broader("")], &mut reader);
    let error = reader.into_problems().into_result().unwrap_err();
    assert_eq!(error.problems().count(), 1);
}

#[test]
fn unknown_topics_are_adopted() {
    let mut taxonomy =
        clean(&[Topic::new("zoology"), Topic::new("botany").related("zoology"), Topic::new("Ethics").alias("morals")]);
    taxonomy.adopt(&set(&[
        "Beekeeping",
        "beekeeping",
        " bee-keeping",
        "Bee Keeping",
        "MORALS",
        "zoologie",
        "",
        "\u{200b}",
        "--",
    ]));
    let ids: Vec<(&str, &str, bool)> = (0..taxonomy.len() as TopicIx)
        .map(|ix| (taxonomy.id(ix), taxonomy.label(ix), taxonomy.is_adopted(ix)))
        .collect();
    let expected = [
        ("--", "--", true),
        ("Ethics", "Ethics", false),
        ("bee keeping", "Bee Keeping", true),
        ("beekeeping", "Beekeeping", true),
        ("botany", "botany", false),
        ("zoologie", "zoologie", true),
        ("zoology", "zoology", false),
        ("\u{200b}", "\u{200b}", true),
    ];
    assert_eq!(ids, expected);
    assert_eq!(taxonomy.similar_to(known(&taxonomy, "ZOOLOGIE")), Some("zoology"));
    assert_eq!(taxonomy.similar_to(known(&taxonomy, "bee_keeping")), None);
    let path = taxonomy.path(known(&taxonomy, "Botany"), known(&taxonomy, "Zoology"), &factors()).unwrap();
    assert_eq!((path.similarity, path.relation), (500_000, Relation::Related), "links keep their ends");
    let before = ids.len();
    taxonomy.adopt(&set(&["BEEKEEPING"]));
    assert_eq!(taxonomy.len(), before);
}

/// Topics `t0` … with random links; broader ones only upwards, so that there is no cycle.
fn topics() -> impl Strategy<Value = Vec<Topic>> {
    let links = prop::collection::vec((0_usize..9, 0_usize..9, any::<bool>()), 0..18);
    (2_usize..9, links).prop_map(|(count, links)| {
        let mut topics: Vec<Topic> = (0..count).map(|i| Topic::new(format!("t{i}"))).collect();
        for (from, to, broader) in links {
            let (from, to) = (from % count, to % count);
            match broader {
                true if from < to => topics[from].broader.push(format!("t{to}")),
                false => topics[from].related.push(format!("t{to}")),
                true => {}
            }
        }
        topics
    })
}

fn random_factors() -> impl Strategy<Value = Factors> {
    let factor = || prop_oneof![3 => 0..=FULL, 1 => Just(FULL), 1 => Just(500_000), 1 => Just(800_000)];
    (factor(), factor(), factor(), prop_oneof![Just(1), Just(10_000), Just(250_000)])
        .prop_map(|(narrower, broader, related, min_similarity)| Factors { narrower, broader, related, min_similarity })
}

/// What a step keeps, by pairs of topics: the best of their links.
fn steps(topics: &[Topic], factors: &Factors) -> BTreeMap<(usize, usize), u32> {
    let at = |id: &str| topics.iter().position(|topic| topic.id == id).unwrap();
    let mut steps: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (i, topic) in topics.iter().enumerate() {
        let broader = topic.broader.iter().map(|id| (at(id), factors.broader, factors.narrower));
        let related = topic.related.iter().map(|id| (at(id), factors.related, factors.related));
        for (j, there, back) in broader.chain(related) {
            for (pair, keeps) in [((i, j), there), ((j, i), back)] {
                let best = steps.entry(pair).or_default();
                *best = keeps.max(*best);
            }
        }
    }
    steps
}

/// The best similarities from a topic, by walking every simple path.
fn exhaustive(steps: &BTreeMap<(usize, usize), u32>, count: usize, from: usize, least: u32) -> BTreeMap<usize, u32> {
    fn walk(
        steps: &BTreeMap<(usize, usize), u32>,
        count: usize,
        way: &mut Vec<usize>,
        kept: u32,
        least: u32,
        best: &mut BTreeMap<usize, u32>,
    ) {
        let at = *way.last().unwrap();
        let known = best.entry(at).or_default();
        *known = kept.max(*known);
        for next in (0..count).filter(|next| !way.contains(next)).collect::<Vec<_>>() {
            let Some(&keeps) = steps.get(&(at, next)) else { continue };
            let kept = (u64::from(kept) * u64::from(keeps) / 1_000_000) as u32;
            if kept >= least {
                way.push(next);
                walk(steps, count, way, kept, least, best);
                way.pop();
            }
        }
    }
    let mut best = BTreeMap::new();
    walk(steps, count, &mut vec![from], FULL, least, &mut best);
    best
}

fn near(taxonomy: &Taxonomy, from: TopicIx, factors: &Factors) -> BTreeMap<usize, u32> {
    let similar = taxonomy.similar(from, factors);
    assert!(similar.windows(2).all(|pair| pair[0].topic < pair[1].topic), "in the order of topics");
    similar.iter().map(|near| (near.topic as usize, near.similarity)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Best paths equal those of an exhaustive search, and a path is what it says.
    #[test]
    fn the_best_path_is_best(topics in topics(), factors in random_factors()) {
        let taxonomy = clean(&topics);
        let steps = steps(&topics, &factors);
        for from in 0..topics.len() {
            let best = exhaustive(&steps, topics.len(), from, factors.min_similarity);
            prop_assert_eq!(&near(&taxonomy, from as TopicIx, &factors), &best);
            for to in 0..topics.len() {
                let path = taxonomy.path(from as TopicIx, to as TopicIx, &factors);
                prop_assert_eq!(path.as_ref().map(|path| path.similarity), best.get(&to).copied());
                let Some(path) = path else { continue };
                prop_assert_eq!((path.topics[0] as usize, path.topics[path.topics.len() - 1] as usize), (from, to));
                let keeps = |pair: &[TopicIx]| u64::from(steps[&(pair[0] as usize, pair[1] as usize)]);
                let kept = path.topics.windows(2).fold(1_000_000, |kept, pair| kept * keeps(pair) / 1_000_000);
                prop_assert_eq!(kept, u64::from(path.similarity));
                prop_assert_eq!(path.relation == Relation::Same, from == to);
            }
        }
    }

    /// Never more than one, itself in full, symmetric where up and down keep the same, more where factors keep more.
    #[test]
    fn similarity_keeps_its_laws(topics in topics(), factors in random_factors(), more in 0_u32..200_000) {
        let taxonomy = clean(&topics);
        let even = Factors { broader: factors.narrower, ..factors };
        let raise = |keeps: u32| (keeps + more).min(FULL);
        let raised = Factors { narrower: raise(factors.narrower), broader: raise(factors.broader), related: raise(factors.related), ..factors };
        for from in 0..topics.len() as TopicIx {
            let (here, higher) = (near(&taxonomy, from, &factors), near(&taxonomy, from, &raised));
            prop_assert_eq!(here.get(&(from as usize)), Some(&FULL));
            for (to, &similarity) in &here {
                prop_assert!(similarity <= FULL && similarity >= factors.min_similarity);
                prop_assert!(higher.get(to).is_some_and(|&more| more >= similarity));
            }
            // Rounding at every step may cost a way back a millionth a step.
            for (&to, &similarity) in &near(&taxonomy, from, &Factors { min_similarity: 1_000, ..even }) {
                let back = near(&taxonomy, to as TopicIx, &Factors { min_similarity: 1, ..even });
                prop_assert!(back.get(&(from as usize)).is_some_and(|&back| back.abs_diff(similarity) <= 9));
            }
        }
    }

    /// The order in which topics and their links are listed reaches no answer.
    #[test]
    fn order_does_not_matter(topics in topics(), factors in random_factors(), keys in prop::collection::vec(any::<u32>(), 9)) {
        let mut shuffled: Vec<(u32, Topic)> = keys.into_iter().zip(topics.clone()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let mut shuffled: Vec<Topic> = shuffled.into_iter().map(|(_, topic)| topic).collect();
        for topic in &mut shuffled {
            topic.broader.reverse();
            topic.related.reverse();
        }
        let (mut one, mut other) = (clean(&topics), clean(&shuffled));
        let own = set(&["t1x", "A", "a", "zz", "T0"]);
        one.adopt(&own);
        other.adopt(&own);
        prop_assert_eq!(one.len(), other.len());
        for from in 0..one.len() as TopicIx {
            prop_assert_eq!(one.id(from), other.id(from));
            prop_assert_eq!(one.label(from), other.label(from));
            prop_assert_eq!(one.similar(from, &factors), other.similar(from, &factors));
            for to in 0..one.len() as TopicIx {
                prop_assert_eq!(one.path(from, to, &factors), other.path(from, to, &factors));
            }
        }
    }

    /// A normal text is its own normal text, whatever the case of what it was made from.
    #[test]
    fn normal_texts_are_normal(text in "\\PC{0,12}") {
        let normal = normalise(&text);
        prop_assert_eq!(normalise(&normal), normal.clone());
        if !normal.is_empty() {
            prop_assert_eq!(normalise(&format!("\u{feff}  {normal}\t")), normal);
        }
    }

    /// Whatever is adopted is found again, by every spelling, under one id.
    #[test]
    fn what_is_adopted_is_found(texts in prop::collection::btree_set("[aAbB ßẞ_-]{1,4}", 0..12)) {
        let mut taxonomy = clean(&[Topic::new("ab"), Topic::new("B").alias("a b")]);
        taxonomy.adopt(&texts);
        let ids: BTreeSet<&str> = (0..taxonomy.len() as TopicIx).map(|ix| taxonomy.id(ix)).collect();
        prop_assert_eq!(ids.len(), taxonomy.len());
        for text in texts.iter().filter(|text| !text.trim().is_empty()) {
            prop_assert!(matches!(taxonomy.resolve(text), Resolution::Known(_)), "{:?}", text);
        }
    }
}
