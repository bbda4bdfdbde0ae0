//! Treebanks and their names, read for training and scoring.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};
use diplomacy_watch::read::syntax::{Rel, Sentence, Token, Upos};

/// A sentence as its file has it, with the label of each token ("B-PER").
pub struct Labelled {
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
            build(block.text, &forms, upos, labels)
        })
        .collect()
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
            build(block.text, &forms, Some(upos(&block)), labels)
        })
        .collect()
}

/// A sentence whose tokens stand in its text; tokens that it lacks are put on its end.
fn build(text: &str, forms: &[&str], upos: Option<Vec<Upos>>, labels: Vec<String>) -> Labelled {
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
    Labelled { text, sentence, labels }
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
