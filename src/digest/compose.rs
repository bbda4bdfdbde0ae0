//! Puts the digest together: title, deck, sections.

use crate::record::{Document, Window};
use crate::weave::{Scope, Week};

use super::desk::{Desk, Refused};
use super::editor::Editor;
use super::model::Digest;
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
}

impl<'a> Commission<'a> {
    /// A digest of the usual length, with nothing expected of channels.
    pub fn new(week: Week, scope: &'a Scope) -> Self {
        Self { week, scope, windows: &[], words: Weights::get().length.words }
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
}

/// Writes the digest of a week from documents: those of the week, and those of the weeks
/// before (see [`super::days_of`]), with which it is compared. The same documents give the
/// same digest in whatever order they come.
pub fn compose(documents: &[Document], commission: Commission<'_>) -> Composed {
    let mut desk = Desk::new(documents, commission);
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
    };
    let documents = desk.of_week().len();
    let proved = digest.sections.iter().flat_map(|section| &section.items).map(|item| item.sentences.len());
    let proved = proved.sum::<usize>()
        + [&digest.title_citations, &digest.deck_citations]
            .map(|c| usize::from(!c.is_empty()))
            .iter()
            .sum::<usize>();
    Composed { digest, documents, contacts, proved, refused: desk.refused }
}
