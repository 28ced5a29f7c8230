//! What is in a stream, and that it is the same bytes everywhere.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::table_support::{Column, read};

pub(crate) fn told(stream: &[u8]) -> Value {
    let (about, columns) = read(stream);
    let column = |Column { name, kind, unit, cells }: Column| match unit {
        Some(unit) => json!({"name": name, "kind": kind, "unit": unit, "cells": cells}),
        None => json!({"name": name, "kind": kind, "cells": cells}),
    };
    let hash: String = Sha256::digest(stream).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({"about": about, "columns": columns.into_iter().map(column).collect::<Vec<_>>(), "sha256": hash})
}
