//! Sessions as invitations to calendars.
//!
//! `agenda.rs` says what a schedule's sessions are to be like, `before.rs` reads and checks what they were, `revise.rs` finds what
//! became of each, `text.rs` writes what is to be sent, and `feeds.rs` calendars of one person.

mod agenda;
mod before;
mod feeds;
mod revise;
mod text;

use crate::calendar::{normal, tzdb_version};
use crate::cohort::Cohort;
use crate::error::Error;
#[cfg(doc)]
use crate::error::ErrorCode;
#[cfg(doc)]
use crate::matching::{InvitationChange, InvitationMethod};
use crate::matching::{Invitations, Schedule, Window};
use crate::options::InvitationOptions;
use crate::read::Reader;
use crate::run::sha256;

/// Writes what is to be sent to people's calendars so that they have the sessions of a schedule: invitations to new sessions, updates of
/// those that changed since the invitations before (`previous`), and cancellations of those that are gone.
///
/// fireside sends nothing and remembers nothing: the host sends the messages of the document, keeps it, and hands it over as
/// `previous` the next time. A run that changes nothing has nothing to send.
///
/// # What stays, and what is counted
/// - The `uid` of a conversation comes from the programme, its mentor and its mentee, and never changes (RFC 5545, section 3.8.4.7). It is
///   no secret: who knows the three can compute it.
/// - `sequence` is the number of the latest message: 0 at first, and one more with every message after it. There is one with every change of
///   anything people see: time, zone, name, place, who is invited, in whose name, whether it takes place. RFC 5546, section 2.1.4, demands a
///   greater number of times and status and allows it of the rest. There are two where somebody is no longer invited: the
///   [`InvitationMethod::Cancel`] to them, and what is on, with the number after it.
/// - `DTSTAMP` is the `stamp` of the document that wrote the message: when the iCalendar object was made (RFC 5545, section 3.8.7.2). As
///   no two messages of a conversation have one number, the greater `sequence` always wins (RFC 5546, section 2.1.5).
/// - A conversation that is cancelled leaves its `uid` and `sequence` behind, so that they go on if the two are to meet after all
///   ([`InvitationChange::Gone`] from the next document on), with the ids of the two and its times, without texts and addresses.
/// - One that has begun by `stamp` ([`InvitationChange::Past`]) is neither cancelled nor updated, unless the schedule has it at another
///   time. For a further conversation of the same pair, begin with another programme. One that ended more than 30 days before `stamp`
///   keeps its name and its times; attendees, description, location and url are gone from it.
///
/// A document grows by one entry for every pair that ever had a conversation in the programme, and never shrinks: 250 to 400 bytes each, with
/// short ids and names, once they are gone or long past. Another programme begins without any.
///
/// # Who is written to
/// People in `attendees`, at the addresses there, and whoever `previous` says was invited, at the address that it has, to be told it is off.
/// Keep the document as safely as your address book: it has addresses in it, and whoever can change it can have cancellations sent to others.
/// Leaving somebody out of `attendees` cancels for them, so hand over everybody each time. Where one of the two has none, the other is invited alone
/// ([`InvitationMethod::Request`]); where neither has, there is nobody to invite, and the message notes the conversation
/// ([`InvitationMethod::Publish`], RFC 5546, section 3.2.1), for a calendar of the host's. Whoever is no longer invited, because they are not
/// in `attendees` any more or have another address there, is told so by a [`InvitationMethod::Cancel`] of their own (section 3.2.5).
///
/// # By which clocks
/// Those of the mentor (`mentor_local`), else of the mentee, with the zone's definition from the database that is built in; in UTC if
/// neither states a zone, or where clocks show the start or the end for the second time, which no time in a zone can say
/// (RFC 5545, section 3.3.5).
///
/// Complexity: O(sessions · log sessions + length of the texts).
///
/// # Errors
/// Everything that is wrong, under paths that begin with `schedule`, `previous` or an option's name: [`ErrorCode::UnknownPerson`] for
/// sessions of people who are not in the cohort, [`ErrorCode::DuplicateEntry`] for a pair that comes twice,
/// [`ErrorCode::InvalidTime`], [`ErrorCode::EmptyWindow`] and [`ErrorCode::UnknownTimeZone`] for times that are none, and
/// [`ErrorCode::OutOfRange`] for conversations of more than 1,440 minutes;
/// [`ErrorCode::InvalidText`] for addresses and other texts that cannot stand in a message; [`ErrorCode::Contradiction`] for a
/// `previous` of another programme or domain, or from after `stamp`.
///
/// ```
/// use fireside::model::Instant;
/// use fireside::{
///     Cohort, Contact, InvitationOptions, MatchOptions, ScheduleOptions, match_cohort, schedule_matching, write_invitations,
/// };
///
/// let cohort = Cohort::from_json(r#"{
///     "schema": "fireside/cohort/1",
///     "topics": [{"id": "rust", "label": "Rust"}],
///     "policy": {"horizon": {"from": "2026-12-01", "days": 7}},
///     "mentors": [{"id": "ada", "name": "Ada", "offers": [{"topic": "rust"}], "availability":
///         {"time_zone": "Europe/London", "weekly": [{"day": "tue", "start": "09:00", "end": "10:00"}]}}],
///     "mentees": [{"id": "bo", "name": "Bo", "wants": [{"topic": "rust"}]}]
/// }"#)?;
/// let matching = match_cohort(&cohort, &MatchOptions::default())?;
/// let schedule = schedule_matching(&cohort, &matching, &ScheduleOptions::default())?;
///
/// let stamp = Instant::parse("2026-11-20T08:00:00Z").unwrap();
/// let options = InvitationOptions::new("2026 Q4", "example.com", stamp, Contact::new("mentoring@example.com"))
///     .attendee("ada", Contact::new("ada@example.com"))
///     .attendee("bo", Contact::new("bo@example.com"));
/// let invitations = write_invitations(&cohort, &schedule, None, &options)?;
/// let message = &invitations.invitations[0].messages[0];
/// assert_eq!(message.to, ["ada@example.com", "bo@example.com"]);
/// assert!(message.text.contains("DTSTART;TZID=Europe/London:20261201T090000\r\n"));
/// assert!(message.text.contains("SUMMARY:Rust: Ada and Bo\r\n"));
///
/// // The next day nothing has changed, and nothing is sent.
/// let again = write_invitations(&cohort, &schedule, Some(&invitations), &options)?;
/// assert_eq!((again.figures.unchanged, again.figures.messages), (1, 0));
/// # Ok::<(), fireside::Error>(())
/// ```
pub fn write_invitations(
    cohort: &Cohort,
    schedule: &Schedule,
    previous: Option<&Invitations>,
    options: &InvitationOptions,
) -> Result<Invitations, Error> {
    let mut reader = Reader::default();
    options.check(&mut reader);
    let stamp = normal(options.stamp);
    let now = reader.field("schedule", |reader| agenda::sessions(cohort, schedule, options, stamp, reader));
    let before =
        previous.map(|previous| reader.field("previous", |reader| before::read(previous, options, stamp, reader)));
    reader.into_problems().into_result()?;
    let window = cohort.roster().plan.as_ref().map(|plan| Window { start: plan.utc(0), end: plan.utc(plan.minutes()) });
    let organizer = agenda::plain(&options.organizer);
    let (invitations, figures) = revise::revise(now, before.unwrap_or_default(), &organizer, stamp);
    Ok(Invitations {
        schema: Invitations::SCHEMA.to_owned(),
        programme: options.programme.clone(),
        domain: options.domain.clone(),
        stamp: stamp.to_string(),
        organizer,
        window,
        invitations,
        figures,
        time_zone_data: tzdb_version().to_owned(),
    })
}

/// What a conversation, or the busy time of one person, is called for ever. As a hash of JSON it is the same everywhere, and no
/// two lists of texts have the same JSON.
fn uid(domain: &str, programme: &str, people: &[&str]) -> String {
    let hash = sha256(&(Invitations::SCHEMA, programme, people));
    format!("{}@{domain}", hash.get(..32).unwrap_or_default())
}
