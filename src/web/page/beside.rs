//! A source's words beside a page: the stored text around them, with the words marked.

use crate::ledger::Ledger;
use crate::publish::link;
use crate::record::{Document, NAMELESS, Span, Text};
use crate::web::fault::Fault;
use crate::web::show::marked::{Mark, Piece, pieces};
use crate::web::show::words::{stated_day, words_at};

/// How many sentences before and after the words are shown with them.
const AROUND: usize = 3;

/// Words of a document with those around them.
pub(in crate::web) struct Beside {
    pub outlet: String,
    pub title: String,
    pub day: String,
    /// Where the whole stored text is.
    pub whole: String,
    /// The live page.
    pub live: Option<String>,
    pub pieces: Vec<Piece>,
    /// Whether sentences stand before and after what is shown.
    pub is_cut: (bool, bool),
    /// Whether the stored text does not have the words any more.
    pub is_gone: bool,
    pub quote: String,
}

impl Beside {
    /// The words from `start` to `end` of a document, which are `quote` where it is given.
    pub fn of(ledger: &Ledger, id: &str, span: Span, quote: Option<&str>) -> Result<Self, Fault> {
        let found = ledger.find(id)?.filter(|found| found.kind == "document").ok_or(Fault::NotFound)?;
        let document = &found.document;
        let text = Text::new(document.article.text.as_str());
        let words = text.at(span).unwrap_or_default();
        let is_gone = words.is_empty() || quote.is_some_and(|quote| quote != words);
        let (around, is_cut) = around(document, span);
        let mark = Mark { span, class: "asked", href: String::new(), is_asked: true };
        let article = &document.article;
        Ok(Self {
            outlet: article.outlet.clone().unwrap_or_else(|| NAMELESS.to_owned()),
            title: article.title.clone().unwrap_or_default(),
            day: article
                .published
                .as_ref()
                .map(|published| stated_day(published.as_str()))
                .unwrap_or_default(),
            whole: words_at(id, span),
            live: article.url.as_deref().and_then(|url| link::to_words(url, words)),
            pieces: if is_gone { Vec::new() } else { pieces(&text, around, &[mark]) },
            is_cut,
            is_gone,
            quote: quote.unwrap_or_default().to_owned(),
        })
    }
}

/// The sentences around some words, and whether there are more before and after.
fn around(document: &Document, span: Span) -> (Span, (bool, bool)) {
    let sentences = &document.sentences;
    let first = sentences.partition_point(|sentence| sentence.end <= span.start);
    let last = sentences.partition_point(|sentence| sentence.start < span.end);
    let (from, to) = (first.saturating_sub(AROUND), (last + AROUND).min(sentences.len()));
    let Some(shown) = sentences.get(from..to).filter(|shown| !shown.is_empty()) else {
        return (span, (true, true));
    };
    let (start, end) = (shown[0].start.min(span.start), shown[shown.len() - 1].end.max(span.end));
    (Span { start, end }, (from > 0, to < sentences.len()))
}
