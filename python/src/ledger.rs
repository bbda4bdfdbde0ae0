//! The ledger for Python: the lists of the command line as Arrow.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use diplomacy_watch::ledger::{self, Filter, LedgerError};
use diplomacy_watch::record::{Act, EventStatus, EventType, Issue, Mode, Stance, Status};
use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PyValueError};
use pyo3::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::arguments::{Words, between, period};
use crate::table::Table;

/// A ledger that ``diplomacy-watch import`` or ``collect`` wrote. Its lists are those of the
/// command line, with the same filters; each row is what ``--format jsonl`` prints.
#[pyclass(frozen, module = "diplomacy_watch")]
pub(crate) struct Ledger {
    ledger: Mutex<ledger::Ledger>,
    at: ledger::Location,
}

impl Ledger {
    fn table<R: Serialize + JsonSchema + Send>(
        &self,
        py: Python<'_>,
        list: impl FnOnce(&ledger::Ledger) -> Result<Vec<R>, LedgerError> + Send,
    ) -> PyResult<Table> {
        py.detach(|| {
            let rows = list(&self.ledger.lock().unwrap_or_else(PoisonError::into_inner)).map_err(failed)?;
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
        Ok(Self { ledger: Mutex::new(opened), at })
    }

    /// Who dealt with whom, by the day of the contact.
    #[pyo3(signature = (*, since=None, until=None, between=None, actor=None, status=None, mode=None, limit=None))]
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
    ) -> PyResult<Table> {
        let filter = Filter {
            between: self::between(between)?,
            actor,
            states: Words::of::<Status>(status, "status")?,
            forms: Words::of::<Mode>(mode, "mode")?,
            ..period(since, until, limit)?
        };
        self.table(py, |ledger| ledger.contacts(&filter))
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

    /// The documents as they stand, with all their records, by the day of publication.
    #[pyo3(signature = (*, since=None, until=None))]
    fn documents(
        &self,
        py: Python<'_>,
        since: Option<&Bound<'_, PyAny>>,
        until: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Table> {
        let Filter { since, until, .. } = period(since, until, None)?;
        self.table(py, |ledger| ledger.documents(since, until))
    }

    fn __repr__(&self) -> String {
        format!("<diplomacy_watch.Ledger: {}>", self.at)
    }
}

fn failed(error: LedgerError) -> PyErr {
    let message = error.to_string();
    match error {
        LedgerError::Missing { .. } => PyFileNotFoundError::new_err(message),
        LedgerError::Foreign { .. } | LedgerError::Newer { .. } => PyValueError::new_err(message),
        _ => PyOSError::new_err(message),
    }
}
