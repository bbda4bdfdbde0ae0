//! Treebanks and their names, read for training and scoring.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::read::language::Language;
use diplomacy_watch::read::names::Namer;
use diplomacy_watch::read::syntax::{Rel, Sentence, Token, Upos};
use diplomacy_watch::record::MentionKind;

#[derive(Clone)]
/// A sentence as its file has it, with the label of each token ("B-PER").
pub struct Labelled {
    /// Its document.
    pub document: String,
    pub text: String,
    pub sentence: Sentence,
    pub labels: Vec<String>,
}

/// Reads a file, unpacking `.gz`.
pub fn slurp(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    if path.extension().is_some_and(|ext| ext == "gz") {
        let mut text = String::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
        return Ok(text);
    }
    Ok(String::from_utf8(bytes)?)
}

/// The blocks of a CoNLL file: its `# text`, `# sent_id` and lines.
pub fn blocks(file: &str) -> impl Iterator<Item = Block<'_>> {
    file.split("\n\n").filter_map(|block| {
        let mut read = Block::default();
        for line in block.lines() {
            if let Some(text) = line.strip_prefix("# text = ") {
                read.text = text;
            } else if let Some(id) = line.strip_prefix("# sent_id = ") {
                read.id = id;
            } else if !line.starts_with('#') {
                read.lines.push(line.split('\t').collect());
            }
        }
        (!read.lines.is_empty()).then_some(read)
    })
}

#[derive(Default)]
pub struct Block<'a> {
    pub id: &'a str,
    pub text: &'a str,
    pub lines: Vec<Vec<&'a str>>,
}

/// Parts of speech by the id of the sentence.
pub fn tags(file: &str) -> HashMap<String, Vec<Upos>> {
    blocks(file).map(|block| (block.id.to_owned(), upos(&block))).collect()
}

fn words<'a, 'b>(block: &'b Block<'a>) -> impl Iterator<Item = &'b Vec<&'a str>> {
    block.lines.iter().filter(|line| line[0].bytes().all(|b| b.is_ascii_digit()))
}

fn upos(block: &Block) -> Vec<Upos> {
    words(block).map(|line| Upos::parse(line[3]).unwrap_or(Upos::X)).collect()
}

/// The sentences of an IOB2 file, with parts of speech where `tags` has them.
pub fn named(file: &str, tags: &HashMap<String, Vec<Upos>>) -> Vec<Labelled> {
    blocks(file)
        .map(|block| {
            let forms: Vec<&str> = words(&block).map(|line| line[1]).collect();
            let upos = tags.get(block.id).filter(|tags| tags.len() == forms.len()).cloned();
            let labels = words(&block).map(|line| label(line[2])).collect();
            build(document(block.id), block.text, &forms, upos, labels)
        })
        .collect()
}

/// The document of a sentence: its id without the number.
fn document(id: &str) -> &str {
    id.rsplit_once('-').map_or(id, |(document, _)| document)
}

/// The sentences of each document as one text, a sentence a line; the labels as bytes of it.
pub fn documents(sentences: &[Labelled]) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut last = None;
    for labelled in sentences {
        if last != Some(&labelled.document) {
            documents.push(Document::default());
            last = Some(&labelled.document);
        }
        if let Some(document) = documents.last_mut() {
            document.add(labelled);
        }
    }
    documents
}

/// First byte, byte after the last, kind.
pub type Name = (usize, usize, &'static str);

/// The names that a namer finds in a text, by UNER's kinds.
pub fn guess(language: &Language, namer: &Namer, text: &str) -> HashSet<Name> {
    let sentences = language.tag(text);
    let bare = namer.bare_names(text, &sentences, &());
    by_kind(sentences.into_iter().zip(bare))
}

/// Names in sentences, by UNER's kinds.
pub fn by_kind(
    found: impl IntoIterator<Item = (Sentence, diplomacy_watch::read::BareNames)>,
) -> HashSet<Name> {
    let mut guess = HashSet::new();
    for (sentence, names) in found {
        for (tokens, kind) in names {
            let kind = match kind {
                MentionKind::Person | MentionKind::Office => "PER",
                MentionKind::Organisation | MentionKind::Group => "ORG",
                MentionKind::Country | MentionKind::Place => "LOC",
            };
            let bytes = sentence.span_of(tokens);
            guess.insert((bytes.start, bytes.end, kind));
        }
    }
    guess
}

/// A document with the names in it.
#[derive(Default)]
pub struct Document {
    pub text: String,
    /// First byte, byte after the last, kind.
    pub names: Vec<Name>,
}

impl Document {
    fn add(&mut self, labelled: &Labelled) {
        let from = self.text.len();
        let mut open = false;
        for (token, label) in labelled.sentence.tokens.iter().zip(&labelled.labels) {
            let kind = match label.get(2..) {
                Some("PER") => "PER",
                Some("ORG") => "ORG",
                Some("LOC") => "LOC",
                _ => {
                    open = false;
                    continue;
                }
            };
            match self.names.last_mut() {
                Some(last) if open && label.starts_with('I') && last.2 == kind => last.1 = from + token.end,
                _ => self.names.push((from + token.start, from + token.end, kind)),
            }
            open = true;
        }
        self.text.push_str(&labelled.text);
        self.text.push_str("\n\n");
    }
}

fn label(written: &str) -> String {
    if written.ends_with("OTH") { "O".to_owned() } else { written.to_owned() }
}

/// The sentences of a GUM file, with the names that its entities show.
pub fn gum(file: &str) -> Vec<Labelled> {
    blocks(file)
        .map(|block| {
            let forms: Vec<&str> = words(&block).map(|line| line[1]).collect();
            let labels = gum_labels(&block);
            build(document(block.id), block.text, &forms, Some(upos(&block)), labels)
        })
        .collect()
}

/// Sentences whose proper nouns are labelled as if they were persons: a label for where
/// names may be.
pub fn proper(file: &str) -> Vec<Labelled> {
    blocks(file)
        .map(|block| {
            let forms: Vec<&str> = words(&block).map(|line| line[1]).collect();
            let upos = upos(&block);
            let labels =
                upos.iter().map(|u| if *u == Upos::Propn { "B-PER" } else { "O" }.to_owned()).collect();
            build(document(block.id), block.text, &forms, Some(upos), labels)
        })
        .collect()
}

/// A sentence whose tokens stand in its text; tokens that it lacks are put on its end.
fn build(
    document: &str,
    text: &str,
    forms: &[&str],
    upos: Option<Vec<Upos>>,
    labels: Vec<String>,
) -> Labelled {
    let mut text = text.to_owned();
    let mut at = 0;
    let mut tokens = Vec::new();
    for (i, form) in forms.iter().enumerate() {
        let start = text[at..].find(form).map_or_else(
            || {
                text.push(' ');
                text.push_str(form);
                text.len() - form.len()
            },
            |found| at + found,
        );
        at = start + form.len();
        let upos = upos.as_ref().map_or(Upos::X, |tags| tags[i]);
        tokens.push(Token {
            start,
            end: at,
            lemma: (*form).into(),
            upos,
            xpos: "".into(),
            head: None,
            rel: Rel::Root,
        });
    }
    let sentence = Sentence { start: 0, end: text.len(), paragraph: 0, tokens };
    Labelled { document: document.to_owned(), text, sentence, labels }
}

/// Labels for the entities of GUM that are names: an entity of a person, an
/// organisation or a place whose head is a proper noun names it with the run of
/// proper nouns around the head.
fn gum_labels(block: &Block) -> Vec<String> {
    let lines: Vec<&Vec<&str>> = words(block).collect();
    let mut labels = vec!["O".to_owned(); lines.len()];
    let mut found = entities(&lines);
    // Longest first: a name inside a longer one is not labelled on its own.
    found.sort_by_key(|e| std::cmp::Reverse(e.end - e.start));
    for entity in found {
        let Some((from, to)) = name_in(&lines, &entity) else { continue };
        if labels[from..to].iter().any(|label| label != "O") {
            continue;
        }
        for (i, slot) in labels[from..to].iter_mut().enumerate() {
            *slot = format!("{}-{}", if i == 0 { 'B' } else { 'I' }, entity.kind);
        }
    }
    labels
}

struct Entity {
    start: usize,
    end: usize,
    head: usize,
    kind: &'static str,
}

fn entities(lines: &[&Vec<&str>]) -> Vec<Entity> {
    let mut open: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    let mut found = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(marks) = line[9].split('|').find_map(|part| part.strip_prefix("Entity=")) else { continue };
        let mut rest = marks;
        while !rest.is_empty() {
            if let Some(body) = rest.strip_prefix('(') {
                let end = body.find(['(', ')']).unwrap_or(body.len());
                let mark = &body[..end];
                let id = mark.split('-').next().unwrap_or_default();
                open.entry(id).or_default().push((i, mark));
                rest = &body[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    close(&mut open, id, i, &mut found);
                    rest = after;
                }
            } else if let Some((id, after)) = rest.split_once(')') {
                close(&mut open, id, i, &mut found);
                rest = after;
            } else {
                break;
            }
        }
    }
    found
}

fn close<'a>(
    open: &mut HashMap<&'a str, Vec<(usize, &'a str)>>,
    id: &str,
    at: usize,
    found: &mut Vec<Entity>,
) {
    let Some((start, mark)) = open.get_mut(id).and_then(Vec::pop) else { return };
    let fields: Vec<&str> = mark.split('-').collect();
    let kind = match fields.get(1) {
        Some(&"person") => "PER",
        Some(&"organization") => "ORG",
        Some(&"place") => "LOC",
        _ => return,
    };
    let head = fields.get(5).and_then(|span| span.split(',').next()?.parse::<usize>().ok()).unwrap_or(1);
    found.push(Entity { start, end: at + 1, head: start + head - 1, kind });
}

/// The run of proper nouns around an entity's head, titles left out.
fn name_in(lines: &[&Vec<&str>], entity: &Entity) -> Option<(usize, usize)> {
    let proper = |i: usize| lines[i][3] == "PROPN";
    let head = entity.head.min(entity.end - 1);
    if !proper(head) {
        return None;
    }
    let joins = |i: usize| {
        proper(i)
            || matches!(lines[i][1], "-" | "." | "'")
            || (entity.kind != "PER" && matches!(lines[i][1], "of" | "and" | "&" | "the" | "for" | "'s"))
            || (entity.kind != "PER" && lines[i][1].starts_with(char::is_uppercase))
    };
    let mut from = head;
    while from > entity.start && joins(from - 1) {
        from -= 1;
    }
    let mut to = head + 1;
    while to < entity.end && joins(to) {
        to += 1;
    }
    while from < to && !(proper(from) || lines[from][1].starts_with(char::is_uppercase))
        || lines[from][3] == "DET"
    {
        from += 1;
        if from == to {
            return None;
        }
    }
    while to > from && !proper(to - 1) {
        to -= 1;
    }
    const TITLES: [&str; 20] = [
        "President",
        "Mr.",
        "Mr",
        "Mrs.",
        "Mrs",
        "Ms.",
        "Ms",
        "Dr.",
        "Dr",
        "Prince",
        "King",
        "Queen",
        "Sir",
        "Prime",
        "Minister",
        "Senator",
        "General",
        "Professor",
        "Captain",
        "Pope",
    ];
    while entity.kind == "PER" && to > from + 1 && TITLES.contains(&lines[from][1]) {
        from += 1;
    }
    (from < to).then_some((from, to))
}

/// How many names are right, found and there, by kind.
#[derive(Default)]
pub struct Counts(std::collections::BTreeMap<&'static str, [usize; 3]>);

impl Counts {
    pub fn add(&mut self, gold: &HashSet<Name>, guess: &HashSet<Name>) {
        for kind in ["PER", "ORG", "LOC", "all"] {
            let of = |set: &HashSet<Name>| -> HashSet<Name> {
                set.iter().filter(|n| kind == "all" || n.2 == kind).copied().collect()
            };
            let (gold, guess) = (of(gold), of(guess));
            let count = self.0.entry(kind).or_default();
            count[0] += gold.intersection(&guess).count();
            count[1] += guess.len();
            count[2] += gold.len();
        }
    }

    pub fn print(&self) {
        for (kind, [right, found, there]) in &self.0 {
            let part = |of: usize| 100.0 * *right as f64 / of as f64;
            let f1 = 200.0 * *right as f64 / (found + there) as f64;
            println!(
                "{kind}: precision {:.1} recall {:.1} F1 {f1:.1} ({there} names)",
                part(*found),
                part(*there)
            );
        }
    }
}

/// Prints what a document's names lack and have too much.
pub fn show_errors(text: &str, gold: &HashSet<Name>, guess: &HashSet<Name>) {
    let show = |set: Vec<&Name>| -> Vec<String> {
        set.iter().map(|n| format!("{} {}", &text[n.0..n.1], n.2)).collect()
    };
    println!("{text}");
    println!("   missed {:?}", show(gold.difference(guess).collect()));
    println!("   wrong  {:?}", show(guess.difference(gold).collect()));
}
