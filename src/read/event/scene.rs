//! A sentence as two parties see it: its words in order, with the parties in their places.

use std::ops::Range;

use crate::read::language::stem::{stem, words};

/// The words of a sentence with the two parties marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    pub words: Vec<Seen>,
    /// Where who acts stands first; the beginning, where it was not found.
    pub source: usize,
    /// Where who is acted upon stands first; the end, where it was not found.
    pub target: usize,
    /// The bytes of who acts and of who is acted upon, where they were found.
    pub parties: [Option<Range<usize>>; 2],
}

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    Source,
    Target,
    /// A word by its stem, and as it stands in small letters.
    Word {
        stem: String,
        small: String,
    },
}

impl Scene {
    /// Sees a sentence with two parties, whose words need not stand in it to the letter.
    pub fn new(sentence: &str, source: &str, target: &str) -> Self {
        let (source, target) = (locate(sentence, source), locate(sentence, target));
        let mut seen: Vec<Seen> = Vec::new();
        for (at, word) in words(sentence) {
            let holds =
                |party: &Option<Range<usize>>| party.as_ref().filter(|party| party.contains(&at)).cloned();
            let party = match (holds(&source), holds(&target)) {
                // One stands within the other: "the Russian foreign minister", "Russian".
                (Some(source), Some(target)) if target.len() < source.len() => Some(Seen::Target),
                (Some(_), _) => Some(Seen::Source),
                (None, Some(_)) => Some(Seen::Target),
                (None, None) => None,
            };
            match party {
                Some(party) if seen.last() == Some(&party) => {}
                Some(party) => seen.push(party),
                None => seen.push(Seen::Word { stem: stem(word), small: word.to_lowercase() }),
            }
        }
        let place = |party: Seen| seen.iter().position(|seen| *seen == party);
        let (first, other) = (place(Seen::Source), place(Seen::Target));
        Self {
            source: first.unwrap_or(0),
            target: other.unwrap_or(seen.len().saturating_sub(1)),
            words: seen,
            parties: [source, target],
        }
    }

    /// The stretch between the parties, the first one's place included.
    pub fn between(&self) -> Range<usize> {
        self.source.min(self.target)..self.source.max(self.target)
    }
}

impl Seen {
    /// A word's stem; of a party its mark.
    pub fn stem(&self) -> &str {
        match self {
            Self::Source => "<S>",
            Self::Target => "<T>",
            Self::Word { stem, .. } => stem,
        }
    }

    /// The word in small letters; nothing for a party.
    pub fn small(&self) -> &str {
        match self {
            Self::Word { small, .. } => small,
            Self::Source | Self::Target => "",
        }
    }
}

/// Where a party stands in a sentence: its words to the letter, else the longest run of
/// them that the sentence has.
fn locate(sentence: &str, party: &str) -> Option<Range<usize>> {
    let party = party.trim();
    if let Some(start) = sentence.find(party).filter(|_| !party.is_empty()) {
        return Some(start..start + party.len());
    }
    let lower = |text: &str| -> Vec<(usize, usize, String)> {
        words(text).map(|(at, word)| (at, at + word.len(), word.to_lowercase())).collect()
    };
    let (sentence, party) = (lower(sentence), lower(party));
    let same = |i: usize, j: usize| {
        sentence[i..].iter().zip(&party[j..]).take_while(|((.., a), (.., b))| a == b).count()
    };
    let runs = (0..party.len()).flat_map(|j| (0..sentence.len()).map(move |i| (i, j)));
    let runs = runs.map(|(i, j)| (same(i, j), i));
    let (length, i) = runs.max_by_key(|(length, i)| (*length, std::cmp::Reverse(*i)))?;
    (length > 0).then(|| sentence[i].0..sentence[i + length - 1].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sentence: &str, source: &str, target: &str, expected: &str) {
        let scene = Scene::new(sentence, source, target);
        let got: Vec<&str> = scene.words.iter().map(Seen::stem).collect();
        assert_eq!(got.join(" "), expected);
    }

    #[test]
    fn parties_are_marked_where_they_stand() {
        check("Oslo thanked Riga.", "Oslo", "Riga", "<S> thank <T>");
        check(
            "The mayor of Riga thanked the Oslo council.",
            "Oslo council",
            "The mayor of Riga",
            "<T> thank the <S>",
        );
        check("Norwegian envoys met.", "Norwegian envoys", "Norwegian", "<T> <S> met");
        check("The council of Oslo met Riga.", "council of the Oslo", "RIGA", "the <S> oslo met <T>");
        check("They met.", "Oslo", "", "they met");
        check("", "Oslo", "Riga", "");
    }
}
