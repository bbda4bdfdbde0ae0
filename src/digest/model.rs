//! What a digest is: sections of items of sentences, each with what it rests on.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::forms::Forms;
use super::revise::anchors;
use crate::record::{Edit, Place, Target, Window};

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
    /// What an editor changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// What the digest said before its sources changed their words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<Withdrawn>,
    /// What came of it where another writer was asked to rephrase sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writing: Option<Writing>,
}

/// What became of the sentences that another writer was asked to put in other words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Writing {
    /// By which name it is known, such as that of a language model.
    pub writer: String,
    /// Sentences that stand in its words; each says what ours said and is proved.
    pub rephrased: usize,
    /// Sentences that it left as they were.
    pub unchanged: usize,
    /// Sentences whose other words said more, less or something else; ours stand.
    pub refused: usize,
    /// Sentences that it was not asked about or did not answer for; ours stand.
    pub unanswered: usize,
}

/// A sentence that rested on words which its source has taken out since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawn {
    pub sentence: String,
    /// Id of the document.
    pub document: String,
    pub outlet: Option<String>,
    /// The document's title, as it was.
    pub title: Option<String>,
    /// The words that are gone.
    pub words: String,
    /// UTC, when the changed text was collected.
    pub changed: String,
}

/// A sentence of a digest and where it stands.
#[derive(Debug, Clone)]
pub struct Part<'d> {
    pub place: Place,
    /// The heading that it stands under.
    pub section: Option<&'d str>,
    /// Which item of the digest it is in, counted from 1; 0 is the title and the deck.
    pub item: usize,
    pub sentence: Cow<'d, Sentence>,
}

impl Part<'_> {
    /// By what it is called when it is to be changed: eight signs, as long as it says the
    /// same.
    pub fn handle(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&[self.place as u8]);
        hasher.update(self.sentence.text.as_bytes());
        hasher.finalize().to_hex()[..8].to_owned()
    }
}

impl Digest {
    /// All its sentences in the order of the page; the title without its prefix.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = Vec::new();
        let title = self.title.strip_prefix(&Forms::get().title.prefix).unwrap_or(&self.title);
        for (place, text, citations) in
            [(Place::Title, title, &self.title_citations), (Place::Deck, &self.deck, &self.deck_citations)]
        {
            let edit = self.edits.iter().find(|edit| edit.target.place == place && edit.text.is_some());
            let kind = match edit {
                Some(_) => Kind::Editor,
                None if citations.is_empty() => Kind::Absence,
                None => Kind::Claim,
            };
            if !text.is_empty() {
                let (text, citations) = (text.to_owned(), citations.clone());
                let edit = edit.map(|edit| edit.key);
                let sentence = Sentence { text, kind, citations, basis: None, edit, rephrased: None };
                parts.push(Part { place, section: None, item: 0, sentence: Cow::Owned(sentence) });
            }
        }
        let mut item = 0;
        for section in &self.sections {
            let place = if section.form == SectionForm::Table { Place::Row } else { Place::Text };
            for one in &section.items {
                item += 1;
                parts.extend(one.sentences.iter().map(|sentence| Part {
                    place,
                    section: Some(&section.heading),
                    item,
                    sentence: Cow::Borrowed(sentence),
                }));
            }
        }
        parts
    }

    /// What a change of a sentence is about: the sentence as it was written, also where an
    /// editor's words stand in its place now.
    pub fn target(&self, part: &Part<'_>) -> Target {
        let before = self.edits.iter().find(|edit| Some(edit.key) == part.sentence.edit);
        before.map_or_else(
            || Target {
                week: self.week.clone(),
                place: part.place,
                section: part.section.map(str::to_owned),
                sentence: part.sentence.text.clone(),
                anchors: anchors(&part.sentence),
            },
            |edit| edit.target.clone(),
        )
    }

    /// Whether an editor wrote the title, or the deck.
    pub fn is_by_editor(&self, place: Place) -> bool {
        self.edits.iter().any(|edit| edit.target.place == place && edit.text.is_some())
    }
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

/// Whether a sentence says what was, or what was not found, or is an editor's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Rests on the words it cites.
    Claim,
    /// Rests on what was read without finding something.
    Absence,
    /// An editor's own words; nothing proves them.
    Editor,
}

/// One sentence and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sentence {
    pub text: String,
    pub kind: Kind,
    pub citations: Vec<Citation>,
    pub basis: Option<Basis>,
    /// The number of the editor's change by which it stands here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edit: Option<i64>,
    /// The sentence as this program wrote it, where another writer put it in other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rephrased: Option<String>,
}

impl Sentence {
    /// An editor's words, in the place of what was written.
    pub(super) fn by_editor(text: &str, edit: i64) -> Self {
        let (citations, basis, edit) = (Vec::new(), None, Some(edit));
        Self { text: text.to_owned(), kind: Kind::Editor, citations, basis, edit, rephrased: None }
    }
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
