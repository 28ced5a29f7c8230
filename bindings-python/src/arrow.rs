//! `fireside.ArrowTable`'s other half: a stream for libraries that take Arrow data as it lies in memory.

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchIterator};
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_schema::{ArrowError, SchemaRef};
use fireside::Error;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule};

use crate::entry::enter;
use crate::error::exception;

/// What the protocol calls such a capsule.
const NAME: &std::ffi::CStr = c"arrow_array_stream";

/// An IPC stream as a stream of the Arrow PyCapsule interface. Whoever takes it owns it; if nobody does, it goes with the capsule.
#[pyfunction]
pub(crate) fn arrow_stream<'py>(py: Python<'py>, ipc: &Bound<'py, PyBytes>) -> PyResult<Bound<'py, PyAny>> {
    enter(|| {
        // Copied once: what is taken may outlive the object.
        let (schema, batches) = decoded(Buffer::from(ipc.as_bytes()))
            .map_err(|error| exception(&Error::internal(format!("a table that cannot be read: {error}"))))?;
        let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), NAME).map(Bound::into_any)
    })
}

/// Batches that share the memory of the stream. Lengths in it are checked against what there is, before anything of that length is made.
fn decoded(mut ipc: Buffer) -> Result<(SchemaRef, Vec<RecordBatch>), ArrowError> {
    let mut decoder = StreamDecoder::new();
    let mut batches = Vec::new();
    while let Some(batch) = decoder.decode(&mut ipc)? {
        batches.push(batch);
    }
    decoder.finish()?;
    let schema = decoder.schema().ok_or_else(|| ArrowError::IpcError("no schema".to_owned()))?;
    Ok((schema, batches))
}
