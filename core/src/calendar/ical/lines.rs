//! Content lines (RFC 5545, section 3.1): what is folded becomes one line again, and a line its name, parameters and value.
//!
//! Read liberally: lines may end in CR LF, LF or CR, names are in any case, a byte order mark is skipped. Only properties
//! that time needs are kept. Who is invited, what it is about and where it is, is not even looked at.

use std::borrow::Cow;

/// The properties that are kept.
const KEPT: [&str; 19] = [
    "BUSYTYPE",
    "DTEND",
    "DTSTART",
    "DURATION",
    "EXDATE",
    "EXRULE",
    "FREEBUSY",
    "PRIORITY",
    "RDATE",
    "RECURRENCE-ID",
    "RRULE",
    "SEQUENCE",
    "STATUS",
    "TRANSP",
    "TZID",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "UID",
    "X-LIC-LOCATION",
];

/// The lines of a text, unfolded, each with the number of its first line, from 1.
pub(super) struct Lines<'t> {
    rest: &'t str,
    number: u32,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Lines { rest: text.strip_prefix('\u{feff}').unwrap_or(text), number: 0 }
    }

    fn physical(&mut self) -> Option<&'t str> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let end = self.rest.find(['\r', '\n']).unwrap_or(self.rest.len());
        let (line, tail) = self.rest.split_at(end);
        self.rest = tail.strip_prefix("\r\n").or_else(|| tail.strip_prefix(['\r', '\n'])).unwrap_or(tail);
        Some(line)
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = (u32, Cow<'t, str>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Cow::Borrowed(self.physical()?);
        let number = self.number;
        while self.rest.starts_with([' ', '\t']) {
            let more = self.physical()?;
            line.to_mut().push_str(more.get(1..).unwrap_or_default());
        }
        Some((number, line))
    }
}

/// The parameters that are kept.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    pub(super) tzid: Option<String>,
    pub(super) value: Option<String>,
    pub(super) range: Option<String>,
    pub(super) fbtype: Option<String>,
}

/// One property.
#[derive(Debug)]
pub(super) struct Property<'t> {
    /// In upper case; one of [`KEPT`].
    pub(super) name: &'static str,
    pub(super) line: u32,
    pub(super) value: Cow<'t, str>,
    parameters: Option<Box<Parameters>>,
}

/// What a line says.
pub(super) enum Content<'t> {
    Begin(String),
    End(String),
    Property(Property<'t>),
    /// A line of a property that is not kept, or none at all.
    Other,
}

impl<'t> Property<'t> {
    /// A parameter's value.
    pub(super) fn parameter(&self, which: impl Fn(&Parameters) -> &Option<String>) -> Option<&str> {
        self.parameters.as_deref().and_then(|parameters| which(parameters).as_deref())
    }

    /// The values of a list, without empty ones.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.value.split(',').map(str::trim).filter(|value| !value.is_empty())
    }
}

/// Reads a line. A property without a colon has an empty value.
pub(super) fn content(line: Cow<'_, str>, number: u32) -> Content<'_> {
    let end = line.find([':', ';']).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let name = name.trim();
    let border =
        name.eq_ignore_ascii_case("BEGIN").then_some(true).or(name.eq_ignore_ascii_case("END").then_some(false));
    if let Some(begins) = border {
        let component = rest.rsplit(':').next().unwrap_or_default().trim().to_ascii_uppercase();
        return if begins { Content::Begin(component) } else { Content::End(component) };
    }
    let Some(name) = KEPT.into_iter().find(|kept| kept.eq_ignore_ascii_case(name)) else { return Content::Other };
    let (parameters, length) = parameters(rest);
    let at = (end + length).min(line.len());
    let value = match line {
        Cow::Borrowed(line) => Cow::Borrowed(line.get(at..).unwrap_or_default().trim()),
        Cow::Owned(line) => Cow::Owned(line.get(at..).unwrap_or_default().trim().to_owned()),
    };
    Content::Property(Property { name, line: number, value, parameters })
}

/// The parameters of `;NAME=value;NAME="value":`, and how long they are with the colon at their end.
fn parameters(text: &str) -> (Option<Box<Parameters>>, usize) {
    let mut kept: Option<Box<Parameters>> = None;
    let length = each_parameter(text, |parameter| _ = keep(parameter, &mut kept));
    (kept, length)
}

/// Calls `each` with every parameter as it is written, and says how long they are with the colon at their end.
pub(super) fn each_parameter<'t>(text: &'t str, mut each: impl FnMut(&'t str)) -> usize {
    let mut quoted = false;
    let mut start = 0;
    for (at, letter) in text.bytes().enumerate() {
        match letter {
            b'"' => quoted = !quoted,
            b';' | b':' if !quoted => {
                each(text.get(start..at).unwrap_or_default());
                start = at + 1;
                if letter == b':' {
                    return start;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Whether it is one that is kept.
pub(super) fn keep(parameter: &str, kept: &mut Option<Box<Parameters>>) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let empty = || Box::new(Parameters::default());
    let name = name.trim();
    let field: fn(&mut Parameters) -> &mut Option<String> = match () {
        () if name.eq_ignore_ascii_case("TZID") => |kept| &mut kept.tzid,
        () if name.eq_ignore_ascii_case("VALUE") => |kept| &mut kept.value,
        () if name.eq_ignore_ascii_case("RANGE") => |kept| &mut kept.range,
        () if name.eq_ignore_ascii_case("FBTYPE") => |kept| &mut kept.fbtype,
        () => return false,
    };
    *field(kept.get_or_insert_with(empty)) = Some(value.trim().trim_matches('"').to_owned());
    true
}
