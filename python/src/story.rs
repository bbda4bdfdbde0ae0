//! What stories are made of, for Spark: a document's words and origin, and the program's measures.

use diplomacy_watch::read::input::Fill;
use diplomacy_watch::record::{Article, story_id};
use diplomacy_watch::weave::story::{self, Basis, Report, Sheet, articles_with};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3_arrow::{PyRecordBatch, PySchema};
use schemars::JsonSchema;
use serde::Serialize;

use crate::arrow;
use crate::reader::reader_of;
use crate::stream::rows;

/// What tells a document from others.
#[derive(Serialize, JsonSchema)]
struct Features {
    id: String,
    day: Option<String>,
    /// How a story is called that begins with it.
    story: String,
    origin: String,
    basis: Basis,
    terms: Vec<Word>,
}

/// A word that it uses.
#[derive(Serialize, JsonSchema)]
struct Word {
    key: u32,
    count: u8,
    /// How much oftener it is written as a name than not.
    named: i16,
    /// In how many articles of the knowledge it stands.
    articles: f32,
}

/// What tells the documents of a batch from others.
#[pyfunction]
#[pyo3(signature = (batch, /, *, reader))]
pub(crate) fn story_features<'py>(
    py: Python<'py>,
    batch: PyRecordBatch,
    reader: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let raws = rows(&batch.into_inner(), None)?;
    let reader = reader_of(reader)?;
    let batch = py.detach(|| {
        let fill = Fill::default();
        let features = |article: Article| features(&article, Report::read(&reader, &article));
        // What cannot be read was told of when it was read.
        let read = raws.into_iter().flatten().filter_map(|raw| raw.each(&fill, features).ok());
        arrow::batch(&arrow::schema_of::<Features>(), &read.flatten().collect::<Vec<_>>())
    });
    PyRecordBatch::new(batch.map_err(|error| PyValueError::new_err(error.to_string()))?).into_pyarrow(py)
}

fn features(article: &Article, report: Report) -> Features {
    let sheet = Sheet::new(article, report);
    let origin = sheet.origin();
    let word = |term: &story::Term| Word {
        key: term.key,
        count: term.count,
        named: i16::from(term.named) - i16::from(term.plain),
        articles: articles_with(term),
    };
    Features {
        id: article.id.clone(),
        day: article.published.as_ref().map(|published| published.date().to_string()),
        story: story_id(&article.id),
        origin: origin.name,
        basis: origin.basis,
        terms: sheet.terms().iter().map(word).collect(),
    }
}

/// The columns of what ``story_features`` gives.
#[pyfunction]
pub(crate) fn story_schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    PySchema::new(arrow::schema_of::<Features>()).into_pyarrow(py)
}

/// The measures that stories are made by.
#[pyfunction]
pub(crate) fn story_settings(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    Ok(pythonize::pythonize(py, &story::settings())?)
}
