//! Who a source is: name, office and country behind the words; or nobody named.

use std::ops::Range;

use super::anonymity;
use super::draft::{self, Draft};
use super::knowledge::{Speakers, has};
use super::outlets::Outlets;
use super::row::Row;
use super::turns;
use crate::knowledge::Gender;
use crate::read::Reading;
use crate::read::names::{Actor, Level};
use crate::read::syntax::{Rel, Upos};
use crate::record::{MentionKind, Source};

/// How many tokens back the outlet that "the report" means is looked for.
const BACK: usize = 250;

/// How many sentences on a speaker may still be the one who speaks.
const GOES_ON: usize = 2;
/// How many mentions back a speaker's pronoun is looked for.
const REMEMBERED: usize = 60;

/// A source that was told before, and where.
pub struct Told {
    pub places: Range<usize>,
    pub source: Source,
}

/// Finds out who speaks.
pub struct Who<'a> {
    pub row: &'a Row<'a>,
    /// The title, read by itself.
    pub title: Option<&'a Reading<'a>>,
    pub speakers: &'a Speakers,
    pub outlets: &'a Outlets,
}

impl Who<'_> {
    /// The source of a draft. `told` are the sources before it in the text.
    pub fn source(&self, draft: &Draft, told: &[Told]) -> Option<Source> {
        let mut source = self.who(draft, told)?;
        if source.anonymous {
            let own = anonymity::reason(self.row, self.speakers, draft);
            let own = own.and_then(|places| self.row.reading.text.span(self.row.bytes(places)));
            // "The official", who gave a reason before.
            let before =
                || told.iter().rev().map(|told| &told.source).find(|other| other.name == source.name);
            source.reason = own.or_else(|| before()?.reason);
        }
        Some(source)
    }

    fn who(&self, draft: &Draft, told: &[Told]) -> Option<Source> {
        let places = draft.source.clone()?;
        let span = self.row.reading.text.span(self.row.bytes(places.clone()))?;
        let words = self.row.words(places.clone());
        let head = draft::head_of(self.row, places.clone());
        let named = |name: &str, role: &Option<String>, country: &Option<String>, anonymous| Source {
            span,
            name: name.to_owned(),
            role: role.clone(),
            country: country.clone(),
            anonymous,
            reason: None,
        };
        if draft.rule == turns::RULE {
            let asks = matches!(words, "Q" | "Question");
            return Some(match self.labelled(&places) {
                Some(actor) => named(&actor.name, &actor.role, &actor.country, false),
                None => named(&tidy(words), &None, &None, asks),
            });
        }
        if has(&self.speakers.published, self.row.lemma(head))
            && let Some(outlet) = self.outlet(&places, head)
        {
            return Some(named(&outlet.name, &outlet.role, &outlet.country, false));
        }
        let anonymous = self.is_anonymous(&places, head, draft);
        if let Some(before) = self.nameless_before(head, told) {
            return Some(named(&before.name, &before.role, &before.country, before.anonymous));
        }
        if let Some(before) = self.not_who_is_spoken_of(draft, head, told) {
            return Some(named(&before.name, &before.role, &before.country, before.anonymous));
        }
        if let Some(actor) = self.actor(&places, head) {
            let kept_back = anonymous && matches!(actor.kind, MentionKind::Group | MentionKind::Office);
            let name = if kept_back { tidy(words) } else { actor.name.clone() };
            return Some(named(&name, &actor.role, &actor.country, kept_back));
        }
        if let Some(actor) = self.thing_before(head) {
            return Some(named(&actor.name, &actor.role, &actor.country, false));
        }
        if let Some(before) = self.same_as_before(&places, head, told) {
            return Some(named(&before.name, &before.role, &before.country, before.anonymous));
        }
        if let Some(outlet) = self.short_for(&places) {
            return Some(named(&outlet.name, &outlet.role, &outlet.country, false));
        }
        if let Some(noun) = self.antecedent(head) {
            let phrase = draft::phrase(self.row, noun);
            // "According to **the report**, which …"
            let joins = |at: &usize| matches!(self.row.cells[*at].rel, Rel::Case | Rel::Fixed);
            let start = phrase.clone().find(|at| !joins(at)).unwrap_or(phrase.start);
            let phrase = draft::trim(self.row, start..phrase.end.min(places.start));
            if has(&self.speakers.published, self.row.lemma(noun))
                && let Some(outlet) = self.outlet(&phrase, noun)
            {
                return Some(named(&outlet.name, &outlet.role, &outlet.country, false));
            }
            let anonymous = self.is_anonymous(&phrase, noun, draft);
            return Some(named(
                &tidy(self.row.words(phrase.clone())),
                &None,
                &self.country(&phrase),
                anonymous,
            ));
        }
        let country = self.country(&places);
        Some(named(&tidy(words), &None, &country, anonymous))
    }

    /// Makes "I" the speaker whose words it stands in.
    pub fn take_first_person(&self, source: &mut Source, speaker: &Source) {
        let words = self.row.reading.text.at(source.span).unwrap_or_default();
        if has(&self.speakers.first_person, words) {
            *source = Source { span: source.span, ..speaker.clone() };
        }
    }

    /// Whom the label of a transcript's turn names: a person of the text or title whose
    /// surname it ends with, or whoever the reader took it for.
    fn labelled(&self, places: &Range<usize>) -> Option<&Actor> {
        let surname = self.row.word(places.end - 1);
        let named = |actor: &&Actor| {
            let last = actor.name.rsplit(' ').next().unwrap_or_default();
            actor.kind == MentionKind::Person
                && actor.name.contains(char::is_lowercase)
                && actor.name.contains(' ')
                && last.to_lowercase() == surname.to_lowercase()
        };
        let title = self.title.into_iter().flat_map(|title| &title.names.actors);
        let mut known = self.row.reading.names.actors.iter().chain(title).filter(named);
        let (sentence, token) = self.row.token(places.end - 1);
        known.next().or_else(|| self.row.reading.names.actor_at(sentence, token))
    }

    /// Whom some words name, or the words.
    pub fn name(&self, places: &Range<usize>) -> String {
        let head = draft::head_of(self.row, places.clone());
        let actor = self.actor(places, head).or_else(|| self.short_for(places));
        actor.map_or_else(|| tidy(self.row.words(places.clone())), |actor| actor.name.clone())
    }

    /// The actor that the phrase names: at its head, beside it, or the noun that a
    /// relative pronoun takes up.
    fn actor(&self, places: &Range<usize>, head: usize) -> Option<&Actor> {
        let names = &self.row.reading.names;
        let at = |place: usize| {
            let (sentence, token) = self.row.token(place);
            names.actor_at(sentence, token)
        };
        let person = |place: &usize| {
            self.row.cells[*place].mention.is_some_and(|(kind, _)| kind == MentionKind::Person)
        };
        if let Some(owned) = places.clone().find(|place| person(place) && self.is_owned(*place, places, head))
        {
            return at(owned);
        }
        if let Some(actor) = at(head) {
            return Some(actor);
        }
        let beside = places.clone().find(|&place| {
            let cell = self.row.cells[place];
            cell.head as usize == head
                && matches!(cell.rel, Rel::Appos | Rel::Flat | Rel::NmodDesc)
                && cell.mention.is_some_and(|(kind, _)| kind == MentionKind::Person)
        });
        if let Some(place) = beside {
            return at(place);
        }
        at(self.antecedent(head)?)
    }

    /// Whether a person's name is what a possessive before it leads to ("the institute's
    /// **Ann Lee**"), where the parser took the owner for the head.
    fn is_owned(&self, at: usize, places: &Range<usize>, head: usize) -> bool {
        let start = draft::mention(self.row, at).map_or(at, |mention| mention.start);
        let owner = start.checked_sub(1).filter(|&before| before > head && places.contains(&before));
        owner.is_some_and(|before| matches!(self.row.word(before), "'s" | "’s" | "'" | "’"))
    }

    /// The noun that "who" or "which" takes up: by the tree, else the one before its comma.
    pub fn antecedent(&self, pronoun: usize) -> Option<usize> {
        if !matches!(self.row.xpos(pronoun), "WP" | "WDT" | "WP$") {
            return None;
        }
        let before =
            |at: usize| at.checked_sub(1).filter(|&before| self.row.sentence(pronoun).contains(&before));
        let noun =
            before(pronoun).and_then(|at| if self.row.word(at) == "," { before(at) } else { Some(at) });
        let noun = noun.filter(|&at| matches!(self.row.cells[at].upos, Upos::Noun | Upos::Propn));
        self.told_of(pronoun).or(noun)
    }

    /// The noun whose clause a word stands in.
    fn told_of(&self, pronoun: usize) -> Option<usize> {
        let mut at = pronoun;
        for _ in 0..6 {
            let cell = self.row.cells[at];
            let head = cell.head as usize;
            if matches!(cell.rel, Rel::AclRelcl | Rel::Acl) {
                return Some(head);
            }
            if head == at {
                return None;
            }
            at = head;
        }
        None
    }

    /// The outlet that a word such as "the report" means: one in the phrase, or the
    /// one named last before it.
    fn outlet(&self, places: &Range<usize>, head: usize) -> Option<&Actor> {
        let named = |place: usize| {
            let (sentence, token) = self.row.token(place);
            let found = self.row.reading.names.at(sentence, token)?;
            let actor = &self.row.reading.names.actors[found.actor];
            (found.level != Level::Pronoun && self.outlets.has(&actor.name)).then_some(actor)
        };
        let inside = self.phrase_of(places, head).find_map(named);
        let has_owner = self.phrase_of(places, head).any(|at| self.row.cells[at].mention.is_some());
        let definite = matches!(self.row.word(places.start), "the" | "The" | "this" | "This" | "its" | "Its");
        if inside.is_some() || has_owner || !definite {
            return inside;
        }
        (places.start.saturating_sub(BACK)..places.start).rev().find_map(named)
    }

    /// The outlet named before that "the Post" is short for.
    fn short_for(&self, places: &Range<usize>) -> Option<&Actor> {
        short_for(self.row, self.outlets, places)
    }

    /// The places of a phrase up to its head.
    fn phrase_of(&self, places: &Range<usize>, head: usize) -> Range<usize> {
        places.start..(head + 1).min(places.end)
    }

    /// Whether the phrase is of people whose names are kept back.
    fn is_anonymous(&self, places: &Range<usize>, head: usize, draft: &Draft) -> bool {
        let cell = self.row.cells[head];
        if matches!(cell.upos, Upos::Propn | Upos::Pron) {
            return false;
        }
        let withheld = places.clone().any(|at| has(&self.speakers.withheld, self.row.word(at)));
        let definite = places.clone().any(|at| {
            let cell = self.row.cells[at];
            cell.head as usize == head
                && (cell.rel == Rel::NmodPoss
                    || cell.rel == Rel::Det
                        && matches!(self.row.lemma(at), "the" | "this" | "that" | "these" | "those"))
        });
        let known = has(&self.speakers.anonymous, self.row.lemma(head));
        known && (withheld || !definite || anonymity::is_kept_back(self.row, self.speakers, draft))
    }

    /// The speaker without a name who spoke in the sentence before, whom a pronoun takes up:
    /// "A spokesman said … **He** added". Not where somebody else came in since.
    fn nameless_before<'t>(&self, head: usize, told: &'t [Told]) -> Option<&'t Source> {
        let names = &self.row.reading.names;
        let last = told.last().filter(|told| told.places.end <= head)?;
        let noun = draft::head_of(self.row, last.places.clone());
        let several = match self.row.lemma(head) {
            "he" | "she" => false,
            "they" => true,
            _ => return None,
        };
        let (here, token) = self.row.token(head);
        let (spoke, _) = self.row.token(last.places.start);
        let fits = self.row.cells[noun].upos == Upos::Noun
            && (self.row.xpos(noun) == "NNS") == several
            && has(&self.speakers.anonymous, self.row.lemma(noun))
                | has(&self.speakers.spokespeople, self.row.lemma(noun));
        let goes_on = here == spoke + 1 && self.row.paragraph(head).contains(&noun);
        if !fits || !goes_on {
            return None;
        }
        let named = names.at(here, token).map(|mention| mention.actor);
        let since = (last.places.end..head).any(|at| {
            let (sentence, token) = self.row.token(at);
            let mention = names.at(sentence, token).filter(|one| one.level != Level::Pronoun);
            mention.is_some_and(|one| Some(one.actor) == named)
        });
        let unnamed = self.actor(&last.places, noun).is_none_or(|actor| actor.kind != MentionKind::Person);
        (!since && unnamed).then_some(&last.source)
    }

    /// The speaker before, where "he" was taken for someone whom the content itself
    /// names: people seldom speak of themselves by name.
    fn not_who_is_spoken_of<'t>(&self, draft: &Draft, head: usize, told: &'t [Told]) -> Option<&'t Source> {
        let names = &self.row.reading.names;
        let (sentence, token) = self.row.token(head);
        let meant = names.at(sentence, token).filter(|mention| mention.level == Level::Pronoun)?;
        let spoken_of = draft.content.iter().cloned().flatten().any(|at| {
            let (sentence, token) = self.row.token(at);
            names.at(sentence, token).is_some_and(|one| one.actor == meant.actor && one.level == Level::Name)
        });
        let last = told.last()?;
        let near = self.row.paragraph(head).contains(&last.places.start);
        let still_speaks = spoken_of && near || self.still_speaks(last, head, meant.actor);
        let other = last.source.name != names.actors[meant.actor].name;
        (still_speaks && other && self.may_be_called(head, &last.source.name)).then_some(&last.source)
    }

    /// Whether "he" or "she" at a place may speak of somebody: of whom nothing shows the other.
    fn may_be_called(&self, pronoun: usize, name: &str) -> bool {
        let actor = self.row.reading.names.actors.iter().find(|actor| actor.name == name);
        let said = match self.row.lemma(pronoun) {
            "he" => Gender::Male,
            "she" => Gender::Female,
            _ => return true,
        };
        actor.and_then(|actor| actor.gender).is_none_or(|shown| shown == said)
    }

    /// Whether the speaker before goes on, rather than someone who was only named in
    /// what that speaker said: "Putin will come, Erdogan said. **He** said that …".
    fn still_speaks(&self, last: &Told, pronoun: usize, meant: usize) -> bool {
        let names = &self.row.reading.names;
        let (spoke, _) = self.row.token(last.places.start);
        let (here, token) = self.row.token(pronoun);
        if here > spoke + GOES_ON {
            return false;
        }
        let before = names.mentions.partition_point(|m| (m.sentence, m.tokens.start) < (here, token));
        let recent = || names.mentions[..before].iter().rev().take(REMEMBERED);
        let came_in_since = recent().take_while(|m| m.sentence > spoke).any(|m| m.actor == meant);
        let word = self.row.word(pronoun);
        let called_so = recent().any(|m| {
            m.level == Level::Pronoun
                && names.actors[m.actor].name == last.source.name
                && self.row.reading.word(m.sentence, m.tokens.start).eq_ignore_ascii_case(word)
        });
        !came_in_since && called_so
    }

    /// The state, body or outlet that "it" takes up: the subject of the sentence before.
    fn thing_before(&self, head: usize) -> Option<&Actor> {
        if self.row.lemma(head) != "it" {
            return None;
        }
        let (here, _) = self.row.token(head);
        let before = self.row.starts[here.checked_sub(1)?];
        let is_subject = |&at: &usize| {
            let cell = self.row.cells[at];
            matches!(cell.rel, Rel::Nsubj | Rel::NsubjPass)
                && self.row.cells[cell.head as usize].rel == Rel::Root
        };
        let subject = self.row.sentence(before).find(is_subject)?;
        let (sentence, token) = self.row.token(subject);
        let actor = self.row.reading.names.actor_at(sentence, token)?;
        let thing =
            matches!(actor.kind, MentionKind::Country | MentionKind::Organisation | MentionKind::Place);
        (thing && self.row.paragraph(head).contains(&subject)).then_some(actor)
    }

    /// The nameless source before that a pronoun or "the official" takes up.
    fn same_as_before<'t>(&self, places: &Range<usize>, head: usize, told: &'t [Told]) -> Option<&'t Source> {
        let paragraph = self.row.paragraph(places.start);
        let pronoun = matches!(self.row.lemma(head), "he" | "she" | "they");
        let last = told.last().filter(|told| told.places.start < places.start)?;
        let noun = draft::head_of(self.row, last.places.clone());
        let nameless =
            self.row.cells[noun].upos == Upos::Noun && !has(&self.speakers.published, self.row.lemma(noun));
        let takes_up = pronoun && nameless && self.actor(&last.places, noun).is_none();
        if !(last.source.anonymous || takes_up) {
            return None;
        }
        let near = paragraph.contains(&last.places.start);
        let same_noun = self.row.lemma(head) == self.row.lemma(noun);
        ((pronoun && near) || (same_noun && !pronoun)).then_some(&last.source)
    }

    /// The one country that a nameless phrase speaks of: "Russian officials".
    fn country(&self, places: &Range<usize>) -> Option<String> {
        let names = &self.row.reading.names;
        let mut found = None;
        for place in places.clone() {
            let (sentence, token) = self.row.token(place);
            let Some(country) = names.actor_at(sentence, token).and_then(|actor| actor.country.as_ref())
            else {
                continue;
            };
            if found.is_some_and(|before| before != country) {
                return None;
            }
            found = Some(country);
        }
        found.cloned()
    }
}

/// The words of a phrase on one line, without quotation marks.
pub fn tidy(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !matches!(c, '“' | '”' | '"' | '«' | '»')).collect()
}

/// The outlet named before some places that their words are short for: "the Post".
pub fn short_for<'r>(row: &Row<'r>, outlets: &Outlets, places: &Range<usize>) -> Option<&'r Actor> {
    let words = row.words(places.clone());
    let short = words.strip_prefix("the ").or(words.strip_prefix("The "))?;
    if !short.starts_with(char::is_uppercase) {
        return None;
    }
    let named = |at: usize| {
        let (sentence, token) = row.token(at);
        let actor = row.reading.names.actor_at(sentence, token)?;
        let ends = actor.name.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '));
        (ends && outlets.has(&actor.name)).then_some(actor)
    };
    (places.start.saturating_sub(LONG_BACK)..places.start).rev().find_map(named)
}

/// How many tokens back a full name is looked for.
const LONG_BACK: usize = 2000;
