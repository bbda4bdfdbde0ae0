//! Sentences that tell a contact.

use std::collections::HashSet;

use crate::digest::desk::Desk;
use crate::digest::draft::{Draft, absence, listed};
use crate::digest::forms::{Forms, ModeForm};
use crate::digest::introduction::with_article;
use crate::digest::model::{Basis, Sentence};
use crate::digest::prove;
use crate::record::{Attribution, Contact, Mode, Party, Source, Status};
use crate::weave::{Account, Dealing, Lands, Paper, Who, outlet_called};

use super::detail::voice;
use super::phrase::{self, is_plural, on_day, telling_span, word_set};
use super::telling::{between, outer_source};

/// A source's silence is worth a sentence when this many of its documents were read.
const SILENT: usize = 5;

/// Every so many sentences with a teller open with it.
const TURNS: usize = 3;

/// How many tellers a sentence names.
const TELLERS: usize = 3;

/// The other side of a dealing whose parties one phrase names.
const EACH_OTHER: &str = "each other";

/// The parts that the forms are filled with.
#[derive(Clone)]
pub struct Parts {
    pub first: String,
    /// Whether the first are several: "A and B".
    pub several: bool,
    pub others: String,
    /// " in secret", where that is so and is told by a word.
    pub secretly: &'static str,
    pub place: String,
    pub when: String,
    pub nth: Option<String>,
    pub form: &'static ModeForm,
    pub hedged: bool,
}

/// A sentence that tells a dealing and by whose account; `None` where a party cannot be named.
pub fn told(desk: &Desk, dealing: &Dealing) -> Option<Draft> {
    let mut draft = Draft::default();
    let mut parts = parts(desk, dealing.lead(), &mut draft)?;
    complete(desk, dealing, &mut parts, &mut draft);
    if let Some(text) = by_speaker(desk, dealing, &parts, &mut draft) {
        draft.push(&text);
        return Some(draft);
    }
    if !has_plain_form(desk, dealing) {
        return None;
    }
    let clause = fill(Forms::get().status(dealing.status()), &parts);
    let tail = tail(desk, dealing, parts.when.is_empty(), &mut draft)?;
    match tail {
        Tail::After(tail) => draft.push(&format!("{clause}{tail}")),
        Tail::Said(teller, verb) if desk.turn(TURNS) => draft.push(&format!("{teller} {verb} that {clause}")),
        Tail::Said(teller, verb) => draft.push(&format!("{clause}, {teller} {verb}")),
    }
    Some(draft)
}

/// The words in which the press tells a contact, for one whose form no word of ours fits; `None`
/// where they do not stand alone.
pub fn in_words(desk: &Desk, account: Account) -> Option<Draft> {
    let paper = &desk.papers[account.paper];
    if paper.is_official() {
        return None;
    }
    let sentence = paper.sentences_around(account.contact.evidence);
    let words = paper.words(sentence);
    // On whose word it is, the words themselves must say.
    let source = attribution(desk, account).and_then(|said| said.source.as_ref());
    if source.is_some_and(|source| !sentence.contains(source.span)) {
        return None;
    }
    if phrase::takes_up(words) || phrase::opens_with_pronoun(words) {
        return None;
    }
    voice(desk, account.paper, sentence, true, None)
}

/// A proposal or a denial by somebody who can be named; `None` for other dealings.
fn by_speaker(desk: &Desk, dealing: &Dealing, parts: &Parts, draft: &mut Draft) -> Option<String> {
    let lead = dealing.lead();
    let source = attribution(desk, lead)?.source.as_ref().filter(|source| !source.anonymous)?;
    let form = match dealing.status() {
        Status::Proposed => &Forms::get().proposal,
        Status::Denied => &Forms::get().denial,
        _ => return None,
    };
    let person = desk.cast.find(&source.name, source.country.as_deref())?;
    draft.cite(desk.cite(lead.paper, desk.papers[lead.paper].sentences_around(source.span), None));
    let speaker = phrase::speaker(desk, lead.paper, source, draft)?;
    // Who speaks of an own contact is not named twice.
    let is_own = |party: &&Party| match Who::of(party, &desk.papers[lead.paper]) {
        Who::State(code) => source.country.as_deref() == Some(code.as_str()),
        _ => desk.cast.find(&party.name, party.country.as_deref()) == Some(person),
    };
    if dealing.lead().contact.parties.iter().any(|party| is_own(&party)) {
        let form = match dealing.status() {
            Status::Proposed => &Forms::get().own_proposal,
            _ => return None,
        };
        // "A visit with" would not say who comes.
        if lead.contact.mode == Mode::Visit {
            return None;
        }
        let parties = phrase::parties(&desk.papers[lead.paper], lead.contact);
        let mut others: Vec<String> = Vec::new();
        for party in parties.into_iter().filter(|party| !is_own(party)) {
            others.push(phrase::party(desk, lead, party, draft)?);
        }
        let parts =
            Parts { others: listed(&others), form: parts.form, first: String::new(), ..parts.clone() };
        let text = fill(form, &parts).replace("{speaker}", &speaker);
        return (!others.is_empty()).then(|| text.replace("{teller}", &desk.teller(lead.paper)));
    }
    Some(fill(form, parts).replace("{speaker}", &speaker).replace("{teller}", &desk.teller(lead.paper)))
}

/// Whether a dealing may be told without who proposes or denies it: not where that is known,
/// nor of a proposal, which is somebody's.
fn has_plain_form(desk: &Desk, dealing: &Dealing) -> bool {
    let named = attribution(desk, dealing.lead()).and_then(|said| said.source.as_ref());
    match dealing.status() {
        Status::Proposed => false,
        Status::Denied => named.is_none_or(|source| source.anonymous),
        _ => true,
    }
}

/// How a sentence says by whose account a contact is told.
enum Tail {
    /// After the clause, with its comma.
    After(String),
    /// A teller and what it does, before the clause or after it.
    Said(String, &'static str),
}

/// A sentence that tells a dealing of the weeks before.
pub fn told_before(desk: &Desk, dealing: &Dealing) -> Option<Draft> {
    let lead = dealing.lead();
    let one = Dealing { accounts: vec![lead], when: dealing.when };
    let mut draft = told(desk, &one)?;
    let day = published(desk, &desk.papers[lead.paper]);
    if !prove::names_month(&draft.text) {
        draft.push(&day);
    }
    draft.text.insert_str(0, &Forms::get().lead.before);
    Some(draft)
}

/// The outlet that a telling goes back to, as far as its lead says so: the one that it cites,
/// else its own.
pub fn first_teller<'a>(desk: &Desk<'a>, dealing: &Dealing<'a>) -> Option<&'a str> {
    let cited = told_by(desk, dealing).and_then(outlet_called);
    let own = desk.papers[dealing.lead().paper].outlet();
    cited.or_else(|| own.map(|own| outlet_called(own).unwrap_or(own)))
}

/// The sources that a plain sentence on a dealing names, and the papers by which they do so.
pub fn tellers(desk: &Desk, dealing: &Dealing) -> Vec<String> {
    let mut tellers: Vec<String> = Vec::new();
    let lead = &desk.papers[dealing.lead().paper];
    for account in dealing.accounts.iter().filter(|account| account.contact.status == dealing.status()) {
        let teller = desk.teller(account.paper);
        let same_kind = desk.papers[account.paper].is_official() == lead.is_official();
        if same_kind && !tellers.contains(&teller) && tellers.len() < TELLERS {
            tellers.push(teller);
        }
    }
    tellers
}

/// What the sentence of an account is made of; cites the account.
pub fn parts(desk: &Desk, account: Account, draft: &mut Draft) -> Option<Parts> {
    let paper = &desk.papers[account.paper];
    let contact = account.contact;
    let span = telling_span(paper, account);
    let words = paper.words(span);
    draft.cite(desk.cite(account.paper, span, Some(&contact.id)));
    // "The foreign ministers of Ruritania and Sylvania", all in one phrase.
    let all = phrase::in_one(paper, contact);
    let is_one_phrase = all.is_some();
    let mut named: Vec<(String, Option<&str>)> = Vec::new();
    for party in phrase::parties(paper, contact) {
        let name = match &all {
            Some(all) => all.clone(),
            None => phrase::party(desk, account, party, draft)?,
        };
        if named.iter().all(|(other, _)| *other != name) {
            named.push((name, party.country.as_deref()));
        }
    }
    let (first, others) = match is_one_phrase {
        true => (vec![named[0].0.clone()], vec![EACH_OTHER.to_owned()]),
        false => sides(&named)?,
    };
    let is_person = |party: &Party| matches!(Who::of(party, paper), Who::Person(_));
    let among = is_one_phrase || of_several_sides(&named) && !contact.parties.iter().any(is_person);
    let named: Vec<String> = named.iter().map(|(name, _)| name.clone()).collect();
    let place = phrase::place(paper.words(contact.evidence), contact.place.as_deref());
    let place = if named.iter().any(|name| place.ends_with(name.as_str())) { String::new() } else { place };
    let nth = phrase::nth(words);
    let hedged = attribution(desk, account).is_some_and(|a| a.hedged) || prove::is_hedged(words);
    Some(Parts {
        several: first.len() > 1 || is_one_phrase || is_plural(&first[0]),
        first: listed(&first),
        others: listed(&others),
        secretly: if contact.secret { Forms::get().secretly(&word_set(words)) } else { "" },
        place,
        when: phrase::when(desk, account),
        form: Forms::get().mode(contact.mode, &told_words(contact, words), nth.as_deref(), among),
        nth,
        hedged,
    })
}

/// The words that choose the form of a contact. What is only proposed or denied is called by
/// its plain noun.
fn told_words(contact: &Contact, words: &str) -> HashSet<String> {
    let is_told = matches!(contact.status, Status::Held | Status::Confirmed | Status::Reported);
    if is_told { word_set(words) } else { HashSet::new() }
}

/// The side of the party that is named first, and all others: who is of its country stands
/// beside it. `None` where all are of one side.
pub fn sides(named: &[(String, Option<&str>)]) -> Option<(Vec<String>, Vec<String>)> {
    let (first, rest) = named.split_first()?;
    let own = |(_, country): &&(String, Option<&str>)| first.1.is_some() && *country == first.1;
    let name = |(name, _): &(String, Option<&str>)| name.clone();
    let mut with: Vec<String> = vec![first.0.clone()];
    with.extend(rest.iter().filter(own).map(name));
    let others: Vec<String> = rest.iter().filter(|party| !own(party)).map(name).collect();
    (!others.is_empty()).then_some((with, others))
}

/// Whether parties are of more than two sides, so that none stands for one of two.
fn of_several_sides(named: &[(String, Option<&str>)]) -> bool {
    let countries: HashSet<&str> = named.iter().map(|(name, country)| country.unwrap_or(name)).collect();
    countries.len() > 2
}

/// Adds when and where from further accounts, which are cited then.
fn complete(desk: &Desk, dealing: &Dealing, parts: &mut Parts, draft: &mut Draft) {
    for account in dealing.accounts[1..].iter().filter(|account| account.contact.status == dealing.status()) {
        let paper = &desk.papers[account.paper];
        let span = telling_span(paper, *account);
        let mut adds = false;
        if parts.when.is_empty() {
            parts.when = phrase::when(desk, *account);
            adds |= !parts.when.is_empty();
        }
        if parts.place.is_empty() {
            parts.place = phrase::place(paper.words(span), account.contact.place.as_deref());
            adds |= !parts.place.is_empty();
        }
        if adds {
            draft.cite(desk.cite(account.paper, span, Some(&account.contact.id)));
        }
    }
}

/// Fills a form.
pub fn fill(form: &str, parts: &Parts) -> String {
    let together = parts.form.together && !form.contains("{a_noun}");
    let first = match together && parts.others != EACH_OTHER {
        true => format!("{} and {}", parts.first, parts.others),
        false => parts.first.clone(),
    };
    let others = if together { String::new() } else { format!(" {}", parts.others) };
    let first = if together {
        first.replacen(" and ", ", ", first.matches(" and ").count().saturating_sub(1))
    } else {
        first
    };
    let was = if together || parts.several { "were" } else { "was" };
    let reportedly = if parts.hedged { "reportedly " } else { "" };
    let nth = parts.nth.as_deref().unwrap_or_default();
    let noun = &parts.form.noun;
    let a_noun = if parts.form.plural { noun.clone() } else { format!("a {noun}") };
    let between = match parts.others == EACH_OTHER {
        true => format!("of {}", parts.first),
        false => format!("between {} and {}", parts.first, parts.others),
    };
    form.replace("{between}", &between)
        .replace("{past}", &parts.form.past)
        .replace("{bare}", &parts.form.bare)
        .replace("{a_noun}", &a_noun)
        .replace("{noun_was}", if parts.form.plural { "were" } else { "was" })
        .replace("{nth}", nth)
        .replace("{was}", was)
        .replace("{reportedly}", reportedly)
        .replace("{first}", &first)
        .replace(" {others}", &others)
        .replace("{secretly}", parts.secretly)
        .replace("{place}", &parts.place)
        .replace("{when}", &parts.when)
}

/// The attribution under which an account stands: the record's own, else one whose
/// content holds the words that tell it.
pub fn attribution<'a>(desk: &Desk<'a>, account: Account) -> Option<&'a Attribution> {
    let document = desk.papers[account.paper].document;
    let own = account.contact.attribution.and_then(|i| document.attributions.get(i));
    let evidence = account.contact.evidence;
    let holds =
        |attribution: &&Attribution| attribution.content.iter().any(|content| content.contains(evidence));
    let above = own.or_else(|| {
        document.attributions.iter().filter(holds).min_by_key(|a| a.content[0].end - a.content[0].start)
    });
    above.filter(|above| !is_own_voice(&desk.papers[account.paper], account, above))
}

/// Whether an official channel tells a contact in its own voice, though beside a word of
/// its principal: "the President shared his assessment of the talks held on Monday".
fn is_own_voice(paper: &Paper, account: Account, above: &Attribution) -> bool {
    let country = paper.document.article.country.as_deref();
    let own = above.source.as_ref().is_some_and(|source| source.country.as_deref() == country);
    let cue = above.cue.iter().flat_map(|&cue| prove::folded_words(paper.words(cue)));
    let said = cue.into_iter().any(|word| Forms::get().is_saying(&word));
    paper.is_official() && country.is_some() && account.contact.status == Status::Held && own && !said
}

/// Who, by name, is cited for a dealing; `None` where it is told in the source's own voice.
pub fn told_by<'a>(desk: &Desk<'a>, dealing: &Dealing) -> Option<&'a str> {
    let source = attribution(desk, dealing.lead())?.source.as_ref()?;
    (!source.anonymous).then_some(source.name.as_str())
}

/// Whether a dealing says on whose word it is told, or is an official source's own.
pub fn has_source(desk: &Desk, dealing: &Dealing) -> bool {
    let lead = dealing.lead();
    desk.papers[lead.paper].is_official() || attribution(desk, lead).is_some_and(|a| a.source.is_some())
}

/// By whose account it is told, with a comma before it; `None` where nobody can be named.
/// The day of the telling is given where that of the contact is not.
fn tail(desk: &Desk, dealing: &Dealing, undated: bool, draft: &mut Draft) -> Option<Tail> {
    let lead = dealing.lead();
    let sourced = attribution(desk, lead).is_some();
    match dealing.status() {
        Status::Held | Status::Planned if !sourced => plain_tail(desk, dealing, undated, draft),
        Status::Confirmed => sourced_tail(desk, lead, "confirmed", draft).map(Tail::After),
        _ => sourced_tail(desk, lead, "said", draft).map(Tail::After),
    }
}

/// "the Kremlin and the White House said"; "Reuters reported on Thursday".
fn plain_tail(desk: &Desk, dealing: &Dealing, undated: bool, draft: &mut Draft) -> Option<Tail> {
    let status = dealing.status();
    let lead = &desk.papers[dealing.lead().paper];
    let mut tellers: Vec<String> = Vec::new();
    for account in dealing.accounts.iter().filter(|account| account.contact.status == status) {
        let paper = &desk.papers[account.paper];
        let teller = desk.teller(account.paper);
        if paper.is_official() != lead.is_official() || tellers.contains(&teller) || tellers.len() == TELLERS
        {
            continue;
        }
        draft.cite(desk.cite(account.paper, telling_span(paper, *account), Some(&account.contact.id)));
        tellers.push(teller);
    }
    let on = if undated && tellers.len() == 1 { published(desk, lead) } else { String::new() };
    let verb = if lead.is_official() { "said" } else { "reported" };
    match tellers.as_slice() {
        [] => None,
        [teller] if on.is_empty() => Some(Tail::Said(teller.clone(), verb)),
        tellers => Some(Tail::After(format!(", {} {verb}{on}", listed(tellers)))),
    }
}

/// " on Thursday", the day of publication.
pub fn published(desk: &Desk, paper: &Paper) -> String {
    paper.date().map(|date| on_day(desk, date)).unwrap_or_default()
}

/// "Dmitry Peskov said, according to the Associated Press"; "NBC News reported on Thursday,
/// citing "six people who were briefed on the talks"".
fn sourced_tail(desk: &Desk, account: Account, verb: &str, draft: &mut Draft) -> Option<String> {
    let paper = &desk.papers[account.paper];
    let teller = desk.teller(account.paper);
    let told = if paper.is_official() { "said" } else { "reported" };
    let reported = format!(", {teller} {told}{}", published(desk, paper));
    let attribution = attribution(desk, account);
    let source = attribution.and_then(|attribution| attribution.source.as_ref());
    let Some(source) = source else { return Some(reported) };
    let words = paper.words(source.span);
    draft.cite(desk.cite(account.paper, paper.sentences_around(source.span), None));
    if source.anonymous {
        let words = words.trim().trim_matches(['"', '“', '”']);
        if !words.chars().any(char::is_lowercase) {
            return Some(reported);
        }
        return Some(format!("{reported}, citing \"{}\"", words.replace(['"', '“', '”'], "'")));
    }
    if Some(source.name.as_str()) == paper.outlet() || paper.outlet() == Some(words.trim()) {
        return Some(reported);
    }
    if account.contact.parties.iter().any(|party| party.name == source.name) {
        return Some(format!(", according to {teller}"));
    }
    let Some(speaker) = phrase::speaker(desk, account.paper, source, draft) else {
        // "The leaders agreed that …" in a readout is told by its channel.
        let folded = format!("{} ", words.to_lowercase());
        let is_collective = paper.is_official() && Forms::get().collective(&folded).is_some();
        return is_collective.then_some(reported);
    };
    if speaker == teller {
        return Some(reported);
    }
    let outlet = outlet_called(&source.name).is_some();
    let verb = if outlet && verb == "said" { "reported" } else { verb };
    let passed = attribution.map(|attribution| between(paper, attribution)).unwrap_or_default();
    let after = passed.iter().position(|name| *name == source.name).map_or(0, |at| at + 1);
    let outer = match passed[after..] {
        [] => None,
        [other] => outer_source(paper, account.contact.evidence, other),
        _ => return None,
    };
    if let Some(outer) = outer {
        draft.cite(desk.cite(account.paper, paper.sentences_around(outer.span), None));
        let outer = phrase::speaker(desk, account.paper, outer, draft)?;
        return Some(format!(", {speaker} {verb}, according to {outer}, {teller} {told}"));
    }
    let citing = if outlet { sourcing(desk, account, source, draft) } else { None };
    let citing = citing.map(|words| format!(", citing \"{words}\"")).unwrap_or_default();
    Some(format!(", {speaker} {verb}{citing}, according to {teller}"))
}

/// From whom an outlet has what it reports of a contact: by the sentence that tells it or one of
/// those that say more of it, which is cited.
fn sourcing<'a>(desk: &Desk<'a>, account: Account, outlet: &Source, draft: &mut Draft) -> Option<&'a str> {
    let paper = &desk.papers[account.paper];
    let near = paper.account_sentences(account.contact);
    let of_outlet = |said: &&Attribution| {
        let source = said.source.as_ref().filter(|source| source.name == outlet.name);
        source.is_some_and(|source| near.iter().any(|sentence| sentence.contains(source.span)))
    };
    let mut said = paper.document.attributions.iter().filter(of_outlet);
    let (words, source) = said.find_map(|said| Some((nameless(paper, said)?, said.source.as_ref()?)))?;
    draft.cite(desk.cite(account.paper, paper.sentences_around(source.span), None));
    Some(words)
}

/// From whom the source of a statement has it, where these have no name, in the words of the
/// sentence that names the source.
fn nameless<'a>(paper: &Paper<'a>, attribution: &'a Attribution) -> Option<&'a str> {
    let source = attribution.source.as_ref()?;
    let first = attribution.chain.first().map(String::as_str)?;
    let beside = paper.words(paper.sentences_around(source.span));
    let is_told = first != source.name && first.starts_with(char::is_lowercase) && beside.contains(first);
    (is_told && !first.contains(['"', '“', '”'])).then_some(first)
}

/// That an official source of the week, whose country is a party, tells nothing of a
/// dealing, or that no source of a party was read; `None` where neither can be said.
pub fn missing_account(desk: &Desk, dealing: &Dealing) -> Option<Sentence> {
    if !desk.papers[dealing.lead().paper].is_official() {
        return None;
    }
    silent_source(desk, dealing).or_else(|| unread_side(desk, dealing))
}

fn silent_source(desk: &Desk, dealing: &Dealing) -> Option<Sentence> {
    let told_by: Vec<&str> =
        dealing.accounts.iter().filter_map(|account| desk.papers[account.paper].outlet()).collect();
    let silent = desk.of_week().iter().position(|paper| {
        let article = &paper.document.article;
        let party = article.country.as_deref().is_some_and(|country| dealing.countries().contains(&country));
        paper.is_official() && party && paper.outlet().is_some_and(|outlet| !told_by.contains(&outlet))
    })?;
    let article = &desk.papers[silent].document.article;
    let documents: Vec<String> = desk
        .of_week()
        .iter()
        .filter(|paper| paper.outlet() == article.outlet.as_deref())
        .map(|paper| paper.document.article.id.clone())
        .collect();
    if documents.len() < SILENT {
        return None;
    }
    let form = Forms::get().mode(dealing.lead().contact.mode, &HashSet::new(), None, false);
    let this = if form.plural { format!("these {}", form.noun) } else { format!("this {}", form.noun) };
    let teller = desk.teller(silent);
    let text = format!(
        "no account of {this} was found in the {} documents of {teller} that were read",
        documents.len(),
    );
    let looked_for = names_of_others(desk, dealing, article.country.as_deref());
    (!looked_for.is_empty()).then(|| absence(&text, Basis { documents, looked_for, ..Basis::default() }))
}

fn unread_side(desk: &Desk, dealing: &Dealing) -> Option<Sentence> {
    let read = |country: &str| {
        desk.of_week()
            .iter()
            .any(|p| p.is_official() && p.document.article.country.as_deref() == Some(country))
    };
    let unread: Vec<&str> = dealing.countries().into_iter().filter(|country| !read(country)).collect();
    let names: Vec<String> = unread
        .iter()
        .filter_map(|code| Lands::get().land(code))
        .map(|land| with_article(land.name))
        .collect();
    if names.is_empty() || names.len() > TELLERS {
        return None;
    }
    let text = format!("no official source of {} is among those read", alternatives(&names));
    let documents = desk.of_week().iter().map(|paper| paper.document.article.id.clone()).collect();
    let without_source = unread.into_iter().map(str::to_owned).collect();
    Some(absence(&text, Basis { documents, without_source, ..Basis::default() }))
}

/// "A or B".
fn alternatives(names: &[String]) -> String {
    match names {
        [front @ .., last] if !front.is_empty() => format!("{} or {last}", front.join(", ")),
        names => names.concat(),
    }
}

/// What an account by a country's own source would name: the other parties.
fn names_of_others(desk: &Desk, dealing: &Dealing, own: Option<&str>) -> Vec<String> {
    let others = dealing.lead().contact.parties.iter().filter(|party| party.country.as_deref() != own);
    let mut names: Vec<String> = others
        .filter_map(|party| match desk.cast.find(&party.name, party.country.as_deref()) {
            Some(person) => Some(desk.cast.person(person).short().to_owned()),
            None => party
                .country
                .as_deref()
                .and_then(|code| Lands::get().land(code))
                .map(|land| land.name.to_owned()),
        })
        .collect();
    names.dedup();
    names
}
