//! Which tellings are of one contact.

use std::collections::HashSet;

use super::Paper;
use super::dealing::Account;
use super::grounds::{Ground, Grounds};
use super::telling::{Relation, Telling};
use crate::record::{Contact, Mode};

/// A telling in its place.
pub(super) struct Tale<'a> {
    pub telling: Telling,
    pub account: Account<'a>,
}

impl Tale<'_> {
    /// What another telling is to this one; what people decided of both goes before.
    fn relation(&self, other: &Self) -> Relation {
        match self.account.is_apart_from(&other.account) {
            true => Relation::Apart,
            false => self.telling.relation(&other.telling, self.account.paper == other.account.paper),
        }
    }
}

/// How sure it is that one telling goes with another, the surest first: the ground, the days
/// between them, their papers.
type Sureness = (Ground, u32, usize, usize);

/// Two tellings that may be of one contact, by their places.
struct Link {
    one: usize,
    other: usize,
    ground: Ground,
    /// Days between them.
    apart: u32,
}

/// The tellings of each dealing, in the order of the papers. The surest pairs are joined
/// first, and never what has tellings that are apart from each other. Whether a telling
/// goes here or there never hangs on the order of the papers.
pub(super) fn groups_of<'a>(papers: &[Paper<'a>]) -> Vec<Vec<Tale<'a>>> {
    let mut tales: Vec<Tale> = Vec::new();
    for (i, paper) in papers.iter().enumerate() {
        for contact in paper.document.contacts.iter().filter(|contact| is_between_parties(contact)) {
            let account = Account { paper: i, contact, grounds: None };
            tales.push(Tale { telling: Telling::new(contact, paper), account });
        }
    }
    let mut groups = Groups::of(tales.len());
    // What is apart stays so, however the groups grow.
    let mut apart: HashSet<(usize, usize)> = HashSet::new();
    for link in links(&tales) {
        let (one, other) = (groups.at[link.one], groups.at[link.other]);
        let pair = (one.min(other), one.max(other));
        let is_apart = |i: usize, j: usize| tales[i].relation(&tales[j]) == Relation::Apart;
        if one == other || apart.contains(&pair) {
            continue;
        }
        if groups.any(one, other, is_apart) {
            apart.insert(pair);
        } else {
            groups.join(one, other);
        }
    }
    join_by_hand(&tales, &mut groups);
    groups.fill(tales)
}

/// Every pair that tells of one contact, the surest first. A pair that is no surer than
/// another of the same telling, with which it cannot go together, is left out.
fn links(tales: &[Tale]) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    for (one, tale) in tales.iter().enumerate() {
        for (other, further) in tales.iter().enumerate().skip(one + 1) {
            if let Relation::One(ground) = tale.relation(further) {
                found.push(Link { one, other, ground, apart: tale.telling.apart(&further.telling) });
            }
        }
    }
    let rival = |link: &Link, end: usize, other: usize| {
        let far = |one: &Link| match (one.one == end, one.other == end) {
            (true, _) => Some(one.other),
            (_, true) => Some(one.one),
            _ => None,
        };
        let sure = found.iter().filter(|one| one.ground <= link.ground);
        sure.filter_map(far).any(|far| far != other && tales[far].relation(&tales[other]) == Relation::Apart)
    };
    let is_clear = |link: &Link| {
        link.ground < Ground::Within
            || !rival(link, link.one, link.other) && !rival(link, link.other, link.one)
    };
    let clear: Vec<bool> = found.iter().map(is_clear).collect();
    let mut keep = clear.into_iter();
    found.retain(|_| keep.next().unwrap_or_default());
    let id = |at: usize| tales[at].account.contact.id.as_str();
    let key = |link: &Link| {
        let (one, other) = (id(link.one), id(link.other));
        (link.ground, link.apart, one.min(other), one.max(other))
    };
    found.sort_by(|a, b| key(a).cmp(&key(b)));
    found
}

/// The accounts of a dealing, each with what makes it one with an account that stands
/// before it or is grounded on one.
pub(super) fn grounded<'a>(mut accounts: Vec<Account<'a>>, group: &[Tale<'a>]) -> Vec<Account<'a>> {
    let mut known: HashSet<usize> = accounts.first().map(|lead| lead.paper).into_iter().collect();
    let ground = |own: &Tale, with: &Tale| match own.relation(with) {
        _ if own.account.is_joined_with(&with.account) => Some(Ground::Decided),
        Relation::One(ground) => Some(ground),
        _ => None,
    };
    // The surest way in for each telling that is not grounded yet: on which, and how sure.
    let mut best: Vec<Option<(Sureness, &Tale)>> = group.iter().map(|_| None).collect();
    let mut next = accounts.first().map(|lead| lead.paper);
    while let Some(firm) = next {
        for (tale, best) in
            group.iter().zip(&mut best).filter(|(tale, _)| !known.contains(&tale.account.paper))
        {
            for with in group.iter().filter(|with| with.account.paper == firm) {
                let Some(ground) = ground(tale, with) else { continue };
                let sure =
                    (ground, tale.telling.apart(&with.telling), tale.account.paper, with.account.paper);
                if best.as_ref().is_none_or(|(other, _)| sure < *other) {
                    *best = Some((sure, with));
                }
            }
        }
        let loose = group.iter().zip(&best).filter(|(tale, _)| !known.contains(&tale.account.paper));
        let surest = loose.filter_map(|(own, best)| best.as_ref().map(|(sure, with)| (*sure, own, *with)));
        next = surest.min_by_key(|(sure, _, _)| *sure).map(|((ground, ..), own, with)| {
            let (paper, contact) = (with.account.paper, with.account.contact);
            let grounds = Grounds { own: own.account.contact, paper, contact, ground };
            let joined = own.account.paper;
            accounts.iter_mut().filter(|one| one.paper == joined).for_each(|one| one.grounds = Some(grounds));
            known.insert(joined);
            joined
        });
    }
    accounts
}

/// Tellings in groups, by their places.
struct Groups {
    /// The group of each telling.
    at: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// Each of so many tellings alone.
    fn of(count: usize) -> Self {
        Self { at: (0..count).collect(), members: (0..count).map(|i| vec![i]).collect() }
    }

    /// Whether this holds of a telling of the one group and one of the other.
    fn any(&self, one: usize, other: usize, holds: impl Fn(usize, usize) -> bool) -> bool {
        self.members[one].iter().any(|&i| self.members[other].iter().any(|&j| holds(i, j)))
    }

    fn join(&mut self, one: usize, other: usize) {
        let moved = std::mem::take(&mut self.members[other]);
        moved.iter().for_each(|&i| self.at[i] = one);
        self.members[one].extend(moved);
    }

    /// The tellings themselves, group by group, each in its order.
    fn fill<T>(self, all: Vec<T>) -> Vec<Vec<T>> {
        let mut filled: Vec<Vec<T>> = Vec::new();
        let mut place = vec![None; self.members.len()];
        for (group, one) in self.at.into_iter().zip(all) {
            let at = *place[group].get_or_insert_with(|| {
                filled.push(Vec::new());
                filled.len() - 1
            });
            filled[at].push(one);
        }
        filled
    }
}

/// Makes one of groups whose contacts people joined, whatever their order.
fn join_by_hand(tales: &[Tale], groups: &mut Groups) {
    let decided: Vec<usize> =
        (0..tales.len()).filter(|&i| !tales[i].account.contact.bonds.joined.is_empty()).collect();
    for i in decided {
        for j in 0..tales.len() {
            let (one, other) = (groups.at[i], groups.at[j]);
            if one != other && tales[i].account.is_joined_with(&tales[j].account) {
                groups.join(one, other);
            }
        }
    }
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
