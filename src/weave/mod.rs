//! Joins what many documents say.

mod dealing;
mod land;
mod origin;
mod paper;
mod person;
mod scope;
mod silence;
pub mod story;
mod telling;
mod week;

pub use dealing::{Account, Dealing, Who, accounts_of, dealing_with, dealings_of};
pub use land::Lands;
pub use origin::{outlet_called, outlets_cited};
pub use paper::{Paper, papers_of};
pub use person::{PersonName, spelling, surname_of};
pub use scope::{Concern, Scope};
pub use silence::{Seen, judge};
pub use week::{InvalidWeek, Week};
