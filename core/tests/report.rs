//! The page to look at: well-formed, harmless, readable without seeing it, and telling what the documents tell.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod cohort_support;

use std::collections::{BTreeMap, BTreeSet};

use cohort_support::cohorts;
use fireside::explain::ReasonCode;
use fireside::model::*;
use fireside::words::{Language, catalogue};
use fireside::{
    AuditOptions, CancelToken, Cohort, Control, ErrorCode, FigureCode, HostRates, InsightOptions, MatchOptions,
    Matcher, Matching, Objective, ReportOptions, match_cohort,
};
use proptest::prelude::*;
use roxmltree::{Document, Node, ParsingOptions};

fn matched(cohort: &Cohort) -> Matching {
    match_cohort(cohort, &MatchOptions::default()).unwrap()
}

/// The page as a tree: an XML parser accepts nothing that is not closed, quoted and escaped.
fn parsed(page: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(page, options).unwrap()
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect::<String>().trim().to_owned()
}

fn named<'a, 'b>(node: Node<'a, 'b>, tag: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.descendants().filter(move |node| node.tag_name().name() == tag)
}

/// The cells of the table with a caption: of each row its name, then the values of its figures, or the text of what is none.
fn table(document: &Document<'_>, caption: &str) -> Vec<(String, Vec<String>)> {
    let has = |table: &Node<'_, '_>| named(*table, "caption").any(|found| text_of(found) == caption);
    let table = named(document.root(), "table").find(has).unwrap_or_else(|| panic!("no table `{caption}`"));
    let body = named(table, "tbody").next().unwrap();
    let cell = |cell: Node<'_, '_>| {
        let figure = named(cell, "data").next();
        figure.map_or_else(|| text_of(cell), |figure| figure.attribute("value").unwrap().to_owned())
    };
    let row = |row: Node<'_, '_>| {
        let name = text_of(named(row, "th").next().unwrap());
        (name, named(row, "td").map(cell).collect())
    };
    named(body, "tr").map(row).collect()
}

/// What holds of every page.
fn is_sound(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\""));
    let document = parsed(page);
    let mut ids = BTreeSet::new();
    let mut level = 0;
    for node in document.descendants().filter(Node::is_element) {
        let tag = node.tag_name().name();
        assert!(!["script", "link", "img", "iframe", "object", "form", "base", "image", "use"].contains(&tag), "{tag}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && !["src", "style", "srcset", "action"].contains(&name), "{name}");
            assert!(name != "href" || value.starts_with('#'), "{value}");
            assert!(name != "id" || ids.insert(value), "{value} twice");
        }
        if let Some(heading) = tag.strip_prefix('h').and_then(|rank| rank.parse::<u32>().ok()) {
            assert!(heading <= level + 1, "h{level} and then h{heading}");
            level = heading;
        }
        match tag {
            "table" => {
                assert_eq!(named(node, "caption").count(), 1);
                assert!(named(node, "th").all(|cell| cell.attribute("scope").is_some()));
                let columns = named(named(node, "thead").next().unwrap(), "th").count();
                for row in named(named(node, "tbody").next().unwrap(), "tr") {
                    assert_eq!(row.children().filter(Node::is_element).count(), columns);
                }
            }
            "svg" => {
                let alone = ["title", "desc"].map(|tag| named(node, tag).map(text_of).collect::<Vec<_>>());
                assert!(alone.iter().all(|texts| texts.len() == 1 && !texts[0].is_empty()), "{alone:?}");
                assert_eq!(node.attribute("role"), Some("img"));
            }
            _ => {}
        }
    }
    for node in document.descendants() {
        for reference in ["aria-labelledby", "aria-describedby"].iter().filter_map(|name| node.attribute(*name)) {
            assert!(ids.contains(reference), "{reference}");
        }
        let anchor = node.attribute("href").and_then(|anchor| anchor.strip_prefix('#'));
        assert!(anchor.is_none_or(|anchor| ids.contains(anchor)), "{anchor:?}");
    }
}

fn options(audit: &[&str]) -> ReportOptions {
    let audit = AuditOptions { min_group: 2, intersections: true, ..AuditOptions::by(audit.iter().copied()) };
    let insight = InsightOptions { silo: Some("department".into()), min_group: 2, ..InsightOptions::default() };
    ReportOptions { insight, audit: Some(audit), ..ReportOptions::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever the cohort: a sound page in every language, whose figures are the documents', with the same bytes for any number of threads and any order.
    #[test]
    fn every_page_is_sound_and_says_what_the_documents_say(data in cohorts(6, 12), turn in 0_usize..9) {
        let Ok(cohort) = Cohort::try_from(data.clone()) else { return Ok(()) };
        let matching = matched(&cohort);
        let page = matching.report(&cohort, &ReportOptions::default()).unwrap();
        is_sound(&page);
        is_sound(&matching.report(&cohort.in_language(Language::De), &ReportOptions::default()).unwrap());
        let insight = matching.insight(&cohort, &InsightOptions::default()).unwrap();
        let document = parsed(&page);
        let known = insight.figures.iter().filter(|figure| figure.value.is_some());
        let shown = table(&document, "All figures of the round");
        prop_assert_eq!(shown.len(), known.clone().count());
        for ((_, cells), figure) in shown.iter().zip(known) {
            let count = |count: Option<u64>| count.map_or("–".to_owned(), |count| count.to_string());
            prop_assert_eq!(cells, &[figure.value.unwrap().to_string(), count(figure.count), count(figure.of)]);
        }
        let mut supply: Vec<_> = insight.topics.iter().collect();
        supply.sort_by_key(|topic| (std::cmp::Reverse(topic.asked), topic.topic.clone()));
        let expected: Vec<(String, Vec<String>)> = supply.iter().map(|topic| {
            let mut counts = vec![topic.asked, topic.offered, topic.eager, topic.willing, topic.if_needed, topic.unwilling];
            counts.extend([topic.seats as u32, topic.met]);
            let worth = topic.worth.map_or("–".to_owned(), |worth| worth.to_string());
            (topic.label.trim().to_owned(), counts.iter().map(u32::to_string).chain([worth]).collect())
        }).collect();
        if !expected.is_empty() {
            prop_assert_eq!(table(&document, "Supply and demand by topic"), expected);
        }
        let of_best = insight.of_best.unwrap();
        let people: Vec<u32> = of_best.tenths.iter().rev().copied().chain([of_best.unmatched, of_best.nobody]).collect();
        let shown = table(&document, "Mentees by share of their best possible points");
        prop_assert_eq!(shown.iter().map(|(_, cells)| cells[0].parse::<u32>().unwrap()).collect::<Vec<_>>(), people);
        if !matching.unmatched.is_empty() {
            let all = table(&document, "Mentees without a mentor, by reason");
            let sum: usize = all.iter().map(|(_, cells)| cells[0].parse::<usize>().unwrap()).sum();
            prop_assert_eq!(sum, matching.unmatched.len());
            let listed: Vec<String> = table(&document, "Mentees without a mentor").into_iter().map(|(id, _)| id).collect();
            let ids: Vec<String> = matching.unmatched.iter().map(|one| one.mentee.clone()).collect();
            prop_assert_eq!(listed, ids);
        }
        let threads = InsightOptions { threads: Some(1), ..InsightOptions::default() };
        let alone = ReportOptions { insight: threads, ..ReportOptions::default() };
        prop_assert_eq!(&matching.report(&cohort, &alone).unwrap(), &page);
        let mut turned = data;
        let turn = turn.min(turned.mentors.len());
        turned.mentors.rotate_left(turn);
        turned.mentees.reverse();
        turned.topics.reverse();
        let turned = Cohort::try_from(turned).unwrap();
        prop_assert_eq!(&matched(&turned).report(&turned, &ReportOptions::default()).unwrap(), &page);
    }
}

/// People in two departments; `mark` is in everything that people write.
fn marked(mark: &str, policy: Policy) -> Cohort {
    let topic = |number: usize| Topic::new(format!("t{number}")).label(format!("{mark} {number}"));
    let mut cohort = Cohort::builder().topic(topic(1)).topic(topic(2)).topic(topic(3)).policy(policy);
    for (number, department) in ["red", "red", "red", "blue", "blue", "blue"].iter().enumerate() {
        let mentor =
            Mentor::new(format!("m{number}")).name(mark).capacity(3).offers(Offer::new(format!("t{}", 1 + number % 2)));
        cohort = cohort.mentor(mentor.attribute("department", format!("{department}{mark}")));
    }
    for number in 0..24 {
        let department = if number % 2 == 0 { "red" } else { "blue" };
        let mentee = Mentee::new(format!("p{number}")).name(format!("{mark}{number}"));
        let mentee = mentee.wants(Want::new(format!("t{}", 1 + number % 3)).importance(1 + number % 5));
        cohort = cohort.mentee(mentee.attribute("department", format!("{department}{mark}")));
    }
    cohort.build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A page is in its own language, whatever language the matching was made in, and whatever the matching was to be best at.
    #[test]
    fn a_page_is_in_one_language(data in cohorts(6, 12), which in 0_usize..6) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let objective = [
            Objective::Total,
            Objective::Coverage,
            Objective::Fair,
            Objective::RankMaximal,
            Objective::Stable { side: fireside::solve::Side::Mentee },
            Objective::Total,
        ][which];
        let load_cost = if which == 5 { 50_000 } else { 0 };
        let options = MatchOptions { objective, load_cost, ..MatchOptions::default() };
        let german = cohort.in_language(Language::De);
        let Ok(matching) = match_cohort(&cohort, &options) else { return Ok(()) };
        let translated = match_cohort(&german, &options).unwrap();
        let usual = ReportOptions::default();
        prop_assert_eq!(matching.report(&german, &usual).unwrap(), translated.report(&german, &usual).unwrap());
        prop_assert_eq!(translated.report(&cohort, &usual).unwrap(), matching.report(&cohort, &usual).unwrap());
    }

    /// An engine that was told nothing has the page of its matching, with no conversations: in any language.
    #[test]
    fn the_page_of_an_engine_is_that_of_its_matching(data in cohorts(6, 12)) {
        let Ok(cohort) = Cohort::try_from(data) else { return Ok(()) };
        let (matching, control) = (matched(&cohort), Control::new());
        let usual = ReportOptions::default();
        let matcher = Matcher::new(cohort.clone());
        for language in [Language::En, Language::De] {
            let page = matching.report_with(&cohort.in_language(language), &usual, Some(&[]), &control).unwrap();
            prop_assert_eq!(matcher.in_language(language).report(&usual, &control).unwrap(), page);
        }
    }
}

/// What people write is text, wherever it stands.
#[test]
fn nothing_that_people_write_is_markup() {
    let mark = "</title></style><script>alert(\"it's\" && 1)</script><svg onload='x'>]]>&amp;<!--";
    let cohort = marked(mark, Policy::default());
    let matching = matched(&cohort);
    let left_out = matching.unmatched[0].mentee.replace('p', mark);
    let outcomes = [(mark.to_owned(), [("p1".to_owned(), 1.0)].into())].into();
    let cost = HostRates { currency: mark.into(), mentor_hour: 1, ..HostRates::default() };
    let mut all = options(&["department"]);
    all.insight = InsightOptions { outcomes, cost: Some(cost), ..all.insight };
    all.title = Some(mark.to_owned());
    for language in [Language::En, Language::De] {
        let page = matching.report(&cohort.in_language(language), &all).unwrap();
        is_sound(&page);
        assert!(!page.contains("<script") && !page.contains("onload='"));
        let document = parsed(&page);
        assert_eq!(text_of(named(document.root(), "h1").next().unwrap()), mark);
        let bodies: String = named(document.root(), "bdi").map(text_of).collect();
        for what in [format!("{mark} 1"), left_out.clone(), format!("red{mark}")] {
            assert!(bodies.contains(&what), "{what}");
        }
    }
    // A document that was read may say anything, too.
    let mut lies = matching.clone();
    for one in &mut lies.unmatched {
        one.reasons[0].code = mark.into();
        one.reasons[0].detail = mark.into();
    }
    lies.run.options.insert(mark.into(), mark.into());
    let page = lies.report(&cohort, &ReportOptions::default()).unwrap();
    is_sound(&page);
    assert!(!page.contains("<script"));
}

/// Hidden attributes are on no page but that of an audit which asks for them.
#[test]
fn what_is_hidden_is_nowhere() {
    let rules = vec![Rule::MustShare { attribute: "department".into() }];
    let policy = Policy { rules, hidden_attributes: vec!["department".into()], ..Policy::default() };
    let cohort = marked("quux", policy);
    let matching = matched(&cohort);
    let page = matching.report(&cohort, &ReportOptions::default()).unwrap();
    assert!(!page.contains("department") && !page.contains("redquux") && !page.contains("bluequux"));
    let audit = AuditOptions { min_group: 2, ..AuditOptions::by(["department"]) };
    let asked = ReportOptions { audit: Some(audit), ..ReportOptions::default() };
    assert!(matching.report(&cohort, &asked).unwrap().contains("redquux"));
    let silo = InsightOptions { silo: Some("department".into()), ..InsightOptions::default() };
    let error = matching.report(&cohort, &ReportOptions { insight: silo, ..ReportOptions::default() }).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::Contradiction, "insight.silo"));
}

#[test]
fn silos_groups_and_the_proof_are_those_of_the_documents() {
    let cohort = marked("s", Policy::default());
    let (matching, all) = (matched(&cohort), options(&["department"]));
    let page = matching.report(&cohort, &all).unwrap();
    let document = parsed(&page);
    let insight = matching.insight(&cohort, &all.insight).unwrap();
    let silos = insight.silos.unwrap();
    assert!(!silos.links.is_empty());
    let map = table(&document, "Conversations by department: mentors down, mentees across");
    let shown: u64 = map.iter().flat_map(|(_, cells)| cells).filter_map(|cell| cell.parse::<u64>().ok()).sum();
    assert_eq!(shown, silos.links.iter().map(|link| link.conversations).sum::<u64>());
    let audit = matching.audit(&cohort, all.audit.as_ref().unwrap()).unwrap();
    let shown = table(&document, "Mentees by department");
    assert_eq!(shown.len(), audit.tables[0].rows.len());
    for ((_, cells), row) in shown.iter().zip(&audit.tables[0].rows) {
        let people = row.people.map(|people| people.to_string());
        assert_eq!(cells[0], people.unwrap_or_else(|| "not shown".to_owned()));
        for (at, rate) in row.rates.iter().enumerate() {
            let ratio = rate.impact_ratio.map_or("–".to_owned(), |ratio| ratio.to_string());
            assert_eq!(cells[1 + at * 2..3 + at * 2], [rate.rate.to_string(), ratio]);
        }
        let number = |value: Option<f64>| value.map_or("–".to_owned(), |value| value.to_string());
        assert_eq!(cells[7..], [number(row.mean_points), number(row.mean_points_matched)]);
    }
    let number = |value: Option<f64>| value.map_or("–".to_owned(), |value| value.to_string());
    let rates = audit.tables[0].rows.iter().flat_map(|row| row.rates.iter());
    let expected: Vec<[String; 4]> = rates
        .map(|rate| {
            let ends = rate.difference_low.zip(rate.difference_high).map(|(low, high)| format!("{low}..{high}"));
            let interval = format!("{}..{}", rate.low, rate.high);
            [interval, number(rate.difference), ends.unwrap_or_else(|| "–".to_owned()), number(rate.fisher_p)]
        })
        .collect();
    let shown = table(&document, "Mentees by department: intervals, differences and tests");
    assert!(expected.iter().any(|row| row[1] != "–") && expected.iter().any(|row| row[3] != "–"));
    assert_eq!(shown.len(), expected.len());
    for ((_, cells), expected) in shown.iter().zip(&expected) {
        assert_eq!(cells[1..], expected[..]);
    }
    let loads = table(&document, "Mentors by number of conversations");
    let conversations =
        |(load, cells): &(String, Vec<String>)| load.parse::<u32>().unwrap() * cells[0].parse::<u32>().unwrap();
    assert_eq!(loads.iter().map(conversations).sum::<u32>(), matching.pairings.len() as u32);
    let proof = &matching.certificate;
    for (name, value) in
        [("Points", proof.total_points), ("No matching has more than", proof.bound_points), ("Gap", proof.gap)]
    {
        let term = named(document.root(), "dt").find(|term| text_of(*term) == name).unwrap();
        let value_of = named(term.next_sibling_element().unwrap(), "data").next().unwrap();
        assert_eq!(value_of.attribute("value"), Some(value.to_string().as_str()));
    }
    assert!(page.contains(&matching.run.input_hash) && page.contains(&matching.run.policy_hash));
}

#[test]
fn tables_have_as_many_rows_as_were_asked_for() {
    let cohort = marked("x", Policy::default());
    let matching = matched(&cohort);
    assert!(matching.unmatched.len() > 2);
    let page = |details| matching.report(&cohort, &ReportOptions { details, ..ReportOptions::default() }).unwrap();
    let two = page(2);
    assert_eq!(table(&parsed(&two), "Mentees without a mentor").len(), 2);
    assert!(two.contains(&format!("{} more are not listed.", matching.unmatched.len() - 2)));
    let none = page(0);
    is_sound(&none);
    assert!(matching.unmatched.iter().all(|one| !none.contains(&format!(">{}<", one.mentee))));
}

#[test]
fn wrong_options_are_refused_where_they_are() {
    let cohort = marked("x", Policy::default());
    let matching = matched(&cohort);
    let usual = ReportOptions::default;
    let audit = |by: &str| Some(AuditOptions::by([by]));
    let insight = InsightOptions { best: 0, ..InsightOptions::default() };
    let cases = [
        (ReportOptions { details: 1_001, ..usual() }, ErrorCode::OutOfRange, "details"),
        (ReportOptions { title: Some(String::new()), ..usual() }, ErrorCode::InvalidText, "title"),
        (ReportOptions { insight, ..usual() }, ErrorCode::OutOfRange, "insight.best"),
        (ReportOptions { audit: audit("departmint"), ..usual() }, ErrorCode::UnknownChoice, "audit.by[0]"),
        (ReportOptions { audit: Some(AuditOptions::default()), ..usual() }, ErrorCode::OutOfRange, "audit.by"),
    ];
    for (options, code, path) in cases {
        let error = matching.report(&cohort, &options).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
    }
    let other = marked("y", Policy::default());
    assert_eq!(matching.report(&other, &usual()).unwrap_err().code(), ErrorCode::WrongCohort);
    let token = CancelToken::new();
    token.cancel();
    let control = Control::new().cancel(token);
    assert_eq!(matching.report_with(&cohort, &usual(), None, &control).unwrap_err().code(), ErrorCode::Cancelled);
}

/// What the page can name is all that there is.
#[test]
fn every_figure_and_reason_has_a_name() {
    let catalogue = catalogue(Language::En);
    let choices = |code: &str, argument: &str| catalogue[code].choices[argument].clone();
    let figures: Vec<&str> = FigureCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(choices("report.figure", "figure"), figures);
    let reasons: Vec<&str> = ReasonCode::ALL.iter().map(|code| code.as_str()).chain(["other"]).collect();
    assert_eq!(choices("report.reason", "reason"), reasons);
    // And no two of one kind are called the same.
    for &language in Language::ALL {
        let cohort = marked("x", Policy::default()).in_language(language);
        let page = matched(&cohort).report(&cohort, &ReportOptions::default()).unwrap();
        let mut seen = BTreeMap::new();
        for region in parsed(&page).descendants().filter_map(|node| node.attribute("aria-label")) {
            assert_eq!(seen.insert(region.to_owned(), ()), None, "{region} twice");
        }
    }
}
