//! Tellings that nothing tells apart.

use std::collections::{HashMap, HashSet};

use super::joining::Tale;
use super::telling::{Relation, Telling};

/// Tellings in sets of those that say the same of one contact, and so go one way together:
/// a day's news has one contact in the same words hundreds of times.
pub(super) struct Alike {
    sets: Vec<Set>,
}

/// The tellings of a set.
struct Set {
    /// Their places, in order.
    members: Vec<usize>,
    /// Their papers, in order.
    papers: Vec<usize>,
}

impl Alike {
    /// Puts each telling into its set. One about which people decided is alone in its.
    pub fn of(tales: &mut [Tale]) -> Self {
        let mut decided: HashSet<String> = HashSet::new();
        for contact in tales.iter().map(|tale| tale.account.contact) {
            let bonds = [&contact.bonds.joined, &contact.bonds.apart];
            if bonds.iter().any(|ids| !ids.is_empty()) {
                decided.insert(contact.id.clone());
            }
            decided.extend(bonds.into_iter().flatten().cloned());
        }
        let mut known: HashMap<&Telling, usize> = HashMap::new();
        let mut sets: Vec<Set> = Vec::new();
        let mut at = Vec::with_capacity(tales.len());
        for (place, tale) in tales.iter().enumerate() {
            let next = sets.len();
            let has_like = !decided.contains(&tale.account.contact.id) && tale.telling.goes_with_its_like();
            let set = if has_like { *known.entry(&tale.telling).or_insert(next) } else { next };
            if set == next {
                sets.push(Set { members: Vec::new(), papers: Vec::new() });
            }
            let Set { members, papers } = &mut sets[set];
            members.push(place);
            if papers.last() != Some(&tale.account.paper) {
                papers.push(tale.account.paper);
            }
            at.push(set);
        }
        tales.iter_mut().zip(at).for_each(|(tale, set)| tale.set = set);
        Self { sets }
    }

    pub fn count(&self) -> usize {
        self.sets.len()
    }

    /// One telling of a set, which stands for all.
    pub fn first<'t, 'a>(&self, tales: &'t [Tale<'a>], set: usize) -> &'t Tale<'a> {
        &tales[self.sets[set].members[0]]
    }

    /// The first id of a set's contacts in the order of the alphabet.
    pub fn id<'a>(&self, tales: &[Tale<'a>], set: usize) -> &'a str {
        let ids = self.sets[set].members.iter().map(|&place| tales[place].account.contact.id.as_str());
        ids.min().unwrap_or_default()
    }

    /// What the tellings of two sets are to each other: apart where any two of one paper or
    /// of different ones are, else one on the surest ground.
    pub fn relation(&self, tales: &[Tale], one: usize, other: usize) -> Relation {
        let (a, b) = (self.first(tales, one), self.first(tales, other));
        let across = self.are_in_two_papers(one, other).then(|| a.relation(b, false));
        if across == Some(Relation::Apart) {
            return Relation::Apart;
        }
        let within = self.are_in_one_paper(one, other).then(|| a.relation(b, true));
        match (across, within) {
            (_, Some(Relation::Apart)) => Relation::Apart,
            (Some(Relation::One(a)), Some(Relation::One(b))) => Relation::One(a.min(b)),
            (Some(Relation::One(ground)), _) | (_, Some(Relation::One(ground))) => Relation::One(ground),
            _ => Relation::Open,
        }
    }

    /// Whether a paper has tellings of both.
    fn are_in_one_paper(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.sets[one].papers, &self.sets[other].papers);
        let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        few.iter().any(|paper| many.binary_search(paper).is_ok())
    }

    /// Whether a paper has a telling of the one, and another paper one of the other.
    fn are_in_two_papers(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.sets[one].papers, &self.sets[other].papers);
        one.len() > 1 || one != other
    }
}
