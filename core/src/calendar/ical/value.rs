//! Values (RFC 5545, section 3.3): dates, times, durations and periods, as they are written.
//!
//! What clocks show is counted in seconds from 1970 on those clocks, an instant in seconds from 1970 in UTC, a date in days.

use crate::calendar::zone;

pub(super) const DAY: i64 = 86_400;

/// The longest duration, in days: longer than any calendar.
const LONGEST: i64 = 4_000_000;

/// A date or a time as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    Date(i64),
    Local(i64),
    Utc(i64),
}

/// Days as clocks count them, and exact seconds after them (RFC 5545, section 3.3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Length {
    pub(super) days: i64,
    pub(super) seconds: i64,
}

impl Length {
    pub(super) fn days(days: i64) -> Self {
        Length { days, seconds: 0 }
    }

    pub(super) fn exact(seconds: i64) -> Self {
        Length { days: 0, seconds }
    }

    /// About how long it is in seconds; clocks may change it by a day.
    pub(super) fn about(self) -> i64 {
        self.days * DAY + self.seconds
    }
}

/// The end of a period.
pub(super) enum End {
    At(Written),
    After(Length),
}

/// `19970714` or `19970714T133000` or `19970714T173000Z`; 24:00 is the next midnight, and a leap second the one before it.
pub(super) fn written(text: &str) -> Option<Written> {
    let Some((date, time)) = text.split_once(['T', 't']) else { return day_number(text).map(Written::Date) };
    let (time, utc) = time.strip_suffix(['Z', 'z']).map_or((time, false), |time| (time, true));
    let [hour, minute, second] = numbers(time, [2, 2, 2])?;
    if minute > 59 || second > 60 || hour * 3600 + minute * 60 + second > DAY {
        return None;
    }
    let seconds = day_number(date)? * DAY + hour * 3600 + minute * 60 + second.min(59);
    Some(if utc { Written::Utc(seconds) } else { Written::Local(seconds) })
}

/// `19970714`, as a day number.
fn day_number(text: &str) -> Option<i64> {
    let [year, month, day] = numbers(text, [4, 2, 2])?;
    zone::day_of(year as i16, month as i8, day as i8)
}

/// `P15DT5H0M20S`, `P7W`, `-PT15M`.
pub(super) fn duration(text: &str) -> Option<Length> {
    let (text, sign) = match text.strip_prefix('-') {
        Some(text) => (text, -1),
        None => (text.strip_prefix('+').unwrap_or(text), 1),
    };
    let text = text.strip_prefix(['P', 'p'])?;
    let mut length = Length::default();
    let (mut timed, mut any, mut number) = (false, false, String::new());
    for letter in text.chars() {
        if letter.is_ascii_digit() && number.len() < 12 {
            number.push(letter);
            continue;
        }
        if letter.eq_ignore_ascii_case(&'T') && number.is_empty() && !timed {
            timed = true;
            continue;
        }
        let count: i64 = number.parse().ok()?;
        match (letter.to_ascii_uppercase(), timed) {
            ('W', false) => length.days += 7 * count,
            ('D', false) => length.days += count,
            ('H', true) => length.seconds += 3600 * count,
            ('M', true) => length.seconds += 60 * count,
            ('S', true) => length.seconds += count,
            _ => return None,
        }
        if length.days > LONGEST || length.seconds > LONGEST * DAY {
            return None;
        }
        number.clear();
        any = true;
    }
    let whole = any && number.is_empty();
    whole.then_some(Length { days: sign * length.days, seconds: sign * length.seconds })
}

/// `19970101T180000Z/19970102T070000Z` or `19970101T180000Z/PT5H30M`.
pub(super) fn period(text: &str) -> Option<(Written, End)> {
    let (start, end) = text.split_once('/')?;
    let end = match written(end) {
        Some(end) => End::At(end),
        None => End::After(duration(end)?),
    };
    Some((written(start)?, end))
}

/// `+0100`, `-0456` or `+005328`, in seconds; less than a day.
pub(super) fn offset(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let [hours, minutes, seconds] = match digits.len() {
        4 => numbers(digits, [2, 2]).map(|[hours, minutes]| [hours, minutes, 0])?,
        _ => numbers(digits, [2, 2, 2])?,
    };
    (hours < 24 && minutes < 60 && seconds < 60).then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}

/// Numbers of exactly these many digits, one after another.
fn numbers<const N: usize>(text: &str, digits: [usize; N]) -> Option<[i64; N]> {
    let mut rest = text;
    let mut numbers = [0; N];
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = rest.get(..digits).filter(|part| part.bytes().all(|letter| letter.is_ascii_digit()))?;
        *number = part.parse().ok()?;
        rest = rest.get(digits..)?;
    }
    rest.is_empty().then_some(numbers)
}
