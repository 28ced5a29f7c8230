//! How conversations are spread over mentors, and who has nobody.

use std::collections::BTreeMap;

use super::Sources;
use super::chart::{Bars, Names};
use super::page::Page;
use super::table::{Cell, beneath, table};
use crate::explain::ReasonCode;
use crate::insight::FigureCode;
use crate::matching::Unmatched;
use crate::words::Phrase;

/// Mentors with so many conversations or more are counted together.
const MANY: u32 = 10;

pub(super) fn load(sources: &Sources<'_>, page: &mut Page) {
    let tell = &sources.tell;
    let mut spread: BTreeMap<u32, u32> = BTreeMap::new();
    for load in sources.matching.loads(sources.cohort).into_values() {
        *spread.entry(load.min(MANY)).or_insert(0) += 1;
    }
    let Some((&most, _)) = spread.last_key_value() else { return };
    let known = |code: FigureCode| sources.insight.figure(code.as_str()).and_then(|figure| figure.value);
    if let (Some(gini), Some(tenth)) = (known(FigureCode::Gini), known(FigureCode::TopTenth)) {
        let (gini, tenth) = (tell.number(gini), tell.share(tenth));
        page.paragraph(&tell.say(Phrase::ReportSpread, &[gini.as_str().into(), tenth.as_str().into()]));
    }
    let named = |load: u32| {
        let number = load.to_string();
        match load {
            MANY => tell.say(Phrase::ReportAtLeast, &[number.as_str().into()]),
            _ => number,
        }
    };
    let counted: Vec<(String, u32)> =
        (0..=most).map(|load| (named(load), spread.get(&load).copied().unwrap_or(0))).collect();
    let caption = tell.choice(Phrase::ReportCaption, "load");
    Bars {
        id: "load-chart",
        title: caption.clone(),
        about: tell.choice(Phrase::ReportChart, "load"),
        names: Names::Beside,
        series: Vec::new(),
        rows: counted
            .iter()
            .map(|(name, mentors)| (name.clone(), vec![(u64::from(*mentors), tell.whole((*mentors).into()))]))
            .collect(),
        whole: None,
    }
    .draw(page);
    let rows: Vec<_> = counted.into_iter().map(|(name, mentors)| vec![Cell::Text(name), tell.count(mentors)]).collect();
    beneath(page, tell, &caption, &["conversations", "mentors"], &rows);
}

pub(super) fn unmatched(sources: &Sources<'_>, page: &mut Page) {
    let (unmatched, tell) = (&sources.matching.unmatched, &sources.tell);
    if unmatched.is_empty() {
        return page.paragraph(&tell.say(Phrase::ReportNobody, &[]));
    }
    // Counted by what is said first of each, which is what most mentors have in common.
    let mut by_code: BTreeMap<&str, u32> = BTreeMap::new();
    for one in unmatched {
        let first = one.reasons.first();
        let known = ReasonCode::ALL.iter().find(|code| first.is_some_and(|reason| reason.code == code.as_str()));
        // A document that was read may say anything.
        *by_code.entry(known.map_or("other", |code| code.as_str())).or_insert(0) += 1;
    }
    let mut counted: Vec<(String, u32)> =
        by_code.into_iter().map(|(code, people)| (tell.choice(Phrase::ReportReason, code), people)).collect();
    counted.sort_by_key(|(_, people)| std::cmp::Reverse(*people));
    let caption = tell.choice(Phrase::ReportCaption, "unmatched");
    Bars {
        id: "unmatched-chart",
        title: caption.clone(),
        about: tell.choice(Phrase::ReportChart, "unmatched"),
        names: Names::Above,
        series: Vec::new(),
        rows: counted
            .iter()
            .map(|(reason, people)| (reason.clone(), vec![(u64::from(*people), tell.whole((*people).into()))]))
            .collect(),
        whole: None,
    }
    .draw(page);
    let rows: Vec<_> =
        counted.into_iter().map(|(reason, people)| vec![Cell::Text(reason), tell.count(people)]).collect();
    beneath(page, tell, &caption, &["reason", "mentees"], &rows);
    if sources.details == 0 {
        return;
    }
    let row = |(one, why): (&Unmatched, &String)| {
        let name = sources.cohort.find_mentee(&one.mentee).and_then(|at| sources.cohort.mentee(at).name.clone());
        let reason = if why.is_empty() { Cell::Nothing } else { Cell::name(why) };
        vec![Cell::name(&one.mentee), name.map_or(Cell::Nothing, Cell::Name), reason]
    };
    let rows: Vec<_> = unmatched.iter().zip(&sources.reasons).map(row).collect();
    table(page, tell, &tell.choice(Phrase::ReportCaption, "people"), &["mentee", "name", "reason"], &rows);
    sources.more(page, unmatched.len());
}
