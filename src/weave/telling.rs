//! What a telling of a contact has that decides whether another tells the same one.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::dealing::{Dealing, Who};
use super::origin::{outlet_called, outlets_cited};
use super::{Paper, PersonName};
use crate::record::{Contact, Mode, Party, Precision, Status, When};

/// What of a contact decides whether another is the same.
pub(super) struct Telling {
    pub parties: Vec<Who>,
    /// The countries of the parties, in order.
    countries: Vec<String>,
    mode: Mode,
    /// Which sitting of a negotiation: "third".
    sitting: Option<String>,
    /// Where it was, in small letters.
    place: Option<String>,
    pub when: Option<Told>,
    of_the_night: bool,
    wire: bool,
    published: Option<Date>,
    /// The country of an official source.
    side: Option<String>,
    /// The outlet whose document it is.
    pub own: Option<&'static str>,
    /// The outlets that are named where it is told.
    cited: BTreeSet<&'static str>,
    /// Whether it is yet to come, or did not come about.
    ahead: bool,
    /// Whether it is denied, which tells of what another claims.
    denied: bool,
}

/// What earlier papers have told.
pub struct Known(Vec<Telling>);

impl Known {
    /// The contacts of some papers.
    pub fn of<'p, 'a: 'p>(papers: impl Iterator<Item = &'p Paper<'a>>) -> Self {
        let tellings = papers.flat_map(|paper| {
            paper.document.contacts.iter().map(move |contact| Telling::new(contact, paper))
        });
        Self(tellings.collect())
    }

    /// Whether a dealing was told before: on a day that both name, or by one report.
    pub fn tells(&self, dealing: &Dealing, papers: &[Paper]) -> bool {
        let lead = dealing.lead();
        let own = Telling::new(lead.contact, &papers[lead.paper]);
        let is_told = |other: &Telling| {
            let dated = own.when.is_some() && other.when.is_some();
            own.ahead == other.ahead && (dated && own.is_same(other, false) || own.is_same_report(other))
        };
        self.0.iter().any(is_told)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub date: Date,
    pub precision: Precision,
    /// Whether the day is taken from the date of publication.
    pub implied: bool,
}

impl Telling {
    pub fn new(contact: &Contact, paper: &Paper) -> Self {
        let told =
            |when: &When| Told { date: when.date, precision: when.precision, implied: when.text.is_none() };
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
            place: contact.place.as_ref().map(|place| place.to_lowercase()),
            when: paper.sure_when(contact).map(told),
            of_the_night: paper.is_of_the_night(),
            wire: !paper.is_official(),
            published: paper.date(),
            side: paper.document.article.country.clone().filter(|_| paper.is_official()),
            own: paper.outlet().and_then(outlet_called),
            cited: outlets_cited(paper, contact),
            denied: contact.status == Status::Denied,
            ahead: !matches!(contact.status, Status::Held | Status::Confirmed | Status::Reported),
        }
    }

    /// The outlets, other than its own, on whose word it may be told.
    pub fn others(&self) -> impl Iterator<Item = &'static str> {
        self.cited.iter().copied().filter(|outlet| Some(*outlet) != self.own)
    }

    pub fn is_same(&self, other: &Self, same_paper: bool) -> bool {
        if self.mode == Mode::NegotiationRound && other.mode == Mode::NegotiationRound {
            return self.is_same_sitting(other);
        }
        modes_agree(self.mode, other.mode)
            && self.days_agree(other, same_paper)
            && self.parties_agree(other, same_paper)
            || !same_paper && self.is_same_report(other)
    }

    /// Whether both go back to the report of one outlet, which calls the parties by
    /// other words: the countries are the same, and the people, as far as they are named.
    fn is_same_report(&self, other: &Self) -> bool {
        let origins = |telling: &Self| -> BTreeSet<&'static str> {
            telling.cited.iter().copied().chain(telling.own).collect()
        };
        let days = match (self.when, other.when) {
            (Some(a), Some(b)) => a.precision == b.precision && a.date == b.date,
            _ => true,
        };
        let apart = self.ahead || other.ahead || origins(self).is_disjoint(&origins(other));
        !apart
            && modes_agree(self.mode, other.mode)
            && days
            && self.apart(other) <= SITTING
            && self.countries.len() >= 2
            && self.countries == other.countries
            && self.people_agree(other)
    }

    /// Whether somebody is named in both, or nobody in either, and of no country each
    /// names somebody else.
    fn people_agree(&self, other: &Self) -> bool {
        let (own, others) = (self.people(), other.people());
        let in_both = |a: &PersonName| others.iter().any(|b| a.fits(b));
        let of = |people: &[&PersonName], code: &str| people.iter().any(|one| one.country() == Some(code));
        let differ = |code: &String| {
            let met = own.iter().any(|one| one.country() == Some(code.as_str()) && in_both(one));
            of(&own, code) && of(&others, code) && !met
        };
        let told_alike = if own.is_empty() { others.is_empty() } else { own.iter().any(|one| in_both(one)) };
        told_alike && !self.countries.iter().any(differ)
    }

    fn people(&self) -> Vec<&PersonName> {
        let people = self.parties.iter().filter_map(|who| match who {
            Who::Person(name) => Some(name),
            _ => None,
        });
        people.collect()
    }

    /// The same sitting of a negotiation: its delegations go by many words, so their
    /// countries decide, and its number; without one, its day or its place.
    fn is_same_sitting(&self, other: &Self) -> bool {
        let unnamed = self.parties.is_empty() || other.parties.is_empty();
        let days = match (self.when, other.when) {
            (Some(a), Some(b)) => a.precision != b.precision || a.date == b.date || a.implied || b.implied,
            _ => true,
        };
        let one = match (&self.sitting, &other.sitting) {
            (Some(a), Some(b)) => a == b,
            _ => self.is_of_one_day(other) || self.place.is_some() && self.place == other.place,
        };
        one && days && self.apart(other) <= SITTING && (unnamed || self.countries == other.countries)
    }

    /// Whether both name one day.
    fn is_of_one_day(&self, other: &Self) -> bool {
        let day =
            |telling: &Self| telling.when.filter(|when| when.precision == Precision::Day && !when.implied);
        matches!((day(self), day(other)), (Some(a), Some(b)) if a.date == b.date)
    }

    /// How many days lie between both: between the days that they name, else those of
    /// publication.
    pub fn apart(&self, other: &Self) -> u32 {
        let day = |telling: &Self| telling.when.map(|when| when.date).or(telling.published);
        match (day(self), day(other)) {
            (Some(a), Some(b)) => (a - b).get_days().unsigned_abs(),
            _ => 0,
        }
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

    /// Whether this account without a day follows the other: published on the day that the
    /// other one tells or the day after, between people by name; or, as the other side's
    /// official word, also of what is yet to come.
    fn follows(&self, dated: &Self) -> bool {
        let sides = self.side.is_some() && dated.side.is_some() && self.side != dated.side;
        let day = dated.when.filter(|when| when.precision == Precision::Day).map(|when| when.date);
        let after = self.published.zip(day).map(|(published, day)| (published - day).get_days());
        (sides || self.may_be_past() && dated.may_be_past())
            && self.is_of_people()
            && dated.is_of_people()
            && after.is_some_and(|days| (0..=1).contains(&days))
    }

    fn may_be_past(&self) -> bool {
        !self.ahead || self.denied
    }

    fn is_of_people(&self) -> bool {
        self.parties.iter().all(|who| matches!(who, Who::Person(_)))
    }

    /// Whether two accounts without a day may tell of one contact: between people by name,
    /// published within a day of each other.
    fn is_of_the_hour(&self, other: &Self) -> bool {
        self.is_of_people()
            && other.is_of_people()
            && (self.ahead == other.ahead || self.may_be_past() && other.may_be_past())
            && self.published.is_some() == other.published.is_some()
            && self.apart(other) <= 1
    }

    fn days_agree(&self, other: &Self, same_paper: bool) -> bool {
        match (self.when, other.when) {
            (Some(a), Some(b)) if a.precision == b.precision => {
                let apart = (a.date - b.date).get_days().unsigned_abs();
                let loose =
                    |when: Told, telling: &Self| when.implied && (telling.of_the_night || telling.wire);
                apart == 0 || (apart == 1 && (loose(a, self) != loose(b, other)))
            }
            (None, None) => same_paper || self.is_of_the_hour(other),
            (None, Some(_)) => same_paper && self.apart(other) <= NEAR || self.follows(other),
            (Some(_), None) => same_paper && self.apart(other) <= NEAR || other.follows(self),
            _ => false,
        }
    }
}

/// The number before "round": "third".
fn sitting(words: &str) -> Option<String> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let number = |word: &str| ORDINALS.contains(&word) || word.starts_with(|c: char| c.is_ascii_digit());
    words.windows(2).find(|pair| pair[1].starts_with("round") && number(&pair[0])).map(|pair| pair[0].clone())
}

/// A document that speaks of a contact without a day may mean one of within so many days.
const NEAR: u32 = 7;

/// Numbers of sittings.
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// Within so many days a number or a place means the same sitting, and a report the same.
const SITTING: u32 = 14;

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
