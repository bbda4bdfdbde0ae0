//! Chooses what is told, in which order and in how many words.

mod changes;
mod figures;
mod head;
mod lead;
mod news;
mod readouts;
mod statements;
mod subjects;

use std::collections::BTreeMap;

use crate::record::Status;
use crate::weave::{Dealing, dealings_of};

use super::choose::{is_first_report, is_touched_on, may_be_one, ranked};
use super::desk::{Desk, Told, Untold};
use super::forms::Forms;
use super::model::{Item, Section, SectionForm, Sentence};
use super::weights::Weights;
use super::write::{self, Candidate};

/// What has been told so far, and what there is to tell.
pub struct Editor<'d, 'a> {
    desk: &'d mut Desk<'a>,
    /// The contacts of the week, the most consequential first.
    dealings: Vec<Dealing<'a>>,
    /// What each of them weighs.
    weights: Vec<i32>,
    /// Which of them have been told.
    told: Vec<bool>,
    /// Those that lead the digest, as they are told there.
    leading: Vec<Dealing<'a>>,
    /// The statements of the week, the weightiest first.
    candidates: Vec<Candidate<'a>>,
    spoken: Spoken,
    /// Who spoke last within the paragraph, and in which paper.
    last: Option<(String, usize)>,
}

/// On what each speaker has been told to speak, a topic for each statement.
type Spoken = BTreeMap<String, Vec<Option<&'static str>>>;

/// A state of the telling.
struct Mark {
    desk: Told,
    told: Vec<bool>,
    spoken: Spoken,
}

impl<'d, 'a> Editor<'d, 'a> {
    /// Lays out what the week has.
    pub fn new(desk: &'d mut Desk<'a>) -> Self {
        let (weights, dealings): (_, Vec<_>) = ranked(desk, dealings_of(desk.of_week())).into_iter().unzip();
        let candidates = write::candidates(desk);
        let told = vec![false; dealings.len()];
        let (leading, spoken) = (Vec::new(), BTreeMap::new());
        Self { desk, dealings, weights, told, leading, candidates, spoken, last: None }
    }

    /// What has been told so far, to come [`Self::back_to`].
    fn mark(&self) -> Mark {
        Mark { desk: self.desk.mark(), told: self.told.clone(), spoken: self.spoken.clone() }
    }

    /// Forgets what has been told since.
    fn back_to(&mut self, mark: Mark) {
        self.desk.back_to(mark.desk);
        self.told = mark.told;
        self.spoken = mark.spoken;
        self.last = None;
    }

    /// How many contacts of the week concern the conflict.
    pub fn contacts(&self) -> usize {
        self.dealings.len()
    }

    /// The sections in the order of the page.
    pub fn sections(&mut self) -> Vec<Section> {
        let headings = &Forms::get().headings;
        let length = &Weights::get().length;
        let mut share = 0;
        let mut more = |editor: &mut Self, percent: usize| {
            share += percent;
            editor.desk.allow(share.min(100));
        };
        more(self, length.lead_share);
        let lead = self.lead();
        more(self, length.readouts_share);
        let readouts = self.readouts();
        more(self, length.other_share);
        let other = self.news();
        more(self, length.changes_share);
        let changes = self.changes();
        more(self, 100);
        let is_quiet = self.desk.of_week().is_empty() && self.desk.windows.is_empty();
        let channels = if is_quiet { Vec::new() } else { write::channels(self.desk) };
        let section = |heading: &str, form, items| Section {
            heading: heading.to_owned(),
            form,
            columns: Vec::new(),
            items,
            chart: None,
        };
        let mut sections = vec![
            section(&headings.lead, SectionForm::Paragraphs, lead),
            section(&headings.readouts, SectionForm::Paragraphs, readouts),
            section(&headings.other, SectionForm::Dashes, other),
            section(&headings.changes, SectionForm::Paragraphs, changes),
            section(&headings.channels, SectionForm::Paragraphs, channels),
        ];
        let columns = write::COLUMNS.map(str::to_owned).to_vec();
        sections.push(Section { columns, ..section(&headings.table, SectionForm::Table, self.table()) });
        sections.retain(|section| !section.items.is_empty());
        sections.extend(self.chart(&headings.chart));
        sections
    }

    /// A contact: the sentence that tells it, with the dealing as it is told there and the
    /// others that may be the same.
    fn tell(&mut self, i: usize) -> Option<(Sentence, Dealing<'a>, Vec<Dealing<'a>>)> {
        let lead = self.dealings[i].lead();
        let evidence = self.desk.papers[lead.paper].words(lead.contact.evidence).to_owned();
        if self.told[i] || self.is_aside(i) || self.desk.has_quoted(&evidence) || self.is_told_otherwise(i) {
            return None;
        }
        let mut tellings = self.tellings(i);
        let (at, said) = tellings.iter().enumerate().find_map(|(at, (_, dealing))| {
            let draft = write::told(self.desk, dealing)?;
            let said = self.desk.put(&draft);
            (said != Err(Untold::Left)).then_some((at, said))
        })?;
        let (told, dealing) = tellings.remove(at);
        self.told[i] = true;
        self.told[told] = true;
        let Ok(first) = said else {
            self.desk.strike(&evidence);
            return None;
        };
        self.last = None;
        Some((first, dealing, tellings.into_iter().map(|(_, other)| other).collect()))
    }

    /// The dealings that may be this one, itself among them, each with its place, led by each
    /// account in turn: those that say on whose word they tell it before others, then the
    /// report that others go back to, then the earliest. A readout that gives its day needs
    /// no other telling, which may be of another day.
    fn tellings(&self, i: usize) -> Vec<(usize, Dealing<'a>)> {
        let own = &self.dealings[i];
        let is_sure = own.day().is_some() && self.is_readout(own);
        let may_be = |j: &usize| *j == i || !is_sure && may_be_one(self.desk, own, &self.dealings[*j]);
        let same: Vec<usize> = (0..self.dealings.len()).filter(|j| !self.told[*j]).filter(may_be).collect();
        let led = |j: &usize| self.dealings[*j].led_by_each().map(|led| (*j, led)).collect::<Vec<_>>();
        let mut tellings: Vec<(usize, Dealing<'a>)> = same.iter().flat_map(led).collect();
        tellings.sort_by_cached_key(|(j, led)| {
            let first = is_first_report(self.desk, led, same.iter().map(|j| &self.dealings[*j]));
            (!write::has_source(self.desk, led), !first, self.dealings[*j].lead().paper)
        });
        tellings
    }

    /// What an account says more, the weightiest first; what says next to nothing is left out.
    fn details(&mut self, dealing: &Dealing<'a>, most: usize) -> Vec<Sentence> {
        let scope_is_open = self.desk.concern.scope.is_open();
        let mut sentences = Vec::new();
        for detail in write::details(self.desk, dealing.lead()) {
            let is_aside = !scope_is_open && detail.weight < Weights::get().statement.detail_at_least;
            if sentences.len() == most || is_aside || (detail.weight == 0 && !sentences.is_empty()) {
                break;
            }
            if self.desk.is_quoted(&detail.quote) {
                continue;
            }
            let Some(draft) = write::told_detail(self.desk, dealing, &detail) else { continue };
            match self.desk.put(&draft) {
                Ok(sentence) => {
                    self.desk.quote_once(&detail.quote);
                    sentences.push(sentence);
                }
                Err(Untold::Struck) => self.desk.strike(&detail.quote),
                Err(Untold::Left) => {}
            }
        }
        sentences
    }

    /// Whether a contact is told as a fact by an official source.
    fn is_readout(&self, dealing: &Dealing) -> bool {
        dealing.status() == Status::Held && self.desk.papers[dealing.lead().paper].is_official()
    }

    /// Whether a contact is only touched on, and others of the same countries are told.
    fn is_aside(&self, i: usize) -> bool {
        let countries = self.dealings[i].countries();
        let told = |other: &Dealing| other.countries() == countries && !is_touched_on(self.desk, other);
        is_touched_on(self.desk, &self.dealings[i]) && self.dealings.iter().any(told)
    }

    /// Whether a contact that is told already may be this one.
    fn is_told_otherwise(&self, i: usize) -> bool {
        let told = self.dealings.iter().zip(&self.told).filter(|(_, told)| **told);
        told.map(|(dealing, _)| dealing).any(|dealing| may_be_one(self.desk, dealing, &self.dealings[i]))
    }
}

/// A paragraph of sentences.
fn paragraph(sentences: Vec<Sentence>) -> Option<Item> {
    (!sentences.is_empty()).then(|| Item { sentences, ..Item::default() })
}
