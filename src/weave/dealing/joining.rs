//! Which tellings are of one contact.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use super::Account;
use super::alike::Alike;
use super::grounds::{Ground, Grounds};
use super::telling::{Relation, Telling};
use crate::record::{Contact, Mode};
use crate::weave::Paper;

/// A telling in its place.
pub(super) struct Tale<'a> {
    pub telling: Telling,
    pub account: Account<'a>,
    /// Its set in [`Alike`].
    pub set: usize,
}

impl Tale<'_> {
    /// What a telling of the same or another paper is to this one; what people decided of
    /// both goes before.
    pub fn relation(&self, other: &Self, same_paper: bool) -> Relation {
        match self.account.is_apart_from(&other.account) {
            true => Relation::Apart,
            false => self.telling.relation(&other.telling, same_paper),
        }
    }
}

/// Two sets of tellings that may be of one contact.
struct Link {
    one: usize,
    other: usize,
    ground: Ground,
    /// Days between them.
    apart: u32,
}

impl Link {
    /// The end that is not this one.
    fn across(&self, end: usize) -> usize {
        if self.one == end { self.other } else { self.one }
    }
}

/// The tellings of each dealing, in the order of the papers. The surest pairs are joined
/// first, and never what has tellings that are apart from each other. Whether a telling
/// goes here or there never hangs on the order of the papers.
pub(super) fn groups_of<'a>(papers: &[Paper<'a>]) -> Vec<Vec<Tale<'a>>> {
    let mut tales: Vec<Tale> = Vec::new();
    for (i, paper) in papers.iter().enumerate() {
        for contact in paper.document.contacts.iter().filter(|contact| is_between_parties(contact)) {
            let account = Account { paper: i, contact, grounds: None };
            tales.push(Tale { telling: Telling::new(contact, paper), account, set: 0 });
        }
    }
    let alike = Alike::of(&mut tales);
    let links = Links::of(&tales, &alike);
    let mut groups = Groups::of(alike.count());
    let is_apart = |i: usize, j: usize| alike.relation(&tales, i, j) == Relation::Apart;
    // What is apart stays so, however the groups grow.
    let mut apart: HashSet<(usize, usize)> = HashSet::new();
    for link in links.surest_first(&tales, &alike) {
        let (one, other) = (groups.at[link.one], groups.at[link.other]);
        let pair = (one.min(other), one.max(other));
        if one == other || apart.contains(&pair) || !links.is_clear(link, &groups, is_apart) {
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

/// Every pair of sets that tells of one contact.
struct Links {
    all: Vec<Link>,
    /// Each set's links, by their places.
    of: Vec<Vec<usize>>,
}

impl Links {
    fn of(tales: &[Tale], alike: &Alike) -> Self {
        let mut all: Vec<Link> = Vec::new();
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); alike.count()];
        for one in 0..alike.count() {
            for other in one + 1..alike.count() {
                if let Relation::One(ground) = alike.relation(tales, one, other) {
                    let apart = alike.first(tales, one).telling.apart(&alike.first(tales, other).telling);
                    [one, other].into_iter().for_each(|end| of[end].push(all.len()));
                    all.push(Link { one, other, ground, apart });
                }
            }
        }
        Self { all, of }
    }

    /// The surest first, whatever the order of the sets.
    fn surest_first(&self, tales: &[Tale], alike: &Alike) -> Vec<&Link> {
        let ids: Vec<&str> = (0..alike.count()).map(|set| alike.id(tales, set)).collect();
        let key = |link: &Link| {
            let (one, other) = (ids[link.one], ids[link.other]);
            (link.ground, link.apart, one.min(other), one.max(other))
        };
        let mut links: Vec<&Link> = self.all.iter().collect();
        links.sort_by(|a, b| key(a).cmp(&key(b)));
        links
    }

    /// Whether neither end of a pair that only holds where no other contact is as likely meant
    /// goes as well with what cannot go together with the other end. What is in one group with
    /// that end already can.
    fn is_clear(&self, link: &Link, groups: &Groups, is_apart: impl Fn(usize, usize) -> bool) -> bool {
        let is_rival = |one: &&Link| one.ground <= link.ground || one.ground.is_rival();
        let rival = |end: usize, other: usize| {
            let far =
                self.of[end].iter().map(|&at| &self.all[at]).filter(is_rival).map(|one| one.across(end));
            far.filter(|&far| groups.at[far] != groups.at[other]).any(|far| is_apart(far, other))
        };
        !link.ground.is_alone() || !rival(link.one, link.other) && !rival(link.other, link.one)
    }
}

/// The accounts of a dealing, each with what makes it one with an account that stands
/// before it or is grounded on one: the surest ways in are taken first.
pub(super) fn grounded<'a>(mut accounts: Vec<Account<'a>>, group: &[Tale<'a>]) -> Vec<Account<'a>> {
    let Some(lead) = accounts.first().map(|lead| lead.paper) else { return accounts };
    let ground = |own: &Tale, with: &Tale| match own.relation(with, false) {
        _ if own.account.is_joined_with(&with.account) => Some(Ground::Decided),
        Relation::One(ground) => Some(ground),
        _ => None,
    };
    let at: HashMap<usize, usize> = accounts.iter().enumerate().map(|(i, one)| (one.paper, i)).collect();
    let mut told: HashMap<usize, Vec<usize>> = HashMap::new();
    for (place, tale) in group.iter().enumerate() {
        told.entry(tale.account.paper).or_default().push(place);
    }
    // Ways in, by how sure they are: the ground, the days between, the papers, the places.
    let mut ways = BinaryHeap::new();
    // What is grounded on one telling might be on all that are like it.
    let mut offered: HashSet<usize> = HashSet::new();
    let mut known = HashSet::from([lead]);
    let mut firm = Some(lead);
    while let Some(paper) = firm.take() {
        for &with in told[&paper].iter().filter(|&&with| offered.insert(group[with].set)) {
            for (place, own) in group.iter().enumerate() {
                let joined = own.account.paper;
                let way = if known.contains(&joined) { None } else { ground(own, &group[with]) };
                if let Some(ground) = way {
                    let apart = own.telling.apart(&group[with].telling);
                    ways.push(Reverse((ground, apart, joined, paper, place, with)));
                }
            }
        }
        while let Some(Reverse((ground, _, joined, paper, place, with))) = ways.pop() {
            if known.insert(joined) {
                let [own, contact] = [place, with].map(|place| group[place].account.contact);
                accounts[at[&joined]].grounds = Some(Grounds { own, paper, contact, ground });
                firm = Some(joined);
                break;
            }
        }
    }
    accounts
}

/// Sets of tellings in groups.
struct Groups {
    /// The group of each set.
    at: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Groups {
    /// Each of so many sets alone.
    fn of(count: usize) -> Self {
        Self { at: (0..count).collect(), members: (0..count).map(|i| vec![i]).collect() }
    }

    /// Whether this holds of a set of the one group and one of the other.
    fn any(&self, one: usize, other: usize, holds: impl Fn(usize, usize) -> bool) -> bool {
        self.members[one].iter().any(|&i| self.members[other].iter().any(|&j| holds(i, j)))
    }

    fn join(&mut self, one: usize, other: usize) {
        let moved = std::mem::take(&mut self.members[other]);
        moved.iter().for_each(|&i| self.at[i] = one);
        self.members[one].extend(moved);
    }

    /// The tellings themselves, group by group, each in its order.
    fn fill<'a>(self, tales: Vec<Tale<'a>>) -> Vec<Vec<Tale<'a>>> {
        let mut filled: Vec<Vec<Tale>> = Vec::new();
        let mut place = vec![None; self.members.len()];
        for tale in tales {
            let at = *place[self.at[tale.set]].get_or_insert_with(|| {
                filled.push(Vec::new());
                filled.len() - 1
            });
            filled[at].push(tale);
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
            let (one, other) = (groups.at[tales[i].set], groups.at[tales[j].set]);
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
