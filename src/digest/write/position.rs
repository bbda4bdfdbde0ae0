//! A party's stand, in the words in which it was taken.

use crate::digest::desk::Desk;
use crate::digest::draft::{Draft, capitalised};
use crate::digest::forms::Forms;
use crate::digest::introduction::with_article;
use crate::record::Span;
use crate::weave::{Lands, Stand};

use super::detail::voice;
use super::phrase;
use super::statement::{candidate_of, spoken};

/// Whose stand it is, and on what: "Ukraine, security guarantees"; `None` where it is of no
/// country.
pub fn stand_label(stand: &Stand) -> Option<String> {
    let country = stand.position.holders.iter().find_map(|holder| holder.country.as_deref())?;
    let land = capitalised(&with_article(Lands::get().land(country)?.name));
    Some(format!("{land}, {}", Forms::get().issue(stand.position.issue)))
}

/// The sentence that tells a stand: what its speaker said, else the document's own words.
pub fn stand(desk: &Desk, stand: &Stand) -> Option<Draft> {
    let paper = &desk.papers[stand.paper];
    let position = stand.position;
    let said = position.attribution.and_then(|i| paper.document.attributions.get(i));
    if let Some(said) = said {
        let inside = |span: &Span| said.content.iter().any(|content| content.contains(*span));
        let words = Some(position.evidence).filter(inside).unwrap_or(position.content);
        let candidate = candidate_of(desk, stand.paper, said, words)?;
        return spoken(desk, &candidate, false);
    }
    let sentence = paper.sentences_around(position.evidence);
    if phrase::takes_up(paper.words(sentence)) {
        return None;
    }
    voice(desk, stand.paper, sentence, true, Some(&position.id))
}
