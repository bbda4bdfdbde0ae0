//! Which reader takes the records.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use diplomacy_watch::read;
use pyo3::exceptions::{PyOSError, PyTypeError, PyValueError};
use pyo3::prelude::*;

/// A reader with verbs of your own that tell of events (docs/events.md), to be given as
/// ``reader=`` wherever documents are read.
#[pyclass(frozen, module = "diplomacy_watch")]
pub(crate) struct Reader {
    reader: Arc<read::Reader>,
}

#[pymethods]
impl Reader {
    #[new]
    #[pyo3(signature = (name="careful", *, verbs=Vec::new()))]
    fn new(py: Python<'_>, name: &str, verbs: Vec<PathBuf>) -> PyResult<Self> {
        if verbs.is_empty() {
            return Ok(Self { reader: named(py, name)? });
        }
        let make = known(name)?;
        py.detach(|| {
            let reader = verbs.iter().try_fold(make(), |reader, path| {
                let file = path.display().to_string();
                let text = std::fs::read_to_string(path)
                    .map_err(|error| PyOSError::new_err(format!("cannot read {file}: {error}")))?;
                reader.with_verbs(&file, &text).map_err(|error| PyValueError::new_err(error.to_string()))
            })?;
            Ok(Self { reader: Arc::new(reader) })
        })
    }

    /// Which reader this is: its name, the program's version and a digest of all that its
    /// records depend on. Records of another version may differ.
    #[getter]
    fn version(&self) -> &str {
        self.reader.version()
    }

    fn __repr__(&self) -> String {
        format!("<diplomacy_watch.Reader: {}>", self.reader.version())
    }
}

/// The reader that an argument means: a name, or one made before.
pub(crate) fn reader_of(asked: &Bound<'_, PyAny>) -> PyResult<Arc<read::Reader>> {
    if let Ok(reader) = asked.cast::<Reader>() {
        return Ok(reader.get().reader.clone());
    }
    match asked.extract::<&str>() {
        Ok(name) => named(asked.py(), name),
        Err(_) => Err(PyTypeError::new_err("reader must be \"careful\", \"fast\" or a Reader")),
    }
}

/// The program's own readers; loading one takes a moment, so it is loaded once.
fn named(py: Python<'_>, name: &str) -> PyResult<Arc<read::Reader>> {
    static CAREFUL: OnceLock<Arc<read::Reader>> = OnceLock::new();
    static FAST: OnceLock<Arc<read::Reader>> = OnceLock::new();
    let make = known(name)?;
    let kept = if name == "fast" { &FAST } else { &CAREFUL };
    Ok(py.detach(|| kept.get_or_init(|| Arc::new(make())).clone()))
}

fn known(name: &str) -> PyResult<fn() -> read::Reader> {
    match name {
        "careful" => Ok(read::Reader::careful),
        "fast" => Ok(read::Reader::fast),
        other => Err(PyValueError::new_err(format!("reader is \"{other}\"; give \"careful\" or \"fast\""))),
    }
}
