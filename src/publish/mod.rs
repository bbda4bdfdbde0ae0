//! The digest and the lists as Markdown, HTML and JSON.
