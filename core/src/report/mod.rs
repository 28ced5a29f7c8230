//! A page to look at: what a round comes to, as one HTML file without scripts, fonts or anything else from elsewhere.
//!
//! It puts the documents of `insight` and `audit` and the matching itself on a page, and computes nothing of its own. `page` writes markup that is
//! well-formed XML, too, and escapes whatever people wrote; `tell` has phrases and numbers as the language writes them, `table` and `chart` show figures,
//! and a file for each group of sections says which: `figures`, `topics`, `people`, `silos`, `parity`, `proof`. `page.css` is how it looks.
//!
//! **No figure is only a picture.** Every chart has a title, a description, its figures beside its bars and in a table, where each is a `data` element with the
//! number as the document has it.
//!
//! **Complexity.** What insight and audit take, and O(people + topics) for the page, whose tables have at most as many rows as `details` says.

mod chart;
mod figures;
mod options;
mod page;
mod parity;
mod people;
mod proof;
mod reasons;
mod silos;
mod table;
mod tell;
mod topics;

use crate::audit::Audit;
use crate::cohort::Cohort;
use crate::control::Control;
use crate::error::Error;
use crate::index::Index;
use crate::insight::{Insight, insight_then};
use crate::matching::Matching;
use crate::model::Event;
use crate::words::Phrase;
pub use options::ReportOptions;
use page::Page;
use tell::Tell;

/// Nothing but the styles that the page has: no script, no picture, no font, nothing sent anywhere.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("page.css");

/// What the page is made of.
struct Sources<'a> {
    matching: &'a Matching,
    cohort: &'a Cohort,
    insight: &'a Insight,
    /// Of the first mentees without a mentor: what is said first of why.
    reasons: Vec<String>,
    audit: Option<&'a Audit>,
    /// The most rows of a table.
    details: usize,
    tell: Tell<'a>,
}

impl Sources<'_> {
    /// Says how many rows a table does not have.
    fn more(&self, page: &mut Page, all: usize) {
        if let Some(left_out @ 1..) = all.checked_sub(self.details) {
            page.leaf("p", &[("class", "soft")], &self.tell.say(Phrase::ReportMore, &[left_out.into()]));
        }
    }
}

/// A section: its name, which is that of its anchor, and what writes it.
type Section = (&'static str, fn(&Sources<'_>, &mut Page));

/// All sections, in the order of the page.
const SECTIONS: [Section; 11] = [
    ("figures", figures::figures),
    ("best", figures::best),
    ("topics", topics::topics),
    ("recruit", topics::recruit),
    ("gaps", topics::gaps),
    ("load", people::load),
    ("silos", silos::silos),
    ("parity", parity::parity),
    ("outcomes", parity::outcomes),
    ("unmatched", people::unmatched),
    ("proof", proof::proof),
];

impl Matching {
    /// What this round comes to, as a page for a browser: one HTML file that needs no network and no script, prints, follows light and dark, and is in the
    /// cohort's [language](Cohort::language). It shows figures, how near people came to their best, supply and demand by topic, how conversations are
    /// spread, silos if an attribute is named, groups side by side if an audit is asked for, who has nobody and why, and the proof.
    ///
    /// It names those who have no mentor, and shares what [`insight`](Matching::insight) and [`audit`](Matching::audit) tell; hidden attributes are on it
    /// only if the audit names them. The same bytes in every language binding. What insight and audit take, and O(people + topics) more.
    ///
    /// ```
    /// use fireside::model::{Mentee, Mentor, Offer, Topic, Want};
    /// use fireside::{Cohort, MatchOptions, ReportOptions, match_cohort};
    ///
    /// let cohort = Cohort::builder()
    ///     .topic(Topic::new("rust"))
    ///     .mentor(Mentor::new("ada").offers(Offer::new("rust")))
    ///     .mentee(Mentee::new("bo").wants(Want::new("rust")))
    ///     .mentee(Mentee::new("cem").wants(Want::new("rust")))
    ///     .build()?;
    /// let matching = match_cohort(&cohort, &MatchOptions::default())?;
    /// let page = matching.report(&cohort, &ReportOptions::default())?;
    /// assert!(page.starts_with("<!DOCTYPE html>") && page.contains(r#"<data value="0.5">50.0%</data>"#));
    /// # Ok::<(), fireside::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`insight`](Matching::insight) and [`audit`](Matching::audit), with paths such as `insight.silo`;
    /// [`OutOfRange`](crate::ErrorCode::OutOfRange) for more than [`ReportOptions::MOST_DETAILS`] rows.
    pub fn report(&self, cohort: &Cohort, options: &ReportOptions) -> Result<String, Error> {
        self.report_with(cohort, options, None, &Control::new())
    }

    /// [`report`](Self::report) with what happened since, as [`insight_with`](Matching::insight_with) takes it, under a caller's control.
    ///
    /// # Errors
    /// Likewise; [`Cancelled`](crate::ErrorCode::Cancelled). A deadline is no error: the page says that it came first.
    pub fn report_with(
        &self,
        cohort: &Cohort,
        options: &ReportOptions,
        events: Option<&[Event]>,
        control: &Control,
    ) -> Result<String, Error> {
        options.check(cohort)?;
        let most = options.details as usize;
        let then = |index: &Index, insight: Insight| {
            let reasons = reasons::reasons(self, cohort, index, most)?;
            Ok::<_, Error>((insight, reasons))
        };
        let (insight, reasons) = insight_then(self, cohort, &options.insight, events, control, then)??;
        page_of((self, reasons), cohort, &insight, options, control)
    }
}

/// That options are right for a cohort.
///
/// # Errors
/// Everything that is wrong with them.
pub(crate) fn check(options: &ReportOptions, cohort: &Cohort) -> Result<(), Error> {
    options.check(cohort)
}

/// The page of a matching, of which `reasons` say for the first who have nobody why: of as many as a table has rows.
///
/// # Errors
/// As [`Matching::audit`].
pub(crate) fn page_of(
    (matching, reasons): (&Matching, Vec<String>),
    cohort: &Cohort,
    insight: &Insight,
    options: &ReportOptions,
    control: &Control,
) -> Result<String, Error> {
    let audit = options.audit.as_ref().map(|audit| matching.audit_with(cohort, audit, control)).transpose()?;
    let sources = Sources {
        matching,
        cohort,
        insight,
        reasons,
        audit: audit.as_ref(),
        details: options.details as usize,
        tell: Tell::new(cohort),
    };
    let title = options.title.clone().unwrap_or_else(|| sources.tell.say(Phrase::ReportTitle, &[]));
    Ok(write(&sources, &title))
}

/// Why each of the first mentees without a mentor has none, as the matching says it.
pub(crate) fn stated_reasons(matching: &Matching, options: &ReportOptions) -> Vec<String> {
    reasons::stated_of(matching, options.details as usize)
}

fn write(sources: &Sources<'_>, title: &str) -> String {
    let tell = &sources.tell;
    let sections: Vec<(&str, String)> = SECTIONS
        .iter()
        .filter_map(|(name, section)| {
            let mut page = Page::default();
            section(sources, &mut page);
            let inner = page.finish();
            (!inner.is_empty()).then_some((*name, inner))
        })
        .collect();
    let mut page = Page::default();
    page.written("<!DOCTYPE html>");
    page.inside("html", &[("lang", sources.cohort.language().as_str())], |page| {
        page.inside("head", &[], |page| {
            page.void("meta", &[("charset", "utf-8")]);
            page.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
            page.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            page.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
            page.void("meta", &[("name", "generator"), ("content", "fireside")]);
            page.leaf("title", &[], title);
            page.inside("style", &[], |page| page.written(STYLE));
        });
        page.inside("body", &[], |page| {
            page.inside("header", &[], |page| {
                page.leaf("h1", &[], title);
                page.paragraph(&figures::lead(sources));
                if !sources.insight.complete {
                    page.paragraph(&tell.say(Phrase::ReportIncomplete, &[]));
                }
            });
            page.inside("nav", &[("aria-label", &tell.say(Phrase::ReportContents, &[]))], |page| {
                page.inside("ul", &[], |page| {
                    for (name, _) in &sections {
                        let heading = tell.choice(Phrase::ReportSection, name);
                        page.inside("li", &[], |page| page.leaf("a", &[("href", &format!("#{name}"))], &heading));
                    }
                });
            });
            page.inside("main", &[], |page| {
                for (name, inner) in &sections {
                    let heading = format!("{name}-heading");
                    page.inside("section", &[("id", name), ("aria-labelledby", &heading)], |page| {
                        page.leaf("h2", &[("id", &heading)], &tell.choice(Phrase::ReportSection, name));
                        page.leaf("p", &[("class", "soft")], &tell.choice(Phrase::ReportAbout, name));
                        page.written(inner);
                    });
                }
            });
            page.inside("footer", &[], |page| {
                let version = sources.insight.run.version.as_str();
                page.leaf("p", &[("class", "soft")], &tell.say(Phrase::ReportMade, &[version.into()]));
            });
        });
    });
    page.finish()
}
