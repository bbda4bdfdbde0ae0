//! A table that any Arrow library takes.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use schemars::JsonSchema;
use serde::Serialize;

use crate::arrow;

/// How many rows a batch has at most: no column of words comes near its two gigabytes.
const ROWS: usize = 8192;

/// Rows in columns. pandas, Polars, DuckDB and pyarrow take it as it is, without a copy, by
/// the Arrow PyCapsule interface: ``polars.DataFrame(table)``, ``pyarrow.table(table)``.
#[pyclass(frozen, module = "diplomacy_watch")]
pub(crate) struct Table {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Table {
    pub(crate) fn of<R: Serialize + JsonSchema>(rows: &[R]) -> Result<Self, ArrowError> {
        let schema = arrow::schema_of::<R>();
        let batches = rows.chunks(ROWS).map(|rows| arrow::batch(&schema, rows)).collect::<Result<_, _>>()?;
        Ok(Self { schema, batches })
    }
}

#[pymethods]
impl Table {
    /// The names of its columns.
    #[getter]
    fn column_names(&self) -> Vec<&String> {
        self.schema.fields().iter().map(|field| field.name()).collect()
    }

    fn __len__(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    fn __repr__(&self) -> String {
        format!("<diplomacy_watch.Table: {} rows, {} columns>", self.__len__(), self.schema.fields().len())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.schema.as_ref())
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let row = Arc::new(Field::new("row", DataType::Struct(self.schema.fields().clone()), false));
        let structs =
            self.batches.clone().into_iter().map(|batch| Ok(Arc::new(StructArray::from(batch)) as ArrayRef));
        to_stream_pycapsule(py, Box::new(ArrayIterator::new(structs, row)), requested_schema)
    }
}
