//! Who is who across a document. Leaving a mention by itself is better than joining
//! it to the wrong one: every step below joins only where one candidate is left.

mod appositive;
mod body;
mod holder;
mod people;
mod person;
mod pronoun;
mod seat;
mod speaker;
mod unnamed;

pub use people::KnownPeople;

use jiff::civil::Date;

use crate::knowledge::Knowledge;
use crate::read::syntax::Sentence;
use crate::record::{Article, SourceKind};

use super::lexicon::Lexicon;
use super::{Mentioned, Names};

/// What the steps look at.
pub struct Context<'a> {
    pub knowledge: &'static Knowledge,
    pub people: &'a KnownPeople,
    pub lexicon: &'a Lexicon,
    pub article: &'a Article,
    pub sentences: &'a [Sentence],
}

impl Context<'_> {
    /// Joins the mentions of a document.
    pub fn resolve(&self, names: &mut Names) {
        self.tell_seats(names);
        let persons = self.join_people(names);
        self.join_appositives(names);
        self.complete_people(names, &persons);
        self.join_bodies(names);
        self.join_holders(names);
        self.add_pronouns(names);
        drop_unused(names);
    }

    fn text(&self) -> &str {
        &self.article.text
    }

    /// The words of a token; empty beyond the sentence.
    fn word(&self, sentence: usize, token: usize) -> &str {
        let token = self.sentences.get(sentence).and_then(|s| s.tokens.get(token));
        token.and_then(|token| self.text().get(token.bytes())).unwrap_or_default()
    }

    /// The word after a mention.
    fn after(&self, mention: &Mentioned) -> &str {
        self.word(mention.sentence, mention.tokens.end)
    }

    /// The word before a mention.
    fn before(&self, mention: &Mentioned) -> &str {
        mention.tokens.start.checked_sub(1).map_or("", |token| self.word(mention.sentence, token))
    }

    /// The token of a mention that the rest of it depends on.
    fn head(&self, mention: &Mentioned) -> usize {
        let tokens = &self.sentences[mention.sentence].tokens;
        let outside = |i: &usize| tokens[*i].head.is_none_or(|head| !mention.tokens.contains(&head));
        mention.tokens.clone().find(outside).unwrap_or(mention.tokens.end - 1)
    }

    /// The day of the document.
    fn day(&self) -> Option<Date> {
        self.article.published.as_ref().map(|published| published.date())
    }

    /// The state whose official channel publishes the document.
    fn official_state(&self) -> Option<&str> {
        let official = self.article.kind == Some(SourceKind::Official);
        self.article.country.as_deref().filter(|_| official)
    }
}

/// Keeps the actors that are mentioned, in the order of their first mention.
fn drop_unused(names: &mut Names) {
    let mut place = vec![None; names.actors.len()];
    let mut kept = Vec::new();
    for mention in &mut names.mentions {
        let old = mention.actor;
        mention.actor = *place[old].get_or_insert_with(|| {
            kept.push(names.actors[old].clone());
            kept.len() - 1
        });
    }
    names.actors = kept;
}
