//! One contact, its accounts side by side.

use askama::Template;

use crate::ledger::{Decision, Ledger};
use crate::publish::{contact, label};
use crate::record::{NAMELESS, Span, Text};
use crate::weave::{Account, Dealing, Paper, dealing_among};
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::marked::{Mark, Piece, pieces};
use crate::web::show::words::{day, document_at, part, stated_day};

use super::readouts::{Pair, Topic, differences, disputes, figures, topics};
use super::rows::{Who, look};
use super::{Frame, decisions, html};

#[derive(Template)]
#[template(path = "web/contact.html")]
struct ContactPage {
    frame: Frame,
    id: String,
    when: String,
    parties: Vec<Who>,
    mode: String,
    status: String,
    look: &'static str,
    accounts: Vec<AccountView>,
    topics: Vec<Topic>,
    differences: Vec<Topic>,
    disputes: Vec<Pair>,
    near: Vec<NearView>,
    decisions: Vec<Decision>,
    /// This page.
    here: String,
    owner: Option<String>,
}

/// Another contact that may be the same.
struct NearView {
    id: String,
    href: String,
    /// Form, day and parties in a line.
    words: String,
    outlets: String,
}

/// How many of these are shown.
const NEAR: usize = 6;

/// One document's telling.
struct AccountView {
    id: String,
    outlet: String,
    title: String,
    day: String,
    text_at: String,
    speaker: String,
    mode: String,
    status: String,
    look: &'static str,
    parties: Vec<Who>,
    topics: String,
    place: String,
    /// Why it is taken for an account of this contact; empty for the first.
    because: String,
    pieces: Vec<Piece>,
}

pub(in crate::web) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    house.ledger.with(|ledger| show(house, ledger, ask))
}

fn show(house: &House, ledger: &Ledger, ask: &Ask) -> Result<Answer, Fault> {
    let id = &ask.path[0];
    let documents = contact::around(ledger, id)?;
    let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
    let (dealing, all) = dealing_among(&papers, id).ok_or(Fault::NotFound)?;
    let lead = dealing.lead().contact;
    let mut decided = Vec::new();
    for account in &dealing.accounts {
        decided.extend(ledger.decisions_about(&account.contact.id)?);
    }
    decided.sort_by_key(|decision| decision.key);
    decided.dedup_by_key(|decision| decision.key);
    let names: Vec<&str> = lead.parties.iter().map(|party| party.name.as_str()).collect();
    let when = match dealing.day() {
        Some(date) => day(&date),
        None => lead.when.as_ref().map(ToString::to_string).unwrap_or_else(|| "day not known".to_owned()),
    };
    html(&ContactPage {
        frame: Frame::new(ask, "/contacts", format!("{}: {}", label(&lead.mode), names.join(", "))),
        id: id.clone(),
        when,
        parties: whos(lead),
        mode: label(&lead.mode),
        status: label(&lead.status),
        look: look(lead.status),
        accounts: dealing.accounts.iter().map(|account| view(account, &papers)).collect(),
        topics: topics(&dealing, &papers),
        differences: differences(&dealing, &papers).into_iter().chain(figures(&dealing, &papers)).collect(),
        disputes: disputes(&dealing, &all, &papers),
        near: near(&dealing, &all, &papers),
        decisions: decided,
        here: format!("/contacts/{}", part(id)),
        owner: decisions::asks_name(house, ask),
    })
}

/// The contacts of the same countries that are the nearest in time.
fn near(dealing: &Dealing, all: &[Dealing], papers: &[Paper]) -> Vec<NearView> {
    let own: Vec<&str> = dealing.accounts.iter().map(|account| account.contact.id.as_str()).collect();
    let told = |one: &Dealing| one.when.map(|(date, _)| date).or_else(|| papers[one.lead().paper].date());
    let mut others: Vec<(i32, &Dealing)> = all
        .iter()
        .filter(|other| !other.accounts.iter().any(|account| own.contains(&account.contact.id.as_str())))
        .filter(|other| other.countries() == dealing.countries())
        .filter_map(|other| Some(((told(other)? - told(dealing)?).get_days().abs(), other)))
        .collect();
    others.sort_by_key(|(days, _)| *days);
    let view = |(_, other): &(i32, &Dealing)| {
        let lead = other.lead().contact;
        let names: Vec<&str> = lead.parties.iter().map(|party| party.name.as_str()).collect();
        let when = told(other).as_ref().map(day).unwrap_or_default();
        let mut outlets: Vec<&str> =
            other.accounts.iter().filter_map(|account| papers[account.paper].outlet()).collect();
        outlets.dedup();
        NearView {
            id: lead.id.clone(),
            href: format!("/contacts/{}", part(&lead.id)),
            words: format!("{}, {when}: {}", label(&lead.mode), names.join(", ")),
            outlets: outlets.join(", "),
        }
    };
    others.iter().take(NEAR).map(view).collect()
}

fn whos(contact: &crate::record::Contact) -> Vec<Who> {
    let who =
        |party: &crate::record::Party| Who::new(&party.name, party.country.as_deref(), party.role.as_deref());
    contact.parties.iter().map(who).collect()
}

fn view(account: &Account, papers: &[Paper]) -> AccountView {
    let (contact, paper) = (account.contact, &papers[account.paper]);
    let article = &paper.document.article;
    let under = contact.attribution.and_then(|at| paper.document.attributions.get(at));
    let shown: Span = paper.sentences_around(contact.evidence);
    let mark = |span, class| Mark { span, class, href: String::new(), is_asked: false };
    let mut marks = vec![mark(contact.evidence, "contact")];
    marks.extend(contact.parties.iter().map(|party| mark(party.span, "party")));
    AccountView {
        id: contact.id.clone(),
        outlet: article.outlet.clone().unwrap_or_else(|| NAMELESS.to_owned()),
        title: article.title.clone().unwrap_or_default(),
        day: article.published.as_ref().map(|published| stated_day(published.as_str())).unwrap_or_default(),
        text_at: format!("{}?record={}#words", document_at(&article.id), part(&contact.id)),
        speaker: under.and_then(|under| under.source.as_ref()).map(|s| s.name.clone()).unwrap_or_default(),
        mode: label(&contact.mode),
        status: label(&contact.status),
        look: look(contact.status),
        parties: whos(contact),
        topics: contact.topics.join(", "),
        place: contact.place.clone().unwrap_or_default(),
        because: account.grounds.map(|grounds| grounds.says(papers)).unwrap_or_default(),
        pieces: pieces(&Text::new(article.text.as_str()), shown, &marks),
    }
}
