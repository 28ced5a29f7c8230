//! The catalogues are whole, and say what they say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::phrase::Kind;
use super::template::{Piece, mentions, parse};
use super::{Arg, Language, Phrase, Words, catalogue};

/// The arguments that a template has to do with.
fn named(template: &[Piece], found: &mut BTreeSet<usize>) {
    for piece in template {
        let (at, cases): (_, Vec<&Vec<Piece>>) = match piece {
            Piece::Text(_) => continue,
            Piece::Argument(at) => (at, Vec::new()),
            Piece::Plural(at, cases, other) => (at, cases.iter().map(|(_, inner)| inner).chain([other]).collect()),
            Piece::Select(at, cases, other) => (at, cases.iter().map(|(_, inner)| inner).chain([other]).collect()),
        };
        found.insert(*at);
        cases.into_iter().for_each(|inner| named(inner, found));
    }
}

#[test]
fn every_language_has_every_phrase_with_the_same_arguments() {
    for &language in Language::ALL {
        let written: BTreeMap<String, String> = serde_json::from_str(language.source()).unwrap();
        let codes: BTreeSet<&str> = Phrase::ALL.iter().map(|phrase| phrase.code()).collect();
        assert_eq!(written.keys().map(String::as_str).collect::<BTreeSet<_>>(), codes);
        for phrase in Phrase::ALL {
            let template = parse(&written[phrase.code()], phrase.arguments());
            assert_eq!(template.as_ref().err(), None, "{language:?} {}", phrase.code());
            let template = template.unwrap();
            let mut found = BTreeSet::new();
            named(&template, &mut found);
            let all: BTreeSet<usize> = (0..phrase.arguments().len()).collect();
            assert_eq!(found, all, "{language:?} {} leaves something out", phrase.code());
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { sources(&path, found) } else { found.push(path) }
    }
}

#[test]
fn every_phrase_is_said_somewhere() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.retain(|file| !file.ends_with("words/phrase.rs") && !file.ends_with("words/tests.rs"));
    let all: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let used: BTreeSet<&str> =
        all.split("::").filter_map(|rest| rest.split(|it: char| !it.is_alphanumeric()).next()).collect();
    for phrase in Phrase::ALL {
        assert!(used.contains(format!("{phrase:?}").as_str()), "nobody says {}", phrase.code());
    }
}

/// Every way to fill a phrase as far as numbers and choices go.
fn fillings(phrase: Phrase) -> Vec<Vec<Arg<'static>>> {
    phrase.arguments().iter().fold(vec![Vec::new()], |all, (name, kind)| {
        let values: Vec<Arg<'static>> = match kind {
            Kind::Text => vec![Arg::Text(name)],
            Kind::Number => [0, 1, 2, 1_234].map(Arg::Number).to_vec(),
            Kind::Choice(choices) => choices.iter().map(|choice| Arg::Choice(choice)).collect(),
        };
        let more = |known: &Vec<Arg<'static>>| values.iter().map(|value| [&known[..], &[*value]].concat()).collect();
        all.iter().flat_map(|known| -> Vec<Vec<Arg<'static>>> { more(known) }).collect()
    })
}

#[test]
fn every_phrase_can_be_said() {
    for &language in Language::ALL {
        let words = Words::of(language);
        for &phrase in Phrase::ALL {
            for filling in fillings(phrase) {
                let said = words.say(phrase, &filling);
                assert!(!said.trim().is_empty() && !said.contains(['{', '}', '#']), "{}: {said}", phrase.code());
                assert!(!said.contains("  ") && said.trim() == said || phrase == Phrase::FormNumberGroup, "{said:?}");
            }
        }
    }
}

#[test]
fn german_is_not_english() {
    // What is the same in both: names of people, numbers, ids and signs.
    let same = ["form.list.more", "form.range", "form.range.day", "report.less", "time.also"];
    let (english, german) = (catalogue(Language::En), catalogue(Language::De));
    let shared = english.iter().filter(|(code, text)| german[*code].template == text.template).map(|(code, _)| *code);
    assert!(shared.clone().all(|code| same.contains(&code)), "{:?}", shared.collect::<Vec<_>>());
    let words = Words::of(Language::De);
    for &phrase in Phrase::ALL {
        for filling in fillings(phrase) {
            let said = words.say(phrase, &filling);
            let english = ["the", "and", "with", "they", "have", "has", "is", "no", "of", "mentors", "seat", "free"];
            let names: Vec<&str> = phrase.arguments().iter().map(|(name, _)| *name).collect();
            let alone = said.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
            for word in alone.filter(|word| !names.contains(word)) {
                assert!(!english.contains(&word), "{}: {said}", phrase.code());
            }
        }
    }
}

#[test]
fn pieces_read_as_people_write() {
    let said = |language, argument: Arg<'_>| Words::of(language).say(Phrase::EvidenceCommonTime, &[argument]);
    let cases = [
        (Arg::Duration(0), "0 min in common", "0 Min. gemeinsam"),
        (Arg::Duration(45), "45 min in common", "45 Min. gemeinsam"),
        (Arg::Duration(120), "2 h in common", "2 Std. gemeinsam"),
        (Arg::Duration(390), "6 h 30 min in common", "6 Std. 30 Min. gemeinsam"),
        (Arg::Points(0), "0 in common", "0 gemeinsam"),
        (Arg::Points(999), "999 in common", "999 gemeinsam"),
        (Arg::Points(1_000), "1,000 in common", "1.000 gemeinsam"),
        (Arg::Points(-1_234_567), "-1,234,567 in common", "-1.234.567 gemeinsam"),
        (Arg::Share(800_000), "0.80 in common", "0,80 gemeinsam"),
        (Arg::List(&[]), " in common", " gemeinsam"),
        (Arg::List(&["A"]), "A in common", "A gemeinsam"),
        (Arg::List(&["A", "B"]), "A and B in common", "A und B gemeinsam"),
        (Arg::List(&["A", "B", "C"]), "A, B and C in common", "A, B und C gemeinsam"),
    ];
    for (argument, english, german) in cases {
        assert_eq!((said(Language::En, argument), said(Language::De, argument)), (english.into(), german.into()));
    }
    let date = |language| Words::of(language).date(1, 12, 1);
    assert_eq!((date(Language::En).as_str(), date(Language::De).as_str()), ("Tue 1 Dec", "Di, 1. Dezember"));
    let of_year = |language| Words::of(language).date_of_year("2026-12-01");
    assert_eq!((of_year(Language::En).as_str(), of_year(Language::De).as_str()), ("2026-12-01", "01.12.2026"));
}

/// What ships passes the check of what a host may say; and no host makes a list that doubles with each item.
#[test]
fn what_ships_may_be_said_by_a_host() {
    for &language in Language::ALL {
        let mut reader = crate::read::Reader::default();
        super::check(&mut reader, &super::catalogue::texts(language));
        assert_eq!(reader.into_problems().into_result(), Ok(()));
    }
    let mut reader = crate::read::Reader::default();
    super::check(&mut reader, &BTreeMap::from([("form.list.more".into(), "{list} {list} {item}".into())]));
    let error = reader.into_error();
    assert_eq!(error.to_string(), "[\"form.list.more\"]: has `{list}` 2 times; at most 1");
}

/// A phrase with a text, a number and a choice.
const ARGUMENTS: &[(&str, Kind)] =
    &[("who", Kind::Text), ("count", Kind::Number), ("side", Kind::Choice(&["left", "right"]))];

#[test]
fn faults_are_told() {
    let wrong = |text: &str| parse(text, ARGUMENTS).unwrap_err();
    for (text, message, suggestion) in [
        ("{whom}", "`whom` is not an argument of this phrase, which has `who`, `count`, `side`", Some("who")),
        ("{}", "has a brace without a name; this phrase has `who`, `count`, `side`", None),
        ("{who", "expected `}` or `,` after `{who`", None),
        ("who}", "has a `}` that closes nothing", None),
        ("{side}", "`side` is a choice: write `{side, select, … other {…}}`", None),
        ("{who, plural, other {}}", "`who` is no number, so it has no plural", None),
        ("{count, select, other {}}", "`count` is no choice; only choices can be selected by", None),
        ("{count, number}", "`number` is not `plural` or `select`", None),
        ("{count, plurel, other {}}", "`plurel` is not `plural` or `select`", Some("plural")),
        ("{count, plural, one {#}}", "a plural needs the case `other`", None),
        ("{count, plural, few {#} other {}}", "`few` is not `one`, `other` or a number such as `=0`", None),
        ("{count, plural, offset:1 other {}}", "`offset:1` is not `one`, `other` or a number such as `=0`", None),
        ("{count, plural, =99999999999999999999 {} other {}}", "`=99999999999999999999` is not a whole number", None),
        ("{count, plural, one {} one {} other {}}", "has the case `one` twice", None),
        ("{side, select, lefd {} other {}}", "`lefd` is not `left`, `right` or `other`", Some("left")),
        ("{side, select, left {}}", "a select needs the case `other`", None),
        ("{side, select, left other {}}", "expected `{` after `left`", None),
        ("{side, select, other {", "the case `other` is not closed by `}`", None),
        ("'{who}", "has a quotation, begun by an apostrophe before a brace, that does not end", None),
    ] {
        let fault = wrong(text);
        assert_eq!((fault.message.as_str(), fault.suggestion.as_deref()), (message, suggestion), "{text}");
    }
    assert!(wrong(&"x".repeat(2_001)).message.contains("2001 bytes"));
    let deep = (0..9).fold("{who}".to_owned(), |inner, _| format!("{{side, select, other {{{inner}}}}}"));
    assert_eq!(wrong(&deep).message, "is nested deeper than 4 levels");
}

#[test]
fn apostrophes_quote_as_icu_has_it() {
    let plain = |text: &str| match &parse(text, ARGUMENTS).unwrap()[..] {
        [Piece::Text(text)] => text.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(plain("it's"), "it's");
    assert_eq!(plain("it''s"), "it's");
    assert_eq!(plain("'{who}' is '{'"), "{who} is {");
    assert_eq!(plain("'{it''s}'"), "{it's}");
    assert_eq!(plain("# '#'"), "# '#'");
}

proptest! {
    /// No text makes the parser panic, or loop.
    #[test]
    fn anything_can_be_parsed_or_refused(text in "[{}#', =a-z0-9]{0,60}|(\\{(who|count|side), (plural|select), |other|one|\\{|\\}|#|'| ){0,20}") {
        if let Ok(template) = parse(&text, ARGUMENTS) {
            prop_assert!(mentions(&template, 0) <= text.len());
        }
    }
}
