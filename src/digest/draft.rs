//! A sentence while it is written.

use super::model::{Basis, Citation, Kind, Sentence};

/// Words, what they rest on, and whom they introduce.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub text: String,
    pub citations: Vec<Citation>,
    /// People of the cast who are introduced in it.
    pub introduced: Vec<usize>,
    /// People of the cast with the words by which they are named.
    pub named: Vec<(usize, String)>,
}

impl Draft {
    /// Adds words.
    pub fn push(&mut self, words: &str) {
        self.text.push_str(words);
    }

    /// Adds a citation, unless another covers it; a smaller one that it covers goes.
    pub fn cite(&mut self, citation: Citation) {
        let covers = |wide: &Citation, narrow: &Citation| {
            wide.document == narrow.document
                && wide.start <= narrow.start
                && narrow.end <= wide.end
                && (narrow.record.is_none() || narrow.record == wide.record)
        };
        if !self.citations.iter().any(|other| covers(other, &citation)) {
            self.citations.retain(|other| !covers(&citation, other));
            self.citations.push(citation);
        }
    }

    /// The finished claim: a capital at its head, a full stop at its end.
    pub fn claim(&self) -> Sentence {
        let text = finished(&self.text);
        Sentence {
            text,
            kind: Kind::Claim,
            citations: self.citations.clone(),
            basis: None,
            edit: None,
            rephrased: None,
        }
    }
}

/// An absence and what it rests on.
pub fn absence(text: &str, basis: Basis) -> Sentence {
    Sentence {
        text: finished(text),
        kind: Kind::Absence,
        citations: Vec::new(),
        basis: Some(basis),
        edit: None,
        rephrased: None,
    }
}

/// Words with a capital at their head and a full stop at their end.
fn finished(words: &str) -> String {
    // An apposition brings the comma that closes it.
    let words = words.trim().replace(",,", ",").replace(",.", ".");
    let mut finished = capitalised(words.trim_end_matches(','));
    let bare = finished.trim_end_matches(['"', '”']);
    let stops = |text: &str| text.ends_with(['.', '!', '?', '…']);
    let stopped_quote = bare.len() < finished.len() && stops(bare);
    if !stopped_quote && !stops(&finished) {
        finished.push('.');
    }
    finished
}

/// Words with a capital at their head.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Numbers below ten as words.
pub fn in_words(n: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// "A", "A and B", "A, B and C".
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_finished() {
        assert_eq!(finished("they met"), "They met.");
        assert_eq!(finished("he said: \"No.\""), "He said: \"No.\"");
        assert_eq!(finished("he said \"no\""), "He said \"no\".");
        assert_eq!(finished("they met in the U.S."), "They met in the U.S.");
    }

    #[test]
    fn lists_end_with_and() {
        let parts: Vec<String> = ["A", "B", "C"].map(str::to_owned).to_vec();
        assert_eq!(listed(&parts), "A, B and C");
        assert_eq!(listed(&parts[..2]), "A and B");
    }
}
