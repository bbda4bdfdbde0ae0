//! A document's tokens in one row, with what the finding of speech asks of each.

use std::ops::Range;

use super::quotes::{Quote, quotes};
use crate::read::Reading;
use crate::read::names::Level;
use crate::read::syntax::{Rel, Upos};
use crate::record::MentionKind;

/// One token in the row.
#[derive(Debug, Clone, Copy)]
pub struct Cell {
    /// Index of its sentence.
    pub sentence: u32,
    /// Place in the row of the token it depends on; its own place for a root.
    pub head: u32,
    /// First place of the tokens under it, itself included.
    pub first: u32,
    /// The place after the last of them.
    pub last: u32,
    pub rel: Rel,
    pub upos: Upos,
    /// Hash of the word in lower case.
    pub word: u32,
    /// Hash of the dictionary form in lower case.
    pub lemma: u32,
    /// Hash of the Penn tag.
    pub xpos: u32,
    /// The outermost quotation it stands in.
    pub quote: Option<u32>,
    /// What it names.
    pub mention: Option<(MentionKind, Level)>,
}

/// All tokens of a document.
pub struct Row<'r> {
    pub reading: &'r Reading<'r>,
    pub cells: Vec<Cell>,
    /// Per sentence, the place of its first token; one more for the end.
    pub starts: Vec<usize>,
    /// Places by sentence, every head before what depends on it.
    pub order: Vec<u32>,
    /// Quotations by where they start.
    pub quotes: Vec<Quote>,
    /// Per paragraph, its places.
    pub paragraphs: Vec<Range<usize>>,
}

impl<'r> Row<'r> {
    /// Lines the tokens of a reading up; takes time linear in their number.
    pub fn new(reading: &'r Reading<'r>) -> Self {
        let mut row = Self {
            reading,
            cells: Vec::new(),
            starts: vec![0],
            order: Vec::new(),
            quotes: Vec::new(),
            paragraphs: Vec::new(),
        };
        for sentence in 0..reading.sentences.len() {
            row.append(sentence);
        }
        row.find_paragraphs();
        let text = reading.text.as_str();
        row.quotes = quotes(text, row.paragraphs.iter().map(|places| row.bytes(places.clone())));
        row.mark_quotes();
        row.mark_names();
        row
    }

    fn append(&mut self, sentence: usize) {
        let start = self.cells.len();
        let tree = &self.reading.sentences[sentence];
        for (i, token) in tree.tokens.iter().enumerate() {
            let at = (start + i) as u32;
            let head = token.head.map_or(at, |head| (start + head) as u32);
            self.cells.push(Cell {
                sentence: sentence as u32,
                head,
                first: at,
                last: at + 1,
                rel: token.rel,
                upos: token.upos,
                word: lower_hash(&self.reading.text.as_str()[token.bytes()]),
                lemma: lower_hash(&token.lemma),
                xpos: lower_hash(&token.xpos),
                quote: None,
                mention: None,
            });
        }
        self.starts.push(self.cells.len());
        self.put_in_order(start);
    }

    /// Orders the tokens from `start` on from the roots down and widens every token's
    /// range over what depends on it.
    fn put_in_order(&mut self, start: usize) {
        let length = self.cells.len() - start;
        let mut children = vec![Vec::new(); length];
        let first = self.order.len();
        for at in start..self.cells.len() {
            let head = self.cells[at].head as usize;
            if head == at {
                self.order.push(at as u32);
            } else {
                children[head - start].push(at as u32);
            }
        }
        let mut next = first;
        while next < self.order.len() {
            let at = self.order[next] as usize;
            self.order.append(&mut children[at - start]);
            next += 1;
        }
        for i in (first..self.order.len()).rev() {
            let cell = self.cells[self.order[i] as usize];
            let head = &mut self.cells[cell.head as usize];
            head.first = head.first.min(cell.first);
            head.last = head.last.max(cell.last);
        }
    }

    fn find_paragraphs(&mut self) {
        let mut last = None;
        for (i, sentence) in self.reading.sentences.iter().enumerate() {
            let places = self.starts[i]..self.starts[i + 1];
            match self.paragraphs.last_mut() {
                Some(paragraph) if last == Some(sentence.paragraph) => paragraph.end = places.end,
                _ => self.paragraphs.push(places),
            }
            last = Some(sentence.paragraph);
        }
        self.paragraphs.retain(|places| !places.is_empty());
    }

    fn mark_quotes(&mut self) {
        let mut at = 0;
        for i in 0..self.quotes.len() {
            if self.quotes[i].depth > 0 {
                continue;
            }
            let quote = self.quotes[i].bytes.clone();
            while at < self.cells.len() && self.token_bytes(at).start < quote.start {
                at += 1;
            }
            while at < self.cells.len() && self.token_bytes(at).end <= quote.end {
                self.cells[at].quote = Some(i as u32);
                at += 1;
            }
        }
    }

    fn mark_names(&mut self) {
        for mention in &self.reading.names.mentions {
            let kind = self.reading.names.actors[mention.actor].kind;
            let start = self.starts[mention.sentence];
            for token in mention.tokens.clone() {
                if let Some(cell) = self.cells.get_mut(start + token) {
                    cell.mention = Some((kind, mention.level));
                }
            }
        }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The sentence and token of a place.
    pub fn token(&self, at: usize) -> (usize, usize) {
        let sentence = self.cells[at].sentence as usize;
        (sentence, at - self.starts[sentence])
    }

    /// The bytes of a token.
    pub fn token_bytes(&self, at: usize) -> Range<usize> {
        let (sentence, token) = self.token(at);
        self.reading.sentences[sentence].tokens[token].bytes()
    }

    /// The bytes from the first to the last of some places, which must not be empty.
    pub fn bytes(&self, places: Range<usize>) -> Range<usize> {
        self.token_bytes(places.start).start..self.token_bytes(places.end - 1).end
    }

    /// The words of a token.
    pub fn word(&self, at: usize) -> &'r str {
        &self.reading.text.as_str()[self.token_bytes(at)]
    }

    /// The dictionary form of a token.
    pub fn lemma(&self, at: usize) -> &'r str {
        let (sentence, token) = self.token(at);
        &self.reading.sentences[sentence].tokens[token].lemma
    }

    /// The Penn tag of a token.
    pub fn xpos(&self, at: usize) -> &'r str {
        let (sentence, token) = self.token(at);
        &self.reading.sentences[sentence].tokens[token].xpos
    }

    /// The words from the first to the last of some places.
    pub fn words(&self, places: Range<usize>) -> &'r str {
        if places.is_empty() { "" } else { &self.reading.text.as_str()[self.bytes(places)] }
    }

    /// The places of a token's sentence.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let sentence = self.cells[at].sentence as usize;
        self.starts[sentence]..self.starts[sentence + 1]
    }

    /// The places of the paragraph that holds a place.
    pub fn paragraph(&self, at: usize) -> Range<usize> {
        let i = self.paragraphs.partition_point(|places| places.end <= at);
        self.paragraphs[i].clone()
    }

    /// The place of a token.
    pub fn place(&self, sentence: usize, token: usize) -> usize {
        self.starts[sentence] + token
    }

    /// The places whose tokens lie in a range of bytes or reach into it.
    pub fn places(&self, bytes: &Range<usize>) -> Range<usize> {
        let sentences = &self.reading.sentences;
        let find = |byte: usize, after: bool| {
            let i = sentences.partition_point(|s| if after { s.start < byte } else { s.end <= byte });
            let i = if after { i.saturating_sub(1) } else { i };
            let Some(sentence) = sentences.get(i) else { return self.cells.len() };
            let past = |t: &crate::read::syntax::Token| if after { t.start < byte } else { t.end <= byte };
            self.starts[i] + sentence.tokens.partition_point(past)
        };
        find(bytes.start, false)..find(bytes.end, true)
    }
}

/// A hash (FNV-1a) of a word in lower case, the same on every machine.
pub fn lower_hash(word: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    if word.is_ascii() {
        word.bytes().map(|byte| byte.to_ascii_lowercase()).fold(0x811c_9dc5, step)
    } else {
        word.to_lowercase().bytes().fold(0x811c_9dc5, step)
    }
}
