//! What was told before.

use super::Dealing;
use super::telling::Telling;
use crate::weave::Paper;

/// What earlier papers have told.
pub struct Known(Vec<Telling>);

impl Known {
    /// The contacts of some papers.
    pub fn of<'p, 'a: 'p>(papers: impl Iterator<Item = &'p Paper<'a>>) -> Self {
        let tellings = papers.flat_map(|paper| {
            paper.document.contacts.iter().map(move |contact| Telling::new(contact, paper))
        });
        Self(tellings.collect())
    }

    /// Whether a dealing was told before: on a day that both name, or by one report.
    pub fn tells(&self, dealing: &Dealing, papers: &[Paper]) -> bool {
        let lead = dealing.lead();
        let own = Telling::new(lead.contact, &papers[lead.paper]);
        self.0.iter().any(|other| own.is_told_by(other))
    }
}
