//! What all pages share.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::config::{Alert, Source};
use crate::digest::Digest;
use crate::ledger::Ledger;
use crate::read::Reader;
use crate::record::Window;
use crate::weave::Week;

use super::account::{Sessions, secret};
use super::fault::Fault;
use super::pool::Pool;

/// How many weeks before its own a digest looks back at.
const BACK: i32 = 12;

/// How many digests are kept at hand.
const AT_HAND: usize = 64;

type Made<T> = Box<dyn Fn(&Ledger, Week) -> Result<T, anyhow::Error> + Send + Sync>;

/// What the web page is to serve, and to whom.
pub struct Settings {
    pub ledger: PathBuf,
    /// With which programs, and people without an account, come in.
    pub token: Option<String>,
    /// Names by which browsers may call this machine, beside its addresses.
    pub hosts: Vec<String>,
    /// Under whose name whoever sits at this machine decides.
    pub owner: String,
    /// Whom the configuration reads.
    pub sources: Vec<Source>,
    /// The alerts that what kept searches find can be told by.
    pub alerts: Vec<Alert>,
    /// Whose conflict is watched: "RUS,UKR".
    pub scope: String,
    /// What a digest depends on besides the ledger: the scope and the program.
    pub edition: String,
    /// Makes a week's digest.
    pub digest: Made<Digest>,
    /// What was expected of channels in a week, and whether it came.
    pub windows: Made<Vec<Window>>,
}

/// What all pages share.
pub(super) struct House {
    pub settings: Settings,
    pub ledger: Pool,
    pub sessions: Sessions,
    /// Whether only this machine reaches it, and nobody needs to log in.
    pub is_open: bool,
    /// As it is called where it listens.
    pub own: String,
    /// For passes of forms.
    pub key: [u8; 32],
    digests: Mutex<HashMap<Week, (String, Arc<Digest>)>>,
    /// Held while something is made that is kept: who asks for it meanwhile waits for it.
    making: Mutex<()>,
    careful: OnceLock<Reader>,
    fast: OnceLock<Reader>,
}

impl House {
    pub fn open(settings: Settings, is_open: bool, own: &str) -> Result<Self, anyhow::Error> {
        let ledger = Pool::open(settings.ledger.clone())?;
        let key = blake3::hash(secret().map_err(|fault| anyhow::anyhow!("{fault}"))?.as_bytes());
        Ok(Self {
            ledger,
            settings,
            sessions: Sessions::default(),
            is_open,
            own: own.to_owned(),
            key: key.into(),
            digests: Mutex::default(),
            making: Mutex::default(),
            careful: OnceLock::new(),
            fast: OnceLock::new(),
        })
    }

    /// The digest of a week, made once for each state of the ledger.
    pub fn digest(&self, ledger: &Ledger, week: Week) -> Result<Arc<Digest>, Fault> {
        let first = week.first().checked_sub((BACK * 7).days()).unwrap_or(week.first());
        let days = (first, week.last());
        let stamp = self.stamp(ledger, days)?;
        let at_hand = |(had, digest): &(String, Arc<Digest>)| (*had == stamp).then(|| digest.clone());
        let digests = || self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(digest) = digests().get(&week).and_then(at_hand) {
            return Ok(digest);
        }
        let digest: Digest = self.kept(ledger, &format!("digest {week}"), days, || {
            (self.settings.digest)(ledger, week).map_err(Fault::from)
        })?;
        let digest = Arc::new(digest);
        let mut digests = digests();
        if digests.len() >= AT_HAND {
            digests.clear();
        }
        digests.insert(week, (stamp, digest.clone()));
        Ok(digest)
    }

    /// Of what the ledger says of some days, and of what else the pages are made of.
    fn stamp(&self, ledger: &Ledger, (first, last): (Date, Date)) -> Result<String, Fault> {
        Ok(format!("{} {}", ledger.stamp(first, last)?, self.settings.edition))
    }

    /// Something that is made of what the ledger says of some days, once for each state of
    /// it: the ledger keeps it.
    pub fn kept<T: Serialize + DeserializeOwned>(
        &self,
        ledger: &Ledger,
        name: &str,
        days: (Date, Date),
        make: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let at_hand = |stamp: &str| -> Result<Option<T>, Fault> {
            let kept = ledger.kept(name, stamp)?;
            Ok(kept.as_deref().map(serde_json::from_str).transpose()?)
        };
        if let Some(kept) = at_hand(&self.stamp(ledger, days)?)? {
            return Ok(kept);
        }
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = self.stamp(ledger, days)?;
        if let Some(kept) = at_hand(&stamp)? {
            return Ok(kept);
        }
        let made = make()?;
        ledger.keep(name, &stamp, &serde_json::to_string(&made)?)?;
        Ok(made)
    }

    /// The reader of the kind that took a document's records; loaded when it is first
    /// asked for.
    pub fn reader(&self, version: &str) -> &Reader {
        match version.starts_with("careful") {
            true => self.careful.get_or_init(Reader::careful),
            false => self.fast.get_or_init(Reader::fast),
        }
    }
}
