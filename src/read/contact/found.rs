//! A party where a rule found it, and which parties can have dealt with one another.

use std::ops::Range;

use crate::record::{MentionKind, Mode, Party};

use super::dealing::Dealing;
use super::gives::Gives;
use super::words::{WordList, Words};

/// In what capacity a party deals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Standing {
    /// For a state or an international organisation.
    Official,
    /// As a former official, an expert, a business.
    Private,
    /// The text does not let one tell.
    Unknown,
}

/// How the words name a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Naming {
    /// By name or by country: "Blinken", "Russian negotiators".
    Named,
    /// As whoever speaks: "we".
    Spoken,
    /// By pointing at several named before: "the two leaders".
    Pair,
    /// As people of the sides of a dealing told before: "the ministers of the two countries".
    Sides,
    /// By pointing at some group named before: "the group".
    Group,
    /// As people of the speaker's own country: "governors".
    Domestic,
    /// Without a country: "our partners".
    Vague,
}

/// A party where a rule found it.
#[derive(Debug, Clone)]
pub(in crate::read) struct Found {
    pub party: Party,
    pub tokens: Range<usize>,
    pub standing: Standing,
    pub kind: MentionKind,
    pub naming: Naming,
    /// The body of several states that it is, or is people of: "the leaders of the G7".
    /// Such a party may deal within itself.
    pub bloc: Option<&'static str>,
    /// Index among the document's actors; `None` for those without a name. Of "they", who is
    /// one of them, where the sentence tells.
    pub actor: Option<usize>,
}

impl Found {
    /// Whether both are the same party.
    pub fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.party.name, &other.party.name);
        let named = !self.points() && !other.points();
        named && self.actor.is_some() && self.actor == other.actor
            || a.eq_ignore_ascii_case(b)
            || self.bloc.is_some() && self.bloc == other.bloc && self.kind == other.kind
            || self.kind == MentionKind::Person && other.kind == MentionKind::Person && share_surname(a, b)
    }

    /// Puts it where a dealing stands that does not name it.
    pub(super) fn stand_at(&mut self, dealing: &Dealing) {
        (self.party.span, self.party.text) = dealing.at.clone();
        self.tokens = dealing.anchor..dealing.anchor + 1;
    }

    /// Whether it points at a party named before and is none itself.
    pub fn points(&self) -> bool {
        matches!(self.naming, Naming::Pair | Naming::Sides | Naming::Group)
    }
}

/// Leaves out an office or body that only describes a person of the same slot: "Mark
/// Rutte, Prime Minister of the Netherlands".
pub(in crate::read) fn without_titles(mut found: Vec<Found>) -> Vec<Found> {
    for i in 1..found.len() {
        let [person, office] = [&found[i - 1], &found[i]];
        let behind = office.tokens.start == person.tokens.end + 1;
        let titled = person.kind == MentionKind::Person && office.kind == MentionKind::Office;
        if titled && behind && person.party.country.is_none() {
            found[i - 1].party.country = office.party.country.clone();
        }
    }
    let is_person = |one: &&Found| one.kind == MentionKind::Person;
    let people: Vec<_> =
        found.iter().filter(is_person).map(|one| (one.party.country.clone(), one.tokens.end)).collect();
    let describes = |one: &Found| {
        let title =
            matches!(one.kind, MentionKind::Office | MentionKind::Organisation | MentionKind::Country);
        let same = |(country, end): &(Option<String>, usize)| match &one.party.country {
            Some(state) => country.as_ref() == Some(state),
            None => one.tokens.start == end + 1 || !one.party.name.contains(' '),
        };
        title && people.iter().any(same)
    };
    found.retain(|one| !describes(one));
    found
}

/// On an official channel an office or group without a country, or who holds a home office, beside people of the
/// channel's own alone, is of that country too: "the Governor", "members of the Council".
pub(super) fn at_home(parties: &mut [Found], home: &str, words: &Words) {
    let own = |one: &Found| one.party.country.as_deref() == Some(home);
    let has = |text: &str, list: &WordList| {
        text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| list.has(word))
    };
    let parties_at_home = parties.iter().any(|one| one.naming == Naming::Domestic);
    let office = |one: &Found| {
        let unnamed = matches!(one.kind, MentionKind::Office | MentionKind::Group)
            && one.naming == Naming::Named
            && !has(&one.party.text, &words.worldly);
        // "Presidential Commissioner Maria Lee".
        let titled = one.party.role.as_deref().is_some_and(|role| has(role, &words.homely))
            || has(&one.party.text, &words.homely);
        // Whom a member of the home parliament meets, and of whom nothing else is said.
        let beside = one.kind == MentionKind::Person && parties_at_home;
        let also = one.naming == Naming::Vague && parties_at_home;
        one.party.country.is_none() && (unnamed || titled || beside || also || one.naming == Naming::Domestic)
    };
    if parties.iter().any(own) && parties.iter().all(|one| own(one) || office(one)) {
        let offices = parties.iter_mut().filter(|one| one.party.country.is_none());
        offices.for_each(|one| one.party.country = Some(home.to_owned()));
    }
}

/// Whether the parties can have dealt with one another as far as is known of them:
/// sides that are named, and of two states or bodies where the rule wants that. `home`
/// is the country of an official channel, `titled` whom its title names as parties.
pub(super) fn is_dealing(parties: &[Found], gives: &Gives, home: Option<&str>, titled: &[Found]) -> bool {
    if parties.len() < 2 {
        return true;
    }
    if is_own_state(parties) {
        return false;
    }
    let is_vague = |one: &&Found| one.naming == Naming::Vague && one.party.country.is_none();
    let vague = parties.iter().filter(is_vague).count();
    let mut states: Vec<_> = parties.iter().filter_map(|one| one.party.country.as_deref()).collect();
    states.sort_unstable();
    states.dedup();
    let bodies =
        parties.iter().filter(|p| p.kind == MentionKind::Organisation && p.party.country.is_none()).count();
    let unknown = parties.iter().any(|one| one.kind == MentionKind::Person && one.party.country.is_none());
    // "Judge Lee met with members": of whom nothing says that they are from abroad.
    let at_home = |one: &Found| one.naming == Naming::Domestic || one.party.country.is_none();
    if home.is_some()
        && parties.iter().any(|one| one.naming == Naming::Domestic)
        && parties.iter().all(at_home)
    {
        return false;
    }
    // A private person of whom nothing is known, in the talk of officials; whom the title names
    // is none.
    let nobody = |one: &Found| {
        one.kind == MentionKind::Person
            && one.standing == Standing::Unknown
            && one.party.country.is_none()
            && !titled.iter().any(|other| other.is_same(one))
    };
    if home.is_some() && parties.iter().any(nobody) && states.len() < 2 && gives.mode != Mode::Visit {
        return false;
    }
    if gives.mode == Mode::Visit {
        let crowd = |one: &Found| one.kind == MentionKind::Group && one.standing != Standing::Official;
        if parties.iter().any(crowd) {
            return false;
        }
        return states.len() >= 2 || unknown && home.is_some() && states.first().copied() != home;
    }
    if gives.two_states && states.len() + bodies < 2 {
        return parties.iter().any(Found::points);
    }
    vague == 0 || states.len() >= 2 && vague < parties.len() - 1
}

/// Whether all are of one country and one of them is that country: nobody deals with
/// his own state.
fn is_own_state(parties: &[Found]) -> bool {
    let first = &parties[0].party.country;
    let state = |one: &Found| one.kind == MentionKind::Country && one.naming != Naming::Spoken;
    first.is_some() && parties.iter().all(|one| one.party.country == *first) && parties.iter().any(state)
}

/// Whether one name is the end of the other: "Scholz" and "Olaf Scholz".
fn share_surname(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}
