//! A sentence against the records that its citations stand for.

use std::collections::HashSet;

use super::words::{Word, stem, words};
use super::{Evidence, Fault};
use crate::digest::lexicon::Lexicon;
use crate::digest::model::Citation;
use crate::record::{Attribution, Contact, Document, Party, Status, Text};
use crate::weave::{PersonName, story, surname_of};

/// The contacts that a sentence cites, each once.
pub(super) fn contacts<'e>(evidence: &'e Evidence) -> impl Iterator<Item = &'e Contact> {
    let mut seen = HashSet::new();
    evidence
        .citations
        .iter()
        .filter_map(|(citation, document)| {
            document.contacts.iter().find(|contact| Some(&contact.id) == citation.record.as_ref())
        })
        .filter(move |contact| seen.insert(contact.id.as_str()))
}

/// How many contacts are cited, in all and of each party that the sentence names.
pub(super) fn counts(own: &[Word], evidence: &Evidence) -> Vec<u64> {
    let cited: Vec<&Contact> = contacts(evidence).collect();
    let named = |party: &Party| {
        let name = PersonName::new(&party.name, party.country.as_deref());
        name.is_some_and(|name| own.iter().any(|word| name.is_called(&word.text)))
    };
    let parties = cited.iter().flat_map(|contact| &contact.parties).filter(|party| named(party));
    let names: HashSet<&str> = parties.map(|party| party.name.as_str()).collect();
    let of =
        |name: &str| cited.iter().filter(|contact| contact.parties.iter().any(|p| p.name == name)).count();
    names.into_iter().map(of).chain([cited.len()]).map(|n| n as u64).collect()
}

/// What a number right before these words counts of the citations: their documents, or the
/// sources that these have it from.
pub(super) fn counted(after: &[Word], evidence: &Evidence) -> Option<u64> {
    let says = |phrase: &str| {
        let phrase = words(phrase);
        after.len() >= phrase.len() && after.iter().zip(&phrase).all(|(a, b)| a.folded == b.folded)
    };
    let mut documents: Vec<&Document> = evidence.citations.iter().map(|(_, document)| *document).collect();
    documents.sort_by_key(|document| &document.article.id);
    documents.dedup_by_key(|document| &document.article.id);
    if says("of the documents read") {
        return Some(documents.len() as u64);
    }
    says("sources").then(|| story::origins_of(&documents).len() as u64)
}

fn attribution<'d>(citation: &Citation, document: &'d Document) -> Option<&'d Attribution> {
    document.attributions.iter().find(|attribution| Some(&attribution.id) == citation.record.as_ref())
}

/// Whether the record of a citation says that the writer keeps a distance.
pub fn is_hedged(citation: &Citation, document: &Document) -> bool {
    attribution(citation, document).is_some_and(|attribution| attribution.hedged)
}

/// Whether a word rightly tells the status of a contact that is cited: by its record it was
/// "denied", and the words say that it was not, and not only that it is not planned; `None`
/// where no record has to do with the word.
pub(super) fn is_status_told(word: &Word, evidence: &Evidence, lexicon: &Lexicon) -> Option<bool> {
    contacts(evidence).find(|contact| lexicon.status_words(contact.status).contains(&word.folded))?;
    let negated = |quote: &Vec<Word>| quote.iter().any(|word| lexicon.is_negation(&word.folded));
    let ahead = |quote: &Vec<Word>| {
        let plans = quote.iter().any(|word| stem(&word.folded) == "plan");
        plans || lexicon.ahead.iter().any(|phrase| says(quote, phrase))
    };
    Some(evidence.quotes.iter().any(|quote| negated(quote) && !ahead(quote)))
}

/// A sentence that says what is said names who says it: the speaker of each statement cited
/// for it, quoted or not.
pub(super) fn prove_speakers(own: &str, evidence: &Evidence) -> Result<(), Fault> {
    let speaker = evidence
        .citations
        .iter()
        .find_map(|(citation, document)| speaker_named(citation, document, own).err());
    speaker.map_or(Ok(()), |speaker| Err(Fault::Speaker(speaker)))
}

/// Whether the sentence names the speaker of the statement that a citation stands for;
/// the speaker where it does not.
pub fn speaker_named(citation: &Citation, document: &Document, own: &str) -> Result<(), String> {
    let source = attribution(citation, document).and_then(|attribution| attribution.source.as_ref());
    let Some(source) = source else { return Ok(()) };
    let own: HashSet<String> = words(own).into_iter().map(|word| word.folded).collect();
    if source.anonymous {
        return is_described(&words(&source.name), &own).then_some(()).ok_or_else(|| source.name.clone());
    }
    let mentions = document.mentions.iter().filter(|mention| mention.name == source.name);
    let spans = mentions.map(|mention| mention.span).chain([source.span]);
    let text = Text::new(document.article.text.as_str());
    let written = spans.filter_map(|span| text.at(span)).chain([source.name.as_str()]);
    let named = written.map(words).any(|name| stands_for(&name, source.country.as_deref(), &own));
    named.then_some(()).ok_or_else(|| source.name.clone())
}

/// Whether every longer word of a description stands there: a speaker without a name is told
/// by it.
fn is_described(description: &[Word], own: &HashSet<String>) -> bool {
    description.iter().filter(|word| word.folded.chars().count() > 3).all(|word| own.contains(&word.folded))
}

/// Whether the word by which a name is mostly cut short stands there: the last, or the
/// first of a name whose country puts the surname there.
fn stands_for(name: &[Word], country: Option<&str>, own: &HashSet<String>) -> bool {
    let long = |word: &&Word| word.is_capital() && word.text.chars().count() > 2;
    let last = name.iter().rev().find(|word| long(word) || word.folded.contains('-'));
    let surname = surname_of(&name.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "), country)
        .to_lowercase();
    last.is_some_and(|word| own.contains(&word.folded)) || own.contains(&surname)
}

/// The form and the status of each cited contact are told as the record has them.
pub(super) fn prove(own: &[Word], evidence: &Evidence, lexicon: &Lexicon) -> Result<(), Fault> {
    let cited: Vec<&Contact> = contacts(evidence).collect();
    let stems: HashSet<String> =
        evidence.quotes.iter().chain(&evidence.titles).flatten().map(|word| stem(&word.folded)).collect();
    for contact in &cited {
        let wanted = lexicon.status_words(contact.status);
        if !wanted.is_empty() && !wanted.iter().any(|phrase| says(own, phrase)) {
            return Err(Fault::Contact(format!("it is {}", name(contact.status))));
        }
    }
    if cited.iter().any(|contact| contact.status == Status::Planned) {
        let announced = |quote: &Vec<Word>| lexicon.ahead.iter().any(|phrase| says(quote, phrase));
        if !evidence.quotes.iter().any(announced) {
            return Err(Fault::Contact("it is not told as planned".to_owned()));
        }
    }
    if cited.iter().any(|contact| contact.status == Status::Proposed) {
        let proposed = |quote: &Vec<Word>| quote.iter().any(|word| lexicon.proposes(&word.folded));
        if !evidence.quotes.iter().any(proposed) {
            return Err(Fault::Contact("it is not told as proposed".to_owned()));
        }
    }
    let told = |word: &str| {
        cited.iter().any(|contact| lexicon.tells(contact.mode, word) && lexicon.is_told(contact.mode, &stems))
    };
    let counted =
        |word: &&Word| lexicon.is_contact_word(&word.folded) && !lexicon.free.contains(&word.folded);
    for word in own.iter().filter(counted) {
        if !stems.contains(&stem(&word.folded)) && !told(&word.folded) {
            return Err(Fault::Contact(format!("\"{}\" is another form of contact", word.text)));
        }
    }
    for (status, phrase) in lexicon.telling_statuses().filter(|(_, phrase)| says(own, phrase)) {
        let by_record = cited.iter().any(|contact| contact.status == status);
        let by_words = words(phrase).iter().all(|word| stems.contains(&stem(&word.folded)));
        if !by_record && !by_words {
            return Err(Fault::Contact(format!("none is {}", name(status))));
        }
    }
    Ok(())
}

/// Whether a phrase stands among the words.
fn says(own: &[Word], phrase: &str) -> bool {
    super::words::stands_in(&words(phrase), own)
}

fn name(status: Status) -> &'static str {
    match status {
        Status::Held => "held",
        Status::Confirmed => "confirmed",
        Status::Reported => "reported",
        Status::Planned => "planned",
        Status::Proposed => "proposed",
        Status::Denied => "denied",
        Status::Refused => "refused",
        Status::Cancelled => "cancelled",
        Status::Postponed => "postponed",
    }
}
