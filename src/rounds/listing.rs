//! A source's list: what it announces, and how far back that goes.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::collect::fetch::{Address, Answer, FetchError, Validators};
use crate::collect::polite::{Found, Visit, Visitor};
use crate::config::{Place, Source};
use crate::read::feed::{self, Entry, links, sitemap, sitemap::Sitemap};
use crate::record::{Announced, Listing, Outcome, Published};

use super::carried::Carried;
use super::{Desk, RoundError};

/// How many sitemaps of a list of sitemaps are asked, those that were changed last.
const MAPS: usize = 5;

/// The most pages that are taken from one list.
const ENTRIES: usize = 5_000;

/// Why a source's list was not had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unheard {
    Failed(String),
    /// The work is to end.
    Stopped,
}

/// What a source said.
enum Heard {
    Unchanged,
    List { entries: Vec<Entry>, answers: Vec<(Address, Answer)> },
}

/// Asks a source for its list, notes what it announces, and gives what it carries itself.
///
/// # Errors
/// Where the ledger or the archive cannot be written; why the list was not had is in what
/// is given back.
pub(super) fn list(
    desk: &Desk,
    visitor: &Visitor,
    source: &Source,
) -> Result<Result<Carried, Unheard>, RoundError> {
    let at = Timestamp::now();
    match hear(desk, visitor, source)? {
        Ok(heard) => Ok(Ok(note(desk, source, heard, at)?)),
        Err(unheard) => {
            if let Unheard::Failed(why) = &unheard {
                let outcome = Outcome::Failed(why.clone());
                desk.ledger().note_listing(&source.name, &Listing { at, outcome, since: None })?;
            }
            Ok(Err(unheard))
        }
    }
}

/// Notes what was announced before what to ask again with: a program that is killed in
/// between asks once too often, and misses nothing.
fn note(desk: &Desk, source: &Source, heard: Heard, at: Timestamp) -> Result<Carried, RoundError> {
    let mut ledger = desk.ledger();
    let last = ledger.last_listing(&source.name)?.and_then(|last| last.since);
    let (entries, answers) = match heard {
        Heard::Unchanged => {
            let listing = Listing { at, outcome: Outcome::Unchanged, since: last };
            ledger.note_listing(&source.name, &listing)?;
            return Ok(Carried::default());
        }
        Heard::List { entries, answers } => (entries, answers),
    };
    let carried = Carried::new(&entries, answers);
    let announced: Vec<Announced> = entries.into_iter().filter_map(announced).take(ENTRIES).collect();
    let (_, overlaps) = ledger.announce(&source.name, &announced, at)?;
    // A list that goes on where the last one ended reaches as far back as that one.
    let joined = if overlaps { last } else { None };
    let since = reach(&announced).into_iter().chain(joined).min();
    ledger.note_listing(&source.name, &Listing { at, outcome: Outcome::Fetched, since })?;
    for (asked, answer) in carried.answers() {
        if ledger.keep_answer(asked.as_str(), &answer.validators(), &answer.body, at)? {
            desk.archive().keep(asked, answer, at).map_err(|error| desk.archive_failed(error))?;
        }
    }
    Ok(carried)
}

fn hear(desk: &Desk, visitor: &Visitor, source: &Source) -> Result<Result<Heard, Unheard>, RoundError> {
    let Some(address) = source.place.address() else {
        return Ok(Err(Unheard::Failed(format!("a {} is no list on the network", source.place.label()))));
    };
    let address: Address = match address.parse() {
        Ok(address) => address,
        Err(error) => return Ok(Err(unheard(error.into()))),
    };
    // A list of sitemaps may be as it was while the maps on it are not.
    let validators = match source.place {
        Place::Sitemap(_) => Validators::default(),
        _ => desk.ledger().validators(address.as_str())?,
    };
    let found = visitor.visit(&Visit { address: &address, validators: &validators, trusted: true });
    Ok(match found {
        Err(error) => Err(unheard(error)),
        Ok(Found::Unchanged) => Ok(Heard::Unchanged),
        Ok(Found::Answer(answer)) => entries(visitor, source, &answer)
            .map(|entries| Heard::List { entries, answers: vec![(address, answer)] }),
    })
}

fn unheard(error: FetchError) -> Unheard {
    match error {
        FetchError::Interrupted => Unheard::Stopped,
        error => Unheard::Failed(error.to_string()),
    }
}

fn entries(visitor: &Visitor, source: &Source, answer: &Answer) -> Result<Vec<Entry>, Unheard> {
    let (body, base) = (answer.body.as_slice(), answer.address.as_str());
    let content_type = answer.headers.get("content-type");
    let wrong = |error: feed::FeedError| Unheard::Failed(format!("{base} {error}"));
    match &source.place {
        Place::Index { links: selector, .. } => {
            let selector: links::LinkSelector = selector.parse().map_err(wrong)?;
            links::find(body, content_type, &selector, base).map_err(wrong)
        }
        Place::Sitemap(_) => match sitemap::parse(body, content_type, base).map_err(wrong)? {
            Sitemap::Pages(pages) => Ok(pages),
            Sitemap::Maps(maps) => pages_of(visitor, &answer.address, maps),
        },
        _ => feed::parse(body, content_type, base).map_err(wrong),
    }
}

/// The pages on the sitemaps that were changed last. One that cannot be had fails the
/// whole list: what it holds would be missed in silence.
fn pages_of(visitor: &Visitor, list: &Address, mut maps: Vec<sitemap::Map>) -> Result<Vec<Entry>, Unheard> {
    maps.sort_by(|a, b| b.updated.cmp(&a.updated));
    let mut pages = Vec::new();
    for map in maps.into_iter().take(MAPS) {
        let address = list.join(&map.url).map_err(|error| unheard(error.into()))?;
        let visit = Visit {
            address: &address,
            validators: &Validators::default(),
            trusted: address.host() == list.host(),
        };
        let answer = match visitor.visit(&visit).map_err(unheard)? {
            Found::Answer(answer) => answer,
            Found::Unchanged => continue,
        };
        let base = answer.address.as_str();
        let parsed = sitemap::parse(&answer.body, answer.headers.get("content-type"), base);
        match parsed.map_err(|error| Unheard::Failed(format!("{base} {error}")))? {
            Sitemap::Pages(found) => pages.extend(found),
            Sitemap::Maps(_) => {
                return Err(Unheard::Failed(format!(
                    "{base} lists sitemaps in its turn; give the address of one that lists pages"
                )));
            }
        }
    }
    Ok(pages)
}

fn announced(entry: Entry) -> Option<Announced> {
    let Entry { url, title, published, updated, .. } = entry;
    Some(Announced { url: url?, title, published, updated })
}

/// From when on everything that the source published is on the list; `None` where the list
/// is empty or an entry has no time. Sources pin old entries to the head of their lists,
/// which says nothing of what lies between: so that the end of the list counts, and not its
/// oldest tenth.
fn reach(announced: &[Announced]) -> Option<Timestamp> {
    let times: Option<Vec<Timestamp>> =
        announced.iter().map(|one| one.published.as_ref().and_then(latest)).collect();
    let mut times = times?;
    let end = *times.last()?;
    times.sort_unstable();
    Some(times[times.len() / 10].max(end))
}

/// The latest moment that a time of publication may mean: one without a zone is taken to
/// be of the westernmost.
fn latest(published: &Published) -> Option<Timestamp> {
    let stated = published.as_str();
    let local = stated.parse::<DateTime>().unwrap_or_else(|_| published.date().into());
    let last = if stated.len() > 10 { local } else { published.date().at(23, 59, 59, 0) };
    stated.parse().or_else(|_| Offset::constant(-12).to_timestamp(last)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stated: &[Option<&str>], expected: Option<&str>) {
        let one = |stated: &Option<&str>| Announced {
            published: stated.map(|stated| stated.parse().unwrap()),
            ..Announced::default()
        };
        let got = reach(&stated.iter().map(one).collect::<Vec<_>>());
        assert_eq!(got.map(|time| time.to_string()).as_deref(), expected, "{stated:?}");
    }

    #[test]
    fn a_list_reaches_back_to_its_oldest_entry() {
        let (late, early) = (Some("2022-03-08T10:00:00Z"), Some("2022-03-07T10:00:00+02:00"));
        check(&[late, early], Some("2022-03-07T08:00:00Z"));
        check(&[early, late], Some("2022-03-08T10:00:00Z"));
        check(&[Some("2019-01-01T00:00:00Z"), late, early], Some("2022-03-07T08:00:00Z"));
        let mut pinned = vec![late; 10];
        pinned.push(Some("2019-01-01T00:00:00Z"));
        check(&pinned, late);
        check(&[Some("2022-03-07")], Some("2022-03-08T11:59:59Z"));
        check(&[Some("2022-03-07T10:00:00")], Some("2022-03-07T22:00:00Z"));
        check(&[Some("2022-03-07"), None], None);
        check(&[], None);
    }
}
