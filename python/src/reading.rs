//! Reading for Python: one document, columns of documents, or a stream of them.

use std::io::{BufReader, Cursor};
use std::path::PathBuf;

use diplomacy_watch::collect::local::Stream;
use diplomacy_watch::intake::{self, BadInput};
use diplomacy_watch::read::input::Origin;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use pyo3_arrow::{PyRecordBatch, PyRecordBatchReader, PySchema};

use crate::arguments;
use crate::reader::reader_of;
use crate::stream::{Documents, Reading, Unread, columns, readable, rows};

/// Reads one input and gives its documents with all their records, as
/// ``diplomacy-watch read`` prints them.
#[pyfunction]
#[pyo3(signature = (document, /, *, as_=None, path=None, date=None, outlet=None, reader=None))]
pub(crate) fn read<'py>(
    document: &Bound<'py, PyAny>,
    as_: Option<&str>,
    path: Option<String>,
    date: Option<&Bound<'py, PyAny>>,
    outlet: Option<String>,
    reader: Option<&Bound<'py, PyAny>>,
) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let py = document.py();
    let bytes = if let Ok(bytes) = document.cast::<PyBytes>() {
        bytes.as_bytes().to_vec()
    } else if let Ok(words) = document.cast::<PyString>() {
        words.to_str()?.as_bytes().to_vec()
    } else {
        return Err(PyTypeError::new_err("a document must be str or bytes; for files there is read_stream"));
    };
    let (format, fill) = (arguments::format(as_)?, arguments::fill(date, outlet)?);
    let reader = reader_of_or_careful(py, reader)?;
    let documents = py.detach(|| {
        let origin = Origin { path, line: None };
        let stream = Stream::new(origin.to_string(), Cursor::new(bytes)).map_err(BadInput::from)?;
        let mut documents = Vec::new();
        for raw in intake::of_stream(stream, origin, format)? {
            documents.extend(raw?.each(&fill, |article| reader.read(article))?);
        }
        Ok(documents)
    });
    let documents = documents.map_err(|error: BadInput| PyValueError::new_err(Unread::of(error).error))?;
    documents.iter().map(|document| Ok(pythonize::pythonize(py, document)?)).collect()
}

/// Reads a batch of documents, one a row, and gives one with their records.
#[pyfunction]
#[pyo3(signature = (batch, /, *, as_=None, date=None, outlet=None, reader=None, threads=None))]
pub(crate) fn read_batch<'py>(
    py: Python<'py>,
    batch: PyRecordBatch,
    as_: Option<&str>,
    date: Option<&Bound<'py, PyAny>>,
    outlet: Option<String>,
    reader: Option<&Bound<'py, PyAny>>,
    threads: Option<usize>,
) -> PyResult<Bound<'py, PyAny>> {
    let rows = rows(&batch.into_inner(), arguments::format(as_)?)?;
    let reading = Reading {
        reader: reader_of_or_careful(py, reader)?,
        fill: arguments::fill(date, outlet)?,
        threads: arguments::threads(threads)?,
    };
    let batch = py.detach(|| reading.batch(0, rows));
    PyRecordBatch::new(batch.map_err(|error| PyValueError::new_err(error.to_string()))?).into_pyarrow(py)
}

/// Reads files, folders, or an open file, a batch at a time.
#[pyfunction]
#[pyo3(signature = (source, /, *, as_=None, path=None, date=None, outlet=None, reader=None, threads=None, batch_size=256))]
#[expect(clippy::too_many_arguments, reason = "they are named in Python")]
pub(crate) fn read_stream<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    as_: Option<&str>,
    path: Option<String>,
    date: Option<&Bound<'py, PyAny>>,
    outlet: Option<String>,
    reader: Option<&Bound<'py, PyAny>>,
    threads: Option<usize>,
    batch_size: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let format = arguments::format(as_)?;
    let reading = Reading {
        reader: reader_of_or_careful(py, reader)?,
        fill: arguments::fill(date, outlet)?,
        threads: arguments::threads(threads)?,
    };
    if batch_size == 0 {
        return Err(PyValueError::new_err("batch_size is 0; give 1 or more"));
    }
    let raws: Box<dyn Iterator<Item = _> + Send> = if let Some(file) = readable(source)? {
        let origin = Origin { path, line: None };
        py.detach(|| {
            let stream = Stream::new(origin.to_string(), BufReader::with_capacity(1 << 20, file));
            stream.map_err(BadInput::from).and_then(|stream| intake::of_stream(stream, origin, format))
        })
        .unwrap_or_else(|error| Box::new(std::iter::once(Err(error))))
    } else if path.is_some() {
        return Err(PyTypeError::new_err("path names an open file; files that are named have one"));
    } else {
        Box::new(intake::of_paths(&paths(source)?, format))
    };
    PyRecordBatchReader::new(Box::new(Documents::new(raws, reading, batch_size))).into_pyarrow(py)
}

/// The columns of what ``read_batch`` and ``read_stream`` give.
#[pyfunction]
pub(crate) fn document_schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    PySchema::new(columns().clone()).into_pyarrow(py)
}

fn reader_of_or_careful(
    py: Python<'_>,
    asked: Option<&Bound<'_, PyAny>>,
) -> PyResult<std::sync::Arc<diplomacy_watch::read::Reader>> {
    match asked {
        Some(asked) => reader_of(asked),
        None => reader_of(PyString::new(py, "careful").as_any()),
    }
}

/// One path or several.
fn paths(source: &Bound<'_, PyAny>) -> PyResult<Vec<PathBuf>> {
    let one = source.extract::<PathBuf>().map(|path| vec![path]);
    one.or_else(|_| source.extract()).map_err(|_| {
        PyTypeError::new_err("a source must be a path, a list of paths, or a file opened in binary mode")
    })
}
