//! One dealing between parties, told by one document or by several.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::{Paper, PersonName};
use crate::record::{Contact, MentionKind, Mode, Party, Precision, Status};

/// One document's telling of a dealing.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// Index of the paper.
    pub paper: usize,
    pub contact: &'a Contact,
}

/// A contact with all its accounts.
#[derive(Debug, Clone)]
pub struct Dealing<'a> {
    /// The fullest account first; one for each document.
    pub accounts: Vec<Account<'a>>,
    /// The day or the span of days, where an account tells it.
    pub when: Option<(Date, Precision)>,
}

impl<'a> Dealing<'a> {
    /// The account that the others are set beside.
    pub fn lead(&self) -> Account<'a> {
        self.accounts[0]
    }

    /// How far it came about, by the firmest account.
    pub fn status(&self) -> Status {
        self.lead().contact.status
    }

    /// The day, where it is known to the day.
    pub fn day(&self) -> Option<Date> {
        self.when.filter(|(_, precision)| *precision == Precision::Day).map(|(date, _)| date)
    }

    /// The countries of its parties, each once, in order.
    pub fn countries(&self) -> Vec<&'a str> {
        let mut countries: Vec<&str> =
            self.lead().contact.parties.iter().filter_map(|party| party.country.as_deref()).collect();
        countries.sort_unstable();
        countries.dedup();
        countries
    }
}

/// Whom a party stands for, as far as two accounts can be compared by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    Person(PersonName),
    /// A state, by its code.
    State(String),
    /// Anyone else, by the words in small letters.
    Words(String),
}

impl Who {
    /// Whom a party of a document stands for.
    pub fn of(party: &Party, paper: &Paper) -> Self {
        let mentions = &paper.document.mentions;
        let here =
            mentions.iter().find(|mention| mention.span.overlaps(party.span) && mention.name == party.name);
        let kind =
            here.or_else(|| mentions.iter().find(|mention| mention.name == party.name)).map(|m| m.kind);
        let country = party.country.as_deref();
        let person = || PersonName::new(&party.name, country).map(Self::Person);
        // Who speaks of oneself may be named in the title only.
        let pronoun = matches!(party.text.to_lowercase().as_str(), "i" | "me" | "he" | "him" | "she" | "her");
        let by_kind = match kind {
            None if pronoun => person(),
            Some(MentionKind::Person) => person(),
            Some(MentionKind::Country) => country.map(|code| Self::State(code.to_owned())),
            _ => None,
        };
        by_kind.unwrap_or_else(|| Self::Words(party.name.to_lowercase()))
    }

    fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person(a), Self::Person(b)) => a.fits(b),
            _ => self == other,
        }
    }
}

/// The dealings that the papers tell of, contacts of one country's own people left out.
/// Accounts are joined where parties, form and day agree; in doubt they stay apart.
pub fn dealings_of<'a>(papers: &[Paper<'a>]) -> Vec<Dealing<'a>> {
    let mut told: Vec<(Telling, Account)> = Vec::new();
    for (i, paper) in papers.iter().enumerate() {
        for contact in paper.document.contacts.iter().filter(|contact| is_between_parties(contact)) {
            told.push((Telling::new(contact, paper), Account { paper: i, contact }));
        }
    }
    let mut groups: Vec<Vec<(Telling, Account)>> = Vec::new();
    for (telling, account) in told {
        let fits = |group: &&mut Vec<(Telling, Account)>| {
            group.iter().all(|(other, at)| telling.is_same(other, at.paper == account.paper))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push((telling, account)),
            None => groups.push(vec![(telling, account)]),
        }
    }
    let named = |dealing: &Dealing| dealing.lead().contact.parties.len() >= 2;
    groups.into_iter().map(|group| dealing(group, papers)).filter(named).collect()
}

/// Whether a contact names two parties, or is a sitting of a negotiation, whose parties
/// another account may name.
fn is_between_parties(contact: &Contact) -> bool {
    if contact.mode == Mode::NegotiationRound && contact.parties.is_empty() {
        return true;
    }
    let mut names: Vec<&str> = contact.parties.iter().map(|party| party.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    !contact.domestic && names.len() >= 2
}

fn dealing<'a>(mut group: Vec<(Telling, Account<'a>)>, papers: &[Paper<'a>]) -> Dealing<'a> {
    group.sort_by_key(|(telling, account)| {
        let paper = &papers[account.paper];
        let full =
            telling.parties.iter().filter(|who| matches!(who, Who::Person(name) if name.is_full())).count();
        let start = account.contact.evidence.start;
        let unnamed = account.contact.parties.len() < 2;
        (
            unnamed,
            firmness(account.contact.status),
            Reverse(paper.is_official()),
            Reverse(full),
            account.paper,
            start,
        )
    });
    let when = group
        .iter()
        .filter_map(|(telling, _)| telling.when)
        .min_by_key(|when| (when.precision, when.implied));
    let mut accounts: Vec<Account> = Vec::new();
    for (_, account) in group {
        if accounts.iter().all(|other| other.paper != account.paper) {
            accounts.push(account);
        }
    }
    Dealing { accounts, when: when.map(|when| (when.date, when.precision)) }
}

/// The firmest first.
fn firmness(status: Status) -> u8 {
    match status {
        Status::Held => 0,
        Status::Confirmed => 1,
        Status::Reported => 2,
        Status::Denied => 3,
        Status::Refused | Status::Cancelled | Status::Postponed => 4,
        Status::Planned => 5,
        Status::Proposed => 6,
    }
}

/// What of a contact decides whether another is the same.
struct Telling {
    parties: Vec<Who>,
    /// The countries of the parties, in order.
    countries: Vec<String>,
    mode: Mode,
    /// Which sitting of a negotiation: "third".
    sitting: Option<String>,
    when: Option<Told>,
    of_the_night: bool,
    wire: bool,
    published: Option<Date>,
    /// The country of an official source.
    side: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    date: Date,
    precision: Precision,
    /// Whether the day is taken from the date of publication.
    implied: bool,
}

impl Telling {
    fn new(contact: &Contact, paper: &Paper) -> Self {
        let told = |when: &crate::record::When| Told {
            date: when.date,
            precision: when.precision,
            implied: when.text.is_none(),
        };
        let mut parties: Vec<Who> = contact.parties.iter().map(|party| Who::of(party, paper)).collect();
        let people: Vec<&Party> =
            contact.parties.iter().filter(|party| matches!(Who::of(party, paper), Who::Person(_))).collect();
        let has_person = |code: &str| people.iter().any(|person| person.country.as_deref() == Some(code));
        parties.retain(|who| !matches!(who, Who::State(code) if has_person(code)));
        let mut countries: Vec<String> =
            contact.parties.iter().filter_map(|party| party.country.clone()).collect();
        countries.sort_unstable();
        countries.dedup();
        Self {
            parties,
            countries,
            mode: contact.mode,
            sitting: sitting(paper.words(paper.sentences_around(contact.evidence))),
            when: paper.sure_when(contact).map(told),
            of_the_night: paper.is_of_the_night(),
            wire: !paper.is_official(),
            published: paper.date(),
            side: paper.document.article.country.clone().filter(|_| paper.is_official()),
        }
    }

    fn is_same(&self, other: &Self, same_paper: bool) -> bool {
        if self.mode == Mode::NegotiationRound && other.mode == Mode::NegotiationRound {
            return self.is_same_sitting(other);
        }
        modes_agree(self.mode, other.mode)
            && self.days_agree(other, same_paper)
            && self.parties_agree(other, same_paper)
    }

    /// The same sitting of a negotiation: its delegations go by many words, so their
    /// countries decide, and the number of the sitting.
    fn is_same_sitting(&self, other: &Self) -> bool {
        let unnamed = self.parties.is_empty() || other.parties.is_empty();
        let days = match (self.when, other.when) {
            (Some(a), Some(b)) => a.precision != b.precision || a.date == b.date || a.implied || b.implied,
            _ => true,
        };
        self.sitting.is_some()
            && self.sitting == other.sitting
            && days
            && (unnamed || self.countries == other.countries)
    }

    /// The same parties on both sides; within one document also fewer of them.
    fn parties_agree(&self, other: &Self, same_paper: bool) -> bool {
        let (few, many) = match self.parties.len() <= other.parties.len() {
            true => (&self.parties, &other.parties),
            false => (&other.parties, &self.parties),
        };
        let mut left: Vec<&Who> = many.iter().collect();
        let all = few.iter().all(|who| {
            let at = left.iter().position(|other| who.fits(other));
            at.map(|at| left.remove(at)).is_some()
        });
        all && (left.is_empty() || same_paper)
    }

    /// Whether this account without a day is the other side's: official, published on the
    /// day that the other one tells or the day after, and between people by name.
    fn answers(&self, dated: &Self) -> bool {
        let people = |telling: &Self| telling.parties.iter().all(|who| matches!(who, Who::Person(_)));
        let sides = self.side.is_some() && dated.side.is_some() && self.side != dated.side;
        let day = dated.when.filter(|when| when.precision == Precision::Day).map(|when| when.date);
        let after = self.published.zip(day).map(|(published, day)| (published - day).get_days());
        sides && people(self) && people(dated) && after.is_some_and(|days| (0..=1).contains(&days))
    }

    fn days_agree(&self, other: &Self, same_paper: bool) -> bool {
        match (self.when, other.when) {
            (Some(a), Some(b)) if a.precision == b.precision => {
                let apart = (a.date - b.date).get_days().unsigned_abs();
                let loose =
                    |when: Told, telling: &Self| when.implied && (telling.of_the_night || telling.wire);
                apart == 0 || (apart == 1 && (loose(a, self) != loose(b, other)))
            }
            (None, None) => true,
            (None, Some(_)) => same_paper || self.answers(other),
            (Some(_), None) => same_paper || other.answers(self),
            _ => false,
        }
    }
}

/// The word before "round": "third".
fn sitting(words: &str) -> Option<String> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    words.windows(2).find(|pair| pair[1].starts_with("round")).map(|pair| pair[0].clone())
}

/// Whether two words for a form of contact may speak of one contact.
fn modes_agree(a: Mode, b: Mode) -> bool {
    let in_person = |mode| matches!(mode, Mode::Meeting | Mode::Visit | Mode::Talks | Mode::Summit);
    let any = |mode| mode == Mode::Talks;
    let written = |mode| matches!(mode, Mode::Letter | Mode::Message);
    a == b
        || (in_person(a) && in_person(b))
        || (any(a) && matches!(b, Mode::Call | Mode::NegotiationRound))
        || (any(b) && matches!(a, Mode::Call | Mode::NegotiationRound))
        || (written(a) && written(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sample;
    use crate::record::Document;

    fn call(outlet: &str, country: &str, published: &str, text: &str, with: &str) -> Document {
        let sample = Sample::official(outlet, country, published, text)
            .person("Ann Alder", "Ann Alder", "USA")
            .person("Boris Birk", "Boris Birk", "UKR")
            .person("Carl Cedar", "Carl Cedar", "POL");
        sample.contact(text, &[("Ann Alder", "USA"), (with, "UKR")], Mode::Call, Status::Held).done()
    }

    #[track_caller]
    fn check(documents: &[Document], expected: &[usize]) {
        let papers: Vec<Paper> = documents.iter().map(Paper::new).collect();
        let dealings = dealings_of(&papers);
        let got: Vec<usize> = dealings.iter().map(|dealing| dealing.accounts.len()).collect();
        assert_eq!(got, expected);
    }

    const OURS: &str = "Ann Alder spoke with Boris Birk.";
    const THEIRS: &str = "Boris Birk had a call with Ann Alder.";

    #[test]
    fn two_readouts_of_a_call_are_two_accounts_of_one() {
        let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
        let theirs = call("Office", "UKR", "2022-03-08", THEIRS, "Boris Birk");
        check(&[ours, theirs], &[2]);
    }

    #[test]
    fn another_day_or_another_party_is_another_contact() {
        let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
        let later = call("Office", "UKR", "2022-03-10", THEIRS, "Boris Birk");
        check(&[ours.clone(), later], &[1, 1]);
        let other =
            call("Office", "UKR", "2022-03-08", "Carl Cedar had a call with Ann Alder.", "Carl Cedar");
        check(&[ours, other], &[1, 1]);
    }

    #[test]
    fn an_account_without_a_day_joins_the_other_sides_of_the_day_before() {
        let ours = call("White House", "USA", "2022-03-08", OURS, "Boris Birk");
        let mut theirs = call("Office", "UKR", "2022-03-09", THEIRS, "Boris Birk");
        theirs.contacts[0].when = None;
        check(&[ours.clone(), theirs.clone()], &[2]);
        let mut late = call("Office", "UKR", "2022-03-11", THEIRS, "Boris Birk");
        late.contacts[0].when = None;
        check(&[ours, late], &[1, 1]);
    }
}
