//! The ledger for Python: the lists of the command line as Arrow.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arrow_array::RecordBatchIterator;
use arrow_schema::ArrowError;
use diplomacy_watch::ledger::{self, Cursor, Filter, LedgerError, Listable, Listed};
use diplomacy_watch::publish;
use diplomacy_watch::record::{
    Act, Attribution, Contact, Document, Event, EventStatus, EventType, Issue, Mode, Position, Silence,
    Stance, Status,
};
use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyRecordBatchReader;
use schemars::JsonSchema;
use serde::Serialize;

use crate::arguments::{Words, between, period};
use crate::arrow;
use crate::table::Table;

/// How many rows a batch of a stream has at most. Documents come with all their records.
const ROWS: usize = 2048;
const DOCUMENTS: usize = 128;

/// A ledger that ``diplomacy-watch import`` or ``collect`` wrote. Its lists are those of the
/// command line, with the same filters; each row is what ``--format jsonl`` prints.
#[pyclass(frozen, module = "diplomacy_watch")]
pub(crate) struct Ledger {
    ledger: Arc<Mutex<ledger::Ledger>>,
    at: ledger::Location,
}

impl Ledger {
    fn batches_of<R>(&self, py: Python<'_>, filter: Filter) -> PyResult<Py<PyAny>>
    where
        R: Listable + Serialize + JsonSchema + Send + 'static,
    {
        let ledger = self.ledger.clone();
        // Where the next page begins: at the start, after a place, nowhere.
        let mut next = Some(None::<Cursor>);
        stream::<Listed<R>>(py, move || {
            let Some(after) = next else { return Ok(Vec::new()) };
            let page = locked(&ledger).page::<R>(&filter, after, ROWS)?;
            next = page.next.map(Some);
            Ok(page.rows)
        })
    }

    fn table<R: Serialize + JsonSchema + Send>(
        &self,
        py: Python<'_>,
        list: impl FnOnce(&ledger::Ledger) -> Result<Vec<R>, LedgerError> + Send,
    ) -> PyResult<Table> {
        py.detach(|| {
            let rows = list(&locked(&self.ledger)).map_err(failed)?;
            Table::of(&rows).map_err(|error| PyValueError::new_err(error.to_string()))
        })
    }
}

#[pymethods]
impl Ledger {
    /// Opens the ledger at a path, or at ``postgres://USER@HOST/DATABASE``.
    #[staticmethod]
    fn open(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let at = ledger::Location::named(path.into_os_string());
        let opened = py.detach(|| ledger::Ledger::open(&at)).map_err(failed)?;
        Ok(Self { ledger: Arc::new(Mutex::new(opened)), at })
    }

    /// Who dealt with whom, by the day of the contact; with ``merged``, a row for each contact
    /// with all its accounts.
    #[pyo3(signature = (*, since=None, until=None, between=None, actor=None, status=None, mode=None, limit=None, merged=false))]
    #[expect(clippy::too_many_arguments, reason = "they are named in Python")]
    fn contacts(
        &self,
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        between: Option<Vec<String>>,
        actor: Option<String>,
        status: Option<Words>,
        mode: Option<Words>,
        limit: Option<usize>,
        merged: bool,
    ) -> PyResult<Table> {
        let filter = Filter {
            between: self::between(between)?,
            actor,
            states: Words::of::<Status>(status, "status")?,
            forms: Words::of::<Mode>(mode, "mode")?,
            ..period(since, until, limit)?
        };
        match merged {
            true => self.table(py, |ledger| publish::merged(ledger, filter)),
            false => self.table(py, |ledger| ledger.contacts(&filter)),
        }
    }

    /// Who said what, by the day of publication.
    #[pyo3(signature = (*, since=None, until=None, actor=None, stance=None, limit=None))]
    fn statements(
        &self,
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        actor: Option<String>,
        stance: Option<Words>,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let states = Words::of::<Stance>(stance, "stance")?;
        let filter = Filter { actor, states, ..period(since, until, limit)? };
        self.table(py, |ledger| ledger.statements(&filter))
    }

    /// Who offers, demands, accepts or refuses what, by the day of publication.
    #[pyo3(signature = (*, since=None, until=None, actor=None, issue=None, act=None, limit=None))]
    #[expect(clippy::too_many_arguments, reason = "they are named in Python")]
    fn positions(
        &self,
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        actor: Option<String>,
        issue: Option<Words>,
        act: Option<Words>,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let filter = Filter {
            actor,
            states: Words::of::<Act>(act, "act")?,
            forms: Words::of::<Issue>(issue, "issue")?,
            ..period(since, until, limit)?
        };
        self.table(py, |ledger| ledger.positions(&filter))
    }

    /// Who does what to whom, coded after PLOVER, by the day of the event; a row for each
    /// document that tells of it.
    #[pyo3(signature = (*, since=None, until=None, between=None, actor=None, type_=None, status=None, limit=None))]
    #[expect(clippy::too_many_arguments, reason = "they are named in Python")]
    fn events(
        &self,
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        between: Option<Vec<String>>,
        actor: Option<String>,
        type_: Option<Words>,
        status: Option<Words>,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let filter = Filter {
            between: self::between(between)?,
            actor,
            states: Words::of::<EventStatus>(status, "status")?,
            forms: Words::of::<EventType>(type_, "type_")?,
            ..period(since, until, limit)?
        };
        self.table(py, |ledger| ledger.events(&filter))
    }

    /// The silences that documents report, by day.
    #[pyo3(signature = (*, since=None, until=None, actor=None, limit=None))]
    fn silences(
        &self,
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
        actor: Option<String>,
        limit: Option<usize>,
    ) -> PyResult<Table> {
        let filter = Filter { actor, ..period(since, until, limit)? };
        self.table(py, |ledger| ledger.silences(&filter))
    }

    /// The documents as they stand, with all their records, by the day of publication, a batch
    /// at a time.
    #[pyo3(signature = (*, since=None, until=None))]
    fn documents(
        &self,
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let Filter { since, until, .. } = period(since, until, None)?;
        let keys = py.detach(|| locked(&self.ledger).current_keys(since, until)).map_err(failed)?;
        let (ledger, mut keys) = (self.ledger.clone(), keys.into_iter());
        stream::<Document>(py, move || {
            let ledger = locked(&ledger);
            keys.by_ref().take(DOCUMENTS).map(|key| ledger.standing(key)).collect()
        })
    }

    /// A list a batch at a time, the latest first.
    #[pyo3(signature = (name, *, since=None, until=None))]
    fn batches(
        &self,
        py: Python<'_>,
        name: &str,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Py<PyAny>> {
        let filter = period(since, until, None)?;
        match name {
            "contacts" => self.batches_of::<Contact>(py, filter),
            "statements" => self.batches_of::<Attribution>(py, filter),
            "positions" => self.batches_of::<Position>(py, filter),
            "events" => self.batches_of::<Event>(py, filter),
            "silences" => self.batches_of::<Silence>(py, filter),
            other => Err(PyValueError::new_err(format!(
                "there is no list \"{other}\"; give \"contacts\", \"statements\", \"positions\", \
                 \"events\" or \"silences\""
            ))),
        }
    }

    fn __repr__(&self) -> String {
        format!("<diplomacy_watch.Ledger: {}>", self.at)
    }
}

fn locked(ledger: &Mutex<ledger::Ledger>) -> MutexGuard<'_, ledger::Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Rows as they are taken, up to the first batch without any.
fn stream<R: Serialize + JsonSchema>(
    py: Python<'_>,
    mut next: impl FnMut() -> Result<Vec<R>, LedgerError> + Send + 'static,
) -> PyResult<Py<PyAny>> {
    let schema = arrow::schema_of::<R>();
    let columns = schema.clone();
    let batches = std::iter::from_fn(move || match next() {
        Ok(rows) if rows.is_empty() => None,
        Ok(rows) => Some(arrow::batch(&columns, &rows)),
        Err(error) => Some(Err(ArrowError::ExternalError(Box::new(error)))),
    });
    let reader = Box::new(RecordBatchIterator::new(batches, schema));
    Ok(PyRecordBatchReader::new(reader).into_pyarrow(py)?.unbind())
}

fn failed(error: LedgerError) -> PyErr {
    let message = error.to_string();
    match error {
        LedgerError::Missing { .. } => PyFileNotFoundError::new_err(message),
        LedgerError::Foreign { .. } | LedgerError::Newer { .. } => PyValueError::new_err(message),
        _ => PyOSError::new_err(message),
    }
}
