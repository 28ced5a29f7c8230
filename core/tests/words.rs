//! Words decide nothing, in whatever language; what is said in one is said in all.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};

use cohort_support::cohorts;
use fireside::model::*;
use fireside::words::{Language, catalogue};
use fireside::{
    Cohort, Control, Error, ErrorCode, MatchOptions, Matcher, Matching, Objective, Odd, PeerOptions, ScheduleOptions,
    match_cohort, match_cohort_with, match_peers_with, schedule_matching,
};
use proptest::prelude::*;
use serde_json::Value;

/// The fields in which documents have sentences.
const SENTENCES: [&str; 5] = ["summary", "text", "detail", "message", "description"];

/// A document without its sentences, which are collected.
fn wordless(document: &str, said: &mut Vec<String>) -> Value {
    fn strip(value: &mut Value, said: &mut Vec<String>) {
        match value {
            Value::Array(list) => list.iter_mut().for_each(|inner| strip(inner, said)),
            Value::Object(fields) => {
                for name in SENTENCES {
                    if let Some(Value::String(text)) = fields.remove(name) {
                        said.push(text);
                    }
                }
                fields.values_mut().for_each(|inner| strip(inner, said));
            }
            _ => {}
        }
    }
    let mut value = serde_json::from_str(document).unwrap();
    strip(&mut value, said);
    value
}

/// Words that German does not have, and that no name in these cohorts is.
fn is_english(text: &str) -> bool {
    let english =
        ["the", "and", "with", "they", "have", "has", "no", "of", "to", "mentors", "seat", "common", "other", "who"];
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| english.contains(&word))
}

/// Everything that is said of a cohort, in every objective.
fn documents(cohort: &Cohort) -> Vec<String> {
    let mut all = Vec::new();
    for objective in Objective::ALL {
        let options = MatchOptions { objective, ..MatchOptions::default() };
        if let Ok(matching) = match_cohort_with(cohort, &options, &Control::new()) {
            all.push(matching.to_json());
        }
    }
    let options = MatchOptions { schedule: true, ..MatchOptions::default() };
    all.extend(match_cohort_with(cohort, &options, &Control::new()).map(|matching| matching.to_json()));
    let options = PeerOptions { rounds: 2, odd: Odd::Trio, ..PeerOptions::default() };
    all.extend(match_peers_with(cohort, &options, &Control::new()).map(|matching| matching.to_json()));
    if let Ok(matching) = matched(cohort) {
        all.extend(
            schedule_matching(cohort, &matching, &ScheduleOptions::default()).map(|schedule| schedule.to_json()),
        );
    }
    let matcher = Matcher::new(cohort.clone());
    for mentor in &cohort.data().mentors {
        for mentee in &cohort.data().mentees {
            all.push(matcher.explain(&mentor.id, &mentee.id).unwrap().to_json());
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The law of words: German documents are the English ones with other sentences, as many of them, and no English among them.
    #[test]
    fn only_sentences_differ(data in cohorts(6, 10)) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let german = cohort.in_language(Language::De);
        for (one, other) in documents(&cohort).iter().zip(documents(&german)) {
            let (mut english, mut said) = (Vec::new(), Vec::new());
            prop_assert_eq!(wordless(one, &mut english), wordless(&other, &mut said));
            prop_assert_eq!(english.len(), said.len());
            for (english, german) in english.iter().zip(&said) {
                prop_assert!(!german.is_empty() && !is_english(german), "{english}: {german}");
            }
        }
    }

    /// Whoever asked for the words, the document says so; and what is made of it is the same.
    #[test]
    fn a_cohort_in_another_language_is_one_whose_policy_says_so(data in cohorts(5, 7)) {
        let Ok(cohort) = Cohort::try_from(data.clone()) else { return Ok(()) };
        let stated = CohortData { policy: Policy { language: Language::De, ..data.policy.clone() }, ..data };
        let (stated, asked) = (Cohort::try_from(stated).unwrap(), cohort.in_language(Language::De));
        prop_assert_eq!(&stated, &asked);
        prop_assert_eq!(stated.to_json(), asked.to_json());
        prop_assert_eq!(&Cohort::from_json(&asked.to_json()).unwrap(), &asked);
        prop_assert_eq!(&asked.in_language(Language::En), &cohort);
        let matching = matched(&asked).unwrap();
        prop_assert_eq!(matching.to_json(), matched(&stated).unwrap().to_json());
        // Every verifier accepts every language, and no sentence that is not what the cohort yields.
        for cohort in [&cohort, &stated, &asked] {
            matching.verify(cohort).unwrap();
        }
        let mut lie = Matching::from_json(&matching.to_json()).unwrap();
        if let Some(pairing) = lie.pairings.first_mut() {
            pairing.summary.push_str(" Wirklich.");
            prop_assert_eq!(lie.verify(&cohort).unwrap_err().code(), ErrorCode::ScoreMismatch);
        }
    }

    /// Two handles of one engine: what one is told, the other knows; each answers in its language.
    #[test]
    fn handles_in_two_languages_are_one_engine(data in cohorts(5, 7), who in any::<prop::sample::Index>()) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        if cohort.data().mentors.is_empty() {
            return Ok(());
        }
        let (english, control) = (Matcher::new(cohort.clone()), Control::new());
        let german = english.in_language(Language::De);
        let mentor = who.get(&cohort.data().mentors).id.clone();
        let paused = Event { id: "e-1".into(), at: Moment::default(), what: What::Paused { person: mentor } };
        german.apply(&[paused], &control).unwrap();
        for (matcher, language) in [(&english, Language::En), (&german, Language::De), (&german.fork(), Language::De)] {
            let now = matcher.cohort();
            prop_assert_eq!(now.language(), language);
            prop_assert_eq!(matcher.matching(&control).unwrap().to_json(), matched(&now).unwrap().to_json());
        }
        prop_assert_eq!(english.to_state(), german.to_state());
        prop_assert_eq!(Matcher::new(cohort.in_language(Language::De)).cohort().language(), Language::De);
    }
}

/// A host may say everything otherwise: here every phrase is its own code and its arguments.
#[test]
fn every_phrase_can_be_the_hosts_own() {
    let own = |(code, text): (&&str, &fireside::words::PhraseText)| {
        let shown = text.arguments.iter().filter(|name| !text.choices.contains_key(*name));
        let arguments: Vec<String> = shown.map(|name| format!("{{{name}}}")).collect();
        (code.to_string(), format!("<{code} {}>", arguments.join(" ")))
    };
    let phrases: BTreeMap<String, String> = catalogue(Language::En).iter().map(own).collect();
    let cohort = story(Policy { phrases, ..Policy::default() });
    let matching = matched(&cohort).unwrap();
    assert_eq!(matching.pairings[0].summary, "<summary Ada Bo Rust Rust 0 <form.duration.minutes 0>  UTC>");
    assert_eq!(matching.unmatched[0].reasons[0].detail, "<reason.no_wants.asked Cy Rust>");
    matching.verify(&cohort).unwrap();
}

fn matched(cohort: &Cohort) -> Result<Matching, Error> {
    match_cohort(cohort, &MatchOptions::default())
}

fn story(policy: Policy) -> Cohort {
    Cohort::builder()
        .topic(Topic::new("rust").label("Rust"))
        .mentor(Mentor::new("ada").name("Ada").offers(Offer::new("rust").eager()))
        .mentee(Mentee::new("bo").name("Bo").wants(Want::new("rust")))
        .mentee(Mentee::new("cy").name("Cy"))
        .policy(policy)
        .build()
        .unwrap()
}

#[test]
fn phrases_belong_to_the_language_of_their_policy() {
    let phrases: BTreeMap<String, String> = [("reason.no_wants.asked".into(), "{name}?".into())].into();
    let detail = |cohort: &Cohort| matched(cohort).unwrap().unmatched[0].reasons[0].detail.clone();
    let cohort = story(Policy { phrases: phrases.clone(), ..Policy::default() });
    let german = "Cy hat kein Thema genannt; andere fragen am meisten nach Rust";
    assert_eq!(detail(&cohort), "Cy?");
    assert_eq!(detail(&cohort.in_language(Language::De)), german);
    assert_eq!(detail(&cohort.in_language(Language::De).in_language(Language::En)), "Cy?");
    assert_eq!(detail(&cohort.in_words(Language::De, &phrases).unwrap()), "Cy?");
    // The hash of the policy is that of one without words.
    let hash = |cohort: &Cohort| matched(cohort).unwrap().run.policy_hash;
    assert_eq!(hash(&cohort), hash(&story(Policy::default())));
    assert_eq!(hash(&cohort), hash(&cohort.in_language(Language::De)));
}

#[test]
fn changes_know_words_and_keep_what_was_asked_for() {
    let cohort = story(Policy::default());
    let german = PolicyChanges { language: Some(Language::De), ..PolicyChanges::default() };
    let changes = |policy| Changes { policy, ..Changes::default() };
    assert_eq!(cohort.changed(&changes(german)).unwrap().language(), Language::De);
    let roomier = Changes { seats: [("ada".to_owned(), 2)].into(), ..Changes::default() };
    assert_eq!(cohort.in_language(Language::De).changed(&roomier).unwrap().language(), Language::De);
    let what_if = Matcher::new(cohort.in_language(Language::De));
    let what_if = what_if.what_if(&roomier, &MatchOptions::default(), &Control::new()).unwrap();
    let said = [&what_if.before, &what_if.after].map(|it| it.pairings[0].summary.clone());
    assert_eq!(BTreeSet::from(said), ["Ada spricht besonders gern über Rust, wonach Bo sucht.".to_owned()].into());
    let broken = PolicyChanges { phrases: Some([("reason".into(), String::new())].into()), ..PolicyChanges::default() };
    let error = cohort.changed(&changes(broken)).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::UnknownChoice, "changes.policy.phrases[\"reason\"]"));
}
