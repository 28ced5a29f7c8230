//! Supply and demand by topic, where one more mentor adds most, and what people call things.

use super::Sources;
use super::chart::{Bars, Names};
use super::page::Page;
use super::table::{Cell, beneath, table};
use crate::insight::TopicSupply;
use crate::words::Phrase;

/// So many topics are in the chart, which fits a sheet of paper with what stands above it.
const CHARTED: usize = 10;

pub(super) fn topics(sources: &Sources<'_>, page: &mut Page) {
    let tell = &sources.tell;
    let mut topics: Vec<&TopicSupply> = sources.insight.topics.iter().collect();
    topics.sort_by(|one, other| (other.asked, &one.topic).cmp(&(one.asked, &other.topic)));
    if topics.is_empty() {
        return;
    }
    let bars = |topic: &&TopicSupply| {
        let counts = [topic.asked, topic.offered, topic.met];
        (topic.label.clone(), counts.map(|count| (u64::from(count), tell.whole(count.into()))).to_vec())
    };
    Bars {
        id: "topics-chart",
        title: tell.choice(Phrase::ReportCaption, "topics_chart"),
        about: tell.choice(Phrase::ReportChart, "topics"),
        names: Names::Above,
        series: ["asked", "offered", "met"].map(|column| tell.choice(Phrase::ReportColumn, column)).to_vec(),
        rows: topics.iter().take(CHARTED).map(bars).collect(),
        whole: None,
    }
    .draw(page);
    let row = |topic: &&TopicSupply| {
        let mut row = vec![Cell::name(&topic.label)];
        row.extend(
            [topic.asked, topic.offered, topic.eager, topic.willing, topic.if_needed].map(|count| tell.count(count)),
        );
        row.extend([tell.count(topic.unwilling), tell.count(topic.seats), tell.count(topic.met)]);
        row.push(topic.worth.map_or(Cell::Nothing, |worth| tell.count(worth)));
        row
    };
    let rows: Vec<_> = topics.iter().take(sources.details).map(row).collect();
    let columns = ["topic", "asked", "offered", "eager", "willing", "if_needed", "unwilling", "seats", "met", "worth"];
    beneath(page, tell, &tell.choice(Phrase::ReportCaption, "topics"), &columns, &rows);
    sources.more(page, topics.len());
}

pub(super) fn recruit(sources: &Sources<'_>, page: &mut Page) {
    let (insight, tell) = (sources.insight, &sources.tell);
    if let Some(why) = &insight.worth_absent {
        return page.paragraph(&tell.choice(Phrase::ReportWorthAbsent, why));
    }
    let named = |id: &String| insight.topics.iter().find(|topic| topic.topic == *id);
    let topics: Vec<(&TopicSupply, i64)> =
        insight.recruit.iter().filter_map(named).filter_map(|topic| Some((topic, topic.worth?))).collect();
    if topics.is_empty() {
        return page.paragraph(&tell.say(Phrase::ReportNothingToRecruit, &[]));
    }
    let caption = tell.choice(Phrase::ReportCaption, "recruit");
    let bar =
        |(topic, worth): &(&TopicSupply, i64)| (topic.label.clone(), vec![(worth.unsigned_abs(), tell.whole(*worth))]);
    Bars {
        id: "recruit-chart",
        title: caption.clone(),
        about: tell.choice(Phrase::ReportChart, "recruit"),
        names: Names::Above,
        series: Vec::new(),
        rows: topics.iter().map(bar).collect(),
        whole: None,
    }
    .draw(page);
    let row = |(topic, worth): &(&TopicSupply, i64)| {
        let counts = [topic.asked, topic.met, topic.nearby].map(|count| tell.count(count));
        [vec![Cell::name(&topic.label), tell.count(*worth)], counts.to_vec()].concat()
    };
    let rows: Vec<_> = topics.iter().map(row).collect();
    beneath(page, tell, &caption, &["topic", "worth", "asked", "met", "nearby"], &rows);
}

pub(super) fn gaps(sources: &Sources<'_>, page: &mut Page) {
    let (insight, tell) = (sources.insight, &sources.tell);
    if insight.gaps.is_empty() {
        return;
    }
    let row = |gap: &crate::insight::VocabularyGap| {
        let nearest: Vec<&str> = gap.nearest.iter().map(|near| near.label.as_str()).collect();
        let nearest = if nearest.is_empty() { Cell::Nothing } else { Cell::Name(nearest.join("; ")) };
        vec![Cell::name(&gap.label), tell.count(gap.asked), tell.count(gap.offered), tell.count(gap.seats), nearest]
    };
    let rows: Vec<_> = insight.gaps.iter().take(sources.details).map(row).collect();
    let columns = ["topic", "asked", "offered", "seats", "nearest"];
    table(page, tell, &tell.choice(Phrase::ReportCaption, "gaps"), &columns, &rows);
    sources.more(page, insight.gaps.len() + insight.more_gaps as usize);
}
