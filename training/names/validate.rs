//! Scores the training over four folds of EWT dev, each by a model that has not seen its fold.

use std::collections::HashSet;

use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::names::{Namer, tagger};

use super::data::{self, Counts, Labelled, Name};

const FOLDS: usize = 4;

/// Prints precision, recall and F1 of the whole namer; with `--errors` what is missed and
/// wrong.
pub fn validate(language: &Language, part: &[Labelled], teach: impl Fn(&[Labelled]) -> tagger::Model) {
    let errors = std::env::args().any(|arg| arg == "--errors");
    let mut counts = Counts::default();
    for fold in 0..FOLDS {
        let namer = Namer::with_model(teach(&part_of(part, |at| at != fold)));
        for document in data::documents(&part_of(part, |at| at == fold)) {
            let gold: HashSet<Name> = document.names.iter().copied().collect();
            let guess = data::guess(language, &namer, &document.text);
            counts.add(&gold, &guess);
            if errors && gold != guess {
                data::show_errors(&document.text, &gold, &guess);
            }
        }
    }
    counts.print();
}

/// The sentences of the folds that pass.
fn part_of(part: &[Labelled], passes: impl Fn(usize) -> bool) -> Vec<Labelled> {
    let kept = |i: &usize| passes(i * FOLDS / part.len());
    (0..part.len()).filter(kept).map(|i| part[i].clone()).collect()
}
