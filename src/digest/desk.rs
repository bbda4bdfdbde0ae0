//! The desk at which a digest is written: the papers, the cast, the checker.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;

use super::cast::Cast;
use super::compose::Commission;
use super::draft::Draft;
use super::forms::Forms;
use super::model::{Citation, Kind, Sentence};
use super::prove::{self, Checker, Fault};
use super::revise::Edits;
use crate::record::{Document, Edit, MentionKind, NAMELESS, Place, Span, Window};
use crate::weave::{Concern, Paper, Week, papers_of, story};

/// How many sentences back a pronoun's antecedent may stand.
const ANTECEDENT: usize = 2;

/// How many weeks a digest looks back on, its own among them.
pub const WEEKS: usize = 12;

/// The first and the last day of the documents that the digest of a week is written from:
/// its own week's, and those before on which it looks back.
pub fn days_of(week: Week) -> (Date, Date) {
    (week.before(WEEKS as i32 - 1).first(), week.last())
}

/// A sentence that was written and not proved; it is not in the digest.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    pub sentence: Sentence,
    pub fault: Fault,
}

/// All that the writing needs at hand, and what has been written so far.
pub struct Desk<'a> {
    pub week: Week,
    pub concern: Concern<'a>,
    /// The papers of the week, then those of the weeks before, each in order.
    pub papers: Vec<Paper<'a>>,
    /// How many of them are of the week.
    of_week: usize,
    /// Of which story each paper of the week is.
    stories: Vec<String>,
    pub cast: Cast,
    /// What was expected of channels in the week, and whether it came.
    pub windows: &'a [Window],
    checker: Checker<'a>,
    /// What an editor changed.
    pub edits: Edits<'a>,
    /// What is not told, as an editor took it out.
    struck: BTreeSet<String>,
    /// Whether the sentence told last is an editor's.
    follows_editor: bool,
    told: Told,
    /// Words that the digest may have, and that it may have so far.
    words: usize,
    allowed: usize,
    pub refused: Vec<Refused>,
}

/// Why a sentence is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold {
    /// An editor took it out.
    Struck,
    /// It is not proved, or there is no room for it.
    Left,
}

/// What has been told so far.
#[derive(Debug, Clone, Default)]
pub struct Told {
    introduced: HashSet<usize>,
    quoted: BTreeSet<String>,
    /// The sentences themselves: none is told twice.
    texts: BTreeSet<String>,
    words: usize,
    sentences: usize,
}

impl<'a> Desk<'a> {
    /// Lays out the papers of a week.
    pub fn new(documents: &'a [Document], commission: Commission<'a>, edits: Edits<'a>) -> Self {
        let Commission { week, scope, windows, words, .. } = commission;
        let mut papers = papers_of((week.first(), week.last()), documents);
        let of_week = papers.len();
        papers.extend(papers_of((days_of(week).0, week.before(1).last()), documents));
        let checker = Checker::new(papers.iter().map(|paper| paper.document)).expecting(windows);
        let cast = Cast::of(&papers, of_week);
        let week_documents: Vec<&Document> = papers[..of_week].iter().map(|paper| paper.document).collect();
        let stories = story::stories_in(&week_documents).into_iter().map(|placed| placed.story).collect();
        Self {
            week,
            concern: Concern::new(scope, &papers[..of_week]),
            papers,
            of_week,
            cast,
            windows,
            stories,
            checker,
            edits,
            struck: BTreeSet::new(),
            follows_editor: false,
            told: Told::default(),
            words,
            allowed: words,
            refused: Vec::new(),
        }
    }

    /// The papers of the week; their places are those in `papers`.
    pub fn of_week(&self) -> &[Paper<'a>] {
        &self.papers[..self.of_week]
    }

    /// The papers of the weeks before, each with its place in `papers`.
    pub fn earlier(&self) -> impl DoubleEndedIterator<Item = (usize, &Paper<'a>)> {
        self.papers.iter().enumerate().skip(self.of_week)
    }

    /// The story of a paper of the week.
    pub fn story(&self, paper: usize) -> &str {
        &self.stories[paper]
    }

    /// Whether it is the turn of the last of so many forms, by what has been told so far.
    pub fn turn(&self, forms: usize) -> bool {
        self.told.sentences % forms == forms - 1
    }

    /// The next of some forms, by what has been told so far.
    pub fn form<'f>(&self, forms: &'f [String]) -> &'f str {
        &forms[self.told.sentences % forms.len()]
    }

    /// From now on the digest may have so many in a hundred of its words.
    pub fn allow(&mut self, percent: usize) {
        self.allowed = self.words * percent / 100;
    }

    /// What has been told so far, to come [`Self::back_to`].
    pub fn mark(&self) -> Told {
        self.told.clone()
    }

    /// Forgets what has been told since.
    pub fn back_to(&mut self, told: Told) {
        self.told = told;
    }

    /// Cites words of a paper, cut to whole words.
    pub fn cite(&self, paper: usize, span: Span, record: Option<&str>) -> Citation {
        let document = self.papers[paper].document;
        let article = &document.article;
        Citation {
            document: article.id.clone(),
            url: article.url_at(span.start),
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            date: article.published.as_ref().map(|published| published.as_str().to_owned()),
            start: span.start,
            end: span.end,
            quote: self.papers[paper].words(span).to_owned(),
            record: record.map(str::to_owned),
        }
    }

    /// Proves a draft; `None` where it is refused, which is counted, or where there is no
    /// room for it. Whom a proved sentence introduces is known from then on.
    pub fn say(&mut self, draft: &Draft) -> Option<Sentence> {
        self.put(draft).ok()
    }

    /// As [`Self::say`], and says whether an editor took the sentence out.
    pub fn put(&mut self, draft: &Draft) -> Result<Sentence, Untold> {
        let mut draft = draft.clone();
        self.cite_names(&mut draft);
        let sentence = draft.claim();
        let text = sentence.text.clone();
        let Some(words) = self.room_for(&sentence).filter(|_| !self.told.texts.contains(&text)) else {
            return Err(Untold::Left);
        };
        let said = self.tried(Place::Text, sentence);
        match &said {
            Ok(sentence) => {
                self.follows_editor = sentence.kind == Kind::Editor;
                if !self.follows_editor {
                    self.told.introduced.extend(&draft.introduced);
                }
                self.told.texts.insert(text);
                self.told.words += words;
                self.told.sentences += 1;
            }
            // The sentences after it keep their forms.
            Err(Untold::Struck) => self.told.sentences += 1,
            Err(Untold::Left) => {}
        }
        said
    }

    /// Proves a finished sentence; `None` where it is refused, which is counted.
    pub fn try_sentence(&mut self, place: Place, sentence: Sentence) -> Option<Sentence> {
        self.tried(place, sentence).ok()
    }

    fn tried(&mut self, place: Place, sentence: Sentence) -> Result<Sentence, Untold> {
        match self.checker.prove(&sentence) {
            Ok(()) => self.revised(place, sentence),
            Err(fault) => {
                let refused = Refused { sentence, fault };
                if !self.refused.contains(&refused) {
                    self.refused.push(refused);
                }
                Err(Untold::Left)
            }
        }
    }

    /// Proves an absence; `None` where it is none, which is no fault: only the checker
    /// looks through all the documents.
    pub fn say_absence(&mut self, sentence: Sentence) -> Option<Sentence> {
        let words = self.room_for(&sentence)?;
        self.checker.prove(&sentence).ok()?;
        self.told.words += words;
        self.revised(Place::Text, sentence).ok()
    }

    /// A sentence as an editor left it.
    pub fn revised(&mut self, place: Place, sentence: Sentence) -> Result<Sentence, Untold> {
        match self.edits.on(place, &sentence.text) {
            None => Ok(sentence),
            Some(Edit { text: None, .. }) => Err(Untold::Struck),
            Some(Edit { text: Some(text), key, .. }) => Ok(Sentence::by_editor(text, *key)),
        }
    }

    /// Whether the sentence told last is an editor's, on whose words nothing may lean.
    pub fn follows_editor(&self) -> bool {
        self.follows_editor
    }

    /// Words that an editor took out: they are told nowhere else.
    pub fn strike(&mut self, words: &str) {
        self.struck.insert(words.to_lowercase());
    }

    /// How many words a sentence has, where there is room for them.
    fn room_for(&self, sentence: &Sentence) -> Option<usize> {
        let words = sentence.text.split_whitespace().count();
        (self.told.words + words <= self.allowed).then_some(words)
    }

    /// Notes that words have been told.
    pub fn quote_once(&mut self, words: &str) {
        self.told.quoted.insert(words.to_lowercase());
    }

    /// Whether words have been told, or much the same.
    pub fn is_quoted(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.quoted().any(|told| told.contains(&words) || words.contains(told))
    }

    /// Whether words stand within words that have been told.
    pub fn has_quoted(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.quoted().any(|told| told.contains(&words))
    }

    fn quoted(&self) -> impl Iterator<Item = &String> {
        self.told.quoted.iter().chain(&self.struck)
    }

    /// Names a person whom words of a paper stand for: in full with the office the first
    /// time, by surname later. `None` where the words do not make sure who it is.
    pub fn name(&self, person: usize, paper: usize, at: Span, draft: &mut Draft) -> Option<String> {
        let who = self.cast.person(person);
        let antecedent = self.papers[paper].sentences_around(self.sure_by(person, paper, at)?);
        if antecedent != self.papers[paper].sentences_around(at) {
            draft.cite(self.cite(paper, antecedent, None));
        }
        if self.told.introduced.contains(&person) || draft.introduced.contains(&person) {
            let clear = self.cast.is_short_name_clear(person, &self.told.introduced);
            let name = if clear { who.short() } else { who.full() };
            draft.named.push((person, name.to_owned()));
            return Some(name.to_owned());
        }
        let introduction = who.introduction(paper);
        if !introduction.is_enough() {
            return None;
        }
        draft.cite(self.cite(introduction.paper, introduction.span, None));
        draft.introduced.push(person);
        Some(introduction.text.clone())
    }

    /// The words that make sure that words of a paper stand for a person: they have the
    /// surname; or are an office in the state whose official paper it is, or with the
    /// state's name; or are a pronoun, and nobody else is named in the sentences before.
    fn sure_by(&self, person: usize, i: usize, at: Span) -> Option<Span> {
        let (who, paper) = (self.cast.person(person), &self.papers[i]);
        let words = prove::folded_words(paper.words(at));
        if words.iter().any(|word| who.is_called(word)) {
            return Some(at);
        }
        let article = &paper.document.article;
        let home =
            paper.is_official() && article.country.is_some() && article.country.as_deref() == who.country();
        let state = who.country().is_some_and(|code| prove::names_country_in(paper.words(at), code));
        if (home || state) && words.iter().any(|word| prove::is_office_word(word)) {
            return Some(at);
        }
        let own_voice = matches!(words.first().map(String::as_str), Some("i" | "we" | "my" | "our"));
        if own_voice {
            let title = article.title.as_deref().unwrap_or_default();
            let titled = prove::folded_words(title).iter().any(|word| who.is_called(word));
            return (paper.is_official() && titled).then_some(at);
        }
        self.antecedent(person, i, at)
    }

    /// The last mention of a person before a pronoun, where nobody else is named near it.
    fn antecedent(&self, person: usize, i: usize, at: Span) -> Option<Span> {
        let paper = &self.papers[i];
        let sentence = paper.sentence_at(at.start)?;
        let from = paper.document.sentences[sentence.saturating_sub(ANTECEDENT)].start;
        let mentions = paper.document.mentions.iter();
        let near = mentions
            .filter(|m| m.kind == MentionKind::Person && m.span.start >= from && m.span.end <= at.start);
        let mut last = None;
        for mention in near {
            if self.cast.find(&mention.name, mention.country.as_deref()) != Some(person) {
                return None;
            }
            last = Some(mention.span);
        }
        last
    }

    /// Cites, for each name that the cited words do not have in this spelling ("he",
    /// "the President"), the words that introduce the person.
    fn cite_names(&self, draft: &mut Draft) {
        for (person, name) in std::mem::take(&mut draft.named) {
            let stands = draft.citations.iter().any(|citation| prove::has_phrase(&citation.quote, &name));
            if !stands {
                let introduction = self.cast.person(person).best();
                draft.cite(self.cite(introduction.paper, introduction.span, None));
            }
        }
    }

    /// Whether the words of a paper make sure that they stand for a person.
    pub fn is_sure(&self, person: usize, paper: usize, at: Span) -> bool {
        self.sure_by(person, paper, at).is_some()
    }

    /// Names a person in full without the office, for a table; `None` where the words do
    /// not make sure who it is.
    pub fn full_name(&self, person: usize, paper: usize, at: Span, draft: &mut Draft) -> Option<String> {
        self.sure_by(person, paper, at)?;
        let introduction = self.cast.person(person).introduction(paper);
        draft.cite(self.cite(introduction.paper, introduction.span, None));
        Some(introduction.name.clone())
    }

    /// Names a person by surname, for a title; `None` where the words do not make sure
    /// who it is.
    pub fn short_name(&self, person: usize, paper: usize, at: Span, draft: &mut Draft) -> Option<String> {
        self.sure_by(person, paper, at)?;
        let who = self.cast.person(person);
        let introduction = who.introduction(paper);
        draft.cite(self.cite(introduction.paper, introduction.span, None));
        let clear = self.cast.is_short_name_clear(person, &self.told.introduced);
        Some(if clear { introduction.short.clone() } else { introduction.name.clone() })
    }

    /// How the source of a paper is named as a teller: "the Kremlin", "Reuters"; that it has
    /// none where the paper does not say which.
    pub fn teller(&self, paper: usize) -> String {
        let paper = &self.papers[paper];
        Self::told_as(paper.outlet().unwrap_or(NAMELESS), paper.is_official())
    }

    /// How a source with this name is named as a teller.
    pub fn told_as(outlet: &str, is_official: bool) -> String {
        let tellers = &Forms::get().tellers;
        if let Some(form) = tellers.forms.get(outlet) {
            return form.clone();
        }
        let has_article = outlet.starts_with("The ") || outlet.starts_with("the ");
        let bare = !is_official || has_article || tellers.bare.contains(outlet);
        match (bare, outlet.strip_prefix("The ")) {
            (_, Some(rest)) => format!("the {rest}"),
            (true, None) => outlet.to_owned(),
            (false, None) => format!("the {outlet}"),
        }
    }
}
