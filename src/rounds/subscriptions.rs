//! Lists of feeds, and selectors that are no selectors.

use crate::config::{Place, Source};
use crate::read::feed::FeedError;
use crate::read::feed::links::LinkSelector;
use crate::read::feed::opml::{self, Subscription};

/// The feeds on a list, each a source with what the list's own source says of itself.
///
/// # Errors
/// Where the bytes are no OPML.
pub fn feeds_of(source: &Source, bytes: &[u8]) -> Result<Vec<Source>, FeedError> {
    let feed = |subscription: Subscription| Source {
        name: subscription.title.unwrap_or_else(|| subscription.feed.clone()),
        place: Place::Feed(subscription.feed),
        ..source.clone()
    };
    Ok(opml::read(bytes)?.into_iter().map(feed).collect())
}

/// A feed as a list names it; `None` for what is no feed.
pub fn subscription(source: &Source) -> Option<Subscription> {
    let Place::Feed(feed) = &source.place else { return None };
    Some(Subscription {
        title: Some(source.name.clone()),
        feed: feed.clone(),
        page: None,
        folders: Vec::new(),
    })
}

/// Why the links of an index cannot be chosen; `None` where they can, and for what is no
/// index.
pub fn wrong_selector(place: &Place) -> Option<FeedError> {
    let Place::Index { links, .. } = place else { return None };
    links.parse::<LinkSelector>().err()
}
