//! The API on a page for people.

use askama::Template;

use crate::web::answer::Answer;
use crate::web::api::{Call, DESCRIPTION, ROOT, TABLE};
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;

use super::{Frame, html};

#[derive(Template)]
#[template(path = "web/api.html")]
struct GuidePage {
    frame: Frame,
    calls: &'static [Call],
    root: &'static str,
    description: &'static str,
}

pub(in crate::web) fn one(_: &House, ask: &Ask) -> Result<Answer, Fault> {
    html(&GuidePage { frame: Frame::new(ask, "", "API"), calls: TABLE, root: ROOT, description: DESCRIPTION })
}
