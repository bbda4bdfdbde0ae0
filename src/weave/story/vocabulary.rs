//! How much a term tells: the rarer, the more, and names above words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::terms::{Term, term_key};
use super::vector::Vector;
use crate::knowledge::File;

/// How much more a name tells than a word that is as rare.
pub(super) const NAME: f32 = 2.5;

/// How many articles `knowledge/stories/words.tsv` counts, and how many of them use a
/// term. They stand in where few documents are read.
static ARTICLES: LazyLock<(f32, FxHashMap<u32, f32>)> = LazyLock::new(|| {
    counted(include_str!("../../../knowledge/stories/words.tsv")).expect("a test parses it")
});

/// The terms of the documents so far.
#[derive(Default)]
pub struct Vocabulary {
    documents: u32,
    numbers: FxHashMap<u32, u32>,
    entries: Vec<Entry>,
}

/// What is known of a term.
#[derive(Default)]
struct Entry {
    documents: u32,
    /// In how many articles of the knowledge it stands.
    articles: f32,
    named: u32,
    plain: u32,
}

impl Vocabulary {
    /// Counts a document's terms.
    pub fn count(&mut self, terms: &[Term]) {
        self.documents += 1;
        for term in terms {
            let next = self.entries.len() as u32;
            let number = *self.numbers.entry(term.key).or_insert(next);
            if number == next {
                self.entries.push(Entry { articles: articles_with(term), ..Entry::default() });
            }
            let entry = &mut self.entries[number as usize];
            entry.documents += 1;
            entry.named += u32::from(term.named);
            entry.plain += u32::from(term.plain);
        }
    }

    /// A document by the weights of its terms, all of which must have been counted.
    pub fn weigh(&self, terms: &[Term]) -> Vector {
        Vector::unit(terms.iter().map(|term| self.weight(term)).collect())
    }

    fn weight(&self, term: &Term) -> (u32, f32) {
        let number = self.numbers[&term.key];
        let entry = &self.entries[number as usize];
        let rarity = ((self.documents as f32 + articles() + 1.0)
            / (entry.documents as f32 + entry.articles + 0.5))
            .ln();
        let kind = if entry.named > entry.plain { NAME } else { 1.0 };
        (number, (1.0 + f32::from(term.count).ln()) * rarity * kind)
    }
}

/// How many articles the knowledge counts.
pub(super) fn articles() -> f32 {
    ARTICLES.0
}

/// In how many articles of the knowledge a term stands.
pub fn articles_with(term: &Term) -> f32 {
    ARTICLES.1.get(&term.key).copied().unwrap_or_default()
}

/// The number of articles and the table of those that use each word.
fn counted(text: &'static str) -> Result<(f32, FxHashMap<u32, f32>), String> {
    let rows = File { name: "stories/words.tsv", text }.rows::<2>().map_err(|error| error.to_string())?;
    let count = |row: &crate::knowledge::Row<'_, 2>| {
        row.columns[1].parse::<f32>().map_err(|_| row.error("the second column is a number").to_string())
    };
    let (all, words) = rows.split_first().ok_or("the table is empty")?;
    let words = words.iter().map(|row| Ok((term_key(row.columns[0]), count(row)?)));
    Ok((count(all)?, words.collect::<Result<_, String>>()?))
}

#[cfg(test)]
mod tests {
    use super::super::terms::terms;
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let (articles, words) = counted(include_str!("../../../knowledge/stories/words.tsv")).unwrap();
        assert!(articles > 100.0 && words.len() > 1000);
        assert!(words.values().all(|count| (1.0..=articles).contains(count)));
        assert!(counted("*\tmany").unwrap_err().contains("line 1"));
    }

    #[test]
    fn rare_words_and_names_weigh_more() {
        let mut vocabulary = Vocabulary::default();
        let text = terms("the envoy praised the the Zaporozhets and zigzags");
        vocabulary.count(&text);
        let weight = |word: &str| {
            let found = text.iter().find(|term| term.key == term_key(word)).unwrap();
            vocabulary.weight(found).1
        };
        assert!(weight("the") < weight("praised"));
        assert!(weight("praised") < weight("zigzags"));
        assert!(weight("zigzags") * 2.0 < weight("Zaporozhets"));
    }
}
