//! What an account says beyond the contact itself, in its own words.

use crate::digest::desk::Desk;
use crate::digest::draft::Draft;
use crate::digest::forms::Forms;
use crate::digest::prove;
use crate::digest::weights::Weights;
use crate::record::{MentionKind, Party, Source, Span};
use crate::weave::{Account, Dealing, Paper};

use super::contact::{attribution, published, tellers};
use super::phrase;

/// Who says so at a sentence's end is named in up to this many words.
const TELLER: usize = 8;

/// The subject of a sentence stands within this many code points of its head.
const OPENING: usize = 60;

/// What an account says of its contact, to be quoted.
pub struct Detail {
    /// The citations, and who is named on the way.
    draft: Draft,
    /// Who does it, as a sentence names them.
    subject: String,
    /// Who says so within the account: "the sources said".
    by: Option<String>,
    /// The weight of the topics it speaks of.
    pub weight: i32,
    /// The words that are quoted.
    pub quote: String,
}

/// The sentence that quotes a detail.
pub fn told_detail(desk: &Desk, dealing: &Dealing, detail: &Detail) -> Option<Draft> {
    let forms = &Forms::get().told;
    // "They" and "it said" lean on the sentence before, which an editor may have written.
    if desk.follows_editor() && !is_whole(&detail.subject) {
        return None;
    }
    let one_teller = tellers(desk, dealing).len() == 1 && !desk.follows_editor();
    let form = match (&detail.by, one_teller) {
        (Some(_), _) => &forms.detail_by,
        (None, true) => desk.form(&forms.detail),
        (None, false) => &forms.detail_of,
    };
    filled(desk, dealing.lead(), detail, form)
}

/// The sentence in which an account says something, and the words that it quotes: by who
/// does it, where that can be told apart, else the whole sentence.
pub fn account_says(desk: &Desk, account: Account, sentence: Span) -> Option<(Draft, String)> {
    if let Some(detail) = detail(desk, account, sentence) {
        let draft = filled(desk, account, &detail, &Forms::get().told.detail_of)?;
        return Some((draft, detail.quote));
    }
    let draft = voice(desk, account.paper, sentence, false, None)?;
    Some((draft, desk.papers[account.paper].words(sentence).to_owned()))
}

fn filled(desk: &Desk, account: Account, detail: &Detail, form: &str) -> Option<Draft> {
    let mut draft = detail.draft.clone();
    let text = form
        .replace("{subject}", &detail.subject)
        .replace("{teller}", &desk.teller(account.paper))
        .replace("{by}", detail.by.as_deref().unwrap_or_default())
        .replace("{quote}", &detail.quote);
    draft.push(&text);
    Some(draft)
}

/// A sentence of a document in the document's own voice, with its day where it is `dated`;
/// `None` where it leans on what stands before it.
pub fn voice(desk: &Desk, paper: usize, sentence: Span, dated: bool, record: Option<&str>) -> Option<Draft> {
    let sheet = &desk.papers[paper];
    let is_dash = |c: char| c.is_whitespace() || matches!(c, '—' | '–' | '-' | '•' | '*');
    let words = sheet.words(sentence).trim_start_matches(is_dash).trim_end().trim_end_matches('.');
    let length = words.split_whitespace().count();
    if length > Weights::get().length.quote_at_most || words.contains('\n') || !is_whole(words) {
        return None;
    }
    let mut draft = Draft::default();
    draft.cite(desk.cite(paper, sentence, record));
    let text = Forms::get()
        .told
        .voice
        .replace("{teller}", &desk.teller(paper))
        .replace("{told}", if sheet.is_official() { "said" } else { "reported" })
        .replace("{on}", &if dated { published(desk, sheet) } else { String::new() })
        .replace("{words}", &words.replace(['"', '“', '”'], "'"));
    draft.push(&text);
    Some(draft)
}

/// Whether a sentence can stand without the ones before it.
fn is_whole(words: &str) -> bool {
    let first = prove::folded_words(words).into_iter().next();
    let leans = first.is_none_or(|first| Forms::get().words.description_leaning.has(&first));
    !leans || Forms::get().told.expletive.iter().any(|opening| words.starts_with(opening.as_str()))
}

/// Whether words say next to nothing: so they are put, and they speak of no weighty topic.
pub fn is_vacuous(words: &str) -> bool {
    let weight: i32 = Weights::get().topics(words).map(|topic| topic.weight).sum();
    let words = words.to_lowercase();
    let phrases = &Forms::get().told.vacuous;
    weight < Weights::get().statement.weighty && phrases.iter().any(|phrase| words.contains(phrase.as_str()))
}

/// What an account says more, the weightiest first.
pub fn details(desk: &Desk, account: Account) -> Vec<Detail> {
    let paper = &desk.papers[account.paper];
    if !paper.is_about(account.contact) {
        return Vec::new();
    }
    let more = paper.account_sentences(account.contact).iter().skip(1);
    let rest = outcome(desk, account).or_else(|| rest_of_telling(desk, account));
    let mut details: Vec<Detail> =
        rest.into_iter().chain(more.filter_map(|&span| detail(desk, account, span))).collect();
    details.retain(|detail| !is_vacuous(&detail.quote));
    details.sort_by_key(|detail| std::cmp::Reverse(detail.weight));
    details
}

fn detail(desk: &Desk, account: Account, sentence: Span) -> Option<Detail> {
    let paper = &desk.papers[account.paper];
    let words = paper.words(sentence);
    if words.contains('\n') || prove::is_hedged(words) {
        return None;
    }
    let mut draft = Draft::default();
    let start = after_opener(words);
    let (subject, verb) = subject(desk, account, sentence, start, &mut draft)?;
    quoted(desk, account, sentence, subject, verb, draft)
}

/// A detail whose quotation starts at a byte of a sentence; who says so at the end of the
/// sentence is named outside of the quotation.
fn quoted(
    desk: &Desk,
    account: Account,
    sentence: Span,
    subject: String,
    verb: usize,
    mut draft: Draft,
) -> Option<Detail> {
    let paper = &desk.papers[account.paper];
    let words = paper.words(sentence);
    let (end, by) = match teller_at_end(desk, account, sentence, verb) {
        Some((end, source)) => {
            let name = phrase::speaker(desk, account.paper, source, &mut draft);
            // "the sources" are those of whom the telling sentence speaks.
            let unnamed = desk.cast.find(&source.name, source.country.as_deref()).is_none();
            let own =
                paper.words(source.span).split_once(' ').filter(|(the, _)| the.eq_ignore_ascii_case("the"));
            let own = own.filter(|_| unnamed).map(|(_, who)| format!("the {who}"));
            let name = name.or(own)?;
            (end, Some(format!("{name} said")))
        }
        None => (words.len(), None),
    };
    let quote = words[verb..end].trim_end_matches(['.', ',', ' ']).replace(['"', '“', '”'], "'");
    let folded = prove::folded_words(&quote);
    if !is_quotable(&quote)
        || phrase::points_back(&folded)
        || quote.matches('\'').count() % 2 == 1 && words.contains(['"', '“'])
    {
        return None;
    }
    draft.cite(desk.cite(account.paper, sentence, None));
    let topics: i32 = Weights::get().topics(&quote).map(|topic| topic.weight).sum();
    let own = |code: &str| account.contact.parties.iter().any(|party| party.country.as_deref() == Some(code));
    let others = desk.concern.scope.parties().filter(|code| !own(code));
    let watched = others.into_iter().any(|code| prove::names_country_in(&quote, code));
    let weights = &Weights::get().statement;
    let strong = folded.first().is_some_and(|first| Forms::get().is_strong_verb(first));
    let weight = topics + if watched { weights.scope } else { 0 } + if strong { weights.strong } else { 0 };
    Some(Detail { quote, subject, by, draft, weight })
}

/// Who says so at the end of a sentence (", the sources said"), and the byte at which that
/// begins.
fn teller_at_end<'a>(
    desk: &Desk<'a>,
    account: Account,
    sentence: Span,
    verb: usize,
) -> Option<(usize, &'a Source)> {
    let paper = &desk.papers[account.paper];
    let words = paper.words(sentence);
    let said = paper.document.attributions.iter().filter(|said| sentence.contains(said.content[0]));
    let at_end = said.filter_map(|said| {
        let source = said.source.as_ref().filter(|source| sentence.contains(source.span))?;
        let cue = said.cue.first().filter(|cue| sentence.contains(**cue))?;
        let from = byte_of(words, source.span.start.min(cue.start) - sentence.start)?;
        let ends = words[from..].split_whitespace().count() <= TELLER;
        (from > verb && ends && words[..from].trim_end().ends_with([',', '"', '”'])).then_some((from, source))
    });
    at_end.min_by_key(|(from, _)| *from)
}

/// What the telling sentence says was done at a contact that only opens it: "During the talks
/// the sides reached an agreement".
fn outcome(desk: &Desk, account: Account) -> Option<Detail> {
    let paper = &desk.papers[account.paper];
    let sentence = paper.sentences_around(account.contact.evidence);
    let words = paper.words(sentence);
    if words.contains('\n') || prove::is_hedged(words) {
        return None;
    }
    Forms::get().occasion(&words.to_lowercase())?;
    let end = byte_of(words, account.contact.evidence.end - sentence.start)?;
    // Its parties are the subject, or they are named again in a word.
    let start = match verb_at(words, end) {
        Some(_) => words[..end].rfind(", ")?,
        None => end + words[end..].find(", ").filter(|gap| *gap <= OPENING)?,
    } + ", ".len();
    let subject_end = if start < end {
        end
    } else {
        start + Forms::get().collective(&words[start..].to_lowercase())?.len()
    };
    let verb = verb_at(words, subject_end)?;
    let subject = words[start..subject_end].to_owned();
    let mut detail = quoted(desk, account, sentence, subject, verb, Draft::default())?;
    if let Some(told) = attribution(desk, account) {
        let source = told.source.as_ref().filter(|source| !source.anonymous && !told.hedged)?;
        let name = phrase::speaker(desk, account.paper, source, &mut detail.draft)?;
        detail.draft.cite(desk.cite(account.paper, paper.sentences_around(source.span), None));
        detail.by = Some(format!("{name} said"));
    }
    Some(detail)
}

/// What the telling sentence itself says more: "and thanked him for …", of its subject.
fn rest_of_telling(desk: &Desk, account: Account) -> Option<Detail> {
    let paper = &desk.papers[account.paper];
    let sentence = paper.sentences_around(account.contact.evidence);
    let words = paper.words(sentence);
    if words.contains('\n') || prove::is_hedged(words) {
        return None;
    }
    let mut named: Vec<&Party> =
        account.contact.parties.iter().filter(|party| sentence.contains(party.span)).collect();
    named.sort_by_key(|party| party.span.start);
    let subject = named.first().filter(|party| party.span.start - sentence.start <= OPENING)?;
    // Of "A and B met and agreed", A alone is not the subject.
    if let Some(next) = named.get(1) {
        let between = Span { start: subject.span.end, end: next.span.start.max(subject.span.end) };
        if matches!(paper.words(between).trim(), "and" | "," | ", and" | "") {
            return None;
        }
    }
    let from = byte_of(words, subject.span.end.max(account.contact.evidence.start) - sentence.start)?;
    let verb = words[from..].match_indices(" and ").find_map(|(at, and)| {
        let verb = from + at + and.len();
        let first = words[verb..].split_whitespace().next()?.to_lowercase();
        Forms::get().is_detail_verb(&first).then_some(verb)
    })?;
    let mut draft = Draft::default();
    let person = desk.cast.find(&subject.name, subject.country.as_deref())?;
    let name = desk.name(person, account.paper, subject.span, &mut draft)?;
    quoted(desk, account, sentence, name, verb, draft)
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
    let whole = paper.sentences_around(account.contact.evidence);
    let last = paper.account_sentences(account.contact).last();
    Span { start: whole.start, end: last.map_or(whole.end, |last| last.end.max(whole.end)) }
}
