//! The texts that the model learns from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use diplomacy_watch::read::Reader;
use diplomacy_watch::record::{Article, SourceKind, Span};
use serde_json::Value;

use super::labels::Label;
use super::marks::{self, Marked};
use super::samples::{self, Sample, Sort};
use super::texts::{LABELLED, article, columns, dated, each, files, find, presidencies, text};

const SENTENCES: &str = include_str!("sentences.txt");
const RULES: &str = include_str!("../../knowledge/rules/contacts.toml");

/// Everything that is read.
pub struct Sources {
    /// The presidencies' documents by address.
    documents: BTreeMap<String, Article>,
    /// The folder of press articles.
    press: PathBuf,
}

impl Sources {
    pub fn new(folder: &Path) -> Result<Self> {
        let documents = presidencies(&folder.join("presidencies"))?;
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

    /// The labelled texts, by the names of their documents.
    pub fn texts(&self) -> Result<BTreeMap<String, String>> {
        let of = |(name, article): (&String, &Article)| (name.clone(), article.text.clone());
        let mut texts: BTreeMap<String, String> = self.documents.iter().map(of).collect();
        texts.extend(columns()?.into_iter().map(|(article, _)| (article.id, article.text)));
        texts.extend(
            marks::lines(SENTENCES).into_iter().map(|line| (line.to_owned(), Marked::read(line).text)),
        );
        Ok(texts)
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
        found.extend(each(&self.press()?, |article| {
            samples::of_rules(&reader.dealings(article), &article.id, "fast", Sort::Silver)
        }));
        Ok(found)
    }

    /// What the encoder alone takes for words of dealing in every third text of PolNeAR's training
    /// part, another than those that it learned from.
    pub fn plain(&self, reader: &Reader) -> Result<Vec<Sample>> {
        let press: Vec<Article> = self.press()?.into_iter().skip(2).step_by(3).collect();
        Ok(each(&press, |article| {
            let mut seen = reader.dealings(article);
            seen.retain(|one| one.is_weighed && !one.is_listed);
            samples::of_rules(&seen, &article.id, "careful", Sort::Plain)
        }))
    }

    /// PolNeAR's training part.
    fn press(&self) -> Result<Vec<Article>> {
        let mut paths = files(&self.press, "txt")?;
        paths.sort();
        paths.iter().map(|path| article(path, None)).collect()
    }
}

/// The labelled articles for mending.
fn press(name: &'static str, reader: &Reader) -> Result<Vec<Sample>> {
    Ok(each(&columns()?, |(article, label)| {
        let find = |words: &str| find(article, words);
        let contacts = label["contacts"].as_array().into_iter().flatten();
        let labels: Vec<Label> = contacts.map(|one| Label::of_article(one, find)).collect();
        let optional = label["optional"].as_array().into_iter().flatten();
        let optional: Vec<Span> = optional.filter_map(|one| find(one.as_str()?)).collect();
        samples::of_labels(&reader.dealings(article), &labels, &optional, &article.id, name, Sort::Press)
    }))
}

/// The sentences of our own.
fn sentences(name: &'static str, reader: &Reader) -> Vec<Sample> {
    each(&marks::lines(SENTENCES), |line| {
        let Marked { text, parties, words } = Marked::read(line);
        let words: Vec<Span> = words.into_iter().map(|(word, _)| word).collect();
        let article = if is_spoken(line) { spoken(text) } else { dated(text) };
        samples::of_marks(&reader.dealings(&article), &parties, &words, line, name)
    })
}

/// A sentence in the first person as the channel of a state publishes it that no sentence names.
fn spoken(text: String) -> Article {
    let country = Some("ISL".to_owned());
    Article { kind: Some(SourceKind::Official), country, ..dated(text) }
}

/// Whether the speaker of a sentence is a party of it.
fn is_spoken(line: &str) -> bool {
    let own = ["[I]", "[We]", "[we]", "[My]", "[my]", "[Our]", "[our]", "[us]", "[me]"];
    own.iter().any(|word| line.contains(word))
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
