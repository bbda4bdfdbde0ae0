//! The types of events after PLOVER.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! types {
    ($($variant:ident = $name:literal, $quad:literal;)+) => {
        /// A type of PLOVER.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "UPPERCASE")]
        pub enum EventType {
            $(#[doc = $name] $variant,)+
        }

        impl EventType {
            /// All types in the order of the codebook.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name: `CONSULT`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material
            /// conflict.
            pub const fn quad(self) -> u8 {
                match self { $(Self::$variant => $quad),+ }
            }
        }
    };
}

types! {
    Agree = "AGREE", 1;
    Consult = "CONSULT", 1;
    Support = "SUPPORT", 1;
    Concede = "CONCEDE", 1;
    Cooperate = "COOPERATE", 2;
    Aid = "AID", 2;
    Retreat = "RETREAT", 2;
    Request = "REQUEST", 3;
    Accuse = "ACCUSE", 3;
    Reject = "REJECT", 3;
    Threaten = "THREATEN", 3;
    Protest = "PROTEST", 4;
    Sanction = "SANCTION", 4;
    Mobilize = "MOBILIZE", 4;
    Coerce = "COERCE", 4;
    Assault = "ASSAULT", 4;
}

impl EventType {
    /// The type of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
