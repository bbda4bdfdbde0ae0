//! What all pages share.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::ToSpan;

use crate::config::Source;
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
            careful: OnceLock::new(),
            fast: OnceLock::new(),
        })
    }

    /// The digest of a week, made once for each state of the ledger.
    pub fn digest(&self, ledger: &Ledger, week: Week) -> Result<Arc<Digest>, Fault> {
        let first = week.first().checked_sub((BACK * 7).days()).unwrap_or(week.first());
        let stamp = format!("{} {}", ledger.stamp(first, week.last())?, self.settings.edition);
        let at_hand = |(had, digest): &(String, Arc<Digest>)| (*had == stamp).then(|| digest.clone());
        let digests = || self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(digest) = digests().get(&week).and_then(at_hand) {
            return Ok(digest);
        }
        let name = format!("digest {week}");
        let digest = match ledger.kept(&name, &stamp)? {
            Some(kept) => serde_json::from_str(&kept)?,
            None => {
                let digest = (self.settings.digest)(ledger, week)?;
                ledger.keep(&name, &stamp, &serde_json::to_string(&digest)?)?;
                digest
            }
        };
        let digest = Arc::new(digest);
        let mut digests = digests();
        if digests.len() >= AT_HAND {
            digests.clear();
        }
        digests.insert(week, (stamp, digest.clone()));
        Ok(digest)
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
