//! Drafts from the rules of `knowledge/rules/attributions.toml`.

use std::ops::Range;

use super::cues::{Cues, parse_stance};
use super::draft::{self, Draft};
use super::knowledge::{Speakers, has};
use super::row::Row;
use crate::read::rules::{Match, Pattern, RuleBook, RuleError};
use crate::read::syntax::Rel;
use crate::record::Stance;

/// The file that the binary carries.
const FILE: &str = "knowledge/rules/attributions.toml";

/// What the rules give beside their slots.
#[derive(Debug, Clone, Default)]
struct Gives {
    stance: Option<Stance>,
    hedged: bool,
    nobody: bool,
    sure: bool,
    content: Content,
}

/// Where a rule's content stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Content {
    /// In the slots C and D.
    #[default]
    Slots,
    /// In the clause that the words are set into.
    Host,
    /// In that clause, the words included.
    Whole,
    /// In the sentence before.
    Previous,
}

/// The rules of attribution.
#[derive(Debug, Clone)]
pub struct Ruled {
    book: RuleBook,
    gives: Vec<Gives>,
}

impl Ruled {
    /// The rules that are part of the binary.
    ///
    /// # Panics
    /// Never in a tested build: a test reads the file.
    pub fn known(cues: &Cues) -> Self {
        Self::parse(include_str!("../../../knowledge/rules/attributions.toml"), cues)
            .expect("knowledge/rules/attributions.toml is tested")
    }

    /// Reads the rules of a file.
    ///
    /// # Errors
    /// Where the file cannot be used; the error names file, rule and remedy.
    pub fn parse(text: &str, cues: &Cues) -> Result<Self, RuleError> {
        let book = RuleBook::parse_with(FILE, text, cues.lists())?;
        let gives = book.rules().iter().map(|rule| {
            gives(&rule.gives).map_err(|problem| RuleError::Gives {
                file: FILE.into(),
                id: rule.id.clone(),
                problem,
            })
        });
        let gives = gives.collect::<Result<_, _>>()?;
        Ok(Self { book, gives })
    }

    /// The rules, with the sentences that prove them.
    pub fn book(&self) -> &RuleBook {
        &self.book
    }

    /// A draft per saying word that a rule holds at, in the order of the text; of
    /// several rules at one word the first of the file.
    pub fn drafts(&self, row: &Row, speakers: &Speakers) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        for sentence in 0..row.reading.sentences.len() {
            let mut found: Vec<(usize, Draft)> = Vec::new();
            for one in self.book.matches(row.reading, sentence) {
                let order = self.book.rules().iter().position(|rule| rule.id == one.rule.id).unwrap_or(0);
                found.extend(self.draft(row, &one, &self.gives[order]).map(|draft| (order, draft)));
            }
            found.sort_by_key(|(order, draft)| (draft.anchor, *order));
            found.dedup_by_key(|(_, draft)| draft.anchor);
            let spoken =
                found.into_iter().map(|(_, draft)| draft).filter(|draft| !is_standard(row, speakers, draft));
            drafts.extend(spoken);
        }
        drafts
    }

    fn draft(&self, row: &Row, found: &Match, gives: &Gives) -> Option<Draft> {
        let place = |token: usize| row.place(found.sentence, token);
        let slot =
            |name: &str| -> Vec<usize> { found.slot(name).iter().map(|&token| place(token)).collect() };
        let anchor = place(found.anchor);
        let is_words = matches!(found.rule.pattern, Pattern::Surface(_));
        let source = joined(row, &slot("S"));
        let hearer = joined(row, &slot("A"));
        let relay = joined(row, &slot("R"));
        let cue = match (is_words, &source) {
            // The words up to the source are the cue: "according to".
            (true, Some(source)) if anchor < source.start => anchor..source.start,
            (true, Some(source)) if source.contains(&anchor) => {
                let first = place(*found.slot("S").first()?);
                let start =
                    (anchor..=first).find(|&at| !matches!(row.cells[at].rel, Rel::Case | Rel::Fixed))?;
                anchor..start
            }
            (true, _) => anchor..anchor + 1,
            (false, _) => draft::verb_group(row, anchor),
        };
        let source = source.map(|source| source.start.max(if is_words { cue.end } else { 0 })..source.end);
        // "**a story** that broke the news": the words for its clause are not of its name.
        let clause = row.cells[anchor].first as usize;
        let source =
            source.map(|source| match !is_words && source.contains(&anchor) && source.start < clause {
                true => draft::trim(row, source.start..clause),
                false => source,
            });
        // "by Head of the Office …": the tree may hang the preposition on a title.
        let is_case = |at: &usize| row.cells[*at].rel == Rel::Case;
        let source =
            source.map(|source| source.clone().find(|at| !is_case(at)).unwrap_or(source.end)..source.end);
        let source = source.filter(|source| !source.is_empty());
        let taken: Vec<Range<usize>> =
            [Some(cue.clone()), source.clone(), hearer.clone()].into_iter().flatten().collect();
        let content = match gives.content {
            Content::Slots => {
                let mut heads = slot("C");
                heads.extend(slot("D"));
                heads.iter().flat_map(|&head| self.said(row, anchor, head, &taken)).collect()
            }
            Content::Host => host(row, anchor, source.clone().filter(|_| is_words), &taken),
            Content::Whole => {
                let cell = row.cells[row.cells[anchor].head as usize];
                vec![draft::trim(row, cell.first as usize..cell.last as usize)]
            }
            Content::Previous => {
                let sentence = found.sentence.checked_sub(1)?;
                draft::without(row, row.starts[sentence]..row.starts[sentence + 1], &[])
            }
        };
        let content = merged(content);
        if content.is_empty() || (source.is_none() && !gives.nobody && !slot("S").is_empty()) {
            return None;
        }
        Some(Draft {
            anchor,
            cue,
            source,
            content,
            hearer,
            relay,
            rule: found.rule.id.clone(),
            stance: gives.stance,
            hedged: gives.hedged,
            sure: gives.sure,
        })
    }

    /// What stands under the head of a content, without the saying clause if that is
    /// set into it.
    fn said(&self, row: &Row, anchor: usize, head: usize, taken: &[Range<usize>]) -> Vec<Range<usize>> {
        let cell = row.cells[head];
        let whole = cell.first as usize..cell.last as usize;
        let mut taken = taken.to_vec();
        if whole.contains(&anchor) {
            taken.push(row.cells[anchor].first as usize..row.cells[anchor].last as usize);
        }
        draft::without(row, whole, &taken)
    }
}

/// Whether a draft is no speech but "according to plan".
pub fn is_standard(row: &Row, speakers: &Speakers, draft: &Draft) -> bool {
    let according = draft.cue.clone().any(|at| row.word(at).eq_ignore_ascii_case("according"));
    let source = draft.source.clone().filter(|_| according);
    source.is_some_and(|source| has(&speakers.standards, row.lemma(draft::head_of(row, source))))
}

/// Whether a draft says only which report came after which: "the story follows a report that …".
pub fn is_succession(row: &Row, speakers: &Speakers, draft: &Draft) -> bool {
    let source = draft.source.clone().filter(|_| has(&speakers.succeeding, row.lemma(draft.anchor)));
    source.is_some_and(|source| has(&speakers.published, row.lemma(draft::head_of(row, source))))
}

/// The phrases of several heads as one stretch.
fn joined(row: &Row, heads: &[usize]) -> Option<Range<usize>> {
    let phrases = heads.iter().map(|&head| draft::phrase(row, head)).filter(|places| !places.is_empty());
    phrases.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
}

/// The clause that words are set into, without them; the words are those that hang with the
/// source, where there is one, else those with the anchor.
fn host(row: &Row, anchor: usize, source: Option<Range<usize>>, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let inside = source.map_or(anchor, |source| draft::head_of(row, source));
    let head = row.cells[inside].head as usize;
    if head == inside {
        return Vec::new();
    }
    let mut taken = taken.to_vec();
    taken.push(row.cells[inside].first as usize..row.cells[inside].last as usize);
    let cell = row.cells[head];
    draft::without(row, cell.first as usize..cell.last as usize, &taken)
}

/// Parts in the order of the text; those that touch or overlap are one.
fn merged(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_by_key(|part| part.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match merged.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => merged.push(part),
        }
    }
    merged
}

fn gives(table: &toml::Table) -> Result<Gives, String> {
    let mut gives = Gives::default();
    for (key, value) in table {
        let word = value.as_str().unwrap_or_default();
        match (key.as_str(), value) {
            ("source", _) if word == "none" => gives.nobody = true,
            ("sure", toml::Value::Boolean(sure)) => gives.sure = *sure,
            ("hedged", toml::Value::Boolean(hedged)) => gives.hedged = *hedged,
            ("stance", _) => {
                gives.stance = Some(parse_stance(word).ok_or_else(|| format!("\"{word}\" is no stance"))?);
            }
            ("content", _) if word == "host" => gives.content = Content::Host,
            ("content", _) if word == "clause" => gives.content = Content::Whole,
            ("content", _) if word == "previous" => gives.content = Content::Previous,
            _ => return Err(format!("it cannot give {key} = {value}; see the head of the file")),
        }
    }
    Ok(gives)
}
