//! The configuration that a verb works with.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::config::Config;

/// The configuration where none is named.
const CONFIG: &str = "watch.toml";

/// A configuration and where its own paths start from.
pub(super) struct Configured {
    pub(super) config: Config,
    /// As errors call it.
    pub(super) name: String,
    folder: PathBuf,
}

impl Configured {
    /// Reads the configuration that is named, else the usual one where it is there, else
    /// an empty one.
    pub(super) fn load(named: Option<&Path>) -> Result<Self, anyhow::Error> {
        let path = match named {
            Some(path) => path,
            None if Path::new(CONFIG).exists() => Path::new(CONFIG),
            None => {
                let (config, name) = (Config::default(), CONFIG.to_owned());
                return Ok(Self { config, name, folder: PathBuf::new() });
            }
        };
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {name}; name another configuration with --config"))?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { config: Config::parse(&name, &text)?, name, folder })
    }

    /// A path that the configuration names, from its own folder on.
    pub(super) fn path(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }
}
