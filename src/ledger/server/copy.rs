//! A ledger copied onto a server, whole or not at all.

use rusqlite::Connection;

use crate::collect::archive::Kept;
use crate::ledger::{Ledger, LedgerError};

use super::log::{self, Addition, Answer};
use super::{Server, ServerError};

/// How many entries go to the server together.
const AT_ONCE: usize = 100;

impl Server {
    /// Fills an empty ledger with all that another one has; `told` hears of each revision.
    ///
    /// # Errors
    /// Where this ledger is not empty, or one of the two cannot be read or written; then
    /// nothing is copied.
    pub(in crate::ledger) fn fill(
        &mut self,
        from: &Ledger,
        told: &mut dyn FnMut(),
    ) -> Result<(), LedgerError> {
        let name = self.name.clone();
        let failed = |error: postgres::Error| ServerError::of(&name, &error);
        let mut turn = self.client.transaction().map_err(failed)?;
        log::take_turn(&mut turn).map_err(failed)?;
        let mut at = log::last(&mut turn).map_err(failed)?;
        if at.number > 0 {
            return Err(ServerError::Taken { server: name, entries: at.number }.into());
        }
        let (mut addition, mut waiting) = (Addition::default(), 0);
        let db: &Connection = &from.db;
        from.take_apart(
            |deed| {
                addition.add(&deed, &serde_json::Value::Null)?;
                waiting += 1;
                if waiting == AT_ONCE {
                    at = std::mem::take(&mut addition).append(&mut turn, db, at)?.map_err(failed)?;
                    waiting = 0;
                }
                Ok(())
            },
            told,
        )?;
        for (_, kept) in from.proofs()? {
            let member = from.answer(&kept)?;
            let Kept { archive, offset, hash, .. } = kept;
            addition.answer(Answer { archive, offset, hash, member });
        }
        addition.append(&mut turn, db, at)?.map_err(failed)?;
        Ok(turn.commit().map_err(failed)?)
    }
}
