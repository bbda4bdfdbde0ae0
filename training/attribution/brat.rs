//! PolNeAR's articles with their attributions (brat: `NAME.txt` and `NAME.ann`).

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// One attribution as people marked it; ranges are code points.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    pub source: Vec<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
}

/// One article.
pub struct Article {
    pub path: PathBuf,
    pub text: String,
    pub gold: Vec<Gold>,
}

/// The articles of a folder, by name.
pub fn load(folder: &Path) -> Result<Vec<Article>> {
    let listing = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listing.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.into_iter().map(article).collect()
}

fn article(path: PathBuf) -> Result<Article> {
    let read = |path: &Path| {
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let text = read(&path)?;
    let gold = parse(&read(&path.with_extension("ann"))?);
    Ok(Article { path, text, gold })
}

/// Reads brat's lines; those that carry on a quoted text are passed over.
fn parse(lines: &str) -> Vec<Gold> {
    let mut spans: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
    let mut found = Vec::new();
    for line in lines.split('\n') {
        let Some((id, rest)) = line.split_once('\t') else { continue };
        if is_id(id, 'T') {
            let places =
                rest.split('\t').next().and_then(|head| head.split_once(' ')).map(|(_, places)| places);
            spans.insert(
                id,
                places.into_iter().flat_map(|places| places.split(';')).filter_map(range).collect(),
            );
        } else if is_id(id, 'E') {
            let mut gold = Gold::default();
            for (role, id) in rest.split_whitespace().skip(1).filter_map(|one| one.split_once(':')) {
                let places = spans.get(id).cloned().unwrap_or_default();
                match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                    "Source" => gold.source.extend(places),
                    "Cue" => gold.cue.extend(places),
                    "Content" => gold.content.extend(places),
                    _ => {}
                }
            }
            for places in [&mut gold.source, &mut gold.cue, &mut gold.content] {
                places.sort_by_key(|place| place.start);
            }
            if !gold.content.is_empty() {
                found.push(gold);
            }
        }
    }
    found
}

fn is_id(id: &str, kind: char) -> bool {
    id.strip_prefix(kind)
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn range(places: &str) -> Option<Range<usize>> {
    let (start, end) = places.split_once(' ')?;
    Some(start.parse().ok()?..end.parse().ok()?)
}
