//! The digest and the lists as Markdown, HTML and JSON.

mod change;
mod html;
pub mod link;
mod markdown;
pub mod notes;
pub mod records;

pub use change::{Change, Mark};
pub use html::html;
pub use markdown::{markdown, one_line};
