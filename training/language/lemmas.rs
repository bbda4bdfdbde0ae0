//! Learning to lemmatize.

use diplomacy_watch::read::language::lemma::{self, Edit};
use diplomacy_watch::read::language::table;
use diplomacy_watch::read::language::tagger::Tag;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::treebank::GoldSentence;

/// Most edits that a model keeps.
const MOST_EDITS: usize = 254;

/// Learns a lemmatizer and writes it: the usual edit for each word, and for each
/// ending the edit of most of the words that have it, wherever it says something new.
pub fn learn(sentences: &[GoldSentence]) -> Vec<u8> {
    let usual = usual_edits(sentences);
    let edits = frequent_edits(&usual);
    let index: FxHashMap<&Edit, u8> = edits.iter().zip(0..).collect();
    let mut votes: FxHashMap<u64, FxHashMap<u8, usize>> = FxHashMap::default();
    let mut words: Vec<(Vec<u64>, u8)> = Vec::new();
    for ((form, tag), edit) in &usual {
        let Some(&edit) = index.get(edit) else { continue };
        let keys: Vec<u64> = lemma::keys(form, tag).collect();
        for &key in &keys[1..] {
            *votes.entry(key).or_default().entry(edit).or_default() += 1;
        }
        words.push((keys, edit));
    }
    let winner = |votes: &FxHashMap<u8, usize>| {
        votes.iter().max_by_key(|(edit, count)| (**count, std::cmp::Reverse(**edit))).map(|(edit, _)| *edit)
    };
    let endings: FxHashMap<u64, u8> =
        votes.iter().filter_map(|(&key, votes)| Some((key, winner(votes)?))).collect();
    let mut kept: FxHashMap<u64, u8> = FxHashMap::default();
    for (keys, _) in &words {
        // An ending is kept where a shorter one would say something else.
        for pair in keys[1..].windows(2) {
            if endings.get(&pair[0]) != endings.get(&pair[1]) && votes[&pair[0]].values().sum::<usize>() > 1 {
                kept.insert(pair[0], endings[&pair[0]]);
            }
        }
        let shortest = keys[keys.len() - 1];
        kept.insert(shortest, endings[&shortest]);
    }
    for (keys, edit) in &words {
        let by_ending = keys[1..].iter().find_map(|key| kept.get(key));
        if by_ending != Some(edit) {
            kept.insert(keys[0], *edit);
        }
    }
    let entries = kept.into_iter().map(|(key, edit)| (key, vec![(edit, 1)])).collect();
    lemma::write(&edits, &table::write(entries))
}

/// The most frequent edit of each word with its tag.
fn usual_edits(sentences: &[GoldSentence]) -> Vec<((String, Tag), Edit)> {
    let mut seen: FxHashMap<(String, Tag), FxHashMap<Edit, usize>> = FxHashMap::default();
    for word in sentences.iter().flat_map(|s| &s.words).filter(|word| word.lemma != "_") {
        let tag = Tag { upos: word.upos, xpos: word.xpos.as_str().into() };
        let edit = Edit::between(&word.form, &word.lemma);
        *seen.entry((word.form.clone(), tag)).or_default().entry(edit).or_default() += 1;
    }
    let usual = |edits: FxHashMap<Edit, usize>| edits.into_iter().max_by_key(|(edit, n)| (*n, edit.clone()));
    let mut all: Vec<_> =
        seen.into_iter().filter_map(|(word, edits)| Some((word, usual(edits)?.0))).collect();
    all.sort();
    all
}

/// The edits of the most words, the most frequent first.
fn frequent_edits(usual: &[((String, Tag), Edit)]) -> Vec<Edit> {
    let mut counts: FxHashMap<&Edit, usize> = FxHashMap::default();
    usual.iter().for_each(|(_, edit)| *counts.entry(edit).or_default() += 1);
    let mut edits: Vec<Edit> =
        counts.keys().map(|&edit| edit.clone()).collect::<FxHashSet<_>>().into_iter().collect();
    edits.sort_by_key(|edit| (std::cmp::Reverse(counts[edit]), edit.clone()));
    edits.truncate(MOST_EDITS);
    edits
}
