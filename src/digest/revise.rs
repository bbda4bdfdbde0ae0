//! An editor's changes, carried out while a digest is written.

use crate::record::{Anchor, Edit, Place, Text};

use super::model::{Digest, Kind, Sentence, Withdrawn};
use crate::record::{Document, Reworded};

/// The changes of a week that stand, and what became of each.
#[derive(Debug, Default)]
pub struct Edits<'e> {
    rulings: Vec<Ruling<'e>>,
}

#[derive(Debug)]
struct Ruling<'e> {
    edit: &'e Edit,
    /// The sentence that it is about, as it is written now.
    sentence: String,
    is_met: bool,
}

impl<'e> Edits<'e> {
    /// Those that were not taken back, in the order in which they were made.
    pub fn of(edits: &'e [Edit]) -> Self {
        let standing = edits.iter().filter(|edit| edit.undone.is_none());
        let ruling = |edit: &'e Edit| Ruling { edit, sentence: edit.target.sentence.clone(), is_met: false };
        Self { rulings: standing.map(ruling).collect() }
    }

    /// The latest change of a sentence.
    pub fn on(&mut self, place: Place, sentence: &str) -> Option<&'e Edit> {
        let about = |ruling: &&mut Ruling| ruling.edit.target.place == place && ruling.sentence == sentence;
        let mut latest = None;
        for ruling in self.rulings.iter_mut().filter(about) {
            ruling.is_met = true;
            latest = Some(ruling.edit);
        }
        latest
    }

    /// Looks in a digest for the sentences of changes that found none: where one of the
    /// place, and only one, rests on the same words, it is that one. Whether any was found.
    pub fn find_again(&mut self, digest: &Digest) -> bool {
        let parts = digest.parts();
        let mut found = false;
        for ruling in self.rulings.iter_mut().filter(|ruling| !ruling.is_met) {
            let target = &ruling.edit.target;
            let is_it = |part: &&super::Part| {
                part.place == target.place
                    && part.sentence.kind == Kind::Claim
                    && !target.anchors.is_empty()
                    && anchors(&part.sentence) == target.anchors
            };
            let same: Vec<_> = parts.iter().filter(is_it).collect();
            if let [one] = same.as_slice()
                && one.sentence.text != ruling.sentence
            {
                ruling.sentence = one.sentence.text.clone();
                found = true;
            }
        }
        found
    }

    /// Takes those for not met whose words do not stand in the digest: the sentence was
    /// written so on the way and otherwise in the end.
    pub fn check(&mut self, digest: &Digest) {
        let inside =
            digest.sections.iter().flat_map(|section| &section.items).flat_map(|item| &item.sentences);
        let there: Vec<i64> = inside.filter_map(|sentence| sentence.edit).collect();
        let target = |ruling: &Ruling| (ruling.edit.target.place, ruling.sentence.clone());
        let ruled: Vec<_> =
            self.rulings.iter().filter(|ruling| there.contains(&ruling.edit.key)).map(target).collect();
        for ruling in &mut self.rulings {
            if ruling.edit.text.is_some() && ruling.edit.target.place == Place::Text {
                ruling.is_met &= ruled.contains(&target(ruling));
            }
        }
    }

    /// Forgets what was met, before the digest is written again.
    pub fn begin(&mut self) {
        self.rulings.iter_mut().for_each(|ruling| ruling.is_met = false);
    }

    /// The changes that were carried out, each sentence's latest, and those whose sentence
    /// is not there.
    pub fn outcome(self) -> (Vec<Edit>, Vec<Edit>) {
        let (mut met, mut unmet) = (Vec::new(), Vec::new());
        for (i, ruling) in self.rulings.iter().enumerate() {
            let same = |later: &Ruling| {
                later.edit.target.place == ruling.edit.target.place && later.sentence == ruling.sentence
            };
            match ruling.is_met {
                true if self.rulings[i + 1..].iter().any(same) => {}
                true => met.push(ruling.edit.clone()),
                false => unmet.push(ruling.edit.clone()),
            }
        }
        (met, unmet)
    }
}

/// The words by which a sentence is known again: those on which its records stand, else
/// all that it cites.
pub fn anchors(sentence: &Sentence) -> Vec<Anchor> {
    let has_records = sentence.citations.iter().any(|citation| citation.record.is_some());
    let counting = sentence.citations.iter().filter(|citation| !has_records || citation.record.is_some());
    let mut anchors: Vec<Anchor> = counting
        .map(|citation| Anchor { document: citation.document.clone(), words: citation.quote.clone() })
        .collect();
    anchors.sort();
    anchors.dedup();
    anchors
}

/// Whether a record of a document as it first read rests on words that are gone.
pub fn has_lost(reworded: &Reworded, documents: &[Document]) -> bool {
    let first = &reworded.first;
    let Some(now) = documents.iter().find(|document| document.article.id == first.article.id) else {
        return false;
    };
    let text = Text::new(first.article.text.as_str());
    let spans = first.contacts.iter().map(|contact| contact.evidence);
    let said = first.attributions.iter().flat_map(|attribution| attribution.content.iter().copied());
    let stands = first.positions.iter().map(|position| position.evidence);
    let silent = first.silences.iter().map(|silence| silence.evidence);
    let mut words = spans.chain(said).chain(stands).chain(silent).filter_map(|span| text.at(span));
    words.any(|words| !now.article.text.contains(words))
}

/// The sentences of a digest from documents as they first read that rest on words which
/// their documents have no more, and that the digest of now has not.
pub fn withdrawn(
    before: &Digest,
    now: &Digest,
    reworded: &[Reworded],
    documents: &[Document],
) -> Vec<Withdrawn> {
    let parts = now.parts();
    let still_there = |text: &str| parts.iter().any(|part| part.sentence.text == text);
    let mut withdrawn = Vec::new();
    for part in before.parts().iter().filter(|part| part.place == Place::Text) {
        let gone = part.sentence.citations.iter().find_map(|citation| {
            let changed = reworded.iter().find(|one| one.first.article.id == citation.document)?;
            let now = documents.iter().find(|document| document.article.id == citation.document)?;
            (!now.article.text.contains(&citation.quote)).then_some((citation, changed))
        });
        if let Some((citation, changed)) = gone
            && !still_there(&part.sentence.text)
        {
            withdrawn.push(Withdrawn {
                sentence: part.sentence.text.clone(),
                document: citation.document.clone(),
                outlet: citation.outlet.clone(),
                title: citation.title.clone(),
                words: citation.quote.clone(),
                changed: changed.changed.clone(),
            });
        }
    }
    withdrawn
}
