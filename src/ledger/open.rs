//! Opening a ledger: is it one, how old is it, and bringing it up to date.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::server::{self, Server};
use super::{LedgerError, Location};

/// What SQLite files of this program carry in their head: "DpWa".
const APPLICATION: i32 = i32::from_be_bytes(*b"DpWa");

/// The schema's steps, only ever added to. A ledger's `user_version` is how many of
/// them it has taken.
const MIGRATIONS: [&str; 6] = [
    include_str!("../../migrations/0001_ledger.sql"),
    include_str!("../../migrations/0002_collect.sql"),
    include_str!("../../migrations/0003_pages.sql"),
    include_str!("../../migrations/0004_desk.sql"),
    include_str!("../../migrations/0005_out.sql"),
    include_str!("../../migrations/0006_pace.sql"),
];

/// How long a program waits for another one that is writing.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many prepared statements are kept at hand; a page of the web takes dozens.
const STATEMENTS: usize = 128;

/// How much of the file a connection keeps at hand, at most; SQLite takes what is negative for kibibytes.
const CACHE: i32 = -16 * 1024;

/// How much memory all connections of the program together may take before they make room at
/// home instead of taking more, in bytes.
const ALL_CACHES: i64 = 128 << 20;

/// How long it rests between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// How a file is opened that may have to be made.
const MADE: OpenFlags = OpenFlags::SQLITE_OPEN_READ_WRITE.union(OpenFlags::SQLITE_OPEN_CREATE);

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(super) db: Connection,
    pub(super) file: PathBuf,
    pub(super) server: Option<RefCell<Server>>,
}

impl Ledger {
    /// Opens a ledger. One on a server brings its mirror on this machine up to date first.
    ///
    /// # Errors
    /// Where there is none, or it is not one, or a newer one, or locked, or the server cannot
    /// be reached.
    pub fn open(at: impl Into<Location>) -> Result<Self, LedgerError> {
        Self::open_telling(at, false, &mut |_, _| ())
    }

    /// Opens a ledger as [`Ledger::open`] does, or where `may_make` says so as
    /// [`Ledger::open_or_create`]; `told` hears how many entries the mirror has taken from the
    /// server, and of how many.
    ///
    /// # Errors
    /// As these two.
    pub fn open_telling(
        at: impl Into<Location>,
        may_make: bool,
        told: &mut dyn FnMut(u64, u64),
    ) -> Result<Self, LedgerError> {
        match at.into() {
            Location::File(path) if !may_make && !path.exists() => {
                Err(LedgerError::Missing { path: path.display().to_string() })
            }
            Location::File(path) if may_make => Self::in_file(&path, MADE),
            Location::File(path) => Self::in_file(&path, OpenFlags::SQLITE_OPEN_READ_WRITE),
            Location::Server(address) => Self::on_server(&address, may_make, told),
        }
    }

    /// Opens a ledger, or makes a new one there.
    ///
    /// # Errors
    /// Where it is not a ledger, or a newer one, or locked, or the folder or the database
    /// cannot be written.
    pub fn open_or_create(at: impl Into<Location>) -> Result<Self, LedgerError> {
        Self::open_telling(at, true, &mut |_, _| ())
    }

    fn in_file(path: &Path, flags: OpenFlags) -> Result<Self, LedgerError> {
        let ledger = Self::connect(path, flags)?;
        match server::is_mirror(&ledger.db)? {
            true => Err(LedgerError::Mirror { path: path.display().to_string() }),
            false => Ok(ledger),
        }
    }

    fn on_server(address: &str, may_make: bool, told: &mut dyn FnMut(u64, u64)) -> Result<Self, LedgerError> {
        let mut server = Server::open(Location::address(address)?, may_make)?;
        let mut ledger = Self::connect(server.mirror(), MADE)?;
        server.begin(&ledger.db, told)?;
        ledger.server = Some(RefCell::new(server));
        Ok(ledger)
    }

    /// Another connection to the file, or to the mirror.
    pub(super) fn again(&self) -> Result<Self, LedgerError> {
        Self::connect(&self.file, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// The file that holds the ledger, or its mirror.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Brings what was written into the file itself, so that the log beside it does not grow
    /// while there is always somebody who reads; next time, where somebody is in its way.
    ///
    /// # Errors
    /// Where the ledger cannot be written.
    pub fn settle(&self) -> Result<(), LedgerError> {
        Ok(self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// Whether the ledger is on a server, and others may be writing to it.
    pub fn is_shared(&self) -> bool {
        self.server.is_some()
    }

    /// Takes over what others did since, where the ledger is on a server.
    ///
    /// # Errors
    /// Where the server cannot be reached, or the mirror cannot be written.
    pub fn refresh(&self) -> Result<(), LedgerError> {
        match &self.server {
            None => Ok(()),
            Some(server) => server.borrow_mut().catch_up(&self.db),
        }
    }

    /// Holds something that only one may do at a time, against all who share the ledger, until
    /// it is released or the program ends; `false` where somebody else holds it. What they did
    /// before is then known here.
    ///
    /// # Errors
    /// As [`Ledger::refresh`].
    pub fn claim(&self, what: &str) -> Result<bool, LedgerError> {
        let Some(server) = &self.server else { return Ok(true) };
        let mut server = server.borrow_mut();
        let is_ours = server.claim(what)?;
        if is_ours {
            server.catch_up(&self.db)?;
        }
        Ok(is_ours)
    }

    /// Lets go of what was claimed.
    ///
    /// # Errors
    /// Where the server cannot be reached: then it has let go itself.
    pub fn release(&self, what: &str) -> Result<(), LedgerError> {
        match &self.server {
            None => Ok(()),
            Some(server) => Ok(server.borrow_mut().release(what)?),
        }
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, LedgerError> {
        let named = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => LedgerError::Foreign { path: path.display().to_string() },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
                LedgerError::Unopened { path: path.display().to_string(), error }
            }
            _ => error.into(),
        };
        let mut db =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(named)?;
        db.busy_timeout(PATIENCE)?;
        check_kind(&db, path).map_err(|error| match error {
            LedgerError::Sqlite(error) => named(error),
            error => error,
        })?;
        write_ahead(&db).map_err(named)?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        db.pragma_update(None, "foreign_keys", true)?;
        db.pragma_update(None, "cache_size", CACHE)?;
        db.pragma_update(None, "soft_heap_limit", ALL_CACHES)?;
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        migrate(&mut db)?;
        Ok(Self { db, file: path.to_owned(), server: None })
    }

    /// The schema that this version of the program writes.
    pub const SCHEMA: u32 = MIGRATIONS.len() as u32;
}

/// Refuses a database that is another program's or a later version's. Seen at one moment:
/// another program may be making the ledger meanwhile.
fn check_kind(db: &Connection, path: &Path) -> Result<(), LedgerError> {
    let db = &*db.unchecked_transaction()?;
    let application: i32 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_new = application == 0 && tables == 0;
    if application != APPLICATION && !is_new {
        return Err(LedgerError::Foreign { path: path.display().to_string() });
    }
    let found = version(db)?;
    if found > Ledger::SCHEMA {
        return Err(LedgerError::Newer { path: path.display().to_string(), found, known: Ledger::SCHEMA });
    }
    Ok(())
}

/// Sets the journal. SQLite does not wait where two programs do this at once to a new
/// ledger; the second to come finds it done.
fn write_ahead(db: &Connection) -> rusqlite::Result<()> {
    let start = Instant::now();
    loop {
        match db.pragma_update(None, "journal_mode", "WAL") {
            Err(error)
                if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
                    && start.elapsed() < PATIENCE =>
            {
                std::thread::sleep(PAUSE);
            }
            result => return result,
        }
    }
}

fn version(db: &Connection) -> Result<u32, LedgerError> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Takes the steps that the ledger has not taken yet, all or none.
fn migrate(db: &mut Connection) -> Result<(), LedgerError> {
    if version(db)? == Ledger::SCHEMA {
        return Ok(());
    }
    let step = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have taken them while this one waited.
    let taken = version(&step)?;
    for migration in &MIGRATIONS[taken as usize..] {
        step.execute_batch(migration)?;
    }
    step.pragma_update(None, "application_id", APPLICATION)?;
    step.pragma_update(None, "user_version", Ledger::SCHEMA)?;
    Ok(step.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_ledger_opens_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        assert!(matches!(Ledger::open(&path), Err(LedgerError::Missing { .. })));
        assert!(!path.exists());
        Ledger::open_or_create(&path).unwrap();
        let ledger = Ledger::open(&path).unwrap();
        assert_eq!(version(&ledger.db).unwrap(), Ledger::SCHEMA);
    }

    #[test]
    fn the_log_beside_a_ledger_is_emptied_as_soon_as_nobody_reads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        let ledger = Ledger::open_or_create(&path).unwrap();
        let log = || std::fs::metadata(folder.path().join("new.db-wal")).unwrap().len();
        let reader = Ledger::open(&path).unwrap();
        reader.db.busy_timeout(Duration::ZERO).unwrap();
        ledger.db.busy_timeout(Duration::ZERO).unwrap();
        let reading = reader.db.unchecked_transaction().unwrap();
        reading.query_row("SELECT count(*) FROM revision", [], |row| row.get::<_, u64>(0)).unwrap();
        ledger.keep("thing", "1", "content").unwrap();
        ledger.settle().unwrap();
        assert!(log() > 0, "it was emptied under a reader");
        drop(reading);
        ledger.settle().unwrap();
        assert_eq!(log(), 0);
    }

    #[test]
    fn several_programs_may_make_one_ledger_at_once() {
        for _ in 0..20 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("new.db");
            std::thread::scope(|scope| {
                let opened: Vec<_> = (0..4).map(|_| scope.spawn(|| Ledger::open_or_create(&path))).collect();
                opened.into_iter().for_each(|one| drop(one.join().unwrap().unwrap()));
            });
        }
    }

    #[test]
    fn other_files_are_refused_and_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "These are notes and no database. ".repeat(100)).unwrap();
        assert!(matches!(Ledger::open_or_create(&text), Err(LedgerError::Foreign { .. })));
        assert!(std::fs::read_to_string(&text).unwrap().starts_with("These are notes"));

        let other = folder.path().join("other.db");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
        assert!(matches!(Ledger::open_or_create(&other), Err(LedgerError::Foreign { .. })));

        let newer = folder.path().join("newer.db");
        let ledger = Ledger::open_or_create(&newer).unwrap();
        ledger.db.pragma_update(None, "user_version", Ledger::SCHEMA + 1).unwrap();
        drop(ledger);
        assert!(matches!(Ledger::open(&newer), Err(LedgerError::Newer { .. })));
    }
}
