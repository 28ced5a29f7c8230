//! What a caller may choose for a schedule of a matching.

use super::check_threads;
use crate::error::{Error, ErrorCode};
use crate::read::{FieldCase, Reader, record};

/// Options of [`schedule_matching`](crate::schedule_matching). How long sessions are and on which grid they start is the policy's
/// (`session_minutes`, `slot_minutes`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScheduleOptions {
    /// The most sessions at a time, 1 to 1,000,000: rooms, or links; any number if absent.
    pub rooms: Option<u32>,
    /// How many threads may work; as many as the machine has if absent. The answer does not depend on it.
    pub threads: Option<u32>,
}

record!(ScheduleOptions { required: ; optional: rooms, threads; });

impl ScheduleOptions {
    /// The most rooms that can be asked for.
    pub const MOST_ROOMS: u32 = 1_000_000;

    /// Reads options from a host language's object.
    ///
    /// # Errors
    /// The deserializer's own outside; inside, everything wrong with the options, each with its path.
    pub fn read<'de, D: serde::Deserializer<'de>>(input: D, case: FieldCase) -> Result<Result<Self, Error>, D::Error> {
        let mut reader = Reader::new(case);
        let options = reader.read::<ScheduleOptions, D>(input)?.unwrap_or_default();
        if reader.is_clean() {
            options.check_ranges(&mut reader);
        }
        Ok(reader.into_problems().into_result().map(|()| options))
    }

    /// # Errors
    /// Options outside their range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut reader = Reader::default();
        self.check_ranges(&mut reader);
        reader.into_problems().into_result()
    }

    fn check_ranges(&self, reader: &mut Reader) {
        check_threads(reader, self.threads);
        check_rooms(reader, self.rooms);
    }
}

pub(super) fn check_rooms(reader: &mut Reader, rooms: Option<u32>) {
    if let Some(rooms) = rooms.filter(|rooms| !(1..=ScheduleOptions::MOST_ROOMS).contains(rooms)) {
        let message = format!("`{rooms}` rooms; there can be 1 to {}", ScheduleOptions::MOST_ROOMS);
        reader.field("rooms", |reader| reader.problem(ErrorCode::OutOfRange, message));
    }
}
