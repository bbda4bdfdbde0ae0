//! The desk at which a digest is written: the papers, the cast, the checker.

use std::collections::{BTreeSet, HashSet};

use super::cast::Cast;
use super::draft::Draft;
use super::forms::Forms;
use super::model::{Citation, Sentence};
use super::prove::{self, Checker, Fault};
use crate::record::{Document, Span, Window};
use crate::weave::{Concern, Paper, Scope, Week, papers_of};

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
    pub papers: Vec<Paper<'a>>,
    pub cast: Cast,
    /// What was expected of channels in the week, and whether it came.
    pub windows: &'a [Window],
    checker: Checker<'a>,
    introduced: HashSet<usize>,
    quoted: BTreeSet<String>,
    pub proved: usize,
    pub refused: Vec<Refused>,
}

impl<'a> Desk<'a> {
    /// Lays out the papers of a week.
    pub fn new(documents: &'a [Document], windows: &'a [Window], week: Week, scope: &'a Scope) -> Self {
        let papers = papers_of(week, documents);
        let checker = Checker::new(papers.iter().map(|paper| paper.document)).expecting(windows);
        let cast = Cast::of(&papers);
        Self {
            week,
            concern: Concern::new(scope, &papers),
            papers,
            cast,
            windows,
            checker,
            introduced: HashSet::new(),
            quoted: BTreeSet::new(),
            proved: 0,
            refused: Vec::new(),
        }
    }

    /// Cites words of a paper, cut to whole words.
    pub fn cite(&self, paper: usize, span: Span, record: Option<&str>) -> Citation {
        let document = self.papers[paper].document;
        let article = &document.article;
        Citation {
            document: article.id.clone(),
            url: article.url.clone(),
            outlet: article.outlet.clone(),
            title: article.title.clone(),
            date: article.published.as_ref().map(|published| published.as_str().to_owned()),
            start: span.start,
            end: span.end,
            quote: self.papers[paper].words(span).to_owned(),
            record: record.map(str::to_owned),
        }
    }

    /// Proves a draft; `None` where it is refused, which is counted. Whom a proved
    /// sentence introduces is known from then on.
    pub fn say(&mut self, draft: &Draft) -> Option<Sentence> {
        let mut draft = draft.clone();
        self.cite_names(&mut draft);
        let sentence = self.try_sentence(draft.claim())?;
        self.introduced.extend(&draft.introduced);
        Some(sentence)
    }

    /// Proves a finished sentence; `None` where it is refused, which is counted.
    pub fn try_sentence(&mut self, sentence: Sentence) -> Option<Sentence> {
        match self.checker.prove(&sentence) {
            Ok(()) => {
                self.proved += 1;
                Some(sentence)
            }
            Err(fault) => {
                self.refused.push(Refused { sentence, fault });
                None
            }
        }
    }

    /// Proves an absence; `None` where it is none, which is no fault: only the checker
    /// looks through all the documents.
    pub fn say_absence(&mut self, sentence: Sentence) -> Option<Sentence> {
        self.checker.prove(&sentence).ok()?;
        self.proved += 1;
        Some(sentence)
    }

    /// Notes that words have been told.
    pub fn quote_once(&mut self, words: &str) {
        self.quoted.insert(words.to_lowercase());
    }

    /// Whether words have been told, or much the same.
    pub fn is_quoted(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.quoted.iter().any(|told| told.contains(&words) || words.contains(told))
    }

    /// Names a person: in full with the office the first time, by surname later.
    pub fn name(&self, person: usize, paper: usize, draft: &mut Draft) -> String {
        let who = self.cast.person(person);
        if self.introduced.contains(&person) || draft.introduced.contains(&person) {
            let clear = self.cast.is_short_name_clear(person);
            let name = if clear { who.short() } else { who.full() };
            draft.named.push((person, name.to_owned()));
            return name.to_owned();
        }
        let introduction = who.introduction(paper);
        draft.cite(self.cite(introduction.paper, introduction.span, None));
        draft.introduced.push(person);
        introduction.text.clone()
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

    /// Names a person in full without the office.
    pub fn full_name(&self, person: usize, paper: usize, draft: &mut Draft) -> String {
        let introduction = self.cast.person(person).introduction(paper);
        draft.cite(self.cite(introduction.paper, introduction.span, None));
        introduction.name.clone()
    }

    /// How the source of a paper is named as a teller: "the Kremlin", "Reuters".
    pub fn teller(&self, paper: usize) -> Option<String> {
        let paper = &self.papers[paper];
        Some(Self::told_as(paper.outlet()?, paper.is_official()))
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
