//! From an article to its sentences, trees and names. What is learned on top of these
//! (attribution) is trained on them without a reader.

use crate::record::{Article, Text};

use super::language::Language;
use super::names::Namer;
use super::reading::Reading;

/// The language layer with the names.
pub struct Analyser {
    language: Language,
    namer: Namer,
}

impl Analyser {
    /// With the models that are part of the binary.
    pub fn new() -> Self {
        Self { language: Language::new(), namer: Namer::new() }
    }

    /// The sentences, trees and names of an article.
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

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}
