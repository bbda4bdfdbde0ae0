//! The sentence forms of a digest: `knowledge/digest/forms.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::record::{Issue, Mode, Status};

/// How the sentences of a digest are built.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    pub headings: Headings,
    pub title: Title,
    mode: Vec<ModeForm>,
    status: HashMap<Status, String>,
    secretly: BTreeMap<String, String>,
    issue: HashMap<Issue, String>,
    pub tellers: Tellers,
    /// A proposal, and a denial, by somebody who is named.
    pub proposal: String,
    /// By a party to it.
    pub own_proposal: String,
    pub denial: String,
    pub told: Told,
    pub lead: Lead,
    pub readouts: ReadoutForms,
    pub channels: ChannelForms,
    details: Details,
    statements: Statements,
    pub words: WordLists,
    pub lands_with_the: LandsWithThe,
}

/// What stands over each section.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Headings {
    pub lead: String,
    pub readouts: String,
    pub other: String,
    pub changes: String,
    pub channels: String,
    pub table: String,
    pub chart: String,
}

/// The fixed words of a title.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    pub prefix: String,
    /// The finding of a week in which no contact is told.
    pub quiet: String,
    /// The finding of a week of whose contacts none can be told.
    pub untold: String,
}

/// What a form of contact is called.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeForm {
    mode: Mode,
    /// Words of which one must stand in the account.
    #[serde(default)]
    with: Vec<String>,
    /// Whether the account must say which sitting it was.
    #[serde(default)]
    nth: bool,
    /// Whether no party must be the one that dealt with the others.
    #[serde(default)]
    among: bool,
    /// Whether all parties stand before the verb.
    #[serde(default)]
    pub together: bool,
    /// Whether the noun is a plural: "talks".
    #[serde(default)]
    pub plural: bool,
    pub past: String,
    /// For one and for several.
    pub present: [String; 2],
    pub bare: String,
    pub noun: String,
}

/// How sources are named as tellers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tellers {
    /// Official sources without "the".
    pub bare: HashSet<String>,
    /// Sources told by other words than their name.
    pub forms: HashMap<String, String>,
}

/// How the sentences that are not about contacts are told.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// What an account says more, for one account and for one of several.
    pub detail: Vec<String>,
    pub detail_of: String,
    /// Where the account itself names who says so.
    pub detail_by: String,
    /// A statement of somebody who has just been told to say something else.
    pub also: String,
    pub also_that: String,
    /// A sentence of a document that has no other speaker.
    pub voice: String,
    /// Openings whose pronoun stands for nothing: they lean on no sentence before.
    pub expletive: Vec<String>,
    /// Phrases of sentences that say next to nothing.
    pub vacuous: Vec<String>,
    /// What joins a quotation to what was said before it.
    pub fillers: Vec<String>,
}

/// What a lead story has beside contacts and statements.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// Phrases by which an account says what is not known.
    pub unknown: Vec<String>,
    /// Phrases by which an account says who was there.
    pub present: Vec<String>,
    pub named: String,
    pub origins: String,
    pub one_origin: String,
    /// What opens a sentence on an earlier contact.
    pub before: String,
}

/// Accounts of one contact, side by side.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadoutForms {
    pub silent: String,
    /// Subjects that a sentence calls otherwise than `knowledge/topics.toml`.
    pub subjects: HashMap<String, String>,
}

/// What is said of official channels.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelForms {
    pub did_not_come: String,
    pub not_observed: String,
    pub reported: String,
    pub read: String,
    pub read_of: String,
    pub unscheduled: String,
    pub gave: String,
    /// What official channels give to reporters: the words of the title, and their plural.
    pub kinds: Vec<[String; 2]>,
    pub traffic: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Details {
    subjects: Vec<String>,
    verbs: Words,
    strong: Words,
    openers: Vec<String>,
    /// What opens a sentence that first says at which contact something was done.
    occasions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Statements {
    says: Words,
    thinks: Words,
    reports: Words,
    more: Words,
    bare: Words,
}

/// Words by which the writer tells what can stand without its surroundings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordLists {
    pub opening: Words,
    pub leaning: Words,
    pub taking_up: Words,
    pub pointing: Words,
    pub counting: Words,
    pub counted: Words,
    pub pointed_at: Words,
    pub joint: Words,
    pub no_clause: Words,
    pub own_voice: Words,
    pub small: Words,
    pub addressed: Words,
    pub prepositions_back: Words,
    pub unfinished: Words,
    pub finite: Words,
    pub elsewhen: Words,
    pub titling: Words,
    /// Nouns for several dealings told at once.
    pub apart: Words,
    pub description_leaning: Words,
    pub determiners: Words,
    pub prepositions: Words,
    pub name_particles: Words,
}

/// Countries that stand with "the" in a sentence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LandsWithThe {
    /// By their whole name.
    pub names: Vec<String>,
    /// By what stands in it.
    pub parts: Vec<String>,
}

/// A list of words in small letters, written in one string.
#[derive(Deserialize)]
#[serde(from = "String")]
pub struct Words(HashSet<String>);

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self(words.split_whitespace().map(str::to_owned).collect())
    }
}

impl Words {
    /// Whether a word is in it.
    pub fn has(&self, folded: &str) -> bool {
        self.0.contains(folded)
    }
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    toml::from_str(include_str!("../../knowledge/digest/forms.toml")).expect("a test parses it")
});

impl Forms {
    /// The forms that are part of the binary.
    pub fn get() -> &'static Self {
        &FORMS
    }

    /// What a contact is called whose account has these words, in small letters; `nth` is the
    /// sitting that they name, `among` whether no party is the one that dealt with the others.
    pub fn mode(&self, mode: Mode, words: &HashSet<String>, nth: Option<&str>, among: bool) -> &ModeForm {
        let fits = |form: &&ModeForm| {
            form.mode == mode
                && (form.with.is_empty() || form.with.iter().any(|word| words.contains(word)))
                && (!form.nth || nth.is_some())
                && (!form.among || among)
        };
        self.mode.iter().find(fits).expect("a test asks for every mode")
    }

    /// The form of a contact's sentence.
    pub fn status(&self, status: Status) -> &str {
        &self.status[&status]
    }

    /// How it is told that a contact was secret, by the words that tell it; empty where they have
    /// no such word.
    pub fn secretly(&self, words: &HashSet<String>) -> &str {
        self.secretly.iter().find(|(word, _)| words.contains(*word)).map_or("", |(_, told)| told)
    }

    /// What an issue is called over a stand.
    pub fn issue(&self, issue: Issue) -> &str {
        &self.issue[&issue]
    }

    /// The collective subject that words in small letters open with.
    pub fn collective(&self, words: &str) -> Option<&str> {
        let opens = |subject: &&String| {
            words.strip_prefix(subject.as_str()).is_some_and(|rest| rest.starts_with(' '))
        };
        self.details.subjects.iter().filter(opens).max_by_key(|subject| subject.len()).map(String::as_str)
    }

    /// Whether a verb tells more about a contact.
    pub fn is_detail_verb(&self, folded: &str) -> bool {
        self.details.verbs.has(folded)
    }

    /// Whether such a verb changes something: "agreed".
    pub fn is_strong_verb(&self, folded: &str) -> bool {
        self.details.strong.has(folded)
    }

    /// What opens a sentence and may be left out, at the start of words in small letters.
    pub fn opener(&self, words: &str) -> Option<&str> {
        let opens = |opener: &&String| words.starts_with(opener.as_str());
        self.details.openers.iter().filter(opens).max_by_key(|opener| opener.len()).map(String::as_str)
    }

    /// What opens a sentence that first says at which contact something was done, at the
    /// start of words in small letters.
    pub fn occasion(&self, words: &str) -> Option<&str> {
        let opens = |occasion: &&String| {
            words.strip_prefix(occasion.as_str()).is_some_and(|rest| rest.starts_with(' '))
        };
        self.details.occasions.iter().find(opens).map(String::as_str)
    }

    /// Whether a word introduces a clause that says what is said.
    pub fn is_saying(&self, folded: &str) -> bool {
        self.statements.says.has(folded)
    }

    /// Whether a word tells what somebody thinks, and not that it was said.
    pub fn is_thinking(&self, folded: &str) -> bool {
        self.statements.thinks.has(folded)
    }

    /// Whether a saying word is told as it stands: it tells a thought, or says more or less
    /// than "said".
    pub fn is_kept(&self, folded: &str) -> bool {
        self.is_thinking(folded) || self.statements.more.has(folded)
    }

    /// Whether a saying word is an outlet's: "reported".
    pub fn is_reporting(&self, folded: &str) -> bool {
        self.statements.reports.has(folded)
    }

    /// Whether a clause can stand after such a word without "that".
    pub fn is_bare_saying(&self, folded: &str) -> bool {
        self.statements.bare.has(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_status_and_issue_has_a_form() {
        use Mode::*;
        let forms = Forms::get();
        for mode in [Meeting, Call, Visit, Talks, Summit, Letter, Message, NegotiationRound] {
            assert!(!forms.mode(mode, &HashSet::new(), None, false).past.is_empty());
        }
        use Status::*;
        for status in [Held, Confirmed, Reported, Planned, Proposed, Denied, Refused, Cancelled, Postponed] {
            assert!(["{first}", "{between}"].iter().any(|part| forms.status(status).contains(part)));
        }
        use Issue::*;
        for issue in [
            Territory,
            Ceasefire,
            SecurityGuarantees,
            Alliance,
            Arms,
            Sanctions,
            Prisoners,
            Humanitarian,
            Nuclear,
            Grain,
            Energy,
            Justice,
            Other,
        ] {
            assert!(!forms.issue(issue).is_empty());
        }
    }

    #[test]
    fn the_words_of_the_account_choose_the_form() {
        let words = HashSet::from(["video".to_owned()]);
        assert_eq!(Forms::get().mode(Mode::Call, &words, None, false).noun, "video call");
        assert!(
            Forms::get().mode(Mode::NegotiationRound, &words, Some("third"), false).past.contains("{nth}")
        );
        assert_eq!(Forms::get().collective("the two leaders agreed"), Some("the two leaders"));
        assert_eq!(Forms::get().collective("theyed agreed"), None);
    }
}
