//! Prints how the program cuts texts and what its lexicon knows of their tokens, for the
//! training of the encoder: `cargo run --release --example show-clues < TEXTS > CLUES`.
//! Each line in is a text as JSON; each line out has for each of its sentences the tokens:
//! first code point, the one after the last, the clues as a number.

use std::io::{BufRead, Write};

use anyhow::{Context, Result};
use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::names::Namer;
use diplomacy_watch::read::syntax::Sentence;
use diplomacy_watch::record::Text;

fn main() -> Result<()> {
    let (language, namer) = (Language::new(), Namer::new());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        let text: String =
            serde_json::from_str(&line?).with_context(|| format!("line {} is no JSON string", number + 1))?;
        let text = Text::new(text.as_str());
        let sentences = language.tag(text.as_str());
        let clues = namer.clues(text.as_str(), &sentences);
        let rows: Vec<Vec<(usize, usize, u64)>> =
            sentences.iter().zip(clues).map(|(sentence, clues)| rows(&text, sentence, clues)).collect();
        serde_json::to_writer(&mut out, &rows)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The tokens of a sentence with their clues.
fn rows(text: &Text, sentence: &Sentence, clues: Vec<u64>) -> Vec<(usize, usize, u64)> {
    let spans = sentence.tokens.iter().filter_map(|token| text.span(token.bytes()));
    spans.zip(clues).map(|(span, clues)| (span.start, span.end, clues)).collect()
}
