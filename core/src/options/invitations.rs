//! What a host supplies for invitations.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{Error, ErrorCode};
use crate::model::Instant;
use crate::read::{FieldCase, Reader, Shape, excerpt, record, text};

/// Who is written to, or who writes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Contact {
    /// Where mail reaches them, such as `ada@example.com`; `mailto:` may stand before it. At most 254 bytes, without quotes, comments,
    /// percent signs and question marks.
    pub address: String,
    /// What calendars show; for people of the cohort their name there if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

record!(Contact { required: address; optional: name; });

impl Contact {
    /// Somebody at this address.
    #[must_use]
    pub fn new(address: impl Into<String>) -> Self {
        Contact { address: address.into(), name: None }
    }

    /// Shown by this name.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Contact { name: Some(name.into()), ..self }
    }

    /// The address without its scheme.
    pub(crate) fn plain(&self) -> &str {
        let scheme = self.address.get(..MAILTO.len()).filter(|scheme| scheme.eq_ignore_ascii_case(MAILTO));
        self.address.get(scheme.map_or(0, str::len)..).unwrap_or_default()
    }

    pub(crate) fn check(&self, reader: &mut Reader) {
        reader.field("address", |reader| {
            if !is_address(self.plain()) {
                let message = format!("`{}` is not an address such as `ada@example.com`", shown(&self.address));
                reader.problem(ErrorCode::InvalidText, message);
            }
        });
        if let Some(name) = &self.name {
            reader.field("name", |reader| text(reader, name, false));
        }
    }
}

const MAILTO: &str = "mailto:";

/// Options of [`write_invitations`](crate::write_invitations).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvitationOptions {
    /// What the conversations belong to, such as `mentoring 2026 Q4`. The same pair has another conversation, to calendars, in
    /// another programme.
    pub programme: String,
    /// A domain that the host owns, such as `example.com`: the part after the `@` of every `UID`, so that nobody else has the same ids. Nothing
    /// is looked up there.
    pub domain: String,
    /// When this is: fireside has no clock. Read from an instant with any seconds, which are left out.
    pub stamp: Instant,
    /// In whose name invitations are.
    pub organizer: Contact,
    /// Who is invited if they have a conversation, by id. Nobody else is written to but whoever `previous` says was invited, to be told it
    /// is off; so whoever is left out here is told that.
    pub attendees: BTreeMap<String, Contact>,
    /// Where the conversations take place: one place for all of them.
    pub location: Option<String>,
    /// A page about them, or to meet on, one for all of them: `https://…` or another scheme, at most 2,000 bytes.
    pub url: Option<String>,
    /// What the conversations are called, with `{mentor}`, `{mentee}` and `{topic}` (empty if there is none), each once at most. Else,
    /// or if nothing is left, "Rust: Ada and Bo", without a topic "Ada and Bo".
    pub summary: Option<String>,
    /// What else is said of them, with the same words, up to 2,000 bytes in any number of lines. Else, or if nothing is left, who
    /// mentors whom on what.
    pub description: Option<String>,
}

impl InvitationOptions {
    /// What is required; nobody is written to.
    #[must_use]
    pub fn new(programme: &str, domain: &str, stamp: Instant, organizer: Contact) -> Self {
        let (programme, domain) = (programme.to_owned(), domain.to_owned());
        InvitationOptions { programme, domain, stamp, organizer, ..InvitationOptions::default() }
    }

    /// With somebody who is invited to their conversations.
    #[must_use]
    pub fn attendee(mut self, id: impl Into<String>, contact: Contact) -> Self {
        self.attendees.insert(id.into(), contact);
        self
    }

    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: serde::Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<InvitationOptions, D>(input)?.unwrap_or_default();
        if reader.is_clean() {
            options.check(&mut reader);
        }
        Ok(reader.into_problems().into_result().map(|()| options))
    }

    pub(crate) fn check(&self, reader: &mut Reader) {
        reader.field("programme", |reader| text(reader, &self.programme, false));
        reader.field("domain", |reader| check_domain(reader, &self.domain));
        reader.field("organizer", |reader| self.organizer.check(reader));
        reader.field("attendees", |reader| {
            for (id, contact) in &self.attendees {
                reader.key(id, |reader| contact.check(reader));
            }
        });
        check_place(self.location.as_deref(), self.url.as_deref(), reader);
        for (field, template) in [("summary", &self.summary), ("description", &self.description)] {
            let Some(template) = template else { continue };
            reader.field(field, |reader| {
                if field == "summary" {
                    text(reader, template, false);
                } else {
                    check_lines(reader, template, LONGEST);
                }
                for word in WORDS.into_iter().filter(|word| template.matches(word).count() > 1) {
                    reader.problem(ErrorCode::DuplicateEntry, format!("has `{word}` more than once"));
                }
            });
        }
    }
}

/// What stands for a name in the texts of a host.
pub(crate) const WORDS: [&str; 3] = ["{mentor}", "{mentee}", "{topic}"];

/// The longest URL and the longest description, in bytes.
const LONGEST: usize = 2_000;

/// What a description may be when names stand in it.
pub(crate) const LONGEST_WRITTEN: usize = LONGEST + 3 * 256;

pub(crate) fn check_domain(reader: &mut Reader, domain: &str) {
    if !is_domain(domain) || !domain.is_ascii() {
        let message = format!("`{}` is not a domain such as `example.com`", shown(domain));
        reader.problem(ErrorCode::InvalidText, message);
    }
}

pub(crate) fn check_place(location: Option<&str>, url: Option<&str>, reader: &mut Reader) {
    if let Some(location) = location {
        reader.field("location", |reader| text(reader, location, false));
    }
    if let Some(url) = url.filter(|url| !is_url(url)) {
        let message = format!("`{}` is not a URL such as `https://example.com/`", shown(url));
        reader.field("url", |reader| reader.problem(ErrorCode::InvalidText, message));
    }
}

/// Text in lines: no control characters but the ends of lines.
pub(crate) fn check_lines(reader: &mut Reader, lines: &str, longest: usize) {
    let wrong = if lines.trim().is_empty() {
        "must not be empty".to_owned()
    } else if lines.len() > longest {
        format!("`{}…` is longer than {longest} bytes", excerpt(lines))
    } else if lines.chars().any(|letter| letter.is_control() && letter != '\n') {
        "must not contain control characters other than the ends of lines".to_owned()
    } else {
        return;
    };
    reader.problem(ErrorCode::InvalidText, wrong);
}

/// The part of a text that a message shows, with nothing in it that could do harm there.
fn shown(text: &str) -> String {
    excerpt(text).chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

/// An address as most are (RFC 5321, section 4.1.2, without quoted names), letters of any script.
fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let fits = |letter: char| letter.is_alphanumeric() || "!#$&'*+-/=^_`{|}~.".contains(letter);
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    address.len() <= 254 && !local.is_empty() && !dots && local.chars().all(fits) && is_domain(domain)
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        let fits = |letter: char| letter.is_alphanumeric() || letter == '-';
        (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(fits)
    };
    domain.len() <= 253 && domain.split('.').all(is_label)
}

/// A URI (RFC 3986) of a scheme and more, in ASCII without what no URI has.
fn is_url(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else { return false };
    let begins = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let is_scheme = scheme.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"+-.".contains(&letter));
    let fits = |letter: u8| letter.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&letter);
    // A script is nothing to click on.
    let runs = ["javascript", "data", "vbscript"].iter().any(|script| scheme.eq_ignore_ascii_case(script));
    url.len() <= LONGEST && begins && is_scheme && !runs && !rest.is_empty() && rest.bytes().all(fits)
}

/// An instant of which the seconds are left out, as clocks of host languages give it.
#[derive(Default)]
struct Moment(Instant);

impl Shape for Moment {
    const EXPECTED: &'static str = "an instant in UTC such as `2026-12-01T09:00:00Z`";

    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        let moment = moment(value).map(Moment);
        if moment.is_none() {
            let message = format!("`{}` is not {}", excerpt(value), Self::EXPECTED);
            reader.problem(ErrorCode::InvalidTime, message);
        }
        moment
    }
}

/// `2026-12-01T09:00:59.999Z` as the minute it is in.
fn moment(text: &str) -> Option<Instant> {
    const MINUTE: usize = "2026-12-01T09:00".len();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let utc = text.strip_suffix(['Z', 'z']).or_else(|| text.strip_suffix("+00:00"))?;
    let minute = utc.get(..MINUTE)?;
    let seconds = utc.get(MINUTE..)?;
    if !seconds.is_empty() {
        let (whole, fraction) = seconds.strip_prefix(':')?.split_once('.').unwrap_or((seconds.get(1..)?, "0"));
        let fits = whole.len() == 2 && is_number(whole) && whole < "61" && is_number(fraction);
        fits.then_some(())?;
    }
    Instant::parse(&format!("{minute}:00Z"))
}

/// The options as a host sends them.
#[derive(Default)]
struct Sent {
    programme: String,
    domain: String,
    stamp: Moment,
    organizer: Contact,
    attendees: BTreeMap<String, Contact>,
    location: Option<String>,
    url: Option<String>,
    summary: Option<String>,
    description: Option<String>,
}

record!(Sent {
    required: programme, domain, stamp, organizer;
    optional: attendees, location, url, summary, description;
});

impl Shape for InvitationOptions {
    const EXPECTED: &'static str = "an object";

    fn from_object<'de, A: serde::de::MapAccess<'de>>(
        reader: &mut Reader,
        object: A,
    ) -> Result<Option<Self>, A::Error> {
        let sent = Sent::from_object(reader, object)?;
        Ok(sent.map(|sent| InvitationOptions {
            programme: sent.programme,
            domain: sent.domain,
            stamp: sent.stamp.0,
            organizer: sent.organizer,
            attendees: sent.attendees,
            location: sent.location,
            url: sent.url,
            summary: sent.summary,
            description: sent.description,
        }))
    }
}
