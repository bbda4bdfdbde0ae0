//! The encoder: a small network that finds who says what, and tells tags,
//! trees and names, with the way from a text to what it takes and from what it gives to records.
//!
//! `training/encoder/` makes the network and cuts texts in the same way; its
//! `text.py` and this module's `unit`, `piece` and `window` must agree.

mod decode;
mod finding;
mod graph;
mod network;
mod parse;
mod piece;
mod tree;
mod unit;
mod window;

pub use finding::{Finding, Rival};
pub use network::{CLUES, DEALINGS, Mixed, NAMES, STANDS, Weights};
pub use parse::{Tags, Word};

use std::ops::Range;
use std::sync::OnceLock;

use finding::Weighed;
use network::Network;
use piece::Vocabulary;
use unit::Units;

use super::syntax::Sentence;

/// The network that is part of the binary, with its vocabulary.
pub struct Encoder {
    vocabulary: Vocabulary,
    network: Network,
    tags: Tags,
}

/// What the network sees in a text.
#[derive(Debug, Default, PartialEq)]
pub struct Sight {
    /// Everything that is said by someone's account, in the order of the cues.
    pub findings: Vec<Finding>,
    /// For each sentence its words; `None` where no window holds the whole of it.
    pub words: Vec<Option<Vec<Word>>>,
}

impl Encoder {
    /// The encoder, loaded when it is first asked for, which takes some tens of
    /// milliseconds. It serves any number of threads.
    ///
    /// # Panics
    /// Never in a tested build: a test loads it.
    pub fn known() -> &'static Self {
        static KNOWN: OnceLock<Encoder> = OnceLock::new();
        KNOWN.get_or_init(|| {
            let network = Network::known();
            let vocabulary = Vocabulary::new(include_str!("../../../models/encoder-vocabulary.txt"));
            Self { vocabulary, tags: Tags::of(&network), network }
        })
    }

    /// What the network's tags stand for.
    pub fn tags(&self) -> &Tags {
        &self.tags
    }

    /// Sees a text that is cut into sentences of tokens. The tags and trees that these
    /// have count as a second opinion; each token's `clues` say whether it may be in a
    /// name. Takes time linear in the text.
    pub fn see(&self, text: &str, sentences: &[Sentence], clues: &[Vec<u64>]) -> Sight {
        graph::at_one_go(|| self.see_here(text, sentences, clues))
    }

    fn see_here(&self, text: &str, sentences: &[Sentence], clues: &[Vec<u64>]) -> Sight {
        let units = self.units(text, sentences);
        let places = parse::places(&units, sentences);
        let mut sight = Sight { words: sentences.iter().map(|_| None).collect(), ..Sight::default() };
        let mut next = 0;
        for range in window::cut(&units) {
            let window = window::encode(&units, range.clone());
            let view = self.network.view(&window);
            for weighed in self.weigh(&units, &range, &view) {
                sight.findings.extend(weighed.stands.then_some(weighed.finding));
            }
            let whole = whole_within(&places, &mut next, &range);
            let stretch = parse::Stretch {
                sentences: &sentences[whole.clone()],
                clues: &clues[whole.clone()],
                places: &places[whole.clone()],
                first: range.start,
            };
            let words = stretch.read(&self.network, &self.tags, &view, &window);
            sight.words[whole].iter_mut().zip(words).for_each(|(slot, words)| *slot = Some(words));
        }
        sight
    }

    /// What was weighed in the windows that touch some bytes of a text: what it found
    /// there, what it passed over, and what came nearest to each.
    pub fn rivals(&self, text: &str, sentences: &[Sentence], bytes: &Range<usize>) -> Vec<Rival> {
        let units = self.units(text, sentences);
        let touches = |range: &Range<usize>| {
            units.units[range.start].start < bytes.end && bytes.start < units.units[range.end - 1].end
        };
        let windows = window::cut(&units).into_iter().filter(touches);
        let rivals = windows.flat_map(|range| {
            let view = self.network.view(&window::encode(&units, range.clone()));
            self.weigh(&units, &range, &view).into_iter().map(Weighed::rival).collect::<Vec<_>>()
        });
        rivals.collect()
    }

    /// How much a sentence speaks for each root of `event::root` as what its first party does
    /// to the second, as logarithms of likelihoods. Of a sentence beyond a window's length
    /// the first window counts.
    pub fn pair<const ROOTS: usize>(
        &self,
        sentence: &str,
        parties: &[Option<Range<usize>>; 2],
    ) -> [f32; ROOTS] {
        let units = Units::of(sentence, &self.vocabulary);
        let Some(range) = window::cut(&units).into_iter().next() else { return [0.0; ROOTS] };
        let window = window::encode(&units, range.clone());
        let is_of = |unit: &unit::Unit, party: usize| {
            parties[party].as_ref().is_some_and(|party| unit.start < party.end && party.start < unit.end)
        };
        let marks: Vec<i32> = units.units[range]
            .iter()
            .map(|unit| i32::from(is_of(unit, 0)) + 2 * i32::from(is_of(unit, 1)))
            .collect();
        log_likelihoods(self.network.pair::<ROOTS>(&window, &marks))
    }

    /// What is made of its opinion of a stand and of the words'.
    pub fn mixed_stands(&self) -> &Mixed {
        &self.network.settings.stands
    }

    /// What is made of its opinion of a word of dealing and of the words'.
    pub fn mixed_dealings(&self) -> &Weights {
        &self.network.settings.dealings
    }

    /// What the words' opinion of an event between two parties counts beside [`Self::pair`].
    pub fn weight_of_words(&self) -> f32 {
        self.network.settings.words
    }

    fn units(&self, text: &str, sentences: &[Sentence]) -> Units {
        let mut units = Units::of(text, &self.vocabulary);
        units.begin_sentences(sentences.iter().map(|sentence| sentence.start));
        units
    }

    /// Reads the cues of a window.
    fn weigh<'a>(&'a self, units: &'a Units, range: &Range<usize>, view: &network::View) -> Vec<Weighed<'a>> {
        let settings = &self.network.settings;
        let seen = self.network.read(view);
        seen.into_iter().filter_map(|seen| Weighed::of(units, range.start, seen, settings)).collect()
    }
}

/// Logarithms of how likely each is by their scores.
fn log_likelihoods<const CLASSES: usize>(scores: [f32; CLASSES]) -> [f32; CLASSES] {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let all = scores.iter().map(|score| (score - highest).exp()).sum::<f32>().ln() + highest;
    scores.map(|score| score - all)
}

/// The sentences from `next` on that stand whole in a window, by the units of their
/// tokens. `next` moves on to the first that begins after it.
fn whole_within(places: &[Vec<usize>], next: &mut usize, window: &Range<usize>) -> Range<usize> {
    let first = |sentence: &Vec<usize>| sentence.first().copied().unwrap_or(0);
    let last = |sentence: &Vec<usize>| sentence.last().copied().unwrap_or(0);
    while places.get(*next).is_some_and(|sentence| first(sentence) < window.start) {
        *next += 1;
    }
    let start = *next;
    while places.get(*next).is_some_and(|sentence| last(sentence) < window.end) {
        *next += 1;
    }
    start..*next
}

#[cfg(test)]
mod tests;
