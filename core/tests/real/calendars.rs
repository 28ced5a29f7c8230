//! iCalendar files of people's programs. Nothing reads them yet.

use super::data;

pub(crate) const SET: &str = "calendars";

#[test]
fn calendars_come_later() {
    let Some(set) = data::set(SET) else { return };
    let files = set.count(".ics");
    data::skipped(SET, format!("{files} files; comes with calendars in: fireside does not read iCalendar yet"));
}
