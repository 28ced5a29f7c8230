//! Python objects as input: a serde `Deserializer` over dicts, lists, dataclasses and all that behaves like them.
//!
//! What the core has no word for (a function, bytes, a key that is no text) ends the reading with a [`Failure`]; whatever
//! else is wrong, the core notes and goes on.

use std::fmt;

use fireside::read::{Reader, Shape};
use fireside::{Error, ErrorCode};
use pyo3::exceptions::{PyOverflowError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyIterator, PyList, PyString, PyTuple};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor};

use super::kind::{Kind, Kinds, RecordField};
use crate::error::exception;

/// As deep as JSON may be nested.
const DEPTH: u32 = 128;

/// The objects of the documents whose keys are the caller's own.
const OWN_KEYS: [&str; 5] = ["attributes", "prices", "options", "best_points", "second_prices"];

/// How many elements of a list pass between two looks at the signals.
const PATIENCE: usize = 4_096;

/// Reads the argument `name` of a function; `None` if it was not of the right kind, which `reader` then knows.
pub(crate) fn argument<T: Shape>(
    reader: &mut Reader,
    name: &'static str,
    value: &Bound<'_, PyAny>,
) -> PyResult<Option<T>> {
    let reading = Reading::default();
    let read = reader.field(name, |reader| reader.read::<T, _>(Input::new(value.clone(), &reading)));
    read.map_err(|failure| failure.at(Step::Key(name.to_owned())).into())
}

/// What one reading learns on its way.
#[derive(Default)]
pub(crate) struct Reading {
    kinds: Kinds,
}

/// A Python object to read.
pub(crate) struct Input<'r, 'py> {
    value: Bound<'py, PyAny>,
    reading: &'r Reading,
    depth: u32,
}

impl<'r, 'py> Input<'r, 'py> {
    /// Reads `value` from the top.
    pub(crate) fn new(value: Bound<'py, PyAny>, reading: &'r Reading) -> Self {
        Input { value, reading, depth: 0 }
    }

    /// Something inside this, or behind it.
    fn inner(&self, value: Bound<'py, PyAny>) -> Self {
        Input { value, reading: self.reading, depth: self.depth + 1 }
    }

    fn whole<'de, V: Visitor<'de>>(number: &Bound<'py, PyAny>, visitor: V) -> Result<V::Value, Failure> {
        if let Ok(number) = number.extract::<i64>() {
            return visitor.visit_i64(number);
        }
        match number.extract::<u64>() {
            Ok(number) => visitor.visit_u64(number),
            // As JSON texts have it: a number too large for 64 bits is a float, and beyond floats there is infinity.
            Err(_) => {
                let sign = if number.lt(0)? { -1.0 } else { 1.0 };
                visitor.visit_f64(number.extract::<f64>().unwrap_or(sign * f64::INFINITY))
            }
        }
    }

    fn other<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let value = &self.value;
        let py = value.py();
        match &*self.reading.kinds.of(value)? {
            Kind::Record(fields) => {
                let entries = Entries::Record { fields: fields.iter(), next: None };
                visitor.visit_map(Object { input: &self, entries, key: None })
            }
            Kind::Mapping => {
                let items = value.call_method0("items")?.try_iter()?;
                visitor.visit_map(Object { input: &self, entries: Entries::Items { items, next: None }, key: None })
            }
            Kind::Iterable => {
                let items = value.try_iter()?;
                visitor.visit_seq(Items { input: &self, items: Source::Iterator(items), at: 0 })
            }
            Kind::Set => {
                let sorted = py.import("builtins")?.call_method1("sorted", (value,))?;
                self.inner(sorted).deserialize_any(visitor)
            }
            Kind::Behind { name, call: true } => self.inner(value.call_method0(*name)?).deserialize_any(visitor),
            Kind::Behind { name, call: false } => self.inner(value.getattr(*name)?).deserialize_any(visitor),
            Kind::Moment => visitor.visit_str(utf8(&moment(value)?)?),
            Kind::Text => visitor.visit_str(utf8(&value.str()?)?),
            Kind::Whole => Self::whole(&value.call_method0("__index__")?, visitor),
            Kind::Number => visitor.visit_f64(value.call_method0("__float__")?.extract()?),
            Kind::Other => {
                let found = format!("a value of the type `{}`", value.get_type().name()?);
                Err(serde::de::Error::invalid_type(Unexpected::Other(&found), &visitor))
            }
        }
    }
}

/// A `datetime` as text: in UTC if it has a zone. One whose instant no `datetime` can tell is left as it is.
fn moment<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    let py = value.py();
    let text = |value: &Bound<'py, PyAny>| Ok(value.call_method0("isoformat")?.cast_into::<PyString>()?);
    if value.call_method0("utcoffset")?.is_none() {
        return text(value);
    }
    let utc = py.import("datetime")?.getattr("timezone")?.getattr("utc")?;
    match value.call_method1("astimezone", (utc,)) {
        Ok(utc) => text(&utc),
        Err(error) if error.is_instance_of::<PyOverflowError>(py) => text(value),
        Err(error) => Err(error),
    }
}

impl<'de> Deserializer<'de> for Input<'_, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let value = &self.value;
        if self.depth >= DEPTH {
            return Err(Failure::problem(ErrorCode::InvalidJson, format!("nested deeper than {DEPTH} levels")));
        }
        if let Ok(value) = value.cast::<PyString>() {
            return visitor.visit_str(utf8(value)?);
        }
        if let Ok(dict) = value.cast::<PyDict>() {
            let entries = Entries::Dict { dict: dict.clone(), size: dict.len(), entries: dict.iter(), next: None };
            return visitor.visit_map(Object { input: &self, entries, key: None });
        }
        if let Ok(list) = value.cast::<PyList>() {
            return visitor.visit_seq(Items { input: &self, items: Source::List(list.clone()), at: 0 });
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            return visitor.visit_seq(Items { input: &self, items: Source::Tuple(tuple.clone()), at: 0 });
        }
        if value.is_none() {
            return visitor.visit_unit();
        }
        // Before the whole numbers: a bool is one of them in Python, and not in a document.
        if let Ok(value) = value.cast::<PyBool>() {
            return visitor.visit_bool(value.is_true());
        }
        if value.is_instance_of::<PyInt>() {
            return Self::whole(value, visitor);
        }
        if let Ok(value) = value.cast::<PyFloat>() {
            return visitor.visit_f64(value.value());
        }
        self.other(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

/// A text of Python's, which may hold halves of characters that no other language has.
pub(crate) fn utf8<'a>(text: &'a Bound<'_, PyString>) -> Result<&'a str, Failure> {
    text.to_str().map_err(|_| Failure::problem(ErrorCode::InvalidText, "a text with a lone surrogate is no Unicode"))
}

enum Source<'py> {
    List(Bound<'py, PyList>),
    Tuple(Bound<'py, PyTuple>),
    Iterator(Bound<'py, PyIterator>),
}

/// The elements of a list.
struct Items<'a, 'r, 'py> {
    input: &'a Input<'r, 'py>,
    items: Source<'py>,
    at: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, '_, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        if self.at % PATIENCE == PATIENCE - 1 {
            self.input.value.py().check_signals()?;
        }
        let item = match &mut self.items {
            Source::List(list) if self.at < list.len() => list.get_item(self.at)?,
            Source::Tuple(tuple) if self.at < tuple.len() => tuple.get_item(self.at)?,
            Source::Iterator(iterator) => match iterator.next().transpose()? {
                Some(item) => item,
                None => return Ok(None),
            },
            Source::List(_) | Source::Tuple(_) => return Ok(None),
        };
        let element = seed.deserialize(self.input.inner(item)).map_err(|failure| failure.at(Step::Index(self.at)))?;
        self.at += 1;
        Ok(Some(element))
    }

    fn size_hint(&self) -> Option<usize> {
        match &self.items {
            Source::List(list) => Some(list.len()),
            Source::Tuple(tuple) => Some(tuple.len()),
            Source::Iterator(_) => None,
        }
    }
}

enum Entries<'a, 'py> {
    Dict {
        dict: Bound<'py, PyDict>,
        size: usize,
        entries: pyo3::types::dict::BoundDictIterator<'py>,
        next: Option<Bound<'py, PyAny>>,
    },
    Items {
        items: Bound<'py, PyIterator>,
        next: Option<Bound<'py, PyAny>>,
    },
    Record {
        fields: std::slice::Iter<'a, RecordField>,
        next: Option<&'a RecordField>,
    },
}

/// The entries of an object.
struct Object<'a, 'r, 'py> {
    input: &'a Input<'r, 'py>,
    entries: Entries<'a, 'py>,
    key: Option<Bound<'py, PyString>>,
}

impl<'py> Object<'_, '_, 'py> {
    fn next_key(&mut self) -> Result<Option<Bound<'py, PyString>>, Failure> {
        let py = self.input.value.py();
        let key = match &mut self.entries {
            Entries::Dict { dict, size, entries, next } => {
                if dict.len() != *size {
                    // As Python's own iterators say it; pyo3's would panic.
                    return Err(PyRuntimeError::new_err("dictionary changed size during iteration").into());
                }
                let Some((key, value)) = entries.next() else { return Ok(None) };
                *next = Some(value);
                key
            }
            Entries::Items { items, next } => {
                let Some(item) = items.next().transpose()? else { return Ok(None) };
                let (key, value) = item.extract::<(Bound<'py, PyAny>, Bound<'py, PyAny>)>()?;
                *next = Some(value);
                key
            }
            Entries::Record { fields, next } => {
                *next = fields.next();
                let Some(field) = next else { return Ok(None) };
                return Ok(Some(field.key.bind(py).clone()));
            }
        };
        match key.cast_into::<PyString>() {
            Ok(key) => Ok(Some(key)),
            Err(other) => {
                let key = other.into_inner();
                // An enum member as a key means what it stands for, as it does as a value.
                if let Kind::Behind { name: "value", .. } = &*self.input.reading.kinds.of(&key)?
                    && let Ok(text) = key.getattr("value")?.cast_into::<PyString>()
                {
                    return Ok(Some(text));
                }
                let (found, class) = (key.str()?.to_string_lossy().into_owned(), key.get_type().name()?);
                let message =
                    format!("field names are texts, found `{}` of the type `{class}`", fireside::read::excerpt(&found));
                Err(Failure::problem(ErrorCode::WrongType, message))
            }
        }
    }

    fn value(&mut self) -> Result<Bound<'py, PyAny>, Failure> {
        let value = match &mut self.entries {
            Entries::Dict { next, .. } | Entries::Items { next, .. } => next.take(),
            Entries::Record { next, .. } => match next.take() {
                Some(field) => Some(self.input.value.getattr(field.attribute.bind(self.input.value.py()))?),
                None => None,
            },
        };
        value.ok_or_else(|| serde::de::Error::custom("a value was read before its key"))
    }
}

impl<'de> MapAccess<'de> for Object<'_, '_, '_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        let Some(key) = self.next_key()? else { return Ok(None) };
        let value = seed.deserialize(serde::de::value::StrDeserializer::<Failure>::new(utf8(&key)?))?;
        self.key = Some(key);
        Ok(Some(value))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let read = self.value().and_then(|value| seed.deserialize(self.input.inner(value)));
        read.map_err(|failure| match self.key.take() {
            Some(key) => failure.at(Step::Key(key.to_string_lossy().into_owned())),
            None => failure,
        })
    }
}

/// A step of the way to what failed.
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// What ended a reading: a problem the core has no place to note, or an exception raised by the caller's own objects.
#[derive(Debug)]
pub(crate) struct Failure(Box<Inner>);

#[derive(Debug)]
struct Inner {
    cause: Cause,
    /// Innermost first.
    path: Vec<Step>,
}

#[derive(Debug)]
enum Cause {
    Problem(ErrorCode, String),
    Raised(PyErr),
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Key(key) => f.write_str(key),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}

impl Failure {
    fn problem(code: ErrorCode, message: impl Into<String>) -> Self {
        Failure(Box::new(Inner { cause: Cause::Problem(code, message.into()), path: Vec::new() }))
    }

    /// The same, one step further out.
    pub(crate) fn at(mut self, step: Step) -> Self {
        self.0.path.push(step);
        self
    }

    /// The way in, spelled as the core spells it.
    fn path(&self) -> String {
        let mut path = String::new();
        let mut own_keys = false;
        for step in self.0.path.iter().rev() {
            match step {
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key(key) if own_keys => path.push_str(&format!("[\"{}\"]", fireside::read::excerpt(key))),
                Step::Key(key) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(fireside::read::excerpt(key));
                }
            }
            own_keys = matches!(step, Step::Key(key) if OWN_KEYS.contains(&key.as_str()));
        }
        path
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.cause {
            Cause::Problem(_, message) => f.write_str(message),
            Cause::Raised(raised) => raised.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

impl serde::de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Failure::problem(ErrorCode::Internal, message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Failure::problem(ErrorCode::WrongType, format!("expected {expected}, found {found}"))
    }
}

impl From<PyErr> for Failure {
    fn from(raised: PyErr) -> Self {
        Failure(Box::new(Inner { cause: Cause::Raised(raised), path: Vec::new() }))
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        let path = failure.path();
        match failure.0.cause {
            Cause::Problem(code, message) => exception(&Error::new(code, path, message)),
            Cause::Raised(raised) => raised,
        }
    }
}
