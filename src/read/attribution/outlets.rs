//! Which names are news outlets: `knowledge/outlets.tsv`.

use rustc_hash::FxHashSet;

/// The outlets by every name that they have.
#[derive(Debug, Clone)]
pub struct Outlets {
    names: FxHashSet<String>,
}

impl Outlets {
    /// The outlets that are part of the binary.
    pub fn known() -> Self {
        Self::parse(include_str!("../../../knowledge/outlets.tsv"))
    }

    /// Reads the first and the last column of a file's lines: a name, and its other
    /// forms with "|" between them.
    pub fn parse(text: &str) -> Self {
        let mut names = FxHashSet::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let name = columns.next().unwrap_or_default();
            let forms = columns.next_back().unwrap_or("-");
            names.extend(forms.split('|').chain([name]).filter(|form| *form != "-").map(plain));
        }
        names.remove("");
        Self { names }
    }

    /// Whether a name is an outlet's; a leading "The" and capitals do not matter.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(&plain(name))
    }
}

fn plain(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.strip_prefix("the ").map_or(name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_are_known_by_every_form() {
        let outlets = Outlets::known();
        assert!(outlets.has("The Associated Press") && outlets.has("AP") && outlets.has("Reuters"));
        assert!(!outlets.has("Sergei Lavrov") && !outlets.has(""));
    }
}
