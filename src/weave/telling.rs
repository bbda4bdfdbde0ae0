//! What a telling of a contact has that decides whether another tells the same one.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::dealing::Dealing;
use super::grounds::Ground;
use super::origin::{outlet_called, outlets_cited};
use super::wording::{is_further, is_general, is_of_staff, sitting};
use super::{Paper, PersonName, Who};
use crate::knowledge::Knowledge;
use crate::record::{Contact, Mode, Party, Precision, Status, When};

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
            own.ahead == other.ahead && (dated && own.is_surely(other) || own.report_with(other).is_some())
        };
        self.0.iter().any(is_told)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

    /// Whether nothing speaks against the same sitting, and both came out within a day of each
    /// other.
    fn is_sitting_near(&self, other: &Self) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        agree(&self.sitting, &other.sitting)
            && agree(&self.place, &other.place)
            && (self.when.is_none() || other.when.is_none())
            && self.may_be_past()
            && other.may_be_past()
            && self.apart(other) <= OPEN
            && self.countries.len() >= 2
            && self.countries == other.countries
    }

    /// Whether this is a meeting of delegations, told by the number of the round that the
    /// other is, or their talks on its day.
    fn is_sitting_of(&self, round: &Self) -> bool {
        let told = match self.mode {
            Mode::Meeting => self.sitting.is_some(),
            Mode::Talks => self.sitting.is_some() || self.is_of_one_day(round),
            _ => false,
        };
        told && round.mode == Mode::NegotiationRound
            && self.countries.len() >= 2
            && !self.names_somebody()
            && self.is_same_sitting(round)
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

    /// How far the parties of both agree; within one document also fewer of them will do.
    fn parties_with(&self, other: &Self, same_paper: bool) -> Parties {
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
    fn tells_stay_of(&self, other: &Self) -> bool {
        let is_visit = |telling: &Self| telling.mode == Mode::Visit;
        let to_state = |telling: &Self| is_visit(telling) && telling.parties.iter().any(Who::is_state);
        is_visit(self) != is_visit(other) && (to_state(self) || to_state(other))
    }

    /// Whether one tells of a visit and the other of a meeting in person of named people, who
    /// may have been the hosts.
    fn meets_on_visit_of(&self, other: &Self) -> bool {
        let met = if self.mode == Mode::Visit { other } else { self };
        met.mode != Mode::Call && met.is_of_people()
    }

    /// How many days after the day of the other this account without a day came out, where
    /// it may speak of that: on the day or the day after, between people by name; or, as the
    /// other side's official word, also of what is yet to come. What is planned is told on
    /// the day or the day before.
    fn days_after(&self, dated: &Self) -> Option<i32> {
        let sides = self.side.is_some() && dated.side.is_some() && self.side != dated.side;
        let day = dated.when.filter(|when| when.precision == Precision::Day).map(|when| when.date);
        let after = self.published.zip(day).map(|(published, day)| (published - day).get_days())?;
        let past = (sides || self.may_be_past() && dated.may_be_past()) && (0..=1).contains(&after);
        let before = self.planned && (!self.cancelled || dated.ahead) && (-1..=0).contains(&after);
        (self.is_of_people() && dated.is_of_people() && (past || before)).then_some(after)
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

    /// Whether two accounts without a day may tell of one contact: between people by name,
    /// published within a day of each other.
    fn is_of_the_hour(&self, other: &Self) -> bool {
        self.is_of_people()
            && other.is_of_people()
            && (self.ahead == other.ahead || self.may_be_past() && other.may_be_past())
            && self.published.is_some() == other.published.is_some()
            && self.apart(other) <= 1
    }

    /// What the days of both say.
    fn days(&self, other: &Self, same_paper: bool) -> Relation {
        match (self.when, other.when) {
            (Some(a), Some(b)) if a.precision == b.precision => {
                let apart = (a.date - b.date).get_days().unsigned_abs();
                let loose = |when: Told, telling: &Self| when.implied && telling.wire;
                match (apart, a.precision) {
                    (0, Precision::Day) => Relation::One(Ground::Day),
                    (0, _) => Relation::One(Ground::Within),
                    (1, Precision::Day) if loose(a, self) != loose(b, other) => {
                        Relation::One(Ground::NextDay)
                    }
                    (_, Precision::Day) if !same_paper => {
                        self.of_one_journey(other).unwrap_or(Relation::Apart)
                    }
                    _ => Relation::Apart,
                }
            }
            (Some(a), Some(b)) => {
                let (fine, coarse) = if a.precision < b.precision { (a, b) } else { (b, a) };
                let known = self.is_of_people() && other.is_of_people() && fine.precision == Precision::Day;
                match coarse.holds(fine.date) {
                    true if known && coarse.precision != Precision::Year => Relation::One(Ground::Within),
                    true => Relation::Open,
                    false => Relation::Apart,
                }
            }
            (None, None) if same_paper => Relation::One(Ground::Text),
            (None, None) if self.is_of_the_hour(other) => Relation::One(Ground::Hour),
            (None, None) => self.of_one_journey(other).unwrap_or_else(|| self.near(other, 2 * OPEN)),
            (None, Some(_)) => self.undated_with(other, same_paper),
            (Some(_), None) => other.undated_with(self, same_paper),
        }
    }

    /// What this account without a day is to one with a day.
    fn undated_with(&self, dated: &Self, same_paper: bool) -> Relation {
        if same_paper {
            return if self.apart(dated) <= NEAR { Relation::One(Ground::Text) } else { Relation::Apart };
        }
        match self.days_after(dated) {
            Some(days) => Relation::One(Ground::After(days)),
            None => self.of_one_journey(dated).unwrap_or_else(|| self.near(dated, OPEN)),
        }
    }

    /// Two visits, which last for days, where their days lie near each other.
    fn of_one_journey(&self, other: &Self) -> Option<Relation> {
        let is_journey = |telling: &Self| telling.mode == Mode::Visit && telling.is_of_people();
        let gap = self.gap(other);
        let is_one = is_journey(self) && is_journey(other) && gap <= JOURNEY;
        is_one.then_some(Relation::One(Ground::Journey(gap)))
    }

    /// Open where no more than so many days lie between both, or where one may announce the
    /// other.
    fn near(&self, other: &Self, days: u32) -> Relation {
        let announced = || self.announces(other).or_else(|| other.announces(self)).is_some();
        if self.gap(other) <= days || announced() { Relation::Open } else { Relation::Apart }
    }

    /// How many days lie at least between both: a week or a month may mean each of its days.
    fn gap(&self, other: &Self) -> u32 {
        let span = |telling: &Self| {
            let told = telling.when.map(|when| (when.date, when.last()));
            told.or(telling.published.map(|day| (day, day)))
        };
        let (Some(one), Some(two)) = (span(self), span(other)) else { return 0 };
        (one.0 - two.1).get_days().max((two.0 - one.1).get_days()).max(0).unsigned_abs()
    }
}

impl Told {
    /// Whether a day lies in it.
    fn holds(self, day: Date) -> bool {
        (self.date..=self.last()).contains(&day)
    }

    /// The last day that it may mean.
    fn last(self) -> Date {
        When { text: None, date: self.date, precision: self.precision }.last()
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
enum Parties {
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

/// So many parties, all named by both, make one gathering, though one names more.
const SEVERAL: usize = 3;

/// A telling without a day may be of a contact within so many days of its publication.
const OPEN: u32 = 1;

/// A document that speaks of a contact without a day may mean one of within so many days.
const NEAR: u32 = 7;

/// A contact is announced without its day within so many days before it.
const AHEAD: u32 = 7;

/// The days of one visit lie within so many days of each other.
const JOURNEY: u32 = 3;

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
