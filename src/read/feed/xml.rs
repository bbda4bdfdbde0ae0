//! XML as a run of openings and closings, for the small formats. Entities of a
//! document's own are not expanded.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::FeedError;

/// What XML is made of. Names are without their prefix.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Open(Tag),
    Close {
        name: String,
        /// Empty at the root.
        parent: String,
        /// What stands in the element itself, without white space around it.
        words: String,
    },
}

/// An opened element.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// An attribute, its name in any case.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// Passes over a document from its beginning; after an error there is no more.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Result<Piece, FeedError>> {
    let mut reader = Reader::from_str(without_declaration(text));
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    // The opened elements with what stands in them.
    let mut opened: Vec<(String, String)> = Vec::new();
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    ended = true;
                    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                    return Some(Err(broken(text, at, error.to_string())));
                }
            };
            match event {
                Event::Start(start) => {
                    let tag = tag(&start);
                    opened.push((tag.name.clone(), String::new()));
                    return Some(Ok(Piece::Open(tag)));
                }
                Event::End(_) => {
                    let (name, words) = opened.pop()?;
                    let parent = opened.last().map(|(name, _)| name.clone()).unwrap_or_default();
                    return Some(Ok(Piece::Close { name, parent, words: words.trim().to_owned() }));
                }
                Event::Text(words) => add(&mut opened, &words),
                Event::CData(words) => add(&mut opened, &words),
                Event::GeneralRef(reference) => add(&mut opened, &resolved(&reference)),
                Event::Eof => {
                    ended = true;
                    let (name, _) = opened.last()?;
                    return Some(Err(broken(text, text.len(), format!("it ends inside <{name}>"))));
                }
                _ => {}
            }
        }
        None
    })
}

/// Elements nested deeper than this are refused before a parser sees them that might follow
/// them down: the deepest of 66 real feeds reaches 7.
const DEEPEST: usize = 100;

/// Whether elements are nested too deep to be parsed; what is no XML is for the parser to tell.
pub(super) fn is_too_deep(text: &str) -> bool {
    if !text.trim_start().starts_with('<') {
        return false;
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0_usize;
    while depth <= DEEPEST {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
    true
}

/// The text after `<?xml … ?>`: once it is decoded, its charset says nothing.
pub(super) fn without_declaration(text: &str) -> &str {
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match trimmed.strip_prefix("<?xml") {
        Some(declaration) => declaration.split_once("?>").map_or(trimmed, |(_, rest)| rest),
        None => trimmed,
    }
}

fn tag(start: &BytesStart<'_>) -> Tag {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten().map(|attribute| {
        let name = attribute.key.local_name().as_ref().to_owned();
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_or_else(|_| attribute.value.as_ref().to_owned(), |value| value.into_owned());
        (name, value)
    });
    Tag { name: start.local_name().as_ref().to_owned(), attributes: attributes.collect() }
}

fn add(opened: &mut [(String, String)], words: &str) {
    if let Some((_, known)) = opened.last_mut() {
        known.push_str(words);
    }
}

/// What a reference stands for; one that is not known stays as written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name: &str = reference.as_ref();
    resolve_predefined_entity(name).map_or_else(|| format!("&{name};"), str::to_owned)
}

fn broken(text: &str, at: usize, message: String) -> FeedError {
    // The reader counts from the end of the declaration.
    let at = text.len() - without_declaration(text).len() + at;
    let read = &text.as_bytes()[..at.min(text.len())];
    let line = 1 + read.iter().filter(|&&byte| byte == b'\n').count() as u64;
    FeedError::BrokenXml { line, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closed(text: &str) -> Result<Vec<(String, String, String)>, FeedError> {
        let closings = pieces(text).filter_map(|piece| match piece {
            Ok(Piece::Close { name, parent, words }) => Some(Ok((parent, name, words))),
            Ok(Piece::Open(_)) => None,
            Err(error) => Some(Err(error)),
        });
        closings.collect()
    }

    #[test]
    fn words_stand_in_their_element() {
        let got = closed("<?xml version='1.0'?><a>x<n:b>1 &amp; <![CDATA[<2>]]>&#33;&own;</n:b> y<c/></a>")
            .unwrap();
        let got: Vec<_> = got.iter().map(|(p, n, w)| (p.as_str(), n.as_str(), w.as_str())).collect();
        assert_eq!(got, [("a", "b", "1 & <2>!&own;"), ("a", "c", ""), ("", "a", "x y")]);
    }

    #[test]
    fn attributes_are_found_in_any_case() {
        let Some(Ok(Piece::Open(tag))) = pieces("<a xmlUrl='x?a=1&amp;b=2' raw='a&b'>").next() else {
            panic!()
        };
        assert_eq!(tag.attribute("XMLURL"), Some("x?a=1&b=2"));
        assert_eq!((tag.attribute("raw"), tag.attribute("none")), (Some("a&b"), None));
    }

    #[test]
    fn a_break_is_placed() {
        let line = |text| match closed(text) {
            Err(FeedError::BrokenXml { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line("<?xml\n version='1.0'?>\n<a>\n</b>"), 4);
        assert_eq!(line("<a>\n<b>\n"), 3);
    }
}
