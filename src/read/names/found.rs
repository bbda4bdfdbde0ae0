//! What a sentence names, before the document tells who is who.

use std::ops::Range;

use crate::record::MentionKind;

use super::{Actor, Level};

/// A name, office or group with all its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub tokens: Range<usize>,
    /// The name within, titles left out; empty for offices and groups.
    pub name: Range<usize>,
    pub actor: Actor,
    pub level: Level,
}

impl Found {
    pub fn new(
        tokens: Range<usize>,
        kind: MentionKind,
        name: impl Into<String>,
        country: Option<&str>,
    ) -> Self {
        let actor =
            Actor { name: name.into(), kind, country: country.map(str::to_owned), role: None, gender: None };
        let name = tokens.end..tokens.end;
        Self { tokens, name, actor, level: Level::Name }
    }

    pub fn named(mut self, name: Range<usize>) -> Self {
        self.name = name;
        self
    }

    pub fn with_role(mut self, role: impl Into<String>) -> Self {
        self.actor.role = Some(role.into());
        self
    }

    pub fn nominal(mut self) -> Self {
        self.level = Level::Nominal;
        self
    }
}
