//! Who is read, and where that stands.

use core::time::Duration;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use crate::record::SourceKind;

use super::schedule::Schedule;
use super::{Country, Mistake};

/// An outlet or official channel and where it publishes.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// By which it is known in the ledger, and the outlet of its documents.
    pub name: String,
    pub kind: Option<SourceKind>,
    pub country: Option<Country>,
    /// BCP 47, where the pages do not say it.
    pub language: Option<String>,
    pub place: Place,
    /// How often `run` asks.
    pub every: Duration,
    /// What is expected of it, and when.
    pub schedules: Vec<Schedule>,
    /// Of the file, counted from 1.
    pub line: usize,
}

/// Where a source publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// RSS, Atom or JSON Feed.
    Feed(String),
    /// A sitemap, of news or of everything.
    Sitemap(String),
    /// A page of links; which of them are articles, a CSS selector says.
    Index { address: String, links: String },
    /// A single page, watched for change.
    Page(String),
    /// A list of feeds, each taken as a feed of this source.
    Opml(PathBuf),
    /// WARC files: one, or all of a folder.
    Warc(PathBuf),
    /// Documents on this machine.
    Folder(PathBuf),
}

impl Place {
    /// The address, where it is one of the web.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::Feed(address)
            | Self::Sitemap(address)
            | Self::Index { address, .. }
            | Self::Page(address) => Some(address),
            Self::Opml(_) | Self::Warc(_) | Self::Folder(_) => None,
        }
    }

    /// What it is, for people.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Feed(_) => "feed",
            Self::Sitemap(_) => "sitemap",
            Self::Index { .. } => "index",
            Self::Page(_) => "page",
            Self::Opml(_) => "opml",
            Self::Warc(_) => "warc",
            Self::Folder(_) => "folder",
        }
    }
}

/// A source as the file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    name: Spanned<String>,
    kind: Option<SourceKind>,
    country: Option<Country>,
    language: Option<String>,
    feed: Option<Spanned<String>>,
    sitemap: Option<Spanned<String>>,
    index: Option<Spanned<String>>,
    links: Option<Spanned<String>>,
    page: Option<Spanned<String>>,
    opml: Option<PathBuf>,
    warc: Option<PathBuf>,
    folder: Option<PathBuf>,
    every: Option<Every>,
    #[serde(default)]
    schedule: Vec<Schedule>,
}

/// How often a source is asked where it does not say so.
const USUAL: Duration = Duration::from_secs(3600);

impl Written {
    /// The source, where it says exactly one place; `line` gives the line of a byte.
    pub(super) fn checked(self, line: impl Fn(usize) -> usize) -> Result<Source, Mistake> {
        let at = self.name.span().start;
        let name = self.name.get_ref().trim().to_owned();
        let wrong = |problem: &str| Mistake { at, problem: problem.to_owned() };
        if name.is_empty() {
            return Err(wrong("the source has no name; write one, such as name = \"Example Wire\""));
        }
        for address in [&self.feed, &self.sitemap, &self.index, &self.page].into_iter().flatten() {
            check_address(address)?;
        }
        if let (Some(links), None) = (&self.links, &self.index) {
            let problem =
                "links chooses links of an index; give the page that lists them as index".to_owned();
            return Err(Mistake { at: links.span().start, problem });
        }
        let (language, kind, country, schedules) = (self.language, self.kind, self.country, self.schedule);
        let every = self.every.map_or(USUAL, |every| every.0);
        let index = match (self.index, self.links) {
            (Some(address), Some(links)) => {
                Some(Place::Index { address: address.into_inner(), links: links.into_inner() })
            }
            (Some(index), None) => {
                let problem = "an index needs links, a CSS selector for those that lead to articles, such as links = \"h3 a\"";
                return Err(Mistake { at: index.span().start, problem: problem.to_owned() });
            }
            (None, _) => None,
        };
        let places = [
            self.feed.map(|address| Place::Feed(address.into_inner())),
            self.sitemap.map(|address| Place::Sitemap(address.into_inner())),
            index,
            self.page.map(|address| Place::Page(address.into_inner())),
            self.opml.map(Place::Opml),
            self.warc.map(Place::Warc),
            self.folder.map(Place::Folder),
        ];
        let mut places = places.into_iter().flatten();
        let expected = "one of feed, sitemap, index, page, opml, warc, folder";
        match (places.next(), places.next()) {
            (Some(place), None) => {
                Ok(Source { name, kind, country, language, place, every, schedules, line: line(at) })
            }
            (None, _) => Err(wrong(&format!("\"{name}\" says nowhere to look; give it {expected}"))),
            (Some(_), Some(_)) => {
                Err(wrong(&format!("\"{name}\" says several places; make it a source for each: {expected}")))
            }
        }
    }
}

pub(super) fn check_address(address: &Spanned<String>) -> Result<(), Mistake> {
    let at = address.span().start;
    address_problem(address.get_ref()).map_or(Ok(()), |problem| Err(Mistake { at, problem }))
}

/// Why words are no address that may be asked; `None` where they are.
pub(super) fn address_problem(words: &str) -> Option<String> {
    let rest = words.strip_prefix("https://").or_else(|| words.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    match host {
        Some(host) if host.contains('@') => Some(
            "the address holds a user name or password, which would end up in files and messages; leave them out"
                .to_owned(),
        ),
        Some(host) if !host.is_empty() => None,
        _ => Some(format!("\"{words}\" is no address of the web; it begins with https:// or http://")),
    }
}

/// A time between two visits: a number with m, h or d.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Every(Duration);

impl TryFrom<String> for Every {
    type Error = String;

    fn try_from(words: String) -> Result<Self, String> {
        let seconds = [("m", 60), ("h", 3600), ("d", 86_400)].iter().find_map(|(unit, seconds)| {
            let number: u64 = words.strip_suffix(unit)?.trim().parse().ok()?;
            (1..=1000).contains(&number).then_some(number * seconds)
        });
        match seconds {
            Some(seconds) => Ok(Self(Duration::from_secs(seconds))),
            None => Err(format!("\"{words}\" is no time between two visits; write 30m, 6h or 1d")),
        }
    }
}
