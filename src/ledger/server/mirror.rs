//! The mirror: an ordinary ledger in a file of this machine, which every list is read from.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use crate::ledger::LedgerError;

use super::ServerError;
use super::log::Position;

/// How long a program waits for another one of this machine that is writing to the mirror and
/// may itself wait for its turn on the server.
pub(super) const PATIENCE: Duration = Duration::from_secs(70);

/// The file of the mirror of a ledger, in a folder that is made and that nobody else may read.
pub(super) fn file(id: &str) -> Result<PathBuf, ServerError> {
    let folder = folder().ok_or(ServerError::Homeless)?;
    let made = match folder.is_dir() {
        true => Ok(()),
        false => make(&folder),
    };
    made.map_err(|error| ServerError::Mirror { path: folder.display().to_string(), error })?;
    Ok(folder.join(format!("{id}.db")))
}

/// Where programs keep what they can make anew.
fn folder() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = absolute("XDG_CACHE_HOME")
        .or_else(|| absolute("LOCALAPPDATA"))
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))?;
    Some(cache.join("diplomacy-watch"))
}

fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a ledger's file a mirror, where it is none yet.
pub(super) fn begin(db: &Connection) -> Result<(), LedgerError> {
    if is_mirror(db)? {
        return Ok(());
    }
    db.execute_batch(
        "CREATE TABLE IF NOT EXISTS mirror (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL, \
         chain BLOB NOT NULL) WITHOUT ROWID; \
         INSERT INTO mirror (one, number, chain) VALUES (1, 0, zeroblob(32)) ON CONFLICT DO NOTHING",
    )?;
    Ok(())
}

/// Whether a ledger's file is a mirror.
pub(in crate::ledger) fn is_mirror(db: &Connection) -> Result<bool, LedgerError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'mirror')";
    Ok(db.query_row(sql, [], |row| row.get(0))?)
}

/// Makes a copy of a mirror a ledger of its own.
pub(in crate::ledger) fn end(db: &Connection) -> Result<(), LedgerError> {
    Ok(db.execute_batch("DROP TABLE IF EXISTS mirror")?)
}

/// How far the mirror is.
pub(super) fn position(db: &Connection) -> Result<Position, LedgerError> {
    let row = db
        .prepare_cached("SELECT number, chain FROM mirror")?
        .query_row([], |row| Ok(Position { number: row.get(0)?, chain: row.get(1)? }))
        .optional()?;
    row.ok_or_else(|| LedgerError::Corrupt("a mirror that does not know how far it is".to_owned()))
}

pub(super) fn note(db: &Connection, position: Position) -> Result<(), LedgerError> {
    db.prepare_cached("UPDATE mirror SET number = ?1, chain = ?2")?
        .execute(params![position.number, position.chain])?;
    Ok(())
}
