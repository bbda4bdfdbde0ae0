//! A document of the week with ready access to its words.

use jiff::civil::Date;

use crate::record::{Contact, Document, Mode, Part, SourceKind, Span, Text, When};

/// A document opens with its subject within this many sentences after the first.
const OPENING: usize = 1;

/// A document and its text.
pub struct Paper<'a> {
    pub document: &'a Document,
    pub text: Text,
}

impl<'a> Paper<'a> {
    /// Takes a document to hand.
    pub fn new(document: &'a Document) -> Self {
        Self { document, text: Text::new(document.article.text.as_str()) }
    }

    /// The day of publication.
    pub fn date(&self) -> Option<Date> {
        self.document.article.published.as_ref().map(|published| published.date())
    }

    /// Whether a government or an international organisation publishes it.
    pub fn is_official(&self) -> bool {
        self.document.article.kind == Some(SourceKind::Official)
    }

    /// The source's name.
    pub fn outlet(&self) -> Option<&'a str> {
        self.document.article.outlet.as_deref()
    }

    /// Whether the document is about a contact: it opens with it and tells none before.
    /// Elsewhere "the leaders" may be those of another, and the day is not that of publication.
    pub fn is_about(&self, contact: &Contact) -> bool {
        let start = contact.evidence.start;
        let opens = self.sentence_at(start).is_some_and(|i| i <= OPENING);
        opens && self.document.contacts.iter().all(|other| other.evidence.start >= start)
    }

    /// When a contact was, as far as the document makes sure of it: by its words or, of what
    /// an official document is about, by its date line. Of a sitting that a document
    /// speaks of ("during the second round") the date line says nothing.
    pub fn sure_when<'c>(&self, contact: &'c Contact) -> Option<&'c When> {
        let dated = self.is_official() && self.is_about(contact) && contact.mode != Mode::NegotiationRound;
        contact.when.as_ref().filter(|when| when.text.is_some() || dated)
    }

    /// The words at a span; empty where the text is shorter than that.
    pub fn words(&self, span: Span) -> &str {
        self.text.at(span).unwrap_or_default()
    }

    /// The index of the sentence that holds a code point.
    pub fn sentence_at(&self, point: usize) -> Option<usize> {
        let sentences = &self.document.sentences;
        let i = sentences.partition_point(|sentence| sentence.end <= point);
        sentences.get(i).filter(|sentence| sentence.start <= point).map(|_| i)
    }

    /// The whole sentences over which a span runs; the span itself where no sentence holds it.
    pub fn sentences_around(&self, span: Span) -> Span {
        let sentence = |point: usize| self.sentence_at(point).map(|i| self.document.sentences[i]);
        let start = sentence(span.start).map_or(span.start, |sentence| sentence.start);
        let end = sentence(span.end - 1).map_or(span.end, |sentence| sentence.end);
        Span { start, end }
    }
}

/// The papers of some days, both ends included: articles published then, in one order
/// whatever the order they came in. A document that came twice is taken once.
pub fn papers_of((first, last): (Date, Date), documents: &[Document]) -> Vec<Paper<'_>> {
    let article = |document: &&Document| document.article.part == Part::Article;
    let in_time = |document: &&Document| {
        document
            .article
            .published
            .as_ref()
            .is_some_and(|published| (first..=last).contains(&published.date()))
    };
    let mut papers: Vec<Paper> = documents.iter().filter(article).filter(in_time).map(Paper::new).collect();
    papers.sort_by(|a, b| order(a).cmp(&order(b)));
    papers.dedup_by(|a, b| a.document.article.id == b.document.article.id);
    papers
}

fn order<'a>(paper: &'a Paper) -> impl Ord + use<'a> {
    let article = &paper.document.article;
    let published = article.published.as_ref().map_or("", |published| published.as_str());
    (paper.date(), published, article.outlet.as_deref(), article.id.as_str(), article.text.as_str())
}
