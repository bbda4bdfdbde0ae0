//! What a page says of itself in its head and its structured data.

use serde_json::Value;
use trafilatura::dom::Document as Dom;

use super::date::{self, Found, Page};
use super::filled;

/// What was found; whatever the page does not say is `None`.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) url: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) title: Option<String>,
    pub(super) deck: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<Found>,
    pub(super) language: Option<String>,
}

/// Reads the page's head and structured data. `words` are all its words, a line per
/// block.
pub(super) fn read(dom: &Dom, words: &str) -> About {
    let works = works(dom);
    let url = attribute(dom, "link[rel=canonical]", "href").or_else(|| meta(dom, &["og:url"]));
    let title = title(dom, &works);
    let language = attribute(dom, "html", "lang");
    let page = Page {
        dom,
        works: &works,
        url: url.as_deref(),
        title: title.as_deref(),
        language: language.as_deref(),
        words,
    };
    let date = date::find(&page);
    About {
        outlet: meta(dom, &["og:site_name"]).or_else(|| works.iter().find_map(publisher)),
        deck: meta(dom, &["og:description", "description"]),
        authors: works.iter().map(authors).find(|names| !names.is_empty()).unwrap_or_default(),
        date,
        language,
        title,
        url,
    }
}

fn title(dom: &Dom, works: &[Value]) -> Option<String> {
    heading(dom)
        .or_else(|| works.iter().find_map(|work| words(work.get("headline")?)))
        .or_else(|| meta(dom, &["og:title"]))
}

/// The first filled `meta` element of these names, in the order of the names.
pub(super) fn meta(dom: &Dom, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let selector =
            format!("meta[property=\"{name}\" i], meta[name=\"{name}\" i], meta[itemprop=\"{name}\" i]");
        attribute(dom, &selector, "content")
    })
}

/// The attribute of the first element that has it filled.
pub(super) fn attribute(dom: &Dom, selector: &str, attribute: &str) -> Option<String> {
    let found = dom.query_selector_all(dom.root(), selector);
    found.into_iter().find_map(|node| filled(dom.get_attribute(node, attribute)?.trim().to_owned()))
}

/// The words of the only `h1`: what readers see as the title. The head often has
/// another, made for search engines.
fn heading(dom: &Dom) -> Option<String> {
    let filled: Vec<String> = dom
        .query_selector_all(dom.root(), "h1")
        .into_iter()
        .filter_map(|node| filled(dom.text_content(node).split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect();
    <[String; 1]>::try_from(filled).ok().map(|[only]| only)
}

/// The creative works in the page's JSON-LD: first articles, then pages.
fn works(dom: &Dom) -> Vec<Value> {
    let scripts = dom.scripts_with_type(&["application/ld+json"]);
    let blocks =
        scripts.into_iter().filter_map(|node| serde_json::from_str::<Value>(&dom.text_content(node)).ok());
    let mut works = Vec::new();
    for block in blocks {
        collect(block, &mut works);
    }
    works.sort_by_key(|work| !is_article(work));
    works
}

/// Takes the works out of lists and graphs.
fn collect(block: Value, works: &mut Vec<Value>) {
    match block {
        Value::Array(items) => items.into_iter().for_each(|item| collect(item, works)),
        Value::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                collect(graph, works);
            }
            let work = Value::Object(object);
            if types(&work)
                .any(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "WebPage")
            {
                works.push(work);
            }
        }
        _ => {}
    }
}

fn is_article(work: &Value) -> bool {
    types(work).any(|kind| kind.ends_with("Article") || kind.ends_with("Posting"))
}

fn types(work: &Value) -> impl Iterator<Item = &str> {
    let kinds = match work.get("@type") {
        Some(Value::Array(kinds)) => kinds.as_slice(),
        Some(kind) => std::slice::from_ref(kind),
        None => &[],
    };
    kinds.iter().filter_map(Value::as_str)
}

fn publisher(work: &Value) -> Option<String> {
    words(work.get("publisher")?.get("name")?)
}

fn authors(work: &Value) -> Vec<String> {
    let name = |author: &Value| words(author).or_else(|| words(author.get("name")?));
    let found = match work.get("author") {
        Some(Value::Array(authors)) => authors.iter().filter_map(name).collect(),
        Some(author) => name(author).into_iter().collect(),
        None => Vec::new(),
    };
    // An address in place of a name is no name.
    found.into_iter().filter(|name: &String| !name.contains("://")).collect()
}

fn words(value: &Value) -> Option<String> {
    filled(super::strip::text(value.as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structured_data_are_read_through_graphs_and_lists() {
        let page = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},
            {"@type":["NewsArticle"],"headline":"Talks &amp; tea","datePublished":"2023-07-05",
             "author":[{"@type":"Person","name":"A. Writer"},{"name":"https://example.org/b"}],
             "publisher":{"name":"Example Post"}}]}</script>"#;
        let got = read(&Dom::parse(page), "");
        assert_eq!(got.title.as_deref(), Some("Talks & tea"));
        assert_eq!(got.authors, ["A. Writer"]);
        assert_eq!(got.outlet.as_deref(), Some("Example Post"));
        assert_eq!(got.date.unwrap().published.as_str(), "2023-07-05");
    }

    #[test]
    fn broken_structured_data_are_passed_over() {
        let page = "<html lang=uk><script type='application/ld+json'>{\"@type\": </script><meta name=Description content=' A deck '>";
        let got = read(&Dom::parse(page), "");
        assert_eq!((got.language.as_deref(), got.deck.as_deref()), (Some("uk"), Some("A deck")));
    }
}
