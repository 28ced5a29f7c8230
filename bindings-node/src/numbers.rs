//! Numbers from JavaScript, which are all floats: nothing is rounded, wrapped or cut off in silence.
//!
//! What fits is copied; what does not goes through the core's reader, whose problems name the place.

use fireside::Error;
use fireside::read::{FieldCase, Reader, Shape};
use napi::bindgen_prelude::{BigInt64Array, BigUint64Array, Either3, Float64Array};
use serde::de::{Deserializer, IntoDeserializer, value};

/// The arrays that `lib/numbers.cjs` hands over.
pub(crate) type Numbers = Either3<Float64Array, BigInt64Array, BigUint64Array>;

/// Their numbers, copied: the caller may change or detach the arrays while a thread works.
pub(crate) enum Copied {
    Floats(Vec<f64>),
    Signed(Vec<i64>),
    Unsigned(Vec<u64>),
}

impl From<&Numbers> for Copied {
    fn from(input: &Numbers) -> Self {
        match input {
            Either3::A(floats) => Copied::Floats(floats.to_vec()),
            Either3::B(integers) => Copied::Signed(integers.to_vec()),
            Either3::C(integers) => Copied::Unsigned(integers.to_vec()),
        }
    }
}

impl Copied {
    /// The whole numbers of the argument `name`.
    pub(crate) fn whole<T: Whole>(&self, reader: &mut Reader, name: &'static str) -> Vec<T> {
        reader.field(name, |reader| match self {
            Copied::Floats(floats) => each(reader, floats, T::from_float_exactly),
            Copied::Signed(integers) => each(reader, integers, |integer| T::try_from(integer).ok()),
            Copied::Unsigned(integers) => each(reader, integers, |integer| T::try_from(integer).ok()),
        })
    }
}

fn each<'a, N, T>(reader: &mut Reader, input: &'a [N], exact: impl Fn(N) -> Option<T>) -> Vec<T>
where
    N: Copy + IntoDeserializer<'a, value::Error>,
    T: Whole,
{
    let numbers = input.iter().enumerate().map(|(at, &number)| match exact(number) {
        Some(whole) => whole,
        None => reader.index(at, |reader| read(reader, number.into_deserializer())).unwrap_or_default(),
    });
    numbers.collect()
}

/// Reads one number, the argument `name`.
pub(crate) fn whole<T: Whole>(name: &'static str, number: f64) -> Result<T, Error> {
    if let Some(whole) = T::from_float_exactly(number) {
        return Ok(whole);
    }
    let mut reader = Reader::new(FieldCase::Camel);
    let read = reader.field(name, |reader| read(reader, number.into_deserializer()));
    read.ok_or_else(|| reader.into_error())
}

/// Reads one number, the field `name` of what `reader` is at.
pub(crate) fn whole_in<T: Whole>(reader: &mut Reader, name: &'static str, number: f64) -> T {
    let exact = T::from_float_exactly(number);
    exact.unwrap_or_else(|| reader.field(name, |reader| read(reader, number.into_deserializer())).unwrap_or_default())
}

fn read<'de, T: Shape>(reader: &mut Reader, input: impl Deserializer<'de, Error = value::Error>) -> Option<T> {
    reader.read(input).ok().flatten()
}

/// A whole number of the core's.
pub(crate) trait Whole: Shape + Default + TryFrom<i64> + TryFrom<u64> {
    /// The number, if it is whole and in range. Casts of floats saturate, so only what was exact comes back the same.
    fn from_float_exactly(float: f64) -> Option<Self>;
}

impl Whole for u32 {
    fn from_float_exactly(float: f64) -> Option<Self> {
        let whole = float as u32;
        (f64::from(whole) == float).then_some(whole)
    }
}

impl Whole for i64 {
    fn from_float_exactly(float: f64) -> Option<Self> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let whole = float as i64;
        (whole as f64 == float && float.abs() <= EXACT).then_some(whole)
    }
}
