//! Searching all documents, and keeping a search.

use askama::Template;
use jiff::Timestamp;

use crate::config::Alert;
use crate::ledger::{Filter, Hit, Hits, Ledger, Saved, speakers};
use crate::record::{Attribution, Span, Text};
use crate::web::account::secret;
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::marked::{Mark, Piece, pieces};
use crate::web::show::words::{day, document_at, outlet, source_at, stated_day};

use super::rows::StatementRow;
use super::{Frame, decisions, html};

/// How many documents are shown.
const FOUND: usize = 20;

/// How many statements of each, where a speaker is asked for.
const SAID: usize = 3;

#[derive(Template)]
#[template(path = "web/search.html")]
struct SearchPage {
    frame: Frame,
    problem: String,
    hits: Vec<HitView>,
    /// How many were found, and which of them are shown.
    told: String,
    saved: Vec<SavedView>,
    /// The alerts that a search can be given, each with its ways.
    alerts: Vec<(String, String)>,
}

/// A search that is kept.
struct SavedView {
    saved: Saved,
    /// What has come of its alert.
    state: String,
}

impl SavedView {
    fn of(house: &House, ledger: &Ledger, saved: Saved) -> Result<Self, Fault> {
        let state = match &saved.alert {
            None => String::new(),
            Some(name) if !house.settings.alerts.iter().any(|alert| alert.name == *name) => {
                format!("the alert \"{name}\" is not in watch.toml any more: nothing is sent")
            }
            Some(name) => match ledger.sent_so_far(&saved.alert_name(name))? {
                (_, None) => "nothing sent yet".to_owned(),
                (1, Some(at)) => format!("1 document sent, on {}", stated_day(&at)),
                (n, Some(at)) => format!("{n} documents sent, the last on {}", stated_day(&at)),
            },
        };
        Ok(Self { saved, state })
    }

    fn has_alert(&self, name: &str) -> bool {
        self.saved.alert.as_deref() == Some(name)
    }
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
            "" => Ok(None),
            query => ledger.search_best(query, FOUND).map(Some).map_err(Fault::from),
        };
        let (found, problem) = match found {
            Ok(found) => (found, String::new()),
            Err(Fault::Bad(problem)) => (None, problem),
            Err(fault) => return Err(fault),
        };
        let told = found.as_ref().map(told).unwrap_or_default();
        let hits = found.map(|found| found.rows).unwrap_or_default();
        let speakers = speakers(query);
        let views = hits.iter().map(|hit| view(ledger, hit, &speakers)).collect::<Result<Vec<_>, _>>()?;
        html(&SearchPage {
            frame: Frame::new(ask, "/search", if query.is_empty() { "Search" } else { query }),
            problem,
            told,
            hits: views,
            saved: ledger
                .saved_searches()?
                .into_iter()
                .map(|saved| SavedView::of(house, ledger, saved))
                .collect::<Result<_, _>>()?,
            alerts: house.settings.alerts.iter().map(|alert| (alert.name.clone(), ways(alert))).collect(),
        })
    })
}

fn told(found: &Hits) -> String {
    let (all, shown) = (found.all, found.rows.len());
    let documents = match all {
        Some(1) => "1 document".to_owned(),
        Some(all) => format!("{all} documents"),
        None => format!("more than {} documents", Hits::COUNTED),
    };
    match found.since {
        _ if all.is_some_and(|all| all <= shown) => documents,
        None => format!("{documents}, of which {shown} are shown; more words narrow the search"),
        Some(since) => format!(
            "{documents}, too many to weigh; shown are the best of those from {} on. More words narrow the search, \
             before: looks further back",
            day(&since)
        ),
    }
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

/// Where an alert goes. The address of a webhook may hold a secret; its host does not.
fn ways(alert: &Alert) -> String {
    let host = |address: &String| {
        let url = url::Url::parse(address).ok();
        format!("webhook at {}", url.as_ref().and_then(url::Url::host_str).unwrap_or("an address"))
    };
    let mail = alert.mail.iter().map(|to| to.as_str().to_owned());
    mail.chain(alert.webhook.iter().map(host)).collect::<Vec<_>>().join(", ")
}

/// Has what a search finds told by an alert of watch.toml, or by none.
pub(in crate::web) fn set_alert(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let key = ask.path[0].parse().map_err(|_| Fault::NotFound)?;
    let alert = ask.field("alert");
    if let Some(name) = alert.filter(|name| !house.settings.alerts.iter().any(|alert| alert.name == **name)) {
        return Err(Fault::Bad(format!("watch.toml has no alert \"{name}\" that is on = \"kept\"")));
    }
    match house.ledger.with(|ledger| ledger.set_alert_of_search(key, alert))? {
        true => Ok(Answer::see("/search#kept")),
        false => Err(Fault::NotFound),
    }
}

/// Forgets one.
pub(in crate::web) fn forget(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let key = ask.path[0].parse().map_err(|_| Fault::NotFound)?;
    match house.ledger.with(|ledger| ledger.forget_search(key))? {
        true => Ok(Answer::see("/search")),
        false => Err(Fault::NotFound),
    }
}
