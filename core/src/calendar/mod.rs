//! Time: from what people say ("Tuesdays, nine to twelve, in London") to real instants over a horizon, and what two people
//! have in common there.
//!
//! Everything is counted in whole minutes since the horizon's start. Zones come from the database that is built in, never
//! from the machine, so every platform gets the same answer.

mod check;
mod grid;
mod ical;
mod local;
#[cfg(feature = "jiff")]
mod moments;
mod overlap;
mod week;
mod zone;

pub use check::check;
pub(crate) use grid::Grid;
pub use ical::{Calendar, CalendarOptions, Occurrence};
pub(crate) use ical::{WallClock, Writer, minutes_between, normal, utc};
pub(crate) use local::{Shown, Wall};
pub use overlap::Spans;
pub use week::Plan;
pub(crate) use zone::month_and_day;
pub use zone::tzdb_version;
