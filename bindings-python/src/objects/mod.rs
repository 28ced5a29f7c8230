//! Python objects as serde sees them: dicts, dataclasses and numbers in, dicts or dataclasses out, no JSON in between.

mod kind;
mod read;
mod write;

pub(crate) use read::{Failure, Input, Reading, Step, argument, utf8};
pub(crate) use write::to_objects;
