//! What every article gets, whatever it came as: fill, id and warnings.

use crate::record::{Article, Part, Published, document_id};

use super::{Origin, language};

/// What the caller knows where the input does not say it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fill {
    pub published: Option<Published>,
    pub outlet: Option<String>,
    /// Where it was fetched, which counts before what the input says of its address:
    /// pages are often wrong about their own.
    pub address: Option<String>,
    /// What the server called it, with its charset.
    pub content_type: Option<String>,
}

/// Fills what is missing, gives the article its language and its id, and warns of what is odd.
pub(super) fn finish(mut article: Article, origin: &Origin, fill: &Fill) -> Article {
    article.path = origin.path.clone();
    // When and where the article that a teaser opens was published, its page does not say.
    if article.part == Part::Article {
        article.published = article.published.or_else(|| fill.published.clone());
        article.url = fill.address.clone().or(article.url);
    }
    // A page that was fetched is of the site that it stands on, where nothing else is known.
    let site = || fill.address.as_deref().and_then(site).map(str::to_owned);
    article.outlet = article.outlet.or_else(|| fill.outlet.clone()).or_else(site);
    language::mark(&mut article);
    if article.id.is_empty() {
        article.id = id(&article);
    }
    if article.url.is_some() && article.link().is_none() {
        article.warnings.push("The address is not one of the web and is not made a link.".to_owned());
    }
    if article.text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        article.warnings.push("The document has no text.".to_owned());
    }
    article
}

/// The host of an address, as people call it.
fn site(address: &str) -> Option<&str> {
    let host = address.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

fn id(article: &Article) -> String {
    let published = article.published.as_ref().map_or("", Published::as_str);
    let words = |field: &Option<String>| field.clone().unwrap_or_default();
    document_id(
        article.url.as_deref(),
        &[&words(&article.outlet), published, &words(&article.title), &article.text],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article { text: text.to_owned(), ..Article::default() }
    }

    #[test]
    fn only_what_is_missing_is_filled() {
        let fill = Fill {
            published: "2023-07-07".parse().ok(),
            outlet: Some("Filled".to_owned()),
            ..Fill::default()
        };
        let own = Article { outlet: Some("Own".to_owned()), ..article("x") };
        let got = finish(own, &Origin::default(), &fill);
        assert_eq!(got.outlet.as_deref(), Some("Own"));
        assert_eq!(got.published.unwrap().as_str(), "2023-07-07");
    }

    #[test]
    fn a_page_that_names_no_outlet_is_of_its_site() {
        let fill = Fill { address: Some("https://www.example.org:8080/a".to_owned()), ..Fill::default() };
        let outlet = |own: Option<&str>| {
            let own = Article { outlet: own.map(str::to_owned), ..article("x") };
            finish(own, &Origin::default(), &fill).outlet
        };
        assert_eq!(outlet(None).as_deref(), Some("example.org"));
        assert_eq!(outlet(Some("Own")).as_deref(), Some("Own"));
    }

    #[test]
    fn a_teaser_is_of_another_day() {
        let fill = Fill { published: "2023-07-07".parse().ok(), ..Fill::default() };
        let got = finish(Article { part: Part::Teaser, ..article("x") }, &Origin::default(), &fill);
        assert_eq!(got.published, None);
    }

    #[test]
    fn an_id_is_made_once_and_a_given_one_kept() {
        let finish = |article| finish(article, &Origin::default(), &Fill::default()).id;
        assert_eq!(finish(article("x")), finish(article("x")));
        assert_ne!(finish(article("x")), finish(article("y")));
        assert_eq!(finish(Article { id: "own".to_owned(), ..article("x") }), "own");
    }

    #[track_caller]
    fn check_warning(article: Article, expected: &str) {
        let got = finish(article, &Origin::default(), &Fill::default()).warnings;
        assert!(got.iter().any(|warning| warning.contains(expected)), "{got:?}");
    }

    #[test]
    fn odd_documents_carry_warnings() {
        check_warning(article(" \n\u{feff}"), "no text");
        check_warning(
            Article { url: Some("javascript:alert(1)".to_owned()), ..article("x") },
            "not made a link",
        );
    }
}
