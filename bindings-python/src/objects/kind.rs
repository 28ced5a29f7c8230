//! What a class of Python objects stands for in a document, found out once a class and read.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

/// What the objects of a class stand for.
pub(crate) enum Kind {
    /// An object whose fields are attributes: a dataclass.
    Record(Vec<RecordField>),
    /// An object with keys of its own.
    Mapping,
    /// A list in the order in which it iterates.
    Iterable,
    /// A list in sorted order: a set has none, and an answer must not depend on it.
    Set,
    /// Whatever the method or attribute of this name says, such as an enum member's `value` or a numpy scalar's `tolist`.
    Behind { name: &'static str, call: bool },
    /// A date and a time: its instant, in UTC, if it has a zone; else what a clock on a wall shows.
    Moment,
    /// A text: what `str` makes of it.
    Text,
    /// A whole number, by `__index__`.
    Whole,
    /// A number, by `__float__`.
    Number,
    /// Nothing a document can hold.
    Other,
}

/// A field of a dataclass.
pub(crate) struct RecordField {
    /// What Python calls it, for example `from_`.
    pub(crate) attribute: Py<PyString>,
    /// What documents call it, for example `from`.
    pub(crate) key: Py<PyString>,
}

/// The kinds of the classes met so far.
#[derive(Default)]
pub(crate) struct Kinds(RefCell<HashMap<usize, Known>>);

/// A class, kept so that its address cannot come to mean another, and what its objects stand for.
type Known = (Py<PyType>, Rc<Kind>);

impl Kinds {
    /// What `value` stands for.
    pub(crate) fn of(&self, value: &Bound<'_, PyAny>) -> PyResult<Rc<Kind>> {
        let class = value.get_type();
        let address = class.as_ptr() as usize;
        if let Some((_, kind)) = self.0.borrow().get(&address) {
            return Ok(Rc::clone(kind));
        }
        let kind = Rc::new(find(value, &class)?);
        self.0.borrow_mut().insert(address, (class.unbind(), Rc::clone(&kind)));
        Ok(kind)
    }
}

fn find(value: &Bound<'_, PyAny>, class: &Bound<'_, PyType>) -> PyResult<Kind> {
    let py = value.py();
    let is = |module: &str, name: &str| value.is_instance(&py.import(module)?.getattr(name)?);
    let has = |name: &str| class.hasattr(name);
    Ok(if has("__dataclass_fields__")? {
        let fields = py.import("dataclasses")?.call_method1("fields", (class,))?;
        let fields = fields.try_iter()?.map(|field| {
            let attribute = field?.getattr("name")?.cast_into::<PyString>()?;
            let name = attribute.to_str()?;
            let key = PyString::new(py, name.strip_suffix('_').unwrap_or(name)).unbind();
            Ok(RecordField { key, attribute: attribute.unbind() })
        });
        Kind::Record(fields.collect::<PyResult<_>>()?)
    } else if is("enum", "Enum")? {
        Kind::Behind { name: "value", call: false }
    } else if is("datetime", "datetime")? {
        Kind::Moment
    } else if is("datetime", "date")? || is("datetime", "time")? {
        Kind::Behind { name: "isoformat", call: true }
    } else if is("uuid", "UUID")? || is("zoneinfo", "ZoneInfo")? {
        Kind::Text
    } else if is("collections.abc", "Mapping")? {
        Kind::Mapping
    } else if is("builtins", "set")? || is("builtins", "frozenset")? {
        Kind::Set
    } else if is("builtins", "bytes")? || is("builtins", "bytearray")? {
        Kind::Other
    } else if has("tolist")? {
        Kind::Behind { name: "tolist", call: true }
    } else if has("__index__")? {
        Kind::Whole
    } else if has("__float__")? {
        Kind::Number
    } else if has("__iter__")? {
        Kind::Iterable
    } else {
        Kind::Other
    })
}
