//! Results as Python objects: a serde `Serializer` that makes dicts and lists, or the package's dataclasses and tuples.

use std::fmt;

use fireside::Error;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use serde::ser::{Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use crate::error::exception;

/// `value` as Python objects: dicts and lists, or dataclasses and tuples with `records`, which says what to call with the
/// fields of a record of the core, by the record's name.
pub(crate) fn to_objects<'py, T: Serialize + ?Sized>(
    py: Python<'py>,
    value: &T,
    records: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let records = records.map(|records| records.cast::<PyDict>()).transpose()?;
    let _pause = Pause::new(py)?;
    value.serialize(Output { py, records }).map_err(|unwritten| unwritten.0)
}

/// Keeps Python from looking for garbage among objects that are all in use while they are made by the million: that would
/// take ten times as long as making them.
struct Pause<'py>(Option<Bound<'py, PyModule>>);

impl<'py> Pause<'py> {
    fn new(py: Python<'py>) -> PyResult<Self> {
        let collector = py.import("gc")?;
        let at_work = collector.call_method0("isenabled")?.is_truthy()?;
        if at_work {
            collector.call_method0("disable")?;
        }
        // A host that has switched it off itself keeps it off.
        Ok(Pause(at_work.then_some(collector)))
    }
}

impl Drop for Pause<'_> {
    fn drop(&mut self) {
        if let Some(collector) = &self.0 {
            // It takes no arguments and has no way to fail.
            let _ = collector.call_method0("enable");
        }
    }
}

#[derive(Clone, Copy)]
struct Output<'a, 'py> {
    py: Python<'py>,
    records: Option<&'a Bound<'py, PyDict>>,
}

/// An exception on the way.
#[derive(Debug)]
struct Unwritten(PyErr);

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Unwritten {}

impl serde::ser::Error for Unwritten {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Unwritten(exception(&Error::internal(message.to_string())))
    }
}

impl From<PyErr> for Unwritten {
    fn from(raised: PyErr) -> Self {
        Unwritten(raised)
    }
}

type Written<'py> = Result<Bound<'py, PyAny>, Unwritten>;

impl<'a, 'py> Output<'a, 'py> {
    fn object<T: IntoPyObject<'py>>(self, value: T) -> Written<'py> {
        value.into_bound_py_any(self.py).map_err(Unwritten)
    }

    fn unused<T>(self, what: &str) -> Result<T, Unwritten> {
        Err(serde::ser::Error::custom(format!("no document holds {what}")))
    }
}

impl<'a, 'py> Serializer for Output<'a, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Unwritten;
    type SerializeSeq = Sequence<'a, 'py>;
    type SerializeTuple = Impossible<Self::Ok, Unwritten>;
    type SerializeTupleStruct = Impossible<Self::Ok, Unwritten>;
    type SerializeTupleVariant = Impossible<Self::Ok, Unwritten>;
    type SerializeMap = Fields<'a, 'py>;
    type SerializeStruct = Fields<'a, 'py>;
    type SerializeStructVariant = Impossible<Self::Ok, Unwritten>;

    fn serialize_bool(self, value: bool) -> Written<'py> {
        self.object(value)
    }
    fn serialize_i8(self, value: i8) -> Written<'py> {
        self.object(value)
    }
    fn serialize_i16(self, value: i16) -> Written<'py> {
        self.object(value)
    }
    fn serialize_i32(self, value: i32) -> Written<'py> {
        self.object(value)
    }
    fn serialize_i64(self, value: i64) -> Written<'py> {
        self.object(value)
    }
    fn serialize_u8(self, value: u8) -> Written<'py> {
        self.object(value)
    }
    fn serialize_u16(self, value: u16) -> Written<'py> {
        self.object(value)
    }
    fn serialize_u32(self, value: u32) -> Written<'py> {
        self.object(value)
    }
    fn serialize_u64(self, value: u64) -> Written<'py> {
        self.object(value)
    }
    fn serialize_f32(self, value: f32) -> Written<'py> {
        self.object(value)
    }
    fn serialize_f64(self, value: f64) -> Written<'py> {
        self.object(value)
    }
    fn serialize_char(self, value: char) -> Written<'py> {
        self.object(value)
    }
    fn serialize_str(self, value: &str) -> Written<'py> {
        Ok(PyString::new(self.py, value).into_any())
    }
    fn serialize_bytes(self, _: &[u8]) -> Written<'py> {
        self.unused("bytes")
    }
    fn serialize_none(self) -> Written<'py> {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written<'py> {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Written<'py> {
        Ok(self.py.None().into_bound(self.py))
    }
    fn serialize_unit_struct(self, _: &'static str) -> Written<'py> {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written<'py> {
        Ok(PyString::intern(self.py, variant).into_any())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written<'py> {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written<'py> {
        self.unused("a variant with a value")
    }
    fn serialize_seq(self, len: Option<usize>) -> Result<Sequence<'a, 'py>, Unwritten> {
        Ok(Sequence { output: self, items: Vec::with_capacity(len.unwrap_or(0)) })
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unwritten> {
        self.unused("a tuple")
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Unwritten> {
        self.unused("a tuple")
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritten> {
        self.unused("a variant with values")
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a, 'py>, Unwritten> {
        Ok(Fields { output: self, record: None, fields: PyDict::new(self.py), key: None })
    }
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'a, 'py>, Unwritten> {
        let record = match self.records {
            Some(records) => records.get_item(PyString::intern(self.py, name))?,
            None => None,
        };
        Ok(Fields { output: self, record, fields: PyDict::new(self.py), key: None })
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritten> {
        self.unused("a variant with fields")
    }
}

/// A list on the way.
struct Sequence<'a, 'py> {
    output: Output<'a, 'py>,
    items: Vec<Bound<'py, PyAny>>,
}

impl<'py> SerializeSeq for Sequence<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Unwritten;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritten> {
        self.items.push(value.serialize(self.output)?);
        Ok(())
    }
    fn end(self) -> Written<'py> {
        let py = self.output.py;
        Ok(match self.output.records {
            Some(_) => PyTuple::new(py, self.items)?.into_any(),
            None => PyList::new(py, self.items)?.into_any(),
        })
    }
}

/// An object on the way.
struct Fields<'a, 'py> {
    output: Output<'a, 'py>,
    record: Option<Bound<'py, PyAny>>,
    fields: Bound<'py, PyDict>,
    key: Option<Bound<'py, PyAny>>,
}

impl<'py> SerializeMap for Fields<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Unwritten;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritten> {
        self.key = Some(key.serialize(self.output)?);
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritten> {
        let value = value.serialize(self.output)?;
        Ok(self.fields.set_item(self.key.take(), value)?)
    }
    fn end(self) -> Written<'py> {
        Ok(self.fields.into_any())
    }
}

impl<'py> SerializeStruct for Fields<'_, 'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Unwritten;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unwritten> {
        let value = value.serialize(self.output)?;
        Ok(self.fields.set_item(PyString::intern(self.output.py, key), value)?)
    }
    fn end(self) -> Written<'py> {
        match self.record {
            Some(record) => Ok(record.call((), Some(&self.fields))?),
            None => Ok(self.fields.into_any()),
        }
    }
}
