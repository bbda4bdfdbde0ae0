//! Whom a party of a contact stands for.

use std::sync::LazyLock;

use super::wording::{is_collective, is_official};
use super::{Paper, PersonName};
use crate::knowledge::{Knowledge, Sort};
use crate::record::{MentionKind, Party};

/// Whom a party stands for, as far as two accounts can be compared by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    Person(PersonName),
    /// A state, by its code.
    State(String),
    /// Those of a state who hold the office of the other party, unnamed: "his counterparts
    /// from France and Germany"; by the state's code.
    Counterpart(String),
    /// A body of several states or those who speak for it: "NATO", "the leaders of the G7".
    Body(&'static str),
    /// Anyone else, by the words in small letters.
    Words(String),
}

impl Who {
    /// Whom a party of a document stands for.
    pub fn of(party: &Party, paper: &Paper) -> Self {
        let mentions = &paper.document.mentions;
        let here =
            mentions.iter().find(|mention| mention.span.overlaps(party.span) && mention.name == party.name);
        let kind =
            here.or_else(|| mentions.iter().find(|mention| mention.name == party.name)).map(|m| m.kind);
        let country = party.country.as_deref();
        let person = || PersonName::new(&party.name, country).map(Self::Person);
        // Who speaks of oneself may be named in the title only.
        let pronoun = matches!(party.text.to_lowercase().as_str(), "i" | "me" | "he" | "him" | "she" | "her");
        // So may the channel's state, and its principal by his office.
        let is_state =
            || country.and_then(|code| Knowledge::get().country(code)).is_some_and(|c| c.name == party.name);
        let by_kind = match kind {
            None if pronoun || party.role.is_some() => person(),
            None if is_state() => country.map(|code| Self::State(code.to_owned())),
            Some(MentionKind::Person) => person(),
            Some(MentionKind::Country) => country.map(|code| Self::State(code.to_owned())),
            _ if country.is_none() => body(&party.name).map(Self::Body),
            _ if speaks_for_state(&party.name) => country.map(|code| Self::State(code.to_owned())),
            _ if is_counterpart(&party.name) => country.map(|code| Self::Counterpart(code.to_owned())),
            _ => None,
        };
        by_kind.unwrap_or_else(|| Self::Words(party.name.to_lowercase()))
    }

    /// Whom a party stands for where two accounts are compared: those of a state whom nobody
    /// names are its state, be they officials, its people or its leader. Where the dealing is
    /// one of staff, who is named stands for his state, too.
    pub(super) fn compared(party: &Party, paper: &Paper, staff: bool) -> Self {
        let who = Self::of(party, paper);
        let Some(code) = party.country.as_deref() else { return who };
        let is_state = match &who {
            Self::Person(_) => staff || is_unnamed_leader(&party.name),
            Self::Words(_) => is_of_state(&party.name) || is_people(&party.name, code),
            _ => false,
        };
        if is_state { Self::State(code.to_owned()) } else { who }
    }

    pub(super) fn is_person(&self) -> bool {
        matches!(self, Self::Person(_))
    }

    pub(super) fn is_state(&self) -> bool {
        matches!(self, Self::State(_))
    }

    /// Whether it is some of several whom nobody names: "other leaders", "our partners".
    pub(super) fn is_vague(&self) -> bool {
        matches!(self, Self::Words(words) if is_collective(head(words)))
    }

    /// Whether both may stand for the same.
    pub(super) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person(a), Self::Person(b)) => a.fits(b),
            (Self::Person(one), Self::Counterpart(code)) | (Self::Counterpart(code), Self::Person(one)) => {
                one.country() == Some(code.as_str())
            }
            _ => self == other,
        }
    }

    /// Whether one is a person and the other the state that this person acts for.
    pub(super) fn acts_for(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Person(one), Self::State(code)) | (Self::State(code), Self::Person(one)) => {
                one.country() == Some(code.as_str())
            }
            _ => false,
        }
    }
}

/// Whether people without a name act for their state: "Russian negotiators",
/// "representatives of Ukraine".
fn speaks_for_state(name: &str) -> bool {
    const NOUNS: [&str; 11] = [
        "delegation",
        "delegations",
        "representatives",
        "negotiators",
        "negotiator",
        "side",
        "party",
        "authorities",
        "government",
        "team",
        "teams",
    ];
    NOUNS.contains(&head(name))
}

/// The noun that words hang on: "officials" of "senior officials of Ukraine".
fn head(words: &str) -> &str {
    let end = [" of ", " from ", " in "].iter().filter_map(|link| words.find(link)).min();
    let head = &words[..end.unwrap_or(words.len())];
    head.rsplit(' ').next().unwrap_or(head)
}

/// Whether words are for some who act for a state: "senior officials", "our partners in
/// Poland", "the Dutch government".
fn is_of_state(name: &str) -> bool {
    let name = name.to_lowercase();
    is_official(head(&name)) || is_collective(head(&name)) || speaks_for_state(&name)
}

/// Whether a name is only that of an office at the head of a state: "Leader of Poland".
fn is_unnamed_leader(name: &str) -> bool {
    name.contains(' ') && matches!(head(&name.to_lowercase()), "leader" | "leaders")
}

/// Whether words are for the people of a state: "the Danes".
fn is_people(name: &str, code: &str) -> bool {
    let name = name.strip_prefix("the ").unwrap_or(name);
    let country = Knowledge::get().country(code);
    country.is_some_and(|country| country.people.iter().any(|people| people.eq_ignore_ascii_case(name)))
}

fn is_counterpart(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with("counterpart") || name.ends_with("counterparts")
}

/// What stands beside the name of a body in the words for those who lead its states.
const AROUND: [&str; 21] = [
    "leaders",
    "allies",
    "members",
    "member",
    "partners",
    "states",
    "countries",
    "nations",
    "heads",
    "state",
    "government",
    "governments",
    "fellow",
    "other",
    "our",
    "the",
    "of",
    "from",
    "and",
    "all",
    "counterparts",
];

/// The union, alliance or group of states that words name or whose leaders they name.
fn body(words: &str) -> Option<&'static str> {
    static BODIES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
        let bodies = Knowledge::get().organisations.iter().filter(|one| {
            one.sort == Sort::Body
                && one.country.is_none()
                && matches!(one.kind, "union" | "alliance" | "group")
        });
        let forms = bodies.flat_map(|one| one.forms.iter().map(|form| (plain(form.text), one.name)));
        let mut forms: Vec<_> = forms.collect();
        forms.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        forms
    });
    let words = plain(words);
    let (form, name) = BODIES.iter().find(|(form, _)| words.contains(form))?;
    words
        .replacen(form.as_str(), " ", 1)
        .split_whitespace()
        .all(|rest| AROUND.contains(&rest))
        .then_some(*name)
}

/// Words in small letters between single spaces, one at each end too.
fn plain(words: &str) -> String {
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delegations_act_for_their_state() {
        assert!(speaks_for_state("Russian delegations"));
        assert!(speaks_for_state("representatives of Ukraine"));
        assert!(!speaks_for_state("retired generals"));
        assert!(!speaks_for_state("friends of the government of Ukraine"));
    }

    #[test]
    fn unnamed_people_are_their_state_where_accounts_are_compared() {
        assert!(is_of_state("senior Danish officials"));
        assert!(is_of_state("the Dutch Government"));
        assert!(is_of_state("allies in Norway"));
        assert!(!is_of_state("Danish singers"));
        assert!(is_unnamed_leader("Leader of Norway"));
        assert!(!is_unnamed_leader("Ann Leader Alder"));
        assert!(is_people("the Danes", "DNK"));
        assert!(!is_people("the Danes", "NOR"));
    }

    #[test]
    fn some_of_several_are_vague() {
        let vague = |words: &str| Who::Words(words.to_owned()).is_vague();
        assert!(vague("other foreign leaders"));
        assert!(vague("our partners in europe"));
        assert!(!vague("retired generals"));
    }

    #[test]
    fn words_name_bodies_of_states() {
        assert_eq!(body("fellow leaders from our NATO Allies"), Some("NATO"));
        assert_eq!(body("G7 leaders"), body("the leaders of the Group of Seven"));
        assert_eq!(body("heads of companies"), None);
        assert_eq!(body("the Secretary General of NATO"), None);
    }
}
