//! Writes sentences from records by the forms of `knowledge/digest/forms.toml`.

mod channel;
mod contact;
mod detail;
mod headline;
mod phrase;
mod row;
mod statement;
mod telling;

pub use channel::channels;
pub use contact::{has_source, missing_account, told, told_by};
pub use detail::{account_words, details};
pub use headline::{headline, tally};
pub use phrase::has_known_thing;
pub use row::{COLUMNS, row};
pub use statement::{Candidate, beside, candidates, speaks_of, spoken};
