//! Searching all documents, and keeping a search.

use askama::Template;
use jiff::Timestamp;

use crate::ledger::{Filter, Hit, Ledger, Saved, speakers};
use crate::record::{Attribution, Span, Text};
use crate::web::account::secret;
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::marked::{Mark, Piece, pieces};
use crate::web::show::words::{document_at, outlet, source_at, stated_day};

use super::rows::StatementRow;
use super::{Frame, decisions, html};

/// How many documents are shown.
const FOUND: usize = 30;

/// How many statements of each, where a speaker is asked for.
const SAID: usize = 3;

#[derive(Template)]
#[template(path = "web/search.html")]
struct SearchPage {
    frame: Frame,
    problem: String,
    hits: Vec<HitView>,
    is_full: bool,
    saved: Vec<Saved>,
}

/// A document that was found.
struct HitView {
    title: String,
    href: String,
    outlet: String,
    outlet_at: String,
    day: String,
    pieces: Vec<Piece>,
    said: Vec<StatementRow>,
}

pub(in crate::web) fn found(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let query = ask.one("q").unwrap_or_default();
    house.ledger.with(|ledger| {
        let found = match query {
            "" => Ok(Vec::new()),
            query => ledger.search(query, None, None, Some(FOUND)).map_err(Fault::from),
        };
        let (hits, problem) = match found {
            Ok(hits) => (hits, String::new()),
            Err(Fault::Bad(problem)) => (Vec::new(), problem),
            Err(fault) => return Err(fault),
        };
        let speakers = speakers(query);
        let views = hits.iter().map(|hit| view(ledger, hit, &speakers)).collect::<Result<Vec<_>, _>>()?;
        html(&SearchPage {
            frame: Frame::new(ask, "/search", if query.is_empty() { "Search" } else { query }),
            problem,
            is_full: hits.len() == FOUND,
            hits: views,
            saved: ledger.saved_searches()?,
        })
    })
}

fn view(ledger: &Ledger, hit: &Hit, speakers: &[String]) -> Result<HitView, Fault> {
    let head = &hit.document;
    let snippet = Text::new(hit.snippet.as_str());
    let marks: Vec<Mark> = hit
        .found
        .iter()
        .map(|&span| Mark { span, class: "found", href: String::new(), is_asked: false })
        .collect();
    let whole = Span::new(0, hit.snippet.chars().count());
    let mut said = Vec::new();
    for speaker in speakers {
        let filter =
            Filter { actor: Some(speaker.clone()), document: Some(head.id.clone()), ..Filter::default() };
        let page = ledger.page::<Attribution>(&filter, None, SAID)?;
        said.extend(page.rows.iter().map(StatementRow::of));
    }
    Ok(HitView {
        title: head.title.clone().unwrap_or_else(|| "Without a title".to_owned()),
        href: document_at(&head.id),
        outlet: outlet(head).to_owned(),
        outlet_at: source_at(outlet(head)),
        day: head.published.as_deref().map(stated_day).unwrap_or_default(),
        pieces: whole.map(|whole| pieces(&snippet, whole, &marks)).unwrap_or_default(),
        said,
    })
}

/// Keeps a search, with a feed.
pub(in crate::web) fn save(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let query = ask.needed("q")?;
    let name = ask.field("name").unwrap_or(query);
    let who = decisions::who(house, ask);
    house.ledger.with(|ledger| {
        // One that cannot be searched would fail in its feed, where nobody looks.
        ledger.search(query, None, None, Some(1))?;
        ledger.save_search(name, query, &secret()?, &who, Timestamp::now())?;
        Ok(Answer::see(&format!("/search?q={}", crate::web::show::words::part(query))))
    })
}

/// Forgets one.
pub(in crate::web) fn forget(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let key = ask.path[0].parse().map_err(|_| Fault::NotFound)?;
    match house.ledger.with(|ledger| ledger.forget_search(key))? {
        true => Ok(Answer::see("/search")),
        false => Err(Fault::NotFound),
    }
}
