//! How far the parties of two tellings agree.

use super::{SEVERAL, Telling};
use crate::record::Mode;
use crate::weave::Who;

impl Telling {
    /// How far the parties of both agree; within one document also fewer of them will do.
    pub(super) fn parties_with(&self, other: &Self, same_paper: bool) -> Parties {
        let (one, two) =
            if self.parties.len() <= other.parties.len() { (self, other) } else { (other, self) };
        let met = Met::of(&one.parties, &two.parties);
        let visit = self.mode == Mode::Visit || other.mode == Mode::Visit;
        let left_are = |is: fn(&Who) -> bool| met.left.iter().all(|who| is(who));
        let all_met = met.left.is_empty();
        if met.unmet.is_empty() && (all_met || same_paper) {
            Parties::Same
        } else if one.parties.is_empty()
            || met.may_act_for_states()
            || met.count == 0 && met.acted_for && all_met && !visit
        {
            Parties::Above
        } else if !same_paper && met.is_summed_up() {
            Parties::Loose
        } else if met.count == 0 || !met.acted_for || same_paper && !all_met {
            Parties::Other
        } else if !met.unmet.is_empty() && self.tells_stay_of(other) {
            let is_stay = !same_paper && all_met && self.meets_on_visit_of(other);
            if is_stay { Parties::Stay } else { Parties::Other }
        } else if all_met
            // One journey may lead to several states.
            || self.mode == other.mode && visit && met.count >= 2 && left_are(Who::is_state)
            || self.countries == other.countries && left_are(Who::is_person)
            // Who tells of several partners in one breath may have dealt with each alone.
            || one.parties.len() >= SEVERAL && two.parties.first().is_none_or(|first| !met.left.contains(&first))
        {
            Parties::Like
        } else {
            Parties::Other
        }
    }

    /// Whether one of both is a visit to a state, and the other none.
    pub(super) fn tells_stay_of(&self, other: &Self) -> bool {
        let is_visit = |telling: &Self| telling.mode == Mode::Visit;
        let to_state = |telling: &Self| is_visit(telling) && telling.parties.iter().any(Who::is_state);
        is_visit(self) != is_visit(other) && (to_state(self) || to_state(other))
    }

    /// Whether one tells of a visit and the other of a meeting in person of named people, who
    /// may have been the hosts.
    pub(super) fn meets_on_visit_of(&self, other: &Self) -> bool {
        let met = if self.mode == Mode::Visit { other } else { self };
        met.mode != Mode::Call && met.is_of_people()
    }
}

/// The parties of one telling held against those of another that has as many or more.
struct Met<'w> {
    /// How many are in both.
    count: usize,
    /// Those of the one who are not in the other.
    unmet: Vec<&'w Who>,
    /// Those of the other who are not in the one.
    spare: Vec<&'w Who>,
    /// The spare ones, without those for whom, or whose states, the unmet stand.
    left: Vec<&'w Who>,
    /// Whether all of the unmet stand for one of the other.
    acted_for: bool,
}

impl<'w> Met<'w> {
    fn of(few: &'w [Who], many: &'w [Who]) -> Self {
        let take = |left: &mut Vec<&Who>, fits: &dyn Fn(&Who) -> bool| {
            left.iter().position(|other| fits(other)).map(|at| left.remove(at)).is_some()
        };
        let mut spare: Vec<&Who> = many.iter().collect();
        let unmet: Vec<&Who> = few.iter().filter(|who| !take(&mut spare, &|other| who.fits(other))).collect();
        let mut left = spare.clone();
        let acted_for = unmet.iter().all(|who| take(&mut left, &|other| who.acts_for(other)));
        Self { count: few.len() - unmet.len(), unmet, spare, left, acted_for }
    }

    /// Whether those who are not in both are people of an unknown country on the one side and
    /// states on the other.
    fn may_act_for_states(&self) -> bool {
        let stateless = |who: &Who| matches!(who, Who::Person(name) if name.country().is_none());
        !self.unmet.is_empty()
            && self.unmet.len() == self.spare.len()
            && self.unmet.iter().all(|who| stateless(who))
            && self.spare.iter().all(|who| who.is_state())
    }

    /// Whether one side sums up whom the other names, "European leaders", or adds some whom it
    /// does not name, "and other partners".
    fn is_summed_up(&self) -> bool {
        let vague = |some: &[&Who]| some.iter().all(|who| who.is_vague());
        let names_them = self.spare.len() >= 2 && !self.spare.iter().any(|who| who.is_vague());
        match self.unmet.is_empty() {
            true => self.count >= 2 && vague(&self.spare),
            false => self.count >= 1 && vague(&self.unmet) && names_them,
        }
    }
}

/// How far the parties of two tellings agree.
pub(super) enum Parties {
    /// The same on both sides.
    Same,
    /// One side names more of the same countries, or a state for a person.
    Like,
    /// One side names nobody, or only the states of the other's people: it may be theirs or
    /// of others.
    Above,
    /// One side tells of a visit to the state, the other whom the visitor met there.
    Stay,
    /// One side sums up whom the other names: "European leaders", "and other partners".
    Loose,
    Other,
}
