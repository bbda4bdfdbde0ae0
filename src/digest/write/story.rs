//! What belongs to a lead story beside the contact: who was there, what is not known, from
//! how many sources it is told.

use std::collections::BTreeSet;

use crate::digest::desk::Desk;
use crate::digest::draft::{Draft, capitalised, in_words, listed};
use crate::digest::forms::Forms;
use crate::digest::prove;
use crate::record::{Document, MentionKind, Span};
use crate::weave::{Account, Dealing, story};

use super::detail::voice;
use super::phrase::telling_span;

/// From so many documents on they are counted.
const MANY: usize = 3;

/// Names in one sentence.
const NAMES: usize = 5;

/// A document up to this many sentences is about one story.
const SHORT: usize = 30;

/// Who is named as having been there, beside the parties of the sentence that tells it.
pub fn participants(desk: &Desk, dealing: &Dealing, others: &[Dealing]) -> Option<Draft> {
    let accounts = [dealing].into_iter().chain(others).flat_map(|dealing| &dealing.accounts);
    let lead = dealing.lead();
    accounts.into_iter().find_map(|account| {
        let paper = &desk.papers[account.paper];
        let sentences = paper.account_sentences(account.contact).iter().copied();
        sentences.into_iter().find_map(|sentence| named(desk, *account, sentence, lead))
    })
}

fn named(desk: &Desk, account: Account, sentence: Span, lead: Account) -> Option<Draft> {
    let paper = &desk.papers[account.paper];
    let words = paper.words(sentence);
    let folded = words.to_lowercase();
    let lists = &Forms::get().lead;
    if !lists.present.iter().any(|phrase| folded.contains(phrase.as_str())) || prove::negates(words) {
        return None;
    }
    let people =
        paper.document.mentions.iter().filter(|m| m.kind == MentionKind::Person && sentence.contains(m.span));
    let mut draft = Draft::default();
    let mut found: BTreeSet<usize> = BTreeSet::new();
    let mut names: Vec<String> = Vec::new();
    for mention in people {
        let Some(person) = desk.cast.find(&mention.name, mention.country.as_deref()) else { continue };
        let is_party = lead.contact.parties.iter().any(|party| party.name == mention.name);
        if is_party || !desk.cast.person(person).is_introduced() || !found.insert(person) {
            continue;
        }
        names.push(desk.name(person, account.paper, mention.span, &mut draft)?);
    }
    if names.is_empty() || names.len() > NAMES {
        return None;
    }
    draft.cite(desk.cite(account.paper, sentence, None));
    let text = lists
        .named
        .replace("{teller}", &desk.teller(account.paper))
        .replace("{reportedly}", if prove::is_hedged(words) { "reportedly " } else { "" })
        .replace("{names}", &listed(&names));
    draft.push(&text);
    Some(draft)
}

/// What the accounts of a dealing say is not known, in their words.
pub fn unknown(desk: &Desk, dealing: &Dealing) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for account in &dealing.accounts {
        let paper = &desk.papers[account.paper];
        if paper.document.sentences.len() > SHORT {
            continue;
        }
        // What the press leaves open elsewhere may be about something else.
        let own = paper.account_sentences(account.contact);
        let near = if paper.is_official() { paper.document.sentences.as_slice() } else { own };
        for &sentence in near {
            let folded = paper.words(sentence).to_lowercase();
            if Forms::get().lead.unknown.iter().any(|phrase| folded.contains(phrase.as_str())) {
                drafts.extend(voice(desk, account.paper, sentence, false, None));
            }
        }
    }
    drafts
}

/// How many of the documents tell a dealing, and from how many sources they have it; `None`
/// where it is only one or two.
pub fn origins(desk: &Desk, dealing: &Dealing, others: &[Dealing]) -> Option<Draft> {
    let mut draft = Draft::default();
    let mut papers: BTreeSet<usize> = BTreeSet::new();
    for account in [dealing].into_iter().chain(others).flat_map(|dealing| &dealing.accounts) {
        if papers.insert(account.paper) {
            let span = telling_span(&desk.papers[account.paper], *account);
            draft.cite(desk.cite(account.paper, span, None));
        }
    }
    if papers.len() < MANY {
        return None;
    }
    let documents: Vec<&Document> = papers.iter().map(|&paper| desk.papers[paper].document).collect();
    let origins = story::origins_of(&documents);
    let names: Vec<String> =
        origins.iter().map(|name| Desk::told_as(name, is_official(desk, name))).collect();
    let forms = &Forms::get().lead;
    let form = if origins.len() == 1 { &forms.one_origin } else { &forms.origins };
    let text = form
        .replace("{documents}", &capitalised(&in_words(papers.len())))
        .replace("{origins}", &in_words(origins.len()))
        .replace("{names}", &listed(&names));
    draft.push(&text);
    Some(draft)
}

fn is_official(desk: &Desk, outlet: &str) -> bool {
    desk.of_week().iter().any(|paper| paper.outlet() == Some(outlet) && paper.is_official())
}
