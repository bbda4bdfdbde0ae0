//! Puts the digest together: title, deck, sections.

use crate::record::{Document, Edit, Reworded, Window};
use crate::weave::{Scope, Week};

use super::desk::{Desk, Refused};
use super::editor::Editor;
use super::model::{Digest, Kind};
use super::revise::{Edits, has_lost, withdrawn};
use super::weights::Weights;

/// What is asked of a digest.
#[derive(Debug, Clone, Copy)]
pub struct Commission<'a> {
    pub week: Week,
    /// Whose conflict is watched.
    pub scope: &'a Scope,
    /// What was expected of channels in the week.
    pub windows: &'a [Window],
    /// How many words the sentences have at most; title, deck and table are not counted.
    pub words: usize,
    /// What editors changed in it.
    pub edits: &'a [Edit],
    /// Documents of the week that were changed since they were first collected.
    pub reworded: &'a [Reworded],
}

impl<'a> Commission<'a> {
    /// A digest of the usual length, with nothing expected of channels.
    pub fn new(week: Week, scope: &'a Scope) -> Self {
        let words = Weights::get().length.words;
        Self { week, scope, windows: &[], words, edits: &[], reworded: &[] }
    }
}

/// A digest and what its writing came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    pub digest: Digest,
    /// Documents of the week that were read.
    pub documents: usize,
    /// Contacts of the week that concern the conflict.
    pub contacts: usize,
    /// Sentences of the digest, all of them proved, the title and the deck among them.
    pub proved: usize,
    /// Sentences that were written and not proved; they are left out.
    pub refused: Vec<Refused>,
    /// Changes of editors without effect: their sentence is not written any more.
    pub unmet: Vec<Edit>,
}

/// How often a digest is written at most, to find sentences again that were changed.
const TRIES: usize = 4;

/// Writes the digest of a week from documents: those of the week, and those of the weeks
/// before (see [`super::days_of`]), with which it is compared. The same documents give the
/// same digest in whatever order they come.
pub fn compose(documents: &[Document], commission: Commission<'_>) -> Composed {
    let (mut composed, mut edits) = written(documents, commission, Edits::of(commission.edits));
    for _ in 1..TRIES {
        if !edits.find_again(&composed.digest) {
            break;
        }
        edits.begin();
        (composed, edits) = written(documents, commission, edits);
    }
    (composed.digest.edits, composed.unmet) = edits.outcome();
    let lost: Vec<Reworded> =
        commission.reworded.iter().filter(|one| has_lost(one, documents)).cloned().collect();
    if !lost.is_empty() {
        let read = as_first_read(documents, &lost);
        let (before, _) = written(&read, commission, Edits::default());
        composed.digest.withdrawn = withdrawn(&before.digest, &composed.digest, &lost, documents);
    }
    composed
}

/// The documents as they were before some were changed.
fn as_first_read(documents: &[Document], reworded: &[Reworded]) -> Vec<Document> {
    let first = |document: &Document| {
        let found = reworded.iter().find(|one| one.first.article.id == document.article.id);
        found.map_or(document, |reworded| &reworded.first).clone()
    };
    documents.iter().map(first).collect()
}

/// Writes the digest once, with the changes of editors.
fn written<'a>(
    documents: &'a [Document],
    commission: Commission<'a>,
    edits: Edits<'a>,
) -> (Composed, Edits<'a>) {
    let mut desk = Desk::new(documents, commission, edits);
    let mut editor = Editor::new(&mut desk);
    let sections = editor.sections();
    let (title, deck) = editor.head();
    let contacts = editor.contacts();
    let digest = Digest {
        title: title.text,
        title_citations: title.citations,
        deck: deck.as_ref().map_or_else(String::new, |deck| deck.text.clone()),
        deck_citations: deck.map(|deck| deck.citations).unwrap_or_default(),
        week: commission.week.to_string(),
        sections,
        edits: Vec::new(),
        withdrawn: Vec::new(),
        writing: None,
    };
    let documents = desk.of_week().len();
    let inside = digest.sections.iter().flat_map(|section| &section.items).flat_map(|item| &item.sentences);
    let inside = inside.filter(|sentence| sentence.kind != Kind::Editor).count();
    let head = [&digest.title_citations, &digest.deck_citations];
    let proved = inside + head.iter().filter(|citations| !citations.is_empty()).count();
    let composed = Composed { digest, documents, contacts, proved, refused: desk.refused, unmet: Vec::new() };
    desk.edits.check(&composed.digest);
    (composed, desk.edits)
}
