//! The texts that the model learns from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result};
use diplomacy_watch::read::Reader;
use diplomacy_watch::read::input::{Fill, Format, Origin, articles};
use diplomacy_watch::record::{Article, Span};
use serde_json::Value;

use super::labels::Label;
use super::samples::{self, Sample, Sort};

const LABELLED: &str = "tests/labelled";
const SENTENCES: &str = include_str!("sentences.txt");
const RULES: &str = include_str!("../../knowledge/rules/contacts.toml");
/// The day of a sentence.
const DAY: &str = "2024-05-16";

/// Everything that is read.
pub struct Sources {
    /// The presidencies' documents by address.
    documents: BTreeMap<String, Article>,
    /// The folder of press articles.
    press: PathBuf,
}

impl Sources {
    pub fn new(folder: &Path) -> Result<Self> {
        let mut documents = BTreeMap::new();
        let mut weeks = files(&folder.join("presidencies"), "jsonl")?;
        weeks.sort();
        for week in weeks {
            for line in text(&week)?.lines() {
                for article in articles(Format::Jsonl, &Origin::default(), line.as_bytes(), &Fill::default())?
                {
                    documents.insert(article.url.clone().unwrap_or_default(), article);
                }
            }
        }
        Ok(Self { documents, press: folder.join("attribution/polnear/train") })
    }

    /// What was labelled, and the sentences of our own and of the rules.
    pub fn labelled(&self, name: &'static str, reader: &Reader) -> Result<Vec<Sample>> {
        let mut found = self.official(name, reader)?;
        found.extend(press(name, reader)?);
        found.extend(sentences(name, reader));
        found.extend(ruled(name, reader)?);
        Ok(found)
    }

    /// The open documents.
    fn official(&self, name: &'static str, reader: &Reader) -> Result<Vec<Sample>> {
        let mut all = Vec::new();
        for line in text(&Path::new(LABELLED).join("contacts.jsonl"))?.lines() {
            let label: Value = serde_json::from_str(line).context("a label is ill-formed")?;
            if !label["part"].as_str().unwrap_or_default().starts_with("open") {
                continue;
            }
            let url = label["url"].as_str().unwrap_or_default();
            let article = self.documents.get(url).with_context(|| format!("{url} is not there"))?;
            let labels: Vec<Label> =
                label["contacts"].as_array().into_iter().flatten().filter_map(Label::of_document).collect();
            all.push((article, labels));
        }
        Ok(each(&all, |(article, labels)| {
            let url = article.url.as_deref().unwrap_or_default();
            samples::of_labels(&reader.dealings(article), labels, &[], url, name, Sort::Official)
        }))
    }

    /// What rules find in documents that nobody labelled for the final figures.
    pub fn silver(&self, reader: &Reader) -> Result<Vec<Sample>> {
        let mut labelled = BTreeSet::new();
        for file in files(Path::new(LABELLED), "jsonl")? {
            for line in text(&file)?.lines() {
                let label: Value = serde_json::from_str(line)?;
                let part = label["part"].as_str().unwrap_or_default();
                if !part.starts_with("open") || file.ends_with("contacts.jsonl") {
                    let listed = ["documents", "maybe"].iter().flat_map(|key| label[*key].as_array());
                    let urls = listed.flatten().chain([&label["url"]]);
                    labelled.extend(urls.filter_map(|url| url.as_str().map(str::to_owned)));
                }
            }
        }
        let others: Vec<&Article> =
            self.documents.iter().filter(|(url, _)| !labelled.contains(*url)).map(|(_, one)| one).collect();
        let mut found = each(&others, |article| {
            let url = article.url.as_deref().unwrap_or_default();
            samples::of_rules(&reader.dealings(article), url, "fast", Sort::Silver)
        });
        let mut paths = files(&self.press, "txt")?;
        paths.sort();
        let press: Vec<Article> = paths.iter().map(|path| article(path, None)).collect::<Result<_>>()?;
        found.extend(each(&press, |article| {
            samples::of_rules(&reader.dealings(article), &article.id, "fast", Sort::Silver)
        }));
        Ok(found)
    }
}

/// The labelled articles for mending.
fn press(name: &'static str, reader: &Reader) -> Result<Vec<Sample>> {
    let mut paths = files(&Path::new(LABELLED).join("columns"), "txt")?;
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let label: Value = serde_json::from_str(&text(&path.with_extension("json"))?)?;
        if label["part"].as_str().unwrap_or_default().starts_with("dev") {
            all.push((article(&path, label["published"].as_str())?, label));
        }
    }
    Ok(each(&all, |(article, label)| {
        let find = |words: &str| {
            let start = article.text.find(words)?;
            let points = |bytes: usize| article.text[..bytes].chars().count();
            Some(Span { start: points(start), end: points(start + words.len()) })
        };
        let contacts = label["contacts"].as_array().into_iter().flatten();
        let labels: Vec<Label> = contacts.map(|one| Label::of_article(one, find)).collect();
        let optional = label["optional"].as_array().into_iter().flatten();
        let optional: Vec<Span> = optional.filter_map(|one| find(one.as_str()?)).collect();
        samples::of_labels(&reader.dealings(article), &labels, &optional, &article.id, name, Sort::Press)
    }))
}

/// The sentences of our own.
fn sentences(name: &'static str, reader: &Reader) -> Vec<Sample> {
    let lines: Vec<&str> =
        SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    each(&lines, |line| {
        let (marked, before) = line.split_once(" // ").unwrap_or((line, ""));
        let (mut plain, mut parties, mut words) = (before.to_owned(), Vec::new(), Vec::new());
        if !before.is_empty() {
            plain.push(' ');
        }
        let mut at = plain.chars().count();
        let (mut opened, mut starred) = (0, None);
        for c in marked.chars() {
            match c {
                '[' => opened = at,
                ']' => parties.push(Span { start: opened, end: at }),
                '*' => starred = Some(at),
                _ => {
                    if !c.is_alphanumeric() {
                        words.extend(starred.take().map(|start| Span { start, end: at }));
                    }
                    plain.push(c);
                    at += 1;
                }
            }
        }
        samples::of_marks(&reader.dealings(&dated(plain)), &parties, &words, line, name)
    })
}

/// The sentences of the rules: where no rule finds a contact there is none.
fn ruled(name: &'static str, reader: &Reader) -> Result<Vec<Sample>> {
    let file: toml::Table = RULES.parse()?;
    let rules = file["rule"].as_array().into_iter().flatten();
    let listed = |rule: &toml::Value, key: &str| {
        rule.get(key).and_then(|list| list.as_array()).cloned().unwrap_or_default()
    };
    let all: Vec<String> = rules
        .flat_map(|rule| [listed(rule, "yes"), listed(rule, "no")].concat())
        .filter_map(|one| one.as_str().map(str::to_owned))
        .collect();
    Ok(each(&all, |sentence| {
        let text = sentence.split_once(" // ").map_or(sentence.as_str(), |(_, text)| text);
        let seen = reader.dealings(&dated(text.to_owned()));
        samples::of_rules(&seen, sentence, name, Sort::Ruled)
    }))
}

fn dated(text: String) -> Article {
    Article { text, published: DAY.parse().ok(), ..Article::default() }
}

fn article(path: &Path, published: Option<&str>) -> Result<Article> {
    let fill = Fill { published: published.and_then(|day| day.parse().ok()), ..Fill::default() };
    let mut found = articles(Format::Text, &Origin::default(), text(path)?.as_bytes(), &fill)?;
    found.pop().with_context(|| format!("{} is empty", path.display()))
}

/// Takes the samples of each, in their order, by two threads.
fn each<T: Sync>(all: &[T], take: impl Fn(&T) -> Vec<Sample> + Sync) -> Vec<Sample> {
    let (some, rest) = all.split_at(all.len() / 2);
    thread::scope(|scope| {
        let rest = scope.spawn(|| rest.iter().flat_map(&take).collect::<Vec<Sample>>());
        let mut found: Vec<Sample> = some.iter().flat_map(&take).collect();
        found.extend(rest.join().expect("reading does not fail"));
        found
    })
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|one| one == ending)).collect())
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
