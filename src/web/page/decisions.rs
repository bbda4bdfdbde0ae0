//! What people decided, and deciding.

use askama::Template;
use jiff::Timestamp;
use serde_json::Value;

use crate::ledger::{Act, Decision, DecisionError, Ledger, LedgerError, Verdict};
use crate::weave::accounts_of;
use crate::web::answer::Answer;
use crate::web::ask::{Ask, Visitor};
use crate::web::fault::Fault;
use crate::web::house::House;

use super::{Frame, html};

/// How many decisions are shown.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "web/decisions.html")]
struct DecisionsPage {
    frame: Frame,
    decisions: Vec<Decision>,
}

pub(in crate::web) fn list(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let decisions = house.ledger.with(|ledger| ledger.decisions(SHOWN))?;
    html(&DecisionsPage { frame: Frame::new(ask, "/decisions", "Decisions"), decisions })
}

/// Under whose name a decision is kept.
pub(super) fn who(house: &House, ask: &Ask) -> String {
    match &ask.visitor {
        Visitor::Person(name) => name.clone(),
        Visitor::Program => "a program".to_owned(),
        _ => ask.field("who").unwrap_or(&house.settings.owner).to_owned(),
    }
}

/// The name that a form proposes, where it asks for one: whoever is logged in has one.
pub(super) fn asks_name(house: &House, ask: &Ask) -> Option<String> {
    (ask.visitor == Visitor::Owner).then(|| house.settings.owner.clone())
}

/// Keeps the decision of a form: `act`, `record`, and as it needs them `other`, `field`
/// and `value`; `note` and `back` may be there.
pub(in crate::web) fn make(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let record = ask.needed("record")?.to_owned();
    let note = ask.field("note").map(str::to_owned);
    let verdict = |act, records| Verdict { act, records, who: who(house, ask), note: note.clone() };
    house.ledger.with(|ledger| {
        match ask.needed("act")? {
            "drop" => keep(ledger, verdict(Act::Drop, vec![record]))?,
            "correct" => correct(ledger, ask, &record, &verdict)?,
            "join" => {
                let other = ask.needed("other")?;
                let mut records = accounts(ledger, &record)?;
                records.extend(accounts(ledger, other)?);
                keep(ledger, verdict(Act::Join, records))?;
            }
            "split" => {
                let mut records = accounts(ledger, &record)?;
                let at = records.iter().position(|id| *id == record).unwrap_or(0);
                records[..=at].rotate_right(1);
                keep(ledger, verdict(Act::Split, records))?;
            }
            other => return Err(Fault::Bad(format!("\"{other}\" is nothing that can be decided"))),
        }
        Ok(Answer::see(back(ask)))
    })
}

/// Takes a decision back.
pub(in crate::web) fn undo(house: &House, ask: &Ask) -> Result<Answer, Fault> {
    let key = ask.path[0].parse().map_err(|_| Fault::NotFound)?;
    house.ledger.with(|ledger| ledger.undo(key, &who(house, ask), Timestamp::now()))?;
    Ok(Answer::see(back(ask)))
}

/// The page that the form was on: one of ours.
fn back(ask: &Ask) -> &str {
    let is_ours = |place: &&str| {
        place.starts_with('/')
            && !place.starts_with("//")
            && place.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    ask.field("back").filter(is_ours).unwrap_or("/decisions")
}

fn accounts(ledger: &Ledger, id: &str) -> Result<Vec<String>, Fault> {
    match accounts_of(&ledger.around(id)?, id) {
        none if none.is_empty() => Err(Fault::Bad(format!("no contact has the id {id}"))),
        accounts => Ok(accounts),
    }
}

fn keep(ledger: &mut Ledger, verdict: Verdict) -> Result<(), Fault> {
    ledger.decide(&verdict, Timestamp::now())?;
    Ok(())
}

/// A value is taken as words; where these cannot stand in the field, as JSON; nothing is
/// "absent".
fn correct(
    ledger: &mut Ledger,
    ask: &Ask,
    record: &str,
    verdict: &impl Fn(Act, Vec<String>) -> Verdict,
) -> Result<(), Fault> {
    let field = ask.needed("field")?.to_owned();
    let words = ask.field("value");
    let act = |value: Value| Act::Correct { field: field.clone(), value };
    let value = words.map_or(Value::Null, |words| Value::String(words.to_owned()));
    match ledger.decide(&verdict(act(value), vec![record.to_owned()]), Timestamp::now()) {
        Err(LedgerError::Decision(DecisionError::Value { field, value, why })) => {
            let json = words.and_then(|words| serde_json::from_str::<Value>(words).ok());
            let refused = || Fault::Bad(DecisionError::Value { field, value, why }.to_string());
            keep(ledger, verdict(act(json.ok_or_else(refused)?), vec![record.to_owned()]))
        }
        done => {
            done?;
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_back(place: &str, expected: &str) {
        let ask = Ask { form: vec![("back".to_owned(), place.to_owned())], ..Ask::default() };
        assert_eq!(back(&ask), expected);
    }

    #[test]
    fn one_is_sent_back_to_our_own_pages_only() {
        check_back("/documents/d-1?record=c-1#words", "/documents/d-1?record=c-1#words");
        check_back("//elsewhere.example", "/decisions");
        check_back("https://elsewhere.example", "/decisions");
        check_back("/\\elsewhere.example", "/decisions");
        check_back("/a\r\nset-cookie:x", "/decisions");
    }
}
