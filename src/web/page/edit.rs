//! A week's digest with a form at each sentence: an editor changes it or takes it out.

use askama::Template;
use jiff::Timestamp;

use crate::digest::Kind;
use crate::ledger::{Change, Ledger};
use crate::record::{Edit, Place};
use crate::weave::Week;
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;

use super::{Frame, decisions, html};

#[derive(Template)]
#[template(path = "web/edit.html")]
struct EditPage {
    frame: Frame,
    week: String,
    sentences: Vec<SentenceView>,
    edits: Vec<Edit>,
    owner: Option<String>,
}

struct SentenceView {
    handle: String,
    /// The heading that begins with it.
    heading: String,
    text: String,
    is_editors: bool,
    is_row: bool,
}

pub(in crate::web) fn form(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let week = week(ask)?;
    house.ledger.with(|ledger| show(house, ledger, ask, week))
}

fn week(ask: &Ask) -> Result<Week, Fault> {
    ask.path[0].parse().map_err(|_| Fault::NotFound)
}

fn show(house: &House, ledger: &mut Ledger, ask: &Ask, week: Week) -> Result<Answer, Fault> {
    let digest = house.digest(ledger, week)?;
    let mut heading = "";
    let sentences = digest.parts().into_iter().map(|part| {
        let begins = part.section.filter(|section| *section != heading);
        heading = part.section.unwrap_or_default();
        SentenceView {
            handle: part.handle(),
            heading: begins.unwrap_or_default().to_owned(),
            text: part.sentence.text.clone(),
            is_editors: part.sentence.kind == Kind::Editor,
            is_row: part.place == Place::Row,
        }
    });
    html(&EditPage {
        frame: Frame::new(ask, "/", format!("Changing the digest of {week}")),
        sentences: sentences.collect(),
        edits: ledger.edits(&week.to_string())?,
        owner: decisions::asks_name(house, ask),
        week: week.to_string(),
    })
}

/// Keeps the change of a form: `handle` and `act`, which is `drop` or `text` with the words
/// in `text`; `note` may be there.
pub(in crate::web) fn make(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let week = week(ask)?;
    let handle = ask.needed("handle")?;
    let text = match ask.needed("act")? {
        "drop" => None,
        // A form's field may break lines.
        "text" => Some(ask.needed("text")?.split_whitespace().collect::<Vec<_>>().join(" ")),
        other => return Err(Fault::Bad(format!("\"{other}\" is nothing that can be done to a sentence"))),
    };
    house.ledger.with(|ledger| {
        let digest = house.digest(ledger, week)?;
        let parts = digest.parts();
        let part = parts
            .iter()
            .find(|part| part.handle() == handle)
            .ok_or_else(|| Fault::Bad("the digest has changed meanwhile; load the page again".to_owned()))?;
        let (who, note) = (decisions::who(house, ask), ask.field("note").map(str::to_owned));
        let change = Change { target: digest.target(part), text, who, note };
        ledger.edit(&change, Timestamp::now())?;
        Ok(Answer::see(&format!("/weeks/{week}/edit")))
    })
}

/// Takes the change of a form back: `key`.
pub(in crate::web) fn undo(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let week = week(ask)?;
    let key = ask.needed("key")?;
    let key = key.parse().map_err(|_| Fault::Bad(format!("\"{key}\" is no number of a change")))?;
    house.ledger.with(|ledger| ledger.undo_edit(key, &decisions::who(house, ask), Timestamp::now()))?;
    Ok(Answer::see(&format!("/weeks/{week}/edit")))
}
