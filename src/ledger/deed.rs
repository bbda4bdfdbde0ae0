//! What is done to a ledger: each change as a thing that can be written down and done again.

use std::borrow::Cow;

use jiff::Timestamp;
use rusqlite::{Transaction, TransactionBehavior};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::collect::archive::Kept;
use crate::collect::fetch::Validators;
use crate::collect::polite::Rest;
use crate::record::{Announced, Document, Listing};

use super::content::Hash;
use super::store::{Stored, Storing};
use super::whole::{self, Rows, Whole};
use super::{Change, Ledger, LedgerError, Shared, Verdict};
use super::{collected, decision, desk, edit, sent};

/// A change of the ledger. The same deeds done in the same order make the same ledger,
/// on any machine: nothing of it depends on the clock or on chance. Logs keep them for ever:
/// names stay, and a field that is added has a default.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::large_enum_variant, reason = "most of what is done is documents that are stored")]
pub(super) enum Deed<'a> {
    Store {
        document: Read<'a>,
        reader: Cow<'a, str>,
        now: Timestamp,
    },
    StoreFetched {
        source: Cow<'a, str>,
        url: Cow<'a, str>,
        documents: Vec<Read<'a>>,
        validators: Cow<'a, Validators>,
        body: Hash,
        kept: Cow<'a, Kept>,
        reader: Cow<'a, str>,
        now: Timestamp,
    },
    Announce {
        source: Cow<'a, str>,
        announced: Cow<'a, [Announced]>,
        now: Timestamp,
    },
    NoteFailure {
        source: Cow<'a, str>,
        url: Cow<'a, str>,
        problem: Cow<'a, str>,
        may_pass: bool,
        now: Timestamp,
    },
    NoteUnchanged {
        source: Cow<'a, str>,
        url: Cow<'a, str>,
        now: Timestamp,
    },
    NoteListing {
        source: Cow<'a, str>,
        listing: Cow<'a, Listing>,
    },
    KeepAnswer {
        url: Cow<'a, str>,
        validators: Cow<'a, Validators>,
        body: Hash,
        now: Timestamp,
    },
    KeepRests {
        rests: Cow<'a, [Rest]>,
        now: Timestamp,
    },
    Decide {
        verdict: Cow<'a, Verdict>,
        now: Timestamp,
    },
    Undo {
        key: i64,
        who: Cow<'a, str>,
        now: Timestamp,
    },
    Edit {
        change: Cow<'a, Change>,
        now: Timestamp,
    },
    UndoEdit {
        key: i64,
        who: Cow<'a, str>,
        now: Timestamp,
    },
    NoteSent {
        name: Cow<'a, str>,
        way: Cow<'a, str>,
        matters: Vec<Cow<'a, str>>,
        now: Timestamp,
    },
    SetPassword {
        name: Cow<'a, str>,
        hash: Cow<'a, str>,
    },
    SaveSearch {
        name: Cow<'a, str>,
        query: Cow<'a, str>,
        feed: Cow<'a, str>,
        who: Cow<'a, str>,
        now: Timestamp,
    },
    ForgetSearch {
        key: i64,
    },
    SetAlertOfSearch {
        key: i64,
        alert: Option<Cow<'a, str>>,
    },
    Share {
        hash: Hash,
        digest: Cow<'a, str>,
        shared: Cow<'a, Shared>,
    },
    EndShares {
        week: Cow<'a, str>,
    },
    SetDigestFeed {
        secret: Option<Cow<'a, str>>,
        who: Cow<'a, str>,
        now: Timestamp,
    },
    /// A revision as another ledger has it.
    CopyRevision(Box<Whole>),
    /// Rows as another ledger has them.
    CopyRows(Rows),
}

/// A document with its records, and the bytes that it was read from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Read<'a> {
    pub(super) document: Cow<'a, Document>,
    /// Of the bytes.
    pub(super) original: Hash,
    /// The bytes; `None` where the ledger is known to have them.
    #[serde(skip)]
    pub(super) bytes: Option<&'a [u8]>,
}

impl Deed<'_> {
    /// Does it. What came of it, as JSON.
    pub(super) fn carry_out(&self, db: &Transaction<'_>) -> Result<Value, LedgerError> {
        Ok(match self {
            Self::Store { document, reader, now } => {
                serde_json::to_value(Storing::new(db, document, reader, *now)?.store()?)?
            }
            Self::StoreFetched { source, url, documents, validators, body, kept, reader, now } => {
                let stored = documents
                    .iter()
                    .map(|one| collected::store_with_proof(db, one, kept, reader, *now))
                    .collect::<Result<Vec<_>, _>>()?;
                collected::keep_answer(db, url, validators, body, *now)?;
                collected::note_unchanged(db, source, url, *now)?;
                serde_json::to_value(stored)?
            }
            Self::Announce { source, announced, now } => {
                serde_json::to_value(collected::announce(db, source, announced, *now)?)?
            }
            Self::NoteFailure { source, url, problem, may_pass, now } => {
                nothing(collected::note_failure(db, source, url, problem, *may_pass, *now)?)
            }
            Self::NoteUnchanged { source, url, now } => {
                nothing(collected::note_unchanged(db, source, url, *now)?)
            }
            Self::NoteListing { source, listing } => nothing(collected::note_listing(db, source, listing)?),
            Self::KeepAnswer { url, validators, body, now } => {
                collected::keep_answer(db, url, validators, body, *now)?.into()
            }
            Self::KeepRests { rests, now } => nothing(collected::keep_rests(db, rests, *now)?),
            Self::Decide { verdict, now } => decision::decide(db, verdict, *now)?.into(),
            Self::Undo { key, who, now } => nothing(decision::undo(db, *key, who, *now)?),
            Self::Edit { change, now } => edit::edit(db, change, *now)?.into(),
            Self::UndoEdit { key, who, now } => nothing(edit::undo(db, *key, who, *now)?),
            Self::NoteSent { name, way, matters, now } => nothing(sent::note(db, name, way, matters, *now)?),
            Self::SetPassword { name, hash } => nothing(desk::set_password(db, name, hash)?),
            Self::SaveSearch { name, query, feed, who, now } => {
                nothing(desk::save_search(db, name, query, feed, who, *now)?)
            }
            Self::ForgetSearch { key } => desk::forget_search(db, *key)?.into(),
            Self::SetAlertOfSearch { key, alert } => {
                desk::set_alert_of_search(db, *key, alert.as_deref())?.into()
            }
            Self::Share { hash, digest, shared } => nothing(desk::share(db, hash, digest, shared)?),
            Self::EndShares { week } => desk::end_shares(db, week)?.into(),
            Self::SetDigestFeed { secret, who, now } => {
                nothing(desk::set_digest_feed(db, secret.as_deref(), who, *now)?)
            }
            Self::CopyRevision(whole) => nothing(whole::revision(db, whole)?),
            Self::CopyRows(rows) => nothing(whole::rows(db, rows)?),
        })
    }

    /// The documents that it brings.
    pub(super) fn documents(&self) -> &[Read<'_>] {
        match self {
            Self::Store { document, .. } => std::slice::from_ref(document),
            Self::StoreFetched { documents, .. } => documents,
            _ => &[],
        }
    }
}

fn nothing((): ()) -> Value {
    Value::Null
}

impl Ledger {
    /// Does something to the ledger, whole or not at all. What came of it.
    pub(super) fn carry_out<T: DeserializeOwned>(&self, deed: &Deed<'_>) -> Result<T, LedgerError> {
        let mut outcomes = self.carry_out_all(std::slice::from_ref(deed))?;
        outcomes.pop().ok_or_else(|| LedgerError::Corrupt("nothing came of what was done".to_owned()))
    }

    /// Does several things to the ledger, all of them or none.
    pub(super) fn carry_out_all<T: DeserializeOwned>(
        &self,
        deeds: &[Deed<'_>],
    ) -> Result<Vec<T>, LedgerError> {
        let outcomes = match &self.server {
            None => {
                let step = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
                let outcomes =
                    deeds.iter().map(|deed| deed.carry_out(&step)).collect::<Result<Vec<_>, _>>()?;
                step.commit()?;
                outcomes
            }
            Some(server) => server.borrow_mut().carry_out(&self.db, deeds)?,
        };
        Ok(outcomes.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?)
    }
}

/// Whether a deed left the ledger as it was: then it need not be written down.
pub(super) fn is_idle(deed: &Deed<'_>, outcome: &Value) -> bool {
    matches!(deed, Deed::Store { .. })
        && serde_json::from_value(outcome.clone()).is_ok_and(|stored: Stored| stored == Stored::Unchanged)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the first version wrote them.
    const WRITTEN: [&str; 17] = [
        r#"{"announce":{"source":"A","announced":[{"url":"https://a.example/1","title":null,"published":"2022-03-07","updated":null}],"now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"note-failure":{"source":"A","url":"https://a.example/1","problem":"500","may_pass":true,"now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"note-unchanged":{"source":"A","url":"https://a.example/1","now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"note-listing":{"source":"A","listing":{"at":"2022-03-07T10:00:00Z","outcome":{"Failed":"no host"},"since":null}}}"#,
        r#"{"keep-answer":{"url":"https://a.example/","validators":{"etag":null,"modified":null},"body":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1],"now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"keep-rests":{"rests":[{"site":"https://a.example","until":"2022-03-07T11:00:00Z"}],"now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"edit":{"change":{"target":{"week":"2022-W10","place":"text","section":null,"sentence":"They met.","anchors":[]},"text":null,"who":"Ann","note":null},"now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"undo-edit":{"key":1,"who":"Ann","now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"note-sent":{"name":"digest","way":"ann@a.example","matters":["2022-W10"],"now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"set-password":{"name":"Ann","hash":"no hash"}}"#,
        r#"{"save-search":{"name":"Talks","query":"talks","feed":"secret","who":"Ann","now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"set-alert-of-search":{"key":1,"alert":"talks"}}"#,
        r#"{"forget-search":{"key":1}}"#,
        r#"{"share":{"hash":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1],"digest":"{}","shared":{"week":"2022-W10","who":"Ann","at":"2022-03-07T10:00:00Z","until":"2022-03-08T10:00:00Z"}}}"#,
        r#"{"end-shares":{"week":"2022-W10"}}"#,
        r#"{"set-digest-feed":{"secret":"secret","who":"Ann","now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"copy-rows":{"table":"person","columns":["name","password"],"rows":[[{"text":"Bob"},{"text":"no hash"}]]}}"#,
    ];

    /// Of a document, and what is decided about it.
    const STORED: [&str; 3] = [
        r#"{"store":{"document":{"document":{"id":"d-1","published":"2022-03-07","text":"They met.","silences":[{"id":"s-1","channel":"Office","expected":"briefing","period":null,"evidence":{"start":0,"end":4},"rule":"test"}]},"original":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]},"reader":"fast 1","now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"decide":{"verdict":{"act":{"act":"correct","field":"channel","value":"Ministry"},"records":["s-1"],"who":"Ann","note":null},"now":"2022-03-07T10:00:00Z"}}"#,
        r#"{"undo":{"key":1,"who":"Ann","now":"2022-03-07T10:00:00Z"}}"#,
    ];

    #[test]
    fn what_was_written_down_is_done_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open_or_create(folder.path().join("new.db")).unwrap();
        ledger
            .db
            .execute(
                "INSERT INTO original (hash, deflated) VALUES (?1, ?2)",
                rusqlite::params![
                    [[0_u8; 31].as_slice(), &[1]].concat(),
                    super::super::content::deflate(b"They met.")
                ],
            )
            .unwrap();
        for json in WRITTEN.iter().chain(&STORED) {
            let deed: Deed<'_> = serde_json::from_str(json).unwrap();
            ledger.carry_out::<Value>(&deed).unwrap();
        }
        assert_eq!(ledger.decisions(9).unwrap().len(), 1);
        assert_eq!(ledger.documents(None, None).unwrap().len(), 1);
        assert_eq!(ledger.password("Bob").unwrap().as_deref(), Some("no hash"));
    }
}
