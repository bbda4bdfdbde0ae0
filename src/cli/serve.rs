//! `serve`: the web page, the JSON API and feeds.

use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use jiff::Timestamp;

use crate::config::Occasion;
use crate::ledger::{Ledger, Location};
use crate::web::{self, Listen, Settings};

use super::args::LedgerArgs;
use super::configured::Configured;
use super::digest;
use super::failure::Failure;
use super::interrupt;
use super::output::Output;
use super::windows::windows;

/// The fewest characters of a token.
const TOKEN: usize = 20;

/// Serve the ledger in a browser until Ctrl-C
///
/// On this machine's own address it is open to whoever sits there. At any other address
/// people log in with a password (--add-person) or a token. It does not encrypt: put a
/// program before it that does.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Where it is served.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8437")]
    listen: Listen,

    /// Let somebody log in with the password that standard input holds, and end.
    #[arg(long, value_name = "NAME")]
    add_person: Option<String>,

    #[command(flatten)]
    door: DoorArgs,

    /// The configuration; the default is watch.toml in the current folder, where there is one.
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,

    #[command(flatten)]
    ledger: LedgerArgs,
}

/// Who comes in, and by which name.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct DoorArgs {
    /// A name by which browsers may call this machine; may be given several times.
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,

    /// A secret with which programs, and people without a password, come in.
    #[arg(long, value_name = "SECRET", env = "DIPLOMACY_WATCH_TOKEN", hide_env_values = true)]
    token: Option<String>,

    /// Under whose name decisions are kept where nobody logs in.
    #[arg(long, value_name = "NAME", env = "USER", default_value = "the owner")]
    owner: String,
}

impl DoorArgs {
    /// Refuses a token that could be guessed, and an address that others reach where nobody
    /// could log in.
    pub(super) fn check(&self, listen: Listen, ledger: &Ledger) -> Result<(), Failure> {
        check_token(self.token.as_deref())?;
        if !listen.is_loopback() && self.token.is_none() && !ledger.has_people()? {
            return Err(Failure::Usage(format!(
                "{listen} can be reached by others: add somebody who may log in with --add-person NAME, or give --token"
            )));
        }
        Ok(())
    }
}

pub(super) fn run(args: Args) -> Result<(), Failure> {
    let ledger = args.ledger.open()?;
    if let Some(name) = &args.add_person {
        return add_person(&ledger, name);
    }
    args.door.check(args.listen, &ledger)?;
    drop(ledger);
    let configured = Arc::new(Configured::load(args.config.as_deref())?);
    interrupt::catch()?;
    serve(args.listen, args.door, args.ledger.at, configured)
}

/// Serves until Ctrl-C.
pub(super) fn serve(
    at: Listen,
    door: DoorArgs,
    ledger: Location,
    configured: Arc<Configured>,
) -> Result<(), Failure> {
    web::serve(
        at,
        settings(door, ledger, configured),
        |own| {
            // Whoever started it with another program waits for this line.
            let mut told = Output::new();
            let _ = told.text(&format!("http://{own}/\n")).and_then(|()| told.flush());
        },
        interrupt::is_asked,
    )
    .with_context(|| format!("cannot serve at {at}"))?;
    Ok(())
}

fn settings(door: DoorArgs, ledger: Location, configured: Arc<Configured>) -> Settings {
    let for_windows = configured.clone();
    let scope = &configured.config.scope;
    Settings {
        ledger,
        token: door.token,
        hosts: door.host,
        owner: door.owner,
        sources: configured.config.sources.clone(),
        alerts: configured.config.alerts.iter().filter(|alert| alert.on == Occasion::Kept).cloned().collect(),
        scope: digest::codes(&scope.parties),
        edition: format!("{} {scope:?}", env!("CARGO_PKG_VERSION")),
        digest: Arc::new(move |ledger, week| {
            digest::of_week(ledger, &configured, week, None).map(|composed| composed.digest).map_err(told)
        }),
        windows: Arc::new(move |ledger, week| {
            let days = (Some(week.first()), Some(week.last()));
            windows(&for_windows, ledger, days, Timestamp::now()).map_err(told)
        }),
    }
}

/// A failure of another verb, for a page.
fn told(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Error(error) => error,
        Failure::Usage(message) => anyhow!(message),
        other => anyhow!("{other:?}"),
    }
}

fn check_token(token: Option<&str>) -> Result<(), Failure> {
    match token {
        Some(token) if token.chars().count() < TOKEN => Err(Failure::Usage(format!(
            "the token has fewer than {TOKEN} characters and could be guessed; take one such as that of: \
             openssl rand -hex 20"
        ))),
        _ => Ok(()),
    }
}

fn add_person(ledger: &Ledger, name: &str) -> Result<(), Failure> {
    if name.trim().is_empty() {
        return Err(Failure::Usage("--add-person needs a name".to_owned()));
    }
    eprintln!("password for {name}, then Enter and Ctrl-D:");
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password).context("cannot read the password from standard input")?;
    let hash = web::hash_password(password.trim_end_matches(['\r', '\n']))?;
    ledger.set_password(name.trim(), &hash)?;
    Ok(())
}
