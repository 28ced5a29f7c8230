//! Numbers from JavaScript, which are all floats: nothing is rounded, wrapped or cut off in silence.
//!
//! What fits is copied; what does not goes through the core's reader, whose problems name the place.

use fireside::Error;
use fireside::read::{FieldCase, Reader, Shape};
use napi::bindgen_prelude::{BigInt64Array, BigUint64Array, Either3, Float64Array};
use serde::de::{Deserializer, IntoDeserializer, value};

/// The arrays that `lib/numbers.cjs` hands over.
pub(crate) type Numbers = Either3<Float64Array, BigInt64Array, BigUint64Array>;

/// Copies the numbers of the argument `name`.
pub(crate) fn numbers<T: Whole>(reader: &mut Reader, name: &'static str, input: &Numbers) -> Vec<T> {
    reader.field(name, |reader| match input {
        Either3::A(floats) => copy(reader, floats, |float| T::exact(float)),
        Either3::B(integers) => copy(reader, integers, |integer| T::try_from(i128::from(integer)).ok()),
        Either3::C(integers) => copy(reader, integers, |integer| T::try_from(i128::from(integer)).ok()),
    })
}

fn copy<'a, N, T>(reader: &mut Reader, input: &'a [N], exact: impl Fn(N) -> Option<T>) -> Vec<T>
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
    if let Some(whole) = T::exact(number) {
        return Ok(whole);
    }
    let mut reader = Reader::new(FieldCase::Camel);
    let read = reader.field(name, |reader| read(reader, number.into_deserializer()));
    read.ok_or_else(|| reader.into_error())
}

fn read<'de, T: Shape>(reader: &mut Reader, input: impl Deserializer<'de, Error = value::Error>) -> Option<T> {
    reader.read(input).ok().flatten()
}

/// A whole number of the core's.
pub(crate) trait Whole: Shape + Default + TryFrom<i128> {
    /// The number, if it is whole, exact and in range.
    fn exact(float: f64) -> Option<Self> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        (float.fract() == 0.0 && float.abs() <= EXACT).then_some(float as i128).and_then(|whole| Self::try_from(whole).ok())
    }
}

impl Whole for u32 {}
impl Whole for i64 {}
