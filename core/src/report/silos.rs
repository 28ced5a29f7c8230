//! Who talks with whom across silos: a map of the links between them, or a list where there are too many.

use std::collections::{BTreeMap, BTreeSet};

use super::Sources;
use super::page::Page;
use super::table::{Cell, table};
use crate::insight::{SiloLink, Silos};
use crate::words::Phrase;

/// More silos than that make no map that anybody can read.
const MOST_MAPPED: usize = 12;
/// So many shades tell few conversations from many.
const SHADES: u64 = 4;

pub(super) fn silos(sources: &Sources<'_>, page: &mut Page) {
    let (Some(silos), tell) = (&sources.insight.silos, &sources.tell) else { return };
    if silos.suppressed {
        return page.paragraph(&tell.say(Phrase::ReportSilosSuppressed, &[]));
    }
    let names: BTreeSet<&str> =
        silos.links.iter().flat_map(|link| [link.mentor.as_str(), link.mentee.as_str()]).collect();
    if names.len() <= MOST_MAPPED {
        map(sources, page, silos, &names);
    }
    let row =
        |link: &SiloLink| vec![Cell::name(&link.mentor), Cell::name(&link.mentee), tell.count(link.conversations)];
    let rows: Vec<_> = silos.links.iter().take(sources.details).map(row).collect();
    let columns = ["silo_mentor", "silo_mentee", "conversations"];
    if names.len() <= MOST_MAPPED {
        super::table::beneath(page, tell, &tell.choice(Phrase::ReportCaption, "silos"), &columns, &rows);
    } else {
        table(page, tell, &tell.choice(Phrase::ReportCaption, "silos"), &columns, &rows);
    }
    sources.more(page, silos.links.len());
    for others in &silos.others {
        let which = match others.across {
            Some(true) => "across",
            Some(false) => "within",
            None => "both",
        };
        let conversations = tell.whole(others.conversations as i64);
        let arguments = [conversations.as_str().into(), others.links.into(), crate::words::Arg::Choice(which)];
        page.leaf("p", &[("class", "soft")], &tell.say(Phrase::ReportSilosOthers, &arguments));
    }
}

/// Mentors' silos down, mentees' across.
fn map(sources: &Sources<'_>, page: &mut Page, silos: &Silos, names: &BTreeSet<&str>) {
    let tell = &sources.tell;
    let links: BTreeMap<(&str, &str), u64> =
        silos.links.iter().map(|link| ((link.mentor.as_str(), link.mentee.as_str()), link.conversations)).collect();
    let most = links.values().copied().max().unwrap_or(0).max(1);
    let caption = tell.say(Phrase::ReportMap, &[silos.attribute.as_str().into()]);
    let scroll = [("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", caption.as_str())];
    page.inside("div", &scroll, |page| {
        page.inside("table", &[("class", "map")], |page| {
            page.leaf("caption", &[], &caption);
            page.inside("thead", &[], |page| {
                page.inside("tr", &[], |page| {
                    page.leaf("th", &[("scope", "col")], &tell.choice(Phrase::ReportColumn, "silos"));
                    for name in names {
                        page.inside("th", &[("scope", "col")], |page| page.leaf("bdi", &[], name));
                    }
                });
            });
            page.inside("tbody", &[], |page| {
                for mentor in names {
                    page.inside("tr", &[], |page| {
                        page.inside("th", &[("scope", "row")], |page| page.leaf("bdi", &[], mentor));
                        for mentee in names {
                            match links.get(&(mentor, mentee)) {
                                Some(&conversations) => {
                                    let shade = (conversations * SHADES).div_ceil(most).clamp(1, SHADES);
                                    page.inside("td", &[("class", &format!("h{shade}"))], |page| {
                                        let shown = tell.whole(conversations as i64);
                                        page.leaf("data", &[("value", &conversations.to_string())], &shown);
                                    });
                                }
                                None => page.leaf("td", &[("class", "h0")], "–"),
                            }
                        }
                    });
                }
            });
        });
    });
}
