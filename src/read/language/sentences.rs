//! Where sentences end.

use std::ops::Range;

use super::words::Words;

/// Most tokens of a sentence; a longer run without an end is cut.
const MOST_TOKENS: usize = 1000;

/// Most marks that close one sentence.
const MOST_CLOSERS: usize = 8;

/// Parts the tokens of a paragraph into sentences: ranges of token indices.
pub fn sentences(text: &str, tokens: &[Range<usize>], words: &Words) -> Vec<Range<usize>> {
    let ends = Ends { text, tokens, words };
    let mut sentences = Vec::new();
    let (mut start, mut at, mut comma) = (0, 0, 0);
    if let Some(end) = ends.dateline() {
        sentences.push(0..end);
        (start, at, comma) = (end, end, end);
    }
    while at < tokens.len() {
        let after = ends.end_after(at, start);
        if matches!(ends.token(at), "," | ";" | ":") {
            comma = at + 1;
        }
        at = after.unwrap_or(at + 1);
        if after.is_some() {
            sentences.push(start..at);
            start = at;
        } else if at - start >= MOST_TOKENS {
            let cut = if comma > start + MOST_TOKENS / 2 { comma } else { at };
            sentences.push(start..cut);
            start = cut;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

/// Most tokens of a dateline.
const LONGEST_DATELINE: usize = 14;

struct Ends<'a> {
    text: &'a str,
    tokens: &'a [Range<usize>],
    words: &'a Words,
}

impl<'a> Ends<'a> {
    fn token(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |range| &self.text[range.clone()])
    }

    /// The index after the dash that closes an agency's dateline, as in "KYIV, May 3
    /// (Reuters) —": a stretch that is no part of the sentence after it.
    fn dateline(&self) -> Option<usize> {
        let dash = (1..LONGEST_DATELINE).find(|&at| matches!(self.token(at), "—" | "–" | "-" | "--"))?;
        let plain = |at: usize| {
            let token = self.token(at);
            !token.starts_with(char::is_lowercase) && !matches!(token, ":" | "?" | "!" | "\"" | "“" | "”")
        };
        let first = self.token(0);
        let shouted = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
        let credited = (1..dash).any(|at| self.token(at) == "(");
        let opens = self.token(dash + 1).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        (opens && (shouted || credited) && (0..dash).all(plain)).then_some(dash + 1)
    }

    /// Whether a space parts a token from the one before it.
    fn is_spaced(&self, at: usize) -> bool {
        at == 0 || at >= self.tokens.len() || self.tokens[at - 1].end < self.tokens[at].start
    }

    /// The index after the last token of the sentence, if the token at `at` ends one.
    fn end_after(&self, at: usize, start: usize) -> Option<usize> {
        let stop = Stop::of(self.token(at), self.words)?;
        let mut next = at + 1;
        let closes =
            |next| self.is_closer(next) || Stop::of(self.token(next), self.words) == Some(Stop::Strong);
        while next - at < MOST_CLOSERS && closes(next) {
            next += 1;
        }
        if next >= self.tokens.len() {
            return Some(next);
        }
        let quoted = (at + 1..next).any(|i| is_quote(self.token(i)));
        let word =
            (next..next + 4).map(|i| self.token(i)).find(|token| token.contains(char::is_alphanumeric));
        let word = word.unwrap_or_default();
        let small = word.starts_with(char::is_lowercase);
        let ends = match stop {
            Stop::Title => false,
            Stop::Abbreviation => self.words.is_starter(word) || (quoted && !small),
            Stop::Trailing => !small && at > start,
            Stop::Full => !small,
            Stop::Strong => !(small || quoted && self.is_speech(next)),
        };
        ends.then_some(next)
    }

    /// Whether a token closes what went before, as a quote or bracket does.
    fn is_closer(&self, at: usize) -> bool {
        match self.token(at) {
            ")" | "]" | "}" | "”" | "»" => true,
            "\"" | "'" | "’" | "''" | "``" => !self.is_spaced(at),
            _ => false,
        }
    }

    /// Whether one of the next few tokens is a verb of saying: "…?" Mr. Blinken asked.
    fn is_speech(&self, at: usize) -> bool {
        let ahead = (at..at + 5).map(|i| self.token(i));
        let mut said = ahead.skip_while(|token| token.starts_with(char::is_uppercase));
        said.next().is_some_and(|token| self.words.is_speech(token))
    }
}

/// A token that may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// A full stop.
    Full,
    /// A question or exclamation mark, or the full stop of a script without capitals.
    Strong,
    /// Dots that trail off.
    Trailing,
    /// A word that keeps its full stop.
    Abbreviation,
    /// A word before a name or number that keeps its full stop.
    Title,
}

impl Stop {
    fn of(token: &str, words: &Words) -> Option<Self> {
        match token {
            "." => return Some(Self::Full),
            "。" | "！" | "？" | "؟" | "।" | "۔" => return Some(Self::Strong),
            _ => {}
        }
        let last = token.chars().next_back()?;
        match last {
            '!' | '?' => Some(Self::Strong),
            '…' => Some(Self::Trailing),
            '.' if token.starts_with('.') => Some(Self::Trailing),
            '.' => {
                let word = &token[..token.len() - 1];
                let number = word.bytes().all(|b| b.is_ascii_digit());
                let title = number || words.is_title(word) || words.is_numbered(word);
                Some(if title { Self::Title } else { Self::Abbreviation })
            }
            _ => None,
        }
    }
}

fn is_quote(token: &str) -> bool {
    matches!(token, "\"" | "'" | "’" | "''" | "``" | "”" | "»")
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn check(expected: &[&str]) {
        check_glued(&expected.join(" "), expected);
    }

    fn check_glued(text: &str, expected: &[&str]) {
        let words = Words::known();
        let tokens = tokens(text, 0..text.len(), &words);
        let found = sentences(text, &tokens, &words);
        let found: Vec<&str> =
            found.iter().map(|s| &text[tokens[s.start].start..tokens[s.end - 1].end]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn full_stops() {
        check(&["The envoys met.", "They will meet again."]);
        check(&["Ankara hosted them.", "“We are ready,” he said.", "Is Moscow?"]);
        check(&["It fell 3.5 percent.", "2023 was worse."]);
        check(&["No sentence end"]);
    }

    #[test]
    fn datelines() {
        check(&["OSLO (Agency) —", "The envoys met."]);
        check(&["OSLO –", "Norwegian envoys met."]);
        check(&["Oslo, May 3 (Agency) –", "The envoys met."]);
        check(&["Norway – a member – met envoys."]);
        check(&["NATO – the alliance – met."]);
        check(&["Q: Oslo — The envoys?"]);
    }

    #[test]
    fn abbreviations() {
        check(&["Mr. Fidan met Gen. J. Doe.", "They spoke."]);
        check(&["They flew to the U.S. on Monday.", "The U.S. Embassy knew."]);
        check(&["They flew to the U.S.", "The embassy knew."]);
        check(&["They met at 5 p.m. Tuesday in Washington, D.C.", "He left."]);
        check(&["Decree No. 12 was signed.", "Was it?", "No.", "It was not."]);
    }

    #[test]
    fn quotes() {
        check(&["“We will not sign.”", "“Nor will we.”"]);
        check(&["\"We will not sign.\"", "\"Nor will we.\""]);
        check(&["“Will they sign?” he asked.", "Nobody knew."]);
        check(&["“Will they sign?” Foreign Minister Fidan asked.", "Nobody knew."]);
        check(&["(They met twice.)", "Then they left."]);
    }

    #[test]
    fn lost_spaces() {
        check_glued("for the people.The war", &["for the people.", "The war"]);
        check_glued("“Go.”Then", &["“Go.”", "Then"]);
    }

    #[test]
    fn dots() {
        check(&["Well ... perhaps.", "Or not…", "Who knows?!"]);
        check(&["... and so on."]);
    }

    #[test]
    fn a_run_without_an_end_is_cut() {
        let text = "word ".repeat(2500);
        let words = Words::known();
        let tokens = tokens(&text, 0..text.len(), &words);
        let found = sentences(&text, &tokens, &words);
        assert_eq!(found, [0..1000, 1000..2000, 2000..2500]);
    }
}
