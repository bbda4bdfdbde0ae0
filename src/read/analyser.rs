//! From an article to its sentences, trees and names. What is learned on top of these
//! (attribution) is trained on them without a reader.

use std::ops::Range;

use crate::record::{Article, MentionKind, Text};

use super::encoder::{DEALINGS, Encoder, Finding, NAMES, STANDS, Sight, Word};
use super::language::Language;
use super::names::{self, Namer};
use super::reading::Reading;
use super::syntax::{Sentence, Upos, label, mend, set_apart};

/// Where names stand in a sentence, as tokens, and their kinds.
pub type BareNames = Vec<(Range<usize>, MentionKind)>;

/// The language layer with the names, and the encoder where it reads with care.
pub struct Analyser {
    language: Language,
    namer: Namer,
    is_careful: bool,
}

impl Analyser {
    /// Without the encoder.
    pub fn fast() -> Self {
        Self::with(Language::new())
    }

    /// Without the encoder, with another language layer.
    pub fn with(language: Language) -> Self {
        Self { language, namer: Namer::new(), is_careful: false }
    }

    /// With the encoder, which is loaded when first a text is read.
    pub fn careful() -> Self {
        Self { is_careful: true, ..Self::fast() }
    }

    /// The language layer that cuts texts for it.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// The sentences, trees and names of an article.
    pub fn analyse<'a>(&self, article: &'a Article) -> Reading<'a> {
        let text = Text::new(article.text.as_str());
        let mut sentences = self.language.tag(text.as_str());
        let sight = self.see(text.as_str(), &mut sentences);
        let mut names = self.namer.find(text.as_str(), &sentences, &sight);
        for (i, sentence) in sentences.iter_mut().enumerate() {
            self.parse(text.as_str(), sentence, sight.of(i), &self.namer.units(&names, i));
        }
        self.namer.resolve(article, &sentences, &mut names);
        let stands = (0..sentences.len()).map(|i| sight.stands(i)).collect();
        let dealings = (0..sentences.len()).map(|i| sight.dealings(i)).collect();
        Reading { article, text, sentences, names, findings: sight.findings(), stands, dealings }
    }

    /// Sets tags and trees of sentences that are cut, without regard to names.
    pub fn trees(&self, text: &str, sentences: &mut [Sentence]) {
        let sight = self.see(text, sentences);
        for (i, sentence) in sentences.iter_mut().enumerate() {
            self.parse(text, sentence, sight.of(i), &[]);
        }
    }

    /// A text's tagged sentences with the bare names in each, titles and groups aside,
    /// and their kinds.
    pub fn bare_names(&self, text: &str) -> Vec<(Sentence, BareNames)> {
        let mut sentences = self.language.tag(text);
        let sight = self.see(text, &mut sentences);
        let names = self.namer.bare_names(text, &sentences, &sight);
        sentences.into_iter().zip(names).collect()
    }

    /// What the encoder sees, where it reads; its tags take the place of the language
    /// layer's, which are its second opinion, with their trees.
    fn see(&self, text: &str, sentences: &mut [Sentence]) -> Seeing {
        if !self.is_careful {
            return Seeing(None);
        }
        let encoder = Encoder::known();
        sentences.iter_mut().for_each(|sentence| self.language.parse(text, sentence, &[]));
        let sight = encoder.see(text, sentences, &self.namer.clues(text, sentences));
        for (sentence, words) in sentences.iter_mut().zip(&sight.words) {
            for (token, word) in sentence.tokens.iter_mut().zip(words.iter().flatten()) {
                if is_doubtful(&text[token.bytes()], token.upos, word.upos) {
                    continue;
                }
                token.upos = word.upos;
                token.xpos = encoder.tags().penn(word).into();
                token.lemma = self.language.lemma(&text[token.bytes()], token.upos, &token.xpos);
            }
        }
        Seeing(Some(sight))
    }

    /// Sets a sentence's tree, the encoder's where it saw the whole of it.
    fn parse(&self, text: &str, sentence: &mut Sentence, words: Option<&[Word]>, units: &[Range<usize>]) {
        match words {
            Some(words) => {
                for (token, word) in sentence.tokens.iter_mut().zip(words) {
                    token.head = word.head;
                    token.rel = word.rel;
                }
                self.language.join(sentence, units);
                let label = label(text, &sentence.tokens);
                set_apart(&mut sentence.tokens, label);
            }
            None => self.language.parse(text, sentence, units),
        }
        mend(sentence);
    }
}

/// Whether the encoder takes for a name what is written small and is none to the language
/// layer: it reads all in lower case, so a verb after a name it does not know may look
/// like one more part of it.
fn is_doubtful(word: &str, plain: Upos, seen: Upos) -> bool {
    seen == Upos::Propn && plain != Upos::Propn && word.starts_with(char::is_lowercase)
}

impl names::Seen for Seeing {
    fn scores(&self, sentence: usize) -> Option<Vec<[f32; NAMES]>> {
        Some(self.of(sentence)?.iter().map(|word| word.names).collect())
    }
}

/// What the encoder saw of a text; `None` where it does not read.
struct Seeing(Option<Sight>);

impl Seeing {
    /// The words of a sentence.
    fn of(&self, sentence: usize) -> Option<&[Word]> {
        self.0.as_ref()?.words.get(sentence)?.as_deref()
    }

    /// What it says of each word of a sentence as a predicate that may take a stand.
    fn stands(&self, sentence: usize) -> Vec<[f32; STANDS]> {
        self.of(sentence).into_iter().flatten().map(|word| word.stands).collect()
    }

    /// What it says of each word of a sentence as a word of dealing.
    fn dealings(&self, sentence: usize) -> Vec<[f32; DEALINGS]> {
        self.of(sentence).into_iter().flatten().map(|word| word.dealings).collect()
    }

    fn findings(self) -> Option<Vec<Finding>> {
        self.0.map(|sight| sight.findings)
    }
}
