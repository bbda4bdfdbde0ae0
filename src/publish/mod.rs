//! The digest and the lists as Markdown, HTML and JSON.

mod chart;
mod html;
pub mod link;
mod markdown;
mod notes;

pub use html::html;
pub use markdown::markdown;
