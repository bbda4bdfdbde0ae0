//! Learning to tag.

use diplomacy_watch::read::language::form::Form;
use diplomacy_watch::read::language::table::{self, MOST_LABELS};
use diplomacy_watch::read::language::tagger::{self, Context, Tag};
use diplomacy_watch::read::syntax::Upos;
use rustc_hash::FxHashMap;

use crate::perceptron::{Perceptron, Weights, quantise};
use crate::random::Random;
use crate::treebank::GoldSentence;

/// Times that a word must be seen before its class of tags is told.
const SEEN: usize = 3;

/// How often in a hundred a sentence is learned in capitals, and as a headline.
const RECASED: u64 = 4;

/// How a tagger is learned.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub epochs: usize,
    pub seeds: u64,
    /// Perceptrons that are learned at a time.
    pub threads: usize,
    /// Weights that are kept.
    pub most: usize,
}

/// The tags of a treebank: the frequent pairs, and the pair that stands for a rare one.
pub struct TagSet {
    tags: Vec<Tag>,
    index: FxHashMap<Tag, u8>,
}

impl TagSet {
    /// The pairs of tags of some sentences.
    pub fn of(sentences: &[GoldSentence]) -> Self {
        let mut counts: FxHashMap<Tag, usize> = FxHashMap::default();
        for word in sentences.iter().flat_map(|s| &s.words) {
            *counts.entry(tag(word.upos, &word.xpos)).or_default() += 1;
        }
        let mut tags: Vec<Tag> =
            counts.iter().filter(|(_, count)| **count >= 5).map(|(tag, _)| tag.clone()).collect();
        tags.sort_by_key(|tag| (std::cmp::Reverse(counts[tag]), tag.clone()));
        tags.truncate(MOST_LABELS);
        tags.sort();
        let index = tags.iter().cloned().zip(0..).collect();
        Self { tags, index }
    }

    /// The label of a pair of tags; a rare pair takes the first of its part of speech.
    fn label(&self, upos: Upos, xpos: &str) -> u8 {
        let same = || self.tags.iter().position(|tag| tag.upos == upos).unwrap_or(0) as u8;
        self.index.get(&tag(upos, xpos)).copied().unwrap_or_else(same)
    }
}

fn tag(upos: Upos, xpos: &str) -> Tag {
    Tag { upos, xpos: xpos.into() }
}

/// Learns a tagger and writes it.
pub fn learn(sentences: &[GoldSentence], set: &TagSet, plan: Plan) -> Vec<u8> {
    let classes = classes(sentences, set);
    let mut weights = Weights::default();
    let seeds: Vec<u64> = (0..plan.seeds).collect();
    for together in seeds.chunks(plan.threads.max(1)) {
        std::thread::scope(|scope| {
            let classes = &classes;
            let learn = |&seed| scope.spawn(move || one(sentences, set, classes, plan.epochs, seed));
            let learning: Vec<_> = together.iter().map(learn).collect();
            for one in learning {
                one.join().expect("learning does not panic").add_average_to(&mut weights);
            }
        });
    }
    let classes = classes.iter().map(|(&key, &class)| (key, vec![(class, 1)])).collect();
    tagger::write(&set.tags, &table::write(classes), &table::write(quantise(&weights, plan.most)))
}

/// One perceptron.
fn one(
    sentences: &[GoldSentence],
    set: &TagSet,
    classes: &FxHashMap<u64, u8>,
    epochs: usize,
    seed: u64,
) -> Perceptron {
    let mut random = Random::new(seed);
    let mut perceptron = Perceptron::default();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut keys = Vec::new();
    let mut scores = vec![0.0; set.tags.len()];
    for _ in 0..epochs {
        random.shuffle(&mut order);
        for &i in &order {
            let words = &sentences[i].words;
            let recase = random.below(100);
            let forms: Vec<Form> = words.iter().map(|word| Form::of(&recased(&word.form, recase))).collect();
            let context = Context::new(&forms, |lower| classes.get(&lower).copied());
            let mut tags = Vec::new();
            for (at, word) in words.iter().enumerate() {
                keys.clear();
                context.features(at, &tags, &mut keys);
                perceptron.scores(&keys, &mut scores);
                let gold = usize::from(set.label(word.upos, &word.xpos));
                let found = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
                perceptron.step();
                if found != gold {
                    perceptron.update(&keys, gold, found, 1.0);
                }
                tags.push(found as u8);
            }
        }
    }
    perceptron
}

/// The word as it stands, or in capitals, or with a capital.
fn recased(form: &str, chance: u64) -> String {
    if chance < RECASED {
        return form.to_uppercase();
    }
    let mut chars = form.chars();
    match chars.next() {
        Some(first) if chance < 2 * RECASED && form.chars().count() > 3 => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => form.to_owned(),
    }
}

/// The class of each frequent word: the set of tags that it was seen with.
fn classes(sentences: &[GoldSentence], set: &TagSet) -> FxHashMap<u64, u8> {
    let mut seen: FxHashMap<u64, FxHashMap<u8, usize>> = FxHashMap::default();
    for word in sentences.iter().flat_map(|s| &s.words) {
        let label = set.label(word.upos, &word.xpos);
        *seen.entry(Form::of(&word.form).lower).or_default().entry(label).or_default() += 1;
    }
    let mut sets: FxHashMap<Vec<u8>, Vec<u64>> = FxHashMap::default();
    for (word, tags) in seen {
        let count: usize = tags.values().sum();
        if count >= SEEN {
            let mut common: Vec<u8> =
                tags.iter().filter(|(_, n)| **n * 20 >= count).map(|(tag, _)| *tag).collect();
            common.sort_unstable();
            sets.entry(common).or_default().push(word);
        }
    }
    let mut sets: Vec<_> = sets.into_iter().collect();
    sets.sort_by_key(|(tags, words)| (std::cmp::Reverse(words.len()), tags.clone()));
    let numbered = sets.into_iter().enumerate();
    numbered.flat_map(|(i, (_, words))| words.into_iter().map(move |word| (word, i.min(254) as u8))).collect()
}
