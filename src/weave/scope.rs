//! Which conflict is watched, and what of a week concerns it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Lands, Paper};
use crate::record::{Contact, Span};

/// How many sentences after a contact count as its account.
const AFTER: usize = 3;

/// A document up to this many code points is taken to be about what it tells first.
const SHORT: usize = 4_000;

/// Words that tell where a war is fought: `knowledge/scope.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct War {
    war: Vec<String>,
    before_country: Vec<String>,
    /// How many papers must say so.
    documents: usize,
}

static WAR: LazyLock<War> =
    LazyLock::new(|| toml::from_str(include_str!("../../knowledge/scope.toml")).expect("a test parses it"));

/// The parties of the conflict that is watched; with none, everything is in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    parties: BTreeSet<String>,
}

impl Scope {
    /// A scope of countries, ISO 3166-1 alpha-3.
    pub fn new(parties: impl IntoIterator<Item = String>) -> Self {
        Self { parties: parties.into_iter().collect() }
    }

    /// Whether everything is in.
    pub fn is_open(&self) -> bool {
        self.parties.is_empty()
    }

    /// The parties, in order.
    pub fn parties(&self) -> impl Iterator<Item = &str> {
        self.parties.iter().map(String::as_str)
    }

    /// Whether a country is a party.
    pub fn has(&self, country: &str) -> bool {
        self.parties.contains(country)
    }
}

/// What of a week's papers concerns the conflict that is watched.
pub struct Concern<'s> {
    pub scope: &'s Scope,
    /// The parties on whose soil it is fought, as the papers tell.
    theatre: BTreeSet<&'s str>,
}

impl<'s> Concern<'s> {
    /// Learns from the papers where the conflict is fought.
    pub fn new(scope: &'s Scope, papers: &[Paper]) -> Self {
        let told_by = |country: &str| papers.iter().filter(|paper| tells_of_war_in(paper, country)).count();
        let parties = scope.parties.iter().map(String::as_str);
        let theatre = parties.filter(|country| told_by(country) >= WAR.documents).collect();
        Self { scope, theatre }
    }

    /// Whether a contact concerns the conflict: two of the parties deal with each other,
    /// or one on whose soil it is fought deals with anyone, or the telling words speak of
    /// two of them, the contact's own parties counted.
    pub fn has_contact(&self, contact: &Contact, paper: &Paper) -> bool {
        if self.scope.is_open() {
            return true;
        }
        let parties = contact.parties.iter().filter_map(|party| party.country.as_deref());
        let mut found: BTreeSet<&str> = parties.filter(|country| self.scope.has(country)).collect();
        if found.iter().any(|country| self.theatre.contains(country)) {
            return true;
        }
        found
            .extend(told_near(paper, contact.evidence).into_iter().filter(|country| self.scope.has(country)));
        found.len() >= 2
    }

    /// Whether words of a document, or those near them, speak of two parties, the
    /// speaker's country counted. What one who is of no party says of several other countries
    /// is about these.
    pub fn has_words(&self, span: Span, speaker: Option<&str>, paper: &Paper) -> bool {
        if self.scope.is_open() {
            return true;
        }
        if speaker.is_none_or(|speaker| !self.scope.has(speaker)) {
            let (inside, outside): (Vec<&str>, Vec<&str>) = countries_in(paper, paper.sentences_around(span))
                .into_iter()
                .partition(|country| self.scope.has(country));
            if inside.len() < 2 && outside.len() >= 2 && !inside.iter().any(|one| self.theatre.contains(one))
            {
                return false;
            }
        }
        let mut found = told_near(paper, span);
        found.extend(speaker);
        found.into_iter().filter(|country| self.scope.has(country)).count() >= 2
    }
}

/// Whether a paper speaks of war in, on or against a country: "the invasion of Ukraine".
fn tells_of_war_in(paper: &Paper, country: &str) -> bool {
    let words: Vec<String> = paper.document.article.text.split_whitespace().map(bare).collect();
    words.windows(3).enumerate().any(|(i, three)| {
        let after_article = usize::from(three[2] == "the");
        WAR.war.contains(&three[0])
            && WAR.before_country.contains(&three[1])
            && Lands::get().at(&words, i + 2 + after_article).is_some_and(|(code, _)| code == country)
    })
}

/// The countries that the words near a span name, the title of a short document or of
/// the head of a long one among them.
fn told_near<'p>(paper: &'p Paper, span: Span) -> BTreeSet<&'p str> {
    let mut found = countries_in(paper, telling_words(paper, span));
    if span.start < SHORT {
        found.extend(countries_of(paper.document.article.title.as_deref().unwrap_or_default()));
    }
    found
}

/// The sentence that tells a contact, the one before it and those after it that belong
/// to the account.
fn telling_words(paper: &Paper, evidence: Span) -> Span {
    let sentences = &paper.document.sentences;
    let around = paper.sentences_around(evidence);
    let Some(i) = paper.sentence_at(evidence.start) else { return around };
    let last = (i + AFTER).min(sentences.len() - 1);
    Span { start: sentences[i.saturating_sub(1)].start, end: sentences[last].end.max(around.end) }
}

/// The countries that a stretch of a document names, by name, adjective, people or one
/// of their places and bodies.
fn countries_in<'p>(paper: &'p Paper, span: Span) -> BTreeSet<&'p str> {
    let mut found = countries_of(paper.words(span));
    let mentions = paper.document.mentions.iter().filter(|mention| span.contains(mention.span));
    found.extend(mentions.filter_map(|mention| mention.country.as_deref()));
    found
}

fn countries_of(words: &str) -> BTreeSet<&'static str> {
    let words: Vec<String> = words.split_whitespace().map(bare).collect();
    (0..words.len()).filter_map(|i| Lands::get().at(&words, i)).map(|(code, _)| code).collect()
}

/// A word in small letters without the marks around it.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_lowercase();
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    let inner_stops = word.trim_end_matches('.').contains('.');
    if inner_stops { word.to_owned() } else { word.trim_end_matches('.').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Article, Document};

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let article = Article { text: text.to_owned(), ..Article::default() };
        let document = Document { article, ..Document::default() };
        assert_eq!(tells_of_war_in(&Paper::new(&document), "UKR"), expected, "{text}");
    }

    #[test]
    fn words_tell_where_a_war_is_fought() {
        check("They spoke about the invasion of Ukraine.", true);
        check("the attack on the Ukraine, they said", true);
        check("The war in Georgia and Ukraine's answer", false);
        check("Ukraine at war", false);
    }

    #[test]
    fn a_guest_who_speaks_of_other_countries_speaks_of_these() {
        let scope = Scope::new(["RUS", "UKR"].map(str::to_owned));
        let check = |words: &str, speaker: Option<&str>, expected: bool| {
            let text = format!("They spoke of Russia and Ukraine. {words} They spoke of Russia and Ukraine.");
            let article = Article { text: text.clone(), ..Article::default() };
            let start = text.find(words).unwrap();
            let span = Span { start, end: start + words.len() };
            let whole = |(start, end)| Span { start, end };
            let parts = [(0, start - 1), (start, span.end), (span.end + 1, text.len())];
            let sentences = parts.map(whole).to_vec();
            let document = Document { article, sentences, ..Document::default() };
            let theatre = BTreeSet::from(["UKR"]);
            let concern = Concern { scope: &scope, theatre };
            assert_eq!(concern.has_words(span, speaker, &Paper::new(&document)), expected, "{words}");
        };
        let elsewhere = "Russia helped to end the war between Azerbaijan and Armenia.";
        check(elsewhere, Some("AZE"), false);
        check(elsewhere, Some("RUS"), true);
        check("Germany and France help Ukraine.", Some("DEU"), true);
        check("Germany wants peace.", Some("DEU"), true);
    }

    #[test]
    fn countries_are_found_beside_marks() {
        let found: Vec<&str> =
            countries_of("(Ukraine’s), the U.S. and “Russian” envoys.").into_iter().collect();
        assert_eq!(found, ["RUS", "UKR", "USA"]);
    }
}
