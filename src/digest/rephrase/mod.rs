//! Sentences that another writer put in other words: each is held against ours and proved
//! again, and stands only where it says the same. Who the other writer is and how it is
//! asked is not known here.

mod knowledge;
mod marks;
mod moves;
#[cfg(test)]
mod tests;

pub use knowledge::instructions;

use std::collections::HashSet;

use super::model::{Digest, Kind, SectionForm, Sentence, Writing};
use super::prove::{Checker, Fault};
use crate::read::language::Language;
use crate::read::syntax::Upos;
use crate::record::Document;
use marks::Marked;

/// Why words do not stand in the place of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Departure {
    /// Nothing, more than one sentence, or signs that no sentence of ours has.
    #[error("is no sentence of ours in other words")]
    NoSentence,
    /// Words within quotation marks.
    #[error("quotes other words")]
    Quotes,
    /// A word that ours does not have, or that does not stand where it may.
    #[error("says \"{0}\" where ours does not")]
    Word(String),
    /// Words of ours that are not there.
    #[error("leaves out \"{0}\"")]
    Lost(String),
    /// A comma or another mark by which words go together otherwise.
    #[error("parts its words otherwise at \"{0}\"")]
    Marks(String),
    /// No room is left in the digest.
    #[error("makes the digest too long")]
    Long,
    #[error(transparent)]
    Unproved(#[from] Fault),
}

/// Holds other words against ours.
pub struct Gate<'d> {
    checker: Checker<'d>,
    language: Language,
}

impl<'d> Gate<'d> {
    /// A gate over the documents that sentences may cite.
    pub fn new(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        Self { checker: Checker::new(documents), language: Language::new() }
    }

    /// Our sentence in other words, on the same citations; `None` where they are ours.
    ///
    /// # Errors
    /// Where the words do not say exactly the same, or the cited words do not bear them out.
    pub fn admit(&self, ours: &Sentence, words: &str) -> Result<Option<Sentence>, Departure> {
        let words = words.trim();
        if words == ours.text {
            return Ok(None);
        }
        self.says_the_same(&ours.text, words)?;
        let rephrased = Some(ours.text.clone());
        let sentence = Sentence { text: words.to_owned(), rephrased, ..ours.clone() };
        self.checker.prove(&sentence)?;
        Ok(Some(sentence))
    }

    /// Whether words say what ours do, by the signs, the quotations and the order of their
    /// words.
    fn says_the_same(&self, ours: &str, theirs: &str) -> Result<(), Departure> {
        let own = Marked::of(ours, ours).ok_or(Departure::NoSentence)?;
        let other = Marked::of(theirs, ours).ok_or(Departure::NoSentence)?;
        if own.quoted != other.quoted {
            return Err(Departure::Quotes);
        }
        if self.language.tag(&other.text).len() != 1 || own.stops != other.stops {
            return Err(Departure::NoSentence);
        }
        let sentences = self.language.tag(&own.text);
        let tokens = sentences.iter().flat_map(|sentence| &sentence.tokens);
        let verbs: HashSet<usize> =
            tokens.filter(|token| token.upos == Upos::Verb).map(|token| token.start).collect();
        moves::same(&own.tokens, &other.tokens, &verbs)
    }
}

/// Puts the sentences of a digest in other words: `ask` is given each claim that stands in
/// a paragraph or under a dash, and gives what another writer makes of it, or nothing where
/// none is to be had. What does not say the same stays ours. The digest has no more than
/// `limit` words then, where it had no more before.
pub fn rephrase(
    digest: &mut Digest,
    documents: &[Document],
    limit: usize,
    writer: &str,
    mut ask: impl FnMut(&str) -> Option<String>,
) -> Vec<(String, Departure)> {
    let cited: HashSet<&str> =
        told(digest).flat_map(|one| &one.citations).map(|one| one.document.as_str()).collect();
    let documents: Vec<&Document> =
        documents.iter().filter(|document| cited.contains(document.article.id.as_str())).collect();
    let gate = Gate::new(documents);
    let mut room = limit.saturating_sub(told(digest).map(|sentence| length(&sentence.text)).sum());
    let mut writing = Writing { writer: writer.to_owned(), ..Writing::default() };
    let mut departures = Vec::new();
    for sentence in digest
        .sections
        .iter_mut()
        .filter(|section| is_told(section.form))
        .flat_map(|section| section.items.iter_mut().flat_map(|item| &mut item.sentences))
    {
        if sentence.kind != Kind::Claim {
            continue;
        }
        let Some(words) = ask(&sentence.text) else {
            writing.unanswered += 1;
            continue;
        };
        let admitted = gate.admit(sentence, &words).and_then(|admitted| match admitted {
            Some(other) if length(&other.text) > length(&sentence.text) + room => Err(Departure::Long),
            admitted => Ok(admitted),
        });
        match admitted {
            Ok(None) => writing.unchanged += 1,
            Ok(Some(other)) => {
                room = (room + length(&sentence.text)).saturating_sub(length(&other.text));
                *sentence = other;
                writing.rephrased += 1;
            }
            Err(departure) => {
                writing.refused += 1;
                departures.push((words, departure));
            }
        }
    }
    digest.writing = Some(writing);
    departures
}

/// Whether sentences of a section are told and not parts of a table or a drawing.
fn is_told(form: SectionForm) -> bool {
    matches!(form, SectionForm::Paragraphs | SectionForm::Dashes)
}

/// The sentences that are told.
fn told(digest: &Digest) -> impl Iterator<Item = &Sentence> {
    let sections = digest.sections.iter().filter(|section| is_told(section.form));
    sections.flat_map(|section| &section.items).flat_map(|item| &item.sentences)
}

fn length(text: &str) -> usize {
    text.split_whitespace().count()
}
