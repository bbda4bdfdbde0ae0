//! Puts the digest together: title, deck, sections.

use std::collections::BTreeMap;

use crate::record::{Document, Stance, Status, Window};
use crate::weave::{Dealing, Lands, Scope, Week, dealings_of};

use super::choose::{is_first_report, may_be_one, ranked};
use super::desk::{Desk, Refused};
use super::draft::{absence, capitalised};
use super::forms::Forms;
use super::model::{Basis, Digest, Item, Kind, Section, SectionForm, Sentence};
use super::weights::Weights;
use super::write;

/// A digest and what its writing came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    pub digest: Digest,
    /// Documents of the week that were read.
    pub documents: usize,
    /// Contacts of the week that concern the conflict.
    pub contacts: usize,
    /// Sentences that were proved, the title and the deck among them.
    pub proved: usize,
    /// Sentences that were written and not proved; they are left out.
    pub refused: Vec<Refused>,
}

/// How many details follow a contact in the lead and among other news.
const LEAD_DETAILS: usize = 2;
const OTHER_DETAILS: usize = 1;

/// What others say of a contact in the lead.
const REACTIONS: usize = 2;

/// Statements of one person in the whole digest.
const STATEMENTS_EACH: usize = 2;

/// Writes the digest of a week from its documents. The same documents give the same
/// digest in whatever order they come.
pub fn compose(documents: &[Document], week: Week, scope: &Scope) -> Composed {
    compose_watched(documents, &[], week, scope)
}

/// Writes the digest of a week from its documents and from what was expected of channels
/// in it.
pub fn compose_watched(documents: &[Document], windows: &[Window], week: Week, scope: &Scope) -> Composed {
    let mut desk = Desk::new(documents, windows, week, scope);
    let dealings = ranked(&desk, dealings_of(&desk.papers));
    let mut writer = Writer {
        told: vec![false; dealings.len()],
        leading: Vec::new(),
        spoken: BTreeMap::new(),
        dealings,
        desk: &mut desk,
    };
    let sections = writer.sections();
    let (title, deck) = writer.head();
    let contacts = writer.dealings.len();
    let digest = Digest {
        title: title.text,
        title_citations: title.citations,
        deck: deck.as_ref().map_or_else(String::new, |deck| deck.text.clone()),
        deck_citations: deck.map(|deck| deck.citations).unwrap_or_default(),
        week: week.to_string(),
        sections,
    };
    let documents = desk.papers.len();
    Composed { digest, documents, contacts, proved: desk.proved, refused: desk.refused }
}

struct Writer<'d, 'a> {
    desk: &'d mut Desk<'a>,
    /// The most consequential first.
    dealings: Vec<Dealing<'a>>,
    /// Those that lead the digest, as they are told there.
    leading: Vec<Dealing<'a>>,
    /// Which of them have been told.
    told: Vec<bool>,
    /// On what each speaker has been told to speak, a topic for each statement.
    spoken: BTreeMap<String, Vec<Option<&'static str>>>,
}

impl<'a> Writer<'_, 'a> {
    /// The title and the deck.
    fn head(&mut self) -> (Sentence, Option<Sentence>) {
        let forms = Forms::get();
        let leading: Vec<Dealing> = self.leading.clone();
        let findings: Vec<_> =
            leading.iter().filter_map(|dealing| write::headline(self.desk, dealing)).collect();
        let mut finding = None;
        for draft in findings {
            let mut sentence = draft.claim();
            sentence.text = sentence.text.trim_end_matches('.').to_owned();
            finding = self.desk.try_sentence(sentence);
            if finding.is_some() {
                break;
            }
        }
        let mut title = finding.unwrap_or_else(|| Sentence {
            text: forms.title.quiet.clone(),
            kind: Kind::Absence,
            citations: Vec::new(),
            basis: None,
        });
        title.text = format!("{}{}", forms.title.prefix, title.text);
        let all: Vec<&Dealing> = self.dealings.iter().collect();
        let deck = write::tally(self.desk, &all).and_then(|draft| self.desk.try_sentence(draft.claim()));
        (title, deck)
    }

    fn sections(&mut self) -> Vec<Section> {
        let headings = &Forms::get().headings;
        let candidates = write::candidates(self.desk);
        let lead = self.lead(&candidates);
        let other = self.other();
        let statements = self.statements(&candidates, Weights::get().length.statements);
        let pairs = self.pairs();
        let is_quiet = self.desk.papers.is_empty() && self.desk.windows.is_empty();
        let channels = if is_quiet { Vec::new() } else { write::channels(self.desk) };
        let table = self.table();
        let section = |heading: &str, form, items| Section {
            heading: heading.to_owned(),
            form,
            columns: Vec::new(),
            items,
        };
        let mut sections = vec![
            section(&headings.lead, SectionForm::Paragraphs, lead),
            section(&headings.other, SectionForm::Dashes, other),
            section(&headings.statements, SectionForm::Paragraphs, statements),
            section(&headings.pairs, SectionForm::Paragraphs, pairs),
            section(&headings.channels, SectionForm::Paragraphs, channels),
        ];
        let columns = write::COLUMNS.map(str::to_owned).to_vec();
        sections.push(Section { columns, ..section(&headings.table, SectionForm::Table, table) });
        sections.retain(|section| !section.items.is_empty());
        sections
    }

    /// The most consequential contacts, each by another source, with what their accounts
    /// say; after the first one the weightiest statement, and another at the end.
    fn lead(&mut self, candidates: &[write::Candidate]) -> Vec<Item> {
        let mut items = Vec::new();
        let mut sources: Vec<Option<&str>> = Vec::new();
        for i in 0..self.dealings.len() {
            let source = self.desk.papers[self.dealings[i].lead().paper].outlet();
            if sources.contains(&source) {
                continue;
            }
            let Some(item) = self.lead_item(i, candidates) else { continue };
            items.push(item);
            sources.push(source);
            if items.len() == 1 {
                items.extend(self.statements(candidates, 1));
            }
            if sources.len() == Weights::get().length.lead {
                break;
            }
        }
        items.extend(self.statements(candidates, 1));
        items
    }

    fn lead_item(&mut self, i: usize, candidates: &[write::Candidate]) -> Option<Item> {
        let mut item = self.dealing_item(i, LEAD_DETAILS, true)?;
        let dealing = self.dealings[i].clone();
        let on_word = dealing.status() == Status::Reported || write::told_by(self.desk, &dealing).is_some();
        if on_word && !self.is_readout(&dealing) {
            item.sentences.extend(self.reactions(candidates, &dealing));
        }
        let beside: Vec<write::Candidate> =
            write::beside(self.desk, candidates, &dealing).into_iter().cloned().collect();
        let spoken = beside.iter().filter_map(|candidate| self.statement(candidate));
        item.sentences.extend(spoken.take(LEAD_DETAILS).collect::<Vec<_>>());
        Some(item)
    }

    /// The next contacts, an item each.
    fn other(&mut self) -> Vec<Item> {
        let mut chosen: Vec<usize> =
            (0..self.dealings.len()).filter(|&i| !self.told[i] && !self.is_told_otherwise(i)).collect();
        chosen.truncate(Weights::get().length.other);
        chosen.sort_by_key(|&i| (self.dealings[i].day().is_none(), self.dealings[i].day(), i));
        chosen.into_iter().filter_map(|i| self.dealing_item(i, OTHER_DETAILS, false)).collect()
    }

    /// A contact as an item: the sentence that tells it, then what the account says more;
    /// in the lead also what others tell of it and which account is not there.
    fn dealing_item(&mut self, i: usize, details: usize, lead: bool) -> Option<Item> {
        if self.told[i] || self.is_told_otherwise(i) {
            return None;
        }
        let tellings = self.tellings(i);
        let (at, first) = tellings.iter().enumerate().find_map(|(at, dealing)| {
            let draft = write::told(self.desk, dealing)?;
            Some((at, self.desk.say(&draft)?))
        })?;
        self.told[i] = true;
        let dealing = &tellings[at];
        if lead {
            self.leading.push(dealing.clone());
        }
        let mut sentences = vec![first];
        sentences.extend(self.details(dealing, details));
        if lead {
            sentences.extend(self.other_telling(&tellings, at));
            let missing = write::missing_account(self.desk, dealing);
            sentences.extend(missing.and_then(|sentence| self.desk.say_absence(sentence)));
        }
        Some(Item { sentences, ..Item::default() })
    }

    /// The dealings that may be this one, itself among them, led by each account in turn:
    /// those that say on whose word they tell it before others, then the report that
    /// others go back to, then the earliest.
    fn tellings(&self, i: usize) -> Vec<Dealing<'a>> {
        let may_be = |j: &usize| *j == i || may_be_one(self.desk, &self.dealings[i], &self.dealings[*j]);
        let untold = (0..self.dealings.len()).filter(|j| !self.told[*j]).filter(may_be);
        let same: Vec<&Dealing<'a>> = untold.map(|j| &self.dealings[j]).collect();
        let led = |dealing: &&Dealing<'a>| {
            let earliest = dealing.lead().paper;
            dealing.led_by_each().map(move |led| (earliest, led)).collect::<Vec<_>>()
        };
        let mut tellings: Vec<(usize, Dealing<'a>)> = same.iter().flat_map(led).collect();
        tellings.sort_by_cached_key(|(earliest, led)| {
            let first = is_first_report(self.desk, led, same.iter().copied());
            (!write::has_source(self.desk, led), !first, *earliest)
        });
        tellings.into_iter().map(|(_, led)| led).collect()
    }

    /// What an account says more, the weightiest first.
    fn details(&mut self, dealing: &Dealing, most: usize) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for detail in write::details(self.desk, dealing.lead()) {
            if sentences.len() == most || (detail.weight == 0 && !sentences.is_empty()) {
                break;
            }
            if self.desk.is_quoted(&detail.quote) {
                continue;
            }
            if let Some(sentence) = self.desk.say(&detail.draft) {
                self.desk.quote_once(&detail.quote);
                sentences.push(sentence);
            }
        }
        sentences
    }

    /// How another speaker tells a contact that is told on someone's word.
    fn other_telling(&mut self, tellings: &[Dealing], told: usize) -> Option<Sentence> {
        let speaker = write::told_by(self.desk, &tellings[told]);
        let others = tellings.iter().enumerate().filter(|(at, _)| *at != told).map(|(_, dealing)| dealing);
        let differing = others.filter(|dealing| {
            let other = write::told_by(self.desk, dealing);
            other.is_some() && other != speaker
        });
        let drafts: Vec<_> = differing.filter_map(|dealing| write::told(self.desk, dealing)).collect();
        drafts.iter().find_map(|draft| self.desk.say(draft))
    }

    /// Whether a contact is told as a fact by an official source.
    fn is_readout(&self, dealing: &Dealing) -> bool {
        dealing.status() == Status::Held && self.desk.papers[dealing.lead().paper].is_official()
    }

    /// Whether a contact that is told already may be this one.
    fn is_told_otherwise(&self, i: usize) -> bool {
        let told = self.dealings.iter().zip(&self.told).filter(|(_, told)| **told);
        told.map(|(dealing, _)| dealing).any(|dealing| may_be_one(self.desk, dealing, &self.dealings[i]))
    }

    /// What others say of a contact that is told on someone's word: who denies it first,
    /// then by standing.
    fn reactions(&mut self, candidates: &[write::Candidate], dealing: &Dealing) -> Vec<Sentence> {
        let mut speaking: Vec<&write::Candidate> =
            candidates.iter().filter(|candidate| write::speaks_of(self.desk, candidate, dealing)).collect();
        speaking.sort_by_key(|candidate| (candidate.attribution.stance != Stance::Denies, -candidate.weight));
        let mut told = Vec::new();
        for candidate in speaking {
            if told.len() == REACTIONS {
                break;
            }
            told.extend(self.statement(candidate));
        }
        told
    }

    /// The weightiest statements that are not told yet, an item for each speaker.
    fn statements(&mut self, candidates: &[write::Candidate], most: usize) -> Vec<Item> {
        let mut by_speaker: Vec<(String, Vec<Sentence>)> = Vec::new();
        for candidate in candidates.iter().filter(|candidate| candidate.is_weighty()) {
            let key = self.speaker(candidate);
            if by_speaker.len() >= most && by_speaker.iter().all(|(speaker, _)| *speaker != key) {
                continue;
            }
            let Some(sentence) = self.statement(candidate) else { continue };
            match by_speaker.iter_mut().find(|(speaker, _)| *speaker == key) {
                Some((_, sentences)) => sentences.push(sentence),
                None => by_speaker.push((key, vec![sentence])),
            }
        }
        by_speaker.into_iter().map(|(_, sentences)| Item { sentences, ..Item::default() }).collect()
    }

    /// Tells a statement; `None` where its speaker has had their say, its words are told
    /// already or it cannot be proved.
    fn statement(&mut self, candidate: &write::Candidate) -> Option<Sentence> {
        let speaker = self.speaker(candidate);
        let words = self.desk.papers[candidate.paper].words(candidate.words).to_owned();
        if self.has_spoken(&speaker, candidate.topic) || self.desk.is_quoted(&words) {
            return None;
        }
        let draft = write::spoken(self.desk, candidate)?;
        let sentence = self.desk.say(&draft)?;
        self.desk.quote_once(&words);
        self.spoken.entry(speaker).or_default().push(candidate.topic);
        Some(sentence)
    }

    /// By what name statements of one person are counted together.
    fn speaker(&self, candidate: &write::Candidate) -> String {
        let person = candidate.person.map(|person| self.desk.cast.person(person).full().to_owned());
        person.unwrap_or_else(|| candidate.speaker.clone())
    }

    /// Whether a speaker has had their say, on this topic or altogether.
    fn has_spoken(&self, speaker: &str, topic: Option<&'static str>) -> bool {
        self.spoken
            .get(speaker)
            .is_some_and(|topics| topics.len() >= STATEMENTS_EACH || topics.contains(&topic))
    }

    /// What is left of the contacts, by the countries that dealt with each other.
    fn pairs(&mut self) -> Vec<Item> {
        let mut pairs: Vec<(String, Vec<Sentence>)> = Vec::new();
        let mut left = 0;
        for i in 0..self.dealings.len() {
            if self.told[i] || self.is_told_otherwise(i) {
                continue;
            }
            let label = label(&self.dealings[i]);
            let room =
                pairs.len() < Weights::get().length.pairs || pairs.iter().any(|(other, _)| *other == label);
            let dealing = self.dealings[i].clone();
            let draft = if room { write::told(self.desk, &dealing) } else { None };
            let Some(sentence) = draft.and_then(|draft| self.desk.say(&draft)) else {
                left += 1;
                continue;
            };
            self.told[i] = true;
            match pairs.iter_mut().find(|(other, _)| *other == label) {
                Some((_, sentences)) => sentences.push(sentence),
                None => pairs.push((label, vec![sentence])),
            }
        }
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        let mut items: Vec<Item> = pairs
            .into_iter()
            .map(|(label, sentences)| Item { label: Some(label), sentences, ..Item::default() })
            .collect();
        items.extend(self.left_out(left));
        items
    }

    /// A row for each contact, by day.
    fn table(&mut self) -> Vec<Item> {
        let mut order: Vec<usize> = (0..self.dealings.len()).collect();
        order.truncate(Weights::get().length.table);
        order.sort_by_key(|&i| (self.dealings[i].day().is_none(), self.dealings[i].day(), i));
        let mut rows = Vec::new();
        for i in order {
            let dealing = self.dealings[i].clone();
            let Some((cells, draft)) = write::row(self.desk, &dealing) else { continue };
            if let Some(sentence) = self.desk.try_sentence(draft.claim()) {
                rows.push(Item { sentences: vec![sentence], cells, ..Item::default() });
            }
        }
        rows
    }

    /// How many contacts are told nowhere.
    fn left_out(&mut self, n: usize) -> Option<Item> {
        if n == 0 {
            return None;
        }
        let text = match n {
            1 => "one further contact is left out".to_owned(),
            n => format!("{n} further contacts are left out"),
        };
        let basis = Basis { count: Some(n), ..Basis::default() };
        let sentence = self.desk.try_sentence(absence(&text, basis))?;
        Some(Item { sentences: vec![sentence], ..Item::default() })
    }
}

/// The countries that dealt with each other: "Israel and Russia".
fn label(dealing: &Dealing) -> String {
    let lands = dealing.countries().into_iter().filter_map(|code| Lands::get().land(code));
    let mut names: Vec<&str> = lands.map(|land| land.name).collect();
    names.sort_unstable();
    match names.as_slice() {
        [] => "Others".to_owned(),
        [one] => format!("{one} and others"),
        names => capitalised(&super::draft::listed(
            &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(),
        )),
    }
}
