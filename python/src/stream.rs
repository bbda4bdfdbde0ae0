//! Documents on their way to Arrow: read on several threads, in their order, a batch at a
//! time; one that cannot be read becomes a row that says why.

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::sync::{Arc, LazyLock};

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_json::LineDelimitedWriter;
use arrow_schema::{ArrowError, DataType, SchemaRef};
use diplomacy_watch::intake::{self, BadInput, Raw};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::input::{self, Fill, Format, InputError, Origin};
use diplomacy_watch::record::Document;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::arrow;

/// A row of the result.
#[derive(Serialize, JsonSchema)]
struct Row {
    /// Which input the document is of, from 0.
    row: u64,
    /// Why it could not be read.
    error: Option<String>,
    #[serde(flatten)]
    document: Document,
}

/// A row of an input that could not be read.
#[derive(Serialize)]
struct Failed {
    row: u64,
    error: String,
    path: Option<String>,
    url: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Line {
    Read(Box<Row>),
    Failed(Failed),
}

/// The columns of the result.
pub(crate) fn columns() -> &'static SchemaRef {
    static COLUMNS: LazyLock<SchemaRef> = LazyLock::new(arrow::schema_of::<Row>);
    &COLUMNS
}

/// Why an input could not be read, and which it is where that is known.
pub(crate) struct Unread {
    pub(crate) error: String,
    path: Option<String>,
    url: Option<String>,
}

impl Unread {
    pub(crate) fn of(error: BadInput) -> Self {
        let path = path_of(&error);
        let error = match &error {
            // What has no path did not come from standard input here.
            BadInput::Input(InputError { origin: Origin { path: None, line: None }, problem }) => {
                problem.to_string()
            }
            BadInput::Input(InputError { origin: Origin { path: None, line: Some(line) }, problem }) => {
                format!("line {line}: {problem}")
            }
            error => {
                let told = error.to_string();
                match told.strip_prefix("standard input") {
                    Some(rest) if path_of(error).is_none() => format!("the document{rest}"),
                    _ => told,
                }
            }
        };
        Self { error, path, url: None }
    }
}

/// The file that an error is of, where it has a name.
fn path_of(error: &BadInput) -> Option<String> {
    let path = match error {
        BadInput::Input(error) => error.origin.path.as_ref(),
        BadInput::Fault(origin) => origin.path.as_ref(),
        BadInput::Archive { path, .. } => Some(path).filter(|path| **path != Origin::default().to_string()),
        BadInput::Collect(_) => None,
    };
    path.cloned()
}

/// How inputs are read.
pub(crate) struct Reading {
    pub(crate) reader: Arc<Reader>,
    pub(crate) fill: Fill,
    pub(crate) threads: NonZeroUsize,
}

impl Reading {
    /// Reads inputs, the first of which is number `first`.
    pub(crate) fn batch(
        &self,
        first: u64,
        raws: Vec<Result<Raw, Unread>>,
    ) -> Result<RecordBatch, ArrowError> {
        let read = |raw: Result<Raw, Unread>| -> Result<Vec<Document>, Unread> {
            let raw = raw?;
            let read = raw.each(&self.fill, |article| self.reader.read(article));
            read.map_err(|error| Unread { url: raw.address, ..Unread::of(error) })
        };
        let (mut lines, mut row) = (Vec::with_capacity(raws.len()), first);
        let taken = intake::in_order(self.threads, raws.into_iter(), read, |read| {
            match read {
                Ok(documents) => lines.extend(
                    documents
                        .into_iter()
                        .map(|document| Line::Read(Box::new(Row { row, error: None, document }))),
                ),
                Err(Unread { error, path, url }) => {
                    lines.push(Line::Failed(Failed { row, error, path, url }))
                }
            }
            row += 1;
            Ok::<_, ArrowError>(())
        });
        taken?;
        arrow::batch(columns(), &lines)
    }
}

/// Inputs, read a batch at a time.
pub(crate) struct Documents {
    raws: Box<dyn Iterator<Item = Result<Raw, BadInput>> + Send>,
    reading: Reading,
    size: usize,
    taken: u64,
}

impl Documents {
    pub(crate) fn new(
        raws: Box<dyn Iterator<Item = Result<Raw, BadInput>> + Send>,
        reading: Reading,
        size: usize,
    ) -> Self {
        Self { raws, reading, size, taken: 0 }
    }
}

impl Iterator for Documents {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let raws: Vec<_> = self.raws.by_ref().take(self.size).map(|raw| raw.map_err(Unread::of)).collect();
        let (first, count) = (self.taken, raws.len() as u64);
        self.taken += count;
        (count > 0).then(|| self.reading.batch(first, raws))
    }
}

impl RecordBatchReader for Documents {
    fn schema(&self) -> SchemaRef {
        columns().clone()
    }
}

/// The columns of texts that count, as a line of JSON has them.
const TEXTS: [&str; 12] = [
    "id",
    "url",
    "outlet",
    "kind",
    "country",
    "published",
    "title",
    "deck",
    "section",
    "authors",
    "language",
    "text",
];

/// The rows of a batch as inputs: texts with what is known of them, or the bytes of pages and
/// other files.
pub(crate) fn rows(batch: &RecordBatch, format: Option<Format>) -> PyResult<Vec<Result<Raw, Unread>>> {
    let has = |name: &str| batch.schema().column_with_name(name).is_some();
    match (has("text"), has("content"), format) {
        (true, false, None | Some(Format::Text)) => texts(batch),
        (true, false, Some(_)) => {
            Err(PyValueError::new_err("as_ is for a column \"content\"; \"text\" is read as it is"))
        }
        (false, true, format) => contents(batch, format),
        _ => Err(PyValueError::new_err(
            "a batch needs a column \"text\" (words) or a column \"content\" (bytes of a page or \
             PDF file, or a line of JSON), and not both",
        )),
    }
}

fn texts(batch: &RecordBatch) -> PyResult<Vec<Result<Raw, Unread>>> {
    let wrong = |error: ArrowError| PyValueError::new_err(error.to_string());
    let schema = batch.schema();
    let known: Vec<usize> = TEXTS.iter().filter_map(|name| Some(schema.column_with_name(name)?.0)).collect();
    let mut writer = LineDelimitedWriter::new(Vec::new());
    writer.write(&batch.project(&known).map_err(wrong)?).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    let json = writer.into_inner();
    let paths = words(batch, "path")?;
    let lines = json.split(|&byte| byte == b'\n').take(batch.num_rows());
    Ok(lines
        .zip(paths)
        .map(|(line, path)| {
            Ok(Raw {
                format: Format::Jsonl,
                origin: Origin { path, line: None },
                bytes: line.to_vec(),
                address: None,
                content_type: None,
            })
        })
        .collect())
}

fn contents(batch: &RecordBatch, format: Option<Format>) -> PyResult<Vec<Result<Raw, Unread>>> {
    let schema = batch.schema();
    let known = ["content", "path", "url", "content_type"];
    if let Some(field) = TEXTS.iter().find(|name| **name != "url" && schema.column_with_name(name).is_some())
    {
        return Err(PyValueError::new_err(format!(
            "a column \"{field}\" beside \"content\" would not be used; beside it may stand path, url and \
             content_type, and what else is known is in the content or given as date and outlet"
        )));
    }
    if format == Some(Format::Warc) {
        return Err(PyValueError::new_err("a web archive is read by read_stream"));
    }
    let [_, path, url, content_type] = known;
    let contents = bytes(batch, "content")?;
    let about = words(batch, path)?.into_iter().zip(words(batch, url)?).zip(words(batch, content_type)?);
    Ok(contents
        .into_iter()
        .zip(about)
        .map(|(bytes, ((path, address), content_type))| {
            let origin = Origin { path, line: None };
            let unread =
                |problem: String| Unread { error: problem, path: origin.path.clone(), url: address.clone() };
            let bytes = bytes.ok_or_else(|| unread("no content".to_owned()))?;
            let format = match format {
                Some(format) => format,
                None => input::detect(origin.path.as_deref().unwrap_or_default(), &bytes)
                    .map_err(|problem| unread(problem.to_string()))?,
            };
            Ok(Raw { format, origin, bytes, address, content_type })
        })
        .collect())
}

/// A column of words; where it is not there, nothing in each row.
fn words(batch: &RecordBatch, name: &str) -> PyResult<Vec<Option<String>>> {
    let Some(column) = batch.column_by_name(name) else { return Ok(vec![None; batch.num_rows()]) };
    let column = cast(column, name, &DataType::Utf8, "words")?;
    Ok(column.as_string::<i32>().iter().map(|words| words.map(str::to_owned)).collect())
}

/// A column of bytes or words.
fn bytes(batch: &RecordBatch, name: &str) -> PyResult<Vec<Option<Vec<u8>>>> {
    let Some(column) = batch.column_by_name(name) else { return Ok(vec![None; batch.num_rows()]) };
    let column = cast(column, name, &DataType::Binary, "bytes or words")?;
    Ok(column.as_binary::<i32>().iter().map(|bytes| bytes.map(<[u8]>::to_vec)).collect())
}

fn cast(column: &dyn Array, name: &str, to: &DataType, what: &str) -> PyResult<Arc<dyn Array>> {
    use DataType::{Binary, BinaryView, LargeBinary, LargeUtf8, Null, Utf8, Utf8View};
    let from = column.data_type();
    let fits = match from {
        Utf8 | LargeUtf8 | Utf8View | Null => true,
        Binary | LargeBinary | BinaryView => *to == Binary,
        _ => false,
    };
    if !fits {
        return Err(PyValueError::new_err(format!("column \"{name}\" is {from}; it must hold {what}")));
    }
    arrow_cast::cast(column, to).map_err(|error| PyValueError::new_err(format!("column \"{name}\": {error}")))
}

/// A Python file opened in binary mode.
pub(crate) struct File(Py<PyAny>);

/// The source as a file, where it is one.
pub(crate) fn readable(source: &Bound<'_, PyAny>) -> PyResult<Option<File>> {
    Ok(source.hasattr("read")?.then(|| File(source.clone().unbind())))
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let read = self.0.bind(py).call_method1("read", (buffer.len(),));
            let bytes = read.map_err(io::Error::other)?;
            let bytes: &[u8] = bytes
                .extract()
                .map_err(|_| io::Error::other("the file gives no bytes; open it in binary mode"))?;
            let got = buffer
                .get_mut(..bytes.len())
                .ok_or_else(|| io::Error::other("the file gives more bytes than it was asked for"))?;
            got.copy_from_slice(bytes);
            Ok(bytes.len())
        })
    }
}
