//! The JSON API. One table says which addresses there are, what they take and what they
//! give; the answers and their OpenAPI description are both made from it.

mod description;
mod table;

use serde::Serialize;

use super::answer::Answer;
use super::ask::{Ask, Verb};
use super::fault::Fault;
use super::house::House;
use super::show::words::unpart;
pub(super) use table::{Call, TABLE};

/// Where all of it stands.
pub(super) const ROOT: &str = "/api/v1";

/// The description.
pub(super) const DESCRIPTION: &str = "/api/openapi.json";

/// An error, as the API tells it.
#[derive(Serialize, schemars::JsonSchema)]
struct Problem {
    /// What is wrong and what to do.
    error: String,
}

/// Answers a call.
pub(super) fn answer(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    if ask.verb == Verb::Post {
        return Err(Fault::Bad("the API only reads; it answers GET".to_owned()));
    }
    if ask.target == DESCRIPTION {
        return Ok(Answer::json(&description::openapi())?.tagged(ask.etag.as_deref()));
    }
    let (call, path) =
        TABLE.iter().find_map(|call| Some((call, gaps(call, &ask.target)?))).ok_or(Fault::NotFound)?;
    check_query(call, ask)?;
    let ask = Ask { path, ..ask.clone() };
    Ok((call.give)(house, &ask)?.tagged(ask.etag.as_deref()))
}

/// What stands in the gaps of a call's address, where it fits.
fn gaps(call: &Call, target: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = target.strip_prefix(ROOT)?.split('/').collect();
    let wanted: Vec<&str> = call.path.split('/').collect();
    if parts.len() != wanted.len() {
        return None;
    }
    let mut gaps = Vec::new();
    for (want, part) in wanted.iter().zip(parts) {
        match want.starts_with('{') {
            true => gaps.push(unpart(part).filter(|part| !part.is_empty())?),
            false if *want == part => {}
            false => return None,
        }
    }
    Some(gaps)
}

/// Refuses what a call does not take: a filter that is misspelt must not be passed over.
fn check_query(call: &Call, ask: &Ask) -> Result<(), Fault> {
    for (name, _) in &ask.query {
        if !call.takes.iter().any(|taken| taken.name == name) {
            let known: Vec<&str> = call.takes.iter().map(|taken| taken.name).collect();
            return Err(Fault::Bad(format!(
                "\"{name}\" is nothing that this takes; it takes: {}",
                known.join(", ")
            )));
        }
    }
    Ok(())
}

/// An error in JSON.
pub(super) fn fault(fault: &Fault) -> Answer {
    let status = fault.status();
    let problem = Problem { error: fault.to_string() };
    match Answer::json(&problem) {
        Ok(answer) => Answer { status, ..answer },
        Err(_) => Answer::plain(status, "the error cannot be told"),
    }
}
