//! The checker: proves a sentence from the words that it cites. It knows nothing of how
//! the sentence was written.

mod calendar;
#[cfg(test)]
mod mutations;
mod names;
mod numbers;
mod polarity;
mod quoted;
mod records;
#[cfg(test)]
mod tests;
mod windows;
mod words;

pub use names::is_office_word;
pub(super) use quoted::{Parted, part};
pub use words::stem;
pub(super) use words::words;

/// Words in small letters, as the checker parts them.
pub fn folded_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.folded).collect()
}

/// Whether words hedge, outside of what they quote.
pub fn is_hedged(text: &str) -> bool {
    let own = quoted::part(text).map_or_else(|| text.to_owned(), |parted| parted.own);
    polarity::hedges(&words(&own), Lexicon::get())
}

/// Whether words have one that turns a meaning round.
pub fn negates(text: &str) -> bool {
    words(text).iter().any(|word| Lexicon::get().is_negation(&word.folded))
}

/// Whether a text names a country by any of its forms.
pub fn names_country_in(text: &str, code: &str) -> bool {
    names::names_country(&words(text), code)
}

/// Whether a text has a word for a contact.
pub fn tells_of_contact(text: &str) -> bool {
    words(text).iter().any(|word| Lexicon::get().is_contact_word(&word.folded))
}

/// Whether a phrase stands in a text, word for word.
pub fn has_phrase(text: &str, phrase: &str) -> bool {
    words::stands_in(&words(phrase), &words(text))
}

/// Whether a word in small letters says which in order: "third".
pub fn is_ordinal(folded: &str) -> bool {
    Lexicon::get().ordinals.contains_key(folded)
}

/// Whether words are a month and its day and no more: "April 24".
pub fn is_month_and_day(text: &str) -> bool {
    let words = words(text);
    words.len() == 2 && calendar::months(&words).first().is_some_and(|(_, date)| date.day.is_some())
}

/// The weekdays on which, by a text, something was, with the byte at which each starts.
pub fn weekdays(text: &str) -> Vec<(usize, jiff::civil::Weekday)> {
    let words = words(text);
    let days = (0..words.len()).filter(|&i| calendar::is_day_of_event(&words, i));
    days.filter_map(|i| Some((words[i].start, calendar::weekday(&words[i].folded)?))).collect()
}

/// Whether a text names a month.
pub fn names_month(text: &str) -> bool {
    !calendar::months(&words(text)).is_empty()
}

/// Whether a text is a month's name.
pub fn is_month(text: &str) -> bool {
    let words = words(text);
    words.len() == 1 && calendar::month(&words[0]).is_some()
}

use std::collections::HashMap;

use super::lexicon::Lexicon;
use super::model::{Basis, Citation, Kind, Sentence};
use crate::record::{Document, NAMELESS, SourceKind, Text, Window, disguised};
use crate::weave::{Lands, subjects_of};
use polarity::Mismatch;
use words::Word;

/// Why a sentence is not proved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A claim without citations, or an absence without a basis.
    #[error("rests on nothing")]
    Baseless,
    /// An editor's sentence, for which no source answers.
    #[error("is an editor's own, which no source answers for")]
    Editor,
    /// A citation whose document is not among those given.
    #[error("cites a document that was not read: {0}")]
    UnknownDocument(String),
    /// A citation whose words do not stand where it says, or whose outlet, title,
    /// date or address is not the document's.
    #[error("cites \"{0}\", which does not stand there")]
    WrongCitation(String),
    /// What a reader would take for the mark of a citation, in words that are cited.
    #[error("has \"{0}\" in its words, which looks like a citation of ours")]
    Mark(String),
    /// A word that seems to be Latin and is not: its name would pass for another's.
    #[error("has \"{0}\" in its words, whose letters are not the Latin ones that they seem to be")]
    Disguise(String),
    /// Quotation marks that do not pair.
    #[error("opens a quotation and does not close it")]
    OpenQuote,
    /// A quoted string that the cited words do not have.
    #[error("quotes \"{0}\", which the cited words do not say")]
    Quote(String),
    /// A quotation whose speaker the sentence does not name.
    #[error("does not name {0}, who is cited as saying it")]
    Speaker(String),
    #[error("the name \"{0}\" does not stand in the cited words")]
    Name(String),
    #[error("the number \"{0}\" does not stand in the cited words")]
    Number(String),
    #[error("the day \"{0}\" is not borne out by the cited words or their date lines")]
    Day(String),
    #[error("the word \"{0}\" is not in the cited words")]
    Word(String),
    #[error("\"{0}\" turns the meaning round and is not said so in the cited words")]
    NegationAdded(String),
    #[error("leaves out \"{0}\", which the cited words say")]
    NegationDropped(String),
    #[error("tells as a fact what the cited words hedge")]
    HedgeDropped,
    #[error("hedges what the cited words do not")]
    HedgeAdded,
    #[error("tells a contact otherwise than its record: {0}")]
    Contact(String),
    #[error("counts {0} where its basis has {1}")]
    Count(String, usize),
    /// What an absence says was not found stands in a document that it rests on.
    #[error("says that something is absent which stands in {0}")]
    Present(String),
}

/// A number in square brackets, as footnotes have it: a sentence's own marks are not in its
/// text.
fn mark(text: &str) -> Option<&str> {
    text.match_indices(['[', '［']).find_map(|(at, open)| {
        let (inside, _) = text[at + open.len()..].split_once([']', '］'])?;
        let number = inside.trim().trim_start_matches('^');
        let is_mark = (1..=3).contains(&number.chars().count()) && number.chars().all(char::is_numeric);
        is_mark.then(|| &text[at..at + open.len() + inside.len()])
    })
}

/// Proves sentences against documents.
pub struct Checker<'a> {
    documents: HashMap<&'a str, (&'a Document, Text)>,
    /// What was expected of channels.
    windows: &'a [Window],
    lexicon: &'static Lexicon,
}

/// The cited words of a sentence, taken apart once.
struct Evidence<'a> {
    citations: Vec<(&'a Citation, &'a Document)>,
    quotes: Vec<Vec<Word>>,
    outlets: Vec<Vec<Word>>,
    titles: Vec<Vec<Word>>,
}

impl<'a> Checker<'a> {
    /// A checker over the documents that sentences may cite.
    pub fn new(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        let keyed = documents.into_iter().map(|document| {
            (document.article.id.as_str(), (document, Text::new(document.article.text.as_str())))
        });
        Self { documents: keyed.collect(), windows: &[], lexicon: Lexicon::get() }
    }

    /// The checker with what was expected of channels and is judged, on which absences may
    /// rest.
    pub fn expecting(self, windows: &'a [Window]) -> Self {
        Self { windows, ..self }
    }

    /// Proves a sentence.
    ///
    /// # Errors
    /// The first thing that the cited words do not bear out.
    pub fn prove(&self, sentence: &Sentence) -> Result<(), Fault> {
        if let Some(mark) = mark(&sentence.text).filter(|_| sentence.kind != Kind::Editor) {
            return Err(Fault::Mark(mark.to_owned()));
        }
        if let Some(word) = disguised(&sentence.text).next().filter(|_| sentence.kind != Kind::Editor) {
            return Err(Fault::Disguise(word.to_owned()));
        }
        match sentence.kind {
            Kind::Claim => self.prove_claim(sentence),
            Kind::Absence => self.prove_absence(sentence),
            Kind::Editor => Err(Fault::Editor),
        }
    }

    fn prove_claim(&self, sentence: &Sentence) -> Result<(), Fault> {
        if sentence.citations.is_empty() {
            return Err(Fault::Baseless);
        }
        let evidence = self.evidence(&sentence.citations)?;
        let parted = quoted::part(&sentence.text).ok_or(Fault::OpenQuote)?;
        for quote in &parted.quoted {
            self.prove_quote(quote, &parted.own, &evidence)?;
        }
        let own = words(&parted.own);
        let cited =
            names::Cited { quotes: &evidence.quotes, outlets: &evidence.outlets, titles: &evidence.titles };
        if let Some(name) = names::unproved(&own, &cited, self.lexicon) {
            return Err(Fault::Name(name));
        }
        numbers::prove(&own, &evidence, self.lexicon)?;
        days(&own, &evidence)?;
        self.prove_words(&own, &evidence)?;
        records::prove_speakers(&parted.own, &evidence)?;
        self.prove_polarity(&sentence.text, &own, &evidence)?;
        records::prove(&own, &evidence, self.lexicon)
    }

    /// The cited words, each checked against its document.
    fn evidence<'s>(&'s self, citations: &'s [Citation]) -> Result<Evidence<'s>, Fault> {
        let mut evidence =
            Evidence { citations: Vec::new(), quotes: Vec::new(), outlets: Vec::new(), titles: Vec::new() };
        for citation in citations {
            let unknown = || Fault::UnknownDocument(citation.document.clone());
            let (document, text) = self.documents.get(citation.document.as_str()).ok_or_else(unknown)?;
            let article = &document.article;
            let stands = crate::record::Span::new(citation.start, citation.end)
                .and_then(|span| text.at(span))
                .is_some_and(|words| words == citation.quote);
            let date = article.published.as_ref().map(|published| published.as_str());
            let same_source = citation.outlet == article.outlet
                && citation.url == article.url_at(citation.start)
                && citation.title == article.title
                && citation.date.as_deref() == date;
            if !stands || !same_source {
                return Err(Fault::WrongCitation(citation.quote.clone()));
            }
            evidence.citations.push((citation, document));
            evidence.quotes.push(words(&citation.quote));
            evidence.outlets.push(words(article.outlet.as_deref().unwrap_or(NAMELESS)));
            // The press puts in its titles whom it writes about; an official source, who speaks.
            let title = article.title.as_deref().filter(|_| article.kind == Some(SourceKind::Official));
            evidence.titles.extend(title.map(words));
        }
        Ok(evidence)
    }

    /// A quoted string must stand in the words of one citation, and where that is a
    /// statement on record, the sentence must name its speaker.
    fn prove_quote(&self, quote: &str, own: &str, evidence: &Evidence) -> Result<(), Fault> {
        let bearing: Vec<_> = evidence
            .citations
            .iter()
            .filter(|(citation, _)| quoted::stands_to_the_letter(quote, &citation.quote))
            .collect();
        if bearing.is_empty() {
            return Err(Fault::Quote(quote.to_owned()));
        }
        let named =
            bearing.iter().map(|(citation, document)| records::speaker_named(citation, document, own));
        match named.reduce(|a, b| a.or(b)) {
            Some(Err(speaker)) => Err(Fault::Speaker(speaker)),
            _ => Ok(()),
        }
    }

    /// Every word of the sentence's own stands in the cited words in some form, or
    /// claims nothing, or is proved elsewhere (names, numbers, days, contact words).
    fn prove_words(&self, own: &[Word], evidence: &Evidence) -> Result<(), Fault> {
        let lexicon = self.lexicon;
        let stems: std::collections::HashSet<String> = evidence
            .quotes
            .iter()
            .chain(&evidence.titles)
            .flatten()
            .map(|word| words::stem(&word.folded))
            .collect();
        let elsewhere = |word: &Word| {
            word.is_capital()
                || lexicon.free.contains(&word.folded)
                || lexicon.is_contact_word(&word.folded)
                || numbers::value(word, lexicon).is_some()
                || lexicon.is_negation(&word.folded)
                || lexicon.is_status_word(&word.folded)
                || lexicon.hedges.contains(&word.folded)
                || calendar::day_of_month(word).is_some()
        };
        let unproved =
            own.iter().find(|word| !elsewhere(word) && !stems.contains(&words::stem(&word.folded)));
        unproved.map_or(Ok(()), |word| Err(Fault::Word(word.text.clone())))
    }

    fn prove_polarity(&self, text: &str, own: &[Word], evidence: &Evidence) -> Result<(), Fault> {
        let by_record = |word: &Word| records::is_status_told(word, evidence, self.lexicon);
        polarity::compare(&words(text), own, &evidence.quotes, by_record, self.lexicon).map_err(
            |mismatch| match mismatch {
                Mismatch::Added(word) => Fault::NegationAdded(word),
                Mismatch::Dropped(word) => Fault::NegationDropped(word),
            },
        )?;
        let hedged = polarity::hedges(own, self.lexicon);
        let cited = evidence.citations.iter().any(|(citation, document)| {
            let own =
                quoted::part(&citation.quote).map_or_else(|| citation.quote.clone(), |parted| parted.own);
            polarity::hedges(&words(&own), self.lexicon) || records::is_hedged(citation, document)
        });
        // A count of documents says nothing of what they tell.
        let cited = cited && !(0..own.len()).any(|i| records::counted(&own[i..], evidence).is_some());
        match (hedged, cited) {
            (false, true) if !polarity::hedges(&words(text), self.lexicon) => Err(Fault::HedgeDropped),
            (true, false) => Err(Fault::HedgeAdded),
            _ => Ok(()),
        }
    }

    /// An absence counts right, says nothing else, and none of the documents it rests on
    /// has what it says was not found.
    fn prove_absence(&self, sentence: &Sentence) -> Result<(), Fault> {
        let basis = sentence.basis.as_ref().ok_or(Fault::Baseless)?;
        if !basis.windows.is_empty() {
            return windows::prove(&words(&sentence.text), basis, self.windows, self.lexicon);
        }
        if basis.documents.is_empty() && basis.count.is_none() {
            return Err(Fault::Baseless);
        }
        let mut known: Vec<Vec<Word>> = basis.looked_for.iter().map(|name| words(name)).collect();
        for id in &basis.documents {
            let unknown = || Fault::UnknownDocument(id.clone());
            let (document, text) = self.documents.get(id.as_str()).ok_or_else(unknown)?;
            if self.tells_of_contact(document, text, &known)
                || is_official_of(document, &basis.without_source)
                || speaks_of(document, &basis.without_subject)
            {
                return Err(Fault::Present(id.clone()));
            }
        }
        let read = basis.documents.iter().map(|id| self.documents[id.as_str()].0);
        let sources: Vec<_> =
            read.filter_map(|document| document.article.outlet.as_deref()).map(words).collect();
        known.extend(sources.iter().cloned());
        known.extend(basis.without_subject.iter().map(|subject| words(subject)));
        let own = words(&sentence.text);
        self.prove_absent_words(&own, &known, basis)?;
        numbers::prove_counts(&own, basis, &sources, self.lexicon)
    }

    /// Whether one sentence of a document has one of the names and a word for a contact.
    fn tells_of_contact(&self, document: &Document, text: &Text, names: &[Vec<Word>]) -> bool {
        if names.is_empty() {
            return false;
        }
        document.sentences.iter().filter_map(|&span| text.at(span)).map(words).any(|sentence| {
            sentence.iter().any(|word| self.lexicon.is_contact_word(&word.folded))
                && names.iter().any(|name| words::stands_in(name, &sentence))
        })
    }

    /// An absence is made of free words, names of its sources and of what it looked for,
    /// and numbers; it claims nothing else.
    fn prove_absent_words(&self, own: &[Word], known: &[Vec<Word>], basis: &Basis) -> Result<(), Fault> {
        let folded: Vec<&str> = own.iter().map(|word| word.folded.as_str()).collect();
        let mut i = 0;
        while i < own.len() {
            let word = &own[i];
            let named = known
                .iter()
                .find(|name| own[i..].len() >= name.len() && words::stands_in(name, &own[i..i + name.len()]));
            let land = Lands::get()
                .at(&folded, i)
                .filter(|(code, _)| basis.without_source.iter().any(|c| c == code));
            let free =
                self.lexicon.is_absence_word(&word.folded) || numbers::value(word, self.lexicon).is_some();
            i += match (named, land) {
                (Some(name), _) => name.len(),
                (_, Some((_, len))) => len,
                _ if free => 1,
                _ => return Err(Fault::Word(word.text.clone())),
            };
        }
        Ok(())
    }
}

/// Whether a document is an official one of these countries.
fn is_official_of(document: &Document, countries: &[String]) -> bool {
    let article = &document.article;
    article.kind == Some(SourceKind::Official)
        && article.country.as_ref().is_some_and(|country| countries.contains(country))
}

/// Whether a document speaks of any of these subjects.
fn speaks_of(document: &Document, subjects: &[String]) -> bool {
    !subjects.is_empty()
        && subjects_of(&document.article.text).iter().any(|found| subjects.iter().any(|one| one == found))
}

/// Each weekday and date of the sentence is borne out by one citation.
fn days(own: &[Word], evidence: &Evidence) -> Result<(), Fault> {
    let published = |document: &Document| document.article.published.as_ref().map(|p| p.date());
    let told_on = |document: &Document| document.article.told_on();
    for (i, word) in own.iter().enumerate() {
        let Some(day) = calendar::weekday(&word.folded) else { continue };
        let telling = calendar::is_day_of_telling(own, i);
        let proved = evidence.citations.iter().zip(&evidence.quotes).any(|((_, document), quote)| {
            let date_line = published(document).map(|date| date.weekday());
            match calendar::weekdays_told(quote, told_on(document)) {
                Some(_) if telling => {
                    date_line == Some(day) || calendar::tells_weekday(quote, told_on(document), day)
                }
                Some(told) => told.contains(&day),
                None if telling => date_line == Some(day),
                None => told_on(document).map(|date| date.weekday()) == Some(day),
            }
        });
        if !proved {
            return Err(Fault::Day(word.text.clone()));
        }
    }
    for (i, date) in calendar::months(own) {
        let proved = evidence.citations.iter().zip(&evidence.quotes).any(|((_, document), quote)| {
            let told = calendar::months(quote)
                .iter()
                .any(|(_, told)| told.month == date.month && (date.day.is_none() || told.day == date.day));
            let on = [published(document), told_on(document)];
            told || on
                .into_iter()
                .flatten()
                .any(|on| on.month() == date.month && date.day.is_none_or(|day| on.day() == day))
        });
        if !proved {
            return Err(Fault::Day(own[i].text.clone()));
        }
    }
    Ok(())
}
