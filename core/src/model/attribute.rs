//! What rules compare: a text, a number or a list of texts.

use serde::Serialize;
use serde::de::SeqAccess;

use crate::error::ErrorCode;
use crate::read::{Reader, Shape};

/// One attribute of a person, such as a department, a grade or the languages they speak.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Attribute {
    /// A text; compared letter by letter.
    Text(String),
    /// A number; compared to six decimals.
    Number(#[serde(serialize_with = "crate::points::number")] f64),
    /// Several texts; shared if any one is, different if none is.
    List(Vec<String>),
}

impl Default for Attribute {
    fn default() -> Self {
        Attribute::List(Vec::new())
    }
}

impl From<&str> for Attribute {
    fn from(text: &str) -> Self {
        Attribute::Text(text.to_owned())
    }
}

impl From<String> for Attribute {
    fn from(text: String) -> Self {
        Attribute::Text(text)
    }
}

impl From<f64> for Attribute {
    fn from(number: f64) -> Self {
        Attribute::Number(number)
    }
}

impl From<i32> for Attribute {
    fn from(number: i32) -> Self {
        Attribute::Number(number.into())
    }
}

impl<T: Into<String>, const N: usize> From<[T; N]> for Attribute {
    fn from(texts: [T; N]) -> Self {
        Attribute::List(texts.into_iter().map(Into::into).collect())
    }
}

impl Shape for Attribute {
    const EXPECTED: &'static str = "a text, a number or a list of texts";
    fn from_integer(_: &mut Reader, value: i128) -> Option<Self> {
        Some(Attribute::Number(value as f64))
    }
    fn from_float(reader: &mut Reader, value: f64) -> Option<Self> {
        f64::from_float(reader, value).map(Attribute::Number)
    }
    fn from_text(_: &mut Reader, value: &str) -> Option<Self> {
        Some(Attribute::Text(value.to_owned()))
    }
    fn from_list<'de, A: SeqAccess<'de>>(reader: &mut Reader, list: A) -> Result<Option<Self>, A::Error> {
        Ok(Vec::from_list(reader, list)?.map(Attribute::List))
    }
    fn from_null(reader: &mut Reader) -> Option<Self> {
        reader.problem(ErrorCode::WrongType, "an attribute that is not known is left out, not null");
        None
    }
}
