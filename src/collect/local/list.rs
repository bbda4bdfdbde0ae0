//! Which files the given paths mean.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use crate::collect::CollectError;

/// File names that a folder is searched for; each also with `.gz` or `.zst`.
const ENDINGS: [&str; 7] = ["txt", "md", "html", "htm", "jsonl", "warc", "pdf"];

/// Where an input lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// `-`.
    StandardInput,
    File(PathBuf),
}

impl Place {
    /// As it was named, for people.
    pub fn name(&self) -> String {
        match self {
            Self::StandardInput => "standard input".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The file's path; `None` for standard input.
    pub fn path(&self) -> Option<String> {
        match self {
            Self::StandardInput => None,
            Self::File(path) => Some(path.display().to_string()),
        }
    }
}

/// The places that `paths` name, in their order; a folder stands for the documents
/// under it, sorted, without hidden files and `README.md`. Folders are walked as the
/// iterator advances; a path that leads nowhere is an error in its place.
pub fn list(paths: &[PathBuf]) -> impl Iterator<Item = Result<Place, CollectError>> + use<> {
    let mut waiting: VecDeque<PathBuf> = paths.iter().cloned().collect();
    let mut found: VecDeque<Result<Place, CollectError>> = VecDeque::new();
    std::iter::from_fn(move || {
        while found.is_empty() {
            let path = waiting.pop_front()?;
            found.extend(places(&path));
        }
        found.pop_front()
    })
}

fn places(path: &Path) -> Vec<Result<Place, CollectError>> {
    if path == Path::new("-") {
        return vec![Ok(Place::StandardInput)];
    }
    match fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            vec![Err(CollectError::Missing { path: path.display().to_string() })]
        }
        Err(error) => vec![Err(unreadable(path, error))],
        Ok(about) if about.is_dir() => {
            let mut found = Vec::new();
            walk(path, &mut found);
            if found.is_empty() {
                found.push(Err(CollectError::EmptyFolder { path: path.display().to_string() }));
            }
            found
        }
        Ok(_) => vec![Ok(Place::File(path.to_owned()))],
    }
}

/// Adds the documents under a folder. Linked folders are not entered, so a loop of
/// links ends.
fn walk(folder: &Path, found: &mut Vec<Result<Place, CollectError>>) {
    let entries = fs::read_dir(folder).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(unreadable(folder, error))),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&entry.path(), found);
        } else if is_document(&name) && entry.path().is_file() {
            found.push(Ok(Place::File(entry.path())));
        }
    }
}

fn is_document(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let plain = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
    let ending = plain.rsplit_once('.').map(|(_, ending)| ending);
    plain != "readme.md" && ending.is_some_and(|ending| ENDINGS.contains(&ending))
}

fn unreadable(path: &Path, error: std::io::Error) -> CollectError {
    CollectError::Unreadable { path: path.display().to_string(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_walked_in_order_without_what_is_no_document() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/.git")).unwrap();
        for name in ["z.txt", "a.md", "README.md", ".hidden.txt", "b/c.html.gz", "b/.git/x.txt", "b/d.png"] {
            fs::write(root.join(name), "x").unwrap();
        }
        let got: Vec<String> = list(&[root.to_owned()])
            .map(|place| match place.unwrap() {
                Place::File(path) => path.strip_prefix(root).unwrap().display().to_string(),
                Place::StandardInput => unreachable!(),
            })
            .collect();
        assert_eq!(got, ["a.md", "b/c.html.gz", "z.txt"]);
    }

    #[test]
    fn a_path_that_leads_nowhere_is_an_error_in_its_place() {
        let got: Vec<_> = list(&["/nowhere/at/all".into(), "-".into()]).collect();
        assert!(matches!(got[0], Err(CollectError::Missing { .. })));
        assert!(matches!(got[1], Ok(Place::StandardInput)));
    }

    #[test]
    fn a_folder_without_documents_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let got: Vec<_> = list(&[folder.path().to_owned()]).collect();
        assert!(matches!(got[..], [Err(CollectError::EmptyFolder { .. })]));
    }
}
