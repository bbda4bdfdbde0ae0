//! A document's text with a way between bytes and code points.

use std::ops::Range;

use super::Span;

/// How many bytes lie between two remembered code-point counts.
const STEP: usize = 256;

/// A document's text. The reader works in bytes, records speak of code points;
/// this converts between them in constant time.
#[derive(Debug, Clone)]
pub struct Text {
    text: String,
    /// Code points that begin before byte `i * STEP`; empty for pure ASCII.
    marks: Vec<usize>,
}

impl Text {
    /// Keeps `text` as it is, byte for byte.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let marks = if text.is_ascii() { Vec::new() } else { marks(text.as_bytes()) };
        Self { text, marks }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The span of a byte range; `None` where the range is empty.
    ///
    /// # Panics
    /// If the range reaches beyond the text.
    pub fn span(&self, bytes: Range<usize>) -> Option<Span> {
        Span::new(self.points(bytes.start), self.points(bytes.end))
    }

    /// The words at a span; `None` where the text is shorter than that.
    pub fn at(&self, span: Span) -> Option<&str> {
        self.text.get(self.bytes(span)?)
    }

    /// The byte range of a span; `None` where the text is shorter than that.
    pub fn bytes(&self, span: Span) -> Option<Range<usize>> {
        Some(self.byte(span.start)?..self.byte(span.end)?)
    }

    /// Code points before a byte.
    fn points(&self, byte: usize) -> usize {
        if self.marks.is_empty() {
            return byte;
        }
        let mark = byte / STEP;
        self.marks[mark] + starts(&self.text.as_bytes()[mark * STEP..byte])
    }

    /// The byte at which a code point begins.
    fn byte(&self, point: usize) -> Option<usize> {
        if self.marks.is_empty() {
            return (point <= self.text.len()).then_some(point);
        }
        let mark = self.marks.partition_point(|&before| before <= point).saturating_sub(1);
        let mut left = point - self.marks[mark];
        let from = mark * STEP;
        for (i, byte) in self.text.as_bytes()[from..].iter().enumerate() {
            if is_start(*byte) {
                if left == 0 {
                    return Some(from + i);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }
}

fn marks(bytes: &[u8]) -> Vec<usize> {
    let mut marks = vec![0];
    for chunk in bytes.chunks_exact(STEP) {
        marks.push(marks[marks.len() - 1] + starts(chunk));
    }
    marks
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| is_start(byte)).count()
}

/// Whether a byte begins a UTF-8 sequence.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let kept = Text::new(text);
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        for (point, &byte) in starts.iter().enumerate() {
            assert_eq!(kept.points(byte), point);
            assert_eq!(kept.byte(point), Some(byte));
        }
        assert_eq!(kept.byte(starts.len()), None);
    }

    #[test]
    fn bytes_and_code_points_agree() {
        check("");
        check("plain");
        check("Київ — “Kyiv”");
        check(&"Zelenskyy’s talks — Łódź ".repeat(60));
        check(&"a".repeat(512));
        check(&"é".repeat(256));
    }

    #[test]
    fn a_span_gives_its_words() {
        let text = Text::new("Мир now");
        let span = text.span(0..6).unwrap();
        assert_eq!((span.start, span.end), (0, 3));
        assert_eq!(text.at(span), Some("Мир"));
        assert_eq!(text.span(4..4), None);
    }
}
