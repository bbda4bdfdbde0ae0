//! The texts that finders of records learn from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result};
use diplomacy_watch::read::input::{Fill, Format, Origin, articles};
use diplomacy_watch::record::{Article, Span};
use serde_json::Value;

/// What was labelled by hand.
pub const LABELLED: &str = "tests/labelled";
/// The day of a sentence.
const DAY: &str = "2024-05-16";

/// The presidencies' documents by address.
pub fn presidencies(folder: &Path) -> Result<BTreeMap<String, Article>> {
    let mut documents = BTreeMap::new();
    let mut weeks = files(folder, "jsonl")?;
    weeks.sort();
    for week in weeks {
        for line in text(&week)?.lines() {
            for article in articles(Format::Jsonl, &Origin::default(), line.as_bytes(), &Fill::default())? {
                documents.insert(article.url.clone().unwrap_or_default(), article);
            }
        }
    }
    Ok(documents)
}

/// The articles for mending of `tests/labelled/columns`, each with its labels.
pub fn columns() -> Result<Vec<(Article, Value)>> {
    let mut paths = files(&Path::new(LABELLED).join("columns"), "txt")?;
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let label: Value = serde_json::from_str(&text(&path.with_extension("json"))?)?;
        if label["part"].as_str().unwrap_or_default().starts_with("dev") {
            all.push((article(&path, label["published"].as_str())?, label));
        }
    }
    Ok(all)
}

/// Where labelled words stand in an article.
pub fn find(article: &Article, words: &str) -> Option<Span> {
    let start = article.text.find(words)?;
    let points = |bytes: usize| article.text[..bytes].chars().count();
    Some(Span { start: points(start), end: points(start + words.len()) })
}

/// The texts of a label's part: it may be one, a list, or `any` of a list.
pub fn labelled(value: &Value) -> Vec<String> {
    match value {
        Value::String(one) => vec![one.clone()],
        Value::Array(all) => all.iter().flat_map(labelled).collect(),
        Value::Object(object) => object.get("any").map(labelled).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// A sentence as an article of some day.
pub fn dated(text: String) -> Article {
    Article { text, published: DAY.parse().ok(), ..Article::default() }
}

/// The article of a file.
pub fn article(path: &Path, published: Option<&str>) -> Result<Article> {
    let fill = Fill { published: published.and_then(|day| day.parse().ok()), ..Fill::default() };
    let mut found = articles(Format::Text, &Origin::default(), text(path)?.as_bytes(), &fill)?;
    found.pop().with_context(|| format!("{} is empty", path.display()))
}

/// Takes the samples of each, in their order, by two threads.
pub fn each<T: Sync, S: Send>(all: &[T], take: impl Fn(&T) -> Vec<S> + Sync) -> Vec<S> {
    let (some, rest) = all.split_at(all.len() / 2);
    thread::scope(|scope| {
        let rest = scope.spawn(|| rest.iter().flat_map(&take).collect::<Vec<S>>());
        let mut found: Vec<S> = some.iter().flat_map(&take).collect();
        found.extend(rest.join().expect("reading does not fail"));
        found
    })
}

/// The files of a folder whose names end so.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|one| one == ending)).collect())
}

/// What a file holds.
pub fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
