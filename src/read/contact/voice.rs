//! Whose words a text's words are: who "I" and "we" are, and on whose word a thing
//! is told.

use std::ops::Range;

use crate::knowledge::Knowledge;
use crate::read::Reading;
use crate::read::attribution::{Quote, TURN, quotes};
use crate::record::{Attribution, Form, Source, SourceKind, Span};

use super::author;
use super::line::Line;
use super::words::Words;

/// Whoever says "I" or "we".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Speaker {
    pub name: String,
    pub role: Option<String>,
    pub country: Option<String>,
    /// The country's name, for "we".
    pub state: Option<String>,
    pub actor: Option<usize>,
    /// Whether it is somebody who can say "I".
    pub is_person: bool,
}

/// The voices of one document.
pub(in crate::read) struct Voice<'a> {
    reading: &'a Reading<'a>,
    attributions: &'a [Attribution],
    words: &'a Words,
    /// Per sentence, the attributions whose content reaches into it.
    by_sentence: Vec<Vec<usize>>,
    /// What stands in quotation marks.
    quotes: Vec<Quote>,
    /// Who speak where nobody is quoted: the author of an address, those of a joint statement.
    authors: Vec<Speaker>,
    /// The state whose people or parliament an address is to, as its title says.
    audience: Option<String>,
    /// The state of an official channel that tells its own; it does not speak in quotation marks.
    channel: Option<Speaker>,
}

impl<'a> Voice<'a> {
    pub fn new(
        reading: &'a Reading<'a>,
        title: Option<&Reading>,
        attributions: &'a [Attribution],
        words: &'a Words,
    ) -> Self {
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
        let authors = title.map(|title| author::authors(reading, title, words)).unwrap_or_default();
        let is_transcript = attributions.iter().any(|one| one.rule == TURN);
        let audience = title.and_then(|title| author::audience(title, &authors, words));
        let channel = if is_transcript { None } else { author::channel(reading) };
        let quotes = quotes(reading.text.as_str(), paragraphs(reading));
        Self { reading, attributions, words, by_sentence, quotes, authors, audience, channel }
    }

    /// The attribution that a token stands under: the narrowest.
    pub fn attribution(&self, line: Line, token: usize) -> Option<usize> {
        let at = line.span(token..token + 1)?;
        let inside = |i: &usize| self.attributions[*i].content.iter().any(|span| span.contains(at));
        let here = || self.by_sentence[line.index].iter().copied();
        let narrowest = here().filter(inside).min_by_key(|&i| self.width(i));
        narrowest.or_else(|| here().find(|i| self.closes(*i, at))).or_else(|| self.of_quotation(line, token))
    }

    /// The attribution of another part of the quotation that a token stands in: who says
    /// one sentence between two marks says all of them.
    fn of_quotation(&self, line: Line, token: usize) -> Option<usize> {
        let quote = self.quotation(line, token).filter(|quote| quote.closed)?;
        let quoted = |one: &Attribution| {
            one.form != Form::Indirect
                && one
                    .content
                    .iter()
                    .filter_map(|span| self.reading.text.bytes(*span))
                    .any(|bytes| bytes.start < quote.bytes.end && quote.bytes.start < bytes.end)
        };
        self.attributions.iter().position(quoted)
    }

    /// The outermost quotation that a token stands in.
    fn quotation(&self, line: Line, token: usize) -> Option<&Quote> {
        let at = line.token(token).start;
        self.quotes.iter().find(|quote| quote.bytes.contains(&at))
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
        let gap = Span { start: last.end.min(cue.start), end: cue.start };
        let set_off = self.reading.text.at(gap).is_some_and(|words| words.contains(','));
        *form == Form::Indirect && at.end <= first.start && last.end <= cue.start && set_off
    }

    /// Who says "I" or "we" at a token: whoever is quoted there, also where he tells what
    /// another said ("“I told them that we …”"); else the authors or the channel.
    pub fn at(&self, line: Line, token: usize) -> Vec<Speaker> {
        let narrowest = self.attribution(line, token);
        if let Some(speaker) = narrowest.and_then(|narrowest| self.quoted(line, token, narrowest)) {
            return vec![speaker];
        }
        let retold = narrowest.is_none_or(|i| self.attributions[i].form == Form::Indirect);
        if !retold || self.quotation(line, token).is_some() && self.authors.is_empty() {
            return Vec::new();
        }
        if self.authors.is_empty() { self.channel.iter().cloned().collect() } else { self.authors.clone() }
    }

    fn quoted(&self, line: Line, token: usize, narrowest: usize) -> Option<Speaker> {
        let at = line.span(token..token + 1)?;
        let quotes = |i: &usize| {
            let Attribution { form, content, .. } = &self.attributions[*i];
            *form != Form::Indirect && (*i == narrowest || content.iter().any(|span| span.contains(at)))
        };
        // Of a quotation of several sentences only one may have been found.
        let here = self.by_sentence[line.index].iter().copied().chain([narrowest]);
        let quoted = here.filter(quotes).min_by_key(|&i| (i != narrowest, self.width(i)))?;
        let source = self.source(quoted).filter(|source| !source.anonymous)?;
        let country = self.country(quoted, source);
        let actor = self.reading.names.actors.iter().position(|actor| actor.name == source.name);
        Some(Speaker {
            name: source.name.clone(),
            role: source.role.clone(),
            state: country
                .as_deref()
                .and_then(|code| Knowledge::get().country(code))
                .map(|c| c.name.to_owned()),
            country,
            actor,
            is_person: true,
        })
    }

    /// Whether an attribution's source speaks for the channel that publishes the document.
    pub fn is_own(&self, attribution: usize) -> bool {
        let article = self.reading.article;
        article.kind == Some(SourceKind::Official)
            && self.source(attribution).is_some_and(|source| {
                // "A senior official" may speak for it, and yet nobody answers for what he says.
                let country = match source.name.as_str() {
                    "Official" => source.country.clone(),
                    _ => self.country(attribution, source),
                };
                !source.anonymous && country.is_some() && country == article.country
            })
    }

    /// Who says it: of "he said" without a name near, whoever was told to speak just before.
    pub fn source(&self, attribution: usize) -> Option<&'a Source> {
        let told = &self.attributions[attribution];
        let source = told.source.as_ref()?;
        let is_pronoun =
            |one: &Source| matches!(one.name.as_str(), "he" | "she" | "He" | "She") && one.country.is_none();
        if !is_pronoun(source) {
            return Some(source);
        }
        let at = told.content.first()?.start;
        let mut before = self.attributions.iter().filter(|one| one.rule != TURN).filter_map(|one| {
            let content = one.content.first().filter(|span| span.start < at && at - span.start < HEARD)?;
            let named = one.source.as_ref().filter(|source| !is_pronoun(source) && !is_speaker(source))?;
            Some((content.start, named))
        });
        let mut last = before.next()?;
        for one in before {
            last = if one.0 >= last.0 { one } else { last };
        }
        let (_, named) = last;
        Some(if named.role.is_some() && named.country.is_some() { named } else { source })
    }

    /// The state for which the speaker of a turn speaks, where only his voice tells it.
    pub fn state_of_turn(&self, attribution: usize) -> Option<String> {
        let is_turn = self.attributions[attribution].rule == TURN;
        let source = self.source(attribution).filter(|source| is_turn && !source.anonymous)?;
        self.country(attribution, source)
    }

    /// The state of a source: in a transcript of an official channel also of its own people
    /// whom it names without one.
    fn country(&self, attribution: usize, source: &Source) -> Option<String> {
        let article = self.reading.article;
        let role = source.role.as_deref().unwrap_or_default().to_lowercase();
        let mut office = role.split(|c: char| !c.is_alphanumeric());
        // "MR. SMITH: …": guests are called by their offices.
        let titled = || {
            let label = self.reading.text.at(source.span).unwrap_or_default();
            role.is_empty() && self.words.courtesies.iter().any(|title| label.starts_with(title.as_str()))
        };
        let own = self.attributions[attribution].rule == TURN
            && article.kind == Some(SourceKind::Official)
            && !role.contains("general")
            && (office.any(|word| self.words.speaking.has(word)) || titled());
        source.country.clone().or_else(|| article.country.clone().filter(|_| own))
    }

    /// The state whom "you" stands for in an address.
    pub fn audience(&self) -> Option<&str> {
        self.audience.as_deref()
    }

    /// Who gives a joint statement; empty where nobody or one speaks.
    pub fn joint(&self) -> &[Speaker] {
        if self.authors.len() >= 2 { &self.authors } else { &[] }
    }

    /// Everything that somebody says.
    pub fn all(&self) -> &'a [Attribution] {
        self.attributions
    }

    pub fn get(&self, attribution: usize) -> &'a Attribution {
        &self.attributions[attribution]
    }
}

/// Within how many characters "he" may go on with what somebody was told to say.
const HEARD: usize = 1_200;

/// "I" and "we" in place of a name.
fn is_speaker(source: &Source) -> bool {
    matches!(source.name.to_lowercase().as_str(), "i" | "we" | "you" | "they" | "it" | "who")
}

/// The bytes of each paragraph.
fn paragraphs(reading: &Reading) -> Vec<Range<usize>> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for sentence in &reading.sentences {
        match found.last_mut() {
            Some((paragraph, bytes)) if *paragraph == sentence.paragraph => bytes.end = sentence.end,
            _ => found.push((sentence.paragraph, sentence.bytes())),
        }
    }
    found.into_iter().map(|(_, bytes)| bytes).collect()
}
