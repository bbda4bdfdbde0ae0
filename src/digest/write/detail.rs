//! What an account says beyond the contact itself, in its own words.

use crate::digest::desk::Desk;
use crate::digest::draft::Draft;
use crate::digest::forms::Forms;
use crate::digest::prove;
use crate::digest::weights::Weights;
use crate::record::{MentionKind, Span};
use crate::weave::{Account, Paper};

/// A document up to this many sentences is one account from end to end.
const READOUT: usize = 25;

/// In a longer one, this many sentences after the telling one belong to the account.
const NEAR: usize = 4;

/// A sentence that quotes what an account says of its contact.
pub struct Detail {
    pub draft: Draft,
    /// The weight of the topics it speaks of.
    pub weight: i32,
    /// The words that it quotes.
    pub quote: String,
}

/// What an account says more, the weightiest first.
pub fn details(desk: &Desk, account: Account) -> Vec<Detail> {
    let paper = &desk.papers[account.paper];
    let sentences = &paper.document.sentences;
    let Some(at) = paper.sentence_at(account.contact.evidence.start) else { return Vec::new() };
    if !paper.is_about(account.contact) {
        return Vec::new();
    }
    let end = if sentences.len() <= READOUT { sentences.len() } else { (at + 1 + NEAR).min(sentences.len()) };
    let mut details: Vec<Detail> =
        sentences[at + 1..end].iter().filter_map(|&span| detail(desk, account, span)).collect();
    details.sort_by_key(|detail| std::cmp::Reverse(detail.weight));
    details
}

fn detail(desk: &Desk, account: Account, sentence: Span) -> Option<Detail> {
    let paper = &desk.papers[account.paper];
    let words = paper.words(sentence);
    if words.contains(['"', '“', '”', '\n']) || prove::is_hedged(words) {
        return None;
    }
    let mut draft = Draft::default();
    let start = after_opener(words);
    let (subject, verb) = subject(desk, account, sentence, start, &mut draft)?;
    let quote = words[verb..].trim_end().trim_end_matches('.');
    if !is_quotable(quote) {
        return None;
    }
    draft.cite(desk.cite(account.paper, sentence, None));
    draft.push(&format!("{subject} \"{quote}\", by its account"));
    let weight = Weights::get().topics(quote).map(|topic| topic.weight).sum();
    Some(Detail { quote: quote.to_owned(), draft, weight })
}

/// Who does it, and where in the sentence the verb starts, in bytes: all parties together
/// or one of them by name.
fn subject(
    desk: &Desk,
    account: Account,
    sentence: Span,
    start: usize,
    draft: &mut Draft,
) -> Option<(String, usize)> {
    let paper = &desk.papers[account.paper];
    let words = paper.words(sentence);
    let folded = words[start..].to_lowercase();
    if let Some(collective) = Forms::get().collective(&folded) {
        let verb = verb_at(words, start + collective.len())?;
        return Some((words[start..start + collective.len()].to_lowercase(), verb));
    }
    let point = sentence.start + words[..start].chars().count();
    let mention = paper.document.mentions.iter().find(|mention| {
        mention.span.start.abs_diff(point) <= 4
            && mention.span.end <= sentence.end
            && mention.kind == MentionKind::Person
    })?;
    let party = account.contact.parties.iter().any(|party| party.name == mention.name);
    let person = desk.cast.find(&mention.name, mention.country.as_deref()).filter(|_| party)?;
    let verb = verb_at(words, byte_of(words, mention.span.end - sentence.start)?)?;
    Some((desk.name(person, account.paper, mention.span, draft)?, verb))
}

/// Where the verb starts that follows a subject, an adverb or two left out.
fn verb_at(words: &str, from: usize) -> Option<usize> {
    let mut at = from;
    for word in words[from..].split_inclusive(' ').filter(|word| !word.is_empty()).take(4) {
        let folded = word.trim().to_lowercase();
        if Forms::get().is_detail_verb(&folded) {
            return Some(at);
        }
        if !matches!(folded.as_str(), "" | "also" | "again" | "further") {
            return None;
        }
        at += word.len();
    }
    None
}

/// Where a sentence starts after "In addition," and the like, in bytes.
fn after_opener(words: &str) -> usize {
    let folded = words.to_lowercase();
    let Some(opener) = Forms::get().opener(&folded) else { return 0 };
    let rest = words.get(opener.len()..).unwrap_or_default();
    words.len() - rest.trim_start_matches([',', ' ']).len()
}

fn byte_of(words: &str, point: usize) -> Option<usize> {
    words.char_indices().map(|(i, _)| i).chain([words.len()]).nth(point)
}

/// Whether words are of the length of a quotation.
pub fn is_quotable(words: &str) -> bool {
    let length = &Weights::get().length;
    (length.quote_at_least..=length.quote_at_most).contains(&words.split_whitespace().count())
}

/// The sentences of an account that belong to a paper's telling of it.
pub fn account_words(paper: &Paper, account: Account) -> Span {
    let sentences = &paper.document.sentences;
    let whole = paper.sentences_around(account.contact.evidence);
    let Some(at) = paper.sentence_at(account.contact.evidence.start) else { return whole };
    let last =
        if sentences.len() <= READOUT { sentences.len() - 1 } else { (at + NEAR).min(sentences.len() - 1) };
    Span { start: whole.start, end: sentences[last].end.max(whole.end) }
}
