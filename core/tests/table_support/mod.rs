//! Reads an Arrow IPC stream back, with the library's own reader, as plain JSON.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use arrow_array::{Array, BooleanArray, Float64Array, Int64Array, ListArray, RecordBatch, StringArray};
use arrow_ipc::reader::StreamReader;
use arrow_schema::DataType;
use serde_json::{Map, Value, json};

/// A column, as it was read.
pub(crate) struct Column {
    pub(crate) name: String,
    /// `text`, `list`, `whole`, `number` or `flag`.
    pub(crate) kind: &'static str,
    pub(crate) unit: Option<String>,
    pub(crate) cells: Vec<Value>,
}

/// The metadata of the schema, and the columns.
pub(crate) fn read(stream: &[u8]) -> (Map<String, Value>, Vec<Column>) {
    let reader = StreamReader::try_new(stream, None).unwrap();
    let batches: Vec<RecordBatch> = reader.map(Result::unwrap).collect();
    let [batch] = &batches[..] else { panic!("{} batches", batches.len()) };
    batch.columns().iter().for_each(|column| column.to_data().validate_full().unwrap());
    let schema = batch.schema();
    let about = schema.metadata().iter().map(|(key, value)| (key.to_string(), json!(value.to_string())));
    let columns = schema.fields().iter().zip(batch.columns()).map(|(field, array)| {
        assert!(field.is_nullable());
        let cell = |at| if array.is_null(at) { Value::Null } else { cell(array.as_ref(), at) };
        Column {
            name: field.name().clone(),
            kind: kind(field.data_type()),
            unit: field.metadata().get("fireside.unit").map(|unit| unit.to_string()),
            cells: (0..array.len()).map(cell).collect(),
        }
    });
    (about.collect(), columns.collect())
}

fn kind(kind: &DataType) -> &'static str {
    match kind {
        DataType::Utf8 => "text",
        DataType::List(item) if item.data_type() == &DataType::Utf8 => "list",
        DataType::Int64 => "whole",
        DataType::Float64 => "number",
        DataType::Boolean => "flag",
        other => panic!("{other}"),
    }
}

fn cell(array: &dyn Array, at: usize) -> Value {
    let any = array.as_any();
    if let Some(texts) = any.downcast_ref::<StringArray>() {
        return json!(texts.value(at));
    }
    if let Some(lists) = any.downcast_ref::<ListArray>() {
        let items = lists.value(at);
        return json!((0..items.len()).map(|item| cell(items.as_ref(), item)).collect::<Vec<_>>());
    }
    if let Some(numbers) = any.downcast_ref::<Int64Array>() {
        return json!(numbers.value(at));
    }
    if let Some(numbers) = any.downcast_ref::<Float64Array>() {
        let number = numbers.value(at);
        // As documents write it.
        return if number.fract() == 0.0 { json!(number as i64) } else { json!(number) };
    }
    json!(any.downcast_ref::<BooleanArray>().unwrap().value(at))
}
