//! Which contacts of the week are told, and in which order.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::knowledge::{Knowledge, Sort};
use crate::record::{MentionKind, Mode, Party, Status};
use crate::weave::{Account, Dealing, Known, Paper, Who, is_general, outlet_called, outlets_cited};

use super::desk::Desk;
use super::forms::Forms;
use super::prove::{folded_words, has_phrase, names_month};
use super::weights::{Rank, Weights};
use super::write::account_words;

/// How many other sources of what may be the same count.
const ECHOES: usize = 5;

/// How many weeks back what was told is known.
const MEMORY: i32 = 2;

/// How many parties count by their office.
const STANDING: usize = 2;

/// How many further accounts count.
const ACCOUNTS: usize = 3;

/// The dealings of the week that concern the conflict, each with its weight, the most
/// consequential first. Dealings of earlier times that a document only recalls are left out,
/// and those that were told in the weeks before.
pub fn ranked<'a>(desk: &Desk<'a>, dealings: Vec<Dealing<'a>>) -> Vec<(i32, Dealing<'a>)> {
    let weeks_ago = desk.week.before(MEMORY).first();
    let recent = desk.earlier().filter(|(_, paper)| paper.date().is_some_and(|date| date >= weeks_ago));
    let known = Known::of(recent.map(|(_, paper)| paper));
    let concerns = |dealing: &Dealing| {
        dealing
            .accounts
            .iter()
            .any(|account| desk.concern.has_contact(account.contact, &desk.papers[account.paper]))
    };
    let acquainted: BTreeSet<Vec<&str>> = desk.earlier().flat_map(|(_, paper)| sides(desk, paper)).collect();
    let is_first = |dealing: &Dealing| {
        let own = in_scope(desk, dealing.countries());
        !acquainted.is_empty() && own.len() >= 2 && !acquainted.contains(&own)
    };
    let mut chosen: Vec<(i32, Dealing)> = dealings
        .into_iter()
        .filter(|dealing| is_abroad(desk, dealing) && is_of_the_week(desk, dealing) && concerns(dealing))
        .filter(|dealing| !known.tells(dealing, &desk.papers))
        .map(|dealing| {
            let first = if is_first(&dealing) { Weights::get().contact.first } else { 0 };
            (weight(desk, &dealing) + first, dealing)
        })
        .collect();
    let echoes: Vec<i32> = chosen.iter().map(|(_, dealing)| echo(desk, dealing, &chosen)).collect();
    chosen.iter_mut().zip(echoes).for_each(|((weight, _), echo)| *weight += echo);
    chosen.sort_by_key(|(weight, dealing)| {
        let lead = dealing.lead();
        (Reverse(*weight), dealing.when.map(|when| when.0), lead.paper, lead.contact.evidence.start)
    });
    chosen
}

/// Whether parties to the conflict watched deal with each other.
pub fn is_across(desk: &Desk, dealing: &Dealing) -> bool {
    in_scope(desk, dealing.countries()).len() >= 2
}

/// The countries that are parties to the conflict watched.
fn in_scope<'a>(desk: &Desk, mut countries: Vec<&'a str>) -> Vec<&'a str> {
    countries.retain(|country| desk.concern.scope.has(country));
    countries
}

/// The parties to the conflict of each contact that a paper tells of as one that was.
fn sides<'a>(desk: &Desk, paper: &Paper<'a>) -> Vec<Vec<&'a str>> {
    let contacts =
        paper.document.contacts.iter().filter(|contact| !contact.domestic && came_about(contact.status));
    let countries = contacts.map(|contact| {
        let mut countries: Vec<&str> =
            contact.parties.iter().filter_map(|party| party.country.as_deref()).collect();
        countries.sort_unstable();
        countries.dedup();
        in_scope(desk, countries)
    });
    countries.filter(|countries| countries.len() >= 2).collect()
}

/// Whether words name an organisation that is no state's: "European Council".
fn is_of_the_nations(words: &str) -> bool {
    let stateless =
        Knowledge::get().organisations.iter().filter(|o| o.sort == Sort::Body && o.country.is_none());
    stateless.flat_map(|organisation| &organisation.forms).any(|form| has_phrase(words, form.text))
}

/// Whether parties of two countries deal with each other, or one of a country with an
/// organisation or its officer; a party whose country is not known may be at home.
fn is_abroad(desk: &Desk, dealing: &Dealing) -> bool {
    let lead = dealing.lead();
    let abroad = |party: &Party| {
        let mentions = &desk.papers[lead.paper].document.mentions;
        let kind = mentions.iter().find(|mention| mention.name == party.name).map(|mention| mention.kind);
        let person = desk.cast.find(&party.name, None);
        kind == Some(MentionKind::Organisation)
            || is_of_the_nations(&party.text)
            || person.is_some_and(|person| is_of_the_nations(&desk.cast.person(person).best().text))
    };
    let stateless =
        lead.contact.parties.iter().filter(|party| party.country.is_none() && abroad(party)).count();
    dealing.countries().len() + stateless.min(1) >= 2
}

fn is_of_the_week(desk: &Desk, dealing: &Dealing) -> bool {
    let first = desk.week.first();
    match (dealing.status(), dealing.day()) {
        (_, Some(day)) if desk.week.contains(day) => true,
        (Status::Held | Status::Confirmed, None) => dealing.when.is_none() && !is_recalled(desk, dealing),
        // What was kept secret is news when it comes out.
        (Status::Held | Status::Confirmed, Some(_)) => is_secret(dealing),
        (Status::Planned | Status::Proposed, Some(day)) => day >= first,
        _ => true,
    }
}

/// Whether an account says that it was kept secret.
fn is_secret(dealing: &Dealing) -> bool {
    dealing.accounts.iter().any(|account| account.contact.secret)
}

/// Whether the words that tell an undated dealing place it in an earlier time.
fn is_recalled(desk: &Desk, dealing: &Dealing) -> bool {
    let lead = dealing.lead();
    let paper = &desk.papers[lead.paper];
    let words = paper.words(paper.sentences_around(lead.contact.evidence));
    let folded = folded_words(words);
    folded.iter().any(|word| Forms::get().words.elsewhen.has(word)) || names_month(words)
}

/// Whether a dealing that is held to have come about is only touched on, without a day, by
/// official papers: talks that go on between parties of whom nobody is named, or several
/// dealings in a paper about something else: "has spoken with him a number of times".
pub fn is_touched_on(desk: &Desk, dealing: &Dealing) -> bool {
    let touches = |account: &Account| {
        let (paper, contact) = (&desk.papers[account.paper], account.contact);
        let someone = contact.parties.iter().any(|party| matches!(Who::of(party, paper), Who::Person(_)));
        let elsewhere = !paper.is_about(contact);
        let goes_on = !someone && (elsewhere || contact.mode == Mode::Talks);
        paper.is_official() && (goes_on || elsewhere && is_general(paper, contact))
    };
    came_about(dealing.status()) && dealing.day().is_none() && dealing.accounts.iter().all(touches)
}

/// Whether every account tells of several dealings at once: those of one party with each of
/// the others, who need not have met.
fn sums_up(desk: &Desk, dealing: &Dealing) -> bool {
    dealing.accounts.iter().all(|account| is_general(&desk.papers[account.paper], account.contact))
}

/// Whether two dealings of one day are of the same parties and both came about.
pub fn are_alike(desk: &Desk, a: &Dealing, b: &Dealing) -> bool {
    let (own, others) = (parties(desk, a), parties(desk, b));
    let same = own.len() == others.len() && own.iter().all(|who| others.contains(who));
    let both = came_about(a.status()) && came_about(b.status());
    both && same && a.day().is_some() && a.day() == b.day()
}

/// Told as having been, by whomever.
fn came_about(status: Status) -> bool {
    matches!(status, Status::Held | Status::Confirmed | Status::Reported)
}

/// The parties as the account that leads a dealing tells them.
fn parties(desk: &Desk, dealing: &Dealing) -> Vec<Who> {
    let lead = dealing.lead();
    lead.contact.parties.iter().map(|party| Who::of(party, &desk.papers[lead.paper])).collect()
}

fn weight(desk: &Desk, dealing: &Dealing) -> i32 {
    let weights = &Weights::get().contact;
    let lead = dealing.lead();
    let form = match lead.contact.mode {
        Mode::NegotiationRound => weights.round,
        Mode::Summit => weights.summit,
        Mode::Talks => weights.talks,
        Mode::Meeting => weights.meeting,
        Mode::Visit => weights.visit,
        Mode::Call => weights.call,
        Mode::Letter => weights.letter,
        Mode::Message => weights.message,
    };
    let status = match dealing.status() {
        Status::Reported => weights.reported,
        Status::Denied | Status::Refused | Status::Cancelled | Status::Postponed => weights.denied,
        Status::Planned => weights.planned,
        Status::Proposed => weights.proposed,
        Status::Held | Status::Confirmed => 0,
    };
    let passing =
        dealing.day().is_none() && !is_ahead(dealing) && !desk.papers[lead.paper].is_about(lead.contact);
    let across = is_across(desk, dealing) && !sums_up(desk, dealing);
    let further = (dealing.accounts.len() - 1).min(ACCOUNTS) as i32;
    form + status
        + if desk.papers[lead.paper].is_about(lead.contact) { weights.about } else { 0 }
        + if passing { weights.undated } else { 0 }
        + if across { weights.across } else { 0 }
        + if is_secret(dealing) { weights.secret } else { 0 }
        + further * weights.account
        + if tellers_of_sides(desk, dealing) >= 2 { weights.both_sides } else { 0 }
        + standing(desk, dealing)
        + topics(desk, dealing)
}

/// What it counts for that other sources tell what may be the same, and that they do so
/// on the word of its source.
fn echo<'a>(desk: &Desk<'a>, dealing: &Dealing<'a>, all: &[(i32, Dealing<'a>)]) -> i32 {
    let weights = &Weights::get().contact;
    let source = |dealing: &Dealing| desk.papers[dealing.lead().paper].outlet();
    let same: Vec<&Dealing> =
        all.iter().map(|(_, other)| other).filter(|other| may_be_one(desk, dealing, other)).collect();
    let others: BTreeSet<_> =
        same.iter().map(|other| source(other)).filter(|other| *other != source(dealing)).collect();
    let first = if is_first_report(desk, dealing, same) { weights.first_report } else { 0 };
    first + others.len().min(ECHOES) as i32 * weights.account
}

/// Whether others, in what may be the same dealing, name the outlet that leads this one
/// as where they have it from.
pub fn is_first_report<'d, 'a: 'd>(
    desk: &Desk<'a>,
    dealing: &'d Dealing<'a>,
    same: impl IntoIterator<Item = &'d Dealing<'a>>,
) -> bool {
    let lead = dealing.lead().paper;
    let Some(own) = desk.papers[lead].outlet().and_then(outlet_called) else { return false };
    let cites = |account: &Account| {
        account.paper != lead && outlets_cited(&desk.papers[account.paper], account.contact).contains(own)
    };
    same.into_iter().chain([dealing]).flat_map(|other| &other.accounts).any(cites)
}

/// Of how many of its countries an official source tells it.
fn tellers_of_sides(desk: &Desk, dealing: &Dealing) -> usize {
    let countries = dealing.countries();
    let official = dealing
        .accounts
        .iter()
        .map(|account| &desk.papers[account.paper])
        .filter(|paper| paper.is_official());
    let sides: BTreeSet<&str> =
        official.filter_map(|paper| paper.document.article.country.as_deref()).collect();
    sides.into_iter().filter(|side| countries.contains(side)).count()
}

/// What the offices of its highest two parties count for: a list of names is no weightier for
/// its length.
fn standing(desk: &Desk, dealing: &Dealing) -> i32 {
    let weights = &Weights::get().contact;
    let lead = dealing.lead();
    let ranks = lead.contact.parties.iter().map(|party| {
        let Who::Person(_) = Who::of(party, &desk.papers[lead.paper]) else { return Rank::Other };
        let person = desk.cast.find(&party.name, party.country.as_deref());
        let office = person.map_or("", |person| desk.cast.person(person).office());
        Weights::get().rank(if office.is_empty() {
            party.role.as_deref().unwrap_or_default()
        } else {
            office
        })
    });
    let mut counts: Vec<i32> = ranks
        .map(|rank| match rank {
            Rank::Principal => weights.principal,
            Rank::Minister => weights.minister,
            _ => 0,
        })
        .collect();
    counts.sort_unstable_by_key(|count| Reverse(*count));
    counts.into_iter().take(STANDING).sum()
}

fn topics(desk: &Desk, dealing: &Dealing) -> i32 {
    let lead = dealing.lead();
    let paper = &desk.papers[lead.paper];
    let words = paper.words(account_words(paper, lead));
    let sum: i32 = Weights::get().topics(words).map(|topic| topic.weight).sum();
    sum.min(Weights::get().contact.topics_at_most)
}

/// The contacts between the same countries that earlier papers told, the last first: those
/// told on someone's word or kept secret before others. Only contacts across the conflict are
/// traced back, to sittings of a negotiation and to what was reported or secret.
pub fn forerunners<'d, 'a>(
    desk: &Desk<'a>,
    dealing: &Dealing<'a>,
    earlier: &'d [Dealing<'a>],
) -> Vec<&'d Dealing<'a>> {
    let in_scope = |dealing: &Dealing<'a>| in_scope(desk, dealing.countries());
    let own = in_scope(dealing);
    if own.len() < 2 {
        return Vec::new();
    }
    let since = desk.week.before(MEMORY).first();
    let notable = |dealing: &Dealing| dealing.status() == Status::Reported || is_secret(dealing);
    let told = earlier.iter().filter(|other| {
        let day = desk.papers[other.lead().paper].date();
        let sitting = other.lead().contact.mode == Mode::NegotiationRound;
        (notable(other) || sitting)
            && in_scope(other) == own
            && other.countries().len() <= dealing.countries().len()
            && !is_ahead(other)
            && !is_touched_on(desk, other)
            && day.is_some_and(|day| day >= since)
            && is_abroad(desk, other)
    });
    let mut told: Vec<&Dealing> = told.collect();
    told.sort_by_key(|other| Reverse((notable(other), other.day(), weight(desk, other), other.lead().paper)));
    told
}

/// Whether a dealing is yet to come, or did not come about.
fn is_ahead(dealing: &Dealing) -> bool {
    !came_about(dealing.status()) && dealing.status() != Status::Denied
}

/// Whether papers that tell two dealings are of one story, or name one outlet as where they
/// have it from.
fn tells_one_story(desk: &Desk, a: &Dealing, b: &Dealing) -> bool {
    let of_week = desk.of_week().len();
    let origins = |account: &Account| {
        let paper = &desk.papers[account.paper];
        let mut outlets = outlets_cited(paper, account.contact);
        outlets.extend(paper.outlet().and_then(outlet_called));
        outlets
    };
    a.accounts.iter().any(|one| {
        b.accounts.iter().any(|other| {
            let story = one.paper < of_week
                && other.paper < of_week
                && desk.story(one.paper) == desk.story(other.paper);
            story || !origins(one).is_disjoint(&origins(other))
        })
    })
}

/// Whether one paper tells both dealings, of other people and one of them alone as a call or
/// in writing: its writer knows them for two.
fn are_told_apart(desk: &Desk, a: &Dealing, b: &Dealing) -> bool {
    let tells_both = |one: &Account| b.accounts.iter().any(|other| other.paper == one.paper);
    let afar = |dealing: &Dealing| {
        dealing
            .accounts
            .iter()
            .all(|one| matches!(one.contact.mode, Mode::Call | Mode::Letter | Mode::Message))
    };
    let (own, others) = (parties(desk, a), parties(desk, b));
    a.accounts.iter().any(tells_both) && afar(a) != afar(b) && !own.iter().any(|who| others.contains(who))
}

/// Whether two dealings look like tellings of one that could not be joined: the same
/// countries, not both told by an official account of its own, days that do not part
/// them, and somebody in common, or one without a name and the same day or story.
pub fn may_be_one(desk: &Desk, a: &Dealing, b: &Dealing) -> bool {
    let readout = |dealing: &Dealing| {
        dealing.status() == Status::Held && desk.papers[dealing.lead().paper].is_official()
    };
    let parted = a.day().is_some() && b.day().is_some() && a.day() != b.day();
    if a.countries() != b.countries() || parted || is_ahead(a) != is_ahead(b) {
        return false;
    }
    let apart = readout(a) && readout(b);
    let same_day = a.day().is_some() && a.day() == b.day();
    let held = |dealing: &Dealing| matches!(dealing.status(), Status::Held | Status::Confirmed);
    let came_about = held(a) && held(b);
    let one_story = tells_one_story(desk, a, b);
    let only_states = |parties: &[Who]| parties.iter().all(|who| matches!(who, Who::State(_)));
    if are_told_apart(desk, a, b) {
        return false;
    }
    let (a, b) = (parties(desk, a), parties(desk, b));
    let unnamed = |parties: &[Who]| parties.iter().any(|who| !matches!(who, Who::Person(_)));
    let is_summed_up = same_day && (unnamed(&a) || unnamed(&b)) && a.iter().any(|who| b.contains(who));
    if apart && !is_summed_up {
        return a.len() == b.len() && a.iter().all(|who| b.contains(who));
    }
    let of_one_kind = came_about && unnamed(&a) && unnamed(&b);
    of_one_kind
        || (a.iter().any(|who| b.contains(who)) && !(only_states(&a) && only_states(&b)))
        || ((unnamed(&a) || unnamed(&b)) && (same_day || one_story))
}
