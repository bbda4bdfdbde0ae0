//! How things look on the pages: words, marked text, charts.

pub(super) mod chart;
pub(super) mod marked;
pub(super) mod words;
