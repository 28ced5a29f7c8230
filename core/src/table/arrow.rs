//! Tables as an Arrow IPC stream: the schema, one batch and the mark of the end. Texts are as they are, lists are lists, and what is absent is null.
//!
//! Whole numbers are Int64, all of them: unsigned ones would wrap where somebody subtracts. The schema depends on nothing but the table and the
//! attributes it has columns for. Nothing is compressed, and buffers begin at multiples of 64 bytes: readers map it as it is.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, Field, Schema};

use super::{Cells, Column, Table};
use crate::error::{Error, ErrorCode};

/// All of a table, as bytes.
///
/// # Errors
/// [`TooLarge`](ErrorCode::TooLarge) if a number is not below 2^63, or the texts of a column are together.
pub(super) fn stream(table: &Table<'_>) -> Result<Vec<u8>, Error> {
    let about = table.about;
    let mut arrays = Vec::new();
    let mut fields = Vec::new();
    for column in &table.columns {
        let too_large = |what| Error::new(ErrorCode::TooLarge, format!("{}.{}", about.table, column.name), what);
        let array = array(column).map_err(too_large)?;
        let field = Field::new(&column.name, array.data_type().clone(), true);
        let unit = Some(column.unit).filter(|unit| !unit.is_empty()).map(|unit| ("fireside.unit", unit));
        fields.push(field.with_metadata(unit.into_iter().collect::<arrow_schema::Metadata>()));
        arrays.push(array);
    }
    let known = [("fireside.schema", Some(about.schema)), ("fireside.table", Some(about.table))];
    let known = known.into_iter().chain([("fireside.currency", about.currency)]);
    let known = known.filter_map(|(key, value)| value.map(|value| (key, value)));
    let schema = Schema::new_with_metadata(fields, known.collect::<arrow_schema::Metadata>());
    // Columns of one length and bytes in memory: writing has no way to fail.
    written(schema, arrays).map_err(|error| Error::internal(error.to_string()))
}

fn written(schema: Schema, arrays: Vec<ArrayRef>) -> Result<Vec<u8>, ArrowError> {
    let batch = RecordBatch::try_new(Arc::new(schema), arrays)?;
    let mut writer = StreamWriter::try_new(Vec::new(), batch.schema_ref())?;
    writer.write(&batch)?;
    writer.into_inner()
}

fn array(column: &Column<'_>) -> Result<ArrayRef, &'static str> {
    Ok(match &column.cells {
        Cells::Texts(texts) => {
            fits(texts.iter().flatten().map(|text| text.len()))?;
            Arc::new(texts.iter().map(Option::as_deref).collect::<StringArray>())
        }
        Cells::Lists(lists) => {
            // Each counts one besides, so that there are not too many of them either.
            fits(lists.iter().flatten().map(|text| text.len().saturating_add(1)))?;
            let mut builder = ListBuilder::new(StringBuilder::new());
            for list in lists {
                list.iter().for_each(|text| builder.values().append_value(text));
                builder.append(true);
            }
            Arc::new(builder.finish())
        }
        Cells::Wholes(numbers) => {
            let narrow = |number: &Option<i128>| number.map(i64::try_from).transpose();
            let numbers: Result<Int64Array, _> = numbers.iter().map(narrow).collect();
            Arc::new(numbers.map_err(|_| "a number that does not fit 64 bits with a sign")?)
        }
        Cells::Numbers(numbers) => Arc::new(numbers.iter().copied().collect::<Float64Array>()),
        Cells::Flags(flags) => Arc::new(flags.iter().copied().collect::<BooleanArray>()),
    })
}

/// Whether offsets of 32 bits tell texts of these lengths apart.
fn fits(lengths: impl Iterator<Item = usize>) -> Result<(), &'static str> {
    const MOST: usize = i32::MAX as usize;
    let total = lengths.fold(0_usize, usize::saturating_add);
    if total <= MOST { Ok(()) } else { Err("more than 2 GiB of texts") }
}
