//! Whose words a text's words are: who "I" and "we" are, and on whose word a thing
//! is told.

use crate::knowledge::Knowledge;
use crate::read::Reading;
use crate::read::names::Mentioned;
use crate::record::{Attribution, Form, MentionKind, SourceKind, Span};

use super::line::Line;

/// Whoever says "I".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Speaker {
    pub name: String,
    pub role: Option<String>,
    pub country: Option<String>,
    /// The country's name, for "we".
    pub state: Option<String>,
    pub actor: Option<usize>,
}

/// The voices of one document.
pub(in crate::read) struct Voice<'a> {
    reading: &'a Reading<'a>,
    attributions: &'a [Attribution],
    /// Per sentence, the attributions whose content reaches into it.
    by_sentence: Vec<Vec<usize>>,
    /// Who speaks where nobody is quoted: the author of an address.
    author: Option<Speaker>,
}

impl<'a> Voice<'a> {
    pub fn new(reading: &'a Reading<'a>, title: Option<&Reading>, attributions: &'a [Attribution]) -> Self {
        let mut by_sentence = vec![Vec::new(); reading.sentences.len()];
        for (i, attribution) in attributions.iter().enumerate() {
            for span in &attribution.content {
                let Some(bytes) = reading.text.bytes(*span) else { continue };
                let first = reading.sentences.partition_point(|sentence| sentence.end <= bytes.start);
                for (s, sentence) in reading.sentences.iter().enumerate().skip(first) {
                    if sentence.start >= bytes.end {
                        break;
                    }
                    by_sentence[s].push(i);
                }
            }
        }
        let author = title.and_then(|title| author(reading, title));
        Self { reading, attributions, by_sentence, author }
    }

    /// The attribution that a token stands under: the narrowest.
    pub fn attribution(&self, line: Line, token: usize) -> Option<usize> {
        let at = line.span(token..token + 1)?;
        let inside = |i: &usize| self.attributions[*i].content.iter().any(|span| span.contains(at));
        let here = || self.by_sentence[line.index].iter().copied();
        here().filter(inside).min_by_key(|&i| self.width(i)).or_else(|| here().find(|i| self.closes(*i, at)))
    }

    /// How many characters are said.
    fn width(&self, attribution: usize) -> usize {
        self.attributions[attribution].content.iter().map(|span| span.end - span.start).sum()
    }

    /// Whether an attribution that closes its sentence ("…, NBC reported") also holds for
    /// words before what was found of its content: told on someone's word rather than as
    /// a fact, where in doubt.
    fn closes(&self, attribution: usize, at: Span) -> bool {
        let Attribution { form, cue, content, .. } = &self.attributions[attribution];
        let (Some(cue), Some(first), Some(last)) = (cue.first(), content.first(), content.last()) else {
            return false;
        };
        *form == Form::Indirect && at.end <= first.start && last.end <= cue.start
    }

    /// Who says "I" or "we" at a token: whoever is quoted there, also where he tells what
    /// another said ("“I told them that we …”").
    pub fn at(&self, line: Line, token: usize) -> Option<Speaker> {
        let Some(narrowest) = self.attribution(line, token) else { return self.author.clone() };
        let at = line.span(token..token + 1)?;
        let quotes = |i: &usize| {
            let Attribution { form, content, .. } = &self.attributions[*i];
            *form != Form::Indirect && (*i == narrowest || content.iter().any(|span| span.contains(at)))
        };
        let here = self.by_sentence[line.index].iter().copied();
        let quoted = here.filter(quotes).min_by_key(|&i| (i != narrowest, self.width(i)))?;
        let attribution = &self.attributions[quoted];
        let source = attribution.source.as_ref().filter(|source| !source.anonymous)?;
        let actor = self.reading.names.actors.iter().position(|actor| actor.name == source.name);
        Some(Speaker {
            name: source.name.clone(),
            role: source.role.clone(),
            country: source.country.clone(),
            state: state(source.country.as_deref()),
            actor,
        })
    }

    /// Whether an attribution's source speaks for the channel that publishes the document.
    pub fn is_own(&self, attribution: usize) -> bool {
        let article = self.reading.article;
        let source = self.attributions[attribution].source.as_ref();
        article.kind == Some(SourceKind::Official)
            && source.is_some_and(|source| {
                !source.anonymous && source.country.is_some() && source.country == article.country
            })
    }

    pub fn get(&self, attribution: usize) -> &'a Attribution {
        &self.attributions[attribution]
    }
}

/// The author that a title names: "Address by …", "Remarks by …".
fn author(reading: &Reading, title: &Reading) -> Option<Speaker> {
    let line = |mention: &Mentioned| Line { reading: title, index: mention.sentence };
    let after_by = |mention: &&Mentioned| {
        let before = |back: usize| mention.tokens.start.checked_sub(back).map(|i| line(mention).word(i));
        let kind = title.names.actors[mention.actor].kind;
        let by = before(1).is_some_and(|word| word == "by")
            || before(1).is_some_and(|word| word == "the") && before(2).is_some_and(|word| word == "by");
        by && matches!(kind, MentionKind::Person | MentionKind::Office)
            && line(mention).word(mention.tokens.end) != "and"
    };
    let first = title.names.mentions.iter().find(after_by)?;
    let who = &title.names.actors[first.actor];
    let actor = reading.names.actors.iter().position(|actor| actor.name == who.name);
    let country = who.country.clone().or_else(|| reading.article.country.clone());
    Some(Speaker {
        name: who.name.clone(),
        role: who.role.clone(),
        state: state(country.as_deref()),
        country,
        actor,
    })
}

/// The name of a state.
fn state(code: Option<&str>) -> Option<String> {
    Knowledge::get().country(code?).map(|country| country.name.to_owned())
}
