//! Saying words: what `knowledge/cues.tsv` knows of them.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use super::row::Row;
use crate::read::rules::Lists;
use crate::read::syntax::Upos;
use crate::record::Stance;

/// The file that the binary carries.
const FILE: &str = "knowledge/cues.tsv";

/// One saying word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The word that must follow it ("out" of "point out").
    pub second: Option<CompactString>,
    pub part: Part,
    /// What the speaker does with it.
    pub stance: Stance,
    /// What the speaker does by not doing it: "did not say" declines, "does not
    /// believe" denies.
    pub negated: Stance,
    /// How what is said may stand beside it.
    pub takes: Vec<Frame>,
}

impl Cue {
    /// Part of speech and frames as bits, for features; never 0.
    pub fn mask(&self) -> u32 {
        self.takes.iter().fold(1 << self.part as u32, |mask, &frame| mask | 8 << frame as u32)
    }

    /// Whether what is said may stand beside it in this way.
    pub fn takes(&self, frame: Frame) -> bool {
        self.takes.contains(&frame)
    }
}

/// What part of speech a saying word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Part {
    Verb,
    Noun,
    Adj,
}

macro_rules! frames {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// How what is said stands beside a saying word.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Frame { $($(#[$doc])* $name),+ }

        impl Frame {
            /// Every frame with the word that the file writes for it.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$name, $word)),+];
        }
    };
}

frames! {
    /// A clause: "said that it rained".
    That = "that",
    /// A quotation.
    Quote = "quote",
    /// A hearer first: "told reporters".
    Hearer = "hearer",
    /// "to …": "hopes to go".
    Infinitive = "inf",
    /// "-ing": "denied going".
    Gerund = "gerund",
    /// A thing: "rejected the plan".
    Object = "object",
    /// The writer's impression: "seems to know".
    Seems = "seems",
    /// With its owner: "in her view".
    Owner = "poss",
    /// A preposition: "warned of war".
    Of = "of",
    /// "speak about".
    About = "about",
    /// "call for".
    For = "for",
    /// "insist on".
    On = "on",
    /// "lash out at".
    At = "at",
    /// "point to".
    To = "to",
}

/// Why the file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CueError {
    /// A line without its five columns.
    #[error("{FILE}:{line}: write word, part, stance, negated and takes with a tab between them")]
    Columns { line: usize },
    /// A word that its column does not know.
    #[error("{FILE}:{line}: \"{word}\" is no {column}; the words are listed at the head of the file")]
    Word { line: usize, column: &'static str, word: String },
}

/// All saying words.
#[derive(Debug, Clone)]
pub struct Cues {
    by_word: FxHashMap<CompactString, Vec<Cue>>,
}

impl Cues {
    /// The words that are part of the binary.
    ///
    /// # Panics
    /// Never in a tested build: a test reads the file.
    pub fn known() -> Self {
        Self::parse(include_str!("../../../knowledge/cues.tsv")).expect("knowledge/cues.tsv is tested")
    }

    /// Reads the words of a file.
    ///
    /// # Errors
    /// Where a line has not five columns or a word is unknown; the error names the line.
    pub fn parse(text: &str) -> Result<Self, CueError> {
        let mut by_word: FxHashMap<CompactString, Vec<Cue>> = FxHashMap::default();
        let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
        let rows = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        for (line, row) in rows.filter(|(_, row)| !row.starts_with("word\t")) {
            let columns: Vec<&str> = row.split('\t').collect();
            let [word, part, stance, negated, takes] = columns[..] else {
                return Err(CueError::Columns { line });
            };
            let unknown = |column, word: &str| CueError::Word { line, column, word: word.to_owned() };
            let (first, second) = word.split_once(' ').map_or((word, None), |(a, b)| (a, Some(b.into())));
            let cue = Cue {
                second,
                part: parse_part(part).ok_or_else(|| unknown("part", part))?,
                stance: parse_stance(stance).ok_or_else(|| unknown("stance", stance))?,
                negated: parse_stance(negated).ok_or_else(|| unknown("stance", negated))?,
                takes: takes
                    .split(' ')
                    .map(|word| parse_frame(word).ok_or_else(|| unknown("way to take", word)))
                    .collect::<Result<_, _>>()?,
            };
            by_word.entry(first.into()).or_default().push(cue);
        }
        // Words of two parts are tried first.
        for cues in by_word.values_mut() {
            cues.sort_by_key(|cue| cue.second.is_none());
        }
        Ok(Self { by_word })
    }

    /// What is known of the word at a place.
    pub fn at(&self, row: &Row, at: usize) -> Option<&Cue> {
        let part = match row.cells[at].upos {
            Upos::Verb | Upos::Aux => Part::Verb,
            Upos::Noun | Upos::Propn => Part::Noun,
            Upos::Adj => Part::Adj,
            _ => return None,
        };
        let next = (at + 1 < row.len()).then(|| row.word(at + 1));
        let follows = |second: &str| next.is_some_and(|next| next.eq_ignore_ascii_case(second));
        let cues = self.by_word.get(row.lemma(at))?;
        cues.iter().find(|cue| cue.part == part && cue.second.as_deref().is_none_or(follows))
    }

    /// For the rules, a list of words per way to take what is said: `that_verb`,
    /// `owner_noun` and so on.
    pub fn lists(&self) -> Lists {
        let mut lists = Lists::default();
        for (word, cues) in &self.by_word {
            for cue in cues.iter().filter(|cue| cue.second.is_none()) {
                for (_, frame) in Frame::ALL.iter().filter(|(frame, _)| cue.takes(*frame)) {
                    let part = match cue.part {
                        Part::Verb => "verb",
                        Part::Noun => "noun",
                        Part::Adj => "adj",
                    };
                    lists.entry(format!("{frame}_{part}")).or_default().push(word.to_string());
                }
            }
        }
        lists.values_mut().for_each(|words| words.sort());
        lists
    }
}

fn parse_part(word: &str) -> Option<Part> {
    Some(match word {
        "verb" => Part::Verb,
        "noun" => Part::Noun,
        "adj" => Part::Adj,
        _ => return None,
    })
}

fn parse_frame(word: &str) -> Option<Frame> {
    Frame::ALL.iter().find(|(_, name)| *name == word).map(|(frame, _)| *frame)
}

/// A stance by the word that knowledge files write for it.
pub fn parse_stance(word: &str) -> Option<Stance> {
    Some(match word {
        "says" => Stance::Says,
        "confirms" => Stance::Confirms,
        "denies" => Stance::Denies,
        "declines" => Stance::Declines,
        "demands" => Stance::Demands,
        "offers" => Stance::Offers,
        "warns" => Stance::Warns,
        "predicts" => Stance::Predicts,
        "promises" => Stance::Promises,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read() {
        let lists = Cues::known().lists();
        assert!(lists["that_verb"].contains(&"say".to_owned()));
        assert!(lists["hearer_verb"].contains(&"tell".to_owned()));
        assert!(lists["poss_noun"].contains(&"view".to_owned()));
    }

    #[test]
    fn a_wrong_line_is_named() {
        let error = |text| Cues::parse(text).unwrap_err().to_string();
        assert!(error("# head\nsay\tverb\tsays").contains("cues.tsv:2"));
        assert!(error("say\tverb\tsings\tsays\tthat").contains("\"sings\" is no stance"));
        assert!(error("say\tverb\tsays\tsays\thowl").contains("howl"));
    }
}
