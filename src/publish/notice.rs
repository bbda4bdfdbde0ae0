//! What a reader is told of changes: those of an editor, those of sources, and those of a
//! writer that rephrased.

use crate::digest::Digest;
use crate::record::NAMELESS;

/// What marks an editor's own words.
pub const EDITOR: &str = "[editor]";

/// A headed list of changes.
pub struct Notice {
    pub heading: &'static str,
    pub lines: Vec<String>,
}

/// The changes of a digest; empty where there are none.
pub fn notices(digest: &Digest) -> Vec<Notice> {
    let edits = digest.edits.iter().map(|edit| format!("{edit}."));
    let withdrawn = digest.withdrawn.iter().map(|one| {
        let outlet = one.outlet.as_deref().unwrap_or(NAMELESS);
        let title = one.title.as_deref().map(|title| format!(" in “{title}”")).unwrap_or_default();
        let changed = one.changed.get(..10).unwrap_or(&one.changed);
        format!(
            "“{}” rested on words of {outlet}{title} that do not stand there any more in the text collected on {changed}: “{}”",
            one.sentence,
            super::one_line(&one.words)
        )
    });
    let writing = digest.writing.iter().filter(|writing| writing.rephrased > 0).map(|writing| {
        let (rephrased, stand) = match writing.rephrased {
            1 => ("One sentence".to_owned(), "stands"),
            n => (format!("{n} sentences"), "stand"),
        };
        format!(
            "{rephrased} {stand} in the words of a language model ({}), held against the words of this program \
             and proved again from their citations; this is what the program wrote:",
            super::one_line(&writing.writer)
        )
    });
    let inside = digest.sections.iter().flat_map(|section| &section.items).flat_map(|item| &item.sentences);
    let ours = inside.filter_map(|sentence| sentence.rephrased.as_ref()).map(|ours| format!("“{ours}”"));
    let notice = |heading, lines: Vec<String>| Notice { heading, lines };
    let own = digest.edits.iter().any(|edit| edit.text.is_some());
    let explained =
        own.then(|| format!("Words marked {EDITOR} are the editor's own and rest on no citation."));
    let mut notices = vec![
        notice("Changes by the editor", explained.into_iter().chain(edits).collect()),
        notice("Put in other words", writing.chain(ours).collect()),
        notice("No longer said, as a source was changed", withdrawn.collect()),
    ];
    notices.retain(|notice| !notice.lines.is_empty());
    notices
}
