//! Who said what.

use askama::Template;

use crate::record::Attribution;
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;

use super::filter::{Choice, PAGE, STANCES, after, choices, filter};
use super::rows::StatementRow;
use super::{Frame, html};

#[derive(Template)]
#[template(path = "web/statements.html")]
struct StatementsPage {
    frame: Frame,
    actor: String,
    since: String,
    until: String,
    stances: Vec<Choice>,
    rows: Vec<StatementRow>,
    next: Option<String>,
}

pub(in crate::web) fn list(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let filter = filter(ask, "stance", "form")?;
    let page = house
        .ledger
        .with(|ledger| ledger.page::<Attribution>(&filter, after(ask)?, PAGE).map_err(Fault::from))?;
    let given = |name: &str| ask.one(name).unwrap_or_default().to_owned();
    html(&StatementsPage {
        frame: Frame::new(ask, "/statements", "Statements"),
        actor: given("actor"),
        since: given("since"),
        until: given("until"),
        stances: choices(ask, "stance", &STANCES),
        rows: page.rows.iter().map(StatementRow::of).collect(),
        next: page.next.map(|next| ask.with("after", Some(&next.to_string()))),
    })
}
