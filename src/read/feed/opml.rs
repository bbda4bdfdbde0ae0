//! OPML: lists of feeds, as feed readers exchange them.

use crate::read::page::decode;

use super::FeedError;
use super::entry::{base, web, words};
use super::xml::{Piece, Tag, pieces};

/// A feed on a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subscription {
    pub title: Option<String>,
    /// The address of the feed.
    pub feed: String,
    /// The address of the pages that it announces.
    pub page: Option<String>,
    /// The folders that it stands in, the outermost first.
    pub folders: Vec<String>,
}

/// The feeds on a list, in its order.
///
/// # Errors
/// Where the XML is broken or no OPML.
pub fn read(bytes: &[u8]) -> Result<Vec<Subscription>, FeedError> {
    let (text, _) = decode(bytes, None);
    let mut pieces = pieces(&text);
    let expected = "opml";
    match pieces.next().transpose()? {
        Some(Piece::Open(root)) if root.name.eq_ignore_ascii_case(expected) => {}
        Some(Piece::Open(root)) => return Err(FeedError::OtherRoot { found: root.name, expected }),
        _ => return Err(FeedError::NoRoot { expected }),
    }
    let mut found = Vec::new();
    // The name of each open outline; a feed's own is no folder of what stands in it.
    let mut open: Vec<Option<String>> = Vec::new();
    for piece in pieces {
        match piece? {
            Piece::Open(tag) if tag.name == "outline" => {
                let feed = subscription(&tag, open.iter().flatten());
                open.push(if feed.is_some() { None } else { title(&tag) });
                found.extend(feed);
            }
            Piece::Close { name, .. } if name == "outline" => {
                open.pop();
            }
            _ => {}
        }
    }
    Ok(found)
}

fn subscription<'a>(tag: &Tag, folders: impl Iterator<Item = &'a String>) -> Option<Subscription> {
    let address = |name: &str| {
        let base = base(tag.attribute(name)?.trim()).ok()?;
        web("", &base)
    };
    Some(Subscription {
        title: title(tag),
        feed: address("xmlUrl")?,
        page: address("htmlUrl"),
        folders: folders.cloned().collect(),
    })
}

fn title(tag: &Tag) -> Option<String> {
    ["title", "text"].into_iter().find_map(|name| words(tag.attribute(name)?))
}

/// A list of feeds as OPML 2.0; folders that stand side by side are written as one.
pub fn write(title: &str, feeds: &[Subscription]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>{}</title></head>\n  <body>\n",
        escaped(title)
    );
    let mut open: &[String] = &[];
    for feed in feeds {
        let shared = open.iter().zip(&feed.folders).take_while(|(open, wanted)| open == wanted).count();
        close(&mut out, open.len(), shared);
        for (depth, folder) in feed.folders.iter().enumerate().skip(shared) {
            let name = escaped(folder);
            out.push_str(&format!("{}<outline text=\"{name}\" title=\"{name}\">\n", indent(depth)));
        }
        open = &feed.folders;
        out.push_str(&format!("{}<outline type=\"rss\"", indent(open.len())));
        let name = feed.title.as_deref().unwrap_or(&feed.feed);
        for (attribute, value) in [
            ("text", Some(name)),
            ("title", Some(name)),
            ("xmlUrl", Some(&feed.feed)),
            ("htmlUrl", feed.page.as_deref()),
        ] {
            if let Some(value) = value {
                out.push_str(&format!(" {attribute}=\"{}\"", escaped(value)));
            }
        }
        out.push_str("/>\n");
    }
    close(&mut out, open.len(), 0);
    out.push_str("  </body>\n</opml>\n");
    out
}

fn close(out: &mut String, from: usize, to: usize) {
    for depth in (to..from).rev() {
        out.push_str(&indent(depth));
        out.push_str("</outline>\n");
    }
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth + 2)
}

/// Without control characters, which no XML may hold.
fn escaped(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    quick_xml::escape::escape(&clean).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(title: &str, feed: &str, folders: &[&str]) -> Subscription {
        Subscription {
            title: Some(title.to_owned()),
            feed: feed.to_owned(),
            page: None,
            folders: folders.iter().map(|&folder| folder.to_owned()).collect(),
        }
    }

    #[test]
    fn a_list_is_read_with_its_folders() {
        let list = "<opml version='1.0'><head><title>x</title></head><body>
            <outline text='Officials'><outline text='Ministry &amp; more' xmlUrl='https://example.org/a?x=1&amp;y=2' htmlUrl='https://example.org'/>
              <outline text='Deeper'><outline title='Wire' text='t' xmlurl='http://example.net/b'/></outline></outline>
            <outline text='A note only'/><outline text='No feed' xmlUrl='javascript:x'/></body></opml>";
        let mut ministry = feed("Ministry & more", "https://example.org/a?x=1&y=2", &["Officials"]);
        ministry.page = Some("https://example.org/".to_owned());
        let wire = feed("Wire", "http://example.net/b", &["Officials", "Deeper"]);
        assert_eq!(read(list.as_bytes()).unwrap(), [ministry, wire]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let feeds = [
            feed("A \"quoted\" <name> & more", "https://example.org/a?x=1&y=2", &["One", "Two"]),
            feed("B", "https://example.org/b", &["One", "Two"]),
            feed("C", "https://example.org/c", &["One"]),
            Subscription {
                page: Some("https://example.org/".to_owned()),
                ..feed("D", "https://example.org/d", &[])
            },
        ];
        let written = write("Sources", &feeds);
        assert_eq!(read(written.as_bytes()).unwrap(), feeds, "{written}");
        assert_eq!(written.matches("text=\"One\"").count(), 1, "{written}");
        assert_eq!(read(write("None", &[]).as_bytes()).unwrap(), []);
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        assert!(matches!(read(b"<rss/>"), Err(FeedError::OtherRoot { .. })));
        assert!(matches!(read(b"words"), Err(FeedError::NoRoot { .. })));
        assert!(matches!(read(b"<opml><body>"), Err(FeedError::BrokenXml { .. })));
    }
}
