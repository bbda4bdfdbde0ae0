//! What a telling of a contact has that decides whether another tells the same one.

mod days;
mod parties;
mod sitting;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::grounds::Ground;
use crate::knowledge::Knowledge;
use crate::record::{Contact, Mode, Party, Precision, Status, When};
use crate::weave::origin::{outlet_called, outlets_cited};
use crate::weave::wording::{is_further, is_general, is_of_staff, sitting};
use crate::weave::{Paper, PersonName, Who};
use days::Told;
use parties::Parties;

/// What of a contact decides whether another is the same.
#[derive(PartialEq, Eq, Hash)]
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
    wire: bool,
    /// The day of publication, or the day before where that is of the small hours.
    published: Option<Date>,
    /// The country of an official source.
    side: Option<String>,
    /// The outlet whose document it is.
    pub own: Option<&'static str>,
    /// The outlets that are named where it is told.
    cited: BTreeSet<&'static str>,
    /// Whether it is yet to come, or did not come about.
    ahead: bool,
    /// Whether it is agreed or announced for later, or such a thing is called off.
    planned: bool,
    /// Whether it is called off.
    cancelled: bool,
    /// Whether it is agreed, announced or suggested.
    upcoming: bool,
    /// Whether it is denied, which tells of what another claims.
    denied: bool,
    /// Whether it sums up several dealings, or one that goes on: "spoke a dozen times".
    general: bool,
    /// Whether it is a further dealing of the same people: "met briefly after their talks".
    further: bool,
    /// Whether all parties are the states themselves and nobody who acts for them.
    of_states: bool,
    /// The sentence, where nothing else may make sure of what is told; a copy has the same.
    sentence: Option<String>,
}

/// What two tellings are to each other. What comes later goes before the others, where some
/// of both are this and some that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// Nothing speaks against it, and not enough for it.
    Open,
    /// They tell of one contact.
    One(Ground),
    /// They tell of two.
    Apart,
}

impl Telling {
    pub fn new(contact: &Contact, paper: &Paper) -> Self {
        let told =
            |when: &When| Told { date: when.date, precision: when.precision, implied: when.text.is_none() };
        let mut countries: Vec<String> =
            contact.parties.iter().filter_map(|party| party.country.clone()).collect();
        countries.sort_unstable();
        countries.dedup();
        let is_state_itself = |party: &Party| Who::of(party, paper).is_state() && !acts(party);
        let mut telling = Self {
            parties: compared(contact, paper),
            countries,
            mode: contact.mode,
            sitting: sitting(paper.words(paper.sentences_around(contact.evidence))),
            place: contact.place.as_ref().map(|place| place.to_lowercase()),
            when: paper.sure_when(contact).map(told),
            wire: !paper.is_official(),
            published: paper.document.article.told_on(),
            side: paper.document.article.country.clone().filter(|_| paper.is_official()),
            own: paper.outlet().and_then(outlet_called),
            cited: outlets_cited(paper, contact),
            planned: matches!(contact.status, Status::Planned | Status::Cancelled),
            cancelled: contact.status == Status::Cancelled,
            upcoming: matches!(contact.status, Status::Planned | Status::Proposed),
            denied: contact.status == Status::Denied,
            general: is_general(paper, contact),
            further: is_further(paper.words(contact.evidence)),
            ahead: !matches!(contact.status, Status::Held | Status::Confirmed | Status::Reported),
            of_states: contact.parties.iter().all(is_state_itself),
            sentence: None,
        };
        if telling.general || telling.when.is_none() && !telling.is_of_people() {
            let words = paper.words(paper.sentences_around(contact.evidence));
            telling.sentence = (words.split_whitespace().count() >= COPY).then(|| words.to_owned());
        }
        telling
    }

    /// The outlets, other than its own, on whose word it may be told.
    pub fn others(&self) -> impl Iterator<Item = &'static str> {
        self.cited.iter().copied().filter(|outlet| Some(*outlet) != self.own)
    }

    /// What a telling of the same or another paper is to this one.
    pub fn relation(&self, other: &Self, same_paper: bool) -> Relation {
        if self.mode == Mode::NegotiationRound && other.mode == Mode::NegotiationRound {
            return match self.is_same_sitting(other) {
                true => Relation::One(Ground::Sitting),
                false if !same_paper && self.is_sitting_near(other) => {
                    Relation::One(Ground::Only(self.apart(other)))
                }
                false => Relation::Apart,
            };
        }
        if self.is_sitting_of(other) || other.is_sitting_of(self) {
            return Relation::One(Ground::Sitting);
        }
        let report = || match self.report_with(other).filter(|_| !same_paper) {
            Some(outlet) => Relation::One(Ground::Report(outlet)),
            None => Relation::Apart,
        };
        let parties = self.parties_with(other, same_paper);
        if !same_paper && self.is_copied_by(other) && matches!(parties, Parties::Same) {
            return Relation::One(Ground::Words);
        }
        let general = !same_paper && (self.general || other.general);
        if general || self.further != other.further || !self.forms_agree(other) {
            return if general { Relation::Apart } else { report() };
        }
        let days = self.days(other, same_paper);
        let same_day = !same_paper && matches!(days, Relation::One(Ground::Day));
        match (&parties, days) {
            (Parties::Other, _) | (_, Relation::Apart) => report(),
            (Parties::Loose, _) if same_day => Relation::One(Ground::DayAlone),
            (Parties::Stay, _) if same_day => Relation::One(Ground::Stay),
            (Parties::Stay, _) => Relation::Open,
            (Parties::Above, _) if same_day && self.is_of_the_states_of(other) => {
                Relation::One(Ground::DayAlone)
            }
            (Parties::Above, _) => match report() {
                Relation::Apart => Relation::Open,
                one => one,
            },
            (Parties::Same, Relation::One(_))
            | (Parties::Like, Relation::One(Ground::Day | Ground::Journey(_))) => days,
            _ if same_paper => Relation::Open,
            _ => self.only_near(other, &parties).map_or(Relation::Open, Relation::One),
        }
    }

    /// The ground on which two tellings of which one has no day may be of one contact though
    /// their parties are told in other words: that no other contact of these is told near it,
    /// which whoever joins them has to see to.
    fn only_near(&self, other: &Self, parties: &Parties) -> Option<Ground> {
        let (undated, dated) = if self.when.is_none() { (self, other) } else { (other, self) };
        let there = self.place.is_some() && self.place == other.place;
        let places = there || self.place.is_none() || other.place.is_none();
        let known = there
            || self.names_somebody() && other.names_somebody()
            || matches!(parties, Parties::Same) && self.is_of_delegations(other);
        if !places || !known {
            return None;
        }
        let same = matches!(parties, Parties::Same);
        if let Some(before) = undated.announces(dated).filter(|_| dated.when.is_some()) {
            let is_call = self.mode == Mode::Call || other.mode == Mode::Call;
            let early = if same && self.names_somebody() && !is_call { AHEAD } else { OPEN };
            return (before <= early).then_some(Ground::Ahead(before));
        }
        let after = match (dated.when, undated.when) {
            (Some(when), None) if when.precision <= Precision::Week => {
                let published = undated.published.filter(|published| *published >= when.date)?;
                (published - when.last()).get_days().max(0).unsigned_abs()
            }
            (None, None) if there || self.names_somebody() => self.apart(other),
            _ => return None,
        };
        let late = if same && dated.when.is_some() { OPEN } else { 0 };
        let told_alike = self.may_be_past() && other.may_be_past()
            || self.names_somebody() && self.upcoming && other.upcoming;
        (told_alike && after <= late).then_some(Ground::Only(after))
    }

    /// How many days before the other this telling without a day announces a contact that may be
    /// that one: none too early, and none after the day itself.
    fn announces(&self, other: &Self) -> Option<u32> {
        let day = other.when.map_or(other.published, |when| Some(when.last()))?;
        let before = u32::try_from((day - self.published?).get_days()).ok()?;
        let comes_about = !self.cancelled || other.ahead;
        (self.planned && comes_about && self.when.is_none() && before <= AHEAD).then_some(before)
    }

    /// Whether both are of the same states, nobody is named, and one is a sitting of their
    /// delegations.
    fn is_of_delegations(&self, other: &Self) -> bool {
        let states = |telling: &Self| telling.parties.iter().all(Who::is_state);
        (self.mode == Mode::NegotiationRound || other.mode == Mode::NegotiationRound)
            && states(self)
            && states(other)
            && self.countries.len() >= 2
            && self.countries == other.countries
    }

    /// Whether one names the states and the other those who act for them.
    fn is_of_the_states_of(&self, other: &Self) -> bool {
        (self.of_states || other.of_states) && self.countries.len() >= 2 && self.countries == other.countries
    }

    /// Whether the other's document says it in the same sentence, and both came out together.
    fn is_copied_by(&self, other: &Self) -> bool {
        self.sentence.is_some()
            && self.sentence == other.sentence
            && self.mode == other.mode
            && self.apart(other) <= OPEN
    }

    /// Whether both words for the form may speak of one contact; a gathering of several may be
    /// by video, whatever it is called.
    fn forms_agree(&self, other: &Self) -> bool {
        let gathers = |telling: &Self| {
            telling.parties.len() >= SEVERAL || telling.parties.iter().any(|who| matches!(who, Who::Body(_)))
        };
        let by_video = |a, b| a == Mode::Call && matches!(b, Mode::Meeting | Mode::Summit);
        modes_agree(self.mode, other.mode)
            || gathers(self)
                && gathers(other)
                && (by_video(self.mode, other.mode) || by_video(other.mode, self.mode))
    }

    fn names_somebody(&self) -> bool {
        self.parties.iter().any(Who::is_person)
    }

    /// Whether another paper's telling in which all of this is alike tells of the same contact.
    pub fn goes_with_its_like(&self) -> bool {
        self.is_same(self)
    }

    /// Whether another paper has told the same: on a day that both name, or by one report.
    pub fn is_told_by(&self, other: &Self) -> bool {
        let dated = self.when.is_some() && other.when.is_some();
        self.ahead == other.ahead && (dated && self.is_surely(other) || self.report_with(other).is_some())
    }

    /// Whether a telling of another paper tells of the same contact, whatever others tell.
    fn is_surely(&self, other: &Self) -> bool {
        let rests_on_others = |ground| matches!(ground, Ground::DayAlone | Ground::Journey(_) | Ground::Stay);
        matches!(self.relation(other, false), Relation::One(ground) if !rests_on_others(ground))
    }

    /// Whether a telling of another paper tells of the same contact.
    fn is_same(&self, other: &Self) -> bool {
        matches!(self.relation(other, false), Relation::One(_))
    }

    /// The outlet to whose report both go back, which call the parties by other words: the
    /// countries are the same, and the people, as far as they are named.
    fn report_with(&self, other: &Self) -> Option<&'static str> {
        let origins = |telling: &Self| -> BTreeSet<&'static str> {
            telling.cited.iter().copied().chain(telling.own).collect()
        };
        let days = match (self.when, other.when) {
            (Some(a), Some(b)) => a.precision == b.precision && a.date == b.date,
            _ => true,
        };
        let is_one = !(self.ahead || other.ahead)
            && modes_agree(self.mode, other.mode)
            && days
            && self.apart(other) <= SITTING
            && self.countries.len() >= 2
            && self.countries == other.countries
            && self.people_agree(other);
        if !is_one {
            return None;
        }
        origins(self).intersection(&origins(other)).next().copied()
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

    fn may_be_past(&self) -> bool {
        !self.ahead || self.denied
    }

    /// Whether everybody is named; of a visit, who pays it.
    fn is_of_people(&self) -> bool {
        let is_host = |who: &Who| self.mode == Mode::Visit && who.is_state();
        let is_known = |who: &Who| who.is_person() || is_host(who);
        self.parties.iter().all(is_known) && (self.mode != Mode::Visit || self.names_somebody())
    }
}

/// So many parties, all named by both, make one gathering, though one names more.
const SEVERAL: usize = 3;

/// A telling without a day may be of a contact within so many days of its publication.
const OPEN: u32 = 1;

/// A contact is announced without its day within so many days before it.
const AHEAD: u32 = 7;

/// A sentence of so many words is not said twice by chance.
const COPY: usize = 8;

/// Within so many days a number or a place means the same sitting, and a report the same.
const SITTING: u32 = 14;

/// Whom the parties of a contact stand for, without the states of those who are named.
fn compared(contact: &Contact, paper: &Paper) -> Vec<Who> {
    let staff = is_of_staff(paper.words(contact.evidence));
    let whole: Vec<(&Party, Who)> =
        contact.parties.iter().map(|party| (party, Who::compared(party, paper, staff))).collect();
    let people: Vec<&str> = whole
        .iter()
        .filter(|(_, who)| who.is_person())
        .filter_map(|(one, _)| one.country.as_deref())
        .collect();
    let is_named = |who: &Who| matches!(who, Who::State(code) if people.contains(&code.as_str()));
    whole.iter().map(|(_, who)| who).filter(|who| !is_named(who)).cloned().collect()
}

/// Whether somebody acts for a state: "the Polish delegation".
fn acts(party: &Party) -> bool {
    let country = party.country.as_deref().and_then(|code| Knowledge::get().country(code));
    country.is_some_and(|country| country.name != party.name)
}

/// Whether two words for a form of contact may speak of one contact.
fn modes_agree(a: Mode, b: Mode) -> bool {
    let in_person = |mode| matches!(mode, Mode::Meeting | Mode::Visit | Mode::Talks | Mode::Summit);
    let any = |mode| mode == Mode::Talks;
    let written = |mode| matches!(mode, Mode::Letter | Mode::Message);
    let sits = |mode| matches!(mode, Mode::Meeting | Mode::NegotiationRound);
    a == b
        || (in_person(a) && in_person(b))
        || (sits(a) && sits(b))
        || (any(a) && matches!(b, Mode::Call | Mode::NegotiationRound))
        || (any(b) && matches!(a, Mode::Call | Mode::NegotiationRound))
        || (written(a) && written(b))
}
