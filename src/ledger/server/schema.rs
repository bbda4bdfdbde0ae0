//! Whether a database is a ledger, and making it one.

use postgres::{Client, GenericClient};

use super::ServerError;
use super::log::take_turn;

/// The steps of the server's schema, only ever added to.
const MIGRATIONS: [&str; 1] = [include_str!("../../../migrations/postgres/0001_log.sql")];

pub(super) const SCHEMA: u32 = MIGRATIONS.len() as u32;

/// What the database is.
enum Found {
    /// A ledger with this name, of this schema.
    Ledger {
        id: String,
        schema: u32,
    },
    Empty,
    /// It has this table or namespace of somebody else's.
    Foreign(String),
}

/// The name of the ledger in the database, which is brought up to date; where there is none
/// and `may_make` says so, one is made.
///
/// # Errors
/// Where there is none, or the database is another program's or a newer version's.
pub(super) fn open(client: &mut Client, server: &str, may_make: bool) -> Result<String, ServerError> {
    let failed = |error: postgres::Error| ServerError::of(server, &error);
    if let Found::Ledger { id, schema: SCHEMA } = look(client).map_err(failed)? {
        return Ok(id);
    }
    let mut step = client.transaction().map_err(failed)?;
    // Another program may be doing the same.
    take_turn(&mut step).map_err(failed)?;
    let server = server.to_owned();
    let id = match look(&mut step).map_err(failed)? {
        Found::Foreign(what) => return Err(ServerError::Foreign { server, what }),
        Found::Empty if !may_make => return Err(ServerError::Missing { server }),
        Found::Ledger { schema, .. } if schema > SCHEMA => {
            return Err(ServerError::Newer { server, found: schema, known: SCHEMA });
        }
        Found::Ledger { id, schema: SCHEMA } => id,
        Found::Ledger { id, schema } => {
            migrate(&mut step, schema).map_err(failed)?;
            id
        }
        Found::Empty => {
            let id = name()?;
            migrate(&mut step, 0).map_err(failed)?;
            let insert = "INSERT INTO diplomacy_watch.ledger (id, schema) VALUES ($1, $2)";
            step.execute(insert, &[&id, &0_i32]).map_err(failed)?;
            id
        }
    };
    step.execute("UPDATE diplomacy_watch.ledger SET schema = $1", &[&(SCHEMA as i32)]).map_err(failed)?;
    step.commit().map_err(failed)?;
    Ok(id)
}

fn migrate(step: &mut impl GenericClient, taken: u32) -> Result<(), postgres::Error> {
    MIGRATIONS[taken as usize..].iter().try_for_each(|migration| step.batch_execute(migration))
}

fn look(client: &mut impl GenericClient) -> Result<Found, postgres::Error> {
    let row = client.query_one(
        "SELECT to_regclass('diplomacy_watch.ledger') IS NOT NULL, to_regnamespace('diplomacy_watch') IS NOT NULL, \
         (SELECT min(nspname || '.' || relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace \
          WHERE relkind IN ('r', 'p') AND nspname != 'information_schema' AND nspname !~ '^pg_')",
        &[],
    )?;
    let (has_table, has_namespace): (bool, bool) = (row.get(0), row.get(1));
    let other: Option<String> = row.get(2);
    if !has_table {
        return Ok(match (has_namespace, other) {
            (true, _) => Found::Foreign("its namespace diplomacy_watch is not of this program".to_owned()),
            (false, Some(table)) => Found::Foreign(format!("it has a table {table}")),
            (false, None) => Found::Empty,
        });
    }
    let columns: i64 = client
        .query_one(
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'diplomacy_watch' \
             AND table_name = 'ledger' AND column_name IN ('one', 'id', 'schema')",
            &[],
        )?
        .get(0);
    if columns == 0 {
        // Nothing of a table is shown to whoever may not read it: the server says so itself.
        client.query_opt("SELECT 1 FROM diplomacy_watch.ledger LIMIT 1", &[])?;
    }
    if columns < 3 {
        return Ok(Found::Foreign("its table diplomacy_watch.ledger is not of this program".to_owned()));
    }
    let row = client.query_opt("SELECT id, schema FROM diplomacy_watch.ledger", &[])?;
    Ok(match row {
        Some(row) => Found::Ledger { id: row.get(0), schema: row.get::<_, i32>(1).unsigned_abs() },
        None => Found::Foreign("its table diplomacy_watch.ledger is empty".to_owned()),
    })
}

/// A name that no other ledger has.
fn name() -> Result<String, ServerError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| ServerError::Failed {
        server: "this machine".to_owned(),
        why: format!("the system gives no random numbers ({error})"),
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
