//! A document and, around it, all that was read in it.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attribution, Contact, Event, Mention, Position, Published, Silence, Span};

/// What kind of source publishes a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A newspaper, broadcaster or magazine.
    Press,
    /// A news agency, whose texts others carry.
    Wire,
    /// A government, presidency, ministry or international organisation.
    Official,
    /// A research institute.
    ThinkTank,
    /// An account on a social network.
    Social,
}

/// What stands for the name of an outlet where a document has none.
pub const NAMELESS: &str = "Unnamed outlet";

/// What a document is of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The article itself.
    #[default]
    Article,
    /// The opening of another article that the page advertises.
    Teaser,
}

/// Before this hour "today" is the day that has just ended.
const SMALL_HOURS: u8 = 4;

/// An article as it came in: its text and what its publisher says of it.
/// Nothing has been read in it yet.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Article {
    /// The file it came from, as it was named.
    pub path: Option<String>,
    /// Given by the input, or made by [`super::document_id`]; never empty.
    pub id: String,
    pub url: Option<String>,
    /// Who publishes it: the source's name.
    pub outlet: Option<String>,
    pub kind: Option<SourceKind>,
    /// The source's country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    pub title: Option<String>,
    /// The line under the title.
    pub deck: Option<String>,
    pub section: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<Published>,
    /// BCP 47, such as `en`.
    pub language: Option<String>,
    pub part: Part,
    /// The words of the article; all spans count in it.
    pub text: String,
    /// Where each page begins, in code points of the text, where it has pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<usize>,
    /// What went wrong on the way, each a sentence.
    pub warnings: Vec<String>,
}

impl Article {
    /// The day that "today" means in it: that of publication or, of what an official source
    /// publishes before four in the morning, the day that has just ended.
    pub fn told_on(&self) -> Option<Date> {
        let published = self.published.as_ref()?;
        let hour = published.hour().filter(|_| self.kind == Some(SourceKind::Official));
        match hour {
            Some(hour) if hour < SMALL_HOURS => published.date().yesterday().ok(),
            _ => Some(published.date()),
        }
    }

    /// The page on which a place of the text stands, from 1; `None` where it has no pages.
    pub fn page_of(&self, place: usize) -> Option<usize> {
        let page = self.pages.partition_point(|&start| start <= place);
        (page > 0).then_some(page)
    }

    /// The address of a place of the text: with the page, where it has pages.
    pub fn url_at(&self, place: usize) -> Option<String> {
        let url = self.url.clone()?;
        Some(match self.page_of(place) {
            Some(page) if !url.contains('#') => format!("{url}#page={page}"),
            _ => url,
        })
    }

    /// Whether it is in English, as far as is known: what the program reads.
    pub fn is_english(&self) -> bool {
        let language = self.language.as_deref().unwrap_or("en").to_ascii_lowercase();
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        matches!(primary, "en" | "eng" | "english" | "")
    }

    /// The address, where it can be opened as a link: `http` or `https`, a host, and
    /// no white space or control characters.
    pub fn link(&self) -> Option<&str> {
        let url = self.url.as_deref()?;
        let (scheme, rest) = url.split_once("://")?;
        let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
        let is_clean = !url.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"".contains(c));
        (is_web && has_host && is_clean).then_some(url)
    }
}

/// An article with the records that were read in it: what `read` prints.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Document {
    #[serde(flatten)]
    pub article: Article,
    pub sentences: Vec<Span>,
    pub mentions: Vec<Mention>,
    pub attributions: Vec<Attribution>,
    pub contacts: Vec<Contact>,
    pub positions: Vec<Position>,
    pub events: Vec<Event>,
    pub silences: Vec<Silence>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_english_are_many() {
        let is_english = |code: Option<&str>| {
            Article { language: code.map(str::to_owned), ..Article::default() }.is_english()
        };
        assert!([None, Some("en"), Some("EN_US"), Some("en-GB"), Some("eng")].into_iter().all(is_english));
        assert!(!is_english(Some("uk")) && !is_english(Some("enm")));
    }

    #[test]
    fn places_of_paged_documents_have_a_page() {
        let url = Some("https://example.org/a.pdf".to_owned());
        let article = Article { url: url.clone(), pages: vec![0, 10, 10, 30], ..Article::default() };
        assert_eq!([0, 9, 10, 29, 99].map(|place| article.page_of(place)), [1, 1, 3, 3, 4].map(Some));
        assert_eq!(article.url_at(12).as_deref(), Some("https://example.org/a.pdf#page=3"));
        let plain = Article { url: url.clone(), ..Article::default() };
        assert_eq!((plain.page_of(3), plain.url_at(3)), (None, url));
    }

    #[track_caller]
    fn check_link(url: &str, expected: bool) {
        let article = Article { url: Some(url.to_owned()), ..Article::default() };
        assert_eq!(article.link().is_some(), expected, "{url}");
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        check_link("https://example.org/a?b=c#d", true);
        check_link("HTTP://example.org", true);
        check_link("https://[2001:db8::1]/", true);
        check_link("javascript:alert(1)//", false);
        check_link("ftp://example.org/", false);
        check_link("https://", false);
        check_link("https:///path", false);
        check_link("https://example.org/a b", false);
        check_link("https://example.org/\"onclick=", false);
        check_link("example.org", false);
    }
}
