//! Nouns for people who are told of without a name: "a diplomat".

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The list of `knowledge/speakers.toml`.
#[derive(Deserialize)]
struct File {
    anonymous: HashSet<String>,
    spokespeople: HashSet<String>,
}

static PEOPLE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../knowledge/speakers.toml"))
        .expect("knowledge/speakers.toml is tested")
});

/// Whether a noun in small letters is of one person: "diplomat", "spokesman".
pub(super) fn is_person(noun: &str) -> bool {
    PEOPLE.anonymous.contains(noun) || PEOPLE.spokespeople.contains(noun)
}
