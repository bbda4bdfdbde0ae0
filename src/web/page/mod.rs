//! The pages, a file for each.

pub(super) mod actor;
pub(super) mod beside;
pub(super) mod changes;
pub(super) mod contact;
pub(super) mod contacts;
pub(super) mod decisions;
pub(super) mod document;
pub(super) mod edit;
pub(super) mod guide;
pub(super) mod login;
pub(super) mod monitor;
pub(super) mod positions;
pub(super) mod search;
pub(super) mod shared;
pub(super) mod source;
pub(super) mod statements;
pub(super) mod week;

mod digest;
mod explained;
pub(super) mod filter;
mod readouts;
mod rows;
mod turns;

pub(super) use turns::{TurnView, turns};

use askama::Template;

use super::answer::Answer;
use super::ask::{Ask, Visitor};
use super::fault::Fault;
use super::house::House;

/// What stands around every page.
pub(super) struct Frame {
    title: String,
    /// Where in the list of pages it is.
    here: &'static str,
    /// Who is logged in.
    person: Option<String>,
    /// Whether the pages may be gone through.
    is_inside: bool,
    /// What is being looked for.
    query: String,
    pass: String,
}

/// The list of pages.
const PLACES: [(&str, &str); 7] = [
    ("/", "This week"),
    ("/contacts", "Contacts"),
    ("/positions", "Positions"),
    ("/statements", "Statements"),
    ("/actors", "Actors"),
    ("/sources", "Sources"),
    ("/decisions", "Decisions"),
];

impl Frame {
    fn new(ask: &Ask, here: &'static str, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            here,
            person: match &ask.visitor {
                Visitor::Person(name) => Some(name.clone()),
                _ => None,
            },
            is_inside: ask.visitor != Visitor::Stranger,
            query: if ask.target == "/search" {
                ask.one("q").unwrap_or_default().to_owned()
            } else {
                String::new()
            },
            pass: ask.pass.clone(),
        }
    }

    fn places(&self) -> &'static [(&'static str, &'static str)] {
        &PLACES
    }
}

/// Fills a template.
fn html(page: &impl Template) -> Result<Answer, Fault> {
    // What a visitor sees holds a pass of his own, and changes with every decision.
    Ok(Answer::html(&page.render()?).with("cache-control", "no-store".to_owned()))
}

#[derive(Template)]
#[template(path = "web/fault.html")]
struct FaultPage {
    frame: Frame,
    words: String,
}

/// Says why a page cannot be shown.
pub(super) fn fault(ask: &Ask, fault: &Fault) -> Answer {
    let status = fault.status();
    let page = FaultPage { frame: Frame::new(ask, "", format!("{status}")), words: fault.to_string() };
    match html(&page) {
        Ok(answer) => Answer { status, ..answer },
        Err(_) => Answer::plain(status, &fault.to_string()),
    }
}

/// The style sheet.
pub(super) fn style(_: &House, ask: &Ask) -> Result<Answer, Fault> {
    Ok(asset("text/css; charset=utf-8", include_str!("../../../assets/web/style.css"), ask))
}

/// The script.
pub(super) fn script(_: &House, ask: &Ask) -> Result<Answer, Fault> {
    Ok(asset("text/javascript; charset=utf-8", include_str!("../../../assets/web/web.js"), ask))
}

/// The picture that browsers put on a tab.
pub(super) fn icon(_: &House, ask: &Ask) -> Result<Answer, Fault> {
    Ok(asset("image/svg+xml", include_str!("../../../assets/web/icon.svg"), ask))
}

fn asset(kind: &'static str, words: &'static str, ask: &Ask) -> Answer {
    Answer::text(kind, words).tagged(ask.etag.as_deref()).with("cache-control", "max-age=300".to_owned())
}
