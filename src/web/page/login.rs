//! Logging in.

use askama::Template;

use crate::web::answer::Answer;
use crate::web::ask::Ask;
use crate::web::fault::Fault;
use crate::web::house::House;

use super::{Frame, html};

#[derive(Template)]
#[template(path = "web/login.html")]
struct LoginPage {
    frame: Frame,
}

pub(in crate::web) fn form(_: &House, ask: &Ask) -> Result<Answer, Fault> {
    html(&LoginPage { frame: Frame::new(ask, "", "Log in") })
}
