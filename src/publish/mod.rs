//! The digest as Markdown, HTML, a Word document and an Atom feed; what was changed in a document.

pub mod atom;
mod change;
pub mod chart;
mod docx;
mod html;
mod label;
pub mod link;
mod markdown;
pub mod notes;
pub mod notice;
pub mod records;
pub mod xml;

pub use change::{Change, Mark};
pub use docx::{DocxError, docx};
pub use html::{fragment, html};
pub use label::label;
pub use markdown::{markdown, one_line};
