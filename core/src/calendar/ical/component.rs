//! Components: what stands between `BEGIN` and `END`, as far as time needs it, in bounded depth and number.

use super::lines::{Content, Lines, Property, content};
use crate::error::ErrorCode;
use crate::read::{Reader, excerpt};

/// The longest text, in bytes.
pub(super) const LONGEST: usize = 16 << 20;
/// The most components and the most properties that are kept of one text.
const MOST_COMPONENTS: usize = 100_000;
const MOST_PROPERTIES: usize = 1_000_000;
/// How deep components may be nested.
const DEEPEST: usize = 16;

/// The kinds of component that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Event,
    FreeBusy,
    Availability,
    Available,
    TimeZone,
    Observance,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "VEVENT" => Kind::Event,
            "VFREEBUSY" => Kind::FreeBusy,
            "VAVAILABILITY" => Kind::Availability,
            "AVAILABLE" => Kind::Available,
            "VTIMEZONE" => Kind::TimeZone,
            "STANDARD" | "DAYLIGHT" => Kind::Observance,
            _ => return None,
        })
    }

    /// The kind of a component of this name within another, if it is kept there.
    pub(super) fn within(name: &str, whole: Option<Self>) -> Option<Self> {
        Kind::of(name).filter(|kind| kind.whole().is_none() || kind.whole() == whole)
    }

    /// The kind of component that it is a part of.
    fn whole(self) -> Option<Self> {
        match self {
            Kind::Available => Some(Kind::Availability),
            Kind::Observance => Some(Kind::TimeZone),
            Kind::Event | Kind::FreeBusy | Kind::Availability | Kind::TimeZone => None,
        }
    }
}

/// A component with its properties and parts, in the order of the text.
#[derive(Debug)]
pub(super) struct Component<'t> {
    pub(super) kind: Kind,
    pub(super) line: u32,
    pub(super) properties: Vec<Property<'t>>,
    pub(super) parts: Vec<Component<'t>>,
}

impl<'t> Component<'t> {
    /// The properties of a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Property<'t>> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    /// The first property of a name.
    pub(super) fn first(&self, name: &str) -> Option<&Property<'t>> {
        self.all(name).next()
    }
}

/// A component that has begun.
struct Open<'t> {
    name: String,
    line: u32,
    kept: Option<Component<'t>>,
}

/// The components of a text that are kept, each with its parts; `None` if it is no calendar or too much of one, which is
/// then among the problems.
pub(super) fn components<'t>(text: &'t str, reader: &mut Reader) -> Option<Vec<Component<'t>>> {
    let mut refuse = |code, message: String| {
        reader.problem(code, message);
        None
    };
    if text.len() > LONGEST {
        return refuse(ErrorCode::TooLarge, format!("is {} bytes long; at most {LONGEST} are read", text.len()));
    }
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut components, mut properties, mut any) = (0_usize, 0_usize, false);
    for (line, text) in Lines::new(text) {
        match content(text, line) {
            Content::Begin(name) => {
                if open.len() == DEEPEST {
                    return refuse(ErrorCode::TooLarge, format!("is nested deeper than {DEEPEST} (line {line})"));
                }
                any = true;
                let whole = open.last().and_then(|open| open.kept.as_ref()).map(|kept| kept.kind);
                let kind = Kind::within(&name, whole);
                components += usize::from(kind.is_some());
                if components > MOST_COMPONENTS {
                    return refuse(ErrorCode::TooLarge, format!("has more than {MOST_COMPONENTS} components"));
                }
                let kept = kind.map(|kind| Component { kind, line, properties: Vec::new(), parts: Vec::new() });
                open.push(Open { name, line, kept });
            }
            Content::End(name) => {
                let Some(ended) = open.pop().filter(|open| open.name == name) else {
                    let message = format!("`END:{}` in line {line} ends nothing that is open there", excerpt(&name));
                    return refuse(ErrorCode::Contradiction, message);
                };
                let Some(ended) = ended.kept else { continue };
                match open.last_mut().and_then(|open| open.kept.as_mut()) {
                    Some(whole) if ended.kind.whole().is_some() => whole.parts.push(ended),
                    _ => found.push(ended),
                }
            }
            Content::Property(property) => {
                let Some(kept) = open.last_mut().and_then(|open| open.kept.as_mut()) else { continue };
                properties += 1;
                if properties > MOST_PROPERTIES {
                    return refuse(ErrorCode::TooLarge, format!("has more than {MOST_PROPERTIES} properties"));
                }
                kept.properties.push(property);
            }
            Content::Other => {}
        }
    }
    if let Some(open) = open.last() {
        let message =
            format!("`BEGIN:{}` in line {} has no end: part of it is missing", excerpt(&open.name), open.line);
        return refuse(ErrorCode::MissingField, message);
    }
    if !any {
        return refuse(
            ErrorCode::WrongType,
            "expected an iCalendar text, which starts with `BEGIN:VCALENDAR`".to_owned(),
        );
    }
    Some(found)
}
