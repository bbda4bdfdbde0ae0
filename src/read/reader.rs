//! From an article to a document with records.

use std::ops::Range;

use crate::record::{Article, Document, Mention, MentionKind, record_id};

use super::analyser::Analyser;
use super::attribution::Attributor;
use super::contact::{self, Contacts};
use super::encoder::{Encoder, Rival};
use super::event::Events;
use super::linear::Weighed;
use super::names::Level;
use super::position::{self, Positions};
use super::reading::Reading;
use super::rules::{Rule, RuleError};
use super::silence::Silences;

/// The program's version and a digest of all that records depend on.
macro_rules! version {
    () => {
        concat!(env!("CARGO_PKG_VERSION"), " ", env!("READER_DIGEST"))
    };
}

/// Reads articles. Loading it takes a moment; reading changes nothing in it, so
/// one serves any number of threads.
pub struct Reader {
    version: String,
    analyser: Analyser,
    attributor: Attributor,
    contacts: Contacts,
    positions: Positions,
    events: Events,
    silences: Silences,
}

impl Reader {
    /// The reader with the encoder: `--reader careful`.
    pub fn careful() -> Self {
        Self::new(concat!("careful ", version!()), Analyser::careful())
    }

    /// The reader without an encoder, for archives: `--reader fast`.
    pub fn fast() -> Self {
        Self::new(concat!("fast ", version!()), Analyser::fast())
    }

    fn new(version: &str, analyser: Analyser) -> Self {
        let contacts = Contacts::new();
        let positions = Positions::new(&contacts);
        Self {
            version: version.to_owned(),
            analyser,
            attributor: Attributor::new(),
            events: Events::new(&contacts, &positions),
            contacts,
            positions,
            silences: Silences::new(),
        }
    }

    /// With a user's own verbs that tell of events. The file is TOML; `file` is how errors
    /// call it:
    ///
    /// ```toml
    /// [[verb]]
    /// words = ["resupply"]
    /// type = "AID"              # of PLOVER; mode and cameo may follow
    /// to = ["with"]             # prepositions before whom it is done to; else the object
    /// yes = ["..."]             # sentences that tell of such an event
    /// no = ["..."]              # and that do not
    /// ```
    ///
    /// or rules in full, as `knowledge/rules/events.toml` has them.
    ///
    /// # Errors
    /// Where it cannot be used, or a verb does not find what its own sentences say.
    pub fn with_verbs(mut self, file: &str, text: &str) -> Result<Self, RuleError> {
        self.events.add(file, text)?;
        for rule in self.events.own() {
            let finds = |sentence: &&String| {
                let article = Article { text: (*sentence).clone(), ..Article::default() };
                self.read(article).events.iter().any(|event| event.rule == rule.id)
            };
            let silent = rule.yes.iter().find(|sentence| !finds(sentence));
            let loud = rule.no.iter().find(finds);
            let problem = match (silent, loud) {
                (Some(sentence), _) => format!("finds no event in its own sentence \"{sentence}\""),
                (_, Some(sentence)) => format!("finds an event in \"{sentence}\", which is under \"no\""),
                (None, None) => continue,
            };
            return Err(RuleError::Gives { file: file.to_owned(), id: rule.id.clone(), problem });
        }
        self.version = format!("{} with {}", self.version, &blake3::hash(text.as_bytes()).to_hex()[..8]);
        Ok(self)
    }

    /// Which reader this is: its name, the program's version, and a digest of all
    /// that its records depend on. Records of another version may differ.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The rule of that name, for `explain`; what a model found has none.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let books =
            [self.attributor.rules(), self.contacts.book(), self.positions.book(), self.silences.book()];
        books.into_iter().chain(self.events.books()).find_map(|book| book.rule(id))
    }

    /// What the encoder weighed in the windows that touch some bytes of a reading's text;
    /// nothing where it did not read.
    pub fn rivals(&self, reading: &Reading, bytes: &Range<usize>) -> Vec<Rival> {
        match reading.findings {
            Some(_) => Encoder::known().rivals(reading.text.as_str(), &reading.sentences, bytes),
            None => Vec::new(),
        }
    }

    /// Takes every record from an article. One in another language than English is kept
    /// without records.
    pub fn read(&self, mut article: Article) -> Document {
        if !article.is_english() {
            let language = article.language.clone().unwrap_or_default();
            article
                .warnings
                .push(format!("The document is not in English but in \"{language}\" and was not read."));
            return Document { article, ..Document::default() };
        }
        let reading = self.analyse(&article);
        let sentences = reading.sentences.iter().filter_map(|s| reading.text.span(s.bytes())).collect();
        let mentions = mentions(&reading);
        let about = title_alone(&article);
        let title = about.as_ref().map(|about| self.analyse(about));
        let attributions = self.attributor.find(&reading, title.as_ref());
        let contacts = self.contacts.find(&reading, title.as_ref(), &attributions);
        let positions = self.positions.find(&reading, title.as_ref(), &attributions, &contacts);
        let events = self.events.find(&reading, title.as_ref(), &attributions, &contacts, &positions);
        let silences = self.silences.find(&reading);
        Document { article, sentences, mentions, attributions, contacts, positions, events, silences }
    }

    /// Why a model took words for the record with this id; `None` where a rule found it.
    pub fn weighed(&self, document: &Document, id: &str) -> Option<Weighed> {
        let position =
            document.positions.iter().find(|one| one.id == id && one.rule == position::learned::RULE);
        let contact = document.contacts.iter().find(|one| one.id == id && one.rule == contact::learned::RULE);
        if position.is_none() && contact.is_none() {
            return None;
        }
        let reading = self.analyse(&document.article);
        let about = title_alone(&document.article);
        let title = about.as_ref().map(|about| self.analyse(about));
        let of_position = |one| self.positions.weighed(&reading, title.as_ref(), document, one);
        let of_contact = |one| self.contacts.weighed(&reading, title.as_ref(), &document.attributions, one);
        position.and_then(of_position).or_else(|| contact.and_then(of_contact))
    }

    /// What the model of contacts weighs in an article, for its training.
    pub fn dealings(&self, article: &Article) -> Vec<contact::learned::Seen> {
        let reading = self.analyse(article);
        let about = title_alone(article);
        let title = about.as_ref().map(|about| self.analyse(about));
        let attributions = self.attributor.find(&reading, title.as_ref());
        self.contacts.seen(&reading, title.as_ref(), &attributions)
    }

    /// What the model of stands weighs in an article, and what rules tell of it, for its training.
    pub fn stands(&self, article: &Article) -> position::learned::Stands {
        let reading = self.analyse(article);
        let about = title_alone(article);
        let title = about.as_ref().map(|about| self.analyse(about));
        let attributions = self.attributor.find(&reading, title.as_ref());
        let contacts = self.contacts.find(&reading, title.as_ref(), &attributions);
        self.positions.seen(&reading, title.as_ref(), &attributions, &contacts)
    }

    /// The sentences, trees and names of an article: what records are taken from.
    pub fn analyse<'a>(&self, article: &'a Article) -> Reading<'a> {
        self.analyser.analyse(article)
    }
}

/// An article's title as a text of its own.
fn title_alone(article: &Article) -> Option<Article> {
    Some(Article {
        text: article.title.clone()?,
        outlet: article.outlet.clone(),
        kind: article.kind,
        country: article.country.clone(),
        published: article.published.clone(),
        ..Article::default()
    })
}

/// The mentions that are printed: all but pronouns.
fn mentions(reading: &Reading) -> Vec<Mention> {
    let printed = reading.names.mentions.iter().filter(|m| m.level != Level::Pronoun);
    printed
        .filter_map(|found| {
            let span = reading.span(found.sentence, found.tokens.clone())?;
            let actor = &reading.names.actors[found.actor];
            Some(Mention {
                id: record_id("m", &reading.article.id, span, &[kind_name(actor.kind)]),
                span,
                name: actor.name.clone(),
                kind: actor.kind,
                country: actor.country.clone(),
                role: actor.role.clone(),
            })
        })
        .collect()
}

fn kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "person",
        MentionKind::Office => "office",
        MentionKind::Organisation => "organisation",
        MentionKind::Country => "country",
        MentionKind::Place => "place",
        MentionKind::Group => "group",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_in_another_language_is_kept_without_records() {
        let article = |language: &str| Article {
            text: "The envoy met Ann Writer in Geneva on Monday, she said.".to_owned(),
            language: Some(language.to_owned()),
            ..Article::default()
        };
        let reader = Reader::fast();
        assert!(!reader.read(article("en-GB")).mentions.is_empty());
        let got = reader.read(article("fr"));
        assert_eq!((got.mentions.len(), got.sentences.len()), (0, 0));
        assert_eq!(got.article.warnings, ["The document is not in English but in \"fr\" and was not read."]);
        assert_eq!(got.article.text, article("fr").text);
    }
}
