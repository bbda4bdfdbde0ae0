//! A machine of a newsroom: a folder of its own, with a mirror of its own.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::common::{Called, Place};

pub struct Machine {
    pub place: Place,
    /// The ledger that every call is about.
    pub ledger: String,
}

impl Machine {
    pub fn new(ledger: &str) -> Self {
        Self { place: Place::new(), ledger: ledger.to_owned() }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.place.command(arguments);
        command
            .env("XDG_CACHE_HOME", self.place.path("cache"))
            .env("DIPLOMACY_WATCH_LEDGER", &self.ledger)
            .env_remove("PGPASSWORD")
            .stdin(Stdio::null());
        command
    }

    #[track_caller]
    pub fn call(&self, arguments: &[&str]) -> Called {
        Called::of(&self.command(arguments).output().unwrap())
    }

    /// Starts a call and does not wait for its end.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The file of the mirror.
    #[track_caller]
    pub fn mirror(&self) -> PathBuf {
        let folder = self.place.path("cache/diplomacy-watch");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mirrors: Vec<_> =
            files.filter(|path| path.extension().is_some_and(|ending| ending == "db")).collect();
        assert_eq!(mirrors.len(), 1, "{mirrors:?}");
        mirrors[0].clone()
    }
}

/// Everything that a ledger's file holds, a line for each row, but where in an archive an answer
/// lies, and what is kept only to be at hand.
pub fn rows(file: &std::path::Path) -> Vec<String> {
    let db = rusqlite::Connection::open(file).unwrap();
    let mut tables = db
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
             AND name NOT LIKE 'search%' AND name NOT IN ('kept', 'mirror', 'proof') \
             UNION ALL SELECT 'proof' ORDER BY 1",
        )
        .unwrap();
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut lines = Vec::new();
    for table in tables {
        let columns = if table == "proof" { "revision, address, fetched, hash" } else { "*" };
        let mut statement = db.prepare(&format!("SELECT {columns} FROM \"{table}\"")).unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<String> = (0..width).map(|i| format!("{:?}", row.get_ref(i).unwrap())).collect();
            lines.push(format!("{table}: {}", cells.join(", ")));
        }
    }
    lines.sort();
    lines
}
