//! `diplomacy_watch._native`: what the Python package is made of. It turns arguments and
//! results; reading and the ledger are the library's.

mod arguments;
mod arrow;
mod ledger;
mod reader;
mod reading;
mod story;
mod stream;
mod table;

#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::ledger::Ledger;
    #[pymodule_export]
    use crate::reader::Reader;
    #[pymodule_export]
    use crate::reading::{document_schema, read, read_batch, read_stream};
    #[pymodule_export]
    use crate::story::{story_features, story_schema, story_settings};
    #[pymodule_export]
    use crate::table::Table;
}
