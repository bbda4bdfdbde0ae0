//! What a digest is: sections of items of sentences, each with what it rests on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::record::Window;

/// The weekly watch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Digest {
    /// `Diplomacy Watch: ` and the week's main finding.
    pub title: String,
    pub title_citations: Vec<Citation>,
    /// One sentence under the title; empty where there is nothing to say.
    pub deck: String,
    pub deck_citations: Vec<Citation>,
    /// ISO week, such as `2022-W10`.
    pub week: String,
    pub sections: Vec<Section>,
}

/// A headed part of a digest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    pub heading: String,
    pub form: SectionForm,
    /// The heads of a table's columns; elsewhere empty.
    #[serde(default)]
    pub columns: Vec<String>,
    pub items: Vec<Item>,
    /// What is drawn, in a section of that form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chart: Option<Chart>,
}

/// How the items of a section stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SectionForm {
    /// One after the other, a paragraph each.
    Paragraphs,
    /// One development each, opened by a dash.
    Dashes,
    /// A row each, under the heads of the columns.
    Table,
    /// A drawing, and what it rests on.
    Chart,
}

/// How many contacts each two countries had, week by week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chart {
    /// ISO weeks in their order.
    pub weeks: Vec<String>,
    /// How many documents of each week were read; of a week without any nothing is known.
    pub documents: Vec<usize>,
    pub rows: Vec<ChartRow>,
}

/// The contacts of two countries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChartRow {
    /// "Israel and Russia".
    pub label: String,
    /// One number for each week.
    pub counts: Vec<usize>,
}

/// One development: a paragraph, a dash item or a row of a table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// What stands before it, such as the countries of a pair.
    #[serde(default)]
    pub label: Option<String>,
    pub sentences: Vec<Sentence>,
    /// The cells of a row; elsewhere empty.
    #[serde(default)]
    pub cells: Vec<String>,
}

/// Whether a sentence says what was, or what was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Rests on the words it cites.
    Claim,
    /// Rests on what was read without finding something.
    Absence,
}

/// One sentence and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    pub text: String,
    pub kind: Kind,
    pub citations: Vec<Citation>,
    pub basis: Option<Basis>,
}

/// The words that a claim rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Citation {
    /// Id of the document.
    pub document: String,
    /// Its address, where it has one.
    pub url: Option<String>,
    pub outlet: Option<String>,
    /// The document's title, which also names people.
    pub title: Option<String>,
    /// The day of publication as the document states it.
    pub date: Option<String>,
    /// First code point of the words in the document's text.
    pub start: usize,
    /// The code point after the last.
    pub end: usize,
    /// The words: the document's text from `start` to `end`.
    pub quote: String,
    /// Id of the record that stands on these words, where one does.
    pub record: Option<String>,
}

/// What an absence rests on: all that was looked through.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    /// Ids of the documents that were looked through.
    pub documents: Vec<String>,
    /// Names of which none stands beside a word for a contact in any sentence of theirs.
    pub looked_for: Vec<String>,
    /// Countries (ISO 3166-1 alpha-3) of which none of them is an official document.
    pub without_source: Vec<String>,
    /// Subjects (`knowledge/topics.toml`) of which no word stands in any of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_subject: Vec<String>,
    /// How many things of the kind were found or left out, where the sentence counts them.
    pub count: Option<usize>,
    /// What was expected of channels, when, and on which fetches the verdict rests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Window>,
}
