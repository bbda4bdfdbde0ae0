//! Goes the rounds of the sources: asks each for its list, fetches what is new or has
//! changed, reads it, and keeps document, records and proof together.

mod carried;
mod desk;
mod error;
mod listing;
mod lock;
mod page;
mod report;
mod round;
mod subscriptions;

pub use desk::{Desk, Settings};
pub use error::RoundError;
pub use lock::Lock;
pub use page::{by_hand, of_source};
pub use report::{Report, Tally};
pub use round::round;
pub use subscriptions::{feeds_of, subscription, wrong_selector};
