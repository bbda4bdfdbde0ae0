//! Where a source says that its articles stand: feeds, news sitemaps, index pages and
//! lists of feeds. Bytes in, entries out; what they lead to is fetched elsewhere.

mod entry;
mod error;
pub mod links;
mod moment;
pub mod opml;
pub mod sitemap;
mod syndicated;
mod xml;

pub use entry::{Enclosure, Entry};
pub use error::FeedError;
pub use syndicated::parse;
