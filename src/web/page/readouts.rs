//! What the accounts of one contact say of it, beside each other, each with its words.

use std::collections::BTreeSet;

use crate::publish::label;
use crate::record::{Contact, NAMELESS, Span};
use crate::weave::{Account, Contested, Dealing, Differing, Paper, Readouts, Said, contested, denials_of};
use crate::web::show::words::{country, document_at, part, stated_day, words_at};

/// Something that is told, by each account.
pub(super) struct Topic {
    pub name: String,
    /// Who speaks of it.
    pub says: String,
    pub by: Vec<Teller>,
}

/// What one account tells of it.
pub(super) struct Teller {
    pub outlet: String,
    /// Empty where it says nothing of it.
    pub quotes: Vec<Quote>,
}

/// Words of a document.
pub(super) struct Quote {
    pub words: String,
    /// The stored text with these words marked.
    pub href: String,
}

/// A claim and its denial.
pub(super) struct Pair {
    pub claim: Statement,
    pub denial: Statement,
}

pub(super) struct Statement {
    pub who: String,
    pub outlet: String,
    pub day: String,
    pub quote: Quote,
}

impl Quote {
    fn of(paper: &Paper, span: Span) -> Self {
        Self {
            words: paper.words(span).split_whitespace().collect::<Vec<_>>().join(" "),
            href: words_at(&paper.document.article.id, span),
        }
    }
}

fn outlet(paper: &Paper) -> String {
    paper.document.article.outlet.clone().unwrap_or_else(|| NAMELESS.to_owned())
}

/// What the sides' own readouts speak of: all of them, or only some.
pub(super) fn topics(dealing: &Dealing, papers: &[Paper]) -> Vec<Topic> {
    let Some(readouts) = Readouts::of(dealing, papers) else { return Vec::new() };
    let name = |side: usize| {
        let paper = &papers[readouts.sides[side].paper];
        match paper.document.article.country.as_deref().map(country) {
            Some(country) => format!("{} ({country})", outlet(paper)),
            None => outlet(paper),
        }
    };
    let mut topics: Vec<Topic> = Vec::new();
    for told in &readouts.subjects {
        let speaking: Vec<String> =
            (0..told.by.len()).filter(|&side| !told.by[side].is_empty()).map(name).collect();
        let says = match speaking.len() {
            n if n < told.by.len() => format!("only {}", speaking.join(", ")),
            2 => "both sides".to_owned(),
            _ => "all sides".to_owned(),
        };
        let by = told.by.iter().enumerate().map(|(side, spans)| {
            let paper = &papers[readouts.sides[side].paper];
            Teller { outlet: name(side), quotes: spans.iter().map(|span| Quote::of(paper, *span)).collect() }
        });
        topics.push(Topic { name: told.subject.to_owned(), says, by: by.collect() });
    }
    // What all speak of stands before what some leave out.
    topics.sort_by_key(|topic| topic.by.iter().filter(|teller| teller.quotes.is_empty()).count());
    topics
}

/// What the sides' own readouts count, and come to other numbers.
pub(super) fn figures(dealing: &Dealing, papers: &[Paper]) -> Vec<Topic> {
    let Some(readouts) = Readouts::of(dealing, papers) else { return Vec::new() };
    let topic = |differing: &Differing| {
        let counting = readouts.sides.iter().zip(&differing.by).filter_map(|(side, at)| Some((side, (*at)?)));
        let by = counting.map(|(side, at)| {
            let paper = &papers[side.paper];
            Teller { outlet: outlet(paper), quotes: vec![Quote::of(paper, at)] }
        });
        Topic { name: format!("number: {}", differing.of), says: String::new(), by: by.collect() }
    };
    readouts.differing.iter().map(topic).collect()
}

/// What a contact has in a field.
type Value = fn(&Contact) -> Option<String>;

/// In what the accounts differ: each thing that two of them tell otherwise, and how.
pub(super) fn differences(dealing: &Dealing, papers: &[Paper]) -> Vec<Topic> {
    let fields: [(&str, Value); 4] = [
        ("form", |contact| Some(label(&contact.mode))),
        ("status", |contact| Some(label(&contact.status))),
        ("day", |contact| contact.when.as_ref().map(ToString::to_string)),
        ("place", |contact| contact.place.clone()),
    ];
    let mut found = Vec::new();
    for (name, value) in fields {
        let told: Vec<(&Account, String)> =
            dealing.accounts.iter().filter_map(|one| Some((one, value(one.contact)?))).collect();
        let values: BTreeSet<&str> = told.iter().map(|(_, value)| value.as_str()).collect();
        if values.len() < 2 {
            continue;
        }
        let by = told.iter().map(|(account, value)| {
            let paper = &papers[account.paper];
            let id = document_at(&paper.document.article.id);
            let href = format!("{id}?record={}#words", part(&account.contact.id));
            Teller { outlet: outlet(paper), quotes: vec![Quote { words: value.clone(), href }] }
        });
        found.push(Topic { name: name.to_owned(), says: String::new(), by: by.collect() });
    }
    found
}

/// What one account claims and another denies, and who denies the contact itself.
pub(super) fn disputes(dealing: &Dealing, all: &[Dealing], papers: &[Paper]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let lead = dealing.lead();
    for denial in denials_of(dealing, all) {
        if denial.contact.id != lead.contact.id {
            pairs.push(Pair { claim: account(&lead, papers), denial: account(&denial, papers) });
        }
    }
    let telling: Vec<Paper> =
        dealing.accounts.iter().map(|account| Paper::new(papers[account.paper].document)).collect();
    let claims = contested(&telling).into_iter().map(|Contested { claim, denial }| Pair {
        claim: said(&claim, &telling),
        denial: said(&denial, &telling),
    });
    pairs.extend(claims);
    pairs
}

fn account(account: &Account, papers: &[Paper]) -> Statement {
    let paper = &papers[account.paper];
    let under = account.contact.attribution.and_then(|at| paper.document.attributions.get(at));
    let who = under.and_then(|under| under.source.as_ref()).map(|source| source.name.clone());
    statement(paper, who, paper.sentences_around(account.contact.evidence))
}

fn said(said: &Said, papers: &[Paper]) -> Statement {
    let paper = &papers[said.paper];
    let content = &said.attribution.content;
    let all = Span { start: content[0].start, end: content[content.len() - 1].end };
    let who = said.attribution.source.as_ref().map(|source| source.name.clone());
    statement(paper, who, paper.sentences_around(all))
}

fn statement(paper: &Paper, who: Option<String>, span: Span) -> Statement {
    let published = paper.document.article.published.as_ref();
    Statement {
        who: who.unwrap_or_default(),
        outlet: outlet(paper),
        day: published.map(|published| stated_day(published.as_str())).unwrap_or_default(),
        quote: Quote::of(paper, span),
    }
}
