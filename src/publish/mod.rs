//! The digest as Markdown, HTML and a Word document; what was changed in a document.

mod change;
pub mod chart;
mod docx;
mod html;
mod label;
pub mod link;
mod markdown;
pub mod notes;
pub mod records;
pub mod xml;

pub use change::{Change, Mark};
pub use docx::{DocxError, docx};
pub use html::html;
pub use label::label;
pub use markdown::{markdown, one_line};
