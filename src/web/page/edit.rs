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

/// So many words tell a sentence from the others.
const BEGINS: usize = 8;

#[derive(Template)]
#[template(path = "web/edit.html")]
struct EditPage {
    frame: Frame,
    week: String,
    sections: Vec<SectionView>,
    edits: Vec<Edit>,
    owner: Option<String>,
}

struct SectionView {
    heading: String,
    sentences: Vec<SentenceView>,
}

struct SentenceView {
    handle: String,
    text: String,
    /// Its first words, by which a button is told from the others.
    begins: String,
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
    let digest = house.digests.now(ledger, week)?;
    let mut sections: Vec<SectionView> = Vec::new();
    for part in digest.parts() {
        let heading = part.section.unwrap_or("Title and deck");
        let sentence = SentenceView {
            handle: part.handle(),
            text: part.sentence.text.clone(),
            begins: part.sentence.text.split_whitespace().take(BEGINS).collect::<Vec<_>>().join(" "),
            is_editors: part.sentence.kind == Kind::Editor,
            is_row: part.place == Place::Row,
        };
        match sections.last_mut().filter(|section| section.heading == heading) {
            Some(section) => section.sentences.push(sentence),
            None => {
                sections.push(SectionView { heading: heading.to_owned(), sentences: vec![sentence] });
            }
        }
    }
    html(&EditPage {
        frame: Frame::new(ask, "/", format!("Changing the digest of {week}")),
        sections,
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
        let digest = house.digests.now(ledger, week)?;
        let parts = digest.parts();
        let at = parts
            .iter()
            .position(|part| part.handle() == handle)
            .ok_or_else(|| Fault::Bad("the digest has changed meanwhile; load the page again".to_owned()))?;
        let part = &parts[at];
        let (who, note) = (decisions::who(house, ask), ask.field("note").map(str::to_owned));
        let change = Change { target: digest.target(part), text, who, note };
        ledger.edit(&change, Timestamp::now())?;
        // Back to where the reader was: the changed sentence has another handle by now.
        let place = parts.get(at + 1).map(|next| format!("#s{}", next.handle())).unwrap_or_default();
        Ok(Answer::see(&format!("/weeks/{week}/edit{place}")))
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
