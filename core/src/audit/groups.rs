//! Which groups there are: people by the values of one attribute, or of several together.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::document::{AuditRowKind, AuditValue};
use crate::error::{Error, ErrorCode};
use crate::model::Attribute;
use crate::options::AuditOptions;
use crate::points::{fixed, unit_of};

/// The most groups that a table names.
const MOST_GROUPS: usize = 200;

/// The most groups that the tables of a side name together: what may be shown of them is found in the cube of it.
const MOST_ROWS: usize = 500;

/// The most combinations of values that one person has.
const MOST_COMBINATIONS: usize = 64;

/// A value that makes a group, in the order of groups: numbers, then bands, then texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Number(i64),
    Band(usize),
    Text(String),
}

/// One attribute of those who take part.
struct Column {
    /// Every value there is, in order.
    values: Vec<AuditValue>,
    /// By person: the values they state, by number, each once; none if unknown.
    of: Vec<Vec<u32>>,
}

impl Column {
    fn new<'a>(stated: impl Iterator<Item = Option<&'a Attribute>>, edges: Option<&Vec<f64>>) -> Self {
        let of: Vec<Vec<Value>> = stated.map(|stated| values(stated, edges)).collect();
        let known: BTreeSet<&Value> = of.iter().flatten().collect();
        let number: BTreeMap<&Value, u32> = known.iter().copied().zip(0..).collect();
        let numbered = |values: &Vec<Value>| {
            let mut numbers: Vec<u32> = values.iter().filter_map(|value| number.get(value).copied()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        Column {
            values: known.iter().map(|value| written(value, edges)).collect(),
            of: of.iter().map(numbered).collect(),
        }
    }
}

fn values(stated: Option<&Attribute>, edges: Option<&Vec<f64>>) -> Vec<Value> {
    match (stated, edges) {
        (None, _) => Vec::new(),
        (Some(Attribute::Text(text)), _) => vec![Value::Text(text.clone())],
        (Some(Attribute::List(texts)), _) => texts.iter().cloned().map(Value::Text).collect(),
        (Some(Attribute::Number(number)), None) => vec![Value::Number(fixed(*number))],
        (Some(Attribute::Number(number)), Some(edges)) => {
            vec![Value::Band(edges.iter().filter(|edge| fixed(**edge) <= fixed(*number)).count())]
        }
    }
}

fn written(value: &Value, edges: Option<&Vec<f64>>) -> AuditValue {
    let edge = |at: Option<usize>| at.and_then(|at| edges?.get(at));
    match value {
        Value::Number(number) => AuditValue::Number(unit_of(*number)),
        Value::Text(text) => AuditValue::Text(text.clone()),
        Value::Band(at) => AuditValue::Text(match (edge(at.checked_sub(1)), edge(Some(*at))) {
            (None, Some(high)) => format!("<{high}"),
            (Some(low), Some(high)) => format!("{low}..<{high}"),
            (Some(low), None) => format!(">={low}"),
            (None, None) => String::new(),
        }),
    }
}

/// People who are counted together.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) kind: AuditRowKind,
    /// One for each attribute of the table; none of a row that is no group.
    pub(super) values: Vec<AuditValue>,
    /// By number, ascending.
    pub(super) people: Vec<u32>,
    /// By attribute of the table: which value.
    pub(super) numbers: Vec<u32>,
}

/// The groups of one side by some attributes; then whoever has values that nobody shares, then those of whom they are not known.
#[derive(Debug)]
pub(super) struct Grouping {
    /// Which of the attributes asked for.
    pub(super) by: Vec<usize>,
    /// Whether somebody is in several groups.
    pub(super) overlapping: bool,
    pub(super) rows: Vec<Group>,
}

impl Grouping {
    fn new(by: Vec<usize>, columns: &[Column], cells: BTreeMap<Vec<u32>, Vec<u32>>, unknown: Vec<u32>) -> Self {
        let (mut rows, mut alone) = (Vec::new(), Vec::new());
        let mut memberships = 0;
        for (numbers, people) in cells {
            memberships += people.len();
            if people.len() < 2 {
                alone.extend(people);
                continue;
            }
            let value = |(&at, &number): (&usize, &u32)| columns.get(at)?.values.get(number as usize).cloned();
            let values = by.iter().zip(&numbers).filter_map(value).collect();
            rows.push(Group { kind: AuditRowKind::Group, values, people, numbers });
        }
        let people: BTreeSet<u32> = rows.iter().flat_map(|row| &row.people).chain(&alone).copied().collect();
        let overlapping = memberships > people.len();
        alone.sort_unstable();
        alone.dedup();
        let rest = |kind, people| Group { kind, values: Vec::new(), people, numbers: Vec::new() };
        if !alone.is_empty() {
            rows.push(rest(AuditRowKind::Unnamed, alone));
        }
        rows.push(rest(AuditRowKind::Unknown, unknown));
        Grouping { by, overlapping, rows }
    }

    /// Whether a row of a table by several attributes is part of a group by one.
    pub(super) fn is_part(&self, row: &Group, at: usize, whole: &Group) -> bool {
        let place = self.by.iter().position(|by| *by == at);
        row.kind == AuditRowKind::Group
            && place
                .and_then(|place| row.numbers.get(place))
                .is_some_and(|number| whole.numbers.first() == Some(number))
    }
}

/// One grouping an attribute, and one by all of them if asked for.
///
/// # Errors
/// [`ErrorCode::TooLarge`] if there are more groups than can be told apart.
pub(super) fn groupings(
    people: &[&BTreeMap<String, Attribute>],
    options: &AuditOptions,
) -> Result<Vec<Grouping>, Error> {
    let column =
        |name: &String| Column::new(people.iter().map(|attributes| attributes.get(name)), options.bands.get(name));
    let columns: Vec<Column> = options.by.iter().map(column).collect();
    let mut found = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let mut cells: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
        let mut unknown = Vec::new();
        for (person, values) in (0..).zip(&column.of) {
            values.iter().for_each(|&value| cells.entry(vec![value]).or_default().push(person));
            if values.is_empty() {
                unknown.push(person);
            }
        }
        found.push(Grouping::new(vec![at], &columns, cells, unknown));
    }
    if options.intersections && columns.len() > 1 {
        found.push(together(&columns, people.len())?);
    }
    let named = |grouping: &Grouping| grouping.rows.iter().filter(|row| row.kind == AuditRowKind::Group).count();
    for grouping in &found {
        if named(grouping) > MOST_GROUPS {
            let path = if let [at] = grouping.by[..] { format!("by[{at}]") } else { "by".to_owned() };
            let message = format!("{} groups; there can be {MOST_GROUPS}: numbers can have `bands`", named(grouping));
            return Err(Error::new(ErrorCode::TooLarge, path, message));
        }
    }
    let all: usize = found.iter().map(named).sum();
    if all > MOST_ROWS {
        let message = format!("{all} groups in all tables of a side; there can be {MOST_ROWS}");
        return Err(Error::new(ErrorCode::TooLarge, "by", message));
    }
    Ok(found)
}

/// By all attributes together. Whoever does not state one of them is unknown.
fn together(columns: &[Column], people: usize) -> Result<Grouping, Error> {
    let mut cells: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for person in 0..people {
        let mut combinations: Vec<Vec<u32>> = vec![Vec::new()];
        for column in columns {
            let values = column.of.get(person).map_or(&[][..], Vec::as_slice);
            if combinations.len() * values.len() > MOST_COMBINATIONS {
                let message = format!("somebody has more than {MOST_COMBINATIONS} combinations of values");
                return Err(Error::new(ErrorCode::TooLarge, "by", message));
            }
            let extended = |one: &Vec<u32>| {
                values.iter().map(|&value| one.iter().copied().chain([value]).collect()).collect::<Vec<_>>()
            };
            combinations = combinations.iter().flat_map(extended).collect();
        }
        if combinations.is_empty() {
            unknown.push(person as u32);
        }
        for combination in combinations {
            cells.entry(combination).or_default().push(person as u32);
        }
    }
    Ok(Grouping::new((0..columns.len()).collect(), columns, cells, unknown))
}
