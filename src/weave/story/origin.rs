//! Where a document has its report from: whom it credits or cites.

use std::collections::HashMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::knowledge::{Knowledge, Sort};
use crate::read::Reader;
use crate::read::language::stem::words;
use crate::record::{Article, Attribution};
use crate::weave::outlet_called;

/// How many bytes of a text count as its opening, and as its ending.
const OPENING: usize = 600;
const ENDING: usize = 400;

/// Where a report comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// An outlet, or the id of a document where no outlet is known.
    pub name: String,
    pub basis: Basis,
}

/// How an origin is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The document names no other.
    Own,
    /// Its text is that of an earlier document.
    Copy,
    /// Its opening tells what another outlet reports.
    Cited,
    /// It says that its text, or part of it, is another's.
    Credit,
}

/// On whose word a document stands, as far as it says so itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    outlet: Option<String>,
    credited: Option<&'static str>,
    cited: Option<&'static str>,
}

impl Report {
    /// Takes it from an article. Only an opening that names an outlet is read for it.
    pub fn read(reader: &Reader, article: &Article) -> Self {
        let opening = opening(article).map(|opening| reader.read(opening));
        Self::new(article, opening.as_ref().map_or(&[], |opening| &opening.attributions))
    }

    /// Takes it from an article and the attributions in its opening.
    pub fn new(article: &Article, attributions: &[Attribution]) -> Self {
        let outlet = article.outlet.as_deref().map(|name| outlet_called(name).unwrap_or(name).to_owned());
        let is_other = |name: &&str| outlet.as_deref() != Some(*name);
        let chains = attributions.iter().map(|attribution| &attribution.chain);
        let first_outlet = |chain: &Vec<String>| chain.iter().find_map(|name| outlet_called(name));
        let cited = chains.filter_map(first_outlet).find(is_other);
        Self { credited: credited(&article.text).find(is_other), cited, outlet }
    }

    /// Whether it knows of an origin where the other does not, or on better ground.
    pub(super) fn is_surer_than(&self, other: &Self) -> bool {
        let ground = |report: &Self| (report.credited.is_some(), report.cited.is_some());
        ground(self) > ground(other)
    }

    /// The origin, for a document with this id.
    pub(super) fn origin(&self, id: &str) -> Origin {
        let own = || self.outlet.clone().unwrap_or_else(|| id.to_owned());
        match (self.credited, self.cited) {
            (Some(name), _) => Origin { name: name.to_owned(), basis: Basis::Credit },
            (None, Some(name)) => Origin { name: name.to_owned(), basis: Basis::Cited },
            (None, None) => Origin { name: own(), basis: Basis::Own },
        }
    }
}

/// The opening of an article by itself, where it names an outlet that it may have its
/// report from; `None` where there is no need to read it.
fn opening(article: &Article) -> Option<Article> {
    let text = first(&article.text, OPENING);
    let own = article.outlet.as_deref().and_then(outlet_called);
    outlets(text).find(|(_, name)| own != Some(*name))?;
    Some(Article { text: text.to_owned(), title: None, ..article.clone() })
}

/// Whether a place of a text, in code points, is in its opening.
pub(super) fn is_opening(place: usize) -> bool {
    place < OPENING
}

/// The outlets to which a text is credited.
fn credited(text: &str) -> impl Iterator<Item = &'static str> {
    let opening = named_so(first(text, OPENING), &CREDITS.opening);
    opening.into_iter().chain(named_so(last(text, ENDING), &CREDITS.ending))
}

/// The outlets that stand in one of these forms.
fn named_so(text: &str, forms: &[(String, String)]) -> Vec<&'static str> {
    let small: String = text.replace(['\n', '\t'], " ").to_ascii_lowercase();
    let fits = |at: &std::ops::Range<usize>| {
        forms
            .iter()
            .any(|(before, after)| small[..at.start].ends_with(before) && small[at.end..].starts_with(after))
    };
    outlets(text).filter(|(at, _)| fits(at)).map(|(_, name)| name).collect()
}

/// The outlets that a text names, and where.
fn outlets(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, &'static str)> {
    words(text).filter_map(move |(start, word)| {
        let forms = OUTLETS.get(word)?;
        let fits = |form: &str| {
            let end = text[start..].strip_prefix(form);
            end.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        forms.iter().find(|(form, _)| fits(form)).map(|(form, name)| (start..start + form.len(), *name))
    })
}

/// The beginning of a text, up to the end of a line or sentence where there is one.
fn first(text: &str, bytes: usize) -> &str {
    let cut = &text[..text.floor_char_boundary(bytes)];
    if cut.len() == text.len() {
        return text;
    }
    match cut.rfind(['\n', '.']) {
        Some(end) if end > bytes / 2 => &cut[..=end],
        _ => cut,
    }
}

fn last(text: &str, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(bytes))..]
}

/// What stands before and after an outlet in a credit: `knowledge/stories/credits.toml`.
struct Credits {
    opening: Vec<(String, String)>,
    ending: Vec<(String, String)>,
}

static CREDITS: LazyLock<Credits> = LazyLock::new(|| {
    credits(include_str!("../../../knowledge/stories/credits.toml")).expect("a test parses it")
});

fn credits(text: &str) -> Result<Credits, String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Written {
        opening: Vec<String>,
        ending: Vec<String>,
    }
    let parts = |form: String| match form.split_once("{outlet}") {
        Some((before, after)) if !(before.is_empty() && after.is_empty()) => {
            Ok((before.to_owned(), after.to_owned()))
        }
        _ => Err(format!("the credit \"{form}\" needs {{outlet}} and words beside it")),
    };
    let all = |forms: Vec<String>| forms.into_iter().map(parts).collect::<Result<_, _>>();
    let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
    Ok(Credits { opening: all(written.opening)?, ending: all(written.ending)? })
}

/// Every sure name of an outlet by its first word, the longest first.
static OUTLETS: LazyLock<HashMap<&'static str, Vec<(&'static str, &'static str)>>> = LazyLock::new(|| {
    let mut outlets: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
    for outlet in Knowledge::get().organisations.iter().filter(|known| known.sort == Sort::Outlet) {
        for form in outlet.forms.iter().filter(|form| !form.weak) {
            if let Some((_, word)) = words(form.text).next() {
                outlets.entry(word).or_default().push((form.text, outlet.name));
            }
        }
    }
    outlets.values_mut().for_each(|forms| forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len())));
    outlets
});

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(credited(text).next(), expected, "{text}");
    }

    #[test]
    fn credits_are_known_by_their_form() {
        check("KYIV (Reuters) - Two envoys met on Monday.", Some("Reuters"));
        check("GENEVA (AP) — They parted.", Some("Associated Press"));
        check("They met.\n\nReuters contributed to this report.", Some("Reuters"));
        check("They met. The Associated Press contributed to this report.", Some("Associated Press"));
        check("They met, Reuters said, and parted.", None);
        check("An AP reporter was there.", None);
        check(&format!("They met. {} (Reuters) - They met.", "And so on. ".repeat(100)), None);
    }

    #[test]
    fn credits_without_an_outlet_are_refused() {
        assert!(credits("opening = [\"source: \"]\nending = []").err().unwrap().contains("source: "));
        assert!(credits("opening = [\"{outlet}\"]\nending = []").is_err());
    }

    #[test]
    fn only_an_opening_that_names_another_outlet_is_read() {
        let article = |outlet: &str, text: &str| Article {
            outlet: Some(outlet.to_owned()),
            text: text.to_owned(),
            ..Article::default()
        };
        assert!(opening(&article("TASS", "They met, TASS reports.")).is_none());
        let long = format!("They met, NBC News reports. {}", "They talked. ".repeat(200));
        let read = opening(&article("TASS", &long)).unwrap();
        assert!(read.text.len() <= OPENING && read.text.ends_with('.'));
        assert!(opening(&article("TASS", &("They talked. ".repeat(200) + "NBC News reports."))).is_none());
    }
}
