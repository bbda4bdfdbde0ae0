//! Saved searches and digests as Atom feeds, under secret addresses: feed readers cannot log in.

use jiff::Timestamp;

use crate::digest::Digest;
use crate::ledger::{Hit, Ledger};
use crate::publish::atom::{self, Body, Entry, Feed};
use crate::record::NAMELESS;
use crate::weave::Week;

use super::answer::Answer;
use super::ask::Ask;
use super::fault::Fault;
use super::house::House;
use super::show::words::document_at;

/// How many documents a feed has.
const ENTRIES: usize = 50;

/// How many weeks the feed of digests has.
const WEEKS: usize = 12;

/// The feed under a secret: the latest documents that a saved search finds, or the latest
/// digests.
pub(super) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let secret = ask.path[0].strip_suffix(".atom").unwrap_or(&ask.path[0]);
    let scheme = if ask.is_secure { "https" } else { "http" };
    let base = format!("{scheme}://{}", ask.host.as_deref().unwrap_or_default());
    let own = format!("{base}/feeds/{secret}.atom");
    house.ledger.with(|ledger| {
        let feed = match ledger.search_of_feed(secret)? {
            Some(saved) => {
                let mut hits = ledger.search_latest(&saved.query, ENTRIES)?;
                hits.sort_by(|a, b| b.document.published.cmp(&a.document.published));
                let entries = hits.iter().map(|hit| entry(&base, hit)).collect();
                Feed { title: saved.name, subtitle: saved.query, id: own.clone(), own: Some(own), entries }
            }
            None if ledger.digest_feed()?.is_some_and(|kept| kept == secret) => {
                let digests = digests(house, ledger)?;
                atom::digests(&digests, &house.settings.scope, Some(&own))?
            }
            None => return Err(Fault::NotFound),
        };
        let kind = "application/atom+xml; charset=utf-8";
        Ok(Answer::text(kind, atom::atom(&feed)).tagged(ask.etag.as_deref()))
    })
}

fn digests(house: &House, ledger: &Ledger) -> Result<Vec<Digest>, Fault> {
    let weeks = ledger.weeks()?.into_iter().filter_map(|week| week.parse::<Week>().ok()).take(WEEKS);
    weeks.map(|week| house.digests.now(ledger, week).map(|digest| (*digest).clone())).collect()
}

fn entry(base: &str, hit: &Hit) -> Entry {
    let head = &hit.document;
    let link = format!("{base}{}", document_at(&head.id));
    Entry {
        title: head.title.clone().unwrap_or_else(|| "Without a title".to_owned()),
        id: link.clone(),
        link: Some(link),
        updated: head.published.as_deref().and_then(atom::moment).unwrap_or(Timestamp::UNIX_EPOCH),
        author: head.outlet.clone().unwrap_or_else(|| NAMELESS.to_owned()),
        body: Body::Summary(hit.snippet.clone()),
    }
}
