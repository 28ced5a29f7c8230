//! Every example of RFC 5545, section 3.8.5.3, whose rule is read, and rules against a second opinion.

use fireside::calendar::{Calendar, CalendarOptions};
use proptest::prelude::*;

use super::support::{event, instant, starts};

/// "1997 EDT Sep 2-4 9; EST Oct 28" as the RFC lists instances: at nine o'clock in New York, four or five hours behind UTC.
fn listed(text: &str) -> Vec<String> {
    let (mut year, mut hour, mut month) = (String::new(), 0, 0);
    let mut all = Vec::new();
    for word in text.split_whitespace() {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        if let Some(at) = MONTHS.iter().position(|name| *name == word) {
            month = at + 1;
        } else if word == "EDT" || word == "EST" {
            hour = if word == "EDT" { 13 } else { 14 };
        } else if word.len() == 4 && !word.contains('-') {
            word.clone_into(&mut year);
        } else {
            let (first, last) = word.split_once('-').unwrap_or((word, word));
            let number = |text: &str| text.parse::<u32>().unwrap();
            let days = number(first)..=number(last);
            all.extend(days.map(|day| format!("{year}-{month:02}-{day:02}T{hour}:00:00Z")));
        }
    }
    all
}

/// Start, rule, instances; where they end in `...` the RFC lists only the first ones.
const EXAMPLES: [(&str, &str, &str); 37] = [
    ("19970902", "FREQ=DAILY;COUNT=10", "1997 EDT Sep 2-11"),
    ("19970902", "FREQ=DAILY;UNTIL=19971224T000000Z", "1997 EDT Sep 2-30 Oct 1-25 EST Oct 26-31 Nov 1-30 Dec 1-23"),
    (
        "19970902",
        "FREQ=DAILY;INTERVAL=2",
        "1997 EDT Sep 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 Oct 2 4 6 8 10 12 14 16 18 20 22 24 EST Oct 26 28 30 Nov 1 ...",
    ),
    ("19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5", "1997 EDT Sep 2 12 22 Oct 2 12"),
    (
        "19980101",
        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "EST 1998 Jan 1-31 1999 Jan 1-31 2000 Jan 1-31",
    ),
    ("19980101", "FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "EST 1998 Jan 1-31 1999 Jan 1-31 2000 Jan 1-31"),
    ("19970902", "FREQ=WEEKLY;COUNT=10", "1997 EDT Sep 2 9 16 23 30 Oct 7 14 21 EST Oct 28 Nov 4"),
    (
        "19970902",
        "FREQ=WEEKLY;UNTIL=19971224T000000Z",
        "1997 EDT Sep 2 9 16 23 30 Oct 7 14 21 EST Oct 28 Nov 4 11 18 25 Dec 2 9 16 23",
    ),
    (
        "19970902",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        "1997 EDT Sep 2 16 30 Oct 14 EST Oct 28 Nov 11 25 Dec 9 23 1998 Jan 6 20 Feb 3 17 ...",
    ),
    (
        "19970902",
        "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
        "1997 EDT Sep 2 4 9 11 16 18 23 25 30 Oct 2",
    ),
    ("19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "1997 EDT Sep 2 4 9 11 16 18 23 25 30 Oct 2"),
    (
        "19970901",
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
        "1997 EDT Sep 1 3 5 15 17 19 29 Oct 1 3 13 15 17 EST Oct 27 29 31 Nov 10 12 14 24 26 28 Dec 8 10 12 22",
    ),
    ("19970902", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997 EDT Sep 2 4 16 18 30 Oct 2 14 16"),
    (
        "19970905",
        "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
        "1997 EDT Sep 5 Oct 3 EST Nov 7 Dec 5 1998 Jan 2 Feb 6 Mar 6 Apr 3 EDT May 1 Jun 5",
    ),
    ("19970905", "FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997 EDT Sep 5 Oct 3 EST Nov 7 Dec 5"),
    (
        "19970907",
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "1997 EDT Sep 7 28 EST Nov 2 30 1998 Jan 4 25 Mar 1 29 EDT May 3 31",
    ),
    ("19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997 EDT Sep 22 Oct 20 EST Nov 17 Dec 22 1998 Jan 19 Feb 16"),
    ("19970928", "FREQ=MONTHLY;BYMONTHDAY=-3", "1997 EDT Sep 28 EST Oct 29 Nov 28 Dec 29 1998 Jan 29 Feb 26 ..."),
    (
        "19970902",
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
        "1997 EDT Sep 2 15 Oct 2 15 EST Nov 2 15 Dec 2 15 1998 Jan 2 15",
    ),
    (
        "19970930",
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
        "1997 EDT Sep 30 Oct 1 EST Oct 31 Nov 1 30 Dec 1 31 1998 Jan 1 31 Feb 1",
    ),
    (
        "19970910",
        "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
        "1997 EDT Sep 10-15 1999 EST Mar 10-13",
    ),
    (
        "19970902",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU",
        "1997 EDT Sep 2 9 16 23 30 EST Nov 4 11 18 25 1998 Jan 6 13 20 27 Mar 3 10 17 24 31 ...",
    ),
    (
        "19970610",
        "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
        "EDT 1997 Jun 10 Jul 10 1998 Jun 10 Jul 10 1999 Jun 10 Jul 10 2000 Jun 10 Jul 10 2001 Jun 10 Jul 10",
    ),
    (
        "19970310",
        "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3",
        "EST 1997 Mar 10 1999 Jan 10 Feb 10 Mar 10 2001 Jan 10 Feb 10 Mar 10 2003 Jan 10 Feb 10 Mar 10",
    ),
    ("19970519", "FREQ=YEARLY;BYDAY=20MO", "EDT 1997 May 19 1998 May 18 1999 May 17 ..."),
    ("19970313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "EST 1997 Mar 13 20 27 1998 Mar 5 12 19 26 1999 Mar 4 11 18 25 ..."),
    (
        "19970605",
        "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8",
        "EDT 1997 Jun 5 12 19 26 Jul 3 10 17 24 31 Aug 7 14 21 28 1998 Jun 4 11 18 25 Jul 2 9 16 23 30 Aug 6 13 20 27
         1999 Jun 3 10 17 24 Jul 1 8 15 22 29 Aug 5 12 19 26 ...",
    ),
    (
        "19970913",
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13",
        "1997 EDT Sep 13 Oct 11 EST Nov 8 Dec 13 1998 Jan 10 Feb 7 Mar 7 EDT Apr 11 May 9 Jun 13 ...",
    ),
    (
        "19961105",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "EST 1996 Nov 5 2000 Nov 7 2004 Nov 2 ...",
    ),
    ("19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997 EDT Sep 4 Oct 7 EST Nov 6"),
    (
        "19970929",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "1997 EDT Sep 29 EST Oct 30 Nov 27 Dec 30 1998 Jan 29 Feb 26 Mar 30 ...",
    ),
    ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997 EDT Aug 5 10 19 24"),
    ("19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997 EDT Aug 5 17 19 31"),
    // An impossible date is left out and not counted.
    ("20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007 EST Jan 15 30 Feb 15 EDT Mar 15 30"),
    // The rules of section 3.6.5 for New York's clocks.
    ("19870405", "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4", "EDT 1987 Apr 5 1988 Apr 3 1989 Apr 2 1990 Apr 1 ..."),
    (
        "19671029",
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;COUNT=6",
        "EST 1967 Oct 29 1968 Oct 27 1969 Oct 26 1970 Oct 25 1971 Oct 31 1972 Oct 29",
    ),
    // 29 February is only in leap years.
    ("19960229", "FREQ=YEARLY;COUNT=3", "EST 1996 Feb 29 2000 Feb 29 2004 Feb 29"),
];

#[test]
fn examples_of_the_standard_come_out_as_listed() {
    for (start, rule, expected) in EXAMPLES {
        let start = format!("DTSTART;TZID=America/New_York:{start}T090000");
        let calendar = event(&[&start, &format!("RRULE:{rule}")]);
        let found = starts(&calendar, "UTC", "1970-01-01T00:00:00Z", "2020-01-01T00:00:00Z");
        let (listed, open) = match expected.strip_suffix("...") {
            Some(first) => (listed(first), true),
            None => (listed(expected), false),
        };
        // The oldest one starts before the first instant there is.
        let listed: Vec<String> = listed.into_iter().filter(|start| start.as_str() > "1970").collect();
        let compared = if open { found.get(..listed.len()) } else { Some(&found[..]) };
        assert_eq!(compared, Some(&listed[..]), "{start} {rule}");
    }
}

/// Friday the 13th, with the start left out, since it is none.
#[test]
fn friday_the_thirteenth() {
    let calendar = event(&[
        "DTSTART;TZID=America/New_York:19970902T090000",
        "EXDATE;TZID=America/New_York:19970902T090000",
        "RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
    ]);
    let found = starts(&calendar, "UTC", "1997-01-01T00:00:00Z", "2000-12-31T00:00:00Z");
    assert_eq!(found, listed("1998 EST Feb 13 Mar 13 Nov 13 1999 EDT Aug 13 2000 EDT Oct 13"));
}

/// Names and letters in any case, parts in any order, an empty part, and what says nothing new.
#[test]
fn rules_are_read_liberally() {
    let expected = starts(
        &event(&["DTSTART:20260901T090000Z", "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU,TH"]),
        "UTC",
        "2026-01-01T00:00:00Z",
        "2027-01-01T00:00:00Z",
    );
    assert_eq!(expected.len(), 4);
    for rule in [
        "rrule:byday=th,tu;count=4;freq=weekly;",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TU,TH;COUNT=4;INTERVAL=1;WKST=MO",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4;BYHOUR=9;BYMINUTE=0;BYSECOND=0;RSCALE=GREGORIAN",
        "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4;COUNT=4",
    ] {
        let found =
            starts(&event(&["DTSTART:20260901T090000Z", rule]), "UTC", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
        assert_eq!(found, expected, "{rule}");
    }
}

/// A second opinion, day by day: whether a day is in a rule's set is asked of the day, not made by the period.
mod day_by_day {
    /// Days since 1970-01-01 of the first day of a year, counted one year at a time.
    fn new_year(year: i64) -> i64 {
        (1970..year).map(|year| if leap(year) { 366 } else { 365 }).sum()
    }

    fn leap(year: i64) -> bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    #[derive(Debug, Clone, Copy, PartialEq)]
    pub(super) struct Day {
        pub(super) number: i64,
        pub(super) year: i64,
        pub(super) month: i64,
        pub(super) day: i64,
        month_length: i64,
        day_of_year: i64,
        year_length: i64,
        /// Monday is 0.
        weekday: i64,
    }

    /// Every day of some years.
    pub(super) fn all(from: i64, until: i64) -> Vec<Day> {
        let mut days = Vec::new();
        for year in from..until {
            let february = if leap(year) { 29 } else { 28 };
            let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
            let (mut number, mut day_of_year) = (new_year(year), 1);
            for (month, month_length) in (1..).zip(lengths) {
                for day in 1..=month_length {
                    let weekday = (number + 3) % 7;
                    let year_length = if leap(year) { 366 } else { 365 };
                    days.push(Day { number, year, month, day, month_length, day_of_year, year_length, weekday });
                    number += 1;
                    day_of_year += 1;
                }
            }
        }
        days
    }

    #[derive(Debug, Clone)]
    pub(super) struct Rule {
        pub(super) frequency: &'static str,
        pub(super) interval: i64,
        pub(super) count: Option<usize>,
        pub(super) week_start: i64,
        pub(super) months: Vec<i64>,
        pub(super) month_days: Vec<i64>,
        pub(super) days: Vec<(i64, i64)>,
        pub(super) positions: Vec<i64>,
    }

    impl Rule {
        fn period(&self, day: &Day) -> i64 {
            match self.frequency {
                "DAILY" => day.number,
                // The weeks of a calendar that begins on a Monday, shifted.
                "WEEKLY" => (day.number + 3 - self.week_start + 7) / 7,
                "MONTHLY" => day.year * 12 + day.month,
                _ => day.year,
            }
        }

        fn fits(&self, day: &Day, start: &Day) -> bool {
            let plain = self.days.is_empty() && self.month_days.is_empty();
            let in_month = self.frequency == "MONTHLY" || !self.months.is_empty();
            let (place, length) =
                if in_month { (day.day, day.month_length) } else { (day.day_of_year, day.year_length) };
            let weekday = |&(ordinal, weekday): &(i64, i64)| {
                weekday == day.weekday
                    && (ordinal == 0 || ordinal == (place - 1) / 7 + 1 || -ordinal == (length - place) / 7 + 1)
            };
            let month_day = |&number: &i64| number == day.day || number == day.day - day.month_length - 1;
            (self.months.is_empty() || self.months.contains(&day.month))
                && (self.month_days.is_empty() || self.month_days.iter().any(month_day))
                && (self.days.is_empty() || self.days.iter().any(weekday))
                && match self.frequency {
                    "WEEKLY" => !self.days.is_empty() || day.weekday == start.weekday,
                    "MONTHLY" => !plain || day.day == start.day,
                    "YEARLY" => !plain || day.day == start.day && (!self.months.is_empty() || day.month == start.month),
                    _ => true,
                }
        }

        /// The numbers of all days on which the series falls.
        pub(super) fn falls_on(&self, days: &[Day], start: &Day) -> Vec<i64> {
            let mut found = vec![start.number];
            for period in days.chunk_by(|one, other| self.period(one) == self.period(other)) {
                let distance = self.period(&period[0]) - self.period(start);
                if distance < 0 || distance % self.interval != 0 {
                    continue;
                }
                let set: Vec<i64> = period.iter().filter(|day| self.fits(day, start)).map(|day| day.number).collect();
                let length = set.len() as i64;
                let chosen = |place: i64| {
                    self.positions.is_empty()
                        || self.positions.iter().any(|&at| at == place + 1 || at == place - length)
                };
                let chosen = (0..).zip(&set).filter(|(place, _)| chosen(*place)).map(|(_, number)| *number);
                found.extend(chosen.filter(|number| *number > start.number));
            }
            found.truncate(self.count.unwrap_or(usize::MAX));
            found
        }
    }
}

/// A list of up to so many of these, often empty.
fn some<T: std::fmt::Debug + Clone + 'static>(
    of: impl Strategy<Value = T> + 'static,
    most: usize,
) -> BoxedStrategy<Vec<T>> {
    prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(of, 1..=most)].boxed()
}

fn signed(most: i64) -> impl Strategy<Value = i64> {
    prop_oneof![1..=most, -most..=-1]
}

fn rule() -> impl Strategy<Value = day_by_day::Rule> {
    let frequency = prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
    frequency.prop_flat_map(|frequency| {
        let (weekly, long) = (frequency == "WEEKLY", matches!(frequency, "MONTHLY" | "YEARLY"));
        let ordinal = prop_oneof![Just(0), signed(5), signed(53)];
        let day = (ordinal, 0_i64..7).prop_map(move |(ordinal, day)| (if long { ordinal } else { 0 }, day));
        let month_day = signed(31);
        (
            prop_oneof![3 => 1_i64..4, 1 => 1_i64..40],
            prop::option::of(1_usize..30),
            0_i64..7,
            some(1_i64..=12, 4),
            some(month_day, 4).prop_map(move |days| if weekly { Vec::new() } else { days }),
            some(day, 5),
            some(signed(5), 3),
        )
            .prop_map(move |(interval, count, week_start, months, month_days, days, positions)| {
                day_by_day::Rule { frequency, interval, count, week_start, months, month_days, days, positions }
            })
    })
}

fn written(rule: &day_by_day::Rule) -> String {
    const WEEK: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let numbers = |list: &[i64]| list.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let days = rule.days.iter().map(|(ordinal, day)| match ordinal {
        0 => WEEK[*day as usize].to_owned(),
        _ => format!("{ordinal}{}", WEEK[*day as usize]),
    });
    let days = days.collect::<Vec<_>>().join(",");
    let mut text =
        format!("FREQ={};INTERVAL={};WKST={}", rule.frequency, rule.interval, WEEK[rule.week_start as usize]);
    if let Some(count) = rule.count {
        text += &format!(";COUNT={count}");
    }
    let lists = [
        ("BYMONTH", numbers(&rule.months)),
        ("BYMONTHDAY", numbers(&rule.month_days)),
        ("BYDAY", days),
        ("BYSETPOS", numbers(&rule.positions)),
    ];
    for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        text += &format!(";{name}={list}");
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// The same days as the second opinion, over any window.
    #[test]
    fn rules_fall_on_the_days_that_fit(rule in rule(), start in 0_usize..800, from in 0_usize..1400, days in 1_usize..1150) {
        let all = day_by_day::all(2019, 2026);
        let start = all[start];
        let text = event(&[
            &format!("DTSTART:{:04}{:02}{:02}T120000Z", start.year, start.month, start.day),
            &format!("RRULE:{}", written(&rule)),
        ]);
        let moment = |day: &day_by_day::Day, time: &str| format!("{:04}-{:02}-{:02}T{time}:00Z", day.year, day.month, day.day);
        let window = &all[from..from + days];
        let expected: Vec<i64> = rule.falls_on(&all, &start);
        let expected: Vec<String> =
            window.iter().filter(|day| expected.contains(&day.number)).map(|day| moment(day, "12:00")).collect();
        let (first, last) = (moment(&window[0], "00:00"), moment(window.last().unwrap(), "23:59"));
        prop_assert_eq!(starts(&text, "UTC", &first, &last), expected, "{}", text);
    }

    /// Whatever a rule says, it is read or refused by one of its parts.
    #[test]
    fn any_rule_is_read_or_refused(parts in prop::collection::vec(
        ("(FREQ|INTERVAL|COUNT|UNTIL|WKST|BYMONTH|BYMONTHDAY|BYDAY|BYSETPOS|BYHOUR|BYWEEKNO|X)", "(DAILY|WEEKLY|MONTHLY|YEARLY|HOURLY|-?[0-9]{1,9}|(-?[0-9]{0,2}(MO|SU)?,?){1,4}|[0-9]{8}T[0-9]{6}Z)"), 0..8))
    {
        let rule: Vec<String> = parts.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let text = event(&["DTSTART:20200101T100000Z", "DTEND:20200101T110000Z", &format!("RRULE:{}", rule.join(";"))]);
        match Calendar::parse(&text, &CalendarOptions::new("UTC")) {
            Ok(calendar) => {
                let busy = calendar.busy_between(instant("2026-01-01T00:00:00Z"), instant("2027-01-01T00:00:00Z"));
                prop_assert!(busy.is_ok(), "{text}");
            }
            Err(error) => prop_assert!(error.path().starts_with("calendar.events[0].rrule"), "{error}"),
        }
    }
}
