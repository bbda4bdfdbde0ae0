//! The digest as Markdown, HTML, a Word document, an Atom feed and mail; events as tables for
//! researchers; what the ledger has of an actor and around a contact; what was changed in a document.

pub mod actor;
pub mod atom;
mod change;
pub mod chart;
pub mod contact;
mod docx;
pub mod export;
mod html;
mod label;
pub mod link;
pub mod mail;
mod markdown;
mod merged;
pub mod notes;
pub mod notice;
pub mod records;
mod text;
mod visible;
pub mod xml;

pub use change::{Change, Mark};
pub use docx::{DocxError, docx};
pub use html::{fragment, html};
pub use label::label;
pub use markdown::{markdown, one_line};
pub use merged::{Account, Merged, merged};
pub use text::text;
pub use visible::{harmless_cell, visible, visible_json};
