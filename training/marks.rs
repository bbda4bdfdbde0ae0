//! Sentences of our own with marks in them: "[Rome] *urged:demand calm. // The sentence before."

use diplomacy_watch::record::Span;

/// A sentence without its marks, after the sentence before it, and what was marked.
pub struct Marked {
    pub text: String,
    /// What stood in [brackets].
    pub parties: Vec<Span>,
    /// Every *word with what was written:after it.
    pub words: Vec<(Span, String)>,
}

/// The sentences of a file, without its remarks.
pub fn lines(file: &str) -> Vec<&str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

impl Marked {
    pub fn read(line: &str) -> Self {
        let (marked, before) = line.split_once(" // ").unwrap_or((line, ""));
        let mut text = before.to_owned();
        if !before.is_empty() {
            text.push(' ');
        }
        let (mut parties, mut words) = (Vec::new(), Vec::new());
        let mut at = text.chars().count();
        let (mut opened, mut starred) = (0, None);
        let mut rest = marked.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '[' => opened = at,
                ']' => parties.push(Span { start: opened, end: at }),
                '*' => starred = Some(at),
                '{' | '}' => {}
                _ => {
                    if let Some(start) = starred.take_if(|_| !c.is_alphanumeric()) {
                        let mut class = String::new();
                        if c == ':' {
                            let is_class = |c: &char| c.is_ascii_lowercase() || *c == '|';
                            while let Some(next) = rest.next_if(is_class) {
                                class.push(next);
                            }
                        }
                        let named = !class.is_empty();
                        words.push((Span { start, end: at }, class));
                        if named {
                            continue;
                        }
                    }
                    text.push(c);
                    at += 1;
                }
            }
        }
        Self { text, parties, words }
    }
}
