//! What stands beside the accounts of one contact, and beside counts of contacts.

use crate::digest::desk::Desk;
use crate::digest::draft::{Draft, absence, listed};
use crate::digest::forms::Forms;
use crate::digest::model::{Basis, Sentence};
use crate::weave::{Account, Dealing, Lands};

use super::phrase::{self, weekday};

/// Which contact it is: "Biden and Zelenskyy, Friday".
pub fn label(desk: &Desk, dealing: &Dealing) -> String {
    let lead = dealing.lead();
    let mut names: Vec<String> = Vec::new();
    for party in phrase::parties(&desk.papers[lead.paper], lead.contact) {
        let person = desk.cast.find(&party.name, party.country.as_deref());
        let name = person.map(|person| desk.cast.person(person).short().to_owned());
        let name = name.or_else(|| phrase::party(desk, lead, party, &mut Draft::default()));
        names.extend(name.filter(|name| !names.contains(name)));
    }
    let day = dealing.day().filter(|day| desk.week.contains(*day));
    let day = day.map(|day| format!(", {}", weekday(day.weekday()))).unwrap_or_default();
    format!("{}{day}", listed(&names))
}

/// That the account of a side does not speak of a subject.
pub fn silent_account(desk: &Desk, account: Account, subject: &str) -> Option<Sentence> {
    let forms = &Forms::get().readouts;
    let called = forms.subjects.get(subject).map_or(subject, String::as_str);
    let text = forms.silent.replace("{teller}", &desk.teller(account.paper)).replace("{subject}", called);
    let documents = vec![desk.papers[account.paper].document.article.id.clone()];
    let without_subject = vec![subject.to_owned()];
    Some(absence(&text, Basis { documents, without_subject, ..Basis::default() }))
}

/// The countries that dealt with each other, by their codes: "Israel and Russia".
pub fn pair_label(codes: &[&str]) -> Option<String> {
    let lands: Option<Vec<_>> = codes.iter().map(|code| Lands::get().land(code)).collect();
    let mut names: Vec<String> = lands?.into_iter().map(|land| land.name.to_owned()).collect();
    names.sort_unstable();
    Some(listed(&names))
}

/// On how many documents the chart rests.
pub fn counted(desk: &Desk) -> Option<Sentence> {
    let documents: Vec<String> = desk.papers.iter().map(|paper| paper.document.article.id.clone()).collect();
    let text = Forms::get().channels.traffic.replace("{count}", &documents.len().to_string());
    (!documents.is_empty()).then(|| absence(&text, Basis { documents, ..Basis::default() }))
}
