//! From an article to a document with records.

use crate::record::{Article, Document, Mention, MentionKind, Text, record_id};

use super::language::Language;
use super::names::{Level, Namer};
use super::reading::Reading;

/// Reads articles. Loading it takes a moment; reading changes nothing in it, so
/// one serves any number of threads.
pub struct Reader {
    language: Language,
    namer: Namer,
}

impl Reader {
    /// The reader without an encoder, for archives: `--reader fast`.
    pub fn fast() -> Self {
        Self { language: Language::new(), namer: Namer::new() }
    }

    /// Which reader this is: its name, the program's version, and a digest of all
    /// that its records depend on. Records of another version may differ.
    pub fn version(&self) -> &'static str {
        concat!("fast ", env!("CARGO_PKG_VERSION"), " ", env!("READER_DIGEST"))
    }

    /// Takes every record from an article.
    pub fn read(&self, article: Article) -> Document {
        let reading = self.analyse(&article);
        let sentences = reading.sentences.iter().filter_map(|s| reading.text.span(s.bytes())).collect();
        let mentions = mentions(&reading);
        Document { sentences, mentions, article, ..Document::default() }
    }

    /// The sentences, trees and names of an article: what records are taken from.
    pub fn analyse<'a>(&self, article: &'a Article) -> Reading<'a> {
        let text = Text::new(article.text.as_str());
        let mut sentences = self.language.tag(text.as_str());
        let mut names = self.namer.find(text.as_str(), &sentences);
        for (i, sentence) in sentences.iter_mut().enumerate() {
            self.language.parse(text.as_str(), sentence, &self.namer.units(&names, i));
        }
        self.namer.resolve(article, &sentences, &mut names);
        Reading { article, text, sentences, names }
    }
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
