//! What all pages share.

use std::sync::{Arc, OnceLock};

use crate::config::{Alert, Source};
use crate::digest::Digest;
use crate::ledger::{Ledger, Location};
use crate::read::Reader;
use crate::record::Window;
use crate::weave::Week;

use super::account::{Sessions, secret};
use super::fault::Fault;
use super::page::{TurnView, turns};
use super::pool::Pool;
use super::shelf::{Make, Shelf};

/// Makes one of a week, of the ledger.
type OfWeek<T> = Arc<dyn Fn(&Ledger, Week) -> Result<T, anyhow::Error> + Send + Sync>;

/// What the web page is to serve, and to whom.
pub struct Settings {
    pub ledger: Location,
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
    pub digest: OfWeek<Digest>,
    /// What was expected of channels in a week, and whether it came.
    pub windows: OfWeek<Vec<Window>>,
}

/// What all pages share.
pub(super) struct House {
    pub settings: Settings,
    pub ledger: Arc<Pool>,
    pub sessions: Sessions,
    /// Whether only this machine reaches it, and nobody needs to log in.
    pub is_open: bool,
    /// As it is called where it listens.
    pub own: String,
    /// For passes of forms.
    pub key: [u8; 32],
    /// Each week's digest.
    pub digests: Arc<Shelf<Digest>>,
    /// How stands changed in a week.
    pub turns: Arc<Shelf<Vec<TurnView>>>,
    careful: OnceLock<Reader>,
    fast: OnceLock<Reader>,
}

impl House {
    pub fn open(settings: Settings, is_open: bool, own: &str) -> Result<Self, anyhow::Error> {
        let ledger = Arc::new(Pool::open(settings.ledger.clone())?);
        let making = Arc::default();
        let digest = settings.digest.clone();
        let digest: Make<Digest> = Arc::new(move |ledger, week| digest(ledger, week).map_err(Fault::from));
        let digests = Arc::new(Shelf::new("digest", &settings.edition, digest, &ledger, &making));
        let turns = Arc::new(Shelf::new("turns", &settings.edition, Arc::new(turns), &ledger, &making));
        let key = blake3::hash(secret().map_err(|fault| anyhow::anyhow!("{fault}"))?.as_bytes());
        Ok(Self {
            ledger,
            settings,
            sessions: Sessions::default(),
            is_open,
            own: own.to_owned(),
            key: key.into(),
            digests,
            turns,
            careful: OnceLock::new(),
            fast: OnceLock::new(),
        })
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
