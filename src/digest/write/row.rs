//! A dealing as a row of the table.

use crate::digest::desk::Desk;
use crate::digest::draft::{Draft, listed};
use crate::digest::forms::Forms;
use crate::digest::prove;
use crate::record::{NAMELESS, Party, Status};
use crate::weave::{Account, Dealing, Who};

use super::phrase::{self, telling_span, weekday, word_set};

/// The heads of the columns.
pub const COLUMNS: [&str; 5] = ["Day", "Parties", "Form", "Status", "Told by"];

/// The cells of a dealing and the sentence that they make together.
pub fn row(desk: &Desk, dealing: &Dealing) -> Option<(Vec<String>, Draft)> {
    let lead = dealing.lead();
    let mut draft = Draft::default();
    let mut parties = Vec::new();
    let all = phrase::in_one(&desk.papers[lead.paper], lead.contact);
    for party in phrase::parties(&desk.papers[lead.paper], lead.contact) {
        let name = match &all {
            Some(all) => all.clone(),
            None => plain(desk, lead, party, &mut draft)?,
        };
        if !parties.contains(&name) {
            parties.push(name);
        }
    }
    let mut tellers = Vec::new();
    for account in dealing.accounts.iter().filter(|account| account.contact.status == dealing.status()) {
        let paper = &desk.papers[account.paper];
        draft.cite(desk.cite(account.paper, telling_span(paper, *account), Some(&account.contact.id)));
        let teller = paper.outlet().unwrap_or(NAMELESS).to_owned();
        if !tellers.contains(&teller) {
            tellers.push(teller);
        }
    }
    let words = word_set(desk.papers[lead.paper].words(telling_span(&desk.papers[lead.paper], lead)));
    let form = Forms::get().mode(lead.contact.mode, &words, None, false);
    // "Had telephone conversations with A and B": with each by himself.
    let apart =
        parties.len() > 2 && !form.plural && words.iter().any(|word| Forms::get().words.apart.has(word));
    let noun = if apart { format!("{}s", form.noun) } else { form.noun.clone() };
    let hedged = draft.citations.iter().any(|citation| prove::is_hedged(&citation.quote));
    let status = if hedged { "reportedly held" } else { status(dealing.status()) }.to_owned();
    let day = day(desk, dealing);
    let opening = day.map(|day| format!("{day}: ")).unwrap_or_default();
    draft.text = format!("{opening}{noun} of {}, {status}, told by {}", listed(&parties), listed(&tellers));
    let cells = vec![day.unwrap_or("—").to_owned(), parties.join(", "), noun, status, tellers.join(", ")];
    Some((cells, draft))
}

/// A party without its office; who is named anew in the draft is cited there.
fn plain(desk: &Desk, account: Account, party: &Party, draft: &mut Draft) -> Option<String> {
    let person = match Who::of(party, &desk.papers[account.paper]) {
        Who::Person(_) => desk.cast.find(&party.name, party.country.as_deref()),
        _ => None,
    };
    if let Some(person) = person {
        return desk.full_name(person, account.paper, party.span, draft);
    }
    phrase::party(desk, account, party, draft)
}

/// The weekday of a dealing whose day lies in the week.
fn day(desk: &Desk, dealing: &Dealing) -> Option<&'static str> {
    let day = dealing.day().filter(|day| desk.week.contains(*day))?;
    Some(weekday(day.weekday()))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Held => "held",
        Status::Confirmed => "confirmed",
        Status::Reported => "reported",
        Status::Planned => "planned",
        Status::Proposed => "proposed",
        Status::Denied => "denied",
        Status::Refused => "refused",
        Status::Cancelled => "called off",
        Status::Postponed => "put off",
    }
}
