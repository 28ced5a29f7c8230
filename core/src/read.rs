//! Reads documents and host-language objects through serde, and finds *every* problem in one pass.
//!
//! serde's own derive stops at the first wrong value. A [`Shape`] instead has a place for every kind of value: what does
//! not fit is noted with its path and skipped, and reading goes on. Any serde `Deserializer` will do, so JSON, Python
//! objects and Node documents come in through the same door.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::error::{Error, ErrorCode, Problem, Problems};
use crate::nearest::nearest;

/// How field names are spelled in the input and in the paths of its problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldCase {
    /// `mentors_wanted`, as in documents, Python and Rust.
    #[default]
    Snake,
    /// `mentorsWanted`, as in Node.
    Camel,
}

impl FieldCase {
    /// `field`, which is written in snake case, in this case.
    #[must_use]
    pub fn spell(self, field: &str) -> String {
        if self == FieldCase::Snake {
            return field.to_owned();
        }
        let mut words = field.split('_');
        let mut spelled = words.next().unwrap_or_default().to_owned();
        for word in words {
            let mut letters = word.chars();
            spelled.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            spelled.push_str(letters.as_str());
        }
        spelled
    }

    fn is(self, key: &str, field: &str) -> bool {
        match self {
            FieldCase::Snake => key == field,
            FieldCase::Camel => {
                let mut upper = false;
                let mut letters = key.chars();
                for letter in field.chars() {
                    if letter == '_' {
                        upper = true;
                    } else if letters.next() != Some(if upper { letter.to_ascii_uppercase() } else { letter }) {
                        return false;
                    } else {
                        upper = false;
                    }
                }
                letters.next().is_none()
            }
        }
    }
}

/// How a host language that has no JSON for NaN and the infinities hands them over as text: this mark, then the number.
/// The mark is no valid text anywhere in a document, so nothing else can be taken for it.
pub const NON_FINITE_MARK: char = '\u{0}';

enum Segment {
    Field(&'static str),
    /// A field that does not exist, as the caller spells it.
    Unknown(String),
    Key(String),
    Index(usize),
}

/// Where reading stands and what was wrong so far.
#[derive(Default)]
pub struct Reader {
    case: FieldCase,
    path: Vec<Segment>,
    problems: Problems,
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").field("path", &self.path()).field("problems", &self.problems).finish()
    }
}

impl Reader {
    /// A reader of input with field names in `case`.
    #[must_use]
    pub fn new(case: FieldCase) -> Self {
        Reader { case, ..Reader::default() }
    }

    /// Reads one value; `None` if it was not of the right kind, which is then among the problems.
    ///
    /// # Errors
    /// Only what the deserializer itself cannot get past, such as text that is not JSON.
    pub fn read<'de, T: Shape, D: Deserializer<'de>>(&mut self, input: D) -> Result<Option<T>, D::Error> {
        Seed::<T>(self, PhantomData).deserialize(input)
    }

    /// Reads a whole JSON text.
    ///
    /// # Errors
    /// Text that is not JSON or is nested deeper than 128 levels, with line and column.
    pub fn read_json<T: Shape>(&mut self, text: &str) -> Result<Option<T>, Error> {
        let mut input = serde_json::Deserializer::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
        let value = self.read::<T, _>(&mut input).and_then(|value| input.end().map(|()| value));
        value.map_err(|error| Error::new(ErrorCode::InvalidJson, "", format!("not a JSON document: {error}")))
    }

    /// Everything found wrong so far, as an error.
    #[must_use]
    pub fn into_error(self) -> Error {
        match self.problems.into_result() {
            Err(error) => error,
            Ok(()) => Error::internal("an error without a problem"),
        }
    }

    /// Everything found wrong so far.
    #[must_use]
    pub fn into_problems(self) -> Problems {
        self.problems
    }

    /// Notes a problem with the value at hand.
    pub fn problem(&mut self, code: ErrorCode, message: impl Into<String>) {
        self.problem_with(code, message.into(), None);
    }

    /// Notes a problem with the value at hand and what would have been right, if anything is near.
    pub fn problem_with(&mut self, code: ErrorCode, message: String, suggestion: Option<String>) {
        self.problems.push(Problem::new(code, self.path(), message).suggest(suggestion));
    }

    fn wrong<T>(&mut self, found: impl fmt::Display, expected: &str) -> Option<T> {
        self.problem(ErrorCode::WrongType, format!("expected {expected}, found {found}"));
        None
    }

    /// Reads a word that is one of `choices`.
    pub fn choice<T: Copy>(&mut self, word: &str, choices: &[(&'static str, T)]) -> Option<T> {
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == word) {
            return Some(*value);
        }
        let names = || choices.iter().map(|(name, _)| *name);
        let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let better = nearest(word, names()).map(str::to_owned);
        self.problem_with(ErrorCode::UnknownChoice, format!("`{}` is not one of {all}", excerpt(word)), better);
        None
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for segment in &self.path {
            match segment {
                Segment::Field(field) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&self.case.spell(field));
                }
                Segment::Unknown(field) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(excerpt(field));
                }
                Segment::Key(key) => {
                    path.push_str("[\"");
                    path.push_str(excerpt(key));
                    path.push_str("\"]");
                }
                Segment::Index(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
            }
        }
        path
    }

    /// Does `work` one step down, in a field of the value at hand.
    pub fn field<R>(&mut self, field: &'static str, work: impl FnOnce(&mut Self) -> R) -> R {
        self.inside(Segment::Field(field), work)
    }

    /// Does `work` one step down, at a position of the list at hand.
    pub fn index<R>(&mut self, index: usize, work: impl FnOnce(&mut Self) -> R) -> R {
        self.inside(Segment::Index(index), work)
    }

    /// Does `work` one step down, at a key of the caller's own.
    pub fn key<R>(&mut self, key: &str, work: impl FnOnce(&mut Self) -> R) -> R {
        self.inside(Segment::Key(key.to_owned()), work)
    }

    /// Whether nothing was wrong so far.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// How many problems there were so far.
    pub(crate) fn count(&self) -> usize {
        self.problems.len()
    }

    fn inside<R>(&mut self, segment: Segment, read: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(segment);
        let result = read(self);
        self.path.pop();
        result
    }
}

/// The part of a caller's text that a message shows: its first 80 bytes or so.
#[must_use]
pub fn excerpt(text: &str) -> &str {
    let mut end = text.len().min(80);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The longest id, name or other text, in bytes.
const LONGEST_TEXT: usize = 256;

/// Whether a text can identify or name something. No more is said of an empty one when `lenient`: reading has complained.
pub(crate) fn text(reader: &mut Reader, text: &str, lenient: bool) -> bool {
    let wrong = if text.trim().is_empty() {
        if lenient && text.is_empty() {
            return false;
        }
        "must not be empty".to_owned()
    } else if text.len() > LONGEST_TEXT {
        format!("`{}…` is longer than {LONGEST_TEXT} bytes", excerpt(text))
    } else if text.chars().any(char::is_control) {
        "must not contain control characters".to_owned()
    } else {
        return true;
    };
    reader.problem(ErrorCode::InvalidText, wrong);
    false
}

/// A value of a document: what each kind of input means for it. The provided methods refuse every kind.
pub trait Shape: Sized {
    /// What to call the value in a message, for example `"a number"`.
    const EXPECTED: &'static str;

    /// From `null`, or a host language's equivalent. Optional fields never see it: for them it means absent.
    fn from_null(reader: &mut Reader) -> Option<Self> {
        reader.wrong("null", Self::EXPECTED)
    }
    /// From a truth value.
    fn from_bool(reader: &mut Reader, value: bool) -> Option<Self> {
        reader.wrong(format_args!("`{value}`"), Self::EXPECTED)
    }
    /// From a whole number.
    fn from_integer(reader: &mut Reader, value: i128) -> Option<Self> {
        reader.wrong(format_args!("the number `{value}`"), Self::EXPECTED)
    }
    /// From any other number, which may be NaN.
    fn from_float(reader: &mut Reader, value: f64) -> Option<Self> {
        reader.wrong(format_args!("the number `{value}`"), Self::EXPECTED)
    }
    /// From a text.
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        reader.wrong(format_args!("the text `{}`", excerpt(value)), Self::EXPECTED)
    }
    /// From a list.
    ///
    /// # Errors
    /// Only the deserializer's own.
    fn from_list<'de, A: SeqAccess<'de>>(reader: &mut Reader, mut list: A) -> Result<Option<Self>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(reader.wrong("a list", Self::EXPECTED))
    }
    /// From an object.
    ///
    /// # Errors
    /// Only the deserializer's own.
    fn from_object<'de, A: MapAccess<'de>>(reader: &mut Reader, mut object: A) -> Result<Option<Self>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(reader.wrong("an object", Self::EXPECTED))
    }
}

struct Seed<'r, T>(&'r mut Reader, PhantomData<T>);

impl<'de, T: Shape> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = Option<T>;
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de, T: Shape> Visitor<'de> for Seed<'_, T> {
    type Value = Option<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(T::from_null(self.0))
    }
    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(T::from_null(self.0))
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(T::from_bool(self.0, value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(T::from_integer(self.0, value.into()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(T::from_integer(self.0, value.into()))
    }
    fn visit_i128<E>(self, value: i128) -> Result<Self::Value, E> {
        Ok(T::from_integer(self.0, value))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        // JSON has one kind of number: 3.0 is the whole number 3 in every language.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() <= EXACT {
            return Ok(T::from_integer(self.0, value as i128));
        }
        Ok(T::from_float(self.0, value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        let number = value.strip_prefix(NON_FINITE_MARK).and_then(|text| text.parse::<f64>().ok());
        if let Some(number) = number.filter(|number| !number.is_finite()) {
            return Ok(T::from_float(self.0, number));
        }
        Ok(T::from_text(self.0, value))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        T::from_list(self.0, list)
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        T::from_object(self.0, object)
    }
}

impl Shape for String {
    const EXPECTED: &'static str = "a text";
    fn from_text(_: &mut Reader, value: &str) -> Option<Self> {
        Some(value.to_owned())
    }
}

impl Shape for bool {
    const EXPECTED: &'static str = "true or false";
    fn from_bool(_: &mut Reader, value: bool) -> Option<Self> {
        Some(value)
    }
}

impl Shape for f64 {
    const EXPECTED: &'static str = "a number";
    fn from_integer(_: &mut Reader, value: i128) -> Option<Self> {
        Some(value as f64)
    }
    fn from_float(reader: &mut Reader, value: f64) -> Option<Self> {
        if value.is_finite() {
            return Some(value);
        }
        reader.problem(ErrorCode::NotFinite, format!("`{value}` is not a finite number"));
        None
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),+) => { $(
        impl Shape for $kind {
            const EXPECTED: &'static str = "a whole number";
            fn from_integer(reader: &mut Reader, value: i128) -> Option<Self> {
                let narrowed = <$kind>::try_from(value).ok();
                if narrowed.is_none() {
                    let how = if value < 0 { "must not be negative" } else { "is too large" };
                    reader.problem(ErrorCode::OutOfRange, format!("`{value}` {how}"));
                }
                narrowed
            }
            fn from_float(reader: &mut Reader, value: f64) -> Option<Self> {
                if value.is_finite() && value.fract() == 0.0 {
                    reader.problem(ErrorCode::OutOfRange, format!("`{value}` is too large"));
                    return None;
                }
                if value.is_finite() {
                    return reader.wrong(format_args!("the number `{value}`"), Self::EXPECTED);
                }
                reader.problem(ErrorCode::NotFinite, format!("`{value}` is not a finite number"));
                None
            }
        }
    )+ };
}
whole_numbers!(u32, i64, u64);

/// A field that may be absent; `null` means absent.
impl<T: Shape> Shape for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    fn from_null(_: &mut Reader) -> Option<Self> {
        Some(None)
    }
    fn from_bool(reader: &mut Reader, value: bool) -> Option<Self> {
        T::from_bool(reader, value).map(Some)
    }
    fn from_integer(reader: &mut Reader, value: i128) -> Option<Self> {
        T::from_integer(reader, value).map(Some)
    }
    fn from_float(reader: &mut Reader, value: f64) -> Option<Self> {
        T::from_float(reader, value).map(Some)
    }
    fn from_text(reader: &mut Reader, value: &str) -> Option<Self> {
        T::from_text(reader, value).map(Some)
    }
    fn from_list<'de, A: SeqAccess<'de>>(reader: &mut Reader, list: A) -> Result<Option<Self>, A::Error> {
        Ok(T::from_list(reader, list)?.map(Some))
    }
    fn from_object<'de, A: MapAccess<'de>>(reader: &mut Reader, object: A) -> Result<Option<Self>, A::Error> {
        Ok(T::from_object(reader, object)?.map(Some))
    }
}

/// A list. Elements of the wrong kind are problems, and the list keeps a default in their place so that the positions
/// of the others, which later problems name, stay right.
impl<T: Shape + Default> Shape for Vec<T> {
    const EXPECTED: &'static str = "a list";
    fn from_list<'de, A: SeqAccess<'de>>(reader: &mut Reader, mut list: A) -> Result<Option<Self>, A::Error> {
        // A size hint is the sender's claim: believed only up to a point.
        let mut items = Vec::with_capacity(list.size_hint().unwrap_or(0).min(4_096));
        loop {
            let segment = Segment::Index(items.len());
            match reader.inside(segment, |reader| list.next_element_seed(Seed::<T>(reader, PhantomData)))? {
                None => return Ok(Some(items)),
                Some(item) => items.push(item.unwrap_or_default()),
            }
        }
    }
}

/// An object whose keys are the caller's own.
impl<T: Shape> Shape for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";
    fn from_object<'de, A: MapAccess<'de>>(reader: &mut Reader, mut object: A) -> Result<Option<Self>, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = object.next_key_seed(KeySeed)? {
            let duplicate = entries.contains_key(&key);
            let value = reader.inside(Segment::Key(key.clone()), |reader| {
                if duplicate {
                    reader.problem(ErrorCode::DuplicateField, format!("`{}` is given twice", excerpt(&key)));
                }
                object.next_value_seed(Seed::<T>(reader, PhantomData))
            })?;
            entries.extend(value.map(|value| (key, value)));
        }
        Ok(Some(entries))
    }
}

struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = String;
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<String, D::Error> {
        input.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = String;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }
    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }
}

/// The loop shared by every [`record!`] type: hands each known field to `read`, by position in `fields`.
pub(crate) fn read_fields<'de, A: MapAccess<'de>>(
    reader: &mut Reader,
    mut object: A,
    fields: &'static [&'static str],
    required: u64,
    mut read: impl FnMut(usize, &mut Reader, &mut A) -> Result<(), A::Error>,
) -> Result<bool, A::Error> {
    let mut seen = 0_u64;
    while let Some(key) = object.next_key_seed(FieldSeed { case: reader.case, fields })? {
        match key {
            Ok(index) => {
                let field = fields.get(index).copied().ok_or_else(|| A::Error::custom("unknown field index"))?;
                reader.inside(Segment::Field(field), |reader| {
                    if seen & (1 << index) != 0 {
                        reader.problem(
                            ErrorCode::DuplicateField,
                            format!("`{}` is given twice", reader.case.spell(field)),
                        );
                    }
                    read(index, reader, &mut object)
                })?;
                seen |= 1 << index;
            }
            Err(unknown) => {
                let spelled: Vec<String> = fields.iter().map(|field| reader.case.spell(field)).collect();
                let better = nearest(&unknown, spelled.iter().map(String::as_str)).map(str::to_owned);
                let message = format!("there is no field `{}` here", excerpt(&unknown));
                reader.inside(Segment::Unknown(unknown), |reader| {
                    reader.problem_with(ErrorCode::UnknownField, message, better)
                });
                object.next_value::<IgnoredAny>()?;
            }
        }
    }
    for (index, field) in fields.iter().enumerate() {
        if required & (1 << index) != 0 && seen & (1 << index) == 0 {
            let message = format!("the field `{}` is required", reader.case.spell(field));
            reader.field(field, |reader| reader.problem(ErrorCode::MissingField, message));
        }
    }
    Ok(seen & required == required)
}

struct FieldSeed {
    case: FieldCase,
    fields: &'static [&'static str],
}

impl<'de> DeserializeSeed<'de> for FieldSeed {
    type Value = Result<usize, String>;
    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Self::Value, D::Error> {
        input.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldSeed {
    type Value = Result<usize, String>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }
    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.fields.iter().position(|field| self.case.is(key, field)).ok_or_else(|| key.to_owned()))
    }
}

/// The name of a field as documents have it, even if it is a word of Rust's.
pub(crate) const fn plain(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

pub(crate) fn read_value<'de, T: Shape, A: MapAccess<'de>>(
    reader: &mut Reader,
    object: &mut A,
) -> Result<Option<T>, A::Error> {
    object.next_value_seed(Seed::<T>(reader, PhantomData))
}

/// Reads a record from an object: `record!(Offer { required: topic; optional: level, willingness; })`.
/// Optional fields keep the value that `Default` gives them when they are absent or null.
macro_rules! record {
    ($name:ident { required: $($need:ident),*; optional: $($may:ident),*; }) => {
        impl $crate::read::Shape for $name {
            const EXPECTED: &'static str = "an object";
            fn from_object<'de, A: serde::de::MapAccess<'de>>(
                reader: &mut $crate::read::Reader,
                object: A,
            ) -> Result<Option<Self>, A::Error> {
                const FIELDS: &[&str] =
                    &[$($crate::read::plain(stringify!($need)),)* $($crate::read::plain(stringify!($may)),)*];
                const NEEDED: &[&str] = &[$(stringify!($need)),*];
                const REQUIRED: u64 = (1_u64 << NEEDED.len() as u64) - 1;
                let mut record = $name::default();
                $crate::read::read_fields(reader, object, FIELDS, REQUIRED, |index, reader, object| {
                    let mut _at = 0_usize;
                    $(
                        if index == _at {
                            record.$need = $crate::read::read_value(reader, object)?.unwrap_or_default();
                            return Ok(());
                        }
                        _at += 1;
                    )*
                    $(
                        if index == _at {
                            if let Some(Some(value)) = $crate::read::read_value::<Option<_>, _>(reader, object)? {
                                record.$may = value;
                            }
                            return Ok(());
                        }
                        _at += 1;
                    )*
                    Ok(())
                })?;
                // A record that lacks a field is kept: its other fields are checked too, and the problem is noted.
                Ok(Some(record))
            }
        }
    };
}
pub(crate) use record;
