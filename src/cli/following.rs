//! What follows from the rounds of `run`: digests are written, alerts and mail are sent,
//! while collecting goes on.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};

use crate::ledger::Ledger;
use crate::publish;
use crate::weave::Week;

use super::args::LedgerArgs;
use super::configured::Configured;
use super::digest;
use super::failure::Failure;
use super::output::Output;
use super::sending::{Outbox, due_week, found};
use super::writing::Writer;

/// How often it is looked whether mail is due.
const GLANCE: Duration = Duration::from_millis(200);

/// What follows from rounds needs.
pub(super) struct Following {
    pub outbox: Outbox,
    pub writer: Option<Writer>,
    pub configured: Arc<Configured>,
    /// The folder of digests.
    pub digests: Option<PathBuf>,
}

impl Following {
    /// Does what follows from each round that it is told of, and mails what is due, until
    /// there are no more rounds.
    ///
    /// # Errors
    /// Where the ledger cannot be read or a digest cannot be written; what cannot be sent
    /// is told and tried again.
    pub(super) fn follow(&self, rounds: &Receiver<()>, ledger: &LedgerArgs) -> Result<(), Failure> {
        let mut mails = Mails::default();
        loop {
            let round = rounds.recv_timeout(GLANCE);
            let now = Timestamp::now();
            match round {
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) => {
                    let mut ledger = ledger.open()?;
                    self.write_digests(&ledger, now)?;
                    self.alert(&mut ledger, now)?;
                }
            }
            if mails.is_due(&self.configured, now) {
                self.mail(&mut ledger.open()?, now)?;
            }
        }
    }

    /// Mails the digest that is due to whoever does not have it.
    fn mail(&self, ledger: &mut Ledger, now: Timestamp) -> Result<(), Failure> {
        let Some(mail) = &self.configured.config.mail else { return Ok(()) };
        let Some(week) = due_week(mail, now) else { return Ok(()) };
        let digest = |ledger: &Ledger| {
            digest::of_week(ledger, &self.configured, week, self.writer.as_ref())
                .map(|composed| composed.digest)
        };
        let (sent, problems) = self.outbox.digest_once(ledger, mail, week, digest)?;
        told(sent, &format!("the digest of {week} was mailed to {sent}"), &problems, now)
    }

    /// Sends what is news to the alerts.
    fn alert(&self, ledger: &mut Ledger, now: Timestamp) -> Result<(), Failure> {
        for found in found(&self.configured, ledger, now)? {
            let (sent, problems) = self.outbox.alert(ledger, &found)?;
            told(sent, &format!("the alert \"{}\" was sent on {sent} ways", found.name), &problems, now)?;
        }
        Ok(())
    }

    /// Writes the digests of this week and the last, where there is a folder for them.
    fn write_digests(&self, ledger: &Ledger, now: Timestamp) -> Result<(), Failure> {
        let Some(folder) = &self.digests else { return Ok(()) };
        let named = || format!("cannot write to {}", folder.display());
        std::fs::create_dir_all(folder).with_context(named)?;
        for back in [0, 7 * 24] {
            let day = now - SignedDuration::from_hours(back);
            let week = Week::of(jiff::tz::TimeZone::UTC.to_datetime(day).date());
            let composed = digest::of_week(ledger, &self.configured, week, self.writer.as_ref())?;
            let write = |ending: &str, bytes: &[u8]| {
                let path = folder.join(format!("{week}.{ending}"));
                // Whoever reads it meanwhile sees the old one or the new one, whole.
                let part = folder.join(format!(".{week}.{ending}.part"));
                std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path)).with_context(named)
            };
            write("md", publish::markdown(&composed.digest).as_bytes())?;
            write("html", publish::html(&composed.digest)?.as_bytes())?;
            write("docx", &publish::docx(&composed.digest)?)?;
        }
        Ok(())
    }
}

/// How long after a look for mail that is due the next one is.
const MAILS: SignedDuration = SignedDuration::from_mins(10);

/// When it was last looked for mail that is due.
#[derive(Default)]
struct Mails(Option<Timestamp>);

impl Mails {
    /// Whether it is time to look: the digest is due and it was not looked just now.
    fn is_due(&mut self, configured: &Configured, now: Timestamp) -> bool {
        let is_day = configured.config.mail.as_ref().is_some_and(|mail| due_week(mail, now).is_some());
        // The clock may have been set back since.
        let is_due = is_day && self.0.is_none_or(|last| now.duration_since(last).abs() >= MAILS);
        if is_due {
            self.0 = Some(now);
        }
        is_due
    }
}

/// A line for what was sent, and one for each thing that could not be.
fn told(sent: usize, line: &str, problems: &[anyhow::Error], at: Timestamp) -> Result<(), Failure> {
    problems.iter().for_each(|problem| eprintln!("{problem:#}"));
    if sent == 0 {
        return Ok(());
    }
    let mut out = Output::new();
    out.text(&format!("{} {line}\n", at.strftime("%Y-%m-%dT%H:%M:%SZ")))?;
    out.flush()
}
