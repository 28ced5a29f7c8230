//! Which clocks a `TZID` means (RFC 5545, section 3.2.19): a zone of the IANA database wherever one can be told, else what the
//! calendar itself defines in a `VTIMEZONE`.

use std::collections::BTreeMap;

use super::clock::{Change, Clock};
use super::component::Component;
use super::expand::Budget;
use super::lines::Property;
use super::rule::{self, Start};
use super::series::{Further, Series};
use super::value::{DAY, Length, Written, offset, written};
use super::windows;
use crate::calendar::zone::{self, Clocks};
use crate::error::ErrorCode;
use crate::read::{Reader, excerpt};

/// How many zones one calendar may name, and how often one that it defines may change.
const MOST_ZONES: usize = 1_000;
const MOST_CHANGES: usize = 10_000;

/// The zones of a calendar.
pub(super) struct Zones<'c, 't> {
    /// The clocks by which people read times without a zone.
    pub(super) floating: Clock,
    defined: BTreeMap<String, &'c Component<'t>>,
    met: BTreeMap<String, Result<Clock, Unknown>>,
    budget: Budget,
}

/// Why there are no clocks of a name.
#[derive(Clone)]
struct Unknown {
    code: ErrorCode,
    message: String,
    suggestion: Option<String>,
}

impl<'c, 't> Zones<'c, 't> {
    /// With the zones that a calendar defines; of two with one name the first counts.
    pub(super) fn new(floating: Clock, definitions: impl Iterator<Item = &'c Component<'t>>) -> Self {
        let mut defined = BTreeMap::new();
        for definition in definitions {
            if let Some(name) = definition.first("TZID") {
                defined.entry(plain(&name.value)).or_insert(definition);
            }
        }
        Zones { floating, defined, met: BTreeMap::new(), budget: Budget::new() }
    }

    /// The clocks of a name; what is wrong with it is noted at the place where `reader` stands.
    pub(super) fn clock(&mut self, name: &str, line: u32, reader: &mut Reader) -> Option<Clock> {
        let name = plain(name);
        let found = match self.met.get(&name) {
            Some(known) => known.clone(),
            None if self.met.len() == MOST_ZONES => {
                let message = format!("names more than {MOST_ZONES} zones");
                Err(Unknown { code: ErrorCode::TooLarge, message, suggestion: None })
            }
            None => {
                let found = self.find(&name);
                self.met.insert(name, found.clone());
                found
            }
        };
        match found {
            Ok(clock) => Some(clock),
            Err(Unknown { code, message, suggestion }) => {
                reader.problem_with(code, format!("{message} (line {line})"), suggestion);
                None
            }
        }
    }

    fn find(&mut self, name: &str) -> Result<Clock, Unknown> {
        let definition = self.defined.get(name).copied();
        let location = definition.and_then(|definition| definition.first("X-LIC-LOCATION"));
        let known = known(name).or_else(|| known(&plain(&location?.value))).or_else(|| ending(name));
        if let Some(clocks) = known {
            return Ok(clocks);
        }
        let unknown = |more: String| Unknown {
            code: ErrorCode::UnknownTimeZone,
            message: format!("`{}` is not an IANA time zone{more}", excerpt(name)),
            suggestion: zone::nearest_name(name).map(str::to_owned),
        };
        let Some(definition) = definition else {
            return Err(unknown(", and the calendar does not define it".to_owned()));
        };
        self.defined(definition)
            .map_err(|why| unknown(format!(", and its definition in line {} {why}", definition.line)))
    }

    /// The clocks that a `VTIMEZONE` defines (RFC 5545, section 3.6.5).
    fn defined(&mut self, definition: &Component) -> Result<Clock, &'static str> {
        let mut changes = Vec::new();
        for observance in &definition.parts {
            let offset = |name| observance.first(name).and_then(|property: &Property| offset(&property.value));
            let (Some(before), Some(after)) = (offset("TZOFFSETFROM"), offset("TZOFFSETTO")) else {
                return Err("has an observance without its offsets");
            };
            let onsets = onsets(observance, before).ok_or("has an observance that cannot be read")?;
            // From the year 1, since a zone may have changed for the last time in 1601, as in Outlook, to the end of 2199.
            let ever = (-719_162 * DAY, 84_006 * DAY);
            let onsets = onsets.instances(ever.0, ever.1, &mut self.budget).map_err(|_| "changes too often")?;
            if onsets.len() + changes.len() > MOST_CHANGES {
                return Err("changes too often");
            }
            changes.extend(onsets.into_iter().map(|(at, _)| Change { at, before, after }));
        }
        changes.sort_unstable();
        if changes.is_empty() { Err("has no observance") } else { Ok(Clock::Defined(changes.into())) }
    }
}

/// When an observance begins, by clocks as they are before it.
fn onsets(observance: &Component, before: i64) -> Option<Series> {
    let clock = Clock::Fixed(before);
    let local = |text: &str| match written(text)? {
        Written::Local(local) => Some(local),
        Written::Utc(instant) => clock.local(instant),
        Written::Date(day) => Some(day * DAY),
    };
    let first = local(&observance.first("DTSTART")?.value)?;
    let start = Start { local: first, all_day: false, floating: &clock };
    // Problems of a definition are one problem: that of the name.
    let mut unnoted = Reader::default();
    let rules = observance.all("RRULE").map(|rule| rule::rule(&rule.value, rule.line, &start, &mut unnoted));
    let rules = rules.collect::<Option<Vec<_>>>()?;
    let dates = observance.all("RDATE").flat_map(Property::values);
    let further = dates.map(|date| {
        let local = local(date)?;
        Some(Further { local, instant: clock.instant(local)?, length: None })
    });
    let further = further.collect::<Option<Vec<_>>>()?;
    let (without, without_days) = (Vec::new(), Vec::new());
    Some(Series {
        start: first,
        all_day: false,
        clock,
        length: Length::default(),
        rules,
        further,
        without,
        without_days,
    })
}

/// A name without quotes and the backslashes of a text.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| *letter != '\\').collect::<String>().trim().trim_matches('"').to_owned()
}

/// The clocks of an IANA name, one of Windows, or an IANA name behind a prefix with a slash.
fn known(name: &str) -> Option<Clock> {
    if name.len() > 128 {
        return None;
    }
    if name.eq_ignore_ascii_case("UTC") {
        return Some(Clock::UTC);
    }
    let iana = |name: &str| Clocks::named(name).map(Clock::Zone);
    let behind = || {
        let mut rests = name.match_indices('/').filter_map(|(at, _)| name.get(at + 1..));
        rests.find_map(|rest| match rest {
            _ if rest.contains('/') => iana(rest),
            _ => rest.eq_ignore_ascii_case("UTC").then_some(Clock::UTC),
        })
    };
    iana(name).or_else(|| iana(windows::iana(name)?)).or_else(behind)
}

/// The clocks of the IANA name with which a name ends, such as `custom_America/New_York`.
fn ending(name: &str) -> Option<Clock> {
    if name.len() > 128 {
        return None;
    }
    let ends = name.char_indices().filter_map(|(at, _)| name.get(at..)).filter(|end| end.contains('/'));
    ends.filter_map(Clocks::named).next().map(Clock::Zone)
}
