//! Which contacts people joined or split, for the weaving.

use std::collections::BTreeMap;

use rusqlite::params;

use crate::ledger::{Ledger, LedgerError};
use crate::record::{Bonds, Contact};

impl Ledger {
    /// Notes at each contact what was decided about it: with which it is one, and from
    /// which it is apart. Of two contacts the latest decision about both counts.
    pub(in crate::ledger) fn bind(&self, contacts: &mut [Contact]) -> Result<(), LedgerError> {
        for contact in contacts {
            contact.bonds = self.bonds(&contact.id)?;
        }
        Ok(())
    }

    fn bonds(&self, id: &str) -> Result<Bonds, LedgerError> {
        let mut statement = self.db.prepare_cached(
            "SELECT other.record, decision.act FROM decided AS this \
             JOIN decision ON decision.key = this.decision \
             JOIN decided AS other ON other.decision = this.decision AND other.ordinal != this.ordinal \
             WHERE this.record = ?1 AND decision.undone IS NULL \
             AND (decision.act = 'join' OR decision.act = 'split' AND (this.ordinal = 0 OR other.ordinal = 0)) \
             ORDER BY decision.key",
        )?;
        let mut rows = statement.query(params![id])?;
        let mut latest: BTreeMap<String, bool> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            latest.insert(row.get(0)?, row.get::<_, String>(1)? == "join");
        }
        let (joined, apart): (Vec<_>, Vec<_>) = latest.into_iter().partition(|(_, joined)| *joined);
        let ids = |list: Vec<(String, bool)>| list.into_iter().map(|(id, _)| id).collect();
        Ok(Bonds { joined: ids(joined), apart: ids(apart) })
    }
}
