//! One record for one dealing: what a document tells twice is joined, and who is only
//! pointed at ("the two leaders") is found.

use jiff::civil::Date;

use crate::knowledge::Knowledge;
use crate::record::{MentionKind, Mode, Party, Precision, Status};

use super::dealing::Dealing;
use super::found::{Found, Naming};
use super::learned;

/// How many dealings back a telling may belong to.
const MEMORY: usize = 24;

/// A document opens with what its first sentences tell.
const OPENING: usize = 2;

/// How many sentences back the dealing may lie whose parties are not named again.
const REACH: usize = 4;

/// The dealings of a document so far.
#[derive(Default)]
pub(super) struct Sieve<'b> {
    kept: Vec<Dealing<'b>>,
    /// The parties of the dealing that the title tells of.
    titled: Vec<Found>,
    /// The day of an official channel's document.
    day: Option<Date>,
    /// The sentences that are no questions of reporters.
    unasked: Vec<usize>,
}

impl<'b> Sieve<'b> {
    /// For a document whose title tells of a dealing of these parties, or of none; with its
    /// day where an official channel publishes it, and the sentences that are no questions.
    pub fn titled(parties: Vec<Found>, day: Option<Date>, unasked: Vec<usize>) -> Self {
        Self { kept: Vec::new(), titled: parties, day, unasked }
    }

    /// Takes what one sentence tells, what rules tell first and of that the most telling. `told` gives the status of
    /// a dealing whose parties are known, by whose word it is told on.
    pub fn add(&mut self, mut found: Vec<Dealing<'b>>, told: impl Fn(&Dealing<'b>) -> Status) {
        found.sort_by_key(|dealing| {
            let (parties, weight) = (dealing.parties.len(), dealing.weight());
            let learned = dealing.rule == learned::RULE;
            (learned, std::cmp::Reverse(parties), dealing.gives.by_speaker, std::cmp::Reverse(weight))
        });
        let mut here: Vec<Dealing<'b>> = Vec::new();
        for dealing in found {
            let of_talks = here.iter().any(|kept| is_round_of(&dealing, kept));
            let Some(mut dealing) = self.complete(dealing, of_talks) else { continue };
            dealing.status = told(&dealing);
            let one = here.iter_mut().find(|kept| {
                kept.anchor == dealing.anchor
                    || overlap(kept, &dealing)
                        && (kept.shares_parties(&dealing)
                            || is_of_own(kept, &dealing)
                            || is_round_of(&dealing, kept))
            });
            match one {
                Some(kept) => kept.learn(&dealing),
                None => here.push(dealing),
            }
        }
        on_the_way(&mut here);
        here.sort_by_key(|dealing| dealing.anchor);
        for dealing in here {
            self.join(dealing);
        }
    }

    /// Puts whom the text named before in place of "the two leaders" and "the group", and beside a
    /// round that names nobody, where it is not `of_talks` that its sentence names.
    fn complete(&self, mut dealing: Dealing<'b>, of_talks: bool) -> Option<Dealing<'b>> {
        if dealing.mode == Mode::NegotiationRound && dealing.parties.is_empty() && !of_talks {
            dealing.parties = self.negotiation(&dealing);
        }
        while let Some(at) = dealing.parties.iter().position(Found::points) {
            let pointer = dealing.parties.remove(at);
            let meant = match pointer.naming {
                Naming::Pair => self.pair()?,
                Naming::Sides => states_of(&self.pair()?),
                _ => vec![self.group(&dealing.parties)?],
            };
            // Whom the sentence names as acting is one of "them".
            let takes_in = |actor: usize| meant.iter().any(|one| one.actor.is_none_or(|it| it == actor));
            if pointer.actor.is_some_and(|actor| !takes_in(actor)) {
                return None;
            }
            let others = dealing.parties.iter().filter(|one| !one.points());
            // "**They** held talks with Turkish partners": hardly Turkey's president and another.
            let own = |one: &Found| meant.iter().any(|party| party.party.country == one.party.country);
            if others
                .clone()
                .any(|one| one.kind == MentionKind::Group && one.party.country.is_some() && own(one))
            {
                return None;
            }
            dealing.apart |= others.clone().any(|one| meant.iter().all(|party| !party.is_same(one)));
            for mut party in meant {
                if !dealing.parties.iter().any(|one| one.is_same(&party)) {
                    party.party.span = pointer.party.span;
                    party.party.text.clone_from(&pointer.party.text);
                    party.tokens = pointer.tokens.clone();
                    dealing.parties.push(party);
                }
            }
        }
        if dealing.gives.by_speaker {
            self.recall(&mut dealing);
        }
        if dealing.gives.follows {
            self.follow(&mut dealing)?;
        }
        if dealing.gives.at_title {
            self.inherit_title(&mut dealing)?;
            self.recall(&mut dealing);
        } else if dealing.gives.inherits
            && dealing.parties.len() < 2
            && dealing.mode != Mode::NegotiationRound
        {
            self.inherit(&mut dealing)?;
        }
        dealing.is_whole().then_some(dealing)
    }

    /// Puts who was told before to deal with the same other in place of his state, and of
    /// another who only speaks of it.
    fn recall(&self, dealing: &mut Dealing<'b>) {
        let Some(own) = dealing.parties.iter().position(is_spoken_state) else { return };
        let country = dealing.parties[own].party.country.clone();
        let others: Vec<&Found> = dealing.parties.iter().filter(|o| !is_spoken_state(o)).collect();
        let knows = |kept: &&Dealing| others.iter().all(|o| kept.parties.iter().any(|one| one.is_same(o)));
        let mut before = self.kept.iter().rev().take(MEMORY).filter(knows);
        let of_own = |kept: &Dealing| kept.parties.iter().find(|one| one.party.country == country).cloned();
        if let Some(mut known) = before.find_map(of_own) {
            known.party.span = dealing.parties[own].party.span;
            known.party.text.clone_from(&dealing.parties[own].party.text);
            known.tokens = dealing.parties[own].tokens.clone();
            dealing.parties[own] = known;
        }
    }

    /// Gives a dealing that goes on with the one told before its form, time and status, and
    /// the one who dealt there: "I spoke with the Prime Minister of Latvia. **With President
    /// Duda.**"
    fn follow(&self, dealing: &mut Dealing<'b>) -> Option<()> {
        let held =
            |kept: &&Dealing| matches!(kept.status, Status::Held | Status::Confirmed | Status::Reported);
        let before = self.kept.iter().rev().find(held)?;
        if dealing.sentence - before.sentence > REACH {
            return None;
        }
        let own = dealing.parties.iter().position(|one| one.naming == Naming::Spoken)?;
        let country = &dealing.parties[own].party.country;
        let mut known = before.parties.iter().find(|one| one.party.country == *country)?.clone();
        known.party.span = dealing.parties[own].party.span;
        known.party.text.clone_from(&dealing.parties[own].party.text);
        known.tokens = dealing.parties[own].tokens.clone();
        dealing.parties[own] = known;
        (dealing.mode, dealing.status) = (before.mode, before.status);
        dealing.when = before.when.clone();
        Some(())
    }

    /// The people of the last dealing between people.
    fn pair(&self) -> Option<Vec<Found>> {
        let is_head = |one: &Found| {
            matches!(one.kind, MentionKind::Person | MentionKind::Office | MentionKind::Country)
        };
        // A visitor and a state are no pair.
        let two = |kept: &Dealing| {
            let states = kept.parties.iter().filter(|one| one.kind == MentionKind::Country).count();
            kept.mode != Mode::Visit || kept.parties.len() - states >= 2
        };
        let people = |kept: &&Dealing| {
            kept.parties.len() >= 2 && kept.parties.iter().all(is_head) && !kept.is_domestic() && two(kept)
        };
        let mut told = self.kept.iter().rev().take(MEMORY).find(people).map(|kept| kept.parties.clone());
        if let Some(parties) = &mut told {
            drop_states_of_people(parties);
        }
        told.or_else(|| Some(self.titled.clone()).filter(|parties| !parties.is_empty()))
    }

    /// The two states, or their people, that the text has told before to negotiate, as the parties of
    /// a round; none where it has told of two pairs, or was asked of something else since.
    fn negotiation(&self, round: &Dealing) -> Vec<Found> {
        let of_states = |kept: &&Dealing| {
            let people = |one: &Found| matches!(one.kind, MentionKind::Country | MentionKind::Group);
            matches!(kept.mode, Mode::Talks | Mode::NegotiationRound)
                && kept.parties.len() == 2
                && kept.parties.iter().all(|one| people(one) && one.party.country.is_some())
                && !kept.is_domestic()
        };
        let mut told = self.kept.iter().rev().take(MEMORY).filter(of_states);
        let since =
            |last: &Dealing| (last.sentence..round.sentence).all(|i| self.unasked.binary_search(&i).is_ok());
        // "In the third round" alone may as well be one of an election.
        let near = |last: &Dealing| round.gives.alone || round.sentence - last.sentence <= REACH;
        let Some(last) = told.next().filter(|last| since(last) && near(last)) else { return Vec::new() };
        if told.any(|other| other.states() != last.states()) {
            return Vec::new();
        }
        let mut parties = last.parties.clone();
        parties.iter_mut().for_each(|one| one.stand_at(round));
        parties
    }

    /// The last group that dealt, of another country than those it deals with here.
    fn group(&self, others: &[Found]) -> Option<Found> {
        let foreign = |one: &&Found| others.iter().all(|other| other.party.country != one.party.country);
        let groups = |kept: &'_ Dealing<'b>| {
            kept.parties.iter().filter(|one| one.kind == MentionKind::Group).cloned().collect::<Vec<_>>()
        };
        self.kept.iter().rev().take(MEMORY).flat_map(groups).find(|one| foreign(&one))
    }

    /// Adds the parties of the dealing told before: all where it names none, else those
    /// of other countries.
    fn inherit(&self, dealing: &mut Dealing<'b>) -> Option<()> {
        let before = self.kept.last().filter(|kept| kept.parties.len() >= 2)?;
        // Who only paid a visit is not said to have dealt.
        if before.mode == Mode::Visit && dealing.parties.is_empty() {
            return None;
        }
        if dealing.sentence - before.sentence > REACH {
            return None;
        }
        let own: Vec<_> = dealing.parties.iter().map(|party| party.party.country.clone()).collect();
        let others = before.parties.iter().filter(|party| !own.contains(&party.party.country));
        dealing.parties.extend(others.cloned());
        drop_states_of_people(&mut dealing.parties);
        Some(())
    }

    /// Gives a dealing the parties of the title, by the words that tell of it.
    fn inherit_title(&self, dealing: &mut Dealing<'b>) -> Option<()> {
        let mut parties = self.titled.clone();
        parties.iter_mut().for_each(|party| party.stand_at(dealing));
        // Whoever speaks, where the title names only his guest.
        let told = |one: &Found| self.titled.iter().any(|other| other.party.country == one.party.country);
        parties.extend(dealing.parties.drain(..).filter(|one| !told(one)));
        dealing.parties = if self.titled.is_empty() { Vec::new() } else { parties };
        if let [guest] = &dealing.parties[..] {
            let host = self.host_of(guest).cloned();
            dealing.parties.extend(host.map(|mut host| {
                host.stand_at(dealing);
                host
            }));
        }
        (!dealing.parties.is_empty()).then_some(())
    }

    /// Who dealt with somebody in the first of his dealings that the text tells of.
    fn host_of(&self, guest: &Found) -> Option<&Found> {
        let with = |kept: &&Dealing| {
            kept.parties.len() == 2
                && !kept.is_domestic()
                && kept.parties.iter().any(|one| one.is_same(guest))
        };
        self.kept.iter().find(with)?.parties.iter().find(|one| !one.is_same(guest))
    }

    /// Joins a telling to the dealing it belongs to, or keeps it as a new one.
    fn join(&mut self, dealing: Dealing<'b>) {
        let elsewhen = self.is_of_another_day(&dealing);
        let recent = self.kept.iter_mut().rev().take(MEMORY);
        for kept in recent {
            if kept.is_headed_by(&dealing) {
                return;
            }
            let opens = kept.sentence < OPENING && kept.when.is_none();
            let apart = opens && elsewhen
                || dealing.gives.dated && kept.when.is_none()
                || dealing.gives.earlier != kept.gives.earlier;
            if !apart && kept.is_same(&dealing) {
                kept.learn(&dealing);
                return;
            }
        }
        self.kept.push(dealing);
    }

    /// Whether a dealing was on another day than that of an official channel's document,
    /// so that it is not the one with which this document opens.
    fn is_of_another_day(&self, dealing: &Dealing) -> bool {
        let stated = dealing.when.as_ref().filter(|when| when.precision == Precision::Day);
        stated.zip(self.day).is_some_and(|(when, day)| when.date != day)
    }

    /// The dealings, without those that only a weak rule tells of beside a better one.
    pub fn finish(self) -> Vec<Dealing<'b>> {
        let strong: Vec<bool> = self.kept.iter().map(|dealing| !dealing.gives.weak).collect();
        let better = |i: usize, dealing: &Dealing| {
            let from = i.saturating_sub(MEMORY);
            let to = (i + MEMORY).min(self.kept.len());
            // Who pays a visit also deals there: the visit says nothing of that.
            let tells = |j: usize| strong[j] && self.kept[j].mode != Mode::Visit;
            (from..to).any(|j| tells(j) && self.kept[j].shares_parties(dealing))
        };
        let keep: Vec<bool> = self.kept.iter().enumerate().map(|(i, d)| strong[i] || !better(i, d)).collect();
        self.kept.into_iter().zip(keep).filter_map(|(dealing, keep)| keep.then_some(dealing)).collect()
    }
}

/// Leaves out a state beside somebody who deals for it: "visited **China** at the invitation
/// of **Xi**".
fn drop_states_of_people(parties: &mut Vec<Found>) {
    let people: Vec<_> = parties.iter().filter(|one| one.kind == MentionKind::Person).cloned().collect();
    parties.retain(|one| {
        one.kind != MentionKind::Country
            || people.iter().all(|other| other.party.country != one.party.country)
    });
}

/// The states of parties, each once, as a group of their people.
fn states_of(parties: &[Found]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for one in parties {
        let state = one.party.country.as_deref().and_then(|code| Knowledge::get().country(code));
        let Some(state) = state.filter(|_| found.iter().all(|f| f.party.country != one.party.country)) else {
            continue;
        };
        let party = Party { name: state.name.to_owned(), role: None, ..one.party.clone() };
        found.push(Found { party, kind: MentionKind::Group, actor: None, bloc: None, ..one.clone() });
    }
    found
}

/// Gives a meeting that a party attended on a visit told in the same sentence the place
/// and time of the visit.
fn on_the_way(here: &mut [Dealing]) {
    let visits: Vec<Dealing> = here.iter().filter(|dealing| dealing.mode == Mode::Visit).cloned().collect();
    for dealing in here.iter_mut().filter(|dealing| dealing.gives.inherits) {
        let shares = |visit: &&Dealing| {
            dealing.parties.iter().any(|one| visit.parties.iter().any(|other| one.is_same(other)))
        };
        if let Some(visit) = visits.iter().find(shares) {
            dealing.place = dealing.place.take().or_else(|| visit.place.clone());
            dealing.when = dealing.when.take().or_else(|| visit.when.clone());
        }
    }
}

/// Whether a round that names nobody is one of talks that do: "another **round of talks**
/// between Armenia and Turkey".
fn is_round_of(round: &Dealing, talks: &Dealing) -> bool {
    let right_before = round.anchor < talks.anchor && talks.anchor - round.anchor <= ROUND;
    round.mode == Mode::NegotiationRound
        && round.parties.is_empty()
        && talks.mode == Mode::Talks
        && right_before
}

/// How many words from "round" to the talks that it is one of.
const ROUND: usize = 4;

/// Whether a dealing whose one side is only whoever speaks is another that names him.
fn is_of_own(named: &Dealing, spoken: &Dealing) -> bool {
    let is_among = |one: &Found| {
        let own = |party: &Found| is_spoken_state(one) && party.party.country == one.party.country;
        named.parties.iter().any(|party| party.is_same(one) || own(party))
    };
    spoken.gives.by_speaker && spoken.parties.iter().all(is_among)
}

/// "We": the state of whoever speaks.
fn is_spoken_state(one: &Found) -> bool {
    one.naming == Naming::Spoken && one.kind == MentionKind::Country
}

fn overlap(a: &Dealing, b: &Dealing) -> bool {
    a.evidence.start < b.evidence.end && b.evidence.start < a.evidence.end
}
