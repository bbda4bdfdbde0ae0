//! A language model that may put sentences of the digest in other words.

use std::path::PathBuf;

use serde::Deserialize;

use super::collect::Seconds;
use super::source::address_problem;

/// The section `[writer]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Writer {
    /// Where it is asked, in full: `http://localhost:8080/v1/chat/completions`.
    pub address: String,
    /// Which model is asked for.
    pub model: String,
    /// A file that holds the key and nothing else.
    pub key_file: Option<PathBuf>,
    /// How long one answer may take.
    #[serde(default = "for_a_sentence")]
    pub seconds: Seconds,
    /// How long all answers for one digest may take together.
    #[serde(default = "for_a_digest")]
    pub seconds_in_all: Seconds,
}

fn for_a_sentence() -> Seconds {
    Seconds::whole(20)
}

fn for_a_digest() -> Seconds {
    Seconds::whole(600)
}

impl Writer {
    /// What of it cannot be meant.
    pub(super) fn problem(&self) -> Option<String> {
        if let Some(problem) = address_problem(&self.address) {
            return Some(problem);
        }
        if !self.address.ends_with("/chat/completions") {
            return Some(format!(
                "\"{}\" is not where a model is asked; write the address in full, such as \
                 http://localhost:8080/v1/chat/completions",
                self.address
            ));
        }
        if self.model.is_empty() || self.model.len() > 200 || self.model.contains(char::is_control) {
            return Some("model is no model's name".to_owned());
        }
        if self.seconds.duration().is_zero() || self.seconds_in_all.duration().is_zero() {
            return Some("no answer comes in no time; give it seconds".to_owned());
        }
        None
    }
}
