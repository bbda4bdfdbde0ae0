//! What was changed in a document after it was published.

use askama::Template;

use crate::ledger::Revision;
use crate::publish::{Change, Mark};
use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;
use crate::web::show::words::{document_at, part};

use super::{Frame, html};

#[derive(Template)]
#[template(path = "web/changes.html")]
struct ChangesPage {
    frame: Frame,
    title: String,
    document_at: String,
    revisions: Vec<RevisionView>,
    change: Option<Change>,
}

struct RevisionView {
    number: u32,
    collected: String,
    /// What was changed in it; none of the first.
    href: Option<String>,
    is_shown: bool,
}

pub(in crate::web) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let id = &ask.path[0];
    let revisions = house.ledger.with(|ledger| ledger.revisions(id))?;
    let last = revisions.last().ok_or(Fault::NotFound)?;
    let to: u32 = ask.parsed("to", "the number of a revision")?.unwrap_or(last.number);
    let at = revisions.iter().position(|revision| revision.number == to).ok_or(Fault::NotFound)?;
    let change = at.checked_sub(1).map(|before| Change::between(&revisions[before], &revisions[at]));
    let title = last.document.article.title.clone().unwrap_or_else(|| id.clone());
    let view = |revision: &Revision| RevisionView {
        number: revision.number,
        collected: revision.collected.clone(),
        href: (revision.number > 1)
            .then(|| format!("/documents/{}/changes?to={}", part(id), revision.number)),
        is_shown: revision.number == to,
    };
    html(&ChangesPage {
        frame: Frame::new(ask, "", format!("Changes of {title}")),
        title,
        document_at: document_at(id),
        revisions: revisions.iter().map(view).collect(),
        change,
    })
}

/// A sentence's look.
fn look(mark: &Mark) -> &'static str {
    match mark {
        Mark::Kept => "kept",
        Mark::TakenOut => "out",
        Mark::PutIn => "in",
    }
}
