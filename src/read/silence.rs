//! Silences that a document itself reports, found by the rules of
//! `knowledge/rules/silences.toml`.

use crate::record::{MentionKind, Silence, record_id};

use super::Reading;
use super::rules::{Match, RuleBook, RuleError};
use super::syntax::{Rel, Upos};
use super::time::Calendar;

/// Finds the silences that a document reports.
pub struct Silences {
    book: RuleBook,
    calendar: Calendar,
}

impl Silences {
    /// With the rules that are part of the binary.
    ///
    /// # Panics
    /// Never in a build whose tests pass: they read the same file.
    pub fn new() -> Self {
        Self::parse("knowledge/rules/silences.toml", include_str!("../../knowledge/rules/silences.toml"))
            .unwrap_or_else(|error| panic!("{error}"))
    }

    /// Reads the rules of a file.
    ///
    /// # Errors
    /// Where a rule cannot be used; the error names file, rule and remedy.
    pub fn parse(file: &str, text: &str) -> Result<Self, RuleError> {
        Ok(Self { book: RuleBook::parse(file, text)?, calendar: Calendar::new() })
    }

    /// The rules, for `explain`.
    pub fn book(&self) -> &RuleBook {
        &self.book
    }

    /// The silences of a document, in the order of the text.
    pub fn find(&self, reading: &Reading) -> Vec<Silence> {
        let mut found: Vec<Silence> = Vec::new();
        for sentence in 0..reading.sentences.len() {
            for matched in self.book.matches(reading, sentence) {
                let silence = self.silence(reading, &matched);
                found.extend(
                    silence.filter(|one| !found.iter().any(|told| told.evidence.overlaps(one.evidence))),
                );
            }
        }
        found
    }

    fn silence(&self, reading: &Reading, matched: &Match) -> Option<Silence> {
        let sentence = matched.sentence;
        let tree = &reading.sentences[sentence];
        let channel = matched.slot("C").first().copied();
        let expected = matched.slot("E").first().copied().unwrap_or(matched.anchor);
        // What a channel never does is no silence of the day, nor what somebody says of himself:
        // "does not comment on rumours", "I can't comment".
        let is_habit = |i: usize| matches!(reading.word(sentence, i), "does" | "do" | "can" | "ca");
        let is_pronoun = channel.is_some_and(|channel| tree.tokens[channel].upos == Upos::Pron);
        if is_pronoun || tree.children(matched.anchor).any(is_habit) {
            return None;
        }
        let words: Vec<&str> = (0..tree.tokens.len()).map(|i| reading.word(sentence, i)).collect();
        let periods = self.calendar.phrases(&words);
        let name = match channel.map(|channel| (channel, reading.names.at(sentence, channel))) {
            Some((_, Some(mention))) => reading.names.actors[mention.actor].name.clone(),
            Some((channel, None)) => reading.words(sentence, tree.subtree(channel)).to_owned(),
            None => body_above(reading, sentence, matched.anchor)?,
        };
        let mut tokens = tree.subtree(matched.anchor);
        while tokens.len() > 1 && tree.tokens[tokens.end - 1].upos == Upos::Punct {
            tokens.end -= 1;
        }
        let evidence = reading.span(sentence, tokens)?;
        Some(Silence {
            id: record_id("s", &reading.article.id, evidence, &[&matched.rule.id]),
            channel: name,
            expected: reading.words(sentence, without_owner(tree, expected)).to_owned(),
            period: periods.first().map(|phrase| reading.words(sentence, phrase.tokens.clone()).to_owned()),
            evidence,
            rule: matched.rule.id.clone(),
        })
    }
}

impl Default for Silences {
    fn default() -> Self {
        Self::new()
    }
}

/// The body that the paragraph names last before a word, or else a heading right above it.
fn body_above(reading: &Reading, sentence: usize, token: usize) -> Option<String> {
    let paragraph = reading.sentences[sentence].paragraph;
    let is_heading = |i: usize| {
        let tokens = reading.sentences[i].tokens.len();
        tokens > 0 && reading.word(i, tokens - 1) == ":"
    };
    let in_reach = |i: usize| {
        let there = reading.sentences[i].paragraph;
        there == paragraph || there + 1 == paragraph && is_heading(i)
    };
    let before = reading.names.mentions.iter().rev();
    let before = before.filter(|m| (m.sentence, m.tokens.start) < (sentence, token));
    let body = before.take_while(|m| in_reach(m.sentence)).find(|m| {
        let actor = &reading.names.actors[m.actor];
        actor.kind == MentionKind::Organisation && actor.country.is_some()
    })?;
    Some(reading.names.actors[body.actor].name.clone())
}

/// The words that describe what was expected, from the first adjective on.
fn without_owner(tree: &super::syntax::Sentence, noun: usize) -> std::ops::Range<usize> {
    let describes = |&i: &usize| i < noun && matches!(tree.tokens[i].rel, Rel::Amod | Rel::Compound);
    tree.children(noun).find(describes).unwrap_or(noun)..noun + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Reader;
    use crate::record::Article;

    fn find(silences: &Silences, text: &str) -> Vec<Silence> {
        let article = Article { text: text.to_owned(), ..Article::default() };
        silences.find(&Reader::fast().analyse(&article))
    }

    #[test]
    fn every_rule_keeps_to_its_sentences() {
        let silences = Silences::new();
        for rule in silences.book().rules() {
            let holds = |sentence: &str| find(&silences, sentence).iter().any(|found| found.rule == rule.id);
            for yes in &rule.yes {
                assert!(holds(yes), "{}: {yes}", rule.id);
            }
            for no in &rule.no {
                assert!(!holds(no), "{}: {no}", rule.id);
            }
        }
    }

    #[test]
    fn nobody_is_silent_of_himself() {
        let silences = Silences::new();
        for text in
            ["I can't comment further on the report.", "We did not respond to the request for comment."]
        {
            assert!(find(&silences, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_silence_names_channel_and_period() {
        let found =
            find(&Silences::new(), "The Foreign Ministry did not hold its weekly briefing this week.");
        let [silence] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(silence.expected, "weekly briefing");
        assert_eq!(silence.period.as_deref(), Some("this week"));
        assert!(silence.channel.contains("Foreign Ministry"), "{silence:?}");
    }

    #[test]
    fn a_heading_names_the_channel() {
        let text = "US State Department news:\n\nThe spokesman, Carl Cole, was abroad, and no briefing was held after Monday.";
        let found = find(&Silences::new(), text);
        let [silence] = found.as_slice() else { panic!("{found:?}") };
        assert!(silence.channel.contains("State Department"), "{silence:?}");
    }
}
