//! A digest that was shared: for anyone with the link, without a way further in.

use askama::Template;
use jiff::Timestamp;

use crate::digest::Digest;
use crate::web::answer::Answer;
use crate::web::ask::{Ask, Visitor};
use crate::web::fault::Fault;
use crate::web::house::House;

use super::digest::DigestView;
use super::{Frame, html};

#[derive(Template)]
#[template(path = "web/shared.html")]
struct SharedPage {
    frame: Frame,
    digest: DigestView,
}

pub(in crate::web) fn one(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    house.ledger.with(|ledger| {
        let kept = ledger.shared_digest(&ask.path[0], Timestamp::now())?;
        let digest: Digest = serde_json::from_str(&kept.ok_or(Fault::NotFound)?)?;
        let stranger = Ask { visitor: Visitor::Stranger, ..ask.clone() };
        html(&SharedPage {
            frame: Frame::new(&stranger, "", digest.title.clone()),
            digest: DigestView::with_gone(&digest, ledger)?,
        })
    })
}
