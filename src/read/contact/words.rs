//! The words around a dealing that say what it is worth: the lists of
//! `knowledge/rules/contacts.toml`.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::knowledge::{Knowledge, Organisation, Sort};
use crate::read::rules::{RuleBook, RuleError};

/// A list of words in lower case.
#[derive(Debug, Clone, Default)]
pub(in crate::read) struct WordList(FxHashSet<String>);

impl WordList {
    /// From words in lower case.
    pub fn new(words: Vec<String>) -> Self {
        Self(words.into_iter().collect())
    }

    /// Whether a word in lower case is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// The lists that the reader of contacts asks for by name.
#[derive(Debug, Clone)]
pub(in crate::read) struct Words {
    /// Names of outlets: to speak with one is no dealing.
    pub outlets: FxHashSet<&'static str>,
    /// Forms of bodies of several states, a blank before and after each, and their names.
    pub blocs: Vec<(String, &'static str)>,
    /// Names of people known to hold or have held a public office.
    pub holders: FxHashSet<&'static str>,
    /// Codes of countries by adjective in lower case: "turkish".
    pub adjectives: FxHashMap<String, &'static str>,
    pub officials: WordList,
    pub private: WordList,
    /// Words for how many: "many of their partners".
    pub quantities: WordList,
    /// Plurals of which several have one each: "the ministers of the two **countries**".
    pub sides: WordList,
    /// Those of whom a side has one: "the **leaders** of the two countries".
    pub heads: WordList,
    /// What tells of how many sides there are.
    pub of_sides: WordList,
    /// What one has to do something: "had the **chance** to speak".
    pub occasions: WordList,
    pub former: WordList,
    pub domestic: WordList,
    /// What every state has at home: "leaders of **ministries**".
    pub home: WordList,
    /// What stands between names where a sentence only lists them.
    pub listing: WordList,
    pub press: WordList,
    pub pair: WordList,
    /// Of what such people are heads without another being meant: "the heads **of state**".
    pub headed: WordList,
    pub telling: WordList,
    /// Words of a title before what it only speaks of the outcome of.
    pub outcomes: WordList,
    /// Words for a text that its author speaks.
    pub speeches: WordList,
    /// Before whom foreign leaders speak.
    pub assemblies: WordList,
    /// Verbs that thank or blame another for what he does.
    pub thanking: WordList,
    pub opposite: WordList,
    pub bodies: WordList,
    pub past: WordList,
    pub dealings: WordList,
    pub public: WordList,
    pub calls: WordList,
    pub meetings: WordList,
    /// Adjectives for several states at once: "Nordic".
    pub regions: WordList,
    pub by_wire: WordList,
    /// After "call" in a title: it is no telephone call.
    pub called: WordList,
    /// Phrases behind a dealing that make it a call: "in the format of a video conference".
    pub formats: Vec<String>,
    pub planned: WordList,
    pub proposed: WordList,
    pub refused: WordList,
    pub cancelled: WordList,
    pub postponed: WordList,
    /// A dealing of which these are said has not come about: "a meeting is needed".
    pub wanted: WordList,
    /// Who is not named: the subject of a clause of somebody else.
    pub someone: WordList,
    /// What changes the number after it: "half a dozen", "about ten".
    pub rough: WordList,
    pub denied: WordList,
    pub confirmed: WordList,
    /// Verbs of which a present says that a dealing goes on: "her visit takes place".
    pub lasting: WordList,
    pub idle: WordList,
    pub moving: WordList,
    pub hedges: WordList,
    pub hedging: WordList,
    pub habit: WordList,
    pub worldly: WordList,
    /// Words of an office of a channel's own state.
    pub homely: WordList,
    /// Words of the offices of those who speak for a channel.
    pub speaking: WordList,
    /// Words of the offices of those who only tell what others do.
    pub retelling: WordList,
    /// How a channel calls its own people in a transcript, in capitals: "MR.".
    pub courtesies: Vec<String>,
    /// Words of the office of someone who deals himself.
    pub principals: WordList,
    pub secret: WordList,
}

impl Words {
    /// Takes the lists from a rule file.
    ///
    /// # Errors
    /// Where one is missing.
    pub fn new(book: &RuleBook) -> Result<Self, RuleError> {
        let list = |name: &str| book.list(name).map(WordList::new);
        let outlets =
            Knowledge::get().organisations.iter().filter(|o| o.sort == Sort::Outlet).map(|o| o.name);
        Ok(Self {
            outlets: outlets.collect(),
            blocs: blocs(),
            holders: Knowledge::get().people.iter().map(|person| person.name).collect(),
            adjectives: adjectives(),
            officials: list("officials")?,
            private: list("private")?,
            quantities: list("quantities")?,
            sides: list("sides")?,
            heads: list("heads")?,
            of_sides: list("of_sides")?,
            occasions: list("occasions")?,
            former: list("former")?,
            domestic: list("domestic")?,
            home: list("home")?,
            listing: list("listing")?,
            press: list("press")?,
            pair: list("pair")?,
            headed: list("headed")?,
            telling: list("telling")?,
            outcomes: list("outcomes")?,
            speeches: list("speeches")?,
            assemblies: list("assemblies")?,
            thanking: list("thanking")?,
            opposite: list("opposite")?,
            bodies: list("bodies")?,
            past: list("past")?,
            dealings: list("dealings")?,
            public: list("public")?,
            calls: list("calls")?,
            meetings: list("meetings")?,
            regions: list("regions")?,
            by_wire: list("by_wire")?,
            called: list("called")?,
            formats: book.list("formats")?,
            planned: list("planned")?,
            proposed: list("proposed")?,
            refused: list("refused")?,
            cancelled: list("cancelled")?,
            postponed: list("postponed")?,
            wanted: list("wanted")?,
            someone: list("someone")?,
            rough: list("rough")?,
            denied: list("denied")?,
            confirmed: list("confirmed")?,
            lasting: list("lasting")?,
            idle: list("idle")?,
            moving: list("moving")?,
            hedges: list("hedges")?,
            hedging: list("hedging")?,
            habit: list("habit")?,
            worldly: list("worldly")?,
            homely: list("homely")?,
            speaking: list("speaking")?,
            retelling: list("retelling")?,
            courtesies: book.list("courtesies")?,
            principals: list("principals")?,
            secret: list("secret")?,
        })
    }
}

fn blocs() -> Vec<(String, &'static str)> {
    let several = |o: &&Organisation| o.country.is_none() && matches!(o.kind, "alliance" | "union" | "group");
    let known = Knowledge::get().organisations.iter().filter(several);
    known
        .flat_map(|o| {
            let forms = o.forms.iter().filter(|form| !form.weak || form.text == o.name);
            forms.map(|form| (format!(" {} ", form.text), o.name))
        })
        .collect()
}

fn adjectives() -> FxHashMap<String, &'static str> {
    let countries = Knowledge::get().countries.iter();
    countries.flat_map(|c| c.adjectives.iter().map(|word| (word.to_lowercase(), c.code))).collect()
}
