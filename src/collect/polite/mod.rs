//! Fetching as a guest does: with leave, not in a hurry, and going away when asked to.

mod robots;
mod sites;
mod visitor;

pub use robots::Robots;
pub use sites::{Rest, Sites};
pub use visitor::{Found, Visit, Visitor};
