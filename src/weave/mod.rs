//! Joins what many documents say.

mod alert;
mod change;
mod contested;
mod dealing;
mod gist;
mod happening;
mod land;
mod origin;
mod paper;
mod person;
mod readouts;
mod scope;
mod silence;
pub mod story;
mod subject;
mod telling;
mod traffic;
mod week;

pub use alert::{Matter, Telling, matters};
pub use change::{Change, Stand, Turn, changes};
pub use contested::{Contested, Said, contested, denials_of};
pub use dealing::{Account, Dealing, Who, accounts_of, dealing_with, dealings_of};
pub use gist::Gist;
pub use happening::{Recounted, happenings};
pub use land::Lands;
pub use origin::{outlet_called, outlets_cited};
pub use paper::{Paper, papers_of};
pub use person::{PersonName, spelling, surname_of};
pub use readouts::{Readouts, Told};
pub use scope::{Concern, Scope};
pub use silence::{Seen, judge};
pub use subject::subjects_of;
pub use telling::Known;
pub use traffic::Traffic;
pub use week::{InvalidWeek, Week};
