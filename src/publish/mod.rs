//! The digest as Markdown, HTML and a Word document.

mod chart;
mod docx;
mod html;
pub mod link;
mod markdown;
mod notes;

pub use docx::{DocxError, docx};
pub use html::html;
pub use markdown::markdown;
