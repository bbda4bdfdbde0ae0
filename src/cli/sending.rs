//! What the verbs share that send: mail, webhooks, and remembering what was sent.

use std::sync::Arc;

use anyhow::{Context, anyhow};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::collect::fetch::{Address, Ask, FetchError, Fetcher, Post, SystemNames, Validators};
use crate::collect::mail::{Encryption, Letter, Mailer, Server};
use crate::config::{Alert, Mail, Occasion, Security};
use crate::digest::{Digest, days_of};
use crate::ledger::Ledger;
use crate::publish::mail::{alert_json, alert_letter, digest_letter};
use crate::weave::{Matter, Telling, Week, matters, papers_of};

use super::collecting;
use super::configured::Configured;
use super::digest::room;
use super::failure::Failure;
use super::windows::windows;

/// The environment variable that holds the password of the mail server.
const PASSWORD: &str = "DIPLOMACY_WATCH_MAIL_PASSWORD";

/// An alert looks back on the documents of so many days.
const DAYS: i64 = 7;

/// Under which name the ledger knows the sending of digests.
const DIGEST: &str = "digest";

/// Sends mail and calls webhooks.
pub(super) struct Outbox {
    mailer: Option<Mailer>,
    fetcher: Fetcher,
}

impl Outbox {
    /// Checks all that sending needs, before anything is done.
    pub(super) fn open(configured: &Configured, private_hosts: &[String]) -> Result<Self, anyhow::Error> {
        let limits = collecting::settings(configured, private_hosts)?.limits;
        for alert in &configured.config.alerts {
            let named = || format!("{}:{}: the alert \"{}\"", configured.name, alert.line, alert.name);
            if let Some(webhook) = &alert.webhook {
                webhook.parse::<Address>().with_context(named)?;
            }
            if let Occasion::Search { query } = &alert.on {
                Ledger::check_query(query).with_context(named)?;
            }
        }
        let mailer = match &configured.config.mail {
            None => None,
            Some(mail) => {
                let server = Server {
                    host: mail.server.clone(),
                    port: mail.port(),
                    encryption: match mail.security {
                        Security::Tls => Encryption::FromTheStart,
                        Security::StartTls => Encryption::Started,
                        Security::None => Encryption::None,
                    },
                    login: login(configured, mail)?,
                    from: mail.from.as_str().to_owned(),
                    deadline: limits.deadline,
                    private_hosts: limits.private_hosts.clone(),
                    authorities: limits.authorities.clone(),
                };
                let mailer = Mailer::new(server, Arc::new(SystemNames));
                Some(mailer.with_context(|| format!("{}: [mail]", configured.name))?)
            }
        };
        Ok(Self { mailer, fetcher: Fetcher::new(limits, Arc::new(SystemNames)) })
    }

    fn mail(&self, to: &str, letter: &Letter) -> Result<(), anyhow::Error> {
        let mailer = self.mailer.as_ref().ok_or_else(|| anyhow!("watch.toml has no [mail]"))?;
        mailer.send(to, letter).with_context(|| format!("cannot mail {to}"))
    }

    fn call(&self, webhook: &str, json: &[u8]) -> Result<(), anyhow::Error> {
        let address: Address = webhook.parse()?;
        let post = Some(Post { json, bearer: None });
        let ask = Ask { address: &address, validators: &Validators::default(), trusted: true, post };
        // The address may hold a secret; its host does not.
        let named = || format!("cannot call the webhook at {}", address.host());
        let response = self.fetcher.request(&ask, self.fetcher.limits().deadline).with_context(named)?;
        match response.status {
            200..=299 => Ok(()),
            status => Err(FetchError::Status { status, rest: None }).with_context(named),
        }
    }

    /// Mails a digest to those of `to`.
    pub(super) fn mail_digest(&self, to: &str, digest: &Digest) -> Result<(), anyhow::Error> {
        self.mail(to, &digest_letter(digest)?)
    }

    /// Mails the digest of a week to those of `[mail]` who do not have it yet. What could
    /// not be sent, and why.
    pub(super) fn digest_once(
        &self,
        ledger: &mut Ledger,
        mail: &Mail,
        week: Week,
        digest: impl FnOnce(&Ledger) -> Result<Digest, Failure>,
    ) -> Result<(usize, Vec<anyhow::Error>), Failure> {
        let claim = format!("{DIGEST} {week}");
        // Whoever shares the ledger and holds it is mailing it now.
        if !ledger.claim(&claim)? {
            return Ok((0, Vec::new()));
        }
        let done = self.digest_to_those_without(ledger, mail, week, digest)?;
        ledger.release(&claim)?;
        Ok(done)
    }

    fn digest_to_those_without(
        &self,
        ledger: &mut Ledger,
        mail: &Mail,
        week: Week,
        digest: impl FnOnce(&Ledger) -> Result<Digest, Failure>,
    ) -> Result<(usize, Vec<anyhow::Error>), Failure> {
        let matter = vec![week.to_string()];
        let mut waiting = Vec::new();
        for to in &mail.digest_to {
            if !ledger.was_sent(DIGEST, to.as_str(), &matter)? {
                waiting.push(to.as_str());
            }
        }
        let mut problems = Vec::new();
        if waiting.is_empty() {
            return Ok((0, problems));
        }
        let digest = digest(ledger)?;
        let mut sent = 0;
        for to in waiting {
            match self.mail_digest(to, &digest) {
                Ok(()) => {
                    ledger.note_sent(DIGEST, to, &matter, Timestamp::now())?;
                    sent += 1;
                }
                Err(problem) => problems.push(problem),
            }
        }
        Ok((sent, problems))
    }

    /// Sends what is news to an alert on each of its ways, once. How many messages went out,
    /// and what could not be sent.
    pub(super) fn alert(
        &self,
        ledger: &mut Ledger,
        found: &Found<'_>,
    ) -> Result<(usize, Vec<anyhow::Error>), Failure> {
        let (mut sent, mut problems) = (0, Vec::new());
        for way in ways(found.alert) {
            let name = &found.name;
            let claim = format!("alert {name} {way}");
            // Whoever shares the ledger and holds it is sending it now.
            if !ledger.claim(&claim)? {
                continue;
            }
            let news = found.news(ledger, way)?;
            if news.is_empty() {
                ledger.release(&claim)?;
                continue;
            }
            let outcome = match found.alert.webhook.as_deref() == Some(way) {
                true => self.call(way, &alert_json(name, &news)?),
                false => self.mail(way, &alert_letter(name, &news)?),
            };
            match outcome {
                Ok(()) => {
                    let ids = news.iter().flat_map(|matter| &matter.ids);
                    ledger.note_sent(name, way, ids, Timestamp::now())?;
                    sent += 1;
                }
                Err(problem) => problems.push(problem.context(format!("the alert \"{name}\""))),
            }
            ledger.release(&claim)?;
        }
        Ok((sent, problems))
    }
}

/// Where an alert goes.
pub(super) fn ways(alert: &Alert) -> impl Iterator<Item = &str> {
    alert.mail.iter().map(|to| to.as_str()).chain(alert.webhook.as_deref())
}

/// What an alert is of.
pub(super) struct Found<'c> {
    pub(super) alert: &'c Alert,
    /// Under which it is told, and known again.
    pub(super) name: String,
    pub(super) matters: Vec<Matter>,
}

impl Found<'_> {
    /// What was not yet sent on a way.
    pub(super) fn news(&self, ledger: &Ledger, way: &str) -> Result<Vec<Matter>, Failure> {
        let mut news = Vec::new();
        for matter in &self.matters {
            if !ledger.was_sent(&self.name, way, &matter.ids)? {
                news.push(matter.clone());
            }
        }
        Ok(news)
    }
}

/// What all alerts are of, in the documents of the last days.
pub(super) fn found<'c>(
    configured: &'c Configured,
    ledger: &Ledger,
    now: Timestamp,
) -> Result<Vec<Found<'c>>, Failure> {
    let alerts = &configured.config.alerts;
    if alerts.is_empty() {
        return Ok(Vec::new());
    }
    let today = TimeZone::UTC.to_datetime(now).date();
    let first = today.saturating_sub(jiff::Span::new().days(DAYS - 1));
    // A clock that is behind must not hide what is dated tomorrow.
    let last = today.saturating_add(jiff::Span::new().days(1));
    let back = days_of(Week::of(today)).0;
    let _room = room();
    let documents = ledger.documents(Some(back), Some(last))?;
    let mut papers = papers_of((first, last), &documents);
    let of_now = papers.len();
    papers.extend(papers_of((back, first.saturating_sub(jiff::Span::new().days(1))), &documents));
    let expected = windows(configured, ledger, (Some(first), Some(last)), now)?;
    let mut all = Vec::new();
    for alert in alerts {
        let matters = match &alert.on {
            Occasion::Search { query } => hits(ledger, query, first, last)?,
            Occasion::Kept => {
                let kept = ledger.saved_searches()?;
                for one in kept.into_iter().filter(|one| one.alert.as_ref() == Some(&alert.name)) {
                    let matters = hits(ledger, &one.query, first, last)?;
                    all.push(Found { alert, name: one.alert_name(&alert.name), matters });
                }
                continue;
            }
            on => matters(on, &papers, of_now, &expected),
        };
        all.push(Found { alert, name: alert.name.clone(), matters });
    }
    Ok(all)
}

fn hits(ledger: &Ledger, query: &str, first: Date, last: Date) -> Result<Vec<Matter>, Failure> {
    let hits = ledger.search(query, Some(first), Some(last), None)?;
    let matter = |hit: crate::ledger::Hit| {
        let head = hit.document;
        Matter {
            ids: vec![head.id.clone()],
            what: head.title.clone().unwrap_or_else(|| "a document".to_owned()),
            told: vec![Telling {
                document: head.id,
                outlet: head.outlet,
                title: head.title,
                url: head.url,
                day: head.published.as_deref().and_then(|stated| stated.get(..10)?.parse().ok()),
                words: hit.snippet.split_whitespace().collect::<Vec<_>>().join(" "),
            }],
        }
    };
    Ok(hits.into_iter().map(matter).collect())
}

/// The week whose digest is due by mail, where one is: on the day and from the time that
/// are configured, that of the day before.
pub(super) fn due_week(mail: &Mail, now: Timestamp) -> Option<Week> {
    let here = mail.zone.0.to_datetime(now);
    let is_due = mail.digest_on.contains(here.weekday()) && here.time() >= mail.digest_at.0;
    is_due.then(|| {
        let before = mail.zone.0.to_datetime(now - SignedDuration::from_hours(24));
        Week::of(before.date())
    })
}

/// User and password, from the environment or a file.
fn login(configured: &Configured, mail: &Mail) -> Result<Option<(String, String)>, anyhow::Error> {
    let Some(user) = &mail.user else { return Ok(None) };
    let password = match (std::env::var(PASSWORD), &mail.password_file) {
        (Ok(password), _) => password,
        (Err(_), Some(path)) => {
            let path = configured.path(path);
            std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read the mail password in {}", path.display()))?
        }
        (Err(_), None) => {
            return Err(anyhow!(
                "{} names a user for mail and no password; put it into a file and name that as password_file, \
                 or into {PASSWORD}",
                configured.name
            ));
        }
    };
    Ok(Some((user.clone(), password.trim_end_matches(['\r', '\n']).to_owned())))
}
