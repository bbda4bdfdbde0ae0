//! The grammar of a rule's `when`.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// What a rule looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A word and what stands around it in the tree.
    Tree(TreePattern),
    /// Words in a row.
    Surface(Vec<Piece>),
}

/// A verb or noun and what stands around it in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreePattern {
    pub anchor: Anchor,
    pub words: Vec<CompactString>,
    pub around: Vec<Around>,
}

/// The part of speech that a tree pattern starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Verb,
    Noun,
    /// Participles that stand for one among them: "prepared".
    Adjective,
}

/// One thing that must, may or must not stand around the anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    pub need: Need,
    /// The slot's name; `None` where nothing is kept.
    pub slot: Option<CompactString>,
    /// Paths to try in turn.
    pub paths: Vec<Vec<Step>>,
    /// What the word there must be; empty for anything.
    pub allowed: Vec<Allowed>,
}

/// Whether something must stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Must,
    May,
    MustNot,
}

/// One step through the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Subject,
    Passive,
    Object,
    Agent,
    Owner,
    Adjective,
    Compound,
    Adverb,
    Particle,
    Aux,
    Clause,
    Infinitive,
    Apposition,
    Head,
    /// The empty "it" or "there".
    Expletive,
    /// The word's own preposition: "after" of "talks" in "after talks".
    Case,
    Any,
    /// A dependent that this preposition introduces.
    Preposition(CompactString),
}

/// What a word must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// A dictionary form or a word as written, in lower case.
    Word(CompactString),
    Class(Class),
}

/// A class of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Person,
    Office,
    Organisation,
    Country,
    Place,
    Group,
    /// Anyone who can act: all kinds but places.
    Party,
    /// A seat of government.
    Capital,
    Number,
    /// By part of speech: nouns that are no names.
    Noun,
    Adjective,
    Verb,
    /// The noun phrase that starts here, named or not; in surface patterns only.
    Phrase,
}

/// One piece of a surface pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// One of these words.
    Words(Vec<CompactString>),
    /// One of these words, or nothing.
    Maybe(Vec<CompactString>),
    /// A mention, or a word that the slot states, kept under this name.
    Slot(CompactString, Vec<Allowed>),
    /// At most six tokens.
    Gap,
}

/// Why a pattern cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It opens with none of the four words.
    #[error("a pattern opens with \"verb\", \"noun\", \"adjective\" or \"words\", not \"{0}\"")]
    Opening(String),
    /// A bracket was not closed, or something is missing in it.
    #[error(
        "cannot read \"{0}\" in the pattern; write <path SLOT>, [<path SLOT>], {{path = word}} or !{{path = word}}"
    )]
    Element(String),
    /// A class that does not exist.
    #[error("there is no class \"{0}\"; see the table in src/read/rules/mod.rs")]
    Class(String),
    /// A list that the file does not have.
    #[error("there is no list \"{0}\"; add it under [lists] in the file")]
    List(String),
    /// Nothing to look for.
    #[error("the pattern has no word to start from")]
    Empty,
}

impl Pattern {
    /// Whether it is a row of words rather than a part of the tree.
    pub fn is_row(&self) -> bool {
        matches!(self, Self::Surface(_))
    }

    /// The names of its slots.
    pub fn slots(&self) -> impl Iterator<Item = &str> {
        let (tree, surface) = match self {
            Self::Tree(tree) => (tree.around.as_slice(), &[][..]),
            Self::Surface(pieces) => (&[][..], pieces.as_slice()),
        };
        let named = tree.iter().filter_map(|around| around.slot.as_deref());
        named.chain(surface.iter().filter_map(|piece| match piece {
            Piece::Slot(name, _) => Some(name.as_str()),
            _ => None,
        }))
    }
}

/// Lists of words that a file's rules share: `$name` in a pattern stands for them.
pub type Lists = FxHashMap<String, Vec<String>>;

impl Pattern {
    /// Reads a pattern in which `$name` stands for the words of that list.
    ///
    /// # Errors
    /// Where it is not written as the table in `src/read/rules/mod.rs` says.
    pub fn parse(when: &str, lists: &Lists) -> Result<Self, PatternError> {
        expand(when, lists)?.parse()
    }
}

/// How deep lists may name one another.
const NESTING: usize = 8;

/// Writes the words of every list where its name stands.
fn expand(when: &str, lists: &Lists) -> Result<String, PatternError> {
    let mut expanded = when.to_owned();
    for _ in 0..NESTING {
        if !expanded.contains('$') {
            break;
        }
        expanded = expand_once(&expanded, lists)?;
    }
    Ok(expanded)
}

fn expand_once(when: &str, lists: &Lists) -> Result<String, PatternError> {
    let mut expanded = String::with_capacity(when.len());
    let mut rest = when;
    while let Some(at) = rest.find('$') {
        let name = &rest[at + 1..];
        let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
        let words = lists.get(&name[..end]).ok_or_else(|| PatternError::List(name[..end].to_owned()))?;
        expanded.push_str(&rest[..at]);
        expanded.push_str(&words.join("|"));
        rest = &name[end..];
    }
    expanded.push_str(rest);
    Ok(expanded)
}

impl std::str::FromStr for Pattern {
    type Err = PatternError;

    fn from_str(when: &str) -> Result<Self, PatternError> {
        let (opening, rest) = when.trim().split_once(char::is_whitespace).ok_or(PatternError::Empty)?;
        match opening {
            "verb" => tree(Anchor::Verb, rest).map(Pattern::Tree),
            "noun" => tree(Anchor::Noun, rest).map(Pattern::Tree),
            "adjective" => tree(Anchor::Adjective, rest).map(Pattern::Tree),
            "words" => surface(rest).map(Pattern::Surface),
            other => Err(PatternError::Opening(other.to_owned())),
        }
    }
}

fn tree(anchor: Anchor, rest: &str) -> Result<TreePattern, PatternError> {
    let rest = rest.trim();
    let (first, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if first.is_empty() || first.starts_with(['<', '[', '{', '!']) {
        return Err(PatternError::Empty);
    }
    let around = elements(rest).map(|element| element.and_then(around)).collect::<Result<_, _>>()?;
    Ok(TreePattern { anchor, words: alternatives(first), around })
}

fn surface(rest: &str) -> Result<Vec<Piece>, PatternError> {
    let pieces = elements(rest).map(|element| element.and_then(piece)).collect::<Result<Vec<_>, _>>()?;
    if pieces.iter().any(|piece| matches!(piece, Piece::Words(_))) {
        Ok(pieces)
    } else {
        Err(PatternError::Empty)
    }
}

fn piece(element: &str) -> Result<Piece, PatternError> {
    if element == ".." {
        return Ok(Piece::Gap);
    }
    if let Some(inside) = inside(element, "<", ">") {
        let (name, allowed) = split_allowed(inside)?;
        return Ok(Piece::Slot(name.into(), allowed));
    }
    match inside(element, "[", "]") {
        Some(words) => Ok(Piece::Maybe(alternatives(words))),
        None => Ok(Piece::Words(alternatives(element))),
    }
}

fn around(element: &str) -> Result<Around, PatternError> {
    let wrong = || PatternError::Element(element.to_owned());
    let optional = inside(element, "[<", ">]");
    if let Some(slot) = optional.or_else(|| inside(element, "<", ">")) {
        let (path, allowed) = split_allowed(slot)?;
        let (paths, name) = path.rsplit_once(char::is_whitespace).ok_or_else(wrong)?;
        let need = if optional.is_some() { Need::May } else { Need::Must };
        return Ok(Around { need, slot: Some(name.trim().into()), paths: parse_paths(paths), allowed });
    }
    let forbidden = inside(element, "!{", "}");
    let (paths, allowed) = split_allowed(forbidden.or_else(|| inside(element, "{", "}")).ok_or_else(wrong)?)?;
    let need = if forbidden.is_some() { Need::MustNot } else { Need::Must };
    Ok(Around { need, slot: None, paths: parse_paths(paths), allowed })
}

/// Splits at white space outside brackets.
fn elements(text: &str) -> impl Iterator<Item = Result<&str, PatternError>> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut depth = 0_i32;
        let end = rest.find(|c: char| {
            depth += i32::from("<[{".contains(c)) - i32::from(">]}".contains(c));
            depth == 0 && c.is_whitespace()
        });
        let (element, left) = rest.split_at(end.unwrap_or(rest.len()));
        rest = left.trim_start();
        Some(if depth == 0 { Ok(element) } else { Err(PatternError::Element(element.to_owned())) })
    })
}

fn inside<'a>(element: &'a str, open: &str, close: &str) -> Option<&'a str> {
    Some(element.strip_prefix(open)?.strip_suffix(close)?.trim())
}

fn split_allowed(text: &str) -> Result<(&str, Vec<Allowed>), PatternError> {
    let Some((left, right)) = text.split_once('=') else { return Ok((text.trim(), Vec::new())) };
    let allowed = right.split('|').map(str::trim).map(allowed).collect::<Result<_, _>>()?;
    Ok((left.trim(), allowed))
}

fn allowed(word: &str) -> Result<Allowed, PatternError> {
    let Some(class) = word.strip_prefix('@') else { return Ok(Allowed::Word(word.to_lowercase().into())) };
    Ok(Allowed::Class(match class {
        "person" => Class::Person,
        "office" => Class::Office,
        "organisation" => Class::Organisation,
        "country" => Class::Country,
        "place" => Class::Place,
        "group" => Class::Group,
        "party" => Class::Party,
        "capital" => Class::Capital,
        "number" => Class::Number,
        "phrase" => Class::Phrase,
        "noun" => Class::Noun,
        "adjective" => Class::Adjective,
        "verb" => Class::Verb,
        _ => return Err(PatternError::Class(word.to_owned())),
    }))
}

fn alternatives(words: &str) -> Vec<CompactString> {
    words.split('|').map(|word| word.trim().to_lowercase().into()).collect()
}

fn parse_paths(paths: &str) -> Vec<Vec<Step>> {
    paths.split('|').map(|path| path.trim().split('.').map(step).collect()).collect()
}

fn step(name: &str) -> Step {
    match name.trim() {
        "subject" => Step::Subject,
        "passive" => Step::Passive,
        "object" => Step::Object,
        "agent" => Step::Agent,
        "owner" => Step::Owner,
        "adjective" => Step::Adjective,
        "compound" => Step::Compound,
        "adverb" => Step::Adverb,
        "particle" => Step::Particle,
        "aux" => Step::Aux,
        "clause" => Step::Clause,
        "infinitive" => Step::Infinitive,
        "apposition" => Step::Apposition,
        "head" => Step::Head,
        "expletive" => Step::Expletive,
        "case" => Step::Case,
        "any" => Step::Any,
        preposition => Step::Preposition(preposition.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_pattern_is_read() {
        let Ok(Pattern::Tree(tree)) =
            "verb hold|have <subject A> {object = talk|meeting} [<with|object.with B = @party>]"
                .parse::<Pattern>()
        else {
            panic!("not a tree pattern")
        };
        assert_eq!(tree.words, ["hold", "have"]);
        assert_eq!(tree.around.len(), 3);
        assert_eq!(tree.around[0].need, Need::Must);
        assert_eq!(tree.around[1].slot, None);
        assert_eq!(tree.around[2].need, Need::May);
        assert_eq!(tree.around[2].paths[1], [Step::Object, Step::Preposition("with".into())]);
        assert_eq!(tree.around[2].allowed, [Allowed::Class(Class::Party)]);
    }

    #[test]
    fn a_surface_pattern_is_read() {
        let Ok(Pattern::Surface(pieces)) = "words according to [the] <S> .. on".parse::<Pattern>() else {
            panic!("not a surface pattern")
        };
        assert_eq!(pieces.len(), 6);
        assert_eq!(pieces[3], Piece::Slot("S".into(), Vec::new()));
    }

    #[test]
    fn a_list_stands_for_its_words() {
        let mut lists = Lists::default();
        lists.insert("talks".to_owned(), vec!["talk".to_owned(), "$sittings".to_owned()]);
        lists.insert("sittings".to_owned(), vec!["meeting".to_owned()]);
        let Ok(Pattern::Tree(tree)) =
            Pattern::parse("noun $talks {case = after} <with B = @party|$talks>", &lists)
        else {
            panic!("not a tree pattern")
        };
        assert_eq!(tree.words, ["talk", "meeting"]);
        assert_eq!(tree.around[0].paths, [[Step::Case]]);
        assert_eq!(tree.around[1].allowed.len(), 3);
        let error = Pattern::parse("noun $walks <with B>", &lists).unwrap_err().to_string();
        assert!(error.contains("walks") && error.contains("[lists]"), "{error}");
    }

    #[test]
    fn a_wrong_pattern_says_why() {
        let error = |when: &str| when.parse::<Pattern>().unwrap_err().to_string();
        assert!(error("meet <subject A>").contains("opens with"));
        assert!(error("verb meet <subject A").contains("<subject A"));
        assert!(error("verb meet <subject>").contains("<subject>"));
        assert!(error("verb meet <subject A = @planet>").contains("@planet"));
        assert!(error("words <S>").contains("no word"));
        assert!(error("verb <subject A>").contains("no word"));
    }
}
